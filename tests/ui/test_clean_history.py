"""The list of steps, and recordings that have moved."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest
import soundfile
from PySide6.QtCore import QModelIndex, QPoint, Qt
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from rvcdesk.ui.window import MainWindow
from tests.ui.clean_desk import CONTROL, LEFT, PLAIN, RATE, SHIFT, Desk, make_project, record


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return make_project(tmp_path / "Głos 声", [record(tmp_path / "próba 1.wav"), record(tmp_path / "b.wav")])


@pytest.fixture
def desk(qtbot: QtBot, window: MainWindow, folder: Path) -> Desk:
    desk = Desk(qtbot, window)
    desk.open(folder)
    return desk


def steps(desk: Desk) -> list[str]:
    model = desk.page.history.model
    return [str(model.data(model.index(row))) for row in range(model.rowCount())]


def test_every_step_by_its_name_and_a_click_goes_there(desk: Desk) -> None:
    desk.key(Qt.Key.Key_H, CONTROL | SHIFT)
    history, view = desk.page.history, desk.page.history.view
    assert view.isVisible() and view.hasFocus()
    assert steps(desk) == ["0  As it was added  ·  opened here"]
    desk.drag(0.5, 1.0)
    desk.key(Qt.Key.Key_Delete)
    desk.drag(4.0, 4.5)
    desk.key(Qt.Key.Key_L, CONTROL)
    desk.drag(7.2, 7.6)
    desk.key(Qt.Key.Key_Delete, SHIFT)
    assert [step.split("  ")[1] for step in steps(desk)[1:]] == ["Delete", "Silence", "Ripple delete"]
    place = view.visualRect(history.model.index(1)).center()
    QTest.mouseClick(view.viewport(), LEFT, PLAIN, place)
    assert desk.clip.history.index == 1 and desk.clip.kept == pytest.approx(7.5, abs=0.05)
    assert desk.view.frames == 8 * RATE and view.currentIndex().row() == 1
    assert "Silence" in desk.window.services.actions.action("redo").text()
    view.setFocus()
    QTest.keyClick(view, Qt.Key.Key_End)
    QTest.keyClick(view, Qt.Key.Key_Return)
    assert desk.clip.history.index == 3 and desk.view.frames == desk.clip.frames < 8 * RATE
    QTest.keyClick(view, Qt.Key.Key_Escape)
    assert not view.isVisible() and desk.view.hasFocus()


def test_the_list_knows_where_the_session_began(desk: Desk, folder: Path) -> None:
    desk.drag(0.5, 1.0)
    desk.key(Qt.Key.Key_Delete)
    desk.window.close_project()
    desk.open(folder)
    desk.key(Qt.Key.Key_H, CONTROL | SHIFT)
    assert [step.endswith("opened here") for step in steps(desk)] == [False, True]
    desk.key(Qt.Key.Key_Z, CONTROL)
    desk.drag(2.0, 3.0)
    desk.key(Qt.Key.Key_Delete)
    assert not any(step.endswith("opened here") for step in steps(desk))  # that state is no more


def test_many_steps_are_undone_at_once(desk: Desk) -> None:
    for step in range(300):
        desk.clip.cut(step * 300, step * 300 + 100)
    desk.page.editor.after_edit()
    desk.key(Qt.Key.Key_H, CONTROL | SHIFT)
    refreshed: list[int] = []
    desk.page.editor.edited.connect(lambda: refreshed.append(desk.clip.history.index))
    history = desk.page.history
    history.view.clicked.emit(history.model.index(0))
    assert desk.clip.kept == 8 and desk.clip.history.index == 0
    assert refreshed == [0]  # the window is drawn once, not three hundred times
    assert history.view.currentIndex() != QModelIndex()


def test_moved_originals_are_found_all_at_once(
    qtbot: QtBot, window: MainWindow, folder: Path, tmp_path: Path
) -> None:
    elsewhere = tmp_path / "przeniesione" / "głębiej"
    elsewhere.mkdir(parents=True)
    for name in ("próba 1.wav", "b.wav"):
        (folder / "recordings" / name).rename(elsewhere / f"nowa {name}")
    desk = Desk(qtbot, window)
    window.open_project(folder)
    window.show_page("clean")
    originals = desk.page.originals
    qtbot.waitUntil(originals.notice.isVisible)
    assert "próba 1.wav" in originals.notice.text and "missing too: 1" in originals.notice.text
    assert desk.can("find_originals") and not desk.can("cut")
    originals.search(tmp_path / "przeniesione", originals._lost)
    desk.wait_ready()
    assert desk.said[-1] == "Recordings found: 2"
    assert not originals.notice.isVisible() and not desk.can("find_originals")
    assert not any(row.problem for row in desk.page.clips.model._rows)
    QTest.mouseClick(desk.view, LEFT, PLAIN, QPoint(desk.x(1.0), 50))
    desk.key(Qt.Key.Key_Space)
    assert desk.page.playback.playing


def test_a_wrong_file_is_refused_with_the_reason(
    qtbot: QtBot, window: MainWindow, folder: Path, tmp_path: Path
) -> None:
    (folder / "recordings" / "próba 1.wav").unlink()
    desk = Desk(qtbot, window)
    window.open_project(folder)
    window.show_page("clean")
    originals = desk.page.originals
    qtbot.waitUntil(originals.notice.isVisible)
    wrong = record(tmp_path / "inny.wav", np.zeros((1, RATE), np.float32))
    originals.search(wrong, originals._lost)
    qtbot.waitUntil(lambda: "is not the recording" in desk.said[-1])
    assert originals.notice.isVisible() and desk.can("find_originals")


def test_another_file_of_the_same_length_is_used_when_the_user_says_so(
    qtbot: QtBot, window: MainWindow, folder: Path, tmp_path: Path
) -> None:
    old = folder / "recordings" / "próba 1.wav"
    samples, rate = soundfile.read(old, dtype="float32", always_2d=True)
    old.unlink()
    desk = Desk(qtbot, window)
    window.open_project(folder)
    window.show_page("clean")
    originals = desk.page.originals
    qtbot.waitUntil(originals.notice.isVisible)
    louder = tmp_path / "głośniej.wav"
    soundfile.write(louder, np.clip(1.5 * samples, -1, 1), rate)
    originals.search(louder, originals._lost)
    qtbot.waitUntil(lambda: "not the same file" in originals.notice.text)
    QTest.mouseClick(originals.notice.button("Use it all the same"), LEFT)
    desk.wait_ready()
    assert not originals.notice.isVisible() and not desk.can("find_originals")
    (source,) = desk.clip.sources.values()
    assert desk.clip.source_path(source) == louder


def test_undoing_a_split_takes_the_new_recording_away_and_redo_brings_it_back(
    qtbot: QtBot, window: MainWindow, folder: Path
) -> None:
    desk = Desk(qtbot, window)
    desk.open(folder)
    project = desk.page.project
    assert project is not None
    names = [clip.name for clip in project.clips]
    desk.drag(1, 2)
    window.services.actions.action("split_new").trigger()
    parted = [clip.name for clip in project.clips]
    assert len(parted) == len(names) + 1
    desk.key(Qt.Key.Key_Z, CONTROL)
    assert [clip.name for clip in project.clips] == names == [c.name for c in desk.page.clips.model.clips]
    assert desk.said[-1].endswith("is gone; redo brings it back.")
    desk.key(Qt.Key.Key_Z, CONTROL | SHIFT)
    assert [clip.name for clip in project.clips] == parted
    project.clips[1].cut(0, 100)  # edited: it is worth keeping now
    desk.key(Qt.Key.Key_Z, CONTROL)
    assert [clip.name for clip in project.clips] == parted


def test_parts_have_names_of_their_own_and_one_of_cut_sound_stays(
    qtbot: QtBot, window: MainWindow, folder: Path
) -> None:
    desk = Desk(qtbot, window)
    desk.open(folder)
    project = desk.page.project
    assert project is not None
    desk.drag(1, 2)
    desk.key(Qt.Key.Key_Delete)
    desk.drag(1.2, 1.8)
    for _ in range(2):  # nothing is left to cut there, so there is no step to undo
        window.services.actions.action("split_new").trigger()
    assert [clip.name for clip in project.clips[1:3]] == ["próba 1, part 2", "próba 1, part 1"]
    desk.key(Qt.Key.Key_Z, CONTROL)
    assert desk.clip.kept == 8 and len(project.clips) == 4
