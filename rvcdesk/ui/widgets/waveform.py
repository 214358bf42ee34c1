"""The waveform view: a clip's timeline from the whole hour down to single samples.

Only the picture of the current view is kept (`waveform_paint`); cursors, hover line and
selections are drawn over it. Zoom is in `waveform_port`, selections in `waveform_select`,
mouse and keys in `waveform_input`.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence

import numpy as np
from numpy.typing import NDArray
from PySide6.QtCore import QEvent, QPointF, QSize, Qt, Signal
from PySide6.QtGui import (
    QContextMenuEvent,
    QHelpEvent,
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

from rvcdesk.audio.history import Label
from rvcdesk.ui import theme
from rvcdesk.ui.widgets import mark_words, waveform_accessible
from rvcdesk.ui.widgets import waveform_overlay as overlay
from rvcdesk.ui.widgets.marks_paint import mark_at, row_height, stacked, tinted_spans
from rvcdesk.ui.widgets.snapping import Edges, edges_of
from rvcdesk.ui.widgets.spans import Span
from rvcdesk.ui.widgets.spectrogram_part import SpectrogramPart
from rvcdesk.ui.widgets.waveform_box import box_rects
from rvcdesk.ui.widgets.waveform_input import WaveformInput
from rvcdesk.ui.widgets.waveform_model import ViewMark, Viewport, clock, span_around, span_beside
from rvcdesk.ui.widgets.waveform_paint import NO_SPANS, Picture, Scene
from rvcdesk.ui.widgets.waveform_select import SelectWidget
from rvcdesk.ui.widgets.waveform_source import WaveSource

Selection = Span
_GAIN_STEP = 1.35


class WaveformView(SelectWidget):
    """Shows audio with its cuts and marks; selects, zooms and scrolls.

    Positions are frames of the audio's own rate.

    Signals:
        selection_changed, box_changed, cursor_moved, view_changed: see the classes below this one.
        mark_clicked, mark_activated: a `ViewMark`, clicked or double-clicked.
        label_activated: index of the label that was clicked.
        label_moved: index, new start, new end: it was dragged.
        label_renamed: index and text: it was typed over.
        label_removed: index: Del was pressed on it.
        labels_changed: others are shown, or another one is chosen.
        content_changed: audio, spans or marks are others, or more of the audio is known.
        context_menu_requested: frame, and where on the screen (QPoint).
    """

    mark_clicked = Signal(object)
    mark_activated = Signal(object)
    label_activated = Signal(int)
    label_moved = Signal(int, object, object)
    label_renamed = Signal(int, str)
    label_removed = Signal(int)
    labels_changed = Signal()
    content_changed = Signal()
    context_menu_requested = Signal(object, object)

    def __init__(self, parent: QWidget | None = None, *, selectable: bool = True) -> None:
        """`selectable=False` leaves out selecting by mouse and keys: a click only sets the cursor."""
        super().__init__(parent)
        waveform_accessible.install()
        self.selectable = selectable
        self.scene = Scene()
        self.labels: tuple[Label, ...] = ()
        self.edges = Edges()  # as `edges_of` found them last
        self.current_label = -1
        self.mark_hint: Callable[[ViewMark], str] = lambda _mark: ""  # which keys answer it
        self.spectrogram: SpectrogramPart | None = None
        self._picture = Picture()
        self._empty_text = self.tr("Drop recordings here or press Ctrl+Shift+I")
        self._input = WaveformInput(self)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setMouseTracking(True)
        self.setAttribute(Qt.WidgetAttribute.WA_OpaquePaintEvent)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)
        self.setAccessibleName(self.tr("Waveform"))
        self.setToolTip(
            self.tr(
                "Drag to select, Shift+click to extend, Ctrl+drag to select more. "
                "Wheel scrolls, Ctrl+wheel zooms."
            )
        )
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
            self.scene.cut = self.scene.silent = self.scene.missing = NO_SPANS
            self.scene.splits = ()
            self._put_marks(())
            self.scene.current_mark = -1
            self.set_labels(())
            self._hover = self._guide = self._near = None
        self._name_lanes()
        self.port = port
        self.refresh()
        self.selections = self._selections if keep_view else ()
        self.edit_cursor = min(self._cursor, frames) if keep_view else 0
        self.view_changed.emit(port.start, port.end)

    def set_spans(
        self, cut: Iterable[Span] = (), silent: Iterable[Span] = (), splits: Iterable[int] = ()
    ) -> None:
        """The spans that are cut or silenced, (start, end) frames, and where the clip is split."""
        self.scene.cut, self.scene.silent = _span_array(cut), _span_array(silent)
        self.scene.splits = tuple(splits)
        self.refresh()

    def set_missing(self, spans: Iterable[Span]) -> None:
        """The stretches whose recording cannot be found."""
        self.scene.missing = _span_array(spans)
        self.refresh()

    def set_marks(self, marks: Sequence[ViewMark], current: int = -1) -> None:
        """The marks to show, ordered by start; `current` is the index of the one under review."""
        self._put_marks(tuple(marks))
        self.scene.current_mark = current
        self.refresh()
        waveform_accessible.items_changed(self)

    def _put_marks(self, marks: tuple[ViewMark, ...]) -> None:
        scene = self.scene
        scene.marks, scene.mark_rows, scene.tints = marks, stacked(marks), tinted_spans(marks)
        scene.mark_spans = _span_array((mark.start, mark.end) for mark in marks)

    def set_current_mark(self, index: int) -> None:
        """Point out one of the marks; -1 for none."""
        if index != self.scene.current_mark:
            self.scene.current_mark = index
            self.refresh()

    def set_labels(self, labels: Sequence[Label], current: int = -1) -> None:
        """The labels, ordered by start; a `LabelLane` draws them. `current` is the chosen one."""
        if (tuple(labels), current) != (self.labels, self.current_label):
            self.labels, self.current_label = tuple(labels), current
            self.labels_changed.emit()
            waveform_accessible.items_changed(self)

    def set_mix(self, mix: bool) -> None:
        """One lane with the mix of all channels instead of one lane a channel."""
        self.scene.mix = mix
        self._name_lanes()
        self.refresh()

    def set_gain(self, gain: float) -> None:
        """Vertical zoom: 1 shows full scale, 10 shows a tenth of it."""
        self.scene.gain = min(max(gain, 1.0), 1000.0)
        self.refresh()

    def set_db_range(self, db_range: float) -> None:
        """Levels in dB, the middle line that far below full scale; 0: linear."""
        self.scene.db_range = db_range
        self.refresh()

    def set_spectrogram(self, part: SpectrogramPart) -> None:
        """Draw a spectrogram too, as `part.mode` says."""
        self.spectrogram = part
        part.changed.connect(self.update)
        part.arranged.connect(self.refresh)
        self.refresh()

    def zoom_vertically(self, notches: float) -> None:
        """So many notches of the wheel closer (or, below 0, farther)."""
        self.set_gain(self.scene.gain * _GAIN_STEP**notches)

    def set_empty_text(self, text: str) -> None:
        """What an empty view says."""
        self._empty_text = text
        self.update()

    def refresh(self) -> None:
        """Something to draw changed (for one, more of the pyramid is there): draw again."""
        self._picture.forget()
        self._measure_strip()
        self.update()
        self.content_changed.emit()

    def _name_lanes(self) -> None:
        lanes = len(self.scene.lanes)
        mixed = self.scene.source is not None and self.scene.source.channels > 1
        if lanes == 2:
            self.scene.labels = (self.tr("L", "left channel"), self.tr("R", "right channel"))
        else:
            self.scene.labels = (self.tr("Mix"),) if mixed else ()

    def select_stretch(self, *, after: bool) -> None:
        """Select what lies between two edges: after or before the selection, else around the cursor."""
        edges = edges_of(self)
        if self.selection is None:
            self.selection = span_around(self.edit_cursor, edges, self.frames)
        else:
            self.selection = span_beside(self.selection, edges, self.frames, after=after)
        if self.selection is not None:
            self.edit_cursor = self.selection[0]
            self.ensure_visible(self.selection[0])

    @property
    def dragging(self) -> bool:
        return self._input.dragging

    @property
    def _overlay_top(self) -> int:
        return self.scene.strip

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
            self._paint_picture(painter)
            self._paint_overlay(painter)
        if self.hasFocus():
            painter.setPen(QPen(theme.color("accent"), 2))
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.drawRect(self.rect().adjusted(1, 1, -1, -1))

    def _paint_overlay(self, painter: QPainter) -> None:
        """What moves over the picture."""
        top, bottom = self.scene.strip, self.height()
        overlay.draw_splits(painter, self.scene.splits, self.port, top, bottom)
        for number, span in enumerate(self._selections):
            overlay.draw_selection(painter, self.port, span, top, bottom, active=not number)
        if self._box is not None and self._selections:
            boxes = box_rects(self.scene.frequency_lanes, self.port, self._selections[0], self._box)
            overlay.draw_boxes(painter, boxes)
        if self._hover is not None:
            seconds = self.port.frame_at(self._hover) / self.rate
            time = clock(seconds, 3 if self.port.scale > self.rate / 2000 else 5)
            overlay.draw_hover(painter, self._hover, self._hover_rect(), time, top, bottom)
        if not self._selections:
            overlay.draw_cursor(painter, self.port.x_of(self._cursor), top, bottom)
        if self._play_cursor is not None:
            overlay.draw_play_cursor(painter, self.port.x_of(self._play_cursor), bottom)
        if self._guide is not None:
            overlay.draw_guide(painter, self.port.x_of(self._guide), top, bottom)

    def _measure_strip(self) -> None:
        """Room for the marks' names, as many rows as overlap."""
        rows = max(self.scene.mark_rows, default=-1) + 1
        self.scene.mark_row = row_height(self.fontMetrics(), rows) if rows else 0
        self.scene.strip = rows * self.scene.mark_row

    def mark_text(self, mark: ViewMark) -> str:
        """What the tool tip of a mark says."""
        return mark_words.tool_tip(mark, self.rate, self.mark_hint(mark))

    def wave_rows(self) -> int:
        """Pixels from the top that belong to the waves and the marks' names."""
        self._measure_strip()
        part = self.spectrogram
        return part.arrange(self.scene, self.height(), self.rate) if part is not None else self.height()

    def _paint_picture(self, painter: QPainter) -> None:
        ratio, scene = self.devicePixelRatioF(), self.scene
        waves = self.wave_rows()
        if self.spectrogram is not None:
            self.spectrogram.paint(painter, scene, self.port, ratio, self._selections)
        if waves:
            self._picture.draw(scene, self.port, waves, ratio, self._selections)
            self._picture.paint(painter, scene, self.port, self.font())

    # --- events ---

    def resizeEvent(self, event: QResizeEvent) -> None:
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
        if isinstance(event, QHelpEvent) and event.type() == QEvent.Type.ToolTip:
            return self._input.tool_tip(event)
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
            return
        index, frame = mark_at(self.scene, self.port, QPointF(event.pos())), self.port.frame_at(event.x())
        if index >= 0:  # as a click: what the menu offers is for this mark
            frame = self.scene.marks[index].start
            self.mark_clicked.emit(self.scene.marks[index])
        self.context_menu_requested.emit(frame, event.globalPos())


def _span_array(spans: Iterable[Span]) -> NDArray[np.int64]:
    return np.array(list(spans), np.int64).reshape(-1, 2)
