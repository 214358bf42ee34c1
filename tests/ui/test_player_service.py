"""The player's signals, with a device whose clock the test turns."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np
import pytest
from pytestqt.qtbot import QtBot

from rvcdesk.audio.player import Player
from rvcdesk.audio.sources import ArraySource
from rvcdesk.settings import Settings
from rvcdesk.ui.player_service import PlayerService
from tests.helpers.clock import SPEAKERS, ClockBackend

TONE = ArraySource(np.sin(np.arange(48000) / 20).astype(np.float32) * 0.5, 48000)


@pytest.fixture
def backend() -> ClockBackend:
    return ClockBackend(SPEAKERS)


@pytest.fixture
def service(qtbot: QtBot, backend: ClockBackend) -> Iterator[PlayerService]:
    service = PlayerService(Settings.load(), player=Player(backend, threaded=False))
    yield service
    service.close()


def test_nothing_is_made_before_it_is_needed(qtbot: QtBot) -> None:
    service = PlayerService(Settings.load())
    assert (service.state, service.position, service.available) == ("stopped", 0, False)
    service.stop()
    service.close()


def test_position_and_state_come_as_signals(
    qtbot: QtBot, service: PlayerService, backend: ClockBackend
) -> None:
    states: list[str] = []
    places: list[int] = []
    service.state_changed.connect(lambda state: states.append(state))
    service.position_changed.connect(lambda place: places.append(place))
    service.play(TONE, 1000, 40000)
    assert states == ["playing"] and service.source is TONE
    backend.advance(service.player, 0.6)
    qtbot.waitUntil(lambda: bool(places) and places[-1] > 1000)
    assert abs(places[-1] - service.position) < 4800
    service.pause()
    place = service.position
    assert states[-1] == "paused" and places[-1] == place
    service.pause()
    assert states[-1] == "playing"
    service.stop()
    assert states[-1] == "stopped" and places[-1] == 1000


def test_the_end_is_noticed(qtbot: QtBot, service: PlayerService, backend: ClockBackend) -> None:
    service.play(TONE, 0, 4800)
    backend.advance(service.player, 1.0)
    qtbot.waitUntil(lambda: not service.playing and not service._timer.isActive())


def test_loop_can_be_turned_on_while_it_plays(
    qtbot: QtBot, service: PlayerService, backend: ClockBackend
) -> None:
    service.play(TONE, 0, 24000)
    backend.advance(service.player, 0.4)
    before = service.position
    with qtbot.waitSignal(service.loop_changed):
        service.loop = True
    backend.advance(service.player, 0.4)
    assert service.playing and service.position > before
    backend.advance(service.player, 2.0)
    assert service.playing


def test_volume_is_kept_within_its_range(service: PlayerService) -> None:
    service.volume = 1.7
    assert service.volume == 1.0
    service.volume = 0.25
    assert service.player._volume == 0.25


def test_a_missing_device_is_said(qtbot: QtBot) -> None:
    service = PlayerService(Settings.load(), player=Player(ClockBackend(), threaded=False))
    with qtbot.waitSignal(service.problem) as said:
        service.player.turn()
    assert "no sound device" in str(said.args[0])
    service.close()


def test_play_without_a_device_says_why_nothing_is_heard(qtbot: QtBot) -> None:
    """It was said at the start, once; who presses Play an hour later wants to know again."""
    player = Player(ClockBackend(), threaded=False)
    service = PlayerService(Settings.load(), player=player)
    player.turn()
    with qtbot.waitSignal(service.problem) as heard:
        service.play(TONE)
    assert "no sound device" in heard.args[0].template
    assert service.state == "stopped"
    service.close()
