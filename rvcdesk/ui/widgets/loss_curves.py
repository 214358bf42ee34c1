"""The curves of a loss plot as pyqtgraph draws them: the run's own, the held-out points, other runs'."""

from __future__ import annotations

from typing import Any

import numpy as np
from PySide6.QtCore import Qt
from PySide6.QtGui import QColor, QIcon, QPainter, QPen, QPixmap

from rvcdesk.ui import theme
from rvcdesk.ui.widgets.loss_data import LOSSES

HELD_OUT = "held_out"
SYMBOLS = {
    "discriminator": "o",
    "generator": "s",
    "feature_matching": "t1",
    "mel": "d",
    "kl": "x",
    HELD_OUT: "+",
    "generator_norm": "s",
    "discriminator_norm": "o",
    "learning_rate": "d",
}
TOKENS = {
    **{name: f"curve_{number}" for number, name in enumerate(LOSSES, 1)},
    HELD_OUT: "text",
    "generator_norm": "curve_2",
    "discriminator_norm": "curve_1",
    "learning_rate": "curve_3",
}
DASHED = (HELD_OUT, "learning_rate")
OTHERS = (Qt.PenStyle.DashLine, Qt.PenStyle.DotLine, Qt.PenStyle.DashDotLine, Qt.PenStyle.DashDotDotLine)
PALE = 0.62  # of the ink of another run's curves
_SYMBOLS_A_CURVE = 9
_ALL_POINTS = 60  # so many held-out points are all shown
_NONE = np.zeros(0)


def scaled(values: np.ndarray, log: bool) -> np.ndarray:
    """Values as they are drawn: on a log scale what is not above 0 is a gap."""
    return np.asarray(np.log10(np.where(values > 0, values, np.nan))) if log else values


class DrawnCurve:
    """One loss: every step thin, the average thick, and a few symbols that tell it without colour."""

    def __init__(self, pyqtgraph: Any, name: str, box: Any) -> None:
        self._pg, self.name = pyqtgraph, name
        self._shown = True
        self.raw = pyqtgraph.PlotCurveItem(connect="finite")
        self.smooth = pyqtgraph.PlotCurveItem(connect="finite")
        self.symbols = pyqtgraph.ScatterPlotItem(symbol=SYMBOLS[name], size=11)
        for z, item in enumerate((self.raw, self.smooth, self.symbols)):
            box.addItem(item, ignoreBounds=True)
            item.setZValue(z + 3 * (name == HELD_OUT))

    def fill(self, raw: tuple[np.ndarray, np.ndarray], smooth: tuple[np.ndarray, np.ndarray]) -> None:
        """Show these places and values."""
        self.raw.setData(*raw)
        self.smooth.setData(*smooth)
        places = np.flatnonzero(np.isfinite(smooth[1]))
        wanted = _ALL_POINTS if self.name == HELD_OUT else _SYMBOLS_A_CURVE
        chosen = places[np.linspace(0, len(places) - 1, min(wanted, len(places))).round().astype(int)]
        self.symbols.setData(smooth[0][chosen], smooth[1][chosen])

    def show(self, visible: bool) -> None:
        """Show or hide it; what is hidden holds nothing."""
        if visible == self._shown:
            return
        self._shown = visible
        for item in (self.raw, self.smooth, self.symbols):
            item.setVisible(visible)
            if not visible:
                item.setData(_NONE, _NONE)

    def dress(self, ratio: float) -> None:
        """Put the theme's colours on; pens are in device pixels, of which `ratio` make a pixel."""
        ink = theme.color(TOKENS[self.name])
        # opaque, as transparent lines cost four times as much
        thin = QPen(QColor.fromRgb(theme.rgb32(TOKENS[self.name], "base", 0.32)), ratio if ratio > 1 else 0)
        thin.setCosmetic(True)
        self.raw.setPen(thin)
        # 2 px without antialiasing: with it these five lines cost more than all the rest
        self.smooth.setPen(self._pg.mkPen(ink, width=2 * ratio, style=pen_style(self.name)))
        self.symbols.setPen(self._pg.mkPen(theme.color("base"), width=1))
        self.symbols.setBrush(ink)


class OtherCurve:
    """Another run's curve to compare with: its average alone, pale, and its held-out points."""

    def __init__(self, pyqtgraph: Any, box: Any) -> None:
        self._pg = pyqtgraph
        self.line = pyqtgraph.PlotCurveItem(connect="finite")
        self.points = pyqtgraph.PlotCurveItem(connect="finite")
        self.label = pyqtgraph.TextItem(anchor=(1.0, 1.0))
        for item in (self.line, self.points, self.label):
            box.addItem(item, ignoreBounds=True)
            item.setZValue(-2)
        self.label.setZValue(9)

    def remove(self, box: Any) -> None:
        """Take it out of the plot."""
        for item in (self.line, self.points, self.label):
            box.removeItem(item)

    def name_it(self, words: str, places: np.ndarray, values: np.ndarray) -> None:
        """Write the run's name at the end of its curve; nothing when there is no curve."""
        known = np.flatnonzero(np.isfinite(values))
        self.label.setVisible(len(known) > 0)
        if len(known):
            self.label.setText(words)
            self.label.setPos(float(places[known[-1]]), float(values[known[-1]]))

    def dress(self, name: str, number: int) -> None:
        """The paler colour of the loss that is compared, in a dash of the run's own."""
        self.label.setColor(theme.color(TOKENS[name]))
        self.label.fill = self._pg.mkBrush(theme.color("base", 0.7))
        for item, token in ((self.line, TOKENS[name]), (self.points, TOKENS[HELD_OUT])):
            item.setPen(self._pg.mkPen(pale(token), width=1.5, style=OTHERS[number % len(OTHERS)]))


def pale(token: str) -> QColor:
    """The colour of another run's curve."""
    return QColor.fromRgb(theme.rgb32(token, "base", PALE))


def pen_style(name: str) -> Qt.PenStyle:
    """Dashed or not."""
    return Qt.PenStyle.DashLine if name in DASHED else Qt.PenStyle.SolidLine


def swatch(pyqtgraph: Any, pen: QPen, symbol: str, ratio: float) -> QIcon:
    """A curve's line with its symbol, as in the plot, for a legend; `ratio` is the screen's."""
    from pyqtgraph.graphicsItems.ScatterPlotItem import drawSymbol

    pixmap = QPixmap(round(28 * ratio), round(14 * ratio))
    pixmap.setDevicePixelRatio(ratio)
    pixmap.fill(Qt.GlobalColor.transparent)
    painter = QPainter(pixmap)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setPen(pen)
    painter.drawLine(1, 7, 27, 7)
    if symbol:
        painter.translate(14, 7)
        drawSymbol(painter, symbol, 9, QPen(pen.color(), 0), pyqtgraph.mkBrush(pen.color()))
    painter.end()
    return QIcon(pixmap)
