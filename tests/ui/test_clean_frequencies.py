"""Frequencies, zoom toggle, snapping to zero crossings and the legend, on the Clean page."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLineEdit
from pytestqt.qtbot import QtBot

from rvcdesk.audio.history import Label, Mark
from rvcdesk.cleaning.findings import KINDS
from rvcdesk.ui.widgets.mark_legend import MarkLegend, Sample
from rvcdesk.ui.window import MainWindow
from tests.ui.clean_desk import LEFT, PLAIN, RATE, SHIFT, Desk, make_project, record


@pytest.fixture
def desk(qtbot: QtBot, window: MainWindow, tmp_path: Path) -> Desk:
    desk = Desk(qtbot, window)
    desk.open(make_project(tmp_path / "Głos", [record(tmp_path / "mowa.wav")]))
    return desk


def rows(desk: Desk) -> tuple[int, int]:
    """Two rows inside the spectrogram, the second above the first."""
    desk.view.grab()
    (lane,) = desk.view.scene.frequency_lanes
    return round(lane.bottom - 20), round(lane.top + 20)


def drag_box(desk: Desk, start: float, end: float) -> None:
    low, high = rows(desk)
    QTest.mousePress(desk.view, LEFT, PLAIN, QPoint(desk.x(start), low))
    QTest.mouseMove(desk.view, QPoint(desk.x(start) + 20, low - 5))
    QTest.mouseMove(desk.view, QPoint(desk.x(end), high))
    QTest.mouseRelease(desk.view, LEFT, PLAIN, QPoint(desk.x(end), high))


def test_q_shows_the_spectrogram_and_a_drag_selects_a_box(desk: Desk) -> None:
    desk.key(Qt.Key.Key_Q)
    part = desk.view.spectrogram
    assert desk.view.spectral_selecting and part is not None and part.mode == "both"
    drag_box(desk, 1.0, 3.0)
    box = desk.view.spectral_box
    assert box is not None and 0 < box[0] < box[1] < RATE / 2
    assert desk.page.transport.frequencies.box == box
    fields = desk.page.transport.frequencies
    fields.edited.emit(200.0, 900.0)
    assert desk.view.spectral_box == (200.0, 900.0)
    desk.key(Qt.Key.Key_Q)
    assert not desk.view.spectral_selecting
    assert desk.view.spectral_box is None and fields.box is None
    desk.drag(4.0, 5.0)
    assert desk.view.selection is not None and desk.view.spectral_box is None


def test_shift_z_toggles_the_zoom(desk: Desk) -> None:
    desk.view.set_view(RATE, 2 * RATE)
    near = desk.view.port
    desk.key(Qt.Key.Key_Z, SHIFT)
    assert desk.view.port.is_fitted
    desk.key(Qt.Key.Key_Z, SHIFT)
    assert desk.view.port == near


def test_stretches_are_selected_by_keys(desk: Desk) -> None:
    alt = Qt.KeyboardModifier.AltModifier
    assert desk.clip.cut(RATE, 2 * RATE)
    desk.page.editor.after_edit()
    desk.view.selections = ()
    desk.view.edit_cursor = RATE // 2
    found = []
    for key in (Qt.Key.Key_Period, Qt.Key.Key_Period, Qt.Key.Key_Period, Qt.Key.Key_Comma):
        desk.key(key, alt)
        found.append(desk.view.selection)
    assert found == [(0, RATE), (RATE, 2 * RATE), (2 * RATE, desk.view.frames), (RATE, 2 * RATE)]


def test_snapping_to_zero_crossings_is_remembered(desk: Desk) -> None:
    action = desk.window.services.actions.action("snap_to_zero")
    assert not desk.view.snap_to_zero
    action.trigger()
    assert desk.view.snap_to_zero and desk.window.services.settings.get("snap_to_zero") is True
    desk.drag(1.0, 1.5)
    assert desk.view.selection is not None
    for edge in desk.view.selection:
        around = desk.view.source.samples(edge - 1, 2, 0)  # type: ignore[union-attr]
        assert (around[0] < 0) != (around[1] < 0) or around[1] == 0


def test_the_transport_bar_counts_the_other_selections(desk: Desk) -> None:
    desk.view.selections = ((0, 100), (200, 300), (400, 500))
    assert desk.page.transport._more.text() == "+2"
    desk.click(6.0)
    assert desk.page.transport._more.isHidden()


def test_a_mark_says_which_keys_answer_it(desk: Desk) -> None:
    assert desk.clip.set_marks("Test", [Mark(RATE, 2 * RATE, "cough", 0.75)])
    desk.page.editor.after_edit()
    words = desk.view.mark_text(desk.view.scene.marks[0]).splitlines()
    assert words[0] == "Cough, 75 % sure, 1.00 s at 0:01.00, not answered"
    assert words[-1] == "Y accepts, W rejects"


def test_keys_on_the_label_lane_are_the_labels(desk: Desk) -> None:
    assert desk.clip.set_labels("Test", [Label(RATE, 2 * RATE, "a"), Label(3 * RATE, 3 * RATE, "b")])
    desk.page.editor.after_edit()
    lane = desk.page.editor.labels
    desk.qtbot.waitUntil(lane.isVisible)
    lane.setFocus()
    for key in (Qt.Key.Key_Right, Qt.Key.Key_F2):
        QTest.keyClick(lane, key)
    field = lane.findChild(QLineEdit)
    assert isinstance(field, QLineEdit) and field.hasFocus()
    QTest.keyClicks(field, "xk")  # letters, not commands
    QTest.keyClick(field, Qt.Key.Key_Return)
    assert [label.text for label in desk.clip.state.labels] == ["xk", "b"]
    assert desk.view.hasFocus()
    lane.setFocus()
    QTest.keyClick(lane, Qt.Key.Key_Delete)
    assert [label.text for label in desk.clip.state.labels] == ["b"]
    y = lane.height() // 4
    QTest.mousePress(lane, LEFT, PLAIN, QPoint(desk.x(3.0), y))
    QTest.mouseMove(lane, QPoint(desk.x(3.5), y))
    QTest.mouseMove(lane, QPoint(desk.x(4.0), y))
    QTest.mouseRelease(lane, LEFT, PLAIN, QPoint(desk.x(4.0), y))
    (label,) = desk.clip.state.labels
    assert abs(label.start - 4 * RATE) < 2 * desk.view.port.scale


def test_the_legend_shows_every_kind(desk: Desk) -> None:
    desk.window.services.actions.action("mark_legend").trigger()
    legends = [widget for widget in QApplication.topLevelWidgets() if isinstance(widget, MarkLegend)]
    assert len(legends) == 1 and legends[0].isVisible()
    assert len(legends[0].findChildren(Sample)) == len(KINDS) + 3
    legends[0].close()


@pytest.mark.parametrize("width", [900, 1400])
def test_the_bar_shows_what_fits(desk: Desk, width: int) -> None:
    desk.window.resize(width, 700)
    desk.view.selection = (0, RATE)
    desk.view.spectral_box = (100.0, 2000.0)
    bar = desk.page.transport
    desk.qtbot.waitUntil(lambda: bar._row.minimumSize().width() <= bar.width())
    shown = [box.isVisible() for _, box in bar._fields]
    assert shown[2] <= shown[0] == shown[1]
