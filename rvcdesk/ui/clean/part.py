"""What the Clean page expects of one of its parts."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QObject, Signal

from rvcdesk.audio.clip import Clip
from rvcdesk.project import Project


class Part(QObject):
    """A piece of the Clean page that answers actions of the table: one list in the page names them all.

    Signals:
        changed: what can be done now has changed.
    """

    changed = Signal()

    def handlers(self) -> dict[str, Callable[[], object]]:
        """Action id -> what to do; asked once."""
        return {}

    def usable(self) -> dict[str, bool]:
        """Whether each of those actions can be used now; one that is left out always can."""
        return {}

    def set_project(self, project: Project | None) -> None:
        """Another project, or none (before it is closed)."""

    def set_clip(self, clip: Clip | None) -> None:
        """Another clip can be seen and played; None: none, or none yet."""

    def edited(self) -> None:
        """The clip on show has been edited."""
