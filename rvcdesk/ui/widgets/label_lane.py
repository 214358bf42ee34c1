"""The lane with the labels of a waveform view: points and regions with a text."""

from __future__ import annotations

from dataclasses import replace

from PySide6.QtCore import QEvent, QPointF, QRectF, QSize, Qt, Signal
from PySide6.QtGui import (
    QContextMenuEvent,
    QFocusEvent,
    QHelpEvent,
    QKeyEvent,
    QMouseEvent,
    QPainter,
    QPaintEvent,
    QPen,
    QPolygonF,
    QWheelEvent,
)
from PySide6.QtWidgets import QLineEdit, QSizePolicy, QToolTip, QWidget

from rvcdesk.audio.history import Label
from rvcdesk.ui import theme
from rvcdesk.ui.widgets.label_rows import ROWS, Flag, arranged, in_sight
from rvcdesk.ui.widgets.mark_words import label_text
from rvcdesk.ui.widgets.snapping import snap
from rvcdesk.ui.widgets.spans import holding
from rvcdesk.ui.widgets.waveform import WaveformView

_EDGE_PIXELS = 5
_DRAG_PIXELS = 3
_MARGIN = 6  # px beside a text
_LEAST_TEXT = 10  # px: for less there is no text, and no little flag
_OWN_KEYS = (Qt.Key.Key_F2, Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Delete, Qt.Key.Key_Escape)


class LabelLane(QWidget):
    """Draws `view.labels`, lets the mouse choose, move and rename them.

    What the user does comes out of the view's signals `label_activated`, `label_moved`,
    `label_renamed` and `label_removed`; the lane changes nothing by itself. It hides while there
    are no labels.

    Signals:
        menu_requested: where on the screen (QPoint); the label there is the chosen one by then.
    """

    menu_requested = Signal(object)

    def __init__(self, view: WaveformView, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._view = view
        self._held: tuple[int, int | None] | None = None  # label, and which of its edges
        self._dragged: Label | None = None
        self._pressed_at = QPointF()
        self._edited = -1
        self._arranged: tuple[tuple[Label, ...], float, list[Flag]] = ((), 0.0, [])
        self._field = QLineEdit(self)
        self._set_up()

    def _set_up(self) -> None:
        self._field.hide()
        self._field.setAccessibleName(self.tr("Text of the label"))
        self._field.setToolTip(self.tr("Enter keeps the text, Escape drops it"))
        self._field.installEventFilter(self)
        for signal in (self._view.labels_changed, self._view.view_changed, self._view.content_changed):
            signal.connect(self._refresh)
        self.setMouseTracking(True)
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setAttribute(Qt.WidgetAttribute.WA_OpaquePaintEvent)
        self.setAccessibleName(self.tr("Labels"))
        self.setToolTip(
            self.tr("Click to select, drag to move, drag an edge to resize, double-click to rename")
        )
        self.setVisible(bool(self._view.labels))

    @property
    def _row_height(self) -> int:
        return self.fontMetrics().height() + 6

    def sizeHint(self) -> QSize:
        return QSize(400, ROWS * self._row_height + 3)

    def _refresh(self) -> None:
        labels = self._view.labels
        if self._edited >= len(labels):
            self._end_edit()
        self.setVisible(bool(labels))
        self._place_field()
        self.update()

    def flags(self) -> list[Flag]:
        """The labels in sight, as they are now."""
        port, labels = self._view.port, self._shown()
        if self._arranged[:2] != (labels, port.scale):
            advance = self.fontMetrics().horizontalAdvance
            flags = arranged(labels, port.scale, lambda text: advance(text) + 2 * _MARGIN)
            self._arranged = (labels, port.scale, flags)
        return in_sight(self._arranged[2], port)

    def _shown(self) -> tuple[Label, ...]:
        labels = self._view.labels
        if self._held is None or self._dragged is None:
            return labels
        index = self._held[0]
        return (*labels[:index], self._dragged, *labels[index + 1 :])

    def rect_of(self, flag: Flag) -> QRectF:
        """The body of a flag, px: its region and its text."""
        top = flag.row * self._row_height + 2
        right = max(flag.text_end, flag.right)
        return QRectF(flag.left, top, max(right - flag.left, 4), self._row_height - 2)

    # --- painting

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.fillRect(self.rect(), theme.color("base_alt"))
        painter.setPen(QPen(theme.color("border"), 0))
        painter.drawLine(0, 0, self.width(), 0)
        for flag in self.flags():
            self._paint(painter, flag, self._shown()[flag.index])
        if self.hasFocus():
            painter.setPen(QPen(theme.color("accent"), 2))
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.drawRect(self.rect().adjusted(1, 1, -1, -1))

    def _paint(self, painter: QPainter, flag: Flag, label: Label) -> None:
        body, chosen = self.rect_of(flag), flag.index == self._view.current_label
        region = QRectF(flag.left, body.top(), flag.right - flag.left, body.height())
        if chosen:
            painter.fillRect(body, theme.color("accent"))
        else:
            painter.fillRect(body, theme.color("panel"))
            painter.fillRect(region, theme.color("lane_selected"))
        self._paint_edges(painter, flag, body)
        left = max(body.left(), 0.0) + _MARGIN
        room = QRectF(left, body.top(), body.right() - left - 2, body.height())
        if room.width() < _LEAST_TEXT or not label.text:
            return
        painter.setPen(theme.color("accent_text" if chosen else "text"))
        text = painter.fontMetrics().elidedText(label.text, Qt.TextElideMode.ElideRight, int(room.width()))
        painter.drawText(room, Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft, text)

    def _paint_edges(self, painter: QPainter, flag: Flag, body: QRectF) -> None:
        """A line at both ends of a region, with a little flag; one at a point."""
        ink = theme.color("text_dim")
        painter.setPen(QPen(ink, 0))
        painter.setBrush(ink)
        for x, turn in ((flag.left, 1), (flag.right, -1))[: 2 if flag.right > flag.left else 1]:
            at = round(x)
            painter.drawLine(QPointF(at, body.top()), QPointF(at, body.bottom()))
            if body.width() >= _LEAST_TEXT:
                top = body.top()
                tip = [QPointF(at, top), QPointF(at + 5 * turn, top), QPointF(at, top + 5)]
                painter.drawPolygon(QPolygonF(tip))

    # --- mouse

    def _flag_at(self, point: QPointF) -> tuple[Flag, int | None] | None:
        """The flag under the mouse, and which edge of its label; the last drawn first."""
        near: list[tuple[float, Flag, int]] = []
        for flag in reversed(self.flags()):
            body = self.rect_of(flag)
            if body.top() - 2 <= point.y() <= body.bottom() + 2:
                edges = (flag.left, flag.right) if flag.right > flag.left else (flag.left,)
                near += [(abs(x - point.x()), flag, side) for side, x in enumerate(edges)]
        if near:
            away, flag, side = min(near, key=lambda item: item[0])
            if away <= _EDGE_PIXELS:
                return flag, side
        inside = (flag for flag in reversed(self.flags()) if self.rect_of(flag).contains(point))
        found = next(inside, None)
        return (found, None) if found is not None else None

    def mousePressEvent(self, event: QMouseEvent) -> None:
        found = self._flag_at(event.position())
        if event.button() != Qt.MouseButton.LeftButton or found is None:
            return
        flag, side = found
        self._held, self._dragged, self._pressed_at = (flag.index, side), None, event.position()

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        point = event.position()
        if self._held is None:
            self._show_shape(point)
            return
        index, side = self._held
        if self._dragged is None and abs(point.x() - self._pressed_at.x()) < _DRAG_PIXELS:
            return
        label = self._view.labels[index]
        if side is None:
            self._dragged, guide = self._carried(label, event)
        else:
            x = min(max(event.position().x(), 0.0), float(self.width()))
            frame, guide = self._frame_at(event, x)
            other = (label.end, label.start)[side] if label.end > label.start else frame
            self._dragged = replace(label, start=min(frame, other), end=max(frame, other))
        self._view.set_guide(guide)
        self.update()

    def _carried(self, label: Label, event: QMouseEvent) -> tuple[Label, int | None]:
        """The whole label where the mouse has taken it; either end may snap."""
        away = event.position().x() - self._pressed_at.x()
        length, port = label.end - label.start, self._view.port
        start, guide = self._frame_at(event, port.x_of(label.start) + away)
        if guide is None and length:
            end, guide = self._frame_at(event, port.x_of(label.end) + away)
            start = end - length if guide is not None else start
        start = min(max(start, 0), max(self._view.frames - length, 0))
        return replace(label, start=start, end=start + length), guide

    def _frame_at(self, event: QMouseEvent, x: float) -> tuple[int, int | None]:
        """The frame for a pixel, and what it snapped to."""
        return snap(self._view, x, opposite=bool(event.modifiers() & Qt.KeyboardModifier.AltModifier))

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        if event.button() != Qt.MouseButton.LeftButton or self._held is None:
            return
        (index, _), moved = self._held, self._dragged
        self._drop()
        if moved is None:
            self.choose(index, add=bool(event.modifiers() & Qt.KeyboardModifier.ControlModifier))
        elif (moved.start, moved.end) != (self._view.labels[index].start, self._view.labels[index].end):
            self._view.label_moved.emit(index, moved.start, moved.end)

    def _drop(self) -> None:
        self._held, self._dragged = None, None
        self._view.set_guide(None)
        self.update()

    def choose(self, index: int, *, add: bool = False) -> None:
        """Select the label's region (beside what is selected, with `add`), or go to its point."""
        view, label = self._view, self._view.labels[index]
        view.set_labels(view.labels, index)
        if label.end > label.start:
            others = view.selections if add and holding(view.selections, label.start) is None else ()
            view.selections = ((label.start, label.end), *others)
            if label.high_hz > label.low_hz:
                view.spectral_box = (label.low_hz, label.high_hz)
        else:
            view.selections = ()
        view.edit_cursor = label.start
        view.ensure_visible(label.start)
        view.label_activated.emit(index)

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        found = self._flag_at(event.position())
        if event.button() == Qt.MouseButton.LeftButton and found is not None:
            self.edit(found[0].index)

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        """On a label: what can be done with it."""
        found = self._flag_at(QPointF(event.pos()))
        if event.reason() != QContextMenuEvent.Reason.Keyboard and found is not None:
            self.choose(found[0].index)
        elif event.reason() != QContextMenuEvent.Reason.Keyboard or self._view.current_label < 0:
            return
        self.menu_requested.emit(event.globalPos())

    def wheelEvent(self, event: QWheelEvent) -> None:
        self._view.wheelEvent(event)

    def _show_shape(self, point: QPointF) -> None:
        found = self._flag_at(point)
        if found is None:
            self.unsetCursor()
        else:
            shapes = (Qt.CursorShape.PointingHandCursor, Qt.CursorShape.SplitHCursor)
            self.setCursor(shapes[found[1] is not None])

    # --- the text in place

    def edit(self, index: int) -> None:
        """Let the user type a label's text, in its place."""
        self._view.set_labels(self._view.labels, index)
        self._view.ensure_visible(self._view.labels[index].start)
        self._edited = index
        self._field.setText(self._view.labels[index].text)
        self._place_field()
        self._field.show()
        self._field.setFocus()
        self._field.selectAll()

    def _place_field(self) -> None:
        if self._edited < 0:
            return
        flag = next((flag for flag in self.flags() if flag.index == self._edited), None)
        if flag is None:
            return
        body = self.rect_of(flag).toRect()
        wide = max(body.width(), 160)
        left = min(max(body.left(), 0), max(self.width() - wide, 0))
        self._field.setGeometry(left, body.top() - 2, wide, self._row_height + 2)

    def _end_edit(self, *, keep: bool = False) -> None:
        index, self._edited = self._edited, -1
        if index < 0:
            return
        text = self._field.text().strip()
        had_focus = self._field.hasFocus()
        self._field.hide()
        if had_focus:
            self._view.setFocus()
        if keep and index < len(self._view.labels) and text != self._view.labels[index].text:
            self._view.label_renamed.emit(index, text)

    def eventFilter(self, watched: object, event: QEvent) -> bool:
        """Enter and losing the focus keep what was typed, Escape drops it."""
        if watched is self._field:
            if isinstance(event, QKeyEvent) and event.type() == QEvent.Type.KeyPress:
                taken = event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter)
                if taken or event.key() == Qt.Key.Key_Escape:
                    self._end_edit(keep=taken)
                    return True
            elif (
                isinstance(event, QFocusEvent)
                and event.type() == QEvent.Type.FocusOut
                and event.reason() != Qt.FocusReason.PopupFocusReason
            ):
                self._end_edit(keep=True)
        return False

    # --- keys and words

    def event(self, event: QEvent) -> bool:
        """With the focus here, F2 and Del are the label's, not the window's."""
        own = isinstance(event, QKeyEvent) and event.key() in _OWN_KEYS
        if event.type() == QEvent.Type.ShortcutOverride and own and self._view.current_label >= 0:
            event.accept()
            return True
        if isinstance(event, QHelpEvent) and event.type() == QEvent.Type.ToolTip:
            found = self._flag_at(QPointF(event.pos()))
            text = (
                label_text(self._view.labels[found[0].index], self._view.rate)
                if found is not None
                else self.toolTip()
            )
            QToolTip.showText(event.globalPos(), text, self)
            return True
        return super().event(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Left and Right go from label to label, Enter or F2 renames, Del removes."""
        key, current, count = event.key(), self._view.current_label, len(self._view.labels)
        if key == Qt.Key.Key_Escape and self._held is not None:
            self._drop()
        elif key in (Qt.Key.Key_Left, Qt.Key.Key_Right) and count:
            step = 1 if key == Qt.Key.Key_Right else -1
            self.choose(min(max(current + step, 0), count - 1))
        elif key in (Qt.Key.Key_F2, Qt.Key.Key_Return, Qt.Key.Key_Enter) and 0 <= current < count:
            self.edit(current)
        elif key == Qt.Key.Key_Delete and 0 <= current < count:
            self._view.label_removed.emit(current)
        else:
            super().keyPressEvent(event)

    def changeEvent(self, event: QEvent) -> None:
        if event.type() == QEvent.Type.FontChange:
            self._arranged = ((), 0.0, [])
            self.updateGeometry()
        self.update()
        super().changeEvent(event)
