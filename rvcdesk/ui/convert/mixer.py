"""Gains, mutes and the offset of the cover, heard while they move."""

from __future__ import annotations

from PySide6.QtCore import QSignalBlocker, QSize, Qt, Signal
from PySide6.QtWidgets import (
    QDoubleSpinBox,
    QGridLayout,
    QGroupBox,
    QHBoxLayout,
    QLabel,
    QSlider,
    QToolButton,
    QVBoxLayout,
    QWidget,
)

from rvcdesk.ui import theme
from rvcdesk.ui.convert.sound import Levels
from rvcdesk.ui.icons import icon

LOWEST_DB, HIGHEST_DB = -40.0, 12.0
FARTHEST_S = 600.0


class Fader(QWidget):
    """Mute, slider and box of one gain in dB."""

    changed = Signal()

    def __init__(self, name: str, tip: str) -> None:
        super().__init__()
        self.mute = QToolButton()
        self.mute.setCheckable(True)
        self.mute.setText(self.tr("Mute"))
        self.mute.setToolTip(self.tr("Silence it, in playback and in the saved cover"))
        self.mute.setAccessibleName(self.tr("Mute: {name}").format(name=name))
        self.slider = QSlider(Qt.Orientation.Horizontal)
        self.slider.setRange(round(LOWEST_DB * 10), round(HIGHEST_DB * 10))
        self.slider.setSingleStep(5)
        self.slider.setPageStep(30)
        self.slider.setMinimumWidth(30)
        self.box = QDoubleSpinBox()
        self.box.setRange(LOWEST_DB, HIGHEST_DB)
        self.box.setDecimals(1)
        self.box.setSingleStep(0.5)
        self.box.setSuffix(" " + self.tr("dB"))
        self.box.setFont(theme.tabular_font(self.box.font()))
        for part in (self.slider, self.box):
            part.setToolTip(tip)
        self.slider.setAccessibleName(self.tr("Gain: {name}").format(name=name))
        self.box.setAccessibleName(self.tr("Gain in dB: {name}").format(name=name))
        self.slider.valueChanged.connect(lambda tenths: self.box.setValue(tenths / 10))
        self.box.valueChanged.connect(self._on_box)
        self.mute.toggled.connect(lambda _on: self.changed.emit())
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(8)
        row.addWidget(self.mute)
        row.addWidget(self.slider, 1)
        row.addWidget(self.box)

    @property
    def gain_db(self) -> float:
        """The gain, whether muted or not."""
        return float(self.box.value())

    def show_gain(self, gain_db: float, muted: bool) -> None:
        """Show both, without a signal."""
        with QSignalBlocker(self):
            self.box.setValue(gain_db)
            self.mute.setChecked(muted)

    def _on_box(self, gain_db: float) -> None:
        with QSignalBlocker(self.slider):
            self.slider.setValue(round(gain_db * 10))
        self.changed.emit()


class Mixer(QGroupBox):
    """The cover's balance. `levels` is what it says; `changed` when the user moves something."""

    changed = Signal()
    choose_wanted = Signal()
    remove_wanted = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.setTitle(self.tr("Mix"))
        self.vocal = Fader(self.tr("Vocal"), self.tr("How loud the vocal is in the cover"))
        self.instrumental = Fader(
            self.tr("Instrumental"), self.tr("How loud the instrumental is in the cover")
        )
        self.offset = QDoubleSpinBox()
        self.offset.setRange(-FARTHEST_S, FARTHEST_S)
        self.offset.setDecimals(3)
        self.offset.setSingleStep(0.01)
        self.offset.setSuffix(" s")
        self.offset.setAccelerated(True)
        self.offset.setKeyboardTracking(False)
        self.offset.setFont(theme.tabular_font(self.offset.font()))
        self.offset.setToolTip(self.tr("Moves the vocal against the instrumental; more than 0 is later"))
        self.offset.setAccessibleName(self.tr("Offset of the vocal in seconds"))
        self.choose = self._tool("open", self.tr("Choose an instrumental"))
        self.choose.clicked.connect(self.choose_wanted)
        self.remove = self._tool("close", self.tr("Take the instrumental out of the cover"))
        self.remove.clicked.connect(self.remove_wanted)
        self._arrange()
        self.vocal.changed.connect(self.changed)
        self.instrumental.changed.connect(self.changed)
        self.offset.valueChanged.connect(lambda _value: self.changed.emit())
        self.set_has_instrumental(False)

    def _tool(self, icon_name: str, tip: str) -> QToolButton:
        tool = QToolButton()
        tool.setIcon(icon(icon_name))
        tool.setIconSize(QSize(16, 16))
        tool.setAutoRaise(True)
        tool.setToolTip(tip)
        tool.setAccessibleName(tip)
        return tool

    def _arrange(self) -> None:
        grid = QGridLayout()
        grid.setHorizontalSpacing(10)
        grid.setVerticalSpacing(6)
        grid.setColumnStretch(1, 1)
        offset = QHBoxLayout()
        offset.addWidget(self.offset)
        offset.addStretch(1)
        offset.addWidget(self.choose)
        offset.addWidget(self.remove)
        rows: list[tuple[str, QWidget]] = [
            (self.tr("Vocal"), self.vocal),
            (self.tr("Instrumental"), self.instrumental),
        ]
        for row, (name, fader) in enumerate(rows):
            grid.addWidget(QLabel(name), row, 0)
            grid.addWidget(fader, row, 1)
        label = QLabel(self.tr("Voc&al offset"))
        label.setBuddy(self.offset)
        grid.addWidget(label, 2, 0)
        grid.addLayout(offset, 2, 1)
        self.column = QVBoxLayout(self)
        self.column.addLayout(grid)

    def levels(self) -> Levels:
        """As the faders stand."""
        return Levels(
            self.vocal.gain_db,
            self.vocal.mute.isChecked(),
            self.instrumental.gain_db,
            self.instrumental.mute.isChecked(),
            self.offset.value(),
        )

    def show_levels(self, levels: Levels) -> None:
        """Show these, without a signal."""
        self.vocal.show_gain(levels.vocal_db, levels.vocal_muted)
        self.instrumental.show_gain(levels.instrumental_db, levels.instrumental_muted)
        with QSignalBlocker(self.offset):
            self.offset.setValue(levels.offset_s)

    def set_has_instrumental(self, has: bool) -> None:
        """Its controls work only when there is one."""
        self.instrumental.setEnabled(has)
        self.offset.setEnabled(has)
        self.remove.setVisible(has)
