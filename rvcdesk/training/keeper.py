"""What a run leaves behind on its way: full saves, small voices, previews, measurements."""

from __future__ import annotations

import time
from collections.abc import Callable
from pathlib import Path

from rvcdesk.events import read_events
from rvcdesk.messages import N_, Message, UserError
from rvcdesk.training.dataset import Dataset
from rvcdesk.training.finish import voice_of, voice_path
from rvcdesk.training.options import TrainOptions
from rvcdesk.training.plan import Stage
from rvcdesk.training.prepare import Prepared
from rvcdesk.training.previews import Preview
from rvcdesk.training.saves import check_finite, drop_old, save_path, write_save
from rvcdesk.training.trainer import Trainer
from rvcdesk.voice.checkpoint import save_native

LONGEST_BETWEEN_S = 600
TRY_AGAIN_S = 60


class Keeper:
    """Saves when it is time, keeps trying when the disk refuses, and drops what is no longer needed."""

    def __init__(
        self,
        folder: Path,
        options: TrainOptions,
        trainer: Trainer,
        stage: Stage,
        prepared: Prepared,
        preview: Preview,
        tell: Callable[..., None],
        warn: Callable[[Message], None],
    ) -> None:
        self._folder, self._options, self._trainer = folder, options, trainer
        self._stage, self._prepared, self._preview = stage, prepared, preview
        self._tell, self._warn = tell, warn
        self._measured = _measured(folder)
        self._due_at = time.monotonic() + LONGEST_BETWEEN_S
        self.saved_step = 0

    def due(self, step: int) -> bool:
        """Whether it is time to save after this step."""
        every, steps, stage = self._options.save_every, self._options.save_every_steps, self._stage
        ends_epoch = stage.ends_epoch(step)
        return bool(
            time.monotonic() > self._due_at
            or (steps and step % steps == 0)
            or (every and ends_epoch and stage.epoch(step) % every == 0)
        )

    def measure(self, dataset: Dataset, step: int) -> None:
        """The loss on the pieces that are kept out, at the end of an epoch."""
        if not dataset.held_out or not self._stage.ends_epoch(step):
            return
        batches = dataset.held_out_batches(min(self._trainer.micro, dataset.batch_size))
        mel = self._trainer.validate(batches)
        best = mel < min(self._measured.values(), default=float("inf"))
        self._measured[step] = mel
        if mel == mel and mel != float("inf"):
            self._tell("validation", step=step, epoch=self._stage.epoch(step), mel=mel, best=best)

    def save(self, step: int, *, must: bool) -> bool:
        """Save with a voice and a preview. False where the disk refused: it is tried again in a minute.

        Raises:
            UserError: the networks are no longer numbers; or the disk refused and it `must` be now.
        """
        check_finite(self._trainer, step)
        began, epoch = time.monotonic(), self._stage.epoch(step)
        path, voice = save_path(self._folder, step), voice_path(self._folder, step)
        try:
            write_save(self._trainer, path, step, self._stage)
            save_native(voice, voice_of(self._options, self._trainer, self._prepared, step, epoch))
        except UserError as error:
            if must:
                raise
            self._due_at = began + TRY_AGAIN_S
            self._warn(error.message)
            self._warn(
                Message(
                    N_("Step {step} is not saved yet; the training goes on and tries again in a minute."),
                    {"step": step},
                )
            )
            return False
        self.saved_step, self._due_at = step, time.monotonic() + LONGEST_BETWEEN_S
        drop_old(self._folder, self._best())
        self._tell(
            "save",
            step=step,
            epoch=epoch,
            path=path.relative_to(self._folder).as_posix(),
            voice=voice.relative_to(self._folder).as_posix(),
            seconds=time.monotonic() - began,
        )
        self._render(step, epoch)
        return True

    def _render(self, step: int, epoch: int) -> None:
        try:
            wav, similarity = self._preview.render(self._trainer.generator, step, self._options.seed)
        except UserError as error:
            self._warn(error.message)
            return
        alike = {} if similarity is None else {"similarity": similarity}
        self._tell("preview", step=step, epoch=epoch, path=wav.relative_to(self._folder).as_posix(), **alike)

    def _best(self) -> int | None:
        """The save whose epoch measured lowest."""
        from rvcdesk.training.saves import list_saves, step_of

        steps = [step_of(path) for path in list_saves(self._folder)]
        marked = [(self._measured[step], step) for step in steps if step in self._measured]
        return min(marked)[1] if marked else None


def _measured(folder: Path) -> dict[int, float]:
    """The measurements of the run so far; one that was taken again counts as it was last."""
    events, _ = read_events(folder / "events.jsonl")
    return {int(e["step"]): float(e["mel"]) for e in events if e["event"] == "validation"}
