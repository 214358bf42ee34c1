"""The Convert page: a vocal in, a cover out."""

from __future__ import annotations

from PySide6.QtWidgets import QVBoxLayout, QWidget

from rvcdesk.ui.empty import EmptyState
from rvcdesk.ui.page import Page
from rvcdesk.ui.services import Services


class ConvertPage(Page):
    """Says what the page is for."""

    id = "convert"
    needs_project = False

    def __init__(self, services: Services, parent: QWidget | None = None) -> None:
        super().__init__(services, parent)
        self.setAccessibleName(self.title())
        column = QVBoxLayout(self)
        column.addWidget(
            EmptyState(
                "convert",
                self.tr("Convert a vocal"),
                self.tr(
                    "Here you put a voice on a vocal, compare it with the source, "
                    "mix it with the instrumental and save the cover."
                ),
            )
        )

    def title(self) -> str:
        return self.tr("Convert")
