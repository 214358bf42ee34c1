"""Cutting, undoing, reviewing and hearing, with a real mouse, real keys and real sound."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import numpy as np
import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from rvcdesk.audio.edits import cut_spans
from rvcdesk.audio.resampling import resample
from rvcdesk.project import Project
from rvcdesk.ui.window import MainWindow
from tests.ui.clean_desk import CONTROL, LEFT, PAUSES, PLAIN, RATE, SHIFT, Desk, make_project, record, talk

OpenWindow = Callable[[], MainWindow]


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return make_project(tmp_path / "Głos 声", [record(tmp_path / "próba 1.wav")])


@pytest.fixture
def desk(qtbot: QtBot, window: MainWindow, folder: Path) -> Desk:
    desk = Desk(qtbot, window)
    desk.open(folder)
    return desk


def seconds(spans: list[tuple[int, int]]) -> list[tuple[float, float]]:
    return [(start / RATE, end / RATE) for start, end in spans]


# ---------------------------------------------------------------- edits


def test_drag_cut_undo_redo_restart(qtbot: QtBot, open_window: OpenWindow, folder: Path) -> None:
    original = (folder / "recordings" / "próba 1.wav").read_bytes()
    first = Desk(qtbot, open_window())
    first.open(folder)
    assert not first.can("cut") and not first.can("undo")
    first.drag(3.6, 4.6)
    assert first.view.selection is not None and first.can("cut")
    first.key(Qt.Key.Key_X, CONTROL)
    (cut,) = seconds(cut_spans(first.clip.state.segments))
    assert cut == pytest.approx((3.6, 4.6), abs=0.02)
    assert first.view.selection is None
    assert first.view.scene.cut.tolist() == [[round(edge * RATE) for edge in cut]]
    undo = first.window.services.actions.action("undo")
    assert "Cut" in undo.text()
    first.key(Qt.Key.Key_Z, CONTROL)
    assert first.clip.kept == 8 and not len(first.view.scene.cut)
    assert "Cut" in first.window.services.actions.action("redo").text() and not first.can("undo")
    first.key(Qt.Key.Key_Z, CONTROL | SHIFT)
    first.drag(0.5, 1.0)
    first.key(Qt.Key.Key_Delete)
    first.drag(7.2, 7.5)
    first.key(Qt.Key.Key_L, CONTROL)
    first.key(Qt.Key.Key_Z, CONTROL)
    spans = cut_spans(first.clip.state.segments)
    assert len(spans) == 2
    first.window.close()

    second = Desk(qtbot, open_window())
    second.open(folder)
    assert cut_spans(second.clip.state.segments) == spans
    assert second.view.scene.cut.tolist() == [list(span) for span in spans]
    assert second.can("redo")
    for _ in range(2):
        second.key(Qt.Key.Key_Z, CONTROL)
    assert second.clip.kept == 8
    for _ in range(3):
        second.key(Qt.Key.Key_Y, CONTROL)
    assert len(second.view.scene.silent) == 1 and not second.can("redo")
    assert (folder / "recordings" / "próba 1.wav").read_bytes() == original


def test_keep_only_and_restore(desk: Desk) -> None:
    desk.drag(1, 5)
    desk.key(Qt.Key.Key_T, CONTROL)
    assert desk.clip.kept == pytest.approx(4, abs=0.05)
    desk.click(0.5)
    assert desk.can("restore")
    desk.key(Qt.Key.Key_K, CONTROL | SHIFT)
    assert desk.clip.kept == pytest.approx(5, abs=0.05)
    desk.click(3)
    assert not desk.can("restore")
    desk.key(Qt.Key.Key_A, CONTROL)
    assert desk.view.selection == (0, desk.clip.frames)
    desk.key(Qt.Key.Key_K, CONTROL | SHIFT)
    assert desk.clip.kept == 8
    desk.key(Qt.Key.Key_A, CONTROL | SHIFT)
    assert desk.view.selection is None


def test_typed_selection_and_zoom(desk: Desk) -> None:
    start, end, _ = desk.page.transport._boxes
    for box, typed in ((end, "5.5"), (start, "5")):
        box.setFocus()
        box.selectAll()
        QTest.keyClicks(box, typed)
        QTest.keyClick(box, Qt.Key.Key_Return)
    assert desk.view.selection == (5 * RATE, 5.5 * RATE)
    desk.key(Qt.Key.Key_E, CONTROL)
    assert desk.view.port.start == pytest.approx(5 * RATE, abs=2)
    desk.key(Qt.Key.Key_F, CONTROL)
    assert desk.view.port.is_fitted


def test_save_says_that_nothing_is_left_to_save(desk: Desk) -> None:
    desk.key(Qt.Key.Key_S, CONTROL)
    assert desk.said[-1].startswith("Everything is saved")


def test_undo_gives_the_selection_back(desk: Desk) -> None:
    desk.drag(3.6, 4.6)
    selection = desk.view.selection
    desk.key(Qt.Key.Key_X, CONTROL)
    assert selection is not None and desk.view.selection is None
    desk.key(Qt.Key.Key_Z, CONTROL)
    assert desk.view.selection == selection
    desk.drag(0.5, 1.0)
    desk.key(Qt.Key.Key_L, CONTROL)
    desk.drag(7.2, 7.5)
    desk.key(Qt.Key.Key_Z, CONTROL)
    assert desk.view.selection is not None and desk.view.selection[0] < 0.6 * RATE  # of that edit


def test_after_typing_a_time_the_keys_are_commands(desk: Desk) -> None:
    start = desk.page.transport._boxes[0]
    start.setFocus()
    start.selectAll()
    QTest.keyClicks(start, "1.5")
    QTest.keyClick(start, Qt.Key.Key_Return)
    assert desk.view.hasFocus() and desk.view.edit_cursor == 1.5 * RATE
    desk.key(Qt.Key.Key_Space)
    assert desk.page.playback.playing


def test_an_undo_out_of_sight_scrolls_there(desk: Desk) -> None:
    desk.drag(0.2, 0.4)
    desk.key(Qt.Key.Key_Delete)
    desk.drag(7, 7.5)
    desk.key(Qt.Key.Key_E, CONTROL)
    assert desk.view.port.start > 6 * RATE
    desk.key(Qt.Key.Key_Z, CONTROL)
    assert desk.view.port.start < 0.3 * RATE < desk.view.port.end


# ---------------------------------------------------------------- silence and review


def test_silence_becomes_marks_that_keys_answer(desk: Desk) -> None:
    desk.page.review.auto_play.setChecked(False)
    desk.find_silence()
    marks = desk.clip.state.marks
    assert [mark.kind for mark in marks] == ["silence"] * 2
    for mark, (start, end) in zip(marks, PAUSES, strict=True):
        assert start <= mark.start / RATE < mark.end / RATE <= end
    assert len(desk.view.scene.marks) == 2 and desk.clip.kept == 8
    review = desk.page.review
    assert review.counter.text() == "2 of 2 open"
    assert not desk.can("accept_mark")  # none is under review yet
    assert review._hint.text() == "N goes to a mark, Y cuts it, W keeps it." and review._hint.isVisible()
    desk.key(Qt.Key.Key_N)
    assert desk.view.selection == (marks[0].start, marks[0].end) and review.current == 0
    assert desk.view.scene.current_mark == 0
    desk.key(Qt.Key.Key_N)
    assert review.current == 1
    desk.key(Qt.Key.Key_N, SHIFT)
    assert review.current == 0
    desk.key(Qt.Key.Key_Y)
    assert review.current == 1 and review.counter.text() == "1 of 2 open"
    gone = (marks[0].end - marks[0].start) / RATE
    assert desk.clip.kept == pytest.approx(8 - gone)
    desk.key(Qt.Key.Key_W)
    assert [mark.state for mark in desk.clip.state.marks] == ["accepted", "rejected"]
    assert desk.clip.kept == pytest.approx(8 - gone)
    assert desk.said[-1] == "Every mark is answered." and review._hint.isHidden()
    desk.key(Qt.Key.Key_Z, CONTROL)
    desk.key(Qt.Key.Key_Z, CONTROL)
    assert desk.clip.kept == 8 and review.open_count == 2
    desk.key(Qt.Key.Key_Z, CONTROL)
    assert not desk.clip.state.marks  # the search was one step


def test_all_marks_at_once_are_one_step(desk: Desk) -> None:
    desk.find_silence()
    desk.key(Qt.Key.Key_Y, CONTROL | SHIFT)
    assert desk.page.review.open_count == 0 and desk.clip.kept < 6
    assert "edited" in desk.page.clips.model.described(desk.page.clips.model._rows[0])
    desk.key(Qt.Key.Key_Z, CONTROL)
    assert desk.page.review.open_count == 2 and desk.clip.kept == 8


def test_the_preview_follows_the_settings_and_leaves_nothing(desk: Desk, qtbot: QtBot) -> None:
    panel = desk.page.silence
    desk.key(Qt.Key.Key_F, CONTROL | SHIFT)
    qtbot.waitUntil(lambda: len(desk.view.scene.marks) == 2)
    panel.length.setValue(1.8)
    qtbot.waitUntil(lambda: len(desk.view.scene.marks) == 1)
    panel.automatic.setChecked(False)
    panel.slider.setValue(-90)
    qtbot.waitUntil(lambda: not desk.view.scene.marks)
    assert not panel.mark_button.isEnabled()
    panel.slider.setValue(-50)
    qtbot.waitUntil(lambda: len(desk.view.scene.marks) == 1)
    assert panel.threshold.value() == -50
    QTest.keyClick(panel.length, Qt.Key.Key_Escape)
    assert panel.isHidden() and not desk.view.scene.marks and not desk.clip.history.can_undo


def test_a_rejected_pause_is_not_found_again(desk: Desk) -> None:
    desk.page.review.auto_play.setChecked(False)
    desk.find_silence()
    desk.key(Qt.Key.Key_N)
    desk.key(Qt.Key.Key_W)
    desk.find_silence()
    assert [mark.state for mark in desk.clip.state.marks] == ["rejected", "open"]
    assert desk.window.projects.current is not None
    assert desk.window.projects.current.settings["find_silence"]["min_length_s"] == 0.6


def test_edits_by_hand_answer_marks(desk: Desk) -> None:
    desk.find_silence()
    desk.drag(1.8, 3.7)
    desk.key(Qt.Key.Key_Delete)
    assert [mark.state for mark in desk.clip.state.marks] == ["accepted", "open"]
    desk.click(2.5)
    desk.key(Qt.Key.Key_K, CONTROL | SHIFT)
    assert [mark.state for mark in desk.clip.state.marks] == ["rejected", "open"]


def test_a_click_on_a_mark_selects_it(desk: Desk) -> None:
    desk.find_silence()
    mark = desk.clip.state.marks[1]
    middle = (mark.start + mark.end) / 2 / RATE
    QTest.mouseClick(desk.view, LEFT, PLAIN, QPoint(desk.x(middle), 8))
    assert desk.page.review.current == 1 and desk.can("accept_mark")
    assert desk.view.selection == (mark.start, mark.end)
    desk.click(4)  # elsewhere: Y must not answer it now
    assert not desk.can("accept_mark")


# ---------------------------------------------------------------- playback


def test_space_plays_from_the_cursor_and_stops(desk: Desk) -> None:
    player = desk.window.services.player
    desk.click(1)
    desk.key(Qt.Key.Key_Space)
    places: list[int | None] = []
    desk.hear(1.0, lambda: places.append(desk.view.play_cursor))
    assert player.playing
    moved = [place for place in places if place is not None]
    assert moved == sorted(moved) and 1.6 * RATE < moved[-1] < 1.9 * RATE
    desk.key(Qt.Key.Key_Space)
    desk.hear(0.3)
    assert not player.playing and desk.view.play_cursor is None
    assert desk.view.edit_cursor == pytest.approx(RATE, abs=0.02 * RATE)


def test_x_leaves_the_cursor_where_it_stopped(desk: Desk) -> None:
    desk.click(1)
    desk.key(Qt.Key.Key_X)
    desk.hear(1.0)
    place = desk.page.playback.position
    desk.key(Qt.Key.Key_X)
    assert desk.view.edit_cursor == place > 1.5 * RATE


def test_what_is_kept_is_heard_without_the_cuts(desk: Desk) -> None:
    desk.drag(0.5, 7.5)
    desk.key(Qt.Key.Key_Delete)
    (cut,) = cut_spans(desk.clip.state.segments)
    desk.view.edit_cursor = 0
    desk.key(Qt.Key.Key_H)
    places: list[int | None] = []
    desk.hear(1.6, lambda: places.append(desk.view.play_cursor))
    seen = [place for place in places if place is not None]
    assert seen and not any(cut[0] < place < cut[1] for place in seen)
    assert any(place <= cut[0] for place in seen) and any(place >= cut[1] for place in seen)
    assert not desk.window.services.player.playing
    kept = desk.clip.render(kept_only=True)
    expected = resample(kept.read(0, kept.frames), RATE, 48000)[0] * 0.8  # the volume
    heard = desk.clock.sound[0][: len(expected)]
    assert np.abs(heard - expected).max() < 0.01 and not desk.clock.sound[0][len(expected) + 480 :].any()


def test_an_edit_is_heard_while_it_plays(desk: Desk) -> None:
    desk.key(Qt.Key.Key_Space)
    desk.hear(0.3)
    desk.drag(0.9, 1.8)
    desk.key(Qt.Key.Key_L, CONTROL)
    desk.hear(1.2)
    sound = np.abs(desk.clock.sound[0])
    assert sound[round(0.5 * 48000) : round(0.8 * 48000)].max() > 0.1
    assert sound[round(1.05 * 48000) : round(1.4 * 48000)].max() == 0


def test_a_click_while_playing_seeks(desk: Desk) -> None:
    desk.key(Qt.Key.Key_Space)
    desk.hear(0.5)
    desk.click(6)
    desk.hear(0.6)
    assert desk.window.services.player.playing
    assert 6.0 * RATE < desk.page.playback.position < 6.7 * RATE
    desk.key(Qt.Key.Key_Left)
    desk.hear(0.4)
    assert 5.0 * RATE < desk.page.playback.position < 6.2 * RATE


def test_the_selection_is_looped(desk: Desk) -> None:
    desk.drag(0.5, 0.9)
    desk.key(Qt.Key.Key_L)
    assert desk.page.transport._loop.isChecked()
    desk.key(Qt.Key.Key_Space)
    places: list[int] = []
    desk.hear(2.0, lambda: places.append(desk.page.playback.position))
    assert desk.window.services.player.playing
    assert all(0.49 * RATE <= place <= 0.91 * RATE for place in places)
    assert any(later < earlier for earlier, later in zip(places, places[1:], strict=False))
    desk.key(Qt.Key.Key_L)
    assert not desk.window.services.player.loop


def test_going_to_a_mark_plays_it_with_context(desk: Desk) -> None:
    desk.find_silence()
    desk.key(Qt.Key.Key_N)
    assert desk.window.services.player.playing
    mark = desk.clip.state.marks[0]
    places: list[int] = []
    desk.hear(3.5, lambda: places.append(desk.page.playback.position))
    assert min(places) >= mark.start - 0.31 * RATE and max(places) <= mark.end + 0.31 * RATE
    assert not desk.window.services.player.playing


def test_scrolling_away_while_playing_is_respected(desk: Desk) -> None:
    desk.drag(0.0, 0.5)
    desk.key(Qt.Key.Key_E, CONTROL)
    desk.key(Qt.Key.Key_Space)
    desk.hear(0.4)
    desk.view.set_view(6 * RATE, 7 * RATE)
    desk.hear(0.1)
    assert desk.view.port.start > 5.9 * RATE


def test_without_a_device_nothing_breaks(desk: Desk) -> None:
    desk.clock.plugged.clear()
    desk.clock._known.clear()
    desk.key(Qt.Key.Key_Space)
    desk.hear(0.2)
    desk.key(Qt.Key.Key_H)
    desk.hear(0.2)
    assert not desk.window.services.player.playing and desk.page.transport._state == "stopped"
    assert len([line for line in desk.said if "sound device" in line]) == 1


def test_closing_the_project_while_it_plays(desk: Desk) -> None:
    desk.key(Qt.Key.Key_Space)
    desk.hear(0.3)
    desk.window.close_project()
    desk.hear(0.3)
    assert desk.page.editor.clip is None
    assert not any("could not be read" in line for line in desk.said)


def test_a_read_only_project_can_be_heard_not_changed(
    qtbot: QtBot, window: MainWindow, folder: Path, tmp_path: Path
) -> None:
    with Project.open(folder) as writer:
        writer.clips[0].cut(0, RATE)
        desk = Desk(qtbot, window)
        desk.open(folder)
        before = (folder / "clips" / f"{desk.clip.id}.jsonl").read_bytes()
        desk.drag(3, 4)
        for name in ("cut", "keep_only", "silence", "restore", "undo", "add_recordings", "rename_clip"):
            assert not desk.can(name), name
        desk.key(Qt.Key.Key_Delete)
        desk.key(Qt.Key.Key_Z, CONTROL)
        assert desk.clip.kept == 7
        desk.page.drop([record(tmp_path / "more.wav", talk(seconds=1.0))])
        assert "can only be read here" in desk.said[-1]
        desk.key(Qt.Key.Key_Space)
        assert window.services.player.playing
        window.close_project()
        assert (folder / "clips").is_dir() and len(writer.clips) == 1
        assert before == (folder / "clips" / f"{writer.clips[0].id}.jsonl").read_bytes()


def test_the_button_is_heard_between_a_result_and_the_end_of_its_thread(desk: Desk) -> None:
    desk.key(Qt.Key.Key_F, CONTROL | SHIFT)
    panel = desk.page.silence
    pressed: list[bool] = []

    def press(_result: object) -> None:
        if panel.mark_button.isEnabled() and not panel._later.isActive() and not pressed:
            pressed.append(panel._finder.is_busy)
            QTest.mouseClick(panel.mark_button, LEFT)

    panel._finder.done.connect(press)
    desk.qtbot.waitUntil(lambda: bool(desk.clip.state.marks))
    assert pressed == [True]


def test_a_mark_that_would_be_a_mere_line_is_looked_at_from_close_by(desk: Desk) -> None:
    view = desk.view
    view.fit()
    middle = view.frames // 2
    desk.page.editor.go_to(middle, middle + 40)
    port = view.port
    assert view.selection == (middle, middle + 40) and port.start < middle < middle + 40 < port.end
    assert (port.end - port.start) <= 8.0 * RATE + 1
    near = (port.start, port.end)
    desk.page.editor.go_to(middle, middle + RATE)
    assert (view.port.start, view.port.end) == near, "what can be seen needs no other zoom"
