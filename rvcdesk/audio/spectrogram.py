"""Spectrogram columns for the visible window; numpy.fft only, since the window calls it."""

from __future__ import annotations

import math
from collections.abc import Callable
from dataclasses import dataclass
from functools import lru_cache
from typing import Literal, Protocol

import numpy as np
from numpy.typing import NDArray

from rvcdesk.jobs import Cancelled

FLOOR_DB = -120.0
TILE = 128
_READ_WHOLE = 4  # read the span at once when it is at most this many times what the columns need


def _never() -> bool:
    return False


Scale = Literal["mel", "linear", "log"]
SCALES: tuple[Scale, ...] = ("mel", "linear", "log")
WINDOWS = (256, 512, 1024, 2048, 4096, 8192)
LOWEST_HZ = 20.0  # the bottom of the logarithmic scale


@dataclass(frozen=True)
class SpectrogramOptions:
    """How a spectrogram looks.

    Attributes:
        nfft: window length, frames: long ones tell tones apart, short ones moments.
        scale: how frequencies are spread: "mel" as heard, "linear", "log".
        low_db, high_db: levels of the first and the last colour.
    """

    nfft: int = 2048
    scale: Scale = "mel"
    low_db: float = -90.0
    high_db: float = -20.0

    @property
    def is_valid(self) -> bool:
        """Whether these values can be drawn with; stored ones may be of any kind."""
        levels = all(isinstance(value, int | float) for value in (self.low_db, self.high_db))
        return self.nfft in WINDOWS and self.scale in SCALES and levels and self.low_db < self.high_db


def frequency_at(share: float, rate: int, scale: Scale) -> float:
    """Hz at a height, 0 (bottom) to 1 (top, half the rate)."""
    top = rate / 2
    if scale == "linear":
        return share * top
    if scale == "log":
        return float(LOWEST_HZ * (top / LOWEST_HZ) ** share)
    return float(700 * math.expm1(share * math.log1p(top / 700)))


def share_of(hz: float, rate: int, scale: Scale) -> float:
    """The height of a frequency, the inverse of `frequency_at`; clamped to 0..1."""
    top = rate / 2
    if scale == "linear":
        share = hz / top
    elif scale == "log":
        share = math.log(max(hz, LOWEST_HZ) / LOWEST_HZ) / math.log(top / LOWEST_HZ)
    else:
        share = math.log1p(max(hz, 0.0) / 700) / math.log1p(top / 700)
    return min(max(share, 0.0), 1.0)


@lru_cache(maxsize=16)
def _row_bins(rows: int, rate: int, nfft: int, scale: Scale) -> NDArray[np.float64]:
    """The bin (a float) at the edges of every row from the bottom up, (rows + 1,)."""
    hz = [frequency_at(row / rows, rate, scale) for row in range(rows + 1)]
    return np.clip(np.array(hz) * nfft / rate, 0, nfft // 2)


def spread(db: NDArray[np.float32], rows: int, rate: int, scale: Scale) -> NDArray[np.float32]:
    """Bins to picture rows: between bins where there are few, the loudest where one row holds several.

    Args:
        db: (nfft // 2 + 1, n).
        rows: of the picture.

    Returns:
        (rows, n), the highest frequency first.
    """
    bins = len(db) - 1
    edges = _row_bins(rows, rate, 2 * bins, scale)
    middle = (edges[:-1] + edges[1:]) / 2
    below = np.minimum(middle.astype(np.int64), bins - 1)
    part = (middle - below).astype(np.float32)[:, None]
    out = db[below] * (1 - part) + db[below + 1] * part
    wide = np.flatnonzero(np.diff(edges) > 1)
    if len(wide):
        first = np.minimum(edges[wide].astype(np.int64), bins)
        last = np.minimum(np.maximum(edges[wide + 1].astype(np.int64), first + 1), bins + 1)
        pairs = np.stack([first, last], axis=1).ravel()
        padded = np.concatenate([db, db[-1:]])
        out[wide] = np.maximum.reduceat(padded, pairs, axis=0)[::2]
    return out[::-1]


def indices(
    source: SampleSource,
    rate: int,
    start: int,
    hop: int,
    count: int,
    rows: int,
    options: SpectrogramOptions,
    *,
    gain_db: float = 0.0,
    channel: int | None = None,
    cancelled: Callable[[], bool] = _never,
) -> NDArray[np.uint8]:
    """A picture of `count` columns of `hop` frames from `start` on: uint8 (rows, count), high tones on top.

    Raises:
        Cancelled: `cancelled()` was true.
    """
    end = start + count * hop
    db = columns(source, start, end, count, options.nfft, channel, cancelled)
    shown = spread(db, rows, rate, options.scale)
    shown += np.float32(gain_db - options.low_db)
    shown *= np.float32(255 / max(options.high_db - options.low_db, 1.0))
    return np.clip(shown, 0, 255, out=shown).astype(np.uint8)


class SampleSource(Protocol):
    """Random access to sound; `AudioReader` and `ClipRender` are two."""

    @property
    def frames(self) -> int: ...
    def read(self, start: int, frames: int) -> NDArray[np.float32]: ...


def frequencies(rate: int, nfft: int) -> NDArray[np.float32]:
    """The centre of every bin, Hz, (nfft // 2 + 1,)."""
    return np.fft.rfftfreq(nfft, 1 / rate).astype(np.float32)


def columns(
    source: SampleSource | NDArray[np.float32],
    start: int,
    end: int,
    n_columns: int,
    nfft: int = 1024,
    channel: int | None = None,
    cancelled: Callable[[], bool] = _never,
) -> NDArray[np.float32]:
    """Short-time spectra, one a pixel column, each centred in its column.

    Only `nfft` frames a column are looked at, so a view of an hour costs no more than a second's.

    Args:
        source: a reader, or samples (channels, n) or (n,).
        start: first frame of the view; may lie before the sound, which is then zero.
        end: the frame after the view's last.
        n_columns: how many.
        nfft: window length (a Hann window), even.
        channel: which one, of a source with fewer its last; None mixes all.
        cancelled: asked every 128 columns.

    Returns:
        float32 dB (nfft // 2 + 1, n_columns), from FLOOR_DB up; a full-scale sine is 0 dB.

    Raises:
        Cancelled: `cancelled()` was true.
    """
    if isinstance(source, np.ndarray):
        source = _Array(source)
    window = np.hanning(nfft + 1)[:-1].astype(np.float32)
    window *= np.float32(2 / window.sum())
    centres = start + (np.arange(n_columns) + 0.5) * (end - start) / max(1, n_columns)
    starts = np.floor(centres).astype(np.int64) - nfft // 2
    out = np.empty((nfft // 2 + 1, n_columns), np.float32)
    for first in range(0, n_columns, TILE):
        if cancelled():
            raise Cancelled
        pieces = _gather(source, starts[first : first + TILE], nfft, channel)
        power = np.square(np.abs(np.fft.rfft(pieces * window, axis=1))).T
        out[:, first : first + TILE] = 10 * np.log10(np.maximum(power, 10 ** (FLOOR_DB / 10)))
    return out


def _gather(
    source: SampleSource, starts: NDArray[np.int64], nfft: int, channel: int | None
) -> NDArray[np.float32]:
    """The pieces (len(starts), nfft): one read where they lie close, one seek each where not."""
    low, high = int(starts[0]), int(starts[-1]) + nfft
    if high - low <= _READ_WHOLE * nfft * len(starts):
        span = _mono(source, low, high - low, channel)
        # Not of a sliding view: taking from one copies all of it first.
        return np.take(span, (starts - low)[:, None] + np.arange(nfft))
    return np.stack([_mono(source, int(start), nfft, channel) for start in starts])


def _mono(source: SampleSource, start: int, frames: int, channel: int | None) -> NDArray[np.float32]:
    """One channel, or the mean of all, with zeros outside the sound."""
    first = min(max(0, start), source.frames)
    last = max(first, min(source.frames, start + frames))
    out = np.zeros(frames, np.float32)
    if last > first:
        samples = source.read(first, last - first)
        mono = samples.mean(axis=0) if channel is None else samples[min(channel, len(samples) - 1)]
        out[first - start : first - start + len(mono)] = mono
    return out


class _Array:
    """Samples in memory as a source."""

    def __init__(self, samples: NDArray[np.float32]) -> None:
        self._samples = np.atleast_2d(samples)
        self.frames = self._samples.shape[1]

    def read(self, start: int, frames: int) -> NDArray[np.float32]:
        return self._samples[:, start : start + frames]
