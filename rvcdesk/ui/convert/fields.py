"""The pieces of the conversion form: a share with slider and box, and the transposition."""

from __future__ import annotations

from PySide6.QtCore import QSignalBlocker, Qt, Signal
from PySide6.QtWidgets import QDoubleSpinBox, QHBoxLayout, QSlider, QSpinBox, QToolButton, QWidget

from rvcdesk.ui import theme

OCTAVE = 12


class ShareBox(QWidget):
    """A number between two ends, by slider or by hand, two decimals."""

    changed = Signal()

    def __init__(self, low: float, high: float, value: float) -> None:
        super().__init__()
        self.slider = QSlider(Qt.Orientation.Horizontal)
        self.slider.setRange(round(low * 100), round(high * 100))
        self.slider.setSingleStep(1)
        self.slider.setPageStep(5)
        self.slider.setMinimumWidth(60)
        self.box = QDoubleSpinBox()
        self.box.setRange(low, high)
        self.box.setDecimals(2)
        self.box.setSingleStep(0.05)
        self.box.setFont(theme.tabular_font(self.box.font()))
        self.slider.valueChanged.connect(lambda hundredths: self.box.setValue(hundredths / 100))
        self.box.valueChanged.connect(self._on_box)
        self.set_value(value)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(8)
        row.addWidget(self.slider, 1)
        row.addWidget(self.box)
        self.setFocusProxy(self.box)

    def value(self) -> float:
        """The number."""
        return round(float(self.box.value()), 2)

    def set_value(self, value: float) -> None:
        """Show a number."""
        self.box.setValue(value)

    def setAccessibleName(self, name: str) -> None:
        super().setAccessibleName(name)
        self.box.setAccessibleName(name)
        self.slider.setAccessibleName(name)

    def setToolTip(self, tip: str) -> None:
        super().setToolTip(tip)
        self.box.setToolTip(tip)
        self.slider.setToolTip(tip)

    def _on_box(self, value: float) -> None:
        with QSignalBlocker(self.slider):
            self.slider.setValue(round(value * 100))
        self.changed.emit()


class TransposeBox(QWidget):
    """Semitones, with buttons for whole octaves."""

    changed = Signal()

    def __init__(self, low: int, high: int) -> None:
        super().__init__()
        self.box = QSpinBox()
        self.box.setRange(low, high)
        self.box.setSuffix(" " + self.tr("semitones"))
        self.box.setFont(theme.tabular_font(self.box.font()))
        self.box.valueChanged.connect(lambda _value: self.changed.emit())
        self.down = self._button("−12", self.tr("An octave lower"), -OCTAVE)
        self.up = self._button("+12", self.tr("An octave higher"), OCTAVE)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(4)
        row.addWidget(self.box, 1)
        row.addWidget(self.down)
        row.addWidget(self.up)
        self.setFocusProxy(self.box)

    def _button(self, text: str, tip: str, step: int) -> QToolButton:
        button = QToolButton()
        button.setText(text)
        button.setToolTip(tip)
        button.setAccessibleName(tip)
        button.clicked.connect(lambda: self.box.setValue(self.box.value() + step))
        return button

    def value(self) -> int:
        """Semitones."""
        return self.box.value()

    def set_value(self, semitones: float) -> None:
        """Show so many."""
        self.box.setValue(round(semitones))

    def setAccessibleName(self, name: str) -> None:
        super().setAccessibleName(name)
        self.box.setAccessibleName(name)

    def setToolTip(self, tip: str) -> None:
        super().setToolTip(tip)
        self.box.setToolTip(tip)
