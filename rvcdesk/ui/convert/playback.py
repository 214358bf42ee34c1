"""Plays what the page shows: keeps the place in seconds whatever the files' rates are."""

from __future__ import annotations

from PySide6.QtCore import QObject, Signal

from rvcdesk.ui.convert.sound import CoverSound
from rvcdesk.ui.player_service import PlayerService


class Playback(QObject):
    """The page's half of the player.

    Signals:
        moved: seconds that are heard; None when nothing of ours plays.
        state_changed: stopped, playing or paused; always stopped while another page plays.
    """

    moved = Signal(object)
    state_changed = Signal(str)

    def __init__(self, player: PlayerService, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._player = player
        self._sound: CoverSound | None = None
        self._side = 0
        player.state_changed.connect(lambda _state: self._tell())
        player.position_changed.connect(lambda _frame: self._tell_place())

    @property
    def ours(self) -> bool:
        """Whether the player has our sound."""
        return self._sound is not None and self._player.source is self._sound.switch

    @property
    def state(self) -> str:
        """Of our sound."""
        return self._player.state if self.ours else "stopped"

    @property
    def place(self) -> float:
        """Seconds of our sound that are heard."""
        return self._player.position / self._sound.rate if self._sound is not None and self.ours else 0.0

    @property
    def sound(self) -> CoverSound | None:
        """What is played."""
        return self._sound

    def set_sound(self, sound: CoverSound | None) -> None:
        """Take other sound; what plays goes on at the same place."""
        state, place = self.state, self.place
        if state != "stopped":
            self._player.stop()
        self._sound = sound
        if sound is not None and state == "playing" and place < sound.seconds:
            self.play(place)
        self._tell()

    def play(self, place: float, loop: bool | None = None) -> None:
        """Play from here to the end."""
        if self._sound is not None and self._sound.switch.frames:
            start = round(place * self._sound.rate)
            start = start if start < self._sound.switch.frames else 0
            self._player.play(self._sound.switch, start, None, loop)
            self._tell()

    def pause(self) -> None:
        """Pause, or go on."""
        if self.state != "stopped":
            self._player.pause()

    def stop(self) -> None:
        """Stop, if it is ours that plays."""
        if self.state != "stopped":
            self._player.stop()

    def seek(self, place: float) -> None:
        """Go on at another place."""
        if self._sound is not None and self.state != "stopped":
            self._player.seek(round(place * self._sound.rate))

    def switch(self, side: int) -> None:
        """Hear source or result at the same place, at once."""
        if self._sound is None:
            return
        if self.ours:
            self._player.switch(self._sound.index(side))
        else:
            self._sound.switch.select(self._sound.index(side))

    def _tell(self) -> None:
        self.state_changed.emit(self.state)
        self._tell_place()

    def _tell_place(self) -> None:
        self.moved.emit(self.place if self.state != "stopped" else None)
