"""Recording: listens to an input, shows its level, and writes what it hears to a WAV.

The device's thread only hands its blocks over; a thread of the recorder's own opens the device, measures and
writes. Whatever goes wrong meanwhile (the device is unplugged, the disk is full) ends the recording with
what there is until then, and says so.
"""

from __future__ import annotations

from collections import deque
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from threading import Event, Lock, Thread
from typing import Literal

import numpy as np
from numpy.typing import NDArray

from rvcdesk.audio.devices import NoSound, choose
from rvcdesk.audio.inputs import InputBackend, InputDevice, PortAudioInput
from rvcdesk.audio.takes import DISK_ERRORS, TakeFile
from rvcdesk.messages import Message, UserError

State = Literal["off", "listening", "recording"]
Block = NDArray[np.float32]  # (frames, channels)

TICK_S, IDLE_S = 0.02, 1.0
QUEUE_S = 20.0  # what waits for a slow disk; more is lost, and said
BEFORE_S = 0.5  # kept while listening, for a recording that begins a little earlier than it was asked for
FULL = 0.999  # amplitude that counts as full scale


@dataclass(frozen=True)
class Levels:
    """What came in since the last look: the highest amplitude and the RMS of each channel."""

    peaks: tuple[float, ...] = ()
    rms: tuple[float, ...] = ()


@dataclass(frozen=True)
class Recorded:
    """A recording that has come to its end.

    Attributes:
        path: where it lies; None when there is none.
        problems: what the user should know about it.
    """

    path: Path | None
    frames: int
    rate: int
    problems: tuple[Message, ...] = ()


class Recorder:
    """One input. Every method but `close` returns at once.

    Attributes:
        on_change: called when `state` has changed, from the recorder's thread.
        on_done: called with each `Recorded`, from the recorder's thread.
        on_problem: called with a `Message` when the input cannot be listened to, from the recorder's thread.
    """

    def __init__(self, backend: InputBackend | None = None, *, threaded: bool = True) -> None:
        """`threaded=False` is for a clock of one's own: whoever drives it calls `turn()`."""
        self.on_change: Callable[[], None] | None = None
        self.on_done: Callable[[Recorded], None] | None = None
        self.on_problem: Callable[[Message], None] | None = None
        self.state: State = "off"
        self.device: InputDevice | None = None
        self._backend: InputBackend = backend if backend is not None else PortAudioInput()
        self._threaded = threaded
        self._thread: Thread | None = None
        self._closing = False
        self._wake = Event()
        self._requests: deque[Callable[[], object]] = deque()
        # from the device's thread to ours; each counts on its own side, so neither waits for the other
        self._blocks: deque[tuple[Block | int, bool]] = deque()
        self._taken = self._drained = self._gap = 0
        self._channels = 1
        self._before: deque[Block] = deque()
        self._file: TakeFile | None = None
        self._lost = self._overflows = self._clipped = 0
        self._lock = Lock()  # over the levels
        self._peaks = self._squares = np.zeros(1)
        self._measured = 0

    # --- what the window asks

    def inputs(self) -> list[InputDevice]:
        """The devices there are.

        Raises:
            NoSound: there is no sound system.
        """
        return self._backend.inputs()

    @property
    def seconds(self) -> float:
        """How long the recording is by now."""
        file, device = self._file, self.device
        return file.frames / device.rate if file is not None and device is not None else 0.0

    def take_levels(self) -> Levels:
        """What came in since the last call."""
        with self._lock:
            if not self._measured:
                return Levels()
            levels = Levels(
                tuple(self._peaks.tolist()), tuple(np.sqrt(self._squares / self._measured).tolist())
            )
            self._measured = 0
            return levels

    def listen(self, device: str = "", channels: int = 1) -> None:
        """Open an input by its label or name, "" for the default, to see its level."""
        self._ask(lambda: self._listen(device, channels))

    def record(
        self, place: Path, device: str = "", channels: int = 1, subtype: str = "FLOAT", before_s: float = 0.0
    ) -> None:
        """Record to a file.

        Args:
            place: the WAV's name; it appears under it when it is complete.
            subtype: FLOAT or PCM_24.
            before_s: how much of what was heard before, while listening, belongs to it; at most `BEFORE_S`.
        """
        self._ask(lambda: self._record(place, device, channels, subtype, before_s))

    def stop(self) -> None:
        """End the recording, and go on listening; `on_done` tells what became of it."""
        self._ask(self._finish)

    def off(self) -> None:
        """End the recording, and let the input go."""
        self._ask(self._off)

    def close(self) -> None:
        """`off`, for good: returns when it is done."""
        self._requests.append(self._off)
        self._closing = True
        self._wake.set()
        if self._thread is not None:
            self._thread.join()
            self._thread = None
        else:
            self._answer()

    # --- the device's thread

    def _take(self, block: Block, lost: bool) -> None:
        frames = len(block)
        device = self.device
        if device is not None and self._taken - self._drained > QUEUE_S * device.rate:
            self._gap += frames
            return
        if self._gap:
            self._blocks.append((self._gap, False))
            self._gap = 0
        self._taken += frames
        self._blocks.append((block, lost))

    # --- the recorder's thread

    def _ask(self, request: Callable[[], object]) -> None:
        if self._closing:
            return
        self._requests.append(request)
        if self._threaded and self._thread is None:
            self._thread = Thread(target=self._run, name="recorder", daemon=True)
            self._thread.start()
        self._wake.set()

    def _run(self) -> None:
        while not self._closing:
            self._wake.wait(self.turn())
            self._wake.clear()
        self._answer()

    def _answer(self) -> None:
        while self._requests:
            self._requests.popleft()()

    def turn(self) -> float:
        """One turn: requests, what came in, the device. Returns the seconds until the next is due."""
        self._answer()
        self._drain()
        if self.state != "off" and not self._backend.alive():
            self._drain()
            self._lose()
        return TICK_S if self.state != "off" else IDLE_S

    def _set(self, state: State) -> None:
        if state != self.state:
            self.state = state
            if self.on_change is not None:
                self.on_change()

    def _listen(self, wanted: str, channels: int) -> bool:
        """Open the input unless it is open; False, and said, when it cannot be."""
        try:
            device = choose(self._backend.inputs(), wanted)
            if device is None:
                raise NoSound(
                    "There is no microphone or other input. Connect one, allow it in the system's sound "
                    "settings, then look again."
                )
            channels = min(channels, device.channels)
            if self.state != "off" and (device, channels) == (self.device, self._channels):
                return True
            self._off()
            self.device, self._channels = device, channels
            self._reset()
            self._backend.open(device, channels, self._take)
        except UserError as error:
            if self.on_problem is not None:
                self.on_problem(error.message)
            return False
        self._set("listening")
        return True

    def _reset(self) -> None:
        self._blocks.clear()
        self._before.clear()
        self._taken = self._drained = self._gap = 0
        with self._lock:
            self._peaks, self._squares = np.zeros(self._channels), np.zeros(self._channels)
            self._measured = 0

    def _record(self, place: Path, device: str, channels: int, subtype: str, before_s: float) -> None:
        self._finish()
        if not self._listen(device, channels):
            self._tell(Recorded(None, 0, 0))
            return
        assert self.device is not None
        self._drain()
        self._lost = self._overflows = self._clipped = 0
        try:
            self._file = TakeFile(place, self.device.rate, self._channels, subtype)
        except DISK_ERRORS as error:
            self._tell(Recorded(None, 0, self.device.rate, (self._disk_says(place, error),)))
            return
        self._set("recording")
        wanted = min(round(before_s * self.device.rate), sum(map(len, self._before)))
        if wanted:
            self._write(np.concatenate(self._before)[-wanted:])

    def _drain(self) -> None:
        """Measure and write what came in."""
        while self._blocks and self.state != "off":
            block, lost = self._blocks.popleft()
            self._overflows += lost
            if isinstance(block, int):
                self._lost += block
                block = np.zeros((block, self._channels), np.float32)
            else:
                self._drained += len(block)
                self._measure(block)
            if self._file is not None:
                self._write(block)
            else:
                self._keep(block)

    def _measure(self, block: Block) -> None:
        if not len(block):
            return
        peaks = np.abs(block).max(axis=0)
        squares = np.einsum("ij,ij->j", block, block, dtype=np.float64)
        if self._file is not None:
            self._clipped += int(np.count_nonzero(np.abs(block) >= FULL))
        with self._lock:
            if not self._measured:
                self._peaks, self._squares = np.zeros(self._channels), np.zeros(self._channels)
            self._peaks = np.maximum(self._peaks, peaks)
            self._squares = self._squares + squares
            self._measured += len(block)

    def _keep(self, block: Block) -> None:
        """The last moments before a recording."""
        assert self.device is not None
        self._before.append(block)
        while sum(map(len, self._before)) - len(self._before[0]) > BEFORE_S * self.device.rate:
            self._before.popleft()

    def _write(self, block: Block) -> None:
        assert self._file is not None
        file = self._file
        try:
            file.write(block)
        except DISK_ERRORS as error:
            self._end(file, self._disk_says(file.place, error))
            return
        if file.is_full:
            self._end(file, Message("The file is as large as a WAV can be, so the recording has ended.", {}))

    def _finish(self, *problems: Message) -> None:
        """End the recording, if there is one, with all that came in until now."""
        if self._file is not None:
            self._drain()
        if self._file is not None:
            self._end(self._file, *problems)

    def _end(self, file: TakeFile, *problems: Message) -> None:
        self._file = None
        assert self.device is not None
        rate, said, path = self.device.rate, [*problems], None
        try:
            path = file.finish()
        except DISK_ERRORS as error:
            said.append(self._disk_says(file.place, error))
        self._before.clear()
        self._set("listening")
        self._tell(Recorded(path, file.frames, rate, (*said, *self._remarks(rate))))

    def _remarks(self, rate: int) -> list[Message]:
        """What was not as it should be."""
        said = []
        if self._lost:
            values = {"seconds": f"{self._lost / rate:.1f}"}
            said.append(
                Message("{seconds} s of the recording are silence: the disk was too slow for them.", values)
            )
        if self._overflows:
            values = {"count": str(self._overflows)}
            said.append(Message("The input lost sound {count} times: the machine was too busy.", values))
        if self._clipped:
            said.append(
                Message(
                    "The recording reaches full scale, so it is distorted there; turn the input down.", {}
                )
            )
        return said

    def _tell(self, recorded: Recorded) -> None:
        if self.on_done is not None:
            self.on_done(recorded)

    def _off(self) -> None:
        if self.state == "off":
            return
        self._finish()
        self._backend.close()
        self._blocks.clear()
        self._set("off")

    def _lose(self) -> None:
        """The device is gone."""
        name = self.device.name if self.device is not None else ""
        recording = self._file is not None
        self._finish(
            Message("The input {device} is gone; what was recorded until then is kept.", {"device": name})
        )
        self._backend.close()
        self._set("off")
        if not recording and self.on_problem is not None:
            self.on_problem(Message("The input {device} is gone.", {"device": name}))

    @staticmethod
    def _disk_says(place: Path, error: BaseException) -> Message:
        reason = getattr(error, "strerror", None) or getattr(error, "error_string", None)
        return Message(
            "{file} cannot be written any further ({reason}); what was recorded until then is kept. Make "
            "room on the disk.",
            {"file": place.name, "reason": str(reason or type(error).__name__).rstrip(".")},
        )
