"""The search for silence in the page: its preview on the waveform, and what is made of what it finds."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from PySide6.QtCore import QObject

from rvcdesk.audio.clip import Clip
from rvcdesk.audio.history import Label, Mark
from rvcdesk.cleaning.review import searched
from rvcdesk.messages import N_
from rvcdesk.project import Project
from rvcdesk.ui.clean.editor import Editor
from rvcdesk.ui.clean.part import Part
from rvcdesk.ui.clean.silence_panel import SilencePanel
from rvcdesk.ui.services import Services

SILENCE_KEY, SHORTEN_KEY = "find_silence", "truncate_silence"


class Pauses(Part):
    """Joins the panel with the editor and the project's settings."""

    def __init__(self, services: Services, editor: Editor, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._editor = editor
        self._project: Project | None = None
        self.panel = SilencePanel(services.jobs)
        self.panel.previewed.connect(editor.suggest)
        self.panel.closed.connect(self._on_closed)
        self.panel.accepted.connect(self._accept)
        self.panel.options_changed.connect(self._remember)

    def handlers(self) -> dict[str, Callable[[], object]]:
        return {
            "find_silence": self.panel.open_panel,
            "label_silence": lambda: self.panel.open_panel("label"),
            "truncate_silence": lambda: self.panel.open_panel("shorten"),
        }

    def usable(self) -> dict[str, bool]:
        return dict.fromkeys(self.handlers(), self._editor.ready)

    def set_project(self, project: Project | None) -> None:
        self.panel.set_clip(None)
        self.panel.forget()
        self._project = project
        if project is not None:
            settings = project.settings
            self.panel.set_options(settings.get(SILENCE_KEY, {}), settings.get(SHORTEN_KEY, {}))

    def set_clip(self, clip: Clip | None) -> None:
        self.panel.set_clip(clip)

    def edited(self) -> None:
        self.panel.edited()

    def _on_closed(self) -> None:
        self._editor.suggest([])
        if self._editor.isVisible():
            self._editor.view.setFocus()

    def _accept(self, found: list[Mark]) -> None:
        self._editor.suggest([])
        {"mark": self._mark, "label": self._label, "shorten": self._shorten}[self.panel.purpose](found)
        self._editor.view.setFocus()

    def _mark(self, found: list[Mark]) -> None:
        self._editor.act(
            lambda clip: clip.set_marks(N_("Find silence"), searched(clip.state, found, {"silence"}))
        )

    def _label(self, found: list[Mark]) -> None:
        name = self.tr("silence")
        made = [Label(mark.start, mark.end, name) for mark in found]

        def work(clip: Clip) -> bool:
            known = clip.state.labels
            return clip.set_labels(N_("Label pauses"), [*known, *(one for one in made if one not in known)])

        self._editor.act(work)

    def _shorten(self, found: list[Mark]) -> None:
        spans = [(mark.start, mark.end) for mark in found]
        step = N_("Truncate silence")
        self._editor.act(lambda clip: clip.ripple_delete(*spans[0], *spans[1:], label=step), select=())

    def _remember(self, options: dict[str, Any]) -> None:
        if self._project is not None and not self._project.read_only:
            key = SHORTEN_KEY if self.panel.purpose == "shorten" else SILENCE_KEY
            self._project.settings[key] = options
            self._project.save()
