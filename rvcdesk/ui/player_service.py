"""Playback for the pages: the Qt-free player, with signals."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QTimer, Signal

from rvcdesk.messages import Message
from rvcdesk.settings import Settings

if TYPE_CHECKING:
    from rvcdesk.audio.player import Player
    from rvcdesk.audio.sources import Source

TICK_MS = 33


class PlayerService(QObject):
    """One player for the whole window. What plays belongs to whoever called `play` last: see `source`.

    Signals:
        position_changed: the frame of `source` that is heard, about 30 times a second while playing,
            and once after each stop, pause and seek.
        state_changed: "stopped", "playing" or "paused".
        peaks_heard: the highest amplitude of each channel since the last time, as often as the position.
        problem: a `Message` about the sound device, or about what was to be played.
        loop_changed: whether playback starts over at the end.
    """

    position_changed = Signal(int)
    state_changed = Signal(str)
    peaks_heard = Signal(object)
    problem = Signal(object)
    loop_changed = Signal(bool)
    _told = Signal()
    _trouble = Signal(object)

    def __init__(
        self, settings: Settings, parent: QObject | None = None, player: Player | None = None
    ) -> None:
        """`player` is made when first needed unless one is given (its imports are slow)."""
        super().__init__(parent)
        self._settings = settings
        self._player = player
        self._shown = "stopped"
        self._loop = False
        self._source: Source | None = None
        self._span: tuple[int, int | None] = (0, None)
        self._timer = QTimer(self, interval=TICK_MS)
        self._timer.timeout.connect(self._tick)
        # The player calls from its own thread; signals bring it to ours.
        self._told.connect(self._sync)
        self._trouble.connect(self._on_problem)
        if player is not None:
            self._connect(player)

    @property
    def player(self) -> Player:
        """The player behind, made at the first use."""
        if self._player is None:
            from rvcdesk.audio.player import Player

            self._player = Player(device=self._settings.get("output_device"))
            self._connect(self._player)
        return self._player

    def _connect(self, player: Player) -> None:
        player.set_volume(self._settings.get("volume"))
        player.on_state = lambda _state: self._told.emit()
        player.on_problem = self._trouble.emit

    def start(self) -> None:
        """Open the device now, so that the first Play is instant and a missing device is said."""
        self.player.start()

    def close(self) -> None:
        """End playback for good."""
        self._timer.stop()
        if self._player is not None:
            self._player.on_state = self._player.on_problem = None
            self._player.close()

    @property
    def state(self) -> str:
        """Stopped, playing or paused."""
        return self._player.state if self._player is not None else "stopped"

    @property
    def playing(self) -> bool:
        """Whether sound is coming out."""
        return self.state == "playing"

    @property
    def position(self) -> int:
        """The frame of `source` that is heard now."""
        return self._player.position if self._player is not None else 0

    @property
    def source(self) -> Source | None:
        """What was given to `play` last. A page compares it to know whether the position is its own."""
        return self._source

    @property
    def available(self) -> bool:
        """Whether there is a device to play on."""
        return self._player is not None and self._player.available

    @property
    def silent(self) -> bool:
        """Whether there is known to be no device, so that only what the user asks to hear need say so."""
        return self._player is not None and not self._player.available and self._player.problem is not None

    def devices(self) -> list[tuple[str, str]]:
        """(value for the setting `output_device`, text) of every output known."""
        return [(device.label, device.label) for device in self.player.outputs]

    def play(self, source: Source, start: int = 0, end: int | None = None, loop: bool | None = None) -> None:
        """Play [start, end) of `source`; `loop` None takes the state of the Loop action."""
        self._source, self._span = source, (start, end)
        self.player.play(source, start, end, self._loop if loop is None else loop)
        self._sync()
        if self.player.problem is not None and not self.available:
            self.problem.emit(self.player.problem)  # said before, but Play must not just do nothing

    def pause(self) -> None:
        """Pause, or go on after a pause."""
        if self.state == "paused":
            self.player.resume()
        else:
            self.player.pause()
        self._sync()

    def stop(self) -> None:
        """Stop; the position goes back to where playing began."""
        if self._player is not None:
            self._player.stop()
        self._sync()

    def seek(self, frame: int) -> None:
        """Go on from `frame` of the source."""
        self.player.seek(frame)
        self._sync()
        self.position_changed.emit(frame)

    def switch(self, index: int) -> None:
        """Hear the other one of a `SwitchSource` at the same place."""
        self.player.switch(index)

    @property
    def loop(self) -> bool:
        """Whether playback starts over at the end."""
        return self._loop

    @loop.setter
    def loop(self, loop: bool) -> None:
        if loop == self._loop:
            return
        self._loop = loop
        if self.playing and self._source is not None:
            place = self.position
            self.player.play(self._source, *self._span, loop)
            self.player.seek(place)
        self.loop_changed.emit(loop)

    @property
    def volume(self) -> float:
        """Amplitude, 0 to 1."""
        return float(self._settings.get("volume"))

    @volume.setter
    def volume(self, volume: float) -> None:
        volume = min(1.0, max(0.0, volume))
        self._settings.set("volume", volume)
        if self._player is not None:
            self._player.set_volume(volume)

    def set_device(self, device: str) -> None:
        """Play on another output from now on; "" is the default one."""
        self.player.set_device(device)

    def _tick(self) -> None:
        self._sync()
        if self.playing:
            self.position_changed.emit(self.position)
            self.peaks_heard.emit(self.player.take_peaks())

    def _sync(self) -> None:
        """Tell what has changed since it was last told."""
        state = self.state
        if state == self._shown:
            return
        self._shown = state
        if state == "playing":
            self._timer.start()
        else:
            self._timer.stop()
        self.state_changed.emit(state)
        self.position_changed.emit(self.position)

    def _on_problem(self, message: Message) -> None:
        self._sync()
        self.problem.emit(message)
