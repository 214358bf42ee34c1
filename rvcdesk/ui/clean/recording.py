"""Recording in the page: at the end of the clip on show, as a new one, or over what follows the cursor.

A recording that was interrupted by the end of the app is kept too: it is added when its project opens again.
"""

from __future__ import annotations

from collections import deque
from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import datetime
from pathlib import Path
from typing import Literal

from PySide6.QtCore import QObject, QTimer, Signal

from rvcdesk.audio.clip import Clip, Clipping
from rvcdesk.audio.clip_sources import look_at
from rvcdesk.audio.edits import Segment
from rvcdesk.audio.history import ClipState
from rvcdesk.audio.recorder import Recorded, Recorder
from rvcdesk.audio.takes import left_behind, put_in_place
from rvcdesk.jobs import Reporter
from rvcdesk.messages import N_, Message, UserError
from rvcdesk.project import Project, free_name
from rvcdesk.ui.clean.editor import Editor
from rvcdesk.ui.clean.part import Part
from rvcdesk.ui.clean.playback import Playback
from rvcdesk.ui.clean.recording_panel import RecordPanel
from rvcdesk.ui.clean.recordings import Recordings
from rvcdesk.ui.services import Services
from rvcdesk.ui.tr import text
from rvcdesk.ui.work import Worker

TICK_MS = 50
LOOK_MS = 700  # the sound system is started anew meanwhile
LATE_S = 0.05  # the end of the lead-in is noticed so much later, at most
PLAYING = ("play_once", "pause", "play_kept", "play_stop_here", "play_original", "punch")
Kind = Literal["append", "new", "punch"]


@dataclass(frozen=True)
class _Wanted:
    """What is to become of the recording; `state` is the clip's when it began, `at` where to put it."""

    kind: Kind
    clip: Clip | None = None
    state: ClipState | None = None
    at: int = 0


class Recording(Part):
    """Joins the recorder, its panel and the clip on show."""

    _changed = Signal()
    _done = Signal()
    _problem = Signal(object)

    def __init__(
        self,
        services: Services,
        editor: Editor,
        recordings: Recordings,
        playback: Playback,
        parent: QObject | None = None,
        make: Callable[[], Recorder] = Recorder,
    ) -> None:
        """`make` gives the recorder, at its first use."""
        super().__init__(parent)
        self._services, self._editor = services, editor
        self._recordings, self._playback = recordings, playback
        self.make = make
        self._project: Project | None = None
        self._made: Recorder | None = None
        self._wanted: _Wanted | None = None
        self._lead = False  # what comes before the cursor plays
        self._finished: deque[Recorded] = deque()  # filled by the recorder's thread
        self._unsettled: list[Path] = []  # recorded, and in no clip yet
        self.panel = RecordPanel()
        self._worker = Worker(self)
        self._worker.failed.connect(services.notify.error)
        self._worker.done.connect(self._on_ready)
        self._timer = QTimer(self, interval=TICK_MS)
        self._timer.timeout.connect(self._tick)
        self._connect()

    def _connect(self) -> None:
        panel, settings = self.panel, self._services.settings
        self._changed.connect(self._on_changed)
        self._done.connect(self._on_done)
        self._problem.connect(self._on_problem)
        panel.record_wanted.connect(self.record)
        panel.stop_wanted.connect(self.stop)
        panel.close_wanted.connect(self.close)
        panel.look_wanted.connect(self._look)
        panel.input_chosen.connect(self._choose)
        panel.monitor.setChecked(settings.get("record_monitor"))
        panel.monitor_toggled.connect(self._set_monitor)
        self._services.player.state_changed.connect(self._on_played)

    def handlers(self) -> dict[str, Callable[[], object]]:
        return {
            "record": self.record,
            "record_new": lambda: self._begin(_Wanted("new")),
            "punch": self.punch,
            "show_recorder": self.go_to_panel,
            "play_stop": lambda: self.stop() if self.busy else self._playback.play_stop(),
        }

    def usable(self) -> dict[str, bool]:
        can = self._project is not None and not self._project.read_only
        if self.busy:
            return {**dict.fromkeys(PLAYING, False), "play_stop": True}
        return {
            **dict.fromkeys(("record", "record_new", "show_recorder"), can),
            "punch": can and self._editor.can_edit,
        }

    @property
    def busy(self) -> bool:
        """Whether it records, or is about to."""
        return self._wanted is not None

    @property
    def _recorder(self) -> Recorder:
        if self._made is None:
            self._made = self.make()
            self._made.on_change = self._changed.emit
            self._made.on_problem = self._problem.emit
            self._made.on_done = self._take
        return self._made

    def set_project(self, project: Project | None) -> None:
        if self._made is not None:
            self._made.on_change, self._made.on_done = None, self._finished.append
            self._made.close()  # what it recorded is in the folder now
            self._made = None
            self._worker.wait()
            self._keep_rest()
        self._wanted, self._lead = None, False
        self._project = project
        self.panel.hide()
        self._timer.stop()
        if project is not None and not project.read_only:
            self._rescue(project)

    # --- commands

    def open(self) -> None:
        """Show the panel."""
        self.panel.say("")
        self._fill()
        self.panel.show()
        if self._services.settings.get("record_monitor"):
            self._listen()

    def go_to_panel(self) -> None:
        """Show the panel, and let the keyboard go on there."""
        self.open()
        self.panel.record.setFocus()

    def close(self) -> None:
        """Stop, let the input go, hide the panel."""
        self.stop()
        if self._made is not None:
            self._made.off()
        self.panel.hide()
        self._editor.view.setFocus()

    def record(self) -> None:
        """At the end of the clip on show, or a new one where there is none."""
        clip = self._editor.clip if self._editor.can_edit else None
        self._begin(_Wanted("append", clip, clip.state) if clip is not None else _Wanted("new"))

    def punch(self) -> None:
        """Play a little before the cursor, then record over what follows it."""
        clip = self._editor.clip
        if clip is None or not self._editor.can_edit or self.busy:
            return
        selection = self._editor.view.selection
        at = selection[0] if selection is not None else self._editor.view.edit_cursor
        lead = min(at, round(float(self._services.settings.get("punch_lead_s")) * clip.rate))
        wanted = _Wanted("punch", clip, clip.state, at)
        if not lead or not self._services.player.available:
            self._begin(wanted)
            return
        self.open()
        self.panel.say(self.tr("Use headphones: what plays from speakers is recorded too."))
        self._listen()
        self._playback.play_span(at - lead, at)
        if not self._services.player.playing:
            self._begin(wanted)
            return
        self._wanted, self._lead = wanted, True
        self._on_changed()

    def stop(self) -> None:
        """End what is being recorded."""
        if self._lead:
            self._wanted, self._lead = None, False
            self._playback.stop()
            self._rest()
            self._on_changed()
        elif self._wanted is not None and self._made is not None:
            self._made.stop()

    def _begin(self, wanted: _Wanted, before_s: float = 0.0) -> None:
        project = self._project
        if self.busy:
            self.stop()
            return
        if project is None or project.read_only:
            return
        self._playback.stop()
        if self.panel.isHidden():
            self.open()
        if wanted.kind != "punch":
            self.panel.say("")
        self._wanted = wanted
        name = self.tr("Recording {date}").format(date=f"{datetime.now():%Y-%m-%d %H.%M.%S}")
        settings = self._services.settings
        self._recorder.record(
            free_name(project.folder / "recordings" / f"{name}.wav"),
            settings.get("input_device"),
            settings.get("record_channels"),
            settings.get("record_format"),
            before_s,
        )
        self._on_changed()

    def _listen(self) -> None:
        settings = self._services.settings
        self._recorder.listen(settings.get("input_device"), settings.get("record_channels"))

    def _rest(self) -> None:
        """Nothing records: let the input go unless its level is wanted."""
        if self._made is not None and not (self._services.settings.get("record_monitor") and self._open):
            self._made.off()

    @property
    def _open(self) -> bool:
        return not self.panel.isHidden()

    # --- inputs

    def _fill(self) -> None:
        try:
            found = self._recorder.inputs()
        except UserError as error:
            found = []
            self.panel.say(text(error.message))
        self.panel.show_inputs(found, self._services.settings.get("input_device"))

    def _look(self) -> None:
        """PortAudio finds new devices only when it is started anew, which the player does."""
        if self._made is not None:
            self._made.close()  # it is not started anew under an open input
            self._made = None
            self._on_changed()
        self._services.player.player.look()
        QTimer.singleShot(LOOK_MS, self, self.open)

    def _choose(self, label: str) -> None:
        settings = self._services.settings
        settings.set("input_device", label)
        settings.save()
        if self._made is not None and self._made.state == "listening":
            self._listen()

    def _set_monitor(self, on: bool) -> None:
        settings = self._services.settings
        settings.set("record_monitor", on)
        settings.save()
        if on:
            self._listen()
        elif not self.busy:
            self._rest()

    # --- what the recorder tells

    def _take(self, recorded: Recorded) -> None:
        """In the recorder's thread."""
        self._finished.append(recorded)
        self._done.emit()

    def _on_changed(self) -> None:
        state = self._made.state if self._made is not None else "off"
        self.panel.show_state("lead" if self._lead else state)
        if state == "off":
            self._timer.stop()
        else:
            self._timer.start()
        self.changed.emit()

    def _tick(self) -> None:
        if self._made is not None:
            self.panel.show_levels(self._made.take_levels())
            if self._made.state == "recording":
                self.panel.show_time(self._made.seconds)

    def _on_problem(self, message: Message) -> None:
        self._services.notify.error(message)
        self.panel.say(text(message))
        if self._lead:
            self.stop()

    def _on_played(self, state: str) -> None:
        """The lead-in has come to its end."""
        if self._lead and state != "playing":
            wanted, self._wanted, self._lead = self._wanted, None, False
            if wanted is not None:
                self._begin(wanted, LATE_S)

    def _on_done(self) -> None:
        while self._finished:
            self._settle(self._finished.popleft())

    def _settle(self, recorded: Recorded) -> None:
        wanted, self._wanted = self._wanted, None
        for message in recorded.problems:
            self._services.notify.warn(message)
            self.panel.say(text(message))
        self._rest()
        self._on_changed()
        project, path = self._project, recorded.path
        if project is None or path is None:
            return
        target = wanted.clip if wanted is not None else None
        if wanted is None or target is None or target not in project.clips:
            self._recordings.adder.add(project, [path])
        else:
            self._unsettled.append(path)
            self._worker.start(lambda report: _clipping_of(wanted, target, path, report))

    def _on_ready(self, ready: tuple[_Wanted, Clip, Path, Clipping]) -> None:
        wanted, clip, path, clipping = ready
        self._unsettled.clear()
        changed = wanted.kind == "punch" and clip.state is not wanted.state
        if changed or clip is not self._editor.clip or self._project is None:
            if changed:
                self._services.notify.warn(
                    self.tr("The recording was edited meanwhile, so what was recorded is a new one.")
                )
            if self._project is not None:
                self._recordings.adder.add(self._project, [path])
            return
        at = wanted.at if wanted.kind == "punch" else clip.frames
        frames = round(clipping.frames * clip.rate / clipping.rate)
        instead = (at, min(at + frames, clip.frames)) if wanted.kind == "punch" else None
        step = N_("Punch and roll") if instead else N_("Record")
        if self._editor.act(lambda clip: clip.paste(at, clipping, instead, label=step), select=(), cursor=at):
            self._editor.view.ensure_visible(at)

    # --- what was not settled in time

    def _keep_rest(self) -> None:
        """The project is about to be closed: what has just been recorded becomes a clip at once."""
        project = self._project
        paths = [
            *self._unsettled,
            *(recorded.path for recorded in self._finished if recorded.path is not None),
        ]
        self._unsettled.clear()
        self._finished.clear()
        if project is None or project.read_only:
            return
        for path in paths:
            try:
                project.add_recording(path, copy=False)
            except UserError as error:
                self._services.notify.error(error)

    def _rescue(self, project: Project) -> None:
        kept = []
        for part, name in left_behind(project.folder / "recordings"):
            try:
                place = put_in_place(part, free_name(part.with_name(name)))
            except (OSError, RuntimeError):
                continue  # there is no sound in it
            if place is not None:
                kept.append(place)
        if kept:
            names = ", ".join(path.name for path in kept)
            self._services.notify.warn(
                self.tr("A recording that was interrupted has been kept: {name}").format(name=names)
            )
            self._recordings.adder.add(project, kept)


def _clipping_of(
    wanted: _Wanted, clip: Clip, path: Path, report: Reporter
) -> tuple[_Wanted, Clip, Path, Clipping]:
    """The recording as something to paste; in a worker's thread."""
    source = replace(look_at(path, clip.folder, "take"), path=str(path.absolute()))
    clipping = Clipping((Segment("take", 0, source.frames),), (source,), source.rate)
    clip.convert(clipping, report)
    return wanted, clip, path, clipping
