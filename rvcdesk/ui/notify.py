"""The one way to tell the user something: a quiet line in the status bar, and a history."""

from __future__ import annotations

import datetime
import logging
from dataclasses import dataclass, field
from typing import Literal

from PySide6.QtCore import QObject, Signal

from rvcdesk.messages import Message, UserError
from rvcdesk.ui.tr import text

Level = Literal["info", "warning", "error"]
HISTORY = 200

log = logging.getLogger(__name__)
_LOG_LEVELS = {"info": logging.INFO, "warning": logging.WARNING, "error": logging.ERROR}


@dataclass
class Notification:
    """One sentence for the user; `details` is what a maker wants to see. `count` folds repeats."""

    level: Level
    text: str
    details: str = ""
    count: int = 1
    time: datetime.datetime = field(default_factory=datetime.datetime.now)


class Notifier(QObject):
    """Takes sentences from anywhere, also from other threads, and hands them to the status bar."""

    posted = Signal(object)
    _incoming = Signal(object)

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.history: list[Notification] = []
        self._incoming.connect(self._take)

    def info(self, message: Message | UserError | str, details: str = "") -> None:
        """Something happened as wanted; the line goes away by itself."""
        self._post("info", message, details)

    def warn(self, message: Message | UserError | str, details: str = "") -> None:
        """Something the user should know; the work goes on."""
        self._post("warning", message, details)

    def error(self, message: Message | UserError | str, details: str = "") -> None:
        """Something the user asked for could not be done. Stays until dismissed."""
        self._post("error", message, details)

    def _post(self, level: Level, message: Message | UserError | str, details: str) -> None:
        sentence = message if isinstance(message, str) else text(message)
        log.log(_LOG_LEVELS[level], "%s", sentence if isinstance(message, str) else message)
        if details:
            log.log(_LOG_LEVELS[level], "details: %s", details)
        self._incoming.emit(Notification(level, sentence, details))

    def _take(self, note: Notification) -> None:
        last = self.history[-1] if self.history else None
        # A fault in a paint event comes back with every repaint: count it, do not pile it up.
        if last is not None and (last.level, last.text) == (note.level, note.text):
            last.count += 1
            last.time = note.time
            note = last
        else:
            self.history.append(note)
            del self.history[:-HISTORY]
        self.posted.emit(note)
