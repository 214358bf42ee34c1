"""What the lower axis of a loss plot counts: steps, epochs or hours. Without Qt."""

from __future__ import annotations

from bisect import bisect_left

import numpy as np
from numpy.typing import NDArray

UNITS = ("steps", "epochs", "hours")
Numbers = NDArray[np.float64]


class Epochs:
    """Which step ended which epoch. An epoch that is not over yet is as long as the one before it."""

    def __init__(self) -> None:
        self._ends: list[float] = []  # a step
        self._done: list[float] = []  # epochs done with it
        self._latest = 0.0

    @property
    def known(self) -> bool:
        """Whether any step has told its epoch."""
        return bool(self._ends)

    def add(self, before: float, epoch: float) -> None:
        """The first step after `before` is of `epoch`; only a change matters."""
        if epoch == epoch and (not self._ends or epoch > self._latest):
            self._ends.append(before)
            self._done.append(epoch - 1)
            self._latest = epoch

    def cut(self, step: float) -> None:
        """Forget all from `step` on."""
        keep = bisect_left(self._ends, step)
        del self._ends[keep:], self._done[keep:]
        self._latest = self._done[-1] + 1 if self._done else 0.0

    def at(self, steps: Numbers, last: float) -> Numbers:
        """Epochs done at `steps`, with fractions; `last` is the last step there is."""
        ends, done = self._ends_until(last)
        return np.interp(steps, ends, done)

    def step(self, epochs: float, last: float) -> float:
        """The step at which so many epochs are done."""
        ends, done = self._ends_until(last)
        return float(np.interp(epochs, done, ends))

    def _ends_until(self, last: float) -> tuple[list[float], list[float]]:
        if not self._ends:
            return [0.0, max(last, 1.0)], [0.0, max(last, 1.0)]
        ahead = max(last - self._ends[-1], 1.0)
        pace = ahead
        if len(self._ends) > 1:
            pace = (self._ends[-1] - self._ends[-2]) / max(self._done[-1] - self._done[-2], 1.0)
        end = self._done[-1] + min(ahead / max(pace, 1.0), 1.0)
        return [*self._ends, self._ends[-1] + ahead], [*self._done, end]
