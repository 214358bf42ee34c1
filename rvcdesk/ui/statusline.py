"""Notifications in the status bar."""

from __future__ import annotations

from PySide6.QtCore import QSize, Qt, QTimer, Signal
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QHBoxLayout, QLabel, QSizePolicy, QToolButton, QWidget

from rvcdesk.ui import icons, theme
from rvcdesk.ui.notify import Notification, Notifier

INFO_MS = 8_000
WARNING_MS = 30_000
TOKENS = {"info": "text_dim", "warning": "warning", "error": "error"}


class LevelMark(QWidget):
    """The icon of a level: shape and colour both tell it."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.level = "info"
        self.setFixedSize(18, 18)

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        icons.draw(painter, self.level, self.rect().toRectF(), theme.color(TOKENS[self.level]))


class ElidedLabel(QLabel):
    """One line that shortens itself and tells the whole in its tool tip."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Preferred)

    def minimumSizeHint(self) -> QSize:
        return QSize(60, super().minimumSizeHint().height())

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        line = self.fontMetrics().elidedText(self.text(), Qt.TextElideMode.ElideRight, self.width())
        painter.drawText(self.rect(), Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft, line)


class StatusLine(QWidget):
    """The newest notification, with what can be done about it."""

    details_wanted = Signal()
    log_folder_wanted = Signal()

    def __init__(self, notifier: Notifier, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAccessibleName(self.tr("Messages"))
        self._mark = LevelMark()
        self._text = ElidedLabel()
        self._details = self._button(self.tr("Show details"), self.details_wanted.emit)
        self._folder = self._button(self.tr("Open log folder"), self.log_folder_wanted.emit)
        self._close = self._button(self.tr("Dismiss"), self.clear)
        row = QHBoxLayout(self)
        row.setContentsMargins(8, 1, 4, 1)
        row.setSpacing(8)
        keeps = self._close.sizePolicy()
        keeps.setRetainSizeWhenHidden(True)  # the line is always as high: the page above does not jump
        self._close.setSizePolicy(keeps)
        row.addWidget(self._mark)
        row.addWidget(self._text, 1)
        for button in (self._details, self._folder, self._close):
            row.addWidget(button)
        self._timer = QTimer(self, singleShot=True)
        self._timer.timeout.connect(self.clear)
        notifier.posted.connect(self.show_note)
        self.clear()

    def _button(self, text: str, slot: object) -> QToolButton:
        button = QToolButton()
        button.setText(text)
        button.setAutoRaise(True)
        button.clicked.connect(slot)
        return button

    def text(self) -> str:
        """What is shown now."""
        return self._text.text()

    def show_note(self, note: Notification) -> None:
        """Show a notification; an error stays until something else comes or it is dismissed."""
        self._mark.level = note.level
        self._mark.setVisible(True)
        self._mark.update()
        self._text.setText(note.text + (f"  ({note.count}×)" if note.count > 1 else ""))
        self._text.setToolTip(note.text)
        self._text.setAccessibleName(note.text)
        self._details.setVisible(bool(note.details))
        self._folder.setVisible(note.level == "error")
        self._close.setVisible(note.level != "info")
        self._timer.stop()
        if note.level != "error":
            self._timer.start(INFO_MS if note.level == "info" else WARNING_MS)

    def clear(self) -> None:
        """Nothing to say."""
        self._timer.stop()
        self._text.setText("")
        self._text.setToolTip("")
        for part in (self._mark, self._details, self._folder, self._close):
            part.setVisible(False)
