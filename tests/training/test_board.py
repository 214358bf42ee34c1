"""TensorBoard files, read back as TensorBoard does: records with checksums, purged by session starts."""

from __future__ import annotations

import importlib
import logging
import struct
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from rvcdesk.audio.files import write
from rvcdesk.training.board import Board

ROOT = Path(__file__).resolve().parents[2]
LOSSES = {"discriminator": 3.5, "generator": 2.0, "feature_matching": 6.25, "mel": 21.5, "kl": 1.5}


def step(number: int, mel: float = 21.5, **more: Any) -> dict[str, Any]:
    losses = LOSSES | {"mel": mel}
    return {"event": "step", "time": 1e9 + number, "step": number, "epoch": 1, "losses": losses, **more}


def masked(data: bytes) -> int:
    """The format's checksum: CRC-32C by the definition, turned and shifted."""
    crc = 0xFFFFFFFF
    for byte in data:
        crc ^= byte
        for _ in range(8):
            crc = crc >> 1 ^ (0x82F63B78 if crc & 1 else 0)
    crc ^= 0xFFFFFFFF
    return ((crc >> 15 | crc << 17) + 0xA282EAD8) & 0xFFFFFFFF


def records(path: Path) -> Iterator[Any]:
    """The messages of one event file, with their checksums verified."""
    from tensorboardX.proto.event_pb2 import Event

    data, place = path.read_bytes(), 0
    while place < len(data):
        (length,) = struct.unpack_from("<Q", data, place)
        assert struct.unpack_from("<I", data, place + 8) == (masked(data[place : place + 8]),)
        body = data[place + 12 : place + 12 + length]
        assert struct.unpack_from("<I", data, place + 12 + length) == (masked(body),)
        yield Event.FromString(body)
        place += 16 + length


def series(run: Path) -> dict[str, dict[int, float]]:
    """What TensorBoard shows of a run: a session's start takes back every later step of before."""
    from tensorboardX.proto.event_pb2 import SessionLog

    shown: dict[str, dict[int, float]] = {}
    for path in sorted((run / "tensorboard").iterdir()):
        for number, record in enumerate(records(path)):
            if number == 0:
                assert record.file_version == "brain.Event:2", "else session starts are not heeded"
            if record.session_log.status == SessionLog.START:
                shown = {tag: {s: v for s, v in row.items() if s < record.step} for tag, row in shown.items()}
            for value in record.summary.value:
                if value.HasField("simple_value"):
                    shown.setdefault(value.tag, {})[record.step] = value.simple_value
    return shown


def test_numbers_of_a_run_come_back(tmp_path: Path) -> None:
    board = Board(tmp_path)
    board.hear({"event": "prepare", "time": 1e9, "done": 1, "total": 1, "stage": "Prepared"})
    board.hear(step(1, lr=1e-4, seconds=0.5, grad_norm={"generator": 12.5, "discriminator": None}))
    board.hear(step(2, mel=20.0) | {"losses": LOSSES | {"mel": None}})
    board.hear({"event": "machine", "time": 1e9 + 3, "gpu_use": 0.5, "memory_used": 1 << 30})
    board.hear({"event": "validation", "time": 1e9 + 4, "step": 2, "epoch": 1, "mel": 19.25, "best": True})
    board.hear({"event": "done", "time": 1e9 + 5, "step": 2, "epoch": 1, "files": []})
    board.close()
    shown = series(tmp_path)
    assert shown["loss/mel"] == {1: 21.5}, "a loss that was no number is left out"
    assert shown["loss/kl"] == {1: 1.5, 2: 1.5}
    assert shown["lr"] == {1: pytest.approx(1e-4)} and shown["seconds"] == {1: 0.5}
    assert shown["grad_norm/generator"] == {1: 12.5} and "grad_norm/discriminator" not in shown
    assert shown["validation/mel"] == {2: 19.25}
    assert shown["machine/gpu_use"] == {2: 0.5} and shown["machine/memory_used"] == {2: float(1 << 30)}


def test_a_resume_takes_back_the_steps_that_come_again(tmp_path: Path) -> None:
    first = Board(tmp_path)
    for number in range(1, 8):
        first.hear(step(number, mel=100 + number))
    first.close()
    second = Board(tmp_path)  # within the same second
    second.hear({"event": "resume", "time": 2e9, "step": 4})
    for number in (5, 6):
        second.hear(step(number, mel=200 + number))
    second.close()
    assert len(list((tmp_path / "tensorboard").iterdir())) == 2
    assert series(tmp_path)["loss/mel"] == {1: 101, 2: 102, 3: 103, 4: 104, 5: 205, 6: 206}


def test_a_preview_can_be_heard(tmp_path: Path) -> None:
    samples = (np.sin(np.arange(8000) / 20) * 0.5).astype(np.float32)
    write(tmp_path / "previews" / "step_00000001.wav", samples.reshape(1, -1), 16000)
    board = Board(tmp_path)
    board.hear(step(1))
    preview = {"event": "preview", "time": 1e9, "step": 1, "epoch": 1, "path": "previews/step_00000001.wav"}
    board.hear(preview | {"similarity": 0.875})
    board.close()
    assert series(tmp_path)["preview/similarity"] == {1: 0.875}
    (path,) = (tmp_path / "tensorboard").iterdir()
    (sound,) = [
        value.audio for record in records(path) for value in record.summary.value if value.HasField("audio")
    ]
    assert (sound.sample_rate, sound.num_channels, sound.length_frames) == (16000, 1, 8000)
    assert sound.encoded_audio_string == (tmp_path / preview["path"]).read_bytes()


def test_a_run_stopped_in_preparation_leaves_no_file(tmp_path: Path) -> None:
    board = Board(tmp_path)
    board.hear({"event": "prepare", "time": 1e9, "done": 1, "total": 2, "stage": "x"})
    board.close()
    assert not (tmp_path / "tensorboard").exists()


def test_without_the_library_it_is_silent(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    for name in [name for name in sys.modules if name.split(".")[0] == "tensorboardX"]:
        monkeypatch.delitem(sys.modules, name)
    monkeypatch.setitem(sys.modules, "tensorboardX", None)
    with caplog.at_level(logging.WARNING):
        board = Board(tmp_path)
        for number in (1, 2, 3):
            board.hear(step(number))
        board.close()
    assert len(caplog.records) == 1
    monkeypatch.undo()
    importlib.import_module("tensorboardX")


FULL = """
import logging, resource, sys, time
from pathlib import Path
from rvcdesk.training.board import Board
import tensorboardX
logging.basicConfig(level=logging.WARNING, stream=sys.stdout)
run = Path(sys.argv[1])
board = Board(run)
resource.setrlimit(resource.RLIMIT_FSIZE, (20_000, 20_000))
for number in range(1, 2001):
    losses = {"mel": 1.0, "kl": 2.0}
    board.hear({"event": "step", "time": time.time(), "step": number, "epoch": 1, "losses": losses})
    if number == 500:
        board.hear({"event": "save", "time": time.time(), "step": number, "epoch": 1, "path": ""})
board.close()
print("trained on")
"""


@pytest.mark.skipif(sys.platform == "win32", reason="the system's limit on a file's size")
def test_a_disk_that_refuses_stops_the_board_and_not_the_training(tmp_path: Path) -> None:
    command = [sys.executable, "-W", "error", "-c", FULL, str(tmp_path)]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, timeout=120)
    assert done.returncode == 0, done.stderr
    lines = done.stdout.splitlines()
    assert len(lines) == 2 and "No more TensorBoard files" in lines[0] and lines[1] == "trained on"
    assert done.stderr == ""
