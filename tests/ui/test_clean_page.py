"""The list of recordings: adding, naming, removing; stereo; what cannot be read."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from pathlib import Path

import numpy as np
import pytest
from PySide6.QtCore import QMimeData, QPoint, QPointF, Qt, QUrl
from PySide6.QtGui import QDragEnterEvent, QDropEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLineEdit, QWidget
from pytestqt.qtbot import QtBot

from rvcdesk.project import Project
from rvcdesk.ui.clean.page import CleanPage
from rvcdesk.ui.window import MainWindow
from tests.ui.clean_desk import CONTROL, LEFT, RATE, Desk, make_project, record, talk


@pytest.fixture
def empty(qtbot: QtBot, window: MainWindow, tmp_path: Path) -> Desk:
    """An open project without recordings."""
    desk = Desk(qtbot, window)
    window.open_project(make_project(tmp_path / "Nowy głos", []))
    window.show_page("clean")
    return desk


def drop(widget: QWidget, *paths: Path) -> None:
    data = QMimeData()
    data.setUrls([QUrl.fromLocalFile(str(path)) for path in paths])
    none, buttons = Qt.KeyboardModifier.NoModifier, Qt.MouseButton.LeftButton
    enter = QDragEnterEvent(QPoint(300, 300), Qt.DropAction.CopyAction, data, buttons, none)
    QWidget.event(widget, enter)
    assert enter.isAccepted()
    QWidget.event(widget, QDropEvent(QPointF(300, 300), Qt.DropAction.CopyAction, data, buttons, none))


def names(desk: Desk) -> list[str]:
    return [clip.name for clip in desk.page.clips.model.clips]


def settled(desk: Desk) -> None:
    """Adding has begun and ended."""
    desk.qtbot.waitUntil(lambda: desk.page.adder.is_busy)
    desk.qtbot.waitUntil(lambda: not desk.page.adder.is_busy)


def test_an_empty_project_invites(empty: Desk) -> None:
    assert empty.page._stack.currentIndex() == 0
    for name in ("cut", "find_silence", "play_stop", "zoom_in", "remove_clip", "accept_mark"):
        assert not empty.can(name), name
    assert empty.can("add_recordings")


def test_files_and_folders_are_dropped(empty: Desk, tmp_path: Path) -> None:
    song = record(tmp_path / "Zażółć gęślą jaźń.wav")
    record(tmp_path / "nagrania" / "b 声.flac")
    record(tmp_path / "nagrania" / "głębiej" / "ł.WAV")
    (tmp_path / "nagrania" / "notes.txt").write_text("not a sound")
    broken = tmp_path / "zepsuty.wav"
    broken.write_bytes(b"RIFF but not really")
    drop(empty.page, song, broken, tmp_path / "nagrania")
    assert empty.page._hint.isHidden()
    settled(empty)
    assert names(empty) == ["Zażółć gęślą jaźń", "b 声", "ł"]
    (said,) = [line for line in empty.said if "zepsuty.wav" in line]
    assert "\n" not in said and "Traceback" not in said
    empty.wait_ready()
    assert empty.clip.name == "Zażółć gęślą jaźń" and empty.view.frames == 8 * RATE
    assert not empty.window.services.jobs.running
    project = empty.window.projects.current
    assert project is not None and len(project.clips) == 3
    assert (project.folder / "recordings" / "Zażółć gęślą jaźń.wav").read_bytes() == song.read_bytes()
    assert "0:24 kept of 0:24" in empty.page.clips._total.text()


def test_several_that_cannot_be_read_are_one_line(empty: Desk, tmp_path: Path) -> None:
    for name in ("ą.wav", "b.mp3", "c.flac"):
        (tmp_path / name).write_bytes(b"")
    empty.page.drop([tmp_path / name for name in ("ą.wav", "b.mp3", "c.flac")])
    settled(empty)
    assert not names(empty) and "(3): ą.wav, b.mp3, c.flac" in empty.said[-1]
    assert empty.window.services.notify.history[-1].details.count("\n") == 2
    assert empty.page._stack.currentIndex() == 0


def test_a_folder_without_sound_says_so(empty: Desk, tmp_path: Path) -> None:
    (tmp_path / "pusty").mkdir()
    empty.page.drop([tmp_path / "pusty"])
    settled(empty)
    assert "pusty" in empty.said[-1]


def test_recordings_may_stay_where_they_lie(empty: Desk, tmp_path: Path) -> None:
    empty.window.services.settings.set("copy_recordings", False)
    song = record(tmp_path / "song.wav")
    empty.page.drop([song])
    settled(empty)
    project = empty.window.projects.current
    assert project is not None and not list((project.folder / "recordings").iterdir())
    assert project.clips[0].source_path(project.clips[0].sources["s1"]) == song


def test_closing_while_adding_keeps_what_is_complete(empty: Desk, tmp_path: Path) -> None:
    paths = [record(tmp_path / f"{number}.wav") for number in range(12)]
    project = empty.window.projects.current
    assert project is not None
    empty.page.drop(paths)
    empty.qtbot.waitUntil(lambda: len(project.clips) > 0 or not empty.page.adder.is_busy)
    empty.window.close_project()
    with Project.open(project.folder) as again:
        assert not again.problems
        assert {f"{clip.id}.jsonl" for clip in again.clips} == {
            path.name for path in (project.folder / "clips").iterdir()
        }
        assert len(again.clips) == len(list((project.folder / "recordings").iterdir()))


@pytest.fixture
def desk(qtbot: QtBot, window: MainWindow, tmp_path: Path) -> Desk:
    recordings = [
        record(tmp_path / f"{name}.wav", talk(seconds=s)) for name, s in (("a", 8), ("b", 4), ("c", 6))
    ]
    desk = Desk(qtbot, window)
    desk.open(make_project(tmp_path / "głos", recordings))
    return desk


def test_rename_in_place(desk: Desk, qtbot: QtBot) -> None:
    desk.key(Qt.Key.Key_F2)
    field = desk.page.clips.view.findChild(QLineEdit)
    assert field is not None
    field.setText("nowa nazwa – ź")  # QTest types ASCII only
    QTest.keyClick(field, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: desk.clip.name == "nowa nazwa – ź")
    assert names(desk)[0] == "nowa nazwa – ź"
    folder = desk.page.project.folder if desk.page.project is not None else Path()
    desk.window.close_project()
    with Project.open(folder) as again:
        assert again.clips[0].name == "nowa nazwa – ź"


def test_removed_clips_come_back_with_their_edits(desk: Desk) -> None:
    desk.drag(1, 2)
    desk.key(Qt.Key.Key_Delete)
    kept = desk.clip.kept
    view = desk.page.clips.view
    view.setFocus()
    QTest.keyClick(view, Qt.Key.Key_Down, Qt.KeyboardModifier.ShiftModifier)
    assert [clip.name for clip in desk.page.clips.selected] == ["a", "b"]
    QTest.keyClick(view, Qt.Key.Key_Delete)
    assert names(desk) == ["c"]
    project = desk.page.project
    assert project is not None and [clip.name for clip in project.clips] == ["c"]
    desk.wait_ready()
    assert desk.clip.name == "c"
    QTest.mouseClick(desk.page.clips.undo.button, LEFT)
    assert names(desk) == ["a", "b", "c"] == [clip.name for clip in project.clips]
    desk.page.clips.choose(0)
    desk.wait_ready()
    assert desk.clip.kept == kept < 8 and desk.can("undo")
    assert desk.page.clips.undo.isHidden()


def test_undo_brings_a_removed_recording_back(desk: Desk) -> None:
    names = [clip.name for clip in desk.page.clips.model.clips]
    desk.page.clips.choose(1)
    desk.wait_ready()
    QTest.keyClick(desk.page.clips.view, Qt.Key.Key_Delete)
    undo = desk.window.services.actions.action("undo")
    assert len(desk.page.clips.model.clips) == len(names) - 1
    assert undo.isEnabled() and undo.text().endswith("Remove recording")
    desk.wait_ready()
    desk.key(Qt.Key.Key_Z, CONTROL)
    assert [clip.name for clip in desk.page.clips.model.clips] == names
    desk.wait_ready()
    assert not desk.can("undo") and not undo.text().endswith("Remove recording")


def test_the_last_one_can_be_brought_back_too(desk: Desk) -> None:
    desk.page.clips.view.selectAll()
    desk.window.services.actions.action("remove_clip").trigger()
    assert not names(desk) and desk.page.editor.clip is None
    assert desk.page._stack.currentIndex() == 1  # the offer stays in sight
    QTest.mouseClick(desk.page.clips.undo.button, LEFT)
    assert names(desk) == ["a", "b", "c"]


def test_the_next_window_shows_the_same_recording(
    qtbot: QtBot, open_window: Callable[[], MainWindow], tmp_path: Path
) -> None:
    folder = make_project(tmp_path / "P", [record(tmp_path / f"{name}.wav") for name in ("a", "b")])
    first = Desk(qtbot, open_window())
    first.open(folder)
    first.page.clips.choose(1)
    first.wait_ready()
    first.window.close()
    second = Desk(qtbot, open_window())
    second.open(folder)
    assert second.clip.name == "b"


def test_each_clip_keeps_its_place(desk: Desk) -> None:
    desk.drag(1, 2)
    desk.key(Qt.Key.Key_E, CONTROL)
    shown, selected = (desk.view.port.start, desk.view.port.end), desk.view.selection
    desk.key(Qt.Key.Key_PageDown, CONTROL)
    desk.wait_ready()
    assert desk.clip.name == "b" and desk.view.port.is_fitted and desk.view.selection is None
    desk.key(Qt.Key.Key_PageUp, CONTROL)
    desk.wait_ready()
    assert (desk.view.port.start, desk.view.port.end) == pytest.approx(shown)
    assert desk.view.selection == selected


def test_letters_are_commands_in_the_list_too(desk: Desk) -> None:
    desk.find_silence()
    view = desk.page.clips.view
    view.setFocus()
    QTest.keyClick(view, Qt.Key.Key_N)
    assert desk.page.review.current == 0 and desk.page.clips.current is desk.clip
    QTest.keyClick(view, Qt.Key.Key_Space)
    assert not desk.window.services.player.playing  # it played the mark


def test_the_list_tells_states(desk: Desk) -> None:
    model = desk.page.clips.model
    read = Qt.ItemDataRole.AccessibleTextRole
    assert "not edited" in model.data(model.index(0), read)
    desk.find_silence()
    assert "2 to review" in model.data(model.index(0), read)
    desk.window.services.actions.action("accept_all").trigger()
    assert "edited" in model.data(model.index(0), read)
    assert "0:0" in model.data(model.index(0), read)


def test_a_recording_that_is_gone(qtbot: QtBot, window: MainWindow, tmp_path: Path) -> None:
    folder = make_project(tmp_path / "głos", [record(tmp_path / "a.wav"), record(tmp_path / "b.wav")])
    (folder / "recordings" / "a.wav").unlink()
    (folder / "recordings" / "b.wav").write_bytes((folder / "project.json").read_bytes())
    desk = Desk(qtbot, window)
    window.open_project(folder)
    window.show_page("clean")
    qtbot.waitUntil(lambda: any("a.wav" in line for line in desk.said))
    model = desk.page.clips.model
    assert "cannot be read" in model.data(model.index(0), Qt.ItemDataRole.AccessibleTextRole)
    assert not desk.can("play_stop") and not desk.can("cut") and desk.can("remove_clip")
    desk.page.clips.choose(1)
    qtbot.waitUntil(lambda: any("b.wav" in line for line in desk.said))
    assert model.kept == 0
    shutil.copy(tmp_path / "a.wav", folder / "recordings" / "a.wav")
    desk.page.clips.choose(0)
    desk.wait_ready()
    assert "not edited" in model.data(model.index(0), Qt.ItemDataRole.AccessibleTextRole)


def stereo(left: float, right: float) -> np.ndarray:
    mono = talk()[0]
    return np.stack([left * mono, right * mono]).astype(np.float32)


@pytest.mark.parametrize(
    ("gains", "warned", "channel"),
    [((0, 1), "left channel is silent", "right"), ((1, -1), "cancel each other", "left"), ((1, 0.5), "", "")],
)
def test_stereo_warns_of_a_channel_that_spoils_the_mix(
    qtbot: QtBot, window: MainWindow, tmp_path: Path, gains: tuple[float, float], warned: str, channel: str
) -> None:
    desk = Desk(qtbot, window)
    desk.open(make_project(tmp_path / "głos", [record(tmp_path / "s.wav", stereo(*gains))]))
    choice = desk.page.editor.channels
    assert choice.box.isVisible() and desk.view.scene.source is not None
    qtbot.waitUntil(lambda: desk.clip.id in choice._checks)
    assert choice.isVisible() == bool(warned) and warned in choice._text.text()
    if not warned:
        return
    assert len(desk.view.scene.lanes) == 2
    desk.drag(1, 2)
    QTest.mouseClick(choice.button, LEFT)
    assert desk.clip.state.channel == channel and not choice.isVisible()
    assert len(desk.view.scene.lanes) == 1 and desk.view.selection is not None
    desk.window.services.actions.action("undo").trigger()
    assert desk.clip.state.channel == "mix" and choice.isVisible() and choice.box.currentData() == "mix"


def test_m4a_is_opened_without_the_window_decoding_it(
    qtbot: QtBot, window: MainWindow, tmp_path: Path, shared: Path
) -> None:
    desk = Desk(qtbot, window)
    desk.open(make_project(tmp_path / "głos", [shared / "data" / "formats" / "mono_44k.m4a"]))
    assert desk.view.frames == desk.clip.frames
    desk.key(Qt.Key.Key_Space)
    desk.hear(0.5)
    assert np.abs(desk.clock.sound).max() > 0.01


def test_every_control_has_a_name(desk: Desk) -> None:
    page = desk.page
    assert isinstance(page, CleanPage)
    desk.find_silence()
    nameless = [
        widget
        for widget in page.findChildren(QWidget)
        if widget.focusPolicy() != Qt.FocusPolicy.NoFocus
        and widget.isVisible()
        and not (widget.accessibleName() or getattr(widget, "text", lambda: "")() or widget.toolTip())
    ]
    assert not nameless


def test_a_narrow_window_drops_the_boxes_not_the_buttons(desk: Desk, qtbot: QtBot) -> None:
    start, _, length = desk.page.transport._boxes
    desk.window.resize(1280, 800)
    qtbot.waitUntil(lambda: start.isVisible() and length.isVisible())
    desk.window.resize(800, 520)
    qtbot.waitUntil(lambda: not start.isVisible() and not length.isVisible())
    assert desk.page.transport._play.isVisible()


def test_several_panels_at_once_fit_a_small_screen(desk: Desk, qtbot: QtBot) -> None:
    desk.window.resize(1024, 540)
    for name in ("history", "health", "truncate_silence"):
        desk.window.services.actions.action(name).trigger()
    side, panel = desk.page._side, desk.page.silence
    qtbot.waitUntil(panel.isVisible)
    assert desk.window.height() == 540
    qtbot.waitUntil(lambda: not panel.visibleRegion().isEmpty())  # the one opened last is in sight
    assert side.verticalScrollBar().maximum() > 0
