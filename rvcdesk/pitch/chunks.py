"""Long audio in chunks with context, so that memory stays flat and no seam is heard or seen."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from rvcdesk.jobs import Reporter
from rvcdesk.messages import N_

RATE = 16000
HOP = 160
FRAME_RATE = RATE // HOP
FINDING = N_("Finding the pitch")
BLOCK = 1 << 20  # samples looked at together

Mono = NDArray[np.float32]
F0 = NDArray[np.floating]


@dataclass(frozen=True)
class How:
    """What a method is asked for beside the sound."""

    device: str = "cpu"
    precision: str = "exact"  # or "fast": bfloat16 where the device computes it
    threshold: float | None = None  # of the method's confidence; None is its own


class Sound:
    """Mono at 16 kHz that may lie on disk: slices are read, made float32 and cleaned when asked for.

    A memory map (or any array, or what has a size and gives arrays for slices) is never copied whole.
    """

    def __init__(self, samples: Any) -> None:
        self._samples = samples
        self.size = int(samples.size)

    def __getitem__(self, span: slice) -> Mono:
        """Samples of a plain slice (no step) as float32; what is not a number becomes 0."""
        # A plain array, whatever the source is: a part must not keep a memory map's class.
        part = np.array(self._samples[span], np.float32, order="C", subok=False)
        return np.nan_to_num(part, copy=False)

    def reflected(self, start: int, stop: int) -> Mono:
        """Samples [start, stop), where places outside the sound are its mirror image about the ends.

        The mirror is the one of torch's and numpy's "reflect"; at most `size - 1` samples on each side,
        and some of the window is inside.
        """
        front, back = max(0, -start), max(0, stop - self.size)
        parts = [self[max(0, start) : min(stop, self.size)]]
        if front:
            parts.insert(0, self[1 : front + 1][::-1])
        if back:
            parts.append(self[self.size - 1 - back : self.size - 1][::-1])
        return np.concatenate(parts) if len(parts) > 1 else parts[0]

    def peak(self) -> float:
        """The largest distance from the mean."""
        low, high, total = np.inf, -np.inf, 0.0
        for start in range(0, self.size, BLOCK):
            part = self[start : start + BLOCK]
            low, high = min(low, float(part.min())), max(high, float(part.max()))
            total += float(part.sum(dtype=np.float64))
        mean = total / max(1, self.size)
        return max(high - mean, mean - low) if self.size else 0.0

    def loudest(self) -> float:
        """The largest absolute sample."""
        starts = range(0, self.size, BLOCK)
        return max((float(np.abs(self[start : start + BLOCK]).max()) for start in starts), default=0.0)


def frame_count(samples: int) -> int:
    """Pitch frames of `samples` at 16 kHz: one every 10 ms, the first at 0."""
    return samples // HOP + 1


def in_chunks(
    audio: Sound | Mono,
    estimate: Callable[[Mono], F0],
    report: Reporter,
    *,
    chunk_s: float = 60,
    context_s: float = 2,
) -> Mono:
    """`estimate` over chunks of `audio`, the frames of the context thrown away.

    Args:
        audio: (n,) at 16 kHz.
        estimate: (m,) -> (frame_count(m),) Hz, frame i at sample 160 i.
        chunk_s: seconds of audio kept of each call.
        context_s: seconds of real audio on each side of them.

    Returns:
        float32 (frame_count(n),).
    """
    frames = frame_count(audio.size)
    chunk, context = round(chunk_s * FRAME_RATE), round(context_s * FRAME_RATE)
    result = np.zeros(frames, np.float32)
    start = 0
    while start < frames:
        report.progress(start, frames, FINDING)
        # A short rest goes with the last chunk.
        stop = frames if frames - start < chunk + context else start + chunk
        first, last = max(0, start - context), min(frames, stop + context)
        f0 = estimate(audio[first * HOP : last * HOP])
        result[start:stop] = f0[start - first : stop - first]
        start = stop
    report.progress(frames, frames, FINDING)
    return result


def median3(f0: F0) -> F0:
    """Running median of three, zero beyond the ends."""
    padded = np.pad(f0, 1)
    return np.sort(np.stack([padded[:-2], padded[1:-1], padded[2:]]), axis=0)[1]
