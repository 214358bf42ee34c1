"""The recording panel: which input, how loud, how long, stop."""

from __future__ import annotations

import math
from collections.abc import Sequence

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QKeyEvent, QResizeEvent
from PySide6.QtWidgets import (
    QBoxLayout,
    QCheckBox,
    QComboBox,
    QFrame,
    QHBoxLayout,
    QLabel,
    QPushButton,
    QSizePolicy,
    QToolButton,
    QVBoxLayout,
    QWidget,
)

from rvcdesk.audio.inputs import InputDevice
from rvcdesk.audio.recorder import Levels
from rvcdesk.ui import theme
from rvcdesk.ui.icons import icon
from rvcdesk.ui.tr import decimal
from rvcdesk.ui.widgets.level_meter import LevelMeter
from rvcdesk.ui.widgets.waveform_model import clock


class RecordPanel(QFrame):
    """A strip of controls. It holds no recorder: it says what the user wants and shows what it is told.

    Signals:
        record_wanted, stop_wanted, look_wanted, close_wanted: a button was pressed.
        input_chosen: the label of an input, "" for the system's default.
        monitor_toggled: whether the level is shown before recording.
    """

    record_wanted = Signal()
    stop_wanted = Signal()
    look_wanted = Signal()
    close_wanted = Signal()
    input_chosen = Signal(str)
    monitor_toggled = Signal(bool)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setFrameStyle(QFrame.Shape.StyledPanel | QFrame.Shadow.Plain)
        self.setAccessibleName(self.tr("Recording"))
        self.record = QPushButton(icon("record"), self.tr("Record"))
        self.record.setToolTip(self.tr("Record at the end of this recording (R), or a new one (Shift+R)"))
        self.stop = QPushButton(icon("stop"), self.tr("Stop"))
        self.stop.setToolTip(self.tr("Stop recording (Space)"))
        self.time = QLabel()
        self.time.setMinimumWidth(self.time.fontMetrics().horizontalAdvance("0:00:00.0"))
        self.time.setAccessibleName(self.tr("Recorded so far"))
        self.meter = LevelMeter(self.tr("Input level"))
        self.level = QLabel()
        self.level.setMinimumWidth(self.level.fontMetrics().horizontalAdvance("−00.0 / −00.0 dB"))
        self.level.setAccessibleName(self.tr("Peak and RMS of the input"))
        self.level.setToolTip(self.tr("Peak / RMS. Aim at peaks of −12 to −6 dB."))
        self.inputs = QComboBox()
        self.inputs.setAccessibleName(self.tr("Input"))
        self.inputs.setToolTip(self.tr("What is recorded from"))
        self.inputs.setMinimumContentsLength(14)
        self.inputs.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.inputs.setMaximumWidth(420)
        self.look = QPushButton(self.tr("Look again"))
        self.look.setToolTip(self.tr("Look for inputs that were connected meanwhile"))
        self.monitor = QCheckBox(self.tr("Show level before recording"))
        self.monitor.setToolTip(self.tr("Opens the microphone now, without recording"))
        self.close_button = QToolButton()
        self.close_button.setIcon(icon("close"))
        self.close_button.setIconSize(QSize(12, 12))
        self.close_button.setAutoRaise(True)
        self.close_button.setToolTip(self.tr("Stop, and close this panel"))
        self.close_button.setAccessibleName(self.tr("Close"))
        self.words = QLabel()
        self.words.setWordWrap(True)
        self.words.setTextFormat(Qt.TextFormat.PlainText)
        self._arrange()
        self._connect()
        self.show_state("off")
        self.say("")
        self.hide()

    def _arrange(self) -> None:
        first, second = QHBoxLayout(), QHBoxLayout()
        for widget in (self.record, self.stop, self.time, self.meter, self.level):
            first.addWidget(widget)
        first.addStretch(0)
        second.addWidget(self.inputs, 1)
        for tool in (self.look, self.monitor):
            second.addWidget(tool)
        second.addStretch(0)
        self._halves = (first, second)
        self._rows = QBoxLayout(QBoxLayout.Direction.LeftToRight)
        for half in self._halves:
            half.setSpacing(8)
            self._rows.addLayout(half, 1 if half is second else 0)
        row = QHBoxLayout()
        row.addLayout(self._rows, 1)
        row.addWidget(self.close_button, 0, Qt.AlignmentFlag.AlignTop)
        column = QVBoxLayout(self)
        column.setContentsMargins(8, 5, 6, 5)
        column.setSpacing(3)
        column.addLayout(row)
        column.addWidget(self.words)

    def minimumSizeHint(self) -> QSize:
        """Two rows where there is no room for one."""
        widest = max(half.minimumSize().width() for half in self._halves)
        return QSize(widest + self.close_button.sizeHint().width() + 24, super().minimumSizeHint().height())

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        both = sum(half.minimumSize().width() for half in self._halves)
        fits = both + self.close_button.sizeHint().width() + 40 <= self.width()
        ways = QBoxLayout.Direction
        self._rows.setDirection(ways.LeftToRight if fits else ways.TopToBottom)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Escape closes it, but ends no recording."""
        if event.key() == Qt.Key.Key_Escape and not self.stop.isEnabled():
            self.close_wanted.emit()
        else:
            super().keyPressEvent(event)

    def _connect(self) -> None:
        self.record.clicked.connect(self.record_wanted)
        self.stop.clicked.connect(self.stop_wanted)
        self.look.clicked.connect(self.look_wanted)
        self.close_button.clicked.connect(self.close_wanted)
        self.monitor.toggled.connect(self.monitor_toggled)
        self.inputs.activated.connect(lambda _row: self.input_chosen.emit(str(self.inputs.currentData())))

    # --- what is shown

    def show_inputs(self, found: Sequence[InputDevice], wanted: str) -> None:
        """Offer these inputs; `wanted` is the one chosen, by label."""
        self.inputs.clear()
        self.inputs.addItem(self.tr("System default") if found else self.tr("No input"), "")
        for device in found:
            self.inputs.addItem(device.label, device.label)
        self.inputs.setCurrentIndex(max(0, self.inputs.findData(wanted)))

    def show_state(self, state: str) -> None:
        """`state` is off, listening, lead (playing what comes before) or recording."""
        busy = state in ("lead", "recording")
        self.record.setEnabled(not busy)
        self.stop.setEnabled(busy)
        self.inputs.setEnabled(not busy)
        self.look.setEnabled(not busy)
        self.monitor.setEnabled(not busy)
        if not busy:
            self.show_time(0.0)
        if state == "off":
            self.meter.reset()
            self.level.setText("")
        palette = self.time.palette()
        palette.setColor(self.time.foregroundRole(), theme.color("error" if state == "recording" else "text"))
        self.time.setPalette(palette)

    def show_time(self, seconds: float) -> None:
        """How long the recording is."""
        self.time.setText(decimal(clock(seconds, 1)))

    def show_levels(self, levels: Levels) -> None:
        """What came in since the last time."""
        if not levels.peaks:
            return
        self.meter.show_peaks(levels.peaks)
        peak, rms = (
            decimal(f"{20 * math.log10(max(values)):.1f}").replace("-", "−") if max(values) > 1e-6 else "−∞"
            for values in (levels.peaks, levels.rms)
        )
        self.level.setText(self.tr("{peak} / {rms} dB").format(peak=peak, rms=rms))

    def say(self, sentence: str) -> None:
        """A sentence below the controls, "" for none."""
        self.words.setText(sentence)
        self.words.setVisible(bool(sentence))
