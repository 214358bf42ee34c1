"""Everything that can have the focus has a name, and everything can be reached without a mouse."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QAccessible
from PySide6.QtTest import QTest
from PySide6.QtWidgets import (
    QAbstractButton,
    QAbstractItemView,
    QAbstractScrollArea,
    QApplication,
    QCheckBox,
    QComboBox,
    QDialog,
    QLabel,
    QLineEdit,
    QMenuBar,
    QPushButton,
    QScrollArea,
    QScrollBar,
    QSplitterHandle,
    QTabBar,
    QWidget,
)
from pytestqt.qtbot import QtBot

from rvcdesk.project import Project
from rvcdesk.ui.action_specs import GLOBAL
from rvcdesk.ui.window import PAGES, MainWindow


def focusable(root: QWidget) -> Iterator[QWidget]:
    for widget in root.findChildren(QWidget):
        if widget.focusPolicy() == Qt.FocusPolicy.NoFocus or isinstance(
            widget, (QMenuBar, QTabBar, QScrollBar)
        ):
            continue
        parent = widget.parentWidget()
        if isinstance(widget, (QScrollArea, QSplitterHandle)) or widget.objectName().startswith("qt_"):
            continue
        if _inside_combo(widget):
            continue
        # The line inside a spin box or an editable combo box is part of it.
        if (
            isinstance(widget, QLineEdit)
            and parent is not None
            and parent.focusProxy() is None
            and (
                parent.metaObject().className()
                in ("QSpinBox", "QDoubleSpinBox", "QComboBox", "QKeySequenceEdit")
            )
        ):
            continue
        if isinstance(parent, QAbstractScrollArea) and widget is parent.viewport():
            continue
        yield widget


def _inside_combo(widget: QWidget) -> bool:
    """Whether it is the list that a combo box drops down."""
    above = widget.parentWidget()
    while above is not None and not isinstance(above, QComboBox):
        above = above.parentWidget()
    return isinstance(widget, QAbstractItemView) and above is not None


def nameless(root: QWidget) -> list[str]:
    found = []
    for widget in focusable(root):
        interface = QAccessible.queryAccessibleInterface(widget)
        name = interface.text(QAccessible.Text.Name) if interface is not None else widget.accessibleName()
        if not (name or widget.accessibleName()):
            parents = []
            above: QWidget | None = widget
            while above is not None and above is not root:
                parents.append(type(above).__name__)
                above = above.parentWidget()
            found.append(" < ".join(parents))
    return found


@pytest.fixture
def busy_window(window: MainWindow, tmp_path: Path) -> MainWindow:
    Project.create(tmp_path / "p", "P").close()
    window.open_project(tmp_path / "p")
    for id in PAGES:
        window.show_page(id)
    return window


def test_every_widget_that_takes_the_focus_has_a_name(busy_window: MainWindow) -> None:
    assert nameless(busy_window) == []


@pytest.mark.parametrize(
    "action", ["settings", "shortcuts", "messages", "about", "new_project", "palette", "models"]
)
def test_so_do_those_of_the_dialogs(busy_window: MainWindow, action: str) -> None:
    busy_window.services.actions.action(action).trigger()
    shown = [dialog for dialog in busy_window.findChildren(QDialog) if dialog.isVisible()]
    assert shown and [name for dialog in shown for name in nameless(dialog)] == []


def test_every_action_is_in_a_menu_and_works_without_it(busy_window: MainWindow) -> None:
    in_menus = {
        a for top in busy_window.menuBar().actions() if (m := top.menu()) is not None for a in m.actions()
    }  # type: ignore[attr-defined]
    for spec, action in busy_window.services.actions.actions():
        assert action in in_menus, spec.id
        assert action in busy_window.actions(), spec.id


def test_every_action_is_answered_by_someone(busy_window: MainWindow) -> None:
    answered = set(busy_window._commands)
    for page in busy_window.pages.values():
        answered |= set(page.action_handlers)
    specs = [spec for spec, _ in busy_window.services.actions.actions()]
    # A page that has nothing to do yet answers for nothing; once it does, all of its actions count.
    empty = {id for id, page in busy_window.pages.items() if not page.action_handlers}
    if empty & {"clean", "convert"}:
        specs = [spec for spec in specs if spec.page != GLOBAL]
    assert {spec.id for spec in specs if spec.page not in empty} - answered == set()


def test_tab_walks_through_the_start_page(qtbot: QtBot, window: MainWindow) -> None:
    window.activateWindow()
    window.rail.setFocus()
    seen: set[str] = set()
    for _ in range(20):
        QTest.keyClick(QApplication.focusWidget() or window, Qt.Key.Key_Tab)
        focus = QApplication.focusWidget()
        if isinstance(focus, QAbstractButton):
            seen.add(focus.accessibleName())
    assert {"New voice project", "Open project", "Open sample project", "Clean", "Settings"} <= seen


def test_return_and_space_press_a_card(qtbot: QtBot, window: MainWindow) -> None:
    card = next(
        b for b in window.start.findChildren(QAbstractButton) if b.accessibleName() == "New voice project"
    )
    with qtbot.waitSignal(card.clicked):
        QTest.keyClick(card, Qt.Key.Key_Space)


def letters(texts: list[str]) -> list[str]:
    """The mnemonics in texts: `&File` -> `f`."""
    return [found[1].lower() for text in texts if (found := re.search(r"&([^&\s])", text.replace("&&", "")))]


@pytest.mark.parametrize("id", list(PAGES))
def test_letters_of_a_page_do_not_fight_with_those_of_the_menu_bar(busy_window: MainWindow, id: str) -> None:
    busy_window.show_page(id)
    page = busy_window.pages[id]
    labels = [label for label in page.findChildren(QLabel) if label.buddy() is not None]
    texts = [
        part.text() for part in (*labels, *page.findChildren(QPushButton), *page.findChildren(QCheckBox))
    ]
    menus = letters([action.text() for action in busy_window.menuBar().actions()])
    assert len(menus) == len(set(menus)) and set(letters(texts)) & set(menus) == set()
    assert len(letters(texts)) == len(set(letters(texts))), sorted(letters(texts))
