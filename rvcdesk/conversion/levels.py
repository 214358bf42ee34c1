"""Levels before and after the network (RECIPE section 7), on arrays and on sound that lies on disk."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np
from numpy.typing import NDArray

from rvcdesk.conversion.scratch import Scratch, Sound, spans

Mono = NDArray[np.float32]
INPUT_PEAK = 0.95
OUTPUT_PEAK = 0.99
RMS_FLOOR = 1e-6
CUTOFF = 48
RATE = 16000
FILTER_CHUNK = 30 * RATE
# The filter's slowest part falls by exp(-93) in a second: nothing of a chunk's edge is left after it.
FILTER_CONTEXT = RATE


def condition(audio16k: Mono) -> Mono:
    """Peak to 0.95 where it is louder, then a zero-phase 48 Hz high-pass of order 5; 16 kHz mono."""
    parts = list(conditioned(audio16k, float(np.abs(audio16k).max(initial=0.0))))
    return np.concatenate(parts) if parts else np.zeros(0, np.float32)


def conditioned(audio16k: Sound, peak: float) -> Iterator[Mono]:
    """The same in chunks, for a sound whose peak is known."""
    from scipy.signal import butter, filtfilt

    gain = np.float32(min(1.0, INPUT_PEAK / peak) if peak > 0 else 1.0)
    numerator, denominator = butter(5, CUTOFF, "high", fs=RATE)
    shortest = 3 * max(len(numerator), len(denominator))
    for start, stop in spans(audio16k.size, FILTER_CHUNK):
        first = max(0, start - FILTER_CONTEXT)
        sound = audio16k[first : stop + FILTER_CONTEXT] * gain
        if sound.size > shortest:
            sound = filtfilt(numerator, denominator, sound)
        yield np.ascontiguousarray(sound[start - first : stop - first], dtype=np.float32)


def rms_curve(sound: Sound, rate: int) -> NDArray[np.float64]:
    """RMS of 1 s windows centred on every half second, zeros beyond the ends."""
    hop = rate // 2
    sums = np.zeros(1 + sound.size // hop)
    for start, stop in spans(sound.size, hop * 16):
        squares = np.square(sound[start:stop].astype(np.float64))
        for place in range(start, stop, hop):
            sums[place // hop] = squares[place - start : place - start + hop].sum()
    return np.sqrt((sums + np.concatenate([[0.0], sums[:-1]])) / (2 * hop))


def stretch(
    curve: NDArray[np.float64], frames: int, start: int = 0, stop: int | None = None
) -> NDArray[np.float64]:
    """Linear interpolation of a curve to `frames` points, half-pixel centres, ends held.

    Returns:
        Points `start` to `stop` of them, float64.
    """
    places = (np.arange(start, frames if stop is None else stop) + 0.5) * (len(curve) / frames) - 0.5
    return np.interp(places, np.arange(len(curve)), curve)


class RmsMix:
    """Moves the loudness of a result towards its source's: mix 1 leaves it, 0 follows the source."""

    def __init__(self, source: Sound, source_rate: int, result: Sound, result_rate: int, mix: float) -> None:
        self._mix, self._frames = mix, result.size
        self._wanted, self._there = rms_curve(source, source_rate), rms_curve(result, result_rate)

    def apply(self, part: Mono, start: int) -> Mono:
        """The part of the result that begins at `start`, (n,) -> float32 (n,)."""
        stop = start + part.size
        wanted = stretch(self._wanted, self._frames, start, stop)
        there = np.maximum(stretch(self._there, self._frames, start, stop), RMS_FLOOR)
        return (part * wanted ** (1 - self._mix) * there ** (self._mix - 1)).astype(np.float32)


def mix_rms(source: Mono, source_rate: int, result: Mono, result_rate: int, mix: float) -> Mono:
    """`RmsMix` over a whole array."""
    return RmsMix(source, source_rate, result, result_rate, mix).apply(result, 0)


def mix_rms_on_disk(source: Sound, source_rate: int, result: Scratch, result_rate: int, mix: float) -> None:
    """`RmsMix` in place, block by block."""
    mixer = RmsMix(source, source_rate, result, result_rate, mix)
    for start, stop in spans(result.size):
        result.put(start, mixer.apply(result[start:stop], start))


def limit_gain(peak: float) -> float:
    """What a sound of this peak is multiplied by: it is turned down where it is over 0.99."""
    return OUTPUT_PEAK / peak if peak > OUTPUT_PEAK else 1.0


def limit(audio: Mono) -> Mono:
    """Scale down where the peak is over 0.99."""
    gain = limit_gain(float(np.abs(audio).max(initial=0.0)))
    return (audio * gain).astype(np.float32) if gain < 1 else audio
