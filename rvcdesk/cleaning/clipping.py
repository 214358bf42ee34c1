"""Passages driven into the ceiling.

Speech rarely comes near its own maximum, and never often. Where it was cut off, many samples lie at one
level: exactly there in a raw recording, roughly there after resampling or MP3. So the levels of each
phrase are counted, above and below zero by themselves, whatever the ceiling is.
"""

from __future__ import annotations

from dataclasses import dataclass
from weakref import WeakKeyDictionary

import numpy as np
from numpy.typing import NDArray

from rvcdesk.cleaning.findings import Finding
from rvcdesk.cleaning.options import in_range
from rvcdesk.cleaning.phrases import phrases
from rvcdesk.cleaning.sound import HOP_S, Mask, Samples, Sound, runs
from rvcdesk.jobs import SILENT, Reporter
from rvcdesk.messages import N_

_STAGE = N_("Looking for clipping")
_AT_CEILING, _NEAR_CEILING = 0.995, 0.9
_FLAT, _FLAT_TIMES = 0.3, 8  # of the samples near the ceiling, the share at it; at least so many times
_EXACT, _EXACT_TIMES = 6, 2  # samples at one level, in so many peaks
_BINS = 40
_FEWEST = 30  # samples that make a pile
_FLAT_RUN, _EVEN = 4, 1e-4  # samples in a row at one level, at the recording's extreme
_QUIETEST = 0.03  # a phrase that never exceeds this is left alone
_BEYOND_S = 0.6  # how far a clipped phrase goes on after its last clipped peak
_AROUND_S = 0.15  # cut on both sides of a lone clipped peak
_PHRASE_S, _PART = 2.5, 0.4  # in a longer phrase, clipping over less than this part is cut by itself
_TOGETHER_S = 1.0
_REACHED, _NEXT_S = 0.985, 3.0  # a phrase this near to a clipped one that comes this near its ceiling
_PASSAGE_S = 0.7  # clipped phrases this near are one passage


@dataclass(frozen=True)
class ClippingOptions:
    """What counts as clipped.

    Attributes:
        pile: how many times as many samples must lie at the ceiling as under it, 1.5 to 20.
        share: of all samples of a phrase, how many, 0.0005 to 0.1.
    """

    pile: float = 2.2
    share: float = 0.003

    def __post_init__(self) -> None:
        in_range(self, pile=(1.5, 20), share=(0.0005, 0.1))


@dataclass(frozen=True)
class _Clipped:
    """A phrase with clipped samples: its hops, which of them are clipped, how sure, at which level."""

    start: int
    end: int
    hops: Mask
    sure: float
    ceiling: float


_known: WeakKeyDictionary[Sound, dict[ClippingOptions, list[_Clipped]]] = WeakKeyDictionary()


def find_clipping(
    sound: Sound, options: ClippingOptions = ClippingOptions(), report: Reporter = SILENT
) -> list[Finding]:
    """Clipped passages, kind `clipped`: whole phrases, or the surroundings of lone peaks in long ones."""
    spans: list[tuple[int, int, float]] = []
    clipped = _clipped(sound, options, report)
    for phrase in clipped:
        alone = not any(other is not phrase and _near(other, phrase.start, phrase.end) for other in clipped)
        for start, end in _parts(phrase, alone):
            if spans and start - spans[-1][1] <= _PASSAGE_S / HOP_S:
                spans[-1] = (spans[-1][0], end, max(spans[-1][2], phrase.sure))
            else:
                spans.append((start, end, phrase.sure))
    pad = round(0.03 / HOP_S)
    return [
        Finding(sound.frame(max(0, start - pad)), sound.frame(end + pad), "clipped", round(sure, 3))
        for start, end, sure in spans
    ]


def clipped_hops(sound: Sound) -> Mask:
    """Which hops hold clipped samples, (hops,)."""
    mask = np.zeros(max(1, sound.hops), bool)
    for phrase in _clipped(sound, ClippingOptions()):
        if phrase.sure >= 0.5:
            mask[phrase.start : phrase.end] |= phrase.hops
    return mask


def _clipped(sound: Sound, options: ClippingOptions, report: Reporter = SILENT) -> list[_Clipped]:
    known = _known.setdefault(sound, {})
    if options not in known:
        known[options] = _search(sound, options, report)
    return known[options]


def _search(sound: Sound, options: ClippingOptions, report: Reporter) -> list[_Clipped]:
    high = float(sound.peaks.max(initial=0.0))
    low = float(-sound.lows.min(initial=0.0))
    found = []
    spoken = phrases(sound)
    for place, (start, end) in enumerate(spoken):
        first, last = sound.frame(start), sound.frame(end)
        if max(sound.peaks[start:end].max(), -sound.lows[start:end].min()) >= _QUIETEST:
            samples = sound.source.read(first, last - first)
            clipped, sure = _judge(samples, (high, low), options)
            if clipped is not None:
                hops = np.zeros(end - start, bool)
                times = np.flatnonzero(clipped) / sound.rate + (first / sound.rate - start * HOP_S)
                hops[np.clip((times / HOP_S).astype(int), 0, end - start - 1)] = True
                ceiling = float(np.abs(samples[:, clipped]).max())
                found.append(_Clipped(start, end, hops, sure, ceiling))
        report.progress(place + 1, len(spoken), _STAGE)
    return sorted([*found, *_beside(sound, spoken, found)], key=lambda phrase: phrase.start)


def _beside(sound: Sound, spoken: list[tuple[int, int]], found: list[_Clipped]) -> list[_Clipped]:
    """Phrases next to clearly clipped ones that reach the same ceiling, though not often enough to tell."""
    taken = {phrase.start for phrase in found}
    out = []
    for start, end in spoken:
        if start in taken:
            continue
        peaks = np.maximum(sound.peaks[start:end], -sound.lows[start:end])
        for phrase in found:
            reached = peaks >= _REACHED * phrase.ceiling
            if _near(phrase, start, end) and phrase.sure >= 0.6 and reached.any():
                out.append(_Clipped(start, end, reached, 0.6, phrase.ceiling))
                break
    return out


def _near(phrase: _Clipped, start: int, end: int) -> bool:
    """Whether a phrase lies near the hops from `start` to `end`."""
    return max(phrase.start - end, start - phrase.end) <= _NEXT_S / HOP_S


def _judge(
    samples: Samples, extremes: tuple[float, float], options: ClippingOptions
) -> tuple[NDArray[np.bool_] | None, float]:
    """Which samples of a phrase (channels, n) are clipped, or None, and how sure that is."""
    clipped = np.zeros(samples.shape[1], bool)
    surest = 0.0
    for channel in samples:
        for side, extreme in ((channel, extremes[0]), (-channel, extremes[1])):
            at, sure = _ceiling(np.maximum(side, 0), extreme, options)
            if sure > 0:
                clipped |= side >= at
                surest = max(surest, sure)
    return (clipped, surest) if surest > 0 else (None, 0.0)


def _ceiling(side: Samples, extreme: float, options: ClippingOptions) -> tuple[float, float]:
    """The level at which one side is cut off, and how sure that is (0: it is not)."""
    peak = float(side.max(initial=0.0))
    if peak < _QUIETEST:
        return peak, 0.0
    hard = side > _AT_CEILING * peak
    near = float((side > _NEAR_CEILING * peak).sum())
    flat, times = float(hard.sum()) / max(near, 1), len(runs(hard))
    level, pile, share = _pile(side, peak)
    level_off = side >= (1 - _EVEN) * peak
    exact = int(level_off.sum()) >= _EXACT and len(runs(level_off)) >= _EXACT_TIMES
    if exact or (flat >= _FLAT and times >= _FLAT_TIMES):
        return _AT_CEILING * peak, float(np.clip(0.5 + 0.3 * flat + 0.01 * times, 0.6, 0.98))
    if pile >= options.pile and share >= options.share:
        return level, float(np.clip(0.5 + 0.15 * (pile - options.pile), 0.5, 0.95))
    if peak >= 0.98 * extreme and _longest(level_off) >= _FLAT_RUN:
        return (1 - _EVEN) * peak, 0.6
    return peak, 0.0


def _pile(side: Samples, peak: float) -> tuple[float, float, float]:
    """The level in the upper half where most samples lie against those just under it.

    Returns:
        the level, how many times as many, and their share of all samples.
    """
    counts, _ = np.histogram(side, bins=_BINS, range=(0.0, peak))
    best = (peak, 0.0, 0.0)
    for place in range(_BINS // 2, _BINS):
        here = int(counts[place : place + 3].sum())
        under = int(counts[place - 6 : place - 3].sum())
        over = int(counts[place + 3 :].sum())
        times = here / max(under, 3) * (1.0 if over < 0.35 * here else 0.5)
        if here >= _FEWEST and times > best[1]:
            best = (place / _BINS * peak, times, here / side.size)
    return best


def _longest(mask: NDArray[np.bool_]) -> int:
    return max((end - start for start, end in runs(mask)), default=0)


def _parts(phrase: _Clipped, alone: bool) -> list[tuple[int, int]]:
    """The whole phrase, or where it is clipped in few places and is long or stands alone, those."""
    places = np.flatnonzero(phrase.hops)
    length = phrase.end - phrase.start
    around = round(_AROUND_S / HOP_S)
    parts: list[tuple[int, int]] = []
    for place in places.tolist():
        if parts and place - parts[-1][1] <= _TOGETHER_S / HOP_S:
            parts[-1] = (parts[-1][0], place + 1)
        else:
            parts.append((place, place + 1))
    parts = [(max(0, start - around), min(length, end + around)) for start, end in parts]
    few = sum(end - start for start, end in parts) < _PART * length
    if few and (length > _PHRASE_S / HOP_S or (alone and places.size <= 2)):
        return [(phrase.start + start, phrase.start + end) for start, end in parts]
    beyond = round(_BEYOND_S / HOP_S)
    start, end = max(0, int(places[0]) - beyond), min(length, int(places[-1]) + beyond)
    return [(phrase.start + start, phrase.start + end)]
