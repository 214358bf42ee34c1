"""Waveform columns to pixels with numpy: one byte a pixel, an index into a small colour table.

An 8-bit image is a quarter of the memory traffic of a 32-bit one, and one drawing serves both
the plain and the selected look: only the colour table differs.
"""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

(
    LANE, LANE_CUT, TINT_CUT, TINT_FILTER, TINT_REPORT,
    WAVE, WAVE_CUT, CLIPPED, LINE, HATCH,
    EDGE_CUT, EDGE_FILTER, EDGE_REPORT, EDGE_CURRENT,
) = range(14)  # fmt: skip

FULL_SCALE = 32767
_PATTERN = 8  # px between the lines of a hatching
_TEETH = {"open": (4, 6), "rejected": (1, 4)}  # px drawn of px, for the edges of marks


class Canvas:
    """A reusable (height, width) uint8 image; rows are padded to 4 bytes, as QImage wants them.

    Args:
        width, height: device pixels.
        ratio: device pixels per logical pixel; patterns are that much coarser.
    """

    def __init__(self, width: int, height: int, ratio: float = 1.0) -> None:
        self.width, self.height, self.ratio = width, height, ratio
        self.stride = (width + 3) // 4 * 4
        self.pixels = np.zeros((height, self.stride), np.uint8)
        self._rows = np.arange(height, dtype=np.int16)[:, None]
        self._distance = np.empty((height, width), np.uint16)
        self._inside = np.empty((height, width), np.bool_)
        self.period = max(round(_PATTERN * ratio), 2)
        across = np.arange(width + self.period, dtype=np.int32)
        thick = max(round(ratio), 1)
        self._lines = (across + self._rows) % self.period < thick
        self._dots = (across % self.period < thick) & (self._rows % self.period < thick)

    def background(self, paper: NDArray[np.uint8]) -> None:
        """Fill every column with its index in `paper` (width,)."""
        self.pixels[:, : self.width] = paper

    def lane(
        self,
        top: int,
        height: int,
        mins: NDArray[np.int16],
        maxs: NDArray[np.int16],
        paper: NDArray[np.uint8],
        ink: NDArray[np.uint8],
        gain: float = 1.0,
    ) -> None:
        """Draw one channel into the rows top..top+height.

        Args:
            top: first row.
            height: rows of the lane.
            mins, maxs: (width,) int16 extremes of each column.
            paper, ink: (width,) index of each column's ground and bar.
            gain: vertical zoom, 1 shows full scale.
        """
        upper, lower = bar_rows(mins, maxs, height, gain)
        rows = self._rows[:height]
        distance, inside = self._distance[:height], self._inside[:height]
        # one unsigned comparison instead of two signed ones: row - upper wraps round when negative
        np.subtract(rows, upper, out=distance.view(np.int16))
        np.less_equal(distance, (lower - upper).view(np.uint16), out=inside)
        clipped = (maxs >= FULL_SCALE) | (mins <= -FULL_SCALE)
        ink = np.where(clipped & (ink == WAVE), np.uint8(CLIPPED), ink)
        target = self.pixels[top : top + height, : self.width]
        np.multiply(inside.view(np.uint8), ink - paper, out=target)
        np.add(target, paper, out=target)
        for row in {height // 4, (height - 1) // 2, height - 1 - height // 4}:
            line = target[row]
            line[line <= TINT_REPORT] = LINE

    def hatch(self, spans: list[tuple[int, int]], top: int, offset: int, *, dots: bool = False) -> None:
        """Lines (or dots) over columns, the sign of what is cut (or silenced), whatever the colours.

        Args:
            spans: (first, last) columns.
            top: first row.
            offset: columns that the pattern is shifted by, so that it moves with the audio.
            dots: dots instead of lines.
        """
        pattern = self._dots if dots else self._lines
        shift = offset % self.period
        for first, last in spans:
            part = self.pixels[top:, first:last]
            np.copyto(part, np.uint8(HATCH), where=pattern[top:, first + shift : last + shift])
            part[:, 0] = HATCH

    def edge(self, column: int, top: int, index: int, state: str) -> None:
        """A vertical line: solid, or broken as the state of the mark wants it."""
        if 0 <= column < self.width:
            on, every = (round(part * self.ratio) for part in _TEETH.get(state, (1, 1)))
            rows = self._rows[top:, 0] % max(every, 1) < max(on, 1)
            self.pixels[top:, column][rows] = index


def bar_rows(
    mins: NDArray[np.int16], maxs: NDArray[np.int16], height: int, gain: float
) -> tuple[NDArray[np.int16], NDArray[np.int16]]:
    """First and last row of each column's bar; neighbours are made to touch, so lines stay closed."""
    half = (height - 1) / 2
    factor = np.float32(half * gain / FULL_SCALE)
    upper = np.rint(half - maxs * factor).clip(0, height - 1).astype(np.int16)
    lower = np.rint(half - mins * factor).clip(0, height - 1).astype(np.int16)
    joined_upper, joined_lower = upper.copy(), lower.copy()
    np.minimum(upper[1:], lower[:-1], out=joined_upper[1:])
    np.maximum(lower[1:], upper[:-1], out=joined_lower[1:])
    return joined_upper, joined_lower


def reduced(
    samples: NDArray[np.int16], first: int, start: float, scale: float, columns: int
) -> tuple[NDArray[np.int16], NDArray[np.int16]]:
    """Extremes of each pixel column, straight from samples.

    Args:
        samples: (frames,) int16, mono.
        first: timeline frame of samples[0].
        start: timeline frame at the left edge of column 0.
        scale: frames per column, 1 or more.
        columns: how many.

    Returns:
        mins, maxs: (columns,) int16; 0 where there are no samples.
    """
    mins, maxs = np.zeros(columns, np.int16), np.zeros(columns, np.int16)
    edges = np.floor(start + scale * np.arange(columns)).astype(np.int64) - first
    inside = (edges >= 0) & (edges < len(samples))
    if inside.any():
        stop = int(min(max(np.floor(start + scale * columns) - first, 1), len(samples)))
        where = edges[inside]
        part = samples[: max(stop, int(where[-1]) + 1)]
        mins[inside] = np.minimum.reduceat(part, where)
        maxs[inside] = np.maximum.reduceat(part, where)
    return mins, maxs
