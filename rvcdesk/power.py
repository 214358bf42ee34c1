"""Keeping the computer awake while it works, and how its battery stands. No torch, no Qt.

`keep_awake` holds off the system's sleep, not the screen's. It belongs to the process that calls it:
when that ends, however it ends, the system may sleep again.
"""

from __future__ import annotations

import contextlib
import logging
import shutil
import subprocess
import sys
import time
from collections.abc import Iterator
from dataclasses import dataclass

from rvcdesk.settings import Settings

_ANSWER_S = 0.3


@dataclass(frozen=True)
class Battery:
    """`share` is 0 to 1; `seconds_left` is the system's guess, None where it has none or is plugged in."""

    share: float
    plugged: bool
    seconds_left: float | None = None


def wanted() -> bool:
    """Whether the user's setting asks to stay awake while a voice trains."""
    return bool(Settings.load().get("keep_awake"))


@contextlib.contextmanager
def keep_awake(why: str) -> Iterator[bool]:
    """Inside, the system does not fall asleep by itself; the screen still may. Never raises of its own.

    Args:
        why: a few words that the system shows where it lists what keeps it awake.

    Yields:
        Whether it worked. Where nothing would send the computer to sleep (a server without a desktop or
        systemd), it does not.
    """
    with contextlib.ExitStack() as stack:
        held = False
        for way in (_desktop, _logind):
            try:
                held = stack.enter_context(way(why))
            except Exception as error:
                logging.info("keeping awake through %s: %s", way.__name__, error)
            if held:
                break
        try:
            yield held
        finally:
            # Here and not at the end of the stack: what fails in letting go must not hide the work's own end.
            try:
                stack.close()
            except Exception as error:
                logging.info("letting the computer sleep again: %s", error)


@contextlib.contextmanager
def _desktop(why: str) -> Iterator[bool]:
    """Windows, macOS, and Linux desktops that answer on the session's D-Bus."""
    from wakepy import keep

    with keep.running(on_fail="pass") as mode:
        yield bool(mode.active)


@contextlib.contextmanager
def _logind(why: str) -> Iterator[bool]:
    """Linux where no desktop answers: systemd itself, asked by a helper that ends when its input does.

    A login over the network may only hold off what happens when nobody works; the rest asks for a password.
    """
    program = shutil.which("systemd-inhibit") if sys.platform == "linux" else None
    held: subprocess.Popen[bytes] | None = None
    for what in ("sleep:idle", "idle") if program else ():
        held = subprocess.Popen(
            [str(program), f"--what={what}", "--mode=block", "--who=RVC Desk", f"--why={why}", "cat"],
            stdin=subprocess.PIPE,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
        )
        if _goes_on(held):
            break
        _end(held)
        held = None
    try:
        yield held is not None
    finally:
        if held is not None:
            _end(held)


def _goes_on(process: subprocess.Popen[bytes]) -> bool:
    """Whether the helper still runs after a moment: where it is refused, it ends at once."""
    until = time.monotonic() + _ANSWER_S
    while time.monotonic() < until:
        if process.poll() is not None:
            return False
        time.sleep(0.02)
    return True


def _end(process: subprocess.Popen[bytes]) -> None:
    if process.stdin is not None:
        with contextlib.suppress(OSError):
            process.stdin.close()
    try:
        process.wait(2)
    except subprocess.TimeoutExpired:
        process.kill()
        process.wait()


def battery() -> Battery | None:
    """How the battery stands; None where there is none, or the system does not tell."""
    try:
        import psutil

        found = psutil.sensors_battery()
    except Exception:  # no psutil, or a driver with odd answers
        return None
    if found is None or found.percent is None:
        return None
    plugged = found.power_plugged is not False
    seconds = found.secsleft
    known = not plugged and isinstance(seconds, int | float) and seconds > 0
    return Battery(min(1.0, max(0.0, found.percent / 100)), plugged, float(seconds) if known else None)
