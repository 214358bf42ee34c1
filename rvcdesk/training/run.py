"""A training run from its folder to a voice: prepare, train, save, preview, finish."""

from __future__ import annotations

import contextlib
import logging
import signal
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import torch

from rvcdesk import power
from rvcdesk.devices import Device, pick_device, unused_card
from rvcdesk.events import Event, EventLog
from rvcdesk.jobs import Cancelled, worker_threads
from rvcdesk.messages import N_, BadInput, Message, UserError
from rvcdesk.training import runs, saves
from rvcdesk.training.base import load_base
from rvcdesk.training.board import Board
from rvcdesk.training.data.feeder import feed, place
from rvcdesk.training.data.heldout import HeldPlace, held_out
from rvcdesk.training.dataset import Dataset, Tables, read_tables
from rvcdesk.training.finish import publish
from rvcdesk.training.keeper import Keeper
from rvcdesk.training.ledger import Ledger
from rvcdesk.training.machine.fit import Fit, fit
from rvcdesk.training.machine.monitor import Monitor
from rvcdesk.training.machine.precision import choose_precision
from rvcdesk.training.machine.world import ALONE, World
from rvcdesk.training.options import TrainOptions
from rvcdesk.training.plan import Stage
from rvcdesk.training.prepare import Prepared, prepare
from rvcdesk.training.previews import Preview
from rvcdesk.training.trainer import Trainer
from rvcdesk.voice.presets import Preset, get_preset

MACHINE_EVERY_S = 10.0
Listener = Callable[[Event], None]


@dataclass(frozen=True)
class Setup:
    """What a process needs to take part in a training; tensors on the CPU."""

    options: TrainOptions
    f0: bool
    precision: str
    fit: Fit
    tables: Tables
    stage: Stage
    held_out: tuple[int, ...]
    state: dict[str, Any]


class Run:
    """One run being trained. What happens is written to events.jsonl and told to `listener`."""

    def __init__(self, folder: Path, listener: Listener | None = None, world: World = ALONE) -> None:
        self.folder, self.world = folder, world
        self.options: TrainOptions = runs.read_options(folder)
        self.preset: Preset = get_preset(self.options.preset)
        self._log = EventLog(folder / "events.jsonl")
        self._listener = listener or (lambda event: None)
        self._board = Board(folder) if self.options.tensorboard else None
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
        """Write an event and pass it on. A disk that is full now gets it with the next one."""
        record = self._log.write(event, **fields)
        if event in ("save", "done", "failed"):
            self._log.sync()
        self._listener(record)
        if self._board is not None:
            self._board.hear(record)

    def close(self) -> None:
        self._log.close()
        if self._board is not None:
            self._board.close()

    # -- the work ------------------------------------------------------------------------------

    def train(self) -> bool:
        """Train to the end, or until a stop is asked for; True when the end was reached.

        Raises:
            UserError: the run cannot go on; the last save stays.
        """
        options, preset = self.options, self.preset
        options.check()
        saves.clear_torn_files(self.folder, options)
        again = (self.folder / "events.jsonl").stat().st_size > 0
        device, facts = device_of(options, self.world)
        if device.type == "cpu" and options.device == "auto" and (card := unused_card()):
            self.warn(card)
        precision = choose_precision(options.precision, device, facts)
        torch.set_num_threads(worker_threads(options.threads))
        f0_method = runs.pitch_method(options)
        started = time.monotonic()
        prepared = prepare(options, f0_method, str(device), self)
        tables = read_tables(prepared, preset)
        room = fit(
            preset, device, precision, f0=f0_method != "none", batch_size=options.batch_size,
            checkpointing=options.checkpointing, pieces=len(prepared.files), frames=max(tables.lengths),
        )  # fmt: skip
        trainer = make_trainer(options, f0_method != "none", device, precision, room, self.world, self.warn)
        taken = self._take_up(trainer, again)
        dataset, stage = self._dataset(prepared, tables, preset, room, taken)
        last = stage.last_step(options.epochs, options.steps)
        self._tell_stage(stage, taken, last, prepared)
        self.tell(
            "prepare", done=1, total=1, stage=N_("Prepared"), pieces=len(prepared.files),
            minutes=prepared.seconds / 60, unused=prepared.left_out, steps=last, epochs=options.epochs,
            steps_per_epoch=dataset.steps_per_epoch, batch_size=dataset.batch_size,
            micro_batch=min(trainer.micro, dataset.batch_size), held_out=len(dataset.held_out), f0=f0_method,
            device=facts.name, precision=precision, world=self.world.size,
            seconds=time.monotonic() - started,
        )  # fmt: skip
        preview = Preview(
            self.folder, preset, prepared, options.preview_source, f0_method, device, options.dialect
        )
        keeper = Keeper(self.folder, options, trainer, stage, prepared, preview, self.tell, self.warn)
        if self.world.size > 1:
            setup = Setup(
                options, trainer.f0, precision, room, tables, stage, dataset.held_out, _state(trainer)
            )
            self.world.share(setup)
        dataset.tables = place(tables, device, options.cache)
        first = (taken.step if taken else 0) + 1
        step, ended = self._loop(trainer, dataset, stage, keeper, first, last)
        self.world.share(None)
        if step:
            files = publish(self.folder, options, step, tables.features(), self.warn)
        if ended:
            self.tell("done", step=step, epoch=stage.epoch(step), files=[str(path) for path in files])
        return ended

    def _loop(
        self, trainer: Trainer, dataset: Dataset, stage: Stage, keeper: Keeper, first: int, last: int
    ) -> tuple[int, bool]:
        """Train from `first` to `last`: the last step that is saved, and whether that is the end."""
        ledger = Ledger(self.tell, self.warn, scaled=trainer.precision == "fp16")
        monitor, looked = Monitor(str(trainer.device)), 0.0
        batches = feed(dataset, trainer.device, stage.place(first), stage.place(last))
        keeper.resume(first - 1)
        for step, batch in zip(range(first, last + 1), batches, strict=True):
            self.world.share(step)
            epoch, began = stage.epoch(step), time.monotonic()
            ledger.add(step, epoch, trainer.step(batch, step, epoch), began)
            if began - looked > MACHINE_EVERY_S:
                looked = began
                if facts := monitor.read():
                    self.tell("machine", **facts)
            word = runs.take_word(self.folder)
            stop = word == runs.STOP
            if stage.ends_epoch(step) and dataset.held_out:
                ledger.pause()
                keeper.measure(dataset, step)
            if word or step == last or keeper.due(step):
                ledger.pause()
                keeper.save(step, must=stop or step == last)
            if stop:
                break
        return keeper.saved_step, keeper.saved_step >= last

    def _dataset(
        self, prepared: Prepared, tables: Tables, preset: Preset, room: Fit, taken: saves.Taken | None
    ) -> tuple[Dataset, Stage]:
        """What is trained on from here on, and where in the run that is."""
        places = [HeldPlace(item.clip, item.start_s, item.end_s) for item in prepared.places]
        kept_out = held_out(places, self.options.held_out)
        before = taken.stage if taken else None
        size = before.batch_size if before else room.batch_size
        dataset = Dataset(tables, preset, size, self.options.seed, kept_out)
        if dataset.batch_size < self.world.size:
            raise BadInput(
                "{count} processes cannot share batches of {items}; use fewer, or a larger batch.",
                count=self.world.size,
                items=dataset.batch_size,
            )
        fresh = Stage(dataset.steps_per_epoch, dataset.batch_size, prepared.key)
        if taken is None or before is None:
            return dataset, fresh
        same = before.dataset == prepared.key and before.steps_per_epoch == dataset.steps_per_epoch
        if same:
            return dataset, before
        return dataset, before.after(taken.step, dataset.steps_per_epoch, dataset.batch_size, prepared.key)

    def _tell_stage(self, stage: Stage, taken: saves.Taken | None, last: int, prepared: Prepared) -> None:
        """Say when a run is trained on: for longer than it was meant to, or with other recordings."""
        if taken is None:
            return
        changed = taken.stage is not None and taken.stage.dataset != stage.dataset
        meant = runs.last_plan(self.folder)
        if not changed and (not meant or last <= meant):
            return
        self.tell(
            "stage", step=taken.step, epoch=(taken.stage or stage).epoch(taken.step), steps=last,
            epochs=self.options.epochs, steps_per_epoch=stage.steps_per_epoch, pieces=len(prepared.files),
            minutes=prepared.seconds / 60, reason="recordings" if changed else "epochs",
        )  # fmt: skip

    def _take_up(self, trainer: Trainer, again: bool) -> saves.Taken | None:
        """Load the newest save that opens; without one, the base model (None)."""
        for path in reversed(saves.list_saves(self.folder)):
            try:
                taken = saves.take_up(trainer, path)
            except UserError as error:
                self.warn(error.message)
                continue
            self.tell("resume", step=taken.step)
            return taken
        if again:
            self.warn(Message(N_("There is no save to resume from; the training starts at step 1.")))
        load_base(trainer, self.options, self.warn)
        return None


def follow(world: World) -> int:
    """Take part in a training that the first process leads; returns an exit code."""
    setup: Setup | None = world.share()
    if setup is None:
        return 0
    options = setup.options
    device, _ = device_of(options, world)
    torch.set_num_threads(worker_threads(options.threads))

    def note(message: Message) -> None:
        logging.warning("Process %d: %s", world.rank, message)

    trainer = make_trainer(options, setup.f0, device, setup.precision, setup.fit, world, note)
    saves.put_state(trainer, setup.state)
    stage = setup.stage
    tables = place(setup.tables, device, options.cache)
    dataset = Dataset(tables, trainer.preset, stage.batch_size, options.seed, setup.held_out)
    while (step := world.share()) is not None:
        batch = dataset.batch(stage.place(step)).to(device)
        trainer.step(batch, step, stage.epoch(step))
    return 0


def device_of(options: TrainOptions, world: World) -> tuple[torch.device, Device]:
    """The device of this process, tried out; beside others each has a card of its own."""
    wanted = options.device
    if world.size > 1 and wanted in ("auto", "cuda") and torch.cuda.is_available():
        wanted = f"cuda:{world.local_rank}"
    device, facts = pick_device(wanted)
    if device.type == "cuda":
        torch.cuda.set_device(device)
    return device, facts


def make_trainer(
    options: TrainOptions,
    f0: bool,
    device: torch.device,
    precision: str,
    room: Fit,
    world: World,
    note: Callable[[Message], None],
) -> Trainer:
    """The trainer of a run, from nothing."""
    trainer = Trainer(
        get_preset(options.preset), f0=f0, device=device, seed=options.seed, precision=precision,
        dialect=options.dialect, checkpointing=room.checkpointing, world=world, note=note,
    )  # fmt: skip
    trainer.micro = room.micro
    if options.compile == "on":
        trainer.compile()
    if options.compile != "off":
        trainer.record_steps()
    return trainer


def _state(trainer: Trainer) -> dict[str, Any]:
    """Everything that is trained, on the CPU."""
    from torch.utils._pytree import tree_map_only

    state = saves.get_state(trainer)
    return dict(tree_map_only(torch.Tensor, lambda item: item.cpu(), state))


def execute(folder: Path, listener: Listener | None = None, world: World = ALONE) -> int:
    """Train the run in `folder`, holding its lock. Returns an exit code; failures become an event.

    Raises:
        UserError: the folder is no run, or another process trains it.
    """
    with runs.held(folder), _awake(folder.name):
        run = Run(folder, listener, world)
        try:
            run.train()
        except Cancelled:
            world.share(None)
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


@contextlib.contextmanager
def _awake(name: str) -> Iterator[None]:
    """The computer does not fall asleep meanwhile, unless the user wants that."""
    if not power.wanted():
        yield
        return
    with power.keep_awake(f"training {name}"):
        yield


def main(folder: Path) -> int:
    """Entry of the run's child process. A computer that shuts down asks it to end: it saves first."""
    signal.signal(signal.SIGTERM, lambda *_: runs.ask(folder, runs.STOP))
    try:
        return execute(folder)
    except UserError as error:
        logging.error("%s", error)
        return error.exit_code
