"""The retrieval index of a voice: the training features, searched for the nearest while converting.

Files are written and named as RVC does. Search runs through faiss (one thread) or, where faiss is
missing, through numpy on the same file with the same result.
"""

from __future__ import annotations

import importlib
import importlib.util
import os
import shutil
from pathlib import Path
from typing import Any

import numpy as np

from rvcdesk.disk import atomic_write
from rvcdesk.jobs import SILENT, Reporter
from rvcdesk.messages import N_, BadInput
from rvcdesk.tensors.limits import guarded
from rvcdesk.voice.index_file import DIMENSIONS, IndexInfo, read_layout
from rvcdesk.voice.library import file_stem

NEIGHBOURS = 8
# Above so many rows RVC keeps that many cluster centres instead of all of them.
KMEANS_ABOVE = 200_000
KMEANS_CENTRES = 10_000
_BLOCK_BYTES = 32 << 20

Array = np.ndarray[Any, Any]


def index_file_name(lists: int, name: str, version: str) -> str:
    """RVC's file name for an index, with characters no file system takes replaced."""
    return f"added_IVF{lists}_Flat_nprobe_1_{file_stem(name)}_{version}.index"


def list_count(rows: int) -> int:
    """Inverted lists for so many features, as RVC chooses."""
    return max(1, min(int(16 * np.sqrt(rows)), rows // 39))


def build_index(
    features: Array,
    folder: Path,
    name: str,
    version: str,
    *,
    also: Path | None = None,
    seed: int = 0,
    report: Reporter = SILENT,
) -> Path:
    """Write the index of a voice into `folder`, proven to load, and return its path.

    Args:
        features: float32 (n, dim) content features at 50 frames a second; rows that are not
            finite are left out.
        folder: made when missing.
        name: the voice's name, part of the file name.
        version: v1, v2 or the draft's, part of the file name.
        also: a second place for the same file, such as the project's `voice/<name>.index`.
        seed: of the order of the features.
        report: told of progress.

    Raises:
        BadInput: there are no features, or of no known dimension.
        UserError: the folder cannot be written.
    """
    faiss = _load_faiss()
    features = _clean(features)
    report.progress(0, 3, N_("building the index"))
    if len(features) > KMEANS_ABOVE:
        features = _centres(features, seed)
    report.progress(1, 3, N_("building the index"))
    order = np.random.default_rng(seed).permutation(len(features))
    lists = list_count(len(features))
    index = faiss.index_factory(features.shape[1], f"IVF{lists},Flat")
    ivf = faiss.extract_index_ivf(index)
    ivf.nprobe = 1
    ivf.cp.min_points_per_centroid = 1
    index.train(np.ascontiguousarray(features[order]))
    for begin in range(0, len(features), 8192):
        report.progress(1 + begin / len(features), 3, N_("building the index"))
        index.add(np.ascontiguousarray(features[order[begin : begin + 8192]]))
    path = folder / index_file_name(lists, name, version)
    with atomic_write(path) as temporary:
        with open(temporary, "wb") as file:
            faiss.write_index(index, faiss.PyCallbackIOWriter(file.write))
        if read_layout(temporary).count != len(features):
            raise BadInput("{file} does not hold what was written; check the disk.", file=path.name)
    if also is not None:
        _second_name(path, also)
    report.progress(3, 3, N_("building the index"))
    return path


def _clean(features: Array) -> Array:
    if features.ndim != 2 or features.shape[1] not in DIMENSIONS:
        raise BadInput(
            "An index needs features of 256, 512 or 768 numbers, not {shape}.",
            shape="x".join(map(str, features.shape)),
        )
    features = np.asarray(features, dtype=np.float32)
    finite = np.isfinite(features).all(axis=1)
    if not finite.any():
        raise BadInput("There are no features to build an index from; prepare the recordings first.")
    return features if finite.all() else features[finite]


def _centres(features: Array, seed: int) -> Array:
    faiss = _load_faiss()
    kmeans = faiss.Kmeans(
        features.shape[1], KMEANS_CENTRES, niter=6, seed=seed, verbose=False,
        min_points_per_centroid=1, max_points_per_centroid=40,
    )  # fmt: skip
    kmeans.train(features)
    return np.asarray(kmeans.centroids, dtype=np.float32)


def _second_name(path: Path, also: Path) -> None:
    with atomic_write(also) as temporary:
        try:
            os.link(path, temporary)
        except OSError:
            shutil.copyfile(path, temporary)


class Retrieval:
    """Finds the training features nearest to what is sung and mixes them in.

    Args:
        source: an `.index` file, or the features themselves, float32 (n, dim).
        backend: "auto" (faiss when it is installed), "faiss" or "numpy".

    Raises:
        BadInput: the file is no usable index.
    """

    def __init__(self, source: Path | Array, backend: str = "auto") -> None:
        self._faiss: Any = None
        self._centroids: Array | None = None
        if isinstance(source, np.ndarray):
            self._lists = [_clean(source)]
            self.dim, self.count = self._lists[0].shape[1], len(self._lists[0])
            return
        info = read_layout(source)
        self.dim, self.count = info.dim, info.count
        if backend == "auto":
            backend = "faiss" if importlib.util.find_spec("faiss") is not None else "numpy"
        self._probes = info.nprobe
        self._centroids, self._lists = info.read()
        if backend == "faiss":
            self._centroids, self._lists = None, []
            self._faiss = _open_faiss(source, info)

    @property
    def backend(self) -> str:
        return "numpy" if self._faiss is None else "faiss"

    def search(self, features: Array, k: int = NEIGHBOURS) -> tuple[Array, Array]:
        """The nearest stored features.

        Returns:
            Squared distances (n, k), infinite where a list holds fewer than k, and the
            features themselves (n, k, dim).
        """
        features = np.ascontiguousarray(features, dtype=np.float32)
        if features.ndim != 2 or features.shape[1] != self.dim:
            raise BadInput(
                "This index holds features of {found} numbers and the voice works with {wanted}; "
                "choose the voice's own index.",
                found=self.dim,
                wanted=features.shape[-1],
            )
        if self._faiss is not None:
            scores, _, found = self._faiss.search_and_reconstruct(features, k)
            # Not by the ids, which may be anything in a stranger's file.
            missing = scores >= np.finfo(np.float32).max
            return np.where(missing, np.inf, scores), np.where(missing[..., None], 0, found)
        return self._search_numpy(features, k)

    def blend(self, features: Array, rate: float) -> Array:
        """Mix the 8 nearest stored features into each feature, as RVC does.

        Args:
            features: float32 (n, dim).
            rate: 0 leaves them as they are, 1 replaces them.

        Returns:
            float32 (n, dim).
        """
        if rate <= 0 or not len(features):
            return np.asarray(features, dtype=np.float32)
        mixed = np.empty((len(features), self.dim), dtype=np.float32)
        step = max(1, _BLOCK_BYTES // (NEIGHBOURS * self.dim * 4))
        for begin in range(0, len(features), step):
            block = np.asarray(features[begin : begin + step], dtype=np.float32)
            scores, found = self.search(block)
            weights = blend_weights(scores)
            near = np.einsum("nk,nkd->nd", weights, found, dtype=np.float64)
            # Nothing near (an empty list): the feature stays.
            near = np.where(weights.sum(axis=1, keepdims=True) > 0, near, block)
            mixed[begin : begin + step] = rate * near + (1 - rate) * block
        return mixed

    def _search_numpy(self, features: Array, k: int) -> tuple[Array, Array]:
        scores = np.full((len(features), k), np.inf, dtype=np.float32)
        found = np.zeros((len(features), k, self.dim), dtype=np.float32)
        if self._centroids is None:
            _nearest(features, self._lists[0], scores, found, np.arange(len(features)))
            return scores, found
        # Distance without |x|^2, which is the same for every centroid.
        homes = (self._centroids**2).sum(axis=1) - 2 * features @ self._centroids.T
        order = np.argsort(homes, axis=1, kind="stable")[:, : self._probes]
        if self._probes == 1:
            for which in np.unique(order):
                rows = np.flatnonzero(order[:, 0] == which)
                _nearest(features, self._lists[which], scores, found, rows)
        else:
            for row, lists in enumerate(order):
                vectors = np.concatenate([self._lists[which] for which in lists])
                _nearest(features, vectors, scores, found, np.array([row]))
        return scores, found


def blend_weights(scores: Array) -> Array:
    """RVC's weights (1/score)^2, normalised over the last axis, with scores (n, k) >= 0.

    An exact hit (score 0), which gives NaN in RVC, takes all the weight here. Dividing by the
    smallest score first changes nothing else and cannot overflow.
    """
    scores = np.maximum(scores.astype(np.float64), 0)
    best = scores.min(axis=1, keepdims=True)
    nothing = ~np.isfinite(best)
    with np.errstate(divide="ignore", invalid="ignore"):
        weights = np.where(best == 0, scores == 0, (best / scores) ** 2)
    weights = np.where(nothing, 0.0, weights)
    total = weights.sum(axis=1, keepdims=True)
    return np.asarray(weights / np.where(total > 0, total, 1.0))


def _nearest(features: Array, vectors: Array, scores: Array, found: Array, rows: Array) -> None:
    """Fill rows `rows` of `scores` and `found` with the nearest of `vectors`."""
    k = min(scores.shape[1], len(vectors))
    if k == 0:
        return
    step = max(1, _BLOCK_BYTES // (len(vectors) * vectors.shape[1] * 4))
    for begin in range(0, len(rows), step):
        block = rows[begin : begin + step]
        distance = ((features[block][:, None, :] - vectors[None]) ** 2).sum(axis=2)
        nearest = np.argsort(distance, axis=1, kind="stable")[:, :k]
        scores[block, :k] = np.take_along_axis(distance, nearest, axis=1)
        found[block, :k] = vectors[nearest]


def _load_faiss() -> Any:
    """One thread: its OpenMP and torch's crash each other on some systems."""
    faiss = importlib.import_module("faiss")
    faiss.omp_set_num_threads(1)
    return faiss


def _open_faiss(path: Path, info: IndexInfo) -> Any:
    """Open a file that `read_layout` has checked. A callback reads it: any file name works."""
    faiss = _load_faiss()
    with guarded(path, path.stat().st_size), open(path, "rb") as file:
        try:
            index = faiss.read_index(faiss.PyCallbackIOReader(file.read))
        except RuntimeError as error:
            raise BadInput(
                "{file} is damaged; copy it again or build the index again.", file=path.name
            ) from error
    if info.kind == "ivf":
        faiss.extract_index_ivf(index).nprobe = info.nprobe
    return index
