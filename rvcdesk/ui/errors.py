"""What happens to errors nobody expected, and where the logs are.

Every exception that reaches the top (main thread, other threads, slots) ends in the log with its
traceback and in one sentence for the user. A crash of the interpreter itself leaves its stacks in
a file that is offered at the next start.
"""

from __future__ import annotations

import contextlib
import faulthandler
import logging
import logging.handlers
import os
import sys
import threading
import traceback
from pathlib import Path
from types import TracebackType
from typing import IO

from PySide6.QtCore import QMessageLogContext, QtMsgType, QUrl, qInstallMessageHandler
from PySide6.QtGui import QDesktopServices, QGuiApplication

from rvcdesk.messages import N_, Message, UserError
from rvcdesk.settings import log_dir
from rvcdesk.ui.log_ring import RING
from rvcdesk.ui.notify import Notifier

LOG_NAME = "window.log"
CRASH_PREFIX = "crash-"

log = logging.getLogger(__name__)
_QT_LEVELS = {
    QtMsgType.QtDebugMsg: logging.DEBUG,
    QtMsgType.QtInfoMsg: logging.INFO,
    QtMsgType.QtWarningMsg: logging.WARNING,
    QtMsgType.QtCriticalMsg: logging.ERROR,
    QtMsgType.QtFatalMsg: logging.CRITICAL,
}


def start_logging() -> None:
    """Log to a rotating file in the log folder; a folder that cannot be written is no reason to stop."""
    root = logging.getLogger()
    root.setLevel(logging.INFO)
    with contextlib.suppress(OSError):
        log_dir().mkdir(parents=True, exist_ok=True)
        handler = logging.handlers.RotatingFileHandler(
            log_dir() / LOG_NAME, maxBytes=1 << 20, backupCount=2, encoding="utf-8"
        )
        handler.setFormatter(logging.Formatter("%(asctime)s %(levelname)s %(name)s: %(message)s"))
        root.addHandler(handler)
    root.addHandler(RING)
    qInstallMessageHandler(_log_qt)


def _log_qt(kind: QtMsgType, context: QMessageLogContext, message: str) -> None:
    logging.getLogger("qt").log(_QT_LEVELS.get(kind, logging.WARNING), "%s", message)


class Hooks:
    """Our exception hooks, and the ones that were there before."""

    def __init__(self, notifier: Notifier) -> None:
        self._notifier = notifier
        self._before = (sys.excepthook, threading.excepthook)

    def install(self) -> None:
        """From now on nothing is lost."""
        sys.excepthook = self._on_exception
        threading.excepthook = self._on_thread_exception

    def remove(self) -> None:
        """As before."""
        sys.excepthook, threading.excepthook = self._before

    def _on_exception(
        self, kind: type[BaseException], error: BaseException, trace: TracebackType | None
    ) -> None:
        if issubclass(kind, KeyboardInterrupt):
            QGuiApplication.quit()
        elif isinstance(error, UserError):
            self._notifier.error(error)
        else:
            details = "".join(traceback.format_exception(kind, error, trace))
            reason = traceback.format_exception_only(kind, error)[-1].strip()
            self._notifier.error(
                Message(N_("Something went wrong inside RVC Desk: {reason}"), {"reason": reason}), details
            )

    def _on_thread_exception(self, args: threading.ExceptHookArgs) -> None:
        if args.exc_value is not None and args.exc_type is not SystemExit:
            self._on_exception(args.exc_type, args.exc_value, args.exc_traceback)


class CrashFile:
    """Where the stacks go when the interpreter itself dies; empty, and removed, when it does not."""

    def __init__(self) -> None:
        self._path = log_dir() / f"{CRASH_PREFIX}{os.getpid()}.log"
        self._file: IO[str] | None = None
        with contextlib.suppress(OSError):
            self._path.parent.mkdir(parents=True, exist_ok=True)
            self._file = open(self._path, "w", encoding="utf-8")
            faulthandler.enable(self._file)

    def close(self) -> None:
        """A clean end."""
        faulthandler.disable()
        if self._file is not None:
            self._file.close()
        with contextlib.suppress(OSError):
            if self._path.stat().st_size == 0:
                self._path.unlink()


def earlier_crash() -> str:
    """The stacks of a crash not yet told about, "" when there was none. Each is told once."""
    for path in sorted(log_dir().glob(f"{CRASH_PREFIX}*.log")):
        if path.stem == f"{CRASH_PREFIX}{os.getpid()}":
            continue
        with contextlib.suppress(OSError, ValueError):
            stacks = path.read_text(encoding="utf-8", errors="replace")
            if stacks:
                path.replace(path.with_name(f"told-{path.name}"))
                return stacks
            if not _alive(int(path.stem.removeprefix(CRASH_PREFIX))):
                path.unlink()
    return ""


def _alive(pid: int) -> bool:
    if sys.platform == "win32":
        return True  # os.kill would end it there
    try:
        os.kill(pid, 0)
    except ProcessLookupError:
        return False
    except OSError:
        return True
    return True


def open_folder(folder: Path) -> bool:
    """Show a folder in the desktop's file manager."""
    with contextlib.suppress(OSError):
        folder.mkdir(parents=True, exist_ok=True)
    return QDesktopServices.openUrl(QUrl.fromLocalFile(str(folder)))
