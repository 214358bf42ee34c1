"""What the chosen voice and pitch method need and what of that is not here yet."""

from __future__ import annotations

from PySide6.QtCore import QObject, Signal

from rvcdesk.assets.catalog import Asset
from rvcdesk.assets.store import missing
from rvcdesk.content.encoder import ENCODERS, encoder_need
from rvcdesk.ui.convert.panel import SidePanel
from rvcdesk.ui.convert.voice_check import VoiceCheck
from rvcdesk.ui.services import Services
from rvcdesk.ui.tr import text


class Needs(QObject):
    """Keeps the side panel's banner true; `changed` when it may say something else."""

    changed = Signal()

    def __init__(self, services: Services, side: SidePanel) -> None:
        super().__init__(side)
        self._side = side
        self.check = VoiceCheck(services, side.picker)
        side.form.changed.connect(self.show)
        services.models.changed.connect(self.show)
        self.check.learnt.connect(self.show)

    def wanted(self) -> tuple[Asset, ...]:
        """The model files that would have to be fetched first."""
        content = self.check.content(self._side.picker.entry)
        needs = [encoder_need(content)] if content in ENCODERS else []
        if self._side.form.f0.currentData() == "rmvpe":
            needs.append("rmvpe")
        return missing(*needs)

    def reason(self) -> str:
        """Why there can be no conversion, "" when nothing is missing."""
        names = ", ".join(text(item.title) for item in self.wanted())
        if not names:
            return ""
        return self.tr("Not here yet: {models}. Get or import them first.").format(models=names)

    def look(self) -> None:
        """Ask the file of a voice of which nothing is known."""
        self.check.look_at(self._side.picker.entry)

    def show(self) -> None:
        """Say what is missing."""
        self._side.missing.want(self.wanted(), self.tr("Needed for this, and not here yet:"))
        self.changed.emit()
