"""The same take twice, in one recording or in several: a voice learns such phrases too well.

Every phrase gets a small fingerprint; phrases with like fingerprints are laid over each other. The same
words said again are another take: their timing never fits so well.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from rvcdesk.cleaning.findings import Finding
from rvcdesk.cleaning.options import in_range
from rvcdesk.cleaning.phrases import phrases
from rvcdesk.cleaning.sound import HOP_S, Samples, Sound
from rvcdesk.jobs import SILENT, Reporter
from rvcdesk.messages import N_

_STAGE = N_("Looking for duplicates")
_SHORTEST_S = 0.6
_TIMES, _BANDS = 24, 16  # size of a fingerprint
_LIKE = 0.8  # fingerprints this alike are looked at closely
_LONGER = 1.25  # phrases of such different length are different
_SHIFT = 15  # hops
_DEPTH_DB = 40.0  # what is further under the loudest band is room, not voice
_CANDIDATES = 6  # so many of the likest are laid over a phrase; of one take repeated all day, any will do
_TOGETHER_S = 0.8
_ROWS = 512


@dataclass(frozen=True)
class DuplicateOptions:
    """What counts as the same take.

    Attributes:
        alike: correlation of the two spectrograms, 0.8 to 0.999.
    """

    alike: float = 0.93

    def __post_init__(self) -> None:
        in_range(self, alike=(0.8, 0.999))


@dataclass(frozen=True)
class _Phrase:
    """A phrase: its recording, its hops, its spectrogram (hops, 64) in dB."""

    recording: int
    start: int
    end: int
    bands: Samples


def find_duplicates(
    sounds: Sequence[Sound], options: DuplicateOptions = DuplicateOptions(), report: Reporter = SILENT
) -> list[list[Finding]]:
    """For each recording the phrases heard before, in it or in an earlier one; kind `duplicate`."""
    known: list[_Phrase] = []
    for recording, sound in enumerate(sounds):
        for start, end in phrases(sound):
            if (end - start) * HOP_S >= _SHORTEST_S:
                known.append(_Phrase(recording, start, end, _spectrogram(sound.mel[start:end])))
    found: list[list[Finding]] = [[] for _ in sounds]
    if not known:
        return found
    prints = np.stack([_fingerprint(phrase.bands) for phrase in known])
    lengths = np.array([phrase.end - phrase.start for phrase in known])
    for first in range(0, len(known), _ROWS):
        likeness = prints[first : first + _ROWS] @ prints.T
        for row, place in enumerate(range(first, min(first + _ROWS, len(known)))):
            earlier = np.flatnonzero(likeness[row, :place] > _LIKE)
            fits = np.maximum(lengths[earlier], lengths[place]) < _LONGER * np.minimum(
                lengths[earlier], lengths[place]
            )
            likest = earlier[fits][np.argsort(-likeness[row, earlier[fits]])[:_CANDIDATES]]
            how = max((_alike(known[other], known[place]) for other in likest), default=0.0)
            if how >= options.alike:
                phrase, sound = known[place], sounds[known[place].recording]
                sure = float(np.clip(0.6 + 5 * (how - options.alike), 0.6, 0.97))
                span = sound.frame(phrase.start), sound.frame(phrase.end)
                found[phrase.recording].append(Finding(*span, "duplicate", round(sure, 3)))
            report.progress(place + 1, len(known), _STAGE)
    return [_passages(items, sound) for items, sound in zip(found, sounds, strict=True)]


def _spectrogram(mel: Samples) -> Samples:
    """Without the room: what is far under the loudest band counts as nothing."""
    return np.maximum(mel, mel.max() - np.float32(_DEPTH_DB))


def _fingerprint(bands: Samples) -> Samples:
    """(384,), of length 1: the spectrogram at a coarse grid, without its mean."""
    rows = np.stack([part.mean(axis=0) for part in np.array_split(bands, _TIMES)])
    grid = rows.reshape(_TIMES, _BANDS, -1).mean(axis=2)
    grid = grid - grid.mean(axis=0)
    return (grid / max(float(np.linalg.norm(grid)), 1e-9)).ravel().astype(np.float32)


def _alike(one: _Phrase, other: _Phrase) -> float:
    """The best correlation of two spectrograms over small shifts; bands by themselves."""
    best = 0.0
    for shift in range(-_SHIFT, _SHIFT + 1):
        first, second = one.bands[max(0, shift) :], other.bands[max(0, -shift) :]
        count = min(len(first), len(second))
        if count < 0.75 * max(len(one.bands), len(other.bands)):
            continue
        a, b = first[:count] - first[:count].mean(axis=0), second[:count] - second[:count].mean(axis=0)
        best = max(best, float((a * b).sum() / max(float(np.linalg.norm(a) * np.linalg.norm(b)), 1e-9)))
    return best


def _passages(items: list[Finding], sound: Sound) -> list[Finding]:
    """Neighbouring phrases together."""
    from rvcdesk.cleaning.findings import merge

    return merge(items, round(_TOGETHER_S * sound.rate))
