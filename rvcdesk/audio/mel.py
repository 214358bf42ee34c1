"""Mel filters on Slaney's scale (linear to 1 kHz, then logarithmic), each of unit area."""

from __future__ import annotations

import math

import numpy as np
from numpy.typing import NDArray

_LINEAR_HZ = 200 / 3
_BREAK_HZ, _BREAK_MEL = 1000.0, 15.0
_LOG_STEP = math.log(6.4) / 27


def hz_to_mel(hz: float) -> float:
    """Slaney's mel of a frequency in Hz."""
    return hz / _LINEAR_HZ if hz < _BREAK_HZ else _BREAK_MEL + math.log(hz / _BREAK_HZ) / _LOG_STEP


def mel_to_hz(mel: NDArray[np.float64]) -> NDArray[np.float64]:
    """The inverse of `hz_to_mel`, for arrays."""
    return np.where(mel < _BREAK_MEL, mel * _LINEAR_HZ, _BREAK_HZ * np.exp((mel - _BREAK_MEL) * _LOG_STEP))


def mel_filters(
    rate: int, n_fft: int, bands: int, low: float = 0.0, high: float | None = None
) -> NDArray[np.float32]:
    """Triangular filters from `low` to `high` Hz (default rate / 2).

    Returns:
        float32 (bands, n_fft // 2 + 1).
    """
    edges = mel_to_hz(np.linspace(hz_to_mel(low), hz_to_mel(high or rate / 2), bands + 2))
    bins = np.linspace(0, rate / 2, n_fft // 2 + 1)
    widths = np.diff(edges)[:, None]
    rising = (bins - edges[:-2, None]) / widths[:-1]
    falling = (edges[2:, None] - bins) / widths[1:]
    triangles = np.clip(np.minimum(rising, falling), 0, None)
    return (triangles * (2 / (edges[2:] - edges[:-2]))[:, None]).astype(np.float32)
