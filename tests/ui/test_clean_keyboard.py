"""The Clean page without a mouse: Tab goes everywhere, Escape comes back to the waveform."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget
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
