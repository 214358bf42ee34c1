"""Other runs of the project on the same plot."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Any

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QMenu, QToolButton

from rvcdesk.events import read_events
from rvcdesk.jobs import Reporter
from rvcdesk.messages import Message
from rvcdesk.ui.notify import Notifier
from rvcdesk.ui.train.digest import RunDigest
from rvcdesk.ui.widgets.loss_plot import LossPlot
from rvcdesk.ui.work import Worker

CHUNK = 2000  # events between two looks whether it is still wanted


class Comparison(QObject):
    """A button whose menu ticks runs; they are read in a thread, as they can be long."""

    def __init__(self, plot: LossPlot, notify: Notifier) -> None:
        super().__init__(plot)
        self._plot = plot
        self._notify = notify
        self._folders: list[Path] = []
        self._shown: set[str] = set()
        self._wanted: set[str] = set()
        self._worker = Worker(self)
        self._worker.done.connect(self._on_read)
        self._worker.failed.connect(self._on_failed)
        self.button = QToolButton()
        self.button.setText(self.tr("Compare"))
        self.button.setToolTip(self.tr("Show the curves of other runs beside these"))
        self.button.setAccessibleName(self.tr("Compare with other runs"))
        self.button.setPopupMode(QToolButton.ToolButtonPopupMode.InstantPopup)
        self.button.setAutoRaise(True)
        self.menu = QMenu(self.button)
        self.menu.aboutToShow.connect(self._fill)
        self.button.setMenu(self.menu)

    def offer(self, folders: Sequence[Path]) -> None:
        """The runs that can be compared with, the newest last."""
        self._folders = list(folders)
        self.button.setEnabled(bool(folders))

    def clear(self) -> None:
        """Compare with none: another run is shown."""
        self._worker.cancel()
        self._wanted.clear()
        self._show()

    def show_again(self) -> None:
        """The plot has been cleared."""
        self._shown.clear()
        self._show()

    def toggle(self, name: str, wanted: bool) -> None:
        """Compare with the run `name`, or no longer."""
        (self._wanted.add if wanted else self._wanted.discard)(name)
        self._show()

    def _fill(self) -> None:
        self.menu.clear()
        for folder in reversed(self._folders):
            entry = self.menu.addAction(folder.name.replace("&", "&&"))
            entry.setCheckable(True)
            entry.setChecked(folder.name in self._wanted)
            entry.toggled.connect(lambda on, name=folder.name: self.toggle(name, on))

    def _show(self) -> None:
        for name in self._shown - self._wanted:
            self._plot.remove_run(name)
        self._shown &= self._wanted
        missing = [folder for folder in self._folders if folder.name in self._wanted - self._shown]
        if missing:
            self._worker.start(lambda report: [(folder.name, read_run(folder, report)) for folder in missing])

    def _on_read(self, found: list[tuple[str, RunDigest]]) -> None:
        for name, digest in found:
            if name in self._wanted:
                points = [(point.step, point.mel) for point in digest.validations.values()]
                self._plot.add_run(name, digest.rows(), points)
                self._shown.add(name)

    def _on_failed(self, message: Message) -> None:
        self._wanted &= self._shown
        self._notify.error(message)


def read_run(folder: Path, report: Reporter) -> RunDigest:
    """Everything that a run has told so far."""
    events: list[dict[str, Any]] = read_events(folder / "events.jsonl")[0]
    digest = RunDigest()
    for place, event in enumerate(events):
        if place % CHUNK == 0:
            report.progress(place, len(events), "")
        digest.add(event)
    return digest
