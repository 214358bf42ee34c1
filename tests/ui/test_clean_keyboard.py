"""The Clean page without a mouse: Tab goes everywhere, Escape comes back to the waveform."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QMenu, QWidget
from pytestqt.qtbot import QtBot

from rvcdesk.ui.clean.page import CleanPage
from rvcdesk.ui.window import MainWindow
from tests.ui.clean_desk import Desk, make_project, record

ROUND = 60  # presses of Tab that are enough to come back


@pytest.fixture
def desk(qtbot: QtBot, window: MainWindow, tmp_path: Path) -> Desk:
    desk = Desk(qtbot, window)
    desk.open(make_project(tmp_path / "Głos", [record(tmp_path / "a.wav")]))
    desk.view.setFocus()
    return desk


def focused() -> QWidget:
    widget = QApplication.focusWidget()
    assert widget is not None
    return widget


def stops(desk: Desk) -> list[QWidget]:
    """What Tab comes to, from the waveform on, until it is there again."""
    found: list[QWidget] = []
    for _ in range(ROUND):
        QTest.keyClick(focused(), Qt.Key.Key_Tab)
        if focused() is desk.view:
            return found
        found.append(focused())
    raise AssertionError(f"Tab does not come back to the waveform: {[w.accessibleName() for w in found]}")


def test_tab_comes_to_every_control_and_back(desk: Desk) -> None:
    page = desk.page
    found = stops(desk)
    assert len(set(found)) == len(found)
    bar = page.transport
    assert {bar.speed, *bar._boxes, page.review.choose_kinds, page.editor.overview} <= set(found)


def test_escape_comes_back_to_the_waveform_from_everywhere(desk: Desk) -> None:
    inside = [widget for widget in stops(desk) if desk.page.isAncestorOf(widget)]
    assert len(inside) > 10
    for widget in inside:
        widget.setFocus(Qt.FocusReason.TabFocusReason)
        QTest.keyClick(widget, Qt.Key.Key_Escape)
        assert focused() is desk.view, widget.accessibleName()


def test_the_recording_panel_opens_with_the_focus_and_escape_closes_it(desk: Desk) -> None:
    assert isinstance(desk.page, CleanPage)
    panel = desk.page.recording.panel
    desk.window.services.actions.action("show_recorder").trigger()
    assert panel.isVisible() and focused() is panel.record
    QTest.keyClick(panel.inputs, Qt.Key.Key_Escape)
    assert not panel.isVisible() and focused() is desk.view


def test_arrows_in_the_list_of_marks_go_to_the_mark_that_is_answered(desk: Desk) -> None:
    desk.find_silence()
    page = desk.page
    page.review.list.setFocus()
    for place in range(2):
        QTest.keyClick(page.review.list, Qt.Key.Key_Down)
        QTest.keyClick(page.review.list, Qt.Key.Key_Up if place == 0 else Qt.Key.Key_Down)
    mark = desk.clip.state.marks[1]
    assert page.review.current == 1 and desk.view.selection == (mark.start, mark.end)
    assert page.playback.playing
    QTest.keyClick(page.review.list, Qt.Key.Key_Y)
    assert [mark.state for mark in desk.clip.state.marks][:2] == ["open", "accepted"]


@pytest.mark.skipif(sys.platform != "linux", reason="Qt knows the key on other systems")
def test_shift_f10_opens_the_menu_of_what_has_the_focus(desk: Desk) -> None:
    desk.view.setFocus()
    QTest.keyClick(desk.view, Qt.Key.Key_F10, Qt.KeyboardModifier.ShiftModifier)
    menu = QApplication.activePopupWidget()
    assert isinstance(menu, QMenu)
    menu.close()


def test_lists_show_that_they_have_the_focus(desk: Desk) -> None:
    desk.find_silence()
    desk.window.services.actions.action("next_mark").trigger()
    for view in (desk.page.clips.view, desk.page.review.list):
        desk.view.setFocus()
        without = view.grab().toImage()
        view.setFocus()
        assert view.grab().toImage() != without, view.accessibleName()
