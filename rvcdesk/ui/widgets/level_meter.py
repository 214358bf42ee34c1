"""A peak meter: a bar a channel, the highest of the last moments, and a light when full scale is reached."""

from __future__ import annotations

import math
import time
from collections.abc import Callable, Sequence

from PySide6.QtCore import QRectF, QSize, Qt, QTimer
from PySide6.QtGui import QMouseEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from rvcdesk.ui import theme
from rvcdesk.ui.tr import decimal

FLOOR_DB, WARM_DB, HOT_DB = -60.0, -12.0, -3.0
FULL = 0.999  # amplitude that counts as full scale
HOLD_S, FALL_DB_S = 1.5, 26.0  # how long a peak is held; how quickly the bar falls
TICK_MS = 50
LIGHT = 8  # px
WIDTH, HEIGHT = 140, 18


class LevelMeter(QWidget):
    """Shows amplitudes it is told. A click puts the light out.

    Attributes:
        peaks_db: what the bars show, dBFS.
        held_db: the highest that is held, dBFS.
        clipped: whether the light is on.
    """

    def __init__(
        self, name: str, parent: QWidget | None = None, now: Callable[[], float] = time.monotonic
    ) -> None:
        super().__init__(parent)
        self._now = now
        self._name = name
        self.peaks_db: list[float] = [FLOOR_DB]
        self.held_db: list[float] = [FLOOR_DB]
        self.clipped = False
        self._held_at: list[float] = [0.0]
        self._told_at = 0.0
        self.setAccessibleName(name)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self._timer = QTimer(self, interval=TICK_MS)
        self._timer.timeout.connect(self._fall)
        self._describe()

    def sizeHint(self) -> QSize:
        return QSize(WIDTH, HEIGHT)

    def show_peaks(self, peaks: Sequence[float]) -> None:
        """The highest amplitude of each channel since the last call, full scale 1.0."""
        levels = [max(FLOOR_DB, 20 * math.log10(peak)) if peak > 0 else FLOOR_DB for peak in peaks]
        if len(levels) != len(self.peaks_db):
            self.peaks_db, self.held_db = [FLOOR_DB] * len(levels), [FLOOR_DB] * len(levels)
            self._held_at = [0.0] * len(levels)
        now = self._now()
        self._drop(now)
        for channel, level in enumerate(levels):
            self.peaks_db[channel] = max(level, self.peaks_db[channel])
            if level >= self.held_db[channel]:
                self.held_db[channel], self._held_at[channel] = level, now
        self.clipped = self.clipped or any(peak >= FULL for peak in peaks)
        self._told_at = now
        self._describe()
        self._timer.start()
        self.update()

    def reset(self) -> None:
        """Something else begins: nothing is held, the light is out."""
        self.clipped = False
        self.peaks_db = [FLOOR_DB] * len(self.peaks_db)
        self.held_db = [FLOOR_DB] * len(self.held_db)
        self._describe()
        self.update()

    def _drop(self, now: float) -> None:
        fallen = FALL_DB_S * max(0.0, now - self._told_at)
        for channel, level in enumerate(self.peaks_db):
            self.peaks_db[channel] = max(FLOOR_DB, level - fallen)
            if now - self._held_at[channel] > HOLD_S:
                self.held_db[channel] = self.peaks_db[channel]
        self._told_at = now

    def _fall(self) -> None:
        """Nothing was told: the bars fall by themselves."""
        self._drop(self._now())
        if max(*self.peaks_db, *self.held_db, FLOOR_DB) <= FLOOR_DB:
            self._timer.stop()
        self._describe()
        self.update()

    def _describe(self) -> None:
        highest = max(self.held_db)
        said = (
            self.tr("{name}: nothing").format(name=self._name)
            if highest <= FLOOR_DB
            else self.tr("{name}: {level} dBFS").format(name=self._name, level=decimal(f"{highest:.1f}"))
        )
        if self.clipped:
            said = self.tr("{level}; full scale was reached (click to reset)").format(level=said)
        self.setToolTip(said)
        self.setAccessibleDescription(said)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        if event.button() == Qt.MouseButton.LeftButton:
            self.reset()

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        count = len(self.peaks_db)
        width = self.width() - LIGHT - 3
        height = (self.height() - 4 - (count - 1)) / count
        for channel, (level, held) in enumerate(zip(self.peaks_db, self.held_db, strict=True)):
            top = 2 + channel * (height + 1)
            painter.fillRect(QRectF(0, top, width, height), theme.color("base"))
            for low, high, token in (
                (FLOOR_DB, WARM_DB, "good"), (WARM_DB, HOT_DB, "warning"), (HOT_DB, 0.0, "error"),
            ):  # fmt: skip
                end = min(level, high)
                if end > low:
                    left = self._x(low, width)
                    painter.fillRect(
                        QRectF(left, top, self._x(end, width) - left, height), theme.color(token)
                    )
            if held > FLOOR_DB:
                token = "error" if held > HOT_DB else "text"
                painter.fillRect(QRectF(self._x(held, width) - 1, top, 2, height), theme.color(token))
        light = QRectF(self.width() - LIGHT, 2, LIGHT, self.height() - 4)
        painter.fillRect(light, theme.color("error" if self.clipped else "border"))

    @staticmethod
    def _x(level: float, width: float) -> float:
        return width * (min(0.0, level) - FLOOR_DB) / -FLOOR_DB
