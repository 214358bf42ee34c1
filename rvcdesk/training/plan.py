"""Where a step stands: its epoch, its place in the dataset, which step is the last, when to save. No torch.

A run that is trained on with other recordings has epochs of another length from then on: a new stage.
"""

from __future__ import annotations

from dataclasses import asdict, dataclass, replace
from typing import Any

KEPT_SAVES = 2  # full ones, the newest; and the best
LONGEST_BETWEEN_SAVES_S = 600


@dataclass(frozen=True)
class Stage:
    """A stretch of a run with one dataset and one batch size; steps and epochs count from 1.

    `before_step` and `before_epoch` are the last ones before it; `dataset` is the prepared data's key.
    """

    steps_per_epoch: int
    batch_size: int
    dataset: str = ""
    before_step: int = 0
    before_epoch: int = 0

    def epoch(self, step: int) -> int:
        """The epoch that a step of this stage belongs to."""
        return self.before_epoch + (step - self.before_step - 1) // self.steps_per_epoch + 1

    def place(self, step: int) -> int:
        """The step's number within the stage, from 1: what the dataset counts by."""
        return step - self.before_step

    def ends_epoch(self, step: int) -> bool:
        """Whether the step is the last one of its epoch."""
        return self.place(step) % self.steps_per_epoch == 0

    def last_step(self, epochs: int, steps: int = 0) -> int:
        """The step to end with: `steps` when given, else the end of `epochs` epochs."""
        return steps or self.before_step + max(0, epochs - self.before_epoch) * self.steps_per_epoch

    def after(self, step: int, steps_per_epoch: int, batch_size: int, dataset: str) -> Stage:
        """The stage that begins after `step`; an epoch that was broken off is begun anew."""
        if step <= self.before_step:
            return replace(self, steps_per_epoch=steps_per_epoch, batch_size=batch_size, dataset=dataset)
        whole = self.epoch(step) - (0 if self.ends_epoch(step) else 1)
        return Stage(steps_per_epoch, batch_size, dataset, step, whole)

    def to_json(self) -> dict[str, Any]:
        """As plain values, for a save."""
        return asdict(self)
