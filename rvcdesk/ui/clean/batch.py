"""All recordings at once: find, clean, take hum away, even the loudness; each one undo in each recording."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from typing import Any

from PySide6.QtCore import QObject, Qt, Signal
from PySide6.QtWidgets import QCheckBox, QDialog, QDialogButtonBox, QLabel, QProgressBar, QVBoxLayout, QWidget

from rvcdesk.audio import edits
from rvcdesk.audio.clip import Clip
from rvcdesk.audio.history import Mark
from rvcdesk.cleaning import review
from rvcdesk.cleaning.findings import FILTERS, KINDS
from rvcdesk.messages import N_, UserError
from rvcdesk.project import Project
from rvcdesk.ui.clean.editor import Editor
from rvcdesk.ui.clean.effects_runner import EffectRunner
from rvcdesk.ui.clean.effects_steps import ChainStep, LoudnessStep
from rvcdesk.ui.clean.finding import Finder, take_over
from rvcdesk.ui.clean.part import Part
from rvcdesk.ui.clean.recordings import Recordings
from rvcdesk.ui.jobbar import clock
from rvcdesk.ui.services import Services
from rvcdesk.ui.start import dim
from rvcdesk.ui.tr import text

STEPS = 1000
TARGET_LUFS = -20.0
FIND, CUT, HUM, LOUDNESS = "find", "cut", "hum", "loudness"


@dataclass
class Tally:
    """What has been done so far."""

    found: int = 0
    cut: int = 0
    cut_s: float = 0.0
    hum: int = 0
    loudness: int = 0


class BatchDialog(QDialog):
    """What to do, how far it is, and what came of it.

    Signals:
        started: the chosen actions, in order.
        cancelled: stop at once; what is done stays done.
    """

    started = Signal(object)
    cancelled = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setWindowTitle(self.tr("All recordings at once"))
        self.setMinimumWidth(420)
        self.intro = dim("")
        names = {
            FIND: self.tr("&Find everything that does not belong"),
            CUT: self.tr("&Cut what the app is sure about, leave the rest to review"),
            HUM: self.tr("Take away &hum where it was found"),
            LOUDNESS: self.tr("&Even the loudness of all recordings ({lufs} LUFS)").format(
                lufs=f"{TARGET_LUFS:.0f}"
            ),
        }
        self.boxes = {name: QCheckBox(label) for name, label in names.items()}
        for name in (FIND, CUT):
            self.boxes[name].setChecked(True)
        self.bar = QProgressBar()
        self.bar.setRange(0, STEPS)
        self.bar.setTextVisible(False)
        self.bar.setAccessibleName(self.tr("Progress"))
        self.stage = QLabel()
        self.stage.setWordWrap(True)
        buttons = QDialogButtonBox()
        self.start = buttons.addButton(self.tr("&Start"), QDialogButtonBox.ButtonRole.ActionRole)
        self.start.setDefault(True)
        self.stop = buttons.addButton(self.tr("Cancel"), QDialogButtonBox.ButtonRole.RejectRole)
        self.start.clicked.connect(self._start)
        self.stop.clicked.connect(self.reject)
        column = QVBoxLayout(self)
        column.setSpacing(8)
        column.addWidget(self.intro)
        for box in self.boxes.values():
            box.toggled.connect(lambda _on: self._check())
            column.addWidget(box)
        column.addWidget(self.bar)
        column.addWidget(self.stage)
        column.addWidget(buttons)
        self.set_running(False)

    @property
    def chosen(self) -> list[str]:
        """The actions that are wanted, in their order."""
        return [name for name, box in self.boxes.items() if box.isChecked()]

    def set_running(self, running: bool) -> None:
        """Whether work is under way."""
        self.running = running
        for box in self.boxes.values():
            box.setEnabled(not running)
        self.bar.setVisible(running)
        self.stop.setText(self.tr("Cancel") if running else self.tr("Close"))
        self._check()
        self._fit()

    def say(self, sentence: str) -> None:
        """What became of it."""
        self.stage.setText(sentence)
        self._fit()

    def introduce(self, sentence: str) -> None:
        """What there is to work on."""
        self.intro.setText(sentence)
        self._fit()

    def _fit(self) -> None:
        """High enough for sentences that wrap; a layout alone does not see to that."""
        layout = self.layout()
        if layout is not None:
            layout.activate()
            wanted = layout.totalHeightForWidth(max(self.width(), self.minimumWidth()))
            self.setMinimumHeight(max(0, wanted))

    def _check(self) -> None:
        self.start.setEnabled(bool(self.chosen) and not self.running)

    def _start(self) -> None:
        self.stage.clear()
        self.started.emit(self.chosen)

    def show_progress(self, share: float, stage: str) -> None:
        """How far, 0..1, and what is done now."""
        self.bar.setValue(round(STEPS * share))
        self.stage.setText(stage)

    def reject(self) -> None:
        """Esc, Cancel and closing the window: work is stopped first."""
        if self.running:
            self.cancelled.emit()
        else:
            super().reject()


class Batch(Part):
    """Does the chosen actions one after the other over every recording of the project."""

    def __init__(
        self, services: Services, editor: Editor, recordings: Recordings, parent: QObject | None = None
    ) -> None:
        super().__init__(parent)
        self._services, self._editor, self._clips = services, editor, recordings.panel
        self._project: Project | None = None
        self._left: list[str] = []
        self._count = 0
        self._action = ""
        self._tally = Tally()
        self._before = 0.0
        self.finder = Finder(services, self)
        self.runner = EffectRunner(services.jobs, self)
        self.dialog: BatchDialog | None = None
        self.finder.found.connect(self._on_found)
        self.finder.done.connect(self._next)
        self.finder.failed.connect(lambda: self._finish(stopped=True))
        self.finder.progressed.connect(self._on_progress)
        recordings.leaving.connect(self.runner.forget)
        self.runner.committed.connect(self._on_committed)
        self.runner.failed.connect(services.notify.warn)
        self.runner.finished.connect(lambda _count: self._next())

    def handlers(self) -> dict[str, Callable[[], object]]:
        return {"batch": self.open}

    def usable(self) -> dict[str, bool]:
        return {"batch": self._project is not None and bool(self._project.clips) and not self.busy}

    def set_project(self, project: Project | None) -> None:
        self.cancel()
        if self.dialog is not None:
            self.dialog.close()
        self._project = project

    @property
    def busy(self) -> bool:
        """Whether work is under way."""
        return bool(self._action)

    def open(self) -> None:
        """Show what can be done."""
        project = self._project
        if project is None:
            return
        if self.dialog is None:
            self.dialog = BatchDialog(self._editor.window())
            self.dialog.started.connect(self.start)
            self.dialog.cancelled.connect(self.cancel)
        self._introduce()
        self.dialog.say("")
        self.dialog.show()
        self.dialog.raise_()
        next(iter(self.dialog.boxes.values())).setFocus(Qt.FocusReason.PopupFocusReason)

    def _introduce(self) -> None:
        project = self._project
        if project is not None and self.dialog is not None:
            seconds = sum(clip.kept for clip in project.clips)
            said = self.tr(
                "Recordings: {count}, {time} kept. Each action is one step of undo in each of them."
            )
            self.dialog.introduce(said.format(count=len(project.clips), time=clock(seconds)))

    # --- one action after the other

    def start(self, actions: list[str]) -> None:
        """Do these to every recording."""
        project = self._project
        if project is None or project.read_only or self.busy or not actions:
            return
        self._left, self._count, self._tally = list(actions), len(actions), Tally()
        self._before = sum(clip.kept for clip in project.clips)
        if self.dialog is not None:
            self.dialog.set_running(True)
        self._action = "start"
        self.changed.emit()
        self._next()

    def cancel(self) -> None:
        """Stop; what is done stays done."""
        if not self.busy:
            return
        self._left = []
        self.finder.cancel()
        self.runner.stop()
        self._finish(stopped=True)

    def _next(self) -> None:
        project = self._project
        if project is None or not self.busy:
            return
        if not self._left:
            self._finish(stopped=False)
            return
        self._action = self._left.pop(0)
        clips = list(project.clips)
        if self._action == FIND:
            skipped = project.settings.get(review.SETTINGS_KEY, {}).get("skip", [])
            kinds = [kind for kind in KINDS if kind not in skipped]
            self.finder.start(project, clips, kinds, self.tr("Looking for everything"))
        elif self._action == CUT:
            self._cut(project, clips)
            self._next()
        else:
            self._process(clips)

    def _cut(self, project: Project, clips: list[Clip]) -> None:
        limits = review.thresholds(project.settings)
        for clip in clips:
            sure = review.sure(clip.state.marks, limits)
            before = clip.kept
            label = N_("Clean automatically")
            if sure and self._change(clip, label, dict.fromkeys(sure, "accepted")):
                self._tally.cut += len(sure)
                self._tally.cut_s += before - clip.kept

    def _change(self, clip: Clip, label: str, answers: dict[int, str]) -> bool:
        try:
            done = clip.change(label, review.answered(clip.state, answers))
        except UserError as error:
            self._services.notify.error(error)
            return False
        self._refresh(clip)
        return done

    def _process(self, clips: list[Clip]) -> None:
        if self._action == HUM:
            with_hum = [(clip, _spans(clip)) for clip in clips]
            work = [(clip, spans) for clip, spans in with_hum if spans]
            step: Any = ChainStep(FILTERS["hum"], {})
        else:
            work = [(clip, ((0, clip.frames),)) for clip in clips if clip.kept_spans]
            step = LoudnessStep(target_lufs=TARGET_LUFS)
        if not work:
            self._next()
            return
        self._show(0.0, text(step.label))
        self.runner.start(step, work)

    def _on_found(self, clip: Clip, findings: list[dict[str, Any]], kinds: list[str]) -> None:
        if self._project is None or clip not in self._project.clips:
            return  # removed meanwhile
        try:
            self._tally.found += take_over(clip, findings, kinds, N_("Find everything"))
        except UserError as error:
            self._services.notify.error(error)
        self._refresh(clip)

    def _on_committed(self, clip: Clip, label: str, segments: edits.Segments) -> None:
        state = replace(clip.state, segments=segments)
        if self._action == HUM:
            marks = tuple(replace(m, state="accepted") if _is_open_hum(m) else m for m in clip.state.marks)
            state = replace(state, marks=marks)
            self._tally.hum += 1
        else:
            self._tally.loudness += 1
        try:
            clip.change(label, state)
        except UserError as error:
            self._services.notify.error(error)
        self._refresh(clip)
        done = self._tally.hum if self._action == HUM else self._tally.loudness
        self._show(done / max(1, len(self._project.clips) if self._project is not None else 1), text(label))

    def _refresh(self, clip: Clip) -> None:
        """The page shows what became of a clip."""
        if clip is self._editor.clip:
            self._editor.after_edit()
        else:
            self._clips.model.refresh(clip)

    # --- what is said

    def _on_progress(self, done: float, total: float, stage: str) -> None:
        self._show(done / total if total else 0.0, self.tr("{kind}…").format(kind=text(stage)))

    def _show(self, share: float, stage: str) -> None:
        if self.dialog is not None and self._count:
            before = self._count - len(self._left) - 1
            self.dialog.show_progress((before + min(1.0, share)) / self._count, stage)

    def _finish(self, *, stopped: bool) -> None:
        if not self.busy:
            return
        self._action, self._left = "", []
        said = self._summary(stopped)
        self._services.notify.info(said)
        if self.dialog is not None:
            self.dialog.set_running(False)
            self._introduce()
            self.dialog.say(said)
        self.changed.emit()

    def _summary(self, stopped: bool) -> str:
        tally = self._tally
        kept = sum(clip.kept for clip in self._project.clips) if self._project is not None else 0.0
        parts = [self.tr("Stopped.") if stopped else self.tr("Done.")]
        if tally.found:
            parts.append(self.tr("New marks: {count}.").format(count=tally.found))
        if tally.cut:
            said = self.tr("Cut: {count}, {seconds} s.")
            parts.append(said.format(count=tally.cut, seconds=f"{tally.cut_s:.1f}"))
        if tally.hum:
            parts.append(self.tr("Recordings without hum now: {count}.").format(count=tally.hum))
        if tally.loudness:
            parts.append(self.tr("Recordings of even loudness now: {count}.").format(count=tally.loudness))
        parts.append(
            self.tr("Kept: {before} before, {after} now.").format(
                before=clock(self._before), after=clock(kept)
            )
        )
        return " ".join(parts)


def _is_open_hum(mark: Mark) -> bool:
    return mark.kind == "hum" and mark.state == "open"


def _spans(clip: Clip) -> tuple[edits.Span, ...]:
    """Where hum was found and not yet answered."""
    return tuple(edits.tidy((m.start, m.end) for m in clip.state.marks if _is_open_hum(m)))
