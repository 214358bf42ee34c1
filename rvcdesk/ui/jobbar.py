"""Long work that is under way: the list of jobs and the bar that shows it."""

from __future__ import annotations

import time
from collections.abc import Callable

from PySide6.QtCore import QObject, QSize, Qt, QTimer, Signal
from PySide6.QtGui import QFont, QIcon, QPalette
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QProgressBar, QToolButton, QWidget

from rvcdesk.ui import theme
from rvcdesk.ui.engine_client import Request
from rvcdesk.ui.icons import icon
from rvcdesk.ui.statusline import ElidedLabel
from rvcdesk.ui.tr import text

STEPS = 1000
PATIENCE_MS = 250  # quick work is over before the page would have made room for the bar
WIDEST = 360  # px; a file's long name must not push the window apart


class Job(QObject):
    """Work the job bar shows. Its owner calls `progress` and, once, `finish`."""

    changed = Signal()
    finished = Signal()

    def __init__(
        self,
        title: str,
        cancel: Callable[[], object] | None,
        parent: QObject | None = None,
        cancel_text: str = "",
    ) -> None:
        super().__init__(parent)
        self.title = title
        self.cancel_text = cancel_text
        self.stage = ""
        self.done = 0.0
        self.total = 0.0
        self.running = True
        self.eta: float | None = None
        self._cancel = cancel
        self._stage_started = time.monotonic()

    @property
    def can_cancel(self) -> bool:
        """Whether the user may end it from the job bar."""
        return self._cancel is not None

    def cancel(self) -> None:
        """Ask the owner to end the work."""
        if self._cancel is not None and self.running:
            self._cancel()

    def progress(self, done: float, total: float, stage: str = "", eta: float | None = None) -> None:
        """`done` of `total` (any unit; total 0 = unknown), and what is being done.

        Args:
            stage: a core template (`N_`) or an already translated text.
            eta: seconds to go, if the owner knows better than a straight line does.
        """
        stage = text(stage) if stage else self.stage
        if stage != self.stage or done < self.done:
            self._stage_started = time.monotonic()
        self.stage, self.done, self.total = stage, done, total
        elapsed = time.monotonic() - self._stage_started
        if eta is None and total > 0 and done / total > 0.02 and elapsed > 2:
            eta = elapsed * (total - done) / done
        self.eta = eta
        self.changed.emit()

    def finish(self) -> None:
        """The work has ended, one way or another."""
        if self.running:
            self.running = False
            self.finished.emit()


class Jobs(QObject):
    """The jobs under way, oldest first."""

    changed = Signal()

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.running: list[Job] = []

    def begin(self, title: str, cancel: Callable[[], object] | None = None, cancel_text: str = "") -> Job:
        """Show a job; `cancel` is called when the user presses Cancel, or what `cancel_text` calls it."""
        job = Job(title, cancel, self, cancel_text)
        self.running.append(job)
        job.changed.connect(self.changed)
        job.finished.connect(lambda: self._end(job))
        self.changed.emit()
        return job

    def follow(self, title: str, request: Request) -> Job:
        """Show an engine request until it ends."""
        job = self.begin(title, request.cancel)
        request.progress.connect(job.progress)
        for end in (request.done, request.failed, request.cancelled):
            end.connect(job.finish)
        return job

    def _end(self, job: Job) -> None:
        self.running.remove(job)
        job.deleteLater()
        self.changed.emit()


class JobBar(QFrame):
    """Title, stage, progress, time to go and Cancel of the newest job; gone when there is none."""

    def __init__(self, jobs: Jobs, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._jobs = jobs
        self.setObjectName("jobbar")
        self.setAccessibleName(self.tr("Work under way"))
        self.setAutoFillBackground(True)
        self.setBackgroundRole(QPalette.ColorRole.ToolTipBase)
        self._title = QLabel()
        self._title.setTextFormat(Qt.TextFormat.PlainText)
        bold = QFont(self._title.font())
        bold.setBold(True)
        self._title.setFont(bold)
        self._stage = ElidedLabel()
        self._stage.setForegroundRole(self._stage.foregroundRole().PlaceholderText)
        self._bar = QProgressBar()
        self._bar.setTextVisible(False)
        self._bar.setFixedHeight(8)
        self._bar.setMinimumWidth(120)
        self._bar.setAccessibleName(self.tr("Progress"))
        self._eta = QLabel()
        self._eta.setMinimumWidth(110)
        self._eta.setFont(theme.tabular_font(self._eta.font()))
        self._eta.setAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
        self.cancel_button = QToolButton()
        self.cancel_button.setText(self.tr("Cancel"))
        self.cancel_button.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextBesideIcon)
        self.cancel_button.setIcon(QIcon(icon("close")))
        self.cancel_button.setIconSize(QSize(14, 14))
        self.cancel_button.setAutoRaise(True)
        self.cancel_button.clicked.connect(self._cancel)
        row = QHBoxLayout(self)
        row.setContentsMargins(14, 6, 8, 6)
        row.setSpacing(12)
        row.addWidget(self._title)
        row.addWidget(self._stage, 3)
        row.addWidget(self._bar, 2)
        row.addWidget(self._eta)
        row.addWidget(self.cancel_button)
        self._later = QTimer(self, singleShot=True, interval=PATIENCE_MS)
        self._later.timeout.connect(self.show)
        jobs.changed.connect(self._show_newest)
        self._show_newest()

    def _show_newest(self) -> None:
        if not self._jobs.running:
            self._later.stop()
            self.hide()
            return
        if self.isHidden() and not self._later.isActive():
            self._later.start()
        job = self._jobs.running[-1]
        others = len(self._jobs.running) - 1
        metrics = self._title.fontMetrics()
        title = metrics.elidedText(job.title, Qt.TextElideMode.ElideMiddle, WIDEST)
        self._title.setText(title + (f"  +{others}" if others else ""))
        self._title.setToolTip(job.title)
        self._stage.setText(job.stage)
        self._stage.setToolTip(job.stage)
        self._bar.setRange(0, STEPS if job.total > 0 else 0)
        if job.total > 0:
            self._bar.setValue(round(STEPS * min(1.0, job.done / job.total)))
        self._eta.setText(self.tr("{time} left").format(time=clock(job.eta)) if job.eta is not None else "")
        self.cancel_button.setVisible(job.can_cancel)
        self.cancel_button.setText(job.cancel_text or self.tr("Cancel"))
        cancel = self.tr("Cancel {job}").format(job=job.title)
        self.cancel_button.setAccessibleName(f"{job.cancel_text}: {job.title}" if job.cancel_text else cancel)

    def shown(self) -> tuple[str, str, float, str]:
        """(title, stage, share done, time left) as shown now."""
        job = self._jobs.running[-1]
        return job.title, self._stage.text(), self._bar.value() / STEPS, self._eta.text()

    def _cancel(self) -> None:
        if self._jobs.running:
            self._jobs.running[-1].cancel()


def clock(seconds: float) -> str:
    """`m:ss`, or `h:mm:ss` from an hour on."""
    whole = max(0, round(seconds))
    hours, rest = divmod(whole, 3600)
    minutes, rest = divmod(rest, 60)
    return f"{hours}:{minutes:02}:{rest:02}" if hours else f"{minutes}:{rest:02}"
