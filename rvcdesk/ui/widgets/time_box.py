"""A box for a time on the timeline, `h:mm:ss.mmm`, that keeps the exact frame behind it."""

from __future__ import annotations

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QFontMetrics, QKeyEvent, QValidator
from PySide6.QtWidgets import QAbstractSpinBox, QDoubleSpinBox, QWidget

from rvcdesk.ui import theme
from rvcdesk.ui.widgets.waveform_model import clock, parse_clock


class TimeBox(QDoubleSpinBox):
    """Shows a frame as a time. A value set by the program stays exact to the frame.

    Signals:
        edited: the frame that the user typed or stepped to.
        left: Return or Escape was pressed: the typing is over.
    """

    edited = Signal(object)
    left = Signal()

    def __init__(self, name: str, parent: QWidget | None = None) -> None:
        """`name` is what a screen reader says."""
        super().__init__(parent)
        self._rate, self._frames, self._frame = 1, 0, 0
        self.setDecimals(3)
        self.setSingleStep(0.01)
        self.setKeyboardTracking(False)
        self.setButtonSymbols(QAbstractSpinBox.ButtonSymbols.NoButtons)
        self.setCorrectionMode(QAbstractSpinBox.CorrectionMode.CorrectToPreviousValue)
        self.setFont(theme.tabular_font(self.font()))
        self.setAccessibleName(name)
        self.setToolTip(name)
        self.setRange(0, 0)
        self.valueChanged.connect(self._on_value)

    @property
    def frame(self) -> int:
        """The exact frame."""
        return self._frame

    def set_timeline(self, rate: int, frames: int) -> None:
        """What the box counts in, and its end."""
        self._rate, self._frames = max(rate, 1), frames
        self.blockSignals(True)
        # a hair more, so that the last frame is not rounded out of reach
        self.setRange(0, frames / self._rate + 0.0005)
        self.blockSignals(False)
        self.set_frame(min(self._frame, frames))

    def set_frame(self, frame: int) -> None:
        """Show a frame, without a signal."""
        self._frame = frame
        self.blockSignals(True)
        self.setValue(frame / self._rate)
        self.blockSignals(False)

    def _on_value(self, seconds: float) -> None:
        frame = min(round(seconds * self._rate), self._frames)
        if frame != self._frame:
            self._frame = frame
            self.edited.emit(frame)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Return takes what was typed, Escape drops it; after both the keys are commands again."""
        taken = event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter)
        if not taken and event.key() != Qt.Key.Key_Escape:
            super().keyPressEvent(event)
            return
        if taken:
            self.interpretText()
        self.set_frame(self._frame)
        self.lineEdit().setText(self.textFromValue(self.value()))
        self.left.emit()

    def textFromValue(self, value: float) -> str:
        return clock(value, 3)

    def valueFromText(self, text: str) -> float:
        return parse_clock(text) or 0.0

    def validate(self, text: str, position: int) -> tuple[QValidator.State, str, int]:
        allowed = all(sign in "0123456789:., " for sign in text)
        state = QValidator.State.Intermediate if allowed else QValidator.State.Invalid
        return (QValidator.State.Acceptable if parse_clock(text) is not None else state), text, position

    def sizeHint(self) -> QSize:
        hint = super().sizeHint()
        return QSize(QFontMetrics(self.font()).horizontalAdvance("00:00:00.000") + 20, hint.height())

    def minimumSizeHint(self) -> QSize:
        return self.sizeHint()
