"""Source, result and instrumental one above the other, on one timeline; one of the first two is heard."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import QEvent, QObject, QSize, Qt, Signal
from PySide6.QtGui import QDragEnterEvent, QDropEvent, QFont, QMouseEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QSizePolicy, QToolButton, QVBoxLayout, QWidget

from rvcdesk.ui import theme
from rvcdesk.ui.convert.sound import RESULT, SOURCE
from rvcdesk.ui.convert.timeline import ShiftedWave
from rvcdesk.ui.convert.track import Track
from rvcdesk.ui.icons import icon
from rvcdesk.ui.tr import decimal
from rvcdesk.ui.widgets.ruler import Ruler
from rvcdesk.ui.widgets.waveform import WaveformView
from rvcdesk.ui.widgets.waveform_link import link_views
from rvcdesk.ui.widgets.waveform_model import clock

STRIP = 4


def dropped_files(event: QDragEnterEvent | QDropEvent) -> list[Path]:
    """The local files that hang on the mouse."""
    return [Path(url.toLocalFile()) for url in event.mimeData().urls() if url.isLocalFile()]


class Lane(QFrame):
    """A heading with a button to hear it, and the waveform. A bar and the words mark the one heard."""

    chosen = Signal()
    dropped = Signal(list)

    def __init__(self, letter: str, title: str, *, height: int) -> None:
        super().__init__()
        self.track = Track(self)
        self.view = WaveformView(selectable=False)
        self.view.setMinimumHeight(height)
        self.view.setAccessibleName(title)
        self.view.setToolTip(
            self.tr("Click to go there. The wheel scrolls, Ctrl and the wheel zoom.")
            + (" " + self.tr("Files can be dropped here.") if letter != "B" else "")
        )
        self._active = False
        self._empty_text = ""
        self._title = title
        self.button = QToolButton()
        self.button.setText(f"{letter}   {title}")
        self.button.setCheckable(True)
        self.button.setAccessibleName(self.tr("Listen to: {name}").format(name=title))
        self.button.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.button.setVisible(bool(letter))
        label = QLabel(title)
        label.setVisible(not letter)
        self.button.clicked.connect(self._on_clicked)
        self.name = QLabel()
        self.name.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Preferred)
        self.name.setForegroundRole(self.name.foregroundRole().PlaceholderText)
        self.heard = QToolButton()
        self.heard.setIcon(icon("volume"))
        self.heard.setIconSize(QSize(16, 16))
        self.heard.setText(self.tr("Heard now"))
        self.heard.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextBesideIcon)
        self.heard.setAutoRaise(True)
        self.heard.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.heard.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        keep = self.heard.sizePolicy()
        keep.setRetainSizeWhenHidden(True)
        self.heard.setSizePolicy(keep)
        self.heard.hide()
        self._head = QHBoxLayout()
        self._head.setSpacing(8)
        self._head.addWidget(self.button)
        self._head.addWidget(label)
        self._head.addWidget(self.name, 1)
        self._head.addWidget(self.heard)
        column = QVBoxLayout(self)
        column.setContentsMargins(STRIP + 6, 2, 0, 2)
        column.setSpacing(3)
        column.addLayout(self._head)
        column.addWidget(self.view, 1)
        self.setAcceptDrops(True)

    def add_tool(self, tool: QWidget) -> None:
        """Put something into the heading, at its end."""
        self._head.addWidget(tool)

    @property
    def active(self) -> bool:
        """Whether it is this one that is heard."""
        return self._active

    def set_active(self, active: bool) -> None:
        """Mark it as the one that is heard, or not."""
        self._active = active
        self.button.setChecked(active)
        font = QFont(self.button.font())
        font.setBold(active)
        self.button.setFont(font)
        self.heard.setVisible(active)
        said = self.tr("{name}, heard now") if active else "{name}"
        self.view.setAccessibleName(said.format(name=self._title))
        self.update()

    def set_empty_text(self, text: str) -> None:
        """What it says while there is no file."""
        self._empty_text = text
        self.show_state()

    def show_state(self) -> None:
        """An empty lane says what it is for, or that its file is being opened."""
        opening = self.track.path is not None and self.track.wave is None
        self.view.set_empty_text(self.tr("Opening the file") if opening else self._empty_text)

    def say(self, text: str, tip: str = "") -> None:
        """What file it is."""
        self.name.setText(text)
        self.name.setToolTip(tip or text)

    def _on_clicked(self) -> None:
        self.button.setChecked(self._active)
        self.chosen.emit()

    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        if self._active:
            QPainter(self).fillRect(0, 0, STRIP, self.height(), theme.color("accent"))

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        if dropped_files(event):
            event.acceptProposedAction()

    def dropEvent(self, event: QDropEvent) -> None:
        event.acceptProposedAction()
        self.dropped.emit(dropped_files(event))


class Compare(QWidget):
    """The lanes under a ruler. Places are seconds on the cover's timeline.

    Signals:
        place_chosen: the user clicked, or moved the cursor by keys.
        play_wanted: the ruler was clicked.
        side_wanted: `SOURCE` or `RESULT`.
    """

    place_chosen = Signal(float)
    play_wanted = Signal(float)
    side_wanted = Signal(int)

    def __init__(self) -> None:
        super().__init__()
        self.source = Lane("A", self.tr("Source"), height=70)
        self.result = Lane("B", self.tr("Result"), height=70)
        self.instrumental = Lane("", self.tr("Instrumental"), height=44)
        self.lanes = (self.source, self.result, self.instrumental)
        self._offset = 0.0
        self._place = 0.0
        self._moving = False
        self.ruler = Ruler(self.source.view)
        self.ruler.seek_requested.connect(lambda frame: self.play_wanted.emit(frame / self.source.view.rate))
        top = QHBoxLayout()
        top.setContentsMargins(STRIP + 6, 0, 0, 0)
        top.addWidget(self.ruler)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(4)
        column.addLayout(top)
        for lane, stretch in zip(self.lanes, (5, 5, 2), strict=True):
            column.addWidget(lane, stretch)
            lane.view.installEventFilter(self)
            lane.view.cursor_moved.connect(lambda frame, lane=lane: self._on_cursor(lane, frame))
            lane.track.shown.connect(self._show_all)
            lane.track.redraw.connect(lane.view.refresh)
        link_views(*(lane.view for lane in self.lanes))
        self.source.chosen.connect(lambda: self.side_wanted.emit(SOURCE))
        self.result.chosen.connect(lambda: self.side_wanted.emit(RESULT))
        self.source.set_empty_text(self.tr("Drop a vocal here, or choose one with Ctrl+Shift+O"))
        self.instrumental.set_empty_text(self.tr("Drop the instrumental here to hear the vocal in its song"))

    # --- what is shown

    @property
    def seconds(self) -> float:
        """Length of the timeline."""
        vocal = max(self.source.track.seconds, self.result.track.seconds)
        return max(vocal + self._offset if vocal else 0.0, self.instrumental.track.seconds)

    @property
    def offset(self) -> float:
        """Where the vocal begins."""
        return self._offset

    @property
    def view(self) -> WaveformView:
        """One that shows something, to zoom by; the others follow."""
        return next((lane.view for lane in self.lanes if lane.view.source is not None), self.source.view)

    def set_offset(self, seconds: float) -> None:
        """Move the vocal on the timeline."""
        if seconds != self._offset:
            self._offset = seconds
            self._show_all()

    def _show_all(self) -> None:
        """Every lane on a timeline of the same length; zoom and cursor stay."""
        view, length = self.view, self.seconds
        zoomed = view.source is not None and not view.port.is_fitted
        before = (view.port.start / view.rate, view.port.end / view.rate)
        self.show_names()
        for lane in self.lanes:
            wave = lane.track.wave
            offset = self._offset if lane is not self.instrumental else 0.0
            lane.view.set_audio(ShiftedWave(wave, offset, length) if wave is not None else None)
        view = self.view
        if zoomed:
            view.set_view(before[0] * view.rate, before[1] * view.rate)
        self.set_place(min(self._place, length))

    def show_names(self) -> None:
        """What file every lane has."""
        for lane in self.lanes:
            track = lane.track
            lane.show_state()
            if track.path is None:
                lane.say("")
                continue
            parts = [track.path.stem if lane is self.result else track.path.name]
            if track.wave is not None:
                parts.append(clock(track.seconds, 1))
                parts.append(self.tr("{rate} kHz").format(rate=decimal(f"{track.wave.rate / 1000:g}")))
            lane.say("   ·   ".join(parts), str(track.path))

    def set_active(self, side: int) -> None:
        """Mark the one that is heard."""
        self.source.set_active(side == SOURCE)
        self.result.set_active(side == RESULT)

    # --- places

    @property
    def place(self) -> float:
        """Where playing starts."""
        return self._place

    def set_place(self, seconds: float) -> None:
        """Move the cursor of all lanes, without a signal."""
        self._place = seconds
        self._moving = True
        for lane in self.lanes:
            lane.view.edit_cursor = round(seconds * lane.view.rate)
        self._moving = False

    def set_play_place(self, seconds: float | None) -> None:
        """Move the play cursor of all lanes; None takes it away."""
        for lane in self.lanes:
            if lane.view.source is not None:
                lane.view.play_cursor = None if seconds is None else round(seconds * lane.view.rate)

    def _on_cursor(self, lane: Lane, frame: int) -> None:
        if not self._moving:
            self.set_place(frame / lane.view.rate)
            self.place_chosen.emit(self._place)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        # The view is silent when the cursor is there already; playback may be elsewhere.
        if (
            event.type() == QEvent.Type.MouseButtonPress
            and isinstance(event, QMouseEvent)
            and event.button() == Qt.MouseButton.LeftButton
            and isinstance(watched, WaveformView)
            and watched.source is not None
            and watched.port.frame_at(event.position().x()) == watched.edit_cursor
        ):
            self.place_chosen.emit(self._place)
        return False
