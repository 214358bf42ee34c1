"""events.jsonl: what happened in a run, one JSON object a line, appended and never rewritten."""

from __future__ import annotations

import contextlib
import json
import logging
import time
from pathlib import Path
from types import TracebackType
from typing import Any

from rvcdesk.disk import open_lines

Event = dict[str, Any]


class EventLog:
    """Appends events to a file, each flushed at once so that a follower sees it."""

    def __init__(self, path: Path) -> None:
        path.parent.mkdir(parents=True, exist_ok=True)
        self._file = open_lines(path)
        self._refused = False

    def write(self, event: str, **fields: Any) -> Event:
        """Append one event with the time (Unix seconds) and return it.

        What a full disk refuses is kept, and written with the next event that it takes.
        """
        record: Event = {"event": event, "time": time.time(), **fields}
        try:
            self._file.write(json.dumps(record, ensure_ascii=False) + "\n")
            self._file.flush()
        except OSError as error:
            if not self._refused:
                logging.warning("%s: %s", self._file.name, error)
            self._refused = True
        else:
            self._refused = False
        return record

    def close(self) -> None:
        with contextlib.suppress(OSError):  # it was refused before, and said
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
