"""The pyqtgraph part of a loss plot: axes that are drawn seldom, and a count of what painting costs."""

from __future__ import annotations

import math
import time
from typing import Any

from PySide6.QtGui import QPaintEvent
from PySide6.QtWidgets import QGraphicsItem, QWidget

from rvcdesk.ui.tr import decimal


def make_canvas(pyqtgraph: Any, parent: QWidget) -> Any:
    """A PlotWidget without menu and buttons. `spent` grows by the seconds of every paint."""

    class Canvas(pyqtgraph.PlotWidget):
        spent = 0.0

        def paintEvent(self, event: QPaintEvent) -> None:
            begin = time.perf_counter()
            super().paintEvent(event)
            self.spent += time.perf_counter() - begin

    canvas = Canvas(parent)
    canvas.setMenuEnabled(False)
    canvas.hideButtons()
    canvas.setFrameShape(canvas.Shape.NoFrame)
    canvas.showGrid(x=True, y=True, alpha=0.15)
    for side in ("left", "bottom"):
        axis = canvas.getAxis(side)
        # Ticks, figures and grid cost as much as all curves: they are painted anew only when they change.
        axis.setCacheMode(QGraphicsItem.CacheMode.DeviceCoordinateCache)
        axis.setStyle(maxTickLevel=1)
    return canvas


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
