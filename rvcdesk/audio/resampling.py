"""Sample rate conversion: soxr in high quality, with lengths that are known beforehand."""

from __future__ import annotations

import numpy as np


def resampled_length(frames: int, from_rate: int, to_rate: int) -> int:
    """How many frames `frames` become: `round(frames * to_rate / from_rate)`."""
    return round(frames * to_rate / from_rate)


def fit_length(samples: np.ndarray, frames: int) -> np.ndarray:
    """Cut or zero-pad the last axis to exactly `frames`."""
    missing = frames - samples.shape[-1]
    if missing <= 0:
        return samples[..., :frames]
    return np.pad(samples, [(0, 0)] * (samples.ndim - 1) + [(0, missing)])


def resample(samples: np.ndarray, from_rate: int, to_rate: int) -> np.ndarray:
    """Convert the sample rate with zero phase delay.

    Args:
        samples: float32, (channels, frames) or mono (frames,).
        from_rate: Hz.
        to_rate: Hz.

    Returns:
        float32 of the same number of axes, exactly `resampled_length()` frames long.
    """
    samples = np.asarray(samples, dtype=np.float32)
    length = resampled_length(samples.shape[-1], from_rate, to_rate)
    if from_rate == to_rate or samples.size == 0:
        return fit_length(samples, length)
    import soxr

    out = soxr.resample(samples.T, from_rate, to_rate, quality="HQ")
    return np.ascontiguousarray(fit_length(out.T, length))


class Resampler:
    """Sample rate conversion of a stream: chunks in, chunks out, then `flush()`.

    All the chunks together equal `resample()` of the whole, in length and (to rounding) in value.
    """

    def __init__(self, from_rate: int, to_rate: int, channels: int) -> None:
        self.from_rate, self.to_rate, self.channels = from_rate, to_rate, channels
        self._taken = self._given = 0
        self._stream = None
        if from_rate != to_rate:
            import soxr

            self._stream = soxr.ResampleStream(from_rate, to_rate, channels, dtype="float32", quality="HQ")

    def process(self, chunk: np.ndarray) -> np.ndarray:
        """Take (channels, n) float32 and return what is ready, (channels, m), m >= 0."""
        self._taken += chunk.shape[-1]
        if self._stream is None:
            return chunk
        return self._convert(chunk, last=False)

    def flush(self) -> np.ndarray:
        """End the stream and return the rest, (channels, m)."""
        if self._stream is None:
            return np.zeros((self.channels, 0), np.float32)
        done = self._given
        rest = self._convert(np.zeros((self.channels, 0), np.float32), last=True)
        return fit_length(rest, resampled_length(self._taken, self.from_rate, self.to_rate) - done)

    def _convert(self, chunk: np.ndarray, last: bool) -> np.ndarray:
        assert self._stream is not None
        block = np.ascontiguousarray(chunk.T, dtype=np.float32)
        out = self._stream.resample_chunk(block, last=last)
        out = out.reshape(-1, self.channels)
        self._given += len(out)
        return np.ascontiguousarray(out.T)
