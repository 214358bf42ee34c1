"""The editor's verbs by their keys: clipboard, ripple, splits, labels, selecting, many stretches at once."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest
from PySide6.QtCore import QMimeData, QPoint, QPointF, Qt, QUrl
from PySide6.QtGui import QDragEnterEvent, QDragMoveEvent, QDropEvent, QGuiApplication
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLineEdit, QWidget
from pytestqt.qtbot import QtBot

from rvcdesk.audio.edits import cut_spans, silent_spans, split_points
from rvcdesk.audio.history import Label
from rvcdesk.ui.clean.clipboard import FORMAT
from rvcdesk.ui.window import MainWindow
from tests.ui.clean_desk import CONTROL, PAUSES, PLAIN, RATE, SHIFT, Desk, make_project, record, talk

ALT = Qt.KeyboardModifier.AltModifier


@pytest.fixture
def desk(qtbot: QtBot, window: MainWindow, tmp_path: Path) -> Desk:
    desk = Desk(qtbot, window)
    recordings = [record(tmp_path / "a ł.wav"), record(tmp_path / "b.wav", talk(seconds=4.0))]
    desk.open(make_project(tmp_path / "Głos 声", recordings))
    return desk


def select(desk: Desk, *spans: tuple[float, float]) -> None:
    desk.view.selections = [(round(start * RATE), round(end * RATE)) for start, end in spans]


def sound(desk: Desk, *, kept_only: bool = False) -> np.ndarray:
    render = desk.clip.render(kept_only=kept_only)
    return render.read(0, render.frames)[0]


def seconds(spans: list[tuple[int, int]]) -> list[tuple[float, float]]:
    return [(start / RATE, end / RATE) for start, end in spans]


# ---------------------------------------------------------------- verbs on the selection


def test_every_verb_takes_all_selections_in_one_step(desk: Desk) -> None:
    verbs = {
        "delete": (Qt.Key.Key_K, CONTROL),
        "cut": (Qt.Key.Key_X, CONTROL),
        "silence": (Qt.Key.Key_L, CONTROL),
        "keep_only": (Qt.Key.Key_T, CONTROL),
        "split_delete": (Qt.Key.Key_K, CONTROL | ALT),
        "ripple_delete": (Qt.Key.Key_Delete, SHIFT),
        "split": (Qt.Key.Key_I, CONTROL),
    }
    wanted = ((0.5, 1.0), (4.0, 4.5))
    before = desk.clip.state
    for name, (key, held) in verbs.items():
        select(desk, *wanted)
        chosen = desk.view.selections
        desk.key(key, held)
        segments = desk.clip.state.segments
        assert desk.clip.history.index == 1, name
        if name in ("delete", "cut"):
            assert seconds(cut_spans(segments)) == list(wanted), name
        elif name in ("silence", "split_delete"):
            assert seconds(silent_spans(segments)) == list(wanted), name
        elif name == "keep_only":
            assert desk.clip.kept == 1.0
        elif name == "ripple_delete":
            assert desk.clip.duration == desk.view.frames / RATE == 7.0
        else:
            assert len(split_points(segments)) == 4
        desk.key(Qt.Key.Key_Z, CONTROL)
        assert desk.clip.state == before and set(desk.view.selections) == set(chosen), name
    assert desk.view.frames == 8 * RATE


def test_a_ripple_takes_the_sound_off_the_timeline(desk: Desk) -> None:
    before = sound(desk)
    select(desk, (1.0, 2.0))
    desk.key(Qt.Key.Key_X, CONTROL | SHIFT)
    after = sound(desk)
    assert desk.view.selection is None and desk.view.edit_cursor == RATE
    assert len(after) == 7 * RATE
    np.testing.assert_array_equal(after[: RATE - 100], before[: RATE - 100])
    np.testing.assert_array_equal(after[RATE + 100 :], before[2 * RATE + 100 :])
    assert desk.page.transport._length.text() == "/ 0:07.000"


def test_duplicate_split_join_and_detach(desk: Desk, qtbot: QtBot) -> None:
    select(desk, (0.0, 1.0))
    desk.key(Qt.Key.Key_D, CONTROL)
    assert desk.clip.duration == 9 and desk.view.selection == (RATE, 2 * RATE)
    desk.key(Qt.Key.Key_Z, CONTROL)
    desk.view.selection = None
    desk.view.edit_cursor = RATE
    desk.key(Qt.Key.Key_I, CONTROL)
    assert split_points(desk.clip.state.segments) == [RATE] == list(desk.view.scene.splits)
    select(desk, (0.5, 1.5))
    desk.key(Qt.Key.Key_J, CONTROL)
    assert not split_points(desk.clip.state.segments)
    select(desk, (0.5, 7.9))
    desk.key(Qt.Key.Key_J, CONTROL | ALT)
    qtbot.waitUntil(lambda: len(silent_spans(desk.clip.state.segments)) == 2)
    for (start, end), (first, last) in zip(silent_spans(desk.clip.state.segments), PAUSES, strict=True):
        assert (start / RATE, end / RATE) == pytest.approx((first, last), abs=0.15)


def test_a_selection_becomes_a_recording(desk: Desk, qtbot: QtBot) -> None:
    part = sound(desk)[RATE : 2 * RATE]
    select(desk, (1.0, 2.0))
    desk.key(Qt.Key.Key_I, CONTROL | ALT)
    names = [clip.name for clip in desk.page.clips.model.clips]
    assert names == ["a ł", "a ł, part 1", "b"]
    assert seconds(cut_spans(desk.clip.state.segments)) == [(1.0, 2.0)]
    desk.key(Qt.Key.Key_PageDown, CONTROL)
    desk.wait_ready()
    assert desk.clip.name == "a ł, part 1" and desk.view.frames == RATE
    np.testing.assert_array_equal(sound(desk), part)


# ---------------------------------------------------------------- clipboard


def test_paste_reaches_the_other_recording(desk: Desk) -> None:
    part = sound(desk)[RATE // 2 : RATE]
    select(desk, (0.5, 1.0))
    desk.key(Qt.Key.Key_C, CONTROL)
    assert QGuiApplication.clipboard().text() == "0.500000\t1.000000\n"
    assert not desk.clip.history.can_undo
    desk.key(Qt.Key.Key_PageDown, CONTROL)
    desk.wait_ready()
    assert desk.clip.name == "b"
    desk.view.edit_cursor = RATE
    desk.key(Qt.Key.Key_V, CONTROL)
    assert desk.clip.duration == 4.5 and desk.view.selection == (RATE, RATE + RATE // 2)
    np.testing.assert_allclose(sound(desk)[RATE + 100 : RATE + RATE // 2 - 100], part[100:-100], atol=1e-4)
    desk.key(Qt.Key.Key_V, CONTROL)  # in place of what it has selected
    assert desk.clip.duration == 4.5
    desk.key(Qt.Key.Key_Z, CONTROL)
    desk.key(Qt.Key.Key_Z, CONTROL)
    assert desk.clip.duration == 4 and not desk.can("undo")


def test_cut_takes_the_labels_spans_to_the_clipboard(desk: Desk) -> None:
    select(desk, (0.5, 1.0), (4.0, 4.25))
    desk.key(Qt.Key.Key_X, CONTROL)
    assert len(QGuiApplication.clipboard().text().splitlines()) == 2
    desk.view.edit_cursor = 0
    desk.key(Qt.Key.Key_V, CONTROL)
    assert desk.clip.duration == 8.75 and desk.clip.kept == pytest.approx(8.0)


def test_a_foreign_clipboard_does_no_harm(desk: Desk, tmp_path: Path, qtbot: QtBot) -> None:
    for raw in (b"\xff", b"[]", b'{"segments": [{"source_id": "s9"}], "sources": [], "rate": 1}', b"{}"):
        mime = QMimeData()
        mime.setData(FORMAT, raw)
        QGuiApplication.clipboard().setMimeData(mime)
        desk.key(Qt.Key.Key_V, CONTROL)
        assert "cannot be pasted" in desk.said[-1]
    QGuiApplication.clipboard().setText("hello")
    desk.key(Qt.Key.Key_V, CONTROL)
    assert desk.said[-1] == "There is nothing to paste." and not desk.can("undo")
    mime = QMimeData()
    mime.setUrls([QUrl.fromLocalFile(str(record(tmp_path / "ż.wav", talk(seconds=1.0))))])
    QGuiApplication.clipboard().setMimeData(mime)
    desk.key(Qt.Key.Key_V, CONTROL)
    qtbot.waitUntil(lambda: len(desk.page.clips.model.clips) == 3)
    qtbot.waitUntil(lambda: not desk.page.adder.is_busy)


def test_another_projects_recording_is_copied_here(desk: Desk, qtbot: QtBot, tmp_path: Path) -> None:
    select(desk, (0.5, 1.0))
    desk.key(Qt.Key.Key_C, CONTROL)
    other = make_project(tmp_path / "Inny", [record(tmp_path / "c.wav", talk(seconds=4.2))])
    desk.open(other)
    desk.key(Qt.Key.Key_V, CONTROL)
    qtbot.waitUntil(lambda: desk.clip.duration == pytest.approx(4.7))
    assert (other / "recordings" / "a ł.wav").is_file()
    assert {source.path for source in desk.clip.sources.values()} == {
        "recordings/c.wav",
        "recordings/a ł.wav",
    }


# ---------------------------------------------------------------- selecting by keys


def test_edges_by_keys(desk: Desk) -> None:
    view = desk.view
    desk.click(1.0)
    here = view.edit_cursor
    desk.key(Qt.Key.Key_BracketLeft)
    desk.click(3.0)
    there = view.edit_cursor
    view.edit_cursor = here
    desk.key(Qt.Key.Key_BracketLeft)
    view.edit_cursor = there
    desk.key(Qt.Key.Key_BracketRight)
    assert view.selection == (here, there)
    desk.key(Qt.Key.Key_BracketRight, CONTROL)
    assert view.selection is None and view.edit_cursor == there
    desk.key(Qt.Key.Key_J, SHIFT)
    assert view.selection == (0, there)
    desk.key(Qt.Key.Key_K, SHIFT)
    assert view.selection == (0, view.frames)
    desk.key(Qt.Key.Key_K)
    assert view.selection is None and view.edit_cursor == view.frames
    desk.key(Qt.Key.Key_J)
    assert view.edit_cursor == 0
    desk.key(Qt.Key.Key_A, CONTROL)
    desk.key(Qt.Key.Key_A, CONTROL | SHIFT)
    assert view.selection is None


def test_edges_at_what_is_heard(desk: Desk) -> None:
    desk.key(Qt.Key.Key_Space)
    desk.hear(0.5)
    first = desk.page.playback.position
    desk.key(Qt.Key.Key_BracketLeft)
    assert desk.page.playback.position == pytest.approx(first, abs=0.05 * RATE)  # it plays on
    desk.hear(1.0)
    last = desk.page.playback.position
    desk.key(Qt.Key.Key_BracketRight)
    assert desk.window.services.player.playing and last > first + RATE // 2
    assert desk.view.selection == (first, last)


def test_zero_crossings(desk: Desk) -> None:
    samples = sound(desk)
    select(desk, (0.501, 1.003))
    desk.key(Qt.Key.Key_Z)
    assert desk.view.selection is not None
    for edge, near in zip(desk.view.selection, (0.501 * RATE, 1.003 * RATE), strict=True):
        assert abs(edge - near) < 0.01 * RATE
        assert np.sign(samples[edge - 1]) != np.sign(samples[edge]) or abs(samples[edge]) < 1e-3


# ---------------------------------------------------------------- labels


def type_text(desk: Desk, text: str) -> None:
    field = desk.page.editor.labels.findChild(QLineEdit)
    desk.qtbot.waitUntil(field.hasFocus)
    field.setText(text)
    QTest.keyClick(field, Qt.Key.Key_Return)


def test_labels_are_made_named_stepped_and_removed(desk: Desk) -> None:
    select(desk, (0.5, 1.5))
    desk.key(Qt.Key.Key_B, CONTROL)
    type_text(desk, "pierwszy ż")
    assert desk.view.hasFocus()
    desk.view.selection = None
    desk.view.edit_cursor = 4 * RATE
    desk.key(Qt.Key.Key_B, CONTROL)
    type_text(desk, "punkt")
    first = Label(RATE // 2, 3 * RATE // 2, "pierwszy ż")
    second = Label(4 * RATE, 4 * RATE, "punkt")
    assert desk.clip.state.labels == (first, second) == desk.view.labels
    desk.key(Qt.Key.Key_Left, ALT)
    assert desk.view.selection == (first.start, first.end)
    desk.key(Qt.Key.Key_Right, ALT)
    assert desk.view.selection is None and desk.view.edit_cursor == second.start
    desk.window.services.actions.action("remove_label").trigger()
    assert desk.clip.state.labels == (first,)
    desk.key(Qt.Key.Key_Z, CONTROL)
    assert desk.clip.state.labels == (first, second)
    select(desk, (0.0, 0.25))
    desk.key(Qt.Key.Key_Delete, SHIFT)
    assert desk.view.labels[0].start == RATE // 4  # they go with the sound


def test_a_label_while_playing(desk: Desk) -> None:
    desk.key(Qt.Key.Key_Space)
    desk.hear(0.8)
    place = desk.page.playback.position
    desk.key(Qt.Key.Key_M, CONTROL)
    assert [label.start for label in desk.clip.state.labels] == [place]
    assert desk.page.playback.playing
    type_text(desk, "x c l")  # letters and spaces are text here
    assert desk.clip.state.labels[0].text == "x c l" and desk.page.playback.playing


def test_labelled_audio(desk: Desk) -> None:
    labels = [Label(RATE, 2 * RATE, "a"), Label(3 * RATE, 3 * RATE, "p"), Label(4 * RATE, 5 * RATE, "b")]
    desk.clip.set_labels("x", labels)
    desk.page.editor.after_edit()
    desk.key(Qt.Key.Key_X, ALT)
    assert seconds(cut_spans(desk.clip.state.segments)) == [(1, 2), (4, 5)]
    assert len(QGuiApplication.clipboard().text().splitlines()) == 2
    desk.key(Qt.Key.Key_Z, CONTROL)
    select(desk, (1.5, 1.6))
    desk.key(Qt.Key.Key_K, ALT)
    assert seconds(cut_spans(desk.clip.state.segments)) == [(1, 2)]
    desk.key(Qt.Key.Key_Z, CONTROL)
    desk.view.selection = None
    desk.key(Qt.Key.Key_L, ALT)
    assert seconds(silent_spans(desk.clip.state.segments)) == [(1, 2), (4, 5)]
    desk.key(Qt.Key.Key_Z, CONTROL)
    desk.key(Qt.Key.Key_I, ALT)
    assert len(split_points(desk.clip.state.segments)) == 4
    desk.key(Qt.Key.Key_J, ALT)
    assert not split_points(desk.clip.state.segments)


def test_labels_go_to_audacity_and_back(desk: Desk, tmp_path: Path) -> None:
    desk.clip.set_labels("x", [Label(RATE, 2 * RATE, "zażółć"), Label(0, 0, "")])
    desk.page.editor.after_edit()
    labelling = next(part for part in desk.page.parts if "import_labels" in part.handlers())
    path = tmp_path / "etykiety.txt"
    labelling.export_to(path)
    assert path.read_text(encoding="utf-8") == "0.000000\t0.000000\t\n1.000000\t2.000000\tzażółć\n"
    labelling.import_from(path)
    assert "no new label" in desk.said[-1] and len(desk.clip.state.labels) == 2
    path.write_text("3\t3.5\tnowa\n", encoding="utf-8")
    labelling.import_from(path)
    assert [label.text for label in desk.view.labels] == ["", "zażółć", "nowa"]


def test_marks_become_labels(desk: Desk) -> None:
    desk.find_silence()
    desk.window.services.actions.action("label_marks").trigger()
    assert len(desk.view.labels) == 2 and desk.view.labels[0].text.startswith("Silence")
    assert desk.view.labels[0].start == desk.clip.state.marks[0].start


# ---------------------------------------------------------------- who may


def test_nothing_is_offered_that_cannot_be_done(desk: Desk) -> None:
    desk.view.selection = None
    for name in ("cut", "copy", "delete", "ripple_delete", "join", "duplicate", "split_new", "go_left_edge"):
        assert not desk.can(name), name
    for name in ("labelled_cut", "next_label", "rename_label", "export_labels", "label_marks"):
        assert not desk.can(name), name
    assert desk.can("paste") and desk.can("split") and desk.can("add_label") and desk.can("edge_left")


def test_keys_are_text_in_a_field(desk: Desk) -> None:
    box = desk.page.transport._boxes[0]
    box.setFocus()
    desk.qtbot.waitUntil(box.hasFocus)
    for key in (Qt.Key.Key_BracketLeft, Qt.Key.Key_Z, Qt.Key.Key_J, Qt.Key.Key_1, Qt.Key.Key_Period):
        QTest.keyClick(QApplication.focusWidget(), key, PLAIN)
    QTest.keyClick(QApplication.focusWidget(), Qt.Key.Key_X, CONTROL | ALT)
    assert not desk.page.playback.playing and desk.view.edit_cursor == 0 and not desk.can("undo")


# ---------------------------------------------------------------- pauses: labels, shorter


def test_pauses_become_labels(desk: Desk, qtbot: QtBot) -> None:
    desk.window.services.actions.action("label_silence").trigger()
    panel = desk.page.silence
    assert panel.mark_button.text() == "Label them"
    qtbot.waitUntil(panel.mark_button.isEnabled)
    panel.mark_button.click()
    qtbot.waitUntil(lambda: bool(desk.clip.state.labels))
    labels = desk.clip.state.labels
    assert len(labels) == 2 and not desk.clip.state.marks
    for label, (start, end) in zip(labels, PAUSES, strict=True):
        assert start <= label.start / RATE < label.end / RATE <= end


def test_long_pauses_become_shorter(desk: Desk, qtbot: QtBot) -> None:
    desk.window.services.actions.action("truncate_silence").trigger()
    panel = desk.page.silence
    qtbot.waitUntil(lambda: len(desk.view.scene.marks) == 2 and panel.mark_button.isEnabled())
    for mark, (start, end) in zip(desk.view.scene.marks, PAUSES, strict=True):
        assert mark.start / RATE == pytest.approx(start + 0.25, abs=0.1)
        assert mark.end / RATE == pytest.approx(end - 0.25, abs=0.1)
    panel.share.setChecked(True)
    half = [(end - start - 0.5) / 2 for start, end in PAUSES]
    qtbot.waitUntil(
        lambda: (
            [(mark.end - mark.start) / RATE for mark in desk.view.scene.marks] == pytest.approx(half, abs=0.1)
        )
    )
    panel.share.setChecked(False)
    panel.mark_button.click()
    qtbot.waitUntil(lambda: desk.clip.history.can_undo)
    assert desk.clip.duration == pytest.approx(8 - 1.0 - 1.5, abs=0.2)
    assert desk.clip.history.index == 1 and desk.view.frames == desk.clip.frames
    desk.key(Qt.Key.Key_Z, CONTROL)
    assert desk.clip.duration == 8
    desk.key(Qt.Key.Key_F, CONTROL | SHIFT)  # the other purposes have their own settings
    assert panel.purpose == "mark" and panel.length.value() == 0.6


# ---------------------------------------------------------------- files dropped on the waveform


def test_a_file_dropped_at_the_lower_edge_is_put_in_there(desk: Desk, tmp_path: Path, qtbot: QtBot) -> None:
    page, view = desk.page, desk.view
    song = record(tmp_path / "wstawka ż.wav", talk(seconds=1.0))
    data = QMimeData()
    data.setUrls([QUrl.fromLocalFile(str(song))])
    copy, held = Qt.DropAction.CopyAction, Qt.MouseButton.LeftButton
    place = view.mapTo(page, QPoint(desk.x(2.5), view.height() - 10))
    QWidget.event(page, QDragEnterEvent(place, copy, data, held, PLAIN))
    QWidget.event(page, QDragMoveEvent(place, copy, data, held, PLAIN))
    assert "Insert here, at 0:02.5" in page._hint._sentence
    high = view.mapTo(page, QPoint(desk.x(2.5), 10))
    QWidget.event(page, QDragMoveEvent(high, copy, data, held, PLAIN))
    assert page._hint._at is None  # there it would be added to the recordings
    QWidget.event(page, QDropEvent(QPointF(place), copy, data, held, PLAIN))
    qtbot.waitUntil(lambda: desk.clip.duration == 9.0)
    assert len(page.clips.model.clips) == 2 and view.frames == 9 * RATE
    start = view.selection[0] if view.selection is not None else -1
    assert start / RATE == pytest.approx(2.5, abs=0.02)
    part = sound(desk)[start + 100 : start + RATE - 100]
    np.testing.assert_allclose(part, talk(seconds=1.0)[0][100 : RATE - 100], atol=1e-3)
    assert page.project is not None and (page.project.folder / "recordings" / song.name).is_file()
    QWidget.event(page, QDragEnterEvent(high, copy, data, held, PLAIN))
    QWidget.event(page, QDropEvent(QPointF(high), copy, data, held, PLAIN))
    qtbot.waitUntil(lambda: len(page.clips.model.clips) == 3)
    qtbot.waitUntil(lambda: not page.adder.is_busy)
