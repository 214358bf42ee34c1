"""TensorBoard files beside a run's events, for those who compare runs there. Never in a training's way."""

from __future__ import annotations

import contextlib
import logging
import os
import time
from pathlib import Path
from typing import Any

from rvcdesk.events import Event

FLUSH_S = 30.0
LONGEST_SOUND = 2 << 20  # bytes: the library's checksum takes 0.3 s for each MiB


class Board:
    """A listener of a run's events that writes `tensorboard/` in the run's folder, a new file each start.

    A step that comes again (a run was resumed from an earlier save) takes back what was after it. What
    cannot be written is said once in the log, and no more is tried.
    """

    def __init__(self, folder: Path) -> None:
        self._run = folder
        self._writer: Any = None
        self._silent = False
        self._step = 0
        self._flushed = 0.0

    def hear(self, event: Event) -> None:
        """Take note of an event; never raises."""
        if self._silent:
            return
        try:
            self._hear(event)
        except Exception as error:
            self._silent = True
            logging.warning("No more TensorBoard files for %s: %s", self._run.name, error)
            self._let_go()

    def close(self) -> None:
        """Write what is left; never raises."""
        self._silent = True
        self._let_go()

    def _let_go(self) -> None:
        if self._writer is not None:
            writer, self._writer = self._writer, None
            try:
                writer.close()
            except Exception:
                # Its file is closed first by flushing, which is what failed.
                with contextlib.suppress(Exception):
                    writer._py_recordio_writer.close()

    def _hear(self, event: Event) -> None:
        kind = event["event"]
        if kind == "step":
            self._begin(int(event["step"]), float(event["time"]))
        if self._writer is None:  # nothing is learnt yet
            return
        if numbers := scalars(event):
            self._write(event, [{"tag": tag, "simple_value": value} for tag, value in numbers.items()])
        if kind == "preview":
            self._sound(event)
        if kind == "save" or time.monotonic() - self._flushed > FLUSH_S:
            self._writer.flush()
            self._flushed = time.monotonic()

    def _begin(self, step: int, at: float) -> None:
        """Open a file at the first step; say so where a step is not the next one."""
        from tensorboardX.event_file_writer import EventsWriter
        from tensorboardX.proto.event_pb2 import Event as Record
        from tensorboardX.proto.event_pb2 import SessionLog

        again = self._writer is None or step <= self._step
        if self._writer is None:
            folder = self._run / "tensorboard"
            folder.mkdir(exist_ok=True)
            suffix = f".{os.getpid()}.{len(list(folder.iterdir()))}"  # two starts within one second
            # Not SummaryWriter: its thread dies with a full disk, and then its queue stops who fills it.
            self._writer = EventsWriter(str(folder / "events"), suffix)
            self._flushed = time.monotonic()
        if again:
            start = SessionLog(status=SessionLog.START)
            self._writer.write_event(Record(wall_time=at, step=step, session_log=start))
        self._step = step

    def _write(self, event: Event, values: list[dict[str, Any]]) -> None:
        from tensorboardX.proto.event_pb2 import Event as Record
        from tensorboardX.proto.summary_pb2 import Summary

        summary = Summary(value=[Summary.Value(**value) for value in values])
        step = int(event.get("step", self._step))
        self._writer.write_event(Record(wall_time=float(event["time"]), step=step, summary=summary))

    def _sound(self, event: Event) -> None:
        import soundfile

        path = self._run / str(event["path"])
        if not path.is_file() or path.stat().st_size > LONGEST_SOUND:
            return
        facts = soundfile.info(path)
        sound = {
            "sample_rate": facts.samplerate,
            "num_channels": facts.channels,
            "length_frames": facts.frames,
            "encoded_audio_string": path.read_bytes(),
            "content_type": "audio/wav",
        }
        self._write(event, [{"tag": "preview", "audio": sound}])


def scalars(event: Event) -> dict[str, float]:
    """The numbers of an event by TensorBoard's names, like loss/mel; what is missing or null is left out."""
    kind = event["event"]
    found: dict[str, Any] = {}
    if kind == "step":
        found = {f"loss/{name}": value for name, value in event.get("losses", {}).items()}
        found |= {f"grad_norm/{name}": value for name, value in (event.get("grad_norm") or {}).items()}
        found |= {name: event.get(name) for name in ("lr", "seconds")}
    elif kind == "validation":
        found = {"validation/mel": event.get("mel")}
    elif kind == "preview":
        found = {"preview/similarity": event.get("similarity")}
    elif kind == "machine":
        found = {f"machine/{name}": value for name, value in event.items() if name not in ("event", "time")}
    return {
        name: float(value)
        for name, value in found.items()
        if isinstance(value, (int, float)) and not isinstance(value, bool)
    }
