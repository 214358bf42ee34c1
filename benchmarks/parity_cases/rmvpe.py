"""rmvpe/: mel front end, network, decoding; small files and the full size by formula."""

from __future__ import annotations

import contextlib
import os
import shutil
from collections.abc import Iterator
from functools import partial
from pathlib import Path
from typing import Any

import numpy as np
import torch

from benchmarks.parity_cases.formula import checked, seed_of
from benchmarks.parity_cases.report import Case, Line, Skip, arrays, limited, near, near_relative
from rvcdesk.assets.store import NEEDS, models_dir
from rvcdesk.pitch import rmvpe
from rvcdesk.pitch.chunks import Sound, frame_count
from rvcdesk.pitch.estimate import estimate_f0, free_models
from rvcdesk.pitch.rmvpe_net import E2E, Sizes

MEL = 2e-4
HIDDEN, HIDDEN_FULL = 1e-4, 2e-4
F0 = 1e-3
MARGIN = 1e-3
DECODED = 1e-6
WEIGHTS = (".pt", ".pth", ".bin", ".safetensors")


def cases(root: Path) -> Iterator[Case]:
    """One for each .npz, by the arrays in it, and for each file of weights without one."""
    folder = root / "rmvpe"
    for path in sorted(folder.glob("*.npz")):
        yield Case(f"rmvpe/{path.stem}", partial(_case, root, path))
    if folder.is_dir():
        for path in sorted(folder.iterdir()):
            if path.suffix in WEIGHTS and not path.with_suffix(".npz").exists():
                yield Case(f"rmvpe/{path.name}", partial(_lonely, path))


def _lonely(path: Path) -> Iterator[Line]:
    raise Skip(f"there is no {path.with_suffix('.npz').name}")
    yield


def _case(root: Path, path: Path) -> Iterator[Line]:
    data, case = arrays(path), f"rmvpe/{path.stem}"
    if "salience" in data:
        yield from _decode(case, data)
    elif "hidden" in data:
        yield from _network(root, case, path, data)
    elif "mel" in data and "audio16k" in data:
        yield from _front(case, data)
    else:
        raise Skip(f"{path.name} is of a kind this runner does not know")


def _decode(case: str, data: dict[str, Any]) -> Iterator[Line]:
    for name in sorted(data):
        if name.startswith("f0_thred_"):
            got = rmvpe.decode(data["salience"], float(name.removeprefix("f0_thred_")))
            yield near_relative(case, name, got, data[name], DECODED)


def _front(case: str, data: dict[str, Any]) -> Iterator[Line]:
    if "mel_basis" in data:
        yield near(case, "mel_basis", rmvpe.mel_basis(), data["mel_basis"], 1e-6)
    # The front end has no weights: any network carries it.
    with torch.random.fork_rng():
        front = rmvpe.Rmvpe(E2E(Sizes(width=1, levels=1, blocks=1, inter=1, hidden=1)).eval())
    yield near(case, "mel", _mel(front, data["audio16k"]).numpy(), data["mel"], MEL)


def _mel(model: rmvpe.Rmvpe, audio: np.ndarray[Any, Any]) -> torch.Tensor:
    return model.mel(Sound(audio), 0, frame_count(audio.size))


def _network(root: Path, case: str, path: Path, data: dict[str, Any]) -> Iterator[Line]:
    formula = "formula" in path.stem
    with _placed(root, path, data, formula) as place:
        model = rmvpe.Rmvpe(rmvpe.load_network(place))
        mel = _mel(model, data["audio16k"])
        if "mel" in data:
            yield near(case, "mel", mel.numpy(), data["mel"], MEL)
        hidden = model.salience(mel).numpy()
        yield near(case, "hidden", hidden, data["hidden"], HIDDEN_FULL if formula else HIDDEN)
        del model
        if "f0" in data:
            clear = data["top2_margin"] > MARGIN if "top2_margin" in data else np.ones(len(hidden), bool)
            note = f"{clear.sum()} of {clear.size} frames with a clear peak"
            f0 = rmvpe.decode(hidden)
            yield near_relative(case, "f0", f0[clear], data["f0"][clear], F0, note)
            whole = estimate_f0(data["audio16k"], method="rmvpe")
            free_models()
            yield near_relative(case, "f0 by estimate_f0", whole[clear], data["f0"][clear], F0, note)
            odd = int(((f0 > 0) != (data["f0"] > 0))[clear].sum())
            yield limited(case, "voicing: differing", odd, 0, note)


@contextlib.contextmanager
def _placed(root: Path, npz: Path, data: dict[str, Any], formula: bool) -> Iterator[Path]:
    """The weights where the product looks for them; the user's folder is the run's own (RVCDESK_HOME)."""
    if "RVCDESK_HOME" not in os.environ:
        raise Skip("RVCDESK_HOME is not set, and the user's own models are left alone")
    place = models_dir() / NEEDS["rmvpe"][0]
    place.parent.mkdir(parents=True, exist_ok=True)
    if formula:
        weights = checked(root, "rmvpe_e2e", "RMVPE_RULES", seed_of(npz, data))
        torch.save({key: torch.from_numpy(value) for key, value in weights.items()}, place)
    else:
        files = [path for suffix in WEIGHTS if (path := npz.with_suffix(suffix)).is_file()]
        if not files:
            raise Skip(f"there is no {npz.stem}.pt")
        shutil.copyfile(files[0], place)
    try:
        yield place
    finally:
        place.unlink()
