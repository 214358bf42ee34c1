"""A run's curves for elsewhere: a picture, a table, TensorBoard's files."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QFileDialog

from rvcdesk.messages import UserError
from rvcdesk.ui.errors import open_folder
from rvcdesk.ui.notify import Notifier
from rvcdesk.ui.train.watch import RunWatch
from rvcdesk.ui.widgets.loss_plot import LossPlot


class Exports(QObject):
    """Asks where to, and writes what the plot shows."""

    def __init__(self, plot: LossPlot, notify: Notifier) -> None:
        super().__init__(plot)
        self._plot = plot
        self._notify = notify

    def picture(self, watch: RunWatch | None) -> None:
        """The plot as it is seen."""
        if watch is not None:
            title = self.tr("Save the curves as a picture")
            self._write(title, watch.folder / "curves.png", "PNG (*.png)", self._plot.export_png)

    def table(self, watch: RunWatch | None) -> None:
        """Every step as a line."""
        if watch is not None:
            title = self.tr("Save the curves as a table")
            self._write(title, watch.folder / "curves.csv", "CSV (*.csv)", self._plot.export_csv)

    def _write(self, title: str, place: Path, pattern: str, write: Callable[[Path], None]) -> None:
        chosen, _ = QFileDialog.getSaveFileName(self._plot, title, str(place), pattern)
        if not chosen:
            return
        path = Path(chosen).with_suffix(place.suffix)
        try:
            write(path)
        except UserError as error:
            self._notify.error(error)
        else:
            self._notify.info(self.tr("Saved as {file}.").format(file=path))

    def why_no_tensorboard(self, watch: RunWatch | None) -> str:
        """Why there are no files for TensorBoard, "" where there are."""
        if watch is None:
            return self.tr("There is no run yet.")
        if not (watch.folder / "tensorboard").is_dir():
            return self.tr("This run has written no TensorBoard files.")
        return ""

    def tensorboard(self, watch: RunWatch | None) -> None:
        """Show the folder that `tensorboard --logdir` is given."""
        if watch is not None:
            open_folder(watch.folder / "tensorboard")
