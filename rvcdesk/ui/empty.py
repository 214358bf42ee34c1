"""What a page says while there is nothing on it."""

from __future__ import annotations

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QToolButton, QVBoxLayout, QWidget

from rvcdesk.ui import icons, theme
from rvcdesk.ui.actions import ActionTable
from rvcdesk.ui.start import dim, heading


class _Picture(QWidget):
    def __init__(self, name: str) -> None:
        super().__init__()
        self._name = name
        self.setFixedSize(QSize(72, 72))

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        icons.draw(painter, self._name, QRectF(self.rect()), theme.color("text_disabled"))


class EmptyState(QWidget):
    """An icon, what is missing, what the page is for, and the actions that help."""

    def __init__(
        self, icon_name: str, title: str, text: str, actions: ActionTable | None = None, *ids: str
    ) -> None:
        super().__init__()
        middle = Qt.AlignmentFlag.AlignCenter
        head = heading(title, 1.35)
        head.setAlignment(middle)
        line = dim(text)
        line.setAlignment(Qt.AlignmentFlag.AlignHCenter)
        line.setMinimumWidth(420)
        line.setMaximumWidth(560)
        line.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.MinimumExpanding)
        self._buttons: list[QToolButton] = []
        buttons = QHBoxLayout()
        buttons.addStretch(1)
        for id in ids if actions is not None else ():
            assert actions is not None
            button = QToolButton()
            button.setDefaultAction(actions.action(id))
            button.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextBesideIcon)
            button.setMinimumHeight(34)
            buttons.addWidget(button)
            self._buttons.append(button)
        buttons.addStretch(1)
        column = QVBoxLayout(self)
        column.setSpacing(10)
        column.addStretch(2)
        column.addWidget(_Picture(icon_name), 0, middle)
        column.addWidget(head)
        column.addWidget(line, 0, Qt.AlignmentFlag.AlignHCenter)
        column.addSpacing(8)
        column.addLayout(buttons)
        column.addStretch(3)

    def take_focus(self) -> None:
        """To the first action that can be used."""
        for button in self._buttons:
            if button.isEnabled():
                button.setFocus(Qt.FocusReason.OtherFocusReason)
                return
