"""Which save of a run to use, and whether training on is worth it. No torch, no Qt. It only advises.

The loss on the held-out pieces, once an epoch, is noisy: a single lowest value is mostly luck. So the curve
is smoothed before its lowest place is looked for, and of the saves that are as good as that place within
the noise the earliest is taken. Whether the curve falls, lies or rises is said only where the difference
is larger than the noise, and large enough to matter. The constants were set on simulated runs; what is
left of false alarms is counted in tests/training/test_recommend.py.
"""

from __future__ import annotations

import math
from collections.abc import Collection, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from rvcdesk.messages import N_, Message

Curve = NDArray[np.float64]

FEWEST = 3
POSSIBLE = (1e-6, 1e6)
# Half windows, in validations: a sixth of the run for how it goes, at most 25 for where it was lowest.
TREND_PART, LOWEST_REACH = 6, 25
# Neighbouring epochs are alike: means of n values are as uncertain as those of n / 3 independent ones.
ALIKE = 3.0
# How many standard errors, and how much of the loss, a rise or a fall must be.
RISE_ERRORS, RISE_LEAST = 3.0, 0.015
FALL_ERRORS, FALL_LEAST = 1.25, 0.003
# A trend that is known less well than this is not called flat.
FLAT_ERROR = 0.015

EARLY = N_(
    "It is too early to tell: {count} epochs were measured, and from one to the next the loss on held-out "
    "pieces varies by {percent} %."
)
FALLING = N_(
    "The loss on held-out pieces is still falling (by {percent} % over the last {epochs} epochs): train on."
)
FLAT = N_(
    "The loss on held-out pieces has hardly changed since epoch {epoch} ({loss}): "
    "little is gained by going on."
)
RISEN = N_(
    "The loss on held-out pieces was lowest around epoch {epoch} ({loss}) and has risen by {percent} % "
    "since: training on makes the voice repeat the recordings."
)


@dataclass(frozen=True)
class Point:
    """One validation: the mel loss on the held-out pieces after `step`."""

    step: int
    epoch: int
    mel: float


@dataclass(frozen=True)
class Recommendation:
    """A save, and why. `settled` False: still getting better, or too early to tell."""

    step: int
    epoch: int
    reason: Message
    settled: bool


def recommend(points: Sequence[Point], saves: Collection[int]) -> Recommendation | None:
    """The save to use, or None with fewer than 3 validations or without a save.

    Args:
        points: in the order in which they were measured; a run that was resumed may repeat steps.
        saves: the steps that were saved.
    """
    known = _current(points)
    if len(known) < FEWEST or not saves:
        return None
    # Logarithms: differences are parts of the loss from here on.
    curve = np.log([point.mel for point in known])
    reach = max(1, curve.size // TREND_PART)
    near = min(reach, LOWEST_REACH)
    noise = _noise(curve)
    even = _without_outliers(curve)
    smooth = _mean(even, near)
    error = noise * math.sqrt(ALIKE / (2 * near + 1))
    reason, settled = _reason(known, even, smooth, reach, noise, error)
    # While it goes on, an earlier save that is "as good" is only one of which less is known.
    step = _save(known, smooth, smooth.min() + (error if settled else 0.0), saves)
    return Recommendation(step, _epoch(known, step), reason, settled)


def _current(points: Sequence[Point]) -> list[Point]:
    """The validations that are numbers, by step; what came before a resume gives way to what comes after."""
    known: list[Point] = []
    for point in points:
        while known and known[-1].step >= point.step:
            known.pop()
        if isinstance(point.mel, (int, float)) and POSSIBLE[0] < point.mel < POSSIBLE[1]:
            known.append(point)
    return known


def _reason(
    known: list[Point], even: Curve, smooth: Curve, reach: int, noise: float, error: float
) -> tuple[Message, bool]:
    """Compares the last window with the one before it, and with the lowest place."""
    window = 2 * reach + 1
    lowest = int(np.argmin(smooth))
    low = float(smooth[lowest])
    now = float(even[-window:].mean())
    now_error = noise * math.sqrt(ALIKE / window)
    early = Message(EARLY, {"count": len(known), "percent": _percent(noise)})
    if len(known) < 2 * window:
        return early, False
    before = float(even[-2 * window : -window].mean())
    fall_error = now_error * math.sqrt(2)
    if before - now > max(FALL_ERRORS * fall_error, FALL_LEAST):
        epochs = known[-1].epoch - known[-1 - window].epoch
        return Message(FALLING, {"percent": -_percent(now - before), "epochs": epochs}), False
    least_rise = max(RISE_ERRORS * math.hypot(now_error, error), RISE_LEAST)
    if now - low > least_rise:
        values = {"epoch": known[lowest].epoch, "loss": _loss(low), "percent": _percent(now - low)}
        return Message(RISEN, values), True
    if fall_error > FLAT_ERROR:
        return early, False
    away = np.flatnonzero(np.abs(smooth - now) > least_rise)
    since = known[min(int(away[-1]) + 1, len(known) - 1) if away.size else 0]
    return Message(FLAT, {"epoch": since.epoch, "loss": _loss(now)}), True


def _save(known: list[Point], smooth: Curve, enough: float, saves: Collection[int]) -> int:
    """The earliest save whose smoothed loss is no higher than `enough`, else the one with the lowest."""
    # Of what was saved before the first validation nothing is known.
    measured = sorted(step for step in saves if step >= known[0].step) or [max(saves)]
    losses = np.interp(measured, [point.step for point in known], smooth)
    good = np.flatnonzero(losses <= enough)
    return measured[int(good[0]) if good.size else int(np.argmin(losses))]


def _epoch(known: list[Point], step: int) -> int:
    """The epoch that a step belongs to; a validation is the last step of its epoch."""
    for point in known:
        if step <= point.step:
            return point.epoch
    first, last = known[0], known[-1]
    per_epoch = (last.step - first.step) / max(1, last.epoch - first.epoch)
    return last.epoch + math.ceil((step - last.step) / per_epoch)


def _without_outliers(values: Curve) -> Curve:
    """The median of each value and its neighbours; at the ends of the three there."""
    inner = np.median(np.stack([values[:-2], values[1:-1], values[2:]]), axis=0)
    return np.concatenate([inner[:1], inner, inner[-1:]])


def _mean(values: Curve, reach: int) -> Curve:
    """The mean over `reach` neighbours on each side, over fewer at the ends."""
    sums = np.concatenate([[0.0], np.cumsum(values)])
    at = np.arange(values.size)
    first, last = np.maximum(at - reach, 0), np.minimum(at + reach + 1, values.size)
    return (sums[last] - sums[first]) / (last - first)


def _noise(values: Curve) -> float:
    """Standard deviation around the curve, from second differences: a slope is no noise, nor an outlier.

    Several distances, because neighbouring epochs are alike; never less than 0.1 %.
    """
    found = 1e-3
    for gap in range(1, max(1, min(3, values.size // 8)) + 1):
        bends = values[: -2 * gap] - 2 * values[gap:-gap] + values[2 * gap :]
        found = max(found, float(np.median(np.abs(bends))) / 0.6745 / math.sqrt(6))
    return found


def _loss(logarithm: float) -> float:
    return round(math.exp(logarithm), 1)


def _percent(difference: float) -> float:
    """Of two logarithms; with one decimal, without one from 10 % on."""
    percent = round(100 * math.expm1(difference), 1)
    return round(percent) if abs(percent) >= 10 else percent
