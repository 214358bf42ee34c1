"""Live loss curves: raw and smoothed, held-out points, marks, other runs, healthy bands.

pyqtgraph is imported when a plot is made, not with this module: it doubles the start-up time.
Appending is cheap at any rate; the plot is drawn at most four times a second.
"""

from __future__ import annotations

import time
from collections.abc import Iterable, Mapping
from math import nan
from pathlib import Path
from typing import Any

from PySide6.QtCore import QEvent, Qt, QTimer, Signal
from PySide6.QtGui import QIcon, QKeyEvent, QPainter, QPaintEvent, QPen, QShowEvent
from PySide6.QtWidgets import QGridLayout, QToolTip, QWidget

from rvcdesk.ui import theme
from rvcdesk.ui.start import dim
from rvcdesk.ui.widgets.loss_bands import Standing, as_bands
from rvcdesk.ui.widgets.loss_curves import HELD_OUT, SYMBOLS, TOKENS, pen_style, swatch
from rvcdesk.ui.widgets.loss_data import LOSSES, RATES, LossData, Row, Validations
from rvcdesk.ui.widgets.loss_export import SCALE, write_picture, write_table
from rvcdesk.ui.widgets.loss_keys import press
from rvcdesk.ui.widgets.loss_legend import Legend
from rvcdesk.ui.widgets.loss_runs import PREFIX
from rvcdesk.ui.widgets.loss_scene import AXIS_WIDTH, Scene
from rvcdesk.ui.widgets.loss_tools import PlotTools
from rvcdesk.ui.widgets.loss_words import PlotWords

REPAINT_MS = 250
LEAST_NEWS = 1.0  # px: the curves of a long run are drawn anew only when they have grown by so much,
LONGEST_S = 5.0  # or are so old; values are shown at once
SOON_MS = 20  # after the user has zoomed
_MAX_SHARE = 0.1  # of the GUI thread that live drawing may take on a slow machine


class LossPlot(QWidget):
    """The loss curves of a training run. For the GUI thread only.

    Signals:
        marker_clicked: the step of a mark that was clicked (or chosen with Ctrl and the arrow keys, and
            Return): a save, or the recommended step.
    """

    marker_clicked = Signal(int)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        import pyqtgraph

        self._pg: Any = pyqtgraph
        self.data = LossData(LOSSES + RATES)
        self.validations = Validations()
        self._title = ""
        self._compared = ""
        self._stale, self._drawn_at = True, 0.0
        self._told = False
        self._timer = QTimer(self, interval=REPAINT_MS, singleShot=True)
        self._timer.timeout.connect(self._draw_on_time)
        self._quick = QTimer(self, interval=SOON_MS, singleShot=True)
        self._quick.timeout.connect(self._draw)
        self._standing = Standing(self)
        self.legend = Legend(self._titles())
        self._words = PlotWords(self)
        for name, sentence in self._words.sentences().items():
            self.legend.explain(name, sentence)
        self._scene = Scene(
            pyqtgraph, self, self.data, self.validations, self.legend, self.marker_clicked.emit
        )
        self._plot = self._scene.canvas
        self._tools = PlotTools(round(self.data.smoothing * 100), AXIS_WIDTH)
        self._log = self._tools.log
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setAccessibleName(self.tr("Loss curves"))
        self._plot.setToolTip(self._words.help())
        self._arrange()
        self._connect()
        self._dress()
        self._draw()

    # --- building ---

    def _titles(self) -> dict[str, str]:
        return {
            "discriminator": self.tr("Discriminator"),
            "generator": self.tr("Generator"),
            "feature_matching": self.tr("Feature matching"),
            "mel": self.tr("Mel"),
            HELD_OUT: self.tr("Held-out mel"),
            "kl": self.tr("KL", "a loss: Kullback-Leibler divergence"),
            "generator_norm": self.tr("Generator's gradients"),
            "discriminator_norm": self.tr("Discriminator's gradients"),
            "learning_rate": self.tr("Learning rate"),
        }

    def _arrange(self) -> None:
        self._empty = dim(self.tr("The curves begin with the first step."))
        self._empty.setWordWrap(False)
        self._empty.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        grid = QGridLayout(self)
        grid.setContentsMargins(3, 3, 3, 3)
        grid.setSpacing(2)
        grid.addWidget(self.legend, 0, 0)
        grid.addWidget(self._plot, 1, 0)
        grid.addWidget(self._empty, 1, 0, Qt.AlignmentFlag.AlignCenter)
        grid.addWidget(self._tools, 2, 0)
        grid.setRowStretch(1, 1)

    def _connect(self) -> None:
        self.legend.toggled.connect(self._draw)
        self.legend.looked_at.connect(self._on_looked_at)
        self._tools.fit.connect(self.fit)
        self._tools.slider.valueChanged.connect(self.set_smoothing)
        self._tools.log.toggled.connect(self._on_log)
        self._tools.view.activated.connect(self._on_choice)
        self._tools.unit.activated.connect(self._on_choice)
        self._scene.box.sigRangeChangedManually.connect(self._on_zoomed)
        self._plot.scene().sigMouseMoved.connect(self._on_mouse)
        self._plot.viewport().installEventFilter(self)

    def _dress(self) -> None:
        """Put the theme's colours on everything."""
        self._scene.dress(self.devicePixelRatioF())
        self.legend.dress(self._swatch)

    def _swatch(self, name: str) -> QIcon:
        ratio = self.devicePixelRatioF()
        if name.startswith(PREFIX):
            return self._scene.runs.swatch(name, self._scene.compared, ratio)
        return swatch(self._pg, QPen(theme.color(TOKENS[name]), 2, pen_style(name)), SYMBOLS[name], ratio)

    def add_tool(self, tool: QWidget) -> None:
        """Put a button of the page's own under the plot, at the end."""
        self._tools.add(tool)

    # --- data ---

    def append(
        self, step: int, losses: Mapping[str, float | None], extra: Mapping[str, Any] | None = None
    ) -> None:
        """Add a step; any rate. A step that recurs replaces what came after it (a resumed run).

        `extra` may be the whole event of the step: epoch, seconds, lr and grad_norm are taken from it.
        """
        again = step <= self.data.last
        if again:
            self.validations.cut(step)
        self._soon(stale=again or not self.data.count)
        self.data.append(step, losses, extra)

    def extend(self, rows: Iterable[Row]) -> None:
        """Add many steps, for a run that is picked up again: (step, losses) or (step, losses, extra)."""
        added = list(rows)
        first = min((row[0] for row in added), default=self.data.last + 1)
        again = first <= self.data.last
        if again:
            self.validations.cut(first)
        self._soon(stale=again or not self.data.count)
        self.data.extend(added)

    def add_validation(self, step: int, mel: float | None) -> None:
        """A point of the held-out curve. A step that recurs replaces what came after it."""
        self.validations.add(step, mel)
        self._soon()

    def clear(self) -> None:
        """An empty plot for another run: no data, marks, bands, other runs or title."""
        self.data.clear()
        self.validations.clear()
        self._scene.marks.clear()
        self._scene.runs.clear()
        self._scene.bands = {}
        self._scene.hover = None
        self._title = ""
        self.fit()

    def add_marker(self, step: int, text: str = "") -> None:
        """Mark a save; `text` is its tooltip."""
        self._scene.marks.add(step, text or self.tr("Saved at step {step}").format(step=step))

    @property
    def markers(self) -> list[int]:
        """The steps of the saves in order."""
        return self._scene.marks.steps

    def set_recommended(self, step: int | None, text: str = "") -> None:
        """Mark the save to take, with the sentence that says why; None takes the mark away."""
        self._scene.marks.recommend(step, text or self.tr("The recommended step"))
        self._show_values()

    def set_bands(self, bands: Mapping[str, tuple[float, ...]]) -> None:
        """Where each loss of a healthy run lies: (low, high) or (low, high, from this step on)."""
        self._scene.bands = as_bands(bands)
        self._soon()

    def add_run(self, name: str, rows: Iterable[Row], validations: Iterable[tuple[int, float]] = ()) -> None:
        """Draw another run to compare with; rows as for `extend`."""
        self._scene.runs.add(name, rows, validations, self._words.another_run())
        self._scene.runs.set_smoothing(self.data.smoothing)
        self._dress_runs()
        self._draw()

    def remove_run(self, name: str) -> None:
        """No longer draw it."""
        self._scene.runs.remove(name)
        self._draw()

    @property
    def compared_runs(self) -> list[str]:
        """The names of the other runs that are drawn."""
        return self._scene.runs.names

    def set_title(self, name: str, preset: str = "") -> None:
        """What stands above the curves in a picture, before the date."""
        self._title = " · ".join(part for part in (name, preset) if part)

    def set_smoothing(self, percent: int) -> None:
        """Share of the past in the smoothed curves, 0..99 %."""
        self.data.set_smoothing(percent / 100)
        self._scene.runs.set_smoothing(percent / 100)
        self._draw()

    def set_visible(self, name: str, visible: bool) -> None:
        """Show or hide one curve."""
        self.legend.buttons[name].setChecked(visible)

    def explain(self, name: str, sentence: str) -> None:
        """Say what a loss means, in the tooltip of its button."""
        self.legend.explain(name, sentence)

    def export_png(self, path: Path) -> None:
        """Write what is seen as a picture of twice its size, with the title.

        Raises:
            UserError: the file cannot be written.
        """
        self._draw()
        self._scene.dress(SCALE)
        try:
            write_picture(path, self._title, [self.legend, self._plot])
        finally:
            self._scene.dress(self.devicePixelRatioF())

    def export_csv(self, path: Path) -> None:
        """Write every step as a table: UTF-8, commas between, decimal points, nothing where nothing is known.

        Raises:
            UserError: the file cannot be written.
        """
        write_table(path, self.data, self.validations)

    def fit(self) -> None:
        """Show everything, and follow new steps."""
        self._scene.follow = self._scene.follow_y = True
        self._draw()

    # --- drawing ---

    def _soon(self, *, stale: bool = True) -> None:
        """Draw before long; `stale`: also when the run has hardly grown."""
        self._stale = self._stale or stale
        if self.isVisible() and not self._timer.isActive():
            self._timer.start()

    def _draw_on_time(self) -> None:
        begin = time.perf_counter()
        if not self._stale and self._scene.news < LEAST_NEWS and begin - self._drawn_at < LONGEST_S:
            self._show_values()
            return
        self._draw()
        # What is drawn now is painted later, once; the paint that is counted here is the one before.
        spent = time.perf_counter() - begin + self._plot.spent
        self._plot.spent = 0.0
        self._timer.setInterval(max(REPAINT_MS, min(round(spent * 1000 / _MAX_SHARE), 5000)))

    def _draw(self) -> None:
        self._stale, self._drawn_at = False, time.perf_counter()
        rates = any(self.data.known(name) for name in RATES) if self.data.count else False
        epochs, hours = self.data.epochs.known, bool(self.data.hours[-1:].any())
        self._tools.offer(rates=rates, epochs=epochs, hours=hours)
        self._scene.view = self._tools.view.currentData() if rates else "losses"
        self._scene.unit = self._tools.unit.currentData()
        self.legend.offer(self._scene.offered)
        self._scene.draw()
        self._empty.setVisible(self._scene.empty)
        self._dress_runs()
        self._show_values()

    def _dress_runs(self) -> None:
        """The other runs' buttons show the colour of the curve that is compared."""
        wanted = f"{self._scene.compared} {self._scene.runs.names}"
        if wanted != self._compared:
            self._compared = wanted
            for entry in self._scene.runs.entries:
                self.legend.set_icon(entry, self._swatch(entry))

    def _show_values(self) -> None:
        hover = self._scene.hover
        found = self.data.values_at(hover)
        words, values = "", None
        if found is not None:
            step, values = found
            values[HELD_OUT] = self.validations.value_at(hover)
            words = self.tr("Step {step}").format(step=step)
            epoch = self.data.epoch_at(step)
            if epoch:
                words += " · " + self.tr("epoch {epoch}").format(epoch=epoch)
        self.legend.show_values(values)
        self._tools.say(self._tell_standings() or words)
        described = [words, self.legend.said()] if values else []
        marks = self._scene.marks
        if marks.recommended is not None:
            described.append(marks.sentence)
        self.setAccessibleDescription(", ".join(described))

    def _tell_standings(self) -> str:
        """Tell the legend how the curves stand; returns the sentence of the one that is looked at."""
        found = self.data.values_at() if self._scene.bands else None
        standings: dict[str, str] = {}
        if found is not None:
            step, values = found
            for name, band in self._scene.bands.items():
                said = self._standing.sentence(values.get(name, nan), band, step)
                if said:
                    standings[name] = said
        self.legend.tell_standings(
            {n: f"{said} {self._standing.outside(n)}" for n, said in standings.items()}
        )
        return standings.get(self._scene.looked_at, "")

    # --- events ---

    def _on_looked_at(self, name: str) -> None:
        self._scene.looked_at = name
        self._quick.start()

    def _on_choice(self, _index: int) -> None:
        self.fit()

    def _on_zoomed(self, axes: Any) -> None:
        self._scene.zoomed([bool(axis) for axis in axes])
        self._quick.start()

    def _on_log(self, log: bool) -> None:
        self._scene.set_log(log)
        self._scene.follow_y = True
        self._draw()

    def _on_mouse(self, place: Any) -> None:
        if self._scene.marks.hovered is None and QToolTip.isVisible():
            QToolTip.hideText()
        self._scene.hover_at(place)
        self._show_values()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if press(self._scene, self.data, event.key(), event.modifiers()):
            self._draw()
        else:
            super().keyPressEvent(event)

    def eventFilter(self, watched: Any, event: QEvent) -> bool:
        if event.type() == QEvent.Type.ToolTip:
            # The help is told once, else it would lie over the curves whenever the mouse rests to read them.
            told, self._told = self._told, True
            return told and self._scene.marks.hovered is None
        if event.type() == QEvent.Type.Leave:
            self._told = False
            self._scene.hover = None
            self._scene.show_cross()
            self._show_values()
        return super().eventFilter(watched, event)

    def showEvent(self, event: QShowEvent) -> None:
        self._draw()
        super().showEvent(event)

    def changeEvent(self, event: QEvent) -> None:
        if event.type() == QEvent.Type.PaletteChange and hasattr(self, "_tools"):
            self._dress()
            self._draw()
        super().changeEvent(event)

    def paintEvent(self, event: QPaintEvent) -> None:
        if self.hasFocus():
            painter = QPainter(self)
            painter.setPen(QPen(theme.color("accent"), 2))
            painter.drawRect(self.rect().adjusted(1, 1, -1, -1))
