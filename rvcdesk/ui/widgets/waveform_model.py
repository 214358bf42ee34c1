"""The arithmetic of a waveform view, without Qt: zoom, pan, frames to pixels and back, snapping.

Positions on the timeline are frames; a view may start between two frames, so its edges are
floats. Pixels are logical pixels, also floats on a high-resolution screen.
"""

from __future__ import annotations

import bisect
import math
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any, Protocol

import numpy as np
from numpy.typing import NDArray

if TYPE_CHECKING:
    from rvcdesk.ui.widgets.waveform_source import WaveSource

MAX_PIXELS_PER_FRAME = 48.0
SNAP_PIXELS = 6.0
CROSSING_S = 0.01  # how far from an edge a zero crossing is looked for: half a cycle of 50 Hz


class FrequencyLane(Protocol):
    """A spectrogram on screen, in logical pixels."""

    @property
    def top(self) -> float: ...
    @property
    def bottom(self) -> float: ...

    def frequency_at(self, y: float) -> float:
        """Hz at row `y`."""

    def y_of(self, hz: float) -> float:
        """The row of a frequency."""


@dataclass(frozen=True)
class ViewMark:
    """A region somebody (a detector, or the user) points at.

    Args:
        start: first frame.
        end: one past the last frame; equal to `start` for a point.
        kind: what it is, e.g. "click".
        state: "open", "accepted" or "rejected".
        label: the translated name to draw; the kind when empty.
        action: what accepting it means: "cut", "filter" or "report".
        key: whatever the owner needs to find its own object again.
        confidence: how sure whoever points is, 0..1.
        detail: more of it, a translated sentence.
    """

    start: int
    end: int
    kind: str
    state: str = "open"
    label: str = ""
    action: str = "cut"
    key: Any = None
    confidence: float = 1.0
    detail: str = ""


@dataclass(frozen=True)
class Viewport:
    """The visible part of a timeline of `frames`, `width` pixels wide.

    `start` is the frame at the left edge, `scale` is frames per pixel. Every method returns a
    new viewport, kept inside the timeline and the zoom limits.
    """

    frames: int = 0
    width: float = 1.0
    start: float = 0.0
    scale: float = 1.0

    @property
    def end(self) -> float:
        """The frame at the right edge."""
        return self.start + self.width * self.scale

    @property
    def is_fitted(self) -> bool:
        """Whether the whole timeline is visible and fills the width."""
        return self.scale >= self.fit_scale * (1 - 1e-9)

    @property
    def fit_scale(self) -> float:
        """Frames per pixel at which the whole timeline fills the width."""
        return max(self.frames, 1) / max(self.width, 1.0)

    def x_of(self, frame: float) -> float:
        """Pixel of a frame; outside 0..width when it is not visible."""
        return (frame - self.start) / self.scale

    def frame_at(self, x: float) -> int:
        """The frame boundary nearest to pixel `x`, inside the timeline."""
        return min(max(round(self.start + x * self.scale), 0), self.frames)

    def fit(self) -> Viewport:
        """The whole timeline."""
        return replace(self, start=0.0, scale=self.fit_scale)

    def zoomed(self, factor: float, x: float | None = None) -> Viewport:
        """Zoom in (factor > 1) or out, keeping the frame at pixel `x` (default: the middle) there."""
        anchor = self.width / 2 if x is None else x
        frame = self.start + anchor * self.scale
        scale = self._limited(self.scale / factor)
        return replace(self, scale=scale, start=frame - anchor * scale)._inside()

    def panned(self, pixels: float) -> Viewport:
        """Move the view to the right by so many pixels."""
        return replace(self, start=self.start + pixels * self.scale)._inside()

    def showing(self, start: float, end: float) -> Viewport:
        """Show start..end (frames) in the whole width."""
        scale = self._limited(max(end - start, 1e-9) / max(self.width, 1.0))
        middle = (start + end) / 2
        return replace(self, scale=scale, start=middle - scale * self.width / 2)._inside()

    def resized(self, width: float) -> Viewport:
        """Another width: a fitted view stays fitted, another keeps its left edge and scale."""
        wider = replace(self, width=max(width, 1.0))
        return wider.fit() if self.is_fitted else replace(wider, scale=wider._limited(self.scale))._inside()

    def including(self, frame: float, margin: float = 0.1) -> Viewport:
        """Scroll just so far that `frame` is visible, with a margin (share of the width)."""
        x, room = self.x_of(frame), self.width * margin
        if 0 <= x <= self.width:
            return self
        return self.panned(x - room if x < 0 else x - self.width + room)

    def paged(self, frame: float) -> Viewport:
        """For a moving play cursor: when `frame` left the view, turn the page to it."""
        if 0 <= self.x_of(frame) < self.width:
            return self
        return replace(self, start=frame - 0.05 * self.width * self.scale)._inside()

    def _limited(self, scale: float) -> float:
        return min(max(scale, 1 / MAX_PIXELS_PER_FRAME), max(self.fit_scale, 1 / MAX_PIXELS_PER_FRAME))

    def _inside(self) -> Viewport:
        last = self.frames - self.width * self.scale
        return replace(self, start=min(max(self.start, 0.0), max(last, 0.0)))


def snapped(frame: int, targets: Iterable[int], scale: float, pixels: float = SNAP_PIXELS) -> int:
    """The target nearest to `frame` when it is within so many pixels, else `frame` itself."""
    near = [t for t in targets if abs(t - frame) <= pixels * scale]
    return min(near, key=lambda t: abs(t - frame), default=frame)


def nearest_zero_crossing(samples: NDArray[Any], index: int) -> int:
    """Index of the sample nearest to `index` at which a cut makes no step.

    Args:
        samples: (frames,) or (channels, frames), float or integer.
        index: where a cut is wanted, 0..frames.

    Returns:
        The nearest index at which every channel crosses zero (or is zero). Where the channels of a
        stereo sound never cross together, the nearest index at which the greater of their steps is
        smallest. `index` unchanged when no channel crosses.
    """
    lanes = np.atleast_2d(samples).astype(np.float32)
    before, after = lanes[:, :-1], lanes[:, 1:]
    crosses = ((before < 0) != (after < 0)) | (after == 0)
    together = np.flatnonzero(crosses.all(axis=0)) + 1
    if len(together):
        return int(together[np.argmin(np.abs(together - index))])
    places = np.flatnonzero(crosses.any(axis=0)) + 1
    if not len(places):
        return index
    step = np.minimum(np.abs(before), np.abs(after))[:, places - 1].max(axis=0)
    return int(places[np.lexsort((np.abs(places - index), step))[0]])


def zero_crossing_near(source: WaveSource, frame: int, reach: int | None = None) -> int:
    """The zero crossing of all channels nearest to `frame` of a timeline; `frame` when none is in reach.

    Args:
        source: the timeline's sound, of any number of channels.
        frame: 0..frames; both ends of the timeline are good as they are.
        reach: frames to each side; CROSSING_S when left out.
    """
    if not 0 < frame < source.frames:
        return frame
    reach = round(CROSSING_S * source.rate) if reach is None else reach
    first = max(frame - reach - 1, 0)
    count = frame + reach + 1 - first
    lanes = [source.samples(first, count, channel) for channel in range(source.channels)]
    shortest = min(len(lane) for lane in lanes)
    if shortest < 2:
        return frame
    return first + nearest_zero_crossing(np.stack([lane[:shortest] for lane in lanes]), frame - first)


def span_around(frame: int, edges: Sequence[int], frames: int) -> tuple[int, int]:
    """The stretch between the two `edges` around `frame`; the clip's ends count as edges."""
    ordered = sorted({0, frames, *(e for e in edges if 0 < e < frames)})
    after = min(max(bisect.bisect_right(ordered, frame), 1), len(ordered) - 1)
    return ordered[after - 1], ordered[after]


def span_beside(span: tuple[int, int], edges: Sequence[int], frames: int, *, after: bool) -> tuple[int, int]:
    """The stretch between two `edges` after (or before) `span`; the last (first) one when there is none."""
    ordered = sorted({0, frames, *(e for e in edges if 0 < e < frames)})
    if after:
        first = min(bisect.bisect_left(ordered, span[1]), len(ordered) - 2)
    else:
        first = max(bisect.bisect_right(ordered, span[0]) - 2, 0)
    return ordered[max(first, 0)], ordered[min(max(first, 0) + 1, len(ordered) - 1)]


def column_flags(spans: NDArray[np.int64], view: Viewport, columns: int) -> NDArray[np.bool_]:
    """Which of `columns` pixel columns a list of spans touches.

    Args:
        spans: (n, 2) start and end frames.
        view: the visible part.
        columns: device pixels across the view's width.

    Returns:
        (columns,) bool; a span narrower than a column still marks one.
    """
    edges = np.zeros(columns + 1, np.int32)
    if len(spans):
        per_frame = columns / (view.width * view.scale)
        first = np.floor((spans[:, 0] - view.start) * per_frame)
        last = np.maximum(np.ceil((spans[:, 1] - view.start) * per_frame), first + 1)
        seen = (last > 0) & (first < columns)
        np.add.at(edges, np.clip(first[seen], 0, columns).astype(np.int64), 1)
        np.add.at(edges, np.clip(last[seen], 0, columns).astype(np.int64), -1)
    return np.cumsum(edges[:-1]) > 0


def runs(flags: NDArray[np.bool_]) -> list[tuple[int, int]]:
    """The (start, end) of every stretch of True."""
    padded = np.concatenate(([False], flags, [False]))
    edges = np.flatnonzero(padded[1:] != padded[:-1])
    return [(int(a), int(b)) for a, b in zip(edges[::2], edges[1::2], strict=True)]


_STEPS = (1, 2, 5, 10, 15, 30, 60, 120, 300, 600, 900, 1800, 3600, 7200, 14400)


def tick_step(seconds_per_pixel: float, min_pixels: float) -> tuple[float, int]:
    """Seconds between labelled ticks at least `min_pixels` apart, and parts to divide them into."""
    wanted = seconds_per_pixel * min_pixels
    if wanted > 1:
        step = float(next((s for s in _STEPS if s >= wanted), math.ceil(wanted / 3600) * 3600))
    else:
        power = 10.0 ** math.floor(math.log10(wanted))
        step = next(m * power for m in (1, 2, 5, 10) if m * power >= wanted * (1 - 1e-9))
    parts = {1: 10, 2: 4, 5: 5, 15: 3, 30: 6, 60: 6, 120: 4, 300: 5, 900: 3}
    return step, parts.get(round(step), 6) if step > 1 else (4 if f"{step:e}"[0] == "2" else 5)


def clock(seconds: float, decimals: int = 3, hours: bool | None = None) -> str:
    """`h:mm:ss.mmm`; the hours are left out below one hour unless asked for."""
    sign = "-" if seconds < 0 else ""
    unit = 10**decimals
    total = round(abs(seconds) * unit)
    whole, part = divmod(total, unit)
    minutes, second = divmod(whole, 60)
    hour, minute = divmod(minutes, 60)
    tail = f".{part:0{decimals}d}" if decimals else ""
    if hours or (hours is None and hour):
        return f"{sign}{hour}:{minute:02d}:{second:02d}{tail}"
    return f"{sign}{minute}:{second:02d}{tail}"


def parse_clock(text: str) -> float | None:
    """Seconds from `h:mm:ss.mmm`, `mm:ss` or `ss.mmm` (a comma is fine too); None if it is not a time."""
    parts = text.strip().replace(",", ".").split(":")
    if len(parts) > 3:
        return None
    try:
        values = [float(part) for part in parts]
    except ValueError:
        return None
    if any(v < 0 or not math.isfinite(v) for v in values) or any("." in p for p in parts[:-1]):
        return None
    return sum(value * 60**power for power, value in enumerate(reversed(values)))
