"""A voice file from elsewhere is looked at before it is relied on."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from PySide6.QtCore import QObject

from rvcdesk.messages import Message
from rvcdesk.ui.convert.voice_picker import VoicePicker
from rvcdesk.ui.services import Services


class VoiceCheck(QObject):
    """Lets the engine inspect what the picker was given; what is no voice is said and taken out."""

    def __init__(self, services: Services, picker: VoicePicker) -> None:
        super().__init__(picker)
        self._services = services
        self._picker = picker
        picker.added.connect(self._ask)

    def _ask(self, path: Path) -> None:
        request = self._services.engine.submit("inspect", {"file": str(path)})
        request.done.connect(lambda found: self._on_found(path, found))

    def _on_found(self, path: Path, found: dict[str, Any]) -> None:
        if found["usable"] and found["kind"] in ("voice", "checkpoint"):
            return
        self._picker.forget(path)
        said = self.tr("{file} is not a voice; choose the .pth or .safetensors of one.").format(
            file=path.name
        )
        problems = [] if found["usable"] else found["messages"]
        self._services.notify.error(Message.from_json(problems[0]) if problems else said)
