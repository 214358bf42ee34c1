"""The scale at the side of a waveform: amplitude or dB beside the waves, frequencies beside a spectrogram."""

from __future__ import annotations

import math
from collections.abc import Iterator

from PySide6.QtCore import QEvent, QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QPainter, QPaintEvent, QPen, QWheelEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from rvcdesk.ui import theme
from rvcdesk.ui.tr import decimal
from rvcdesk.ui.widgets.spectrogram_part import SpectrogramLane
from rvcdesk.ui.widgets.waveform import WaveformView
from rvcdesk.ui.widgets.waveform_paint import lane_rects

_LEAST_GAP = 5  # px between two labels, beyond their height
_DB_STEPS = (3, 6, 12, 20, 30)
_ROUND = (1, 2, 5)
_HZ = (
    1000.0, 100.0, 5000.0, 10_000.0, 500.0, 2000.0, 200.0, 20_000.0, 50.0, 3000.0, 300.0, 7000.0,
    15_000.0, 4000.0, 700.0, 1500.0, 150.0,
)  # fmt: skip


class SideRuler(QWidget):
    """Stands at the left of a `WaveformView`, as high as it."""

    def __init__(self, view: WaveformView, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._view = view
        view.content_changed.connect(self.update)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Expanding)
        self.setAttribute(Qt.WidgetAttribute.WA_OpaquePaintEvent)
        self.setAccessibleName(self.tr("Level and frequency scale"))
        self.setToolTip(self.tr("Alt+wheel zooms vertically"))

    def sizeHint(self) -> QSize:
        return QSize(self.fontMetrics().horizontalAdvance("−0.50 k") + 8, 100)

    def minimumSizeHint(self) -> QSize:
        return QSize(self.sizeHint().width(), 20)

    def wheelEvent(self, event: QWheelEvent) -> None:
        self._view.zoom_vertically((event.angleDelta().y() or event.angleDelta().x()) / 120)
        event.accept()

    def changeEvent(self, event: QEvent) -> None:
        self.update()
        super().changeEvent(event)

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.fillRect(self.rect(), theme.color("ruler"))
        painter.setPen(QPen(theme.color("border"), 0))
        painter.drawLine(self.width() - 1, 0, self.width() - 1, self.height())
        view = self._view
        if view.source is None or not view.frames:
            return
        waves = view.wave_rows()
        painter.setFont(theme.tabular_font(self.font()))
        if waves > view.scene.strip:
            for top, height in lane_rects(view.scene, waves, 1.0):
                self._paint_scale(painter, self.level_marks(top, height), top, top + height)
        lane = view.spectrogram.lane if view.spectrogram is not None else None
        if lane is not None:
            painter.setPen(QPen(theme.color("border"), 0))
            painter.drawLine(QPointF(0, lane.top - 1), QPointF(self.width(), lane.top - 1))
            self._paint_scale(painter, self.frequency_marks(lane), lane.top, lane.bottom)

    def _paint_scale(
        self, painter: QPainter, marks: Iterator[tuple[float, str]], top: float, bottom: float
    ) -> None:
        """Ticks with labels, the first ones first; what would cover another is left out."""
        high = self.fontMetrics().height()
        taken: list[float] = []
        for y, label in marks:
            painter.setPen(QPen(theme.color("text_dim", 0.6), 0))
            middle = min(max(y, top + high / 2), bottom - high / 2)
            if any(abs(middle - other) < high + _LEAST_GAP - 3 for other in taken):
                continue
            taken.append(middle)
            painter.drawLine(QPointF(self.width() - 5, y), QPointF(self.width() - 1, y))
            painter.setPen(theme.color("text_dim"))
            box = QRectF(0, middle - high / 2, self.width() - 7, high)
            painter.drawText(box, Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter, label)

    def level_marks(self, top: float, height: float) -> Iterator[tuple[float, str]]:
        """(y, label) of a lane's levels, the most important first."""
        scene = self._view.scene
        middle, half = top + (height - 1) / 2, (height - 1) / 2
        if scene.db_range:
            yield middle, "−∞"
            offset = 20 * math.log10(scene.gain)
            step = next((s for s in _DB_STEPS if s / scene.db_range * half >= 24), _DB_STEPS[-1])
            for level in range(0, -1000, -step):
                share = 1 + (level + offset) / scene.db_range
                if share <= 0:
                    break
                if share <= 1 + 1e-9:
                    label = f"−{-level}" if level else "0"
                    yield middle - share * half, label
                    yield middle + share * half, label
            return
        yield middle, "0"
        part = _nice(34 / max(half, 1.0) / scene.gain)
        digits = max(0, -math.floor(math.log10(part) + 1e-9))
        for number in range(round(1 / scene.gain / part + 0.499), 0, -1):
            value = number * part
            if value * scene.gain <= 1 + 1e-9:
                yield middle - value * scene.gain * half, decimal(f"{value:.{digits}f}")
                yield middle + value * scene.gain * half, "−" + decimal(f"{value:.{digits}f}")

    def frequency_marks(self, lane: SpectrogramLane) -> Iterator[tuple[float, str]]:
        """(y, label) of round frequencies, thousands and hundreds first."""
        top = lane.frequency_at(lane.top)
        values = list(_HZ)
        if lane.scale == "linear":
            step = _nice(top * 34 / max(lane.bottom - lane.top, 1.0))
            values = [step * number for number in range(1, int(top / step) + 1)]
        for hz in values:
            if hz < top:
                yield lane.y_of(hz), decimal(f"{hz / 1000:g}") + " k" if hz >= 1000 else f"{hz:g}"


def _nice(least: float) -> float:
    """The smallest of 1, 2, 5, 10, 20 … (and parts) that is not below `least`."""
    power = 10.0 ** math.floor(math.log10(max(least, 1e-9)))
    return next(digit * power for digit in (*_ROUND, 10) if digit * power >= least * (1 - 1e-9))
