"""The overview bar: the whole clip in one strip, with the visible window to drag."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QRectF, QSize, Qt
from PySide6.QtGui import QKeyEvent, QMouseEvent, QPainter, QPaintEvent, QPen, QResizeEvent, QWheelEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from rvcdesk.ui import theme
from rvcdesk.ui.widgets.marks_paint import token_of
from rvcdesk.ui.widgets.waveform import WaveformView
from rvcdesk.ui.widgets.waveform_model import Viewport
from rvcdesk.ui.widgets.waveform_paint import Picture, Scene

_EDGE_PIXELS = 6
_MIN_WINDOW = 8.0


class OverviewBar(QWidget):
    """Shows where a `WaveformView` is; dragging the window scrolls it, dragging an edge zooms it."""

    def __init__(self, view: WaveformView, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._view = view
        self._picture = Picture()
        self._scene = Scene()
        self._stale = True
        self._grip: str | None = None  # "window", "left" or "right"
        self._grabbed_at = 0.0  # px from the window's left edge
        view.view_changed.connect(self.update)
        view.selection_changed.connect(self.update)
        view.content_changed.connect(self.refresh)
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.setMouseTracking(True)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setAttribute(Qt.WidgetAttribute.WA_OpaquePaintEvent)
        self.setAccessibleName(self.tr("Overview"))
        self.setToolTip(self.tr("Drag the window to scroll, its edges to zoom"))

    def sizeHint(self) -> QSize:
        return QSize(400, 44)

    def refresh(self) -> None:
        """The view shows something else: draw again."""
        self._stale = True
        self.update()

    @property
    def _whole(self) -> Viewport:
        return Viewport(self._view.frames, max(self.width(), 1)).fit()

    def window_rect(self) -> QRectF:
        """The visible part; at least a few pixels wide, however close the view is."""
        left, right = (self._whole.x_of(edge) for edge in (self._view.port.start, self._view.port.end))
        left, right = max(left, 0.0), min(right, float(self.width()))
        if right - left < _MIN_WINDOW:
            left = min(max((left + right - _MIN_WINDOW) / 2, 0.0), self.width() - _MIN_WINDOW)
            right = left + _MIN_WINDOW
        return QRectF(left, 0, right - left, self.height())

    # --- painting ---

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        if not self._view.frames:
            painter.fillRect(self.rect(), theme.color("lane"))
            return
        self._draw_picture()
        self._picture.paint(painter, self._scene, self._whole, self.font())
        self._paint_marks(painter)
        self._paint_selection(painter)
        window = self.window_rect()
        shade = theme.color("overview_shade", 0.55)
        painter.fillRect(QRectF(0, 0, window.left(), self.height()), shade)
        painter.fillRect(QRectF(window.right(), 0, self.width() - window.right(), self.height()), shade)
        painter.setPen(QPen(theme.color("accent"), 2 if self.hasFocus() else 1))
        painter.drawRect(window.adjusted(0.5, 0.5, -0.5, -0.5))

    def _draw_picture(self) -> None:
        if self._stale:
            seen = self._view.scene
            self._scene = Scene(seen.source, True, cut=seen.cut, silent=seen.silent, missing=seen.missing)
            self._picture.forget()
            self._stale = False
        self._picture.draw(self._scene, self._whole, self.height(), self.devicePixelRatioF())

    def _paint_marks(self, painter: QPainter) -> None:
        whole, last = self._whole, -2
        for mark in self._view.scene.marks:
            x = round(whole.x_of(mark.start))
            if x > last + 1 and mark.state == "open":
                painter.fillRect(QRectF(x, 0, 2, 6), theme.color(token_of(mark)))
                last = x

    def _paint_selection(self, painter: QPainter) -> None:
        for span in self._view.selections:
            left, right = (self._whole.x_of(edge) for edge in span)
            area = QRectF(left, 0, max(right - left, 1.5), self.height())
            painter.fillRect(area, theme.color("selection_edge", 0.35))

    # --- events ---

    def resizeEvent(self, event: QResizeEvent) -> None:
        self.refresh()

    def changeEvent(self, event: QEvent) -> None:
        self.refresh()
        super().changeEvent(event)

    def _grip_at(self, x: float) -> str | None:
        window = self.window_rect()
        if window.width() > 3 * _EDGE_PIXELS:
            if abs(x - window.left()) <= _EDGE_PIXELS:
                return "left"
            if abs(x - window.right()) <= _EDGE_PIXELS:
                return "right"
        return "window" if window.left() <= x <= window.right() else None

    def mousePressEvent(self, event: QMouseEvent) -> None:
        if event.button() != Qt.MouseButton.LeftButton or not self._view.frames:
            return
        x = event.position().x()
        self._grip = self._grip_at(x)
        if self._grip is None:
            self._grip, self._grabbed_at = "window", self.window_rect().width() / 2
            self._drag_to(x)
        self._grabbed_at = x - self.window_rect().left()

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        x = event.position().x()
        if self._grip is not None:
            self._drag_to(x)
            return
        grip = self._grip_at(x) if self._view.frames else None
        shapes = {"window": Qt.CursorShape.OpenHandCursor, None: Qt.CursorShape.ArrowCursor}
        self.setCursor(shapes.get(grip, Qt.CursorShape.SizeHorCursor))

    def _drag_to(self, x: float) -> None:
        port, whole = self._view.port, self._whole
        if self._grip == "window":
            length = port.end - port.start
            start = whole.start + (x - self._grabbed_at) * whole.scale
            start = min(max(start, 0.0), max(self._view.frames - length, 0.0))
            self._view.set_view(start, start + length)
        elif self._grip == "left":
            self._view.set_view(min(whole.frame_at(x), port.end - whole.scale), port.end)
        else:
            self._view.set_view(port.start, max(whole.frame_at(x), port.start + whole.scale))

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        self._grip = None

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        self._view.fit()

    def wheelEvent(self, event: QWheelEvent) -> None:
        self._view.wheelEvent(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        page = {
            Qt.Key.Key_Left: -0.25,
            Qt.Key.Key_Right: 0.25,
            Qt.Key.Key_PageUp: -0.9,
            Qt.Key.Key_PageDown: 0.9,
        }
        if event.key() in page:
            self._view.pan(page[Qt.Key(event.key())] * self._view.width())
        else:
            super().keyPressEvent(event)
