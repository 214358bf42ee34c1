"""What lies in the canvas of a loss plot: curves, marks, a band, the crosshair, and the range seen."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import numpy as np
from PySide6.QtCore import Qt
from PySide6.QtGui import QPen
from PySide6.QtWidgets import QGraphicsRectItem, QWidget

from rvcdesk.ui import theme
from rvcdesk.ui.widgets.loss_bands import Band
from rvcdesk.ui.widgets.loss_canvas import (
    add_right_box,
    calm_end,
    calm_range,
    dress_canvas,
    make_canvas,
    use_clock_ticks,
    use_log_ticks,
)
from rvcdesk.ui.widgets.loss_curves import HELD_OUT, TOKENS, DrawnCurve, scaled
from rvcdesk.ui.widgets.loss_data import LOSSES, RATES, LossData, Validations
from rvcdesk.ui.widgets.loss_legend import Legend
from rvcdesk.ui.widgets.loss_markers import Marks
from rvcdesk.ui.widgets.loss_runs import USUAL, OtherRuns

AXIS_WIDTH = 44
EDGE = 0.012  # of the width
VIEWS = {"losses": (*LOSSES[:4], HELD_OUT, *LOSSES[4:]), "rates": RATES}
RATE = "learning_rate"  # drawn on an axis of its own
_POINTS = 1000
_LEAST_STEPS = 4  # closer there is nothing to see
_NONE = np.zeros(0)


class Scene:
    """Draws the data of a run into a canvas of its own.

    `follow` and `follow_y` say whether the view shows everything there is, along the run and upright, as
    it does until the user zooms. `hover` is the step at the crosshair. After a change of anything that is
    public here, `draw` shows it.
    """

    def __init__(
        self,
        pyqtgraph: Any,
        parent: QWidget,
        data: LossData,
        validations: Validations,
        legend: Legend,
        clicked: Callable[[int], None],
    ) -> None:
        self._data, self._validations, self._legend = data, validations, legend
        self.view, self.unit, self.log = "losses", "steps", True
        self.bands: dict[str, Band] = {}
        self.follow, self.follow_y = True, True
        self.hover: float | None = None
        self._drawn = 0.0  # the place of the last step that is drawn
        self.looked_at = ""
        self.canvas: Any = make_canvas(pyqtgraph, parent, self.fit)
        self.box: Any = self.canvas.getViewBox()
        self._right: Any = add_right_box(pyqtgraph, self.canvas)
        self.curves = {
            name: DrawnCurve(pyqtgraph, name, self._right if name == RATE else self.box)
            for names in VIEWS.values()
            for name in names
        }
        self.marks = Marks(pyqtgraph, self.canvas, self._places, clicked)
        self.runs = OtherRuns(pyqtgraph, self.box, legend)
        self._cross = pyqtgraph.InfiniteLine(angle=90, movable=False)
        self._cross.setVisible(False)
        self._band = QGraphicsRectItem()
        self._band.setZValue(-5)
        self._band.setVisible(False)
        for item in (self._cross, self._band):
            self.box.addItem(item, ignoreBounds=True)
        axis = self.canvas.getAxis("left")
        use_log_ticks(axis)
        axis.setWidth(AXIS_WIDTH)
        use_clock_ticks(self.canvas.getAxis("bottom"), lambda: self.unit == "hours")
        self.set_log(True)

    def dress(self, ratio: float) -> None:
        """Put the theme's colours on, for a screen (or picture) of so many device pixels a pixel."""
        dress_canvas(self.canvas)
        for curve in self.curves.values():
            curve.dress(ratio)
        self._cross.setPen(QPen(theme.color("text_dim", 0.7), 0, Qt.PenStyle.DotLine))
        self.marks.item.update()

    def set_log(self, log: bool) -> None:
        """Log or linear upright."""
        self.log = log
        self.canvas.getAxis("left").setLogMode(x=False, y=log)

    def fit(self) -> None:
        """Show everything, and follow the run."""
        self.follow = self.follow_y = True
        self.draw()

    # --- what is shown

    @property
    def offered(self) -> list[str]:
        """The curves that there is anything of, in this view, and the other runs."""
        names = [n for n in VIEWS[self.view] if self._has(n)]
        return [*names, *self.runs.entries]

    def _has(self, name: str) -> bool:
        if name == HELD_OUT:
            return len(self._validations) > 0
        return name in LOSSES or self._data.known(name)

    @property
    def subject(self) -> str:
        """The one curve that the user looks at: the legend's, or the only one that is shown; or ""."""
        shown = [name for name in self._legend.shown if name in VIEWS[self.view]]
        if self.looked_at in shown:
            return self.looked_at
        return shown[0] if len(shown) == 1 else ""

    @property
    def compared(self) -> str:
        """The curve that other runs show."""
        usual = USUAL if self.view == "losses" else "generator_norm"
        return self.subject if self.subject not in ("", RATE) else usual

    @property
    def empty(self) -> bool:
        """Whether there is nothing to draw."""
        return not self._data.count and not self.runs.names

    def _places(self, steps: Any) -> np.ndarray:
        return self._data.places(np.asarray(steps, np.float64), self.unit)

    def _span(self) -> tuple[float, float]:
        """From the first step to the last one of any run, in the axis' unit."""
        ends = self._places(self._data.steps[[0, -1]]) if self._data.count else np.zeros(2)
        return float(ends[0]), max(float(ends[1]), self.runs.end(self.unit))

    def _wide(self) -> tuple[float, float]:
        """The range of the whole run, with room for symbols and marks at its ends."""
        first, last = self._span()
        end = calm_end(first, last)
        margin = (end - first) * EDGE
        return first - margin, end + margin

    # --- drawing

    @property
    def news(self) -> float:
        """How many pixels of new steps the last `draw` has not shown; 0 when they lie outside the view."""
        left, right = self.box.viewRange()[0]
        last = float(self._places([self._data.last])[0])
        if not self.follow and min(last, self._drawn) > right:
            return 0.0
        return abs(last - self._drawn) / (right - left) * self.box.width()

    def draw(self) -> None:
        """Show what there is now."""
        self._drawn = float(self._places([self._data.last])[0])
        for side in ("left", "bottom"):
            if self.canvas.getAxis(side).style["showValues"] == self.empty:
                self.canvas.getAxis(side).setStyle(showValues=not self.empty)
        span = self._span() if self.follow else tuple(self.box.viewRange()[0])
        shown = [] if self.empty else [name for name in self._legend.shown if name in self.curves]
        seen = [self._draw_curve(name, span) for name in self.curves if self._shows(name, shown)]
        seen += self.runs.draw(self.compared, self.unit, span, self.log, _POINTS // 2)
        if not self.empty:
            self._show_range([values for values in seen if len(values)])
        self._draw_rate(shown, span)
        self._draw_band()
        if self.unit != "steps":
            self.marks.moved()
        self.show_cross()

    def _shows(self, name: str, shown: list[str]) -> bool:
        self.curves[name].show(name in shown)
        return name in shown and name != RATE

    def _draw_curve(self, name: str, span: tuple[float, ...]) -> np.ndarray:
        """Fill the items of a curve; returns what the range should include."""
        if name == HELD_OUT:
            steps, values = self._validations.curve
            drawn = (self._places(steps), scaled(values, self.log))
            self.curves[name].fill((_NONE, _NONE), drawn)
            inside = (drawn[0] >= span[0]) & (drawn[0] <= span[1]) & np.isfinite(drawn[1])
            return np.asarray(drawn[1][inside])
        start, end = (self._data.step_at(place, self.unit) for place in span)
        steps, values = self._data.raw(name, start, end, _POINTS)
        raw = (self._places(steps), scaled(values, self.log))
        if name == self.compared and self.runs.any_shown:
            raw = (_NONE, _NONE)  # single steps would hide the other runs
        steps, values = self._data.smooth(name, start, end, _POINTS // 2)
        smooth = (self._places(steps), scaled(values, self.log))
        self.curves[name].fill(raw, smooth)
        known = raw[1][np.isfinite(raw[1])]
        # single spikes may leave the picture, the body of the curve may not
        edges = np.percentile(known, [0.5, 99.5]) if len(known) else known
        return np.concatenate([edges, smooth[1][np.isfinite(smooth[1])]])

    def _draw_rate(self, shown: list[str], span: tuple[float, ...]) -> None:
        """The learning rate keeps its own, plain axis: it moves within a few percent."""
        visible = RATE in shown
        if self.canvas.getAxis("right").isVisible() != visible:
            self.canvas.showAxis("right", visible)
        if visible:
            start, end = (self._data.step_at(place, self.unit) for place in span)
            steps, values = self._data.raw(RATE, start, end, _POINTS)
            self.curves[RATE].fill((_NONE, _NONE), (self._places(steps), values))
            known = values[np.isfinite(values)]
            if len(known):
                self._right.setYRange(0, float(known.max()) * 1.1, padding=0)

    def _draw_band(self) -> None:
        band = self.bands.get(self.subject)
        visible = band is not None and self._data.last > 1.1 * band.start and not self.empty
        self._band.setVisible(visible)
        if band is None or not visible:
            return
        low, high = scaled(np.array([max(band.low, 1e-9), band.high]), self.log)
        left, right = float(self._places([band.start])[0]), self._wide()[1]
        self._band.setRect(left, low, right - left, high - low)
        self._band.setBrush(theme.color(TOKENS[self.subject], 0.09))
        self._band.setPen(QPen(theme.color(TOKENS[self.subject], 0.35), 0))

    def _show_range(self, seen: list[np.ndarray]) -> None:
        now = self.box.viewRange()
        wanted = [list(self._wide()) if self.follow else now[0], now[1]]
        if seen and self.follow_y:
            every = np.concatenate(seen)
            wanted[1] = list(calm_range(float(every.min()), float(every.max())))
        # A range that stays leaves the axes as they are painted already.
        if not np.allclose(now, wanted, rtol=1e-9, atol=0):
            self.box.setRange(xRange=wanted[0], yRange=wanted[1], padding=0)

    # --- the crosshair and the range, by hand

    def show_cross(self) -> None:
        """Put the crosshair where `hover` says."""
        found = None if self.hover is None else self._data.values_at(self.hover)
        self._cross.setVisible(found is not None)
        if found is not None:
            self._cross.setPos(float(self._places([found[0]])[0]))

    def hover_at(self, place: Any) -> None:
        """The mouse is at a place of Qt's scene."""
        inside = self.box.sceneBoundingRect().contains(place) and self._data.count > 0
        self.hover = self._data.step_at(self.box.mapSceneToView(place).x(), self.unit) if inside else None
        self.show_cross()

    def cross_to(self, step: float) -> None:
        """The crosshair to a step; the view moves so far that it is seen."""
        self.hover = float(np.clip(step, self._data.steps[0], self._data.last))
        place = float(self._places([self.hover])[0])
        left, right = self.box.viewRange()[0]
        if not left <= place <= right:
            self._set_x(left + place - (right if place > right else left), right - left)
        self.show_cross()

    def step_cross(self, way: int) -> None:
        """The crosshair to the next step, or so far that a hundred times cross the view."""
        left, right = (self._data.step_at(place, self.unit) for place in self.box.viewRange()[0])
        if self.hover is None:
            self.cross_to(self._data.last if right >= self._data.last else (left + right) / 2)
            return
        at = int(np.searchsorted(self._data.steps, self.hover))
        inside = int(np.searchsorted(self._data.steps, right) - np.searchsorted(self._data.steps, left))
        at = int(np.clip(at + way * max(1, inside // 100), 0, self._data.count - 1))
        self.cross_to(float(self._data.steps[at]))

    def pan(self, way: int) -> None:
        """A tenth of the view to a side."""
        left, right = self.box.viewRange()[0]
        self._set_x(left + way * (right - left) / 10, right - left)

    def zoom(self, factor: float) -> None:
        """See `factor` times as much of the run, around the crosshair."""
        left, right = self.box.viewRange()[0]
        middle = (left + right) / 2
        if self.hover is not None:
            middle = float(np.clip(self._places([self.hover])[0], left, right))
        self._set_x(middle - (middle - left) * factor, (right - left) * factor)

    def _set_x(self, left: float, width: float) -> None:
        self.box.setXRange(left, left + width, padding=0)
        self.zoomed([True, False])

    def zoomed(self, axes: list[bool]) -> None:
        """The user has changed the range along (and upright): keep it sensible, and no longer follow."""
        first, last = self._wide()
        left, right = self.box.viewRange()[0]
        if axes[1]:
            self.follow_y = False
        if axes[0]:
            least = (last - first) * min(_LEAST_STEPS / max(self._data.count, 1), 1.0)
            width = max(right - left, least)
            if width >= last - first:
                self.follow = True
                self.follow_y = self.follow_y or not axes[1]
                return
            self.follow = False
            self.box.setXRange(*_inside(left, width, first, last), padding=0)


def _inside(left: float, width: float, first: float, last: float) -> tuple[float, float]:
    """A range of that width, moved into first..last."""
    left = min(max(left, first), last - width)
    return left, left + width
