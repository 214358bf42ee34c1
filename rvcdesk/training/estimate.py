"""How long a run will take: measured with the real networks on this machine, not looked up."""

from __future__ import annotations

import gc
import time
from typing import Any

import torch

from rvcdesk.conversion.memory import tidy
from rvcdesk.devices import pick_device
from rvcdesk.jobs import SILENT, Reporter, worker_threads
from rvcdesk.messages import N_
from rvcdesk.training.base import base_note
from rvcdesk.training.machine.fit import fit, random_batch
from rvcdesk.training.machine.precision import choose_precision
from rvcdesk.training.options import TrainOptions
from rvcdesk.training.prepare import summarise
from rvcdesk.training.trainer import Trainer
from rvcdesk.voice.presets import get_preset

TRIAL_STEPS = 3


def estimate(options: TrainOptions, report: Reporter = SILENT) -> dict[str, Any]:
    """Time of a step (three trial steps on random data, the first not counted) and of the whole run, in s.

    Raises:
        BadInput: bad options, or no such device.
    """
    options.check()
    summary = summarise(options, report)
    preset, f0 = get_preset(options.preset), options.f0 != "none"
    device, facts = pick_device(options.device)
    torch.set_num_threads(worker_threads(options.threads))
    precision = choose_precision(options.precision, device, facts)
    fitting = fit(
        preset, device, precision, f0=f0, batch_size=options.batch_size,
        checkpointing=options.checkpointing, pieces=summary["pieces"],
    )  # fmt: skip
    trainer = Trainer(
        preset, f0=f0, device=device, seed=0, precision=precision, checkpointing=fitting.checkpointing
    )
    trainer.micro = fitting.micro
    times = []
    for index in range(TRIAL_STEPS):
        report.progress(index, TRIAL_STEPS, N_("Timing trial steps"))
        began = time.monotonic()
        # Steps as nearly all of them are: with the adversary.
        batch = random_batch(preset, fitting.batch_size)
        trainer.step(batch, preset.training.adversary_from_step + index, 1).read()
        times.append(time.monotonic() - began)
    memory = torch.cuda.max_memory_allocated(device) if device.type == "cuda" else 0
    del trainer, batch
    gc.collect()
    tidy()  # gigabytes that the engine, which lives on, has no use for
    if device.type == "cuda":
        torch.cuda.empty_cache()
    per_epoch = max(1, -(-(summary["pieces"] + 2) // fitting.batch_size))
    steps = options.steps or options.epochs * per_epoch
    step_s = min(times[1:])
    return {
        "step_s": step_s,
        "steps": steps,
        "steps_per_epoch": per_epoch,
        "seconds": step_s * steps,
        "device": facts.name,
        "base": base_note(options).to_json(),
        "batch_size": fitting.batch_size,
        "precision": precision,
        "memory_bytes": memory,
    }
