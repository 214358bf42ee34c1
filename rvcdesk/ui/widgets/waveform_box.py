"""The box of frequencies in a waveform view: where it is on screen, and which part the mouse takes."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from PySide6.QtCore import QPointF, QRectF, Qt

from rvcdesk.ui.widgets.waveform_model import FrequencyLane, Viewport

if TYPE_CHECKING:
    from rvcdesk.ui.widgets.waveform import WaveformView

EDGE_PIXELS = 5


@dataclass(frozen=True)
class Grip:
    """What of a selection the mouse can take.

    Attributes:
        span: index of the selection.
        side: 0 its start, 1 its end, None neither.
        level: 0 the lowest frequency, 1 the highest, None neither.
    """

    span: int
    side: int | None
    level: int | None = None

    @property
    def shape(self) -> Qt.CursorShape:
        """The mouse over it."""
        if self.level is None:
            return Qt.CursorShape.SplitHCursor
        if self.side is None:
            return Qt.CursorShape.SplitVCursor
        falls = self.side != self.level  # from top left to bottom right
        return Qt.CursorShape.SizeFDiagCursor if falls else Qt.CursorShape.SizeBDiagCursor


def lane_at(lanes: Sequence[FrequencyLane], y: float) -> FrequencyLane | None:
    """The spectrogram at row `y`."""
    return next((lane for lane in lanes if lane.top <= y <= lane.bottom), None)


def hz_at(lane: FrequencyLane, y: float) -> float:
    """The frequency at row `y`, or at the nearer end of the lane."""
    return lane.frequency_at(min(max(y, lane.top), lane.bottom))


def box_rects(
    lanes: Sequence[FrequencyLane], port: Viewport, span: tuple[int, int], box: tuple[float, float]
) -> list[QRectF]:
    """The box in each spectrogram."""
    left, right = (port.x_of(edge) for edge in span)
    rects = []
    for lane in lanes:
        bottom, top = (min(max(lane.y_of(hz), lane.top), lane.bottom) for hz in box)
        rects.append(QRectF(left, top, right - left, bottom - top))
    return rects


def grip_at(view: WaveformView, point: QPointF) -> Grip | None:
    """What lies under the mouse: an edge or corner of the box, else the nearest edge of a selection."""
    found = _box_grip(view, point)
    if found is not None:
        return found
    away = [
        (abs(view.port.x_of(edge) - point.x()), number, side)
        for number, span in enumerate(view.selections)
        for side, edge in enumerate(span)
    ]
    if not away or min(away)[0] > EDGE_PIXELS:
        return None
    _, number, side = min(away)
    return Grip(number, side)


def _box_grip(view: WaveformView, point: QPointF) -> Grip | None:
    if view.spectral_box is None or view.selection is None:
        return None
    for rect in box_rects(view.scene.frequency_lanes, view.port, view.selection, view.spectral_box):
        if not rect.adjusted(-EDGE_PIXELS, -EDGE_PIXELS, EDGE_PIXELS, EDGE_PIXELS).contains(point):
            continue
        level = _nearer(point.y(), rect.bottom(), rect.top())
        side = _nearer(point.x(), rect.left(), rect.right())
        if level is not None:
            return Grip(0, side, level)
    return None


def _nearer(place: float, first: float, second: float) -> int | None:
    """0 or 1, whichever lies within reach and nearer."""
    away = (abs(place - first), abs(place - second))
    nearest = 0 if away[0] < away[1] else 1
    return nearest if away[nearest] <= EDGE_PIXELS else None
