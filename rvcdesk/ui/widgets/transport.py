"""The transport bar: play, stop, loop, play what is kept; position, selection, volume.

It holds no player: it says what the user wants and shows what it is told.
"""

from __future__ import annotations

from typing import Literal

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QFontMetrics, QResizeEvent, QShowEvent
from PySide6.QtWidgets import (
    QDoubleSpinBox,
    QHBoxLayout,
    QLabel,
    QLayout,
    QSizePolicy,
    QSlider,
    QToolButton,
    QWidget,
)

from rvcdesk.ui import icons, theme
from rvcdesk.ui.widgets.frequency_fields import FrequencyFields
from rvcdesk.ui.widgets.level_meter import LevelMeter
from rvcdesk.ui.widgets.time_box import TimeBox
from rvcdesk.ui.widgets.waveform_model import clock

_LEAST = 360  # px: the buttons, the position, the volume

State = Literal["stopped", "playing", "paused"]


class TransportBar(QWidget):
    """Buttons and boxes for playback.

    Signals:
        play_requested, pause_requested, stop_requested, play_kept_requested: a button was pressed.
        loop_toggled: whether to start over at the end.
        selection_edited: start and end frames typed by the user; equal: only a cursor.
        typing_ended: Return or Escape in a box; the focus belongs elsewhere now.
        volume_changed: 0..1; 0 while muted.
        speed_changed: 0.5..2.
        original_toggled: whether to hear the recording as it was before the edits.

    `frequencies` holds the boxes of a spectral selection.
    """

    play_requested = Signal()
    pause_requested = Signal()
    stop_requested = Signal()
    play_kept_requested = Signal()
    loop_toggled = Signal(bool)
    selection_edited = Signal(object, object)
    typing_ended = Signal()
    volume_changed = Signal(float)
    speed_changed = Signal(float)
    original_toggled = Signal(bool)

    def __init__(self, parent: QWidget | None = None, *, editing: bool = True) -> None:
        """`editing=False` leaves out what only the editor has: kept, A/B, speed, selection boxes."""
        super().__init__(parent)
        self._editing = editing
        self._state: State = "stopped"
        self._rate, self._frames, self._position = 1, 0, 0
        self._selection = (0, 0)
        self._fields: list[tuple[QLabel, TimeBox]] = []
        self._play = self._button("play", self.tr("Play"), self.tr("Play (Space)"), size=26)
        self._stop = self._button("stop", self.tr("Stop"), self.tr("Stop (Space while playing)"))
        self._loop = self._button("loop", self.tr("Loop"), self.tr("Play over and over (L)"), checkable=True)
        self._kept = self._button(
            "kept", self.tr("Play what is kept"), self.tr("Play what is kept: skips everything that is cut")
        )
        self._original = self._button(
            "switch",
            self.tr("Original"),
            self.tr("Hear the original at the same place (T)"),
            checkable=True,
        )
        for button in (self._kept, self._original):
            button.setVisible(editing)
        self.speed = self._make_speed()
        self.speed.setVisible(editing)
        self._time = QLabel(self)
        self._length = QLabel(self)
        self._boxes = (
            TimeBox(self.tr("Selection start"), self),
            TimeBox(self.tr("Selection end"), self),
            TimeBox(self.tr("Selection length"), self),
        )
        self.frequencies = FrequencyFields(self)
        self._more = QLabel(self)
        self._more.hide()
        self.meter = LevelMeter(self.tr("Playback level"), self)
        self._mute = self._button("volume", self.tr("Mute"), self.tr("Mute"), checkable=True)
        self._volume = QSlider(Qt.Orientation.Horizontal, self)
        self._set_up_times()
        self._set_up_volume()
        self._arrange(editing)
        self._connect()
        self.set_clip(1, 0)

    # --- building ---

    def _make_speed(self) -> QDoubleSpinBox:
        box = QDoubleSpinBox(self)
        box.setRange(0.5, 2.0)
        box.setSingleStep(0.1)
        box.setDecimals(2)
        box.setValue(1.0)
        box.setSuffix(" ×")
        box.setKeyboardTracking(False)
        box.setAccessibleName(self.tr("Playback speed"))
        box.setToolTip(self.tr("Playback speed: slower is also lower. It does not change the recording."))
        box.setFocusPolicy(Qt.FocusPolicy.StrongFocus)  # by Tab too, not by the wheel
        box.valueChanged.connect(self.speed_changed)
        box.lineEdit().returnPressed.connect(self.typing_ended)
        return box

    def _button(
        self, icon: str, name: str, tip: str, *, checkable: bool = False, size: int = 20
    ) -> QToolButton:
        button = QToolButton(self)
        button.setIcon(icons.icon(icon))
        button.setIconSize(QSize(size, size))
        button.setFixedSize(QSize(size + 14, size + 14))
        button.setAutoRaise(True)
        button.setCheckable(checkable)
        button.setAccessibleName(name)
        button.setToolTip(tip)
        # Reached by Tab; a click leaves the focus where the keys of the editor work.
        button.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        return button

    def _set_up_times(self) -> None:
        font = theme.tabular_font(self._time.font())
        font.setPointSizeF(font.pointSizeF() * 1.45)
        self._time.setFont(font)
        self._time.setMinimumWidth(QFontMetrics(font).horizontalAdvance("0:00:00.000"))
        self._time.setAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
        self._time.setAccessibleName(self.tr("Position"))
        self._length.setFont(theme.tabular_font(self._length.font()))
        self._length.setAccessibleName(self.tr("Duration"))
        self._length.setEnabled(True)

    def _set_up_volume(self) -> None:
        self._volume.setRange(0, 100)
        self._volume.setValue(100)
        self._volume.setMinimumWidth(48)
        self._volume.setMaximumWidth(96)
        self._volume.setPageStep(10)
        self._volume.setAccessibleName(self.tr("Volume"))
        self._volume.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self._show_volume()

    def _arrange(self, editing: bool) -> None:
        row = self._row = QHBoxLayout(self)
        row.setSizeConstraint(QLayout.SizeConstraint.SetNoConstraint)  # `_fit` makes room
        row.setContentsMargins(8, 4, 8, 4)
        row.setSpacing(4)
        for button in (self._play, self._stop, self._loop, self._kept, self._original):
            row.addWidget(button)
        row.addSpacing(4)
        row.addWidget(self.speed)
        row.addSpacing(12)
        row.addWidget(self._time)
        row.addWidget(self._length)
        row.addStretch(1)
        names = (self.tr("Start"), self.tr("End"), self.tr("Length"))
        for name, box in zip(names, self._boxes, strict=True):
            label = QLabel(name, self)
            label.setBuddy(box)
            box.left.connect(self.typing_ended)
            label.setVisible(editing)
            box.setVisible(editing)
            if editing:
                self._fields.append((label, box))
            row.addWidget(label)
            row.addWidget(box)
            row.addSpacing(6)
        row.addWidget(self._more)
        row.addWidget(self.frequencies)
        self.frequencies.left.connect(self.typing_ended)
        row.addSpacing(8)
        row.addWidget(self.meter)
        row.addSpacing(4)
        row.addWidget(self._mute)
        row.addWidget(self._volume)
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)

    def resizeEvent(self, event: QResizeEvent) -> None:
        self._fit()

    def showEvent(self, event: QShowEvent) -> None:
        self._fit()

    def minimumSizeHint(self) -> QSize:
        return QSize(_LEAST, super().minimumSizeHint().height())

    def _fit(self) -> None:
        """In a narrow bar go, one after the other: length, level, frequencies, start and end, speed."""
        pairs: list[list[QWidget]] = [[*pair] for pair in self._fields]
        groups: list[list[QWidget]] = [*pairs[2:], [self.meter]]
        if self.frequencies.box is not None:
            groups.append([self.frequencies])
        if self._editing:
            groups += [[part for pair in pairs[:2] for part in pair], [self.speed]]
        self.frequencies.setVisible(self.frequencies.box is not None)
        for dropped in range(len(groups) + 1):
            for number, group in enumerate(groups):
                for part in group:
                    part.setVisible(number >= dropped)
            if self._row.minimumSize().width() <= self.width():
                break

    def _connect(self) -> None:
        self._play.clicked.connect(self._on_play)
        self._stop.clicked.connect(self.stop_requested)
        self._kept.clicked.connect(self.play_kept_requested)
        self._loop.toggled.connect(self.loop_toggled)
        self._original.toggled.connect(self.original_toggled)
        self._volume.valueChanged.connect(self._on_volume)
        self._mute.toggled.connect(self._on_volume)
        start, end, length = self._boxes
        start.edited.connect(self._on_start)
        end.edited.connect(self._on_end)
        length.edited.connect(self._on_length)

    # --- what it shows ---

    def set_clip(self, rate: int, frames: int) -> None:
        """The timeline that positions count in; 0 frames when there is nothing to play."""
        self._rate, self._frames = max(rate, 1), frames
        for box in self._boxes:
            box.set_timeline(self._rate, frames)
            box.setEnabled(frames > 0)
        for button in (self._play, self._stop, self._kept, self._original):
            button.setEnabled(frames > 0)
        self._length.setText("/ " + clock(frames / self._rate))
        self.set_position(min(self._position, frames))
        self.set_selection(None)

    def set_position(self, frame: int) -> None:
        """Where playback is."""
        self._position = frame
        self._time.setText(clock(frame / self._rate))

    def set_selection(self, selection: tuple[int, int] | None, cursor: int = 0) -> None:
        """The selection, or only the cursor."""
        start, end = self._selection = selection or (cursor, cursor)
        for box, frame in zip(self._boxes, (start, end, end - start), strict=True):
            box.set_frame(frame)

    def set_box(self, box: tuple[float, float] | None, most: float) -> None:
        """The frequencies of a spectral selection, Hz, up to `most`; None when it has all of them."""
        self.frequencies.set_box(box, most)
        self._fit()

    def set_more(self, count: int) -> None:
        """How many stretches are selected beside the one in the boxes."""
        self._more.setText(f"+{count}")
        self._more.setAccessibleName(self.tr("More selections"))
        self._more.setToolTip(self.tr("Stretches that are selected beside this one"))
        self._more.setVisible(count > 0)

    def set_state(self, state: State) -> None:
        """What the player does; the first button shows play or pause."""
        if state == self._state:
            return
        self._state = state
        playing = state == "playing"
        self._play.setIcon(icons.icon("pause" if playing else "play"))
        self._play.setAccessibleName(self.tr("Pause") if playing else self.tr("Play"))
        self._play.setToolTip(self.tr("Pause (P)") if playing else self.tr("Play (Space)"))

    def set_loop(self, loop: bool) -> None:
        """Whether playback starts over, without a signal."""
        self._loop.blockSignals(True)
        self._loop.setChecked(loop)
        self._loop.blockSignals(False)

    def set_original(self, original: bool) -> None:
        """Whether the original is heard, without a signal."""
        self._original.blockSignals(True)
        self._original.setChecked(original)
        self._original.blockSignals(False)
        to_result = self.tr("You hear the original; back to the cleaned sound (T)")
        to_original = self.tr("Hear the original at the same place (T)")
        self._original.setToolTip(to_result if original else to_original)

    def set_speed(self, speed: float) -> None:
        """The playback speed, without a signal."""
        self.speed.blockSignals(True)
        self.speed.setValue(speed)
        self.speed.blockSignals(False)

    def set_volume(self, volume: float) -> None:
        """0..1, without a signal."""
        self._volume.blockSignals(True)
        self._volume.setValue(round(volume * 100))
        self._volume.blockSignals(False)
        self._show_volume()

    def set_can_play_kept(self, possible: bool) -> None:
        """Whether anything is cut."""
        self._kept.setEnabled(possible and self._frames > 0)

    # --- what the user does ---

    def _on_play(self) -> None:
        (self.pause_requested if self._state == "playing" else self.play_requested).emit()

    def _on_volume(self) -> None:
        self._show_volume()
        self.volume_changed.emit(0.0 if self._mute.isChecked() else self._volume.value() / 100)

    def _show_volume(self) -> None:
        self._volume.setEnabled(not self._mute.isChecked())
        self._volume.setToolTip(self.tr("Volume {percent} %").format(percent=self._volume.value()))

    def _on_start(self, frame: int) -> None:
        start, end = self._selection
        length = end - start
        self._edit(frame, end if end > frame and length else min(frame + length, self._frames))

    def _on_end(self, frame: int) -> None:
        start, end = self._selection
        self._edit(start if start < frame else max(frame - (end - start), 0), frame)

    def _on_length(self, frames: int) -> None:
        start, _ = self._selection
        self._edit(start, min(start + frames, self._frames))

    def _edit(self, start: int, end: int) -> None:
        self.set_selection((start, end))
        self.selection_edited.emit(start, end)
