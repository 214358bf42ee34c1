"""Other runs in a loss plot, to compare with: one loss of each, pale and dashed."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

import numpy as np
from PySide6.QtGui import QIcon, QPen

from rvcdesk.ui.widgets.loss_curves import HELD_OUT, OTHERS, TOKENS, OtherCurve, pale, scaled, swatch
from rvcdesk.ui.widgets.loss_data import LOSSES, RATES, LossData, Row, Validations
from rvcdesk.ui.widgets.loss_legend import Legend

USUAL = "mel"
PREFIX = "run:"


class OtherRun:
    """A run that is not the plot's own."""

    def __init__(
        self, curve: OtherCurve, rows: Iterable[Row], validations: Iterable[tuple[int, float]]
    ) -> None:
        self.curve = curve
        self.data = LossData(LOSSES + RATES)
        self.data.extend(rows)
        self.validations = Validations()
        for step, mel in validations:
            self.validations.add(step, mel)


class OtherRuns:
    """The runs that are compared with; the legend has a button for each."""

    def __init__(self, pyqtgraph: Any, box: Any, legend: Legend) -> None:
        self._pg, self._box, self._legend = pyqtgraph, box, legend
        self._runs: dict[str, OtherRun] = {}

    @property
    def names(self) -> list[str]:
        """The runs in the order they were added."""
        return list(self._runs)

    @property
    def entries(self) -> list[str]:
        """Their names in the legend."""
        return [PREFIX + name for name in self._runs]

    def add(
        self, name: str, rows: Iterable[Row], validations: Iterable[tuple[int, float]], sentence: str
    ) -> None:
        """Add a run, or give one that is there other rows; `sentence` explains its button."""
        if name in self._runs:
            self._runs.pop(name).curve.remove(self._box)
        else:
            self._legend.add(PREFIX + name, name, widest="")
        self._legend.explain(PREFIX + name, sentence)
        self._runs[name] = OtherRun(OtherCurve(self._pg, self._box), rows, validations)

    def remove(self, name: str) -> None:
        """Take a run away, if it is there."""
        run = self._runs.pop(name, None)
        if run is not None:
            run.curve.remove(self._box)
            self._legend.remove(PREFIX + name)

    def clear(self) -> None:
        """Take all away."""
        for name in self.names:
            self.remove(name)

    def set_smoothing(self, smoothing: float) -> None:
        """As the plot's own run is smoothed."""
        for run in self._runs.values():
            run.data.set_smoothing(smoothing)

    def end(self, unit: str) -> float:
        """The furthest place of any run that is shown, in the axis' unit."""
        ends = [run.data.places(run.data.steps[-1:], unit) for run in self._shown()]
        return max((float(end[0]) for end in ends if len(end)), default=0.0)

    @property
    def any_shown(self) -> bool:
        """Whether there is a run to compare with."""
        return bool(self._shown())

    def _shown(self) -> list[OtherRun]:
        return [run for n, run in self._runs.items() if self._legend.buttons[PREFIX + n].isChecked()]

    def draw(
        self, name: str, unit: str, span: tuple[float, float], log: bool, points: int
    ) -> list[np.ndarray]:
        """Draw `name` of every run within `span` of the axis; what the range should include."""
        seen = []
        for number, (title, run) in enumerate(self._runs.items()):
            run.curve.dress(USUAL if name == HELD_OUT else name, number)
            lines: list[tuple[np.ndarray, np.ndarray]] = [(np.zeros(0), np.zeros(0))] * 2
            if run in self._shown() and run.data.count:
                start, end = (run.data.step_at(place, unit) for place in span)
                if name != HELD_OUT:
                    lines[0] = run.data.smooth(name, start, end, points)
                if name in (USUAL, HELD_OUT):
                    lines[1] = run.validations.curve
            named = int(len(lines[1][0]) > 0)  # the calmer line is easier to tell from the others
            for which, item in enumerate((run.curve.line, run.curve.points)):
                steps, values = lines[which]
                places, drawn = run.data.places(steps, unit), scaled(values, log)
                item.setData(places, drawn)
                seen.append(drawn[np.isfinite(drawn)])
                if which == named:
                    inside = (places >= span[0]) & (places <= span[1])
                    run.curve.name_it(title, places[inside], drawn[inside])
        return seen

    def swatch(self, entry: str, name: str, ratio: float) -> QIcon:
        """The line of a run in the legend, in the colour of the loss that is compared."""
        style = OTHERS[self.entries.index(entry) % len(OTHERS)]
        return swatch(self._pg, QPen(pale(TOKENS[name]), 1.5, style), "", ratio)
