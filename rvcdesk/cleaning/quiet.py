"""Phrases much softer than the rest: spoken away from the microphone, or faded."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from rvcdesk.cleaning.findings import Finding, merge
from rvcdesk.cleaning.options import in_range
from rvcdesk.cleaning.phrases import loudness, phrases
from rvcdesk.cleaning.sound import Sound
from rvcdesk.jobs import SILENT, Reporter
from rvcdesk.messages import N_

_STAGE = N_("Comparing loudness")
_SURE_DB = 12.0
_SHORTEST = 30  # hops: shorter ones are often just soft words
_TOGETHER_S = 0.8


@dataclass(frozen=True)
class QuietOptions:
    """What counts as quiet.

    Attributes:
        under_db: how far under the recording's usual phrase, 6 to 40 dB.
        least_db: what is softer than this is quiet whatever the rest, -80 to -20 dBFS.
    """

    under_db: float = 13.0
    least_db: float = -50.0

    def __post_init__(self) -> None:
        in_range(self, under_db=(6, 40), least_db=(-80, -20))


def find_quiet(
    sound: Sound, options: QuietOptions = QuietOptions(), report: Reporter = SILENT
) -> list[Finding]:
    """Quiet phrases, kind `quiet`."""
    spoken = phrases(sound)
    loud = np.array([loudness(sound.level, start, end) for start, end in spoken])
    report.progress(1, 1, _STAGE)
    if not loud.size:
        return []
    usual = _middle(loud, np.array([end - start for start, end in spoken]))
    threshold = max(usual - options.under_db, options.least_db)
    found = []
    for (start, end), level in zip(spoken, loud, strict=True):
        if level < threshold and end - start >= _SHORTEST:
            sure = float(np.clip(0.5 + 0.45 * (threshold - level) / _SURE_DB, 0.5, 0.95))
            found.append(Finding(sound.frame(start), sound.frame(end), "quiet", round(sure, 3)))
    return merge(found, round(_TOGETHER_S * sound.rate))


def _middle(values: np.ndarray, weights: np.ndarray) -> float:
    """The median, longer phrases counting for more."""
    order = np.argsort(values)
    passed = np.cumsum(weights[order])
    return float(values[order][np.searchsorted(passed, passed[-1] / 2)])
