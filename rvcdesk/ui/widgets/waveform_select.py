"""What is chosen on a timeline: cursors, selections, the box of frequencies, the line at the mouse.

Changing any of them repaints narrow strips.
"""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QRect, QRectF, QTimer, Signal
from PySide6.QtWidgets import QWidget

from rvcdesk.ui.widgets import spans as span_list
from rvcdesk.ui.widgets import waveform_accessible
from rvcdesk.ui.widgets import waveform_overlay as overlay
from rvcdesk.ui.widgets.spans import Span, Spans
from rvcdesk.ui.widgets.waveform_port import PortWidget

Box = tuple[float, float]
_REST_MS = 250


class SelectWidget(PortWidget):
    """Selections and cursors over a `Viewport`.

    Signals:
        selection_changed: the active selection, (start, end) or None; also when only others change.
        box_changed: lowest and highest frequency of the box, Hz; both 0 when there is none any more.
        cursor_moved: the edit cursor, by the user or by `edit_cursor = ...`.
    """

    selection_changed = Signal(object)
    box_changed = Signal(float, float)
    cursor_moved = Signal(object)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.follow = True
        self.snap = True
        self.snap_to_zero = False
        self.spectral_selecting = False
        self._selections: Spans = ()
        self._box: Box | None = None
        self._cursor = 0
        self._play_cursor: int | None = None
        self._hover: float | None = None
        self._guide: int | None = None
        self.announcer = QTimer(self, singleShot=True, interval=_REST_MS)
        self.announcer.timeout.connect(lambda: waveform_accessible.announce(self))

    # --- selections

    @property
    def selection(self) -> Span | None:
        """The active selection, (start, end) frames, start < end, or None. Setting it drops the others."""
        return self._selections[0] if self._selections else None

    @selection.setter
    def selection(self, value: Span | None) -> None:
        self.selections = (value,) if value is not None else ()

    @property
    def selections(self) -> Spans:
        """Everything that is selected: the active one first, the others by time."""
        return self._selections

    @selections.setter
    def selections(self, value: Sequence[Span]) -> None:
        new = span_list.tidy(value, self.frames)
        if new == self._selections:
            return
        old, self._selections = self._selections, new
        if bool(old) != bool(new):
            self._update_at(self._cursor)  # which is not shown beside a selection
        self._update_selections(old, new)
        if not (old and new and old[0][0] < new[0][1] and new[0][0] < old[0][1]):
            self.spectral_box = None  # it belonged to another stretch
        self.selection_changed.emit(self.selection)
        waveform_accessible.value_changed(self)

    def set_active(self, span: Span) -> None:
        """Give the active selection other edges; the others stay."""
        self.selections = (span, *self._selections[1:])

    def select_all(self) -> None:
        """Select the whole timeline."""
        self.selection = (0, self.frames)

    def zoom_to_selection(self) -> None:
        """Show everything that is selected in the whole width."""
        if self._selections:
            edges = [edge for span in self._selections for edge in span]
            self.set_view(min(edges), max(edges))

    @property
    def spectral_box(self) -> Box | None:
        """Lowest and highest frequency in Hz of the active selection's box; None: all frequencies."""
        return self._box

    @spectral_box.setter
    def spectral_box(self, value: Box | None) -> None:
        if value is not None:
            low, high = sorted(min(max(float(hz), 0.0), self.rate / 2) for hz in value)
            value = (low, high) if high > low and self._selections else None
        if value == self._box:
            return
        self._box = value
        if self.selection is not None:
            self._update_span(*self.selection)
        self.box_changed.emit(*(value or (0.0, 0.0)))
        waveform_accessible.value_changed(self)

    def _update_selections(self, old: Spans, new: Spans) -> None:
        for start, end in span_list.changed(old, new):
            self._update_span(start, end)
        others = {*old} ^ {*new}
        if old[:1] != new[:1]:  # the active one looks different
            others |= {*old[:1], *new[:1]}
        for edge in {edge for span in others for edge in span}:
            self._update_at(edge)

    # --- cursors

    @property
    def zoom_center(self) -> float:
        return self._cursor

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
        if self.follow and frame is not None and not self.dragging:
            self._set_port(self.port.paged(frame))
        for place in (old, frame):
            if place is not None:
                self._update_at(place)

    @property
    def dragging(self) -> bool:
        """Whether the mouse holds something."""
        return False

    # --- lines that only show

    def set_guide(self, frame: int | None) -> None:
        """A thin line where something snaps to; None takes it away."""
        for place in (self._guide, frame):
            if place is not None and self._guide != frame:
                self._update_at(place)
        self._guide = frame

    def set_hover(self, x: float | None) -> None:
        """Move the hover line and its time to pixel `x`; None takes them away."""
        if not self.frames or x == self._hover:
            return
        for place in (self._hover, x):
            if place is not None:
                self._hover = place
                self.update(round(place) - 2, 0, 5, self.height())
                self.update(self._hover_rect().adjusted(-1, -1, 1, 1))
        self._hover = x

    @property
    def _overlay_top(self) -> int:
        """The first row below what has its own place at the top."""
        return 0

    def _hover_rect(self) -> QRect:
        return overlay.hover_rect(self.fontMetrics(), self._hover or 0.0, self.width(), self._overlay_top + 4)

    # --- narrow repaints

    def _update_at(self, frame: int) -> None:
        """Repaint the strip around a line at `frame`, as wide as its head."""
        x = self.port.x_of(frame)
        if -10 <= x <= self.width() + 10:
            self.update(round(x) - 7, 0, 15, self.height())

    def _update_span(self, start: int, end: int) -> None:
        """Repaint start..end and its edges' handles."""
        left, right = max(self.port.x_of(start), -8.0), min(self.port.x_of(end), self.width() + 8.0)
        if right >= left:
            self.update(QRectF(left - 7, 0, right - left + 14, self.height()).toAlignedRect())
