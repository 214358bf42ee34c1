"""Weights by formula: the fixture's own `wfill.py`, and the manifests of names and shapes it is given."""

from __future__ import annotations

import hashlib
import importlib.util
import json
import re
from collections.abc import Mapping, Sequence
from pathlib import Path
from types import ModuleType
from typing import Any

import numpy as np

from benchmarks.parity_cases.report import Skip, Wrong

OWN_KEYS = Path(__file__).resolve().parents[2] / "tests" / "data" / "keys"
Weights = dict[str, np.ndarray[Any, Any]]


def keys_folder(root: Path) -> Path:
    """The fixtures' own manifests where there are any, else the project's."""
    own = root / "keys"
    return own if own.is_dir() and any(own.glob("*.json")) else OWN_KEYS


def manifest(root: Path, name: str) -> dict[str, Any]:
    """A manifest by name, from the fixtures or else from the project.

    Raises:
        Skip: neither has it.
    """
    for folder in (root / "keys", OWN_KEYS):
        path = folder / f"{name}.json"
        if path.is_file():
            return dict(json.loads(path.read_text(encoding="utf-8")))
    raise Skip(f"there is no manifest {name}.json")


def manifest_shapes(root: Path, name: str) -> dict[str, tuple[int, ...]]:
    """Names and shapes of a network."""
    return {key: tuple(shape) for key, (shape, _) in manifest(root, name)["weights"].items()}


def _wfill(root: Path) -> ModuleType:
    path = root / "wfill.py"
    if not path.is_file():
        raise Skip("there is no wfill.py")
    spec = importlib.util.spec_from_file_location("parity_wfill", path)
    assert spec is not None and spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def filled(root: Path, shapes: Mapping[str, Sequence[int]], seed: int, rules: str) -> Weights:
    """The weights by formula, `rules` being a name in wfill.py.

    Raises:
        Skip: the formula is not there, or has no such rules.
    """
    module = _wfill(root)
    if not hasattr(module, rules):
        raise Skip(f"wfill.py has no {rules}")
    return dict(module.fill(dict(shapes), seed, getattr(module, rules)))


def digest(weights: Weights) -> str:
    """sha256 over name and little-endian bytes of every float32 array, in the order of the names."""
    total = hashlib.sha256()
    for key in sorted(weights):
        if weights[key].dtype == np.float32:
            total.update(key.encode())
            total.update(np.ascontiguousarray(weights[key], dtype="<f4").tobytes())
    return total.hexdigest()


def known_sums(root: Path) -> list[tuple[str, str, int, str]]:
    """(network, rules, seed, sha256) of formula_sha256.json; empty where there is none."""
    path = root / "formula_sha256.json"
    if not path.is_file():
        return []
    values = json.loads(path.read_text(encoding="utf-8"))["values"]
    found = []
    for name, value in values.items():
        if match := re.fullmatch(r"(\S+) (\S+) seed (\d+)", name):
            found.append((match[1], match[2], int(match[3]), str(value)))
    return found


def checked(root: Path, network: str, rules: str, seed: int | None = None) -> Weights:
    """A manifest's network by formula, its checksum compared first where it is known.

    `seed` None takes the first that formula_sha256.json has for this network.

    Raises:
        Skip: a part is missing.
        Wrong: the formula does not give what it gave when the numbers were made.
    """
    sums = [item for item in known_sums(root) if item[:2] == (network, rules)]
    if seed is None:
        if not sums:
            raise Skip(f"formula_sha256.json has no seed for {network}")
        seed = sums[0][2]
    weights = filled(root, manifest_shapes(root, network), seed, rules)
    wanted = next((value for _, _, known, value in sums if known == seed), None)
    if wanted is not None and digest(weights) != wanted:
        raise Wrong(f"the formula gives other weights for {network} than its checksum says")
    return weights


def seed_of(path: Path, data: Mapping[str, Any]) -> int | None:
    """The seed a file of numbers speaks of, in an array or in its name; None where it does not."""
    if "seed" in data:
        return int(data["seed"])
    match = re.search(r"seed_?(\d+)", path.stem)
    return int(match[1]) if match else None
