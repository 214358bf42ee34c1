"""Where somebody speaks, phrase by phrase: what lies between two pauses."""

from __future__ import annotations

import numpy as np

from rvcdesk.cleaning.sound import HOP_S, Mask, Samples, Sound, runs

_SMALLEST_PAUSE_S = 0.12
_SHORTEST_S = 0.2
_SOME_SPEECH = 0.15  # probability


def phrases(sound: Sound) -> list[tuple[int, int]]:
    """Hops (start, end) of every stretch of speech between pauses of 0.12 s and more, sorted."""
    found: list[tuple[int, int]] = []
    for start, end in runs(sound.spoken):
        if found and start - found[-1][1] < _SMALLEST_PAUSE_S / HOP_S:
            found[-1] = (found[-1][0], end)
        else:
            found.append((start, end))
    return [(start, end) for start, end in found if end - start >= _SHORTEST_S / HOP_S]


def passages(spoken: list[tuple[int, int]], gap_s: float = 0.8) -> list[list[tuple[int, int]]]:
    """Phrases that follow each other after at most `gap_s`, together."""
    blocks: list[list[tuple[int, int]]] = []
    for start, end in spoken:
        if blocks and start - blocks[-1][-1][1] <= gap_s / HOP_S:
            blocks[-1].append((start, end))
        else:
            blocks.append([(start, end)])
    return blocks


def pauses(spoken: list[tuple[int, int]], hops: int, beside_s: float = 0.08) -> Mask:
    """Where nobody speaks, and not right beside speech either, (hops,)."""
    beside = round(beside_s / HOP_S)
    quiet = np.ones(hops, bool)
    for start, end in spoken:
        quiet[max(0, start - beside) : end + beside] = False
    return quiet


def speechless(sound: Sound) -> Mask:
    """Where surely nobody speaks, (hops,): unlike pauses between phrases, in loud noise too."""
    return pauses(runs(sound.speech > _SOME_SPEECH), sound.hops)


def loudness(level: Samples, start: int, end: int) -> float:
    """Mean power of the louder half of a phrase, dB."""
    own = level[start:end]
    return float(10 * np.log10(np.mean(10 ** (own[own >= np.median(own)] / 10))))
