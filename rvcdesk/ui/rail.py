"""The strip on the left that switches between the workspaces."""

from __future__ import annotations

from PySide6.QtCore import QRectF, QSize, Qt, Signal
from PySide6.QtGui import QAction, QFocusEvent, QFontMetricsF, QPainter, QPaintEvent, QPalette
from PySide6.QtWidgets import QButtonGroup, QFrame, QToolButton, QVBoxLayout, QWidget

from rvcdesk.ui import icons, theme

WIDTH = 96
KEYBOARD_REASONS = (
    Qt.FocusReason.TabFocusReason,
    Qt.FocusReason.BacktabFocusReason,
    Qt.FocusReason.ShortcutFocusReason,
)


class RailButton(QToolButton):
    """A large icon over its name; a bar and the accent colour tell which one is active."""

    def __init__(self, icon_name: str, action: QAction, text: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._icon_name = icon_name
        self._ringed = False
        self.setText(text)
        self.setAccessibleName(text)
        self.setCheckable(True)
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.setToolTip(action.toolTip())
        action.changed.connect(lambda: self.setToolTip(action.toolTip()))

    def sizeHint(self) -> QSize:
        return QSize(WIDTH, 68)

    def focusInEvent(self, event: QFocusEvent) -> None:
        self._ringed = event.reason() in KEYBOARD_REASONS
        super().focusInEvent(event)

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        active = self.isChecked()
        plate = QRectF(self.rect()).adjusted(8, 3, -8, -3)
        painter.setPen(Qt.PenStyle.NoPen)
        if active or self.underMouse() or self.isDown():
            painter.setBrush(theme.color("button", 1.0 if active else 0.6))
            painter.drawRoundedRect(plate, 8, 8)
        if active:
            painter.setBrush(theme.color("accent"))
            painter.drawRoundedRect(QRectF(0, plate.center().y() - 14, 3, 28), 1.5, 1.5)
        if self.hasFocus() and self._ringed:
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.setPen(theme.color("accent"))
            painter.drawRoundedRect(plate, 8, 8)
        token = "accent" if active else "text" if self.underMouse() else "text_dim"
        square = QRectF(plate.center().x() - 13, plate.top() + 8, 26, 26)
        icons.draw(painter, self._icon_name, square, theme.color(token))
        painter.setPen(theme.color("text" if active else "text_dim"))
        label = QRectF(plate.left() - 6, square.bottom() + 2, plate.width() + 12, 22)
        short = QFontMetricsF(self.font()).elidedText(self.text(), Qt.TextElideMode.ElideRight, label.width())
        painter.drawText(label, Qt.AlignmentFlag.AlignCenter, short)


class Rail(QFrame):
    """One button a page; the settings at the foot."""

    chosen = Signal(str)

    def __init__(self, pages: list[tuple[str, str, QAction]], settings: QAction, settings_text: str) -> None:
        super().__init__()
        self.setObjectName("rail")
        self.setAccessibleName(self.tr("Workspaces"))
        self.setFixedWidth(WIDTH)
        self.setAutoFillBackground(True)
        self.setBackgroundRole(QPalette.ColorRole.ToolTipBase)
        self._buttons: dict[str, RailButton] = {}
        group = QButtonGroup(self)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 8, 0, 8)
        column.setSpacing(2)
        for id, text, action in pages:
            button = RailButton(id, action, text)
            button.clicked.connect(lambda _checked=False, id=id: self.chosen.emit(id))
            group.addButton(button)
            column.addWidget(button)
            self._buttons[id] = button
        column.addStretch(1)
        foot = RailButton("settings", settings, settings_text)
        foot.setCheckable(False)
        foot.clicked.connect(settings.trigger)
        column.addWidget(foot)

    def set_active(self, id: str) -> None:
        """Mark a page's button."""
        self._buttons[id].setChecked(True)
