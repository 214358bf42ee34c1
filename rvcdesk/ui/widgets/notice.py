"""A few sentences with what can be done about them, above what they are about."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QPalette
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QPushButton, QToolButton, QVBoxLayout, QWidget

from rvcdesk.ui.icons import icon
from rvcdesk.ui.notify import Level
from rvcdesk.ui.statusline import LevelMark

MOST = 4


class Notice(QFrame):
    """Hidden until there is something to say; goes away when it is dismissed."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAutoFillBackground(True)
        self.setBackgroundRole(QPalette.ColorRole.ToolTipBase)
        self._mark = LevelMark()
        self._text = QLabel()
        self._text.setWordWrap(True)
        self._text.setTextFormat(Qt.TextFormat.PlainText)
        self._text.setMinimumWidth(10)
        self._buttons = QHBoxLayout()
        self._buttons.setSpacing(6)
        close = QToolButton()
        close.setIcon(icon("close"))
        close.setIconSize(QSize(12, 12))
        close.setAutoRaise(True)
        close.setToolTip(self.tr("Dismiss"))
        close.setAccessibleName(self.tr("Dismiss"))
        close.clicked.connect(self.hide)
        right = QVBoxLayout()
        right.addLayout(self._buttons)
        right.addStretch(1)
        row = QHBoxLayout(self)
        row.setContentsMargins(10, 8, 6, 8)
        row.setSpacing(10)
        row.addWidget(self._mark, 0, Qt.AlignmentFlag.AlignTop)
        row.addWidget(self._text, 1)
        row.addLayout(right)
        row.addWidget(close, 0, Qt.AlignmentFlag.AlignTop)
        self.hide()

    @property
    def text(self) -> str:
        """What is said now, "" while hidden."""
        return self._text.text() if not self.isHidden() else ""

    def say(
        self,
        level: Level,
        sentences: list[str],
        actions: list[tuple[str, Callable[[], object]]] | None = None,
    ) -> None:
        """Show sentences, one a line, with buttons of (text, what it does)."""
        shown = sentences[:MOST]
        if len(sentences) > MOST:
            shown.append(self.tr("… and %n more", "", len(sentences) - MOST))
        self._mark.level = level
        self._mark.update()
        self._text.setText("\n".join(shown))
        self._text.setAccessibleName(self._text.text())
        while (old := self._buttons.takeAt(0)) is not None:
            if (widget := old.widget()) is not None:
                widget.hide()
                widget.deleteLater()
        for title, do in actions or []:
            button = QPushButton(title)
            button.setAutoDefault(False)
            button.clicked.connect(lambda _checked=False, do=do: do())
            self._buttons.addWidget(button)
        self.show()

    def button(self, title: str) -> QPushButton:
        """The button with this text, for tests."""
        return next(button for button in self.findChildren(QPushButton) if button.text() == title)
