"""A microphone of the test's own: it says what it is given to say."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from rvcdesk.audio.devices import NoSound
from rvcdesk.audio.inputs import InputDevice, Take

DESK = InputDevice(0, "Mikrofon biurkowy", "Fake", 16000, 1, True)
WIDE = InputDevice(1, "Interfejs", "Fake", 48000, 2)


class FakeMicrophone:
    """An input backend driven by `say`.

    Attributes:
        plugged: the devices there are.
        refuses: names of devices that do not open.
        opened: (device, channels) of the open stream.
    """

    def __init__(self, *plugged: InputDevice) -> None:
        self.plugged = list(plugged)
        self.refuses: set[str] = set()
        self.opened: tuple[InputDevice, int] | None = None
        self._take: Take | None = None

    def inputs(self) -> list[InputDevice]:
        return list(self.plugged)

    def open(self, device: InputDevice, channels: int, take: Take) -> None:
        if device.name in self.refuses:
            raise NoSound("The input {device} cannot be opened.", device=device.name)
        assert self.opened is None, "it is open already"
        self.opened, self._take = (device, channels), take

    def close(self) -> None:
        self.opened = self._take = None

    def alive(self) -> bool:
        return self.opened is not None and self.opened[0] in self.plugged

    def say(self, samples: NDArray[np.float32], *, lost: bool = False, block: int = 160) -> None:
        """Hand over (frames,) or (frames, channels), as a device does: block by block."""
        assert self.opened is not None and self._take is not None, "nobody listens"
        wide = np.asarray(samples, np.float32).reshape(len(samples), -1)
        wide = np.repeat(wide, self.opened[1], axis=1) if wide.shape[1] < self.opened[1] else wide
        for start in range(0, len(wide), block):
            self._take(wide[start : start + block].copy(), lost and start == 0)
