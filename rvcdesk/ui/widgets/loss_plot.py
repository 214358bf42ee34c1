"""Live loss curves: raw and smoothed, save markers, log scale.

pyqtgraph is imported when a plot is made, not with this module: it doubles the start-up time.
Appending is cheap at any rate; the plot is drawn at most four times a second.
"""

from __future__ import annotations

import time
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any

import numpy as np
from PySide6.QtCore import QEvent, Qt, QTimer, Signal
from PySide6.QtGui import QColor, QIcon, QKeyEvent, QPainter, QPaintEvent, QPen, QPixmap, QShowEvent
from PySide6.QtWidgets import (
    QCheckBox,
    QGridLayout,
    QHBoxLayout,
    QLabel,
    QSizePolicy,
    QSlider,
    QToolButton,
    QWidget,
)

from rvcdesk.disk import atomic_write
from rvcdesk.ui import icons, theme
from rvcdesk.ui.start import dim
from rvcdesk.ui.widgets.loss_canvas import calm_end, calm_range, log_labels, make_canvas
from rvcdesk.ui.widgets.loss_data import LOSSES, LossData
from rvcdesk.ui.widgets.loss_legend import Legend
from rvcdesk.ui.widgets.loss_markers import SaveMarkers

REPAINT_MS = 250
AXIS_WIDTH = 44
EDGE = 0.012  # of the width
_MAX_SHARE = 0.1  # of the GUI thread that live drawing may take on a slow machine
_POINTS = 1000
SYMBOLS = {"discriminator": "o", "generator": "s", "feature_matching": "t1", "mel": "d", "kl": "x"}
TOKENS = {name: f"curve_{number}" for number, name in enumerate(LOSSES, 1)}
_SYMBOLS_A_CURVE = 9


class LossPlot(QWidget):
    """The five loss curves of a training run. For the GUI thread only.

    Signals:
        marker_clicked: the step of a save marker that was clicked (or chosen with the arrow keys
            and Return).
    """

    marker_clicked = Signal(int)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        import pyqtgraph

        self._pg: Any = pyqtgraph
        self.data = LossData()
        self._follow = True  # the view shows everything until the user zooms
        self._hover: float | None = None
        self._timer = QTimer(self, interval=REPAINT_MS, singleShot=True)
        self._timer.timeout.connect(self._draw_on_time)
        self._plot: Any = make_canvas(pyqtgraph, self)
        self._markers = SaveMarkers(pyqtgraph, self._plot, self.marker_clicked.emit)
        self._curves: dict[str, tuple[Any, Any, Any]] = {}
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setAccessibleName(self.tr("Loss curves"))
        self._set_up_plot()
        self._arrange()
        self._dress()

    # --- building ---

    def _set_up_plot(self) -> None:
        plot = self._plot
        for part in (plot, plot.viewport()):
            part.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        for name in LOSSES:
            raw = self._pg.PlotCurveItem(connect="finite")
            smooth = self._pg.PlotCurveItem(connect="finite")
            points = self._pg.ScatterPlotItem(symbol=SYMBOLS[name], size=11)
            for z, item in enumerate((raw, smooth, points)):
                plot.addItem(item)
                item.setZValue(z)
            self._curves[name] = (raw, smooth, points)
        self._cross = self._pg.InfiniteLine(angle=90, movable=False)
        self._cross.setVisible(False)
        plot.addItem(self._cross, ignoreBounds=True)
        plot.getViewBox().sigRangeChangedManually.connect(self._on_zoomed)
        plot.scene().sigMouseMoved.connect(self._on_mouse)
        plot.viewport().installEventFilter(self)
        self._log = QCheckBox(self.tr("Log scale"), self)
        self._log.setChecked(True)
        self._log.setToolTip(self.tr("Show losses of very different size together"))
        axis = plot.getAxis("left")
        axis.setLogMode(x=False, y=True)
        axis.logTickStrings = log_labels
        axis.setWidth(AXIS_WIDTH)
        self._log.toggled.connect(self._on_log)

    def _arrange(self) -> None:
        titles = {
            "discriminator": self.tr("Discriminator"),
            "generator": self.tr("Generator"),
            "feature_matching": self.tr("Feature matching"),
            "mel": self.tr("Mel"),
            "kl": self.tr("KL", "a loss: Kullback-Leibler divergence"),
        }
        self.legend = Legend(titles)
        self.legend.toggled.connect(self._draw)
        self._empty = dim(self.tr("The curves begin with the first step."))
        self._empty.setWordWrap(False)
        self._empty.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        grid = QGridLayout(self)
        grid.setContentsMargins(3, 3, 3, 3)
        grid.setSpacing(2)
        grid.addWidget(self.legend, 0, 0)
        grid.addWidget(self._plot, 1, 0)
        grid.addWidget(self._empty, 1, 0, Qt.AlignmentFlag.AlignCenter)
        grid.addLayout(self._make_tools(), 2, 0)
        grid.setRowStretch(1, 1)

    def _make_tools(self) -> QHBoxLayout:
        self._step = QLabel(self)
        self._step.setFont(theme.tabular_font(self._step.font()))
        self._step.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Preferred)
        smoothing = QLabel(self.tr("Smoothin&g"))
        slider = self._smoothing_slider()
        smoothing.setBuddy(slider)
        smoothing.setToolTip(slider.toolTip())
        fit = QToolButton(self)
        fit.setIcon(icons.icon("zoom_fit"))
        fit.setAutoRaise(True)
        fit.setToolTip(self.tr("Show everything and follow the run"))
        fit.setAccessibleName(self.tr("Show all"))
        fit.clicked.connect(self.fit)
        tools = self._tools = QHBoxLayout()
        tools.setSpacing(8)
        tools.addSpacing(AXIS_WIDTH)
        tools.addWidget(self._step, 1)
        tools.addWidget(smoothing)
        tools.addWidget(slider)
        tools.addSpacing(6)
        tools.addWidget(self._log)
        tools.addWidget(fit)
        return tools

    def _smoothing_slider(self) -> QSlider:
        slider = QSlider(Qt.Orientation.Horizontal, self)
        slider.setRange(0, 99)
        slider.setValue(round(self.data.smoothing * 100))
        slider.setFixedWidth(80)
        slider.setAccessibleName(self.tr("Smoothing"))
        slider.setToolTip(
            self.tr("How calm the thick lines are; the thin ones are the losses of every single step")
        )
        slider.valueChanged.connect(self.set_smoothing)
        return slider

    def _dress(self) -> None:
        """Put the theme's colours on everything."""
        self._plot.setBackground(theme.color("base"))
        for side in ("left", "bottom"):
            axis = self._plot.getAxis(side)
            axis.setPen(theme.color("border"))
            axis.setTextPen(theme.color("text_dim"))
        for name, (raw, smooth, points) in self._curves.items():
            ink = theme.color(TOKENS[name])
            # opaque, as transparent lines cost four times as much
            raw.setPen(QPen(QColor.fromRgb(theme.rgb32(TOKENS[name], "base", 0.32)), 0))
            # 2 px without antialiasing: with it these five lines cost more than all the rest
            smooth.setPen(self._pg.mkPen(ink, width=2))
            points.setPen(self._pg.mkPen(theme.color("base"), width=1))
            points.setBrush(ink)
        self._cross.setPen(QPen(theme.color("text_dim", 0.7), 0, Qt.PenStyle.DotLine))
        self.legend.dress(self._swatch)
        self._markers.dress()

    def _swatch(self, name: str) -> QIcon:
        """The curve's line with its symbol, as in the plot."""
        from pyqtgraph.graphicsItems.ScatterPlotItem import drawSymbol

        ink = theme.color(TOKENS[name])
        ratio = self.devicePixelRatioF()
        pixmap = QPixmap(round(28 * ratio), round(14 * ratio))
        pixmap.setDevicePixelRatio(ratio)
        pixmap.fill(Qt.GlobalColor.transparent)
        painter = QPainter(pixmap)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(QPen(ink, 2))
        painter.drawLine(1, 7, 27, 7)
        painter.translate(14, 7)
        drawSymbol(painter, SYMBOLS[name], 9, QPen(ink, 0), self._pg.mkBrush(ink))
        painter.end()
        return QIcon(pixmap)

    def add_tool(self, tool: QWidget) -> None:
        """Put a button of the page's own under the plot, at the end."""
        self._tools.addWidget(tool)

    # --- data ---

    def append(self, step: int, losses: Mapping[str, float]) -> None:
        """Add a step; any rate. A step that recurs replaces what came after it (a resumed run)."""
        self.data.append(step, losses)
        self._soon()

    def extend(self, rows: Iterable[tuple[int, Mapping[str, float]]]) -> None:
        """Add many steps, for a run that is picked up again."""
        for step, losses in rows:
            self.data.append(step, losses)
        self._soon()

    def clear(self) -> None:
        """An empty plot for another run."""
        self.data.clear()
        self._markers.clear()
        self.fit()

    def add_marker(self, step: int, text: str = "") -> None:
        """Mark a save; `text` is its tooltip."""
        self._markers.add(step, text or self.tr("Saved at step {step}").format(step=step))

    @property
    def markers(self) -> list[int]:
        """The marked steps in order."""
        return self._markers.steps

    def set_smoothing(self, percent: int) -> None:
        """Share of the past in the smoothed curves, 0..99 %."""
        self.data.set_smoothing(percent / 100)
        self._draw()

    def set_visible(self, name: str, visible: bool) -> None:
        """Show or hide one curve."""
        self.legend.buttons[name].setChecked(visible)

    def explain(self, name: str, sentence: str) -> None:
        """Say what a loss means, in the tooltip of its button."""
        self.legend.explain(name, sentence)

    def export_png(self, path: Path) -> None:
        """Write what is seen as a picture.

        Raises:
            UserError: the file cannot be written.
        """
        self._draw()
        with atomic_write(path) as temporary:
            self.grab().save(str(temporary), "PNG")

    def fit(self) -> None:
        """Show everything, and follow new steps."""
        self._follow = True
        self._draw()

    # --- drawing ---

    def _soon(self) -> None:
        if self.isVisible() and not self._timer.isActive():
            self._timer.start()

    def _draw_on_time(self) -> None:
        begin = time.perf_counter()
        self._draw()
        # What is drawn now is painted later, once; the paint that is counted here is the one before.
        spent = time.perf_counter() - begin + self._plot.spent
        self._plot.spent = 0.0
        self._timer.setInterval(max(REPAINT_MS, min(round(spent * 1000 / _MAX_SHARE), 5000)))

    def _draw(self) -> None:
        box = self._plot.getViewBox()
        self._empty.setVisible(not self.data.count)
        for side in ("left", "bottom"):
            if self._plot.getAxis(side).style["showValues"] != bool(self.data.count):
                self._plot.getAxis(side).setStyle(showValues=bool(self.data.count))
        if self.data.count:
            first, last = self.data.steps[0], self.data.steps[-1]
            start, end = (first, last) if self._follow else box.viewRange()[0]
            seen = [self._draw_curve(name, start, end) for name in LOSSES]
            if self._follow:
                self._show_range(first, last, [values for values in seen if len(values)])
        else:
            for name in LOSSES:
                for item in self._curves[name]:
                    item.setData([], [])
        self._show_values()

    def _draw_curve(self, name: str, start: float, end: float) -> np.ndarray:
        """Fill the three items of a curve; returns what the range should include."""
        raw, smooth, points = self._curves[name]
        shown = self.legend.buttons[name].isChecked()
        for item in (raw, smooth, points):
            item.setVisible(shown)
        if not shown:
            return np.zeros(0)
        steps, values = self.data.raw(name, start, end, _POINTS)
        raw_values = self._scaled(values)
        raw.setData(steps, raw_values)
        steps, values = self.data.smooth(name, start, end, _POINTS // 2)
        values = self._scaled(values)
        smooth.setData(steps, values)
        places = np.linspace(0, max(len(steps) - 1, 0), min(_SYMBOLS_A_CURVE, len(steps))).round().astype(int)
        places = places[np.isfinite(values[places])]
        points.setData(steps[places], values[places])
        known = raw_values[np.isfinite(raw_values)]
        # single spikes may leave the picture, the body of the curve may not
        edges = np.percentile(known, [0.5, 99.5]) if len(known) else known
        return np.concatenate([edges, values[np.isfinite(values)]])

    def _scaled(self, values: np.ndarray) -> np.ndarray:
        if not self._log.isChecked():
            return values
        positive = np.where(values > 0, values, np.nan)
        return np.asarray(np.log10(positive))

    def _show_range(self, first: float, last: float, seen: list[np.ndarray]) -> None:
        if not seen:
            return
        every = np.concatenate(seen)
        end = calm_end(first, last)
        margin = (end - first) * EDGE  # symbols and marks at the ends are seen whole
        low, high = calm_range(float(every.min()), float(every.max()))
        wanted = [(first - margin, end + margin), (low, high)]
        box = self._plot.getViewBox()
        # A range that stays leaves the axes as they are painted already.
        if not np.allclose(box.viewRange(), wanted, rtol=1e-9, atol=0):
            box.setRange(xRange=wanted[0], yRange=wanted[1], padding=0)

    def _show_values(self) -> None:
        found = self.data.values_at(self._hover)
        step, values = found if found is not None else (0, None)
        self._step.setText(self.tr("Step {step}").format(step=step) if found is not None else "")
        self.legend.show_values(values)
        self.setAccessibleDescription(f"{self._step.text()}, {self.legend.said()}" if found else "")

    # --- events ---

    def _on_zoomed(self, *_: object) -> None:
        self._follow = False
        self._soon()

    def _on_log(self, log: bool) -> None:
        self._plot.getAxis("left").setLogMode(x=False, y=log)
        self._follow = True
        self._draw()

    def _on_mouse(self, place: Any) -> None:
        box = self._plot.getViewBox()
        inside = box.sceneBoundingRect().contains(place) and self.data.count > 0
        self._hover = float(box.mapSceneToView(place).x()) if inside else None
        self._cross.setVisible(inside)
        if self._hover is not None:
            found = self.data.values_at(self._hover)
            self._cross.setPos(found[0] if found else 0)
        self._show_values()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if not self._markers.key(event.key()):
            super().keyPressEvent(event)

    def eventFilter(self, watched: Any, event: QEvent) -> bool:
        if event.type() == QEvent.Type.Leave:
            self._hover = None
            self._cross.setVisible(False)
            self._show_values()
        return super().eventFilter(watched, event)

    def showEvent(self, event: QShowEvent) -> None:
        self._draw()
        super().showEvent(event)

    def changeEvent(self, event: QEvent) -> None:
        if event.type() == QEvent.Type.PaletteChange and hasattr(self, "legend"):
            self._dress()
        super().changeEvent(event)

    def paintEvent(self, event: QPaintEvent) -> None:
        if self.hasFocus():
            painter = QPainter(self)
            painter.setPen(QPen(theme.color("accent"), 2))
            painter.drawRect(self.rect().adjusted(1, 1, -1, -1))
