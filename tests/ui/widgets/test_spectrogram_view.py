"""The spectrogram in the view: tones where they belong, tiles kept, modes, frequencies and rows."""

from __future__ import annotations

import numpy as np
import pytest
from PySide6.QtGui import QColor, QImage
from pytestqt.qtbot import QtBot

from rvcdesk.audio.edits import Segment
from rvcdesk.audio.spectrogram import SCALES, SpectrogramOptions, frequency_at, indices, share_of
from rvcdesk.ui import theme
from rvcdesk.ui.widgets.segment_source import OneChannel, SegmentSource
from rvcdesk.ui.widgets.spectrogram_colors import palette
from rvcdesk.ui.widgets.spectrogram_part import SpectrogramLane, SpectrogramPart
from rvcdesk.ui.widgets.spectrogram_tiles import Tile
from rvcdesk.ui.widgets.waveform import WaveformView
from rvcdesk.ui.widgets.waveform_source import ArraySource

RATE = 16_000


def tones(*hz: float, seconds: float = 4.0, level: float = 0.2) -> np.ndarray:
    """One channel a frequency, (channels, frames)."""
    t = np.arange(round(seconds * RATE)) / RATE
    return np.stack([level * np.sin(2 * np.pi * f * t) for f in hz]).astype(np.float32)


@pytest.fixture
def view(qtbot: QtBot) -> WaveformView:
    widget = WaveformView()
    qtbot.addWidget(widget)
    widget.resize(400, 300)
    part = SpectrogramPart(widget)
    part.set_mode("spectrogram")
    widget.set_spectrogram(part)
    widget.set_audio(ArraySource(tones(1000.0), RATE))
    return widget


def part_of(view: WaveformView) -> SpectrogramPart:
    assert view.spectrogram is not None
    return view.spectrogram


def drawn(view: WaveformView, qtbot: QtBot) -> QImage:
    """The view once every tile is there."""
    view.grab()
    qtbot.waitUntil(lambda: not part_of(view).tiles.is_busy)
    view.grab()
    qtbot.waitUntil(lambda: not part_of(view).tiles.is_busy)
    return view.grab().toImage()


def brightest_row(image: QImage, x: int, top: int = 0) -> int:
    return max(range(top, image.height()), key=lambda y: QColor(image.pixel(x, y)).lightness())


@pytest.mark.parametrize("scale", SCALES)
@pytest.mark.parametrize("hz", [150.0, 1000.0, 6000.0])
def test_a_tone_is_where_its_frequency_is(scale: str, hz: float, view: WaveformView, qtbot: QtBot) -> None:
    theme_before = theme.scheme()
    assert theme_before in ("dark", "light")
    part_of(view).set_options(SpectrogramOptions(nfft=2048, scale=scale))  # type: ignore[arg-type]
    view.set_audio(ArraySource(tones(hz), RATE))
    image = drawn(view, qtbot)
    (lane,) = view.scene.frequency_lanes
    rows = np.array([palette_place(image.pixel(200, y)) for y in range(image.height())])
    loud = np.flatnonzero(rows >= rows.max() - 3)
    assert abs(loud.mean() - lane.y_of(hz)) <= max(4.0, 0.02 * image.height())
    assert abs(lane.frequency_at(lane.y_of(hz)) - hz) < 1


def palette_place(color: int) -> int:
    """Which of the palette's colours this is (the nearest)."""
    table = palette(theme.scheme())
    parts = np.stack([table >> shift & 255 for shift in (16, 8, 0)]).astype(int)
    wanted = np.array([color >> shift & 255 for shift in (16, 8, 0)])[:, None]
    return int(np.argmin(np.abs(parts - wanted).sum(axis=0)))


@pytest.mark.parametrize("scale", SCALES)
def test_heights_and_frequencies_are_inverse(scale: str) -> None:
    lane = SpectrogramLane(20, 320, 48_000, scale)  # type: ignore[arg-type]
    for y in np.linspace(20, 320, 13):
        assert lane.y_of(lane.frequency_at(float(y))) == pytest.approx(y, abs=1e-6)
    assert frequency_at(1.0, 48_000, scale) == pytest.approx(24_000)  # type: ignore[arg-type]
    assert share_of(1e9, 48_000, scale) == 1 and share_of(-5.0, 48_000, scale) == 0  # type: ignore[arg-type]


def test_louder_is_a_later_colour_and_gain_counts() -> None:
    options = SpectrogramOptions(1024, "linear", -100.0, 0.0)
    at = {}
    for level in (0.5, 0.05):
        shown = indices(ArraySource(tones(2000.0, level=level), RATE), RATE, 0, 64, 200, 128, options)
        assert shown.shape == (128, 200) and shown.dtype == np.uint8
        at[level] = int(shown[:, 100].max())
        assert abs(int(np.argmax(shown[:, 100])) - 96) <= 1  # a quarter of the way up
    assert at[0.5] - at[0.05] == pytest.approx(51, abs=2)  # 20 dB of 100
    shown = indices(
        ArraySource(tones(2000.0, level=0.05), RATE), RATE, 0, 64, 200, 128, options, gain_db=20.0
    )
    assert int(shown[:, 100].max()) == pytest.approx(at[0.5], abs=2)


def test_colours_rise_in_lightness_so_that_no_hue_is_needed() -> None:
    for scheme, sign in (("dark", 1), ("light", -1)):
        table = palette(scheme)  # type: ignore[arg-type]
        parts = np.stack([(table >> shift & 255) / 255 for shift in (16, 8, 0)])
        linear = np.where(parts <= 0.04045, parts / 12.92, ((parts + 0.055) / 1.055) ** 2.4)
        luminance = np.array([0.2126, 0.7152, 0.0722]) @ linear
        assert (np.diff(luminance[::8]) * sign > 0).all()
        assert (max(luminance[0], luminance[-1]) + 0.05) / (min(luminance[0], luminance[-1]) + 0.05) > 9


def test_panning_back_makes_no_tile_again(view: WaveformView, qtbot: QtBot) -> None:
    part = part_of(view)
    view.set_view(0, RATE)
    drawn(view, qtbot)
    made: list[Tile] = []
    part.tiles._relay.made.connect(lambda tile, _image: made.append(tile))
    view.set_view(RATE / 2, 1.5 * RATE)
    drawn(view, qtbot)
    fresh = len(made)
    view.set_view(0, RATE)
    drawn(view, qtbot)
    assert 0 < fresh == len(made) == len(set(made))
    part.tiles.clear()
    assert part.tiles.kept_bytes == 0


def test_what_is_there_is_stretched_until_the_exact_tiles_come(view: WaveformView, qtbot: QtBot) -> None:
    view.fit()
    exact = drawn(view, qtbot)
    part = part_of(view)
    part.tiles.want = lambda tiles: None  # type: ignore[method-assign,assignment]
    view.zoom(3.0)
    meanwhile = view.grab().toImage()
    assert abs(brightest_row(meanwhile, 200) - brightest_row(exact, 200)) <= 3
    assert palette_place(meanwhile.pixel(200, 20)) < 100


def test_modes_share_the_height(view: WaveformView, qtbot: QtBot) -> None:
    part = part_of(view)
    part.set_mode("both")
    image = drawn(view, qtbot)
    (lane,) = view.scene.frequency_lanes
    assert lane.top == pytest.approx(152, abs=3) and lane.bottom == 300
    assert image.pixelColor(200, 75).name() == theme.hex_of("wave")
    part.set_mode("waveform")
    view.grab()
    assert view.scene.frequency_lanes == ()
    assert view.wave_rows() == 300 and part.lane is None


def test_cuts_and_selections_lie_over_it(view: WaveformView, qtbot: QtBot) -> None:
    plain = drawn(view, qtbot)
    view.set_spans(cut=[(RATE, 2 * RATE)])
    view.selection = (3 * RATE, round(3.5 * RATE))
    over = drawn(view, qtbot)
    for x, changed in ((50, False), (150, True), (325, True), (390, False)):
        column = [plain.pixel(x, y) != over.pixel(x, y) for y in range(20, 140)]
        assert all(column) if changed else not any(column)


def test_tiles_belong_to_the_recording_not_to_the_timeline(view: WaveformView, qtbot: QtBot) -> None:
    sources = {"a": ArraySource(tones(1000.0, 4000.0), RATE), "b": ArraySource(tones(3000.0), RATE)}
    part = part_of(view)
    timeline = (Segment("a", 0, 2 * RATE), Segment(None, 0, RATE), Segment("b", 0, RATE))
    view.set_audio(OneChannel(SegmentSource(timeline, sources, RATE), 0))
    image = drawn(view, qtbot)
    (lane,) = view.scene.frequency_lanes
    assert abs(brightest_row(image, 100) - lane.y_of(1000)) <= 4
    assert abs(brightest_row(image, 350) - lane.y_of(3000)) <= 4
    assert {palette_place(image.pixel(250, y)) for y in range(10, 290, 10)} == {0}
    known = set(part.tiles._images)
    view.set_audio(OneChannel(SegmentSource(timeline[::-1], sources, RATE), 0), keep_view=True)
    swapped = drawn(view, qtbot)
    assert abs(brightest_row(swapped, 50) - lane.y_of(3000)) <= 4
    assert set(part.tiles._images) == known  # nothing was made anew
    view.set_audio(OneChannel(SegmentSource(timeline, sources, RATE), 1))
    assert abs(brightest_row(drawn(view, qtbot), 100) - lane.y_of(4000)) <= 4
