"""How marks look. Kind and state are told by shape; colour only repeats what they say.

Kind: a small shape and the pattern of the box (`mark_kinds`); colour: what accepting it does.

- open: a light box with a dashed frame
- accepted: a filled box and a tick
- rejected: an empty box with a dotted frame, a cross, a struck-out name

Marks that overlap in time lie in rows, one above the other.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from functools import lru_cache
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray
from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QBrush, QFontMetrics, QFontMetricsF, QPainter, QPen

from rvcdesk.ui import theme
from rvcdesk.ui.widgets import waveform_render as render
from rvcdesk.ui.widgets.mark_kinds import draw_shape, look_of
from rvcdesk.ui.widgets.waveform_model import ViewMark, Viewport

if TYPE_CHECKING:
    from rvcdesk.ui.widgets.waveform_paint import Scene

MAX_ROWS = 3
_GLYPH = 15.0  # px for a shape
_TICK = 12.0
_NARROW = 7.0  # px
_LEAST = 30.0  # px that a shortened name needs
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


# --- where they lie


def stacked(marks: Sequence[ViewMark]) -> tuple[int, ...]:
    """The row of each mark: the first in which it overlaps none before it, else the last."""
    free = [-1] * MAX_ROWS
    rows = []
    for mark in marks:
        row = next((row for row, end in enumerate(free) if end <= mark.start), MAX_ROWS - 1)
        free[row] = max(free[row], mark.end, mark.start + 1)
        rows.append(row)
    return tuple(rows)


def row_height(metrics: QFontMetrics, rows: int) -> int:
    """Height of one row of the strip, px."""
    return metrics.height() + (6 if rows == 1 else 3)


def mark_rect(scene: Scene, index: int, view: Viewport) -> QRectF:
    """The mark's box in the strip; at least 4 px wide, so that a click can be hit."""
    mark, row = scene.marks[index], scene.mark_rows[index]
    left, right = view.x_of(mark.start), view.x_of(mark.end)
    missing = max(4.0 - (right - left), 0.0)
    gap = 2 if scene.strip <= scene.mark_row else 1
    top = row * scene.mark_row + gap
    return QRectF(left - missing / 2, top, right - left + missing, scene.mark_row - 2 * gap)


def mark_at(scene: Scene, view: Viewport, point: QPointF) -> int:
    """Index of the mark whose box holds `point`, the narrowest if several do; -1 if none."""
    if not 0 <= point.y() < scene.strip:
        return -1
    row = int(point.y() // max(scene.mark_row, 1))
    first, last = (view.start + (point.x() + side) * view.scale for side in (-4, 4))
    hits = [
        (mark_rect(scene, index, view).width(), index)
        for index, mark in enumerate(scene.marks)
        if mark.end >= first
        and mark.start <= last
        and scene.mark_rows[index] == row
        and mark_rect(scene, index, view).adjusted(-1, -2, 1, 2).contains(point)
    ]
    return min(hits)[1] if hits else -1


def _visible(scene: Scene, view: Viewport) -> Iterator[int]:
    """The marks to draw: those in view, and of those that share a pixel of a row only the first."""
    last = [-1e9] * MAX_ROWS
    spans = scene.mark_spans
    seen = np.flatnonzero((spans[:, 1] >= view.start) & (spans[:, 0] <= view.end))
    ends = ((spans[seen, 1] - view.start) / view.scale).tolist()
    for index, right in zip(seen.tolist(), ends, strict=True):
        row = scene.mark_rows[index]
        if right - last[row] >= 1 or index == scene.current_mark:
            last[row] = max(right, last[row])
            yield index


# --- in the lanes


def tinted_spans(marks: Sequence[ViewMark]) -> dict[int, NDArray[np.int64]]:
    """The spans, (n, 2) frames, to tint with each of the canvas's colours; rejected marks have none."""
    spans: dict[int, list[tuple[int, int]]] = {}
    for mark in marks:
        if mark.state != "rejected":
            spans.setdefault(_TINTS[token_of(mark)], []).append((mark.start, mark.end))
    return {index: np.array(found, np.int64) for index, found in spans.items()}


def mark_edges(scene: Scene, view: Viewport) -> Iterator[tuple[float, int, str]]:
    """The vertical lines at both ends of each mark: pixel, colour index, state; the current one last."""
    for index in _visible(scene, view):
        mark = scene.marks[index]
        left, right = view.x_of(mark.start), view.x_of(mark.end)
        if right - left >= 3 and index != scene.current_mark:
            yield left, _EDGES[token_of(mark)], mark.state
            yield right, _EDGES[token_of(mark)], mark.state
    if 0 <= scene.current_mark < len(scene.marks):
        mark = scene.marks[scene.current_mark]
        for x in (view.x_of(mark.start), view.x_of(mark.end)):
            yield x, render.EDGE_CURRENT, "accepted"


# --- in the strip


def draw_mark_strip(painter: QPainter, scene: Scene, view: Viewport) -> None:
    """The boxes, shapes and names above the lanes; the current mark over all others."""
    painter.fillRect(QRectF(0, 0, view.width, scene.strip), theme.color("base_alt"))
    painter.setPen(QPen(theme.color("border"), 0))
    painter.drawLine(QPointF(0, scene.strip - 1), QPointF(view.width, scene.strip - 1))
    shown = list(_visible(scene, view))
    following: list[float] = [view.width] * MAX_ROWS
    rooms = {}
    for index in reversed(shown):
        row = scene.mark_rows[index]
        rooms[index] = following[row]
        following[row] = mark_rect(scene, index, view).left()
    width_of = lru_cache(QFontMetricsF(painter.font()).horizontalAdvance)
    for index in shown:
        if index != scene.current_mark:
            _draw_mark(painter, scene.marks[index], mark_rect(scene, index, view), rooms[index], width_of)
    if scene.current_mark in rooms:
        _draw_current(painter, scene, view, rooms[scene.current_mark], width_of)


def _draw_mark(
    painter: QPainter, mark: ViewMark, box: QRectF, room: float, width_of: Callable[[str], float]
) -> None:
    """One box; the shape and name inside it, or beside it as far as `room` (px) goes."""
    draw_box(painter, mark, box)
    text = mark.label or mark.kind
    sign = _GLYPH + (0 if mark.state == "open" else _TICK)
    named = sign + width_of(text) + 6
    left = max(box.left(), 0.0)
    inside = box.right() - left
    ink = "mark_text" if mark.state == "accepted" else token_of(mark)
    if named <= inside:
        _draw_name(painter, mark, text, QRectF(left, box.top(), named, box.height()), ink)
    elif named <= room - box.right():
        _draw_name(painter, mark, text, QRectF(box.right(), box.top(), named, box.height()), token_of(mark))
    elif sign + _LEAST <= inside:
        metrics = QFontMetricsF(painter.font())
        short = metrics.elidedText(text, Qt.TextElideMode.ElideRight, inside - sign - 6)
        _draw_name(painter, mark, short, QRectF(left, box.top(), inside, box.height()), ink)
    elif sign <= inside:
        _draw_name(painter, mark, "", QRectF(left, box.top(), sign, box.height()), ink)
    elif sign <= room - box.right():
        _draw_name(painter, mark, "", QRectF(box.right(), box.top(), sign, box.height()), token_of(mark))


def _draw_current(
    painter: QPainter, scene: Scene, view: Viewport, room: float, width_of: Callable[[str], float]
) -> None:
    """The mark under review: a thick frame, and its name whatever lies beside it."""
    mark, box = scene.marks[scene.current_mark], mark_rect(scene, scene.current_mark, view)
    text = mark.label or mark.kind
    sign = _GLYPH + (0 if mark.state == "open" else _TICK)
    named = sign + width_of(text) + 6
    if named > min(box.right(), view.width) - max(box.left(), 0.0) and named > room - box.right():
        left = min(max(box.right(), 0.0), view.width - named)
        beside = QRectF(left, box.top(), named, box.height())
        painter.fillRect(beside, theme.color("base_alt"))
        draw_box(painter, mark, box)
        _draw_name(painter, mark, text, beside, token_of(mark))
    else:
        _draw_mark(painter, mark, box, room, width_of)
    painter.setBrush(Qt.BrushStyle.NoBrush)
    painter.setPen(QPen(theme.color("accent"), 2))
    painter.drawRect(box.adjusted(-1, -0.5, 1, 0.5))


def draw_box(painter: QPainter, mark: ViewMark, box: QRectF) -> None:
    """The box of a mark: filled as its state wants it, with the pattern of its kind."""
    narrow = box.width() < _NARROW  # nobody would see a pattern
    pattern = Qt.BrushStyle.NoBrush if narrow else look_of(mark.kind).pattern
    if mark.state == "accepted":
        painter.fillRect(box, theme.color(token_of(mark)))
        if not narrow:
            painter.fillRect(box, QBrush(theme.color("mark_text", 0.22), pattern))
        return
    if mark.state == "open":
        painter.fillRect(box, theme.color(token_of(mark), 0.16))
        if not narrow:
            painter.fillRect(box, QBrush(theme.color(token_of(mark), 0.4), pattern))
    painter.setBrush(Qt.BrushStyle.NoBrush)
    painter.setPen(QPen(theme.color(token_of(mark)), 1, _PENS.get(mark.state, Qt.PenStyle.DashLine)))
    painter.drawRect(box.adjusted(0.5, 0.5, -0.5, -0.5))


def _draw_name(painter: QPainter, mark: ViewMark, text: str, at: QRectF, token: str) -> None:
    """Shape, answer and name on a plain ground, so that the pattern does not hide them."""
    if at.width() > _GLYPH + _TICK + 1 or not text:
        ground = theme.color(token_of(mark)) if token == "mark_text" else theme.color("base_alt", 0.8)
        painter.fillRect(at.adjusted(2, 1.5, -1, -1.5), ground)
    painter.setPen(QPen(theme.color(token), 1.4))
    draw_shape(painter, mark.kind, QPointF(at.left() + _GLYPH / 2 + 1, at.center().y()))
    left = at.left() + _GLYPH
    if mark.state != "open":
        _draw_answer(painter, mark, QPointF(left + _TICK / 2, at.center().y()))
        left += _TICK
    if not text:
        return
    font = painter.font()
    font.setStrikeOut(mark.state == "rejected")
    painter.setFont(font)
    inside = QRectF(left + 3, at.top(), at.right() - left, at.height())
    painter.drawText(inside, Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft, text)
    font.setStrikeOut(False)
    painter.setFont(font)


def _draw_answer(painter: QPainter, mark: ViewMark, middle: QPointF) -> None:
    """A tick or a cross."""
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    if mark.state == "accepted":
        tick = [QPointF(-3.5, 0), QPointF(-1, 3), QPointF(4, -3.5)]
        painter.drawPolyline([middle + point for point in tick])
    else:
        painter.drawLine(middle + QPointF(-3, -3), middle + QPointF(3, 3))
        painter.drawLine(middle + QPointF(-3, 3), middle + QPointF(3, -3))
    painter.setRenderHint(QPainter.RenderHint.Antialiasing, False)
