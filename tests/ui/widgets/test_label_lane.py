"""The label lane: rows, choosing, moving, renaming."""

from __future__ import annotations

from collections.abc import Callable, Sequence

import pytest
from PySide6.QtCore import QEvent, QPoint, QPointF, Qt
from PySide6.QtGui import QMouseEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLineEdit, QVBoxLayout, QWidget
from pytestqt.qtbot import QtBot

from rvcdesk.audio.history import Label
from rvcdesk.ui.widgets.label_lane import LabelLane
from rvcdesk.ui.widgets.label_rows import Flag, arranged, in_sight
from rvcdesk.ui.widgets.waveform import WaveformView
from rvcdesk.ui.widgets.waveform_model import Viewport
from tests.ui.widgets.views import ALT, CONTROL, LEFT, NONE, PX, click, drag, make_view

LABELS = (
    Label(100 * PX, 200 * PX, "zwrotka"),
    Label(150 * PX, 260 * PX, "oddech"),
    Label(500 * PX, 500 * PX, "point"),
)


@pytest.fixture
def view(qtbot: QtBot) -> WaveformView:
    return make_view(qtbot)


@pytest.fixture
def lane(view: WaveformView, qtbot: QtBot) -> LabelLane:
    both = QWidget()
    qtbot.addWidget(both)
    column = QVBoxLayout(both)
    column.setContentsMargins(0, 0, 0, 0)
    column.setSpacing(0)
    lane = LabelLane(view)
    lane.keep = both  # type: ignore[attr-defined]
    column.addWidget(view)
    column.addWidget(lane)
    both.resize(800, 300)
    both.show()
    qtbot.waitActive(both)
    view.set_labels(LABELS)
    qtbot.waitUntil(lambda: lane.width() == 800)
    return lane


def field(lane: LabelLane) -> QLineEdit:
    found = lane.findChild(QLineEdit)
    assert isinstance(found, QLineEdit)
    return found


def row(lane: LabelLane, number: int) -> int:
    """The middle of a row, px."""
    return round((number + 0.5) * lane._row_height) + 1


# --- where they are


def flags(labels: Sequence[Label], port: Viewport, width_of: Callable[[str], float]) -> list[Flag]:
    return in_sight(arranged(labels, port.scale, width_of), port)


def test_overlapping_labels_lie_in_two_rows() -> None:
    port = Viewport(800 * PX, 800).fit()
    found = flags(LABELS, port, lambda text: 50.0)
    assert [flag.row for flag in found] == [0, 1, 0]
    assert [(flag.left, flag.right) for flag in found] == [(100, 200), (150, 260), (500, 500)]


def test_a_text_ends_where_the_next_of_its_row_begins() -> None:
    labels = [Label(100 * index, 100 * index, "a long text") for index in range(4)]
    found = flags(labels, Viewport(4000, 4000).fit(), lambda text: 150.0)
    assert [flag.row for flag in found] == [0, 1, 0, 1]
    tight = flags(labels, Viewport(4000, 800).fit(), lambda text: 150.0)
    for one, other in zip(tight, tight[2:], strict=False):
        if one.row == other.row:
            assert one.text_end <= other.left


def test_rows_stay_while_scrolling_and_only_what_is_seen_is_given() -> None:
    port = Viewport(100_000, 500).showing(0, 5000)
    labels = [Label(start, start + 300, "text") for start in range(0, 100_000, 200)]
    rows = {flag.index: flag.row for flag in flags(labels, port, lambda text: 40.0)}
    later = flags(labels, port.panned(100), lambda text: 40.0)
    assert len(rows) < 40
    assert all(rows.get(flag.index, flag.row) == flag.row for flag in later)


def test_it_hides_without_labels(view: WaveformView, lane: LabelLane) -> None:
    assert lane.isVisible()
    view.set_labels([])
    assert not lane.isVisible()


# --- the mouse


def test_a_click_selects_the_region(view: WaveformView, lane: LabelLane, qtbot: QtBot) -> None:
    with qtbot.waitSignal(view.label_activated) as heard:
        click(lane, 130, row(lane, 0))
    assert heard.args == [0]
    assert (view.selections, view.edit_cursor) == (((100 * PX, 200 * PX),), 100 * PX)
    assert view.current_label == 0
    click(lane, 505, row(lane, 0))
    assert (view.selections, view.edit_cursor, view.current_label) == ((), 500 * PX, 2)


def test_control_click_selects_one_more(view: WaveformView, lane: LabelLane) -> None:
    view.set_labels([*LABELS, Label(600 * PX, 650 * PX, "c")])
    click(lane, 130, row(lane, 0))
    click(lane, 620, row(lane, 0), CONTROL)
    assert view.selections == ((600 * PX, 650 * PX), (100 * PX, 200 * PX))


def test_a_spectral_label_brings_its_box(view: WaveformView, lane: LabelLane) -> None:
    view.set_labels([Label(100 * PX, 200 * PX, "s", 500.0, 900.0)])
    click(lane, 130, row(lane, 0))
    assert view.spectral_box == (500.0, 900.0)


@pytest.mark.parametrize(
    ("start", "end", "number", "moved"),
    [
        (102, 80, 0, (0, 80 * PX, 200 * PX)),
        (198, 300, 0, (0, 100 * PX, 300 * PX)),
        (101, 240, 0, (0, 200 * PX, 240 * PX)),  # over its other edge
        (261, 300, 1, (1, 150 * PX, 300 * PX)),
        (501, 600, 0, (2, 600 * PX, 600 * PX)),
        (501, 900, 0, (2, 800 * PX, 800 * PX)),
    ],
)
def test_edges_and_points_are_dragged(
    view: WaveformView,
    lane: LabelLane,
    qtbot: QtBot,
    start: int,
    end: int,
    number: int,
    moved: tuple[int, int, int],
) -> None:
    QTest.mouseMove(lane, QPoint(700, 2))
    QTest.mouseMove(lane, QPoint(start, row(lane, number)))
    assert lane.cursor().shape() == Qt.CursorShape.SplitHCursor
    with qtbot.waitSignal(view.label_moved) as heard:
        drag(lane, (start, row(lane, number)), (end, row(lane, number)))
    assert tuple(heard.args) == moved
    assert view.labels == LABELS  # who hears it changes them
    assert view.selections == ()


@pytest.mark.parametrize(
    ("start", "end", "moved"),
    [
        (150, 250, (200 * PX, 300 * PX)),
        (150, 20, (0, 100 * PX)),  # not past the start
        (150, 790, (700 * PX, 800 * PX)),  # nor past the end
    ],
)
def test_the_body_is_dragged_and_keeps_its_length(
    view: WaveformView, lane: LabelLane, qtbot: QtBot, start: int, end: int, moved: tuple[int, int]
) -> None:
    with qtbot.waitSignal(view.label_moved) as heard:
        drag(lane, (start, row(lane, 0)), (end, row(lane, 0)))
    assert tuple(heard.args) == (0, *moved)
    assert view.selections == () and view._guide is None


def test_a_dragged_edge_snaps_unless_alt_is_held(view: WaveformView, lane: LabelLane, qtbot: QtBot) -> None:
    view.set_spans(splits=[300 * PX + 1200])
    y = row(lane, 0)
    for modifier, end in ((NONE, 300 * PX + 1200), (ALT, 300 * PX)):
        with qtbot.waitSignal(view.label_moved) as heard:
            QTest.mousePress(lane, LEFT, modifier, QPoint(200, y))
            for x in (220, 300):
                QTest.mouseMove(lane, QPoint(x, y)) if modifier == NONE else alt_move(lane, x, y)
            QTest.mouseRelease(lane, LEFT, modifier, QPoint(300, y))
        assert heard.args[2] == end
    assert view._guide is None


def alt_move(lane: LabelLane, x: int, y: int) -> None:
    """A move with Alt held, which QTest cannot do."""
    place = QPointF(x, y)
    QApplication.sendEvent(
        lane,
        QMouseEvent(
            QEvent.Type.MouseMove, place, lane.mapToGlobal(place), Qt.MouseButton.NoButton, LEFT, ALT
        ),
    )


def test_escape_drops_a_drag(view: WaveformView, lane: LabelLane, qtbot: QtBot) -> None:
    with qtbot.assertNotEmitted(view.label_moved):
        drag(lane, (200, row(lane, 0)), (300, row(lane, 0)), drop=False)
        QTest.keyClick(lane, Qt.Key.Key_Escape)
        QTest.mouseRelease(lane, LEFT, NONE, QPoint(300, row(lane, 0)))


# --- renaming


def test_double_click_edits_in_place(view: WaveformView, lane: LabelLane, qtbot: QtBot) -> None:
    QTest.mouseDClick(lane, LEFT, NONE, QPoint(130, row(lane, 0)))
    typed = field(lane)
    assert typed.isVisible() and typed.hasFocus()
    assert typed.text() == typed.selectedText() == "zwrotka"
    with qtbot.waitSignal(view.label_renamed) as heard:
        QTest.keyClicks(typed, "refren")
        QTest.keyClick(typed, Qt.Key.Key_Return)
    assert heard.args == [0, "refren"]
    assert not typed.isVisible()
    assert view.hasFocus()


def test_escape_drops_what_was_typed_and_another_focus_keeps_it(
    view: WaveformView, lane: LabelLane, qtbot: QtBot
) -> None:
    lane.edit(1)
    with qtbot.assertNotEmitted(view.label_renamed):
        QTest.keyClicks(field(lane), "x")
        QTest.keyClick(field(lane), Qt.Key.Key_Escape)
    lane.edit(1)
    field(lane).setText("ąę")  # which QTest cannot type
    with qtbot.waitSignal(view.label_renamed) as heard:
        view.setFocus()
    assert heard.args == [1, "ąę"]


def test_the_same_text_is_no_change(view: WaveformView, lane: LabelLane, qtbot: QtBot) -> None:
    lane.edit(0)
    with qtbot.assertNotEmitted(view.label_renamed):
        QTest.keyClick(field(lane), Qt.Key.Key_Return)


def test_editing_scrolls_there_and_ends_when_the_label_goes(view: WaveformView, lane: LabelLane) -> None:
    view.set_view(0, 50 * PX)
    lane.edit(2)
    assert view.port.start < 500 * PX < view.port.end
    assert lane.rect().contains(field(lane).geometry().center())
    view.set_labels(LABELS[:1])
    assert not field(lane).isVisible()


def test_keys_with_the_focus_on_the_lane(view: WaveformView, lane: LabelLane, qtbot: QtBot) -> None:
    lane.setFocus()
    QTest.keyClick(lane, Qt.Key.Key_Right)
    QTest.keyClick(lane, Qt.Key.Key_Right)
    assert (view.current_label, view.selection) == (1, (150 * PX, 260 * PX))
    with qtbot.waitSignal(view.label_removed) as heard:
        QTest.keyClick(lane, Qt.Key.Key_Delete)
    assert heard.args == [1]
    QTest.keyClick(lane, Qt.Key.Key_Left)
    QTest.keyClick(lane, Qt.Key.Key_F2)
    assert field(lane).text() == "zwrotka"


# --- painting


def test_it_draws_regions_points_and_the_chosen_one(view: WaveformView, lane: LabelLane) -> None:
    def row_pixels(number: int) -> list[str]:
        image = lane.grab().toImage()
        return [image.pixelColor(x, row(lane, number) + 6).name() for x in range(image.width())]

    plain = row_pixels(0)
    assert plain[50] != plain[198] and plain[50] == plain[350]
    click(lane, 130, row(lane, 0))
    assert row_pixels(0)[198] != plain[198]
