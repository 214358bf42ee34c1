"""Runs a step over clips, one after the other, in a thread: progress, cancel, one undo a clip."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from PySide6.QtCore import QObject, Signal

from rvcdesk.audio.clip import Clip
from rvcdesk.messages import Message, UserError
from rvcdesk.ui.clean.effects_steps import Spans, Step
from rvcdesk.ui.jobbar import Job, Jobs
from rvcdesk.ui.tr import text
from rvcdesk.ui.work import Worker


class EffectRunner(QObject):
    """One step at a time; its sound is made first, then the clip is changed, so nothing waits for it.

    Signals:
        committed: clip, label, segments: what the clip is to become, as one step of undo.
        failed: a `Message`: this clip was left as it was; the others go on.
        finished: how many clips were done; not after a cancel.
    """

    committed = Signal(object, str, object)
    failed = Signal(object)
    finished = Signal(int)

    def __init__(self, jobs: Jobs, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._jobs = jobs
        self._job: Job | None = None
        self._step: Step | None = None
        self._queue: list[tuple[Clip, Spans]] = []
        self._count = self._done = 0
        self._frames = 0  # of the clip at work, as it began
        self._worker = Worker(self)
        self._worker.progressed.connect(self._on_progress)
        self._worker.done.connect(self._on_done)
        self._worker.failed.connect(self._on_failed)

    @property
    def busy(self) -> bool:
        """Whether clips are waiting or at work."""
        return self._step is not None

    def start(self, step: Step, clips: Sequence[tuple[Clip, Spans]]) -> None:
        """Do it to these; whatever was under way is cancelled."""
        self.stop()
        if not clips:
            return
        self._step, self._queue, self._count = step, list(clips), len(clips)
        self._done = 0
        self._job = self._jobs.begin(text(step.label), self.stop)
        self._next()

    def stop(self) -> None:
        """Cancel, and wait until no thread reads any more; clips that are done stay done."""
        self._worker.wait()
        self._end()

    def forget(self, clips: Sequence[Clip]) -> None:
        """These are about to be closed."""
        if self._queue and self._queue[0][0] in clips:
            self._worker.wait()
            self._queue = [item for item in self._queue if item[0] not in clips]
            self._next()
        else:
            self._queue = [item for item in self._queue if item[0] not in clips]

    def _end(self) -> None:
        self._step, self._queue = None, []
        job, self._job = self._job, None
        if job is not None:
            job.finish()

    def _next(self) -> None:
        if not self._queue or self._step is None:
            was, done = self._step, self._done
            self._end()
            if was is not None:
                self.finished.emit(done)
            return
        self._frames = self._queue[0][0].frames
        try:
            self._worker.start(self._step.work(*self._queue[0]))
        except UserError as error:
            self._on_failed(error.message)

    def _on_progress(self, done: float, total: float, stage: str) -> None:
        if self._job is not None and self._queue:
            clip = self._queue[0][0].name
            share = min(1.0, done / total) if total else 0.0
            before = self._count - len(self._queue)
            named = f"{clip}: {text(stage)}" if self._count > 1 else text(stage)
            self._job.progress(before + share, self._count, named)

    def _on_done(self, result: Any) -> None:
        if self._step is None or not self._queue:
            return
        clip, spans = self._queue[0]
        if clip.frames != self._frames:
            self._on_failed(
                Message("{clip} was edited meanwhile; apply the effect again.", {"clip": clip.name})
            )
            return
        try:
            segments = self._step.commit(clip, spans, result)
        except UserError as error:
            self._on_failed(error.message)
            return
        if segments is not None:  # else the clip was edited meanwhile, and there is more to render
            label = self._step.label
            self._queue.pop(0)
            self._done += 1
            self.committed.emit(clip, label, segments)
        self._next()

    def _on_failed(self, message: Message) -> None:
        if self._queue:
            self._queue.pop(0)
        self.failed.emit(message)
        self._next()
