"""The Train page: from cleaned clips to a voice."""

from __future__ import annotations

from PySide6.QtWidgets import QVBoxLayout, QWidget

from rvcdesk.ui.empty import EmptyState
from rvcdesk.ui.page import Page
from rvcdesk.ui.services import Services


class TrainPage(Page):
    """Says what the page is for."""

    id = "train"
    needs_project = True

    def __init__(self, services: Services, parent: QWidget | None = None) -> None:
        super().__init__(services, parent)
        self.setAccessibleName(self.title())
        column = QVBoxLayout(self)
        column.addWidget(
            EmptyState(
                "train",
                self.tr("Train a voice"),
                self.tr(
                    "Here a voice learns from the cleaned recordings while you watch "
                    "its loss curves and hear previews."
                ),
            )
        )

    def title(self) -> str:
        return self.tr("Train")
