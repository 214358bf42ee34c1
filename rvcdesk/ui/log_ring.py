"""The last lines of the log, in memory, for the window that shows them."""

from __future__ import annotations

import datetime
import logging
from collections import deque
from dataclasses import dataclass

from rvcdesk.ui.notify import Level

RECORDS = 2000


@dataclass(frozen=True)
class Line:
    """A row of the list."""

    time: datetime.datetime
    level: Level
    text: str
    details: str = ""


class LogRing(logging.Handler):
    """Keeps the last records of the log in memory; any thread may write."""

    def __init__(self) -> None:
        super().__init__(logging.INFO)
        self._lines: deque[Line] = deque(maxlen=RECORDS)
        self._formatter = logging.Formatter()

    def emit(self, record: logging.LogRecord) -> None:
        level: Level = "error" if record.levelno >= logging.ERROR else "info"
        if level == "info" and record.levelno >= logging.WARNING:
            level = "warning"
        details = self._formatter.formatException(record.exc_info) if record.exc_info else ""
        time = datetime.datetime.fromtimestamp(record.created)
        name = record.name.removeprefix("rvcdesk.")
        self._lines.append(Line(time, level, f"{name}: {record.getMessage()}", details))

    @property
    def lines(self) -> list[Line]:
        """Oldest first."""
        return list(self._lines)


RING = LogRing()
