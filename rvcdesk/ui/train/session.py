"""The QThread that owns a training session: it starts the run's child, follows its folder, reads its end."""

from __future__ import annotations

import subprocess
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from PySide6.QtCore import QMutex, QThread, QWaitCondition, Signal

from rvcdesk.events import read_events
from rvcdesk.messages import N_, Message, UserError
from rvcdesk.training import runs

POLL_MS = 150
CHUNK = 1000

# Children of ours that outlive their session, so that the next one on the same folder still learns how
# they end (and Python does not complain of a forgotten process).
_left: dict[Path, subprocess.Popen[bytes]] = {}


class RunSession(QThread):
    """Follows one run folder, whoever trains it.

    With a `command` the session starts the child itself; without one it takes up a run that is being
    trained already (by an earlier window, or a command line), or just shows what an ended run left.
    Closing the window ends the session, never the child: that is asked for with `ask_stop`.

    Signals:
        heard: a list of events (dicts), in order, those of the past first; at most `CHUNK` at once,
            so that a long past does not stop the window.
        child_started: the child has been started; what is heard from now on is its own.
        ended: the `RunStatus` when nobody trains the run any more, and a Message or None:
            the reason when the child did not get started, failed, or died.
    """

    heard = Signal(list)
    child_started = Signal()
    ended = Signal(object, object)

    def __init__(self, folder: Path, command: Sequence[str] | None = None, parent: Any = None) -> None:
        super().__init__(parent)
        self.folder = folder
        self._command = command
        self._last = ""
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
        child = _left.pop(self.folder, None)
        if child is not None and child.poll() is not None:
            child = None
        events, offset = read_events(self.folder / "events.jsonl")
        self._tell(events)
        if self._command is not None:
            try:
                child = runs.start_child(self.folder, self._command)
            except UserError as error:
                self.ended.emit(runs.status(self.folder), error.message)
                return
            self.child_started.emit()
        self._follow(child, offset)

    def _follow(self, child: subprocess.Popen[bytes] | None, offset: int) -> None:
        reason: Message | None = None
        trained = False
        while not self.isInterruptionRequested():
            # Asked before reading: what is written before the end is then always read.
            over = child.poll() is not None if child else not runs.is_running(self.folder)
            trained = trained or not over
            events, offset = read_events(self.folder / "events.jsonl", offset)
            self._tell(events)
            for event in events:
                if event["event"] == "failed":
                    reason = Message.from_json(event)
            if over:
                self.ended.emit(runs.status(self.folder), reason or self._death(child, trained))
                return
            self._pause()
        if child is not None:
            _left[self.folder] = child

    def _tell(self, events: list[dict[str, Any]]) -> None:
        for event in events:
            if event["event"] != "machine":
                self._last = str(event["event"])
        for start in range(0, len(events), CHUNK):
            self.heard.emit(events[start : start + CHUNK])

    def _death(self, child: subprocess.Popen[bytes] | None, trained: bool) -> Message | None:
        """Why a training ended that did not say so itself; None when it ended as it was asked to."""
        code = child.returncode if child is not None else 0
        values = {"log": str(self.folder / "log.txt")}
        # A run that nobody here started has no exit code; one that ends well ends with a save.
        if code == -9 or (child is None and trained and self._last in ("step", "validation")):
            return Message(
                N_(
                    "The training was ended from outside (often for want of memory); "
                    "Resume goes on from the last save. Log: {log}"
                ),
                values,
            )
        if code == 0:
            return None
        return Message(
            N_(
                "The training process ended unexpectedly (code {code}); "
                "Resume goes on from the last save. Log: {log}"
            ),
            {"code": code, **values},
        )

    def _pause(self) -> None:
        self._mutex.lock()
        if not self.isInterruptionRequested():
            self._wake.wait(self._mutex, POLL_MS)
        self._mutex.unlock()
