"""Limits of time and memory around the reading of strangers' files.

The readers never allocate more than the first look has compared with the file, so these limits are a
second line: against disks that stall, and against a fault in a reader of our own or of a library.

What is covered where. Time: on Linux and macOS the main thread is interrupted by SIGALRM, even in a read
that blocks; on Windows and in other threads an exception is set in the reading thread, which arrives at
its next step in Python. If neither helps for `GRACE_S` more, a process that has set `at_worst` (engine,
command line) says its sentence and ends; the window then starts a new engine. Memory: what a file needs is
compared with what is free on every system; on Linux RLIMIT_DATA also holds while the file is read
(RLIMIT_AS would count the terabytes of addresses that CUDA reserves).
"""

from __future__ import annotations

import contextlib
import os
import signal
import stat
import sys
import threading
from collections.abc import Callable, Iterator
from pathlib import Path

from rvcdesk.messages import BadInput

# A real voice takes a tenth of a second; on a slow network drive, beside a training, some of these.
SECONDS = 60.0
BYTES_PER_SECOND = 1 << 20
GRACE_S = 20.0
# torch and its libraries, stacks of threads, and what a pickle of 8 MiB becomes in Python.
MARGIN = (2 << 30) + 16 * (os.cpu_count() or 1) * (1 << 20)

# Set by a process that may be ended when nothing else helps.
at_worst: Callable[[BadInput], None] | None = None

_here = threading.local()


class _TimeUp(BaseException):
    """Not an Exception: no reader may mistake it for a fault of the file."""


def check_regular(path: Path) -> None:
    """Only plain files are opened: a pipe would never answer, a device never end.

    Raises:
        BadInput: it is missing, a folder, or no plain file.
    """
    try:
        mode = path.stat().st_mode
    except (FileNotFoundError, NotADirectoryError, ValueError) as error:
        raise BadInput("{file} does not exist.", file=path) from error
    except OSError as error:
        raise unreadable(path, error) from error
    if stat.S_ISDIR(mode):
        raise BadInput("{file} is a folder; choose a file in it.", file=path.name or path)
    if not stat.S_ISREG(mode):
        raise BadInput("{file} is a pipe or a device, not a file; choose a file.", file=path.name)


def unreadable(path: Path, error: OSError) -> BadInput:
    """The sentence for what the system says of a file."""
    reason = error.strerror or type(error).__name__
    return BadInput("{file} could not be read ({reason}).", file=path.name, reason=reason)


@contextlib.contextmanager
def guarded(path: Path, need: int = 0, seconds: float | None = None) -> Iterator[None]:
    """Read `path` inside this: at most `seconds` (by its size when None), in about `need` bytes of memory.

    Inside another guard the outer time goes on; the memory is the inner one's.

    Raises:
        BadInput: the time was up, or the memory is not there.
    """
    with _limited_time(path, seconds), _limited_memory(path, need):
        yield


# ---------------------------------------------------------------------------- time


@contextlib.contextmanager
def _limited_time(path: Path, seconds: float | None) -> Iterator[None]:
    if getattr(_here, "guarded", False):
        yield
        return
    if seconds is None:
        with contextlib.suppress(OSError, ValueError):
            seconds = SECONDS + path.stat().st_size / BYTES_PER_SECOND
    seconds = seconds or SECONDS
    slow = BadInput(
        "{file} could not be read within {seconds} s; copy it to this computer's own disk and try again.",
        file=path.name,
        seconds=max(1, round(seconds)),
    )
    _here.guarded = True
    last = threading.Timer(seconds + GRACE_S, _end, (slow,))
    last.daemon = True
    last.start()
    try:
        with _interrupted_after(seconds):
            yield
    except _TimeUp:
        raise slow from None
    finally:
        last.cancel()
        _here.guarded = False


def _end(slow: BadInput) -> None:
    if at_worst is not None:
        at_worst(slow)


@contextlib.contextmanager
def _interrupted_after(seconds: float) -> Iterator[None]:
    if sys.platform == "win32" or threading.current_thread() is not threading.main_thread():
        with _exception_after(seconds):
            yield
        return

    def ring(_number: int, _frame: object) -> None:
        raise _TimeUp

    handler = signal.signal(signal.SIGALRM, ring)
    before = signal.setitimer(signal.ITIMER_REAL, seconds)
    try:
        yield
    finally:
        signal.setitimer(signal.ITIMER_REAL, *before)
        signal.signal(signal.SIGALRM, handler)


@contextlib.contextmanager
def _exception_after(seconds: float) -> Iterator[None]:
    import ctypes

    thread, lock, over = threading.get_ident(), threading.Lock(), False

    def throw(what: object) -> None:
        ctypes.pythonapi.PyThreadState_SetAsyncExc(ctypes.c_ulong(thread), what)

    def ring() -> None:
        with lock:
            if not over:
                throw(ctypes.py_object(_TimeUp))

    timer = threading.Timer(seconds, ring)
    timer.daemon = True
    timer.start()
    try:
        yield
    finally:
        with lock:
            over = True
            throw(None)
        timer.cancel()


# ---------------------------------------------------------------------------- memory


@contextlib.contextmanager
def _limited_memory(path: Path, need: int) -> Iterator[None]:
    free = free_memory()
    if free is not None and need > free:
        raise BadInput(
            "{file} needs {need} MB of memory and {free} MB are free; close other programs and try again.",
            file=path.name,
            need=need >> 20,
            free=free >> 20,
        )
    try:
        with _data_limit(2 * need + MARGIN):
            yield
    except (MemoryError, RuntimeError) as error:
        # torch says it with a RuntimeError.
        if isinstance(error, RuntimeError) and "memory" not in str(error):
            raise
        raise BadInput(
            "{file} needs more memory than there is; close other programs and try again.", file=path.name
        ) from error


def free_memory() -> int | None:
    """Bytes that can be had without swapping; on macOS all there are; None when it is not known."""
    system: str = sys.platform
    if system == "linux":
        return _proc("/proc/meminfo", "MemAvailable:")
    if system == "win32":
        return _windows_free()
    pages = {"SC_PHYS_PAGES", "SC_PAGE_SIZE"} <= set(getattr(os, "sysconf_names", {}))
    return os.sysconf("SC_PHYS_PAGES") * os.sysconf("SC_PAGE_SIZE") if pages else None


def _proc(file: str, key: str) -> int | None:
    with contextlib.suppress(OSError, ValueError, IndexError), open(file, encoding="ascii") as lines:
        for line in lines:
            if line.startswith(key):
                return int(line.split()[1]) << 10
    return None


def _windows_free() -> int | None:
    import ctypes

    class Status(ctypes.Structure):
        _fields_ = [("length", ctypes.c_ulong), ("load", ctypes.c_ulong), ("total", ctypes.c_ulonglong),
                    ("free", ctypes.c_ulonglong), ("rest", ctypes.c_ulonglong * 5)]  # fmt: skip

    status = Status(length=ctypes.sizeof(Status))
    kernel = getattr(ctypes, "windll").kernel32  # noqa: B009
    return int(status.free) if kernel.GlobalMemoryStatusEx(ctypes.byref(status)) else None


@contextlib.contextmanager
def _data_limit(room: int) -> Iterator[None]:
    """Linux: let this process's private memory grow by at most `room` bytes meanwhile."""
    used = _proc("/proc/self/status", "VmData:") if sys.platform == "linux" else None
    if used is None or sys.platform != "linux":
        yield
        return
    import resource

    soft, hard = resource.getrlimit(resource.RLIMIT_DATA)
    bounds = [limit for limit in (soft, hard) if limit != resource.RLIM_INFINITY]
    resource.setrlimit(resource.RLIMIT_DATA, (min([used + room, *bounds]), hard))
    try:
        yield
    finally:
        resource.setrlimit(resource.RLIMIT_DATA, (soft, hard))
