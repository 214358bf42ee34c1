"""How loud: peak, RMS, integrated loudness (ITU-R BS.1770-4), share of clipped samples.

Numpy only, in bounded memory: the K-weighting is applied by FFT, block by block.
"""

from __future__ import annotations

import math
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from rvcdesk.messages import BadInput

SILENCE_DB = -120.0  # what "no sound at all" is called, so that every figure is finite
MIN_SECONDS = 0.375
MIN_PEAK_DB = -60.0
_CLIP_LEVEL = 0.999
_CLIP_RUN = 3  # one sample at full scale is a normalised peak; three in a row are a flat top
_NFFT = 1 << 16


@dataclass(frozen=True)
class Loudness:
    """Levels of a piece of sound.

    Attributes:
        peak_db: highest sample, dBFS.
        rms_db: root mean square over all channels, dBFS (a full-scale sine is -3.01).
        lufs: integrated loudness, LUFS, gated.
        clipped: share of samples (0..1) in runs of three or more at full scale.
        clipped_samples: how many these are, of all channels.
    """

    peak_db: float
    rms_db: float
    lufs: float
    clipped: float
    clipped_samples: int = 0


def to_db(value: float) -> float:
    """Amplitude to dB, never under SILENCE_DB."""
    return max(SILENCE_DB, 20 * math.log10(value)) if value > 0 else SILENCE_DB


def _biquads(rate: int) -> list[tuple[list[float], list[float]]]:
    """The two K-weighting filters of BS.1770 as (b, a), for any rate (the standard gives 48 kHz)."""
    shelf_hz, gain_db, shelf_q = 1681.974450955533, 3.999843853973347, 0.7071752369554196
    k = math.tan(math.pi * min(shelf_hz, 0.45 * rate) / rate)
    high = 10 ** (gain_db / 20)
    band = high**0.4996667741545416
    a0 = 1 + k / shelf_q + k * k
    shelf = (
        [(high + band * k / shelf_q + k * k) / a0, 2 * (k * k - high) / a0,
         (high - band * k / shelf_q + k * k) / a0],
        [1.0, 2 * (k * k - 1) / a0, (1 - k / shelf_q + k * k) / a0],
    )  # fmt: skip
    pass_hz, pass_q = 38.13547087602444, 0.5003270373238773
    k = math.tan(math.pi * pass_hz / rate)
    a0 = 1 + k / pass_q + k * k
    high_pass = ([1.0, -2.0, 1.0], [1.0, 2 * (k * k - 1) / a0, (1 - k / pass_q + k * k) / a0])
    return [shelf, high_pass]


class Meter:
    """Measures a stream: `add()` every block, then `result()`."""

    def __init__(self, rate: int, channels: int) -> None:
        self._rate = rate
        # The filters ring for far less than 0.4 s: beyond that nothing of them is left.
        ring = int(0.4 * rate)
        self._nfft = max(_NFFT, 1 << (2 * ring).bit_length())
        self._block = self._nfft - ring
        z = np.exp(-2j * np.pi * np.arange(self._nfft // 2 + 1) / self._nfft)
        self._response = np.ones_like(z)
        for b, a in _biquads(rate):
            self._response *= np.polyval(b[::-1], z) / np.polyval(a[::-1], z)
        self._response = self._response.astype(np.complex64)
        self._tail = np.zeros((channels, self._nfft), np.float32)
        self._steps = np.zeros(64)  # K-weighted energy per 100 ms, all channels
        self._frames = 0
        self._peak = self._energy = 0.0
        self._clipped = 0
        self._runs = np.zeros(channels, np.int64)

    def add(self, samples: np.ndarray) -> None:
        """Take the next (channels, n) float samples."""
        for start in range(0, samples.shape[1], self._block):
            block = np.asarray(samples[:, start : start + self._block], np.float32)
            highest = float(max(block.max(), -block.min()))
            self._peak = max(self._peak, highest)
            self._energy += float(np.square(block).sum(dtype=np.float64))
            if highest >= _CLIP_LEVEL:
                self._count_clipped(block)
            else:
                self._runs[:] = 0
            self._weigh(block)
            self._frames += block.shape[1]

    def _count_clipped(self, block: NDArray[np.float32]) -> None:
        for channel, row in enumerate(np.abs(block) >= _CLIP_LEVEL):
            before = int(self._runs[channel])
            if not row.any():
                self._runs[channel] = 0
                continue
            edges = np.flatnonzero(np.diff(np.concatenate([[0], row.astype(np.int8), [0]])))
            starts, ends = edges[::2], edges[1::2]
            lengths = ends - starts
            counted = int(lengths[lengths >= _CLIP_RUN].sum())
            if starts[0] == 0 and before:
                joined = before + int(lengths[0])
                counted -= int(lengths[0]) if lengths[0] >= _CLIP_RUN else 0
                counted += (joined if joined >= _CLIP_RUN else 0) - (before if before >= _CLIP_RUN else 0)
                lengths[0] = joined
            self._clipped += counted
            self._runs[channel] = int(lengths[-1]) if ends[-1] == len(row) else 0

    def _weigh(self, block: NDArray[np.float32]) -> None:
        count = block.shape[1]
        full = np.fft.irfft(np.fft.rfft(block, self._nfft) * self._response, self._nfft) + self._tail
        energy = np.square(full[:, :count]).sum(axis=0, dtype=np.float64)
        self._tail = np.concatenate([full[:, count:], np.zeros((len(block), count), np.float32)], axis=1)
        first = self._frames * 10 // self._rate
        last = (self._frames + count - 1) * 10 // self._rate
        # Frame f belongs to step f * 10 // rate, also where a rate is not a multiple of ten.
        cuts = -(-np.arange(first + 1, last + 1) * self._rate // 10) - self._frames
        while last >= len(self._steps):
            self._steps = np.concatenate([self._steps, np.zeros_like(self._steps)])
        self._steps[first : last + 1] += np.add.reduceat(energy, np.concatenate([[0], cuts]))

    def result(self) -> Loudness:
        """The figures for all that was added."""
        count = max(1, self._frames * len(self._runs))
        rms = math.sqrt(self._energy / count)
        levels = to_db(self._peak), to_db(rms), self._lufs()
        return Loudness(*levels, self._clipped / count, self._clipped)

    @property
    def tenths(self) -> NDArray[np.float64]:
        """K-weighted energy of every 100 ms so far, the sum over its frames and all channels, (n,)."""
        return self._steps[: -(-self._frames * 10 // self._rate)]

    def _lufs(self) -> float:
        """BS.1770 gating over blocks of 400 ms, every 100 ms; shorter sound is one block."""
        whole = self._frames * 10 // self._rate
        if whole < 4:
            powers = np.array([self._steps.sum() / max(1, self._frames)])
        else:
            sums = np.convolve(self._steps[:whole], np.ones(4), "valid")
            powers = sums / (0.4 * self._rate)
        loud = powers[powers > _power(-70.0)]
        if loud.size == 0:
            return SILENCE_DB
        loud = loud[loud > loud.mean() * 0.1]
        return -0.691 + 10 * math.log10(float(loud.mean()))


def _power(lufs: float) -> float:
    return float(10 ** ((lufs + 0.691) / 10))


def measure(samples: np.ndarray, rate: int) -> Loudness:
    """Levels of (channels, n) or mono (n,) float samples."""
    return measure_blocks([np.atleast_2d(samples)], rate)


def measure_blocks(blocks: Iterable[np.ndarray], rate: int) -> Loudness:
    """Levels of a stream of (channels, n) blocks, such as `files.blocks()` gives."""
    meter: Meter | None = None
    for block in blocks:
        meter = meter or Meter(rate, block.shape[0])
        meter.add(block)
    return meter.result() if meter else Loudness(SILENCE_DB, SILENCE_DB, SILENCE_DB, 0.0)


def check_usable(samples: np.ndarray, rate: int, file: Path | str) -> None:
    """Refuse sound that is too short or too quiet to work with.

    Args:
        samples: (channels, n) or (n,), full scale 1.0.
        rate: Hz.
        file: what to call it in the sentence.

    Raises:
        BadInput: under 0.375 s, silent (peak under -60 dBFS), or not finite.
    """
    name = Path(file).name
    seconds = samples.shape[-1] / rate
    if seconds < MIN_SECONDS:
        raise BadInput(
            "{file} is only {seconds} s long; at least {least} s is needed.",
            file=name,
            seconds=f"{seconds:.3f}",
            least=MIN_SECONDS,
        )
    peak = float(max(samples.max(), -samples.min()))
    if not math.isfinite(peak):
        raise BadInput("{file} holds values that are not numbers; export it again.", file=name)
    if to_db(peak) < MIN_PEAK_DB:
        raise BadInput(
            "{file} is silent (its peak is {peak} dBFS); check the recording or choose another file.",
            file=name,
            peak=f"{to_db(peak):.0f}",
        )
