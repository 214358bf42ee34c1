"""A quiet sign that something is being found out."""

from __future__ import annotations

from PySide6.QtCore import QRectF, QSize, Qt, QTimer
from PySide6.QtGui import QHideEvent, QPainter, QPaintEvent, QPen, QShowEvent
from PySide6.QtWidgets import QWidget

from rvcdesk.ui import theme

TURN_MS = 90
TURN_DEGREES = 30


class Spinner(QWidget):
    """A turning arc of 16 pixels. Turns only while it is seen."""

    def __init__(self) -> None:
        super().__init__()
        self._angle = 0
        self.setFixedSize(QSize(16, 16))
        self.setAccessibleName(self.tr("Working"))
        self._timer = QTimer(self, interval=TURN_MS)
        self._timer.timeout.connect(self._turn)

    def _turn(self) -> None:
        self._angle = (self._angle - TURN_DEGREES) % 360
        self.update()

    def showEvent(self, event: QShowEvent) -> None:
        self._timer.start()

    def hideEvent(self, event: QHideEvent) -> None:
        self._timer.stop()

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(QPen(theme.color("accent"), 2, Qt.PenStyle.SolidLine, Qt.PenCapStyle.RoundCap))
        painter.drawArc(QRectF(2, 2, 12, 12), self._angle * 16, 250 * 16)
