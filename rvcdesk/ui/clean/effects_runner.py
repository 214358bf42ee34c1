"""Runs steps over clips, one after the other, in a thread: progress, cancel, one undo a clip."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from PySide6.QtCore import QObject, Signal

from rvcdesk.audio.clip import Clip
from rvcdesk.messages import Message, UserError
from rvcdesk.ui.clean.effects_steps import Spans, Step
from rvcdesk.ui.jobbar import Job, Jobs
from rvcdesk.ui.tr import text
from rvcdesk.ui.work import Worker


@dataclass
class _Batch:
    """A step and where it is still to be done: clip, stretches, the clip's length when it was asked for."""

    step: Step
    left: list[tuple[Clip, Spans, int]]
    count: int
    done: int = 0


class EffectRunner(QObject):
    """One step at a time; its sound is made first, then the clip is changed, so nothing waits for it.

    Signals:
        committed: clip, label, segments: what the clip is to become, as one step of undo.
        failed: a `Message`: this clip was left as it was; the others go on.
        finished: with how many clips a step is done, and its label; not after a cancel.
    """

    committed = Signal(object, str, object)
    failed = Signal(object)
    finished = Signal(int, str)

    def __init__(self, jobs: Jobs, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._jobs = jobs
        self._job: Job | None = None
        self._batches: list[_Batch] = []  # the first is at work
        self._worker = Worker(self)
        self._worker.progressed.connect(self._on_progress)
        self._worker.done.connect(self._on_done)
        self._worker.failed.connect(self._on_failed)

    @property
    def busy(self) -> bool:
        """Whether clips are waiting or at work."""
        return bool(self._batches)

    def start(self, step: Step, clips: Sequence[tuple[Clip, Spans]]) -> None:
        """Do it to these, after what was asked for before."""
        if not clips:
            return
        self._batches.append(_Batch(step, [(clip, spans, clip.frames) for clip, spans in clips], len(clips)))
        if len(self._batches) == 1:
            self._begin()

    def stop(self) -> None:
        """Cancel, and wait until no thread reads any more; clips that are done stay done."""
        del self._batches[1:]
        self._skip()

    def forget(self, clips: Sequence[Clip]) -> None:
        """These are about to be closed."""
        if not self._batches:
            return
        stopped = self._batches[0].left[0][0] in clips
        if stopped:
            self._worker.wait()
        for batch in self._batches:
            batch.left = [item for item in batch.left if item[0] not in clips]
        self._batches[1:] = [batch for batch in self._batches[1:] if batch.left]
        if stopped:
            self._next()

    def _skip(self) -> None:
        """The step at work is not wanted; those after it are."""
        self._worker.wait()
        if self._batches:
            self._end()

    def _begin(self) -> None:
        self._job = self._jobs.begin(text(self._batches[0].step.label), self._skip)
        self._next()

    def _end(self) -> None:
        """Away with the first step, on to the one after it."""
        del self._batches[0]
        job, self._job = self._job, None
        if job is not None:
            job.finish()
        if self._batches:
            self._begin()

    def _next(self) -> None:
        batch = self._batches[0]
        if not batch.left:
            self._end()
            self.finished.emit(batch.done, batch.step.label)
            return
        clip, spans, frames = batch.left[0]
        if clip.frames != frames:
            self._on_failed(
                Message("{clip} was edited meanwhile; apply the effect again.", {"clip": clip.name})
            )
            return
        try:
            self._worker.start(batch.step.work(clip, spans))
        except UserError as error:
            self._on_failed(error.message)

    def _on_progress(self, done: float, total: float, stage: str) -> None:
        if self._job is not None and self._batches and self._batches[0].left:
            batch = self._batches[0]
            clip = batch.left[0][0].name
            share = min(1.0, done / total) if total else 0.0
            named = f"{clip}: {text(stage)}" if batch.count > 1 else text(stage)
            self._job.progress(batch.count - len(batch.left) + share, batch.count, named)

    def _on_done(self, result: Any) -> None:
        if not self._batches or not self._batches[0].left:
            return
        batch = self._batches[0]
        clip, spans, frames = batch.left[0]
        if clip.frames != frames:
            self._next()  # says so
            return
        try:
            segments = batch.step.commit(clip, spans, result)
        except UserError as error:
            self._on_failed(error.message)
            return
        if segments is not None:  # else the clip was edited meanwhile, and there is more to render
            batch.left.pop(0)
            batch.done += 1
            self.committed.emit(clip, batch.step.label, segments)
        self._next()

    def _on_failed(self, message: Message) -> None:
        if not self._batches:
            return
        if self._batches[0].left:
            self._batches[0].left.pop(0)
        self.failed.emit(message)
        self._next()
