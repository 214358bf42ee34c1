"""The pieces of a form: a labelled field with room for a sentence, boxes, and a file chooser."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import Signal
from PySide6.QtGui import QPalette
from PySide6.QtWidgets import (
    QComboBox,
    QFileDialog,
    QHBoxLayout,
    QLabel,
    QLineEdit,
    QSizePolicy,
    QSpinBox,
    QToolButton,
    QVBoxLayout,
    QWidget,
)

from rvcdesk.ui import theme
from rvcdesk.ui.icons import icon
from rvcdesk.ui.start import dim

LABEL_WIDTH = 112
BIGGEST = 2**31 - 1


class Row(QWidget):
    """A label, an editor, and under them a sentence when there is one to say."""

    def __init__(self, title: str, editor: QWidget, tip: str) -> None:
        super().__init__()
        label = QLabel(title)
        label.setMinimumWidth(LABEL_WIDTH)
        label.setBuddy(editor)
        label.setToolTip(tip)
        name = title.replace("&", "")
        editor.setToolTip(tip)
        editor.setAccessibleName(name)
        editor.setAccessibleDescription(tip)
        self._note = dim("")
        self._note.setMinimumWidth(10)
        self._note.hide()
        row = QHBoxLayout()
        row.setSpacing(8)
        row.addWidget(label)
        row.addWidget(editor, 1)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(3)
        column.addLayout(row)
        column.addWidget(self._note)

    @property
    def note(self) -> str:
        """The sentence under the field."""
        return self._note.text() if not self._note.isHidden() else ""

    def say(self, sentence: str, *, wrong: bool = False) -> None:
        """Show a sentence under the field; "" takes it away. `wrong`: it keeps the run from starting."""
        if wrong:
            # The palette's BrightText is the theme's colour for errors; it follows dark and light.
            self._note.setForegroundRole(QPalette.ColorRole.BrightText)
        else:
            self._note.setForegroundRole(QPalette.ColorRole.PlaceholderText)
        self._note.setText(sentence)
        self._note.setVisible(bool(sentence))


def number(low: int, high: int, value: int, special: str = "", suffix: str = "") -> QSpinBox:
    """A box for a whole number; `special` is shown for the lowest."""
    box = QSpinBox()
    box.setRange(low, high)
    box.setValue(value)
    box.setSpecialValueText(special)
    box.setSuffix(suffix)
    box.setAccelerated(True)
    box.setFont(theme.tabular_font(box.font()))
    box.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
    return box


def choice(items: list[tuple[str, str, str]], value: str = "") -> QComboBox:
    """A box to choose from (value, text, tip)."""
    box = QComboBox()
    box.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
    box.setMinimumContentsLength(12)
    fill(box, items, value)
    return box


def fill(box: QComboBox, items: list[tuple[str, str, str]], value: str = "") -> None:
    """Put other items in a box; `value` becomes the current one, and is added when it is not there."""
    from PySide6.QtCore import Qt

    box.blockSignals(True)
    box.clear()
    for item, text, tip in items:
        box.addItem(text, item)
        box.setItemData(box.count() - 1, tip, Qt.ItemDataRole.ToolTipRole)
    if value and box.findData(value) < 0:
        box.addItem(value, value)
    box.setCurrentIndex(max(0, box.findData(value)))
    box.blockSignals(False)


class FileField(QWidget):
    """A path that can be typed, chosen, or left empty."""

    changed = Signal()

    def __init__(self, title: str, placeholder: str, pattern: str) -> None:
        super().__init__()
        self._title, self._pattern = title, pattern
        self.edit = QLineEdit()
        self.edit.setPlaceholderText(placeholder)
        self.edit.setClearButtonEnabled(True)
        self.edit.textChanged.connect(self.changed)
        browse = QToolButton()
        browse.setIcon(icon("open"))
        browse.setToolTip(self.tr("Choose a file"))
        browse.setAccessibleName(self.tr("{field}: choose a file").format(field=title))
        browse.clicked.connect(self._browse)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(4)
        row.addWidget(self.edit, 1)
        row.addWidget(browse)
        self.setFocusProxy(self.edit)

    def setAccessibleName(self, name: str) -> None:
        super().setAccessibleName(name)
        self.edit.setAccessibleName(name)

    @property
    def path(self) -> Path | None:
        """The path as typed, None when empty."""
        text = self.edit.text().strip()
        return Path(text).expanduser() if text else None

    def set_path(self, path: Path | None) -> None:
        """Show a path."""
        self.edit.setText(str(path) if path else "")

    def _browse(self) -> None:
        start = str(self.path.parent) if self.path else ""
        chosen, _ = QFileDialog.getOpenFileName(self, self._title, start, self._pattern)
        if chosen:
            self.set_path(Path(chosen))
