"""What the command line shows while it works: a bar on a terminal, plain lines in a log."""

from __future__ import annotations

import shutil
import sys
import time
from typing import IO, Any

from rvcdesk.messages import Message

_EVERY_S = 0.1
_PLAIN_EVERY_S = 30.0


class TerminalReporter:
    """The `Reporter` of the command line. Everything goes to stderr; stdout is for results."""

    def __init__(self, stream: IO[str] | None = None) -> None:
        self._stream = stream or sys.stderr
        self._live = self._stream.isatty()
        self._shown = False
        self._last = 0.0

    def progress(self, done: float, total: float, stage: str) -> None:
        """Redraw the bar, at most ten times a second; nothing where there is no terminal."""
        now = time.monotonic()
        if not self._live or (now - self._last < _EVERY_S and done < total):
            return
        self._last = now
        share = min(1.0, done / total) if total > 0 else 0.0
        self.show(f"[{'#' * round(30 * share):<30}] {share:4.0%} {stage}")

    def warn(self, message: Message) -> None:
        """A warning on a line of its own."""
        self.clear()
        self._stream.write(f"rvcdesk: {message}\n")

    def show(self, line: str) -> None:
        """Replace the line shown (terminal only)."""
        if self._live:
            width = shutil.get_terminal_size().columns - 1
            self._stream.write("\r\x1b[K" + line[:width])
            self._stream.flush()
            self._shown = True

    def clear(self) -> None:
        """Take the bar away."""
        if self._shown:
            self._stream.write("\r\x1b[K")
            self._stream.flush()
            self._shown = False


class TrainingLine:
    """Follows a run's events: a live line on a terminal, a line every half minute elsewhere."""

    def __init__(self, *, quiet: bool = False) -> None:
        self._terminal = TerminalReporter()
        self._quiet = quiet
        self._steps = 0
        self._recent: list[float] = []
        self._printed = 0.0

    def hear(self, event: dict[str, Any]) -> None:
        """One event of events.jsonl."""
        kind = event["event"]
        if kind == "prepare":
            self._steps = int(event.get("steps", self._steps))
            if "pieces" in event:
                self._say(f"{event['pieces']} pieces, {event['minutes']:.1f} min, {event['steps']} steps of "
                          f"{event['batch_size']}, pitch by {event['f0']}, on {event['device']} in "
                          f"{event['precision']}")  # fmt: skip
            else:
                self._terminal.progress(event["done"], event["total"], event["stage"])
        elif kind == "step":
            self._step(event)
        elif kind == "warning":
            self._terminal.warn(Message.from_json(event))
        elif kind == "save":
            self._say(f"saved at step {event['step']}")
        elif kind == "validation":
            self._say(f"epoch {event['epoch']}: mel {event['mel']:.2f} on the pieces kept out")
        elif kind == "stage":
            self._steps = int(event["steps"])
            self._say(f"trained on from step {event['step']} to {event['steps']} ({event['pieces']} pieces)")

    def end(self) -> None:
        """Nothing more will come."""
        self._terminal.clear()

    def _step(self, event: dict[str, Any]) -> None:
        self._recent = [*self._recent[-49:], float(event["seconds"])]
        mean = sum(self._recent) / len(self._recent)
        left = max(0, self._steps - event["step"]) * mean
        mel = event["losses"]["mel"]
        level = "–" if mel is None else f"{mel:.2f}"  # None: the step was left out
        line = f"step {event['step']}/{self._steps}, mel {level}, {mean:.2f} s a step, {clock(left)} left"
        self._terminal.show(line)
        now = time.monotonic()
        if not sys.stderr.isatty() and now - self._printed > _PLAIN_EVERY_S:
            self._printed = now
            self._say(line)

    def _say(self, line: str) -> None:
        if not self._quiet:
            self._terminal.clear()
            sys.stderr.write(line + "\n")


def clock(seconds: float) -> str:
    """3661 -> 1:01:01."""
    whole = round(seconds)
    hours, minutes = divmod(whole // 60, 60)
    return f"{hours}:{minutes:02d}:{whole % 60:02d}" if hours else f"{minutes}:{whole % 60:02d}"


def print_table(rows: list[tuple[str, str]]) -> None:
    """Two columns on stdout."""
    width = max((len(name) for name, _ in rows), default=0)
    for name, value in rows:
        sys.stdout.write(f"{name:<{width}}  {value}\n")
