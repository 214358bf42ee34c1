"""Mouse of the waveform view; the keys are in `waveform_keys`."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QPointF, Qt, QTimer
from PySide6.QtGui import QGuiApplication, QHelpEvent, QKeyEvent, QMouseEvent, QWheelEvent
from PySide6.QtWidgets import QToolTip

from rvcdesk.ui.widgets import waveform_keys
from rvcdesk.ui.widgets.marks_paint import mark_at
from rvcdesk.ui.widgets.snapping import edges_of, snap
from rvcdesk.ui.widgets.spans import Spans, holding, without
from rvcdesk.ui.widgets.waveform_box import Grip, grip_at, hz_at, lane_at
from rvcdesk.ui.widgets.waveform_model import FrequencyLane, span_around
from rvcdesk.ui.widgets.waveform_select import Box

if TYPE_CHECKING:
    from rvcdesk.ui.widgets.waveform import WaveformView

_DRAG_PIXELS = 3
_NOTCH = 120  # Qt's wheel units for one notch
_PAN_PIXELS = 90  # for one notch
_ZOOM_NOTCH = 1.35
_SHIFT = Qt.KeyboardModifier.ShiftModifier
_CONTROL = Qt.KeyboardModifier.ControlModifier
_ALT = Qt.KeyboardModifier.AltModifier


@dataclass(frozen=True)
class Drag:
    """What the mouse holds.

    Attributes:
        anchor: the end of the selection that stays; None: both do.
        others: the selections beside the one that is dragged.
        lane: the spectrogram that the drag began in, when it also moves the box.
        hz: the frequency of the box that stays, when the mouse moves the other.
        box: the box that belongs to what is dragged, when the mouse leaves it as it is.
        adding: Ctrl was held: without a movement, the selection under the mouse goes.
    """

    anchor: int | None
    others: Spans = ()
    lane: FrequencyLane | None = None
    hz: float | None = None
    box: Box | None = None
    adding: bool = False


class WaveformInput(QObject):
    """Turns events into selections, cursor moves, zoom and scroll of one view."""

    def __init__(self, view: WaveformView) -> None:
        super().__init__(view)
        self._view = view
        self._drag: Drag | None = None
        self._pressed_at = QPointF()
        self._moved = False
        self._panned_from: QPointF | None = None
        self._last = QPointF()
        self._alt = False
        self._before: tuple[Spans, Box | None] = ((), None)
        self._double: tuple[int, QPointF] = (-1, QPointF())  # when and where the last double click was
        self._scroll = QTimer(self, interval=30)
        self._scroll.timeout.connect(self._scroll_on)

    @property
    def dragging(self) -> bool:
        """Whether the mouse holds something."""
        return self._drag is not None or self._panned_from is not None

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
        self._moved, self._before = False, (view.selections, view.spectral_box)
        self._alt = bool(event.modifiers() & _ALT)
        mark = mark_at(view.scene, view.port, point)
        if mark >= 0:
            view.mark_clicked.emit(view.scene.marks[mark])
        elif not view.selectable:
            view.edit_cursor = view.port.frame_at(point.x())
        elif self._is_third_click(event):
            view.select_all()
        else:
            self._drag = self._begin(event)

    def _is_third_click(self, event: QMouseEvent) -> bool:
        when, where = self._double
        soon = event.timestamp() - when <= QGuiApplication.styleHints().mouseDoubleClickInterval()
        near = (event.position() - where).manhattanLength() < 2 * _DRAG_PIXELS
        self._double = (-1, QPointF())
        return when >= 0 and soon and near

    def _begin(self, event: QMouseEvent) -> Drag:
        """What a press on the lanes takes."""
        view, point = self._view, event.position()
        if event.modifiers() & _SHIFT:
            return self._extend(point)
        grip = grip_at(view, point)
        if grip is not None:
            return self._take(grip, point)
        lane = lane_at(view.scene.frequency_lanes, point.y()) if view.spectral_selecting else None
        hz = hz_at(lane, point.y()) if lane is not None else None
        adding = bool(event.modifiers() & _CONTROL)
        others = view.selections if adding else ()
        return Drag(self._frame_at(point.x(), others), others, lane, hz, adding=adding)

    def _take(self, grip: Grip, point: QPointF) -> Drag:
        """An edge or corner that is already there."""
        view = self._view
        self._moved = True
        span = view.selections[grip.span]
        anchor = span[1 - grip.side] if grip.side is not None else None
        others = tuple(other for other in view.selections if other != span)
        box = view.spectral_box if grip.span == 0 else None
        if grip.level is None or box is None:
            return Drag(anchor, others, box=box)
        lanes = view.scene.frequency_lanes
        lane = min(lanes, key=lambda lane: abs(lane.top + lane.bottom - 2 * point.y()))
        return Drag(anchor, others, lane, box[1 - grip.level])

    def _extend(self, point: QPointF) -> Drag:
        """Shift+click: the nearer end of the selection (or the cursor's end) moves to the mouse."""
        view = self._view
        start, end = view.selection or (view.edit_cursor, view.edit_cursor)
        frame = view.port.frame_at(point.x())
        anchor = end if abs(frame - start) < abs(frame - end) else start
        drag = Drag(anchor, view.selections[1:], box=view.spectral_box)
        self._moved = True
        self._drag = drag
        self._select_to(point)
        return drag

    def move(self, event: QMouseEvent) -> None:
        """Carry on what `press` began, or move the hover line."""
        view, point = self._view, event.position()
        view.set_hover(point.x() if self._panned_from is None else None)
        if self._panned_from is not None:
            view.pan(self._panned_from.x() - point.x())
            self._panned_from = point
            return
        if self._drag is None:
            self._show_shape(point)
            return
        self._last = point
        self._alt = bool(event.modifiers() & _ALT)
        away = point - self._pressed_at
        far = max(abs(away.x()), abs(away.y()) if self._drag.hz is not None else 0)
        if not self._moved and far < _DRAG_PIXELS:
            return
        self._moved = True
        self._select_to(point)
        outside = not 0 <= point.x() < view.width()
        if outside and not self._scroll.isActive():
            self._scroll.start()
        elif not outside:
            self._scroll.stop()

    def _select_to(self, point: QPointF) -> None:
        """The dragged selection (and box) reach to the mouse."""
        view, drag = self._view, self._drag
        if drag is None:
            return
        if drag.anchor is not None:
            frame = self._frame_at(min(max(point.x(), 0), view.width()), drag.others)
            view.selections = ((drag.anchor, frame), *drag.others)
        if drag.lane is not None and drag.hz is not None:
            view.spectral_box = (drag.hz, hz_at(drag.lane, point.y()))
        else:
            view.spectral_box = drag.box

    def _scroll_on(self) -> None:
        beyond = self._last.x() if self._last.x() < 0 else max(self._last.x() - self._view.width(), 0)
        self._view.pan(beyond * 0.5)
        self._select_to(self._last)

    def release(self, event: QMouseEvent) -> None:
        """End a drag; without one, a click sets the cursor and drops the selections."""
        view = self._view
        if event.button() == Qt.MouseButton.MiddleButton:
            self._panned_from = None
            view.unsetCursor()
        if event.button() != Qt.MouseButton.LeftButton or self._drag is None:
            return
        drag, self._drag = self._drag, None
        self._scroll.stop()
        view.set_guide(None)
        if self._moved:
            if view.selection is not None:
                view.edit_cursor = view.selection[0]
        elif drag.adding:
            frame = view.port.frame_at(self._pressed_at.x())
            if holding(view.selections, frame) is not None:
                view.selections = without(view.selections, frame)
        elif drag.anchor is not None:
            view.selections = ()
            view.edit_cursor = drag.anchor

    def cancel(self) -> bool:
        """Escape while dragging: as it was before. Returns whether there was a drag."""
        if self._drag is None:
            return False
        self._drag = None
        self._scroll.stop()
        view = self._view
        view.set_guide(None)
        view.selections, view.spectral_box = self._before
        return True

    def double_click(self, event: QMouseEvent) -> None:
        """Select what lies between two cuts, splits, labels or marks; on a mark's box, activate it."""
        view, point = self._view, event.position()
        if view.source is None or event.button() != Qt.MouseButton.LeftButton:
            return
        mark = mark_at(view.scene, view.port, point)
        if mark >= 0:
            view.mark_activated.emit(view.scene.marks[mark])
        elif view.selectable:
            self._double = (event.timestamp(), point)
            view.selection = span_around(view.port.frame_at(point.x()), edges_of(view), view.frames)
            if view.selection is not None:
                view.edit_cursor = view.selection[0]

    def wheel(self, event: QWheelEvent) -> None:
        """Scroll; with Ctrl zoom at the mouse; with Alt or Ctrl+Shift zoom vertically."""
        view, turn, held = self._view, event.angleDelta(), event.modifiers()
        up, side = turn.y() / _NOTCH, turn.x() / _NOTCH
        if held & _ALT or (held & _CONTROL and held & _SHIFT):
            view.zoom_vertically(up or side)  # Alt turns the wheel sideways
        elif held & _CONTROL:
            view.zoom(_ZOOM_NOTCH**up, event.position().x())
        elif event.phase() != Qt.ScrollPhase.NoScrollPhase and not event.pixelDelta().isNull():
            pixels = event.pixelDelta()  # a touchpad: as far as the fingers
            view.pan(-(pixels.x() if abs(pixels.x()) > abs(pixels.y()) else pixels.y()))
        else:
            view.pan(-(side or up) * _PAN_PIXELS)
        event.accept()

    def tool_tip(self, event: QHelpEvent) -> bool:
        """Over a mark: what it is. Elsewhere: what the mouse can do."""
        view, place = self._view, QPointF(event.pos())
        mark = mark_at(view.scene, view.port, place)
        text = view.mark_text(view.scene.marks[mark]) if mark >= 0 else view.toolTip()
        duration = -1 if mark >= 0 else view.toolTipDuration()
        QToolTip.showText(event.globalPos(), text, view, msecShowTime=duration)
        return True

    def _show_shape(self, point: QPointF) -> None:
        view = self._view
        grip = grip_at(view, point) if view.selectable else None
        if point.y() < view.scene.strip:
            found = mark_at(view.scene, view.port, point)
            view.setCursor(Qt.CursorShape.PointingHandCursor if found >= 0 else Qt.CursorShape.ArrowCursor)
        elif grip is not None:
            view.setCursor(grip.shape)
        elif view.spectral_selecting and lane_at(view.scene.frequency_lanes, point.y()) is not None:
            view.setCursor(Qt.CursorShape.CrossCursor)
        elif view.selectable and view.source is not None:
            view.setCursor(Qt.CursorShape.IBeamCursor)
        else:
            view.unsetCursor()

    def _frame_at(self, x: float, beside: Spans = ()) -> int:
        """The frame for pixel `x`, snapped; the guide line shows to what."""
        view = self._view
        besides = [edge for span in beside for edge in span]
        frame, guide = snap(view, x, besides, opposite=self._alt)
        view.set_guide(guide)
        return frame

    # --- keys ---

    def key(self, event: QKeyEvent) -> bool:
        """Cursor and selection keys. Returns whether the key meant something."""
        if event.key() == Qt.Key.Key_Escape:
            return self.cancel()
        return waveform_keys.pressed(self._view, event)
