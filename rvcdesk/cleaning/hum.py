"""Mains hum: 50 or 60 Hz and its harmonics, steady while everything else comes and goes."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from rvcdesk.cleaning.findings import Finding
from rvcdesk.cleaning.options import in_range
from rvcdesk.cleaning.sound import HOP_S, RATE, Sound, runs
from rvcdesk.jobs import SILENT, Reporter
from rvcdesk.messages import N_

MAINS = (50.0, 60.0)
_STAGE = N_("Looking for hum")
_WINDOW, _EVERY = 8192, 10  # 0.5 s at 16 kHz, every 0.1 s
_HARMONICS = 10
_BESIDE = (3, 8)  # bins on both sides that a line is compared with
_STEADY = 30  # spectra: what is heard for most of 3 s is steady
_STEADY_SHARE = 40  # percentile
_FAINTEST_DB = -90.0
_FOLLOWED_DB, _SURE_FOR = 2.5, 5  # followed down to so much less, where it is sure for half a second
_LOW_SHARE, _LEAST_EVEN_DB = 15, 7.0  # hum hardly gets weaker, a voice at that pitch does
_FULL_DB = 15.0  # a line this far out is as sure as can be

Numbers = NDArray[np.float32]


@dataclass(frozen=True)
class HumOptions:
    """What counts as hum.

    Attributes:
        over_db: how far its lines stand out of what lies between them, 4 to 30 dB.
        lines: how many lines must, 2 to 8.
        least_s: how long, 0.5 to 60 s.
    """

    over_db: float = 7.5
    lines: int = 3
    least_s: float = 2.0

    def __post_init__(self) -> None:
        in_range(self, over_db=(4, 30), lines=(2, 8), least_s=(0.5, 60))


def find_hum(sound: Sound, options: HumOptions = HumOptions(), report: Reporter = SILENT) -> list[Finding]:
    """Stretches with mains hum, kind `hum`."""
    spans: list[tuple[int, int, float]] = []
    for strength, power in _lines(sound, report):
        spans += _stretches(strength, power, options)
    return [
        Finding(sound.frame(start * _EVERY), sound.frame(end * _EVERY), "hum", round(sure, 3))
        for start, end, sure in _surest(spans)
    ]


def _lines(sound: Sound, report: Reporter) -> list[tuple[Numbers, Numbers]]:
    """For 50 and for 60 Hz: how far each line stands out, and its power, dB, (spectra, harmonics)."""
    width = RATE / _WINDOW
    places = [np.round(base * np.arange(1, _HARMONICS + 1) / width).astype(int) for base in MAINS]
    parts: list[list[Numbers]] = [[] for _ in MAINS]
    powers: list[list[Numbers]] = [[] for _ in MAINS]
    offsets = np.array([*range(-_BESIDE[1], -_BESIDE[0] + 1), *range(_BESIDE[0], _BESIDE[1] + 1)])
    for start, power in sound.spectra(_WINDOW, _EVERY, block=200):
        floor = np.float32(10 ** (_FAINTEST_DB / 10)) / _WINDOW
        for part, own, lines in zip(parts, powers, places, strict=True):
            peak = np.max([power[:, lines + shift] for shift in (-1, 0, 1)], axis=0)
            around = np.median(power[:, np.maximum(0, lines[:, None] + offsets)], axis=2)
            part.append((10 * np.log10((peak + floor) / (around + floor))).astype(np.float32))
            own.append((10 * np.log10(peak + floor)).astype(np.float32))
        report.progress((start + len(power)) * _EVERY, sound.hops, _STAGE)
    if not parts[0]:
        return []
    return [(np.concatenate(part), np.concatenate(own)) for part, own in zip(parts, powers, strict=True)]


def _stretches(strength: Numbers, power: Numbers, options: HumOptions) -> list[tuple[int, int, float]]:
    """Where enough lines stand out steadily: first and last spectrum, and how sure."""
    steady = _steady(strength)
    # The strongest lines but so many; the first two must have one among them.
    enough = np.sort(steady, axis=1)[:, -options.lines]
    low = steady[:, :3].max(axis=1)
    level = np.minimum(enough, low)
    out = []
    for start, end in runs(_closed(level > options.over_db - _FOLLOWED_DB, _STEADY // 2)):
        sure = np.count_nonzero(level[start:end] > options.over_db)
        long = (end - start) * _EVERY * HOP_S >= options.least_s
        if long and sure >= _SURE_FOR and _even(steady[start:end], power[start:end], options):
            over = float(np.median(enough[start:end])) - options.over_db
            out.append((start, end, float(np.clip(0.6 + 0.35 * over / _FULL_DB * 2, 0.6, 0.95))))
    return out


def _even(steady: Numbers, power: Numbers, options: HumOptions) -> bool:
    """Whether the lines are about as strong in pauses as under speech, whose harmonics end with it."""
    lines = np.argsort(np.median(steady, axis=0))[-options.lines :]
    low, middle = np.percentile(power[:, lines], (_LOW_SHARE, 50), axis=0)
    return bool(np.median(middle - low) < _LEAST_EVEN_DB)


def _steady(strength: Numbers) -> Numbers:
    """What is exceeded most of the time in the 3 s round each spectrum."""
    before = _STEADY // 2
    padded = np.pad(strength, ((before, _STEADY - 1 - before), (0, 0)), mode="edge")
    around = np.lib.stride_tricks.sliding_window_view(padded, _STEADY, axis=0)
    out = np.empty_like(strength)
    for start in range(0, len(out), 2000):
        out[start : start + 2000] = np.percentile(around[start : start + 2000], _STEADY_SHARE, axis=2)
    return out


def _closed(mask: NDArray[np.bool_], gap: int) -> NDArray[np.bool_]:
    """Short gaps filled."""
    out = mask.copy()
    for start, end in runs(~mask):
        if start and end < mask.size and end - start <= gap:
            out[start:end] = True
    return out


def _surest(spans: list[tuple[int, int, float]]) -> list[tuple[int, int, float]]:
    """Of overlapping stretches the surer: 300 Hz is a line of both."""
    kept: list[tuple[int, int, float]] = []
    for span in sorted(spans, key=lambda item: -item[2] * (item[1] - item[0])):
        if all(span[1] <= start or span[0] >= end for start, end, _ in kept):
            kept.append(span)
    return sorted(kept)
