"""Breaths: soft noise without a tone, in a pause, most often just before somebody speaks."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from rvcdesk.cleaning.findings import Finding
from rvcdesk.cleaning.options import in_range
from rvcdesk.cleaning.phrases import loudness, phrases
from rvcdesk.cleaning.sound import HOP_S, RATE, Sound, runs
from rvcdesk.jobs import SILENT, Reporter
from rvcdesk.messages import N_

_STAGE = N_("Looking for breaths")
_BESIDE = 40  # hops round a breath in which the room is heard
_BANDS_HZ = (500.0, 6000.0)  # where a breath has its sound
_LOW_HZ = 200.0
_FLAT_DB = 9.0  # bands of a breath differ by no more than this (standard deviation)
_TONE_DB = 9.0  # no single bin stands out more than this over its neighbours, on average
_LOUDEST_DB = 8.0  # a breath is at least this far under the speech
_BEFORE_S = 0.6
_CLOSE_HOPS = 6


@dataclass(frozen=True)
class BreathOptions:
    """What counts as a breath.

    Attributes:
        over_db: how far over the pause's own noise, 3 to 30 dB.
        shortest_s, longest_s: 0.05 to 0.5 s, 0.3 to 3 s.
    """

    over_db: float = 6.0
    shortest_s: float = 0.14
    longest_s: float = 1.2

    def __post_init__(self) -> None:
        in_range(self, over_db=(3, 30), shortest_s=(0.05, 0.5), longest_s=(0.3, 3))


def find_breaths(
    sound: Sound, options: BreathOptions = BreathOptions(), report: Reporter = SILENT
) -> list[Finding]:
    """Breaths in the pauses, kind `breath`."""
    spoken = phrases(sound)
    if not spoken:
        return []
    usual = float(np.median([loudness(sound.level, start, end) for start, end in spoken]))
    islands = _joined(runs(sound.active))
    loud = np.array([sound.level[start:end].max() > usual - _LOUDEST_DB for start, end in islands])
    found = []
    for place, (start, end) in enumerate(islands):
        if not loud[place] and options.shortest_s <= (end - start) * HOP_S <= options.longest_s:
            floor = float(np.percentile(sound.level[max(0, start - _BESIDE) : end + _BESIDE], 10))
            over = float(np.median(sound.level[start:end])) - floor
            sure = _breath(sound, start, end) if over >= options.over_db else 0.0
            after = place + 1 < len(islands) and bool(loud[place + 1])
            if after and (islands[place + 1][0] - end) * HOP_S <= _BEFORE_S:
                sure = min(0.9, 1.2 * sure)
            if sure > 0:
                found.append(Finding(sound.frame(start), sound.frame(end), "breath", round(sure, 3)))
        report.progress(place + 1, len(islands), _STAGE)
    return found


def _joined(spans: list[tuple[int, int]]) -> list[tuple[int, int]]:
    out: list[tuple[int, int]] = []
    for start, end in spans:
        if out and start - out[-1][1] <= _CLOSE_HOPS:
            out[-1] = (out[-1][0], end)
        else:
            out.append((start, end))
    return out


def _breath(sound: Sound, start: int, end: int) -> float:
    """How sure it is that a stretch is a breath; 0 where it is not."""
    own = sound.level[start:end]
    spectra = sound.spectra_between(start, end)
    mean = spectra.mean(axis=0)
    hertz = np.arange(mean.size) * RATE / 2 / (mean.size - 1)
    inside = (hertz >= _BANDS_HZ[0]) & (hertz < _BANDS_HZ[1])
    low = float(mean[hertz < _LOW_HZ].sum())
    if float(mean[inside].sum()) < low:
        return 0.0
    bands = 10 * np.log10(np.maximum([part.mean() for part in np.array_split(mean[inside], 12)], 1e-14))
    each = 10 * np.log10(np.maximum(spectra[:, inside], 1e-14))
    padded = np.pad(each, ((0, 0), (4, 4)), mode="edge")
    around = np.median(np.lib.stride_tricks.sliding_window_view(padded, 9, axis=1), axis=2)
    tone = float(np.mean(np.sort((each - around).max(axis=1))[len(each) // 4 :]))
    sudden = float(np.diff(own).max(initial=0.0))
    if bands.std() > _FLAT_DB or tone > _TONE_DB + 4 or sudden > 15:
        return 0.0
    return float(np.clip(0.75 - 0.03 * max(0.0, tone - _TONE_DB) - 0.02 * bands.std(), 0.3, 0.75))
