"""How long a run will take: measured with the real networks on this machine, not looked up."""

from __future__ import annotations

import time
from typing import Any

import torch

from rvcdesk.devices import pick_device
from rvcdesk.jobs import SILENT, Reporter, worker_threads
from rvcdesk.messages import N_
from rvcdesk.training.base import base_note
from rvcdesk.training.dataset import Batch
from rvcdesk.training.options import TrainOptions
from rvcdesk.training.pieces import PIECE_S
from rvcdesk.training.prepare import summarise
from rvcdesk.training.trainer import Trainer
from rvcdesk.voice.presets import Preset, get_preset

TRIAL_STEPS = 3


def estimate(options: TrainOptions, report: Reporter = SILENT) -> dict[str, Any]:
    """Time of a step (three trial steps on random data, the first not counted) and of the whole run, in s.

    Raises:
        BadInput: bad options, or no such device.
    """
    options.check()
    summary = summarise(options, report)
    preset = get_preset(options.preset)
    device, facts = pick_device(options.device)
    torch.set_num_threads(worker_threads(options.threads))
    size = options.batch_size or preset.training.batch_size
    bf16 = facts.bf16 if options.precision == "auto" else options.precision == "bf16"
    trainer = Trainer(preset, f0=options.f0 != "none", device=device, seed=0, bf16=bf16)
    times = []
    for index in range(TRIAL_STEPS):
        report.progress(index, TRIAL_STEPS, N_("Timing trial steps"))
        began = time.monotonic()
        # Steps as nearly all of them are: with the adversary.
        trainer.step(_random_batch(preset, size), preset.training.adversary_from_step + index, 1)
        times.append(time.monotonic() - began)
    per_epoch = max(1, -(-(summary["pieces"] + 2) // size))
    steps = options.steps or options.epochs * per_epoch
    step_s = min(times[1:])
    return {
        "step_s": step_s,
        "steps": steps,
        "steps_per_epoch": per_epoch,
        "seconds": step_s * steps,
        "device": facts.name,
        "base": base_note(options).to_json(),
    }


def _random_batch(preset: Preset, size: int) -> Batch:
    frames = round((preset.training.crop_seconds or PIECE_S) * 100)
    return Batch(
        torch.randn(size, frames, preset.network.content_dim),
        torch.full((size,), frames),
        torch.full((size, frames), 60),
        torch.full((size, frames), 150.0),
        torch.randn(size, frames * preset.mel.hop) * 0.1,
    )
