"""Opens a file for the waveform view in a pool thread: a first picture at once, exact soon after."""

from __future__ import annotations

import contextlib
import threading
import time
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np
import shiboken6
from PySide6.QtCore import QObject, QRunnable, QThreadPool, Signal, Slot

from rvcdesk.jobs import Cancelled
from rvcdesk.messages import Message, UserError
from rvcdesk.ui.widgets.waveform_source import FileSource

if TYPE_CHECKING:
    from rvcdesk.audio.decoding import Decoding
    from rvcdesk.audio.files import AudioReader
    from rvcdesk.audio.peaks import PeakPyramid

_COARSE_COLUMNS = 1600
_SHORT = 8 << 20  # frames: reading all of these is quicker than looking into them in many places
_SLOW_TO_START = ("MPEG_LAYER_III",)  # the first jump reads all of the file
_TELL_S = 0.05
_running: set[_Job] = set()  # keeps jobs and their relays alive until the GUI thread heard of the end


class _Relay(QObject):
    """Lives in the GUI thread; the job emits through it."""

    opened = Signal(object)
    progressed = Signal(object, object)
    failed = Signal(object)
    ended = Signal(bool)


class _Job(QRunnable):
    def __init__(self, path: Path, cache_dir: Path, frames: int | None) -> None:
        super().__init__()
        self.setAutoDelete(False)
        self.path, self.cache_dir, self.frames = path, cache_dir, frames
        self.relay = _Relay()
        self.stop = threading.Event()
        self._told = 0.0

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
            if shiboken6.isValid(self.relay):  # else the application has ended meanwhile
                self.relay.ended.emit(complete)

    def _work(self) -> None:
        from rvcdesk.audio import decoding
        from rvcdesk.audio.files import needs_decoding
        from rvcdesk.audio.peaks import PeakPyramid, sidecar

        grows = needs_decoding(self.path)
        place, key = sidecar(self.cache_dir, self.path)
        saved = PeakPyramid.load(place, key)
        if saved is not None:
            self.frames = saved.frames
        growing = decoding.begin(self.path, self.cache_dir, self.frames) if grows else None
        if growing is not None and growing.frames < 1:  # a header without a length: nothing to draw on
            growing.run(self)
            growing = None
        pyramid = self._decode(growing, saved) if growing is not None else self._read(saved)
        # a cache that cannot be written only costs time the next time
        if pyramid is not saved:
            with contextlib.suppress(UserError):
                pyramid.save(place, key)

    def _reader(self) -> AudioReader:
        from rvcdesk.audio.files import AudioReader

        return AudioReader(self.path, self.cache_dir, self, self.frames)

    def _read(self, saved: PeakPyramid | None) -> PeakPyramid:
        """Show a file that can be read anywhere: from the sidecar, or coarsely and then exactly."""
        from rvcdesk.audio.peaks import PeakPyramid, build, probe_coarse

        reader = self._reader()
        shape = (reader.rate, reader.frames, reader.channels)
        if saved is not None and (saved.rate, saved.frames, saved.channels) == shape:
            self.relay.opened.emit(FileSource(reader, saved, another=self._reader))
            return saved
        whole = reader.frames > _SHORT and reader.available == reader.frames
        look = whole and reader.info.subtype not in _SLOW_TO_START
        coarse = probe_coarse(reader, _COARSE_COLUMNS, self.stop.is_set) if look else None
        pyramid = PeakPyramid(*shape)
        self.relay.opened.emit(FileSource(reader, pyramid, coarse, self._reader))
        # A second reader, so that zooming in meanwhile does not wait for the builder's reads.
        with self._reader() as builder:
            build(
                builder,
                on_chunk=lambda done: self._tell(done, reader.frames),
                cancelled=self.stop.is_set,
                into=pyramid,
            )
        return pyramid

    def _decode(self, growing: Decoding, saved: PeakPyramid | None) -> PeakPyramid:
        """Show a file while it is decoded; its length may turn out to be another at the end."""
        from rvcdesk.audio.peaks import CHUNK, PeakPyramid

        info = growing.info
        pyramid = saved or PeakPyramid(info.rate, max(growing.frames, 1), info.channels)
        expected = pyramid.frames
        held: list[np.ndarray] = []

        def reduce_held(least: int) -> None:
            if held and sum(part.shape[1] for part in held) >= least:
                whole = np.concatenate(held, axis=1)
                count = whole.shape[1] // CHUNK * CHUNK if least > 1 else whole.shape[1]
                held[:] = [whole[:, count:]]
                for start in range(0, count, CHUNK):
                    part = whole[:, start : min(start + CHUNK, count)]
                    if pyramid.done + part.shape[1] > pyramid.frames:
                        pyramid.resize(pyramid.done + part.shape[1])
                    pyramid.add(part)
                self._tell(pyramid.done, max(expected, pyramid.done))

        def take(block: np.ndarray) -> None:
            scaled = np.rint(block * np.float32(32768))
            held.append(np.clip(scaled, -32768, 32767).astype(np.int16))
            reduce_held(CHUNK)

        try:
            self.relay.opened.emit(FileSource(self._reader(), pyramid, another=self._reader))
        except BaseException as error:
            growing.abandon(error)
            raise
        growing.run(self, take if saved is None else None)
        if saved is None:
            reduce_held(1)
            self.frames = growing.frames
            if growing.frames != expected:
                pyramid.resize(growing.frames)
                self.relay.opened.emit(FileSource(self._reader(), pyramid, another=self._reader))
        return pyramid

    def _tell(self, done: int, total: int) -> None:
        now = time.monotonic()
        if done >= total or now - self._told >= _TELL_S:
            self._told = now
            self.relay.progressed.emit(done, total)


class PeakLoader(QObject):
    """Opens one file at a time; opening another cancels the one before.

    Signals:
        opened: a `FileSource` that can be drawn (coarsely, or as far as it is decoded, when the file is
            new); once more when the length of a decoded file turns out to be another.
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

    def open(self, path: Path, cache_dir: Path, frames: int | None = None) -> None:
        """Open `path`; its peaks are kept in `cache_dir`. `frames` is its length where that is known."""
        self.cancel()
        job = _Job(Path(path), Path(cache_dir), frames)
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
