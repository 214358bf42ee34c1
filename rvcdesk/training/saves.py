"""The full saves of a run: everything a resume needs, the last two and the best kept."""

from __future__ import annotations

import glob
import re
from dataclasses import dataclass
from pathlib import Path
from typing import IO, Any

import torch

from rvcdesk.disk import atomic_write, clear_torn
from rvcdesk.messages import BadInput, UserError
from rvcdesk.training.options import TrainOptions
from rvcdesk.training.plan import KEPT_SAVES, Stage
from rvcdesk.training.trainer import Trainer
from rvcdesk.voice.library import file_stem

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


def drop_old(run: Path, step: int, best: int | None) -> None:
    """Delete all but the last two up to `step` and the best.

    What lies beyond `step` was passed over by a resume, damaged, and would count as one of the last two.
    """
    found = list_saves(run)
    kept = [path for path in found if (step_of(path) or 0) <= step][-KEPT_SAVES:]
    for path in found:
        if path not in kept and step_of(path) != best:
            path.unlink(missing_ok=True)


def clear_torn_files(run: Path, options: TrainOptions) -> None:
    """Remove what a kill left half-written in the run, and of its voice in the project."""
    for name in ("checkpoints", "voices", "previews", "index"):
        clear_torn(run / name)
    clear_torn(run, "host")
    clear_torn(options.project / "voice", glob.escape(file_stem(options.name)[:40]))


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
        with open(temporary, "wb") as file:
            _write_state(state, file)
        read = torch.load(temporary, map_location="cpu", weights_only=True, mmap=True)
        if read["step"] != step:
            raise UserError("The save {file} could not be read back; check the disk.", file=path)


def _write_state(state: dict[str, Any], file: IO[bytes]) -> None:
    """`torch.save`, which has words of its own for what the system said of the disk."""
    try:
        torch.save(state, file)
    except RuntimeError as error:
        said: BaseException | None = error
        while said is not None and not isinstance(said, OSError):
            said = said.__cause__ or said.__context__
        raise said or OSError(str(error).splitlines()[0]) from error


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
    except (BadInput, MemoryError, torch.OutOfMemoryError):
        raise  # nothing that says anything of the file
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
            for name_of in ("fused", "capturable"):  # of this device, not of the one that saved
                group[name_of] = optimiser.defaults[name_of]
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
