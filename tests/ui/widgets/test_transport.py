"""The transport bar says what the user wants."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QSlider, QToolButton, QWidget
from pytestqt.qtbot import QtBot

from rvcdesk.ui.widgets.time_box import TimeBox
from rvcdesk.ui.widgets.transport import TransportBar

RATE = 44100


@pytest.fixture
def bar(qtbot: QtBot) -> TransportBar:
    widget = TransportBar()
    qtbot.addWidget(widget)
    widget.set_clip(RATE, 100 * RATE)
    widget.show()
    return widget


def named(bar: QWidget, name: str) -> QToolButton:
    return next(b for b in bar.findChildren(QToolButton) if b.accessibleName() == name)


def box(bar: QWidget, name: str) -> TimeBox:
    return next(b for b in bar.findChildren(TimeBox) if b.accessibleName() == name)


def write_into(field: TimeBox, text: str) -> None:
    field.setFocus()
    field.selectAll()
    QTest.keyClicks(field, text)
    QTest.keyClick(field, Qt.Key.Key_Return)


def test_play_becomes_pause_while_playing(bar: TransportBar, qtbot: QtBot) -> None:
    with qtbot.waitSignal(bar.play_requested):
        named(bar, "Play").click()
    bar.set_state("playing")
    with qtbot.waitSignal(bar.pause_requested), qtbot.assertNotEmitted(bar.play_requested):
        named(bar, "Pause").click()
    bar.set_state("paused")
    assert named(bar, "Play").isEnabled()


def test_the_other_buttons(bar: TransportBar, qtbot: QtBot) -> None:
    with qtbot.waitSignal(bar.stop_requested):
        named(bar, "Stop").click()
    with qtbot.waitSignal(bar.play_kept_requested):
        named(bar, "Play what is kept").click()
    with qtbot.waitSignal(bar.loop_toggled) as heard:
        named(bar, "Loop").click()
    assert heard.args == [True]
    with qtbot.assertNotEmitted(bar.loop_toggled):
        bar.set_loop(False)
    assert not named(bar, "Loop").isChecked()


def test_nothing_to_play(bar: TransportBar) -> None:
    bar.set_clip(1, 0)
    assert not named(bar, "Play").isEnabled()
    assert not box(bar, "Selection start").isEnabled()


def test_typed_selection(bar: TransportBar, qtbot: QtBot) -> None:
    bar.set_selection((RATE, 3 * RATE))
    for name, text, expected in (
        ("Selection start", "0:02.5", (2.5, 3)),
        ("Selection end", "10", (2.5, 10)),
        ("Selection length", "1:00", (2.5, 62.5)),
        ("Selection start", "90", (90, 100)),  # past the end: the length goes along as far as it can
        ("Selection end", "5", (0, 5)),
    ):
        with qtbot.waitSignal(bar.selection_edited) as heard:
            write_into(box(bar, name), text)
        assert heard.args == [round(expected[0] * RATE), round(expected[1] * RATE)], (name, text)


def test_a_cursor_alone_becomes_a_selection_by_typing_its_end(bar: TransportBar, qtbot: QtBot) -> None:
    bar.set_selection(None, cursor=RATE)
    with qtbot.waitSignal(bar.selection_edited) as heard:
        write_into(box(bar, "Selection end"), "4")
    assert heard.args == [RATE, 4 * RATE]


def test_moving_the_cursor_by_its_box_selects_nothing(bar: TransportBar, qtbot: QtBot) -> None:
    bar.set_selection(None, cursor=RATE)
    with qtbot.waitSignal(bar.selection_edited) as heard:
        write_into(box(bar, "Selection start"), "4")
    assert heard.args == [4 * RATE, 4 * RATE]


def test_showing_a_selection_is_no_edit_and_keeps_exact_frames(bar: TransportBar, qtbot: QtBot) -> None:
    with qtbot.assertNotEmitted(bar.selection_edited):
        bar.set_selection((12_345, 100 * RATE))
        QTest.keyClick(box(bar, "Selection start"), Qt.Key.Key_Return)
    assert box(bar, "Selection start").frame == 12_345
    assert box(bar, "Selection end").frame == 100 * RATE


def test_what_is_no_time_is_not_taken(bar: TransportBar, qtbot: QtBot) -> None:
    bar.set_selection((RATE, 2 * RATE))
    with qtbot.assertNotEmitted(bar.selection_edited):
        write_into(box(bar, "Selection start"), "abc")
    assert box(bar, "Selection start").text() == "0:01.000"


def test_return_and_escape_give_the_keys_back(bar: TransportBar, qtbot: QtBot) -> None:
    bar.set_selection((RATE, 2 * RATE))
    field = box(bar, "Selection start")
    with qtbot.waitSignals([bar.selection_edited, bar.typing_ended]):
        write_into(field, "1.5")
    assert field.frame == 1.5 * RATE
    field.selectAll()
    QTest.keyClicks(field, "9")
    with qtbot.waitSignal(bar.typing_ended), qtbot.assertNotEmitted(bar.selection_edited):
        QTest.keyClick(field, Qt.Key.Key_Escape)
    assert field.frame == 1.5 * RATE and field.text() == "0:01.500"


def test_times_are_shown(bar: TransportBar) -> None:
    bar.set_position(round(61.5 * RATE))
    texts = {label.accessibleName(): label.text() for label in bar.findChildren(type(bar._time))}
    assert texts["Position"] == "1:01.500"
    assert texts["Duration"] == "/ 1:40.000"


def test_volume_and_mute(bar: TransportBar, qtbot: QtBot) -> None:
    slider = bar.findChild(QSlider)
    assert isinstance(slider, QSlider)
    with qtbot.waitSignal(bar.volume_changed) as heard:
        slider.setValue(40)
    assert heard.args == [0.4]
    with qtbot.waitSignal(bar.volume_changed) as heard:
        named(bar, "Mute").click()
    assert heard.args == [0.0]
    with qtbot.waitSignal(bar.volume_changed) as heard:
        named(bar, "Mute").click()
    assert heard.args == [0.4]
    with qtbot.assertNotEmitted(bar.volume_changed):
        bar.set_volume(0.7)
    assert slider.value() == 70


def test_every_widget_that_takes_the_focus_has_a_name(bar: TransportBar) -> None:
    for widget in bar.findChildren(QWidget):
        if widget.focusPolicy() != Qt.FocusPolicy.NoFocus and not widget.objectName().startswith("qt_"):
            assert widget.accessibleName(), widget
