"""Recording in the Clean page with keys, on a microphone of the test's own."""

from __future__ import annotations

from functools import partial
from pathlib import Path

import numpy as np
import pytest
import soundfile
from numpy.typing import NDArray
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from rvcdesk.audio.inputs import InputDevice
from rvcdesk.audio.recorder import Recorder
from rvcdesk.project import Project
from rvcdesk.ui.clean.recording import Recording
from rvcdesk.ui.clean.recording_panel import RecordPanel
from rvcdesk.ui.window import MainWindow
from tests.helpers.microphone import DESK, WIDE, FakeMicrophone
from tests.ui.clean_desk import LEFT, RATE, SHIFT, Desk, make_project, record, talk

Floats = NDArray[np.float32]


class Booth:
    """The page with a microphone whose time passes by hand."""

    def __init__(self, desk: Desk) -> None:
        self.desk = desk
        self.microphone = FakeMicrophone(DESK, WIDE)
        self.recorder = Recorder(self.microphone, threaded=False)
        self.part: Recording = desk.page.recording
        self.part.make = lambda: self.recorder

    @property
    def state(self) -> str:
        return self.recorder.state

    def plays(self) -> bool:
        return self.desk.page.playback.playing

    def opened(self) -> tuple[InputDevice, int] | None:
        return self.microphone.opened

    def say(self, seconds: float, seed: int = 1, level: float = 0.5) -> Floats:
        rate = DESK.rate if self.microphone.opened is None else self.microphone.opened[0].rate
        frames = round(seconds * rate)
        noise = np.random.default_rng(seed).uniform(-level, level, frames).astype(np.float32)
        self.microphone.say(noise)
        self.turn()
        return noise

    def turn(self) -> None:
        self.recorder.turn()

    def press(self, key: Qt.Key, held: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier) -> None:
        self.desk.key(key, held)
        self.turn()


@pytest.fixture
def booth(qtbot: QtBot, window: MainWindow, tmp_path: Path) -> Booth:
    desk = Desk(qtbot, window)
    desk.open(make_project(tmp_path / "Głos", [record(tmp_path / "nagranie ż.wav")]))
    return Booth(desk)


def heard(booth: Booth) -> Floats:
    render = booth.desk.clip.render(kept_only=False)
    return render.read(0, render.frames)[0]


def test_r_records_at_the_end_of_the_clip_and_space_stops(booth: Booth, qtbot: QtBot) -> None:
    desk, before = booth.desk, heard(booth)
    booth.press(Qt.Key.Key_R)
    assert booth.state == "recording" and desk.page.recording.panel.isVisible()
    assert not desk.can("punch") and not desk.can("play_kept")
    said = booth.say(1.0)
    qtbot.waitUntil(lambda: booth.part.panel.time.text().startswith("0:01"))
    assert booth.part.panel.level.text().startswith("−6")
    booth.press(Qt.Key.Key_Space)
    qtbot.waitUntil(lambda: desk.clip.frames == len(before) + RATE)
    after = heard(booth)
    np.testing.assert_array_equal(after[: len(before) - 100], before[:-100])
    np.testing.assert_array_equal(after[len(before) + 100 :], said[100:])
    assert booth.state == "off" and booth.opened() is None
    assert desk.clip.history.undo_label == "Record"
    desk.window.services.actions.action("undo").trigger()
    np.testing.assert_array_equal(heard(booth), before)
    [path] = (desk.clip.folder / "recordings").glob("Recording *.wav")
    np.testing.assert_array_equal(soundfile.read(path, dtype="float32")[0], said)


def test_shift_r_makes_a_recording_of_its_own(booth: Booth, qtbot: QtBot) -> None:
    desk = booth.desk
    booth.press(Qt.Key.Key_R, SHIFT)
    said = booth.say(0.5)
    QTest.mouseClick(booth.part.panel.stop, LEFT)
    booth.turn()
    qtbot.waitUntil(lambda: len(desk.page.clips.model.clips) == 2 and desk.page.editor.ready)
    new = desk.page.clips.model.clips[1]
    assert new.name.startswith("Recording 2") and new.frames == len(said)
    assert new.source_path(new.sources["s1"]).parent == new.folder / "recordings"


def test_the_first_recording_of_a_project(qtbot: QtBot, window: MainWindow, tmp_path: Path) -> None:
    desk = Desk(qtbot, window)
    Project.create(tmp_path / "Pusty").close()
    desk.window.open_project(tmp_path / "Pusty")
    desk.window.show_page("clean")
    booth = Booth(desk)
    desk.window.services.actions.action("record").trigger()
    booth.turn()
    assert booth.part.panel.isVisible()
    booth.say(1.0)
    desk.window.services.actions.action("record").trigger()
    booth.turn()
    qtbot.waitUntil(lambda: desk.page.editor.ready)
    assert desk.clip.frames == 16000


def test_punch_and_roll_plays_before_the_cursor_and_replaces_what_follows(booth: Booth, qtbot: QtBot) -> None:
    desk, before = booth.desk, heard(booth)
    desk.hear(0.1)
    desk.click(4.0)
    at = desk.view.edit_cursor
    booth.press(Qt.Key.Key_D, SHIFT)
    assert "headphones" in booth.part.panel.words.text()
    assert booth.plays() and booth.state == "listening"
    places: list[int] = []
    desk.hear(1.0, lambda: places.append(desk.page.playback.position))
    assert places[1] < at - RATE  # three seconds are played first
    booth.say(0.6, seed=7)
    desk.hear(2.6)
    booth.turn()
    assert booth.state == "recording" and not booth.plays()
    said = booth.say(1.0, seed=2)
    booth.press(Qt.Key.Key_Space)
    qtbot.waitUntil(lambda: desk.clip.history.can_undo)
    after = heard(booth)
    assert len(after) == len(before) and desk.clip.history.undo_label == "Punch and roll"
    late = round(0.05 * RATE)  # that much from before belongs to it: the end of the lead-in is noticed late
    np.testing.assert_array_equal(after[: at - 100], before[: at - 100])
    np.testing.assert_array_equal(after[at + late : at + late + 15900], said[:15900])
    np.testing.assert_array_equal(after[at + late + 16100 :], before[at + late + 16100 :])


def test_a_punch_can_be_called_off_while_it_plays_the_lead_in(booth: Booth) -> None:
    desk = booth.desk
    desk.hear(0.1)
    desk.click(4.0)
    booth.press(Qt.Key.Key_D, SHIFT)
    desk.hear(0.5)
    booth.press(Qt.Key.Key_Space)
    assert not booth.plays() and not booth.part.busy and booth.state == "off"
    assert not desk.clip.history.can_undo


def test_an_edit_meanwhile_makes_a_punch_a_recording_of_its_own(booth: Booth, qtbot: QtBot) -> None:
    desk = booth.desk
    booth.press(Qt.Key.Key_D, SHIFT)  # at the very start: there is nothing to play before
    assert booth.state == "recording"
    booth.say(0.5)
    desk.clip.cut(0, 100)
    booth.press(Qt.Key.Key_Space)
    qtbot.waitUntil(lambda: len(desk.page.clips.model.clips) == 2)
    assert any("edited meanwhile" in sentence for sentence in desk.said)


def test_no_input_is_said_with_what_to_do(booth: Booth) -> None:
    booth.microphone.plugged.clear()
    booth.press(Qt.Key.Key_R)
    assert "There is no microphone or other input. Connect one" in booth.desk.said[-1]
    assert booth.part.panel.words.text() == booth.desk.said[-1]
    assert not booth.part.busy and booth.part.panel.inputs.currentText() == "No input"


def test_an_input_that_is_unplugged_keeps_what_was_recorded(booth: Booth, qtbot: QtBot) -> None:
    before = booth.desk.clip.frames
    booth.press(Qt.Key.Key_R)
    booth.say(0.5)
    booth.microphone.plugged.remove(DESK)
    booth.turn()
    qtbot.waitUntil(lambda: booth.desk.clip.frames == before + RATE // 2)
    assert booth.desk.said[-1].startswith("The input Mikrofon biurkowy is gone")


def test_the_level_before_recording_is_asked_for(booth: Booth, qtbot: QtBot) -> None:
    panel = booth.part.panel
    booth.desk.window.services.actions.action("show_recorder").trigger()
    assert booth.opened() is None and not panel.monitor.isChecked()
    panel.inputs.setCurrentIndex(panel.inputs.findData(WIDE.label))
    panel.input_chosen.emit(WIDE.label)
    QTest.mouseClick(panel.monitor, LEFT)
    booth.turn()
    assert booth.opened() == (WIDE, 1)
    booth.microphone.say(np.ones(4800, np.float32))
    booth.turn()
    qtbot.waitUntil(lambda: panel.meter.clipped)
    QTest.mouseClick(panel.close_button, LEFT)
    booth.turn()
    assert booth.opened() is None and panel.isHidden()


def in_rows(panel: RecordPanel, rows: int) -> bool:
    return len({widget.geometry().center().y() // 8 for widget in (panel.stop, panel.look)}) == rows


def test_a_narrow_window_shows_it_in_two_rows(booth: Booth, qtbot: QtBot) -> None:
    panel = booth.part.panel
    booth.desk.window.services.actions.action("show_recorder").trigger()
    for width, rows in ((1400, 1), (800, 2)):
        booth.desk.window.resize(width, 700)
        qtbot.waitUntil(partial(in_rows, panel, rows))
        assert booth.desk.window.width() == width and panel.rect().contains(panel.monitor.geometry())


def test_an_input_that_appears_is_found_by_looking_again(booth: Booth, qtbot: QtBot) -> None:
    panel, part = booth.part.panel, booth.part
    part.make = lambda: Recorder(booth.microphone, threaded=False)
    booth.microphone.plugged.remove(WIDE)
    booth.desk.window.services.actions.action("show_recorder").trigger()
    assert panel.inputs.findData(WIDE.label) == -1
    booth.microphone.plugged.append(WIDE)
    QTest.mouseClick(panel.look, LEFT)
    qtbot.waitUntil(lambda: panel.inputs.findData(WIDE.label) > 0)


def test_closing_the_project_keeps_what_is_being_recorded(booth: Booth) -> None:
    folder = booth.desk.clip.folder
    booth.press(Qt.Key.Key_R)
    booth.say(0.5)
    booth.desk.window.close_project()
    with Project.open(folder) as project:
        assert len(project.clips) == 2 and project.clips[1].frames == RATE // 2


def test_what_a_killed_app_left_is_added_when_the_project_opens(
    qtbot: QtBot, window: MainWindow, tmp_path: Path
) -> None:
    folder = make_project(tmp_path / "p", [record(tmp_path / "a.wav")])
    record(folder / "recordings" / ".Przerwane.recording.wav", talk(seconds=2.5))
    (folder / "recordings" / ".Uszkodzone.recording.wav").write_bytes(b"RIFF")
    desk = Desk(qtbot, window)
    desk.open(folder)
    qtbot.waitUntil(lambda: [clip.name for clip in desk.page.clips.model.clips] == ["a", "Przerwane"])
    assert any("Przerwane.wav" in sentence for sentence in desk.said)
