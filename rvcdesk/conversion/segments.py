"""Where long input is divided: at the quietest moment near each mark (RECIPE section 7)."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

RATE = 16000
WINDOW = 160


@dataclass(frozen=True)
class Windows:
    """Seconds: margin on each side of a segment, search range, mark spacing, longest undivided input."""

    pad: int
    query: int
    center: int
    longest: int


ROOMY = Windows(3, 10, 60, 65)
PLAIN = Windows(1, 6, 38, 41)
SMALL = Windows(1, 5, 30, 32)
# Attention grows with the square of the length; the draft has no golden numbers that forbid short ones.
DRAFT = Windows(1, 3, 12, 15)


def split_points(audio: NDArray[np.float32], windows: Windows) -> list[int]:
    """Samples at 16 kHz where `audio` (n,) is divided, each a multiple of 160; none when it is short."""
    if audio.size + WINDOW <= windows.longest * RATE:
        return []
    padded = np.pad(np.abs(audio), WINDOW // 2, mode="reflect").astype(np.float64)
    query, step = windows.query * RATE, windows.center * RATE
    points = []
    for mark in range(step, audio.size, step):
        # Summed window by window: a running sum would lose the differences between near silences.
        near = padded[mark - query : min(mark + query, audio.size) + WINDOW - 1]
        loudness = np.lib.stride_tricks.sliding_window_view(near, WINDOW).sum(axis=1)
        points.append((mark - query + int(np.argmin(loudness))) // WINDOW * WINDOW)
    return points
