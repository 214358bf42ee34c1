"""How marks look. State is told by shape, kind by name; colour only repeats what they say.

- open: a hollow box with a dashed frame
- accepted: a filled box with a tick
- rejected: a dotted frame, a cross, a struck-out name
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

import numpy as np
from numpy.typing import NDArray
from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QFontMetricsF, QPainter, QPen

from rvcdesk.ui import theme
from rvcdesk.ui.widgets import waveform_render as render
from rvcdesk.ui.widgets.waveform_model import ViewMark, Viewport

_GLYPH = 13.0
_PENS = {
    "open": Qt.PenStyle.DashLine,
    "accepted": Qt.PenStyle.SolidLine,
    "rejected": Qt.PenStyle.DotLine,
}
_TINTS = {
    "mark_cut": render.TINT_CUT,
    "mark_filter": render.TINT_FILTER,
    "mark_report": render.TINT_REPORT,
}
_EDGES = {
    "mark_cut": render.EDGE_CUT,
    "mark_filter": render.EDGE_FILTER,
    "mark_report": render.EDGE_REPORT,
}


def token_of(mark: ViewMark) -> str:
    """The theme token of a mark's colour."""
    return f"mark_{mark.action}" if mark.action in ("cut", "filter", "report") else "mark_report"


def mark_rect(mark: ViewMark, view: Viewport, strip: int) -> QRectF:
    """The mark's box in the strip; at least 4 px wide, so that a click can be hit."""
    left, right = view.x_of(mark.start), view.x_of(mark.end)
    missing = max(4.0 - (right - left), 0.0)
    return QRectF(left - missing / 2, 2, right - left + missing, strip - 4)


def mark_at(marks: Sequence[ViewMark], view: Viewport, strip: int, point: QPointF) -> int:
    """Index of the mark whose box holds `point`, the narrowest if several do; -1 if none."""
    hits = [
        (mark_rect(mark, view, strip).width(), index)
        for index, mark in enumerate(marks)
        if mark_rect(mark, view, strip).adjusted(-1, -2, 1, 2).contains(point)
    ]
    return min(hits)[1] if hits else -1


def _visible(marks: Sequence[ViewMark], view: Viewport, keep: int) -> Iterator[tuple[int, ViewMark]]:
    """The marks to draw: those in view, and of those that share a pixel only the first."""
    last = -1e9
    for index, mark in enumerate(marks):
        if mark.end < view.start or mark.start > view.end:
            continue
        right = view.x_of(mark.end)
        if right - last >= 1 or index == keep:
            last = right
            yield index, mark


def tinted_spans(marks: Sequence[ViewMark]) -> dict[int, NDArray[np.int64]]:
    """The spans, (n, 2) frames, to tint with each of the canvas's colours; rejected marks have none."""
    spans: dict[int, list[tuple[int, int]]] = {}
    for mark in marks:
        if mark.state != "rejected":
            spans.setdefault(_TINTS[token_of(mark)], []).append((mark.start, mark.end))
    return {index: np.array(found, np.int64) for index, found in spans.items()}


def mark_edges(marks: Sequence[ViewMark], view: Viewport, current: int) -> Iterator[tuple[float, int, str]]:
    """The vertical lines at both ends of each mark: pixel, colour index, state."""
    for index, mark in _visible(marks, view, current):
        left, right = view.x_of(mark.start), view.x_of(mark.end)
        if index == current:
            yield left, render.EDGE_CURRENT, "accepted"
            yield right, render.EDGE_CURRENT, "accepted"
        elif right - left >= 3:
            yield left, _EDGES[token_of(mark)], mark.state
            yield right, _EDGES[token_of(mark)], mark.state


def draw_mark_strip(
    painter: QPainter, marks: Sequence[ViewMark], view: Viewport, strip: int, current: int
) -> None:
    """The boxes and names above the lanes."""
    painter.fillRect(QRectF(0, 0, view.width, strip), theme.color("base_alt"))
    painter.setPen(QPen(theme.color("border"), 0))
    painter.drawLine(QPointF(0, strip - 1), QPointF(view.width, strip - 1))
    metrics = QFontMetricsF(painter.font())
    shown = list(_visible(marks, view, current))
    for place, (index, mark) in enumerate(shown):
        box = mark_rect(mark, view, strip)
        following = shown[place + 1][1].start if place + 1 < len(shown) else None
        room = (view.x_of(following) if following is not None else view.width) - box.right()
        _draw_box(painter, mark, box)
        text = mark.label or mark.kind
        needed = metrics.horizontalAdvance(text) + _GLYPH + 8
        if needed <= box.width() - max(-box.left(), 0):
            at = QRectF(max(box.left(), 0), box.top(), needed, box.height())
            _draw_name(painter, mark, text, at, "mark_text" if mark.state == "accepted" else token_of(mark))
        elif needed <= room:
            at = QRectF(box.right(), box.top(), needed, box.height())
            _draw_name(painter, mark, text, at, token_of(mark))
        if index == current:
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.setPen(QPen(theme.color("accent"), 2))
            painter.drawRect(box.adjusted(-1, -0.5, 1, 0.5))


def _draw_box(painter: QPainter, mark: ViewMark, box: QRectF) -> None:
    ink = theme.color(token_of(mark))
    if mark.state == "accepted":
        painter.fillRect(box, ink)
        return
    painter.fillRect(box, theme.color(token_of(mark), 0.18 if mark.state == "open" else 0.0))
    painter.setBrush(Qt.BrushStyle.NoBrush)
    painter.setPen(QPen(ink, 1, _PENS.get(mark.state, Qt.PenStyle.DashLine)))
    painter.drawRect(box.adjusted(0.5, 0.5, -0.5, -0.5))


def _draw_name(painter: QPainter, mark: ViewMark, text: str, at: QRectF, token: str) -> None:
    painter.setPen(QPen(theme.color(token), 1.4))
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    middle = QPointF(at.left() + 9, at.center().y())
    if mark.state == "accepted":
        tick = [QPointF(-3.5, 0), QPointF(-1, 3), QPointF(4, -3.5)]
        painter.drawPolyline([middle + point for point in tick])
    elif mark.state == "rejected":
        painter.drawLine(middle + QPointF(-3, -3), middle + QPointF(3, 3))
        painter.drawLine(middle + QPointF(-3, 3), middle + QPointF(3, -3))
    else:
        painter.drawEllipse(middle, 3.0, 3.0)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing, False)
    font = painter.font()
    struck = mark.state == "rejected"
    if struck:
        font.setStrikeOut(True)
        painter.setFont(font)
    inside = at.adjusted(_GLYPH + 4, 0, 4, 0)
    painter.drawText(inside, Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft, text)
    if struck:
        font.setStrikeOut(False)
        painter.setFont(font)
