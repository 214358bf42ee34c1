"""Opens a file for the waveform view in a pool thread: a first picture at once, exact soon after."""

from __future__ import annotations

import contextlib
import threading
from pathlib import Path

from PySide6.QtCore import QObject, QRunnable, QThreadPool, Signal, Slot

from rvcdesk.jobs import Cancelled
from rvcdesk.messages import Message, UserError
from rvcdesk.ui.widgets.waveform_source import FileSource

_COARSE_COLUMNS = 1600
_SHORT = 8 << 20  # frames: reading all of these is quicker than looking into them in many places
_running: set[_Job] = set()  # keeps jobs and their relays alive until the GUI thread heard of the end


class _Relay(QObject):
    """Lives in the GUI thread; the job emits through it."""

    opened = Signal(object)
    progressed = Signal(object, object)
    failed = Signal(object)
    ended = Signal(bool)


class _Job(QRunnable):
    def __init__(self, path: Path, cache_dir: Path) -> None:
        super().__init__()
        self.setAutoDelete(False)
        self.path, self.cache_dir = path, cache_dir
        self.relay = _Relay()
        self.stop = threading.Event()

    def progress(self, done: float, total: float, stage: str) -> None:
        """Reporter: decoding what libsndfile cannot read."""
        if self.stop.is_set():
            raise Cancelled

    def warn(self, message: Message) -> None:
        """Reporter: nothing here is worth a warning."""

    def run(self) -> None:
        complete = False
        try:
            self._work()
            complete = True
        except Cancelled:
            pass
        except UserError as error:
            self.relay.failed.emit(error.message)
        except OSError as error:
            reason = error.strerror or type(error).__name__
            self.relay.failed.emit(
                Message("{file} cannot be opened ({reason}).", {"file": self.path.name, "reason": reason})
            )
        finally:
            self.relay.ended.emit(complete)

    def _work(self) -> None:
        from rvcdesk.audio.files import AudioReader
        from rvcdesk.audio.peaks import PeakPyramid, build, probe_coarse, sidecar

        reader = AudioReader(self.path, self.cache_dir, self)
        shape = (reader.rate, reader.frames, reader.channels)
        place, key = sidecar(self.cache_dir, self.path)
        saved = PeakPyramid.load(place, key)
        if saved is not None and (saved.rate, saved.frames, saved.channels) == shape:
            self.relay.opened.emit(FileSource(reader, saved))
            return
        short = reader.frames <= _SHORT
        coarse = None if short else probe_coarse(reader, _COARSE_COLUMNS, self.stop.is_set)
        pyramid = PeakPyramid(*shape)
        self.relay.opened.emit(FileSource(reader, pyramid, coarse))
        # A second reader, so that zooming in meanwhile does not wait for the builder's reads.
        with AudioReader(self.path, self.cache_dir, self) as builder:
            build(
                builder,
                on_chunk=lambda done: self.relay.progressed.emit(done, reader.frames),
                cancelled=self.stop.is_set,
                into=pyramid,
            )
        # a cache that cannot be written only costs time the next time
        with contextlib.suppress(UserError):
            pyramid.save(place, key)


class PeakLoader(QObject):
    """Opens one file at a time; opening another cancels the one before.

    Signals:
        opened: a `FileSource` that can be drawn (coarsely, when the file is new).
        progressed: frames done and in all, while the exact peaks arrive; redraw.
        ready: the exact peaks are there.
        failed: a `Message`.
    """

    opened = Signal(object)
    progressed = Signal(object, object)
    ready = Signal()
    failed = Signal(object)

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._job: _Job | None = None

    @property
    def is_busy(self) -> bool:
        """Whether a file is being opened or reduced."""
        return self._job is not None

    def open(self, path: Path, cache_dir: Path) -> None:
        """Open `path`; its peaks are kept in `cache_dir`."""
        self.cancel()
        job = _Job(Path(path), Path(cache_dir))
        job.relay.opened.connect(self._on_opened)
        job.relay.progressed.connect(self._on_progressed)
        job.relay.failed.connect(self._on_failed)
        job.relay.ended.connect(self._on_ended)
        # Not a slot of ours: it must run even when this loader is gone by then.
        job.relay.ended.connect(lambda _complete: _running.discard(job))
        self._job = job
        _running.add(job)
        QThreadPool.globalInstance().start(job)

    def cancel(self) -> None:
        """Stop at the next chunk; no signal of the cancelled file arrives any more."""
        if self._job is not None:
            self._job.stop.set()
            self._job = None

    def _is_current(self) -> bool:
        return self._job is not None and self.sender() is self._job.relay

    @Slot(object)
    def _on_opened(self, source: FileSource) -> None:
        if self._is_current():
            self.opened.emit(source)

    @Slot(object, object)
    def _on_progressed(self, done: int, total: int) -> None:
        if self._is_current():
            self.progressed.emit(done, total)

    @Slot(object)
    def _on_failed(self, message: Message) -> None:
        if self._is_current():
            self.failed.emit(message)

    @Slot(bool)
    def _on_ended(self, complete: bool) -> None:
        if self._is_current():
            self._job = None
            if complete:
                self.ready.emit()
