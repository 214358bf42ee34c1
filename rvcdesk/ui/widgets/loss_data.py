"""Loss curves in memory, without Qt: appended step by step, smoothed, and reduced for drawing."""

from __future__ import annotations

from collections.abc import Mapping

import numpy as np
from numpy.typing import NDArray

LOSSES = ("discriminator", "generator", "feature_matching", "mel", "kl")
Curve = tuple[NDArray[np.float64], NDArray[np.float64]]

_FIRST_ROOM = 1024
_BLOCK = 256


class LossData:
    """Steps and their losses; appending is cheap, however long the run."""

    def __init__(self, names: tuple[str, ...] = LOSSES, smoothing: float = 0.95) -> None:
        """`smoothing` is the share of the past in the moving average, 0..0.999."""
        self.names = names
        self.smoothing = smoothing
        self.count = 0
        self._steps = np.zeros(_FIRST_ROOM)
        self._raw = np.zeros((len(names), _FIRST_ROOM))
        self._smooth = np.zeros((len(names), _FIRST_ROOM))

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
        values[~np.isfinite(values)] = np.nan
        self._steps[at] = step
        self._raw[:, at] = values
        before = self._smooth[:, at - 1] if at else values
        mixed = self.smoothing * before + (1 - self.smoothing) * values
        mixed = np.where(np.isnan(values), before, np.where(np.isnan(before), values, mixed))
        self._smooth[:, at] = mixed
        self.count += 1

    def _grow(self) -> None:
        self._steps = np.concatenate([self._steps, np.zeros_like(self._steps)])
        self._raw = np.concatenate([self._raw, np.zeros_like(self._raw)], axis=1)
        self._smooth = np.concatenate([self._smooth, np.zeros_like(self._smooth)], axis=1)

    def clear(self) -> None:
        """Forget everything."""
        self.count = 0

    def set_smoothing(self, smoothing: float) -> None:
        """Smooth all that is there anew."""
        self.smoothing = min(max(smoothing, 0.0), 0.999)
        for index in range(len(self.names)):
            self._smooth[index, : self.count] = moving_average(self._raw[index, : self.count], self.smoothing)

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
    """Exponential moving average: y[i] = share * y[i - 1] + (1 - share) * x[i]; NaN changes nothing.

    Blocks are one matrix product each, so that 100 000 steps take milliseconds in plain numpy.
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
    last = present[0]
    for start in range(0, len(present), _BLOCK):
        part = present[start : start + _BLOCK]
        size = len(part)
        averages[start : start + size] = kernel[:size, :size] @ part + power[1 : size + 1] * last
        last = averages[start + size - 1]
    # where a value is missing, the average stays what it was
    latest = np.searchsorted(known, np.arange(len(values)), "right") - 1
    out[latest >= 0] = averages[latest[latest >= 0]]
    return out
