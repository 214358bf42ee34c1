"""What the mouse snaps to in a waveform view."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from rvcdesk.ui.widgets.waveform_model import CROSSING_S, SNAP_PIXELS, snapped, zero_crossing_near

if TYPE_CHECKING:
    from rvcdesk.ui.widgets.waveform import WaveformView


def edges_of(view: WaveformView) -> list[int]:
    """Frames at which something on the timeline begins or ends: cuts, silence, splits, marks, labels."""
    scene = view.scene
    found = [*scene.cut.ravel().tolist(), *scene.silent.ravel().tolist(), *scene.splits]
    found += [edge for mark in scene.marks for edge in (mark.start, mark.end)]
    return found + [edge for label in view.labels for edge in (label.start, label.end)]


def targets_of(view: WaveformView, besides: Sequence[int] = ()) -> list[int]:
    """Everything to snap to: edges, the clip's ends, the cursor, and `besides`."""
    return [*edges_of(view), 0, view.frames, *besides]


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
        near = snapped(frame, targets_of(view, besides), port.scale)
        if near != frame or near in besides:
            return near, near
    if view.snap_to_zero and not opposite and view.source is not None:
        reach = min(round(CROSSING_S * view.rate), max(round(SNAP_PIXELS * port.scale), 1))
        found = zero_crossing_near(view.source, frame, reach)
        return found, found if found != frame else None
    return frame, None
