"""Two real processes over gloo against one: the same losses, whatever the parts."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import numpy as np
import pytest
import torch

from rvcdesk.events import read_events
from rvcdesk.messages import UserError
from rvcdesk.training import runs
from rvcdesk.training.machine.fit import random_batch
from rvcdesk.training.machine.graphs import Recorder, round_up
from rvcdesk.training.machine.world import World
from rvcdesk.training.plan import Stage
from rvcdesk.training.run import execute
from rvcdesk.training.trainer import LOSSES, Trainer
from rvcdesk.voice.presets import get_preset
from tests.helpers.trained import small


def steps_of(folder: Path) -> list[dict[str, Any]]:
    return [event for event in read_events(folder / "events.jsonl")[0] if event["event"] == "step"]


def curves(folder: Path) -> np.ndarray:
    return np.array([[step["losses"][name] for name in LOSSES] for step in steps_of(folder)])


def launch(project: Path, *words: str) -> subprocess.CompletedProcess[str]:
    """`torchrun` with two processes on this machine."""
    command = [
        sys.executable, "-m", "torch.distributed.run", "--standalone", "--nproc-per-node", "2",
        "-m", "rvcdesk", "train", str(project), *words,
    ]  # fmt: skip
    environment = {**os.environ, "OMP_NUM_THREADS": "1", "CUDA_VISIBLE_DEVICES": ""}
    return subprocess.run(command, capture_output=True, text=True, env=environment, timeout=600)


def test_two_processes_train_as_one(own_project: Path) -> None:
    """The batch is the global one; the losses are those of a single process but for the order of sums."""
    words = ["--f0", "pm", "--batch-size", "3", "--steps", "4", "--save-every", "0"]
    words += ["--threads", "1", "--precision", "fp32", "--device", "cpu"]
    ended = launch(own_project, "--name", "two", *words)
    assert ended.returncode == 0, ended.stderr
    alone = runs.create_run(small(own_project, name="one", batch_size=3, device="cpu"))
    assert execute(alone) == 0
    two = own_project / "runs" / "two"
    prepared = [event for event in read_events(two / "events.jsonl")[0] if "world" in event][-1]
    assert (prepared["world"], prepared["batch_size"]) == (2, 3)
    assert [step["step"] for step in steps_of(two)] == [1, 2, 3, 4]
    np.testing.assert_allclose(curves(two), curves(alone), rtol=2e-4, atol=1e-5)
    assert runs.status(two).state == "done" and (own_project / "voice" / "two.safetensors").is_file()

    ended = launch(own_project, "--name", "two", "--train-on", "5")
    assert ended.returncode == 0, ended.stderr
    assert [step["step"] for step in steps_of(two)] == list(range(1, 11)), "five epochs of two steps"


def test_more_processes_than_items_are_refused(own_project: Path) -> None:
    folder = runs.create_run(small(own_project, batch_size=1))
    with pytest.raises(UserError, match="cannot share"):
        from rvcdesk.training.run import Run

        run = Run(folder, world=World(0, 2))
        try:
            run.train()
        finally:
            run.close()


@pytest.mark.parametrize("micro", [1, 2, 3])
def test_a_batch_in_parts_is_the_same_step(micro: int) -> None:
    """Steps with and without the adversary; parts of unequal size too."""
    preset = get_preset("draft")
    batch = random_batch(preset, 4)
    lengths = torch.tensor([150, 96, 150, 120])
    batch = type(batch)(batch.phone, lengths, batch.pitch, batch.pitchf, batch.wave)
    told = []
    for size in (4, micro):
        trainer = Trainer(preset, f0=True, device=torch.device("cpu"), seed=3)
        trainer.micro = size
        values = [list(trainer.step(batch, step, 1).read()[0].values()) for step in (1, 100, 101)]
        told.append(np.array(values))
    np.testing.assert_allclose(told[1], told[0], rtol=2e-4, atol=1e-5)


def test_full_memory_lowers_the_parts_and_goes_on() -> None:
    preset, notes = get_preset("draft"), []
    trainer = Trainer(
        preset, f0=True, device=torch.device("cpu"), seed=3, note=lambda message: notes.append(str(message))
    )
    reference = Trainer(preset, f0=True, device=torch.device("cpu"), seed=3)
    batch, spectrogram = random_batch(preset, 4), trainer.spectrogram.forward

    def small_memory(audio: torch.Tensor) -> torch.Tensor:
        if len(audio) > 1:
            raise torch.OutOfMemoryError("CUDA out of memory.")
        return spectrogram(audio)

    trainer.spectrogram.forward = small_memory  # type: ignore[method-assign]
    values = [trainer.step(batch, step, 1).read()[0] for step in (100, 101)]
    wanted = [reference.step(batch, step, 1).read()[0] for step in (100, 101)]
    for found, right in zip(values, wanted, strict=True):
        assert list(found.values()) == pytest.approx(list(right.values()), rel=2e-4)
    assert trainer.micro == 1 and len(notes) == 2 and "2 items" in notes[0]


def test_no_memory_at_all_is_said() -> None:
    preset = get_preset("draft")
    trainer = Trainer(preset, f0=True, device=torch.device("cpu"), seed=3)

    def no_memory(*_: object, **__: object) -> torch.Tensor:
        raise torch.OutOfMemoryError("CUDA out of memory.")

    trainer.spectrogram.forward = no_memory  # type: ignore[method-assign]
    with pytest.raises(UserError, match="too small to train draft"):
        trainer.step(random_batch(preset, 2), 1, 1)
    assert trainer.checkpointing, "everything was tried"


def test_gradients_that_are_no_numbers_change_nothing() -> None:
    preset = get_preset("draft")
    trainer = Trainer(preset, f0=True, device=torch.device("cpu"), seed=3)
    batch = random_batch(preset, 2)
    trainer.step(batch, 100, 1)
    before = {name: value.clone() for name, value in trainer.generator.state_dict().items()}
    broken = type(batch)(batch.phone * float("nan"), batch.lengths, batch.pitch, batch.pitchf, batch.wave)
    losses, norms, left_out = trainer.step(broken, 101, 1).read()
    assert left_out and losses["mel"] != losses["mel"] and norms["generator"] != norms["generator"]
    after = trainer.generator.state_dict()
    assert all(torch.equal(before[name], after[name]) for name in before)
    losses, _, left_out = trainer.step(batch, 102, 1).read()
    assert not left_out and all(np.isfinite(list(losses.values())))


class Again:
    """A recording for a processor: the work itself, done once more on what is in the buffers."""

    def __init__(self, work: Callable[[], torch.Tensor], values: torch.Tensor) -> None:
        self._work, self._values = work, values

    def replay(self) -> None:
        self._values.copy_(self._work())


def test_recorded_steps_are_the_steps() -> None:
    """The buffers, keys, padding and the check of a recorder; a CUDA graph itself needs a card."""
    preset = get_preset("draft")
    told = []
    for recorded in (False, True):
        trainer = Trainer(preset, f0=True, device=torch.device("cpu"), seed=3)
        made = 0

        def record(work: Callable[[], torch.Tensor]) -> tuple[Again, torch.Tensor]:
            nonlocal made
            made += 1
            values = torch.zeros(8)
            return Again(work, values), values

        if recorded:
            trainer.recorder = Recorder(record)
        values = []
        for step in range(97, 106):
            torch.manual_seed(step)  # another batch each step
            batch = random_batch(preset, 2, 200)  # whole seconds: padding would change the draws' shape
            values.append(list(trainer.step(batch, step, 1).read()[0].values()))
        told.append(values)
        if recorded:
            assert made == 1 and not trainer.recorder.broken, "with the adversary, after three steps"
    assert told[0] == told[1]


def test_a_recording_that_computes_something_else_is_dropped() -> None:
    preset = get_preset("draft")
    trainer = Trainer(preset, f0=True, device=torch.device("cpu"), seed=3)
    values = torch.ones(8)
    trainer.recorder = Recorder(lambda work: (Again(lambda: values, values), values))
    for step in range(1, 6):
        losses, _, _ = trainer.step(random_batch(preset, 2, 200), step, 1).read()
    assert "off by" in trainer.recorder.broken and losses["mel"] > 1


def test_padding_to_whole_seconds_changes_nothing() -> None:
    batch = random_batch(get_preset("draft"), 2, 150)
    padded = round_up(batch)
    assert padded.wave.shape[1] == padded.phone.shape[1] * 320 and padded.phone.shape[1] == 200
    assert torch.equal(padded.lengths, batch.lengths) and torch.equal(padded.phone[:, :150], batch.phone)


def test_stages_count_epochs_of_their_own_length() -> None:
    first = Stage(steps_per_epoch=10, batch_size=4, dataset="a")
    assert [first.epoch(step) for step in (1, 10, 11)] == [1, 1, 2]
    assert first.last_step(3) == 30 and first.last_step(3, 7) == 7
    whole, broken = first.after(20, 15, 4, "b"), first.after(24, 15, 4, "b")
    assert whole.epoch(21) == 3 and whole.place(21) == 1 and whole.last_step(3) == 35
    assert broken.epoch(25) == 3, "an epoch that was broken off is begun anew"
    assert whole.ends_epoch(35) and not whole.ends_epoch(30)
    assert first.after(0, 15, 4, "b") == Stage(15, 4, "b")
