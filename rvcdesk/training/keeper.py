"""What a run leaves behind on its way: full saves, small voices, previews, measurements."""

from __future__ import annotations

import math
import time
from collections.abc import Callable
from pathlib import Path

import torch

from rvcdesk.events import read_events
from rvcdesk.messages import N_, Message, UserError
from rvcdesk.training.dataset import Dataset
from rvcdesk.training.finish import voice_of, voice_path
from rvcdesk.training.options import TrainOptions
from rvcdesk.training.plan import LONGEST_BETWEEN_SAVES_S, Stage
from rvcdesk.training.prepare import Prepared
from rvcdesk.training.previews import Preview
from rvcdesk.training.saves import check_finite, drop_old, list_saves, save_path, step_of, write_save
from rvcdesk.training.trainer import Trainer
from rvcdesk.voice.checkpoint import save_native

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
        self._measured: dict[int, float] = {}
        self._due_at = time.monotonic() + LONGEST_BETWEEN_SAVES_S
        self.saved_step = 0

    def resume(self, step: int) -> None:
        """Go on after `step`, which is the last one saved (0: none); what was measured later is void.

        A save that a kill cut short gets its voice and its preview, and is told.

        Raises:
            UserError: the disk refuses.
        """
        self.saved_step = step
        events, _ = read_events(self._folder / "events.jsonl")
        for event in events:
            if event["event"] == "validation" and event["step"] <= step:
                self._measured[int(event["step"])] = float(event["mel"])
        told = any(event["event"] == "save" and event["step"] == step for event in events)
        if step and not (told and voice_path(self._folder, step).exists()):
            self._finish(step, time.monotonic())

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
        try:
            mel = self._trainer.validate(batches)
        except torch.OutOfMemoryError:
            said = N_("Nothing was measured after step {step}: the device's memory was full.")
            self._warn(Message(said, {"step": step}))
            return
        if not math.isfinite(mel):
            return
        best = mel < min(self._measured.values(), default=math.inf)
        self._measured[step] = mel
        self._tell("validation", step=step, epoch=self._stage.epoch(step), mel=mel, best=best)

    def save(self, step: int, *, must: bool) -> bool:
        """Save with a voice and a preview. False where the disk refused: it is tried again in a minute.

        Raises:
            UserError: the networks are no longer numbers; or the disk refused and it `must` be now.
        """
        check_finite(self._trainer, step)
        began = time.monotonic()
        try:
            write_save(self._trainer, save_path(self._folder, step), step, self._stage)
            drop_old(self._folder, step, self._best())
            self._finish(step, began)
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
        self.saved_step, self._due_at = step, time.monotonic() + LONGEST_BETWEEN_SAVES_S
        return True

    def _finish(self, step: int, began: float) -> None:
        """What comes after the full save: its voice, the word of it, and a preview."""
        epoch, voice = self._stage.epoch(step), voice_path(self._folder, step)
        save_native(voice, voice_of(self._options, self._trainer, self._prepared, step, epoch))
        self._tell(
            "save",
            step=step,
            epoch=epoch,
            path=save_path(self._folder, step).relative_to(self._folder).as_posix(),
            voice=voice.relative_to(self._folder).as_posix(),
            seconds=time.monotonic() - began,
        )
        self._render(step, epoch)

    def _render(self, step: int, epoch: int) -> None:
        try:
            wav, similarity = self._preview.render(self._trainer.generator, step, self._options.seed)
        except UserError as error:
            self._warn(error.message)
            return
        except torch.OutOfMemoryError:
            said = N_("There is no preview of step {step}: the device's memory was full.")
            self._warn(Message(said, {"step": step}))
            return
        except ImportError as error:  # a machine that has what training needs, and no more
            said = N_("There is no preview of step {step}: the package {name} is not installed here.")
            self._warn(Message(said, {"step": step, "name": str(error.name)}))
            return
        finally:
            self._trainer.generator.train()
        alike = {} if similarity is None else {"similarity": similarity}
        self._tell("preview", step=step, epoch=epoch, path=wav.relative_to(self._folder).as_posix(), **alike)

    def _best(self) -> int | None:
        """The save that measured lowest, each at the end of its epoch or of the one before."""
        marked = []
        for path in list_saves(self._folder):
            step = step_of(path) or 0
            if before := [measured for measured in self._measured if measured <= step]:
                marked.append((self._measured[max(before)], step))
        return min(marked)[1] if marked else None
