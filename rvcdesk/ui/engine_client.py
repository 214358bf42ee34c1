"""The window's side of the engine: one child process, one request at a time, a queue.

The child (`rvcdesk.engine`) reads JSON lines on its stdin and answers with JSON lines on its
stdout; see that module. Cancel is certain because it kills the child; the next request starts
a new one. An idle child is ended after a while to give its memory back.
"""

from __future__ import annotations

import contextlib
import json
import logging
import os
import signal
import sys
from pathlib import Path
from typing import Any

from PySide6.QtCore import QObject, QProcess, QProcessEnvironment, QTimer, Signal

from rvcdesk.messages import N_, Message
from rvcdesk.settings import Settings, engine_command, log_dir

START_LIMIT_MS = 60_000
LOG_LIMIT = 4 << 20

log = logging.getLogger(__name__)


class Request(QObject):
    """One thing asked of the engine. Exactly one of done, failed, cancelled comes at the end.

    Signals:
        progress: done, total, stage (an English core template).
        warning: a `Message`.
        done: the result, plain data (a dict, for most verbs).
        failed: a `Message`.
        cancelled: the user asked to stop.
    """

    progress = Signal(float, float, str)
    warning = Signal(object)
    done = Signal(object)
    failed = Signal(object)
    cancelled = Signal()
    _cancel_wanted = Signal(object)

    def __init__(self, client: EngineClient, number: int, verb: str, options: dict[str, Any]) -> None:
        super().__init__(client)
        self.id = number
        self.verb = verb
        self.options = options
        self.ended = False
        self.exit_code = 0
        # Not an attribute: a cycle would leave the end of both to the garbage collector.
        self._cancel_wanted.connect(client.cancel)

    def cancel(self) -> None:
        """Stop it, running or waiting. The child that was working on it is killed."""
        if not self.ended:
            self._cancel_wanted.emit(self)


class EngineClient(QObject):
    """Starts the engine when it is needed and passes requests to it, one after another."""

    state_changed = Signal(str)
    """off, starting, ready, busy"""

    def __init__(self, settings: Settings, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._settings = settings
        self._queue: list[Request] = []
        self._current: Request | None = None
        self._process: QProcess | None = None
        self._ready = False
        self._sent = False
        self._buffer = b""
        self._number = 0
        self.state = "off"
        self._idle = QTimer(self, singleShot=True)
        self._idle.timeout.connect(self._end_idle)
        self._slow_start = QTimer(self, singleShot=True, interval=START_LIMIT_MS)
        self._slow_start.timeout.connect(self._start_took_too_long)
        self._kick = QTimer(self, singleShot=True, interval=0)
        self._kick.timeout.connect(self._next)

    @property
    def log_path(self) -> Path:
        """Where the engine's stderr goes."""
        return log_dir() / "engine.log"

    @property
    def busy(self) -> bool:
        """Whether a request is running or waiting."""
        return self._current is not None or bool(self._queue)

    @property
    def pid(self) -> int:
        """The child's process id, 0 when there is none."""
        return int(self._process.processId()) if self._process is not None else 0

    def submit(self, verb: str, options: dict[str, Any] | None = None) -> Request:
        """Ask for `verb`. Signals come later, never from inside this call."""
        self._number += 1
        request = Request(self, self._number, verb, dict(options or {}))
        self._queue.append(request)
        self._idle.stop()
        self._kick.start()
        return request

    def cancel(self, request: Request) -> None:
        """Stop a request; a running one takes the child down with it."""
        if request.ended:
            return
        if request is self._current:
            self._current = None
            self._kill()
        elif request in self._queue:
            self._queue.remove(request)
        self._end(request)
        request.cancelled.emit()
        self._kick.start()

    def shutdown(self) -> None:
        """End the child for good: what is under way is cancelled."""
        for request in [self._current, *self._queue]:
            if request is not None:
                self.cancel(request)
        self._kick.stop()
        self._end_idle()

    def restart(self) -> None:
        """Let the next request start a new child, e.g. after the command changed."""
        if not self.busy:
            self._end_idle()

    # --- the queue

    def _next(self) -> None:
        if self._current is None and self._queue:
            self._current = self._queue.pop(0)
            self._sent = False
            self._idle.stop()
            if self._process is None:
                self._start()
        if self._current is not None and not self._sent and self._ready and self._process is not None:
            line = {"id": self._current.id, "verb": self._current.verb, "options": self._current.options}
            self._sent = True
            self._set_state("busy")
            self._process.write(json.dumps(line).encode("ascii") + b"\n")

    def _end(self, request: Request) -> None:
        request.ended = True
        if request is self._current:
            self._current = None
        request.deleteLater()

    def _rest(self) -> None:
        """Nothing to do for the child: count down to ending it."""
        self._set_state("ready")
        self._idle.start(int(self._settings.get("engine_idle_minutes") * 60_000))
        self._kick.start()

    def _fail(self, message: Message, exit_code: int) -> None:
        request = self._current
        if request is not None:
            request.exit_code = exit_code
            self._end(request)
            request.failed.emit(message)
        self._kick.start()

    def _set_state(self, state: str) -> None:
        if state != self.state:
            self.state = state
            self.state_changed.emit(state)

    # --- the child

    def _start(self) -> None:
        command = engine_command(self._settings)
        process = QProcess(self)
        process.setProcessEnvironment(_environment())
        process.setStandardErrorFile(str(self._log_file()), QProcess.OpenModeFlag.Append)
        if sys.platform != "win32":
            # A group of its own: killing it takes the workers of the child as well.
            process.setUnixProcessParameters(QProcess.UnixProcessFlag.CreateNewSession)
        process.readyReadStandardOutput.connect(self._read)
        process.finished.connect(self._on_finished)
        process.errorOccurred.connect(self._on_error)
        self._process, self._ready, self._buffer = process, False, b""
        self._set_state("starting")
        self._slow_start.start()
        process.start(command[0], [*command[1:], "serve"])

    def _log_file(self) -> Path:
        path = self.log_path
        path.parent.mkdir(parents=True, exist_ok=True)
        with contextlib.suppress(OSError):
            if path.stat().st_size > LOG_LIMIT:
                path.replace(path.with_suffix(".old.log"))
        return path

    def _read(self) -> None:
        process = self._process
        if process is None:
            return
        self._buffer += bytes(process.readAllStandardOutput().data())
        *lines, self._buffer = self._buffer.split(b"\n")
        for line in lines:
            if process is self._process and line.strip():
                self._take(line)

    def _take(self, line: bytes) -> None:
        try:
            data = json.loads(line)
            event = data["event"]
        except (ValueError, KeyError, TypeError):
            log.warning("The engine wrote something that is not a message: %r", line[:200])
            return
        if event == "ready":
            self._slow_start.stop()
            self._ready = True
            self._set_state("ready")
            self._next()
        elif self._current is not None and data.get("id") == self._current.id:
            self._answer(self._current, event, data)

    def _answer(self, request: Request, event: str, data: dict[str, Any]) -> None:
        if event == "progress":
            request.progress.emit(float(data["done"]), float(data["total"]), str(data.get("stage", "")))
        elif event == "warning":
            request.warning.emit(Message.from_json(data))
        elif event == "done":
            self._end(request)
            self._rest()
            request.done.emit(data.get("result") or {})
        elif event == "failed":
            self._rest()
            self._fail(Message.from_json(data), int(data.get("exit_code", 1)))
        else:
            log.warning("Unknown event from the engine: %s", event)

    def _on_finished(self, code: int, status: QProcess.ExitStatus) -> None:
        self._read()
        process = self._let_go()
        if process is not None:
            process.deleteLater()
        values = {"code": code, "log": str(self.log_path)}
        if status == QProcess.ExitStatus.CrashExit and code == getattr(signal, "SIGKILL", None):
            template = N_(
                "The engine was ended by the system, most often for want of memory; its log is {log}."
            )
        elif status == QProcess.ExitStatus.CrashExit:
            template = N_("The engine crashed (signal {code}) while working on this; its log is {log}.")
        else:
            template = N_(
                "The engine ended (exit code {code}) before it was done with this; its log is {log}."
            )
        self._fail(Message(template, values), code)

    def _on_error(self, error: QProcess.ProcessError) -> None:
        if error != QProcess.ProcessError.FailedToStart:
            return
        process = self._let_go()
        if process is None:
            return
        reason, program = process.errorString(), process.program()
        process.deleteLater()
        self._fail(
            Message(
                "The engine could not be started with {program} ({reason}); "
                "check the engine command in Settings.",
                {"program": program, "reason": reason},
            ),
            1,
        )

    def _start_took_too_long(self) -> None:
        self._kill()
        self._fail(
            Message(
                "The engine did not answer within a minute; its log is {log}.", {"log": str(self.log_path)}
            ),
            1,
        )

    def _let_go(self) -> QProcess | None:
        """Forget the child and hand it over; nothing it still says reaches us."""
        process = self._process
        self._process, self._ready, self._buffer = None, False, b""
        self._idle.stop()
        self._slow_start.stop()
        if process is not None:
            process.readyReadStandardOutput.disconnect(self._read)
            process.finished.disconnect(self._on_finished)
            process.errorOccurred.disconnect(self._on_error)
        self._set_state("off")
        return process

    def _kill(self) -> None:
        """End the child and its workers at once."""
        process = self._let_go()
        if process is not None:
            kill_tree(process)
            process.deleteLater()

    def _end_idle(self) -> None:
        """Ask the child to go (end of its input), and make sure that it does."""
        process = self._let_go()
        if process is None:
            return
        process.closeWriteChannel()
        if not process.waitForFinished(300):
            kill_tree(process)
        process.deleteLater()


def kill_tree(process: QProcess) -> None:
    """Kill a child that leads its own process group, and wait for it briefly."""
    pid = int(process.processId())
    if pid > 0 and sys.platform == "win32":
        import subprocess

        subprocess.run(["taskkill", "/T", "/F", "/PID", str(pid)], capture_output=True, check=False)
    elif pid > 0:
        with contextlib.suppress(ProcessLookupError, PermissionError):
            os.killpg(pid, signal.SIGKILL)
    process.kill()
    process.waitForFinished(1500)


def _environment() -> QProcessEnvironment:
    """Ours, with this very package found first, however the window was started."""
    environment = QProcessEnvironment.systemEnvironment()
    root = str(Path(__file__).resolve().parents[2])
    paths = [root, *filter(None, environment.value("PYTHONPATH").split(os.pathsep))]
    environment.insert("PYTHONPATH", os.pathsep.join(dict.fromkeys(paths)))
    environment.insert("PYTHONUTF8", "1")
    return environment
