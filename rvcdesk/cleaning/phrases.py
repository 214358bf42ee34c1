"""Where somebody speaks, phrase by phrase: what lies between two pauses."""

from __future__ import annotations

import numpy as np

from rvcdesk.cleaning.sound import HOP_S, Mask, Samples, Sound, runs

_SMALLEST_PAUSE_S = 0.12
_SHORTEST_S = 0.2
_SURE, _FOLLOWED = 0.5, 0.25  # probability of speech that makes a phrase, and down to which it goes on
_BELOW_DB, _TRIMMED = 30.0, 24  # what is so much weaker at its ends is none of it, up to so many hops
_SOME_SPEECH = 0.15  # probability


def phrases(sound: Sound) -> list[tuple[int, int]]:
    """Hops (start, end) of every stretch of speech between pauses of 0.12 s and more, sorted."""
    found = _joined(runs(sound.spoken))
    return [(start, end) for start, end in found if end - start >= _SHORTEST_S / HOP_S]


def sure_speech(sound: Sound) -> list[tuple[int, int]]:
    """Like `phrases`, but only what the network takes for speech, without weak ends: no noise beside it."""
    probability, level = sound.speech, sound.level
    sure = np.concatenate([[0], np.cumsum(probability > _SURE)])
    talk = np.zeros(probability.size, bool)
    for start, end in runs(probability > _FOLLOWED):
        talk[start:end] = sure[end] > sure[start]
    found = []
    for start, end in _joined(runs(talk)):
        loud = np.flatnonzero(level[start:end] > np.percentile(level[start:end], 90) - _BELOW_DB)
        first, last = (
            start + min(int(loud[0]), _TRIMMED),
            end - min(end - start - 1 - int(loud[-1]), _TRIMMED),
        )
        if last - first >= _SHORTEST_S / HOP_S:
            found.append((first, last))
    return found


def _joined(spans: list[tuple[int, int]]) -> list[tuple[int, int]]:
    out: list[tuple[int, int]] = []
    for start, end in spans:
        if out and start - out[-1][1] < _SMALLEST_PAUSE_S / HOP_S:
            out[-1] = (out[-1][0], end)
        else:
            out.append((start, end))
    return out


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
