"""A screen reader walks the waveform's marks and labels, and hears where it is."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QCoreApplication, QEvent
from PySide6.QtGui import (
    QAccessible,
    QAccessibleActionInterface,
    QAccessibleAnnouncementEvent,
    QAccessibleEvent,
    QAccessibleInterface,
    QAccessibleValueChangeEvent,
)
from pytestqt.qtbot import QtBot

from rvcdesk.audio.history import Label
from rvcdesk.ui.widgets.waveform import WaveformView
from rvcdesk.ui.widgets.waveform_model import ViewMark
from tests.ui.widgets.views import RATE, make_view

NAME, VALUE = QAccessible.Text.Name, QAccessible.Text.Value
PRESS, FOCUS = QAccessibleActionInterface.pressAction(), QAccessibleActionInterface.setFocusAction()


@pytest.fixture
def view(qtbot: QtBot) -> WaveformView:
    view = make_view(qtbot)
    view.set_marks(
        [
            ViewMark(RATE, 2 * RATE, "silence", label="Silence", confidence=0.9),
            ViewMark(5 * RATE, 5 * RATE + 480, "click", "accepted", "Click", confidence=0.5),
        ],
        current=1,
    )
    view.set_labels([Label(3 * RATE, 4 * RATE, "refrain"), Label(6 * RATE, 6 * RATE, "")])
    view.mark_hint = lambda mark: "Y accepts, W rejects"
    return view


def interface(view: WaveformView) -> QAccessibleInterface:
    found = QAccessible.queryAccessibleInterface(view)
    assert found is not None
    return found


def test_the_value_says_cursor_selections_and_box(view: WaveformView) -> None:
    view.edit_cursor = RATE // 2
    view.selections = ((RATE, 2 * RATE), (3 * RATE, 4 * RATE))
    view.spectral_box = (1000.0, 2500.4)
    assert interface(view).text(NAME) == "Waveform"
    assert interface(view).role() == QAccessible.Role.Chart
    assert interface(view).text(VALUE) == (
        "length 0:10.000, cursor at 0:00.500, selected 0:01.000 to 0:02.000, "
        "selected 0:03.000 to 0:04.000, 1000 to 2500 Hz"
    )


def test_marks_and_labels_are_children(view: WaveformView) -> None:
    whole = interface(view)
    names = [whole.child(index).text(NAME) for index in range(whole.childCount())]
    assert names == [
        "Silence, 90 % sure, 1.00 s at 0:01.00, not answered",
        "Click, 50 % sure, 0.01 s at 0:05.00, accepted",
        "refrain, 0:03.00 to 0:04.00",
        "Label without text, at 0:06.00",
    ]
    first = whole.child(0)
    assert first.text(QAccessible.Text.Description) == "Y accepts, W rejects"
    assert first.role() == QAccessible.Role.ListItem
    assert (first.parent().object(), first.childCount()) == (view, 0)
    assert [whole.child(index).state().selected for index in range(4)] == [0, 1, 0, 0]
    assert whole.indexOfChild(whole.child(2)) == 2
    assert whole.child(4) is None


def test_children_are_where_they_are_drawn(view: WaveformView) -> None:
    whole, corner = interface(view), view.mapToGlobal(view.rect().topLeft())
    place = whole.child(2).rect()
    assert (place.left() - corner.x(), place.width()) == (240, 80)
    assert whole.childAt(corner.x() + 250, corner.y() + 50).text(NAME).startswith("refrain")
    view.set_view(0, RATE)
    assert whole.child(2).state().offscreen
    assert not whole.child(2).rect().isValid()


def test_actions_press_and_go_there(view: WaveformView, qtbot: QtBot) -> None:
    whole = interface(view)
    actions = whole.child(0).actionInterface()
    assert actions.actionNames() == [FOCUS, PRESS]
    with qtbot.waitSignal(view.mark_clicked) as heard:
        actions.doAction(PRESS)
    assert heard.args == [view.scene.marks[0]]
    with qtbot.waitSignal(view.label_activated) as heard:
        whole.child(2).actionInterface().doAction(PRESS)
    assert heard.args == [0]
    assert view.selection == (3 * RATE, 4 * RATE)
    assert whole.child(2).state().selected
    view.set_view(0, RATE)
    whole.child(3).actionInterface().doAction(FOCUS)
    assert view.port.start < 6 * RATE < view.port.end
    assert view.selection == (3 * RATE, 4 * RATE)


def test_the_cursor_can_be_moved(view: WaveformView) -> None:
    actions = interface(view).actionInterface()
    actions.doAction(QAccessibleActionInterface.increaseAction())
    actions.doAction(QAccessibleActionInterface.increaseAction())
    actions.doAction(QAccessibleActionInterface.decreaseAction())
    assert view.edit_cursor == RATE


def test_no_other_interface_is_pretended(view: WaveformView) -> None:
    child = interface(view).child(0)
    assert child.valueInterface() is None
    assert child.textInterface() is None
    assert child.tableCellInterface() is None


def test_children_follow_what_is_shown_and_end_with_the_view(qtbot: QtBot) -> None:
    view = WaveformView()
    view.resize(800, 200)
    assert interface(view).childCount() == 0
    view.set_labels([Label(0, 10, "a")])
    child = interface(view).child(0)
    number = QAccessible.uniqueId(child)
    view.set_labels([Label(5, 10, "b")])
    assert child.text(NAME).startswith("b")
    view.set_labels([])
    assert not child.isValid()
    assert child.text(NAME) == "" and child.state().invalid
    view.deleteLater()
    QCoreApplication.sendPostedEvents(view, QEvent.Type.DeferredDelete)
    assert QAccessible.accessibleInterface(number) is None


def said(event: QAccessibleEvent) -> object:
    if isinstance(event, QAccessibleAnnouncementEvent):
        return event.message()
    return event.value() if isinstance(event, QAccessibleValueChangeEvent) else None


def test_changes_are_announced_while_somebody_listens(
    view: WaveformView, monkeypatch: pytest.MonkeyPatch, qtbot: QtBot
) -> None:
    heard: list[tuple[QAccessible.Event, object]] = []
    monkeypatch.setattr(QAccessible, "isActive", lambda: True)
    monkeypatch.setattr(
        QAccessible,
        "updateAccessibility",
        lambda event: heard.append((event.type(), said(event))),
    )
    view.activateWindow()
    view.setFocus()
    qtbot.waitUntil(view.hasFocus)
    for end in (150, 200):
        view.selection = (RATE, end * RATE // 100)
    assert (QAccessible.Event.ValueChanged, interface(view).text(VALUE)) in heard
    announced = QAccessible.Event.Announcement
    qtbot.waitUntil(lambda: heard[-1][0] == announced)
    assert heard[-1][1] == "selected 0:01.000 to 0:02.000"
    assert [kind for kind, _ in heard].count(announced) == 1  # not each step
    view.selections = ()
    view.edit_cursor = 0
    view.edit_cursor = RATE
    qtbot.waitUntil(lambda: heard[-1] == (announced, "cursor at 0:01.000"))
    view.set_labels([])
    assert heard[-1][0] == QAccessible.Event.ObjectReorder
