"""Loss curves: the data behind them, and the plot."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import numpy as np
import pytest
from PySide6.QtCore import QEvent, QObject, QPointF, Qt
from PySide6.QtGui import QImage
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QToolButton, QWidget
from pytestqt.qtbot import QtBot

from rvcdesk.ui import theme
from rvcdesk.ui.widgets.loss_data import LOSSES, LossData, moving_average
from rvcdesk.ui.widgets.loss_markers import neighbour
from rvcdesk.ui.widgets.loss_plot import LossPlot

# --- data ---


def row(value: float) -> dict[str, float]:
    return dict.fromkeys(LOSSES, value)


def test_appending_keeps_steps_and_values_beyond_the_first_room() -> None:
    data = LossData(smoothing=0.0)
    for step in range(1, 5001):
        data.append(step, row(step * 0.5))
    assert data.count == 5000
    steps, values = data.raw("mel", 0, 1e9, points=10_000)
    np.testing.assert_array_equal(steps, np.arange(1, 5001))
    np.testing.assert_array_equal(values, np.arange(1, 5001) * 0.5)


def test_a_recurring_step_replaces_what_came_after_it() -> None:
    data = LossData()
    for step in (1, 2, 3, 4):
        data.append(step, row(9.0))
    data.append(3, row(1.0))
    assert data.steps.tolist() == [1, 2, 3]
    assert data.raw("kl", 0, 10)[1].tolist() == [9, 9, 1]


def test_reduction_keeps_every_peak_and_the_limit() -> None:
    data = LossData()
    for step in range(1, 20_001):
        data.append(step, row(100.0 if step == 12_345 else 1.0))
    steps, values = data.raw("mel", 0, 1e9, points=500)
    assert len(steps) == 500
    assert values.max() == 100
    assert (np.diff(steps) >= 0).all()
    near_steps, near = data.raw("mel", 12_300, 12_400, points=500)
    assert near[near_steps == 12_345].tolist() == [100]


def test_smoothing_while_appending_equals_smoothing_afterwards() -> None:
    rng = np.random.default_rng(0)
    values = rng.uniform(1, 5, 1000)
    values[[0, 1, 300, 301, 999]] = np.nan
    data = LossData(smoothing=0.9)
    for step, value in enumerate(values.tolist()):
        data.append(step, row(value))
    np.testing.assert_allclose(data.smooth("mel", -1, 2000, 5000)[1], moving_average(values, 0.9))
    data.set_smoothing(0.5)
    np.testing.assert_allclose(data.smooth("mel", -1, 2000, 5000)[1], moving_average(values, 0.5))


def test_what_is_not_finite_is_a_gap() -> None:
    data = LossData(smoothing=0.0)
    data.append(1, row(2.0))
    data.append(2, {"mel": float("inf"), "kl": 3.0})
    assert np.isnan(data.raw("mel", 0, 9)[1][1]) and np.isnan(data.raw("generator", 0, 9)[1][1])
    assert data.values_at() == (2, {**row(2.0), "kl": 3.0})


def test_a_loss_of_exactly_zero_has_not_begun() -> None:
    data = LossData(smoothing=0.0)
    for step, value in enumerate((0.0, 0.0, 4.0), 1):
        data.append(step, {"generator": value, "mel": 2.0})
    values = data.raw("generator", 0, 9)[1]
    assert np.isnan(values[:2]).all() and values[2] == 4.0


def test_smoothing_does_not_lag_in_a_short_run() -> None:
    """A loss that falls from 3000 to 100 in five steps is shown near 100 in a run of sixty."""
    data = LossData(smoothing=0.95)
    for step in range(1, 61):
        data.append(step, row(3000.0 if step < 5 else 100.0))
    steps, values = data.smooth("kl", 0, 100)
    assert values[0] == pytest.approx(3000.0)
    assert values[steps == 30][0] < 120 and values[-1] == pytest.approx(100.0, rel=0.01)


def test_smoothing_reaches_what_is_asked_for_in_a_long_run() -> None:
    data = LossData(smoothing=0.95)
    noise = np.random.default_rng(0).uniform(1, 2, 2000)
    for step, value in enumerate(noise.tolist(), 1):
        data.append(step, row(value))
    np.testing.assert_allclose(data.smooth("mel", 0, 3000, 5000)[1], moving_average(noise, 0.95))


def test_values_at_is_the_nearest_step() -> None:
    data = LossData(smoothing=0.0)
    assert data.values_at() is None
    for step in (10, 20, 30):
        data.append(step, row(float(step)))
    found = [data.values_at(step) for step in (0, 14.9, 15.1, 99, None)]
    assert [item[0] for item in found if item] == [10, 10, 20, 30, 30]


def test_neighbour() -> None:
    assert [neighbour([1, 5, 9], at, right=True) for at in (None, 1, 9)] == [1, 5, 9]
    assert [neighbour([1, 5, 9], at, right=False) for at in (None, 5, 1)] == [9, 1, 1]


# --- plot ---


@pytest.fixture
def plot(qtbot: QtBot) -> LossPlot:
    widget = LossPlot()
    qtbot.addWidget(widget)
    widget.resize(900, 400)
    widget.show()
    qtbot.waitExposed(widget)
    return widget


def feed(plot: LossPlot, steps: range) -> None:
    for step in steps:
        plot.append(step, {name: (index + 1) * (1 + 50 / step) for index, name in enumerate(LOSSES)})


def count_of(plot: LossPlot, token: str) -> int:
    """Pixels of exactly that colour."""
    image = plot.grab().toImage().convertToFormat(QImage.Format.Format_RGB32)
    pixels = np.frombuffer(image.constBits(), np.uint32).reshape(image.height(), -1)
    return int((pixels[40:] == theme.rgb32(token)).sum())


def test_points_arrive_and_are_drawn(plot: LossPlot, qtbot: QtBot) -> None:
    feed(plot, range(1, 200))
    qtbot.waitUntil(lambda: all(count_of(plot, f"curve_{n}") > 50 for n in range(1, 6)))


def test_drawing_is_bundled(plot: LossPlot, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch) -> None:
    draws: list[int] = []
    real = LossPlot._draw
    monkeypatch.setattr(LossPlot, "_draw", lambda self, *_: (draws.append(self.data.count), real(self))[1])
    feed(plot, range(1, 500))
    assert draws == []
    qtbot.waitUntil(lambda: bool(draws))
    assert draws == [499]


def test_one_paint_for_a_drawing(plot: LossPlot, qtbot: QtBot) -> None:
    feed(plot, range(1, 200))
    plot.fit()
    QApplication.processEvents()
    paints: list[object] = []
    viewport = plot._plot.viewport()

    class Count(QObject):
        def eventFilter(self, watched: QObject, event: QEvent) -> bool:
            paints.extend([event] if event.type() == QEvent.Type.Paint else [])
            return False

    count = Count()
    viewport.installEventFilter(count)
    before = plot._plot.getViewBox().viewRange()
    feed(plot, range(200, 201))
    plot._draw_on_time()
    QApplication.processEvents()
    assert len(paints) == 1
    assert plot._plot.getViewBox().viewRange() == before, "the axes stay where one step changes little"


def test_the_legend_wraps_before_it_cuts_its_words(plot: LossPlot) -> None:
    plot.append(1, {"mel": 23456.7, "kl": 0.0123, "generator": 123.4})
    plot.fit()
    for width in (900, 420):
        plot.resize(width, 400)
        QApplication.processEvents()
        for button in plot.legend.buttons.values():
            assert button.geometry().right() < width
            assert button.width() >= button.sizeHint().width()
    assert len({button.y() for button in plot.legend.buttons.values()}) > 1


def test_an_empty_plot_says_what_comes(plot: LossPlot) -> None:
    assert plot._empty.isVisible()
    feed(plot, range(1, 3))
    plot.fit()
    assert not plot._empty.isVisible()


def test_a_curve_can_be_hidden_by_its_legend(plot: LossPlot, qtbot: QtBot) -> None:
    feed(plot, range(1, 200))
    plot.fit()
    button = next(b for b in plot.findChildren(QToolButton) if b.accessibleName() == "Mel")
    assert count_of(plot, "curve_4") > 50
    button.click()
    assert count_of(plot, "curve_4") == 0
    plot.set_visible("mel", True)
    assert count_of(plot, "curve_4") > 50


def test_log_scale_spreads_what_is_small(plot: LossPlot) -> None:
    for step in range(1, 50):
        plot.append(step, {"mel": 1000.0, "kl": 1.0, "generator": 10.0})
    plot.fit()
    low, high = plot._plot.getViewBox().viewRange()[1]
    assert -0.5 < low <= 0 and 3 <= high < 3.5
    plot._log.setChecked(False)
    assert plot._plot.getViewBox().viewRange()[1][1] > 999


def test_a_loss_of_zero_or_less_does_no_harm_on_a_log_scale(plot: LossPlot) -> None:
    for step in range(1, 20):
        plot.append(step, {"kl": 0.0, "mel": -1.0, "generator": float("nan")})
    plot.fit()
    assert not plot.grab().isNull()


def test_markers_are_clicked_in_the_plot(plot: LossPlot, qtbot: QtBot) -> None:
    feed(plot, range(1, 101))
    plot.add_marker(50)
    plot.add_marker(50)
    plot.fit()
    QApplication.processEvents()
    assert plot.markers == [50]
    box = plot._plot.getViewBox()
    middle = box.viewRange()[1][0] * 0.8 + box.viewRange()[1][1] * 0.2
    place = plot._plot.mapFromScene(box.mapViewToScene(QPointF(50, middle)))
    with qtbot.waitSignal(plot.marker_clicked) as heard:
        QTest.mouseClick(plot._plot.viewport(), Qt.MouseButton.LeftButton, pos=place)
    assert heard.args == [50]


def test_markers_are_reached_by_keys(plot: LossPlot, qtbot: QtBot) -> None:
    for step in (100, 10, 50):
        plot.add_marker(step)
    QTest.keyClick(plot, Qt.Key.Key_Right)
    QTest.keyClick(plot, Qt.Key.Key_Right)
    with qtbot.waitSignal(plot.marker_clicked) as heard:
        QTest.keyClick(plot, Qt.Key.Key_Return)
    assert heard.args == [50]


def test_the_legend_says_the_values_also_to_a_screen_reader(plot: LossPlot) -> None:
    plot.append(7, {"mel": 23.456, "kl": 1.0})
    plot.fit()
    assert plot.accessibleDescription().startswith("Step 7, Discriminator  –,")
    assert "Mel  23.5" in plot.accessibleDescription()


def test_export(plot: LossPlot, tmp_path: Path) -> None:
    feed(plot, range(1, 100))
    plot.export_png(tmp_path / "krzywe straty.png")
    image = QImage(str(tmp_path / "krzywe straty.png"))
    assert (image.width(), image.height()) == (900, 400)


def test_clear(plot: LossPlot) -> None:
    feed(plot, range(1, 100))
    plot.add_marker(3)
    plot.clear()
    assert plot.markers == [] and plot.data.count == 0
    assert count_of(plot, "curve_1") == 0


def test_theme_change(plot: LossPlot) -> None:
    app = QApplication.instance()
    assert isinstance(app, QApplication)
    feed(plot, range(1, 100))
    plot.fit()
    for scheme in ("light", "dark"):
        theme.apply(app, scheme)
        app.processEvents()
        assert count_of(plot, "base") > 10_000
        assert count_of(plot, "curve_2") > 50


def test_every_widget_that_takes_the_focus_has_a_name(plot: LossPlot) -> None:
    for widget in plot.findChildren(QWidget):
        if widget.focusPolicy() != Qt.FocusPolicy.NoFocus and not widget.objectName().startswith("qt_"):
            assert widget.accessibleName() or getattr(widget, "text", str)(), widget


def test_the_module_alone_does_not_load_pyqtgraph() -> None:
    code = "import sys, rvcdesk.ui.widgets.loss_plot; print([m for m in sys.modules if 'pyqtgraph' in m])"
    root = Path(__file__).resolve().parents[3]
    done = subprocess.run([sys.executable, "-c", code], cwd=root, capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"


def test_pyqtgraph_brings_no_scipy() -> None:
    code = (
        "import sys; from PySide6.QtWidgets import QApplication; app = QApplication([]);"
        "from rvcdesk.ui.widgets.loss_plot import LossPlot; plot = LossPlot(); plot.append(1, {'mel': 2.0});"
        "plot.show(); plot.fit(); app.processEvents();"
        "print([m for m in ('scipy', 'torch', 'librosa', 'faiss') if m in sys.modules])"
    )
    root = Path(__file__).resolve().parents[3]
    done = subprocess.run([sys.executable, "-c", code], cwd=root, capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"
