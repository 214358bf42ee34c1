"""What the window expects of a workspace."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Any, ClassVar

from PySide6.QtCore import QByteArray, Signal
from PySide6.QtWidgets import QHeaderView, QSplitter, QWidget

from rvcdesk.ui.services import Services

if TYPE_CHECKING:
    from rvcdesk.project import Project


class Page(QWidget):
    """A workspace: one of Clean, Train, Convert, Voices.

    A page gets its `Services` once and its project through `set_project`. It answers the actions
    of the table (`rvcdesk.ui.actions`) with `handlers()`; whenever what it can do changes, it
    emits `changed` and the window asks `enabled()` again.
    """

    id: ClassVar[str] = ""
    needs_project: ClassVar[bool] = False
    """Without a project the window shows the start page in this page's place."""

    changed = Signal()
    page_wanted = Signal(str, dict)
    """Another page's id and what it should `receive`."""

    def __init__(self, services: Services, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.services = services
        self.project: Project | None = None
        self.action_handlers: dict[str, Callable[[], object]] = {}
        """What `handlers()` gave; filled in by the window."""
        self._first_layout: dict[str, str] = {}

    def title(self) -> str:
        """The translated name of the page."""
        raise NotImplementedError

    def set_project(self, project: Project | None) -> None:
        """Show this project, or none. Called with None before a project is closed."""
        self.project = project

    def handlers(self) -> dict[str, Callable[[], object]]:
        """Action id -> what to do. Asked once, when the page is made.

        A handler of a checkable action reads the new state from `services.actions.action(id)`.
        """
        return {}

    def enabled(self, action_id: str) -> bool:
        """Whether an action of `handlers()` can be used now (project and lock are checked by the window)."""
        return self.usable().get(action_id, True)

    def usable(self) -> dict[str, bool]:
        """The same for many actions at once; those left out always can be used."""
        return {}

    def activated(self) -> None:
        """The page has become the visible one."""

    def deactivated(self) -> None:
        """Another page has become the visible one."""

    def receive(self, what: dict[str, Any]) -> None:
        """Something another page sent along, e.g. `{"voice": path}`."""

    def may_close(self) -> bool:
        """Whether the project or the window may close now; the page may ask the user."""
        return True

    def drop(self, paths: list[Path]) -> bool:
        """Files were dropped on the window. True when the page took them."""
        return False

    def save_layout(self) -> dict[str, str]:
        """Sizes of named splitters and table headers, as text."""
        return {name: encode(part.saveState()) for name, part in self._parts().items()}

    def restore_layout(self, layout: dict[str, str]) -> None:
        """The inverse of `save_layout`; unknown names are passed over."""
        self._first_layout = self.save_layout()
        self._apply(layout)

    def reset_layout(self) -> None:
        """Back to how the page looked when it was made."""
        self._apply(self._first_layout)

    def _apply(self, layout: dict[str, str]) -> None:
        for name, part in self._parts().items():
            if name in layout:
                part.restoreState(QByteArray.fromBase64(layout[name].encode("ascii")))

    def _parts(self) -> dict[str, QSplitter | QHeaderView]:
        """Every splitter and header whose object name was set by us."""
        parts: list[QSplitter | QHeaderView] = [
            *self.findChildren(QSplitter),
            *self.findChildren(QHeaderView),
        ]
        return {p.objectName(): p for p in parts if p.objectName() and not p.objectName().startswith("qt_")}


def encode(state: QByteArray) -> str:
    """A state of Qt as text."""
    return bytes(state.toBase64().data()).decode("ascii")
