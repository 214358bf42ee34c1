"""Waveform columns to pixels with numpy: one byte a pixel, an index into a small colour table.

An 8-bit image is a quarter of the memory traffic of a 32-bit one, and one drawing serves both
the plain and the selected look: only the colour table differs.
"""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

LANE, WAVE, LANE_CUT, WAVE_CUT, WAVE_SILENT, CLIPPED, LINE = range(7)

# theme tokens in the order of the indices above
PLAIN = ("lane", "wave", "lane_cut", "wave_cut", "wave_cut", "wave_clipped", "lane_line")
SELECTED = (
    "lane_selected",
    "wave_selected",
    "lane_selected",
    "wave_cut",
    "wave_cut",
    "wave_clipped",
    "lane_selected_line",
)
FULL_SCALE = 32767


class Canvas:
    """A reusable (height, width) uint8 image; rows are padded to 4 bytes, as QImage wants them."""

    def __init__(self, width: int, height: int) -> None:
        self.width, self.height = width, height
        self.stride = (width + 3) // 4 * 4
        self.pixels = np.zeros((height, self.stride), np.uint8)
        self._rows = np.arange(height, dtype=np.int16)[:, None]
        self._distance = np.empty((height, width), np.uint16)
        self._inside = np.empty((height, width), np.bool_)

    def background(self, cut: NDArray[np.bool_]) -> None:
        """Fill everything with the lane colour, or the cut one where `cut` (width,) is set."""
        self.pixels[:, : self.width] = np.where(cut, LANE_CUT, LANE).astype(np.uint8)

    def lane(
        self,
        top: int,
        height: int,
        mins: NDArray[np.int16],
        maxs: NDArray[np.int16],
        cut: NDArray[np.bool_],
        silent: NDArray[np.bool_],
        gain: float = 1.0,
    ) -> None:
        """Draw one channel into the rows top..top+height.

        Args:
            top: first row.
            height: rows of the lane.
            mins, maxs: (width,) int16 extremes of each column.
            cut, silent: (width,) bool, columns that will be removed or silenced.
            gain: vertical zoom, 1 shows full scale.
        """
        upper, lower = bar_rows(mins, maxs, height, gain)
        rows = self._rows[:height]
        distance, inside = self._distance[:height], self._inside[:height]
        # one unsigned comparison instead of two signed ones: row - upper wraps round when negative
        np.subtract(rows, upper, out=distance.view(np.int16))
        np.less_equal(distance, (lower - upper).view(np.uint16), out=inside)
        paper = np.where(cut, LANE_CUT, LANE).astype(np.uint8)
        ink = np.full(len(mins), WAVE, np.uint8)
        ink[(maxs >= FULL_SCALE) | (mins <= -FULL_SCALE)] = CLIPPED
        ink[silent] = WAVE_SILENT
        ink[cut] = WAVE_CUT
        target = self.pixels[top : top + height, : self.width]
        np.multiply(inside.view(np.uint8), ink - paper, out=target)
        np.add(target, paper, out=target)
        for row in {height // 4, (height - 1) // 2, height - 1 - height // 4}:
            line = target[row]
            line[line == LANE] = LINE


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
