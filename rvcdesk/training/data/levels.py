"""How loud the recordings of a project are: what spoils a voice before any training. No torch."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

import numpy as np

from rvcdesk.audio.clip import Clip
from rvcdesk.audio.loudness import to_db
from rvcdesk.jobs import SILENT, Reporter
from rvcdesk.messages import N_, BadInput
from rvcdesk.project import Project
from rvcdesk.training.data.summary import clip_facts

SILENCE = 10 ** (-50 / 20)
FULL = 0.999
STEP_S, BLOCK_STEPS = 0.1, 20
_REMEMBERED = 2000
_known: dict[str, Levels] = {}


@dataclass(frozen=True)
class Levels:
    """Of what is kept of a clip: the highest sample (dBFS), the share in flat tops at full scale, and the
    share of tenths of a second below -50 dBFS (RMS).
    """

    clip: str
    peak_db: float
    clipped: float
    silent: float


def project_levels(project: Path, report: Reporter = SILENT) -> list[Levels]:
    """The levels of every clip, in their order; clips that did not change are not read again.

    Raises:
        BadInput: not a project.
    """
    found = []
    with Project.open(project, read_only=True) as opened:
        clips = [clip for clip in opened.clips if clip.kept > 0]
        for number, clip in enumerate(clips):
            report.progress(number, len(clips), N_("Looking at the recordings"))
            key = repr((clip.name, clip_facts(clip)))
            try:
                if key not in _known:
                    while len(_known) >= _REMEMBERED:
                        _known.pop(next(iter(_known)))
                    _known[key] = clip_levels(clip)
            except BadInput:  # the recording is gone; preparing says so
                continue
            found.append(_known[key])
    return found


def clip_levels(clip: Clip) -> Levels:
    """The levels of what is kept.

    Raises:
        BadInput: the recording is gone, or damaged.
    """
    step = max(1, round(clip.rate * STEP_S))
    peak, flat, silent, steps, frames = 0.0, 0, 0, 0, 0
    for block in clip.render(kept_only=True).blocks(step * BLOCK_STEPS):
        highest = float(max(block.max(), -block.min()))
        peak = max(peak, highest)
        if highest >= FULL:
            full = np.abs(block) >= FULL
            # Inside a flat top: one sample at full scale is a normalised peak.
            flat += int((full[:, 1:-1] & full[:, :-2] & full[:, 2:]).any(axis=0).sum())
        whole = block.shape[1] // step * step
        power = np.square(block[:, :whole]).mean(axis=0).reshape(-1, step).mean(axis=1)
        silent += int((power < SILENCE**2).sum())
        steps, frames = steps + power.size, frames + block.shape[1]
    return Levels(clip.name, to_db(peak), flat / max(1, frames), silent / max(1, steps))
