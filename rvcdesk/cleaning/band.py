"""Recordings without treble: made from a telephone, a strong MP3 or a lower rate.

They sound dull, and a voice trained with them learns it. A filter leaves a cliff in the long-term
spectrum with nothing behind it; voices and microphones only get gradually weaker.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from rvcdesk.cleaning.findings import Finding
from rvcdesk.cleaning.options import in_range
from rvcdesk.cleaning.sound import Sound
from rvcdesk.jobs import SILENT, Reporter
from rvcdesk.messages import N_

_STAGE = N_("Looking at the spectrum")
_LOWEST_HZ = 2500.0
_STEP_HZ, _BESIDE_HZ = 150.0, 700.0  # a cliff: so much lower that far on
_DROP_DB, _SURE_DROP_DB = 14.0, 40.0
_BEHIND_DB = 6.0  # nothing further up is this much over the foot of the cliff
_SHARE = 0.94  # of half the rate: every recording ends near there

Numbers = NDArray[np.float64]


@dataclass(frozen=True)
class BandOptions:
    """What counts as band-limited.

    Attributes:
        least_hz: recordings whose sound ends below this, 3000 to 20000 Hz.
    """

    least_hz: float = 11000.0

    def __post_init__(self) -> None:
        in_range(self, least_hz=(3000, 20000))


def find_band_limit(
    sound: Sound, options: BandOptions = BandOptions(), report: Reporter = SILENT
) -> list[Finding]:
    """The whole recording, kind `band_limited`, where its sound ends too low."""
    if not sound.frames:
        return []
    end_hz, drop = sound_ends(sound.long_spectrum, sound.rate)
    report.progress(1, 1, _STAGE)
    if end_hz >= options.least_hz:
        return []
    sure = float(np.clip(0.55 + 0.4 * (drop - _DROP_DB) / _SURE_DROP_DB, 0.55, 0.97))
    return [Finding(0, sound.frames, "band_limited", round(sure, 3))]


def sound_ends(power: Numbers, rate: int) -> tuple[float, float]:
    """Where a spectrum (bins from 0 to half the rate) ends: Hz, and how steeply, dB.

    Half the rate itself where there is no cliff; that counts as the steepest.
    """
    level = 10 * np.log10(np.maximum(power, 1e-14))
    width = rate / 2 / (level.size - 1)
    if level.max() <= -130:
        return rate / 2, _SURE_DROP_DB
    step, beside = max(1, round(_STEP_HZ / width)), max(2, round(_BESIDE_HZ / width))
    best = (rate / 2, _SURE_DROP_DB)
    deepest = _DROP_DB
    for place in range(round(_LOWEST_HZ / width), round(_SHARE * level.size) - step):
        before = float(np.median(level[max(0, place - beside) : place]))
        after = level[place + step : place + step + beside]
        drop = before - float(np.median(after))
        rest = level[place + step :]
        if drop > deepest and np.percentile(rest, 95) < np.median(after) + _BEHIND_DB:
            best, deepest = (place * width, drop), drop
    return best
