"""The tool bar over the waveform."""

from __future__ import annotations

from PySide6.QtCore import QSize, Qt
from PySide6.QtWidgets import QToolBar, QToolButton

from rvcdesk.ui.actions import ActionTable

TOOLS = (
    ("undo", "redo", "history"),
    ("cut", "ripple_delete", "keep_only", "silence", "restore"),
    ("split", "add_label"),
    ("find_silence",),
    ("zoom_in", "zoom_out", "zoom_selection", "zoom_fit", "view_mode"),
)


def make_tools(actions: ActionTable) -> QToolBar:
    """The tools in groups, as icons; only the search has its name beside it."""
    tools = QToolBar()
    tools.setIconSize(QSize(20, 20))
    tools.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonIconOnly)
    for number, group in enumerate(TOOLS):
        if number:
            tools.addSeparator()
        for name in group:
            tools.addAction(actions.action(name))
    find = tools.widgetForAction(actions.action("find_silence"))
    if isinstance(find, QToolButton):
        find.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextBesideIcon)
    return tools
