"""Retrieval indexes: RVC's numbers with faiss and without, and files that lie about their size."""

from __future__ import annotations

import struct
from pathlib import Path

import numpy as np
import pytest

from rvcdesk.messages import BadInput
from rvcdesk.voice import index as index_module
from rvcdesk.voice.index import Retrieval, blend_weights, build_index, list_count
from rvcdesk.voice.index_file import read_layout

BACKENDS = ("faiss", "numpy")


@pytest.fixture(scope="module")
def features() -> np.ndarray:
    return np.random.default_rng(3).standard_normal((400, 256)).astype(np.float32)


@pytest.fixture(scope="module")
def index(features: np.ndarray, tmp_path_factory: pytest.TempPathFactory) -> Path:
    return build_index(features, tmp_path_factory.mktemp("indeks ż 声"), "głos 声", "v1")


def test_named_and_shaped_as_rvc_does(index: Path, features: np.ndarray) -> None:
    import faiss

    assert index.name == "added_IVF10_Flat_nprobe_1_głos 声_v1.index"
    with open(index, "rb") as file:
        opened = faiss.read_index(faiss.PyCallbackIOReader(file.read))
    assert (type(opened).__name__, opened.nlist, opened.nprobe, opened.d) == ("IndexIVFFlat", 10, 1, 256)
    assert opened.metric_type == faiss.METRIC_L2
    stored = opened.reconstruct_n(0, opened.ntotal)
    assert not np.array_equal(stored, features), "RVC stores a permutation"
    assert np.array_equal(np.sort(stored, axis=0), np.sort(features, axis=0))


@pytest.mark.parametrize(("rows", "lists"), [(1, 1), (38, 1), (78, 2), (10_000, 256), (200_000, 5128)])
def test_list_count(rows: int, lists: int) -> None:
    assert list_count(rows) == lists


@pytest.mark.parametrize("rate", [0.0, 0.3, 1.0])
def test_both_ways_agree(index: Path, rate: float) -> None:
    asked = np.random.default_rng(4).standard_normal((50, 256)).astype(np.float32)
    by_faiss, by_numpy = (Retrieval(index, backend).blend(asked, rate) for backend in BACKENDS)
    assert by_faiss.dtype == np.float32 and np.abs(by_faiss - by_numpy).max() < 1e-4
    assert np.array_equal(by_faiss, asked) == (rate == 0)


@pytest.mark.parametrize("backend", BACKENDS)
def test_an_exact_hit_is_itself(index: Path, features: np.ndarray, backend: str) -> None:
    found = Retrieval(index, backend).blend(features[:20], 1.0)
    assert np.allclose(found, features[:20], atol=1e-6)


@pytest.mark.parametrize("backend", BACKENDS)
def test_fewer_than_eight_and_none(backend: str, tmp_path: Path) -> None:
    few = np.eye(3, 256, dtype=np.float32)
    mixed = Retrieval(build_index(few, tmp_path, "few", "v1"), backend).blend(few + 0.1, 1.0)
    assert np.isfinite(mixed).all() and np.abs(mixed - few).max() < 0.6


def test_features_in_memory_are_searched_exactly(features: np.ndarray) -> None:
    asked = features[:5] + 0.01
    scores, found = Retrieval(features).search(asked)
    every = ((asked[:, None] - features[None]) ** 2).sum(axis=2)
    assert np.allclose(scores, np.sort(every, axis=1)[:, :8], rtol=1e-5)
    assert np.array_equal(found[:, 0], features[:5])


def test_weights() -> None:
    assert np.allclose(blend_weights(np.array([[1.0, 2.0]])), [[0.8, 0.2]])
    assert np.allclose(blend_weights(np.array([[0.0, 0.0, 3.0]])), [[0.5, 0.5, 0.0]])
    assert np.allclose(blend_weights(np.array([[1e-30, 1.0]])), [[1.0, 0.0]])
    assert np.allclose(blend_weights(np.array([[2.0, np.inf]])), [[1.0, 0.0]])
    assert np.allclose(blend_weights(np.full((1, 8), np.inf)), 0.0)


def test_many_rows_are_clustered(
    tmp_path: Path, features: np.ndarray, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(index_module, "KMEANS_ABOVE", 300)
    monkeypatch.setattr(index_module, "KMEANS_CENTRES", 60)
    assert read_layout(build_index(features, tmp_path, "many", "v1")).count == 60


def test_rows_that_are_not_numbers_are_left_out(features: np.ndarray, tmp_path: Path) -> None:
    spoiled = features.copy()
    spoiled[7, 3] = np.nan
    also = tmp_path / "voice" / "x.index"
    path = build_index(spoiled, tmp_path, "x", "v1", also=also)
    assert read_layout(path).count == 399 and also.read_bytes() == path.read_bytes()
    assert build_index(features, tmp_path / "b", "x", "v1").read_bytes() != path.read_bytes()
    with pytest.raises(BadInput, match="no features"):
        build_index(spoiled[7:8], tmp_path, "y", "v1")
    with pytest.raises(BadInput, match="400x100"):
        build_index(features[:, :100], tmp_path, "y", "v1")


def test_same_features_same_bytes(features: np.ndarray, index: Path, tmp_path: Path) -> None:
    assert build_index(features, tmp_path, "again", "v1").read_bytes() == index.read_bytes()


def test_an_index_of_another_version_is_named(index: Path) -> None:
    with pytest.raises(BadInput, match="256 numbers and the voice works with 768"):
        Retrieval(index).blend(np.zeros((2, 768), np.float32), 0.5)


# offset, format, value: header count, centroid count, lists, vector count, list size, trained flag, metric
LIES = [
    (8, "<q", 1 << 40), (4, "<i", 77), (37, "<q", 1 << 50), (37, "<q", -1), (86, "<q", 4),
    (90, "<q", 1 << 60), (32, "<B", 0), (33, "<i", 0), (53, "<q", 5),
]  # fmt: skip


@pytest.mark.parametrize("lie", LIES)
def test_headers_that_lie(index: Path, tmp_path: Path, lie: tuple[int, str, int]) -> None:
    data = bytearray(index.read_bytes())
    struct.pack_into(lie[1], data, lie[0], lie[2])
    path = tmp_path / "lie.index"
    path.write_bytes(data)
    with pytest.raises(BadInput, match="lie.index"):
        Retrieval(path)


@pytest.mark.parametrize(
    "content", [b"", b"nope", b"\x80\x02cposix\nsystem\n.", b"IwFl", b"IxF2" + bytes(33)]
)
def test_other_files_called_index(content: bytes, tmp_path: Path) -> None:
    path = tmp_path / "x.index"
    path.write_bytes(content)
    with pytest.raises(BadInput, match="x.index"):
        Retrieval(path)


def test_mutations_open_or_are_refused(index: Path, tmp_path: Path) -> None:
    whole, rng, refused = index.read_bytes(), np.random.default_rng(0), 0
    path = tmp_path / "x.index"
    structure = [*range(120), *range(10_300, 10_500)]
    for _ in range(100):
        data = bytearray(whole)
        data[rng.choice(structure)] = rng.integers(256)
        path.write_bytes(data)
        try:
            Retrieval(path)
        except BadInput:
            refused += 1
    assert refused > 10


def test_vectors_must_be_finite(index: Path, tmp_path: Path) -> None:
    data = bytearray(index.read_bytes())
    offset = read_layout(index).lists[0][0]
    struct.pack_into("<f", data, offset, float("inf"))
    path = tmp_path / "inf.index"
    path.write_bytes(data)
    with pytest.raises(BadInput, match="not finite"):
        Retrieval(path)


@pytest.mark.parametrize("backend", BACKENDS)
@pytest.mark.parametrize("version", ["v1", "v2"])
def test_rvc_numbers(shared: Path, version: str, backend: str) -> None:
    folder = shared / "parity" / "dsp"
    case = np.load(folder / f"index_blend_{version}.npz")
    retrieval = Retrieval(folder / str(case["index_file"]), backend)
    assert retrieval.backend == backend
    scores, _ = retrieval.search(case["feats"])
    assert np.allclose(scores, case["search_scores"], rtol=1e-5)
    unvoiced = (case["pitchf"] < 1)[:, None]
    plain = np.repeat(case["feats"], 2, axis=0)
    for rate, protect in ((0.75, 0.33), (0.75, 0.5), (1.0, 0.2), (0.3, 0.0)):
        mixed = np.repeat(retrieval.blend(case["feats"], rate), 2, axis=0)
        share = np.where(unvoiced & (protect < 0.5), protect, 1.0)
        expected = case[f"phone_rate_{rate}_protect_{protect}"]
        assert np.abs(share * mixed + (1 - share) * plain - expected).max() < 1e-4


def test_odd_indexes_are_refused(shared: Path) -> None:
    odd = sorted((shared / "parity" / "odd").glob("*.index"))
    assert len(odd) >= 8
    for path in odd:
        for backend in BACKENDS:
            with pytest.raises(BadInput) as caught:
                Retrieval(path, backend)
            assert path.name in str(caught.value)
    assert not list(Path("/tmp").glob("rvcdesk_pwned_*"))
