"""What is laid over the loss curves, and the ways to look at them."""

from __future__ import annotations

import csv
import math
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from PySide6.QtCore import QEvent, QPoint, QPointF, Qt
from PySide6.QtGui import QHelpEvent, QImage
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QToolTip
from pytestqt.qtbot import QtBot

from rvcdesk.messages import UserError
from rvcdesk.ui import theme
from rvcdesk.ui.widgets.loss_canvas import clock_ticks, clock_words
from rvcdesk.ui.widgets.loss_curves import HELD_OUT
from rvcdesk.ui.widgets.loss_data import LOSSES
from rvcdesk.ui.widgets.loss_plot import LossPlot

Rows = list[tuple[int, dict[str, float], dict[str, Any]]]


def rows(last: int, per_epoch: int = 100, level: float = 1.0) -> Rows:
    return [
        (
            step,
            {name: level * (index + 2) * (1 + 50 / step) for index, name in enumerate(LOSSES)},
            {
                "epoch": (step - 1) // per_epoch + 1,
                "seconds": 3.6,
                "lr": 1e-4,
                "grad_norm": {"generator": 100.0, "discriminator": 10.0},
            },
        )
        for step in range(1, last + 1)
    ]


def count_of(plot: LossPlot, token: str) -> int:
    """Pixels of exactly that colour in the canvas."""
    image = plot._plot.grab().toImage().convertToFormat(QImage.Format.Format_RGB32)
    return int((np.frombuffer(image.constBits(), np.uint32) == theme.rgb32(token)).sum())


def seen(plot: LossPlot) -> tuple[float, float]:
    left, right = plot._plot.getViewBox().viewRange()[0]
    return left, right


def place(plot: LossPlot, step: float, height: float = 0.5) -> QPoint:
    """Where a step is in the canvas; `height` 0 is its lower edge."""
    low, high = plot._plot.getViewBox().viewRange()[1]
    point = QPointF(step, low + (high - low) * height)
    found: QPoint = plot._plot.mapFromScene(plot._plot.getViewBox().mapViewToScene(point))
    return found


# --- held-out points


def test_held_out_points_are_drawn_and_named(plot: LossPlot) -> None:
    plot.extend(rows(400))
    plot.fit()
    assert HELD_OUT not in plot.legend.shown
    before = count_of(plot, "text")
    for step in (100, 200, 300, 400):
        plot.add_validation(step, 9.0 - step / 100)
    plot.fit()
    assert count_of(plot, "text") > before + 100
    assert "Held-out mel  5" in plot.accessibleDescription()
    QTest.mouseMove(plot._plot.viewport(), place(plot, 205))
    assert plot.legend.buttons[HELD_OUT].text() == "Held-out mel  7"


def test_a_resumed_run_forgets_its_later_held_out_points(plot: LossPlot) -> None:
    plot.extend(rows(400))
    for step in (100, 200, 300, 400):
        plot.add_validation(step, 5.0)
    plot.append(250, {"mel": 1.0})
    assert plot.validations.curve[0].tolist() == [100, 200]
    plot.extend(rows(260)[149:])
    assert plot.validations.curve[0].tolist() == [100]


# --- the recommended step


def test_the_recommended_step_is_told_apart_and_can_be_clicked(plot: LossPlot, qtbot: QtBot) -> None:
    plot.extend(rows(400))
    plot.add_marker(100)
    plot.fit()
    assert count_of(plot, "good") == 0
    plot.set_recommended(300, "Lowest here.")
    QApplication.processEvents()
    assert count_of(plot, "good") > 300
    assert plot.markers == [100], "it is no save"
    assert "Lowest here." in plot.accessibleDescription()
    at = place(plot, 300)
    QTest.mouseMove(plot._plot.viewport(), at)
    assert plot._scene.marks.item.toolTip() == "Lowest here."
    with qtbot.waitSignal(plot.marker_clicked) as heard:
        QTest.mouseClick(plot._plot.viewport(), Qt.MouseButton.LeftButton, pos=at)
    assert heard.args == [300]
    plot.set_recommended(None)
    QApplication.processEvents()
    assert count_of(plot, "good") == 0
    assert "Lowest here." not in plot.accessibleDescription()


# --- gradients and rate


def test_gradients_are_offered_when_there_are_any(plot: LossPlot) -> None:
    plot.append(1, {"mel": 3.0})
    plot.fit()
    assert not plot._tools.view.isVisible()
    plot.extend(rows(300)[1:])
    plot.fit()
    assert plot._tools.view.isVisible()
    plot._tools.view.setCurrentIndex(1)
    plot._tools.view.activated.emit(1)
    assert plot.legend.shown == ["generator_norm", "discriminator_norm", "learning_rate"]
    assert plot._plot.getAxis("right").isVisible()
    assert count_of(plot, "curve_4") == 0 and count_of(plot, "curve_2") > 100
    assert "Learning rate  0.0001" in plot.accessibleDescription()
    plot.clear()
    assert plot.legend.shown == list(LOSSES), "another run begins with its losses"


# --- bands


def test_a_band_is_shown_of_the_curve_that_is_looked_at(plot: LossPlot, qtbot: QtBot) -> None:
    plot.extend(rows(400))
    plot.set_bands({"mel": (1.0, 10.0), "kl": (10.0, 20.0), "generator": (1.0, 9.0, 1000)})
    plot.fit()
    assert not plot._scene._band.isVisible()
    assert "Within the usual range (1 to 10)." in plot.legend.buttons["mel"].toolTip()
    assert "Below the usual range (10 to 20)." in plot.legend.buttons["kl"].toolTip()
    assert "usual" not in plot.legend.buttons["generator"].toolTip(), "it is too early to say"
    QTest.mouseMove(plot.legend.buttons["mel"])
    plot.legend.looked_at.emit("mel")
    qtbot.waitUntil(plot._scene._band.isVisible)
    area = plot._scene._band.rect()
    assert (area.top(), area.bottom()) == pytest.approx((0.0, 1.0))
    assert area.left() == 200
    assert plot._tools.words == "Within the usual range (1 to 10)."
    plot.legend.looked_at.emit("")
    qtbot.waitUntil(lambda: not plot._scene._band.isVisible())


def test_nothing_is_said_of_a_short_run(plot: LossPlot) -> None:
    plot.extend(rows(150))
    plot.set_bands({"mel": (1.0, 2.0)})
    plot.fit()
    assert "usual" not in plot.legend.buttons["mel"].toolTip()


def test_a_curve_alone_by_a_double_click_and_back(plot: LossPlot) -> None:
    plot.extend(rows(300))
    plot.fit()
    button = plot.legend.buttons["mel"]
    QTest.mouseDClick(button, Qt.MouseButton.LeftButton)
    assert plot.legend.shown == ["mel"]
    button.setFocus()
    QTest.keyClick(button, Qt.Key.Key_Return)
    assert plot.legend.shown == list(LOSSES)


# --- other runs


def test_other_runs_show_mel_or_the_curve_that_is_alone(plot: LossPlot) -> None:
    plot.extend(rows(300))
    plot.add_run("Carlo 1", rows(600, level=2.0), [(300, 8.0), (600, 7.0)])
    line = plot._scene.runs._runs["Carlo 1"].curve.line
    assert plot.compared_runs == ["Carlo 1"]
    assert seen(plot)[1] >= 600, "the axis holds the longer run"
    assert 10 ** line.getData()[1][-1] == pytest.approx(2 * 5 * (1 + 50 / 600), rel=0.05)
    plot.legend.alone("kl")
    assert 10 ** line.getData()[1][-1] == pytest.approx(2 * 6 * (1 + 50 / 600), rel=0.05)
    plot.legend.buttons["run:Carlo 1"].click()
    assert seen(plot)[1] < 400
    plot.remove_run("Carlo 1")
    plot.remove_run("never there")
    assert plot.compared_runs == [] and "run:Carlo 1" not in plot.legend.buttons


def test_epochs_compare_runs_with_batches_of_different_size(plot: LossPlot) -> None:
    plot.extend(rows(300, per_epoch=100))
    plot.add_run("half the batch", rows(600, per_epoch=200))
    plot._tools.unit.setCurrentIndex(plot._tools.unit.findData("epochs"))
    plot._tools.unit.activated.emit(1)
    line = plot._scene.runs._runs["half the batch"].curve.line
    assert plot._scene.curves["mel"].smooth.getData()[0][-1] == pytest.approx(3.0)
    assert line.getData()[0][-1] == pytest.approx(3.0)
    plot._tools.unit.setCurrentIndex(plot._tools.unit.findData("hours"))
    plot._tools.unit.activated.emit(2)
    assert line.getData()[0][-1] == pytest.approx(0.6)


def test_short_runs_are_timed_in_seconds(plot: LossPlot) -> None:
    step, places = clock_ticks(0, 0.02, 600)
    assert step == 10 / 3600 and places == pytest.approx(list(np.arange(8) * step))
    assert clock_words([0, 10 / 3600, 80 / 3600], 10 / 3600) == ["0:00:00", "0:00:10", "0:01:20"]
    step, places = clock_ticks(0, 24, 600)
    assert clock_words(places, step)[:3] == ["0:00", "3:00", "6:00"]
    plot.extend(rows(60))
    plot.fit()
    plot._tools.unit.setCurrentIndex(plot._tools.unit.findData("hours"))
    plot._tools.unit.activated.emit(2)
    axis = plot._plot.getAxis("bottom")
    assert axis.tickStrings([0.05], 1, 1 / 60) == ["0:03"]
    plot._tools.unit.setCurrentIndex(0)
    plot._tools.unit.activated.emit(0)
    assert axis.tickStrings([50.0], 1, 50) == ["50"]


def test_what_is_looked_at_outlasts_a_resume(plot: LossPlot) -> None:
    plot.extend(rows(300))
    plot._draw()
    plot._tools.unit.setCurrentIndex(plot._tools.unit.findData("epochs"))
    plot._tools.unit.activated.emit(1)
    plot._tools.view.setCurrentIndex(1)
    plot.clear()  # as the run that is resumed is shown anew
    assert plot._scene.view == "losses" and plot._scene.unit == "steps"
    plot.extend(rows(310))
    plot._draw()
    assert plot._scene.view == "rates" and plot._scene.unit == "epochs"


def test_help_does_not_lie_over_the_curves_that_are_read(plot: LossPlot) -> None:
    canvas = plot._plot.viewport()
    rest = QHelpEvent(QEvent.Type.ToolTip, QPoint(300, 100), canvas.mapToGlobal(QPoint(300, 100)))
    assert not plot.eventFilter(canvas, rest) and plot.eventFilter(canvas, rest)
    QToolTip.showText(canvas.mapToGlobal(QPoint(300, 100)), plot._plot.toolTip(), plot._plot)
    plot._plot.scene().sigMouseMoved.emit(QPointF(320, 100))
    QTest.qWait(400)  # Qt hides it a little later
    assert not QToolTip.isVisible()
    plot.eventFilter(canvas, QEvent(QEvent.Type.Leave))
    assert not plot.eventFilter(canvas, rest)


# --- zooming


def test_keys_zoom_move_and_show_everything(plot: LossPlot) -> None:
    plot.extend(rows(1000))
    plot.fit()
    whole = seen(plot)
    QTest.keyClick(plot, Qt.Key.Key_Home)
    assert plot._scene.hover == 1
    QTest.keyClick(plot, Qt.Key.Key_End)
    assert plot._tools.words == "Step 1000 · epoch 10"
    QTest.keyClick(plot, Qt.Key.Key_Left)
    assert plot._scene.hover == 990
    for _ in range(12):
        QTest.keyClick(plot, Qt.Key.Key_Plus)
    near = seen(plot)
    assert near[1] - near[0] < (whole[1] - whole[0]) / 10 and near[0] <= 990 <= near[1]
    QTest.keyClick(plot, Qt.Key.Key_Left)
    assert plot._scene.hover == 989, "one step where steps can be told apart"
    QTest.keyClick(plot, Qt.Key.Key_Left, Qt.KeyboardModifier.ShiftModifier)
    assert seen(plot)[0] < near[0]
    plot.extend(rows(1100)[1000:])
    plot._draw()
    assert seen(plot)[1] < 1050, "what was zoomed into stays"
    QTest.keyClick(plot, Qt.Key.Key_0)
    assert seen(plot)[0] <= 1 and seen(plot)[1] >= 1100


def test_zooming_out_ends_at_the_run(plot: LossPlot) -> None:
    plot.extend(rows(1000))
    plot.fit()
    whole = seen(plot)
    QTest.keyClick(plot, Qt.Key.Key_Minus)
    QTest.keyClick(plot, Qt.Key.Key_Plus)
    for _ in range(5):
        QTest.keyClick(plot, Qt.Key.Key_Minus)
    assert seen(plot) == pytest.approx(whole)
    assert plot._scene.follow


def test_a_box_is_zoomed_into_and_a_double_click_shows_everything(plot: LossPlot, qtbot: QtBot) -> None:
    plot.extend(rows(1000))
    plot.fit()
    QApplication.processEvents()
    viewport, left = plot._plot.viewport(), Qt.MouseButton.LeftButton
    start, end = place(plot, 400, 0.8), place(plot, 600, 0.3)
    QTest.mouseMove(viewport, start)
    QTest.mousePress(viewport, left, pos=start)
    for part in (0.3, 0.6, 1.0):
        qtbot.wait(30)
        QTest.mouseMove(viewport, start + (end - start) * part)
    QTest.mouseRelease(viewport, left, pos=end)
    assert seen(plot) == pytest.approx((400, 600), abs=5)
    assert not plot._scene.follow_y
    QTest.mouseClick(viewport, left, pos=place(plot, 450))
    QTest.mouseDClick(viewport, left, pos=place(plot, 450))
    QTest.mouseRelease(viewport, left, pos=place(plot, 450))
    assert seen(plot)[0] <= 1 and seen(plot)[1] >= 1000


# --- drawing


def test_a_long_run_is_drawn_anew_when_it_has_grown_by_a_pixel(
    plot: LossPlot, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    plot.extend(rows(20_000))
    plot.fit()
    qtbot.waitUntil(lambda: not plot._timer.isActive())
    draws: list[float] = []
    real = LossPlot._draw
    monkeypatch.setattr(LossPlot, "_draw", lambda self, *_: (draws.append(self.data.last), real(self))[1])
    plot.append(20_001, {"mel": 1.0})
    qtbot.waitUntil(lambda: plot._tools.words.startswith("Step 20001"))
    assert draws == []
    for step in range(20_002, 20_060):
        plot.append(step, {"mel": 1.0})
    qtbot.waitUntil(lambda: bool(draws))
    plot.add_validation(20_059, 3.0)
    qtbot.waitUntil(lambda: len(draws) == 2)


# --- the table


def test_a_table_of_it_can_be_read_back(plot: LossPlot, tmp_path: Path) -> None:
    told = rows(120)
    told[4] = (5, {**told[4][1], "mel": float("nan")}, told[4][2])
    plot.extend(told)
    plot.add_validation(100, 7.25)
    plot.export_csv(tmp_path / "krzywe.csv")
    with open(tmp_path / "krzywe.csv", encoding="utf-8", newline="") as file:
        read = list(csv.DictReader(file))
    assert [int(line["step"]) for line in read] == list(range(1, 121))
    assert read[119]["epoch"] == "2" and read[4]["mel"] == ""
    for (_, losses, _), line in zip(told, read, strict=True):
        for name in LOSSES:
            if not math.isnan(losses[name]):
                assert float(line[name]) == pytest.approx(losses[name], rel=1e-6)
    assert [line["step"] for line in read if line["mel_held_out"]] == ["100"]
    assert float(read[99]["mel_held_out"]) == 7.25
    assert float(read[9]["learning_rate"]) == 1e-4 and float(read[9]["grad_norm_generator"]) == 100
    found = plot.data.values_at(50)
    assert found is not None and float(read[49]["kl_smoothed"]) == pytest.approx(found[1]["kl"], rel=1e-6)
    assert float(read[119]["hours"]) == pytest.approx(0.12)


def test_a_table_that_cannot_be_written_leaves_nothing(plot: LossPlot, tmp_path: Path) -> None:
    plot.extend(rows(10))
    (tmp_path / "taken").write_text("a file", encoding="utf-8")
    with pytest.raises(UserError):
        plot.export_csv(tmp_path / "taken" / "curves.csv")
    assert [path.name for path in tmp_path.iterdir()] == ["taken"]
