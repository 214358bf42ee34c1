"""The waveform view under a real mouse and keyboard."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np
import pytest
from PySide6.QtCore import QPoint, QPointF, Qt
from PySide6.QtGui import QAccessible, QColor, QContextMenuEvent, QWheelEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from rvcdesk.ui import theme
from rvcdesk.ui.widgets.overview import OverviewBar
from rvcdesk.ui.widgets.ruler import Ruler
from rvcdesk.ui.widgets.waveform import WaveformView
from rvcdesk.ui.widgets.waveform_link import link_views
from rvcdesk.ui.widgets.waveform_model import ViewMark
from rvcdesk.ui.widgets.waveform_source import ArraySource

RATE = 48000
FRAMES = 10 * RATE
LEFT = Qt.MouseButton.LeftButton
SHIFT, CONTROL = Qt.KeyboardModifier.ShiftModifier, Qt.KeyboardModifier.ControlModifier
NONE = Qt.KeyboardModifier.NoModifier


def tone(frames: int = FRAMES, channels: int = 1) -> np.ndarray:
    wave = 0.6 * np.sin(2 * np.pi * 220 * np.arange(frames) / RATE)
    return np.tile(wave.astype(np.float32), (channels, 1))


@pytest.fixture
def view(qtbot: QtBot) -> WaveformView:
    widget = WaveformView()
    qtbot.addWidget(widget)
    widget.resize(800, 200)
    widget.show()
    qtbot.waitExposed(widget)
    widget.set_audio(ArraySource(tone(), RATE))
    return widget


def drag(view: WaveformView, start: int, end: int, modifier: Qt.KeyboardModifier = NONE) -> None:
    y = view.height() // 2
    QTest.mousePress(view, LEFT, modifier, QPoint(start, y))
    for x in np.linspace(start, end, 6).astype(int)[1:]:
        QTest.mouseMove(view, QPoint(int(x), y))
    QTest.mouseRelease(view, LEFT, modifier, QPoint(end, y))


def click(view: WaveformView, x: int, modifier: Qt.KeyboardModifier = NONE, y: int = 100) -> None:
    QTest.mouseClick(view, LEFT, modifier, QPoint(x, y))


def wheel(view: WaveformView, x: float, up: int, modifier: Qt.KeyboardModifier = NONE, side: int = 0) -> None:
    place = QPointF(x, 50.0)
    event = QWheelEvent(
        place, view.mapToGlobal(place), QPoint(), QPoint(side, up), Qt.MouseButton.NoButton, modifier,
        Qt.ScrollPhase.NoScrollPhase, False,
    )  # fmt: skip
    QApplication.sendEvent(view, event)


# --- mouse ---


def test_drag_selects_exact_frames(view: WaveformView, qtbot: QtBot) -> None:
    heard: list[object] = []
    view.selection_changed.connect(heard.append)
    drag(view, 100, 300)
    assert view.selection == (100 * 600, 300 * 600)
    assert heard[-1] == view.selection
    assert view.edit_cursor == 60_000


def test_drag_backwards_and_close_up(view: WaveformView) -> None:
    view.set_view(1000, 1400)  # two pixels a sample
    drag(view, 301, 100)
    assert view.selection == (1050, 1150)


def test_drag_past_the_end_stops_there(view: WaveformView) -> None:
    drag(view, 700, 900)
    assert view.selection == (420_000, FRAMES)


def test_a_click_sets_the_cursor_and_drops_the_selection(view: WaveformView, qtbot: QtBot) -> None:
    drag(view, 100, 300)
    with qtbot.waitSignals([view.selection_changed, view.cursor_moved]):
        click(view, 500)
    assert (view.selection, view.edit_cursor) == (None, 300_000)


def test_shift_click_extends_from_the_cursor_and_the_nearer_edge(view: WaveformView) -> None:
    click(view, 100)
    click(view, 200, SHIFT)
    assert view.selection == (60_000, 120_000)
    click(view, 300, SHIFT)
    assert view.selection == (60_000, 180_000)
    click(view, 120, SHIFT)
    assert view.selection == (72_000, 180_000)


def test_an_edge_can_be_dragged(view: WaveformView) -> None:
    drag(view, 100, 300)
    drag(view, 302, 400)
    assert view.selection == (60_000, 240_000)
    drag(view, 99, 450)  # over the other edge
    assert view.selection == (240_000, 270_000)


def test_edges_snap_to_marks_unless_alt_is_held(view: WaveformView) -> None:
    view.set_spans(cut=[(61_000, 90_000)])
    drag(view, 103, 300)
    assert view.selection == (61_000, 180_000)
    drag(view, 503, 600)
    view.set_spans(cut=[(302_000, 310_000)])
    click(view, 700)
    drag(view, 503, 600, Qt.KeyboardModifier.AltModifier)
    assert view.selection == (301_800, 360_000)


def test_double_click_selects_between_cuts(view: WaveformView) -> None:
    view.set_spans(cut=[(120_000, 180_000)], silent=[(300_000, 310_000)])
    QTest.mouseDClick(view, LEFT, NONE, QPoint(400, 100))
    assert view.selection == (180_000, 300_000)
    QTest.mouseDClick(view, LEFT, NONE, QPoint(10, 100))
    assert view.selection == (0, 120_000)


def test_escape_gives_back_the_selection_of_before(view: WaveformView) -> None:
    view.selection = (5, 500)
    QTest.mousePress(view, LEFT, NONE, QPoint(200, 100))
    QTest.mouseMove(view, QPoint(300, 100))
    assert view.selection == (120_000, 180_000)
    QTest.keyClick(view, Qt.Key.Key_Escape)
    QTest.mouseRelease(view, LEFT, NONE, QPoint(300, 100))
    assert view.selection == (5, 500)


@pytest.mark.parametrize("x", [3, 400, 790])
def test_control_wheel_zooms_and_keeps_the_frame_under_the_mouse(view: WaveformView, x: int) -> None:
    frame = view.port.start + x * view.port.scale
    for _ in range(12):
        wheel(view, x, 120, CONTROL)
    assert view.port.scale < 600 / 30
    assert abs(view.port.x_of(frame) - x) < 0.5
    for _ in range(14):
        wheel(view, x, -120, CONTROL)
    assert view.port.is_fitted


def test_wheel_scrolls_and_so_does_the_side_wheel(view: WaveformView) -> None:
    view.set_view(RATE, 2 * RATE)
    wheel(view, 10, -120)
    assert view.port.start > RATE
    wheel(view, 10, 120)
    assert view.port.start == pytest.approx(RATE)
    wheel(view, 10, 0, side=-120)
    assert view.port.start > RATE


def test_middle_drag_pans(view: WaveformView) -> None:
    view.set_view(RATE, 2 * RATE)
    QTest.mousePress(view, Qt.MouseButton.MiddleButton, NONE, QPoint(400, 50))
    QTest.mouseMove(view, QPoint(300, 50))
    QTest.mouseRelease(view, Qt.MouseButton.MiddleButton, NONE, QPoint(300, 50))
    assert view.port.start == pytest.approx(RATE + 100 * 60)
    assert view.selection is None


def test_a_view_that_is_not_selectable_only_seeks(qtbot: QtBot) -> None:
    view = WaveformView(selectable=False)
    qtbot.addWidget(view)
    view.resize(800, 200)
    view.set_audio(ArraySource(tone(), RATE))
    drag(view, 100, 300)
    assert (view.selection, view.edit_cursor) == (None, 60_000)


# --- marks ---


@pytest.fixture
def marked(view: WaveformView) -> WaveformView:
    view.set_marks(
        [ViewMark(60_000, 120_000, "silence", key="a"), ViewMark(300_000, 300_010, "click", key="b")]
    )
    view.grab()  # the strip's height is known once it is painted
    return view


def test_marks_are_clicked_and_activated_in_their_strip(marked: WaveformView) -> None:
    clicked: list[ViewMark] = []
    activated: list[ViewMark] = []
    marked.mark_clicked.connect(clicked.append)
    marked.mark_activated.connect(activated.append)
    click(marked, 150, y=8)
    click(marked, 501, y=8)
    QTest.mouseDClick(marked, LEFT, NONE, QPoint(150, 8))
    assert [mark.key for mark in clicked] == ["a", "b"]
    assert [mark.key for mark in activated] == ["a"]
    assert (marked.selection, marked.edit_cursor) == (None, 0)
    click(marked, 150, y=100)
    assert marked.edit_cursor == 90_000


def test_states_and_spans_differ_without_colour(view: WaveformView) -> None:
    """The shapes differ: compared as black and white."""

    def shapes(setup: Callable[[], None]) -> bytes:
        setup()
        gray = view.grab().toImage().convertToFormat(view.grab().toImage().Format.Format_Grayscale8)
        ground = QColor(theme.hex_of("base_alt")).lightness()
        pixels = np.frombuffer(gray.constBits(), np.uint8).reshape(gray.height(), gray.bytesPerLine())
        return bytes((np.abs(pixels[2:20, 80:320].astype(int) - ground) > 60).astype(np.uint8))

    looks = {
        shapes(lambda state=state: view.set_marks([ViewMark(60_000, 180_000, "click", state)]))  # type: ignore[misc]
        for state in ("open", "accepted", "rejected")
    }
    assert len(looks) == 3


# --- keys ---


@pytest.mark.parametrize(
    ("key", "modifier", "selection", "cursor"),
    [
        (Qt.Key.Key_Right, NONE, None, 60_600),
        (Qt.Key.Key_Left, NONE, None, 59_400),
        (Qt.Key.Key_Right, SHIFT, (60_000, 60_600), 60_000),
        (Qt.Key.Key_Left, SHIFT, (59_400, 60_000), 60_000),
        (Qt.Key.Key_Home, NONE, None, 0),
        (Qt.Key.Key_End, NONE, None, FRAMES),
        (Qt.Key.Key_Home, SHIFT, (0, 60_000), 60_000),
        (Qt.Key.Key_End, SHIFT, (60_000, FRAMES), 60_000),
    ],
)
def test_keys(
    view: WaveformView,
    key: Qt.Key,
    modifier: Qt.KeyboardModifier,
    selection: tuple[int, int] | None,
    cursor: int,
) -> None:
    view.edit_cursor = 60_000
    QTest.keyClick(view, key, modifier)
    assert (view.selection, view.edit_cursor) == (selection, cursor)


def test_control_shift_contracts(view: WaveformView) -> None:
    view.selection = (60_000, 120_000)
    QTest.keyClick(view, Qt.Key.Key_Right, CONTROL | SHIFT)
    assert view.selection == (60_600, 120_000)
    QTest.keyClick(view, Qt.Key.Key_Left, CONTROL | SHIFT)
    assert view.selection == (60_600, 119_400)
    view.selection = (60_000, 60_300)
    QTest.keyClick(view, Qt.Key.Key_Right, CONTROL | SHIFT)
    assert view.selection is None


def test_close_up_an_arrow_moves_one_sample(view: WaveformView) -> None:
    view.edit_cursor = 1000
    view.set_view(900, 1100)
    QTest.keyClick(view, Qt.Key.Key_Right)
    assert view.edit_cursor == 1001


def test_arrows_leave_a_selection_at_its_ends(view: WaveformView) -> None:
    view.selection = (1000, 5000)
    QTest.keyClick(view, Qt.Key.Key_Right)
    assert (view.selection, view.edit_cursor) == (None, 5000)


def test_zoom_functions(view: WaveformView) -> None:
    view.selection = (RATE, 2 * RATE)
    view.zoom_to_selection()
    assert (view.port.start, view.port.end) == (pytest.approx(RATE), pytest.approx(2 * RATE))
    view.zoom_out()
    assert view.port.end - view.port.start == pytest.approx(2 * RATE)
    view.zoom_in()
    view.zoom_normal()
    assert view.port.scale == pytest.approx(480)
    view.fit()
    assert view.port.is_fitted


# --- painting ---


def color_at(view: WaveformView, x: int, y: int) -> str:
    return view.grab().toImage().pixelColor(x, y).name()


def test_it_paints_the_audio_and_the_selection(view: WaveformView) -> None:
    assert color_at(view, 400, 100) == theme.hex_of("wave")
    assert color_at(view, 400, 5) == theme.hex_of("lane")
    view.selection = (200_000, 280_000)
    assert color_at(view, 400, 100) == theme.hex_of("wave_selected")
    assert color_at(view, 400, 5) == theme.hex_of("lane_selected")
    assert color_at(view, 200, 5) == theme.hex_of("lane")


def test_play_cursor_moves_without_drawing_the_picture_again(view: WaveformView) -> None:
    view.edit_cursor = FRAMES
    view.grab()
    before = view._picture.columns_drawn
    for frame in range(0, FRAMES, 24_000):
        view.play_cursor = frame
    assert color_at(view, 760, 5) == theme.hex_of("play_cursor")
    assert view._picture.columns_drawn == before
    view.play_cursor = None
    assert color_at(view, 760, 5) == theme.hex_of("lane")


def test_the_view_turns_the_page_for_the_play_cursor(view: WaveformView) -> None:
    view.set_view(0, RATE)
    view.play_cursor = 3 * RATE
    assert view.port.start < 3 * RATE < view.port.end
    view.follow = False
    view.play_cursor = 8 * RATE
    assert view.port.end < 8 * RATE


def test_samples_are_dots_when_close(view: WaveformView) -> None:
    view.set_view(1000, 1040)
    y = round(99.5 - 0.6 * np.sin(2 * np.pi * 220 * 1020 / RATE) * 99.5)
    assert color_at(view, 400, y) == theme.hex_of("wave")


def test_stereo_has_two_lanes_and_the_mix_one(view: WaveformView) -> None:
    samples = tone(channels=2)
    samples[1] = 0
    view.set_audio(ArraySource(samples, RATE))
    assert color_at(view, 400, 60) == theme.hex_of("wave")
    assert color_at(view, 400, 160) == theme.hex_of("lane")
    view.set_mix(True)
    assert color_at(view, 400, 78) == theme.hex_of("wave")
    assert color_at(view, 400, 60) == theme.hex_of("lane")


def test_an_empty_view_invites_and_ignores_the_mouse(view: WaveformView) -> None:
    view.set_audio(None)
    drag(view, 100, 300)
    QTest.keyClick(view, Qt.Key.Key_Right)
    wheel(view, 10, 120, CONTROL)
    assert (view.selection, view.edit_cursor, view.frames) == (None, 0, 0)
    image = view.grab().toImage()
    assert len({image.pixel(x, y) for x in range(200, 600, 2) for y in range(90, 110)}) > 2


def test_theme_change_repaints(view: WaveformView) -> None:
    app = QApplication.instance()
    assert isinstance(app, QApplication)
    for scheme in ("light", "dark"):
        theme.apply(app, scheme)
        app.processEvents()  # Qt posts the palette's change
        assert color_at(view, 400, 100) == theme.hex_of("wave", scheme)


# --- neighbours ---


def test_linked_views_show_the_same_time(view: WaveformView, qtbot: QtBot) -> None:
    other = WaveformView()
    qtbot.addWidget(other)
    other.resize(800, 200)
    other.set_audio(ArraySource(tone(10 * 40000), 40000))
    link_views(view, other)
    view.set_view(RATE, 3 * RATE)
    assert (other.port.start, other.port.end) == (pytest.approx(40_000), pytest.approx(120_000))
    other.fit()
    assert view.port.is_fitted
    for widget in (view, other):  # one after the other, as a layout does it
        widget.resize(500, 200)
    assert view.port.is_fitted and other.port.is_fitted


def test_overview_drags_the_window_and_its_edges(view: WaveformView, qtbot: QtBot) -> None:
    bar = OverviewBar(view)
    qtbot.addWidget(bar)
    bar.resize(800, 40)
    bar.show()
    view.set_view(2 * RATE, 4 * RATE)
    QTest.mousePress(bar, LEFT, NONE, QPoint(240, 20))
    QTest.mouseMove(bar, QPoint(400, 20))
    QTest.mouseRelease(bar, LEFT, NONE, QPoint(400, 20))
    assert view.port.start == pytest.approx(4 * RATE)
    assert view.port.end == pytest.approx(6 * RATE)
    QTest.mousePress(bar, LEFT, NONE, QPoint(480, 20))
    QTest.mouseMove(bar, QPoint(640, 20))
    QTest.mouseRelease(bar, LEFT, NONE, QPoint(640, 20))
    assert (view.port.start, view.port.end) == (pytest.approx(4 * RATE), pytest.approx(8 * RATE))
    QTest.mouseClick(bar, LEFT, NONE, QPoint(10, 20))
    assert view.port.start == 0
    assert not bar.grab().isNull()


def test_ruler_asks_for_playback_where_it_is_clicked(view: WaveformView, qtbot: QtBot) -> None:
    ruler = Ruler(view)
    qtbot.addWidget(ruler)
    ruler.resize(800, 24)
    with qtbot.waitSignal(ruler.seek_requested) as heard:
        QTest.mouseClick(ruler, LEFT, NONE, QPoint(80, 10))
    assert heard.args == [48_000]
    assert not ruler.grab().isNull()


def test_context_menu_tells_the_frame(view: WaveformView, qtbot: QtBot) -> None:
    event = QContextMenuEvent(
        QContextMenuEvent.Reason.Mouse, QPoint(400, 50), view.mapToGlobal(QPoint(400, 50))
    )
    with qtbot.waitSignal(view.context_menu_requested) as heard:
        QApplication.sendEvent(view, event)
    assert heard.args[0] == 240_000


def test_positions_beyond_32_bits(qtbot: QtBot) -> None:
    view = WaveformView()
    qtbot.addWidget(view)

    class Long(ArraySource):
        frames = 12 * 3600 * 192_000

        def __init__(self) -> None:
            self.rate, self.channels = 192_000, 1

    view.set_audio(Long())
    with qtbot.waitSignal(view.cursor_moved) as heard:
        view.edit_cursor = view.frames
    assert heard.args == [12 * 3600 * 192_000]


def test_a_screen_reader_hears_position_and_selection(view: WaveformView) -> None:
    view.edit_cursor = 24_000
    view.selection = (48_000, 72_000)
    interface = QAccessible.queryAccessibleInterface(view)
    value = interface.text(QAccessible.Text.Value)
    assert interface.text(QAccessible.Text.Name) == "Waveform"
    assert value == "length 0:10.000, cursor at 0:00.500, selected 0:01.000 to 0:01.500"
