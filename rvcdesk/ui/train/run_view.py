"""The right side of the Train page: one run, its figures, curves, saves and log."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtWidgets import (
    QHBoxLayout,
    QLabel,
    QMenu,
    QSplitter,
    QStackedWidget,
    QToolButton,
    QVBoxLayout,
    QWidget,
)

from rvcdesk.events import Event
from rvcdesk.ui.empty import EmptyState
from rvcdesk.ui.services import Services
from rvcdesk.ui.start import heading
from rvcdesk.ui.train.advice import Advice
from rvcdesk.ui.train.compare import Comparison
from rvcdesk.ui.train.curves import RunCurves
from rvcdesk.ui.train.log import RunLog
from rvcdesk.ui.train.progress import RunProgress
from rvcdesk.ui.train.run_list import RunChooser
from rvcdesk.ui.train.saves import SavesPanel
from rvcdesk.ui.train.verdict import Verdict
from rvcdesk.ui.train.watch import RunWatch
from rvcdesk.ui.widgets.loss_plot import LossPlot
from rvcdesk.ui.widgets.notice import Notice
from rvcdesk.ui.widgets.scrolled import scrolled

# What the button "More" offers; None is a line between.
MORE = (
    "export_curves_picture",
    "export_curves_table",
    "show_tensorboard",
    None,
    "train_on",
    "open_run",
    "training_storage",
)


class RunView(QWidget):
    """Shows a `RunWatch` and is told when it has heard something."""

    def __init__(self, services: Services) -> None:
        super().__init__()
        self._services = services
        self._watch: RunWatch | None = None
        self.chooser = RunChooser()
        self.progress = RunProgress()
        self.verdict = Verdict(services.actions)
        self.notice = Notice()
        self.advice = Advice()
        self.plot = LossPlot()
        self.curves = RunCurves(self.plot)
        self.comparison = Comparison(self.plot, services.notify)
        self.saves = SavesPanel(services)
        self.log = RunLog()
        self._stack = QStackedWidget()
        self._stack.addWidget(self._make_empty())
        self._stack.addWidget(self._make_run())
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self._stack)
        self.plot.marker_clicked.connect(self.saves.play)
        self.advice.save_wanted.connect(self._show_save)

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
        column.addWidget(self.notice)
        column.addWidget(self.advice)
        column.addWidget(rows, 1)
        return scrolled(run)

    def _make_head(self) -> QHBoxLayout:
        label = QLabel(self.tr("R&un"))
        label.setBuddy(self.chooser)
        head = QHBoxLayout()
        head.setSpacing(8)
        head.addWidget(label)
        head.addWidget(self.chooser, 2)
        head.addWidget(self.progress.state, 3)
        head.addWidget(self.comparison.button)
        head.addWidget(self._make_more())
        return head

    def _make_more(self) -> QToolButton:
        more = QToolButton()
        more.setText(self.tr("More"))
        more.setToolTip(self.tr("Exports, training on, runs from elsewhere, storage"))
        more.setAccessibleName(self.tr("More about this run"))
        more.setPopupMode(QToolButton.ToolButtonPopupMode.InstantPopup)
        more.setAutoRaise(True)
        menu = QMenu(more)
        for id in MORE:
            if id is None:
                menu.addSeparator()
            else:
                menu.addAction(self._services.actions.action(id))
        more.setMenu(menu)
        return more

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
        bottom.setSizes([540, 380])
        bottom.setMinimumHeight(110)
        return bottom

    # --- what it shows

    def show_runs(self, folders: list[Path], shown: RunWatch | None, live: RunWatch | None) -> None:
        """The list of runs, the newest first."""
        self.chooser.show_runs(folders, shown, live)
        self.comparison.offer([folder for folder in folders if shown is None or folder != shown.folder])

    def show_run(self, watch: RunWatch | None) -> None:
        """Show all of a run, or that there is none."""
        if watch is None or self._watch is None or watch.folder != self._watch.folder:
            self.comparison.clear()
        if watch is not self._watch:
            self.notice.hide()  # what it says of the voice may not stay so
        self._watch = watch
        self.curves.show_run(watch)
        self.comparison.show_again()
        self._stack.setCurrentIndex(0 if watch is None else 1)
        if watch is None:
            self.saves.show_run(None)
            self.log.show_notes([])
            return
        self.log.show_notes(watch.digest.notes)
        self.show_saves()
        self.show_state()

    def show_state(self) -> None:
        """Figures, and how it ended."""
        if self._watch is not None:
            self.progress.show_run(self._watch)
            self.verdict.show_run(self._watch)

    def show_saves(self) -> None:
        """The saves, and which of them is recommended or the voice."""
        if self._watch is None:
            return
        self.saves.show_run(self._watch)
        self.advice.show_run(self._watch)
        self.curves.show_recommended(self._watch)

    def hear(self, events: list[Event]) -> None:
        """The run that is shown has heard these."""
        if self._watch is None:
            return
        self.curves.hear(self._watch, events)
        told = [event for event in events if event["event"] != "step"]
        for event in told:
            self.log.add(event)
        if any(event["event"] in ("save", "preview", "resume", "validation", "done") for event in told):
            self.show_saves()
        self.show_state()

    def _show_save(self, step: int) -> None:
        self.saves.tree.choose(step)
        self.saves.tree.setFocus()
