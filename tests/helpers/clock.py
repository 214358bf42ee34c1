"""A sound device driven by a clock of the test's own: the player does not know the difference."""

from __future__ import annotations

from threading import Event, Thread

import numpy as np
from numpy.typing import NDArray

from rvcdesk.audio.devices import Fill, NoSound, OutputDevice
from rvcdesk.audio.player import Player

SPEAKERS = OutputDevice(0, "Speakers", "Clock", 48000, 2, default=True)
HEADSET = OutputDevice(1, "Headset", "Clock", 44100, 2)


class ClockBackend:
    """Takes `chunk` frames at a time and remembers them; time passes in `advance()` only.

    Attributes:
        plugged: the devices there are; `rescan()` finds them.
        taken: all that the open stream has taken, float32 chunks (frames, channels).
    """

    latency = 0.25

    def __init__(self, *plugged: OutputDevice, chunk: int = 480) -> None:
        self.plugged = list(plugged)
        self.chunk = chunk
        self.device: OutputDevice | None = None
        self.taken: list[NDArray[np.float32]] = []
        self.refuses: set[str] = set()
        self.rescans = 0
        self._known = list(plugged)
        self._fill: Fill | None = None
        self._time = 0.0

    def outputs(self) -> list[OutputDevice]:
        return list(self._known)

    def rescan(self) -> None:
        assert self._fill is None, "a stream is open"
        self.rescans += 1
        self._known = list(self.plugged)

    def open(self, device: OutputDevice, fill: Fill) -> None:
        if device.name in self.refuses:
            raise NoSound("The sound device {device} cannot be opened.", device=device.name)
        self.device, self._fill, self.taken, self._time = device, fill, [], 0.0

    def close(self) -> None:
        self._fill = None

    def alive(self) -> bool:
        return self._fill is not None and self.device in self.plugged

    def now(self) -> float:
        return self._time

    def take(self) -> None:
        """One call of the device."""
        if self._fill is not None and self.device is not None and self.alive():
            out = np.full((self.chunk, self.device.channels), np.nan, np.float32)
            self._fill(out, self._time + self.latency)
            self.taken.append(out)
            self._time += self.chunk / self.device.rate

    def advance(self, player: Player, seconds: float) -> None:
        """Let time pass for a player with `threaded=False`."""
        rate = self.device.rate if self.device is not None else 48000
        for _ in range(round(seconds * rate / self.chunk)):
            player.turn()
            self.take()
        player.turn()

    @property
    def sound(self) -> NDArray[np.float32]:
        """All that was taken, (channels, frames)."""
        return np.concatenate(self.taken).T if self.taken else np.zeros((2, 0), np.float32)

    @property
    def heard_frames(self) -> int:
        """How much of it has been heard: the latency is still on its way."""
        rate = self.device.rate if self.device is not None else 48000
        return max(0, round((self._time - self.latency) * rate))


class WallClock:
    """Drives a `ClockBackend` in real time, so that a window can be tested with no device."""

    def __init__(self, backend: ClockBackend) -> None:
        self._backend = backend
        self._done = Event()
        self._thread = Thread(target=self._run, daemon=True)

    def __enter__(self) -> WallClock:
        self._thread.start()
        return self

    def __exit__(self, *error: object) -> None:
        self._done.set()
        self._thread.join()

    def _run(self) -> None:
        rate = self._backend.device.rate if self._backend.device is not None else 48000
        while not self._done.wait(self._backend.chunk / rate):
            self._backend.take()
