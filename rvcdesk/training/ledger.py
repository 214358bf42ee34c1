"""Steps as they are told: read from the device once they are there, so that it never has to wait."""

from __future__ import annotations

import math
import time
from collections import deque
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import torch

from rvcdesk.messages import N_, Message, UserError
from rvcdesk.training.trainer import StepResult

MOST_WAITING = 32
MOST_LEFT_OUT = 20
Tell = Callable[..., None]


@dataclass
class _Entry:
    step: int
    epoch: int
    result: StepResult
    began: float
    ready: Any = None  # on a card: the event that says it is there


class Ledger:
    """Takes every step's result, tells it in order as soon as it can be read.

    Steps that were left out, because a loss or gradient was no number, are told with null in the place
    of the number and a warning; many in a row end the run.
    """

    def __init__(self, tell: Tell, warn: Callable[[Message], None], *, scaled: bool) -> None:
        """`scaled`: half precision with a loss scale, which feels its way by leaving out steps."""
        self._tell, self._warn, self._scaled = tell, warn, scaled
        self._waiting: deque[_Entry] = deque()
        self._before: Any = None
        self._left_out = 0

    def add(self, step: int, epoch: int, result: StepResult, began: float) -> None:
        """A step that was begun at `began` (time.monotonic); tells what can be told.

        Raises:
            UserError: the training has gone astray.
        """
        entry = _Entry(step, epoch, result, began)
        if result.values.device.type == "cuda":
            numbers = torch.empty(result.values.shape, pin_memory=True)
            numbers.copy_(result.values, non_blocking=True)
            entry.result = StepResult(numbers, result.rate)
            entry.ready = torch.cuda.Event(enable_timing=True)
            entry.ready.record()
        self._waiting.append(entry)
        while self._waiting and (len(self._waiting) > MOST_WAITING or self._is_there(self._waiting[0])):
            self._say(self._waiting.popleft())

    def flush(self) -> None:
        """Tell all that is left, waiting for it."""
        while self._waiting:
            self._say(self._waiting.popleft())

    def _is_there(self, entry: _Entry) -> bool:
        return entry.ready is None or bool(entry.ready.query())

    def _say(self, entry: _Entry) -> None:
        if entry.ready is None:
            seconds = time.monotonic() - entry.began
        else:
            entry.ready.synchronize()
            before, self._before = self._before, entry.ready
            seconds = before.elapsed_time(entry.ready) / 1000 if before else time.monotonic() - entry.began
        losses, norms, left_out = entry.result.read()
        self._tell(
            "step",
            step=entry.step,
            epoch=entry.epoch,
            losses={name: _number(value) for name, value in losses.items()},
            seconds=seconds,
            lr=entry.result.rate,
            grad_norm={name: _number(value) for name, value in norms.items()},
        )
        self._left_out = self._left_out + 1 if left_out else 0
        if not left_out:
            return
        if not self._scaled or not all(math.isfinite(value) for value in losses.values()):
            self._warn(
                Message(
                    N_("Step {step} changed nothing: its losses or gradients were no numbers."),
                    {"step": entry.step},
                )
            )
        if self._left_out >= MOST_LEFT_OUT:
            raise UserError(
                "The losses were no longer numbers for {count} steps on end, up to step {step}; resume from "
                "the last save, or start anew with precision fp32 or another seed.",
                count=MOST_LEFT_OUT,
                step=entry.step,
            )

    def pause(self) -> None:
        """What comes between two steps now is not to be counted into the next one's time."""
        self.flush()
        self._before = None


def _number(value: float) -> float | None:
    return value if math.isfinite(value) else None
