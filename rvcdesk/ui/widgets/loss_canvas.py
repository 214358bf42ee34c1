"""The pyqtgraph part of a loss plot: axes that are drawn seldom, zooming, and a count of what painting costs."""

from __future__ import annotations

import math
import time
from collections.abc import Callable
from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtGui import QPaintEvent
from PySide6.QtWidgets import QGraphicsItem, QWidget

from rvcdesk.ui import theme
from rvcdesk.ui.tr import decimal

RIGHT_WIDTH = 62
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
    rubber.setPen(theme.color("accent"))
    rubber.setBrush(theme.color("accent", 0.15))


def log_labels(values: list[float], scale: float, spacing: float) -> list[str]:
    """Plain numbers at 1, 2 and 5 of each decade instead of pyqtgraph's 3·10¹."""
    numbers = [10.0**value * scale for value in values]
    firsts = [f"{number:.0e}"[0] for number in numbers]
    shown = [decimal(f"{number:g}") for number in numbers]
    return [figure if first in "125" else "" for figure, first in zip(shown, firsts, strict=True)]


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
