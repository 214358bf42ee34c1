"""What the window looked like when it was last closed."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Any

from PySide6.QtCore import QByteArray, QPoint, QRect, QSize
from PySide6.QtWidgets import QMainWindow, QWidget

from rvcdesk.settings import Settings
from rvcdesk.ui.page import Page, encode

# A new number when the parts of the window change: an older layout is then not used.
VERSION = 1


FRAME = QSize(8, 40)  # what a desktop draws around a window, at most


def fitting(window: QWidget, size: QSize) -> QSize:
    """`size`, or what of it there is room for on the window's screen."""
    return size.boundedTo(window.screen().availableGeometry().size() - FRAME)


def in_the_middle(window: QWidget, size: QSize) -> QRect:
    """A place of that size in the middle of the window's screen."""
    place = QRect(QPoint(), fitting(window, size))
    place.moveCenter(window.screen().availableGeometry().center())
    return place


class LayoutStore:
    """Reads and writes the setting `window_state`."""

    def __init__(self, settings: Settings) -> None:
        self._settings = settings

    def _state(self) -> dict[str, Any]:
        state: dict[str, Any] = self._settings.get("window_state")
        return state if state.get("version") == VERSION else {}

    def restore_window(self, window: QMainWindow) -> str:
        """Put the window where it was. Returns the id of the page that was shown, "" if none is known."""
        state = self._state()
        if not state:
            return ""
        window.restoreGeometry(QByteArray.fromBase64(str(state.get("geometry", "")).encode("ascii")))
        window.restoreState(QByteArray.fromBase64(str(state.get("state", "")).encode("ascii")), VERSION)
        return str(state.get("page", ""))

    def page(self, id: str) -> dict[str, str]:
        """What a page's `save_layout` gave."""
        layout: dict[str, str] = self._state().get("pages", {}).get(id, {})
        return layout

    def project(self) -> Path | None:
        """The project that was open, if it is still there."""
        folder = self._state().get("project")
        return Path(folder) if folder and (Path(folder) / "project.json").is_file() else None

    def save(self, window: QMainWindow, shown: str, pages: Mapping[str, Page], project: str) -> None:
        """Write it all to the user's settings.

        Raises:
            UserError: they cannot be written.
        """
        layouts = {**self._state().get("pages", {}), **{id: page.save_layout() for id, page in pages.items()}}
        state = {
            "version": VERSION,
            "geometry": encode(window.saveGeometry()),
            "state": encode(window.saveState(VERSION)),
            "page": shown,
            "pages": layouts,
            "project": project,
        }
        self._settings.set("window_state", state)
        self._settings.save()

    def forget(self) -> None:
        """The next window looks as on the first day."""
        self._settings.set("window_state", {})
        self._settings.save()
