"""events.jsonl: what happened in a run, one JSON object a line, appended and never rewritten."""

from __future__ import annotations

import json
import time
from pathlib import Path
from types import TracebackType
from typing import Any

Event = dict[str, Any]


class EventLog:
    """Appends events to a file, each flushed at once so that a follower sees it."""

    def __init__(self, path: Path) -> None:
        path.parent.mkdir(parents=True, exist_ok=True)
        self._end_broken_line(path)
        self._file = open(path, "a", encoding="utf-8", newline="\n")

    @staticmethod
    def _end_broken_line(path: Path) -> None:
        """After a kill in mid-write, close the torn line so that the next one stays whole."""
        if path.exists() and path.stat().st_size:
            with open(path, "rb+") as file:
                file.seek(-1, 2)
                if file.read(1) != b"\n":
                    file.write(b"\n")

    def write(self, event: str, **fields: Any) -> Event:
        """Append one event with the time (Unix seconds) and return it."""
        record: Event = {"event": event, "time": time.time(), **fields}
        self._file.write(json.dumps(record, ensure_ascii=False) + "\n")
        self._file.flush()
        return record

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
