"""Where somebody speaks, phrase by phrase: what lies between two pauses."""

from __future__ import annotations

import numpy as np

from rvcdesk.cleaning.sound import HOP_S, Mask, Samples, Sound, runs

_SURE, _FOLLOWED = 0.5, 0.25  # probability of speech that starts a phrase, and down to which it goes on
_SMALLEST_PAUSE_S = 0.12
_SHORTEST_S = 0.2
_REACH_S = 0.12  # the edge is where the level falls away, this near to where the network sees it
_BELOW_DB = 30.0  # what lies this far under the phrase's loud part is no part of it


def phrases(sound: Sound) -> list[tuple[int, int]]:
    """Hops (start, end) of every stretch of speech between pauses of 0.12 s and more, sorted."""
    probability, level = sound.speech, sound.level
    talk = _followed(probability)
    found = []
    for start, end in _joined(runs(talk), round(_SMALLEST_PAUSE_S / HOP_S)):
        first, last = _edges(level, start, end)
        if last - first >= _SHORTEST_S / HOP_S:
            found.append((first, last))
    return found


def _followed(probability: Samples) -> Mask:
    """Stretches over the lower threshold that somewhere exceed the higher."""
    talk = np.zeros(probability.size, bool)
    sure = np.concatenate([[0], np.cumsum(probability > _SURE)])
    for start, end in runs(probability > _FOLLOWED):
        talk[start:end] = sure[end] > sure[start]
    return talk


def _joined(spans: list[tuple[int, int]], gap: int) -> list[tuple[int, int]]:
    out: list[tuple[int, int]] = []
    for start, end in spans:
        if out and start - out[-1][1] < gap:
            out[-1] = (out[-1][0], end)
        else:
            out.append((start, end))
    return out


def _edges(level: Samples, start: int, end: int) -> tuple[int, int]:
    """The phrase without the quiet hops at its ends, which the network is slow to let go."""
    reach = round(_REACH_S / HOP_S)
    least = float(np.percentile(level[start:end], 90)) - _BELOW_DB
    loud = np.flatnonzero(level[start:end] > least)
    first = start + min(int(loud[0]), 2 * reach)
    last = end - min(end - start - 1 - int(loud[-1]), 2 * reach)
    return first, max(first + 1, last)


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


def loudness(level: Samples, start: int, end: int) -> float:
    """Mean power of the louder half of a phrase, dB."""
    own = level[start:end]
    return float(10 * np.log10(np.mean(10 ** (own[own >= np.median(own)] / 10))))
