"""Selecting time and frequency over a spectrogram, and the numbers of it."""

from __future__ import annotations

from dataclasses import dataclass

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLabel
from pytestqt.qtbot import QtBot

from rvcdesk.audio.history import Label
from rvcdesk.ui import theme
from rvcdesk.ui.widgets.frequency_fields import FrequencyBox
from rvcdesk.ui.widgets.mark_legend import MarkLegend, Sample
from rvcdesk.ui.widgets.transport import TransportBar
from rvcdesk.ui.widgets.waveform import WaveformView
from rvcdesk.ui.widgets.waveform_model import ViewMark
from tests.ui.widgets.views import CONTROL, LEFT, NONE, PX, RATE, click, drag, make_view


@dataclass(frozen=True)
class Lane:
    """A spectrogram in the rows 100 to 200, 0 to 10 kHz: 100 Hz a pixel."""

    top: float = 100.0
    bottom: float = 200.0

    def frequency_at(self, y: float) -> float:
        return (200 - y) * 100

    def y_of(self, hz: float) -> float:
        return 200 - hz / 100


@pytest.fixture
def view(qtbot: QtBot) -> WaveformView:
    view = make_view(qtbot)
    view.scene.frequency_lanes = (Lane(),)
    view.spectral_selecting = True
    return view


@pytest.fixture
def boxed(view: WaveformView) -> WaveformView:
    drag(view, (200, 180), (300, 140))
    return view


def test_a_drag_over_the_spectrogram_selects_time_and_frequency(view: WaveformView) -> None:
    heard: list[tuple[float, float]] = []
    view.box_changed.connect(lambda low, high: heard.append((low, high)))
    drag(view, (200, 180), (300, 140))
    assert view.selection == (200 * PX, 300 * PX)
    assert view.spectral_box == (2000.0, 6000.0) == heard[-1]


def test_upwards_backwards_and_beyond_the_lane(view: WaveformView) -> None:
    drag(view, (300, 120), (200, 400))
    assert (view.selection, view.spectral_box) == ((200 * PX, 300 * PX), (0.0, 8000.0))


def test_above_the_spectrogram_or_without_the_switch_it_is_only_time(view: WaveformView) -> None:
    drag(view, (200, 50), (300, 90))
    assert view.selection is not None and view.spectral_box is None
    view.spectral_selecting = False
    drag(view, (400, 180), (500, 120))
    assert view.selection == (400 * PX, 500 * PX) and view.spectral_box is None


@pytest.mark.parametrize(
    ("start", "end", "shape", "selection", "box"),
    [
        ((250, 139), (250, 120), Qt.CursorShape.SplitVCursor, (200, 300), (2000, 8000)),
        ((250, 181), (250, 190), Qt.CursorShape.SplitVCursor, (200, 300), (1000, 6000)),
        ((250, 181), (250, 120), Qt.CursorShape.SplitVCursor, (200, 300), (6000, 8000)),
        ((301, 160), (350, 110), Qt.CursorShape.SplitHCursor, (200, 350), (2000, 6000)),
        ((300, 139), (350, 120), Qt.CursorShape.SizeBDiagCursor, (200, 350), (2000, 8000)),
        ((200, 139), (150, 120), Qt.CursorShape.SizeFDiagCursor, (150, 300), (2000, 8000)),
        ((200, 181), (150, 190), Qt.CursorShape.SizeBDiagCursor, (150, 300), (1000, 6000)),
        ((300, 181), (350, 190), Qt.CursorShape.SizeFDiagCursor, (200, 350), (1000, 6000)),
        ((301, 40), (350, 40), Qt.CursorShape.SplitHCursor, (200, 350), (2000, 6000)),
    ],
)
def test_edges_and_corners_are_dragged(
    boxed: WaveformView,
    start: tuple[int, int],
    end: tuple[int, int],
    shape: Qt.CursorShape,
    selection: tuple[int, int],
    box: tuple[float, float],
) -> None:
    QTest.mouseMove(boxed, QPoint(700, 20))
    QTest.mouseMove(boxed, QPoint(*start))
    assert boxed.cursor().shape() == shape
    drag(boxed, start, end)
    assert boxed.selection == (selection[0] * PX, selection[1] * PX)
    assert boxed.spectral_box == box


def test_the_switch_works_without_a_box_being_wanted_for_edges(boxed: WaveformView) -> None:
    boxed.spectral_selecting = False
    drag(boxed, (250, 139), (250, 120))
    assert boxed.spectral_box == (2000.0, 8000.0)


def test_a_click_another_selection_and_escape(boxed: WaveformView) -> None:
    drag(boxed, (500, 150), (600, 120), drop=False)
    assert boxed.spectral_box == (5000.0, 8000.0)
    QTest.keyClick(boxed, Qt.Key.Key_Escape)
    QTest.mouseRelease(boxed, LEFT, NONE, QPoint(600, 120))
    assert (boxed.selection, boxed.spectral_box) == ((200 * PX, 300 * PX), (2000.0, 6000.0))
    heard: list[tuple[float, float]] = []
    boxed.box_changed.connect(lambda low, high: heard.append((low, high)))
    drag(boxed, (500, 50), (600, 50), CONTROL)  # beside it, another one without a box is active
    assert (len(boxed.selections), boxed.spectral_box) == (2, None)
    boxed.selection = (0, 100)
    boxed.spectral_box = (50.0, 60.0)
    click(boxed, 700, 50)
    assert boxed.spectral_box is None
    assert heard == [(0.0, 0.0), (50.0, 60.0), (0.0, 0.0)]


def test_the_box_stays_inside_what_there_is(boxed: WaveformView) -> None:
    boxed.spectral_box = (99_999.0, -5.0)
    assert boxed.spectral_box == (0.0, RATE / 2)
    boxed.spectral_box = (700.0, 700.0)
    assert boxed.spectral_box is None


def test_it_is_drawn_with_handles(boxed: WaveformView) -> None:
    boxed.set_hover(None)
    image = boxed.grab().toImage()
    edge = theme.hex_of("selection_edge")
    for x, y in ((250, 180), (225, 140), (200, 140), (300, 180), (250, 140)):
        assert image.pixelColor(x, y).name() == edge, (x, y)
    boxed.spectral_box = None
    assert boxed.grab().toImage().pixelColor(225, 140).name() != edge


def test_a_label_keeps_its_frequencies(view: WaveformView) -> None:
    view.set_labels([Label(PX, 2 * PX, "s", 100.0, 200.0)])
    view.selection = (PX, 2 * PX)
    view.spectral_box = (view.labels[0].low_hz, view.labels[0].high_hz)
    assert view.spectral_box == (100.0, 200.0)


# --- numbers


@pytest.fixture
def bar(qtbot: QtBot) -> TransportBar:
    bar = TransportBar()
    qtbot.addWidget(bar)
    bar.set_clip(RATE, 10 * RATE)
    bar.resize(1500, 50)
    bar.show()
    return bar


def field(bar: TransportBar, name: str) -> FrequencyBox:
    return next(box for box in bar.findChildren(FrequencyBox) if box.accessibleName() == name)


def test_the_numbers_come_and_go_with_the_box(bar: TransportBar) -> None:
    low, high = field(bar, "Lowest frequency"), field(bar, "Highest frequency")
    assert not low.isVisible()
    bar.set_box((1234.4, 5000.0), 24_000)
    assert (low.text(), high.text()) == ("1234 Hz", "5000 Hz")
    assert low.isVisible() and high.isVisible()
    bar.resize(800, 50)
    assert not low.isVisible()
    bar.resize(1500, 50)
    assert low.isVisible()
    bar.set_box(None, 24_000)
    assert not low.isVisible()


def test_typed_frequencies(bar: TransportBar, qtbot: QtBot) -> None:
    bar.set_box((1000.0, 5000.0), 24_000)
    low = field(bar, "Lowest frequency")
    low.setFocus()
    low.selectAll()
    heard: list[tuple[float, float]] = []
    bar.frequencies.edited.connect(lambda *box: heard.append(box))
    with qtbot.waitSignal(bar.typing_ended):
        QTest.keyClicks(low, "7000")
        QTest.keyClick(low, Qt.Key.Key_Return)
    assert heard == [(5000.0, 7000.0)]
    with qtbot.assertNotEmitted(bar.frequencies.edited):
        bar.set_box((10.0, 20.0), 24_000)
        low.selectAll()
        QTest.keyClicks(low, "15")
        QTest.keyClick(low, Qt.Key.Key_Escape)
    assert low.text() == "10 Hz"


def test_how_many_more_are_selected(bar: TransportBar) -> None:
    bar.set_more(2)
    more = next(label for label in bar.findChildren(QLabel) if label.accessibleName() == "More selections")
    assert more.isVisible() and more.text() == "+2"
    bar.set_more(0)
    assert not more.isVisible()


def test_the_legend_has_a_sample_of_every_kind_and_answer(qtbot: QtBot) -> None:
    kinds = [ViewMark(0, 1, "silence", label="Silence"), ViewMark(0, 1, "hum", label="Hum", action="filter")]
    legend = MarkLegend(kinds)
    qtbot.addWidget(legend)
    legend.show()
    samples = legend.findChildren(Sample)
    names = [sample.accessibleName() for sample in samples]
    assert names == ["Silence", "Hum", "not answered", "accepted", "rejected"]
    looks = {bytes(sample.grab().toImage().constBits()) for sample in samples}
    assert len(looks) == 4  # an open silence is there twice
    QTest.keyClick(legend, Qt.Key.Key_Escape)
    assert not legend.isVisible()


def test_a_box_stays_with_its_selection_only(boxed: WaveformView) -> None:
    boxed.set_active((210 * PX, 320 * PX))
    assert boxed.spectral_box == (2000.0, 6000.0)
    boxed.selection = (500 * PX, 600 * PX)
    assert boxed.spectral_box is None
