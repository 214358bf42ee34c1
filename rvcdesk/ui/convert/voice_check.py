"""A voice file from elsewhere is looked at before it is relied on."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from PySide6.QtCore import QObject, Signal

from rvcdesk.messages import Message
from rvcdesk.ui.convert.voice_picker import VoicePicker
from rvcdesk.ui.services import Services
from rvcdesk.voice.config import CONTENT
from rvcdesk.voice.library import VoiceEntry


class VoiceCheck(QObject):
    """Lets the engine inspect what the picker was given; what is no voice is said and taken out.

    Signals:
        learnt: more is known of a voice than before; see `content`.
    """

    learnt = Signal()

    def __init__(self, services: Services, picker: VoicePicker) -> None:
        super().__init__(picker)
        self._services = services
        self._picker = picker
        self._contents: dict[Path, str] = {}
        picker.added.connect(self._ask)

    def content(self, entry: VoiceEntry | None) -> str:
        """The content encoder a voice was trained with; "" while that is not known."""
        if entry is None:
            return ""
        version = str(entry.facts.get("version") or "")
        said = str(entry.facts.get("content") or CONTENT.get(version, ("", 0))[0])
        return said or self._contents.get(entry.path, "")

    def look_at(self, entry: VoiceEntry | None) -> None:
        """Ask the file of a voice that has no voice.json, once."""
        if entry is not None and not self.content(entry) and entry.path not in self._contents:
            self._ask(entry.path, quietly=True)

    def _ask(self, path: Path, quietly: bool = False) -> None:
        """`quietly`: what is wrong with it is said when it is used."""
        self._contents[path] = ""
        request = self._services.engine.submit("inspect", {"file": str(path)})
        request.done.connect(lambda found: self._on_found(path, found, quietly))

    def _on_found(self, path: Path, found: dict[str, Any], quietly: bool) -> None:
        if found["usable"] and found["kind"] in ("voice", "checkpoint"):
            self._contents[path] = str(found.get("content") or "")
            self.learnt.emit()
            return
        if quietly:
            return
        self._picker.forget(path)
        said = self.tr("{file} is not a voice; choose the .pth or .safetensors of one.").format(
            file=path.name
        )
        problems = [] if found["usable"] else found["messages"]
        self._services.notify.error(Message.from_json(problems[0]) if problems else said)
