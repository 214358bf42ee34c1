"""Reverberation: how slowly the sound dies away after phrases.

A phrase ends in its own time, never faster than the room lets it: the quickest ends tell the room.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from rvcdesk.cleaning.findings import Finding
from rvcdesk.cleaning.options import in_range
from rvcdesk.cleaning.phrases import phrases
from rvcdesk.cleaning.sound import HOP_S, Samples, Sound
from rvcdesk.jobs import SILENT, Reporter
from rvcdesk.messages import N_

_STAGE = N_("Listening to the room")
_BEFORE, _AFTER = 30, 70  # hops round a phrase's end in which it dies away
_TOP_DB, _OVER_FLOOR_DB = 3.0, 5.0
_LEAST_FALL_DB, _LEAST_HOPS = 12.0, 4
_LEAST_ENDS = 5
_QUICK = 30  # percentile of the ends


@dataclass(frozen=True)
class ReverbOptions:
    """What counts as reverberant.

    Attributes:
        least_s: seconds in which sound dies away by 60 dB, 0.2 to 3.
    """

    least_s: float = 0.45

    def __post_init__(self) -> None:
        in_range(self, least_s=(0.2, 3))


def find_reverb(
    sound: Sound, options: ReverbOptions = ReverbOptions(), report: Reporter = SILENT
) -> list[Finding]:
    """The whole recording, kind `reverb`, where the room is heard too long."""
    decay = decay_s(sound)
    report.progress(1, 1, _STAGE)
    if decay is None or decay < options.least_s:
        return []
    sure = float(np.clip(0.5 + 0.9 * (decay - options.least_s), 0.5, 0.95))
    return [Finding(0, sound.frames, "reverb", round(sure, 3))]


def decay_s(sound: Sound) -> float | None:
    """Seconds in which the room's sound falls by 60 dB; None where too few phrases end in silence."""
    spoken = phrases(sound)
    level = sound.level
    found = []
    for place, (_, end) in enumerate(spoken):
        after = spoken[place + 1][0] if place + 1 < len(spoken) else level.size
        own = _decay(level[max(0, end - _BEFORE) : min(end + _AFTER, after)])
        if own is not None:
            found.append(own)
    return float(np.percentile(found, _QUICK)) if len(found) >= _LEAST_ENDS else None


def _decay(level: Samples) -> float | None:
    """From a line through the levels after the last loud hop; None where they do not fall far enough."""
    if level.size < _LEAST_HOPS * 3:
        return None
    floor = float(np.percentile(level, 10)) + _OVER_FLOOR_DB
    top = float(level.max())
    if top - floor < _LEAST_FALL_DB + _TOP_DB:
        return None
    last_loud = int(np.flatnonzero(level > top - 2 * _TOP_DB)[-1])
    begin = float(level[last_loud]) - _TOP_DB
    falling = level[last_loud:]
    under = np.flatnonzero(falling < floor)
    stop = int(under[0]) if under.size else falling.size
    part = falling[:stop]
    first = int(np.argmax(part < begin)) if (part < begin).any() else 0
    part = part[first:]
    if part.size < _LEAST_HOPS or part[0] - part[-1] < _LEAST_FALL_DB - 2 * _TOP_DB:
        return None
    slope = float(np.polyfit(np.arange(part.size) * HOP_S, part, 1)[0])
    return -60.0 / slope if slope < -1 else None
