"""The player, note for note: what the device takes and where the cursor says it is."""

from __future__ import annotations

import sys
import threading
from collections.abc import Iterator

import numpy as np
import pytest
from numpy.typing import NDArray

from rvcdesk.audio import edits
from rvcdesk.audio.player import Player
from rvcdesk.audio.render import ClipRender
from rvcdesk.audio.resampling import resample
from rvcdesk.audio.sources import (
    ArraySource,
    MixSource,
    ReaderSource,
    ResampledSource,
    SwitchSource,
)
from rvcdesk.messages import BadInput, Message
from tests.helpers.clock import HEADSET, SPEAKERS, ClockBackend, WallClock

RATE = 48000
FADE = 240  # 5 ms
TICK = 0.01  # of the clock


def noise(seconds: float, rate: int = RATE, channels: int = 1, seed: int = 0) -> NDArray[np.float32]:
    generator = np.random.default_rng(seed)
    return (0.3 * generator.uniform(-1, 1, (channels, round(seconds * rate)))).astype(np.float32)


def tone(seconds: float, rate: int = RATE, hertz: float = 220.0) -> NDArray[np.float32]:
    return (0.5 * np.sin(2 * np.pi * hertz * np.arange(round(seconds * rate)) / rate)).astype(np.float32)[
        None
    ]


@pytest.fixture
def clock() -> ClockBackend:
    return ClockBackend(SPEAKERS)


@pytest.fixture
def player(clock: ClockBackend) -> Iterator[Player]:
    player = Player(clock, threaded=False)
    yield player
    player.close()


def find(sound: NDArray[np.float32], part: NDArray[np.float32]) -> int:
    """Where `part` (frames,) starts in `sound` (frames,), to the bit."""
    windows = np.lib.stride_tricks.sliding_window_view(sound, len(part))
    places = np.flatnonzero((windows[:, 0] == part[0]) & (windows[:, -1] == part[-1]))
    found = [place for place in places if np.array_equal(windows[place], part)]
    assert len(found) == 1, f"found {len(found)} times"
    return int(found[0])


def jump(sound: NDArray[np.float32]) -> float:
    """The largest step between neighbouring frames."""
    return float(np.abs(np.diff(sound)).max())


# ---------------------------------------------------------------- what is heard


@pytest.mark.parametrize("chunk", [64, 480, 4801])
def test_what_is_heard_is_the_source_to_the_bit(chunk: int) -> None:
    clock = ClockBackend(SPEAKERS, chunk=chunk)
    player = Player(clock, threaded=False)
    samples = noise(1.0, channels=2)
    player.play(ArraySource(samples, RATE))
    clock.advance(player, 1.6)
    start = find(clock.sound[0], samples[0])
    assert np.array_equal(clock.sound[:, start : start + RATE], samples)
    assert not clock.sound[:, :start].any() and not clock.sound[:, start + RATE :].any()
    assert player.gaps == 0
    player.close()


def test_another_rate_is_resampled_as_a_whole(player: Player, clock: ClockBackend) -> None:
    samples = noise(1.0, 40000)
    player.play(ArraySource(samples, 40000))
    clock.advance(player, 1.5)
    expected = resample(samples, 40000, RATE)[0]
    assert np.allclose(clock.sound[0, :RATE], expected, atol=1e-6)
    assert not clock.sound[0, RATE:].any()


def test_part_of_a_source_fades_at_both_ends(player: Player, clock: ClockBackend) -> None:
    samples = noise(1.0)
    player.play(ArraySource(samples, RATE), 12000, 36000)
    clock.advance(player, 1.0)
    heard = clock.sound[0]
    assert np.array_equal(heard[FADE : 24000 - FADE], samples[0, 12000 + FADE : 36000 - FADE])
    assert abs(heard[0]) < 0.01 and abs(heard[23999]) < 0.01 and not heard[24000:].any()


def test_a_loop_has_no_gap(player: Player, clock: ClockBackend) -> None:
    samples = noise(1.0)
    player.play(ArraySource(samples, RATE), 0, 7001, loop=True)
    clock.advance(player, 1.0)
    expected = np.tile(samples[0, :7001], 7)[: clock.sound.shape[1]]
    assert np.array_equal(clock.sound[0, : len(expected)], expected)
    assert player.state == "playing" and player.gaps == 0
    assert player.position == (clock.heard_frames) % 7001


def test_an_empty_stretch_just_ends(player: Player, clock: ClockBackend) -> None:
    for loop in (False, True):
        player.play(ArraySource(noise(1.0), RATE), 500, 500, loop=loop)
        clock.advance(player, 0.5)
        assert player.state == "stopped" and not clock.sound.any()


def test_mono_goes_to_both_sides_and_many_channels_are_mixed(player: Player, clock: ClockBackend) -> None:
    player.play(ArraySource(noise(0.1), RATE))
    clock.advance(player, 0.5)
    assert np.array_equal(clock.sound[0], clock.sound[1]) and clock.sound.any()
    six = noise(0.1, channels=6)
    clock.taken.clear()
    player.play(ArraySource(six, RATE))
    clock.advance(player, 0.5)
    assert np.allclose(clock.sound[:, :4800], six.mean(axis=0), atol=1e-6)


def test_volume_changes_without_a_click(player: Player, clock: ClockBackend) -> None:
    samples = np.full((1, RATE), 0.5, np.float32)
    player.play(ArraySource(samples, RATE))
    clock.advance(player, 0.2)
    player.set_volume(0.25)
    clock.advance(player, 0.2)
    heard = clock.sound[0]
    assert heard[-1] == pytest.approx(0.125) and jump(heard[:18000]) < 0.001
    player.set_volume(0.0)
    clock.advance(player, 0.1)
    assert clock.sound[0, -1] == 0


# ---------------------------------------------------------------- where the cursor is


def test_position_is_what_is_heard_not_what_was_written(player: Player, clock: ClockBackend) -> None:
    player.play(ArraySource(noise(2.0, 44100), 44100), 11025)
    assert player.position == 11025
    for _ in range(40):
        clock.advance(player, TICK)
        expected = 11025 + clock.heard_frames * 44100 / RATE
        assert abs(player.position - expected) <= 2


def test_the_end_is_when_it_has_been_heard(player: Player, clock: ClockBackend) -> None:
    states: list[str] = []
    player.on_state = states.append
    player.play(ArraySource(noise(0.5), RATE))
    clock.advance(player, 0.74)
    assert player.state == "playing" and player.position == clock.heard_frames
    clock.advance(player, 0.03)
    assert player.state == "stopped" and player.position == 0
    assert states == ["playing", "stopped"]


def test_pause_and_resume_lose_nothing(player: Player, clock: ClockBackend) -> None:
    samples = noise(2.0)
    player.play(ArraySource(samples, RATE))
    clock.advance(player, 0.5)
    player.pause()
    assert player.state == "paused"
    paused_at = clock.sound.shape[1]
    clock.advance(player, 0.1)
    assert player.position == clock.heard_frames < paused_at  # what is on its way is still heard
    clock.advance(player, 0.4)
    assert player.position == paused_at
    assert not clock.sound[0, paused_at + FADE :].any()
    player.resume()
    clock.advance(player, 0.5)
    again = find(clock.sound[0], samples[0, paused_at + FADE : paused_at + 9600])
    assert player.state == "playing" and again == 48000 + FADE
    assert jump(clock.sound[0]) <= jump(samples[0]) * 1.05


def test_stop_goes_back_to_where_play_began(player: Player, clock: ClockBackend) -> None:
    player.play(ArraySource(noise(2.0), RATE), 24000)
    clock.advance(player, 0.5)
    player.stop()
    clock.advance(player, 0.5)
    assert player.state == "stopped" and player.position == 24000 and not clock.sound[:, -9600:].any()
    player.resume()
    player.pause()
    player.seek(5)
    assert player.state == "stopped" and player.position == 24000


def test_seek_while_playing_neither_clicks_nor_pauses(player: Player, clock: ClockBackend) -> None:
    samples = tone(10.0)
    player.play(ArraySource(samples, RATE))
    clock.advance(player, 0.5)
    player.seek(300_100)
    clock.advance(player, 0.5)
    heard = clock.sound[0, : RATE * 9 // 10]
    assert jump(heard) <= jump(samples[0]) * 1.2  # a crossfade between two phases, no step
    assert np.abs(heard.reshape(-1, 1200)).max(axis=1).min() > 0.2  # and no hole
    place = player.position - 300_100
    assert 0 < place < 0.3 * RATE
    assert player.gaps == 0


def test_seek_near_the_end_goes_on_from_there(player: Player, clock: ClockBackend) -> None:
    player.play(ArraySource(noise(0.5), RATE))
    clock.advance(player, 0.6)  # all of it is taken, but not all is heard
    player.seek(0)
    clock.advance(player, 0.4)
    assert player.state == "playing" and 0 < player.position < 24000
    clock.advance(player, 0.5)
    assert player.state == "stopped"


def test_seek_while_paused_moves_the_cursor_at_once(player: Player, clock: ClockBackend) -> None:
    samples = noise(4.0)
    player.play(ArraySource(samples, RATE))
    clock.advance(player, 0.5)
    player.pause()
    clock.advance(player, 0.1)
    player.seek(96000)
    assert player.position == 96000
    clock.advance(player, 0.5)
    assert player.position == 96000
    player.resume()
    clock.advance(player, 0.5)
    find(clock.sound[0], samples[0, 96000 + FADE : 96000 + 9600])
    assert 96000 < player.position < 96000 + 0.5 * RATE


def test_playing_something_else_crossfades(player: Player, clock: ClockBackend) -> None:
    player.play(ArraySource(tone(4.0), RATE))
    clock.advance(player, 0.5)
    player.play(ArraySource(tone(4.0, 44100, 330), 44100), 44100)
    assert player.position == 44100
    clock.advance(player, 0.1)
    assert player.position == 44100  # the old one is still heard
    clock.advance(player, 0.5)
    assert 44100 < player.position < 44100 * 1.6
    assert jump(clock.sound[0]) < 0.05


# ---------------------------------------------------------------- combined sources


def test_the_player_skips_what_is_cut(player: Player, clock: ClockBackend) -> None:
    samples = noise(1.0)
    segments = edits.cut((edits.Segment("a", 0, 48000),), 12000, 36000)
    kept = ClipRender(segments, {"a": ArraySource(samples, RATE)}, RATE, kept_only=True)
    player.play(kept)
    clock.advance(player, 0.4)
    assert kept.to_timeline(player.position) == clock.heard_frames
    clock.advance(player, 0.2)
    assert kept.to_timeline(player.position) == clock.heard_frames + 24000
    clock.advance(player, 0.5)
    assert np.array_equal(clock.sound[0, : kept.frames], kept.read(0, kept.frames)[0])


def test_switching_goes_on_at_the_same_place(player: Player, clock: ClockBackend) -> None:
    first, second = tone(4.0, 40000), noise(4.0, RATE)
    player.play(SwitchSource([ArraySource(first, 40000), ArraySource(second, RATE)]))
    clock.advance(player, 0.5)
    player.switch(1)
    clock.advance(player, 0.5)
    heard = clock.sound[0]
    before = resample(first, 40000, RATE)[0]
    differs = np.flatnonzero(np.abs(heard - before[: len(heard)]) > 1e-5)[0]
    assert 24000 <= differs <= 24000 + 0.05 * RATE  # at once, as far as the device allows
    after = slice(differs + FADE, RATE - 480)
    assert np.array_equal(heard[after], second[0, after])
    assert player.position == clock.heard_frames and player.gaps == 0
    with pytest.raises(IndexError):
        player.switch(2)


def test_a_short_source_ends_in_silence_under_a_longer_one() -> None:
    switch = SwitchSource([ArraySource(noise(0.5), RATE), ArraySource(noise(1.0, channels=2), RATE)])
    assert switch.frames == RATE and switch.channels == 2
    assert switch.read(24000, 100).shape == (2, 100) and not switch.read(24000, 100).any()


def test_mix_adds_what_sounds_at_its_gain() -> None:
    voice, band = noise(1.0, 40000, seed=1), noise(1.0, RATE, channels=2, seed=2)
    mix = MixSource([(ArraySource(voice, 40000), 0.0, False), (ArraySource(band, RATE), -6.0, False)])
    expected = resample(voice, 40000, RATE) + band * np.float32(10 ** (-6 / 20))
    assert np.allclose(mix.read(0, RATE), expected, atol=1e-6)
    mix.set_muted(0, True)
    assert np.allclose(mix.read(100, 100), band[:, 100:200] * 10 ** (-6 / 20), atol=1e-6)


def test_gains_change_while_it_plays_without_a_click(player: Player, clock: ClockBackend) -> None:
    mix = MixSource([(ArraySource(np.full((1, RATE * 2), 0.5, np.float32), RATE), 0.0, False)])
    player.play(mix)
    clock.advance(player, 0.5)
    for gain in (-3.0, -6.0, -12.0, -40.0):
        mix.set_gain(0, gain)
        clock.advance(player, 0.02)
    mix.set_muted(0, True)
    clock.advance(player, 0.2)
    heard = clock.sound[0]
    assert heard[24000] == pytest.approx(0.5) and heard[-1] == 0 and jump(heard) < 0.003
    assert player.position == clock.heard_frames and player.gaps == 0


@pytest.mark.parametrize("rates", [(44100, 48000), (48000, 16000), (44101, 48000), (8000, 192000)])
def test_resampled_reads_anywhere_equal_the_whole(rates: tuple[int, int]) -> None:
    old, new = rates
    samples = noise(2.0, old, channels=2)
    whole = resample(samples, old, new)
    source = ResampledSource(ArraySource(samples, old), new)
    assert source.frames == whole.shape[1]
    for start in (0, 1, new, new + 1000, new // 2 + 7, source.frames - 100, source.frames + 5):
        part = source.read(start, 1000)
        assert part.shape == whole[:, start : start + 1000].shape
        assert np.abs(part - whole[:, start : start + 1000]).max(initial=0) < 2e-5


def test_changes_from_another_thread_never_click(player: Player, clock: ClockBackend) -> None:
    switch = SwitchSource([ArraySource(tone(8.0), RATE), ArraySource(-tone(8.0), RATE)])
    player.play(switch, loop=True)
    done = threading.Event()

    def toggle() -> None:
        index = 0
        while not done.wait(0.002):
            index = 1 - index
            switch.select(index)

    thread = threading.Thread(target=toggle)
    thread.start()
    clock.advance(player, 4.0)
    done.set()
    thread.join()
    assert jump(clock.sound[0]) < 0.03 and player.gaps == 0


# ---------------------------------------------------------------- devices


def test_no_device_is_said_once_and_nothing_moves() -> None:
    clock = ClockBackend()
    player = Player(clock, threaded=False)
    told: list[Message] = []
    player.on_problem = told.append
    player.start()
    clock.advance(player, 0.1)
    player.play(ArraySource(noise(1.0), RATE), 100)
    clock.advance(player, 0.5)
    assert not player.available and player.state == "stopped" and player.position == 100
    assert [str(message) for message in told] == [
        "There is no sound device; playback is off until one is connected."
    ]
    assert player.problem == told[0]

    clock.plugged.append(SPEAKERS)
    player.turn()
    assert player.available and player.problem is None and str(told[1]) == "Sound plays on Speakers."
    player.play(ArraySource(noise(1.0), RATE))
    clock.advance(player, 0.4)
    assert player.state == "playing" and clock.sound.any()
    player.close()


def test_play_finds_a_device_that_was_just_plugged_in() -> None:
    clock = ClockBackend()
    player = Player(clock, threaded=False)
    player.start()
    player.turn()
    clock.plugged.append(SPEAKERS)
    player.play(ArraySource(noise(1.0), RATE))
    clock.advance(player, 0.3)
    assert player.state == "playing" and clock.sound.any()
    player.close()


def test_an_unplugged_device_is_replaced_and_the_sound_goes_on() -> None:
    clock = ClockBackend(SPEAKERS, HEADSET)
    player = Player(clock, "Headset", threaded=False)
    told: list[Message] = []
    player.on_problem = told.append
    samples = noise(4.0)
    player.play(ArraySource(samples, RATE))
    clock.advance(player, 0.5)
    assert player.device == HEADSET and told == []
    place = player.position
    clock.plugged.remove(HEADSET)
    clock.advance(player, 0.5)
    assert player.device == SPEAKERS and player.state == "playing"
    assert [str(message) for message in told] == [
        "The sound device Headset is not there; playing on Speakers."
    ]
    assert np.array_equal(clock.sound[0, FADE:9600], samples[0, place + FADE : place + 9600])
    assert place < player.position < place + 0.6 * RATE

    clock.plugged.remove(SPEAKERS)
    clock.advance(player, 0.5)
    assert player.state == "paused" and not player.available
    place = player.position
    player.resume()
    player.turn()
    assert player.state == "paused" and player.position == place
    clock.plugged.append(SPEAKERS)
    player.turn()
    player.resume()
    clock.advance(player, 0.4)
    assert player.state == "playing" and player.position > place
    player.close()


def test_another_device_takes_over_at_its_own_rate(player: Player, clock: ClockBackend) -> None:
    clock.plugged.append(HEADSET)
    samples = noise(4.0)
    player.play(ArraySource(samples, RATE))
    clock.advance(player, 1.0)
    place = player.position
    player.set_device("Headset (Clock)")
    clock.advance(player, 0.5)
    assert player.device == HEADSET and player.outputs == [SPEAKERS, HEADSET]
    expected = resample(samples, RATE, 44100)[0]
    start = round(place * 44100 / RATE)
    assert np.allclose(clock.sound[0, 300:9000], expected[start + 300 : start + 9000], atol=1e-5)


def test_requests_around_a_change_of_device_are_not_lost(player: Player, clock: ClockBackend) -> None:
    player.play(ArraySource(noise(4.0), RATE))
    clock.advance(player, 0.5)
    player.pause()
    clock.advance(player, 0.5)
    place = player.position
    player.look()
    player.resume()
    clock.advance(player, 0.5)
    assert player.state == "playing" and place < player.position < place + 0.3 * RATE
    player.pause()
    player.seek(96000)
    player.look()
    clock.advance(player, 0.5)
    assert player.state == "paused" and player.position == 96000
    player.resume()
    clock.advance(player, 0.5)
    assert player.state == "playing" and 96000 < player.position < 96000 + 0.3 * RATE


def test_requests_that_come_too_late_do_not_leave_a_false_state(player: Player, clock: ClockBackend) -> None:
    player.play(ArraySource(noise(0.1), RATE))
    clock.advance(player, 0.33)
    clock.take()
    clock.take()
    clock.take()  # the end has been heard, but the player has not had its turn
    player.pause()
    player.seek(100)
    player.resume()
    clock.advance(player, 0.5)
    assert player.state == "stopped"


def test_a_device_that_refuses_is_passed_over() -> None:
    clock = ClockBackend(SPEAKERS, HEADSET)
    clock.refuses = {"Headset"}
    player = Player(clock, "Headset", threaded=False)
    player.start()
    player.turn()
    assert player.device == SPEAKERS
    clock.refuses.add("Speakers")
    player.set_device("")
    player.turn()
    assert str(player.problem) == "The sound device Speakers cannot be opened."
    player.close()


@pytest.mark.parametrize("error", [OSError("PortAudio library not found"), ImportError("no sounddevice")])
def test_a_missing_library_is_a_sentence(error: Exception, monkeypatch: pytest.MonkeyPatch) -> None:
    class Refuses:
        def find_spec(self, name: str, *_: object) -> None:
            if name == "sounddevice":
                raise error

    monkeypatch.delitem(sys.modules, "sounddevice", raising=False)
    monkeypatch.setattr(sys, "meta_path", [Refuses(), *sys.meta_path])
    player = Player(threaded=False)
    player.play(ArraySource(noise(0.1), RATE))
    player.turn()
    player.turn()
    assert not player.available and player.state == "stopped"
    assert "missing, so playback is off" in str(player.problem)
    player.close()


def test_a_source_that_fails_stops_with_its_sentence(player: Player, clock: ClockBackend) -> None:
    class Broken(ArraySource):
        def read(self, start: int, frames: int) -> NDArray[np.float32]:
            if start > 20000:
                raise BadInput("{file} is damaged.", file="song.flac")
            return super().read(start, frames)

    told: list[str] = []
    player.on_problem = lambda message: told.append(str(message))
    player.play(ReaderSource(Broken(noise(2.0), RATE)))
    clock.advance(player, 1.0)
    assert player.state == "stopped" and told == ["song.flac is damaged."]
    player.play(ArraySource(noise(0.2), RATE))
    clock.advance(player, 0.2)
    assert player.state == "playing"


# ---------------------------------------------------------------- threads


def test_the_feeder_thread_plays_by_itself() -> None:
    clock = ClockBackend(SPEAKERS)
    player = Player(clock)
    ended = threading.Event()
    player.on_state = lambda state: ended.set() if state == "stopped" else None
    samples = noise(0.3)
    try:
        player.play(ArraySource(samples, RATE))
        with WallClock(clock):
            assert ended.wait(20)
        find(clock.sound[0], samples[0])
    finally:
        player.close()
    assert player.position == 0
