"""What the plot is told of a run: its steps, saves and measurements, and what each loss means."""

from __future__ import annotations

from PySide6.QtCore import QObject

from rvcdesk.events import Event
from rvcdesk.messages import BadInput
from rvcdesk.training.base import find_base
from rvcdesk.training.options import TrainOptions
from rvcdesk.ui.tr import text
from rvcdesk.ui.train.watch import RunWatch
from rvcdesk.ui.widgets.loss_bands import healthy_bands
from rvcdesk.ui.widgets.loss_plot import LossPlot
from rvcdesk.voice.presets import PRESETS


class RunCurves(QObject):
    """Keeps a plot up to date with a run."""

    def __init__(self, plot: LossPlot) -> None:
        super().__init__(plot)
        self._plot = plot
        sentences = {
            "discriminator": self.tr(
                "How well the critic tells recordings from the voice: it should neither vanish nor climb. "
                "There is no curve until the critic joins in."
            ),
            "generator": self.tr(
                "How often the critic finds the voice out: it wavers for as long as both of them learn."
            ),
            "feature_matching": self.tr(
                "How different the voice looks to the critic, layer by layer: it falls slowly, then rises "
                "a little as the critic learns to look closer."
            ),
            "mel": self.tr(
                "How far the voice's spectrum is from the recording's: the plainest sign of progress; "
                "lower is better."
            ),
            "kl": self.tr(
                "How far what is said and sung is from predicting the sound: it falls early, then stays."
            ),
        }
        for name, sentence in sentences.items():
            plot.explain(name, sentence)

    def show_run(self, watch: RunWatch | None) -> None:
        """Show all of a run, or nothing."""
        self._plot.clear()
        if watch is None:
            return
        digest, options = watch.digest, watch.options
        if options is not None and options.preset in PRESETS:
            self._plot.set_title(watch.name, text(PRESETS[options.preset].title))
            self._plot.set_bands(healthy_bands(options.preset, base=_has_base(options)))
        else:
            self._plot.set_title(watch.name)
        self._plot.extend(digest.rows())
        for point in digest.validations.values():
            self._plot.add_validation(point.step, point.mel)
        for step in digest.saves:
            self._plot.add_marker(step)
        self.show_recommended(watch)

    def hear(self, watch: RunWatch, events: list[Event]) -> None:
        """The run has heard these."""
        self._plot.extend((int(e["step"]), e["losses"], e) for e in events if e["event"] == "step")
        points = watch.digest.validations
        for event in events:
            if event["event"] == "save":
                self._plot.add_marker(int(event["step"]))
            elif event["event"] == "validation" and int(event["step"]) in points:
                point = points[int(event["step"])]
                self._plot.add_validation(point.step, point.mel)

    def show_recommended(self, watch: RunWatch) -> None:
        """Mark the save that is recommended; while the voice still gets better, only the list says which."""
        best = watch.digest.recommendation
        if best is None or not best.settled:
            self._plot.set_recommended(None)
        else:
            self._plot.set_recommended(best.step, text(best.reason))


def _has_base(options: TrainOptions) -> bool:
    try:
        return find_base(options)[0] is not None
    except BadInput:
        return False
