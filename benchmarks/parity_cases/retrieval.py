"""dsp/index_blend_* and the .index files: search, and what the network is given, by faiss and by numpy."""

from __future__ import annotations

import importlib.util
import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import numpy as np
import torch

from benchmarks.parity_cases.report import Line, Skip, fact, near, near_relative, need, same
from rvcdesk.conversion.pipeline import Manner, Pipeline
from rvcdesk.conversion.segments import Windows
from rvcdesk.voice.index import Retrieval
from rvcdesk.voice.index_file import IndexInfo, read_layout
from rvcdesk.voice.presets import PRESETS

PHONE, SCORES = 1e-4, 1e-4
GIVEN = re.compile(r"phone_rate_([\d.]+)_protect_([\d.]+)")
BACKENDS = ("faiss", "numpy")


def compare(case: str, path: Path, data: dict[str, Any]) -> Iterator[Line]:
    """One file of features and what became of them."""
    need(data, path.name, "feats", "index_file")
    index = path.parent / str(data["index_file"])
    if not index.is_file():
        raise Skip(f"there is no {index.name}")
    info = read_layout(index)
    for backend in BACKENDS:
        if backend == "faiss" and importlib.util.find_spec("faiss") is None:
            continue
        retrieval = Retrieval(index, backend)
        scores, found = retrieval.search(data["feats"])
        if "search_scores" in data:
            yield near_relative(case, f"search_scores, {backend}", scores, data["search_scores"], SCORES)
        if "search_ids" in data:
            by_id = vectors_by_id(info)
            yield same(case, f"search_ids, {backend}", found, by_id[data["search_ids"]], "by their vectors")
            if "big_npy_first2" in data and backend == "numpy":
                first = data["big_npy_first2"]
                yield same(case, "vectors as reconstructed", by_id[: len(first)], first)
        for name in sorted(data):
            if match := GIVEN.fullmatch(name):
                rate, protect = (float(value) for value in match.groups())
                got = given_to_network(retrieval, data["feats"], data.get("pitchf"), rate, protect)
                yield near(case, f"{name}, {backend}", got, data[name], PHONE)


def vectors_by_id(info: IndexInfo) -> np.ndarray[Any, Any]:
    """All vectors of a file in the order of their numbers: after each list's vectors lie its numbers."""
    _, lists = info.read()
    raw = np.fromfile(info.path, np.uint8)
    result = np.zeros((info.count, info.dim), np.float32)
    for (offset, size), vectors in zip(info.lists, lists, strict=True):
        numbers = np.arange(size)
        if info.kind == "ivf":
            start = offset + size * info.dim * 4
            numbers = raw[start : start + 8 * size].view("<i8")
        result[numbers] = vectors
    return result


@dataclass
class _Listener:
    """Stands for the network and keeps what it is given."""

    dim: int
    config: Any = field(init=False)
    phone: torch.Tensor | None = None

    def __post_init__(self) -> None:
        self.config = PRESETS["rvc-v2-40k"].network

    def infer(self, phone: torch.Tensor, *_: Any, **__: Any) -> torch.Tensor:
        self.phone = phone
        return torch.zeros(1, 1, phone.shape[1] * self.config.hop)


class _Spoken:
    """Stands for the content encoder."""

    name, rate = "given", 50

    def __init__(self, features: np.ndarray[Any, Any]) -> None:
        self._features, self.dim = features, features.shape[1]

    def encode(self, audio16k: Any, report: Any = None) -> torch.Tensor:
        return torch.from_numpy(self._features)


def given_to_network(
    retrieval: Retrieval,
    features: np.ndarray[Any, Any],
    pitchf: np.ndarray[Any, Any] | None,
    rate: float,
    protect: float,
) -> np.ndarray[Any, Any]:
    """The pipeline's own blend, doubling and protection: (n, dim) -> (2 n, dim)."""
    listener: Any = _Listener(features.shape[1])
    windows = Windows(0, 6, 38, 41)
    pipeline = Pipeline.of(listener, _Spoken(features), retrieval, windows, torch.device("cpu"))
    sound = np.zeros(len(features) * 320, np.float32)
    pipeline.run(sound, pitchf, Manner(rate, protect, noise="zero"))
    assert listener.phone is not None
    return np.asarray(listener.phone[0].numpy())


def compare_file(case: str, path: Path) -> Iterator[Line]:
    """An index without numbers: both ways of reading it must agree."""
    info = read_layout(path)
    yield fact(case, "layout", True, f"{info.kind}, {info.count} x {info.dim}, {len(info.lists)} lists")
    if importlib.util.find_spec("faiss") is None:
        return
    everything = vectors_by_id(info)
    asked = everything[:: max(1, len(everything) // 40)][:40]
    asked = asked + np.random.default_rng(0).normal(0, 0.1, asked.shape).astype(np.float32)
    by_faiss, by_numpy = (Retrieval(path, backend).blend(asked, 0.75) for backend in BACKENDS)
    yield near(case, "blend, faiss against numpy", by_faiss, by_numpy, PHONE)
