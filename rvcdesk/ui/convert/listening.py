"""Joins lanes, mixer and transport to the player: what is heard, where, and which of the two."""

from __future__ import annotations

from PySide6.QtCore import QObject, QThreadPool, Signal

from rvcdesk.ui.convert.playback import Playback
from rvcdesk.ui.convert.sound import RESULT, SOURCE, CoverSound, matched
from rvcdesk.ui.convert.studio import Studio
from rvcdesk.ui.services import Services

STOP_MS = 5000


class Listening(QObject):
    """Commands of playback for one song.

    Signals:
        changed: what can be played, or what plays, is another.
    """

    changed = Signal()

    def __init__(self, services: Services, studio: Studio, parent: QObject) -> None:
        super().__init__(parent)
        self._services = services
        self._studio = studio
        self._compare, self._bar, self._mixer = studio.compare, studio.transport, studio.mixer
        self.playback = Playback(services.player, self)
        self.side = SOURCE
        self._connect()
        self._compare.set_active(SOURCE)

    def _connect(self) -> None:
        compare, bar, player = self._compare, self._bar, self._services.player
        for lane in compare.lanes:
            lane.track.shown.connect(self._rebuild)
            lane.track.playable.connect(self._rebuild)
            lane.track.measured.connect(self._set_levels)
        self._mixer.changed.connect(self._on_mixer)
        self._studio.match.toggled.connect(lambda _on: self._set_levels())
        compare.place_chosen.connect(self._on_place)
        compare.play_wanted.connect(self._play_from)
        compare.side_wanted.connect(self.choose)
        self.playback.moved.connect(self._on_moved)
        self.playback.state_changed.connect(self._on_state)
        bar.play_requested.connect(self._play_or_resume)
        bar.pause_requested.connect(self.playback.pause)
        bar.stop_requested.connect(self.playback.stop)
        bar.loop_toggled.connect(self.set_loop)
        bar.volume_changed.connect(self._set_volume)
        bar.set_volume(player.volume)
        bar.set_loop(player.loop)
        player.loop_changed.connect(self._show_loop)
        player.peaks_heard.connect(self._on_peaks)

    def _on_peaks(self, peaks: tuple[float, ...]) -> None:
        if self._bar.meter.isVisible():  # the page in front is the one that plays
            self._bar.meter.show_peaks(peaks)

    # --- what can be heard

    @property
    def ready(self) -> bool:
        """Whether anything can be played."""
        return self.playback.sound is not None

    @property
    def has_both(self) -> bool:
        """Whether there is something to switch between."""
        return None not in (self._compare.source.track.sound, self._compare.result.track.sound)

    def wait(self) -> None:
        """Stop every thread that reads or writes for a lane."""
        for lane in self._compare.lanes:
            lane.track.clear()
            lane.track.wait()
        QThreadPool.globalInstance().waitForDone(STOP_MS)

    def _rebuild(self) -> None:
        """A file came or went: play the others together, at the same place."""
        source, result, music = (lane.track.sound for lane in self._compare.lanes)
        sound: CoverSound | None = None
        if source is not None or result is not None:
            sound = CoverSound(source, result, music, self._mixer.levels(), self._match(), self.side)
        self.playback.set_sound(sound)
        self._mixer.set_has_instrumental(self._compare.instrumental.track.path is not None)
        self._bar.set_clip(1000, round(1000 * sound.seconds) if sound is not None else 0)
        self._bar.set_position(round(1000 * self._compare.place))
        self.changed.emit()

    def _match(self) -> tuple[float, float]:
        if not self._studio.match.isChecked():
            return 0.0, 0.0
        return matched(self._compare.source.track.loudness, self._compare.result.track.loudness)

    def _set_levels(self) -> None:
        if self.playback.sound is not None:
            self.playback.sound.set_levels(self._mixer.levels(), self._match())

    def _on_mixer(self) -> None:
        self._set_levels()
        offset = self._mixer.levels().offset_s
        if offset != self._compare.offset:
            self._compare.set_offset(offset)
            self._rebuild()

    # --- commands

    def choose(self, side: int) -> None:
        """Hear source or result from now on, at the same place."""
        if side == RESULT and self._compare.result.track.path is None:
            side = SOURCE
        self.side = side
        self._compare.set_active(side)
        self.playback.switch(side)

    def switch(self) -> None:
        """The other one."""
        self.choose(SOURCE if self.side == RESULT else RESULT)

    def play_stop(self) -> None:
        """Play from the cursor or go on after a pause; stop what plays."""
        if self.playback.state == "playing":
            self.playback.stop()
        else:
            self._play_or_resume()

    def play_once(self) -> None:
        """Without starting over."""
        self.playback.play(self._compare.place, loop=False)

    def stop_here(self) -> None:
        """Stop, and leave the cursor where it was heard; when nothing plays, play."""
        if self.playback.state == "stopped":
            self._play_or_resume()
            return
        place = self.playback.place
        self.playback.stop()
        self._compare.set_place(place)
        self._bar.set_position(round(1000 * place))

    def pause(self) -> None:
        """Pause, or go on."""
        self.playback.pause()

    def set_loop(self, loop: bool) -> None:
        """Start over at the end."""
        self._services.player.loop = loop

    def _play_or_resume(self) -> None:
        if self.playback.state == "paused":
            self.playback.pause()
        else:
            self.playback.play(self._compare.place)

    def _play_from(self, place: float) -> None:
        self._compare.set_place(place)
        if self.playback.state == "playing":
            self.playback.seek(place)
        else:
            self.playback.play(place)

    def _on_place(self, place: float) -> None:
        self._bar.set_position(round(1000 * place))
        self.playback.seek(place)

    def _set_volume(self, volume: float) -> None:
        if volume > 0:
            self._services.player.volume = volume
        else:
            self._services.player.player.set_volume(0.0)  # muted: the setting stays as it was

    # --- what is shown

    def _on_moved(self, place: float | None) -> None:
        self._compare.set_play_place(place)
        self._bar.set_position(round(1000 * (self._compare.place if place is None else place)))

    def _on_state(self, state: str) -> None:
        self._bar.set_state("playing" if state == "playing" else "paused" if state == "paused" else "stopped")
        self.changed.emit()

    def _show_loop(self, loop: bool) -> None:
        self._bar.set_loop(loop)
        self._services.actions.action("loop").setChecked(loop)
