"""The Clean page: recordings as waveforms, and what to cut from them."""

from __future__ import annotations

from PySide6.QtWidgets import QVBoxLayout, QWidget

from rvcdesk.ui.empty import EmptyState
from rvcdesk.ui.page import Page
from rvcdesk.ui.services import Services


class CleanPage(Page):
    """Says what the page is for."""

    id = "clean"
    needs_project = True

    def __init__(self, services: Services, parent: QWidget | None = None) -> None:
        super().__init__(services, parent)
        self.setAccessibleName(self.title())
        column = QVBoxLayout(self)
        column.addWidget(
            EmptyState(
                "clean",
                self.tr("Clean your recordings"),
                self.tr(
                    "Here you see each recording as a waveform, find silence and noise, "
                    "and cut what a voice should not learn."
                ),
            )
        )

    def title(self) -> str:
        return self.tr("Clean")
