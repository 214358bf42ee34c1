"""What else people send as a voice: each loads, or gets one sentence that fits, in no time and memory."""

from __future__ import annotations

import copy
import json
import math
import pickle
import struct
import sys
import time
import zipfile
from collections.abc import Callable
from pathlib import Path
from typing import Any

import numpy as np
import pytest
import torch

from rvcdesk.messages import BadInput
from rvcdesk.voice.checkpoint import SavedVoice, VoiceFile, load_voice
from rvcdesk.voice.index import Retrieval, build_index
from rvcdesk.voice.index_file import read_layout
from rvcdesk.voice.inspect import inspect

Root = dict[str, Any]
Change = Callable[[Root], Any]


@pytest.fixture
def root(tiny_files: SavedVoice) -> Root:
    """The contents of a small `.pth`, to be spoilt."""
    return copy.deepcopy(dict(torch.load(tiny_files.pth, weights_only=True)))


def refusal(path: Path) -> str:
    """The one sentence; loading and inspecting agree on it."""
    with pytest.raises(BadInput) as caught:
        load_voice(path)
    sentence = str(caught.value)
    assert path.name in sentence and sentence.isprintable() and len(sentence) < 400, sentence
    found = inspect(path)
    assert not found["usable"] and found["problems"], found
    json.dumps(found, allow_nan=False)
    return sentence


def _config(position: int, value: Any) -> Change:
    return lambda root: root["config"].__setitem__(position, value)


def _key(key: str, value: Any) -> Change:
    return lambda root: root.__setitem__(key, value)


def _weight(name: str, value: Callable[[torch.Tensor], Any]) -> Change:
    return lambda root: root["weight"].__setitem__(name, value(root["weight"][name]))


def _new(name: str) -> Change:
    return lambda root: root["weight"].__setitem__(name, torch.zeros(2))


def _spoil(weight: torch.Tensor) -> torch.Tensor:
    return weight.index_fill(1, torch.tensor([1]), math.nan)


VARIANTS: dict[str, Change] = {
    "rate of the list as text": _config(17, "32k"),
    "rate of the list as digits": _config(17, "32000"),
    "sr as a number": _key("sr", 32000),
    "no sr": lambda root: root.pop("sr"),
    "version as a number": _key("version", 2),
    "version in capitals": _key("version", "V2"),
    "no f0": lambda root: root.pop("f0"),
    "f0 as text": _key("f0", "1"),
    "f0 as a flag": _key("f0", True),
    "info as a mapping": _key("info", {"epochs": 7, "deep": [{}] * 5}),
    "info without end": _key("info", "x" * 3_000_000),
    "text that turns around": _key("model_name", "evil\u202ehtp.\n\x1b[31m\ud800"),
    "speakers as a mapping": _key("speakers_id", {"Ala/../x": 0}),
    "a name with a path": _key("model_name", "../../etc/passwd"),
    "config as a tuple": lambda root: root.__setitem__("config", tuple(root["config"])),
    "float64": lambda root: root.__setitem__("weight", {k: v.double() for k, v in root["weight"].items()}),
    "mixed precision": _weight("emb_g.weight", lambda weight: weight.float()),
    "numpy's numbers beside": _key("loss", np.float64(3.5)),
    "not contiguous": _weight("enc_p.emb_phone.weight", lambda weight: weight.t().contiguous().t()),
}


@pytest.mark.parametrize("name", VARIANTS)
def test_variants_load(name: str, root: Root, tiny: VoiceFile, tmp_path: Path) -> None:
    VARIANTS[name](root)
    torch.save(root, tmp_path / "v.pth")
    voice = load_voice(tmp_path / "v.pth")
    assert all(torch.equal(voice.weights[key].half(), value) for key, value in tiny.weights.items())
    found = inspect(tmp_path / "v.pth")
    assert (found["usable"], found["version"], found["sample_rate"]) == (True, "v2", 32000)
    assert all(text.isprintable() for text in (found["name"], found["info"] or ""))
    json.dumps(found, ensure_ascii=False).encode("utf-8")


REFUSED: dict[str, tuple[Change, str]] = {
    "config as a mapping": (lambda root: root.__setitem__("config", {"rate": 1}), "instead of 18"),
    "config as text": (lambda root: root.__setitem__("config", "x" * 18), "instead of 18"),
    "a number as text": (_config(2, "8"), "inter_channels is 8"),
    "not a number": (_config(8, math.nan), "p_dropout is nan"),
    "infinite": (_config(3, math.inf), "hidden_channels is inf"),
    "negative": (_config(5, -2), "n_heads is -2"),
    "a number without end": (_config(17, 10**37), "sample_rate is 1000"),
    "rate 0": (_config(17, 0), "sample_rate is 0"),
    "a nested list": (_config(10, [[[3]]]), "resblock_kernel_sizes"),
    "nothing": (_config(12, None), "upsample_rates is None"),
    "unknown version": (_key("version", "v3"), "version v3"),
    "f0 of a third kind": (_key("f0", 7), "neither yes nor no"),
    "int8 weights": (_weight("emb_g.weight", lambda weight: weight.to(torch.int8)), "as int8"),
    "one value not finite": (_weight("emb_g.weight", _spoil), "not finite"),
    "no speakers": (_weight("emb_g.weight", lambda weight: weight[:0]), "emb_g.weight as 0x4"),
    "a scalar": (_weight("dec.conv_pre.bias", lambda weight: weight[0]), "dec.conv_pre.bias"),
    "text among the weights": (_weight("emb_g.weight", lambda weight: "hello"), "beside tensors"),
    "a foreign weight": (_new("a\nb\u202e" + "x" * 500), "does not have"),
    "both names of one weight": (_new("dec.ups.0.parametrizations.weight.original0"), "twice"),
    "sparse": (_weight("emb_g.weight", lambda weight: weight.float().to_sparse()), "refused"),
    "numpy's arrays": (_weight("emb_g.weight", lambda weight: weight.numpy()), "beside tensors"),
}  # fmt: skip


@pytest.mark.parametrize("name", REFUSED)
def test_spoilt_voices_are_refused(name: str, root: Root, tmp_path: Path) -> None:
    change, part = REFUSED[name]
    change(root)
    torch.save(root, tmp_path / "v.pth")
    assert part in refusal(tmp_path / "v.pth")


# ---------------------------------------------------------------------------- other files under that name


def _zip(path: Path, *names: str) -> None:
    with zipfile.ZipFile(path, "w") as out:
        for name in names:
            out.writestr(name, b"PK\3\4 something")


OTHERS: dict[str, tuple[bytes, str]] = {
    "empty": (b"", "is empty"),
    "git lfs": (b"version https://git-lfs.github.com/spec/v1\noid sha256:4d7a\nsize 12345\n", "Git LFS"),
    "rar": (b"Rar!\x1a\x07\x01\x00" + bytes(64), "is an archive"),
    "7z": (b"7z\xbc\xaf\x27\x1c" + bytes(64), "is an archive"),
    "gzip": (b"\x1f\x8b\x08\x00" + bytes(64), "is an archive"),
    "tar": (bytes(257) + b"ustar\x0000" + bytes(300), "is an archive"),
    "onnx": (b"\x08\x08\x12\x07pytorch\x1a\x052.1.0" + bytes(64), "ONNX"),
    "resource fork": (b"\0\5\x16\7\0\2\0\0Mac OS X" + bytes(64), "leftover of macOS"),
    "program": (b"MZ\x90\0" + bytes(64), "is a program"),
    "mp3": (b"\xff\xfb\x90\x64" + bytes(400), "is a sound"),
    "m4a": (b"\0\0\0\x20ftypM4A " + bytes(64), "is a sound"),
    "page": (b"  <!DOCTYPE html><title>Quota exceeded</title>", "web page"),
    "polish text": ("Zażółć gęślą jaźń\n".encode() * 40, "web page or text"),
    "utf-16 text": ("hello there".encode("utf-16"), "web page or text"),
    "json": (b'{"error": "not found"}', "web page"),
    "zeros": (bytes(4096), "is not a model file"),
    "noise": (bytes(range(200, 256)) * 40, "is not a model file"),
    "numpy": (b"\x93NUMPY\1\0v\0" + bytes(200), "is not a model file"),
    "start of a zip": (b"PK\3\4" + bytes(100), "damaged"),
    "end of a zip": (b"PK\5\6" + bytes(18), "zip archive"),
    "zip64 that lies": (
        b"PK\6\6" + struct.pack("<QHHIIQQQQ", 44, 45, 45, 0, 0, 1 << 40, 1 << 40, 1 << 50, 0)
        + b"PK\6\7" + struct.pack("<IQI", 0, 0, 1) + b"PK\5\6" + bytes(4) + b"\xff" * 12 + bytes(2),
        "far more"),
    "a list": (pickle.dumps([1, 2, 3], protocol=2), "is not a model file"),
}  # fmt: skip


@pytest.mark.parametrize("name", OTHERS)
def test_other_files_under_that_name(name: str, tmp_path: Path) -> None:
    content, part = OTHERS[name]
    (tmp_path / "żółw.pth").write_bytes(content)
    assert part in refusal(tmp_path / "żółw.pth")


def test_archives_under_that_name(tmp_path: Path) -> None:
    _zip(tmp_path / "inner.pth", "voice.pth", "readme.txt")
    with pytest.raises(BadInput, match="zip archive.*import it"):
        load_voice(tmp_path / "inner.pth")
    _zip(tmp_path / "script.pth", "m/data.pkl", "m/code/__torch__.py", "m/constants.pkl")
    assert "run code" in refusal(tmp_path / "script.pth")
    _zip(tmp_path / "two.pth", "a/data.pkl", "b/data.pkl")
    assert "zip archive" in refusal(tmp_path / "two.pth")


def test_places_that_are_no_files(tmp_path: Path) -> None:
    (tmp_path / "folder.pth").mkdir()
    with pytest.raises(BadInput, match="is a folder"):
        load_voice(tmp_path / "folder.pth")
    assert "no voice" in inspect(tmp_path / "folder.pth")["problems"][0]
    for path in (tmp_path / "no.pth", tmp_path / "a\0b.pth", tmp_path / "no" / "x.pth"):
        with pytest.raises(BadInput):
            inspect(path)


# ---------------------------------------------------------------------------- pickles that cost


def _pickled(tmp_path: Path, body: bytes) -> Path:
    """A PyTorch file whose pickle is `body`."""
    path = tmp_path / "p.pth"
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as out:
        out.writestr("p/data.pkl", b"\x80\x02" + body + b".")
    return path


DOUBLED = b")q\0" + b"".join(b"h%ch%c\x86q%c0" % (i, i, i + 1) for i in range(60)) + b"h\x3c"
COSTLY: dict[str, bytes] = {
    "every level names the one below twice": DOUBLED,
    "as a storage's key": b"((X\7\0\0\0storagectorch\nFloatStorage\n" + DOUBLED + b"X\3\0\0\0cpuK\1tQ",
    "as a name": DOUBLED + b"X\1\0\0\0a\x93",
    "as a device": b"ctorch\ndevice\n" + DOUBLED + b"\x85R",
    "inside itself": b"]q\0h\0a",
    "a long number": b"\x8b" + struct.pack("<i", 100_000) + b"\x7f" * 100_000,
    "a long decimal": b"L" + b"9" * 50_000 + b"L\n",
    "a mapping inside itself": b"}q\0X\1\0\0\0ah\0s",
    "as a config": b"}X\6\0\0\0config" + DOUBLED + b"s",
}


@pytest.mark.parametrize("name", COSTLY)
def test_small_pickles_cannot_cost_much(name: str, tmp_path: Path) -> None:
    path = _pickled(tmp_path, COSTLY[name])
    began = time.monotonic()
    refusal(path)
    # Written out, the doubled ones have 2^60 parts: a fault would not be a matter of seconds.
    assert time.monotonic() - began < 60


def test_an_empty_tensor_may_claim_any_place(root: Root, tmp_path: Path) -> None:
    root["weight"]["emb_g.weight"] = torch.empty(0, 5).as_strided((0, 5), (1 << 40, 1 << 40))
    torch.save(root, tmp_path / "v.pth")
    assert "emb_g.weight as 0x5" in refusal(tmp_path / "v.pth")


# ---------------------------------------------------------------------------- safetensors


def _safetensors(header: Any, data: bytes) -> bytes:
    text = header if isinstance(header, bytes) else json.dumps(header).encode()
    return struct.pack("<Q", len(text)) + text + data


HEADERS: dict[str, tuple[Any, bytes]] = {
    "overlap": ({"a": {"dtype": "F16", "shape": [2], "data_offsets": [0, 4]},
                 "b": {"dtype": "F16", "shape": [2], "data_offsets": [2, 6]}}, bytes(6)),
    "gap": ({"a": {"dtype": "F16", "shape": [1], "data_offsets": [2, 4]}}, bytes(4)),
    "negative": ({"a": {"dtype": "F16", "shape": [-1], "data_offsets": [0, 2]}}, bytes(2)),
    "huge": ({"a": {"dtype": "F16", "shape": [1 << 40, 1 << 40], "data_offsets": [0, 2]}}, bytes(2)),
    "too many": ({"a": {"dtype": "F16", "shape": [1] * 40, "data_offsets": [0, 2]}}, bytes(2)),
    "text": ({"a": {"dtype": "F16", "shape": ["1"], "data_offsets": [0, 2]}}, bytes(2)),
    "float8": ({"a": {"dtype": "F8_E4M3", "shape": [2], "data_offsets": [0, 2]}}, bytes(2)),
    "a list": ([], b""),
    "deep": (b'{"a":' + b"[" * 50_000 + b"]" * 50_000 + b"}", b""),
    "a long number": (b'{"a":{"dtype":"F16","shape":[' + b"9" * 5000 + b'],"data_offsets":[0,2]}}', b"xx"),
    "no utf-8": (b'{"\xff\xfe":1}', b""),
    "metadata of numbers": ({"__metadata__": {"format": 5}}, b""),
    "metadata null": ({"__metadata__": None}, b""),
}  # fmt: skip


@pytest.mark.parametrize("name", HEADERS)
def test_safetensors_headers(name: str, tmp_path: Path) -> None:
    header, data = HEADERS[name]
    (tmp_path / "v.safetensors").write_bytes(_safetensors(header, data))
    refusal(tmp_path / "v.safetensors")


def test_metadata_of_a_stranger(tiny_files: SavedVoice, tmp_path: Path) -> None:
    raw = tiny_files.safetensors.read_bytes()
    (length,) = struct.unpack("<Q", raw[:8])
    header = json.loads(raw[8 : 8 + length])
    header["__metadata__"]["metadata"] = json.dumps(
        {"name": "a\ud800\u202e", "epochs": 10**400, "f0_median": 10**400, "f0_low": -1, "steps": True}
    )
    path = tmp_path / "v.safetensors"
    path.write_bytes(_safetensors(header, raw[8 + length :]))
    metadata = load_voice(path).metadata
    assert metadata.name.isprintable() and (metadata.epochs, metadata.steps) == (None, None)
    assert (metadata.f0_median, metadata.f0_low) == (None, None)


# ---------------------------------------------------------------------------- indexes


@pytest.fixture
def features() -> np.ndarray:
    return np.random.default_rng(3).standard_normal((120, 256)).astype("f4")


@pytest.mark.parametrize(
    "kind", ["HNSW8,Flat", "PQ8x2", "IVF4,PQ8x2", "IVF4_HNSW4,Flat", "SQ8", "IVF4,SQ8", "PCA16,Flat", "LSH"]
)
def test_other_kinds_of_index(kind: str, features: np.ndarray, tmp_path: Path) -> None:
    import faiss

    index = faiss.index_factory(256, kind)
    index.train(features)
    index.add(features)
    faiss.write_index(index, str(tmp_path / "x.index"))
    with pytest.raises(BadInput, match=r"x\.index"):
        Retrieval(tmp_path / "x.index")
    found = inspect(tmp_path / "x.index")
    assert found["kind"] == "index" and not found["usable"] and len(found["problems"]) == 1


def _ivf(features: np.ndarray, path: Path, change: Callable[[Any], None]) -> None:
    import faiss

    index = faiss.index_factory(256, "IVF4,Flat")
    index.train(features)
    change(index)
    faiss.write_index(index, str(path))


@pytest.mark.parametrize("probes", [0, -3, 4, 5000, 1 << 62])
@pytest.mark.parametrize("backend", ["faiss", "numpy"])
def test_probes_out_of_range(probes: int, backend: str, features: np.ndarray, tmp_path: Path) -> None:
    path = tmp_path / "x.index"
    _ivf(features, path, lambda index: index.add(features))
    raw = path.read_bytes()
    at = struct.calcsize("<4siqqqBiq")
    path.write_bytes(raw[:at] + struct.pack("<q", probes) + raw[at + 8 :])
    assert 1 <= read_layout(path).nprobe <= 4
    scores, found = Retrieval(path, backend).search(features[:5], 2)
    assert np.allclose(scores[:, 0], 0, atol=1e-3) and np.allclose(found[:, 0], features[:5], atol=1e-6)


@pytest.mark.parametrize("ids", [np.zeros(120, "i8"), np.full(120, -7, "i8"), np.arange(120) + (1 << 60)])
def test_ids_that_mean_nothing(ids: np.ndarray, features: np.ndarray, tmp_path: Path) -> None:
    path = tmp_path / "x.index"
    _ivf(features, path, lambda index: index.add_with_ids(features, ids))
    answers = [Retrieval(path, backend).blend(features[:5] + 0.01, 1.0) for backend in ("faiss", "numpy")]
    assert np.abs(answers[0] - answers[1]).max() < 1e-4 and np.isfinite(answers[0]).all()


def test_indexes_that_hold_no_numbers(features: np.ndarray, tmp_path: Path) -> None:
    path = build_index(features, tmp_path, "x", "v1")
    raw = bytearray(path.read_bytes())
    raw[-8 * 30 - 4 * 256 : -8 * 30] = np.full(256, np.nan, "f4").tobytes()
    (tmp_path / "nan.index").write_bytes(raw)
    (tmp_path / "empty.index").write_bytes(b"")
    for name, part in (("nan.index", "not finite|damaged"), ("empty.index", "is empty")):
        with pytest.raises(BadInput, match=part):
            Retrieval(tmp_path / name)
    assert sys.getsizeof(inspect(tmp_path / "nan.index")["problems"]) < 1000
