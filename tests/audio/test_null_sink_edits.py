"""Playback of an edited clip on a real sound system: what is heard is what is exported."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import numpy as np
import pytest
import soundfile
from numpy.typing import NDArray

from rvcdesk.audio.clip import Clip, new_clip
from rvcdesk.audio.player import Player
from rvcdesk.audio.resampling import resample
from rvcdesk.ui.clean.sound import ClipSound
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

SOURCE_RATE = 32000
Samples = NDArray[np.float32]


@pytest.fixture
def sink() -> Iterator[NullSink]:
    with null_sink() as sink:
        yield sink


@pytest.fixture
def player(sink: NullSink) -> Iterator[Player]:
    with real_player() as player:
        yield player


@pytest.fixture
def clip(tmp_path: Path) -> Iterator[Clip]:
    """Two recordings on one timeline: cuts, a ripple, a paste, a gain, a silence."""
    rng = np.random.default_rng(7)
    clips = []
    for name, seconds in (("pierwsze", 3.0), ("drugie", 1.0)):
        path = tmp_path / f"{name}.wav"
        soundfile.write(path, rng.uniform(-0.3, 0.3, round(seconds * SOURCE_RATE)), SOURCE_RATE)
        (tmp_path / "clips").mkdir(exist_ok=True)
        clips.append(new_clip(tmp_path, name, name, path))
    first, second = clips
    at = SOURCE_RATE // 10
    assert first.cut(5 * at, 7 * at)
    assert first.ripple_delete(9 * at, 12 * at)
    assert first.paste(15 * at, second.copy(2 * at, 5 * at))
    assert first.gain(19 * at, 21 * at, -9.0)
    assert first.silence(22 * at, 23 * at)
    yield first
    for each in clips:
        each.close()


def rendered(clip: Clip, tmp_path: Path, *, kept_only: bool) -> Samples:
    """The file that the clip's render makes, at the rate of the sink."""
    path = tmp_path / "wynik.wav"
    render = clip.render(kept_only=kept_only)
    soundfile.write(path, render.read(0, render.frames).T, clip.rate, subtype="FLOAT")
    samples, rate = soundfile.read(path, dtype="float32")
    return resample(samples, rate, RATE)


@pytest.mark.parametrize("kept_only", [False, True])
def test_an_edited_clip_sounds_as_its_file(
    sink: NullSink, player: Player, clip: Clip, tmp_path: Path, kept_only: bool
) -> None:
    expected = rendered(clip, tmp_path, kept_only=kept_only)
    with Recording(sink) as recording:
        player.play(ClipSound(clip, kept_only=kept_only))
        until(lambda: player.state == "stopped")
        PAUSE.wait(0.2)
    heard = recording.sound[0]
    start = lag_of(expected, heard)
    assert correlation(heard[start : start + len(expected)], expected) > 0.999
    edge = RATE // 50
    assert correlation(heard[start : start + edge], expected[:edge]) > 0.999
    assert np.abs(heard[start + len(expected) + 20 :]).max() < 1e-3 and player.gaps == 0


@pytest.mark.parametrize("kept_only", [False, True])
def test_after_a_seek_it_is_the_sound_of_that_place(
    sink: NullSink, player: Player, clip: Clip, tmp_path: Path, kept_only: bool
) -> None:
    expected = rendered(clip, tmp_path, kept_only=kept_only)
    sound = ClipSound(clip, kept_only=kept_only)
    goal = sound.from_timeline(round(1.3 * SOURCE_RATE))  # just before the paste, over what follows
    with Recording(sink) as recording:
        player.play(sound)
        until(lambda: player.position > SOURCE_RATE // 5)
        player.seek(goal)
        until(lambda: player.state == "stopped")
        PAUSE.wait(0.2)
    heard = recording.sound[0]
    place = round(goal * RATE / SOURCE_RATE)
    fade = RATE // 50
    tail = expected[place + fade :]
    start = lag_of(tail, heard)
    assert correlation(heard[start : start + len(tail)], tail) > 0.999
    head = expected[: RATE // 5]
    start = lag_of(head, heard)
    assert correlation(heard[start : start + len(head)], head) > 0.999
    assert player.gaps == 0


def test_an_edit_while_it_plays_is_heard_from_there_on(
    sink: NullSink, player: Player, clip: Clip, tmp_path: Path
) -> None:
    sound = ClipSound(clip, kept_only=False)
    before = rendered(clip, tmp_path, kept_only=False)
    with Recording(sink) as recording:
        player.play(sound)
        until(lambda: player.position > SOURCE_RATE // 5)
        clip.gain(0, clip.frames, -6.0)
        assert sound.refresh()
        until(lambda: player.state == "stopped")
        PAUSE.wait(0.2)
    after = rendered(clip, tmp_path, kept_only=False)
    heard = recording.sound[0]
    tail = after[len(after) // 2 :]
    end = lag_of(tail, heard)
    assert correlation(heard[end : end + len(tail)], tail) > 0.999
    level = np.abs(heard[end : end + len(tail)]).max() / np.abs(before[len(before) // 2 :]).max()
    assert level == pytest.approx(10 ** (-6 / 20), abs=0.01)
