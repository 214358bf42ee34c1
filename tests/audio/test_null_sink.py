"""The player on a real sound system: what a recorder on the other side of PortAudio hears."""

from __future__ import annotations

from collections.abc import Iterator
from time import monotonic

import numpy as np
import pytest
from numpy.typing import NDArray

from rvcdesk.audio.devices import PortAudio
from rvcdesk.audio.player import Player
from rvcdesk.audio.resampling import resample
from rvcdesk.audio.sources import ArraySource, SwitchSource
from tests.helpers.pulse import (
    PAUSE,
    RATE,
    NullSink,
    Recording,
    correlation,
    lag_of,
    null_sink,
    real_player,
    until,
)


@pytest.fixture
def sink() -> Iterator[NullSink]:
    with null_sink() as sink:
        yield sink


@pytest.fixture
def player(sink: NullSink) -> Iterator[Player]:
    with real_player() as player:
        yield player


def noise(seconds: float, rate: int, seed: int) -> NDArray[np.float32]:
    samples = np.random.default_rng(seed).uniform(-0.3, 0.3, (1, round(seconds * rate)))
    return samples.astype(np.float32)


def test_all_is_heard_and_the_cursor_tells_where(sink: NullSink, player: Player) -> None:
    samples = noise(1.0, 32000, seed=1)
    expected = resample(samples, 32000, RATE)[0]
    seen: list[tuple[float, int]] = []
    with Recording(sink) as recording:
        player.play(ArraySource(samples, 32000))
        until(lambda: bool(seen.append((monotonic(), player.position))) or player.state == "stopped")
        PAUSE.wait(0.2)
    heard = recording.sound[0]
    start = lag_of(expected, heard)
    assert start + RATE <= len(heard)
    assert correlation(heard[start : start + RATE], expected) > 0.999
    edge = RATE // 50  # 20 ms: nothing is lost at the head or the tail
    assert correlation(heard[start : start + edge], expected[:edge]) > 0.999
    assert correlation(heard[start + RATE - edge : start + RATE], expected[-edge:]) > 0.999
    assert np.abs(heard[: start - 20]).max() < 1e-3 and np.abs(heard[start + RATE + 20 :]).max() < 1e-3
    assert player.gaps == 0

    began = recording.began + start / RATE
    errors = [place / 32000 - (time - began) for time, place in seen if 0 < place < 32000]
    assert len(errors) > 10
    assert abs(float(np.median(errors))) < 0.03


def test_switching_in_place_leaves_no_gap(sink: NullSink, player: Player) -> None:
    first, second = noise(1.6, RATE, seed=2), noise(1.6, RATE, seed=3)
    with Recording(sink) as recording:
        player.play(SwitchSource([ArraySource(first, RATE), ArraySource(second, RATE)]))
        until(lambda: player.position > RATE // 4)
        player.switch(1)
        until(lambda: player.state == "stopped")
        PAUSE.wait(0.2)
    heard = recording.sound[0]
    start = lag_of(first[0, : RATE // 4], heard)
    heard = heard[start : start + first.shape[1]]
    on_first = np.abs(heard - first[0]) < 1e-3
    on_second = np.abs(heard - second[0]) < 1e-3
    switched = int(np.flatnonzero(~on_first)[0])
    settled = int(np.flatnonzero(~on_second)[-1]) + 1
    assert RATE // 4 < switched < settled
    assert settled - switched <= 0.01 * RATE  # all but a crossfade of 5 ms is one or the other, in its place
    assert player.gaps == 0


def test_a_sound_server_that_goes_and_comes_is_noticed() -> None:
    with null_sink() as sink:
        backend = PortAudio()
        backend.rescan()
        player = Player(backend)
        told: list[str] = []
        player.on_problem = lambda message: told.append(str(message))
        try:
            player.play(ArraySource(noise(30, RATE, seed=4), RATE))
            until(lambda: player.position > RATE // 10)
            sink.stop()
            until(lambda: player.state == "paused")
            place = player.position
            assert place >= RATE // 10 and not player.available
            assert told == ["There is no sound device; playback is off until one is connected."]
            sink.start()
            player.look()
            until(lambda: player.available)
            player.resume()
            until(lambda: player.position > place)
            assert player.state == "playing" and told[1:] == ["Sound plays on default."]
        finally:
            player.close()
