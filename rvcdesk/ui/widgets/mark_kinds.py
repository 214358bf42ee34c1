"""A shape and a pattern for each kind of mark, so that kinds differ without their colours.

Shapes are drawn on a grid from -4 to 4, y downwards.
"""

from __future__ import annotations

from dataclasses import dataclass

from PySide6.QtCore import QPointF, Qt
from PySide6.QtGui import QPainter, QPen, QPolygonF

Line = tuple[tuple[float, float], ...]
Dot = tuple[float, float, float]  # x, y, radius

_BRUSH = Qt.BrushStyle


@dataclass(frozen=True)
class Look:
    """How a kind looks: open lines, rings and full dots, and the pattern that fills its box."""

    pattern: Qt.BrushStyle
    lines: tuple[Line, ...] = ()
    rings: tuple[Dot, ...] = ()
    dots: tuple[Dot, ...] = ()


_NOTE: Line = ((-1.0, 3.0), (-1.0, -4.0), (3.5, -2.5), (3.5, 0.0))
_UNKNOWN = Look(_BRUSH.NoBrush, (((0, -4), (4, 0), (0, 4), (-4, 0), (0, -4)),))
LOOKS: dict[str, Look] = {
    "silence": Look(_BRUSH.HorPattern, (((-4, 0), (4, 0)), ((-4, -2), (-4, 2)), ((4, -2), (4, 2)))),
    "click": Look(_BRUSH.VerPattern, (((0, -4.5), (0, 4.5)),)),
    "knock": Look(_BRUSH.Dense6Pattern, (((-4, -3), (4, -3), (0, 4), (-4, -3)),)),
    "chirp": Look(_BRUSH.FDiagPattern, (((-4, 3), (-1.5, -1), (0.5, 1.5), (4, -4)),)),
    "cough": Look(
        _BRUSH.DiagCrossPattern, (((0, -4), (0, 4)), ((-3.5, -2), (3.5, 2)), ((-3.5, 2), (3.5, -2)))
    ),
    "clipped": Look(_BRUSH.CrossPattern, (((-4.5, 4), (-2.5, -3.5), (2.5, -3.5), (4.5, 4)),)),
    "music": Look(_BRUSH.BDiagPattern, (_NOTE,), dots=((-2.5, 3.0, 1.8),)),
    "music_under_speech": Look(
        _BRUSH.Dense7Pattern, (_NOTE, ((-4.5, -4), (-2.5, -4)), ((-4.5, -1.5), (-2.5, -1.5))),
        dots=((-2.5, 3.0, 1.8),),
    ),
    "second_speaker": Look(_BRUSH.Dense5Pattern, rings=((-1.8, 0, 2.4), (1.8, 0, 2.4))),
    "hum": Look(_BRUSH.HorPattern, (((-4.5, 0), (-3, -3), (-1.5, -3), (1.5, 3), (3, 3), (4.5, 0)),)),
    "noise": Look(
        _BRUSH.Dense6Pattern,
        dots=((-3, -3, 1), (3, -3, 1), (0, 0, 1), (-3, 3, 1), (3, 3, 1)),
    ),
    "breath": Look(_BRUSH.BDiagPattern, (((-3.5, -4), (-1.5, 0), (-3.5, 4)), ((1, -4), (3, 0), (1, 4)))),
    "reverb": Look(
        _BRUSH.VerPattern, (((-4, -4), (-4, 4)), ((-1, -2.8), (-1, 2.8)), ((2, -1.5), (2, 1.5)))
    ),
    "quiet": Look(_BRUSH.Dense7Pattern, (((-4, 4), (4, 4)), ((0, 1), (0, 4)))),
    "duplicate": Look(
        _BRUSH.CrossPattern,
        (
            ((-4, -4), (1.5, -4), (1.5, 1.5), (-4, 1.5), (-4, -4)),
            ((1.5, -1), (4, -1), (4, 4), (-1, 4), (-1, 1.5)),
        ),
    ),
    "band_limited": Look(_BRUSH.FDiagPattern, (((-4.5, -3), (0, -3), (3.5, 4)),)),
}  # fmt: skip


def look_of(kind: str) -> Look:
    """The look of a kind; a diamond for one that is not known."""
    return LOOKS.get(kind, _UNKNOWN)


def draw_shape(painter: QPainter, kind: str, middle: QPointF) -> None:
    """The kind's shape in the painter's pen colour."""
    look = look_of(kind)
    ink = painter.pen().color()
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.translate(middle)
    painter.setPen(QPen(ink, 1.3))
    painter.setBrush(Qt.BrushStyle.NoBrush)
    for line in look.lines:
        painter.drawPolyline(QPolygonF([QPointF(x, y) for x, y in line]))
    for x, y, radius in look.rings:
        painter.drawEllipse(QPointF(x, y), radius, radius)
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(ink)
    for x, y, radius in look.dots:
        painter.drawEllipse(QPointF(x, y), radius, radius)
    painter.restore()
