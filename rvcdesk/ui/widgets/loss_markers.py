"""The save markers of a loss plot: dashed lines that can be clicked or walked through by keys."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtGui import QPen

from rvcdesk.ui import theme


class SaveMarkers:
    """Vertical lines in a pyqtgraph plot, one a saved step; at most one is chosen."""

    def __init__(self, pyqtgraph: Any, plot: Any, clicked: Callable[[int], None]) -> None:
        """`clicked` is called with the step of a marker that the user chose."""
        self._pg, self._plot, self._clicked = pyqtgraph, plot, clicked
        self._lines: dict[int, Any] = {}
        self.chosen: int | None = None

    @property
    def steps(self) -> list[int]:
        """The marked steps in order."""
        return sorted(self._lines)

    def add(self, step: int, tip: str) -> None:
        """Mark a step, once."""
        if step in self._lines:
            return
        line = self._pg.InfiniteLine(pos=step, angle=90, movable=False)
        line.addMarker("v", position=0.98, size=12.0)
        line.setZValue(-1)
        line.setToolTip(tip)
        line.setCursor(Qt.CursorShape.PointingHandCursor)
        line.sigClicked.connect(lambda *_: self.activate(step))
        self._plot.addItem(line, ignoreBounds=True)
        self._lines[step] = line
        self._dress(step)

    def clear(self) -> None:
        """Remove them all."""
        for line in self._lines.values():
            self._plot.removeItem(line)
        self._lines.clear()
        self.chosen = None

    def dress(self) -> None:
        """Put the theme's colours on."""
        for step in self._lines:
            self._dress(step)

    def _dress(self, step: int) -> None:
        chosen = step == self.chosen
        ink, style = theme.color("accent", 1.0 if chosen else 0.6), Qt.PenStyle.DashLine
        self._lines[step].setPen(self._pg.mkPen(ink, width=2 if chosen else 1, style=style))
        self._lines[step].setHoverPen(QPen(theme.color("accent"), 0))

    def choose(self, step: int) -> None:
        """Make one stand out."""
        old, self.chosen = self.chosen, step
        for one in (old, step):
            if one in self._lines:
                self._dress(one)

    def activate(self, step: int) -> None:
        """As a click on it."""
        self.choose(step)
        self._clicked(step)

    def key(self, key: int) -> bool:
        """Left and Right choose a neighbour, Return is a click. Returns whether the key meant that."""
        steps = self.steps
        if steps and key in (Qt.Key.Key_Left, Qt.Key.Key_Right):
            self.choose(neighbour(steps, self.chosen, right=key == Qt.Key.Key_Right))
            return True
        if self.chosen is not None and key in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self._clicked(self.chosen)
            return True
        return False


def neighbour(steps: list[int], chosen: int | None, *, right: bool) -> int:
    """The next step to that side; the first (or last) one when none is chosen."""
    if chosen not in steps:
        return steps[0] if right else steps[-1]
    at = steps.index(chosen) + (1 if right else -1)
    return steps[min(max(at, 0), len(steps) - 1)]
