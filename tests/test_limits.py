"""Limits of time and memory while a stranger's file is read: what hangs is ended, and work goes on."""

from __future__ import annotations

import io
import json
import os
import signal
import subprocess
import sys
import threading
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from rvcdesk.cli import main
from rvcdesk.engine import Protocol, serve
from rvcdesk.messages import BadInput
from rvcdesk.tensors import limits, safe_pickle
from rvcdesk.tensors.limits import guarded
from rvcdesk.voice.library import list_voices

posix = pytest.mark.skipif(sys.platform == "win32", reason="Windows has no pipes in the file system")


@pytest.fixture
def pipe(tmp_path: Path) -> Path:
    """A file that never answers: opening it waits for a writer."""
    os.mkfifo(tmp_path / "pipe.pth")
    return tmp_path / "pipe.pth"


@pytest.fixture
def stalled(pipe: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A voice on a disk that stopped answering."""
    monkeypatch.setattr(limits, "SECONDS", 0.3)
    monkeypatch.setattr(safe_pickle, "_sniff", lambda path, head: pipe.read_bytes())
    path = pipe.with_name("slow.pth")
    path.write_bytes(b"\x80\x02N.")
    return path


def spin(_path: Path, _head: bytes) -> None:
    while True:
        pass


@posix
def test_a_stalled_disk_is_given_up(stalled: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["inspect", str(stalled)]) == 2
    said = capsys.readouterr().out
    assert "! slow.pth could not be read within 1 s; copy it to this computer's own disk" in said
    assert signal.getitimer(signal.ITIMER_REAL) == (0.0, 0.0)
    assert signal.getsignal(signal.SIGALRM) == signal.SIG_DFL


@posix
def test_the_engine_goes_on(stalled: Path) -> None:
    requests = [
        {"id": 1, "verb": "inspect", "options": {"file": str(stalled)}},
        {"id": 2, "verb": "import_voice", "options": {"paths": [str(stalled)]}},
        {"id": 3, "verb": "ping"},
    ]
    answers = io.StringIO()
    serve(io.StringIO("".join(json.dumps(line) + "\n" for line in requests)), Protocol(answers))
    events = [json.loads(line) for line in answers.getvalue().splitlines()]
    ended = [event for event in events if event["event"] in ("done", "failed")]
    assert [(event["id"], event["event"]) for event in ended] == [(1, "done"), (2, "failed"), (3, "done")]
    assert ended[1]["exit_code"] == 2 and "slow.pth could not be read within" in ended[1]["message"]
    assert not list_voices()
    assert not ended[0]["result"]["usable"] and "within" in ended[0]["result"]["problems"][0]


def _in_thread(work: Callable[[], Any]) -> Any:
    result: list[Any] = []

    def run() -> None:
        try:
            result.append(work())
        except BaseException as error:
            result.append(error)

    thread = threading.Thread(target=run)
    thread.start()
    thread.join(20)
    assert not thread.is_alive()
    return result[0]


def test_a_loop_is_ended_in_any_thread_on_any_system(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(limits, "SECONDS", 0.2)
    monkeypatch.setattr(safe_pickle, "_sniff", spin)
    path = tmp_path / "loop.pth"
    path.write_bytes(b"\x80\x02N.")
    error = _in_thread(lambda: safe_pickle.first_look(path))
    assert isinstance(error, BadInput) and "loop.pth could not be read within" in str(error)
    # As on Windows, where there is no alarm.
    monkeypatch.setattr(limits, "_interrupted_after", limits._exception_after)
    with pytest.raises(BadInput, match="within"):
        safe_pickle.first_look(path)


UNSTOPPABLE = """
import pathlib, signal, sys
from rvcdesk.cli import main
from rvcdesk.tensors import limits, safe_pickle
limits.SECONDS, limits.GRACE_S = 0.2, 0.3
def stuck(path, head):
    signal.pthread_sigmask(signal.SIG_BLOCK, [signal.SIGALRM])
    pathlib.Path(sys.argv[1]).read_bytes()
safe_pickle._sniff = stuck
main(["inspect", sys.argv[2]])
"""


@posix
def test_what_cannot_be_interrupted_ends_the_process(pipe: Path, own_home: Path) -> None:
    path = pipe.with_name("stuck.pth")
    path.write_bytes(b"\x80\x02N.")
    command = [sys.executable, "-c", UNSTOPPABLE, str(pipe), str(path)]
    done = subprocess.run(command, capture_output=True, text=True, timeout=60)
    assert done.returncode == 2
    assert done.stderr == (
        "rvcdesk: stuck.pth could not be read within 1 s; copy it to this computer's own disk "
        "and try again.\n"
    )


def test_more_memory_than_there_is(tmp_path: Path) -> None:
    path = tmp_path / "big.pth"
    path.write_bytes(b"x")
    free = limits.free_memory()
    assert free is not None and free > 1 << 28
    with pytest.raises(BadInput, match=r"big\.pth needs \d+ MB of memory"), guarded(path, 1 << 50):
        raise AssertionError
    with guarded(path, 1 << 20):
        pass


@pytest.mark.skipif(sys.platform != "linux", reason="RLIMIT_DATA counts what is allocated on Linux only")
def test_a_reader_that_takes_too_much_is_stopped(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    import resource

    import torch

    path = tmp_path / "greedy.pth"
    path.write_bytes(b"x")
    before = resource.getrlimit(resource.RLIMIT_DATA)
    monkeypatch.setattr(limits, "MARGIN", 256 << 20)
    for greedy in (lambda: bytearray(1 << 30), lambda: torch.empty(1 << 30, dtype=torch.uint8)):
        with pytest.raises(BadInput, match=r"greedy\.pth needs more memory"), guarded(path, 1 << 20):
            greedy()
    assert resource.getrlimit(resource.RLIMIT_DATA) == before
    assert len(bytearray(1 << 30)) == 1 << 30


@posix
def test_pipes_devices_and_folders_are_never_opened(pipe: Path) -> None:
    pipe.with_name("link.pth").symlink_to("/dev/zero")
    pipe.with_name("loop.pth").symlink_to("loop.pth")
    pipe.with_name("folder.pth").mkdir()
    for name, sentence in (
        ("pipe.pth", "is a pipe or a device"),
        ("link.pth", "is a pipe or a device"),
        ("folder.pth", "is a folder"),
        ("loop.pth", "symbolic links"),
    ):
        with pytest.raises(BadInput, match=sentence):
            safe_pickle.first_look(pipe.with_name(name))
