"""The time ruler above a waveform."""

from __future__ import annotations

import math

from PySide6.QtCore import QEvent, QPointF, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QMouseEvent, QPainter, QPaintEvent, QPen, QWheelEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from rvcdesk.ui import theme
from rvcdesk.ui.widgets.waveform import WaveformView
from rvcdesk.ui.widgets.waveform_model import clock, tick_step


class Ruler(QWidget):
    """Ticks for the part that a `WaveformView` shows, with its selections.

    A press or drag on it asks for playback there (`seek_requested`).
    """

    seek_requested = Signal(object)

    def __init__(self, view: WaveformView, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._view = view
        view.view_changed.connect(self.update)
        view.selection_changed.connect(self.update)
        view.cursor_moved.connect(self.update)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setAccessibleName(self.tr("Time ruler"))
        self.setToolTip(self.tr("Click to play from there"))
        self.setAttribute(Qt.WidgetAttribute.WA_OpaquePaintEvent)

    def sizeHint(self) -> QSize:
        return QSize(400, self.fontMetrics().height() + 10)

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.fillRect(self.rect(), theme.color("ruler"))
        painter.setPen(QPen(theme.color("border"), 0))
        painter.drawLine(0, self.height() - 1, self.width(), self.height() - 1)
        if self._view.frames:
            self._paint_selection(painter)
            self._paint_ticks(painter)

    def _paint_selection(self, painter: QPainter) -> None:
        for span in self._view.selections:
            left, right = (self._view.port.x_of(edge) for edge in span)
            painter.fillRect(QRectF(left, 0, right - left, self.height() - 1), theme.color("lane_selected"))

    def _paint_ticks(self, painter: QPainter) -> None:
        port, rate, bottom = self._view.port, self._view.rate, self.height() - 1
        painter.setFont(theme.tabular_font(self.font()))
        metrics = painter.fontMetrics()
        step, parts = tick_step(port.scale / rate, metrics.horizontalAdvance("0:00:00.000") + 24)
        decimals = max(0, -math.floor(math.log10(step) + 1e-9))
        hours = self._view.frames / rate >= 3600
        minor = step / parts
        for number in range(math.floor(port.start / rate / minor), math.ceil(port.end / rate / minor) + 1):
            seconds = number * minor
            x = round(port.x_of(seconds * rate))
            major = number % parts == 0
            painter.setPen(QPen(theme.color("text_dim", 1.0 if major else 0.5), 0))
            painter.drawLine(QPointF(x, bottom - (bottom if major else 5)), QPointF(x, bottom))
            if major and seconds >= 0:
                painter.setPen(theme.color("text"))
                painter.drawText(QPointF(x + 4, metrics.ascent() + 3), clock(seconds, decimals, hours))

    def changeEvent(self, event: QEvent) -> None:
        self.update()
        super().changeEvent(event)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        if event.button() == Qt.MouseButton.LeftButton and self._view.frames:
            self.seek_requested.emit(self._view.port.frame_at(event.position().x()))

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        if event.buttons() & Qt.MouseButton.LeftButton and self._view.frames:
            self.seek_requested.emit(self._view.port.frame_at(event.position().x()))

    def wheelEvent(self, event: QWheelEvent) -> None:
        self._view.wheelEvent(event)
