"""Asks the engine which transposition fits, when vocal or voice have changed."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from PySide6.QtCore import QObject, QTimer

from rvcdesk.conversion.suggest import SuggestOptions
from rvcdesk.messages import Message
from rvcdesk.options import to_json
from rvcdesk.project import Project
from rvcdesk.ui.convert.panel import SidePanel
from rvcdesk.ui.engine_client import EngineClient, Request

SETTLE_MS = 250


class Suggestions(QObject):
    """Keeps the form's suggestion true. While the page is hidden nothing is asked."""

    def __init__(self, engine: EngineClient, side: SidePanel, parent: QObject) -> None:
        super().__init__(parent)
        self._engine = engine
        self._side = side
        self._vocal: Path | None = None
        self._project: Path | None = None
        self._request: Request | None = None
        self._visible = False
        self._asked: tuple[Path, Path] | None = None
        self._later = QTimer(self, singleShot=True, interval=SETTLE_MS)
        self._later.timeout.connect(self._submit)

    def set_visible(self, visible: bool) -> None:
        """Whether anybody looks."""
        self._visible = visible
        if visible:
            self._later.start()

    def ask(self, vocal: Path | None, project: Project | None) -> None:
        """Vocal or voice are others now."""
        self._vocal = vocal
        self._project = project.folder if project is not None else None
        self._later.start()

    def _submit(self) -> None:
        entry = self._side.picker.entry
        known = entry is not None and isinstance(entry.facts.get("f0_median"), (int, float))
        if entry is None or self._vocal is None or not known:
            self._asked = self._request = None
            self._side.form.set_suggestion(None)
            return
        if not self._visible or self._asked == (self._vocal, entry.path):
            return
        self._asked = (self._vocal, entry.path)
        self._side.form.set_suggestion(None)
        options = SuggestOptions(self._vocal, str(entry.path), self._project)
        request = self._request = self._engine.submit("suggest", to_json(options))
        request.done.connect(lambda result: self._on_done(request, result))
        request.failed.connect(lambda _message: self._on_lost(request))
        request.cancelled.connect(lambda: self._on_lost(request))

    def _on_done(self, request: Request, result: Any) -> None:
        if request is self._request:
            known = result["song_hz"] > 0 and result["voice_hz"] > 0
            reason = Message.from_json(result["reason"])
            self._side.form.set_suggestion(int(result["transpose"]) if known else None, reason)

    def _on_lost(self, request: Request) -> None:
        # What is wrong with the file is said when it is opened or converted.
        if request is self._request:
            self._asked = self._request = None
