"""Decoding what libsndfile cannot read into a cached copy that others read while it grows."""

from __future__ import annotations

import contextlib
import hashlib
import os
import threading
from collections.abc import Callable
from pathlib import Path

import numpy as np

from rvcdesk.audio import codecs_av
from rvcdesk.disk import atomic_write
from rvcdesk.jobs import SILENT, Reporter
from rvcdesk.messages import N_, BadInput

KEPT_BYTES = 6 << 30  # copies in one folder; the newest stays whatever its size
SUFFIX = ".decoded.wav"
_READING = N_("Reading audio")
_STEP = 1 << 16  # frames written, and told of, at a time
_lock = threading.Lock()
_running: dict[Path, Decoding] = {}


def copy_path(path: Path, folder: Path) -> Path:
    """Where the copy of a file's present content lies.

    Raises:
        OSError: the file is gone.
    """
    state = path.stat()
    key = f"1|{path.absolute()}|{state.st_size}|{state.st_mtime_ns}"
    return folder / f"{hashlib.sha256(key.encode('utf-8', 'surrogatepass')).hexdigest()[:32]}{SUFFIX}"


def under_way(path: Path, folder: Path) -> Decoding | None:
    """The decoding of this file that runs now."""
    with _lock:
        return _running.get(copy_path(path, folder))


def begin(path: Path, folder: Path, frames: int | None = None) -> Decoding | None:
    """A decoding for the caller to `run`; None when the copy is there, or somebody else makes it.

    Args:
        path: a file that needs PyAV.
        folder: of the copy.
        frames: the exact length, where it is known; else the header's is taken until the end.

    Raises:
        BadInput: not audio.
    """
    target = copy_path(path, folder)
    if target.exists():
        return None
    found = codecs_av.probe(path)
    with _lock:
        if target in _running:
            return None
        _running[target] = decoding = Decoding(path, target, found, frames)
    return decoding


def prune(folder: Path, limit: int = KEPT_BYTES) -> list[Path]:
    """Remove the copies used longest ago until the rest fits; returns what was removed."""
    copies = []
    for path in folder.glob(f"*{SUFFIX}"):
        with contextlib.suppress(OSError):
            state = path.stat()
            copies.append((state.st_mtime_ns, state.st_size, path))
    removed, total = [], 0
    for number, (_, size, path) in enumerate(sorted(copies, reverse=True)):
        total += size
        if number and total > limit:
            # one that is open elsewhere stays on some systems, until the next time
            with contextlib.suppress(OSError):
                path.unlink()
                removed.append(path)
    return removed


def touch(copy: Path) -> None:
    """It was used: pruned last."""
    with contextlib.suppress(OSError):
        os.utime(copy)


class Decoding:
    """One file on its way into its copy. `run` fills it in one thread, `read` waits in others.

    Attributes:
        info: of the file; its `frames` may be an estimate.
        frames: length, exact once `ended` without an `error`.
        done: frames that can be read.
    """

    def __init__(self, path: Path, target: Path, info: codecs_av.AvInfo, frames: int | None) -> None:
        self.path, self.target, self.info = path, target, info
        self.frames = frames or info.frames
        self.done = 0
        self.ended = False
        self.error: BaseException | None = None
        self._growing: Path | None = None
        self._header = 0
        self._changed = threading.Condition()

    def run(self, report: Reporter = SILENT, on_block: Callable[[np.ndarray], None] | None = None) -> None:
        """Decode everything.

        Args:
            report: asked for a cancel at every block.
            on_block: gets every block, float32 (channels, n), after it can be read.

        Raises:
            BadInput: damaged. Cancelled: `report` says so. UserError: the disk refused.
        """
        try:
            self._write(report, on_block)
        except BaseException as error:
            self._end(error)
            raise
        self._end(None)
        prune(self.target.parent)

    def _write(self, report: Reporter, on_block: Callable[[np.ndarray], None] | None) -> None:
        import soundfile

        rate, channels = self.info.rate, self.info.channels
        with (
            atomic_write(self.target) as temporary,
            soundfile.SoundFile(temporary, "w", rate, channels, "FLOAT", format="RF64") as file,
        ):
            file.comment = f"{self.info.container} {self.info.codec}"
            held: list[np.ndarray] = []
            waiting = 0
            for piece in codecs_av.pieces(self.path):
                held.append(piece)
                waiting += piece.shape[1]
                if waiting >= _STEP:
                    self._add(file, temporary, np.concatenate(held, axis=1), on_block)
                    held, waiting = [], 0
                report.progress(self.done + waiting, max(self.done + waiting, self.frames), _READING)
            if waiting:
                self._add(file, temporary, np.concatenate(held, axis=1), on_block)

    def _add(
        self,
        file: object,
        temporary: Path,
        block: np.ndarray,
        on_block: Callable[[np.ndarray], None] | None,
    ) -> None:
        file.write(block.T)  # type: ignore[attr-defined]
        with self._changed:
            if self._growing is None:
                # all that the file holds before its samples; libsndfile writes through
                self._header = temporary.stat().st_size - block.nbytes
                self._growing = temporary
            self.done += block.shape[1]
            self._changed.notify_all()
        if on_block is not None:
            on_block(block)

    def abandon(self, error: BaseException) -> None:
        """It will not be run."""
        self._end(error)

    def _end(self, error: BaseException | None) -> None:
        with _lock:
            _running.pop(self.target, None)
        with self._changed:
            self.error = error
            self.ended = True
            if error is None:
                self.frames = self.done
            self._changed.notify_all()

    def wait(self, report: Reporter = SILENT) -> None:
        """Until it has ended, whichever way."""
        while not self.ended:
            report.progress(self.done, max(self.done, self.frames), _READING)
            with self._changed:
                self._changed.wait_for(lambda: self.ended, 0.1)

    def read(self, start: int, frames: int) -> np.ndarray | None:
        """float32 (channels, n), as soon as it is decoded; None when the decoding has ended meanwhile."""
        with self._changed:
            self._changed.wait_for(lambda: self.ended or self.done >= start + frames)
            if self.ended or self._growing is None:
                return None
            place = self._growing
        channels = self.info.channels
        try:
            with open(place, "rb") as file:
                file.seek(self._header + start * channels * 4)
                data = np.fromfile(file, np.float32, frames * channels)
        except OSError:  # it has got its final name meanwhile
            with self._changed:
                self._changed.wait_for(lambda: self.ended)
            return None
        return np.ascontiguousarray(data.reshape(-1, channels).T)


def decoded_copy(path: Path, folder: Path, report: Reporter = SILENT) -> Path:
    """A float WAV with the sound of `path` in `folder`, made when it is not there yet.

    The name is a hash of path, size and time of change, so a changed file is decoded anew.
    """
    target = copy_path(path, folder)
    decoding = begin(path, folder)
    if decoding is not None:
        decoding.run(report)
    elif (running := under_way(path, folder)) is not None:
        running.wait(report)
    if not target.exists():
        raise BadInput("{file} could not be decoded; open it again.", file=path.name)
    touch(target)
    return target
