"""Spectrogram columns for the visible window; numpy.fft only, since the window calls it."""

from __future__ import annotations

from collections.abc import Callable
from typing import Protocol

import numpy as np
from numpy.typing import NDArray

from rvcdesk.jobs import Cancelled

FLOOR_DB = -120.0
TILE = 128
_READ_WHOLE = 4  # read the span at once when it is at most this many times what the columns need


class SampleSource(Protocol):
    """Random access to sound; `AudioReader` and `ClipRender` are two."""

    @property
    def frames(self) -> int: ...
    def read(self, start: int, frames: int) -> NDArray[np.float32]: ...


def _never() -> bool:
    return False


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
        channel: which one; None mixes all.
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
        return span[(starts - low)[:, None] + np.arange(nfft)]
    return np.stack([_mono(source, int(start), nfft, channel) for start in starts])


def _mono(source: SampleSource, start: int, frames: int, channel: int | None) -> NDArray[np.float32]:
    """One channel, or the mean of all, with zeros outside the sound."""
    first = min(max(0, start), source.frames)
    last = max(first, min(source.frames, start + frames))
    out = np.zeros(frames, np.float32)
    if last > first:
        samples = source.read(first, last - first)
        mono = samples.mean(axis=0) if channel is None else samples[channel]
        out[first - start : first - start + len(mono)] = mono
    return out


class _Array:
    """Samples in memory as a source."""

    def __init__(self, samples: NDArray[np.float32]) -> None:
        self._samples = np.atleast_2d(samples)
        self.frames = self._samples.shape[1]

    def read(self, start: int, frames: int) -> NDArray[np.float32]:
        return self._samples[:, start : start + frames]
