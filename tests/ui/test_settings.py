"""The settings dialog: made from the declarations, counts at once, edits keys."""

from __future__ import annotations

import dataclasses

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QKeySequence
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QComboBox, QLineEdit, QSpinBox
from pytestqt.qtbot import QtBot

from rvcdesk.settings import SETTINGS, Settings
from rvcdesk.ui import theme
from rvcdesk.ui.settings.dialog import SettingsDialog
from rvcdesk.ui.settings.fields import Field
from rvcdesk.ui.window import MainWindow


@pytest.fixture
def dialog(window: MainWindow) -> SettingsDialog:
    window.services.actions.action("settings").trigger()
    dialog = window.findChild(SettingsDialog)
    assert dialog is not None and dialog.isVisible() and not dialog.isModal()
    return dialog


def choose(field: Field, text: str) -> None:
    box = field.editor
    assert isinstance(box, QComboBox)
    box.setCurrentText(text)
    box.activated.emit(box.currentIndex())


def test_every_visible_setting_has_a_row_with_its_value(dialog: SettingsDialog) -> None:
    assert set(dialog.fields) == {setting.key for setting in SETTINGS if not setting.hidden}
    for field in dialog.fields.values():
        assert field.editor.accessibleName()


def test_the_theme_changes_at_once(dialog: SettingsDialog, qapp: QApplication) -> None:
    choose(dialog.fields["theme"], "Light")
    assert theme.scheme() == "light" and Settings.load().get("theme") == "light"
    choose(dialog.fields["theme"], "Dark")
    assert theme.scheme() == "dark"


def test_a_number_keeps_its_range_and_goes_back(dialog: SettingsDialog) -> None:
    box = dialog.fields["engine_idle_minutes"].editor
    assert isinstance(box, QSpinBox) and (box.minimum(), box.maximum()) == (1, 240)
    box.setValue(25)
    assert Settings.load().get("engine_idle_minutes") == 25
    dialog.fields["engine_idle_minutes"].reset_button.click()
    assert box.value() == 10 and Settings.load().get("engine_idle_minutes") == 10


def test_a_text_counts_when_it_is_finished(dialog: SettingsDialog) -> None:
    line = dialog.fields["engine_command"].editor
    assert isinstance(line, QLineEdit)
    line.setText(" ssh box python -m rvcdesk.engine ")
    line.editingFinished.emit()
    assert Settings.load().get("engine_command") == "ssh box python -m rvcdesk.engine"


def test_a_device_that_is_unplugged_stays_chosen(window: MainWindow) -> None:
    window.services.settings.set("output_device", "USB Interface (ALSA)")
    window.services.actions.action("settings").trigger()
    dialog = window.findChild(SettingsDialog)
    assert dialog is not None
    box = dialog.fields["output_device"].editor
    assert isinstance(box, QComboBox) and box.currentText() == "USB Interface (ALSA)"
    choose(dialog.fields["output_device"], "System default")
    assert Settings.load().get("output_device") == ""


def test_a_refused_value_is_said_at_its_row(dialog: SettingsDialog) -> None:
    field = dialog.fields["threads"]
    field.changed.emit(-5)
    assert "-5" in field.note.text() and not field.note.isHidden()
    assert dataclasses.asdict(field.setting)["default"] == Settings.load().get("threads")


def test_a_key_is_pressed_taken_and_given_back(qtbot: QtBot, window: MainWindow) -> None:
    window.services.actions.action("shortcuts").trigger()
    dialog = window.findChild(SettingsDialog)
    assert dialog is not None
    tab, actions = dialog.shortcuts, window.services.actions
    assert tab.isVisible()
    tab.select("pause")
    tab.edit.setFocus()
    QTest.keyClick(tab.edit, Qt.Key.Key_D)
    qtbot.waitUntil(tab.use.isEnabled)
    assert tab.note.text() == ""
    tab.use.click()
    assert actions.keys("pause") == ("D",)
    # L belongs to Loop: it is said, and taken only by the button.
    tab.edit.setKeySequence(QKeySequence("L"))
    assert "Loop" in tab.note.text() and actions.keys("loop") == ("L",)
    tab.use.click()
    assert actions.keys("pause") == ("L",) and actions.keys("loop") == ()
    # The default of Loop is in use by Pause now: it is offered with the warning, not forced.
    tab.select("loop")
    tab.default_button.click()
    assert actions.keys("loop") == () and "Pause" in tab.note.text()
    tab.select("pause")
    tab.default_button.click()
    assert actions.keys("pause") == ("P",)
    assert Settings.load().get("shortcuts") == {"loop": []}
    tab.none_button.click()
    assert actions.keys("pause") == () and not actions.action("pause").shortcuts()


def test_the_search_for_a_key_chooses_what_it_finds(window: MainWindow) -> None:
    window.services.actions.action("shortcuts").trigger()
    dialog = window.findChild(SettingsDialog)
    assert dialog is not None
    tab = dialog.shortcuts
    search = dialog.focusWidget()
    assert isinstance(search, QLineEdit)
    QTest.keyClicks(search, "zero cross")
    assert tab.current() == "zero_crossing" and tab.edit.isEnabled()
    groups = [tab.list.topLevelItem(row) for row in range(tab.list.topLevelItemCount())]
    assert [group.text(0) for group in groups if group is not None and not group.isHidden()] == ["Select"]
    search.setText("nothing is called this")
    assert tab.current() == "" and not tab.edit.isEnabled()
    search.clear()
    assert not any(group is not None and group.isHidden() for group in groups)
