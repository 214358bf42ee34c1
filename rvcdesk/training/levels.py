"""How loud the recordings of a project are: what spoils a voice before any training. No torch."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

import numpy as np

from rvcdesk.audio.clip import Clip
from rvcdesk.jobs import SILENT, Reporter
from rvcdesk.messages import N_, BadInput
from rvcdesk.project import Project
from rvcdesk.training.summary import clip_facts

SILENCE = 10 ** (-50 / 20)
STEP_S = 0.1
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
    from rvcdesk.audio.loudness import measure_blocks

    quiet = _Quiet(clip.rate)
    loudness = measure_blocks(quiet.listen(clip.render(kept_only=True).blocks()), clip.rate)
    return Levels(clip.name, loudness.peak_db, loudness.clipped, quiet.share)


class _Quiet:
    """Counts silent stretches of a stream that passes by."""

    def __init__(self, rate: int) -> None:
        self._step = max(1, round(rate * STEP_S))
        self._silent = self._all = 0

    def listen(self, blocks: Iterable[np.ndarray]) -> Iterator[np.ndarray]:
        """Pass blocks (channels, n) on; the end of a block that fills no stretch is not counted."""
        for block in blocks:
            whole = block.shape[1] // self._step * self._step
            power = np.square(block[:, :whole]).mean(axis=0).reshape(-1, self._step).mean(axis=1)
            self._silent += int((power < SILENCE**2).sum())
            self._all += power.size
            yield block

    @property
    def share(self) -> float:
        return self._silent / max(1, self._all)
