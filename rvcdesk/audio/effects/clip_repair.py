"""Rebuilds peaks that were cut off: a recording that was too loud for its converter.

As Audacity's "Clip Fix" (B. Schmidt; plug-ins/clipfix.ny): what reaches the threshold, a share of the highest
peak, is taken for cut off, rebuilt, and the whole is turned down to make room. Audacity draws a cubic through
the edges; here the missing samples are those that an autoregressive model of the surroundings predicts
(A. Janssen et al. 1986, see `ar`), never lower than what is there.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from weakref import WeakKeyDictionary

import numpy as np
from numpy.typing import NDArray

from rvcdesk.audio.effects.ar import interpolate, runs_of
from rvcdesk.audio.effects.base import BLOCK, EffectKind, Region, Samples, in_range, overlapping
from rvcdesk.audio.sources import Readable
from rvcdesk.jobs import Reporter
from rvcdesk.messages import N_

ORDER = 32
SHORTEST = 3  # samples; fewer at the top are a peak, not a flat one
AROUND = 16 * ORDER  # frames of undamaged sound on each side that the model is made from
MOST = 500  # samples solved for at once
_peaks: WeakKeyDictionary[Readable, float] = WeakKeyDictionary()
HIGHEST = 4.0  # times what is there: more is not believed


@dataclass(frozen=True)
class ClipRepairOptions:
    """What is cut off, and how much room is made.

    Attributes:
        threshold_percent: of the highest peak of the recording, 50 to 100.
        gain_db: how the whole is turned down afterwards, -30 to 0.
    """

    threshold_percent: float = 95.0
    gain_db: float = -9.0

    def __post_init__(self) -> None:
        in_range("threshold_percent", self.threshold_percent, 50, 100)
        in_range("gain_db", self.gain_db, -30, 0)


def repaired(samples: NDArray[np.float64], level: float) -> NDArray[np.float64]:
    """(n,) samples with every flat top at `level` or above rebuilt."""
    runs = [run for run in runs_of(np.abs(samples) >= level) if run[1] - run[0] >= SHORTEST]
    if not runs:
        return samples
    out = samples.copy()
    for group in _groups(runs):
        first = max(0, int(group[0][0]) - AROUND)
        last = min(len(samples), int(group[-1][1]) + AROUND)
        unknown = np.zeros(last - first, bool)
        for start, end in group:
            unknown[start - first : end - first] = True
        part = samples[first:last]
        found = interpolate(part, unknown, min(ORDER, (last - first) // 8), rounds=4)
        there = np.abs(part[unknown])
        higher = np.clip(found[unknown] * np.sign(part[unknown]), there, HIGHEST * there)
        out[first:last][unknown] = higher * np.sign(part[unknown])
    return out


def _groups(runs: list[NDArray[np.int64]]) -> Iterator[list[NDArray[np.int64]]]:
    """Runs that lie so close together that they have to be solved for at once."""
    group = [runs[0]]
    for run in runs[1:]:
        unknown = sum(int(end - start) for start, end in group)
        if run[0] - group[-1][1] > 2 * ORDER or unknown > MOST:
            yield group
            group = []
        group.append(run)
    yield group


def _peak(source: Readable, report: Reporter) -> float:
    """The highest sample of a recording; looked for once."""
    if source not in _peaks:
        peak = 0.0
        for start in range(0, source.frames, BLOCK):
            report.progress(start, source.frames, N_("Looking for the highest peak"))
            peak = max(peak, float(np.abs(source.read(start, BLOCK)).max(initial=0.0)))
        _peaks[source] = peak
    return _peaks[source]


def render(
    source: Readable, region: Region, options: ClipRepairOptions, report: Reporter
) -> Iterator[Samples]:
    """See `EffectKind`."""
    peak = _peak(source, report)
    level = max(1e-6, peak * options.threshold_percent / 100)
    gain = 10 ** (options.gain_db / 20)

    def work(samples: Samples, _start: int) -> Samples:
        rows = [repaired(row.astype(np.float64), level) for row in samples]
        return (np.stack(rows) * gain).astype(np.float32)

    yield from overlapping(source, region, work, context=4096, block=1 << 16, report=report)


CLIP_REPAIR = EffectKind("clip_repair", N_("Repair clipping"), 1, ClipRepairOptions, render)
