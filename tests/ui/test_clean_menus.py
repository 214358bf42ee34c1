"""What a right click offers, what the buttons beside the menus show, and what is said without being asked."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest
from PySide6.QtCore import QPoint
from PySide6.QtGui import QContextMenuEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from rvcdesk.audio.history import Label, Mark
from rvcdesk.ui.clean import editor
from rvcdesk.ui.clean.editor_menus import ON_BOX, ON_LABEL, ON_MARK, ON_WAVEFORM, Groups
from rvcdesk.ui.widgets.marks_paint import mark_rect
from rvcdesk.ui.window import MainWindow
from tests.ui.clean_desk import LEFT, RATE, Desk, make_project, record

MARKS = (Mark(RATE, 2 * RATE, "music", 0.9), Mark(4 * RATE, 5 * RATE, "click", 0.4))


@pytest.fixture
def desk(qtbot: QtBot, window: MainWindow, tmp_path: Path) -> Desk:
    desk = Desk(qtbot, window)
    desk.open(make_project(tmp_path / "Głos", [record(tmp_path / "ą.wav")]))
    labels = (Label(3 * RATE, 4 * RATE, "słowo"),)
    desk.clip.change("Marks", replace(desk.clip.state, marks=MARKS, labels=labels))
    desk.page.editor.after_edit()
    return desk


@pytest.fixture
def menus(monkeypatch: pytest.MonkeyPatch) -> list[Groups]:
    """The menus that would be open."""
    opened: list[Groups] = []
    monkeypatch.setattr(editor, "pop_up", lambda _parent, _actions, groups, _place: opened.append(groups))
    return opened


def right_click(widget: QWidget, point: QPoint) -> None:
    reason = QContextMenuEvent.Reason.Mouse
    QApplication.sendEvent(widget, QContextMenuEvent(reason, point, widget.mapToGlobal(point)))


def test_a_right_click_on_a_mark_is_about_that_mark(desk: Desk, menus: list[Groups]) -> None:
    view = desk.view
    place = mark_rect(view.scene, 1, view.port).center().toPoint()
    right_click(view, place)
    assert menus == [ON_MARK + ON_WAVEFORM]
    assert desk.page.review.current == 1 and view.selection == (4 * RATE, 5 * RATE)
    assert desk.can("accept_mark")
    right_click(view, QPoint(desk.x(7.5), view.height() // 2))
    assert menus[1:] == [ON_WAVEFORM] and view.selection is None


def test_a_right_click_with_a_box_offers_what_is_for_boxes(desk: Desk, menus: list[Groups]) -> None:
    desk.view.selection = (RATE, 3 * RATE)
    desk.view.spectral_box = (500.0, 900.0)
    right_click(desk.view, QPoint(desk.x(2.5), desk.view.height() // 2))
    assert menus == [ON_BOX + ON_WAVEFORM] and desk.view.spectral_box is not None


def test_a_right_click_on_a_label_chooses_it(desk: Desk, menus: list[Groups]) -> None:
    lane = desk.page.editor.labels
    (flag,) = lane.flags()
    right_click(lane, lane.rect_of(flag).center().toPoint())
    assert menus == [ON_LABEL] and desk.view.selection == (3 * RATE, 4 * RATE)
    assert desk.can("rename_label")
    right_click(lane, QPoint(desk.x(7.5), 5))
    assert len(menus) == 1


def test_every_entry_is_an_action(desk: Desk) -> None:
    actions = desk.window.services.actions
    for groups in (ON_BOX, ON_LABEL, ON_MARK, ON_WAVEFORM):
        assert all(actions.action(name).text() for group in groups for name in group)


def test_the_menu_shows_the_view_mode(desk: Desk) -> None:
    names = ("view_waveform", "view_both", "view_spectrogram")

    def shown() -> list[str]:
        return [name for name in names if desk.window.services.actions.action(name).isChecked()]

    assert shown() == ["view_waveform"]
    for name in ("view_both", "view_spectrogram"):
        desk.window.services.actions.action("view_mode").trigger()
        assert shown() == [name]
    desk.window.services.actions.action("view_waveform").trigger()
    assert shown() == ["view_waveform"]


def test_the_whole_line_of_the_score_opens_it(desk: Desk) -> None:
    health = desk.page.health.panel
    for opened in (True, False):
        QTest.mouseClick(health, LEFT, pos=health.meter.geometry().center())
        assert health.details.isVisible() == opened


def test_noise_is_named_in_its_panel(desk: Desk) -> None:
    desk.window.services.actions.action("noise_reduction").trigger()
    panel = desk.page.effects.panel
    assert panel.profile.isVisible() and not panel.profile.isEnabled()
    assert not desk.page.review.isVisible()  # room for the settings
    desk.view.selection = (round(2.2 * RATE), round(3.3 * RATE))
    QTest.mouseClick(panel.profile, LEFT)
    assert "0:02.200 to 0:03.300" in panel.about.text()
    panel.close_panel()
    assert desk.page.review.isVisible()
    desk.window.services.actions.action("amplify").trigger()
    assert not panel.profile.isVisible()


def test_what_happened_is_seen_while_the_mouse_is_on_a_button(desk: Desk) -> None:
    bar = desk.window.statusBar()
    height = bar.height()
    bar.showMessage("What the button would do")
    desk.window.services.notify.warn("It is done")
    assert bar.currentMessage() == "" and desk.window.status.text() == "It is done"
    assert bar.height() == height


def test_going_to_marks_without_a_sound_device_does_not_complain(
    desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    said = len(desk.said)
    monkeypatch.setattr(type(desk.window.services.player), "silent", True)
    desk.page.review.auto_play.setChecked(True)
    desk.window.services.actions.action("next_mark").trigger()
    assert desk.page.review.current >= 0 and not desk.page.playback.playing
    assert len(desk.said) == said
