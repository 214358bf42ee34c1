"""events.jsonl: what happened in a run, one JSON object a line, appended and never rewritten."""

from __future__ import annotations

import contextlib
import json
import logging
import os
import time
from pathlib import Path
from types import TracebackType
from typing import Any

from rvcdesk.disk import disk_errors, open_lines

Event = dict[str, Any]


class EventLog:
    """Appends events to a file, each flushed at once so that a follower sees it."""

    def __init__(self, path: Path) -> None:
        """Open it.

        Raises:
            UserError: it cannot be written.
        """
        path.parent.mkdir(parents=True, exist_ok=True)
        with disk_errors(path):
            open_lines(path).close()
            self._file = open(path, "ab", buffering=0)
        self._left = b""

    def write(self, event: str, **fields: Any) -> Event:
        """Append one event with the time (Unix seconds) and return it.

        What a full disk refuses is kept, and written with the next event that it takes.
        """
        record: Event = {"event": event, "time": time.time(), **fields}
        refused = bool(self._left)
        self._left += (json.dumps(record, ensure_ascii=False) + "\n").encode()
        try:
            while self._left:
                self._left = self._left[self._file.write(self._left) :]
        except OSError as error:
            if not refused:
                logging.warning("%s: %s", self._file.name, error)
        return record

    def sync(self) -> None:
        """Make what was written outlast a power cut."""
        with contextlib.suppress(OSError):
            os.fsync(self._file.fileno())

    def close(self) -> None:
        self._file.close()

    def __enter__(self) -> EventLog:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()


def read_events(path: Path, offset: int = 0) -> tuple[list[Event], int]:
    """Whole events from byte `offset` on, and the offset to go on from.

    A line still being written is left for the next call; a torn line is passed over.
    """
    if not path.exists():
        return [], offset
    with open(path, "rb") as file:
        file.seek(offset)
        data = file.read()
    end = data.rfind(b"\n") + 1
    events = []
    for line in data[:end].splitlines():
        try:
            record = json.loads(line)
        except ValueError:
            continue
        if isinstance(record, dict) and "event" in record:
            events.append(record)
    return events, offset + end
