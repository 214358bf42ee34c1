"""Who speaks when: a recording's voices, by splitting what was said as long as the parts differ.

Everything is measured against the recording itself. Two groups of windows are one voice when windows of
different groups are nearly as alike as windows of the same group; how alike those are differs between
speakers, microphones and rooms, and is measured too.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

Embeddings = NDArray[np.float32]
Numbers = NDArray[np.float64]
Places = NDArray[np.intp]

# Between two windows of one voice the cosine is about this, before anything is known of the voice.
_USUAL, _USUAL_WEIGHT = 0.66, 4.0
# A new voice at the next window costs this much similarity; less after a pause.
_SHARPNESS, _CHANGE, _CHANGE_NEAR = 12.0, 0.5, 2.0
_ROUNDS, _SEEDS, _SEED_S = 8, 6, 3.0


@dataclass(frozen=True)
class Windows:
    """Short stretches of speech in order of time.

    Attributes:
        voices: (n, 256), of length 1.
        weights: seconds of speech each stands for, (n,); 0 where the sound is spoilt.
        gaps: seconds without speech between each and the next, (n - 1,).
    """

    voices: Embeddings
    weights: Numbers
    gaps: Numbers

    def __len__(self) -> int:
        return len(self.voices)

    def part(self, places: Places) -> Windows:
        """Those at `places`, which are sorted."""
        passed = np.concatenate([[0.0], np.cumsum(self.gaps)]) if len(self) else np.zeros(0)
        return Windows(self.voices[places], self.weights[places], np.diff(passed[places]))


def centre(windows: Windows, places: Places | slice = slice(None)) -> Embeddings:
    """The mean voice of some windows, of length 1."""
    total = (windows.voices[places] * windows.weights[places, None]).sum(axis=0)
    return (total / max(float(np.linalg.norm(total)), 1e-9)).astype(np.float32)


def alike(voices: Embeddings, weights: Numbers, one: Places, other: Places) -> float:
    """How much two groups sound like one voice: about 1 for one voice, under 0.85 for two.

    The cosine between windows of different groups over that between windows of the same group.
    """
    across = _mean(voices, weights, one) @ _mean(voices, weights, other)
    return float(across / np.sqrt(_within(voices, weights, one) * _within(voices, weights, other)))


def _mean(voices: Embeddings, weights: Numbers, places: Places) -> Numbers:
    own = weights[places]
    mean: Numbers = (voices[places] * own[:, None]).sum(axis=0) / max(float(own.sum()), 1e-9)
    return mean


def _within(voices: Embeddings, weights: Numbers, places: Places) -> float:
    """Mean cosine between different windows of a group, drawn to the usual one where there are few."""
    own = weights[places]
    total = (voices[places] * own[:, None]).sum(axis=0)
    themselves = float((own**2).sum())
    pairs = float(own.sum()) ** 2 - themselves
    found = float(total @ total) - themselves
    return (found + _USUAL * _USUAL_WEIGHT) / (pairs + _USUAL_WEIGHT)


def follow(windows: Windows, centres: Embeddings) -> Places:
    """Which of the centres is heard in each window: the likeliest course, changes being rare (Viterbi)."""
    likely = (windows.voices @ centres.T) * (_SHARPNESS * windows.weights)[:, None]
    costs = _CHANGE + _CHANGE_NEAR / (1 + 2 * windows.gaps)
    best, choices = likely[0].astype(np.float64), np.arange(len(centres))
    came = np.zeros(likely.shape, int)
    for place in range(1, len(likely)):
        leader = int(best.argmax())
        changed = best[leader] - costs[place - 1]
        came[place] = np.where(best >= changed, choices, leader)
        best = np.maximum(best, changed) + likely[place]
    course = np.empty(len(likely), np.intp)
    course[-1] = best.argmax()
    for place in range(len(likely) - 1, 0, -1):
        course[place - 1] = came[place, course[place]]
    return course


def split(windows: Windows, least_s: float) -> tuple[float, Places] | None:
    """The division in two that differs most: how alike the two are, and 0 or 1 per window.

    None where no division has `least_s` of speech on both sides.
    """
    whole = centre(windows)
    best: tuple[float, Places] | None = None
    for seed in _seeds(windows, whole):
        course: Places | None = follow(windows, np.stack([whole, seed]))
        course = _settled(windows, course, least_s)
        if course is None:
            continue
        likeness = alike(windows.voices, windows.weights, *_groups(course, 2))
        if best is None or likeness < best[0]:
            best = likeness, course
    return best


def _groups(course: Places, count: int) -> list[Places]:
    return [np.flatnonzero(course == place) for place in range(count)]


def _settled(windows: Windows, course: Places | None, least_s: float) -> Places | None:
    """The course once centres and course agree."""
    for _ in range(_ROUNDS):
        groups = _groups(course, 2) if course is not None else []
        if course is None or min(windows.weights[group].sum() for group in groups) < least_s:
            return None
        after = follow(windows, np.stack([centre(windows, group) for group in groups]))
        if (after == course).all():
            break
        course = after
    assert course is not None
    small = min(windows.weights[group].sum() for group in _groups(course, 2)) < least_s
    return None if small else course


def _seeds(windows: Windows, whole: Embeddings) -> list[Embeddings]:
    """Mean voices of a few stretches, each as unlike all before it as can be."""
    passed = np.concatenate([[0.0], np.cumsum(windows.weights)])
    total = passed[-1]
    length = min(_SEED_S, total / 3)
    if length <= 0:
        return []
    found = []
    for start in np.arange(0, total - length + 1e-6, max(length / 2, total / 60)):
        first, last = np.searchsorted(passed, (start, start + length))
        if first < last <= len(windows) and windows.weights[first:last].sum() > 0:
            found.append(centre(windows, slice(int(first), int(last))))
    if not found:
        return []
    candidates = np.stack(found)
    nearness = candidates @ whole
    chosen: list[Embeddings] = []
    while len(chosen) < min(_SEEDS, len(candidates)):
        chosen.append(candidates[int(nearness.argmin())])
        nearness = np.maximum(nearness, candidates @ chosen[-1])
    return chosen


def tell_apart(windows: Windows, one_voice: float, least_s: float) -> list[Places]:
    """The windows of each voice, the one heard longest first.

    Args:
        windows: at least one.
        one_voice: groups at least this alike are one voice.
        least_s: seconds of speech that make a voice.
    """
    waiting, done = [np.arange(len(windows))], []
    while waiting:
        group = waiting.pop()
        found = split(windows.part(group), least_s) if len(group) > 3 else None
        if found is None or found[0] > one_voice:
            done.append(group)
        else:
            waiting += [group[places] for places in _groups(found[1], 2)]
    done = _joined(windows, done, one_voice)
    for _ in range(3):
        if len(done) == 1:
            break
        course = follow(windows, np.stack([centre(windows, group) for group in done]))
        groups = _groups(course, len(done))
        done = [group for group in groups if windows.weights[group].sum() >= least_s / 2] or done[:1]
    if len(done) > 1:
        done = _groups(follow(windows, np.stack([centre(windows, group) for group in done])), len(done))
    return sorted((group for group in done if group.size), key=lambda group: -windows.weights[group].sum())


def _joined(windows: Windows, groups: list[Places], one_voice: float) -> list[Places]:
    """Groups that are one voice after all, put together."""
    while len(groups) > 1:
        pairs = [(a, b) for a in range(len(groups)) for b in range(a)]
        likeness = [alike(windows.voices, windows.weights, groups[a], groups[b]) for a, b in pairs]
        place = int(np.argmax(likeness))
        if likeness[place] <= one_voice:
            break
        a, b = pairs[place]
        groups[b] = np.sort(np.concatenate([groups[a], groups[b]]))
        del groups[a]
    return groups
