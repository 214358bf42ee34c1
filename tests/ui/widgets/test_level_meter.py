"""The meter shows what it is told, holds peaks, falls, and keeps its light on."""

from __future__ import annotations

import pytest
from PySide6.QtGui import QColor
from pytestqt.qtbot import QtBot

from rvcdesk.ui import theme
from rvcdesk.ui.widgets.level_meter import FALL_DB_S, FLOOR_DB, HOLD_S, LevelMeter


class Clock:
    time = 100.0

    def __call__(self) -> float:
        return self.time


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
def meter(qtbot: QtBot, clock: Clock) -> LevelMeter:
    made = LevelMeter("Poziom", now=clock)
    qtbot.addWidget(made)
    made.resize(140, 18)
    return made


def bar_end(meter: LevelMeter) -> int:
    """The last column of the upper bar that is lit, without the mark of what is held."""
    picture = meter.grab().toImage()
    dark = QColor(theme.hex_of("base"))
    lit = [x for x in range(picture.width() - 12) if picture.pixelColor(x, 5) != dark]
    return max(lit, default=-1)


def test_channels_peaks_and_fall(meter: LevelMeter, clock: Clock) -> None:
    meter.show_peaks((0.5, 0.1))
    assert meter.peaks_db == pytest.approx([-6.02, -20], abs=0.01)
    loud = bar_end(meter)
    assert loud == pytest.approx((60 - 6.02) / 60 * 129, abs=3)
    clock.time += 0.5
    meter.show_peaks((0.0, 0.0))
    assert meter.peaks_db[0] == pytest.approx(-6.02 - FALL_DB_S / 2, abs=0.01)
    assert meter.held_db[0] == pytest.approx(-6.02, abs=0.01)
    clock.time += HOLD_S
    meter.show_peaks((0.0, 0.0))
    assert meter.held_db[0] < -40 and bar_end(meter) < loud
    clock.time += 5
    meter._fall()
    assert meter.held_db == [FLOOR_DB, FLOOR_DB] and not meter._timer.isActive()
    assert bar_end(meter) == -1
    assert "nothing" in meter.toolTip() and meter.accessibleDescription() == meter.toolTip()


def test_the_light_stays_until_it_is_put_out(meter: LevelMeter, clock: Clock) -> None:
    meter.show_peaks((1.0,))
    clock.time += 60
    meter.show_peaks((0.0,))
    assert meter.clipped and "full scale" in meter.toolTip()
    light = meter.grab().toImage().pixelColor(136, 9)
    assert light == QColor(theme.hex_of("error"))
    meter.reset()
    assert not meter.clipped and meter.grab().toImage().pixelColor(136, 9) != light
