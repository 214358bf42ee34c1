"""Waveform columns to pixels with numpy: one byte a pixel, an index into a small colour table.

An 8-bit image is a quarter of the memory traffic of a 32-bit one, and the selected look is a
number added to the index.
"""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

(
    LANE, LANE_CUT, TINT_CUT, TINT_FILTER, TINT_REPORT,
    WAVE, WAVE_CUT, CLIPPED, LINE, HATCH,
    EDGE_CUT, EDGE_FILTER, EDGE_REPORT, EDGE_CURRENT,
) = range(14)  # fmt: skip
SELECTED = 14  # added to an index: the same thing inside a selection

FULL_SCALE = 32767
_BLOCK = 250  # rows drawn at a time: they fit a byte, and the caches
_PATTERN = 8  # px between the lines of a hatching
_TEETH = {"open": (4, 6), "rejected": (1, 4)}  # px drawn of px, for the edges of marks


class Canvas:
    """A reusable uint8 image of up to (height, capacity) pixels; rows are padded to 4 bytes, as QImage wants.

    Args:
        capacity, height: device pixels.
        ratio: device pixels per logical pixel; patterns are that much coarser.

    Attributes:
        width: columns in use, see `begin`.
    """

    def __init__(self, capacity: int, height: int, ratio: float = 1.0) -> None:
        self.capacity, self.height, self.ratio = capacity, height, ratio
        self.width = capacity
        self.stride = (capacity + 3) // 4 * 4
        self.pixels = np.zeros((height, self.stride), np.uint8)
        self._rows = np.arange(_BLOCK, dtype=np.uint8)[:, None]
        self._distance = np.empty(_BLOCK * capacity, np.uint8)
        self._inside = np.empty(_BLOCK * capacity, np.bool_)
        self.period = max(round(_PATTERN * ratio), 2)
        thick = max(round(ratio), 1)
        # for every row of a pattern, the columns that are lit
        self._patterns: dict[str, list[list[int]]] = {}
        across, down = np.arange(self.period), np.arange(self.period)[:, None]
        rising, falling = (across + down) % self.period < thick, (across - down) % self.period < thick
        dots = (across < thick) & (down < thick)
        for name, lit in (("lines", rising), ("cross", rising | falling), ("dots", dots)):
            self._patterns[name] = [np.flatnonzero(row).tolist() for row in lit]

    def begin(self, width: int) -> None:
        """What follows draws `width` columns."""
        self.width = min(width, self.capacity)

    def background(self, paper: NDArray[np.uint8]) -> None:
        """Fill every column with its index in `paper` (width,)."""
        self.pixels[:, : self.width] = paper

    def lane(
        self,
        top: int,
        height: int,
        upper: NDArray[np.int16],
        lower: NDArray[np.int16],
        paper: NDArray[np.uint8],
        ink: NDArray[np.uint8],
    ) -> None:
        """Draw one channel into the rows top..top+height.

        Args:
            top: first row.
            height: rows of the lane.
            upper, lower: (width,) first and last row of each column's bar, see `bar_rows`.
            paper, ink: (width,) index of each column's ground and bar.
        """
        flip = paper ^ ink
        for first in range(0, height, _BLOCK):
            rows = min(_BLOCK, height - first)
            begin = np.clip(upper - first, 0, rows).astype(np.uint8)
            length = np.clip(lower + 1 - first, 0, rows).astype(np.uint8) - begin
            target = self.pixels[top + first : top + first + rows, : self.width]
            distance = self._distance[: rows * self.width].reshape(rows, self.width)
            inside = self._inside[: rows * self.width].reshape(rows, self.width)
            # one unsigned comparison instead of two signed ones: row - begin wraps round when negative
            np.subtract(self._rows[:rows], begin, out=distance)
            np.less(distance, length, out=inside)
            mask = inside.view(np.uint8)
            np.negative(mask, out=mask)
            np.bitwise_and(mask, flip, out=mask)
            np.bitwise_xor(mask, paper, out=target)
        for row in {height // 4, (height - 1) // 2, height - 1 - height // 4}:
            line = self.pixels[top + row, : self.width]
            line[line <= TINT_REPORT] = LINE

    def hatch(self, spans: list[tuple[int, int]], top: int, offset: int, pattern: str = "lines") -> None:
        """A pattern over columns, the sign of what is cut (or silenced, or missing), whatever the colours.

        Args:
            spans: (first, last) columns.
            top: first row.
            offset: columns that the pattern is shifted by, so that it moves with the audio.
            pattern: "lines" (cut), "dots" (silenced) or "cross" (missing).
        """
        for row, lit in enumerate(self._patterns[pattern] if spans else ()):
            rows = self.pixels[top + row :: self.period]
            for first, last in spans:
                for place in lit:
                    begin = first + (place - offset - first) % self.period
                    rows[:, begin : last : self.period] = HATCH

    def edges(self, columns: NDArray[np.bool_], top: int) -> None:
        """A line at every one of `columns` (width,), where a hatched stretch begins."""
        self.pixels[top:, : self.width][:, columns] = HATCH

    def edge(self, column: int, top: int, index: int, state: str) -> None:
        """A vertical line: solid, or broken as the state of the mark wants it."""
        if 0 <= column < self.width:
            on, every = (round(part * self.ratio) for part in _TEETH.get(state, (1, 1)))
            rows = np.arange(top, self.height) % max(every, 1) < max(on, 1)
            self.pixels[top:, column][rows] = index

    def select(self, spans: list[tuple[int, int]], top: int) -> None:
        """Give columns the colours that things have in a selection."""
        for first, last in spans:
            self.pixels[top:, first:last] += SELECTED


def heights(db_range: float, gain: float) -> NDArray[np.float32]:
    """How far from the middle a value is drawn, for every absolute int16 value, (32769,) 0..1.

    Args:
        db_range: 0 for a linear scale, else how many dB below full scale the middle line stands for.
        gain: vertical zoom, 1 shows full scale.
    """
    value = np.arange(32769, dtype=np.float32) * np.float32(gain / FULL_SCALE)
    if not db_range:
        return np.minimum(value, np.float32(1))
    level = 20 * np.log10(np.maximum(value, np.float32(1e-9)))
    return np.clip(1 + level / np.float32(db_range), 0, 1).astype(np.float32)


def shares(values: NDArray[np.int16], table: NDArray[np.float32]) -> NDArray[np.float32]:
    """-1 (bottom) to 1 (top) of values, through a table of `heights`."""
    wide = values.astype(np.int32)
    return np.copysign(table[np.abs(wide)], wide.astype(np.float32))


def bar_rows(
    mins: NDArray[np.int16], maxs: NDArray[np.int16], height: int, table: NDArray[np.float32]
) -> tuple[NDArray[np.int16], NDArray[np.int16]]:
    """First and last row of each column's bar; neighbours are made to touch, so lines stay closed."""
    half = (height - 1) / 2
    upper = np.rint(half - shares(maxs, table) * half).clip(0, height - 1).astype(np.int16)
    lower = np.rint(half - shares(mins, table) * half).clip(0, height - 1).astype(np.int16)
    joined_upper, joined_lower = upper.copy(), lower.copy()
    np.minimum(upper[1:], lower[:-1], out=joined_upper[1:])
    np.maximum(lower[1:], upper[:-1], out=joined_lower[1:])
    return joined_upper, joined_lower


def clipped(mins: NDArray[np.int16], maxs: NDArray[np.int16]) -> NDArray[np.bool_]:
    """Which columns reach full scale."""
    return (maxs >= FULL_SCALE) | (mins <= -FULL_SCALE)


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
