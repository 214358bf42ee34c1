"""The health score in the page: moves with every decision, listens when it is asked to."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

from PySide6.QtCore import QLocale, QObject, Qt, QTimer
from PySide6.QtWidgets import QFileDialog

from rvcdesk.audio import edits
from rvcdesk.audio.clip import Clip
from rvcdesk.cleaning.health import Health, judge
from rvcdesk.cleaning.health_facts import ClipFacts, ClipNow
from rvcdesk.cleaning.health_page import page
from rvcdesk.disk import write_text
from rvcdesk.messages import Message
from rvcdesk.project import Project
from rvcdesk.ui.clean.health_panel import HealthPanel
from rvcdesk.ui.clean.part import Part
from rvcdesk.ui.engine_client import Request
from rvcdesk.ui.services import Services
from rvcdesk.ui.tr import text

LATER_MS = 120
Layout = tuple[edits.Segments, str]


def layout_of(clip: Clip) -> Layout:
    """What is heard of a clip, whatever is cut of it."""
    return edits.restore(clip.state.segments, 0, clip.frames), clip.state.channel


class HealthPart(Part):
    """Joins the panel with the project's clips and the engine."""

    def __init__(self, services: Services, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._services = services
        self._project: Project | None = None
        self._facts: dict[str, tuple[Layout, ClipFacts]] = {}
        self._asked: dict[str, Layout] = {}
        self._request: Request | None = None
        self.health: Health | None = None
        self.panel = HealthPanel()
        self.panel.listen_wanted.connect(self.listen)
        self.panel.export_wanted.connect(self.ask_where)
        self._later = QTimer(self, singleShot=True, interval=LATER_MS)
        self._later.timeout.connect(self.refresh)

    def handlers(self) -> dict[str, Callable[[], object]]:
        return {"health": lambda: self.panel.show_details(self.panel.details.isHidden())}

    def usable(self) -> dict[str, bool]:
        return {"health": self._project is not None and bool(self._project.clips)}

    def set_project(self, project: Project | None) -> None:
        if self._request is not None:
            self._request.cancel()
        self._project = project
        self._facts.clear()
        self.refresh()

    def set_clip(self, clip: Clip | None) -> None:
        self._later.start()

    def edited(self) -> None:
        self._later.start()

    def refresh(self) -> None:
        """Judge the clips as they are edited now."""
        clips = self._project.clips if self._project is not None else []
        self.panel.setVisible(bool(clips))
        self.health = judge([ClipNow(c.name, c.rate, c.state, self._facts_of(c)) for c in clips])
        self.panel.show_health(self.health)
        self.panel.listen.setEnabled(self._request is None and not self.health.measured)

    def _facts_of(self, clip: Clip) -> ClipFacts | None:
        """What was heard, as long as the timeline is the one that was heard."""
        known = self._facts.get(clip.id)
        return known[1] if known is not None and known[0] == layout_of(clip) else None

    # --- listening

    def listen(self) -> None:
        """Have the engine listen to what it has not heard yet."""
        project = self._project
        if project is None or self._request is not None:
            return
        self._asked = {clip.id: layout_of(clip) for clip in project.clips}
        request = self._services.engine.submit("health", {"project": str(project.folder)})
        self._services.jobs.follow(self.tr("Listening to every recording"), request)
        request.warning.connect(self._services.notify.warn)
        request.done.connect(self._on_done)
        request.failed.connect(self._on_failed)
        request.cancelled.connect(self._end)
        self._request = request
        self.panel.listen.setEnabled(False)

    def _on_done(self, result: dict[str, Any]) -> None:
        for item in result.get("clips", []):
            facts = ClipFacts.from_json(item)
            if facts.clip in self._asked:
                self._facts[facts.clip] = (self._asked[facts.clip], facts)
        self._end()

    def _on_failed(self, message: Message) -> None:
        self._services.notify.error(message)
        self._end()

    def _end(self) -> None:
        self._request = None
        self.refresh()

    # --- export

    def ask_where(self, kind: str) -> None:
        """A dialog for the file; `kind` is html or json."""
        if self._project is None:
            return
        start = self._project.folder / f"health.{kind}"
        dialog = QFileDialog(self.panel, self.tr("Save the verdict"), str(start))
        dialog.setAcceptMode(QFileDialog.AcceptMode.AcceptSave)
        dialog.setDefaultSuffix(kind)
        names = {"html": self.tr("Page (*.html)"), "json": self.tr("Data (*.json)")}
        dialog.setNameFilters([names[kind]])
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.fileSelected.connect(lambda name: self.save(Path(name)))
        dialog.open()

    def save(self, path: Path) -> None:
        """Write the verdict, as its suffix says."""
        if self.health is None or self._project is None:
            return
        if path.suffix.lower() == ".json":
            written = json.dumps(self.health.to_json(), ensure_ascii=False, indent=1) + "\n"
        else:
            written = page(self.health, self._project.name, text, _language())
        try:
            write_text(path, written)
        except OSError as error:
            said = self.tr("{file} could not be written ({reason}).")
            reason = error.strerror or str(error)
            self._services.notify.error(said.format(file=path, reason=reason))
        else:
            self._services.notify.info(self.tr("The verdict is in {file}.").format(file=path.name))


def _language() -> str:
    """Of the sentences, as pages name it; where the system has none they are English."""
    locale = QLocale()
    return "en" if locale.language() == QLocale.Language.C else locale.name()[:2]
