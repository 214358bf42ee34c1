"""Loss curves in memory, without Qt: appended step by step, smoothed, and reduced for drawing."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterable, Mapping
from typing import Any

import numpy as np
from numpy.typing import NDArray

from rvcdesk.ui.widgets.loss_axis import Epochs

LOSSES = ("discriminator", "generator", "feature_matching", "mel", "kl")
RATES = ("generator_norm", "discriminator_norm", "learning_rate")
Curve = tuple[NDArray[np.float64], NDArray[np.float64]]
Row = tuple[int, Mapping[str, float | None]] | tuple[int, Mapping[str, float | None], Mapping[str, Any]]

_FIRST_ROOM = 1024
_BLOCK = 256  # of the moving average
_FEW = 64  # steps that are smoothed one by one rather than with all before them
_BIN = 64  # steps whose lowest and highest values are kept at hand
_POINTS_PER_WEIGHT = 12  # of a run: its average reaches back over at most a twelfth of it
_HOUR = 3600.0


class LossData:
    """Steps and their losses; appending is cheap, however long the run.

    A loss of exactly 0 was not computed (the adversary joins a draft late): it is a gap, as what is None
    or not finite is.
    """

    def __init__(self, names: tuple[str, ...] = LOSSES, smoothing: float = 0.95) -> None:
        """`smoothing` is the share of the past in the moving average, 0..0.999; less in a short run."""
        self.names = names
        self.smoothing = smoothing
        self.count = 0
        self.epochs = Epochs()
        self._steps = np.zeros(_FIRST_ROOM)
        self._epoch = np.zeros(_FIRST_ROOM)
        self._hours = np.zeros(_FIRST_ROOM)
        self._raw = np.zeros((len(names), _FIRST_ROOM))
        self._smooth = np.zeros((len(names), _FIRST_ROOM))
        self._weights = np.zeros((len(names), _FIRST_ROOM))
        self._low = np.zeros((len(names), _FIRST_ROOM // _BIN))
        self._high = np.zeros((len(names), _FIRST_ROOM // _BIN))
        self._share = 0.0

    @property
    def steps(self) -> NDArray[np.float64]:
        """(count,) steps in rising order."""
        return self._steps[: self.count]

    @property
    def epoch(self) -> NDArray[np.float64]:
        """(count,) the epoch of each step; NaN where it was not told."""
        return self._epoch[: self.count]

    @property
    def hours(self) -> NDArray[np.float64]:
        """(count,) hours of training up to each step, pauses left out; all 0 where no time was told."""
        return self._hours[: self.count]

    @property
    def last(self) -> float:
        """The last step, 0 when there is none."""
        return float(self._steps[self.count - 1]) if self.count else 0.0

    def append(
        self, step: int, losses: Mapping[str, float | None], extra: Mapping[str, Any] | None = None
    ) -> None:
        """Add one step. A step that was there before replaces it and all after it (a resumed run).

        `extra` may hold `epoch`, `seconds` (of this step), `lr` and `grad_norm` as the event of a step does.
        """
        self._cut(step)
        at = self.count
        self._make_room(at + 1)
        values = np.array(_values(losses, extra, self.names), np.float64)
        values[~np.isfinite(values) | (values == 0)] = np.nan
        epoch, seconds = _times(extra)
        self.epochs.add(self.last, epoch)
        self._epoch[at] = epoch
        self._hours[at] = (self._hours[at - 1] if at else 0.0) + seconds / _HOUR
        self._steps[at] = step
        self._raw[:, at] = values
        place = at // _BIN
        fresh = at % _BIN == 0
        self._low[:, place] = values if fresh else np.fmin(self._low[:, place], values)
        self._high[:, place] = values if fresh else np.fmax(self._high[:, place], values)
        self.count += 1
        if self._wanted_share() != self._share:
            self._smooth_all()
        else:
            self._smooth_last(at, values)

    def extend(self, rows: Iterable[Row]) -> None:
        """Append many steps at once, as `append` would one by one but far quicker."""
        steps: list[int] = []
        columns: list[list[float | None]] = []
        times: list[tuple[float, float]] = []
        for row in rows:
            step, losses = row[0], row[1]
            extra = row[2] if len(row) > 2 else None
            if steps and step <= steps[-1]:
                keep = bisect_left(steps, step)
                del steps[keep:], columns[keep:], times[keep:]
            steps.append(step)
            columns.append(_values(losses, extra, self.names))
            times.append(_times(extra))
        if steps:
            self._extend(np.array(steps, np.float64), np.array(columns, np.float64).T, np.array(times).T)

    def _extend(
        self, steps: NDArray[np.float64], values: NDArray[np.float64], times: NDArray[np.float64]
    ) -> None:
        self._cut(steps[0])
        at, end = self.count, self.count + len(steps)
        self._make_room(end)
        values[~np.isfinite(values) | (values == 0)] = np.nan
        befores = np.concatenate([[self.last], steps[:-1]])
        epochs = times[0]
        for place in np.flatnonzero(np.diff(epochs, prepend=np.nan) != 0):
            self.epochs.add(float(befores[place]), float(epochs[place]))
        self._epoch[at:end] = epochs
        self._hours[at:end] = (self._hours[at - 1] if at else 0.0) + np.cumsum(times[1]) / _HOUR
        self._steps[at:end] = steps
        self._raw[:, at:end] = values
        self.count = end
        self._bin_from(at)
        if end - at > _FEW or self._wanted_share() != self._share:
            self._smooth_all()
        else:
            for fresh in range(at, end):
                self._smooth_last(fresh, self._raw[:, fresh])

    def _cut(self, step: float) -> None:
        """Forget `step` and all after it."""
        if self.count and step <= self._steps[self.count - 1]:
            self.count = int(np.searchsorted(self.steps, step))
            self.epochs.cut(step)
            self._bin_from(self.count)

    def _bin_from(self, first: int) -> None:
        """Lowest and highest values anew for the bins from the step at `first` on."""
        begin = first // _BIN * _BIN
        if begin < self.count:
            values = self._raw[:, begin : self.count]
            edges = np.arange(0, values.shape[1], _BIN)
            places = slice(begin // _BIN, begin // _BIN + len(edges))
            self._low[:, places] = np.fmin.reduceat(values, edges, axis=1)
            self._high[:, places] = np.fmax.reduceat(values, edges, axis=1)

    def _smooth_last(self, at: int, values: NDArray[np.float64]) -> None:
        before = self._smooth[:, at - 1] if at else np.full(len(values), np.nan)
        weight = self._share * self._weights[:, at - 1] if at else np.zeros(len(values))
        known = ~np.isnan(values)
        mixed = (weight * np.nan_to_num(before) + values) / (weight + 1)
        self._smooth[:, at] = np.where(known, mixed, before)
        self._weights[:, at] = np.where(known, weight + 1, self._weights[:, at - 1] if at else 0.0)

    def _make_room(self, wanted: int) -> None:
        while len(self._steps) < wanted:
            for name in ("_steps", "_epoch", "_hours", "_raw", "_smooth", "_weights", "_low", "_high"):
                old = getattr(self, name)
                setattr(self, name, np.concatenate([old, np.zeros_like(old)], axis=-1))

    def clear(self) -> None:
        """Forget everything."""
        self.count = 0
        self.epochs = Epochs()

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
            self._weights[index, : self.count] = (1 - _powers(share, known)) / (1 - share)

    def values_at(self, step: float | None = None) -> tuple[int, dict[str, float]] | None:
        """The nearest step (the last one for None) and its smoothed losses; None when empty."""
        if not self.count:
            return None
        at = self.count - 1 if step is None else nearest(self.steps, step)
        return int(self._steps[at]), dict(zip(self.names, self._smooth[:, at].tolist(), strict=True))

    def epoch_at(self, step: int) -> int:
        """The epoch of a step that there is; 0 when it was not told."""
        epoch = self._epoch[int(np.searchsorted(self.steps, step))]
        return int(epoch) if np.isfinite(epoch) else 0

    def known(self, name: str) -> bool:
        """Whether there is any value of that name."""
        used = -(-self.count // _BIN)
        return not bool(np.isnan(self._low[self.names.index(name), :used]).all())

    def column(self, name: str, *, smooth: bool = False) -> NDArray[np.float64]:
        """(count,) every value of that name, as it was or smoothed."""
        return (self._smooth if smooth else self._raw)[self.names.index(name), : self.count]

    def raw(self, name: str, start: float, end: float, points: int = 2000) -> Curve:
        """The curve between two steps, reduced to at most `points` that keep every peak.

        Where it is reduced, the groups lie on a fixed grid: a run that grows does not make its past flicker.
        """
        index = self.names.index(name)
        first, last = self._between(start, end)
        if last - first <= points:
            return self._steps[first:last], self._raw[index, first:last]
        stride = 1 << int(np.ceil(np.log2((last - first) / (points // 2 - 1))))
        first -= first % stride
        if stride >= _BIN:
            low, high = (bins[index, first // _BIN : -(-last // _BIN)] for bins in (self._low, self._high))
            edges = np.arange(0, len(low), stride // _BIN)
        else:
            low = high = self._raw[index, first:last]
            edges = np.arange(0, len(low), stride)
        reduced = np.stack([np.fmin.reduceat(low, edges), np.fmax.reduceat(high, edges)], axis=1)
        return np.repeat(self._steps[first:last:stride], 2), reduced.ravel()

    def smooth(self, name: str, start: float, end: float, points: int = 1000) -> Curve:
        """The moving average between two steps, every so many steps and always the last."""
        first, last = self._between(start, end)
        values = self._smooth[self.names.index(name)]
        if last - first <= points:
            return self._steps[first:last], values[first:last]
        stride = -(-(last - first) // (points - 2))
        inner = np.arange(first + stride - first % stride, last - 1, stride)
        places = np.concatenate([[first], inner, [last - 1]])
        return self._steps[places], values[places]

    def _between(self, start: float, end: float) -> tuple[int, int]:
        """The places from one before `start` to one after `end`."""
        first = max(int(np.searchsorted(self.steps, start)) - 1, 0)
        return first, min(int(np.searchsorted(self.steps, end, "right")) + 1, self.count)

    def places(self, steps: NDArray[np.float64], unit: str) -> NDArray[np.float64]:
        """Where steps lie on an axis of "steps", "epochs" or "hours"."""
        if unit == "epochs":
            return self.epochs.at(steps, self.last)
        if unit == "hours" and self.count:
            return np.interp(steps, self.steps, self.hours)
        return steps

    def step_at(self, place: float, unit: str) -> float:
        """The step at a place of such an axis."""
        if unit == "epochs":
            return self.epochs.step(place, self.last)
        if unit == "hours" and self.count:
            return float(np.interp(place, self.hours, self.steps))
        return place


def nearest(steps: NDArray[np.float64], step: float) -> int:
    """The index of the nearest of some rising steps."""
    at = int(np.searchsorted(steps, step).clip(0, len(steps) - 1))
    return at - 1 if at and step - steps[at - 1] < steps[at] - step else at


def _values(
    losses: Mapping[str, float | None], extra: Mapping[str, Any] | None, names: tuple[str, ...]
) -> list[float | None]:
    if not extra:
        return [losses.get(name) for name in names]
    norms = extra.get("grad_norm") or {}
    rates = {
        "learning_rate": extra.get("lr"),
        "generator_norm": norms.get("generator"),
        "discriminator_norm": norms.get("discriminator"),
    }
    return [rates[name] if name in rates else losses.get(name) for name in names]


def _times(extra: Mapping[str, Any] | None) -> tuple[float, float]:
    """The epoch (NaN: not told) and the seconds of a step."""
    if not extra:
        return float("nan"), 0.0
    epoch, seconds = extra.get("epoch"), extra.get("seconds")
    return float(epoch) if epoch else float("nan"), max(float(seconds or 0.0), 0.0)


def moving_average(values: NDArray[np.float64], share: float) -> NDArray[np.float64]:
    """Weighted mean of all values so far, each weighing `share` of the one after it; NaN changes nothing.

    An exponential moving average without its bias towards the first value, which for a loss is far
    above all others. Blocks are one matrix product: 100 000 steps take milliseconds in numpy.
    """
    known = np.flatnonzero(~np.isnan(values))
    out = np.full(len(values), np.nan)
    if not len(known):
        return out
    blocks = -(-len(known) // _BLOCK)
    present = np.zeros(blocks * _BLOCK)
    present[: len(known)] = values[known]
    power = _powers(share, np.arange(_BLOCK + 1))
    distance = np.subtract.outer(np.arange(_BLOCK), np.arange(_BLOCK))
    kernel = np.where(distance >= 0, (1 - share) * power[distance.clip(0)], 0.0)
    averages = present.reshape(blocks, _BLOCK) @ kernel.T
    last = 0.0
    for block in averages:
        block += power[1:] * last
        last = block[-1]
    flat = averages.ravel()[: len(known)] / (1 - _powers(share, np.arange(1, len(known) + 1)))
    # where a value is missing, the average stays what it was
    latest = np.cumsum(~np.isnan(values)) - 1
    out[latest >= 0] = flat[latest[latest >= 0]]
    return out


def _powers(share: float, exponents: NDArray[np.int64]) -> NDArray[np.float64]:
    """share ** exponents; what is far too small to matter is 0, as such numbers are slow to reckon with."""
    least = -40 / np.log(share) if share > 0 else 1
    return np.where(exponents < least, share ** np.minimum(exponents, least), 0.0)


class Validations:
    """Rare points of one curve: the mel loss on pieces that were kept out of the training."""

    def __init__(self) -> None:
        self._steps: list[float] = []
        self._values: list[float] = []

    def __len__(self) -> int:
        return len(self._steps)

    def add(self, step: int, value: float | None) -> None:
        """Add a point. A step that was there before replaces it and all after it (a resumed run)."""
        self.cut(step)
        if value is not None and np.isfinite(value):
            self._steps.append(float(step))
            self._values.append(float(value))

    def cut(self, step: float) -> None:
        """Forget `step` and all after it."""
        keep = bisect_left(self._steps, step)
        del self._steps[keep:], self._values[keep:]

    def clear(self) -> None:
        """Forget everything."""
        self.cut(float("-inf"))

    @property
    def curve(self) -> Curve:
        """Steps and values."""
        return np.array(self._steps), np.array(self._values)

    def value_at(self, step: float | None = None) -> float:
        """The value of the nearest point (the last one for None); NaN when there is none."""
        if not self._steps:
            return float("nan")
        return self._values[-1 if step is None else nearest(np.array(self._steps), step)]
