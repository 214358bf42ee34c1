"""Staying awake, against a real D-Bus with a desktop's answers, and against systemd's helper."""

from __future__ import annotations

import contextlib
import os
import shutil
import subprocess
import sys
import threading
from collections.abc import Iterator
from pathlib import Path

import pytest

from rvcdesk import power
from rvcdesk.settings import Settings

linux = pytest.mark.skipif(sys.platform != "linux", reason="a Linux desktop's ways")


class Desktop(threading.Thread):
    """Answers as GNOME's session manager does, and notes what it is asked."""

    def __init__(self, address: str) -> None:
        from jeepney.bus_messages import message_bus
        from jeepney.io.blocking import open_dbus_connection

        super().__init__(daemon=True)
        self.calls: list[tuple[str, tuple[object, ...]]] = []
        self._bus = open_dbus_connection(address)
        self._bus.send_and_get_reply(message_bus.RequestName("org.gnome.SessionManager"))

    def run(self) -> None:
        from jeepney import HeaderFields, MessageType, new_method_return

        while True:
            message = self._bus.receive()
            if message.header.message_type is not MessageType.method_call:
                continue
            member = message.header.fields[HeaderFields.member]
            self.calls.append((member, message.body))
            answer = ("u", (77,)) if member == "Inhibit" else (None, ())
            self._bus.send(new_method_return(message, *answer))
            if member == "Uninhibit":
                self._bus.close()
                return


@pytest.fixture
def desktop(monkeypatch: pytest.MonkeyPatch) -> Iterator[Desktop]:
    """A session bus of the test's own, with a desktop on it."""
    if not shutil.which("dbus-daemon"):
        pytest.skip("dbus-daemon is not installed")
    daemon = subprocess.Popen(
        ["dbus-daemon", "--session", "--nofork", "--print-address"], stdout=subprocess.PIPE, text=True
    )
    assert daemon.stdout is not None
    address = daemon.stdout.readline().strip()
    monkeypatch.setenv("DBUS_SESSION_BUS_ADDRESS", address)
    thread = Desktop(address)
    thread.start()
    yield thread
    daemon.terminate()
    daemon.wait()
    daemon.stdout.close()


@pytest.fixture
def no_desktop(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("DBUS_SESSION_BUS_ADDRESS", raising=False)
    monkeypatch.delenv("WAKEPY_FAKE_SUCCESS", raising=False)


def helper(folder: Path, monkeypatch: pytest.MonkeyPatch, refuses: str = "nothing") -> Path:
    """A `systemd-inhibit` that notes what it was asked and what became of it."""
    folder.mkdir()
    log = folder / "log"
    script = folder / "systemd-inhibit"
    script.write_text(
        f'#!/bin/sh\necho "asked $*" >> "{log}"\n'
        f'case "$1" in --what={refuses}) exit 1;; esac\ncat\necho ended >> "{log}"\n'
    )
    script.chmod(0o755)
    monkeypatch.setenv("PATH", f"{folder}{os.pathsep}{os.environ['PATH']}")
    return log


@linux
def test_the_desktop_is_asked_to_stay_awake_but_not_to_light_the_screen(desktop: Desktop) -> None:
    with power.keep_awake("training a voice") as held:
        assert held
        assert [name for name, _ in desktop.calls] == ["Inhibit"]
        suspend_only = 4  # GNOME's flags: 8 would keep the screen on
        assert desktop.calls[0][1][3] == suspend_only
    desktop.join(5)
    assert desktop.calls[1] == ("Uninhibit", (77,))


@linux
def test_without_a_desktop_systemd_is_asked(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, no_desktop: None
) -> None:
    log = helper(tmp_path / "bin", monkeypatch)
    with power.keep_awake("training a voice") as held:
        assert held
        asked = log.read_text()
        assert "--what=sleep:idle" in asked and "--why=training a voice" in asked and "ended" not in asked
    assert log.read_text().splitlines()[1:] == ["ended"]


@linux
def test_what_needs_a_password_is_left_out(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, no_desktop: None
) -> None:
    log = helper(tmp_path / "bin", monkeypatch, refuses="sleep:idle")
    with power.keep_awake("training a voice") as held:
        assert held
    asked = [line.split()[1] for line in log.read_text().splitlines() if line.startswith("asked")]
    assert asked == ["--what=sleep:idle", "--what=idle"]


@linux
def test_the_hold_ends_with_a_process_that_is_killed(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, no_desktop: None
) -> None:
    log = helper(tmp_path / "bin", monkeypatch)
    code = (
        "import os, signal\nfrom rvcdesk.power import keep_awake\n"
        "with keep_awake('x') as held:\n    assert held\n    os.kill(os.getpid(), signal.SIGKILL)\n"
    )
    subprocess.run([sys.executable, "-c", code], cwd=Path(power.__file__).parents[1], check=False)
    for _ in range(200):
        if "ended" in log.read_text():
            return
        threading.Event().wait(0.02)
    pytest.fail("the helper outlived the process")


@linux
def test_where_nothing_answers_the_work_goes_on(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, no_desktop: None
) -> None:
    monkeypatch.setenv("PATH", str(tmp_path))
    with power.keep_awake("x") as held:
        assert held is False
    with pytest.raises(ZeroDivisionError), power.keep_awake("x"):
        raise ZeroDivisionError


def test_letting_go_never_hides_how_the_work_ended(monkeypatch: pytest.MonkeyPatch) -> None:
    @contextlib.contextmanager
    def stubborn(why: str) -> Iterator[bool]:
        yield True
        raise OSError("the bus is gone")

    monkeypatch.setattr(power, "_desktop", stubborn)
    with power.keep_awake("x") as held:
        assert held


def test_the_setting_decides() -> None:
    assert power.wanted()
    settings = Settings.load()
    settings.set("keep_awake", False)
    settings.save()
    assert not power.wanted()


def test_battery_is_told_in_shares(monkeypatch: pytest.MonkeyPatch) -> None:
    psutil = pytest.importorskip("psutil")
    kind = type("sbattery", (), {})

    def answer(percent: float | None, plugged: bool | None, seconds: int) -> None:
        found = kind()
        found.percent, found.power_plugged, found.secsleft = percent, plugged, seconds
        monkeypatch.setattr(psutil, "sensors_battery", lambda: found, raising=False)

    answer(42.5, False, 5400)
    assert power.battery() == power.Battery(0.425, False, 5400.0)
    answer(100.4, True, psutil.POWER_TIME_UNLIMITED)
    assert power.battery() == power.Battery(1.0, True, None)
    answer(10, False, psutil.POWER_TIME_UNKNOWN)
    assert power.battery() == power.Battery(0.1, False, None)
    monkeypatch.setattr(psutil, "sensors_battery", lambda: None, raising=False)
    assert power.battery() is None
    monkeypatch.delattr(psutil, "sensors_battery")
    assert power.battery() is None
