"""Mouse and keyboard of the waveform view."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QPointF, Qt, QTimer
from PySide6.QtGui import QKeyEvent, QMouseEvent, QWheelEvent

from rvcdesk.ui.widgets.marks_paint import mark_at
from rvcdesk.ui.widgets.waveform_model import snapped, span_around

if TYPE_CHECKING:
    from rvcdesk.ui.widgets.waveform import WaveformView

_EDGE_PIXELS = 5
_DRAG_PIXELS = 3
_NOTCH = 120  # Qt's wheel units for one notch
_PAN_PIXELS = 90  # for one notch
_ZOOM_NOTCH = 1.35
_SHIFT = Qt.KeyboardModifier.ShiftModifier
_CONTROL = Qt.KeyboardModifier.ControlModifier
_ALT = Qt.KeyboardModifier.AltModifier


class WaveformInput(QObject):
    """Turns events into selections, cursor moves, zoom and scroll of one view."""

    def __init__(self, view: WaveformView) -> None:
        super().__init__(view)
        self._view = view
        self._anchor: int | None = None  # the end of the selection that stays, while dragging
        self._pressed_at = QPointF()
        self._moved = False
        self._panned_from: QPointF | None = None
        self._last = QPointF()
        self._snap = True
        self._before: tuple[int, int] | None = None
        self._scroll = QTimer(self, interval=30)
        self._scroll.timeout.connect(self._scroll_on)

    @property
    def dragging(self) -> bool:
        """Whether the mouse holds something."""
        return self._anchor is not None or self._panned_from is not None

    # --- mouse ---

    def press(self, event: QMouseEvent) -> None:
        """Start a selection, take an edge, choose a mark, or start to pan."""
        view, point = self._view, event.position()
        if event.button() == Qt.MouseButton.MiddleButton:
            self._panned_from = point
            view.setCursor(Qt.CursorShape.ClosedHandCursor)
        if event.button() != Qt.MouseButton.LeftButton or view.source is None:
            return
        self._pressed_at = self._last = point
        self._moved, self._before = False, view.selection
        self._snap = not event.modifiers() & _ALT
        scene = view.scene
        mark = mark_at(scene.marks, view.port, scene.strip, point) if point.y() < scene.strip else -1
        if mark >= 0:
            view.mark_clicked.emit(scene.marks[mark])
            return
        edge = self._edge_at(point.x())
        if not view.selectable:
            view.edit_cursor = view.port.frame_at(point.x())
        elif event.modifiers() & _SHIFT:
            self._extend_to(self._frame_at(point.x()))
        elif edge is not None:
            assert view.selection is not None
            self._anchor = view.selection[1 - edge]
            self._moved = True
        else:
            self._anchor = self._frame_at(point.x())

    def _extend_to(self, frame: int) -> None:
        """Shift+click: the nearer end of the selection (or the cursor's end) moves to `frame`."""
        view = self._view
        start, end = view.selection or (view.edit_cursor, view.edit_cursor)
        self._anchor = end if abs(frame - start) < abs(frame - end) else start
        self._moved = True
        view.selection = (self._anchor, frame)

    def move(self, event: QMouseEvent) -> None:
        """Carry on what `press` began, or move the hover line."""
        view, point = self._view, event.position()
        view.set_hover(point.x() if self._panned_from is None else None)
        if self._panned_from is not None:
            view.pan(self._panned_from.x() - point.x())
            self._panned_from = point
            return
        if self._anchor is None:
            self._show_shape(point)
            return
        self._last = point
        self._snap = not event.modifiers() & _ALT
        if not self._moved and abs(point.x() - self._pressed_at.x()) < _DRAG_PIXELS:
            return
        self._moved = True
        self._select_to(point.x())
        outside = not 0 <= point.x() < view.width()
        if outside and not self._scroll.isActive():
            self._scroll.start()
        elif not outside:
            self._scroll.stop()

    def _select_to(self, x: float) -> None:
        if self._anchor is not None:
            self._view.selection = (self._anchor, self._frame_at(min(max(x, 0), self._view.width())))

    def _scroll_on(self) -> None:
        beyond = self._last.x() if self._last.x() < 0 else max(self._last.x() - self._view.width(), 0)
        self._view.pan(beyond * 0.5)
        self._select_to(self._last.x())

    def release(self, event: QMouseEvent) -> None:
        """End a drag; without one, a click sets the cursor and drops the selection."""
        view = self._view
        if event.button() == Qt.MouseButton.MiddleButton:
            self._panned_from = None
            view.unsetCursor()
        if event.button() != Qt.MouseButton.LeftButton or self._anchor is None:
            return
        self._scroll.stop()
        anchor, self._anchor = self._anchor, None
        if not self._moved:
            view.selection = None
            view.edit_cursor = anchor
        elif view.selection is not None:
            view.edit_cursor = view.selection[0]

    def double_click(self, event: QMouseEvent) -> None:
        """Select what lies between two cuts or marks; on a mark's box, activate it."""
        view, point = self._view, event.position()
        if view.source is None or event.button() != Qt.MouseButton.LeftButton:
            return
        scene = view.scene
        mark = mark_at(scene.marks, view.port, scene.strip, point) if point.y() < scene.strip else -1
        if mark >= 0:
            view.mark_activated.emit(scene.marks[mark])
        elif view.selectable:
            view.selection = span_around(view.port.frame_at(point.x()), self._edges(), view.frames)
            if view.selection is not None:
                view.edit_cursor = view.selection[0]

    def wheel(self, event: QWheelEvent) -> None:
        """Scroll; with Ctrl zoom at the mouse; with Ctrl+Shift zoom vertically."""
        view, turn = self._view, event.angleDelta()
        up, side = turn.y() / _NOTCH, turn.x() / _NOTCH
        if event.modifiers() & _CONTROL and event.modifiers() & _SHIFT:
            view.set_gain(view.scene.gain * _ZOOM_NOTCH ** (up or side))
        elif event.modifiers() & _CONTROL:
            view.zoom(_ZOOM_NOTCH**up, event.position().x())
        else:
            view.pan(-(side or up) * _PAN_PIXELS)
        event.accept()

    def _show_shape(self, point: QPointF) -> None:
        view = self._view
        scene = view.scene
        if point.y() < scene.strip:
            found = mark_at(scene.marks, view.port, scene.strip, point)
            view.setCursor(Qt.CursorShape.PointingHandCursor if found >= 0 else Qt.CursorShape.ArrowCursor)
        elif view.selectable and self._edge_at(point.x()) is not None:
            view.setCursor(Qt.CursorShape.SplitHCursor)
        elif view.selectable and view.source is not None:
            view.setCursor(Qt.CursorShape.IBeamCursor)
        else:
            view.unsetCursor()

    def _edge_at(self, x: float) -> int | None:
        """0 or 1, the selection's edge under the mouse."""
        if self._view.selection is None or not self._view.selectable:
            return None
        away = [abs(self._view.port.x_of(edge) - x) for edge in self._view.selection]
        nearest = 0 if away[0] < away[1] else 1
        return nearest if away[nearest] <= _EDGE_PIXELS else None

    def _edges(self) -> list[int]:
        scene = self._view.scene
        spans = [*scene.cut.ravel().tolist(), *scene.silent.ravel().tolist()]
        return spans + [edge for mark in scene.marks for edge in (mark.start, mark.end)]

    def _frame_at(self, x: float) -> int:
        port = self._view.port
        frame = port.frame_at(x)
        return snapped(frame, self._edges(), port.scale) if self._snap else frame

    # --- keys ---

    def key(self, event: QKeyEvent) -> bool:
        """Cursor and selection keys. Returns whether the key meant something."""
        view, key = self._view, event.key()
        keys = (Qt.Key.Key_Left, Qt.Key.Key_Right, Qt.Key.Key_Home, Qt.Key.Key_End)
        if key == Qt.Key.Key_Escape and self._anchor is not None:
            self._anchor = None
            self._scroll.stop()
            view.selection = self._before
            return True
        held = event.modifiers() & (_SHIFT | _CONTROL | _ALT | Qt.KeyboardModifier.MetaModifier)
        if view.source is None or key not in keys:
            return False
        right = key in (Qt.Key.Key_Right, Qt.Key.Key_End)
        step = max(1, round(view.port.scale)) * (1 if right else -1)
        if key in (Qt.Key.Key_Home, Qt.Key.Key_End):
            return self._jump(right, held)
        if held == Qt.KeyboardModifier.NoModifier:
            start, end = view.selection or (view.edit_cursor, view.edit_cursor)
            had, view.selection = view.selection, None
            view.edit_cursor = (end if right else start) if had else view.edit_cursor + step
        elif held == _SHIFT and view.selectable:
            self._grow(step)
        elif held == (_SHIFT | _CONTROL) and view.selectable:
            self._shrink(step)
        else:
            return False
        return True

    def _jump(self, to_end: bool, held: Qt.KeyboardModifier) -> bool:
        view = self._view
        goal = view.frames if to_end else 0
        if held == Qt.KeyboardModifier.NoModifier:
            view.selection = None
            view.edit_cursor = goal
        elif held == _SHIFT and view.selectable:
            start, end = view.selection or (view.edit_cursor, view.edit_cursor)
            view.selection = (start, goal) if to_end else (goal, end)
        else:
            return False
        view.ensure_visible(goal)
        return True

    def _grow(self, step: int) -> None:
        """Shift+Right moves the right edge out, Shift+Left the left one."""
        view = self._view
        start, end = view.selection or (view.edit_cursor, view.edit_cursor)
        view.selection = (start, end + step) if step > 0 else (max(start + step, 0), end)
        view.ensure_visible(end + step if step > 0 else start + step)

    def _shrink(self, step: int) -> None:
        """Ctrl+Shift+Right moves the left edge in, Ctrl+Shift+Left the right one."""
        view = self._view
        if view.selection is not None:
            start, end = view.selection
            start, end = (min(start + step, end), end) if step > 0 else (start, max(end + step, start))
            view.selection = (start, end)
            if start == end:
                view.edit_cursor = start
