"""Two boxes for the frequencies of a spectral selection."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QAbstractSpinBox, QDoubleSpinBox, QHBoxLayout, QLabel, QWidget

from rvcdesk.ui import theme


class FrequencyBox(QDoubleSpinBox):
    """A frequency in Hz.

    Signals:
        edited: what was typed or stepped to, Hz.
        left: Return or Escape was pressed: the typing is over.
    """

    edited = Signal(float)
    left = Signal()

    def __init__(self, name: str, parent: QWidget | None = None) -> None:
        """`name` is what a screen reader says."""
        super().__init__(parent)
        self.setDecimals(0)
        self.setSingleStep(50)
        self.setRange(0, 24000)
        self.setSuffix(self.tr(" Hz"))
        self.setKeyboardTracking(False)
        self.setButtonSymbols(QAbstractSpinBox.ButtonSymbols.NoButtons)
        self.setFont(theme.tabular_font(self.font()))
        self.setAccessibleName(name)
        self.setToolTip(name)
        self.valueChanged.connect(self.edited)

    def show_value(self, hz: float) -> None:
        """Show a frequency, without a signal."""
        self.blockSignals(True)
        self.setValue(hz)
        self.blockSignals(False)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Return takes what was typed, Escape drops it; after both the keys are commands again."""
        taken = event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter)
        if not taken and event.key() != Qt.Key.Key_Escape:
            super().keyPressEvent(event)
            return
        if taken:
            self.interpretText()
        self.lineEdit().setText(self.textFromValue(self.value()) + self.suffix())
        self.left.emit()


class FrequencyFields(QWidget):
    """Lowest and highest frequency; hidden while there is no box.

    Signals:
        edited: low and high in Hz, low < high.
        left: the typing is over.
    """

    edited = Signal(float, float)
    left = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._box: tuple[float, float] | None = None
        self.low = FrequencyBox(self.tr("Lowest frequency"), self)
        self.high = FrequencyBox(self.tr("Highest frequency"), self)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(4)
        for text, field in ((self.tr("Low"), self.low), (self.tr("High"), self.high)):
            label = QLabel(text, self)
            label.setBuddy(field)
            row.addWidget(label)
            row.addWidget(field)
            field.left.connect(self.left)
        self.low.edited.connect(lambda hz: self._on_edited(hz, self.high.value()))
        self.high.edited.connect(lambda hz: self._on_edited(self.low.value(), hz))
        self.hide()

    @property
    def box(self) -> tuple[float, float] | None:
        """What is shown, Hz."""
        return self._box

    def set_box(self, box: tuple[float, float] | None, most: float = 24000.0) -> None:
        """Show a box, without a signal; `most` is the highest frequency there is."""
        self._box = box
        if box is not None:
            for field, hz in zip((self.low, self.high), box, strict=True):
                field.blockSignals(True)
                field.setMaximum(most)
                field.blockSignals(False)
                field.show_value(hz)
        self.setVisible(box is not None)

    def _on_edited(self, low: float, high: float) -> None:
        if low != high:
            self._box = (min(low, high), max(low, high))
            self.edited.emit(*self._box)
