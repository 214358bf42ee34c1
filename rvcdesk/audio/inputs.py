"""Microphones and other inputs: the interface the recorder drives, and PortAudio behind it.

As with outputs, a backend is used from one thread, the recorder's; only `inputs()` may be asked from any.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, Protocol

import numpy as np
from numpy.typing import NDArray

from rvcdesk.audio import devices
from rvcdesk.audio.devices import Device, NoSound, Pulse, listed, sounddevice_or_say
from rvcdesk.messages import N_

Take = Callable[[NDArray[np.float32], bool], None]
"""Called by the device with (frames, channels), the receiver's to keep; True: sound before it was lost."""

LATENCY_S = 0.1  # nobody waits for what is recorded, but the meter should follow the voice


class InputDevice(Device):
    """A device that can record."""


class InputBackend(Protocol):
    """Where sound comes from."""

    def inputs(self) -> list[InputDevice]:
        """The devices known now; [] when there is none. Raises NoSound without a sound system."""

    def open(self, device: InputDevice, channels: int, take: Take) -> None:
        """Start a stream at the device's rate, or raise NoSound."""

    def close(self) -> None:
        """End the stream; nothing calls `take` afterwards."""

    def alive(self) -> bool:
        """Whether the open stream still runs; to be asked often."""


class PortAudioInput:
    """The real devices, through sounddevice."""

    def __init__(self) -> None:
        self._stream: Any = None
        self._finished = False
        self._pulse = Pulse()

    def inputs(self) -> list[InputDevice]:
        sounddevice = sounddevice_or_say()
        try:
            return [InputDevice(*facts) for facts in listed("input")]
        except sounddevice.PortAudioError as error:
            raise NoSound(N_("The sound system does not start, so nothing can be recorded.")) from error

    def open(self, device: InputDevice, channels: int, take: Take) -> None:
        sounddevice, pulse = sounddevice_or_say(), Pulse()

        def callback(data: NDArray[np.float32], frames: int, time: Any, status: Any) -> None:
            pulse.calls += 1
            take(data.copy(), bool(status.input_overflow))

        def finished() -> None:
            self._finished = True

        self._finished, self._pulse = False, pulse
        with devices.system:
            try:
                self._stream = sounddevice.InputStream(
                    samplerate=device.rate,
                    device=device.index,
                    channels=channels,
                    dtype="float32",
                    latency=LATENCY_S,
                    callback=callback,
                    finished_callback=finished,
                )
                devices.recording.add(self)
                self._stream.start()
            except (sounddevice.PortAudioError, ValueError) as error:
                self.close()
                raise NoSound(
                    N_(
                        "The input {device} cannot be opened; another program may hold it, or the system's "
                        "settings may not let this one use the microphone."
                    ),
                    device=device.name,
                ) from error

    def close(self) -> None:
        stream, self._stream = self._stream, None
        if stream is not None:
            stream.close(ignore_errors=True)
        devices.recording.discard(self)

    def alive(self) -> bool:
        stalled = self._pulse.stalled()
        return self._stream is not None and not self._finished and not stalled and bool(self._stream.active)
