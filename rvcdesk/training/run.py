"""A training run from its folder to a voice: prepare, train, save, preview, finish."""

from __future__ import annotations

import logging
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

import torch

from rvcdesk.devices import pick_device
from rvcdesk.events import Event, EventLog
from rvcdesk.jobs import Cancelled, worker_threads
from rvcdesk.messages import N_, Message, UserError
from rvcdesk.training import runs
from rvcdesk.training.base import load_base
from rvcdesk.training.dataset import Dataset
from rvcdesk.training.finish import export_voice
from rvcdesk.training.options import TrainOptions
from rvcdesk.training.prepare import Prepared, prepare
from rvcdesk.training.previews import Preview
from rvcdesk.training.trainer import Trainer
from rvcdesk.voice.presets import get_preset

KEPT_SAVES = 2
LONGEST_BETWEEN_SAVES_S = 600
Listener = Callable[[Event], None]


class Run:
    """One run being trained. What happens is written to events.jsonl and told to `listener`."""

    def __init__(self, folder: Path, listener: Listener | None = None) -> None:
        self.folder = folder
        self.options: TrainOptions = runs.read_options(folder)
        self.preset = get_preset(self.options.preset)
        self._log = EventLog(folder / "events.jsonl")
        self._listener = listener or (lambda event: None)
        self._said = 0.0

    # -- the Reporter of preparation -----------------------------------------------------------

    def progress(self, done: float, total: float, stage: str) -> None:
        """Preparation's progress as events, twice a second; a stop that was asked for ends it."""
        if runs.take_word(self.folder) == runs.STOP:
            raise Cancelled
        now = time.monotonic()
        if now - self._said > 0.5:
            self._said = now
            self.tell("prepare", done=done, total=total, stage=stage)

    def warn(self, message: Message) -> None:
        """Something to know, as an event."""
        self.tell("warning", **message.to_json())

    def tell(self, event: str, **fields: Any) -> None:
        """Write an event and pass it on."""
        self._listener(self._log.write(event, **fields))

    def close(self) -> None:
        self._log.close()

    # -- the work ------------------------------------------------------------------------------

    def train(self) -> bool:
        """Train to the end, or until a stop is asked for; True when the end was reached.

        Raises:
            UserError: the run cannot go on; the last save stays.
        """
        options, preset = self.options, self.preset
        options.check()
        again = (self.folder / "events.jsonl").stat().st_size > 0
        device, facts = pick_device(options.device)
        torch.set_num_threads(worker_threads(options.threads))
        f0_method = self._f0_method()
        started = time.monotonic()
        prepared = prepare(options, f0_method, str(device), self)
        dataset = Dataset(prepared, preset, options.batch_size or preset.training.batch_size, options.seed)
        last = options.steps or options.epochs * dataset.steps_per_epoch
        self.tell(
            "prepare",
            done=1,
            total=1,
            stage=N_("Prepared"),
            pieces=len(prepared.files),
            minutes=prepared.seconds / 60,
            unused=len(prepared.unused),
            steps=last,
            steps_per_epoch=dataset.steps_per_epoch,
            f0=f0_method,
            device=facts.name,
            seconds=time.monotonic() - started,
        )
        bf16 = facts.bf16 if options.precision == "auto" else options.precision == "bf16"
        trainer = Trainer(
            preset,
            f0=f0_method != "none",
            device=device,
            seed=options.seed,
            bf16=bf16,
            dialect=options.dialect,
        )
        first = self._take_up(trainer, again) + 1
        preview = Preview(
            self.folder, preset, prepared, options.preview_source, f0_method, device, options.dialect
        )
        return self._loop(trainer, dataset, prepared, preview, first, last)

    def _loop(
        self, trainer: Trainer, dataset: Dataset, prepared: Prepared, preview: Preview, first: int, last: int
    ) -> bool:
        saved_at, saved_step = time.monotonic(), first - 1
        step, epoch, word = first - 1, 0, ""
        for step in range(first, last + 1):
            epoch = (step - 1) // dataset.steps_per_epoch + 1
            began = time.monotonic()
            values = trainer.step(dataset.batch(step), step, epoch)
            self.tell("step", step=step, epoch=epoch, losses=values, seconds=time.monotonic() - began)
            word = runs.take_word(self.folder)
            late = time.monotonic() - saved_at > LONGEST_BETWEEN_SAVES_S
            if word or late or step == last or self._save_due(step, dataset.steps_per_epoch):
                self._save(trainer, preview, step, epoch)
                saved_at, saved_step = time.monotonic(), step
            if word == runs.STOP:
                break
        epoch = epoch or (last - 1) // dataset.steps_per_epoch + 1
        files = export_voice(self.options, trainer, prepared, dataset.features(), step, epoch)
        if word == runs.STOP and saved_step < last:
            return False
        self.tell("done", step=step, epoch=epoch, files=[str(path) for path in files])
        return True

    def _save_due(self, step: int, per_epoch: int) -> bool:
        every, steps = self.options.save_every, self.options.save_every_steps
        ends_epoch = step % per_epoch == 0
        return bool(
            (steps and step % steps == 0) or (every and ends_epoch and step // per_epoch % every == 0)
        )

    def _save(self, trainer: Trainer, preview: Preview, step: int, epoch: int) -> None:
        path = self.folder / "checkpoints" / f"step_{step:08d}.pt"
        trainer.save(path, step)
        self.tell("save", step=step, epoch=epoch, path=path.relative_to(self.folder).as_posix())
        for old in self._saves()[:-KEPT_SAVES]:
            old.unlink(missing_ok=True)
        wav = preview.render(trainer.generator, step, self.options.seed)
        self.tell("preview", step=step, epoch=epoch, path=wav.relative_to(self.folder).as_posix())

    def _saves(self) -> list[Path]:
        return sorted((self.folder / "checkpoints").glob("step_*.pt"))

    def _take_up(self, trainer: Trainer, again: bool) -> int:
        """Load the newest save that opens (its step), or the base model (0)."""
        for path in reversed(self._saves()):
            try:
                step = trainer.load(path)
            except UserError as error:
                self.warn(error.message)
                continue
            self.tell("resume", step=step)
            return step
        if again:
            self.warn(Message(N_("There is no save to resume from; the training starts at step 1.")))
        load_base(trainer, self.options, self.warn)
        return 0

    def _f0_method(self) -> str:
        from rvcdesk.pitch.estimate import resolve_method

        return "none" if self.options.f0 == "none" else resolve_method(self.options.f0)


def execute(folder: Path, listener: Listener | None = None) -> int:
    """Train the run in `folder`, holding its lock. Returns an exit code; failures become an event.

    Raises:
        UserError: the folder is no run, or another process trains it.
    """
    import filelock

    # Not 0: who looks whether the run is being trained holds the lock for a moment.
    lock = filelock.FileLock(folder / ".lock", timeout=1)
    try:
        lock.acquire()
    except filelock.Timeout as error:
        raise UserError("The run {name} is being trained already.", name=folder.name) from error
    try:
        run = Run(folder, listener)
        try:
            run.train()
        except Cancelled:
            return 0
        except UserError as error:
            run.tell("failed", exit_code=error.exit_code, **error.message.to_json())
            return error.exit_code
        except Exception as error:
            logging.exception("The run %s failed", folder)
            said = Message(
                N_("The training failed ({reason}); the last save is kept; log.txt in {folder} says more."),
                {"reason": f"{type(error).__name__}: {error}".splitlines()[0][:200], "folder": str(folder)},
            )
            run.tell("failed", exit_code=1, **said.to_json())
            return 1
        finally:
            run.close()
        return 0
    finally:
        lock.release()


def main(folder: Path) -> int:
    """Entry of the run's child process."""
    try:
        return execute(folder)
    except UserError as error:
        logging.error("%s", error)
        return error.exit_code
