"""Zoom, pan, ticks and times: plain arithmetic."""

from __future__ import annotations

import numpy as np
import pytest

from rvcdesk.ui.widgets.waveform_model import (
    MAX_PIXELS_PER_FRAME,
    Viewport,
    clock,
    column_flags,
    nearest_zero_crossing,
    parse_clock,
    runs,
    snapped,
    span_around,
    span_beside,
    tick_step,
    zero_crossing_near,
)
from rvcdesk.ui.widgets.waveform_source import ArraySource

HOUR = 3600 * 48000


@pytest.fixture
def whole() -> Viewport:
    return Viewport(HOUR, 1600).fit()


def test_fit_shows_all(whole: Viewport) -> None:
    assert (whole.start, whole.end) == (0, HOUR)
    assert whole.frame_at(0) == 0
    assert whole.frame_at(1600) == HOUR
    assert whole.is_fitted


@pytest.mark.parametrize("x", [0.0, 1.0, 777.5, 1599.0])
def test_zoom_keeps_the_frame_under_the_mouse_down_to_samples(whole: Viewport, x: float) -> None:
    view = whole
    frame = view.start + x * view.scale
    for _ in range(60):
        view = view.zoomed(1.35, x)
        assert abs(view.x_of(frame) - x) < 0.01
    assert view.scale == pytest.approx(1 / MAX_PIXELS_PER_FRAME)
    for _ in range(80):
        view = view.zoomed(1 / 1.35, x)
    assert view == whole


def test_pan_stops_at_both_ends(whole: Viewport) -> None:
    view = whole.showing(48000, 96000)
    assert view.panned(-1e9).start == 0
    assert view.panned(1e9).end == pytest.approx(HOUR)
    assert view.panned(10).start == pytest.approx(48000 + 10 * view.scale)


def test_resize_keeps_a_fitted_view_fitted_and_another_at_its_scale(whole: Viewport) -> None:
    assert whole.resized(800).is_fitted
    near = whole.showing(48000, 96000)
    wider = near.resized(3200)
    assert wider.scale == near.scale
    assert wider.start == pytest.approx(48000)


def test_including_and_paged_scroll_only_when_needed(whole: Viewport) -> None:
    view = whole.showing(48000, 96000)
    assert view.including(50000) is view
    assert 0 <= view.including(200_000).x_of(200_000) <= 1600
    assert view.paged(95_000) is view
    assert 0 <= view.paged(97_000).x_of(97_000) < 200


def test_an_empty_timeline_has_no_frames() -> None:
    view = Viewport(0, 500).fit().zoomed(2, 10).panned(5)
    assert view.frame_at(250) == 0


def test_snap_takes_the_nearest_target_within_reach() -> None:
    assert snapped(1000, [990, 1004, 5000], scale=1.0) == 1004
    assert snapped(1000, [900, 1100], scale=1.0) == 1000
    assert snapped(1000, [900, 1101], scale=20.0) == 900


def test_zero_crossing_is_the_nearest_sign_change() -> None:
    samples = np.sin(2 * np.pi * np.arange(200) / 50 + 0.01).astype(np.float32)
    assert nearest_zero_crossing(samples, 30) == 25
    assert nearest_zero_crossing(np.ones(10, np.float32), 4) == 4


def test_whole_numbers_and_exact_zeros_cross_too() -> None:
    assert nearest_zero_crossing(np.array([500, 300, -200, -400], np.int16), 0) == 2
    assert nearest_zero_crossing(np.array([500, 300, 0, 400], np.int16), 0) == 2
    assert nearest_zero_crossing(np.zeros(10, np.int16), 4) == 4


def test_both_channels_have_to_cross() -> None:
    left = np.array([1, -1, 1, -1, 1, 1, -1, -1], np.float32)
    right = np.array([1, 1, 1, 1, 1, 1, -1, -1], np.float32)
    assert nearest_zero_crossing(np.stack([left, right]), 1) == 6


def test_channels_that_never_cross_together_take_the_smallest_step() -> None:
    left = np.array([9, -9, 9, 9, 9, 9], np.float32)
    right = np.array([8, 8, 8, 0.5, -0.5, 8], np.float32)
    low = np.array([9, -9, 9, 1, 1, 9], np.float32)
    assert nearest_zero_crossing(np.stack([left, right]), 0) == 1  # 9 everywhere: the nearest
    assert nearest_zero_crossing(np.stack([low, right]), 0) == 4


@pytest.mark.parametrize("channels", [1, 2])
def test_a_crossing_of_the_timeline_is_found_within_reach(channels: int) -> None:
    rate = 48000
    wave = np.sin(2 * np.pi * 100 * (np.arange(rate) + 0.5) / rate).astype(np.float32)
    source = ArraySource(np.tile(wave, (channels, 1)), rate)
    assert zero_crossing_near(source, 24_100) == 24_000
    assert zero_crossing_near(source, 24_300) == 24_240
    assert zero_crossing_near(source, 24_100, reach=50) == 24_100
    assert zero_crossing_near(source, 0) == 0
    assert zero_crossing_near(source, rate) == rate
    assert zero_crossing_near(source, rate - 3) in (rate - 3, rate - 240)


def test_span_around_goes_from_edge_to_edge() -> None:
    edges = [100, 200, 500]
    assert span_around(50, edges, 1000) == (0, 100)
    assert span_around(100, edges, 1000) == (100, 200)
    assert span_around(999, edges, 1000) == (500, 1000)
    assert span_around(1000, edges, 1000) == (500, 1000)
    assert span_around(3, [], 10) == (0, 10)


def test_span_beside_is_the_next_or_the_one_before() -> None:
    edges = [100, 200, 500]
    assert span_beside((100, 200), edges, 1000, after=True) == (200, 500)
    assert span_beside((150, 180), edges, 1000, after=True) == (200, 500)
    assert span_beside((500, 1000), edges, 1000, after=True) == (500, 1000)
    assert span_beside((200, 500), edges, 1000, after=False) == (100, 200)
    assert span_beside((250, 260), edges, 1000, after=False) == (100, 200)
    assert span_beside((0, 100), edges, 1000, after=False) == (0, 100)
    assert span_beside((0, 10), [], 10, after=True) == (0, 10)


def test_column_flags_mark_even_the_narrowest_span() -> None:
    view = Viewport(1000, 100).fit()
    spans = np.array([[0, 100], [555, 556], [990, 1000]])
    flags = column_flags(spans, view, 100)
    assert runs(flags) == [(0, 10), (55, 56), (99, 100)]
    assert not column_flags(np.zeros((0, 2), np.int64), view, 100).any()
    zoomed = view.showing(200, 300)
    assert not column_flags(spans, zoomed, 100).any()


@pytest.mark.parametrize("scale", [10.0**power for power in range(-6, 2)])
def test_ticks_are_far_enough_apart_and_not_much_farther(scale: float) -> None:
    step, parts = tick_step(scale, 100)
    assert 100 * (1 - 1e-9) <= step / scale <= 310
    assert parts >= 2


def test_ticks_of_an_hour_are_round_minutes() -> None:
    assert tick_step(3600 / 1600, 100) == (300.0, 5)


@pytest.mark.parametrize(
    ("seconds", "text"),
    [
        (0, "0:00.000"),
        (59.9996, "1:00.000"),
        (3599.9996, "1:00:00.000"),
        (3723.5, "1:02:03.500"),
        (-1.5, "-0:01.500"),
    ],
)
def test_clock(seconds: float, text: str) -> None:
    assert clock(seconds) == text


def test_clock_with_hours_and_without_decimals() -> None:
    assert clock(61, 0, hours=True) == "0:01:01"


@pytest.mark.parametrize(
    ("text", "seconds"),
    [("1:02:03.5", 3723.5), ("90", 90.0), ("1:30", 90.0), ("0,25", 0.25), ("", None), ("1:2:3:4", None)],
)
def test_parse_clock(text: str, seconds: float | None) -> None:
    assert parse_clock(text) == seconds


@pytest.mark.parametrize("text", ["abc", "-1", "1.5:00", "nan", "inf", "1:-2"])
def test_parse_clock_refuses_what_is_no_time(text: str) -> None:
    assert parse_clock(text) is None
