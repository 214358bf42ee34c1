"""What lies over the waveform's picture and moves: selection, cursors, the time at the mouse."""

from __future__ import annotations

from PySide6.QtCore import QPointF, QRect, QRectF, Qt
from PySide6.QtGui import QFontMetrics, QImage, QPainter, QPen

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
    painter: QPainter, picture: QImage, view: Viewport, selection: tuple[int, int], top: int, bottom: int
) -> None:
    """The part of the selected-look `picture` inside the selection, and its edges with handles."""
    ratio = picture.devicePixelRatio()
    left, right = (round(view.x_of(edge) * ratio) / ratio for edge in selection)
    painter.save()
    area = QRectF(left, top, max(right - left, 1 / ratio), bottom - top)
    painter.setClipRect(area, Qt.ClipOperation.IntersectClip)
    painter.drawImage(QPointF(0, 0), picture)
    painter.restore()
    painter.setPen(QPen(theme.color("selection_edge"), 0))
    painter.setBrush(theme.color("selection_edge"))
    middle = (top + bottom) / 2
    for x in (left, right):
        painter.drawLine(QPointF(x, top), QPointF(x, bottom))
        painter.drawRect(QRectF(x - 2, middle - 10, 4, 20))


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
