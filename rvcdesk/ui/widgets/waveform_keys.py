"""The keys of the waveform view that are no commands of the menus: arrows, Home, End."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent

if TYPE_CHECKING:
    from rvcdesk.ui.widgets.waveform import WaveformView

_SHIFT = Qt.KeyboardModifier.ShiftModifier
_CONTROL = Qt.KeyboardModifier.ControlModifier
_OTHERS = Qt.KeyboardModifier.AltModifier | Qt.KeyboardModifier.MetaModifier
_NONE = Qt.KeyboardModifier.NoModifier
_KEYS = (Qt.Key.Key_Left, Qt.Key.Key_Right, Qt.Key.Key_Home, Qt.Key.Key_End)


def pressed(view: WaveformView, event: QKeyEvent) -> bool:
    """Do what the key means. Returns whether it meant something."""
    key = event.key()
    held = event.modifiers() & (_SHIFT | _CONTROL | _OTHERS)
    if view.source is None or key not in _KEYS:
        return False
    right = key in (Qt.Key.Key_Right, Qt.Key.Key_End)
    if key in (Qt.Key.Key_Home, Qt.Key.Key_End):
        return _jump(view, right, held)
    step = max(1, round(view.port.scale)) * (1 if right else -1)
    if held == _NONE:
        _move(view, step)
    elif held == _SHIFT and view.selectable:
        _grow(view, step)
    elif held == (_SHIFT | _CONTROL) and view.selectable:
        _shrink(view, step)
    else:
        return False
    return True


def _move(view: WaveformView, step: int) -> None:
    """The cursor by one pixel; out of a selection first to its end."""
    had = view.selection
    view.selections = ()
    if had is not None:
        view.edit_cursor = had[1] if step > 0 else had[0]
    else:
        view.edit_cursor += step
    view.ensure_visible(view.edit_cursor)


def _jump(view: WaveformView, to_end: bool, held: Qt.KeyboardModifier) -> bool:
    goal = view.frames if to_end else 0
    if held == _NONE:
        view.selections = ()
        view.edit_cursor = goal
    elif held == _SHIFT and view.selectable:
        start, end = view.selection or (view.edit_cursor, view.edit_cursor)
        view.set_active((start, goal) if to_end else (goal, end))
    else:
        return False
    view.ensure_visible(goal)
    return True


def _grow(view: WaveformView, step: int) -> None:
    """Shift+Right moves the right edge out, Shift+Left the left one."""
    start, end = view.selection or (view.edit_cursor, view.edit_cursor)
    view.set_active((start, end + step) if step > 0 else (max(start + step, 0), end))
    view.ensure_visible(min(end + step, view.frames) if step > 0 else max(start + step, 0))


def _shrink(view: WaveformView, step: int) -> None:
    """Ctrl+Shift+Right moves the left edge in, Ctrl+Shift+Left the right one."""
    if view.selection is None:
        return
    start, end = view.selection
    start, end = (min(start + step, end), end) if step > 0 else (start, max(end + step, start))
    view.set_active((start, end))
    if start == end:
        view.edit_cursor = start
