"""The kept picture: scrolled, selected and zoomed, it is what drawing all of it anew would give."""

from __future__ import annotations

import numpy as np
import pytest
from PySide6.QtGui import QImage, QPainter
from pytestqt.qtbot import QtBot

from rvcdesk.ui import theme
from rvcdesk.ui.widgets import waveform_render as render
from rvcdesk.ui.widgets.side_ruler import SideRuler
from rvcdesk.ui.widgets.waveform import WaveformView
from rvcdesk.ui.widgets.waveform_model import ViewMark, Viewport
from rvcdesk.ui.widgets.waveform_paint import Picture, Scene
from rvcdesk.ui.widgets.waveform_source import ArraySource

RATE, FRAMES = 8000, 400_000


@pytest.fixture
def scene(qtbot: QtBot) -> Scene:
    rng = np.random.default_rng(0)
    samples = (rng.uniform(-0.9, 0.9, (2, FRAMES)) * np.linspace(0.1, 1, FRAMES)).astype(np.float32)
    return Scene(
        ArraySource(samples, RATE),
        cut=np.array([[30_000, 50_000], [120_000, 121_000]]),
        silent=np.array([[60_000, 70_000]]),
        missing=np.array([[200_000, 230_000]]),
        marks=(
            ViewMark(80_000, 90_000, "click"),
            ViewMark(100_000, 140_000, "hum", "accepted", action="filter"),
        ),
        mark_rows=(0, 0),
        mark_row=20,
        strip=20,
    )


def shown(picture: Picture, scene: Scene, view: Viewport, ratio: float, height: int = 120) -> np.ndarray:
    """What the picture puts on a widget, (rows, columns) colours."""
    columns, rows = round(view.width * ratio), round(height * ratio)
    image = QImage(columns, rows, QImage.Format.Format_RGB32)
    image.setDevicePixelRatio(ratio)
    image.fill(0)
    painter = QPainter(image)
    picture.paint(painter, scene, view, painter.font())
    painter.end()
    return np.frombuffer(image.constBits(), np.uint32).reshape(rows, -1)[:, :columns].copy()


@pytest.mark.parametrize("ratio", [1.0, 1.5, 2.0])
def test_any_walk_shows_what_drawing_anew_shows(scene: Scene, ratio: float) -> None:
    kept, height = Picture(), 120
    rng = np.random.default_rng(1)
    view = Viewport(FRAMES, 400.0).showing(20_000, 160_000)
    selections: tuple[tuple[int, int], ...] = ()
    for step in range(40):
        kind = step % 4
        if kind == 3:
            start = int(rng.integers(0, FRAMES - 9000))
            selections = ((start, start + int(rng.integers(1, 60_000))), (300_000, 310_000))[: step % 3]
        elif step % 10 == 9:
            view = view.zoomed(float(rng.choice([0.5, 1.7])))
        else:
            view = view.panned(float(rng.normal(0, 90)))
        kept.draw(scene, view, height, ratio, selections)
        fresh = Picture()
        fresh.draw(scene, view, height, ratio, selections)
        other = shown(kept, scene, view, ratio) != shown(fresh, scene, view, ratio)
        # an edge that lies between two columns to the last bit may fall into either
        assert np.count_nonzero(other.any(axis=0)) <= 1


def test_a_pan_draws_only_the_new_columns_and_a_selection_only_its_own(scene: Scene) -> None:
    picture = Picture()
    view = Viewport(FRAMES, 400.0).showing(20_000, 160_000)
    picture.draw(scene, view, 120, 1.0)
    drawn = picture.columns_drawn
    assert drawn == 400
    for pixels in (7, 7, -3):
        picture.draw(scene, view := view.panned(pixels), 120, 1.0)
        assert picture.columns_drawn - drawn <= abs(pixels) + 1
        drawn = picture.columns_drawn
    picture.draw(scene, view, 120, 1.0, [(60_000, 70_000)])
    assert 28 <= picture.columns_drawn - drawn <= 31  # 10 000 frames at 350 a column
    drawn = picture.columns_drawn
    picture.draw(scene, view, 120, 1.0, [(60_000, 70_700)])
    assert 1 <= picture.columns_drawn - drawn <= 4
    picture.forget()
    picture.draw(scene, view, 120, 1.0)
    assert picture.columns_drawn - drawn >= 400


def test_missing_recordings_look_like_nothing_else(scene: Scene) -> None:
    picture = Picture()
    view = Viewport(FRAMES, 400.0).fit()
    picture.draw(scene, view, 120, 1.0)
    image = shown(picture, scene, view, 1.0)
    looks = [image[30:60, x : x + 8] for x in (205, 35, 62, 150)]  # missing, cut, silent, plain
    for index, one in enumerate(looks):
        for other in looks[index + 1 :]:
            assert not np.array_equal(one, other)


def test_levels_in_db_show_what_is_quiet() -> None:
    linear, db = render.heights(0, 1.0), render.heights(60, 1.0)
    assert linear[0] == db[0] == 0 and linear[-1] == db[-1] == 1
    assert linear[328] == pytest.approx(0.01, abs=1e-3)  # -40 dB
    assert db[328] == pytest.approx(1 / 3, abs=1e-3)
    assert db[32] == 0  # -60 dB and below: the middle line
    assert render.heights(60, 10.0)[328] == pytest.approx(2 / 3, abs=1e-3)
    assert (np.diff(db) >= 0).all()


def test_the_ruler_beside_it_has_the_scale_that_is_drawn(qtbot: QtBot) -> None:
    view = WaveformView()
    qtbot.addWidget(view)
    view.resize(300, 200)
    ruler = SideRuler(view)
    qtbot.addWidget(ruler)
    ruler.resize(50, 200)
    empty = ruler.grab().toImage()
    view.set_audio(ArraySource(np.full((1, 3000), 0.5, np.float32), RATE))
    linear = {label.replace(",", "."): y for y, label in ruler.level_marks(0, 200)}
    image = view.grab().toImage()
    rows = [y for y in range(200) if image.pixelColor(150, y).name() == theme.hex_of("wave")]
    assert min(rows) == pytest.approx(linear["0.5"], abs=1.5)
    assert ruler.grab().toImage() != empty
    view.set_db_range(60)
    levels = {label: y for y, label in ruler.level_marks(0, 200) if y < 100}
    assert len(levels) > 2 and "−∞" in levels
    for label, y in levels.items():
        if label not in ("0", "−∞"):
            assert y == pytest.approx(199 / 2 * int(label[1:]) / 60, abs=0.1)
    image = view.grab().toImage()
    rows = [y for y in range(200) if image.pixelColor(150, y).name() == theme.hex_of("wave")]
    assert min(rows) == pytest.approx(199 / 2 * 6.02 / 60, abs=1.5)
    view.set_db_range(0)
    view.set_gain(10)
    labels = {label.replace(",", ".") for _, label in ruler.level_marks(0, 200)}
    assert {"0.10", "0.05", "−0.05"} <= labels
