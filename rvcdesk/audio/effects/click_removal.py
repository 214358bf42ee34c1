"""Takes clicks out: single samples or short bursts that nothing around them predicts.

Detection: Audacity's "Click Removal" (C. Brockman; src/effects/ClickRemoval.cpp) compares the power in a few
samples with the mean power around them. Here the same is asked of the prediction error of an autoregressive
model, in which clicks stand out of the voice (S. Godsill, P. Rayner, "Digital Audio Restoration", 1998,
section 5.2). A glottal pulse stands out as well, but it has others like it close by; a click has not.
What is found is replaced by what the model makes of its surroundings.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from rvcdesk.audio.effects.ar import interpolate, prediction_error, runs_of
from rvcdesk.audio.effects.base import EffectKind, Region, Samples, in_range, overlapping
from rvcdesk.audio.sources import Readable
from rvcdesk.jobs import Reporter
from rvcdesk.messages import N_

ORDER = 32
MODEL_S, AROUND_S = 0.025, 0.046  # the model's window; what "around" means, as in Audacity
NEAR_S, LIKE = 0.025, 3.0  # a click is so many times as high as the third highest of what is near
REACH = 8  # orders of the model on each side from which a click is filled in
CLICKS_NEAR = 3


@dataclass(frozen=True)
class ClickRemovalOptions:
    """What is a click.

    Attributes:
        threshold: 0 to 900; lower finds more. A tenth of it is the ratio of powers.
        width: the longest click in samples at 44.1 kHz, 1 to 40.
    """

    threshold: int = 200
    width: int = 20

    def __post_init__(self) -> None:
        in_range("threshold", self.threshold, 0, 900)
        in_range("width", self.width, 1, 40)


def clicks(samples: NDArray[np.float64], rate: int, options: ClickRemovalOptions) -> NDArray[np.int64]:
    """[start, end) of the clicks in (n,) samples, (count, 2)."""
    width = max(1, round(options.width * rate / 44100))
    power = np.square(prediction_error(samples, ORDER, 2 * round(MODEL_S * rate / 2)))
    around = _mean(power, round(AROUND_S * rate) | 1) + 1e-16
    found = np.zeros(len(power), bool)
    short = max(1, width // 5)
    for size in sorted({short, 2 * short, width}):
        loud = _mean(power, size | 1) >= options.threshold / 10 * around
        # The mean of so many samples is high on both sides of a click: only the core counts.
        found |= loud & (power >= options.threshold / 40 * around)
    if not found.any():
        return np.zeros((0, 2), np.int64)
    joined = _mean(found.astype(np.float64), 2 * short + 1) > 1e-9
    clicks = [run for run in runs_of(joined) if run[1] - run[0] <= 2 * width + 2 * short]
    alone = [run for run in clicks if _stands_alone(power, run, round(NEAR_S * rate), width)]
    return np.array(alone, np.int64).reshape(-1, 2)


def _mean(values: NDArray[np.float64], size: int) -> NDArray[np.float64]:
    """The mean over `size` (odd) samples around each."""
    total = np.cumsum(np.pad(values, (size // 2 + 1, size // 2)))
    return np.asarray(total[size:] - total[:-size]) / size


def _stands_alone(power: NDArray[np.float64], run: NDArray[np.int64], near: int, width: int) -> bool:
    """Whether few things near a click are nearly as high."""
    start, end = run
    top = power[start:end].max()
    others = np.concatenate(
        [power[max(0, start - near) : max(0, start - width)], power[end + width : end + near]]
    )
    if len(others) < width:
        return True
    step = max(1, width)
    peaks = others[: len(others) // step * step].reshape(-1, step).max(axis=1)
    rank = min(CLICKS_NEAR, len(peaks))
    return bool(top >= LIKE**2 * np.partition(peaks, -rank)[-rank])


def repaired(samples: NDArray[np.float64], rate: int, options: ClickRemovalOptions) -> NDArray[np.float64]:
    """(n,) samples without their clicks."""
    out = samples
    for start, end in clicks(samples, rate, options):
        if out is samples:
            out = samples.copy()
        first = max(0, start - REACH * ORDER)
        last = min(len(out), end + REACH * ORDER)
        unknown = np.zeros(last - first, bool)
        unknown[start - first : end - first] = True
        out[first:last] = interpolate(out[first:last], unknown, ORDER)
    return out


def render(
    source: Readable, region: Region, options: ClickRemovalOptions, report: Reporter
) -> Iterator[Samples]:
    """See `EffectKind`."""

    def work(samples: Samples, _start: int) -> Samples:
        rows = [repaired(row.astype(np.float64), source.rate, options) for row in samples]
        return np.stack(rows).astype(np.float32)

    context = round(4 * AROUND_S * source.rate)
    yield from overlapping(source, region, work, context=context, block=1 << 16, report=report)


CLICK_REMOVAL = EffectKind("click_removal", N_("Remove clicks"), 1, ClickRemovalOptions, render)
