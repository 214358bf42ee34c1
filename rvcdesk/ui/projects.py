"""The open project and the ones opened before."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal

from rvcdesk.settings import Settings

if TYPE_CHECKING:
    from rvcdesk.project import Project

RECENT = 12


def is_there(folder: Path) -> bool:
    """Whether a project can be opened from this folder."""
    try:
        return (folder / "project.json").is_file()
    except OSError:
        return False


class Projects(QObject):
    """Opens, makes and closes projects, one at a time, and remembers the recent ones."""

    about_to_close = Signal()
    changed = Signal(object)
    recent_changed = Signal()

    def __init__(self, settings: Settings, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._settings = settings
        self.current: Project | None = None

    def open(self, folder: Path) -> Project:
        """Open a project in place of the current one.

        Raises:
            UserError: it is not a project, is damaged or newer; the current one stays open.
        """
        from rvcdesk.project import Project  # with numpy behind it: not before the first paint

        folder = folder.resolve()
        current = self.current
        if current is not None and current.folder.resolve() == folder and not current.read_only:
            return current
        project = Project.open(folder)
        self._use(project)
        return project

    def create(self, folder: Path, name: str) -> Project:
        """Make a project and open it.

        Raises:
            UserError: the folder is in use or cannot be written.
        """
        from rvcdesk.project import Project

        project = Project.create(folder, name)
        self._use(project)
        return project

    def close(self) -> None:
        """Close the current project, if any."""
        if self.current is None:
            return
        self.about_to_close.emit()
        project, self.current = self.current, None
        project.close()
        self.changed.emit(None)

    def _use(self, project: Project) -> None:
        if self.current is not None:
            self.about_to_close.emit()
            self.current.close()
        self.current = project
        self._remember(project.folder)
        self.changed.emit(project)

    def recent(self) -> list[Path]:
        """Folders opened before, newest first, that are still there."""
        return [folder for folder in self._remembered() if is_there(folder)]

    def missing(self) -> list[Path]:
        """Folders opened before that are not there: moved, deleted, or on a disk that is not connected."""
        return [folder for folder in self._remembered() if not is_there(folder)]

    def _remembered(self) -> list[Path]:
        return [Path(folder) for folder in self._settings.get("recent_projects")]

    def forget_recent(self) -> None:
        """Empty the list."""
        self._settings.set("recent_projects", [])
        self._settings.save()
        self.recent_changed.emit()

    def _remember(self, folder: Path) -> None:
        others = [p for p in self._settings.get("recent_projects") if Path(p) != folder]
        self._settings.set("recent_projects", [str(folder), *others][:RECENT])
        self._settings.save()
        self.recent_changed.emit()
