"""Keeps the renderings of effects as they are needed: makes what is missing, forgets what nobody wants."""

from __future__ import annotations

import time

from PySide6.QtCore import QObject, Signal

from rvcdesk.audio import processed
from rvcdesk.audio.clip import Clip
from rvcdesk.jobs import Reporter
from rvcdesk.messages import N_, UserError
from rvcdesk.project import Project
from rvcdesk.ui.jobbar import Job
from rvcdesk.ui.services import Services
from rvcdesk.ui.work import Worker

_LOOKING = N_("Looking through the cache")


class EffectCache(QObject):
    """Two workers over the project's cache.

    Signals:
        filled: what the clip on show needs is there now.
    """

    filled = Signal()

    def __init__(self, services: Services, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._services = services
        self._job: Job | None = None
        self._pruner = Worker(self)
        self._filler = Worker(self)
        self._filler.progressed.connect(self._on_progress)
        self._filler.done.connect(lambda _done: self.filled.emit())
        self._filler.failed.connect(services.notify.warn)
        self._filler.ended.connect(self._on_ended)

    def set_project(self, project: Project | None) -> None:
        """Forget what previews and forgotten steps have rendered."""
        self._pruner.wait()
        if project is None or project.read_only:
            return
        now, cache = time.time(), project.folder / "cache"
        histories = [(clip, tuple(clip.history.states)) for clip in project.clips]

        def work(report: Reporter) -> int:
            used: set[tuple[str, processed.Chain]] = set()
            for clip, states in histories:
                for state in states:
                    report.progress(0, 0, _LOOKING)
                    found = processed.chains(state.segments)
                    used.update((clip.sound_of(source), chain) for source, chain in found)
            return processed.prune(cache, used, now, report)

        self._pruner.start(work)

    def fill(self, clip: Clip) -> None:
        """Render what the clip has and the cache has not, before anybody needs it."""
        try:
            readers = [clip.processed(*chain) for chain in processed.chains(clip.state.segments)]
        except UserError as error:
            self._services.notify.warn(error)
            return
        if self._filler.is_busy or all(getattr(reader, "ready", True) for reader in readers):
            return
        self._job = self._services.jobs.begin(
            self.tr("Processing {clip}").format(clip=clip.name), self._filler.cancel
        )
        self._filler.start(lambda report: processed.make_all(readers, report))

    def stop(self) -> None:
        """The clip is about to be closed, or is another."""
        self._filler.wait()

    def _on_progress(self, done: float, total: float, stage: str) -> None:
        if self._job is not None:
            self._job.progress(done, total, stage)

    def _on_ended(self) -> None:
        job, self._job = self._job, None
        if job is not None:
            job.finish()
