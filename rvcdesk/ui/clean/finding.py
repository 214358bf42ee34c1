"""The search for everything as a job: the engine listens, the window shows which detector is at work."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import replace
from typing import Any

from PySide6.QtCore import QObject, Signal

from rvcdesk.audio import edits
from rvcdesk.audio.clip import Clip
from rvcdesk.cleaning.findings import Finding
from rvcdesk.cleaning.review import news, searched
from rvcdesk.messages import Message
from rvcdesk.project import Project
from rvcdesk.ui.engine_client import Request
from rvcdesk.ui.services import Services

SILENCE_KEY = "find_silence"


def take_over(clip: Clip, found: Sequence[dict[str, Any]], kinds: Collection[str], label: str) -> int:
    """Make marks of what was found in a clip, as one step; answers given before stay.

    Returns:
        how many marks are new.
    """
    fresh = news(clip.state, [Finding(**item) for item in found])
    marks = searched(clip.state, fresh, kinds)
    old = {(mark.start, mark.end, mark.kind) for mark in clip.state.marks}
    clip.change(label, replace(clip.state, marks=marks))
    return sum((mark.start, mark.end, mark.kind) not in old for mark in fresh)


class Finder(QObject):
    """One search at a time.

    Signals:
        started, ended: a search is under way, or is over, whichever way.
        progressed: done, total, the kind that is looked for (a core template).
        found: Clip, its findings (a list of plain data) and the kinds; one for each clip.
        done: every clip has been told of.
        failed: it came to nothing; if not cancelled, the reason has been said.
    """

    started = Signal()
    ended = Signal()
    progressed = Signal(float, float, str)
    found = Signal(object, object, object)
    done = Signal()
    failed = Signal()

    def __init__(self, services: Services, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._services = services
        self._request: Request | None = None
        self._clips: dict[str, tuple[Clip, edits.Segments, str]] = {}

    @property
    def busy(self) -> bool:
        """Whether a search is under way."""
        return self._request is not None

    def start(self, project: Project, clips: Sequence[Clip], kinds: Sequence[str], title: str) -> None:
        """Search some clips for some kinds."""
        self.cancel()
        self._clips = {clip.id: (clip, self._layout(clip), clip.state.channel) for clip in clips}
        options = {
            "project": str(project.folder),
            "clips": list(self._clips),
            "kinds": list(kinds),
            "silence": project.settings.get(SILENCE_KEY, {}),
        }
        request = self._services.engine.submit("find", options)
        self._services.jobs.follow(title, request)
        request.progress.connect(self.progressed)
        request.warning.connect(self._services.notify.warn)
        request.done.connect(self._on_done)
        request.failed.connect(self._on_failed)
        request.cancelled.connect(self._on_cancelled)
        self._request = request
        self.started.emit()

    def cancel(self) -> None:
        """Stop; nothing is marked."""
        if self._request is not None:
            self._request.cancel()

    @staticmethod
    def _layout(clip: Clip) -> edits.Segments:
        """What positions on the timeline depend on; cuts do not move anything."""
        return edits.restore(clip.state.segments, 0, clip.frames)

    def _on_done(self, result: dict[str, Any]) -> None:
        clips, kinds = self._clips, result["kinds"]
        for item in result["clips"]:
            clip, layout, channel = clips[item["clip"]]
            if clip.state.channel != channel or self._layout(clip) != layout:
                values = {"clip": clip.name}
                template = (
                    "{clip} was edited while it was searched, so that search is of no use; search again."
                )
                self._services.notify.warn(Message(template, values))
                continue
            self.found.emit(clip, item["findings"], kinds)
        self._end()
        self.done.emit()

    def _on_failed(self, message: Message) -> None:
        self._services.notify.error(message)
        self._end()
        self.failed.emit()

    def _on_cancelled(self) -> None:
        self._end()
        self.failed.emit()

    def _end(self) -> None:
        self._request = None
        self._clips = {}
        self.ended.emit()
