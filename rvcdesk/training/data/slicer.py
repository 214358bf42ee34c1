"""RVC's slicer: where a recording is cut at its silences, to the sample."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

Span = tuple[int, int]


@dataclass(frozen=True)
class SlicerOptions:
    """Level in dB of full scale; lengths in milliseconds (RECIPE section 1)."""

    threshold_db: float = -42.0
    min_length_ms: float = 1500
    min_interval_ms: float = 400
    hop_ms: float = 15
    max_silence_kept_ms: float = 500


def frame_rms(audio: NDArray[np.float32], window: int, hop: int) -> NDArray[np.float32]:
    """RMS of windows centred on every hop, zeros beyond the ends: (n // hop + 1,)."""
    half = window // 2
    squares = np.concatenate([[0.0], np.cumsum(np.pad(audio, (half, window)).astype(np.float64) ** 2)])
    starts = np.arange(audio.size // hop + 1) * hop
    starts = starts[starts + window <= audio.size + 2 * half]
    power = (squares[starts + window] - squares[starts]) / window
    return np.sqrt(np.maximum(power, 0)).astype(np.float32)


def slices(audio: NDArray[np.float32], rate: int, options: SlicerOptions = SlicerOptions()) -> list[Span]:
    """Spans [start, end) in samples of mono `audio` between long silences; some stays at the edges."""
    hop = round(rate * options.hop_ms / 1000)
    interval = rate * options.min_interval_ms / 1000
    levels = frame_rms(audio, min(round(interval), 4 * hop), hop)
    per_hop = rate / 1000 / hop
    gaps = _gaps(
        levels,
        10 ** (options.threshold_db / 20),
        min_length=round(options.min_length_ms * per_hop),
        min_interval=round(interval / hop),
        keep=round(options.max_silence_kept_ms * per_hop),
    )
    edges = [0, *(edge for gap in gaps for edge in gap), len(levels)]
    pairs = zip(edges[::2], edges[1::2], strict=True)
    spans = [(start * hop, min(audio.size, end * hop)) for start, end in pairs if end > start]
    return [(start, end) for start, end in spans if end > start] if gaps else [(0, audio.size)]


def _gaps(
    levels: NDArray[np.float32], threshold: float, *, min_length: int, min_interval: int, keep: int
) -> list[Span]:
    """Stretches of hops to leave out, in order."""
    gaps: list[Span] = []
    slice_start = 0
    total = len(levels)
    quiet = levels < threshold
    edges = np.flatnonzero(np.diff(quiet.astype(np.int8), prepend=0, append=0))
    for start, end in zip(edges[::2].tolist(), edges[1::2].tolist(), strict=True):
        if end == total:
            if total - start >= min_interval:
                gaps.append((_quietest(levels, start, min(total, start + keep)), total + 1))
            break
        leading = start == 0 and end > keep
        if not leading and not (end - start >= min_interval and end - slice_start >= min_length):
            continue
        left, right = _gap(levels, start, end, keep)
        gaps.append((0 if start == 0 else left, right))
        slice_start = right
    return gaps


def _gap(levels: NDArray[np.float32], start: int, end: int, keep: int) -> Span:
    """The part of the silent run [start, end) to leave out: at most `keep` hops stay on each side."""
    if end - start <= keep:
        middle = _quietest(levels, start, end)
        return middle, middle
    left = _quietest(levels, start, start + keep)
    right = _quietest(levels, end - keep, end)
    if end - start <= 2 * keep:
        middle = _quietest(levels, end - keep, start + keep)
        # At the very start RVC looks at the right side alone.
        return (left, right) if start == 0 else (min(left, middle), max(right, middle))
    return left, right


def _quietest(levels: NDArray[np.float32], first: int, last: int) -> int:
    """Index of the lowest level in [first, last]."""
    return first + int(np.argmin(levels[first : last + 1]))
