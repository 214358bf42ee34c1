"""Hostile and broken model files: one clear sentence each, and nothing runs."""

from __future__ import annotations

import builtins
import io
import pickle
import random
import subprocess
import sys
import tracemalloc
import zipfile
from collections import OrderedDict
from collections.abc import Callable
from pathlib import Path
from typing import Any

import numpy as np
import pytest
import torch

from rvcdesk.messages import BadInput
from rvcdesk.tensors.reading import pickled_tensors, safetensors_tensors
from rvcdesk.tensors.safe_pickle import first_look
from rvcdesk.tensors.safetensors_header import read_header
from rvcdesk.voice.checkpoint import SavedVoice, VoiceFile, build, load_voice


class Evil:
    """Unpickling this makes a file."""

    def __init__(self, marker: Path) -> None:
        self.marker = marker

    def __reduce__(self) -> tuple[Any, ...]:
        return (builtins.open, (str(self.marker), "w"))


@pytest.fixture
def small_pth(tiny_files: SavedVoice) -> Path:
    return tiny_files.pth


def refusal(path: Path) -> str:
    """The sentence a file is refused with."""
    with pytest.raises(BadInput) as caught:
        load_voice(path)
    sentence = str(caught.value)
    assert path.name in sentence and "\n" not in sentence and "Traceback" not in sentence
    return sentence


@pytest.mark.parametrize("layout", ["zip", "legacy", "plain", "weight"])
def test_code_in_a_file_never_runs(small_pth: Path, tmp_path: Path, layout: str) -> None:
    marker, path = tmp_path / "marker", tmp_path / "evil.pth"
    if layout == "plain":
        path.write_bytes(pickle.dumps({"weight": {}, "info": Evil(marker)}, protocol=2))
    else:
        root = torch.load(small_pth, weights_only=True)
        if layout == "weight":
            root["weight"]["emb_g.weight"] = Evil(marker)
        else:
            root["info"] = Evil(marker)
        torch.save(root, path, _use_new_zipfile_serialization=layout != "legacy")
    assert "run code" in refusal(path)
    assert not marker.exists()
    # The file is really evil: an ordinary reader runs it.
    if layout == "plain":
        pickle.loads(path.read_bytes())["info"].close()
        assert marker.exists()


def test_both_layouts_of_torch_load(small_pth: Path, tiny: VoiceFile, tmp_path: Path) -> None:
    old = tmp_path / "old layout.pth"
    torch.save(torch.load(small_pth, weights_only=True), old, _use_new_zipfile_serialization=False)
    assert first_look(old).layout == "legacy" and first_look(small_pth).layout == "zip"
    for path in (old, small_pth):
        weights = load_voice(path).weights
        assert all(torch.equal(weights[key], value) for key, value in tiny.weights.items())


def _rezip(
    path: Path, out: Path, change: Callable[[str, bytes], bytes], method: int = zipfile.ZIP_STORED
) -> None:
    with zipfile.ZipFile(path) as old, zipfile.ZipFile(out, "w", method) as new:
        for name in old.namelist():
            new.writestr(name, change(name, old.read(name)))


def test_deflate_bomb(small_pth: Path, tmp_path: Path) -> None:
    path = tmp_path / "bomb.pth"
    _rezip(
        small_pth,
        path,
        lambda name, data: bytes(64 << 20) if name.endswith("/data/0") else data,
        zipfile.ZIP_DEFLATED,
    )
    assert path.stat().st_size < 1 << 20
    assert "far more than its own size" in refusal(path)


def test_changed_storage_size(small_pth: Path, tmp_path: Path) -> None:
    path = tmp_path / "short storage.pth"
    _rezip(small_pth, path, lambda name, data: data[:-2] if name.endswith("/data/0") else data)
    assert "does not fit" in refusal(path)


def _of_tensors(change: Callable[[bytes], bytes]) -> Callable[[str, bytes], bytes]:
    return lambda name, data: change(data) if name.endswith("/data/0") else data


@pytest.mark.parametrize("layout", ["zip", "legacy"])
def test_a_file_that_changes_after_the_first_look(small_pth: Path, tmp_path: Path, layout: str) -> None:
    """What is read is bounded by what was checked, whatever lies there by then."""
    path = tmp_path / "changing.pth"
    torch.save(torch.load(small_pth, weights_only=True), path, _use_new_zipfile_serialization=layout == "zip")
    whole = path.read_bytes()
    look = first_look(path)
    wanted = look.tensors(look.root["weight"])
    path.write_bytes(whole[: len(whole) // 2])
    with pytest.raises(BadInput, match="damaged"):
        pickled_tensors(look, wanted)
    if layout == "zip":
        for change in (lambda data: data + bytes(4 << 20), lambda data: data[:-1], lambda data: b""):
            path.write_bytes(whole)
            _rezip(small_pth, path, _of_tensors(change), zipfile.ZIP_DEFLATED)
            with pytest.raises(BadInput, match="damaged"):
                pickled_tensors(look, wanted)
    path.unlink()
    with pytest.raises(BadInput, match="damaged"):
        pickled_tensors(look, wanted)


def test_names_in_the_zip_that_disagree(small_pth: Path, tmp_path: Path) -> None:
    """The directory says which entry is read; an entry that calls itself otherwise is not taken for it."""
    with zipfile.ZipFile(small_pth) as archive:
        info = next(entry for entry in archive.infolist() if entry.filename.endswith("/data/3"))
    data = bytearray(small_pth.read_bytes())
    at = info.header_offset + 30 + len(info.filename) - 1
    assert data[at : at + 1] == b"3"
    data[at : at + 1] = b"9"
    path = tmp_path / "two names.pth"
    path.write_bytes(data)
    assert "damaged" in refusal(path)


def test_tensors_over_one_storage(tmp_path: Path) -> None:
    path = tmp_path / "shared.pth"
    whole = torch.arange(12.0)
    parts = {"rows": whole.view(3, 4), "columns": whole.view(3, 4).t(), "end": whole[8:], "none": whole[5:5]}
    torch.save(parts, path)
    look = first_look(path)
    read = pickled_tensors(look, look.tensors(look.root))
    assert all(torch.equal(read[name], part) for name, part in parts.items())
    assert read["rows"].data_ptr() == read["columns"].data_ptr(), "read once"


def test_a_big_endian_machine_wrote_it(small_pth: Path, tmp_path: Path) -> None:
    path = tmp_path / "big.pth"
    _rezip(small_pth, path, lambda name, data: b"big" if name.endswith("/byteorder") else data)
    assert "big-endian" in refusal(path)


def test_reading_takes_the_size_of_the_weights_once(tmp_path: Path) -> None:
    from safetensors.torch import save_file

    weights = {str(number): torch.ones(4 << 20) for number in range(4)}
    torch.save(weights, tmp_path / "a.pth")
    save_file(weights, tmp_path / "a.safetensors")
    look = first_look(tmp_path / "a.pth")
    for read in (
        lambda: pickled_tensors(look, look.tensors(look.root)),
        lambda: safetensors_tensors(tmp_path / "a.safetensors"),
    ):
        tracemalloc.start()
        kept = read()
        _now, peak = tracemalloc.get_traced_memory()
        tracemalloc.stop()
        assert all(torch.equal(kept[name], weight) for name, weight in weights.items())
        assert peak < 1.2 * 4 * (16 << 20), "bytes of the file are held once, and a block"


def test_flipped_bit_in_the_weights(small_pth: Path, tmp_path: Path) -> None:
    data = bytearray(small_pth.read_bytes())
    with zipfile.ZipFile(small_pth) as archive:
        info = max(archive.infolist(), key=lambda entry: entry.file_size)
    data[info.header_offset + 30 + len(info.filename) + info.file_size // 2 + 64] ^= 16
    path = tmp_path / "flipped.pth"
    path.write_bytes(data)
    assert "damaged" in refusal(path)


@pytest.mark.parametrize(
    ("name", "weights"),
    [
        ("expanded", lambda: {"a": torch.zeros(1).expand(1 << 38)}),
        ("many views", lambda: {str(i): torch.zeros(5000).view(50, 100) for i in range(1)} | _views(40)),
    ],
)
def test_tensors_larger_than_their_data(name: str, weights: Callable[[], Any], tmp_path: Path) -> None:
    path = tmp_path / f"{name}.pth"
    torch.save({"weight": weights(), "config": []}, path)
    assert "refused" in refusal(path)


def _views(count: int) -> dict[str, torch.Tensor]:
    whole = torch.zeros(10_000)
    return {f"view{i}": whole[:9_000] for i in range(count)}


@pytest.mark.parametrize("nest", [b"]" * 20_000 + b"a" * 19_999, b")" + b"\x85" * 20_000])
def test_deep_nesting(nest: bytes, tmp_path: Path) -> None:
    path = tmp_path / "deep.pth"
    path.write_bytes(b"\x80\x02" + nest + b".")
    assert "nested" in refusal(path)


def test_endless_opcodes(tmp_path: Path) -> None:
    path = tmp_path / "endless.pth"
    path.write_bytes(b"\x80\x02" + b"N0" * 400_000 + b"N.")
    assert "refused" in refusal(path)


@pytest.mark.parametrize(
    "content", [b"", b"<html>404</html>", b"hello there", b"RIFF\0\0\0\0WAVE", b"PK\3\4", b"\x80\x02"]
)
def test_other_files_called_pth(content: bytes, tmp_path: Path) -> None:
    path = tmp_path / "zażółć 声.pth"
    path.write_bytes(content)
    refusal(path)


def test_tensor_types_no_voice_has(small_pth: Path, tmp_path: Path) -> None:
    root = torch.load(small_pth, weights_only=True)
    root["weight"]["emb_g.weight"] = root["weight"]["emb_g.weight"].long()
    torch.save(root, tmp_path / "long.pth")
    assert "int64" in refusal(tmp_path / "long.pth")


@pytest.mark.parametrize("cut", [1, 8, 100, 0.3, 0.5, 0.9, 0.999])
@pytest.mark.parametrize("suffix", [".pth", ".safetensors"])
def test_cut_short(tiny_files: SavedVoice, tmp_path: Path, cut: float, suffix: str) -> None:
    whole = tiny_files.pth.with_suffix(suffix).read_bytes()
    path = tmp_path / f"cut{suffix}"
    path.write_bytes(whole[: int(cut if cut >= 1 else cut * len(whole))])
    refusal(path)


@pytest.mark.parametrize("layout", ["zip", "legacy", "safetensors"])
def test_mutations_load_or_are_refused(
    tiny: VoiceFile, tiny_files: SavedVoice, tmp_path: Path, layout: str
) -> None:
    """Whatever the bytes, the answer is a structure or one sentence."""
    root = OrderedDict(
        weight=OrderedDict(list(tiny.weights.items())[:6]), config=tiny.config.to_list(), version="v2"
    )
    path, rng = tmp_path / "x.pth", random.Random(1)
    if layout == "safetensors":
        whole = tiny_files.safetensors.read_bytes()[:30_000]
    else:
        buffer = io.BytesIO()
        torch.save(root, buffer, _use_new_zipfile_serialization=layout == "zip")
        whole = buffer.getvalue()
    refused = 0
    for _ in range(150):
        data = bytearray(whole)
        for _ in range(rng.choice((1, 2, 8))):
            data[rng.randrange(min(len(data), 6000))] = rng.randrange(256)
        path.write_bytes(data)
        try:
            read_header(path) if layout == "safetensors" else first_look(path)
        except BadInput as error:
            refused += 1
            assert "x.pth" in str(error)
    assert refused > 20


def test_the_first_look_needs_no_torch() -> None:
    voice = "from rvcdesk.voice import voice_header, library, index, inspect, checkpoint, keys"
    tensors = "from rvcdesk.tensors import safe_pickle, safetensors_header, reading"
    code = f"import sys; {voice}; {tensors}; sys.exit('torch' in sys.modules)"
    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 0


# ---------------------------------------------------------------------------- the shared odd files


def _odd_models(shared: Path) -> list[Path]:
    folder = shared / "parity" / "odd"
    return sorted(path for path in folder.iterdir() if path.suffix in (".pth", ".pt", ".npy"))


def test_odd_files_are_refused_in_one_sentence(shared: Path) -> None:
    sentences = {}
    for path in _odd_models(shared):
        if not path.name.startswith(("ok_", "base_")):
            sentences[path.name] = refusal(path)
    assert len(sentences) >= 30
    for name, sentence in sentences.items():
        assert name.startswith("evil_") <= ("run code" in sentence or name.endswith(".npy")), sentence
    assert not list(Path("/tmp").glob("rvcdesk_pwned_*"))


def test_odd_but_good_files_sound_like_the_base(shared: Path) -> None:
    folder = shared / "parity" / "odd"
    case = np.load(folder / "base_tiny_v2-40k-f0.npz")
    inputs = {
        name: torch.from_numpy(case[name]) for name in ("phone", "phone_lengths", "pitch", "nsff0", "sid")
    }
    good = [path for path in _odd_models(shared) if path.name.startswith(("ok_", "base_"))]
    assert len(good) >= 8
    for path in good:
        audio = build(load_voice(path)).infer(
            *inputs.values(),
            z_noise=torch.zeros(case["m_p"].shape),
            source_noise=torch.zeros(case["har_source_zero_noise"].shape),
        )
        error = np.abs(audio.flatten().numpy() - case["audio_zero_noise"]).max()
        assert error <= (5e-3 if "bf16" in path.name else 1e-5), path.name
