"""Adds recordings to the project without holding up the window."""

from __future__ import annotations

import os
from collections import deque
from collections.abc import Iterable
from pathlib import Path

from PySide6.QtCore import QObject, Signal

from rvcdesk.audio.clip import Clip
from rvcdesk.jobs import Cancelled, Reporter
from rvcdesk.messages import BadInput, Message, UserError
from rvcdesk.project import Project
from rvcdesk.ui.jobbar import Job
from rvcdesk.ui.services import Services
from rvcdesk.ui.tr import text
from rvcdesk.ui.work import Worker


def audio_files(paths: Iterable[Path]) -> list[Path]:
    """The files themselves, and every audio file in the folders and below, sorted.

    Raises:
        BadInput: a folder holds no audio file at all.
    """
    from rvcdesk.audio.files import AUDIO_SUFFIXES

    found: list[Path] = []
    for path in paths:
        if not path.is_dir():
            found.append(path)
            continue
        inside = [
            Path(folder) / name
            for folder, _, names in sorted(os.walk(path))
            for name in sorted(names)
            if Path(name).suffix.lower() in AUDIO_SUFFIXES and not name.startswith(".")
        ]
        if not inside:
            raise BadInput("The folder {folder} holds no audio files.", folder=path.name)
        found += inside
    return found


class _Part:
    """One file's share of the progress of all."""

    def __init__(self, report: Reporter, index: int, count: int, name: str) -> None:
        self._report, self._index, self._count, self._name = report, index, count, name

    def progress(self, done: float, total: float, stage: str) -> None:
        """Reporter; says which file it is rather than what is done with it."""
        # Hashing comes after copying and takes about a third of the time.
        share = 0.7 * done / max(total, 1)
        self._report.progress(self._index + share, self._count, self._name)

    def warn(self, message: Message) -> None:
        """Reporter."""
        self._report.warn(message)


class Adder(QObject):
    """Brings files into a project, one after another, in a worker thread; later ones queue up.

    Signals:
        added: a `Clip` that is in the project now.
        finished: all of them were tried.
    """

    added = Signal(object)
    finished = Signal()

    def __init__(self, services: Services, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._services = services
        self._project: Project | None = None
        self._waiting: list[Path] = []
        self._ready: deque[Clip] = deque()  # filled by the thread, emptied by the window
        self._failed: deque[tuple[str, Message]] = deque()
        self._count = 0
        self._job: Job | None = None
        self._worker = Worker(self)
        self._worker.progressed.connect(self._on_progress)
        self._worker.failed.connect(services.notify.warn)
        self._worker.ended.connect(self._on_end)

    @property
    def is_busy(self) -> bool:
        """Whether files are being added."""
        return self._job is not None

    @property
    def count(self) -> int:
        """How many of this batch are in the project by now."""
        return self._count

    def add(self, project: Project, paths: list[Path]) -> None:
        """Add files and folders; what cannot be read is said when the rest is done."""
        self._project = project
        self._waiting += paths
        if not self._worker.is_busy:
            self._start()

    def stop(self) -> None:
        """End now; what is complete is kept."""
        self._waiting.clear()
        if self._worker.is_busy:
            self._worker.wait()
        self._project = None

    def _cancel(self) -> None:
        self._waiting.clear()
        self._worker.cancel()

    def _start(self) -> None:
        project, self._count = self._project, 0
        paths, self._waiting = self._waiting, []
        copy = bool(self._services.settings.get("copy_recordings"))
        if project is None:
            return
        if self._job is None:
            self._job = self._services.jobs.begin(self.tr("Adding recordings"), self._cancel)
        self._worker.start(lambda report: self._bring(project, paths, copy, report))

    def _bring(self, project: Project, paths: list[Path], copy: bool, report: Reporter) -> None:
        """In the worker's thread."""
        files = audio_files(paths)
        for index, path in enumerate(files):
            report.progress(index, len(files), path.name)
            try:
                self._ready.append(
                    project.bring(path, copy=copy, report=_Part(report, index, len(files), path.name))
                )
            except Cancelled:
                raise
            except UserError as error:
                self._failed.append((path.name, error.message))
            except OSError as error:
                reason = error.strerror or type(error).__name__
                values = {"file": path.name, "reason": reason}
                self._failed.append((path.name, Message("{file} cannot be opened ({reason}).", values)))
        report.progress(len(files), len(files), "")

    def _on_progress(self, done: float, total: float, stage: str) -> None:
        if self._job is not None:
            self._job.progress(done, total, stage)
        self._adopt()

    def _adopt(self) -> None:
        while self._ready and self._project is not None:
            clip = self._ready.popleft()
            self._project.add_clip(clip)
            self._count += 1
            self.added.emit(clip)

    def _on_end(self) -> None:
        self._adopt()
        self._tell()
        if self._waiting:
            self._start()
            return
        job, self._job = self._job, None
        if job is not None:
            job.finish()
        self.finished.emit()

    def _tell(self) -> None:
        notify = self._services.notify
        failed = list(self._failed)
        self._failed.clear()
        if len(failed) == 1:
            notify.warn(failed[0][1])
        elif failed:
            names = ", ".join(name for name, _ in failed[:3]) + (" …" if len(failed) > 3 else "")
            sentences = "\n".join(text(message) for _, message in failed)
            notify.warn(
                self.tr("Files that could not be added ({count}): {names}").format(
                    count=len(failed), names=names
                ),
                sentences,
            )
        elif self._count:
            notify.info(self.tr("Recordings added: {count}").format(count=self._count))
