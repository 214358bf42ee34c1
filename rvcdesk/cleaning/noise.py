"""Passages in which the noise comes near the voice."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from rvcdesk.cleaning.findings import Finding
from rvcdesk.cleaning.options import in_range
from rvcdesk.cleaning.phrases import passages, phrases, speechless
from rvcdesk.cleaning.sound import HOP_S, Mask, Samples, Sound
from rvcdesk.jobs import SILENT, Reporter
from rvcdesk.messages import N_

_STAGE = N_("Measuring the noise")
_REACH_S = 4.0  # pauses this near tell the noise of a passage
_LEAST_HOPS = 20
_STEADY = 30  # percentile of the pauses' levels: what is always there, not what happens in them
_SURE_DB = 10.0


@dataclass(frozen=True)
class NoiseOptions:
    """What counts as noisy.

    Attributes:
        snr_db: speech less than this over the noise beside it, 5 to 40 dB.
    """

    snr_db: float = 18.0

    def __post_init__(self) -> None:
        in_range(self, snr_db=(5, 40))


def find_noise(
    sound: Sound, options: NoiseOptions = NoiseOptions(), report: Reporter = SILENT
) -> list[Finding]:
    """Noisy passages, kind `noise`."""
    spoken = phrases(sound)
    quiet = speechless(sound)
    found = []
    blocks = passages(spoken)
    for place, block in enumerate(blocks):
        start, end = block[0][0], block[-1][1]
        ratio = snr(sound.level, block, quiet)
        if ratio is not None and ratio < options.snr_db:
            sure = float(np.clip(0.5 + 0.45 * (options.snr_db - ratio) / _SURE_DB, 0.5, 0.95))
            found.append(Finding(sound.frame(start), sound.frame(end), "noise", round(sure, 3)))
        report.progress(place + 1, len(blocks), _STAGE)
    return found


def snr(level: Samples, block: list[tuple[int, int]], quiet: Mask) -> float | None:
    """Speech of a passage over the steady noise in the pauses near it, dB; None where there are none."""
    reach = round(_REACH_S / HOP_S)
    first, last = max(0, block[0][0] - reach), block[-1][1] + reach
    beside = level[first:last][quiet[first:last]]
    beside = beside[beside > -115]  # digital silence says nothing
    if beside.size < _LEAST_HOPS:
        return None
    spoken = np.concatenate([level[start:end] for start, end in block])
    loud = 10 * np.log10(np.mean(10 ** (spoken / 10)))
    return float(loud - np.percentile(beside, _STEADY))
