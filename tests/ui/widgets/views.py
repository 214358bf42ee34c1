"""A waveform view to try, and hands for it."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from rvcdesk.ui.widgets.waveform import WaveformView
from rvcdesk.ui.widgets.waveform_source import ArraySource

RATE = 48000
FRAMES = 10 * RATE
PX = 600  # frames a pixel of a view of 800 px that shows all
LEFT = Qt.MouseButton.LeftButton
SHIFT, CONTROL = Qt.KeyboardModifier.ShiftModifier, Qt.KeyboardModifier.ControlModifier
ALT, NONE = Qt.KeyboardModifier.AltModifier, Qt.KeyboardModifier.NoModifier


def tone(frames: int = FRAMES, channels: int = 1) -> NDArray[np.float32]:
    """220 Hz, (channels, frames)."""
    wave = 0.6 * np.sin(2 * np.pi * 220 * np.arange(frames) / RATE)
    return np.tile(wave.astype(np.float32), (channels, 1))


def make_view(qtbot: QtBot, samples: NDArray[np.float32] | None = None) -> WaveformView:
    """Ten seconds in 800 x 200 px, without the help of snapping."""
    view = WaveformView()
    qtbot.addWidget(view)
    view.resize(800, 200)
    view.show()
    qtbot.waitExposed(view)
    view.set_audio(ArraySource(tone() if samples is None else samples, RATE))
    return view


def drag(
    widget: QWidget,
    start: tuple[int, int],
    end: tuple[int, int],
    modifier: Qt.KeyboardModifier = NONE,
    *,
    drop: bool = True,
) -> None:
    """Press, move in five steps, release (unless `drop` is False)."""
    QTest.mousePress(widget, LEFT, modifier, QPoint(*start))
    for share in np.linspace(0, 1, 6)[1:]:
        place = [round(a + (b - a) * share) for a, b in zip(start, end, strict=True)]
        QTest.mouseMove(widget, QPoint(*place))
    if drop:
        QTest.mouseRelease(widget, LEFT, modifier, QPoint(*end))


def click(widget: QWidget, x: int, y: int = 100, modifier: Qt.KeyboardModifier = NONE) -> None:
    """A click."""
    QTest.mouseClick(widget, LEFT, modifier, QPoint(x, y))
