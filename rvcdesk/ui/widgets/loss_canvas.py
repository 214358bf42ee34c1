"""The pyqtgraph part of a loss plot: axes that are drawn seldom, zooming, and what painting costs."""

from __future__ import annotations

import math
import time
from collections.abc import Callable
from typing import Any

import numpy as np
from PySide6.QtCore import Qt
from PySide6.QtGui import QPaintEvent, QPen
from PySide6.QtWidgets import QGraphicsItem, QWidget

from rvcdesk.ui import theme
from rvcdesk.ui.tr import decimal

RIGHT_WIDTH = 62
TICK_PX = 24  # between two numbers, at least
CLOCK_PX = 70  # between two times
# Seconds between two times on an axis.
CLOCK_STEPS = (1, 2, 5, 10, 15, 30, 60, 120, 300, 600, 900, 1800, 3600, 7200, 10800, 21600, 43200, 86400)
LEAST_TICKS = 4
LEAST_BOX = 12  # px: a box that is flatter zooms only along the run


def make_canvas(pyqtgraph: Any, parent: QWidget, fit: Callable[[], None]) -> Any:
    """A PlotWidget without menu and buttons. `spent` grows by the seconds of every paint.

    The wheel zooms along the run, with Ctrl up and down; a drag draws a box to zoom into, with Shift or
    the middle button it moves the view; a double click calls `fit`.
    """

    class Canvas(pyqtgraph.PlotWidget):
        spent = 0.0

        def paintEvent(self, event: QPaintEvent) -> None:
            begin = time.perf_counter()
            super().paintEvent(event)
            self.spent += time.perf_counter() - begin

    canvas = Canvas(parent, viewBox=_make_box(pyqtgraph, fit))
    canvas.setMenuEnabled(False)
    canvas.hideButtons()
    canvas.setFrameShape(canvas.Shape.NoFrame)
    canvas.showGrid(x=True, y=True, alpha=0.15)
    for part in (canvas, canvas.viewport()):
        part.setFocusPolicy(Qt.FocusPolicy.NoFocus)
    for side in ("left", "bottom", "right"):
        axis = canvas.getAxis(side)
        # Ticks, figures and grid cost as much as all curves: they are painted anew only when they change.
        axis.setCacheMode(QGraphicsItem.CacheMode.DeviceCoordinateCache)
        axis.setStyle(maxTickLevel=1)
    return canvas


def _make_box(pyqtgraph: Any, fit: Callable[[], None]) -> Any:
    class Box(pyqtgraph.ViewBox):
        def wheelEvent(self, event: Any, axis: int | None = None) -> None:
            upright = bool(event.modifiers() & Qt.KeyboardModifier.ControlModifier)
            super().wheelEvent(event, axis if axis is not None else int(upright))

        def mouseDragEvent(self, event: Any, axis: int | None = None) -> None:
            moves = event.button() != Qt.MouseButton.LeftButton
            moves = moves or bool(event.modifiers() & Qt.KeyboardModifier.ShiftModifier)
            self.state["mouseMode"] = self.PanMode if moves else self.RectMode
            super().mouseDragEvent(event, axis)

        def showAxRect(self, rect: Any, **options: Any) -> None:
            wide, high = (
                side / pixel
                for side, pixel in zip((rect.width(), rect.height()), self.viewPixelSize(), strict=True)
            )
            if wide < LEAST_BOX:
                return
            if high < LEAST_BOX:
                self.setXRange(rect.left(), rect.right(), padding=0)
                self.sigRangeChangedManually.emit([True, False])
            else:
                super().showAxRect(rect, padding=0)

        def mouseClickEvent(self, event: Any) -> None:
            if event.double() and event.button() == Qt.MouseButton.LeftButton:
                event.accept()
                fit()

    return Box(enableMenu=False)


def add_right_box(pyqtgraph: Any, canvas: Any) -> Any:
    """A second ViewBox over the same steps, with the right axis for its own values; the axis is hidden."""
    main, axis = canvas.getViewBox(), canvas.getAxis("right")
    box = pyqtgraph.ViewBox(enableMenu=False, enableMouse=False)
    box.setZValue(main.zValue() - 1)
    canvas.scene().addItem(box)
    axis.linkToView(box)
    axis.setGrid(False)
    axis.enableAutoSIPrefix(False)
    axis.setWidth(RIGHT_WIDTH)
    box.setXLink(main)
    main.sigResized.connect(lambda: box.setGeometry(main.sceneBoundingRect()))
    return box


def dress_canvas(canvas: Any) -> None:
    """Put the theme's colours on."""
    canvas.setBackground(theme.color("base"))
    for side in ("left", "bottom", "right"):
        canvas.getAxis(side).setPen(theme.color("border"))
        canvas.getAxis(side).setTextPen(theme.color("text_dim"))
    rubber = canvas.getViewBox().rbScaleBox
    rubber.setPen(QPen(theme.color("accent"), 0))
    rubber.setBrush(theme.color("accent", 0.15))


def use_log_ticks(axis: Any) -> None:
    """Plain, round numbers on a log axis, and enough of them in every range."""
    axis.logTickStrings = lambda values, _scale, _spacing: [decimal(f"{10.0**value:.5g}") for value in values]
    axis.logTickValues = lambda low, high, size, _usual: [(1.0, log_ticks(low, high, size).tolist())]


def log_ticks(low: float, high: float, size: float) -> np.ndarray:
    """Logarithms of the numbers to write between 10**low and 10**high on an axis of `size` px."""
    most = max(size / TICK_PX, 2)
    decades = 10.0 ** np.arange(math.floor(low), math.ceil(high) + 1)
    best = np.zeros(0)
    for multiples in ((1,), (1, 2, 5), range(1, 10)):
        ticks = np.log10(np.outer(decades, multiples).ravel())
        ticks = ticks[(ticks >= low) & (ticks <= high)]
        if len(ticks) <= most:
            best = ticks
    if len(best) < LEAST_TICKS and high - low < 1:
        # within a part of a decade the scale is nearly even
        start, end = 10.0**low, 10.0**high
        unit = _unit((end - start) / most) * 10
        step = next((unit * m for m in (1, 2, 5) if unit * m * most >= end - start), unit * 10)
        even = np.arange(math.ceil(start / step), math.floor(end / step) + 1) * step
        return np.log10(even[even > 0])
    return best


def use_clock_ticks(axis: Any, wanted: Callable[[], bool]) -> None:
    """Hours as "h:mm", or "h:mm:ss" for short runs, at round times; while not `wanted` as usual."""
    usual_values, usual_strings = axis.tickValues, axis.tickStrings

    def values(low: float, high: float, size: float) -> list[tuple[float, list[float]]]:
        return [clock_ticks(low, high, size)] if wanted() else usual_values(low, high, size)

    def strings(values: list[float], scale: float, spacing: float) -> list[str]:
        return clock_words(values, spacing) if wanted() else usual_strings(values, scale, spacing)

    axis.tickValues, axis.tickStrings = values, strings


def clock_ticks(low: float, high: float, size: float) -> tuple[float, list[float]]:
    """Ticks between two times in hours on an axis of `size` px: (distance, times)."""
    least = (high - low) * 3600 * CLOCK_PX / max(size, CLOCK_PX)
    day = CLOCK_STEPS[-1]
    step = next((step for step in CLOCK_STEPS if step >= least), math.ceil(least / day) * day)
    first, last = math.ceil(max(low, 0) * 3600 / step), math.floor(high * 3600 / step)
    return step / 3600, [n * step / 3600 for n in range(first, last + 1)]


def clock_words(hours: list[float], spacing: float) -> list[str]:
    """Times in hours for a clock that shows seconds only where `spacing` needs them."""
    fine = spacing * 60 < 1 - 1e-9
    words = []
    for each in hours:
        minutes, seconds = divmod(round(each * 3600), 60)
        words.append(f"{minutes // 60}:{minutes % 60:02d}" + (f":{seconds:02d}" if fine else ""))
    return words


def calm_end(first: float, last: float) -> float:
    """A little beyond `last`, so that the axis need not move at every step."""
    unit = _unit(last - first)
    return first + math.ceil((last - first) / unit) * unit if last > first else first + 1


def calm_range(low: float, high: float) -> tuple[float, float]:
    """A range around two values that stays the same while they change a little."""
    unit = _unit(max(high - low, 1e-3)) * 0.5
    return math.floor(low / unit - 0.25) * unit, math.ceil(high / unit + 0.25) * unit


def _unit(span: float) -> float:
    return float(10.0 ** math.floor(math.log10(span))) / 10 if span > 0 else 1.0
