"""Loss curves in memory, without Qt: appended step by step, smoothed, and reduced for drawing."""

from __future__ import annotations

from collections.abc import Mapping

import numpy as np
from numpy.typing import NDArray

LOSSES = ("discriminator", "generator", "feature_matching", "mel", "kl")
Curve = tuple[NDArray[np.float64], NDArray[np.float64]]

_FIRST_ROOM = 1024
_BLOCK = 256
_POINTS_PER_WEIGHT = 12  # of a run: its average reaches back over at most a twelfth of it


class LossData:
    """Steps and their losses; appending is cheap, however long the run.

    A loss of exactly 0 was not computed (the adversary joins a draft late): it is a gap.
    """

    def __init__(self, names: tuple[str, ...] = LOSSES, smoothing: float = 0.95) -> None:
        """`smoothing` is the share of the past in the moving average, 0..0.999; less in a short run."""
        self.names = names
        self.smoothing = smoothing
        self.count = 0
        self._steps = np.zeros(_FIRST_ROOM)
        self._raw = np.zeros((len(names), _FIRST_ROOM))
        self._smooth = np.zeros((len(names), _FIRST_ROOM))
        self._weights = np.zeros((len(names), _FIRST_ROOM))
        self._share = 0.0

    @property
    def steps(self) -> NDArray[np.float64]:
        """(count,) steps in rising order."""
        return self._steps[: self.count]

    def append(self, step: int, losses: Mapping[str, float]) -> None:
        """Add one step. A step that was there before replaces it and all after it (a resumed run)."""
        if self.count and step <= self._steps[self.count - 1]:
            self.count = int(np.searchsorted(self.steps, step))
        if self.count == len(self._steps):
            self._grow()
        at = self.count
        values = np.array([losses.get(name, np.nan) for name in self.names], np.float64)
        values[~np.isfinite(values) | (values == 0)] = np.nan
        self._steps[at] = step
        self._raw[:, at] = values
        self.count += 1
        if self._wanted_share() != self._share:
            self._smooth_all()
        else:
            self._smooth_last(at, values)

    def _smooth_last(self, at: int, values: NDArray[np.float64]) -> None:
        before = self._smooth[:, at - 1] if at else np.full(len(values), np.nan)
        weight = self._share * self._weights[:, at - 1] if at else np.zeros(len(values))
        known = ~np.isnan(values)
        mixed = (weight * np.nan_to_num(before) + values) / (weight + 1)
        self._smooth[:, at] = np.where(known, mixed, before)
        self._weights[:, at] = np.where(known, weight + 1, self._weights[:, at - 1] if at else 0.0)

    def _grow(self) -> None:
        self._steps = np.concatenate([self._steps, np.zeros_like(self._steps)])
        self._raw = np.concatenate([self._raw, np.zeros_like(self._raw)], axis=1)
        self._smooth = np.concatenate([self._smooth, np.zeros_like(self._smooth)], axis=1)
        self._weights = np.concatenate([self._weights, np.zeros_like(self._weights)], axis=1)

    def clear(self) -> None:
        """Forget everything."""
        self.count = 0

    def set_smoothing(self, smoothing: float) -> None:
        """Smooth all that is there anew."""
        self.smoothing = min(max(smoothing, 0.0), 0.999)
        self._smooth_all()

    def _wanted_share(self) -> float:
        """What was asked for, or less while the run is short, so that its curves do not lag behind it."""
        return min(self.smoothing, 1 - 1 / max(1, self.count // _POINTS_PER_WEIGHT))

    def _smooth_all(self) -> None:
        share = self._share = self._wanted_share()
        for index in range(len(self.names)):
            values = self._raw[index, : self.count]
            self._smooth[index, : self.count] = moving_average(values, share)
            known = np.cumsum(~np.isnan(values))
            self._weights[index, : self.count] = (1 - share**known) / (1 - share)

    def values_at(self, step: float | None = None) -> tuple[int, dict[str, float]] | None:
        """The nearest step (the last one for None) and its smoothed losses; None when empty."""
        if not self.count:
            return None
        at = self.count - 1
        if step is not None:
            at = int(np.searchsorted(self.steps, step).clip(0, self.count - 1))
            if at and step - self._steps[at - 1] < self._steps[at] - step:
                at -= 1
        return int(self._steps[at]), dict(zip(self.names, self._smooth[:, at].tolist(), strict=True))

    def raw(self, name: str, start: float, end: float, points: int = 2000) -> Curve:
        """The curve between two steps, reduced to at most `points` that keep every peak."""
        steps, values = self._between(self._raw[self.names.index(name)], start, end)
        if len(steps) <= points:
            return steps, values
        edges = np.linspace(0, len(steps), points // 2 + 1).astype(np.int64)[:-1]
        reduced = np.stack([np.fmin.reduceat(values, edges), np.fmax.reduceat(values, edges)], axis=1)
        return np.repeat(steps[edges], 2), reduced.ravel()

    def smooth(self, name: str, start: float, end: float, points: int = 1000) -> Curve:
        """The moving average between two steps, every so many steps and always the last."""
        steps, values = self._between(self._smooth[self.names.index(name)], start, end)
        if len(steps) <= points:
            return steps, values
        places = np.linspace(0, len(steps) - 1, points).round().astype(np.int64)
        return steps[places], values[places]

    def _between(self, values: NDArray[np.float64], start: float, end: float) -> Curve:
        first = max(int(np.searchsorted(self.steps, start)) - 1, 0)
        last = min(int(np.searchsorted(self.steps, end, "right")) + 1, self.count)
        return self._steps[first:last], values[first:last]


def moving_average(values: NDArray[np.float64], share: float) -> NDArray[np.float64]:
    """Weighted mean of all values so far, each weighing `share` of the one after it; NaN changes nothing.

    An exponential moving average without its bias towards the first value, which for a loss is far
    above all others. Blocks are one matrix product each: 100 000 steps take milliseconds in numpy.
    """
    known = np.flatnonzero(~np.isnan(values))
    out = np.full(len(values), np.nan)
    if not len(known):
        return out
    present = values[known]
    averages = np.empty_like(present)
    power = share ** np.arange(_BLOCK + 1)
    distance = np.subtract.outer(np.arange(_BLOCK), np.arange(_BLOCK))
    kernel = np.where(distance >= 0, (1 - share) * power[distance.clip(0)], 0.0)
    last = 0.0
    for start in range(0, len(present), _BLOCK):
        part = present[start : start + _BLOCK]
        size = len(part)
        averages[start : start + size] = kernel[:size, :size] @ part + power[1 : size + 1] * last
        last = averages[start + size - 1]
    averages /= 1 - share ** np.arange(1, len(present) + 1)
    # where a value is missing, the average stays what it was
    latest = np.searchsorted(known, np.arange(len(values)), "right") - 1
    out[latest >= 0] = averages[latest[latest >= 0]]
    return out
