"""The data behind the loss curves: appended, cut, smoothed, reduced, counted in epochs and hours."""

from __future__ import annotations

import numpy as np
import pytest

from rvcdesk.ui.widgets.loss_bands import PARTS, Band, Standing, healthy_bands
from rvcdesk.ui.widgets.loss_canvas import log_ticks
from rvcdesk.ui.widgets.loss_data import LOSSES, RATES, LossData, Validations, moving_average
from rvcdesk.ui.widgets.loss_markers import neighbour


def row(value: float) -> dict[str, float]:
    return dict.fromkeys(LOSSES, value)


def test_appending_keeps_steps_and_values_beyond_the_first_room() -> None:
    data = LossData(smoothing=0.0)
    for step in range(1, 5001):
        data.append(step, row(step * 0.5))
    assert data.count == 5000
    steps, values = data.raw("mel", 0, 1e9, points=10_000)
    np.testing.assert_array_equal(steps, np.arange(1, 5001))
    np.testing.assert_array_equal(values, np.arange(1, 5001) * 0.5)


def test_a_recurring_step_replaces_what_came_after_it() -> None:
    data = LossData()
    for step in (1, 2, 3, 4):
        data.append(step, row(9.0))
    data.append(3, row(1.0))
    assert data.steps.tolist() == [1, 2, 3]
    assert data.raw("kl", 0, 10)[1].tolist() == [9, 9, 1]


def test_reduction_keeps_every_peak_and_the_limit() -> None:
    data = LossData()
    for step in range(1, 20_001):
        data.append(step, row(100.0 if step == 12_345 else 1.0))
    steps, values = data.raw("mel", 0, 1e9, points=500)
    assert 250 <= len(steps) <= 500
    assert values.max() == 100
    assert (np.diff(steps) >= 0).all()
    near_steps, near = data.raw("mel", 12_300, 12_400, points=500)
    assert near[near_steps == 12_345].tolist() == [100]


def test_smoothing_while_appending_equals_smoothing_afterwards() -> None:
    rng = np.random.default_rng(0)
    values = rng.uniform(1, 5, 1000)
    values[[0, 1, 300, 301, 999]] = np.nan
    data = LossData(smoothing=0.9)
    for step, value in enumerate(values.tolist()):
        data.append(step, row(value))
    np.testing.assert_allclose(data.smooth("mel", -1, 2000, 5000)[1], moving_average(values, 0.9))
    data.set_smoothing(0.5)
    np.testing.assert_allclose(data.smooth("mel", -1, 2000, 5000)[1], moving_average(values, 0.5))


def test_what_is_not_finite_is_a_gap() -> None:
    data = LossData(smoothing=0.0)
    data.append(1, row(2.0))
    data.append(2, {"mel": float("inf"), "kl": 3.0})
    assert np.isnan(data.raw("mel", 0, 9)[1][1]) and np.isnan(data.raw("generator", 0, 9)[1][1])
    assert data.values_at() == (2, {**row(2.0), "kl": 3.0})


def test_a_loss_of_exactly_zero_has_not_begun() -> None:
    data = LossData(smoothing=0.0)
    for step, value in enumerate((0.0, 0.0, 4.0), 1):
        data.append(step, {"generator": value, "mel": 2.0})
    values = data.raw("generator", 0, 9)[1]
    assert np.isnan(values[:2]).all() and values[2] == 4.0


def test_smoothing_does_not_lag_in_a_short_run() -> None:
    """A loss that falls from 3000 to 100 in five steps is shown near 100 in a run of sixty."""
    data = LossData(smoothing=0.95)
    for step in range(1, 61):
        data.append(step, row(3000.0 if step < 5 else 100.0))
    steps, values = data.smooth("kl", 0, 100)
    assert values[0] == pytest.approx(3000.0)
    assert values[steps == 30][0] < 120 and values[-1] == pytest.approx(100.0, rel=0.01)


def test_smoothing_reaches_what_is_asked_for_in_a_long_run() -> None:
    data = LossData(smoothing=0.95)
    noise = np.random.default_rng(0).uniform(1, 2, 2000)
    for step, value in enumerate(noise.tolist(), 1):
        data.append(step, row(value))
    np.testing.assert_allclose(data.smooth("mel", 0, 3000, 5000)[1], moving_average(noise, 0.95))


def test_values_at_is_the_nearest_step() -> None:
    data = LossData(smoothing=0.0)
    assert data.values_at() is None
    for step in (10, 20, 30):
        data.append(step, row(float(step)))
    found = [data.values_at(step) for step in (0, 14.9, 15.1, 99, None)]
    assert [item[0] for item in found if item] == [10, 10, 20, 30, 30]


def test_neighbour() -> None:
    assert [neighbour([1, 5, 9], at, right=True) for at in (None, 1, 9)] == [1, 5, 9]
    assert [neighbour([1, 5, 9], at, right=False) for at in (None, 5, 1)] == [9, 1, 1]


# --- many at once ---


def test_many_at_once_are_as_one_by_one() -> None:
    """Also where a run begins again in the middle of them, and with gaps."""
    rng = np.random.default_rng(0)
    steps = [*range(1, 400), *range(300, 900), *range(850, 1500)]
    rows = [
        (step, row(float(rng.uniform(1, 5))), {"epoch": step // 100 + 1, "seconds": 2.0}) for step in steps
    ]
    rows[20] = (rows[20][0], dict.fromkeys(LOSSES), rows[20][2])
    one, many = LossData(), LossData()
    for step, values, extra in rows:
        one.append(step, values, extra)
    many.extend(rows[:700])
    many.extend(rows[700:])
    np.testing.assert_array_equal(one.steps, many.steps)
    np.testing.assert_allclose(one.hours, many.hours)
    for read in (LossData.raw, LossData.smooth):
        for points in (100, 5000):
            (x, y), (x2, y2) = (read(data, "mel", 200, 1400, points) for data in (one, many))
            np.testing.assert_array_equal(x, x2)
            np.testing.assert_allclose(y, y2)
    np.testing.assert_allclose(
        one.places(np.arange(1.0, 1500), "epochs"), many.places(np.arange(1.0, 1500), "epochs")
    )


def test_a_few_at_a_time_are_as_all_at_once() -> None:
    """As a run is followed: its past at once, then some steps again and again."""
    values = np.random.default_rng(5).uniform(1, 2, 2000).tolist()
    rows = [(step, {"mel": value}) for step, value in enumerate(values, 1)]
    followed, whole = LossData(), LossData()
    followed.extend(rows[:1500])
    for at in range(1500, 2000, 7):
        followed.extend(rows[at : at + 7])
    whole.extend(rows)
    assert followed.count == whole.count == 2000
    np.testing.assert_allclose(
        followed.column("mel", smooth=True), whole.column("mel", smooth=True), rtol=1e-9
    )


def test_the_past_keeps_its_groups_while_a_run_grows() -> None:
    data = LossData()
    noise = np.random.default_rng(0).uniform(1, 5, 70_000).tolist()
    data.extend((step, row(noise[step])) for step in range(50_000))
    before = data.raw("mel", 0, 1e9, 1000)
    data.extend((step, row(noise[step])) for step in range(50_000, 50_010))
    after = data.raw("mel", 0, 1e9, 1000)
    np.testing.assert_array_equal(before[0][:-2], after[0][: len(before[0]) - 2])
    np.testing.assert_array_equal(before[1][:-2], after[1][: len(before[1]) - 2])


def test_a_peak_is_gone_when_its_step_is_replaced() -> None:
    data = LossData()
    data.extend((step, row(100.0 if step == 9_990 else 1.0)) for step in range(10_000))
    assert data.raw("mel", 0, 1e9, 500)[1].max() == 100
    data.append(9_985, row(1.0))
    assert data.raw("mel", 0, 1e9, 500)[1].max() == 1
    assert data.last == 9_985


def test_what_is_none_is_a_gap() -> None:
    data = LossData(LOSSES + RATES, smoothing=0.0)
    data.append(
        1, {"mel": None, "kl": 2.0}, {"lr": None, "grad_norm": {"generator": None, "discriminator": 3.0}}
    )
    found = data.values_at()
    assert found is not None
    assert found[1]["discriminator_norm"] == 3.0 and found[1]["kl"] == 2.0
    assert all(np.isnan(found[1][name]) for name in ("mel", "learning_rate", "generator_norm"))
    assert data.known("discriminator_norm") and not data.known("learning_rate")


# --- epochs and hours ---


def test_epochs_have_fractions_and_the_last_is_as_long_as_the_one_before() -> None:
    data = LossData()
    data.extend((step, row(1.0), {"epoch": (step - 1) // 10 + 1}) for step in range(1, 26))
    found = data.places(np.array([5.0, 10.0, 15.0, 20.0, 25.0]), "epochs")
    np.testing.assert_allclose(found, [0.5, 1.0, 1.5, 2.0, 2.5])
    assert data.step_at(1.5, "epochs") == pytest.approx(15)
    assert data.epoch_at(21) == 3


def test_epochs_after_a_run_began_again_with_other_recordings() -> None:
    data = LossData()
    data.extend((step, row(1.0), {"epoch": (step - 1) // 10 + 1}) for step in range(1, 26))
    for step in range(21, 61):
        data.append(step, row(1.0), {"epoch": (step - 21) // 20 + 3})
    np.testing.assert_allclose(data.places(np.array([20.0, 40.0, 60.0]), "epochs"), [2, 3, 4])


def test_hours_leave_pauses_out() -> None:
    data = LossData()
    data.extend((step, row(1.0), {"seconds": 36.0}) for step in range(1, 201))
    np.testing.assert_allclose(data.places(np.array([100.0, 200.0]), "hours"), [1.0, 2.0])
    assert data.step_at(1.5, "hours") == pytest.approx(150)


# --- held-out points ---


def test_a_held_out_point_that_recurs_replaces_what_came_after_it() -> None:
    points = Validations()
    for step, value in ((10, 5.0), (20, 4.0), (30, 3.0), (20, 4.5)):
        points.add(step, value)
    points.add(40, None)
    assert [axis.tolist() for axis in points.curve] == [[10, 20], [5.0, 4.5]]
    assert [points.value_at(step) for step in (None, 12, 99)] == [4.5, 5.0, 4.5]


# --- bands ---


def test_bands_know_how_many_parts_a_discriminator_has() -> None:
    from rvcdesk.voice.discriminators import build_discriminator

    for name, parts in PARTS.items():
        assert len(build_discriminator(name).discriminators) == parts


def test_chance_is_within_the_opponents_bands() -> None:
    for preset, kind in (("draft", "draft"), ("rvc-v1-40k", "v1"), ("rvc-v2-48k", "v2")):
        bands = healthy_bands(preset, base=True)
        for name, chance in (("discriminator", 0.5), ("generator", 0.25)):
            assert bands[name].low < chance * PARTS[kind] < bands[name].high
    assert healthy_bands("unknown", base=True) == {}
    assert "mel" not in healthy_bands("rvc-v2-40k", base=False)


def test_nothing_is_said_of_the_first_steps() -> None:
    standing, band = Standing(), Band(2.0, 4.0)
    assert standing.sentence(9.0, band, 199) == ""
    assert standing.sentence(float("nan"), band, 900) == ""
    said = [standing.sentence(value, band, 900) for value in (1.0, 3.0, 9.0)]
    assert [words.split()[0] for words in said] == ["Below", "Within", "Above"]
    assert all("2 to 4" in words for words in said)


@pytest.mark.parametrize(("low", "high"), [(-4, 3), (0, 2), (1.08, 1.6), (1.2, 1.25), (2.9, 3.1)])
def test_every_log_axis_has_enough_round_numbers(low: float, high: float) -> None:
    ticks = log_ticks(low, high, 300)
    assert 3 <= len(ticks) <= 14
    assert ticks.min() >= low - 1e-9 and ticks.max() <= high + 1e-9
    numbers = [f"{value:.3g}" for value in 10.0**ticks]
    np.testing.assert_allclose([float(number) for number in numbers], 10.0**ticks, rtol=1e-6)
