"""What lies over the waveform's picture and moves: selection, cursors, the time at the mouse."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QPointF, QRect, QRectF, Qt
from PySide6.QtGui import QFontMetrics, QPainter, QPen

from rvcdesk.ui import theme
from rvcdesk.ui.widgets.waveform_model import Viewport


def draw_empty(painter: QPainter, area: QRect, text: str) -> None:
    """A dashed frame and an invitation, where there is no audio."""
    painter.fillRect(area, theme.color("lane"))
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setPen(QPen(theme.color("border"), 1, Qt.PenStyle.DashLine))
    painter.drawRoundedRect(QRectF(area).adjusted(12.5, 12.5, -12.5, -12.5), 8, 8)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing, False)
    painter.setPen(theme.color("text_dim"))
    flags = Qt.AlignmentFlag.AlignCenter | Qt.TextFlag.TextWordWrap
    painter.drawText(area.adjusted(24, 16, -24, -16), flags, text)


def draw_selection(
    painter: QPainter,
    view: Viewport,
    selection: tuple[int, int],
    top: int,
    bottom: int,
    *,
    active: bool = True,
) -> None:
    """The edges of a selection: the active one has handles, those beside it have dashed edges."""
    ratio = painter.device().devicePixelRatioF()
    left, right = (round(view.x_of(edge) * ratio) / ratio for edge in selection)
    style = Qt.PenStyle.SolidLine if active else Qt.PenStyle.DashLine
    painter.setPen(QPen(theme.color("selection_edge"), 0, style))
    painter.setBrush(theme.color("selection_edge"))
    middle = (top + bottom) / 2
    for x in (left, right):
        painter.drawLine(QPointF(x, top), QPointF(x, bottom))
        if active:
            painter.drawRect(QRectF(x - 2, middle - 10, 4, 20))


def draw_boxes(painter: QPainter, boxes: Sequence[QRectF]) -> None:
    """The box of frequencies in each spectrogram: what is outside it dim, handles at corners and sides."""
    edge = theme.color("selection_edge")
    for box in boxes:
        # two lines, one light and one dark, can be seen on any spectrogram
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.setPen(QPen(theme.color("lane"), 3))
        painter.drawRect(box)
        painter.setPen(QPen(edge, 1))
        painter.drawRect(box)
        painter.setBrush(edge)
        painter.setPen(QPen(theme.color("lane"), 1))
        for x in (box.left(), box.center().x(), box.right()):
            for y in (box.top(), box.center().y(), box.bottom()):
                if QPointF(x, y) != box.center():
                    painter.drawRect(QRectF(x - 3, y - 3, 6, 6))


def draw_guide(painter: QPainter, x: float, top: int, bottom: int) -> None:
    """Where an edge snaps to."""
    painter.setPen(QPen(theme.color("accent"), 0))
    painter.drawLine(QPointF(round(x), top), QPointF(round(x), bottom))
    painter.setBrush(theme.color("accent"))
    for y, tip in ((top, 5), (bottom, -5)):
        painter.drawPolygon([QPointF(x - 4, y), QPointF(x + 4, y), QPointF(x, y + tip)])


def draw_splits(painter: QPainter, splits: Sequence[int], view: Viewport, top: int, bottom: int) -> None:
    """A thin line where the clip is split, those in sight; close ones are drawn once."""
    painter.setPen(QPen(theme.color("text_dim"), 0, Qt.PenStyle.DashDotLine))
    last = -2.0
    for frame in splits:
        x = view.x_of(frame)
        if 0 <= x <= view.width and x - last >= 2:
            painter.drawLine(QPointF(round(x), top), QPointF(round(x), bottom))
            last = x


def draw_cursor(painter: QPainter, x: float, top: int, bottom: int) -> None:
    """The edit cursor."""
    painter.setPen(QPen(theme.color("cursor"), 0))
    painter.drawLine(QPointF(round(x), top), QPointF(round(x), bottom))


def draw_play_cursor(painter: QPainter, x: float, bottom: int) -> None:
    """The play cursor, told from the edit cursor by its head."""
    x = round(x)
    painter.setPen(QPen(theme.color("play_cursor"), 0))
    painter.drawLine(QPointF(x, 0), QPointF(x, bottom))
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(theme.color("play_cursor"))
    painter.drawPolygon([QPointF(x - 5, 0), QPointF(x + 6, 0), QPointF(x + 0.5, 7)])


def draw_hover(painter: QPainter, x: float, box: QRect, text: str, top: int, bottom: int) -> None:
    """A dotted line at the mouse, and its time in a box beside it."""
    painter.setPen(QPen(theme.color("text_dim", 0.6), 0, Qt.PenStyle.DotLine))
    painter.drawLine(QPointF(x, top), QPointF(x, bottom))
    painter.setPen(QPen(theme.color("border"), 1))
    painter.setBrush(theme.color("panel"))
    painter.drawRoundedRect(QRectF(box).adjusted(0.5, 0.5, -0.5, -0.5), 3, 3)
    painter.setPen(theme.color("text"))
    painter.setFont(theme.tabular_font(painter.font()))
    painter.drawText(box, Qt.AlignmentFlag.AlignCenter, text)


def hover_rect(metrics: QFontMetrics, x: float, width: int, top: int) -> QRect:
    """Where the time box goes: right of the mouse, or left where there is no room."""
    wide, high = metrics.horizontalAdvance("00:00:00.00000") + 10, metrics.height() + 4
    left = round(x) + 8
    return QRect(left if left + wide <= width else round(x) - 8 - wide, top, wide, high)
