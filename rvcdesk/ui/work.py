"""Short numpy work and copying files, in a pool thread: progress, cancel, one sentence when it fails."""

from __future__ import annotations

import threading
import time
from collections.abc import Callable
from typing import Any

import shiboken6
from PySide6.QtCore import QObject, QRunnable, QThreadPool, Signal, SignalInstance, Slot

from rvcdesk.jobs import Cancelled, Reporter
from rvcdesk.messages import Message, UserError

_TELL_S = 0.05
_running: set[_Job] = set()  # keeps jobs and their relays alive until the GUI thread heard of the end


class _Relay(QObject):
    """Lives in the GUI thread; the job emits through it. Every signal starts with the job."""

    progressed = Signal(object, object, object, str)
    done = Signal(object, object)
    failed = Signal(object, object)
    ended = Signal(object)


class _Job(QRunnable):
    def __init__(self, work: Callable[[Reporter], Any]) -> None:
        super().__init__()
        self.setAutoDelete(False)
        self.relay = _Relay()
        self.stop = threading.Event()
        self._work = work
        self._told = 0.0

    def progress(self, done: float, total: float, stage: str) -> None:
        """Reporter: passes on at most twenty a second."""
        if self.stop.is_set():
            raise Cancelled
        now = time.monotonic()
        if now - self._told >= _TELL_S:
            self._told = now
            self._tell(self.relay.progressed, done, total, stage)

    def warn(self, message: Message) -> None:
        """Reporter: nothing done here warns."""

    def run(self) -> None:
        try:
            self._tell(self.relay.done, self._work(self))
        except Cancelled:
            pass
        except UserError as error:
            self._tell(self.relay.failed, error.message)
        except ValueError:
            # a recording that was closed under the work, because its project was
            if not self.stop.is_set():
                raise
        finally:
            self._tell(self.relay.ended)

    def _tell(self, signal: SignalInstance, *values: object) -> None:
        """Emit, unless the application has ended meanwhile."""
        if shiboken6.isValid(self.relay):
            signal.emit(self, *values)


class Worker(QObject):
    """Runs one function at a time in a thread of its own; starting another cancels the one before.

    Signals:
        progressed: done, total (any unit), stage; at most twenty times a second.
        done: what the function gave; not after a cancel.
        failed: a `Message`; not after a cancel.
        ended: the thread has come to its end, whichever way. Not of work that another start replaced.
    """

    progressed = Signal(object, object, str)
    done = Signal(object)
    failed = Signal(object)
    ended = Signal()

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._job: _Job | None = None
        self._pool = QThreadPool(self)
        self._pool.setMaxThreadCount(1)

    @property
    def is_busy(self) -> bool:
        """Whether `ended` is still to come."""
        return self._job is not None

    def start(self, work: Callable[[Reporter], Any]) -> None:
        """Run `work(report)`; it stops at its next `report.progress` once cancelled."""
        self.cancel()
        job = _Job(work)
        job.relay.progressed.connect(self._on_progressed)
        job.relay.done.connect(self._on_done)
        job.relay.failed.connect(self._on_failed)
        job.relay.ended.connect(self._on_ended)
        # Not a slot of ours: it must run even when this worker is gone by then.
        job.relay.ended.connect(_running.discard)
        self._job = job
        _running.add(job)
        self._pool.start(job)

    def cancel(self) -> None:
        """Stop at the next chunk."""
        if self._job is not None:
            self._job.stop.set()

    def wait(self, milliseconds: int = 10_000) -> None:
        """Cancel, and wait until no thread of ours runs, or the time is up."""
        self.cancel()
        self._pool.waitForDone(milliseconds)
        if self._job is not None:
            self._job = None
            self.ended.emit()

    def _heard(self, job: _Job) -> bool:
        return job is self._job and not job.stop.is_set()

    @Slot(object, object, object, str)
    def _on_progressed(self, job: _Job, done: float, total: float, stage: str) -> None:
        if self._heard(job):
            self.progressed.emit(done, total, stage)

    @Slot(object, object)
    def _on_done(self, job: _Job, result: Any) -> None:
        if self._heard(job):
            self.done.emit(result)

    @Slot(object, object)
    def _on_failed(self, job: _Job, message: Message) -> None:
        if self._heard(job):
            self.failed.emit(message)

    @Slot(object)
    def _on_ended(self, job: _Job) -> None:
        if job is self._job:
            self._job = None
            self.ended.emit()
