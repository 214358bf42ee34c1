"""Selecting by keys: edges at what is heard, zero crossings, from and to the ends."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QObject

from rvcdesk.audio.clip import Clip
from rvcdesk.ui.clean.editor import Editor
from rvcdesk.ui.clean.part import Part
from rvcdesk.ui.clean.playback import Playback
from rvcdesk.ui.services import Services
from rvcdesk.ui.widgets.waveform_model import zero_crossing_near

NEED_SELECTION = ("select_none", "go_left_edge", "go_right_edge", "zoom_selection")


class Selecting(Part):
    """Where the selection begins and ends."""

    def __init__(
        self, services: Services, editor: Editor, playback: Playback, parent: QObject | None = None
    ) -> None:
        super().__init__(parent)
        self._services, self._editor, self._playback = services, editor, playback
        self._view = editor.view
        self._pending: int | None = None  # a left edge that waits for its right one
        self._view.snap = bool(services.settings.get("snap_to_edges"))
        services.actions.action("snap").setChecked(self._view.snap)
        self._view.selection_changed.connect(self._forget_edge)

    def handlers(self) -> dict[str, Callable[[], object]]:
        view = self._view
        return {
            "select_all": view.select_all,
            "select_none": self.select_none,
            "edge_left": self.edge_left,
            "edge_right": self.edge_right,
            "zero_crossing": self.to_zero_crossings,
            "cursor_start": lambda: self.put_cursor(0),
            "cursor_end": lambda: self.put_cursor(view.frames),
            "select_to_start": lambda: self._select(0, self._edges[1]),
            "select_to_end": lambda: self._select(self._edges[0], view.frames),
            "go_left_edge": lambda: self.put_cursor(self._edges[0]),
            "go_right_edge": lambda: self.put_cursor(self._edges[1]),
            "snap": self.set_snap,
        }

    def usable(self) -> dict[str, bool]:
        ready = self._editor.ready
        selected = ready and self._view.selection is not None
        names = (name for name in self.handlers() if name != "snap")
        return {**dict.fromkeys(names, ready), **dict.fromkeys(NEED_SELECTION, selected)}

    def set_clip(self, clip: Clip | None) -> None:
        self._pending = None

    @property
    def _edges(self) -> tuple[int, int]:
        cursor = self._view.edit_cursor
        return self._view.selection or (cursor, cursor)

    @property
    def _here(self) -> int:
        """What is heard, or else the cursor."""
        return self._playback.position if self._playback.mine else self._view.edit_cursor

    def _select(self, start: int, end: int) -> None:
        with self._playback.quietly():
            self._view.selection = (start, end)
            self._view.edit_cursor = start

    def _forget_edge(self) -> None:
        self._pending = None

    def select_none(self) -> None:
        """Only the cursor."""
        self._view.selection = None

    def edge_left(self) -> None:
        """[: the selection begins here; without one, it waits for its end."""
        here, (_, end) = self._here, self._edges
        if self._view.selection is not None and here < end:
            self._select(here, end)
            return
        with self._playback.quietly():
            self._view.selection = None
            self._view.edit_cursor = here
        self._pending = here

    def edge_right(self) -> None:
        """]: the selection ends here."""
        here, selection = self._here, self._view.selection
        start = selection[0] if selection is not None else self._pending
        start = self._view.edit_cursor if start is None else start
        self._select(min(start, here), max(start, here))

    def to_zero_crossings(self) -> None:
        """Z: every edge, or the cursor, goes where the sound passes through zero nearby."""
        view, source = self._view, self._view.source
        if source is None:
            return
        with self._playback.quietly():
            if view.selections:
                view.selections = [
                    (zero_crossing_near(source, start), zero_crossing_near(source, end))
                    for start, end in view.selections
                ]
                view.edit_cursor = view.selections[0][0] if view.selections else view.edit_cursor
            else:
                view.edit_cursor = zero_crossing_near(source, view.edit_cursor)

    def put_cursor(self, frame: int) -> None:
        """Only the cursor, there; what plays goes on from there."""
        self._view.selection = None
        self._view.edit_cursor = frame
        self._view.ensure_visible(frame)

    def set_snap(self) -> None:
        """Remembered for the next time."""
        self._view.snap = self._services.actions.action("snap").isChecked()
        self._services.settings.set("snap_to_edges", self._view.snap)
        self._services.settings.save()
