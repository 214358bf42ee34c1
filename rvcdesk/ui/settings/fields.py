"""One row of the settings dialog: title, the widget that fits the type, description, default."""

from __future__ import annotations

from typing import Any

from PySide6.QtCore import QCoreApplication, Qt, Signal
from PySide6.QtWidgets import (
    QCheckBox,
    QComboBox,
    QDoubleSpinBox,
    QHBoxLayout,
    QLabel,
    QLineEdit,
    QSpinBox,
    QToolButton,
    QVBoxLayout,
    QWidget,
)

from rvcdesk.settings import Setting
from rvcdesk.ui.icons import icon
from rvcdesk.ui.services import Services
from rvcdesk.ui.start import dim
from rvcdesk.ui.tr import text

EDITOR_WIDTH = 260


class Field(QWidget):
    """The frame of a row. Subclasses bring the editor and read and write its value."""

    changed = Signal(object)

    def __init__(self, setting: Setting, editor: QWidget, value: Any) -> None:
        super().__init__()
        self.setting = setting
        self.editor = editor
        title = text(setting.title)
        editor.setAccessibleName(title)
        editor.setAccessibleDescription(text(setting.description))
        self.reset_button = QToolButton()
        self.reset_button.setIcon(icon("undo"))
        self.reset_button.setAutoRaise(True)
        self.reset_button.setToolTip(self.tr("Back to the default"))
        self.reset_button.setAccessibleName(self.tr("{title}: back to the default").format(title=title))
        self.reset_button.clicked.connect(self._to_default)
        self.note = QLabel()
        self.note.setWordWrap(True)
        self.note.hide()
        row = QHBoxLayout()
        if isinstance(editor, QCheckBox):
            editor.setText(title)
        else:
            label = QLabel(title)
            label.setBuddy(editor)
            row.addWidget(label, 1)
            editor.setMinimumWidth(EDITOR_WIDTH)
        row.addWidget(editor, 1 if isinstance(editor, QCheckBox) else 0)
        row.addWidget(self.reset_button)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(3)
        column.addLayout(row)
        column.addWidget(dim(text(setting.description)))
        column.addWidget(self.note)
        self.write(value)
        self._show_reset(value)
        self.changed.connect(self._show_reset)

    def write(self, value: Any) -> None:
        """Show a value."""
        raise NotImplementedError

    def say(self, note: str) -> None:
        """A line under the row; "" takes it away."""
        self.note.setText(note)
        self.note.setVisible(bool(note))

    def _to_default(self) -> None:
        self.write(self.setting.default)
        self.changed.emit(self.setting.default)

    def _show_reset(self, value: Any) -> None:
        self.reset_button.setEnabled(value != self.setting.default)


class ChoiceField(Field):
    """A list to choose from."""

    def __init__(self, setting: Setting, choices: list[tuple[Any, str]], value: Any) -> None:
        self._values = [choice for choice, _ in choices]
        box = QComboBox()
        box.addItems([label for _, label in choices])
        super().__init__(setting, box, value)
        box.activated.connect(lambda index: self.changed.emit(self._values[index]))

    def write(self, value: Any) -> None:
        assert isinstance(self.editor, QComboBox)
        if value not in self._values:
            # A device that is unplugged just now stays chosen.
            self._values.append(value)
            self.editor.addItem(str(value))
        self.editor.setCurrentIndex(self._values.index(value))


class SwitchField(Field):
    """On or off."""

    def __init__(self, setting: Setting, value: bool) -> None:
        box = QCheckBox()
        super().__init__(setting, box, value)
        box.clicked.connect(lambda checked: self.changed.emit(checked))

    def write(self, value: Any) -> None:
        assert isinstance(self.editor, QCheckBox)
        self.editor.setChecked(bool(value))


class NumberField(Field):
    """A number within the setting's range."""

    def __init__(self, setting: Setting, value: float) -> None:
        box = QSpinBox() if isinstance(setting.default, int) else QDoubleSpinBox()
        if setting.low is not None:
            box.setMinimum(type(setting.default)(setting.low))
        if setting.high is not None:
            box.setMaximum(type(setting.default)(setting.high))
        box.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        super().__init__(setting, box, value)
        box.setKeyboardTracking(False)
        box.valueChanged.connect(lambda value: self.changed.emit(value))

    def write(self, value: Any) -> None:
        assert isinstance(self.editor, (QSpinBox, QDoubleSpinBox))
        self.editor.blockSignals(True)
        self.editor.setValue(value)
        self.editor.blockSignals(False)


class TextField(Field):
    """Free text, taken when the field is left or Enter is pressed."""

    def __init__(self, setting: Setting, value: str) -> None:
        line = QLineEdit()
        super().__init__(setting, line, value)
        line.editingFinished.connect(lambda: self.changed.emit(line.text().strip()))

    def write(self, value: Any) -> None:
        assert isinstance(self.editor, QLineEdit)
        self.editor.setText(value)


def make_field(setting: Setting, services: Services) -> Field:
    """The row that fits a setting's declaration."""
    value = services.settings.get(setting.key)
    if setting.key == "output_device":
        system = ("", QCoreApplication.translate("Field", "System default"))
        return ChoiceField(setting, [system, *services.player.devices()], value)
    if setting.choices:
        return ChoiceField(setting, [(choice, text(label)) for choice, label in setting.choices], value)
    if isinstance(setting.default, bool):
        return SwitchField(setting, value)
    if isinstance(setting.default, (int, float)):
        return NumberField(setting, value)
    return TextField(setting, value)
