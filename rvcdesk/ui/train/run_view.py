"""The right side of the Train page: one run, its figures, curves, saves and log."""

from __future__ import annotations

import datetime
from pathlib import Path

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtWidgets import (
    QComboBox,
    QFileDialog,
    QHBoxLayout,
    QLabel,
    QSplitter,
    QStackedWidget,
    QToolButton,
    QVBoxLayout,
    QWidget,
)

from rvcdesk.events import Event
from rvcdesk.messages import UserError
from rvcdesk.ui.empty import EmptyState
from rvcdesk.ui.icons import icon
from rvcdesk.ui.services import Services
from rvcdesk.ui.start import heading
from rvcdesk.ui.train.digest import glance
from rvcdesk.ui.train.log import RunLog
from rvcdesk.ui.train.progress import RunProgress
from rvcdesk.ui.train.saves import SavesPanel
from rvcdesk.ui.train.verdict import Verdict
from rvcdesk.ui.train.watch import RunWatch
from rvcdesk.ui.widgets.loss_plot import LossPlot
from rvcdesk.ui.widgets.scrolled import scrolled


class RunView(QWidget):
    """Shows a `RunWatch` and is told when it has heard something.

    Signals:
        run_chosen: the folder of another run to look at.
    """

    run_chosen = Signal(Path)

    def __init__(self, services: Services) -> None:
        super().__init__()
        self._services = services
        self._watch: RunWatch | None = None
        self.chooser = QComboBox()
        self.progress = RunProgress()
        self.verdict = Verdict()
        self.plot = LossPlot()
        self.plot.add_tool(self._make_picture_button())
        self.saves = SavesPanel(services)
        self.log = RunLog()
        self._explain()
        self._stack = QStackedWidget()
        self._stack.addWidget(self._make_empty())
        self._stack.addWidget(self._make_run())
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self._stack)
        self.plot.marker_clicked.connect(self.saves.play)
        self.chooser.activated.connect(lambda _index: self.run_chosen.emit(Path(self.chooser.currentData())))

    # --- building

    def _make_empty(self) -> QWidget:
        return EmptyState(
            "train",
            self.tr("Train a voice"),
            self.tr(
                "Press Start: the loss curves move here while the voice learns, "
                "and every save brings a preview to listen to."
            ),
        )

    def _make_run(self) -> QWidget:
        rows = QSplitter(Qt.Orientation.Vertical)
        rows.setObjectName("train.rows")
        rows.setChildrenCollapsible(False)
        rows.addWidget(self.plot)
        rows.addWidget(self._make_bottom())
        rows.setStretchFactor(0, 3)
        rows.setStretchFactor(1, 1)
        rows.setSizes([430, 190])
        self.plot.setMinimumHeight(180)
        run = QWidget()
        column = QVBoxLayout(run)
        column.setContentsMargins(14, 14, 18, 12)
        column.setSpacing(10)
        column.addLayout(self._make_head())
        column.addWidget(self.progress)
        column.addWidget(self.verdict)
        column.addWidget(rows, 1)
        return scrolled(run)

    def _make_head(self) -> QHBoxLayout:
        self.chooser.setAccessibleName(self.tr("Run"))
        self.chooser.setToolTip(self.tr("Look at another run of this project"))
        self.chooser.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        self.chooser.setMinimumContentsLength(12)
        self.chooser.setMaximumWidth(300)
        label = QLabel(self.tr("R&un"))
        label.setBuddy(self.chooser)
        head = QHBoxLayout()
        head.setSpacing(8)
        head.addWidget(label)
        head.addWidget(self.chooser, 2)
        head.addWidget(self.progress.state, 3)
        return head

    def _make_picture_button(self) -> QToolButton:
        picture = QToolButton()
        picture.setIcon(icon("save"))
        picture.setIconSize(QSize(16, 16))
        picture.setAutoRaise(True)
        picture.setToolTip(self.tr("Save the curves as a picture"))
        picture.setAccessibleName(self.tr("Save the curves as a picture"))
        picture.clicked.connect(self._save_picture)
        return picture

    def _make_bottom(self) -> QWidget:
        told = QWidget()
        column = QVBoxLayout(told)
        column.setContentsMargins(6, 4, 0, 0)
        column.setSpacing(4)
        column.addWidget(heading(self.tr("What happened"), 1.05))
        column.addWidget(self.log, 1)
        bottom = QSplitter()
        bottom.setObjectName("train.bottom")
        bottom.setChildrenCollapsible(False)
        bottom.addWidget(self.saves)
        bottom.addWidget(told)
        bottom.setSizes([380, 520])
        bottom.setMinimumHeight(110)
        return bottom

    def _explain(self) -> None:
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
            self.plot.explain(name, sentence)

    # --- what it shows

    def show_runs(self, folders: list[Path], shown: RunWatch | None, live: RunWatch | None) -> None:
        """The list of runs, the newest first."""
        words = {
            "new": self.tr("not begun"),
            "running": self.tr("running"),
            "stopped": self.tr("stopped at step {step}"),
            "done": self.tr("finished, {step} steps"),
            "failed": self.tr("failed at step {step}"),
        }
        self.chooser.clear()
        for folder in reversed(folders):
            if live is not None and live.folder == folder:
                state = words["running"]
            else:
                status = glance(folder)
                state = words[status.state].format(step=status.step)
            self.chooser.addItem(f"{folder.name} — {state}", str(folder))
            begun = datetime.datetime.fromtimestamp((folder / "options.json").stat().st_mtime)
            tip = self.tr("Begun {when}").format(when=f"{begun:%Y-%m-%d %H:%M}")
            self.chooser.setItemData(self.chooser.count() - 1, tip, Qt.ItemDataRole.ToolTipRole)
        if shown is not None:
            self.chooser.setCurrentIndex(self.chooser.findData(str(shown.folder)))

    def show_run(self, watch: RunWatch | None) -> None:
        """Show all of a run, or that there is none."""
        self._watch = watch
        self.plot.clear()
        self._stack.setCurrentIndex(0 if watch is None else 1)
        if watch is None:
            self.saves.show_run(Path(), {})
            self.log.show_notes([])
            return
        digest = watch.digest
        self.plot.extend(digest.rows())
        for step in digest.saves:
            self.plot.add_marker(step)
        self.saves.show_run(watch.folder, digest.saves)
        self.log.show_notes(digest.notes)
        self.show_state()

    def show_state(self) -> None:
        """Figures, and how it ended."""
        if self._watch is not None:
            self.progress.show_run(self._watch)
            self.verdict.show_run(self._watch)

    def hear(self, events: list[Event]) -> None:
        """The run that is shown has heard these."""
        if self._watch is None:
            return
        told = [event for event in events if event["event"] != "step"]
        self.plot.extend((int(e["step"]), e["losses"]) for e in events if e["event"] == "step")
        for event in told:
            self.log.add(event)
            if event["event"] == "save":
                self.plot.add_marker(int(event["step"]))
        if any(event["event"] in ("save", "preview", "resume") for event in told):
            self.saves.show_run(self._watch.folder, self._watch.digest.saves)
        self.show_state()

    def _save_picture(self) -> None:
        if self._watch is None:
            return
        place = self._watch.folder / "curves.png"
        title = self.tr("Save the curves as a picture")
        chosen, _ = QFileDialog.getSaveFileName(self, title, str(place), "PNG (*.png)")
        if chosen:
            try:
                self.plot.export_png(Path(chosen).with_suffix(".png"))
            except UserError as error:
                self._services.notify.error(error)
