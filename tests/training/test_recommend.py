"""Which save is recommended, on curves of which the truth is known."""

from __future__ import annotations

import json
import math

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from rvcdesk.messages import Message
from rvcdesk.training.recommend import EARLY, FALLING, FLAT, RISEN, Point, Recommendation, recommend

STEPS = 40  # of an epoch

# What is true of noise may be false once in ten thousand: the same draws in every run.
steady = settings(deadline=None, derandomize=True)
SEEDS = st.integers(0, 2**32 - 1)


def points(curve: np.ndarray) -> list[Point]:
    return [Point(STEPS * (index + 1), index + 1, float(value)) for index, value in enumerate(curve)]


def saves(epochs: int, every: int = 5) -> list[int]:
    return [STEPS * epoch for epoch in range(every, epochs + 1, every)]


def ask(curve: np.ndarray, every: int = 5) -> Recommendation:
    found = recommend(points(curve), saves(len(curve), every))
    assert found is not None
    return found


def noise(draw: np.random.Generator, count: int, size: float) -> np.ndarray:
    """Relative; half of each value comes from the one before, as in training. One in fifty is far off."""
    values = draw.standard_normal(count)
    for index in range(1, count):
        values[index] = 0.5 * values[index - 1] + math.sqrt(0.75) * values[index]
    odd = draw.random(count) < 0.02
    values[odd] += draw.choice([-5, 5], int(odd.sum()))
    return 1 + size * values


def falling(draw: np.random.Generator, count: int) -> np.ndarray:
    epochs = np.arange(1, count + 1)
    start, end = draw.uniform(3, 12), draw.uniform(12, 20)
    if draw.random() < 0.5:
        return end + start * epochs ** -draw.uniform(0.15, 0.8)
    return end + start * np.exp(-epochs / draw.uniform(count / 6, count))


def u_shaped(draw: np.random.Generator, count: int, rise: float) -> tuple[np.ndarray, int]:
    epochs = np.arange(1, count + 1)
    lowest = int(count * draw.uniform(0.2, 0.6))
    end = draw.uniform(14, 22)
    curve = end + draw.uniform(2, 8) * np.exp(-epochs / (lowest / 5))
    return curve + np.clip((epochs - lowest) / (count - lowest), 0, None) * rise * end, lowest


def plateau(draw: np.random.Generator, count: int) -> np.ndarray:
    epochs = np.arange(1, count + 1)
    return draw.uniform(14, 22) + draw.uniform(3, 10) * np.exp(-epochs / draw.uniform(1, count / 12))


@steady
@given(SEEDS, st.integers(20, 200), st.sampled_from([0.003, 0.01, 0.02]))
def test_never_says_risen_of_a_falling_curve(seed: int, count: int, size: float) -> None:
    draw = np.random.default_rng(seed)
    found = ask(falling(draw, count) * noise(draw, count, size))
    assert found.reason.template != RISEN


@steady
@given(SEEDS, st.integers(24, 200))
def test_clearly_falling(seed: int, count: int) -> None:
    draw = np.random.default_rng(seed)
    curve = 15 + 8 * np.exp(-np.arange(count) / (count / 2))
    found = ask(curve * noise(draw, count, 0.003))
    assert found.reason.template == FALLING and not found.settled
    assert found.step >= 0.7 * STEPS * count


@steady
@given(SEEDS, st.integers(50, 200))
def test_u_shaped(seed: int, count: int) -> None:
    draw = np.random.default_rng(seed)
    curve, lowest = u_shaped(draw, count, 0.15)
    found = ask(curve * noise(draw, count, 0.006))
    assert found.reason.template == RISEN and found.settled
    truth = curve[found.epoch - 1]
    assert truth < 1.02 * min(curve[4::5])
    assert found.step in saves(count) and found.step == STEPS * found.epoch
    assert abs(found.reason.values["epoch"] - lowest) < 0.25 * count


@steady
@given(SEEDS, st.integers(30, 200))
def test_plateau(seed: int, count: int) -> None:
    draw = np.random.default_rng(seed)
    curve = plateau(draw, count)
    found = ask(curve * noise(draw, count, 0.004))
    assert found.reason.template in (FLAT, FALLING)
    if found.settled:
        assert found.reason.values["epoch"] < 0.6 * count
    assert curve[found.epoch - 1] < 1.01 * curve[-1]


def test_false_alarms() -> None:
    """At every epoch of many runs: how often a rise is seen where there is none, and where there is."""
    draw = np.random.default_rng(5)
    count, runs = 60, 40
    alarms = {"falling": 0, "plateau": 0}
    for _ in range(runs):
        for name, make in (("falling", falling), ("plateau", plateau)):
            curve = make(draw, count) * noise(draw, count, 0.01)
            alarms[name] += sum(ask(curve[:n], 1).reason.template == RISEN for n in range(3, count + 1, 3))
    looks = runs * count / 3
    assert alarms["falling"] == 0
    assert alarms["plateau"] <= 0.01 * looks
    seen = [
        ask(u_shaped(draw, count, 0.08)[0] * noise(draw, count, 0.01)).reason.template == RISEN
        for _ in range(runs)
    ]
    assert sum(seen) >= 0.9 * runs


@steady
@given(SEEDS, st.integers(0, 59), st.floats(0.3, 0.95))
def test_one_low_value_does_not_win(seed: int, place: int, depth: float) -> None:
    draw = np.random.default_rng(seed)
    curve = falling(draw, 60) * (1 + 0.002 * draw.standard_normal(60))
    plain = ask(curve, 1)
    curve[place] *= depth
    found = ask(curve, 1)
    assert abs(found.epoch - plain.epoch) <= 12
    assert found.reason.template == plain.reason.template or {
        found.reason.template,
        plain.reason.template,
    } <= {
        FALLING,
        FLAT,
    }


@settings(deadline=None)
@given(SEEDS, st.lists(st.integers(0, 39), max_size=10, unique=True))
def test_what_is_no_number_is_left_out(seed: int, places: list[int]) -> None:
    draw = np.random.default_rng(seed)
    good = points(falling(draw, 40) * noise(draw, 40, 0.01))
    without = [point for index, point in enumerate(good) if index not in places]
    odd = [math.nan, math.inf, None, -1.0, 0.0]
    withal = [
        Point(point.step, point.epoch, odd[index % 5]) if index in places else point  # type: ignore[arg-type]
        for index, point in enumerate(good)
    ]
    assert recommend(withal, saves(40)) == recommend(without, saves(40))


@settings(deadline=None)
@given(SEEDS, st.integers(1, 39), st.integers(1, 20))
def test_after_a_resume_the_later_counts(seed: int, stopped: int, back: int) -> None:
    draw = np.random.default_rng(seed)
    good = points(falling(draw, 40) * noise(draw, 40, 0.01))
    lost = [Point(point.step, point.epoch, 99.0) for point in good[max(stopped - back, 0) : stopped]]
    seen = [*good[: max(stopped - back, 0)], *lost, *good[max(stopped - back, 0) :]]
    assert recommend(seen, saves(40)) == recommend(good, saves(40))


@settings(deadline=None)
@given(st.lists(st.floats(allow_nan=True), max_size=30), st.sets(st.integers(1, 3000), max_size=8))
def test_any_values(values: list[float], saved: set[int]) -> None:
    found = recommend(points(np.array(values)), saved)
    usable = sum(1e-6 < value < 1e6 for value in values)
    assert (found is None) == (usable < 3 or not saved)
    if found:
        assert found.step in saved and found.epoch >= 1
        assert Message.from_json(json.loads(json.dumps(found.reason.to_json()))) == found.reason
        assert "{" not in str(found.reason)


def test_too_little_to_say() -> None:
    curve = np.array([25.0, 22.0, 21.0, 20.5, 20.2])
    assert recommend(points(curve[:2]), [80]) is None
    assert recommend(points(curve), []) is None
    found = ask(curve)
    assert found.reason.template == EARLY and not found.settled


def test_wild_curves_are_not_called_flat() -> None:
    draw = np.random.default_rng(2)
    found = ask(20 * (1 + 0.1 * draw.standard_normal(12)), 1)
    assert not found.settled


def test_the_sentences() -> None:
    epochs = np.arange(1, 61)
    fall = ask(20 + 5 * np.exp(-epochs / 40))
    assert str(fall.reason) == (
        "The loss on held-out pieces is still falling (by 4.4 % over the last 21 epochs): train on."
    )
    flat = ask(20 + 5 * np.exp(-epochs / 3))
    assert "has hardly changed since epoch 14 (20.0)" in str(flat.reason)
    risen = ask(20 + 5 * np.exp(-epochs / 3) + np.clip(epochs - 20, 0, None) * 0.05)
    assert str(risen.reason) == (
        "The loss on held-out pieces was lowest around epoch 18 (20.1) and has risen by 6.7 % since: "
        "training on makes the voice repeat the recordings."
    )


@pytest.mark.parametrize(("step", "epoch"), [(3, 1), (40, 1), (41, 2), (400, 10), (401, 11), (495, 13)])
def test_epoch_of_a_save(step: int, epoch: int) -> None:
    found = recommend(points(np.linspace(25, 20, 10)), [step])
    assert found is not None
    assert (found.step, found.epoch) == (step, epoch)


def test_saves_before_the_first_validation_are_not_judged() -> None:
    found = recommend(points(np.full(20, 20.0)), [5, 30, 80, 400])
    assert found is not None
    assert found.step == 80
