"""One row of the table of actions."""

from __future__ import annotations

from dataclasses import dataclass

from PySide6.QtGui import QAction

GLOBAL = "global"


@dataclass(frozen=True)
class ActionSpec:
    """One thing the user can do.

    Attributes:
        page: `"global"` (answered by the visible page, else by the window) or a page's id.
        keys: default keys in Qt's portable notation; the first is shown in menus.
        needs_project: only with an open project.
        changes: alters the project, so not when it is read-only.
        group: a line is drawn in the menu where the group changes.
        role: where macOS moves the action.
    """

    id: str
    text: str
    menu: str
    keys: tuple[str, ...] = ()
    page: str = GLOBAL
    tip: str = ""
    icon: str = ""
    needs_project: bool = False
    changes: bool = False
    checkable: bool = False
    group: int = 0
    role: QAction.MenuRole = QAction.MenuRole.NoRole
