"""Listening closely: cut preview, one second, jumps, scrubbing, speed, original against cleaned."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from rvcdesk.audio import edits
from rvcdesk.audio.resampling import resample
from rvcdesk.settings import Settings
from rvcdesk.ui.clean.sound import as_recorded, moved
from rvcdesk.ui.window import MainWindow
from tests.ui.clean_desk import CONTROL, RATE, SHIFT, Desk, make_project, record, talk

DEVICE = 48000
VOLUME = 0.8


@pytest.fixture
def desk(qtbot: QtBot, window: MainWindow, tmp_path: Path) -> Desk:
    desk = Desk(qtbot, window)
    desk.open(make_project(tmp_path / "Głos", [record(tmp_path / "a.wav")]))
    return desk


def heard(desk: Desk) -> np.ndarray:
    return desk.clock.sound[0]


def places(desk: Desk, seconds: float) -> list[int]:
    found: list[int] = []

    def look() -> None:
        if desk.page.playback.playing:
            found.append(desk.page.playback.position)

    desk.hear(seconds, look)
    return found


def test_c_plays_around_the_selection(desk: Desk) -> None:
    desk.view.selection = (3 * RATE, 5 * RATE)
    desk.key(Qt.Key.Key_C)
    seen = places(desk, 3.5)
    assert not desk.page.playback.playing and not desk.can("undo")
    assert min(seen) == pytest.approx(1 * RATE, abs=0.1 * RATE)
    assert max(seen) == pytest.approx(6 * RATE, abs=0.1 * RATE)
    assert not [place for place in seen if 3.01 * RATE < place < 4.99 * RATE]
    cut = desk.clip.render_of(edits.cut(desk.clip.state.segments, 3 * RATE, 5 * RATE), kept_only=True)
    expected = resample(cut.read(1 * RATE, 3 * RATE), RATE, DEVICE)[0] * VOLUME
    fade = DEVICE // 50
    assert np.abs(heard(desk)[fade : len(expected) - fade] - expected[fade:-fade]).max() < 0.01


def test_one_second_and_up_to_the_selection(desk: Desk) -> None:
    desk.click(1.0)
    desk.key(Qt.Key.Key_1)
    seen = places(desk, 1.5)
    at = desk.view.edit_cursor
    # The mouse of a test is not over the window: from the cursor then.
    assert at <= min(seen) and max(seen) <= at + RATE and max(seen) - min(seen) > 0.8 * RATE
    desk.view.selection = (4 * RATE, 5 * RATE)
    desk.key(Qt.Key.Key_B)
    seen = places(desk, 1.5)
    assert min(seen) >= 3 * RATE and max(seen) <= 4 * RATE


def test_loop_of_the_selection(desk: Desk) -> None:
    desk.view.selection = (RATE, RATE + RATE // 2)
    desk.key(Qt.Key.Key_L, SHIFT)
    seen = places(desk, 1.5)
    assert desk.page.transport._loop.isChecked()
    assert all(0.99 * RATE <= place <= 1.51 * RATE for place in seen)
    assert any(later < earlier for earlier, later in zip(seen, seen[1:], strict=False))


def test_jumps_with_and_without_sound(desk: Desk) -> None:
    desk.view.edit_cursor = 2 * RATE
    desk.key(Qt.Key.Key_Period)
    assert desk.view.edit_cursor == 3 * RATE
    desk.key(Qt.Key.Key_Comma)
    desk.key(Qt.Key.Key_Comma)
    assert desk.view.edit_cursor == RATE
    desk.key(Qt.Key.Key_Period, SHIFT)
    assert desk.view.edit_cursor == desk.view.frames - 1
    desk.key(Qt.Key.Key_Comma, SHIFT)
    assert desk.view.edit_cursor == 0
    desk.key(Qt.Key.Key_Space)
    desk.hear(0.3)
    desk.key(Qt.Key.Key_Period)
    desk.hear(0.6)
    assert 1.2 * RATE < desk.page.playback.position < 2.2 * RATE and desk.view.edit_cursor == 0


def test_quick_presses_add_up_before_anything_of_them_is_heard(desk: Desk) -> None:
    desk.view.edit_cursor = RATE // 2
    desk.key(Qt.Key.Key_Space)
    desk.hear(0.3)
    before = desk.page.playback.position
    for key in (Qt.Key.Key_Right, Qt.Key.Key_Right, Qt.Key.Key_Period, Qt.Key.Key_Right, Qt.Key.Key_Left):
        desk.key(key)
    desk.hear(0.3)
    assert desk.page.playback.position == pytest.approx(before + 3.2 * RATE, abs=0.3 * RATE)
    desk.hear(0.5)
    place = desk.page.playback.position
    desk.key(Qt.Key.Key_Left)  # counts from what is heard by then
    desk.hear(0.6)
    assert desk.page.playback.position == pytest.approx(place - 0.5 * RATE, abs=0.3 * RATE)


def test_scrubbing_steps_and_sounds(desk: Desk) -> None:
    desk.view.edit_cursor = RATE
    for _ in range(5):
        desk.key(Qt.Key.Key_I)
    assert desk.view.edit_cursor == pytest.approx(1.3 * RATE, abs=2)
    desk.hear(0.8)
    assert np.abs(heard(desk)).max() > 0.05 and not desk.page.playback.playing
    desk.key(Qt.Key.Key_U)
    assert desk.view.edit_cursor == pytest.approx(1.24 * RATE, abs=2)


def test_speed_changes_what_is_heard_and_is_remembered(desk: Desk) -> None:
    box = desk.page.transport.speed
    box.setValue(2.0)
    desk.view.edit_cursor = 0
    desk.key(Qt.Key.Key_Space)
    seen = places(desk, 1.2)
    assert 1.6 * RATE < max(seen) < 2.5 * RATE
    desk.window.services.actions.action("speed_normal").trigger()
    assert box.value() == 1.0 and desk.page.playback.playing
    before = desk.page.playback.position
    desk.hear(0.5)
    assert 0.2 * RATE < desk.page.playback.position - before < 0.8 * RATE
    desk.window.services.actions.action("speed_slower").trigger()
    assert box.value() == pytest.approx(0.9) and Settings.load().get("play_speed") == pytest.approx(0.9)


def test_t_switches_between_original_and_cleaned_in_place(desk: Desk) -> None:
    desk.view.selection = (RATE // 2, round(1.7 * RATE))
    desk.key(Qt.Key.Key_L, CONTROL)
    desk.view.selection = None
    desk.view.edit_cursor = 0
    desk.key(Qt.Key.Key_Space)
    desk.hear(0.9)
    place = desk.page.playback.position
    desk.key(Qt.Key.Key_T)
    assert desk.page.transport._original.isChecked() and desk.page.playback.playing
    desk.hear(0.5)
    assert desk.page.playback.position > place
    sound = np.abs(heard(desk))
    assert sound[round(0.6 * DEVICE) : round(0.85 * DEVICE)].max() == 0  # silenced
    assert sound[round(1.1 * DEVICE) : round(1.3 * DEVICE)].max() > 0.05  # as it was recorded
    desk.key(Qt.Key.Key_T)
    assert not desk.page.transport._original.isChecked()


def test_the_original_lies_frame_for_frame_under_the_edits(desk: Desk) -> None:
    clip, original = desk.clip, desk.clip.render(kept_only=False).read(0, 8 * RATE)
    clip.silence(RATE, 2 * RATE)
    clip.gain(3 * RATE, 4 * RATE, -6.0)
    clip.silence(round(7.5 * RATE), 8 * RATE)
    raw = clip.render_of(as_recorded(clip.state.segments), kept_only=False)
    np.testing.assert_array_equal(raw.read(0, raw.frames), original)
    clip.ripple_delete(5 * RATE, 6 * RATE)
    raw = clip.render_of(as_recorded(clip.state.segments), kept_only=False)
    np.testing.assert_array_equal(raw.read(0, 4 * RATE), original[:, : 4 * RATE])
    np.testing.assert_array_equal(raw.read(6 * RATE, RATE), original[:, 7 * RATE : 8 * RATE])


def test_where_a_place_goes_when_the_timeline_moves() -> None:
    old = (edits.Segment("s1", 0, 100),)
    new = edits.delete(old, 20, 40)
    assert [moved(old, new, place) for place in (10, 50, 100)] == [10, 30, 80]
    assert moved(new, old, 30) == 50 and moved(old, old, 7) == 7
    assert 20 <= moved(old, new, 30) <= 40


def test_a_ripple_delete_is_heard_at_once_and_the_place_goes_on(desk: Desk) -> None:
    desk.view.edit_cursor = 4 * RATE
    desk.key(Qt.Key.Key_Space)
    desk.hear(0.5)
    before = desk.page.playback.position
    with desk.page.playback.quietly():
        desk.view.selection = (RATE, 2 * RATE)
    desk.key(Qt.Key.Key_Delete, SHIFT)
    assert desk.page.playback.playing and desk.view.edit_cursor == RATE
    desk.hear(0.4)
    assert before - RATE < desk.page.playback.position < before - 0.4 * RATE


@pytest.mark.parametrize("verb", ["delete", "silence", "ripple_delete", "duplicate", "split", "split_delete"])
def test_editing_while_it_plays(desk: Desk, verb: str) -> None:
    desk.key(Qt.Key.Key_Space)
    desk.hear(0.4)
    with desk.page.playback.quietly():
        desk.view.selection = (RATE, 2 * RATE)
    desk.window.services.actions.action(verb).trigger()
    desk.hear(0.6)
    assert desk.page.playback.playing and desk.clip.history.can_undo
    desk.window.services.actions.action("undo").trigger()
    desk.hear(0.3)
    assert desk.page.playback.playing and not desk.clip.history.can_undo
    assert not any("could not be read" in line for line in desk.said)


def test_without_following_the_view_stays(desk: Desk) -> None:
    desk.view.set_view(0, RATE)
    desk.window.services.actions.action("follow").trigger()
    assert not desk.window.services.actions.action("follow").isChecked()
    desk.key(Qt.Key.Key_Space)
    desk.hear(1.5)
    assert desk.view.port.start == 0
    desk.window.services.actions.action("follow").trigger()
    desk.hear(0.5)
    assert desk.view.port.start > 0


def test_a_stereo_recording_plays_after_an_edit(qtbot: QtBot, window: MainWindow, tmp_path: Path) -> None:
    desk = Desk(qtbot, window)
    desk.open(make_project(tmp_path / "P", [record(tmp_path / "s.wav", talk(channels=2))]))
    desk.view.selection = (0, RATE // 2)
    desk.key(Qt.Key.Key_Delete, SHIFT)
    desk.key(Qt.Key.Key_Space)
    desk.hear(0.5)
    assert np.abs(desk.clock.sound).max() > 0.05
    QTest.mouseMove(desk.view, QPoint(5, 5))
