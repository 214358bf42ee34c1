"""What a recording is and how loud, in a corner of the editor; first to go where room is short."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt
from PySide6.QtGui import QPainter, QPaintEvent, QPalette
from PySide6.QtWidgets import QLabel, QSizePolicy, QWidget

from rvcdesk.ui import theme

BETWEEN = "  ·  "


class Facts(QLabel):
    """Takes the room that the tools leave; half a fact is none, so the last go first.

    `text()` and the tool tip have all of them.
    """

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._recording = ""
        self._levels: tuple[str, ...] = ()
        self._about = ""
        self.setForegroundRole(QPalette.ColorRole.PlaceholderText)
        self.setAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
        self.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Preferred)
        self.setFont(theme.tabular_font(self.font()))

    def set_recording(self, fact: str) -> None:
        """What the recording is; its levels are not known yet."""
        self._recording = fact
        self.set_levels(())

    def set_levels(self, levels: Sequence[str], about: str = "") -> None:
        """How loud, the most important first; `about` says of what."""
        self._levels, self._about = tuple(levels), about
        self.setText(BETWEEN.join(self.facts))
        self.setToolTip("\n".join(filter(None, (self._recording, self._about, *self._levels))))
        self.setAccessibleName(self.text())
        self.update()

    @property
    def facts(self) -> tuple[str, ...]:
        """All that is known."""
        return tuple(filter(None, (*self._levels, self._recording)))

    @property
    def shown(self) -> str:
        """As much as fits."""
        facts = self.facts
        for count in range(len(facts), 0, -1):
            said = BETWEEN.join(facts[:count])
            if self.fontMetrics().horizontalAdvance(said) <= self.width():
                return said
        return ""

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setPen(self.palette().color(self.foregroundRole()))
        painter.drawText(self.rect(), self.alignment(), self.shown)
