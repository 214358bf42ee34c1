"""The search for silence in the page: its preview on the waveform, and what is made of what it finds."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from PySide6.QtCore import QObject

from rvcdesk.audio.clip import Clip
from rvcdesk.audio.history import Mark
from rvcdesk.cleaning.review import searched
from rvcdesk.messages import N_
from rvcdesk.project import Project
from rvcdesk.ui.clean.editor import Editor
from rvcdesk.ui.clean.part import Part
from rvcdesk.ui.clean.silence_panel import SilencePanel
from rvcdesk.ui.services import Services

SILENCE_KEY = "find_silence"


class Pauses(Part):
    """Joins the panel with the editor and the project's settings."""

    def __init__(self, services: Services, editor: Editor, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._editor = editor
        self._project: Project | None = None
        self.panel = SilencePanel(services.jobs)
        self.panel.previewed.connect(editor.suggest)
        self.panel.closed.connect(self._on_closed)
        self.panel.accepted.connect(self._mark)
        self.panel.options_changed.connect(self._remember)

    def handlers(self) -> dict[str, Callable[[], object]]:
        return {"find_silence": self.panel.open_panel}

    def usable(self) -> dict[str, bool]:
        return {"find_silence": self._editor.ready}

    def set_project(self, project: Project | None) -> None:
        self.panel.set_clip(None)
        self.panel.forget()
        self._project = project
        if project is not None:
            self.panel.set_options(project.settings.get(SILENCE_KEY, {}))

    def set_clip(self, clip: Clip | None) -> None:
        self.panel.set_clip(clip)

    def edited(self) -> None:
        self.panel.edited()

    def _on_closed(self) -> None:
        self._editor.suggest([])
        if self._editor.isVisible():
            self._editor.view.setFocus()

    def _mark(self, found: list[Mark]) -> None:
        clip = self._editor.clip
        self._editor.suggest([])
        if clip is not None and clip.set_marks(N_("Find silence"), searched(clip.state, found, {"silence"})):
            self._editor.after_edit()
            self._editor.view.setFocus()

    def _remember(self, options: dict[str, Any]) -> None:
        if self._project is not None and not self._project.read_only:
            self._project.settings[SILENCE_KEY] = options
            self._project.save()
