"""The QThread that owns a training session: it starts the run's child, follows its folder, reads its end."""

from __future__ import annotations

import subprocess
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from PySide6.QtCore import QMutex, QThread, QWaitCondition, Signal

from rvcdesk.events import read_events
from rvcdesk.messages import Message, N_, UserError
from rvcdesk.training import runs

POLL_MS = 150


class RunSession(QThread):
    """Follows one run folder, whoever trains it.

    With a `command` the session starts the child itself; without one it takes up a run that is being
    trained already (by an earlier window, or a command line), or just shows what an ended run left.
    Closing the window ends the session, never the child: that is asked for with `stop`.

    Signals:
        heard: a list of events (dicts), in order, those of the past first.
        ended: the `RunStatus` when nobody trains the run any more, and a Message or None:
            the reason when the child did not get started, failed, or died.
    """

    heard = Signal(list)
    ended = Signal(object, object)

    def __init__(self, folder: Path, command: Sequence[str] | None = None, parent: Any = None) -> None:
        super().__init__(parent)
        self.folder = folder
        self._command = command
        self._mutex = QMutex()
        self._wake = QWaitCondition()

    def ask_stop(self) -> None:
        """Let the child save and end."""
        runs.ask(self.folder, runs.STOP)

    def ask_save(self) -> None:
        """Let the child save and go on."""
        runs.ask(self.folder, runs.SAVE)

    def leave(self) -> None:
        """Stop following (the child goes on) and wait for the thread's end."""
        self.requestInterruption()
        self._mutex.lock()
        self._wake.wakeAll()
        self._mutex.unlock()
        self.wait()

    def run(self) -> None:
        """The thread's work; not to be called."""
        child: subprocess.Popen[bytes] | None = None
        events, offset = read_events(self.folder / "events.jsonl")
        self._tell(events)
        if self._command is not None:
            try:
                child = runs.start_child(self.folder, self._command)
            except UserError as error:
                self.ended.emit(runs.status(self.folder), error.message)
                return
        reason: Message | None = None
        while not self.isInterruptionRequested():
            # Asked before reading: what is written before the end is then always read.
            over = child.poll() is not None if child else not runs.is_running(self.folder)
            events, offset = read_events(self.folder / "events.jsonl", offset)
            self._tell(events)
            for event in events:
                if event["event"] == "failed":
                    reason = Message.from_json(event)
            if over:
                self.ended.emit(runs.status(self.folder), reason or self._death(child))
                return
            self._pause()

    def _tell(self, events: list[dict[str, Any]]) -> None:
        if events:
            self.heard.emit(events)

    def _death(self, child: subprocess.Popen[bytes] | None) -> Message | None:
        """A child that ended without saying why."""
        if child is None or child.returncode == 0:
            return None
        return Message(
            N_("The training process ended unexpectedly (code {code}); resume from the last save. Log: {log}"),
            {"code": child.returncode, "log": str(self.folder / "log.txt")},
        )

    def _pause(self) -> None:
        self._mutex.lock()
        if not self.isInterruptionRequested():
            self._wake.wait(self._mutex, POLL_MS)
        self._mutex.unlock()
