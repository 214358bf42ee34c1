"""hubert/: features of layer 9, of final_proj (v1) and of layer 12 (v2), from every kind of file."""

from __future__ import annotations

import tempfile
from collections.abc import Callable, Iterator
from functools import lru_cache, partial
from pathlib import Path
from typing import Any

import numpy as np
import torch

from benchmarks.parity_cases.formula import checked, seed_of
from benchmarks.parity_cases.report import Case, Line, Skip, arrays, near, need
from rvcdesk.content.contentvec import ContentVec

FEATURES = 1e-3
SUFFIXES = (".pt", ".pth", ".bin", ".safetensors")
# Name in the fixtures, transformer layers, width of final_proj (0: without).
KINDS = (("layer9", 9, 0), ("feats_v1", 9, 256), ("feats_v2", 12, 0))


def cases(root: Path) -> Iterator[Case]:
    """One for each model (a file or a folder), and for each .npz of weights by formula."""
    folder = root / "hubert"
    tables = sorted(folder.glob("*.npz"))
    models = [path for path in sorted(folder.iterdir()) if _is_model(path)] if folder.is_dir() else []
    used = set()
    for path in models:
        table = _table_of(path, tables)
        used.add(table)
        yield Case(f"hubert/{path.name}", partial(_case, path, table))
    for path in tables:
        if "formula" in path.stem:
            yield Case(f"hubert/{path.stem}", partial(_formula, root, path))
        elif path not in used:
            yield Case(f"hubert/{path.stem}", partial(_lonely, path))


def _is_model(path: Path) -> bool:
    return path.suffix in SUFFIXES if path.is_file() else (path / "config.json").is_file()


def _table_of(model: Path, tables: list[Path]) -> Path | None:
    """The numbers of a model: of its own name, else of the longest beginning of it."""
    stem = model.stem if model.is_file() else model.name
    fitting = [table for table in tables if stem.startswith(table.stem)]
    if not fitting:
        fitting = [table for table in tables if "formula" not in table.stem]
        if len(fitting) != 1:
            return None
    return max(fitting, key=lambda table: len(table.stem))


def _lonely(path: Path) -> Iterator[Line]:
    raise Skip(f"there is no model for {path.name}")
    yield


def _case(model: Path, table: Path | None) -> Iterator[Line]:
    if table is None:
        raise Skip(f"there are no numbers for {model.name}")
    yield from _compare(f"hubert/{model.name}", model, arrays(table), table.name)


def _compare(case: str, model: Path, data: dict[str, Any], file: str) -> Iterator[Line]:
    need(data, file, "audio16k")
    for name, layers, projected in KINDS:
        if name in data:
            encoder = open_encoder(model, layers, data[name].shape[1] if projected else 0)
            got = encoder.encode(np.asarray(data["audio16k"], np.float32))
            yield near(case, name, got.numpy(), data[name], FEATURES)


def open_encoder(path: Path, layers: int = 12, projected: int = 0) -> ContentVec:
    """A content encoder from a file or folder, in its exact mode."""
    return ContentVec(path, layers, projected)


# ---------------------------------------------------------------------------- by formula


def _formula(root: Path, path: Path) -> Iterator[Line]:
    data = arrays(path)
    with tempfile.TemporaryDirectory() as folder:
        model = write_formula(root, seed_of(path, data), Path(folder))
        yield from _compare(f"hubert/{path.stem}", model, data, path.name)


def write_formula(root: Path, seed: int | None, folder: Path) -> Path:
    """The full size as fairseq lays it out, with what the networks of a ContentVec file say of themselves."""
    weights = checked(root, "hubert_fairseq", "HUBERT_RULES", seed)
    said = {"model": {"_name": "hubert", "encoder_attention_heads": 12, "extractor_mode": "default"}}
    path = folder / "hubert_base.pt"
    model = {key: torch.from_numpy(value) for key, value in weights.items()}
    torch.save({"args": None, "cfg": said, "model": model}, path)
    return path


@lru_cache(maxsize=2)
def _loaded(root: Path, version: str, seed: int) -> ContentVec:
    with tempfile.TemporaryDirectory() as folder:
        model = write_formula(root, seed, Path(folder))
        return open_encoder(model, *((9, 256) if version == "v1" else (12, 0)))


def formula_encoder(root: Path, version: str, seed: int) -> Callable[[np.ndarray[Any, Any]], torch.Tensor]:
    """Audio (n,) at 16 kHz -> the features that a voice of this version takes; kept from case to case."""
    encoder = _loaded(root, version, seed)
    return lambda audio: encoder.encode(np.asarray(audio, np.float32))
