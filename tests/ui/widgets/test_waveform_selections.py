"""Several selections, snapping, and the view's own keys, with a real mouse and keyboard."""

from __future__ import annotations

import numpy as np
import pytest
from PySide6.QtCore import QEvent, QPoint, QPointF, Qt
from PySide6.QtGui import QMouseEvent, QNativeGestureEvent, QPaintEvent, QPointingDevice, QRegion, QWheelEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from rvcdesk.audio.edits import Segment
from rvcdesk.audio.history import Label
from rvcdesk.ui import theme
from rvcdesk.ui.widgets.segment_source import SegmentSource
from rvcdesk.ui.widgets.snapping import edges_of
from rvcdesk.ui.widgets.waveform import WaveformView
from rvcdesk.ui.widgets.waveform_source import ArraySource
from tests.ui.widgets.views import ALT, CONTROL, FRAMES, LEFT, NONE, PX, RATE, SHIFT, click, drag, make_view


@pytest.fixture
def view(qtbot: QtBot) -> WaveformView:
    return make_view(qtbot)


def across(view: WaveformView, start: int, end: int, modifier: Qt.KeyboardModifier = NONE) -> None:
    drag(view, (start, 100), (end, 100), modifier)


@pytest.fixture
def two(view: WaveformView) -> WaveformView:
    across(view, 100, 200)
    across(view, 400, 500, CONTROL)
    return view


A, B = (100 * PX, 200 * PX), (400 * PX, 500 * PX)

# --- several selections


def test_control_drag_adds_and_the_last_is_active(two: WaveformView) -> None:
    assert two.selections == (B, A)
    assert (two.selection, two.edit_cursor) == (B, B[0])


def test_control_click_takes_one_away(two: WaveformView) -> None:
    click(two, 450, modifier=CONTROL)
    assert two.selections == (A,)
    click(two, 600, modifier=CONTROL)
    assert two.selections == (A,)


def test_a_plain_click_clears_all(two: WaveformView) -> None:
    click(two, 300)
    assert (two.selections, two.edit_cursor) == ((), 300 * PX)


def test_a_plain_drag_begins_anew(two: WaveformView) -> None:
    across(two, 600, 650)
    assert two.selections == ((600 * PX, 650 * PX),)


def test_what_meets_becomes_one(two: WaveformView) -> None:
    across(two, 150, 450, CONTROL)
    assert two.selections == ((A[0], B[1]),)


@pytest.mark.parametrize(
    ("edge", "to", "selections"),
    [
        (203, 250, ((A[0], 250 * PX), B)),
        (97, 50, ((50 * PX, A[1]), B)),
        (503, 520, ((B[0], 520 * PX), A)),
        (396, 150, ((A[0], B[1]),)),
    ],
)
def test_every_edge_can_be_dragged(
    two: WaveformView, edge: int, to: int, selections: tuple[tuple[int, int], ...]
) -> None:
    QTest.mouseMove(two, QPoint(edge, 50))
    QTest.mouseMove(two, QPoint(edge, 100))
    assert two.cursor().shape() == Qt.CursorShape.SplitHCursor
    across(two, edge, to)
    assert two.selections == selections


def test_beyond_five_pixels_there_is_no_edge(two: WaveformView) -> None:
    QTest.mouseMove(two, QPoint(206, 100))
    assert two.cursor().shape() == Qt.CursorShape.IBeamCursor


def test_shift_click_extends_the_active_one_and_keeps_the_others(two: WaveformView) -> None:
    click(two, 600, modifier=SHIFT)
    assert two.selections == ((B[0], 600 * PX), A)


def test_keys_change_the_active_one_and_keep_the_others(two: WaveformView) -> None:
    QTest.keyClick(two, Qt.Key.Key_Right, SHIFT)
    assert two.selections == ((B[0], B[1] + PX), A)
    QTest.keyClick(two, Qt.Key.Key_Right, CONTROL | SHIFT)
    assert two.selections == ((B[0] + PX, B[1] + PX), A)


def test_escape_while_dragging_gives_all_back(two: WaveformView) -> None:
    before = two.selections
    drag(two, (600, 100), (700, 100), drop=False)
    QTest.keyClick(two, Qt.Key.Key_Escape)
    QTest.mouseRelease(two, LEFT, NONE, QPoint(700, 100))
    assert two.selections == before


def test_selection_is_the_active_one_and_setting_it_drops_the_others(two: WaveformView) -> None:
    two.selection = (5, 50)
    assert two.selections == ((5, 50),)
    two.selections = ((500, 600), (5, 50))
    two.set_active((500, 700))
    assert two.selections == ((500, 700), (5, 50))
    two.zoom_to_selection()
    assert two.port.x_of(5) == pytest.approx(0)


def test_each_is_drawn(two: WaveformView) -> None:
    two.set_hover(None)
    image = two.grab().toImage()
    grounds = {x: image.pixelColor(x, 5).name() for x in (50, 150, 300, 450, 600)}
    chosen, plain = theme.hex_of("lane_selected"), theme.hex_of("lane")
    assert list(grounds.values()) == [plain, chosen, plain, chosen, plain]
    column = [image.pixelColor(100, y).name() for y in range(20, 60)]
    assert 0 < column.count(theme.hex_of("selection_edge")) < len(column)  # dashed: not the active one


def test_a_change_repaints_only_what_changed(two: WaveformView, monkeypatch: pytest.MonkeyPatch) -> None:
    two.grab()
    painted = QRegion()

    def note(event: QPaintEvent) -> None:
        nonlocal painted
        painted |= event.region()

    monkeypatch.setattr(two, "paintEvent", note)
    QApplication.processEvents()
    painted = QRegion()
    two.set_active((B[0], 520 * PX))
    QApplication.processEvents()
    touched = painted.boundingRect()
    assert not painted.isEmpty()
    assert touched.left() >= 390
    assert sum(rect.width() for rect in painted) < 80


# --- zoom keys, wheel, touchpad, clicks


def test_zoom_toggle_goes_to_the_whole_and_back(view: WaveformView) -> None:
    view.set_view(2 * RATE, 3 * RATE)
    near = view.port
    view.zoom_toggle()
    assert view.port.is_fitted
    view.zoom_toggle()
    assert view.port == near


def test_zoom_toggle_with_nothing_to_go_back_to_shows_ten_seconds(qtbot: QtBot) -> None:
    view = make_view(qtbot, np.zeros((1, 60 * RATE), np.float32))
    view.edit_cursor = 30 * RATE
    view.zoom_toggle()
    assert (view.port.start, view.port.end) == (pytest.approx(25 * RATE), pytest.approx(35 * RATE))


def send_wheel(
    view: WaveformView,
    angle: QPoint,
    pixels: QPoint,
    modifier: Qt.KeyboardModifier = NONE,
    phase: Qt.ScrollPhase = Qt.ScrollPhase.NoScrollPhase,
) -> None:
    place = QPointF(400, 50)
    QApplication.sendEvent(
        view,
        QWheelEvent(
            place, view.mapToGlobal(place), pixels, angle, Qt.MouseButton.NoButton, modifier, phase, False
        ),
    )


def test_two_fingers_scroll_as_far_as_they_move(view: WaveformView) -> None:
    view.set_view(RATE, 2 * RATE)
    send_wheel(view, QPoint(-80, 0), QPoint(-40, 3), phase=Qt.ScrollPhase.ScrollUpdate)
    assert view.port.start == pytest.approx(RATE + 40 * view.port.scale)


def test_shift_wheel_scrolls_and_alt_wheel_zooms_vertically(view: WaveformView) -> None:
    view.set_view(RATE, 2 * RATE)
    send_wheel(view, QPoint(0, -120), QPoint(), SHIFT)
    assert view.port.start > RATE
    send_wheel(view, QPoint(120, 0), QPoint(), ALT)
    assert view.scene.gain > 1
    send_wheel(view, QPoint(-240, 0), QPoint(), ALT)
    assert view.scene.gain == 1


def test_a_pinch_zooms_at_the_fingers(view: WaveformView) -> None:
    frame = view.port.start + 200 * view.port.scale
    place = QPointF(200, 50)
    event = QNativeGestureEvent(
        Qt.NativeGestureType.ZoomNativeGesture, QPointingDevice.primaryPointingDevice(), 2, place, place,
        view.mapToGlobal(place), 0.5, QPointF(),
    )  # fmt: skip
    QApplication.sendEvent(view, event)
    assert view.port.scale == pytest.approx(PX / 1.5)
    assert view.port.x_of(frame) == pytest.approx(200)


def test_double_click_stops_at_splits_and_labels(view: WaveformView) -> None:
    view.set_spans(splits=[100 * PX])
    view.set_labels([Label(300 * PX, 350 * PX, "a")])
    QTest.mouseDClick(view, LEFT, NONE, QPoint(200, 100))
    assert view.selection == (100 * PX, 300 * PX)
    QTest.mouseDClick(view, LEFT, NONE, QPoint(320, 100))
    assert view.selection == (300 * PX, 350 * PX)


@pytest.mark.parametrize(("wait", "all_of_it"), [(10, True), (60_000, False)])
def test_a_third_click_selects_all(view: WaveformView, wait: int, all_of_it: bool) -> None:
    view.set_spans(splits=[100 * PX])

    def send(kind: QEvent.Type, time: int) -> None:
        place = QPointF(200, 100)
        up = kind == QEvent.Type.MouseButtonRelease
        buttons = Qt.MouseButton.NoButton if up else LEFT
        event = QMouseEvent(kind, place, view.mapToGlobal(place), LEFT, buttons, NONE)
        event.setTimestamp(time)
        QApplication.sendEvent(view, event)

    for kind, time in (
        (QEvent.Type.MouseButtonPress, 0),
        (QEvent.Type.MouseButtonRelease, 1),
        (QEvent.Type.MouseButtonDblClick, 2),
        (QEvent.Type.MouseButtonRelease, 3),
        (QEvent.Type.MouseButtonPress, 3 + wait),
        (QEvent.Type.MouseButtonRelease, 4 + wait),
    ):
        send(kind, time)
    assert view.selection == ((0, FRAMES) if all_of_it else None)


def test_an_arrow_keeps_the_cursor_in_sight(view: WaveformView) -> None:
    view.set_view(0, RATE)
    view.edit_cursor = 5 * RATE
    QTest.keyClick(view, Qt.Key.Key_Right)
    assert view.port.start < view.edit_cursor < view.port.end


# --- snapping


def test_it_snaps_to_labels_and_splits_and_shows_to_what(view: WaveformView) -> None:
    view.set_spans(splits=[100 * PX + 1000])
    view.set_labels([Label(300 * PX, 300 * PX + 1100, "a")])
    drag(view, (103, 100), (300, 100), drop=False)
    QTest.mouseMove(view, QPoint(302, 100))
    assert view.selection == (100 * PX + 1000, 300 * PX + 1100)
    image = view.grab().toImage()
    assert image.pixelColor(302, 150).name() == theme.hex_of("accent")
    QTest.mouseRelease(view, LEFT, NONE, QPoint(302, 100))
    assert view._guide is None


def test_it_snaps_to_the_edges_of_other_selections_and_the_clips_ends(two: WaveformView) -> None:
    across(two, 797, 700, CONTROL)
    assert two.selection == (700 * PX, FRAMES)
    drag(two, (600, 100), (503, 100), CONTROL)
    assert two.selection == (500 * PX, 600 * PX)


def test_what_it_snaps_to_is_gathered_once_and_anew_after_a_change(view: WaveformView) -> None:
    view.set_spans(cut=[(5000, 9000)], splits=[2000])
    view.set_labels([Label(7000, 7000, "a")])
    assert edges_of(view) == (2000, 5000, 7000, 9000)
    assert edges_of(view) is edges_of(view)
    view.set_labels([Label(100, 300, "b")])
    assert edges_of(view) == (100, 300, 2000, 5000, 9000)
    view.set_spans(splits=[2001])
    assert edges_of(view) == (100, 300, 2001)


def test_snapping_can_be_off(view: WaveformView) -> None:
    view.set_spans(splits=[100 * PX + 1000])
    view.snap = False
    across(view, 103, 300)
    assert view.selection == (103 * PX, 300 * PX)


@pytest.mark.parametrize("held", [NONE, ALT])
def test_it_snaps_to_zero_crossings_when_asked(view: WaveformView, held: Qt.KeyboardModifier) -> None:
    view.snap_to_zero = True
    across(view, 103, 301, held)
    assert view.selection is not None
    half = RATE / 440
    away = [abs(edge / half - round(edge / half)) * half for edge in view.selection]
    assert (max(away) <= 1) == (held == NONE)


def test_close_up_only_a_near_crossing_attracts(view: WaveformView) -> None:
    view.snap_to_zero = True
    view.set_view(0, 80)  # ten pixels a sample
    across(view, 400, 700)
    assert view.selection == (40, 70)


def test_zero_crossings_are_of_the_timeline_not_of_the_file(view: WaveformView) -> None:
    """A piece that was moved on the timeline crosses zero elsewhere than in its file."""
    segments = (Segment(None, 0, 1000), Segment("a", 300, FRAMES - 300))
    source = ArraySource(np.stack([0.5 * np.ones(FRAMES), np.ones(FRAMES)]).astype(np.float32), RATE)
    source._samples[:, 5000:] *= -1
    view.set_audio(SegmentSource(segments, {"a": source}, RATE))
    view.snap_to_zero = True
    view.set_view(5000, 6600)
    crossing = 5000 - 300 + 1000
    x = round(view.port.x_of(crossing)) + 4
    across(view, x, x + 60)
    assert view.selection is not None and view.selection[0] == crossing
