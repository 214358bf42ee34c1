"""Playing a clip in the editor: from the cursor, the selection, or only what is kept."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager

from PySide6.QtCore import QObject

from rvcdesk.audio.clip import Clip
from rvcdesk.messages import UserError
from rvcdesk.ui.clean.part import Part
from rvcdesk.ui.clean.sound import ClipSound, moved
from rvcdesk.ui.services import Services
from rvcdesk.ui.widgets.transport import TransportBar
from rvcdesk.ui.widgets.waveform import WaveformView

ARRIVED_S = 0.4  # a place is reached when what is heard is as near as that
SLOWEST, FASTEST, SPEED_STEP = 0.5, 2.0, 0.1


class Playback(Part):
    """Joins the player, the waveform's cursors and the transport bar."""

    def __init__(self, services: Services, view: WaveformView, bar: TransportBar, parent: QObject) -> None:
        super().__init__(parent)
        self._services = services
        self._player = services.player
        self._view, self._bar = view, bar
        self._clip: Clip | None = None
        self._sound: ClipSound | None = None
        self._end: int | None = None  # on the timeline; None: to the end
        self._start = 0
        self._goal: int | None = None  # asked for by a seek, until it is heard
        self._original = False
        self._quiet = False  # the cursor is moved without going there
        self._speed = float(services.settings.get("play_speed"))
        self._follow = bool(services.settings.get("follow_playback"))
        self._connect()

    def _connect(self) -> None:
        player, view, bar = self._player, self._view, self._bar
        player.position_changed.connect(self._on_position)
        player.state_changed.connect(self._on_state)
        player.loop_changed.connect(self._show_loop)
        bar.play_requested.connect(self._guarded(self.play_or_resume))
        bar.pause_requested.connect(player.pause)
        bar.stop_requested.connect(self.stop)
        bar.play_kept_requested.connect(self._guarded(self.play_kept))
        bar.loop_toggled.connect(self._guarded(self.set_loop))
        bar.volume_changed.connect(self._set_volume)
        bar.speed_changed.connect(self._guarded(self.set_speed))
        bar.original_toggled.connect(self.set_original)
        bar.selection_edited.connect(self._on_typed)
        view.selection_changed.connect(lambda _selection: self._show_selection())
        view.cursor_moved.connect(self._on_cursor)
        view.view_changed.connect(self._on_view)
        bar.set_volume(player.volume)
        bar.set_loop(player.loop)
        bar.set_speed(self._speed)
        self._services.actions.action("follow").setChecked(self._follow)

    def _guarded(self, work: Callable[..., object]) -> Callable[..., None]:
        """For signals of buttons: what cannot be played is said."""

        def run(*arguments: object) -> None:
            try:
                work(*arguments)
            except UserError as error:
                self._services.notify.error(error)

        return run

    def handlers(self) -> dict[str, Callable[[], object]]:
        actions = self._services.actions
        loop = actions.action("loop")
        return {
            "play_stop": self.play_stop,
            "play_stop_here": self.stop_here,
            "play_once": self.play_once,
            "pause": self.pause,
            "loop": lambda: self.set_loop(loop.isChecked()),
            "play_kept": self.play_kept,
            "switch_ab": lambda: self.set_original(not self._original),
            "speed_slower": lambda: self.set_speed(self._speed - SPEED_STEP),
            "speed_faster": lambda: self.set_speed(self._speed + SPEED_STEP),
            "speed_normal": lambda: self.set_speed(1.0),
            "follow": lambda: self.set_follow(actions.action("follow").isChecked()),
        }

    def usable(self) -> dict[str, bool]:
        names = ("play_stop", "play_stop_here", "play_once", "play_kept", "switch_ab")
        return {
            **dict.fromkeys(names, self.ready),
            "pause": self.ready and self.mine,
            "speed_slower": self._speed > SLOWEST,
            "speed_faster": self._speed < FASTEST,
            "speed_normal": self._speed != 1,
        }

    # --- what plays

    @property
    def ready(self) -> bool:
        """Whether there is something to play."""
        return self._clip is not None and self._view.source is not None

    @property
    def mine(self) -> bool:
        """Whether the player has our sound, playing or paused."""
        return (
            self._sound is not None and self._player.source is self._sound and self._player.state != "stopped"
        )

    @property
    def playing(self) -> bool:
        return self.mine and self._player.playing

    @property
    def position(self) -> int:
        """The place on the timeline that is heard."""
        return self._sound.to_timeline(self._player.position) if self._sound is not None else 0

    @property
    def heading(self) -> int:
        """The place that is heard, or the one that was asked for and is not heard yet."""
        return self.position if self._goal is None else self._goal

    def set_clip(self, clip: Clip | None) -> None:
        """Another clip is shown, or one that can be played only now."""
        if self._sound is not None:
            self._sound.retire()
            if self.mine:
                self._player.stop()
            self._sound = None
        self._clip = clip
        self.set_original(False)
        self._view.play_cursor = None
        self._bar.set_clip(clip.rate if clip else 1, clip.frames if clip else 0)
        self._show_selection()
        self._show_kept()

    def edited(self) -> None:
        """The clip's sound may be another now: what plays follows, and so does the place that is heard."""
        self._show_kept()
        clip = self._clip
        if clip is not None:
            self._bar.set_clip(clip.rate, clip.frames)
            self._show_selection()
        sound = self._sound
        if not self.mine or sound is None:
            return
        place, end, before, playing = self.position, self._end, sound.segments, self.playing
        if sound.refresh():
            return
        after = sound.segments
        if playing:
            last = None if end is None else moved(before, after, end)
            self._play(self._made(kept_only=sound.kept_only), moved(before, after, place), last)
        else:
            self.stop()

    @property
    def _clip_now(self) -> Clip:
        assert self._clip is not None
        return self._clip

    def _made(self, *, kept_only: bool, without: Sequence[tuple[int, int]] = ()) -> ClipSound:
        return ClipSound(
            self._clip_now, kept_only=kept_only, without=without, original=self._original, speed=self._speed
        )

    # --- commands

    def play_stop(self) -> None:
        """Space: play, go on after a pause, or stop."""
        if self.playing:
            self.stop()
        else:
            self.play_or_resume()

    def play_or_resume(self) -> None:
        """Go on after a pause, else play the selection, else from the cursor."""
        if self.mine and self._player.state == "paused":
            self._player.pause()
        else:
            self.play()

    def play(self, loop: bool | None = None) -> None:
        """Play the selection if there is one, else from the cursor."""
        if self.ready:
            start, end = self._wanted()
            self._play(self._made(kept_only=False), start, end, loop)

    def play_once(self) -> None:
        """Shift+Space: without looping."""
        self.play(loop=False)

    def play_kept(self) -> None:
        """Play without what is cut; the cursor jumps over the cuts."""
        if not self.ready:
            return
        start, end = self._wanted()
        sound = self._made(kept_only=True)
        last = sound.frames if end is None else sound.from_timeline(end)
        if end is None and sound.from_timeline(start) >= sound.frames:
            start = 0
        if last <= sound.from_timeline(start):
            self._services.notify.info(self.tr("Nothing of this is kept."))
            return
        self._play(sound, start, end)

    def play_span(self, start: int, end: int) -> None:
        """Play a stretch of the timeline once."""
        if self.ready:
            sound = self._made(kept_only=False)
            self._play(sound, max(0, start), min(end, sound.frames), loop=False)

    def audition(self, sound: ClipSound, start: int, end: int) -> None:
        """Play somebody's own version of the clip, such as what an edit would make of it."""
        if self.ready:
            self._play(sound, max(0, start), min(end, sound.frames))

    def play_without(self, spans: Sequence[tuple[int, int]], before_s: float, after_s: float) -> None:
        """Hear how it goes on when `spans` are cut: so much before the first, so much after the last."""
        if not self.ready or not spans:
            return
        sound = self._made(kept_only=True, without=spans)
        rate = self._clip_now.rate
        first = sound.from_timeline(min(start for start, _ in spans)) - round(before_s * rate)
        last = sound.from_timeline(max(end for _, end in spans)) + round(after_s * rate)
        self._run(sound, max(0, first), min(last, sound.frames), loop=False)

    def stop(self) -> None:
        """Stop; the cursor is where it was."""
        if self.mine:
            self._player.stop()

    def stop_here(self) -> None:
        """X: stop and leave the cursor at what was heard; when nothing plays, play."""
        if not self.mine:
            self.play()
            return
        place = self.position
        self._player.stop()
        self._view.selection = None
        self._view.edit_cursor = place

    def pause(self) -> None:
        """P: pause or go on."""
        if self.mine:
            self._player.pause()

    def set_loop(self, loop: bool) -> None:
        """L: start over at the end; while playing, a selection becomes what is looped."""
        self._player.loop = loop
        selection, sound = self._view.selection, self._sound
        if not (loop and self.playing and selection is not None and sound is not None):
            return
        if (self._start, self._end) != selection:
            self._play(sound, *selection)

    def seek(self, frame: int) -> None:
        """Go on at a place on the timeline; leaves a selection that was playing."""
        if not self.mine or self._sound is None:
            return
        if self._end is not None or frame < self._start:
            self._play(self._sound, frame, None)
        else:
            self._player.seek(self._sound.from_timeline(frame))
        self._goal = self._sound.to_timeline(self._sound.from_timeline(frame))

    def play_from(self, frame: int) -> None:
        """A click on the ruler: hear it from there."""
        if not self.ready:
            return
        self._view.selection = None
        if self.playing:
            self._view.edit_cursor = frame
            self.seek(frame)
        else:
            self._view.edit_cursor = frame
            self.play()

    def _wanted(self) -> tuple[int, int | None]:
        if self._view.selection is not None:
            return self._view.selection
        cursor = self._view.edit_cursor
        return (0 if cursor >= self._view.frames else cursor), None

    def _play(self, sound: ClipSound, start: int, end: int | None, loop: bool | None = None) -> None:
        """Play a stretch of the timeline."""
        last = None if end is None else sound.from_timeline(end)
        self._run(sound, sound.from_timeline(start), last, loop)
        self._start, self._end = start, end

    def _run(self, sound: ClipSound, first: int, last: int | None, loop: bool | None = None) -> None:
        """Play frames of a sound."""
        self._sound, self._goal = sound, None
        self._start = sound.to_timeline(first)
        self._end = None if last is None else sound.to_timeline(last)
        self._view.follow = self._follow
        self._player.play(sound, first, last, loop)
        self._on_state(self._player.state)

    # --- how it plays

    def set_original(self, original: bool) -> None:
        """T: hear the recording as it was, or as it is now, at the same place."""
        self._original = original
        self._bar.set_original(original)
        if self._sound is not None and self.mine:
            self._sound.original = original

    def set_speed(self, speed: float) -> None:
        """Slower or faster, from the place that is heard."""
        speed = round(min(max(speed, SLOWEST), FASTEST), 2)
        if speed == self._speed:
            return
        self._speed = speed
        self._bar.set_speed(speed)
        self._services.settings.set("play_speed", speed)
        self._services.settings.save()
        sound = self._sound
        if sound is not None and self.playing:
            new = self._made(kept_only=sound.kept_only, without=sound.without)
            self._sound = new
            self._player.play(new, self._player.position, self._last(new), None)
        self.changed.emit()

    def _last(self, sound: ClipSound) -> int | None:
        return None if self._end is None else sound.from_timeline(self._end)

    def set_follow(self, follow: bool) -> None:
        """Whether the view scrolls along with what is heard."""
        self._follow = self._view.follow = follow
        self._services.settings.set("follow_playback", follow)
        self._services.settings.save()

    @contextmanager
    def quietly(self) -> Iterator[None]:
        """Within it, moving the cursor does not move what plays."""
        self._quiet = True
        try:
            yield
        finally:
            self._quiet = False

    # --- what is shown

    def _on_position(self, frame: int) -> None:
        if self.mine and self._sound is not None:
            place = self._sound.to_timeline(frame)
            if self._goal is not None and abs(place - self._goal) < ARRIVED_S * self._view.rate:
                self._goal = None
            if 0 <= self._view.port.x_of(place) < self._view.width():
                self._view.follow = self._follow  # caught up with where the user has scrolled to
            self._view.play_cursor = place
            self._bar.set_position(place)
        elif self._clip is not None:
            self._rest()

    def _on_state(self, state: str) -> None:
        self._bar.set_state(self._player.state if self.mine else "stopped")  # type: ignore[arg-type]
        if not self.mine:
            self._rest()
        self.changed.emit()

    def _rest(self) -> None:
        self._goal = None
        self._view.play_cursor = None
        self._bar.set_position(self._view.edit_cursor)

    def _on_view(self, start: float, end: float) -> None:
        """Somebody scrolls away from the play cursor: let them look."""
        place = self._view.play_cursor
        if self.playing and place is not None and not start <= place <= end:
            self._view.follow = False

    def _on_cursor(self, frame: int) -> None:
        if self._view.selection is None:
            self._show_selection()
            if not self._quiet:
                self.seek(frame)
        if not self.mine:
            self._bar.set_position(frame)

    def _show_selection(self) -> None:
        self._bar.set_selection(self._view.selection, self._view.edit_cursor)

    def _show_kept(self) -> None:
        self._bar.set_can_play_kept(self._clip is not None and bool(self._clip.kept_spans))

    def _show_loop(self, loop: bool) -> None:
        self._bar.set_loop(loop)
        self._services.actions.action("loop").setChecked(loop)

    def _on_typed(self, start: int, end: int) -> None:
        if end > start:
            self._view.set_active((start, end))
        else:
            self._view.selection = None
        self._view.edit_cursor = start
        self._view.ensure_visible(start)

    def _set_volume(self, volume: float) -> None:
        if volume > 0:
            self._player.volume = volume
        else:
            self._player.player.set_volume(0.0)  # muted: the setting stays as it was
