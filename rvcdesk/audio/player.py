"""Playback: one persistent stream, a thread that keeps sound ready, and an honest position.

    play, pause, seek ... -> requests -> feeder thread -> Playout (ready blocks) <- the device's callback

The public methods only leave a request and say what the state will be; the feeder does the work (reading
files, resampling, opening devices), so that no call waits for a disk or a driver.
"""

from __future__ import annotations

import logging
from collections import deque
from collections.abc import Callable
from threading import Event, RLock, Thread
from typing import Literal, TypeVar

from rvcdesk.audio.devices import Backend, OutputDevice, PortAudio
from rvcdesk.audio.output import Output
from rvcdesk.audio.playjob import Job
from rvcdesk.audio.playout import Playout
from rvcdesk.audio.sources import Source, SwitchSource, version_of
from rvcdesk.messages import Message, UserError

State = Literal["stopped", "playing", "paused"]
READY_S = 0.3  # sound kept ready besides the device's own latency
LEAD_S = 0.03  # a change takes effect this far ahead of what the device has taken
TICK_S, IDLE_S, LOOK_S = 0.05, 0.25, 4.0  # the feeder's turns: playing, idle, and without a device

T = TypeVar("T")

log = logging.getLogger(__name__)


class Player:
    """Plays one source at a time on one persistent stream. Every method may be called from any thread.

    Attributes:
        on_state: called with the new state, from the feeder thread.
        on_problem: called with a sentence about the device or the source, from the feeder thread, once each.
    """

    def __init__(self, backend: Backend | None = None, device: str = "", *, threaded: bool = True) -> None:
        """`device` is the label or name of an output, "" for the default.

        `threaded=False` is for a clock of one's own: whoever drives it calls `turn()`.
        """
        self.on_state: Callable[[State], None] | None = None
        self.on_problem: Callable[[Message], None] | None = None
        self._output = Output(backend if backend is not None else PortAudio(), device)
        self._threaded = threaded
        self._thread: Thread | None = None
        self._closing = False
        self._wake = Event()
        self._lock = RLock()  # over a request and the state it announces
        self._requests: deque[Callable[[], None]] = deque()
        self._job: Job | None = None
        self._session = 0
        self._source: Source | None = None
        self._origin = self._rest = 0  # where play began; the position while nothing of the session is heard
        self._span = (0, 0)
        self._playing = False  # as far as the feeder has got
        self._state: State = "stopped"
        self._told: State = "stopped"
        self._volume = 1.0

    # what the window asks

    @property
    def state(self) -> State:
        return self._state

    @property
    def available(self) -> bool:
        """Whether there is a device to play on; False before `start()`."""
        return self._output.playout is not None

    @property
    def problem(self) -> Message | None:
        """What is wrong with the device now, if anything."""
        return self._output.problem

    @property
    def device(self) -> OutputDevice | None:
        """The device that is played on."""
        return self._output.device

    @property
    def outputs(self) -> list[OutputDevice]:
        """The devices there were when last looked; `look()` looks again."""
        return list(self._output.devices)

    @property
    def gaps(self) -> int:
        """Times the device ran dry since it was opened."""
        out = self._output.playout
        return out.gaps if out is not None else 0

    @property
    def position(self) -> int:
        """The frame of the source that is heard now; after stop or the end, where play began."""
        out, session, rest = self._output.playout, self._session, self._rest
        heard = out.heard(self._output.backend.now()) if out is not None else None
        return int(heard[1]) if heard is not None and heard[0] == session else rest

    def take_peaks(self) -> tuple[float, ...]:
        """The highest amplitude of each channel that was heard since the last call; volume does not count."""
        out = self._output.playout
        return tuple(float(peak) for peak in out.take_peaks(self._output.backend.now())) if out else ()

    def start(self) -> None:
        """Open the device and keep it open, in silence; play() does it by itself."""
        self._ask(lambda: None)

    def close(self) -> None:
        """End the feeder and the stream."""
        self._closing = True
        self._wake.set()
        if self._thread is not None:
            self._thread.join()
            self._thread = None
        self._output.close()

    def play(self, source: Source, start: int = 0, end: int | None = None, loop: bool = False) -> None:
        """Play [start, end) of `source`, in its frames, over and over with `loop`. Replaces what plays."""
        with self._lock:
            self._session += 1
            self._source = source
            self._origin = self._rest = start
            if self._output.problem is None or self.available:
                self._state = "playing"
            job = Job(self._session, source, start, source.frames if end is None else end, loop)
            self._span = (job.start, job.end)
            self._ask(lambda: self._play(job))

    def pause(self) -> None:
        """Fade out and stay at the place."""
        with self._lock:
            if self._state != "playing":
                return
            self._state = "paused"
            self._ask(self._pause)

    def resume(self) -> None:
        """Go on after a pause."""
        with self._lock:
            if self._state != "paused":
                return
            self._state = "playing"
            self._ask(self._resume)

    def stop(self) -> None:
        """Fade out and go back to where play began."""
        with self._lock:
            self._session += 1
            self._rest = self._origin
            self._state = "stopped"
            self._ask(self._stop)

    def seek(self, frame: int) -> None:
        """Go on at `frame` of the source, kept within [start, end) of what plays."""
        with self._lock:
            if self._state == "stopped":
                return
            if self._state == "paused":
                self._session += 1
                self._rest = min(max(frame, self._span[0]), self._span[1])
            renewed = self._session if self._state == "paused" else None
            self._ask(lambda: self._seek(renewed, frame))

    def switch(self, index: int) -> None:
        """Hear another source of a `SwitchSource`, at the same place."""
        if isinstance(self._source, SwitchSource):
            self._source.select(index)
            self._wake.set()

    def set_volume(self, gain: float) -> None:
        """Amplitude: 0 is silent, 1 leaves the sound as it is."""
        self._volume = max(0.0, gain)
        out = self._output.playout
        if out is not None:
            out.set_volume(self._volume)

    def set_device(self, device: str) -> None:
        """Play on the output of that label or name, "" for the default."""
        self._ask(lambda: self._change_device(device))

    def look(self) -> None:
        """Look for devices again; sound pauses for a moment."""
        self._ask(lambda: self._change_device(self._output.wanted))

    # what the feeder does

    def _ask(self, request: Callable[[], None]) -> None:
        with self._lock:
            self._requests.append(request)
            if self._threaded and self._thread is None and not self._closing:
                self._thread = Thread(target=self._run, name="player", daemon=True)
                self._thread.start()
        self._wake.set()

    def _run(self) -> None:
        while not self._closing:
            wait = self.turn()
            self._wake.wait(wait)
            self._wake.clear()

    def turn(self) -> float:
        """One turn of the feeder: requests, device, sound. Returns the seconds until the next is due."""
        try:
            if self._output.playout is None:
                self._open()
            elif not self._output.backend.alive():
                self._reopen(lost=True)
            while self._requests:
                self._requests.popleft()()
            self._feed()
            self._finish()
        except Exception as error:  # whatever a source raises must not end the thread that plays
            self._fail(error)
        self._tell_state()
        if self._output.playout is None:
            return LOOK_S
        return TICK_S if self._playing else IDLE_S

    def _play(self, job: Job) -> None:
        if not self._playing and self._output.may_be_back():
            self._reopen(lost=False)
        out = self._output.playout
        self._playing = out is not None
        self._job = job if self._playing else None
        if out is not None:
            job.at_rate(out.rate)
            self._move(job, job.first)

    def _pause(self) -> None:
        job, out = self._job, self._output.playout
        if job is None or out is None:
            return
        cut = out.hush()
        if cut.session == job.session:
            job.move(cut.cursor)
        self._playing = False

    def _resume(self) -> None:
        job, out = self._job, self._output.playout
        if job is None or out is None:
            return
        if job.rate != out.rate:
            place = job.cursor * job.step
            job.at_rate(out.rate)
            job.seek(place)
        self._playing = True
        self._move(job, job.cursor)

    def _seek(self, session: int | None, frame: int) -> None:
        job = self._job
        if job is None:
            return
        job.session = job.session if session is None else session
        job.seek(frame)
        if self._playing:
            self._move(job, job.cursor)

    def _stop(self) -> None:
        self._job, self._playing = None, False
        if self._output.playout is not None:
            self._output.playout.hush()

    def _wanted_ready(self, out: Playout) -> int:
        return max(round(READY_S * out.rate), 2 * out.largest)

    def _move(self, job: Job, cursor: int | None) -> None:
        """Crossfade into `job` at `cursor`; None renders the place anew, for a source that has changed."""
        out, lead = self._output.playout, LEAD_S
        if out is None:
            return
        place = job.cursor if cursor is None else cursor
        while True:
            cut = out.cut(round(lead * out.rate))
            job.move(cut.cursor if cursor is None and cut.session == job.session else place)
            soft = job.cursor > 0
            job.version = version_of(job.source)
            if out.splice(cut.at, job.render(self._wanted_ready(out), out.channels), soft_start=soft):
                return
            lead *= 2  # the device was faster

    def _feed(self) -> None:
        job, out = self._job, self._output.playout
        if job is None or out is None or not self._playing:
            return
        if version_of(job.source) != job.version:
            self._move(job, None)
        wanted = self._wanted_ready(out) - out.ready
        if wanted > 0 and not job.done:
            cursor = job.cursor
            blocks = job.render(wanted, out.channels)
            if version_of(job.source) == job.version:
                out.push(blocks)
            else:  # changed in between: joining old and new sound would click
                job.move(cursor)
                self._wake.set()

    def _finish(self) -> None:
        job, out = self._job, self._output.playout
        if job is None or out is None or not job.done or not self._playing:
            return
        if out.ended(self._output.backend.now()) == job.session:
            self._job, self._playing = None, False
            with self._lock:
                if self._session == job.session:
                    self._session += 1
                    self._rest = self._origin

    def _fail(self, error: Exception) -> None:
        log.error("playback failed", exc_info=error)
        self._stop()
        unknown = Message("Playback stopped because the sound could not be read; the log says why.")
        self._tell(error.message if isinstance(error, UserError) else unknown)

    # devices

    def _change_device(self, device: str) -> None:
        self._output.wanted = device
        self._reopen(lost=False)

    def _open(self, *, lost: bool = False) -> None:
        message = self._output.open(self._volume, lost=lost)
        if message is not None:
            self._tell(message)

    def _reopen(self, *, lost: bool) -> None:
        """Open a device anew and go on at the place that was heard last."""
        place, job = self.position, self._job
        self._output.close()
        self._open(lost=lost)
        out = self._output.playout
        self._playing = self._playing and out is not None
        if job is None or not self._renew(job, place):
            return
        job.at_rate(out.rate if out is not None else job.rate)
        job.seek(place)
        if self._playing:
            self._move(job, job.cursor)

    def _renew(self, job: Job, place: int) -> bool:
        """A new session for the same job, resting at `place`; False when something newer was asked for."""
        with self._lock:
            if self._session != job.session:
                return False
            self._session += 1
            job.session, self._rest = self._session, place
            return True

    # telling

    def _tell_state(self) -> None:
        with self._lock:
            if not self._requests:  # what was announced has been done, or could not be
                idle: State = "stopped" if self._job is None else "paused"
                self._state = "playing" if self._playing else idle
            state = self._state
        if state != self._told:
            self._told = state
            self._call(self.on_state, state)

    def _tell(self, message: Message) -> None:
        self._call(self.on_problem, message)

    @staticmethod
    def _call(listener: Callable[[T], None] | None, value: T) -> None:
        try:
            if listener is not None:
                listener(value)
        except Exception:
            log.exception("a listener of the player failed")
