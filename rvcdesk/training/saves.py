"""The full saves of a run: everything a resume needs, the last two and the best kept."""

from __future__ import annotations

import re
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import torch

from rvcdesk.disk import atomic_write
from rvcdesk.messages import BadInput, UserError
from rvcdesk.training.plan import Stage
from rvcdesk.training.trainer import Trainer

KEPT = 2
FORMAT = 2


@dataclass(frozen=True)
class Taken:
    """Where a save that was taken up stood."""

    step: int
    stage: Stage | None  # None: written before there were stages


def save_path(run: Path, step: int) -> Path:
    """The full save of a step."""
    return run / "checkpoints" / f"step_{step:08d}.pt"


def list_saves(run: Path) -> list[Path]:
    """The full saves there are, the newest last."""
    return sorted(path for path in (run / "checkpoints").glob("step_*.pt") if step_of(path) is not None)


def drop_old(run: Path, best: int | None) -> None:
    """Delete all but the last two and the best."""
    for path in list_saves(run)[:-KEPT]:
        if step_of(path) != best:
            path.unlink(missing_ok=True)


def write_save(trainer: Trainer, path: Path, step: int, stage: Stage) -> None:
    """Write a save, and prove that it opens, before it gets its name.

    There is no state of random numbers in it: they come from the seed and the step, and so does the
    order of the data from the seed and the stage.

    Raises:
        UserError: the disk refuses.
    """
    state = {
        "format": FORMAT,
        "step": step,
        "preset": trainer.preset.id,
        "precision": trainer.precision,
        "stage": stage.to_json(),
        **get_state(trainer),
    }
    with atomic_write(path) as temporary:
        try:
            torch.save(state, temporary)
        except RuntimeError as error:
            raise OSError(str(error).splitlines()[0]) from error  # torch's own word for a full disk
        read = torch.load(temporary, map_location="cpu", weights_only=True, mmap=True)
        if read["step"] != step:
            raise UserError("The save {file} could not be read back; check the disk.", file=path)


def take_up(trainer: Trainer, path: Path) -> Taken:
    """Put a save into a trainer.

    Raises:
        BadInput: the file is not a save of this preset, or is damaged.
    """
    try:
        state = torch.load(path, map_location=trainer.device, weights_only=True)
        if state["preset"] != trainer.preset.id:
            raise BadInput("{file} is a save of another preset.", file=path)
        put_state(trainer, state)
        return Taken(int(state["step"]), Stage(**state["stage"]) if "stage" in state else None)
    except BadInput:
        raise
    except Exception as error:
        raise BadInput(
            "The save {file} is damaged ({reason}).", file=path, reason=type(error).__name__
        ) from error


def get_state(trainer: Trainer) -> dict[str, Any]:
    """Networks, optimisers and scalers as a state."""
    names = ("generator", "discriminator", "optim_g", "optim_d", "scaler_g", "scaler_d")
    return {name: getattr(trainer, name).state_dict() for name in names}


def put_state(trainer: Trainer, state: dict[str, Any]) -> None:
    """Networks, optimisers and scalers from a state."""
    trainer.generator.load_state_dict(state["generator"])
    trainer.discriminator.load_state_dict(state["discriminator"])
    for name, optimiser in (("optim_g", trainer.optim_g), ("optim_d", trainer.optim_d)):
        for group in state[name]["param_groups"]:
            group["fused"] = optimiser.defaults["fused"]  # of this device, not of the one that saved
        optimiser.load_state_dict(state[name])
    for name, scaler in (("scaler_g", trainer.scaler_g), ("scaler_d", trainer.scaler_d)):
        if state.get(name):
            scaler.load_state_dict(state[name])


def check_finite(trainer: Trainer, step: int) -> None:
    """Look that both networks hold nothing but numbers.

    Raises:
        UserError: they do not; a save of them would be worth nothing.
    """
    values = [*trainer.generator.state_dict().values(), *trainer.discriminator.state_dict().values()]
    if not bool(torch.stack([value.isfinite().all() for value in values]).all()):
        raise UserError(
            "The networks held values that are no numbers at step {step}; nothing was saved. Resume from the "
            "last save, or start anew with precision fp32.",
            step=step,
        )


def step_of(path: Path) -> int | None:
    """The step in a save's name."""
    found = re.fullmatch(r"step_(\d+)\.pt", path.name)
    return int(found[1]) if found else None
