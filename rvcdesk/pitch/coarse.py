"""Pitch as the network's embedding takes it: 255 steps on the mel scale, from 50 to 1100 Hz."""

from __future__ import annotations

from typing import Any

import numpy as np
from numpy.typing import ArrayLike, NDArray

F0_MIN, F0_MAX = 50.0, 1100.0
LEVELS = 255


def _mel(hz: NDArray[np.float64]) -> NDArray[np.float64]:
    return 1127 * np.log1p(hz / 700)


_LOW, _HIGH = (float(_mel(np.asarray(hz))) for hz in (F0_MIN, F0_MAX))


def coarse(f0: ArrayLike) -> NDArray[np.int64]:
    """Steps 1..255 of a pitch in Hz; unvoiced (0) is 1. Any shape."""
    mel = _mel(np.maximum(np.asarray(f0, dtype=np.float64), 0))
    steps = (mel - _LOW) * (LEVELS - 1) / (_HIGH - _LOW) + 1
    return np.rint(np.clip(steps, 1, LEVELS)).astype(np.int64)


def transpose(f0: NDArray[Any], semitones: float) -> NDArray[Any]:
    """The pitch in Hz moved by `semitones`; unvoiced stays 0."""
    return f0 * f0.dtype.type(2 ** (semitones / 12))


def interpolate_unvoiced(f0: NDArray[Any]) -> NDArray[Any]:
    """RVC-WebUI 2026's dialect: unvoiced frames lie on a line between their voiced neighbours.

    Ends hold the nearest voiced value. Where nothing is voiced the pitch stays 0.
    """
    voiced = f0 > 0
    if not voiced.any():
        return f0.copy()
    places = np.arange(len(f0))
    return np.interp(places, places[voiced], f0[voiced]).astype(f0.dtype)
