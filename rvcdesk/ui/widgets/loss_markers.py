"""The marks of a loss plot: saves, and the step that is recommended. One item draws them all."""

from __future__ import annotations

import math
from bisect import bisect_left
from collections.abc import Callable
from typing import Any

import numpy as np
from PySide6.QtCore import QCoreApplication, QPointF, QRectF, Qt
from PySide6.QtGui import QFont, QFontMetricsF, QPainter, QPen, QPolygonF, QTransform

from rvcdesk.ui import theme

REACH = 6.0  # px: how far from a mark a click still means it
TOP = 3.0  # px between the marks' heads and the plot's upper edge
HEAD = 11.0  # px
CROWDED = 24.0  # px: where saves lie closer, only their heads are drawn
Places = Callable[[Any], Any]


class Marks:
    """Vertical marks in a pyqtgraph plot, one a save; at most one is chosen, at most one recommended."""

    def __init__(self, pyqtgraph: Any, plot: Any, places: Places, clicked: Callable[[int], None]) -> None:
        """`places` turns steps into the axis' unit; `clicked` is called with a mark's step."""
        self._places, self._clicked = places, clicked
        self._steps: list[int] = []
        self._tips: dict[int, str] = {}
        self._xs: np.ndarray | None = None
        self.chosen: int | None = None
        self.hovered: int | None = None
        self.recommended: int | None = None
        self.sentence = ""
        self._font = theme.tabular_font(QFont(plot.font()))
        self.item = _make_item(pyqtgraph, self)
        plot.addItem(self.item, ignoreBounds=True)

    @property
    def steps(self) -> list[int]:
        """The saved steps in order."""
        return list(self._steps)

    def add(self, step: int, tip: str) -> None:
        """Mark a save, once."""
        if step not in self._tips:
            self._steps.insert(bisect_left(self._steps, step), step)
            self.moved()
        self._tips[step] = tip

    def recommend(self, step: int | None, sentence: str) -> None:
        """Mark the step to take; None: none."""
        self.recommended, self.sentence = step, sentence if step is not None else ""
        self.moved()

    def clear(self) -> None:
        """Remove them all."""
        self._steps, self._tips = [], {}
        self.chosen = self.hovered = None
        self.recommend(None, "")

    def moved(self) -> None:
        """The axis counts something else now, or a mark is new."""
        self._xs = None
        self.item.update()

    def choose(self, step: int) -> None:
        """Make one stand out."""
        self.chosen = step
        self.item.update()

    def activate(self, step: int) -> None:
        """As a click on it."""
        self.choose(step)
        self._clicked(step)

    def walk(self, *, right: bool) -> int | None:
        """Choose the neighbour of the one that is chosen; returns it."""
        every = self._every()
        if every:
            self.choose(neighbour(every, self.chosen, right=right))
        return self.chosen if every else None

    def tip(self, step: int) -> str:
        """What there is to say of a mark."""
        words = (self.sentence if step == self.recommended else "", self._tips.get(step, ""))
        return "\n".join(word for word in words if word)

    def at(self, place: float, pixel: float) -> int | None:
        """The mark within reach of a place on the axis, whose pixels are so wide."""
        every, xs = self._every(), self.xs
        if not every:
            return None
        near = int(np.argmin(np.abs(xs - place)))
        return every[near] if abs(float(xs[near]) - place) <= REACH * pixel else None

    def _every(self) -> list[int]:
        return sorted({*self._steps, *([] if self.recommended is None else [self.recommended])})

    @property
    def xs(self) -> np.ndarray:
        """The places of all marks in order."""
        if self._xs is None or self._xs.size != len(self._every()):
            self._xs = np.asarray(self._places(np.array(self._every(), np.float64)))
        return self._xs

    # --- drawing

    def paint(self, painter: QPainter, view: QRectF) -> None:
        """Draw what lies in `view`; in pixels, so that heads keep their shape."""
        transform = painter.transform()
        painter.setTransform(QTransform())
        area = transform.mapRect(view)
        every = self._every()
        columns = [transform.map(QPointF(float(x), 0)).x() for x in self.xs]
        inside = [(s, c) for s, c in zip(every, columns, strict=True) if area.left() <= c <= area.right()]
        crowded = len(inside) > 2 and area.width() / len(inside) < CROWDED
        for step, column in inside:
            if step != self.recommended:
                self._paint_save(painter, area, round(column) + 0.5, step, crowded)
        for step, column in inside:
            if step == self.recommended:
                self._paint_recommended(painter, area, round(column) + 0.5)
        painter.setTransform(transform)

    def _paint_save(self, painter: QPainter, area: QRectF, column: float, step: int, crowded: bool) -> None:
        stands_out = step in (self.chosen, self.hovered)
        ink = theme.color("accent", 1.0 if stands_out else 0.6)
        if stands_out or not crowded:
            painter.setPen(QPen(ink, 2 if step == self.chosen else 1, Qt.PenStyle.DashLine))
            painter.drawLine(QPointF(column, area.top() + TOP), QPointF(column, area.bottom()))
        painter.setRenderHint(QPainter.RenderHint.Antialiasing, True)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(theme.color("accent", 1.0 if stands_out else 0.8))
        half = HEAD / 2 if not crowded or stands_out else HEAD / 3
        top = area.top() + TOP
        painter.drawPolygon(
            QPolygonF(
                [QPointF(column - half, top), QPointF(column + half, top), QPointF(column, top + 1.5 * half)]
            )
        )
        painter.setRenderHint(QPainter.RenderHint.Antialiasing, False)

    def _paint_recommended(self, painter: QPainter, area: QRectF, column: float) -> None:
        ink = theme.color("good")
        stands_out = self.recommended in (self.chosen, self.hovered)
        painter.setPen(QPen(ink, 2 if stands_out else 1))
        painter.drawLine(QPointF(column, area.top() + TOP), QPointF(column, area.bottom()))
        words = QCoreApplication.translate("LossPlot", "Recommended")
        painter.setFont(self._font)
        metrics = QFontMetricsF(self._font)
        height = metrics.height() + 4
        width = metrics.horizontalAdvance(words) + height + 8
        left = column if column + width <= area.right() else column - width
        flag = QRectF(left, area.top() + TOP, width, height)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing, True)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(ink)
        painter.drawRoundedRect(flag, 2, 2)
        painter.setBrush(theme.color("base"))
        painter.drawPolygon(
            star(QPointF(flag.left() + height / 2 + 1, flag.center().y() + 0.5), height * 0.38)
        )
        painter.setPen(theme.color("base"))
        painter.drawText(flag.adjusted(height + 1, 0, 0, 0), Qt.AlignmentFlag.AlignVCenter, words)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing, False)


def _make_item(pyqtgraph: Any, marks: Marks) -> Any:
    class Item(pyqtgraph.GraphicsObject):
        def boundingRect(self) -> QRectF:
            return QRectF(self.viewRect())

        def viewRangeChanged(self, *_: Any) -> None:
            self.prepareGeometryChange()

        def paint(self, painter: QPainter, *_: Any) -> None:
            marks.paint(painter, self.boundingRect())

        def _mark(self, event: Any) -> int | None:
            return marks.at(event.pos().x(), self.pixelWidth())

        def hoverEvent(self, event: Any) -> None:
            step = None if event.isExit() else self._mark(event)
            if step is not None:
                event.acceptClicks(Qt.MouseButton.LeftButton)
            if step != marks.hovered:
                marks.hovered = step
                self.setToolTip(marks.tip(step) if step is not None else "")
                shape = Qt.CursorShape.PointingHandCursor
                self.setCursor(shape) if step is not None else self.unsetCursor()
                self.update()

        def mouseClickEvent(self, event: Any) -> None:
            step = self._mark(event)
            if step is not None and event.button() == Qt.MouseButton.LeftButton and not event.double():
                event.accept()
                marks.activate(step)
            else:
                event.ignore()

    item = Item()
    item.setZValue(10)
    return item


def star(middle: QPointF, radius: float) -> QPolygonF:
    """A star of five points."""
    corners = []
    for number in range(10):
        reach = radius if number % 2 == 0 else radius * 0.42
        angle = math.pi * (number / 5 - 0.5)
        corners.append(middle + QPointF(math.cos(angle), math.sin(angle)) * reach)
    return QPolygonF(corners)


def neighbour(steps: list[int], chosen: int | None, *, right: bool) -> int:
    """The next step to that side; the first (or last) one when none is chosen."""
    if chosen not in steps:
        return steps[0] if right else steps[-1]
    at = steps.index(chosen) + (1 if right else -1)
    return steps[min(max(at, 0), len(steps) - 1)]
