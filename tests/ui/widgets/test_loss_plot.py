"""The plot of the loss curves."""

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
from rvcdesk.ui.widgets.loss_data import LOSSES
from rvcdesk.ui.widgets.loss_plot import LossPlot


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
        for button in (b for b in plot.legend.buttons.values() if b.isVisible()):
            assert button.geometry().right() < width
            assert button.width() >= button.sizeHint().width()
    assert len({button.y() for button in plot.legend.buttons.values() if button.isVisible()}) > 1


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
    control = Qt.KeyboardModifier.ControlModifier
    QTest.keyClick(plot, Qt.Key.Key_Right, control)
    QTest.keyClick(plot, Qt.Key.Key_Right, control)
    with qtbot.waitSignal(plot.marker_clicked) as heard:
        QTest.keyClick(plot, Qt.Key.Key_Return)
    assert heard.args == [50]


def test_the_legend_says_the_values_also_to_a_screen_reader(plot: LossPlot) -> None:
    plot.append(7, {"mel": 23.456, "kl": 1.0})
    plot.fit()
    assert plot.accessibleDescription().startswith("Step 7, Discriminator  –,")
    assert "Mel  23.5" in plot.accessibleDescription()


def test_export(plot: LossPlot, tmp_path: Path) -> None:
    """At twice the size, with a line more for the title."""
    feed(plot, range(1, 100))
    plot.set_title("Carlo 2", "RVC v2, 40 kHz")
    plot.export_png(tmp_path / "krzywe straty.png")
    image = QImage(str(tmp_path / "krzywe straty.png"))
    assert image.width() >= 1788 and image.height() >= 2 * plot._plot.height() + 40
    pixels = np.frombuffer(image.convertToFormat(QImage.Format.Format_RGB32).constBits(), np.uint32)
    rows = pixels.reshape(image.height(), -1)
    assert (rows[:60] == theme.rgb32("text")).sum() > 100, "a title"
    assert (rows[60:] == theme.rgb32("curve_4")).sum() > 200, "a curve"


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
        popup = widget.window() is not plot  # a combo box' list
        if (
            not popup
            and widget.focusPolicy() != Qt.FocusPolicy.NoFocus
            and not widget.objectName().startswith("qt_")
        ):
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
