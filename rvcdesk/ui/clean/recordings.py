"""The project's recordings: adding, choosing, naming, removing and bringing back."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import QObject, Qt, Signal
from PySide6.QtWidgets import QFileDialog, QWidget

from rvcdesk.audio.clip import Clip
from rvcdesk.messages import UserError
from rvcdesk.project import Project
from rvcdesk.ui.clean.adding import Adder
from rvcdesk.ui.clean.clip_list import ClipPanel
from rvcdesk.ui.clean.part import Part
from rvcdesk.ui.services import Services

NEED_CLIP = ("rename_clip", "remove_clip")


class Recordings(Part):
    """The list of clips with the verbs on whole recordings.

    Signals:
        leaving: clips that are about to be closed; whoever shows or plays one lets go of it.
    """

    leaving = Signal(object)

    def __init__(self, services: Services, window: QWidget, parent: QObject | None = None) -> None:
        """`window` is the parent of dialogs."""
        super().__init__(parent)
        self._services, self._window = services, window
        self._project: Project | None = None
        self._folder = Path.home()
        self._calm: Callable[[], bool] = lambda: True
        self.panel = ClipPanel(services.actions)
        self.adder = Adder(services, self)
        self.panel.remove_wanted.connect(self.remove)
        self.panel.model.failed.connect(services.notify.error)
        self.adder.added.connect(self._on_added)

    def handlers(self) -> dict[str, Callable[[], object]]:
        return {
            "add_recordings": self.ask_for_files,
            "next_clip": lambda: self.panel.step(1),
            "previous_clip": lambda: self.panel.step(-1),
            "rename_clip": self.panel.rename,
            "remove_clip": self.remove,
        }

    def usable(self) -> dict[str, bool]:
        several = len(self.panel.model.clips) > 1
        return {
            **dict.fromkeys(NEED_CLIP, self.panel.current is not None),
            **dict.fromkeys(("next_clip", "previous_clip"), several),
        }

    def set_project(self, project: Project | None) -> None:
        self.adder.stop()
        self._project = project
        self.panel.set_project(project)

    def show_first_when(self, calm: Callable[[], bool]) -> None:
        """The first of a batch is shown, as an import is in other editors; but only while `calm()`."""
        self._calm = calm

    @property
    def any(self) -> bool:
        """Whether there is a recording, or one to bring back."""
        return bool(self.panel.model.clips) or not self.panel.undo.isHidden()

    def show(self, clip_id: str) -> None:
        """Choose a recording by its id."""
        for row, clip in enumerate(self.panel.model.clips):
            if clip.id == clip_id:
                self.panel.choose(row)

    # --- adding

    def drop(self, paths: list[Path]) -> bool:
        """Add files and folders; False without a project."""
        project = self._project
        if project is None:
            return False
        if project.read_only:
            self._services.notify.warn(
                self.tr("This project can only be read here, so nothing can be added to it.")
            )
        else:
            self.adder.add(project, paths)
        return True

    def ask_for_files(self) -> None:
        """A dialog that does not hold up the window."""
        from rvcdesk.audio.files import AUDIO_SUFFIXES

        patterns = " ".join(f"*{suffix} *{suffix.upper()}" for suffix in AUDIO_SUFFIXES)
        dialog = QFileDialog(self._window, self.tr("Add recordings"), str(self._folder))
        dialog.setFileMode(QFileDialog.FileMode.ExistingFiles)
        dialog.setOption(QFileDialog.Option.HideNameFilterDetails)
        dialog.setNameFilters(
            [self.tr("Audio files ({patterns})").format(patterns=patterns), self.tr("All files (*)")]
        )
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.filesSelected.connect(self._on_files)
        dialog.open()

    def _on_files(self, names: list[str]) -> None:
        paths = [Path(name) for name in names]
        self._folder = paths[0].parent
        self.drop(paths)

    def _on_added(self, clip: Clip) -> None:
        count = len(self.panel.model.clips)
        self.panel.model.insert(clip, count)
        if not count or self.adder.count == 1 and self._calm():
            self.panel.choose(count)
        self.changed.emit()

    # --- removing

    def remove(self) -> None:
        """Take the selected recordings off the list; Ctrl+Z brings them back."""
        project, clips = self._project, self.panel.selected
        if project is None or project.read_only or not clips:
            return
        places = [(clip.id, project.clips.index(clip)) for clip in clips]
        self.leaving.emit(clips)
        try:
            for clip in clips:
                project.remove_clip(clip)
        except UserError as error:
            self._services.notify.error(error)
        gone = [clip for clip in clips if clip not in project.clips]
        if gone:
            self.panel.remove(gone, lambda: self._bring_back(project, places))
        self.changed.emit()

    def _bring_back(self, project: Project, places: list[tuple[str, int]]) -> None:
        for clip_id, index in places:
            try:
                clip = project.bring_back(clip_id, index)
            except UserError as error:
                self._services.notify.error(error)
                continue
            self.panel.model.insert(clip, index)
            self.panel.choose(index)
        self.changed.emit()
