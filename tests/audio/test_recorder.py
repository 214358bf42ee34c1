"""Recording: all of it, in place, and whatever goes wrong is said and costs nothing that was recorded."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from threading import Event
from time import monotonic
from typing import Any

import numpy as np
import pytest
import soundfile
from numpy.typing import NDArray

from rvcdesk.audio import recorder as recording
from rvcdesk.audio import takes
from rvcdesk.audio.devices import PortAudio
from rvcdesk.audio.player import Player
from rvcdesk.audio.recorder import Recorded, Recorder
from rvcdesk.audio.sources import ArraySource
from rvcdesk.messages import Message
from tests.helpers.microphone import DESK, WIDE, FakeMicrophone
from tests.helpers.pulse import RATE, NullSink, null_sink

ROOT = Path(__file__).parents[2]
Floats = NDArray[np.float32]


def noise(frames: int, seed: int = 1, level: float = 0.5) -> Floats:
    return np.random.default_rng(seed).uniform(-level, level, frames).astype(np.float32)


class Studio:
    """A recorder without a thread, and all it has told."""

    def __init__(self, microphone: FakeMicrophone) -> None:
        self.microphone = microphone
        self.recorder = Recorder(microphone, threaded=False)
        self.done: list[Recorded] = []
        self.problems: list[Message] = []
        self.recorder.on_done = self.done.append
        self.recorder.on_problem = self.problems.append

    def do(self, verb: str, *arguments: Any, **options: Any) -> None:
        getattr(self.recorder, verb)(*arguments, **options)
        self.recorder.turn()

    @property
    def state(self) -> str:
        return self.recorder.state

    @property
    def said(self) -> list[str]:
        return [str(message) for message in self.done[-1].problems]


@pytest.fixture
def studio() -> Iterator[Studio]:
    studio = Studio(FakeMicrophone(DESK, WIDE))
    yield studio
    studio.recorder.close()


def test_all_that_is_said_is_in_the_file(studio: Studio, tmp_path: Path) -> None:
    sound, place = noise(16000), tmp_path / "Nagranie ż.wav"
    studio.do("record", place)
    assert studio.state == "recording" and not place.exists()
    studio.microphone.say(sound)
    studio.recorder.turn()
    assert studio.recorder.seconds == 1.0
    studio.do("stop")
    assert studio.done == [Recorded(place, 16000, 16000)]
    samples, rate = soundfile.read(place, dtype="float32")
    np.testing.assert_array_equal(samples, sound)
    assert (rate, soundfile.info(place).subtype) == (16000, "FLOAT")
    assert studio.state == "listening" and list(tmp_path.iterdir()) == [place]


def test_stereo_in_24_bits_from_the_input_of_ones_choice(studio: Studio, tmp_path: Path) -> None:
    sound = noise(9600).reshape(-1, 2)
    studio.do("record", tmp_path / "a.wav", WIDE.label, 2, "PCM_24")
    studio.microphone.say(sound)
    studio.do("off")
    samples, rate = soundfile.read(tmp_path / "a.wav", dtype="float32")
    np.testing.assert_allclose(samples, sound, atol=2**-23)
    assert rate == 48000 and soundfile.info(tmp_path / "a.wav").subtype == "PCM_24"
    assert studio.state == "off" and studio.microphone.opened is None


def test_a_mono_input_gives_mono_whatever_is_asked_for(studio: Studio, tmp_path: Path) -> None:
    studio.do("record", tmp_path / "a.wav", DESK.name, 2)
    assert studio.microphone.opened == (DESK, 1)


def test_levels_are_measured_while_listening_and_nothing_is_written(studio: Studio, tmp_path: Path) -> None:
    studio.do("listen", WIDE.name, 2)
    both = np.array([[0.25, -0.5]] * 480, np.float32)
    studio.microphone.say(both)
    studio.microphone.say(both * 0.5)
    studio.recorder.turn()
    levels = studio.recorder.take_levels()
    assert levels.peaks == (0.25, 0.5)
    np.testing.assert_allclose(levels.rms, np.array([0.25, 0.5]) * np.sqrt((1 + 0.25) / 2))
    assert studio.recorder.take_levels().peaks == () and not list(tmp_path.iterdir())


def test_a_recording_can_begin_a_little_earlier_than_it_was_asked_for(studio: Studio, tmp_path: Path) -> None:
    sound = noise(32000)
    studio.do("listen", "")
    studio.microphone.say(sound[:20000])
    studio.recorder.turn()
    studio.do("record", tmp_path / "a.wav", before_s=0.1)
    studio.microphone.say(sound[20000:])
    studio.do("stop")
    np.testing.assert_array_equal(soundfile.read(tmp_path / "a.wav", dtype="float32")[0], sound[18400:])


def test_nothing_said_is_no_recording(studio: Studio, tmp_path: Path) -> None:
    studio.do("record", tmp_path / "a.wav")
    studio.do("stop")
    assert studio.done == [Recorded(None, 0, 16000)] and not list(tmp_path.iterdir())


# --- what goes wrong


def test_an_input_that_is_unplugged_keeps_what_was_recorded(studio: Studio, tmp_path: Path) -> None:
    studio.do("record", tmp_path / "a.wav")
    studio.microphone.say(noise(8000))
    studio.microphone.plugged.remove(DESK)
    studio.recorder.turn()
    assert studio.done[0].frames == 8000 and soundfile.info(tmp_path / "a.wav").frames == 8000
    assert studio.said == ["The input Mikrofon biurkowy is gone; what was recorded until then is kept."]
    assert studio.state == "off" and studio.problems == []
    studio.microphone.plugged.insert(0, DESK)
    studio.do("record", tmp_path / "b.wav")
    assert studio.state == "recording"


def test_no_input_at_all_is_said_with_what_to_do(tmp_path: Path) -> None:
    studio = Studio(FakeMicrophone())
    studio.do("record", tmp_path / "a.wav")
    assert [str(problem) for problem in studio.problems] == [
        "There is no microphone or other input. Connect one, allow it in the system's sound settings, then "
        "look again."
    ]
    assert studio.done == [Recorded(None, 0, 0)] and studio.state == "off"


def test_an_input_that_does_not_open_is_said(studio: Studio) -> None:
    studio.microphone.refuses.add(DESK.name)
    studio.do("listen")
    assert "cannot be opened" in str(studio.problems[0]) and studio.state == "off"


def test_sound_that_a_slow_disk_had_no_time_for_is_silence_in_its_place(
    studio: Studio, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(recording, "QUEUE_S", 0.5)
    sound = noise(32000)
    studio.do("record", tmp_path / "a.wav")
    studio.microphone.say(sound[:16000])  # no turn meanwhile: the thread hangs on the disk
    studio.recorder.turn()
    studio.microphone.say(sound[16000:22400])
    studio.do("stop")
    found = soundfile.read(tmp_path / "a.wav", dtype="float32")[0]
    kept = np.flatnonzero(found[:16000] == 0)[0]
    assert 8000 <= kept <= 8400 and not found[kept:16000].any()
    np.testing.assert_array_equal(found[16000:], sound[16000:22400])
    assert studio.said == ["0.5 s of the recording are silence: the disk was too slow for them."]


def test_what_the_device_lost_and_full_scale_are_said(studio: Studio, tmp_path: Path) -> None:
    studio.do("record", tmp_path / "a.wav")
    studio.microphone.say(noise(160), lost=True)
    studio.microphone.say(np.ones(160, np.float32))
    studio.do("stop")
    assert studio.said[0].startswith("The input lost sound 1 times")
    assert (
        studio.said[1] == "The recording reaches full scale, so it is distorted there; turn the input down."
    )


@pytest.mark.skipif(sys.platform == "win32", reason="a limit on file sizes stands for a full disk")
def test_a_full_disk_keeps_what_was_recorded_and_says_so(tmp_path: Path) -> None:
    script = (
        "import resource, signal, sys\n"
        "from pathlib import Path\n"
        "from tests.audio.test_recorder import DESK, FakeMicrophone, Studio, noise\n"
        "studio, place = Studio(FakeMicrophone(DESK)), Path(sys.argv[1])\n"
        "signal.signal(signal.SIGXFSZ, signal.SIG_IGN)\n"
        "resource.setrlimit(resource.RLIMIT_FSIZE, (100_000, 100_000))\n"
        "studio.do('record', place)\n"
        "for second in range(4):\n"
        "    studio.microphone.say(noise(16000))\n"
        "    studio.recorder.turn()\n"
        "assert studio.state == 'listening', studio.state\n"
        "print(studio.said[0])\n"
    )
    place = tmp_path / "a.wav"
    done = subprocess.run(
        [sys.executable, "-c", script, str(place)], capture_output=True, text=True, cwd=ROOT
    )
    assert done.returncode == 0, done.stderr
    assert "a.wav cannot be written any further (" in done.stdout and "kept" in done.stdout
    found = soundfile.read(place, dtype="float32")[0]
    assert len(found) > 20_000
    np.testing.assert_array_equal(found[:16000], noise(16000))


def test_a_folder_that_cannot_be_written_is_said(studio: Studio, tmp_path: Path) -> None:
    (tmp_path / "file").write_text("no folder")
    studio.do("record", tmp_path / "file" / "a.wav")
    assert studio.done[0].path is None and "cannot be written" in studio.said[0]
    assert studio.state == "listening"


def test_what_a_killed_app_was_recording_is_a_recording(
    studio: Studio, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(takes, "FRESHEN_S", 0.0)
    studio.do("record", tmp_path / "Próba.wav")
    sound = noise(16000)
    studio.microphone.say(sound)
    studio.recorder.turn()  # no stop: the app is gone
    [(part, name)] = takes.left_behind(tmp_path)
    assert name == "Próba.wav"
    copy = tmp_path / "kopia" / part.name
    copy.parent.mkdir()
    copy.write_bytes(part.read_bytes())
    assert takes.put_in_place(copy, tmp_path / "kopia" / name)
    np.testing.assert_array_equal(soundfile.read(tmp_path / "kopia" / name, dtype="float32")[0], sound)


# --- a real sound system


@pytest.fixture
def sink() -> Iterator[NullSink]:
    with null_sink() as sink:
        yield sink


def until(condition: Callable[[], object], seconds: float = 15.0) -> None:
    """Wait for what happens in other threads and programs."""
    end = monotonic() + seconds
    pause = Event()
    while not condition():
        assert monotonic() < end, "waited in vain"
        pause.wait(0.005)


def test_what_plays_on_a_real_sound_system_is_recorded(sink: NullSink, tmp_path: Path) -> None:
    """The default input of a server without a microphone is the monitor of what it plays."""
    backend = PortAudio()
    backend.rescan()
    player, recorder = Player(backend), Recorder()
    done: list[Recorded] = []
    recorder.on_done = done.append
    sound = noise(RATE, seed=4, level=0.3)
    try:
        player.start()
        until(lambda: player.available)
        assert recorder.inputs()
        recorder.record(tmp_path / "a.wav", channels=2)
        until(lambda: recorder.seconds > 0.2)
        player.play(ArraySource(sound, RATE))
        until(lambda: player.position > 0)
        backend.rescan()  # a device appears or goes: nothing happens to what is being recorded
        until(lambda: player.state == "stopped")
        end = recorder.seconds
        until(lambda: recorder.seconds > end + 0.3)
        levels = recorder.take_levels()
        recorder.stop()
        until(lambda: done)
    finally:
        player.close()
        recorder.close()
    assert done[0].path is not None and len(levels.peaks) == 2 and 0.29 < max(levels.peaks) <= 0.31
    heard = soundfile.read(done[0].path, dtype="float32")[0].T[0]
    size = 1 << (len(heard) + len(sound)).bit_length()
    product = np.fft.irfft(np.fft.rfft(heard, size) * np.conj(np.fft.rfft(sound, size)), size)
    start = int(product[: len(heard)].argmax())
    assert np.corrcoef(heard[start : start + RATE], sound)[0, 1] > 0.999


def test_a_sound_server_that_goes_away_ends_the_recording(sink: NullSink, tmp_path: Path) -> None:
    PortAudio().rescan()
    recorder = Recorder()
    done: list[Recorded] = []
    recorder.on_done = done.append
    try:
        recorder.record(tmp_path / "a.wav")
        until(lambda: recorder.seconds > 0.2)
        sink.stop()
        until(lambda: done)
    finally:
        recorder.close()
    assert done[0].path is not None and soundfile.info(done[0].path).frames == done[0].frames > 0.2 * RATE
    assert "is gone; what was recorded until then is kept" in str(done[0].problems[0])
