"""Every RVC preset, with and without pitch, in a narrow network: steps, a save, and what it resumes to."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
import torch

from rvcdesk.training import saves
from rvcdesk.training.machine.fit import random_batch
from rvcdesk.training.plan import Stage
from rvcdesk.training.trainer import Trainer
from rvcdesk.voice.presets import PRESETS, Preset

RVC = [name for name in PRESETS if name.startswith("rvc")]


def narrow(name: str) -> Preset:
    """The preset's rates, spectrograms and losses around a network that a test can afford."""
    network = replace(
        PRESETS[name].network, inter_channels=16, hidden_channels=16, filter_channels=32, n_layers=1,
        upsample_initial_channel=32, gin_channels=8, speakers=2,
    )  # fmt: skip
    return replace(PRESETS[name], network=network, discriminator="draft")


@pytest.mark.parametrize("precision", ["fp32", "bf16"])
@pytest.mark.parametrize("f0", [True, False])
@pytest.mark.parametrize("name", RVC)
def test_steps_and_a_resume(tmp_path: Path, name: str, f0: bool, precision: str) -> None:
    preset = narrow(name)

    def fresh() -> Trainer:
        return Trainer(preset, f0=f0, device=torch.device("cpu"), seed=1, precision=precision)

    trainer = fresh()
    batch = random_batch(preset, 2, 60)
    first = [trainer.step(batch, step, 1).read() for step in (1, 2)]
    assert all(np.isfinite(list(losses.values())).all() and not left for losses, _, left in first)
    assert first[0][0]["discriminator"] > 0 and first[0][0]["kl"] > 0
    path = saves.save_path(tmp_path, 2)
    stage = Stage(5, 2, "key")
    saves.write_save(trainer, path, 2, stage)
    other = fresh()
    assert saves.take_up(other, path) == saves.Taken(2, stage)
    one, two = (each.step(batch, 3, 1).read()[0] for each in (trainer, other))
    assert one == two, "to the bit"
