"""What a run's events add up to: where it stands, its losses, saves and notes. No Qt."""

from __future__ import annotations

import json
from array import array
from collections import deque
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from statistics import fmean, median

from rvcdesk.events import Event
from rvcdesk.training import runs

LOSSES = ("discriminator", "generator", "feature_matching", "mel", "kl")
RECENT = 60
MEL_MEAN = 20
MANY_NOTES = 2000


@dataclass
class Save:
    """A saved step; `mel` is the mean mel loss of the 20 steps up to it, `preview` a path in the run."""

    step: int
    epoch: int
    mel: float | None = None
    preview: str = ""


class RunDigest:
    """Takes the events of one run in order. Steps count from 1; times are in seconds."""

    def __init__(self) -> None:
        self.step = self.epoch = self.steps = self.steps_per_epoch = 0
        self.stage, self.done, self.total = "", 0.0, 0.0
        self.prepared: Event = {}
        self.saves: dict[int, Save] = {}
        self.notes: list[Event] = []
        self.files: list[str] = []
        self.last = ""
        self._rows = array("d")
        self._walls: deque[tuple[float, int]] = deque(maxlen=RECENT)
        self._seconds: deque[float] = deque(maxlen=RECENT)
        self._mels: deque[float] = deque(maxlen=MEL_MEAN)

    @property
    def preparing(self) -> bool:
        """Whether the last thing heard was preparation."""
        return self.last == "prepare"

    @property
    def step_seconds(self) -> float | None:
        """The usual time of one step, None before the first."""
        return median(self._seconds) if self._seconds else None

    @property
    def seconds_left(self) -> float | None:
        """To the last step at the pace of late, saves included; None when not known."""
        if not self.steps or not self._seconds:
            return None
        pace = fmean(self._seconds)
        if len(self._walls) > 1 and self._walls[-1][1] > self._walls[0][1]:
            (early, first), (late, last) = self._walls[0], self._walls[-1]
            pace = max(pace, (late - early) / (last - first))
        return max(0, self.steps - self.step) * pace

    def rows(self) -> Iterator[tuple[int, dict[str, float]]]:
        """Every step heard so far with its losses."""
        width = len(LOSSES) + 1
        for at in range(0, len(self._rows), width):
            yield int(self._rows[at]), dict(zip(LOSSES, self._rows[at + 1 : at + width], strict=True))

    def add(self, event: Event) -> None:
        """Take one event."""
        kind = str(event["event"])
        take = getattr(self, f"_take_{kind}", None)
        if take is not None:
            take(event)
        if kind != "step":
            self._note(event)
        if kind != "warning":
            self.last = kind

    def _take_step(self, event: Event) -> None:
        losses = event.get("losses") or {}
        self.step, self.epoch = int(event["step"]), int(event.get("epoch", 0))
        self._rows.append(self.step)
        self._rows.extend(float(losses.get(name, "nan")) for name in LOSSES)
        self._walls.append((float(event.get("time", 0.0)), self.step))
        self._seconds.append(float(event.get("seconds", 0.0)))
        if "mel" in losses:
            self._mels.append(float(losses["mel"]))

    def _take_prepare(self, event: Event) -> None:
        self.stage = str(event.get("stage", ""))
        self.done, self.total = float(event.get("done", 0)), float(event.get("total", 0))
        if "steps" in event:
            self.prepared = event
            self.steps = int(event["steps"])
            self.steps_per_epoch = int(event.get("steps_per_epoch", 0))
        self._walls.clear()
        self._seconds.clear()

    def _take_resume(self, event: Event) -> None:
        self.step = int(event["step"])
        for step in [step for step in self.saves if step > self.step]:
            del self.saves[step]
        self._mels.clear()

    def _take_save(self, event: Event) -> None:
        step = int(event["step"])
        mel = fmean(self._mels) if self._mels else None
        self.saves[step] = Save(step, int(event.get("epoch", 0)), mel)

    def _take_preview(self, event: Event) -> None:
        step = int(event["step"])
        save = self.saves.setdefault(step, Save(step, int(event.get("epoch", 0))))
        save.preview = str(event.get("path", ""))

    def _take_done(self, event: Event) -> None:
        self.files = [str(path) for path in event.get("files", [])]

    def _note(self, event: Event) -> None:
        """Keep what is told in words; a stage of preparation is told once, as it stands now."""
        before = self.notes[-1] if self.notes else {}
        if all(
            item.get("event") == "prepare" and item.get("stage") == event.get("stage") and "steps" not in item
            for item in (before, event)
        ):
            self.notes.pop()
        self.notes.append(event)
        del self.notes[:-MANY_NOTES]


def glance(folder: Path) -> runs.RunStatus:
    """How a run stands, from the end of its events alone: quick for a list of runs."""
    path = folder / "events.jsonl"
    last, step, epoch = "", 0, 0
    try:
        with open(path, "rb") as file:
            file.seek(max(0, path.stat().st_size - 16384))
            lines = file.read().splitlines()
    except OSError:
        lines = []
    for line in lines:
        try:
            event = json.loads(line)
            kind = event["event"]
        except (ValueError, KeyError, TypeError):
            continue
        if "step" in event:
            step, epoch = int(event["step"]), int(event.get("epoch", epoch))
        if kind != "warning":
            last = kind
    if runs.is_running(folder):
        return runs.RunStatus("running", step, 0, epoch)
    if last in ("done", "failed"):
        return runs.RunStatus(last, step, 0, epoch)
    return runs.RunStatus("stopped" if lines else "new", step, 0, epoch)
