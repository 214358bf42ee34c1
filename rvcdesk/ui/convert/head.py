"""The line above the page: its name, and the two files it starts with."""

from __future__ import annotations

from PySide6.QtWidgets import QHBoxLayout, QPushButton

from rvcdesk.ui.action_specs import BY_ID
from rvcdesk.ui.actions import ActionTable, plain
from rvcdesk.ui.start import heading


def make_head(title: str, actions: ActionTable) -> QHBoxLayout:
    """A heading, and a button for the vocal and for the instrumental."""
    head = QHBoxLayout()
    head.setContentsMargins(16, 0, 16, 0)
    head.addWidget(heading(title, 1.5))
    head.addStretch(1)
    for name in ("choose_vocal", "choose_instrumental"):
        action = actions.action(name)
        button = QPushButton(plain(BY_ID[name].text) + "…")
        button.setIcon(action.icon())
        button.setToolTip(action.toolTip())
        button.setAutoDefault(False)
        button.clicked.connect(action.trigger)
        head.addWidget(button)
    return head
