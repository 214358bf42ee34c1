"""A sound card made of software: a private PulseAudio whose only sink leads nowhere, and a recorder on it."""

from __future__ import annotations

import os
import shutil
import subprocess
import tempfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from threading import Event, Thread
from time import monotonic
from typing import Any

import numpy as np
import pytest
from numpy.typing import NDArray

from rvcdesk.audio.devices import PortAudio
from rvcdesk.audio.player import Player

RATE = 44100  # what the ALSA plugin calls the rate of its device
SINK = "nowhere"
PAUSE = Event()  # never set: to wait a little
PROGRAMS = ("pulseaudio", "parec", "pactl")
ALSA_PLUGIN = "/usr/lib/*/alsa-lib/libasound_module_pcm_pulse.so"


def missing() -> str:
    """What is not installed, in words; "" when all is there."""
    absent = [name for name in PROGRAMS if shutil.which(name) is None]
    if not list(Path("/").glob(ALSA_PLUGIN.lstrip("/"))):
        absent.append("libasound2-plugins")
    with suppress(OSError, ImportError):
        import sounddevice  # noqa: F401

        return f"not installed: {', '.join(absent)}" if absent else ""
    return "PortAudio is not installed"


class NullSink:
    """A running sink. `Recording` hears what is played on it."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.environment = {
            "XDG_RUNTIME_DIR": str(folder),
            "XDG_CONFIG_HOME": str(folder / "config"),
            "PULSE_RUNTIME_PATH": str(folder / "pulse"),
            "PULSE_SERVER": f"unix:{folder / 'native'}",
            "PULSE_COOKIE": str(folder / "cookie"),
        }
        self._server: subprocess.Popen[bytes] | None = None

    def start(self) -> None:
        script = self.folder / "null.pa"
        script.write_text(
            f"load-module module-native-protocol-unix auth-anonymous=1 socket={self.folder / 'native'}\n"
            f"load-module module-null-sink sink_name={SINK} rate={RATE} channels=2 norewinds=1\n"
            f"set-default-sink {SINK}\n",
            encoding="utf-8",
        )
        command = ["pulseaudio", "-n", "-F", str(script), "--daemonize=no", "--exit-idle-time=-1"]
        command.append("--use-pid-file=no")
        environment = {**os.environ, **self.environment}
        log = (self.folder / "log").open("wb")
        self._server = subprocess.Popen(command, env=environment, stdout=log, stderr=log)
        log.close()
        until = monotonic() + 10
        while subprocess.run(["pactl", "info"], env=environment, capture_output=True).returncode:
            if monotonic() > until or self._server.poll() is not None:
                self.stop()
                pytest.skip(
                    "PulseAudio does not start here: " + (self.folder / "log").read_text(errors="replace")
                )

    def stop(self) -> None:
        if self._server is not None:
            self._server.terminate()
            with suppress(subprocess.TimeoutExpired):
                self._server.wait(5)
            if self._server.poll() is None:
                self._server.kill()
                self._server.wait()
            self._server = None


class Recording:
    """What the sink plays while the `with` block runs.

    Attributes:
        sound: float32 (2, frames), afterwards.
        began: the time (monotonic) at which its first frame was heard.
    """

    def __init__(self, sink: NullSink) -> None:
        self._sink = sink
        self._parts: list[bytes] = []
        self._arrivals: list[tuple[int, float]] = []

    def __enter__(self) -> Recording:
        command = [
            "parec",
            f"--device={SINK}.monitor",
            "--format=float32le",
            f"--rate={RATE}",
            "--channels=2",
        ]
        self._process = subprocess.Popen(
            [*command, "--latency-msec=10"],
            env={**os.environ, **self._sink.environment},
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
        )
        self._read(4096)  # it has begun
        self._thread = Thread(target=self._listen, daemon=True)
        self._thread.start()
        return self

    def _read(self, size: int) -> bool:
        assert self._process.stdout is not None
        data = os.read(self._process.stdout.fileno(), size)
        self._parts.append(data)
        total = self._arrivals[-1][0] if self._arrivals else 0
        self._arrivals.append((total + len(data) // 8, monotonic()))
        return bool(data)

    def _listen(self) -> None:
        while self._read(1 << 16):
            pass

    def __exit__(self, *error: Any) -> None:
        self._process.terminate()
        self._thread.join()
        self._process.wait()
        assert self._process.stdout is not None
        self._process.stdout.close()
        data = b"".join(self._parts)
        self.sound: NDArray[np.float32] = np.frombuffer(data[: len(data) // 8 * 8], "<f4").reshape(-1, 2).T
        # A frame cannot arrive before it is heard: the earliest arrivals tell when the first one was.
        self.began = min(time - frames / RATE for frames, time in self._arrivals[:-1])


@contextmanager
def null_sink() -> Iterator[NullSink]:
    """A null sink that PortAudio in this process finds as its default; skips where it cannot be had."""
    reason = missing()
    if reason:
        pytest.skip(reason)
    folder = Path(tempfile.mkdtemp(prefix="pulse-"))  # a socket's path must be short
    sink = NullSink(folder)
    before = {name: os.environ.get(name) for name in sink.environment}
    try:
        sink.start()
        os.environ.update(sink.environment)
        yield sink
    finally:
        for name, value in before.items():
            os.environ.pop(name, None)
            if value is not None:
                os.environ[name] = value
        sink.stop()
        shutil.rmtree(folder, ignore_errors=True)


def until(condition: Callable[[], bool], seconds: float = 15.0) -> None:
    """Wait for what happens in other threads and programs."""
    end = monotonic() + seconds
    while not condition():
        assert monotonic() < end, "waited in vain"
        PAUSE.wait(0.005)


def lag_of(part: NDArray[np.float32], sound: NDArray[np.float32]) -> int:
    """The frame of `sound` where `part` fits best."""
    size = 1 << (len(sound) + len(part)).bit_length()
    spectrum = np.fft.rfft(sound, size) * np.conj(np.fft.rfft(part, size))
    return int(np.fft.irfft(spectrum, size)[: len(sound)].argmax())


def correlation(first: NDArray[np.float32], second: NDArray[np.float32]) -> float:
    return float(np.corrcoef(first, second)[0, 1])


@contextmanager
def real_player() -> Iterator[Player]:
    """A player on the sound system that is there now."""
    backend = PortAudio()
    backend.rescan()
    player = Player(backend)
    player.start()
    until(lambda: player.available)
    yield player
    player.close()
