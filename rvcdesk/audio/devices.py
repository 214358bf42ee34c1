"""Sound devices: the interface the player drives, and PortAudio behind it.

A backend is used from one thread, the player's feeder: some host APIs want the thread that started them.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from contextlib import suppress
from dataclasses import dataclass
from threading import Lock, RLock
from time import monotonic
from typing import Any, Protocol, TypeVar

import numpy as np
from numpy.typing import NDArray

from rvcdesk.messages import N_, UserError

Fill = Callable[[NDArray[np.float32], float], None]
"""Called by the device: fill float32 (frames, channels); the first frame is heard at that time."""

LATENCY_S = 0.25  # shorter ones ran dry while another thread held the interpreter for 0.1 s at a time
STALL_S = 3.0  # a stream that asks for nothing this long is gone, whatever it says
system = RLock()  # over starting PortAudio, listing its devices and opening an input
recording: set[object] = set()  # inputs that are open; PortAudio is not started anew under them


@dataclass(frozen=True)
class Device:
    """A sound device. `label` tells apart one device behind several host APIs."""

    index: int
    name: str
    host_api: str
    rate: int
    channels: int
    default: bool = False

    @property
    def label(self) -> str:
        return f"{self.name} ({self.host_api})"


class OutputDevice(Device):
    """A device that can play."""


AnyDevice = TypeVar("AnyDevice", bound=Device)


class NoSound(UserError):
    """There is nothing to play on, or it refuses."""


class Backend(Protocol):
    """Where sound goes. Times are seconds on the stream's own clock."""

    def alive(self) -> bool:
        """Whether the open stream still runs; asked at every turn of the feeder."""

    def outputs(self) -> list[OutputDevice]:
        """The devices known now; [] when there is none. Raises NoSound without a sound system."""

    def rescan(self) -> None:
        """Look again for devices. Only while the process has no stream open: it would end there."""

    def open(self, device: OutputDevice, fill: Fill) -> None:
        """Start a stream at the device's rate on min(2, channels) channels, or raise NoSound."""

    def close(self) -> None:
        """End the stream; nothing calls `fill` afterwards."""

    def now(self) -> float:
        """The stream's clock, the one of the times given to `fill`."""


def choose(devices: Sequence[AnyDevice], wanted: str) -> AnyDevice | None:
    """The device of that label or name ("" is the default), else the default, else the first."""
    for device in devices:
        if wanted and wanted in (device.label, device.name):
            return device
    return next((device for device in devices if device.default), devices[0] if devices else None)


class Pulse:
    """Whether a stream still calls: counts its calls, and the time without one."""

    def __init__(self) -> None:
        self.calls = 0
        self._seen = 0
        self._silent = 0.0
        self._asked = monotonic()

    def stalled(self) -> bool:
        """To be asked often."""
        asked, self._asked = self._asked, monotonic()
        if self.calls != self._seen:
            self._seen, self._silent = self.calls, 0.0
        else:  # counted in small steps: a machine that slept is no device that was unplugged
            self._silent += min(self._asked - asked, 0.25)
        return self._silent > STALL_S


class PortAudio:
    """The real devices, through sounddevice."""

    def __init__(self) -> None:
        self._stream: Any = None
        self._lock = Lock()  # between the clock, which any thread may ask, and close()
        self._finished = False
        self._pulse = Pulse()

    def alive(self) -> bool:
        stalled = self._pulse.stalled()
        return self._stream is not None and not self._finished and not stalled and bool(self._stream.active)

    def outputs(self) -> list[OutputDevice]:
        return [OutputDevice(*facts) for facts in listed("output")]

    def rescan(self) -> None:
        sounddevice = sounddevice_or_say()
        with system:
            if recording:
                return  # to start again would end what is being recorded
            # PortAudio lists devices only when it starts, and sounddevice has no other way to start it again.
            with suppress(sounddevice.PortAudioError):  # it is not started when the last start failed
                sounddevice._terminate()
            try:
                sounddevice._initialize()
            except sounddevice.PortAudioError as error:
                raise NoSound(N_("The sound system does not start, so playback is off.")) from error

    def open(self, device: OutputDevice, fill: Fill) -> None:
        sounddevice, pulse = sounddevice_or_say(), Pulse()

        def callback(out: NDArray[np.float32], frames: int, time: Any, status: Any) -> None:
            pulse.calls += 1
            heard = time.outputBufferDacTime
            fill(out, heard if heard > 0 else time.currentTime + LATENCY_S)  # some drivers tell no time

        def finished() -> None:
            self._finished = True

        self._finished, self._pulse = False, pulse
        try:
            self._stream = sounddevice.OutputStream(
                samplerate=device.rate,
                device=device.index,
                channels=min(2, device.channels),
                dtype="float32",
                latency=LATENCY_S,
                callback=callback,
                finished_callback=finished,
            )
            self._stream.start()
        except (sounddevice.PortAudioError, ValueError) as error:
            self.close()
            raise NoSound(N_("The sound device {device} cannot be opened."), device=device.name) from error

    def close(self) -> None:
        with self._lock:
            stream, self._stream = self._stream, None
        if stream is not None:
            stream.close(ignore_errors=True)

    def now(self) -> float:
        with self._lock:
            return float(self._stream.time) if self._stream is not None else 0.0


def listed(kind: str) -> list[tuple[int, str, str, int, int, bool]]:
    """The fields of every `Device` that has channels of this kind, "input" or "output"."""
    sounddevice = sounddevice_or_say()
    with system:
        apis = sounddevice.query_hostapis()
        default = sounddevice.default.device[kind == "output"]
        if default < 0 and apis:
            default = next(
                (api[f"default_{kind}_device"] for api in apis if api[f"default_{kind}_device"] >= 0), -1
            )
        return [
            (
                index,
                str(device["name"]),
                str(apis[device["hostapi"]]["name"]),
                round(device["default_samplerate"]),
                int(device[f"max_{kind}_channels"]),
                index == default,
            )
            for index, device in enumerate(sounddevice.query_devices())
            if device[f"max_{kind}_channels"] > 0
        ]


def sounddevice_or_say() -> Any:
    try:
        import sounddevice
    except OSError as error:  # the PortAudio library itself
        raise NoSound(
            N_("The PortAudio library is missing, so playback is off; install it and start again.")
        ) from error
    except ImportError as error:
        raise NoSound(
            N_("The package sounddevice is missing, so playback is off; install it and start again.")
        ) from error
    return sounddevice
