"""How many dB bring sound to a loudness without its true peak going over a limit. No effect: a gain."""

from __future__ import annotations

from collections.abc import Iterable

import numpy as np

from rvcdesk.audio.effects.base import Samples
from rvcdesk.audio.loudness import SILENCE_DB, Loudness, Meter, to_db

OVERSAMPLING = 4
BLOCK, LEAD = 1 << 14, 64
WORTH_A_LOOK = 0.5  # of the highest sample: between samples a wave is rarely twice as high


class PeakMeter:
    """The true peak of a stream: four times oversampled, as ITU-R BS.1770-4, annex 2, asks for."""

    def __init__(self) -> None:
        self._tail: Samples | None = None
        self._peak = 0.0

    def add(self, samples: Samples) -> None:
        """Take the next (channels, n)."""
        for start in range(0, samples.shape[1], BLOCK):
            block = samples[:, start : start + BLOCK]
            before = self._tail if self._tail is not None else np.zeros((len(block), 2 * LEAD), np.float32)
            whole = np.concatenate([before, block], axis=1)
            self._tail = whole[:, -2 * LEAD :]
            highest = float(np.abs(whole).max())
            if highest > WORTH_A_LOOK * self._peak:
                spectrum = np.fft.rfft(whole * _ends(whole.shape[1]))
                fine = np.fft.irfft(spectrum, OVERSAMPLING * whole.shape[1]) * OVERSAMPLING
                inner = np.abs(fine[:, OVERSAMPLING * LEAD : -OVERSAMPLING * LEAD])
                self._peak = max(self._peak, highest, float(inner.max(initial=0.0)))

    def result(self) -> float:
        """The amplitude."""
        if self._tail is not None:
            self.add(np.zeros((len(self._tail), 2 * LEAD), np.float32))
        return self._peak


def _ends(size: int) -> Samples:
    """1, with a smooth beginning and end over LEAD frames."""
    ramp = (0.5 - 0.5 * np.cos(np.pi * (np.arange(LEAD) + 0.5) / LEAD)).astype(np.float32)
    window = np.ones(size, np.float32)
    window[:LEAD], window[-LEAD:] = ramp, ramp[::-1]
    return window


def measure_both(blocks: Iterable[Samples], rate: int) -> tuple[Loudness, float]:
    """Levels of a stream of (channels, n) blocks, and its true peak in dBTP."""
    peaks, meter = PeakMeter(), None
    for block in blocks:
        meter = meter or Meter(rate, block.shape[0])
        meter.add(block)
        peaks.add(block)
    if meter is None:
        return Loudness(SILENCE_DB, SILENCE_DB, SILENCE_DB, 0.0), SILENCE_DB
    return meter.result(), to_db(peaks.result())


def normalising_gain(lufs: float, true_peak_db: float, target_lufs: float, ceiling_db: float) -> float:
    """dB to the target, less where the true peak would go over the ceiling; 0 for silence."""
    if lufs <= -70.0:
        return 0.0
    return min(target_lufs - lufs, ceiling_db - true_peak_db)
