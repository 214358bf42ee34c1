"""The device that is played on: chosen, opened, lost, found again."""

from __future__ import annotations

from time import monotonic

from rvcdesk.audio.devices import Backend, NoSound, OutputDevice, choose
from rvcdesk.audio.playout import Playout
from rvcdesk.messages import N_, Message

STALE_S = 10.0  # a wanted device that was missing may be back after this


class Output:
    """Keeps one stream open on the wanted device, or else on the default one. For the feeder thread.

    Attributes:
        backend: the devices.
        wanted: label or name of a device, "" for the default.
        devices: those there were when last looked.
        device, playout: what is played on; None while nothing is.
        problem: what is wrong now, if anything.
    """

    def __init__(self, backend: Backend, wanted: str) -> None:
        self.backend, self.wanted = backend, wanted
        self.devices: list[OutputDevice] = []
        self.device: OutputDevice | None = None
        self.playout: Playout | None = None
        self.problem: Message | None = None
        self._looked: float | None = None

    def open(self, volume: float, *, lost: bool = False) -> Message | None:
        """Open what there is; returns what there is to tell about it, once."""
        before = self.problem
        again, self._looked = self._looked is not None, monotonic()
        try:
            if again:
                self.backend.rescan()
            self.devices = self.backend.outputs()
            device = self._open_first(volume)
        except NoSound as error:
            self.problem = error.message
            return self.problem if self.problem != before else None
        self.problem = None
        values = {"wanted": self.wanted, "device": device.name}
        if self._missing():
            self.problem = Message("The sound device {wanted} is not there; playing on {device}.", values)
            return self.problem if self.problem != before or lost else None
        return Message("Sound plays on {device}.", values) if before is not None or lost else None

    def close(self) -> None:
        """End the stream."""
        self.device = self.playout = None
        self.backend.close()

    def may_be_back(self) -> bool:
        """Whether it is worth looking again for the wanted device."""
        return self._missing() and self._looked is not None and monotonic() - self._looked > STALE_S

    def _missing(self) -> bool:
        device = self.device
        return bool(self.wanted and device and self.wanted not in (device.label, device.name))

    def _open_first(self, volume: float) -> OutputDevice:
        problem = NoSound(N_("There is no sound device; playback is off until one is connected."))
        tried: list[OutputDevice] = []
        for device in (choose(self.devices, self.wanted), choose(self.devices, "")):
            if device is None or device in tried:
                continue
            tried.append(device)
            playout = Playout(device.rate, min(2, device.channels), volume)
            try:
                self.backend.open(device, playout.fill)
            except NoSound as error:
                problem = error
            else:
                self.device, self.playout = device, playout
                return device
        raise problem
