"""What the mouse snaps to in a waveform view."""

from __future__ import annotations

import bisect
from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from rvcdesk.ui.widgets.waveform_model import CROSSING_S, SNAP_PIXELS, snapped, zero_crossing_near

if TYPE_CHECKING:
    from rvcdesk.ui.widgets.waveform import WaveformView


@dataclass(frozen=True)
class Edges:
    """What there is to snap to, in order, and the things it was taken from."""

    of: tuple[object, ...] = ()
    frames: tuple[int, ...] = ()


def edges_of(view: WaveformView) -> tuple[int, ...]:
    """Frames at which something on the timeline begins or ends: cuts, silence, splits, marks, labels.

    In order. Kept until one of these is replaced: the mouse asks at every pixel.
    """
    scene = view.scene
    of = (scene.cut, scene.silent, scene.splits, scene.marks, view.labels)
    known = view.edges
    if len(known.of) != len(of) or any(a is not b for a, b in zip(known.of, of, strict=True)):
        found = {*scene.cut.ravel().tolist(), *scene.silent.ravel().tolist(), *scene.splits}
        found.update(edge for mark in scene.marks for edge in (mark.start, mark.end))
        found.update(edge for label in view.labels for edge in (label.start, label.end))
        view.edges = known = Edges(of, tuple(sorted(found)))
    return known.frames


def targets_near(view: WaveformView, frame: int, besides: Sequence[int] = ()) -> list[int]:
    """What could be nearest to `frame`: the edges before and after it, the clip's ends, and `besides`."""
    edges = edges_of(view)
    place = bisect.bisect_left(edges, frame)
    return [*edges[max(place - 1, 0) : place + 1], 0, view.frames, *besides]


def snap(
    view: WaveformView, x: float, besides: Sequence[int] = (), *, opposite: bool = False
) -> tuple[int, int | None]:
    """The frame for the mouse at pixel `x`, and the frame of the guide line, None when nothing is near.

    `besides` are frames that only this movement snaps to, such as the edges of other selections.
    `opposite` (Alt is held) turns what is on off, and the other way round.
    """
    port = view.port
    frame = port.frame_at(x)
    if view.snap != opposite:
        near = snapped(frame, targets_near(view, frame, besides), port.scale)
        if near != frame or near in besides:
            return near, near
    if view.snap_to_zero and not opposite and view.source is not None:
        reach = min(round(CROSSING_S * view.rate), max(round(SNAP_PIXELS * port.scale), 1))
        found = zero_crossing_near(view.source, frame, reach)
        return found, found if found != frame else None
    return frame, None
