"""What a run's events add up to: where it stands, its losses, saves and notes. No Qt."""

from __future__ import annotations

import math
from array import array
from collections import deque
from collections.abc import Iterator
from dataclasses import dataclass
from statistics import fmean, median
from typing import Any

from rvcdesk.events import Event
from rvcdesk.training.recommend import Point, Recommendation, recommend

LOSSES = ("discriminator", "generator", "feature_matching", "mel", "kl")
NORMS = ("generator", "discriminator")
_WIDTH = 4 + len(LOSSES) + len(NORMS)  # numbers kept of a step
RECENT = 60
MEL_MEAN = 20
MANY_NOTES = 2000
# Told by curves and figures, not in words; neither says where the run stands.
UNTOLD = ("step", "validation", "machine")


@dataclass
class Save:
    """A saved step.

    `mel` is the mean mel loss of the 20 steps up to it, `held_out` that of the pieces kept out of the
    training as it was last measured, `similarity` how like the speaker its preview sounds (0..1); None: not
    known. `preview` and `voice` are paths in the run, "" for none.
    """

    step: int
    epoch: int
    mel: float | None = None
    preview: str = ""
    voice: str = ""
    held_out: float | None = None
    similarity: float | None = None


class RunDigest:
    """Takes the events of one run in order. Steps count from 1; times are in seconds."""

    def __init__(self) -> None:
        self.step = self.epoch = self.steps = self.steps_per_epoch = 0
        self.stage, self.done, self.total = "", 0.0, 0.0
        self.prepared: Event = {}
        self.machine: Event = {}
        self.learning_rate: float | None = None
        self.saves: dict[int, Save] = {}
        self.validations: dict[int, Point] = {}
        self.notes: list[Event] = []
        self.files: list[str] = []
        self.last = ""
        self._advice: Recommendation | None = None
        self._advised = True
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

    @property
    def epochs(self) -> int:
        """The last epoch of the run, 0 while not known."""
        return -(-self.steps // self.steps_per_epoch) if self.steps_per_epoch else 0

    @property
    def recommendation(self) -> Recommendation | None:
        """The save that is likely to be the best voice, once there is enough to say so."""
        if not self._advised:
            points = [self.validations[step] for step in sorted(self.validations)]
            self._advice, self._advised = recommend(points, self.saves.keys()), True
        return self._advice

    def rows(self) -> Iterator[tuple[int, dict[str, float], dict[str, Any]]]:
        """Every step heard so far: its losses, and what else its event told, by the event's names."""
        for at in range(0, len(self._rows), _WIDTH):
            step, epoch, seconds, rate, *values = self._rows[at : at + _WIDTH]
            norms = dict(zip(NORMS, values[len(LOSSES) :], strict=True))
            extra = {"epoch": int(epoch), "seconds": seconds, "lr": rate, "grad_norm": norms}
            yield int(step), dict(zip(LOSSES, values, strict=False)), extra

    def add(self, event: Event) -> None:
        """Take one event."""
        kind = str(event["event"])
        take = getattr(self, f"_take_{kind}", None)
        if take is not None:
            take(event)
        if kind not in UNTOLD:
            self._note(event)
        if kind not in ("warning", "machine"):
            self.last = kind

    def _take_step(self, event: Event) -> None:
        losses, norms = event.get("losses") or {}, event.get("grad_norm") or {}
        self.step, self.epoch = int(event["step"]), int(event.get("epoch", 0))
        seconds, rate = float(event.get("seconds", 0.0)), number(event.get("lr"))
        self._rows.extend((self.step, self.epoch, seconds, rate))
        self._rows.extend(number(losses.get(name)) for name in LOSSES)
        self._rows.extend(number(norms.get(name)) for name in NORMS)
        if not math.isnan(rate):
            self.learning_rate = rate
        self._walls.append((float(event.get("time", 0.0)), self.step))
        self._seconds.append(seconds)
        if not math.isnan(mel := number(losses.get("mel"))):
            self._mels.append(mel)

    def _take_prepare(self, event: Event) -> None:
        self.stage = str(event.get("stage", ""))
        self.done, self.total = float(event.get("done", 0)), float(event.get("total", 0))
        if "steps" in event:
            self.prepared = event
            self._take_length(event)
        self._walls.clear()
        self._seconds.clear()

    def _take_stage(self, event: Event) -> None:
        """The run is trained on."""
        self.prepared = {**self.prepared, **{k: event[k] for k in ("pieces", "minutes") if k in event}}
        self._take_length(event)

    def _take_length(self, event: Event) -> None:
        self.steps = int(event.get("steps") or self.steps)
        self.steps_per_epoch = int(event.get("steps_per_epoch") or self.steps_per_epoch)

    def _take_resume(self, event: Event) -> None:
        self.step = int(event["step"])
        for by_step in (self.saves, self.validations):
            for step in [step for step in by_step if step > self.step]:
                del by_step[step]
        self._mels.clear()
        self._advised = False

    def _take_save(self, event: Event) -> None:
        save = self._save(event)
        save.mel = fmean(self._mels) if self._mels else None
        save.voice = str(event.get("voice", ""))
        self._advised = False

    def _take_preview(self, event: Event) -> None:
        save = self._save(event)
        save.preview = str(event.get("path", ""))
        if not math.isnan(similarity := number(event.get("similarity"))):
            save.similarity = similarity

    def _save(self, event: Event) -> Save:
        """The save of an event's step, known or new."""
        step = int(event["step"])
        save = self.saves.setdefault(step, Save(step, int(event.get("epoch", 0))))
        if before := [measured for measured in self.validations if measured <= step]:
            save.held_out = self.validations[max(before)].mel
        return save

    def _take_validation(self, event: Event) -> None:
        step = int(event["step"])
        mel = number(event.get("mel"))
        if math.isnan(mel):
            return
        self.validations[step] = Point(step, int(event.get("epoch", 0)), mel)
        if step in self.saves:
            self.saves[step].held_out = mel
        self._advised = False

    def _take_machine(self, event: Event) -> None:
        self.machine = event

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


def number(value: Any) -> float:
    """A number of an event; NaN where it was none (a step that went wrong)."""
    return float(value) if isinstance(value, (int, float)) else math.nan
