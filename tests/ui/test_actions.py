"""The table of actions, its keys, and who gets a key press."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QAction, QKeySequence
from PySide6.QtTest import QTest
from PySide6.QtWidgets import (
    QApplication,
    QCheckBox,
    QComboBox,
    QLineEdit,
    QMainWindow,
    QSpinBox,
    QVBoxLayout,
    QWidget,
)
from pytestqt.qtbot import QtBot

from rvcdesk.settings import Settings
from rvcdesk.ui.action_specs import ACTIONS, BY_ID, MENUS, ActionSpec
from rvcdesk.ui.actions import ActionTable, plain, same_scope
from rvcdesk.ui.icons import DRAWINGS
from rvcdesk.ui.keys import KeyGuard
from rvcdesk.ui.palette import rank

AUDACITYS_CTRL_ALT = {"split_cut", "split_delete", "split_new", "detach"}  # inert while one types


@pytest.fixture
def table(qtbot: QtBot) -> ActionTable:
    return ActionTable(Settings.load())


def test_ids_menus_and_icons_are_known() -> None:
    assert len(BY_ID) == len(ACTIONS)
    assert {spec.menu for spec in ACTIONS} == {id for id, _ in MENUS}
    assert {spec.icon for spec in ACTIONS if spec.icon} <= set(DRAWINGS)


def test_no_two_actions_share_a_key(qapp: QApplication) -> None:
    for spec in ACTIONS:
        for other in ACTIONS:
            if spec.id < other.id and same_scope(spec, other):
                shared = {QKeySequence(key) for key in spec.keys} & {QKeySequence(key) for key in other.keys}
                assert not shared, (spec.id, other.id, shared)


def test_every_key_is_one_that_qt_knows_and_no_letter_needs_altgr(qapp: QApplication) -> None:
    for spec in ACTIONS:
        for key in spec.keys:
            assert not QKeySequence(key).isEmpty(), (spec.id, key)
            altgr = "Ctrl" in key and "Alt" in key
            assert not altgr or spec.id in AUDACITYS_CTRL_ALT, f"{spec.id}: Ctrl+Alt is AltGr in Polish"


def test_mnemonics_are_unique_within_a_menu() -> None:
    for menu, _ in MENUS:
        letters = [
            spec.text[spec.text.index("&") + 1].lower()
            for spec in ACTIONS
            if spec.menu == menu and "&" in spec.text
        ]
        assert len(letters) == len(set(letters)), (menu, sorted(letters))


def test_a_menus_own_letter_is_no_shortcut(qapp: QApplication) -> None:
    """Alt+L would open a menu and be ambiguous."""
    used = {QKeySequence(key) for spec in ACTIONS for key in spec.keys}
    for menu, text in MENUS:
        letter = text.partition("&")[2][:1].upper()
        assert not letter or QKeySequence("Alt+" + letter) not in used, menu


def test_hands_find_audacitys_keys() -> None:
    wanted = {
        **{
            "play_stop": "Space",
            "play_stop_here": "X",
            "play_once": "Shift+Space",
            "pause": "P",
            "loop": "L",
        },
        **{"cut_preview": "C", "play_to_selection": "B", "play_second": "1", "loop_selection": "Shift+L"},
        **{"jump_short_left": ",", "jump_short_right": ".", "jump_long_left": "Shift+,"},
        **{"jump_long_right": "Shift+.", "scrub_left": "U", "scrub_right": "I"},
        **{"cut": "Ctrl+X", "copy": "Ctrl+C", "paste": "Ctrl+V", "delete": "Del", "duplicate": "Ctrl+D"},
        **{"split_cut": "Ctrl+Alt+X", "split_delete": "Ctrl+Alt+K", "ripple_delete": "Shift+Del"},
        **{"keep_only": "Ctrl+T", "silence": "Ctrl+L", "split": "Ctrl+I", "split_new": "Ctrl+Alt+I"},
        **{"join": "Ctrl+J", "detach": "Ctrl+Alt+J", "undo": "Ctrl+Z", "redo": "Ctrl+Shift+Z"},
        **{"select_all": "Ctrl+A", "select_none": "Ctrl+Shift+A", "edge_left": "[", "edge_right": "]"},
        **{"zero_crossing": "Z", "cursor_start": "J", "cursor_end": "K", "select_to_start": "Shift+J"},
        **{"select_to_end": "Shift+K", "go_left_edge": "Ctrl+[", "go_right_edge": "Ctrl+]"},
        **{"add_label": "Ctrl+B", "label_playing": "Ctrl+M", "next_label": "Alt+Right"},
        **{"previous_label": "Alt+Left", "labelled_cut": "Alt+X", "labelled_delete": "Alt+K"},
        **{"labelled_silence": "Alt+L", "labelled_split": "Alt+I", "labelled_join": "Alt+J"},
        **{"zoom_in": "Ctrl+1", "zoom_selection": "Ctrl+E", "zoom_fit": "Ctrl+F"},
        "add_recordings": "Ctrl+Shift+I",
    }
    assert {id: BY_ID[id].keys[0] for id in wanted} == wanted


def test_keys_of_ones_own_are_remembered(table: ActionTable) -> None:
    table.set_keys("pause", ("G",))
    assert table.action("pause").shortcuts() == [QKeySequence("G")]
    assert ActionTable(Settings.load()).keys("pause") == ("G",)
    table.set_keys("pause", None)
    assert table.keys("pause") == ("P",)
    assert Settings.load().get("shortcuts") == {}


def test_conflicts_know_the_pages(table: ActionTable) -> None:
    assert [spec.id for spec in table.users_of("Space", "pause")] == ["play_stop"]
    # The same key on two pages is no conflict: only one of them is ever visible.
    assert table.users_of("Ctrl+Return", "train_start") == []


def test_a_tool_tip_tells_the_key(table: ActionTable) -> None:
    assert "Ctrl+T" in table.action("keep_only").toolTip()
    assert plain(BY_ID["new_project"].text) == "New voice project"


class Pressed(QMainWindow):
    """A window with one of each widget, and shortcuts that count."""

    def __init__(self) -> None:
        super().__init__()
        inner = QWidget()
        column = QVBoxLayout(inner)
        self.check, self.line, self.spin, self.combo = QCheckBox("x"), QLineEdit(), QSpinBox(), QComboBox()
        self.combo.setEditable(True)
        self.read_only = QLineEdit("only to read", readOnly=True)
        for widget in (self.check, self.line, self.spin, self.combo, self.read_only):
            column.addWidget(widget)
        self.setCentralWidget(inner)
        self.count: dict[str, int] = {}
        for key in ("Space", "X", "Shift+N", "Ctrl+Alt+C", "Ctrl+T", "F5"):
            action = QAction(key, self)
            action.setShortcut(QKeySequence(key))
            action.triggered.connect(lambda _checked=False, key=key: self._add(key))
            self.addAction(action)

    def _add(self, key: str) -> None:
        self.count[key] = self.count.get(key, 0) + 1


@pytest.fixture
def pressed(qtbot: QtBot, qapp: QApplication) -> Pressed:
    if qapp.findChild(KeyGuard) is None:
        KeyGuard(qapp)
    window = Pressed()
    qtbot.addWidget(window)
    with qtbot.waitExposed(window):
        window.show()
    window.activateWindow()
    return window


def press_all(widget: QWidget) -> None:
    none, control = Qt.KeyboardModifier.NoModifier, Qt.KeyboardModifier.ControlModifier
    QTest.keyClick(widget, Qt.Key.Key_Space, none)
    QTest.keyClick(widget, Qt.Key.Key_X, none)
    QTest.keyClick(widget, Qt.Key.Key_N, Qt.KeyboardModifier.ShiftModifier)
    QTest.keyClick(widget, Qt.Key.Key_C, control | Qt.KeyboardModifier.AltModifier)
    QTest.keyClick(widget, Qt.Key.Key_T, control)
    QTest.keyClick(widget, Qt.Key.Key_F5, none)


@pytest.mark.parametrize("name", ["line", "spin", "combo"])
def test_typing_is_not_commanding(qtbot: QtBot, pressed: Pressed, name: str) -> None:
    field = getattr(pressed, name)
    field.setFocus(Qt.FocusReason.MouseFocusReason)
    qtbot.waitUntil(field.hasFocus)
    press_all(QApplication.focusWidget() or field)
    assert pressed.count == {"Ctrl+T": 1, "F5": 1}
    if name == "line":
        assert field.text() == " xnc"


def test_elsewhere_keys_command(qtbot: QtBot, pressed: Pressed) -> None:
    pressed.read_only.setFocus()
    qtbot.waitUntil(pressed.read_only.hasFocus)
    press_all(pressed.read_only)
    assert pressed.count == dict.fromkeys(("Space", "X", "Shift+N", "Ctrl+Alt+C", "Ctrl+T", "F5"), 1)


def test_space_presses_what_tab_reached_and_plays_after_a_click(qtbot: QtBot, pressed: Pressed) -> None:
    pressed.read_only.setFocus()
    qtbot.waitUntil(pressed.read_only.hasFocus)
    QTest.keyClick(pressed.read_only, Qt.Key.Key_Tab)
    qtbot.waitUntil(pressed.check.hasFocus)
    QTest.keyClick(pressed.check, Qt.Key.Key_Space)
    assert pressed.check.isChecked() and pressed.count == {}
    pressed.line.setFocus()
    pressed.check.setFocus(Qt.FocusReason.MouseFocusReason)
    QTest.keyClick(pressed.check, Qt.Key.Key_Space)
    assert pressed.count == {"Space": 1}


def test_the_palette_finds_by_any_word() -> None:
    assert rank("zoom fit", "Fit in window View") is None
    assert rank("fit", "Fit in window View") == 0
    first, second = rank("re", "Redo Edit"), rank("re", "Full screen View")
    assert first is not None and second is not None and first < second


def test_the_one_rule_decides(table: ActionTable) -> None:
    def only_help(spec: ActionSpec) -> bool:
        return spec.menu == "help"

    table.update(only_help)
    assert table.action("about").isEnabled() and not table.action("cut").isEnabled()
