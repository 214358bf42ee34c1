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
        self.peak = 0.0

    def add(self, samples: Samples) -> None:
        """Take the next (channels, n)."""
        for start in range(0, samples.shape[1], BLOCK):
            block = samples[:, start : start + BLOCK]
            lead = self._tail if self._tail is not None else np.zeros((len(block), LEAD), np.float32)
            whole = np.concatenate([lead, block], axis=1)
            self._tail = whole[:, -LEAD:]
            highest = float(np.abs(whole).max())
            if highest <= WORTH_A_LOOK * self.peak:
                continue
            faded = np.pad(whole, ((0, 0), (LEAD, LEAD)), mode="edge")
            size = faded.shape[1]
            spectrum = np.fft.rfft(faded * _ends(size))
            fine = np.fft.irfft(spectrum, OVERSAMPLING * size) * OVERSAMPLING
            inner = fine[:, OVERSAMPLING * LEAD : -OVERSAMPLING * LEAD]
            self.peak = max(self.peak, highest, float(np.abs(inner).max()))


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
    return meter.result(), to_db(peaks.peak)


def normalising_gain(lufs: float, true_peak_db: float, target_lufs: float, ceiling_db: float) -> float:
    """dB to the target, less where the true peak would go over the ceiling; 0 for silence."""
    if lufs <= -70.0:
        return 0.0
    return min(target_lufs - lufs, ceiling_db - true_peak_db)
