"""Levels before and after the network (RECIPE section 7)."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

Mono = NDArray[np.float32]
INPUT_PEAK = 0.95
OUTPUT_PEAK = 0.99
RMS_FLOOR = 1e-6


def condition(audio16k: Mono) -> Mono:
    """Peak to 0.95 where it is louder, then a zero-phase 48 Hz high-pass of order 5; 16 kHz mono."""
    from scipy.signal import butter, filtfilt

    peak = float(np.abs(audio16k).max(initial=0.0))
    if peak > INPUT_PEAK:
        audio16k = audio16k * (INPUT_PEAK / peak)
    numerator, denominator = butter(5, 48, "high", fs=16000)
    pad = 3 * max(len(numerator), len(denominator))
    if audio16k.size <= pad:
        return np.asarray(audio16k, np.float32)
    return np.ascontiguousarray(filtfilt(numerator, denominator, audio16k), dtype=np.float32)


def rms_curve(audio: Mono, rate: int) -> NDArray[np.float64]:
    """RMS of 1 s windows centred on every half second, zeros beyond the ends."""
    hop = rate // 2
    padded = np.pad(audio.astype(np.float64), hop)
    count = 1 + audio.size // hop
    return np.sqrt([np.square(padded[at * hop : at * hop + 2 * hop]).mean() for at in range(count)])


def stretch(curve: NDArray[np.float64], frames: int) -> NDArray[np.float64]:
    """Linear interpolation of a curve to `frames` points, half-pixel centres, ends held."""
    places = (np.arange(frames) + 0.5) * (len(curve) / frames) - 0.5
    return np.interp(places, np.arange(len(curve)), curve)


def mix_rms(source: Mono, source_rate: int, result: Mono, result_rate: int, mix: float) -> Mono:
    """Move the loudness of `result` towards the source's: mix 1 leaves it, 0 follows the source."""
    wanted = stretch(rms_curve(source, source_rate), result.size)
    there = np.maximum(stretch(rms_curve(result, result_rate), result.size), RMS_FLOOR)
    return (result * wanted ** (1 - mix) * there ** (mix - 1)).astype(np.float32)


def limit(audio: Mono) -> Mono:
    """Scale down where the peak is over 0.99."""
    peak = float(np.abs(audio).max(initial=0.0))
    return (audio * (OUTPUT_PEAK / peak)).astype(np.float32) if peak > OUTPUT_PEAK else audio
