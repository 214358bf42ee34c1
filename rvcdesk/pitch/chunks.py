"""Long audio in chunks with context, so that memory stays flat and no seam is heard or seen."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np
from numpy.typing import NDArray

from rvcdesk.jobs import Reporter
from rvcdesk.messages import N_

RATE = 16000
HOP = 160
FRAME_RATE = RATE // HOP
FINDING = N_("Finding the pitch")

Mono = NDArray[np.float32]
F0 = NDArray[np.floating]


def frame_count(samples: int) -> int:
    """Pitch frames of `samples` at 16 kHz: one every 10 ms, the first at 0."""
    return samples // HOP + 1


def in_chunks(
    audio: Mono,
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
