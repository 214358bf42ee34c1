"""How the spectrogram looks: a small window that closes at the next click elsewhere."""

from __future__ import annotations

from dataclasses import replace

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QComboBox, QFormLayout, QFrame, QSpinBox, QWidget

from rvcdesk.audio.spectrogram import SCALES, WINDOWS, SpectrogramOptions

_LEAST_RANGE = 20  # dB


class SpectrogramSettings(QFrame):
    """Scale, window and range.

    Signals:
        chosen: other `SpectrogramOptions`.
    """

    chosen = Signal(object)

    def __init__(self, options: SpectrogramOptions, parent: QWidget | None = None) -> None:
        super().__init__(parent, Qt.WindowType.Popup)
        self.setFrameStyle(QFrame.Shape.StyledPanel | QFrame.Shadow.Plain)
        self.setAccessibleName(self.tr("Spectrogram settings"))
        self._options = options
        form = QFormLayout(self)
        self.scale = QComboBox()
        names = {"mel": self.tr("As heard (mel)"), "linear": self.tr("Linear"), "log": self.tr("Logarithmic")}
        for scale in SCALES:
            self.scale.addItem(names[scale], scale)
        self.scale.setCurrentIndex(SCALES.index(options.scale))
        self.scale.setAccessibleName(self.tr("Frequency scale"))
        self.scale.setToolTip(self.tr("How frequencies are spread from bottom to top"))
        self.window_size = QComboBox()
        for size in WINDOWS:
            self.window_size.addItem(str(size), size)
        self.window_size.setCurrentIndex(WINDOWS.index(options.nfft))
        self.window_size.setAccessibleName(self.tr("Window"))
        self.window_size.setToolTip(self.tr("Long windows tell tones apart, short ones moments"))
        self.low = self._level(options.low_db, self.tr("Quietest"), -140, -40)
        self.low.setToolTip(self.tr("What is quieter is drawn like silence"))
        self.high = self._level(options.high_db, self.tr("Loudest"), -60, 0)
        self.high.setToolTip(self.tr("What is louder is drawn in the last colour"))
        for label, field in (
            (self.tr("&Scale:"), self.scale),
            (self.tr("&Window:"), self.window_size),
            (self.tr("&Quietest:"), self.low),
            (self.tr("&Loudest:"), self.high),
        ):
            form.addRow(label, field)
        self.scale.currentIndexChanged.connect(self._on_changed)
        self.window_size.currentIndexChanged.connect(self._on_changed)
        self.low.valueChanged.connect(self._on_changed)
        self.high.valueChanged.connect(self._on_changed)

    def _level(self, value: float, name: str, low: int, high: int) -> QSpinBox:
        box = QSpinBox()
        box.setRange(low, high)
        box.setSuffix(self.tr(" dB"))
        box.setSingleStep(5)
        box.setValue(round(value))
        box.setAccessibleName(name)
        return box

    def _on_changed(self) -> None:
        options = replace(
            self._options,
            scale=self.scale.currentData(),
            nfft=self.window_size.currentData(),
            low_db=float(self.low.value()),
            high_db=float(max(self.high.value(), self.low.value() + _LEAST_RANGE)),
        )
        if options != self._options:
            self._options = options
            self.chosen.emit(options)
