"""What long work needs: progress, warnings, cancel, and manners towards the machine.

Every long verb takes `report: Reporter = SILENT`. It calls `report.progress()` often, which
raises `Cancelled` when the user asked to stop, so work stops at the next such call.
"""

from __future__ import annotations

import os
import sys
from typing import Protocol

from rvcdesk.messages import Message


class Cancelled(Exception):
    """The user asked to stop."""


class Reporter(Protocol):
    """Receives what a long job has to say."""

    def progress(self, done: float, total: float, stage: str) -> None:
        """`done` of `total` (any unit) of `stage` (a short `N_()` text). May raise Cancelled."""

    def warn(self, message: Message) -> None:
        """Something the user should know that does not stop the work."""


class _Silent:
    def progress(self, done: float, total: float, stage: str) -> None:
        pass

    def warn(self, message: Message) -> None:
        pass


SILENT: Reporter = _Silent()


class PartOf:
    """The `Reporter` of one of several equal parts of a job."""

    def __init__(self, report: Reporter, place: int, count: int) -> None:
        self._report, self._place, self._count = report, place, count

    def progress(self, done: float, total: float, stage: str) -> None:
        """`done` of `total` of this part."""
        share = min(1.0, done / total) if total > 0 else 0.0
        self._report.progress(self._place + share, self._count, stage)

    def warn(self, message: Message) -> None:
        """As it is."""
        self._report.warn(message)


def lower_priority() -> None:
    """Let the window and everything else go first: nice +10 (BELOW_NORMAL on Windows), and no spinning.

    To be called before torch is loaded: waiting OpenMP threads then sleep. On a busy machine, where one
    of them is often off its core, that alone makes a training step five times as fast.
    """
    os.environ.setdefault("OMP_WAIT_POLICY", "PASSIVE")
    if sys.platform == "win32":
        import ctypes

        below_normal = 0x00004000
        kernel32 = ctypes.windll.kernel32
        kernel32.SetPriorityClass(kernel32.GetCurrentProcess(), below_normal)
    else:
        os.nice(max(0, 10 - os.nice(0)))


def worker_threads(wanted: int = 0) -> int:
    """Threads for heavy work: `wanted`, or when 0 all cores but one, which is the window's."""
    return wanted if wanted > 0 else max(1, (os.cpu_count() or 1) - 1)
