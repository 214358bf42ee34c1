"""Whether a result is in time with its source: cross-correlation of their loudness."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from rvcdesk.audio.resampling import resample

ENVELOPE_RATE = 1000
SMOOTHING = 21  # envelope frames, Hann
LONGEST_LAG = 60
FLOOR = 1e-3
MEASURE_RATE = 16000
Mono = NDArray[np.float32]


def lag_ms(source: Mono, source_rate: int, result: Mono, result_rate: int) -> float:
    """Milliseconds by which `result` comes after `source` (negative: before), within 60 ms.

    Both mono. The peak of the cross-correlation of their log RMS envelopes (1 ms frames), refined by a
    parabola through its neighbours.
    """
    one, other = _envelope(source, source_rate), _envelope(result, result_rate)
    count = min(len(one), len(other))
    one, other = one[:count] - one[:count].mean(), other[:count] - other[:count].mean()
    edge = LONGEST_LAG
    inside = one[edge : count - edge]
    match = np.correlate(other, inside, "valid")
    best = int(np.argmax(match))
    if not 0 < best < len(match) - 1:
        return float(best - edge)
    before, at, after = match[best - 1 : best + 2]
    return float(best - edge + 0.5 * (before - after) / (before - 2 * at + after))


def _envelope(audio: Mono, rate: int) -> NDArray[np.float64]:
    sound = resample(audio, rate, MEASURE_RATE)
    step = MEASURE_RATE // ENVELOPE_RATE
    rows = sound[: sound.size // step * step].reshape(-1, step).astype(np.float64)
    window = np.hanning(SMOOTHING + 2)[1:-1]
    smooth = np.convolve(np.sqrt((rows**2).mean(axis=1)), window / window.sum(), "same")
    return np.log(smooth + FLOOR)
