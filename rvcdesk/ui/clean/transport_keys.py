"""Keys for listening closely: preview of a cut, one second, up to the selection, jumps, scrubbing."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtGui import QCursor, QKeyEvent

from rvcdesk.ui.clean.part import Part
from rvcdesk.ui.clean.playback import Playback
from rvcdesk.ui.widgets.waveform import WaveformView

SHORT_S, LONG_S = 1.0, 15.0  # Audacity's short and long jumps
BEFORE_S, AFTER_S = 2.0, 1.0  # Audacity's cut preview
SCRUB_STEP_S, SCRUB_S = 0.06, 0.14  # a step of the cursor, and how much is heard of it


class TransportKeys(Part):
    """Everything that plays a short stretch near what one looks at."""

    def __init__(self, view: WaveformView, playback: Playback, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._view, self._playback = view, playback
        view.installEventFilter(self)

    def handlers(self) -> dict[str, Callable[[], object]]:
        jump, scrub = self.jump, self.scrub
        return {
            "cut_preview": self.preview_cut,
            "play_to_selection": self.play_to_selection,
            "play_second": self.play_second,
            "loop_selection": self.loop_selection,
            "jump_short_left": partial(jump, -SHORT_S),
            "jump_short_right": partial(jump, SHORT_S),
            "jump_long_left": partial(jump, -LONG_S),
            "jump_long_right": partial(jump, LONG_S),
            "scrub_left": partial(scrub, -1),
            "scrub_right": partial(scrub, 1),
        }

    def usable(self) -> dict[str, bool]:
        ready = self._playback.ready
        selected = ready and self._view.selection is not None
        of_selection = ("cut_preview", "play_to_selection", "loop_selection")
        return {**dict.fromkeys(self.handlers(), ready), **dict.fromkeys(of_selection, selected)}

    @property
    def _pointed(self) -> int | None:
        """The frame under the mouse; None when it is elsewhere."""
        view = self._view
        place = view.mapFromGlobal(QCursor.pos())
        return view.port.frame_at(place.x()) if view.rect().contains(place) and view.underMouse() else None

    def preview_cut(self) -> None:
        """C: what comes before and after the selection, as if it were cut already."""
        self._playback.play_without(self._view.selections, BEFORE_S, AFTER_S)

    def play_to_selection(self) -> None:
        """B: between the mouse and the nearer edge of the selection; without a mouse, a second before it."""
        if self._view.selection is None:
            return
        start, end = self._view.selection
        pointed = self._pointed
        if pointed is None:
            pointed = start - self._view.rate
        edge = start if pointed < (start + end) / 2 else end
        self._playback.play_span(min(pointed, edge), max(pointed, edge))

    def play_second(self) -> None:
        """1: the second around the mouse, or from the cursor."""
        pointed, rate = self._pointed, self._view.rate
        start = self._view.edit_cursor if pointed is None else pointed - rate // 2
        self._playback.play_span(start, start + rate)

    def loop_selection(self) -> None:
        """Shift+L: the selection over and over, until Space."""
        self._playback.set_loop(True)
        self._playback.play(loop=True)

    def scrub(self, way: int) -> None:
        """U and I: a small step back or on, and what is there."""
        view, rate = self._view, self._view.rate
        goal = min(max(0, view.edit_cursor + round(way * SCRUB_STEP_S * rate)), view.frames)
        with self._playback.quietly():
            view.selection = None
            view.edit_cursor = goal
        view.ensure_visible(goal)
        half = round(SCRUB_S / 2 * rate)
        self._playback.play_span(goal - half, goal + half)

    def jump(self, seconds: float) -> None:
        """So much on or back: what is heard while it plays, else the cursor."""
        playback, view = self._playback, self._view
        if not playback.ready:
            return
        place = playback.heading if playback.mine else view.edit_cursor
        goal = min(max(0, round(place + seconds * view.rate)), max(0, view.frames - 1))
        if playback.mine:
            playback.seek(goal)
        else:
            view.selection = None
            view.edit_cursor = goal
            view.ensure_visible(goal)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """While playing, the arrow keys jump in time instead of moving the edit cursor."""
        if event.type() == QEvent.Type.KeyPress and isinstance(event, QKeyEvent) and self._playback.playing:
            held = event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier
            steps = {Qt.KeyboardModifier.NoModifier: SHORT_S, Qt.KeyboardModifier.ShiftModifier: LONG_S}
            ways = {Qt.Key.Key_Left: -1, Qt.Key.Key_Right: 1}
            if event.key() in ways and held in steps:
                self.jump(ways[Qt.Key(event.key())] * steps[held])
                return True
        return super().eventFilter(watched, event)
