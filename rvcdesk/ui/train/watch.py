"""A run as the window sees it: its session's thread, what it has heard, and its job in the job bar."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from PySide6.QtCore import QObject, Signal

from rvcdesk.events import Event
from rvcdesk.messages import BadInput, Message, UserError
from rvcdesk.training import runs
from rvcdesk.training.options import TrainOptions
from rvcdesk.ui.jobbar import Job, Jobs
from rvcdesk.ui.train.digest import RunDigest
from rvcdesk.ui.train.session import RunSession


class RunWatch(QObject):
    """Follows a run folder and remembers what matters of it.

    Signals:
        heard: new events, already in `digest`.
        changed: the state, or that a pause has been asked for.
        over: nobody trains it any more; `reason` says why when that was not as wanted.
    """

    heard = Signal(list)
    changed = Signal()
    over = Signal()

    def __init__(
        self, folder: Path, jobs: Jobs, command: Sequence[str] | None = None, parent: QObject | None = None
    ) -> None:
        super().__init__(parent)
        self.folder = folder
        self.digest = RunDigest()
        self.live = command is not None or runs.is_running(folder)
        self.host = runs.running_elsewhere(folder) if self.live and command is None else ""
        self.state = "running" if self.live else "reading"
        self.stopping = False
        self.begun = command is None  # whether what was heard last is of this training, not of one before
        self._started = self.begun
        self.reason: Message | None = None
        self._voice_written = 0  # when the voice file was written
        self._voice_step: int | None = None
        self._jobs = jobs
        self._job: Job | None = None
        try:
            self.options: TrainOptions | None = runs.read_options(folder)
        except BadInput:
            self.options = None
        if self.live:
            self._job = jobs.begin(self._title(), self.stop, self.tr("Pause"))
            self._job.progress(0, 0, "" if self.host else self.tr("Starting the training process"))
        self.session = RunSession(folder, command, self)
        self.session.child_started.connect(self._on_child)
        self.session.heard.connect(self._on_heard)
        self.session.ended.connect(self._on_ended)
        self.session.start()

    @property
    def name(self) -> str:
        """The run's, and its voice's."""
        return self.folder.name

    def _title(self) -> str:
        if self.host:
            return self.tr("Training {name} on {host}").format(name=self.name, host=self.host)
        return self.tr("Training {name}").format(name=self.name)

    @property
    def project(self) -> Path | None:
        """The project that the run lies in; None for a folder that lies anywhere."""
        project = self.folder.parent.parent
        inside = self.folder.parent.name == "runs" and (project / "project.json").is_file()
        return project if inside else None

    @property
    def running(self) -> bool:
        """Whether it is being trained now."""
        return self.state == "running"

    @property
    def resumable(self) -> bool:
        """Whether there is something left to train."""
        return self.state in ("new", "stopped", "failed")

    @property
    def saveable(self) -> bool:
        """Whether it is at its steps, so that there is something to save."""
        if not self.running or not self.begun or self.stopping:
            return False
        return self.digest.step > 0 and not self.digest.preparing

    @property
    def ended(self) -> bool:
        """Whether it has trained, and trains no more."""
        return self.state in ("done", "stopped", "failed") and self.digest.step > 0

    @property
    def has_save(self) -> bool:
        """Whether there is a full save to train on from; they can be cleared away."""
        return any((self.folder / "checkpoints").glob("step_*.pt"))

    @property
    def voice(self) -> Path | None:
        """The voice file that the run has left, when it is there."""
        from rvcdesk.voice.library import file_stem

        if self.project is None:
            return None
        path = self.project / "voice" / f"{file_stem(self.name)}.safetensors"
        return path if path.is_file() else None

    @property
    def voice_step(self) -> int | None:
        """The step that the voice file is of; read again when the file is another one."""
        from rvcdesk.voice.voice_header import voice_header

        voice = self.voice
        try:
            written = voice.stat().st_mtime_ns if voice is not None else 0
            if voice is not None and written != self._voice_written:
                self._voice_written, self._voice_step = written, voice_header(voice).metadata.steps
        except (UserError, OSError):
            return None
        return self._voice_step if voice is not None else None

    def stop(self) -> None:
        """Ask for a pause: whoever trains it saves and ends."""
        if self.running and not self.stopping:
            self.session.ask_stop()
            self.stopping = True
            if self._job is not None:
                self._job.progress(0, 0, self.tr("Saving, to go on another time"))
            self.changed.emit()

    def save(self) -> None:
        """Ask the child to save and go on."""
        if self.running:
            self.session.ask_save()

    def leave(self) -> None:
        """Look away; a child goes on."""
        self.session.leave()
        self._finish_job()

    def _finish_job(self) -> None:
        if self._job is not None:
            self._job.finish()
            self._job = None

    def _on_child(self) -> None:
        self._started = True

    def _on_heard(self, events: list[Event]) -> None:
        before = self.saveable
        self.begun = self._started
        for event in events:
            self.digest.add(event)
        self._show_job()
        self.heard.emit(events)
        if self.saveable != before:
            self.changed.emit()

    def _show_job(self) -> None:
        digest = self.digest
        if self._job is None or self.stopping or not self.begun:
            return
        if digest.preparing:
            self._job.progress(digest.done, digest.total, digest.stage)
        elif digest.steps:
            stage = self.tr("Step {step} of {steps}").format(step=digest.step, steps=digest.steps)
            self._job.progress(digest.step, digest.steps, stage, digest.seconds_left)

    def _on_ended(self, status: runs.RunStatus, reason: Message | None) -> None:
        self.session.wait()
        self.state = status.state if status.state != "running" else "stopped"
        if reason is None and self.state == "failed":
            last = next((note for note in reversed(self.digest.notes) if note["event"] == "failed"), None)
            reason = Message.from_json(last) if last is not None else None
        self.reason = reason
        self._finish_job()
        self.changed.emit()
        self.over.emit()
