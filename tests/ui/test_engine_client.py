"""The engine client with real children: good ones, bad ones, and the engine itself."""

from __future__ import annotations

import os
import shlex
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
import shiboken6
from pytestqt.qtbot import QtBot

from rvcdesk.messages import Message
from rvcdesk.settings import Settings, log_dir
from rvcdesk.ui.engine_client import EngineClient, Request

CHILD = Path(__file__).with_name("engine_child.py")
LIMIT_MS = 30_000


@pytest.fixture
def client(qtbot: QtBot) -> Iterator[EngineClient]:
    settings = Settings.load()
    settings.set("engine_command", shlex.join([sys.executable, str(CHILD)]))
    client = EngineClient(settings)
    yield client
    client.shutdown()
    shiboken6.delete(client)


class Heard:
    """What came of a request."""

    def __init__(self, request: Request) -> None:
        self.events: list[tuple[str, Any]] = []
        request.progress.connect(lambda *values: self.events.append(("progress", values)))
        request.warning.connect(lambda message: self.events.append(("warning", message)))
        request.done.connect(lambda result: self.events.append(("done", result)))
        request.failed.connect(lambda message: self.events.append(("failed", message)))
        request.cancelled.connect(lambda: self.events.append(("cancelled", None)))

    @property
    def names(self) -> list[str]:
        return [name for name, _ in self.events]

    @property
    def last(self) -> Any:
        return self.events[-1][1]


def finish(qtbot: QtBot, *all_heard: Heard) -> None:
    ends = {"done", "failed", "cancelled"}
    qtbot.waitUntil(lambda: all(h.events and h.names[-1] in ends for h in all_heard), timeout=LIMIT_MS)


def gone(pid: int) -> bool:
    try:
        state = Path(f"/proc/{pid}/stat").read_text(encoding="utf-8").rpartition(")")[2].split()[0]
        return state == "Z"
    except OSError:
        try:
            os.kill(pid, 0)
        except ProcessLookupError:
            return True
        return False


def test_a_request_reports_and_is_answered(qtbot: QtBot, client: EngineClient) -> None:
    states: list[str] = []
    client.state_changed.connect(states.append)
    heard = Heard(client.submit("echo", {"name": "Zażółć 漢字"}))
    assert heard.events == []  # never from inside submit
    finish(qtbot, heard)
    assert heard.names == ["progress", "warning", "done"]
    assert heard.events[0][1] == (1.0, 2.0, "Halfway")
    assert heard.events[1][1] == Message("{file} is short.", {"file": "ż.wav"})
    assert heard.last["name"] == "Zażółć 漢字"
    assert states == ["starting", "ready", "busy", "ready"]


def test_requests_wait_for_each_other_and_share_a_child(qtbot: QtBot, client: EngineClient) -> None:
    order: list[int] = []
    all_heard = []
    for n in range(3):
        request = client.submit("echo", {"n": n})
        request.done.connect(lambda result: order.append(result["n"]))
        all_heard.append(Heard(request))
    finish(qtbot, *all_heard)
    assert order == [0, 1, 2]
    assert len({heard.last["pid"] for heard in all_heard}) == 1


def test_a_failure_is_a_sentence_and_the_child_lives(qtbot: QtBot, client: EngineClient) -> None:
    request = client.submit("fail")
    failed, after = Heard(request), Heard(client.submit("echo"))
    finish(qtbot, failed, after)
    assert str(failed.last) == "a.wav holds no sound; choose another file."
    assert request.exit_code == 2
    assert after.last["pid"] == client.pid


def test_noise_on_stdout_is_passed_over(qtbot: QtBot, client: EngineClient) -> None:
    heard = Heard(client.submit("noise"))
    finish(qtbot, heard)
    assert heard.events == [("done", {"ok": True})]


def test_cancel_kills_the_child_with_its_workers(qtbot: QtBot, client: EngineClient) -> None:
    request = client.submit("hang")
    heard = Heard(request)
    qtbot.waitUntil(lambda: "progress" in heard.names, timeout=LIMIT_MS)
    child, worker = client.pid, int(heard.events[0][1][0])
    request.cancel()
    assert heard.names[-1] == "cancelled"
    qtbot.waitUntil(lambda: gone(child) and gone(worker), timeout=2000)
    again = Heard(client.submit("echo"))
    finish(qtbot, again)
    assert again.last["pid"] != child
    assert heard.names.count("cancelled") == 1 and "failed" not in heard.names


def test_a_waiting_request_is_cancelled_alone(qtbot: QtBot, client: EngineClient) -> None:
    first, second = client.submit("echo"), client.submit("hang")
    heard = Heard(first), Heard(second)
    second.cancel()
    second.cancel()
    finish(qtbot, *heard)
    assert heard[1].names == ["cancelled"]
    assert heard[0].names[-1] == "done"
    assert not client.busy


@pytest.mark.parametrize(("verb", "said"), [("exit", "exit code 3"), ("abort", "signal")])
def test_a_child_that_dies_is_a_failure_with_its_log(
    qtbot: QtBot, client: EngineClient, verb: str, said: str
) -> None:
    died, after = Heard(client.submit(verb, {"code": 3})), Heard(client.submit("echo"))
    finish(qtbot, died, after)
    assert died.names == ["failed"]
    assert said in str(died.last) and str(log_dir() / "engine.log") in str(died.last)
    assert after.names[-1] == "done"
    if verb == "exit":
        assert "the last words" in client.log_path.read_text(encoding="utf-8")


def test_a_command_that_is_not_there(qtbot: QtBot, client: EngineClient) -> None:
    client._settings.set("engine_command", "/no/such/python")
    heard = Heard(client.submit("echo"))
    finish(qtbot, heard)
    assert "/no/such/python" in str(heard.last) and "Settings" in str(heard.last)
    assert client.state == "off"


def test_an_idle_child_is_ended(qtbot: QtBot, client: EngineClient) -> None:
    heard = Heard(client.submit("echo"))
    finish(qtbot, heard)
    assert client._idle.isActive() and client._idle.interval() == 10 * 60_000
    client._idle.start(1)
    qtbot.waitUntil(lambda: client.state == "off" and gone(heard.last["pid"]), timeout=LIMIT_MS)


def test_the_engine_itself_answers(qtbot: QtBot) -> None:
    client = EngineClient(Settings.load())
    heard, unknown = Heard(client.submit("ping")), Heard(client.submit("no such verb"))
    finish(qtbot, heard, unknown)
    assert heard.last["pid"] == client.pid
    assert unknown.names == ["failed"]
    client.shutdown()
    shiboken6.delete(client)
    qtbot.waitUntil(lambda: gone(heard.last["pid"]), timeout=LIMIT_MS)
