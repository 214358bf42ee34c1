"""Where files may be dropped, shown while they hover over the page."""

from __future__ import annotations

from PySide6.QtCore import QPoint, QRect, QRectF, Qt
from PySide6.QtGui import QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QWidget

from rvcdesk.ui import theme

SHARE = 0.3  # of the waveform's height, at its lower edge, where a file is put in rather than added


def insert_zone(waveform: QWidget, page: QWidget) -> QRect:
    """The stretch of the page, in its own coordinates, where a file is put into the recording on show."""
    height = round(waveform.height() * SHARE)
    corner = waveform.mapTo(page, QPoint(0, waveform.height() - height))
    return QRect(corner.x(), corner.y(), waveform.width(), height)


class DropHint(QWidget):
    """A dashed frame over the whole page with one sentence; lets the mouse through.

    A second frame, where there is a recording to put files into, says at which time.
    """

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self._page = parent
        self._zone = QRect()
        self._sentence = ""
        self._at: int | None = None
        self.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        self.hide()

    def cover(self, zone: QRect | None = None) -> None:
        """Show it over the parent as large as that is now, with a zone to put files in."""
        self._zone, self._at = zone or QRect(), None
        self._sentence = self.tr("Drop here to insert into this recording")
        self.setGeometry(self._page.rect())
        self.raise_()
        self.show()

    def point_at(self, x: int | None, sentence: str = "") -> None:
        """The mouse is in the zone, at pixel `x` of the page; None: it is not."""
        self._at = x
        self._sentence = sentence or self.tr("Drop here to insert into this recording")
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.fillRect(self.rect(), theme.color("window", 0.95))
        inside = self._at is not None
        area = QRectF(self.rect()).adjusted(16, 16, -16, -16)
        if not self._zone.isEmpty():
            area.setBottom(self._zone.top() - 8)
            self._frame(painter, QRectF(self._zone), self._sentence, chosen=inside)
        self._frame(painter, area, self.tr("Drop to add to the recordings"), chosen=not inside)
        if self._at is not None:
            painter.setPen(QPen(theme.color("accent"), 2))
            painter.drawLine(self._at, self._zone.top(), self._at, self._zone.bottom())

    def _frame(self, painter: QPainter, area: QRectF, sentence: str, *, chosen: bool) -> None:
        color = theme.color("accent" if chosen else "border")
        painter.setPen(QPen(color, 2, Qt.PenStyle.DashLine))
        painter.setBrush(theme.color("accent", 0.12) if chosen else Qt.BrushStyle.NoBrush)
        painter.drawRoundedRect(area, 10, 10)
        font = self.font()
        font.setPointSizeF(font.pointSizeF() * 1.4)
        painter.setFont(font)
        painter.setPen(theme.color("text" if chosen else "text_dim"))
        painter.drawText(area, Qt.AlignmentFlag.AlignCenter, sentence)
