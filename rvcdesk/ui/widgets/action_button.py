"""A push button for an action of the table: its text, icon and keys; why it cannot be pressed now."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QSize
from PySide6.QtGui import QAction, QFont, QPalette
from PySide6.QtWidgets import QPushButton

from rvcdesk.ui import theme
from rvcdesk.ui.icons import icon


class ActionButton(QPushButton):
    """Follows `action`. The main button of a page has the accent's colour while it can be pressed."""

    def __init__(self, action: QAction, icon_name: str) -> None:
        super().__init__()
        self._action, self._icon_name = action, icon_name
        self._main = False
        self._reason = ""
        self.setIconSize(QSize(18, 18))
        self.setMinimumHeight(36)
        self.setAutoDefault(False)
        self.clicked.connect(action.trigger)
        action.changed.connect(self._follow)
        self._follow()

    def set_main(self, main: bool) -> None:
        """Whether everything on the page leads to this button."""
        self._main = main
        font = QFont(self.font())
        font.setBold(main)
        self.setFont(font)
        self._follow()

    def set_reason(self, reason: str) -> None:
        """Why it is not to be pressed while the action is off; "" for none."""
        self._reason = reason
        self._follow()

    def _follow(self) -> None:
        self.setText(self._action.iconText())
        self.setEnabled(self._action.isEnabled())
        self.setToolTip(self._reason if self._reason and not self.isEnabled() else self._action.toolTip())
        dress(self, self._icon_name, self._main and self.isEnabled())

    def changeEvent(self, event: QEvent) -> None:
        repainted = event.type() == QEvent.Type.PaletteChange and self._main and self.isEnabled()
        # Our own change has put the accent there already; another theme has not.
        if repainted and self.palette().color(QPalette.ColorRole.Button) != theme.color("accent"):
            dress(self, self._icon_name, True)
        super().changeEvent(event)


def dress(button: QPushButton, icon_name: str, main: bool) -> None:
    """Put the accent's colour on a button, or take it away."""
    palette = QPalette()
    if main:
        palette.setColor(QPalette.ColorRole.Button, theme.color("accent"))
        palette.setColor(QPalette.ColorRole.ButtonText, theme.color("accent_text"))
    button.setPalette(palette)
    role = QPalette.ColorRole.HighlightedText if main else QPalette.ColorRole.ButtonText
    button.setIcon(icon(icon_name, role))
