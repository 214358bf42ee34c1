"""The waveform view: a clip's timeline from the whole hour down to single samples.

Only the picture of the current view is kept (`waveform_paint`); cursors, hover line and
selection are drawn over it, and moving them repaints narrow strips. Mouse and keys are in
`waveform_input`.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence

import numpy as np
from numpy.typing import NDArray
from PySide6.QtCore import QEvent, QPointF, QRect, QRectF, QSize, Qt, Signal
from PySide6.QtGui import (
    QContextMenuEvent,
    QKeyEvent,
    QMouseEvent,
    QNativeGestureEvent,
    QPainter,
    QPaintEvent,
    QPen,
    QResizeEvent,
    QWheelEvent,
)
from PySide6.QtWidgets import QSizePolicy, QWidget

from rvcdesk.ui import theme
from rvcdesk.ui.widgets import waveform_accessible
from rvcdesk.ui.widgets import waveform_overlay as overlay
from rvcdesk.ui.widgets.waveform_input import WaveformInput
from rvcdesk.ui.widgets.waveform_model import ViewMark, Viewport, clock
from rvcdesk.ui.widgets.waveform_paint import NO_SPANS, Picture, Scene
from rvcdesk.ui.widgets.waveform_source import WaveSource

Selection = tuple[int, int]
ZOOM_STEP = 2.0


class WaveformView(QWidget):
    """Shows audio with its cuts and marks; selects, zooms and scrolls.

    Positions are frames of the audio's own rate.

    Signals:
        selection_changed: (start, end) or None.
        cursor_moved: the edit cursor, by the user or by `edit_cursor = ...`.
        mark_clicked, mark_activated: a `ViewMark`, clicked or double-clicked.
        content_changed: audio, spans or marks are others, or more of the audio is known.
        view_changed: first and last visible frame, as floats.
        context_menu_requested: frame, and where on the screen (QPoint).
    """

    selection_changed = Signal(object)
    cursor_moved = Signal(object)
    mark_clicked = Signal(object)
    mark_activated = Signal(object)
    view_changed = Signal(float, float)
    content_changed = Signal()
    context_menu_requested = Signal(object, object)

    def __init__(self, parent: QWidget | None = None, *, selectable: bool = True) -> None:
        """`selectable=False` leaves out selecting by mouse and keys: a click only sets the cursor."""
        super().__init__(parent)
        waveform_accessible.install()
        self.selectable = selectable
        self.follow = True
        self.scene = Scene()
        self.port = Viewport()
        self._picture = Picture()
        self._stale = True
        self._selection: Selection | None = None
        self._cursor = 0
        self._play_cursor: int | None = None
        self._hover: float | None = None
        self._empty_text = self.tr("Drop recordings here or press Ctrl+Shift+I")
        self._input = WaveformInput(self)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setMouseTracking(True)
        self.setAttribute(Qt.WidgetAttribute.WA_OpaquePaintEvent)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)
        self.setAccessibleName(self.tr("Waveform"))
        self.setToolTip(self.tr("Drag to select, Shift+click to extend. Wheel scrolls, Ctrl+wheel zooms."))
        self.setToolTipDuration(4000)

    # --- what is shown ---

    @property
    def source(self) -> WaveSource | None:
        """The audio on show."""
        return self.scene.source

    @property
    def rate(self) -> int:
        """Frames a second; 1 when empty."""
        return self.scene.source.rate if self.scene.source is not None else 1

    @property
    def frames(self) -> int:
        """Length of the timeline."""
        return self.port.frames

    def set_audio(self, source: WaveSource | None, *, keep_view: bool = False) -> None:
        """Show `source`, whole; None empties the view.

        Args:
            source: what to draw.
            keep_view: the same timeline after an edit: zoom, cursor and selection stay where possible.
        """
        frames = source.frames if source is not None else 0
        self.scene.source = source
        self._play_cursor = None
        port = Viewport(frames, max(self.width(), 1))
        if keep_view and self.port.frames and not self.port.is_fitted:
            port = port.showing(self.port.start, self.port.end)
        else:
            port = port.fit()
        if not keep_view:
            self.scene.cut = self.scene.silent = NO_SPANS
            self.scene.marks, self.scene.current_mark = (), -1
            self._hover = None
        self._name_lanes()
        self.port = port
        self.refresh()
        self.selection = self._selection if keep_view else None
        self.edit_cursor = min(self._cursor, frames) if keep_view else 0
        self.view_changed.emit(port.start, port.end)

    def set_spans(self, cut: Iterable[Selection] = (), silent: Iterable[Selection] = ()) -> None:
        """The spans that are cut or silenced, (start, end) frames."""
        self.scene.cut, self.scene.silent = _span_array(cut), _span_array(silent)
        self.refresh()

    def set_marks(self, marks: Sequence[ViewMark], current: int = -1) -> None:
        """The marks to show, ordered by start; `current` is the index of the one under review."""
        self.scene.marks, self.scene.current_mark = tuple(marks), current
        self.refresh()

    def set_current_mark(self, index: int) -> None:
        """Point out one of the marks; -1 for none."""
        if index != self.scene.current_mark:
            self.scene.current_mark = index
            self.refresh()

    def set_mix(self, mix: bool) -> None:
        """One lane with the mix of all channels instead of one lane a channel."""
        self.scene.mix = mix
        self._name_lanes()
        self.refresh()

    def set_gain(self, gain: float) -> None:
        """Vertical zoom: 1 shows full scale, 10 shows a tenth of it."""
        self.scene.gain = min(max(gain, 1.0), 1000.0)
        self.refresh()

    def set_empty_text(self, text: str) -> None:
        """What an empty view says."""
        self._empty_text = text
        self.update()

    def refresh(self) -> None:
        """Something to draw changed (for one, more of the pyramid is there): draw again."""
        self._redraw()
        self.content_changed.emit()

    def _redraw(self) -> None:
        self._stale = True
        self.update()

    def _name_lanes(self) -> None:
        lanes = len(self.scene.lanes)
        mixed = self.scene.source is not None and self.scene.source.channels > 1
        if lanes == 2:
            self.scene.labels = (self.tr("L", "left channel"), self.tr("R", "right channel"))
        else:
            self.scene.labels = (self.tr("Mix"),) if mixed else ()

    # --- selection and cursors ---

    @property
    def selection(self) -> Selection | None:
        """(start, end) frames, start < end, or None."""
        return self._selection

    @selection.setter
    def selection(self, value: Selection | None) -> None:
        if value is not None:
            start, end = sorted(min(max(int(edge), 0), self.frames) for edge in value)
            value = (start, end) if end > start else None
        if value == self._selection:
            return
        had = self._selection is not None
        old, self._selection = self._selection, value
        if had != (value is not None):
            self._stale = True
        for edge in {*(old or ()), *(value or ())}:
            self._update_at(edge)
        self._update_between(old, value)
        self.selection_changed.emit(value)
        waveform_accessible.value_changed(self)

    @property
    def edit_cursor(self) -> int:
        """Where the user last clicked, a frame: playback and edits start here."""
        return self._cursor

    @edit_cursor.setter
    def edit_cursor(self, frame: int) -> None:
        frame = min(max(int(frame), 0), self.frames)
        if frame != self._cursor:
            self._update_at(self._cursor)
            self._cursor = frame
            self._update_at(frame)
            self.cursor_moved.emit(frame)
            waveform_accessible.value_changed(self)

    @property
    def play_cursor(self) -> int | None:
        """Where playback is, None when nothing plays. Setting it repaints two narrow strips."""
        return self._play_cursor

    @play_cursor.setter
    def play_cursor(self, frame: int | None) -> None:
        if frame == self._play_cursor:
            return
        old, self._play_cursor = self._play_cursor, frame
        if self.follow and frame is not None and not self._input.dragging:
            self._set_port(self.port.paged(frame))
        for place in (old, frame):
            if place is not None:
                self._update_at(place)

    def select_all(self) -> None:
        """Select the whole timeline."""
        self.selection = (0, self.frames)

    # --- zoom and scroll ---

    def set_view(self, start: float, end: float) -> None:
        """Show start..end (frames), as far as the limits allow."""
        self._set_port(self.port.showing(start, end))

    def zoom(self, factor: float, x: float | None = None) -> None:
        """Zoom in (factor > 1) or out, keeping the frame at pixel `x`, or else the middle, in place."""
        self._set_port(self.port.zoomed(factor, x))

    def zoom_in(self) -> None:
        """Zoom in around the edit cursor when it is visible."""
        x = self.port.x_of(self._cursor)
        self.zoom(ZOOM_STEP, x if 0 <= x <= self.width() else None)

    def zoom_out(self) -> None:
        """Zoom out around the edit cursor when it is visible."""
        x = self.port.x_of(self._cursor)
        self.zoom(1 / ZOOM_STEP, x if 0 <= x <= self.width() else None)

    def zoom_normal(self) -> None:
        """100 pixels a second."""
        self.zoom(self.port.scale / (self.rate / 100))

    def fit(self) -> None:
        """Show everything."""
        self._set_port(self.port.fit())

    def zoom_to_selection(self) -> None:
        """Show the selection in the whole width."""
        if self._selection is not None:
            self.set_view(*self._selection)

    def pan(self, pixels: float) -> None:
        """Scroll to the right by so many pixels."""
        self._set_port(self.port.panned(pixels))

    def ensure_visible(self, frame: int) -> None:
        """Scroll just far enough that `frame` is seen."""
        self._set_port(self.port.including(frame))

    def _set_port(self, port: Viewport) -> None:
        if port != self.port:
            self.port = port
            self._redraw()
            self.view_changed.emit(port.start, port.end)

    # --- painting ---

    def sizeHint(self) -> QSize:
        return QSize(800, 240)

    def minimumSizeHint(self) -> QSize:
        return QSize(160, 60)

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        if self.scene.source is None or not self.frames:
            overlay.draw_empty(painter, self.rect(), self._empty_text)
        else:
            self._refresh_picture()
            painter.drawImage(QPointF(0, 0), self._picture.plain)
            top, bottom = self.scene.strip, self.height()
            if self._selection is not None and self._picture.selected is not None:
                overlay.draw_selection(
                    painter, self._picture.selected, self.port, self._selection, top, bottom
                )
            if self._hover is not None:
                seconds = self.port.frame_at(self._hover) / self.rate
                time = clock(seconds, 3 if self.port.scale > self.rate / 2000 else 5)
                overlay.draw_hover(painter, self._hover, self._hover_rect(), time, top, bottom)
            if self._selection is None:
                overlay.draw_cursor(painter, self.port.x_of(self._cursor), top, bottom)
            if self._play_cursor is not None:
                overlay.draw_play_cursor(painter, self.port.x_of(self._play_cursor), bottom)
        if self.hasFocus():
            painter.setPen(QPen(theme.color("accent"), 2))
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.drawRect(self.rect().adjusted(1, 1, -1, -1))

    def _refresh_picture(self) -> None:
        ratio = self.devicePixelRatioF()
        if self._stale or self._picture.plain.devicePixelRatio() != ratio:
            self.scene.strip = self.fontMetrics().height() + 6 if self.scene.marks else 0
            self._picture.draw(
                self.scene,
                self.port,
                self.height(),
                ratio,
                self.font(),
                selection=self._selection is not None,
            )
            self._stale = False

    def _hover_rect(self) -> QRect:
        return overlay.hover_rect(self.fontMetrics(), self._hover or 0.0, self.width(), self.scene.strip + 4)

    def set_hover(self, x: float | None) -> None:
        """Move the hover line and its time to pixel `x`; None takes them away."""
        if self.scene.source is None or x == self._hover:
            return
        for place in (self._hover, x):
            if place is not None:
                self._hover = place
                self.update(round(place) - 2, 0, 5, self.height())
                self.update(self._hover_rect().adjusted(-1, -1, 1, 1))
        self._hover = x

    def _update_at(self, frame: int) -> None:
        """Repaint the strip around a line at `frame`, as wide as its head."""
        x = self.port.x_of(frame)
        if -10 <= x <= self.width() + 10:
            self.update(round(x) - 7, 0, 15, self.height())

    def _update_between(self, old: Selection | None, new: Selection | None) -> None:
        if old is None or new is None:
            self.update()
            return
        for one, other in zip(old, new, strict=True):
            if one != other:
                left, right = sorted((self.port.x_of(one), self.port.x_of(other)))
                left, right = max(left, -8.0), min(right, self.width() + 8.0)
                self.update(QRectF(left - 7, 0, max(right - left, 0) + 14, self.height()).toAlignedRect())

    # --- events ---

    def resizeEvent(self, event: QResizeEvent) -> None:
        self._stale = True
        self._set_port(self.port.resized(self.width()))

    def changeEvent(self, event: QEvent) -> None:
        if event.type() in (QEvent.Type.PaletteChange, QEvent.Type.FontChange, QEvent.Type.StyleChange):
            self.refresh()
        super().changeEvent(event)

    def event(self, event: QEvent) -> bool:
        pinch = Qt.NativeGestureType.ZoomNativeGesture
        if isinstance(event, QNativeGestureEvent) and event.gestureType() == pinch:
            self.zoom(1 + event.value(), event.position().x())
            return True
        return super().event(event)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        self._input.press(event)

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        self._input.move(event)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        self._input.release(event)

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        self._input.double_click(event)

    def wheelEvent(self, event: QWheelEvent) -> None:
        self._input.wheel(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if not self._input.key(event):
            super().keyPressEvent(event)

    def leaveEvent(self, event: QEvent) -> None:
        self.set_hover(None)

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        if event.reason() == QContextMenuEvent.Reason.Keyboard:
            place = QPointF(self.port.x_of(self._cursor), self.height() / 2).toPoint()
            self.context_menu_requested.emit(self._cursor, self.mapToGlobal(place))
        else:
            self.context_menu_requested.emit(self.port.frame_at(event.x()), event.globalPos())


def _span_array(spans: Iterable[Selection]) -> NDArray[np.int64]:
    return np.array(list(spans), np.int64).reshape(-1, 2)
