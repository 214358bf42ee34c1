"""Octave jumps: short stretches where a method took twice, half or three times the pitch of the voice.

A stretch is brought back only when it is shorter than `LONGEST`, lies between two longer stretches that
fit each other, and is off by one of `FACTORS` from the line between them. So a leap that the voice holds
stays, a trill between octaves stays (no side is longer), and a glide stays (it has no jump).
"""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from rvcdesk.pitch.chunks import FRAME_RATE, Mono

LONGEST = FRAME_RATE // 4  # frames of a stretch; as long a note is meant
JUMP = 3 / 12  # octaves in one frame: no voice glides so fast
FITS = 2 / 12  # octaves between the two sides
EXACT = 1.5 / 12  # octaves between the middle of a stretch and its factor: a vibrato is not on the line
FACTORS = tuple(float(np.log2(factor)) for factor in (2, 3, 1 / 2, 1 / 3))
BLURRED = 2  # frames at an edge of a jump that lie anywhere, since methods average
SIDE = 3  # frames that say where a side's pitch is


def repair(f0: Mono) -> tuple[Mono, int]:
    """A pitch with octave jumps and lone frames brought back.

    Args:
        f0: (frames,) in Hz at 100 a second, 0 unvoiced.

    Returns:
        The repaired pitch (a copy; voiced and unvoiced frames stay what they are), and how many
        stretches were moved.
    """
    result = np.array(f0, np.float32)
    octaves = np.log2(np.where(result > 0, result, 1).astype(np.float64))
    moved = 0
    runs = _runs(octaves, result > 0)
    left = 0
    while left < len(runs):
        right = _other_side(octaves, runs, left)
        if right > left + 1 and _bring_back(octaves, runs[left : right + 1]):
            start, stop = runs[left][1], runs[right][0]
            voiced = result[start:stop] > 0
            result[start:stop] = np.where(voiced, 2 ** octaves[start:stop], 0)
            moved += 1
            # What is one stretch now may be the left side of the next jump.
            runs[left : right + 1] = [(runs[left][0], runs[right][1])]
        else:
            left += 1
    return result, moved


def jumps(f0: Mono) -> int:
    """How often the pitch moves by about an octave or more from one voiced frame to the next."""
    voiced = (f0[1:] > 0) & (f0[:-1] > 0)
    steps = np.log2(f0[1:][voiced] / f0[:-1][voiced])
    return int((np.abs(steps) > 1 - FITS).sum())


def _runs(octaves: NDArray[np.float64], voiced: NDArray[np.bool_]) -> list[tuple[int, int]]:
    """Stretches [start, stop) of voiced frames without a jump."""
    frames = np.arange(len(octaves))
    new = voiced & ~(np.pad(voiced, (1, 0))[:-1] & (np.abs(np.diff(octaves, prepend=0)) <= JUMP))
    last = voiced & ~(np.pad(voiced, (0, 1))[1:] & ~np.pad(new, (0, 1))[1:])
    return [(int(a), int(b) + 1) for a, b in zip(frames[new], frames[last], strict=True)]


def _other_side(octaves: NDArray[np.float64], runs: list[tuple[int, int]], left: int) -> int:
    """The first stretch within reach that goes on where `left` ended; `left` itself when there is none."""
    start, stop = runs[left]
    here = np.median(octaves[max(start, stop - SIDE) : stop])
    for index in range(left + 1, len(runs)):
        first, last = runs[index]
        gap = first - stop
        if gap >= LONGEST:
            break
        there = np.median(octaves[first : min(last, first + SIDE)])
        longer = min(stop - start, last - first) >= gap and (stop - start) + (last - first) >= 3 * gap
        if longer and abs(there - here) <= FITS:
            return index
    return left


def _bring_back(octaves: NDArray[np.float64], runs: list[tuple[int, int]]) -> bool:
    """Move what lies between two sides (the first and the last run) if it is a jump, in place."""
    (first, start), (stop, last) = runs[0], runs[-1]
    here = np.median(octaves[max(first, start - SIDE) : start])
    there = np.median(octaves[stop : min(last, stop + SIDE)])
    line = here + (there - here) * (np.arange(start, stop) - start + 1) / (stop - start + 1)
    moved: list[tuple[slice, NDArray[np.float64]]] = []
    odd = 0  # frames in a row that are off by no factor: blurred, or alone
    for begin, end in runs[1:-1]:
        place = slice(begin, end)
        on_line = line[begin - start : end - start]
        off = float(np.median(octaves[place] - on_line))
        factor = min(FACTORS, key=lambda item: abs(item - off))
        if abs(off - factor) <= EXACT:
            moved.append((place, octaves[place] - factor))
            odd = 0
            continue
        odd += end - begin
        if odd > BLURRED:
            return False
        moved.append((place, on_line))
    for place, values in moved:
        octaves[place] = values
    return True
