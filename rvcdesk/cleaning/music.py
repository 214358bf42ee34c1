"""Music, alone and under speech; a voice that sings alone is none.

Every moment is judged by its surroundings (`music_features.py`) with a small network, whose weights
(`models/music.safetensors`) were fitted as `benchmarks/train_music.py` does, on speech and song of many
voices, with and without music; a passage is music when the sum over several seconds says so.
"""

from __future__ import annotations

import functools

import numpy as np
from numpy.typing import NDArray

from rvcdesk.cleaning.findings import Finding
from rvcdesk.cleaning.music_features import EVERY, Levels, features
from rvcdesk.cleaning.sound import HOP_S, Samples, Sound, runs
from rvcdesk.jobs import SILENT, Reporter
from rvcdesk.resources import model_path

KINDS = ("music", "music_under_speech")
_FILE = "music.safetensors"
_CERTAIN = 8.0
_STEP = 5  # judgements from one vote to the next, 0.2 s; their surroundings overlap, so each counts a part
_SHARE, _MOST = 0.4, 4.0
_CHANGE = 4.0  # what a change between music and none costs
_SHORTEST_S = 1.5
_SAME_SPAN = 0.7  # so much of two spans in common, of what they cover together, and they are one
_MAYBE = 0.45
_HALF = 1.2  # the mean judgement of a passage that is as likely music as not

Passage = tuple[int, int, float]  # hops (start, end) and how sure it is, 0 to 1


def find_music(sound: Sound, report: Reporter = SILENT) -> list[Finding]:
    """Passages with music: `music` where nobody speaks, `music_under_speech` from the first word to the last.

    Args:
        sound: the recording.
        report: told the spectra done.

    Returns:
        findings of `KINDS` that do not overlap each other, sorted.
    """
    found = []
    for start, end, sure in sound.music:
        words = np.flatnonzero(sound.spoken[start:end] & (sound.speech[start:end] > 0.25))
        first, last = (start + int(words[0]), start + int(words[-1]) + 1) if words.size >= 20 else (end, end)
        parts = ((start, first, "music"), (first, last, "music_under_speech"), (last, end, "music"))
        for begin, stop, kind in parts:
            if sound.frame(stop) > sound.frame(begin):
                found.append(Finding(sound.frame(begin), sound.frame(stop), kind, round(sure, 3)))
    return found


def passages(sound: Sound, report: Reporter = SILENT) -> list[Passage]:
    """Where music sounds, with speech or without, sorted."""
    if sound.hops < 2 * EVERY:
        return []
    votes = np.clip(judged(features(sound, report)), -_CERTAIN, _CERTAIN)
    steps = votes[: len(votes) // _STEP * _STEP].reshape(-1, _STEP).mean(axis=1)
    if steps.size == 0:
        return []
    hops = np.pad(sound.active, (0, _STEP * EVERY))[: steps.size * _STEP * EVERY]
    heard = hops.reshape(steps.size, -1).mean(axis=1) > 0.2
    found = []
    # Where only the room is heard there is no music, whatever its surroundings say.
    for start, end in runs(_steadily(np.where(heard, np.clip(steps * _SHARE, -_MOST, _MOST), -_MOST / 2))):
        mean = steps[start:end][heard[start:end]].mean() if heard[start:end].any() else -_MOST
        sure = float(1 / (1 + np.exp(_HALF - np.clip(mean, -20, 20))))
        place = (start * _STEP * EVERY, sound.hops if end == steps.size else end * _STEP * EVERY)
        if (place[1] - place[0]) * HOP_S >= _SHORTEST_S:
            found.append((*_edges(sound, *place), sure))
    return _without_hum(sound, found)


def _without_hum(sound: Sound, found: list[Passage]) -> list[Passage]:
    """Passages that begin and end with a hum are most likely just that: not sure enough to be cut."""
    if not found:
        return found
    hums = [(sound.hop(hum.start), sound.hop(hum.end)) for hum in sound.hum]

    def same(start: int, end: int) -> bool:
        return any(min(end, b) - max(start, a) > _SAME_SPAN * (max(end, b) - min(start, a)) for a, b in hums)

    return [(a, b, min(sure, _MAYBE) if same(a, b) else sure) for a, b, sure in found]


@functools.lru_cache(maxsize=1)
def _weights() -> dict[str, Samples]:
    from safetensors.numpy import load_file

    return dict(load_file(model_path(_FILE)))


def judged(given: Levels) -> Levels:
    """How likely each of some features (n, 44) is of music, as logarithms of odds, (n,)."""
    weights = _weights()
    spread = np.clip((given - weights["mean"]) / weights["scale"], -5, 5)
    hidden = np.tanh(spread @ weights["hidden.weight"].T + weights["hidden.bias"])
    out: Levels = hidden @ weights["out.weight"][0] + weights["out.bias"][0]
    return out


def _steadily(votes: NDArray[np.float64]) -> NDArray[np.bool_]:
    """The likeliest sequence of music and none, where every change has its price."""
    came = np.zeros((votes.size, 2), int)
    score = np.array([0.0, votes[0]])
    for index in range(1, votes.size):
        change = score[::-1] - _CHANGE
        came[index] = np.where(change > score, [1, 0], [0, 1])
        score = np.maximum(score, change) + [0, votes[index]]
    state = np.zeros(votes.size, bool)
    now = int(score.argmax())
    for index in range(votes.size - 1, -1, -1):
        state[index] = now == 1
        now = int(came[index, now])
    return state


def _edges(sound: Sound, start: int, end: int) -> tuple[int, int]:
    """Edges moved out of phrases: a phrase with music at one end has it, most likely, at the other."""
    talk = runs(sound.speech > 0.25)
    for first, last in talk:
        if first < start < last and last - start > 0.3 * (last - first):
            start = first
        if first < end < last and end - first > 0.3 * (last - first):
            end = last
    # Before and after it, as far as anything sounds.
    while start > 0 and sound.active[start - 1] and sound.speech[start - 1] < 0.25:
        start -= 1
    while end < sound.hops and sound.active[end] and sound.speech[end] < 0.25:
        end += 1
    return start, end
