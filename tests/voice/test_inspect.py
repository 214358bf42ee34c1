"""What `rvcdesk inspect` says of each kind of file."""

from __future__ import annotations

import io
import json
import os
import shutil
import sys
import zipfile
from pathlib import Path

import numpy as np
import pytest
import torch

from rvcdesk.assets import store
from rvcdesk.audio.files import write
from rvcdesk.cli import main
from rvcdesk.disk import sha256
from rvcdesk.engine import Protocol, serve
from rvcdesk.messages import BadInput
from rvcdesk.project import Project
from rvcdesk.voice.checkpoint import SavedVoice, VoiceFile
from rvcdesk.voice.index import build_index
from rvcdesk.voice.inspect import inspect

CONTRACT = {
    "kind", "version", "sample_rate", "f0", "epochs", "speakers", "content", "parameters", "sha256",
    "problems",
}  # fmt: skip


def test_the_engine_asks_the_same(tiny_files: SavedVoice) -> None:
    from rvcdesk.engine import call
    from rvcdesk.jobs import SILENT

    found = call("inspect", {"file": str(tiny_files.pth)}, SILENT)
    messages = found.pop("messages")
    assert found == inspect(tiny_files.pth)
    assert [message["message"] for message in messages] == found["problems"]


def test_the_engine_tells_problems_for_translation(tiny_files: SavedVoice, tmp_path: Path) -> None:
    from rvcdesk.engine import call
    from rvcdesk.jobs import SILENT

    root = torch.load(tiny_files.pth, weights_only=True)
    root["config"][0] = "spec"
    torch.save(root, tmp_path / "odd.pth")
    found = json.loads(json.dumps(call("inspect", {"file": str(tmp_path / "odd.pth")}, SILENT)))
    assert found["problems"] == inspect(tmp_path / "odd.pth")["problems"] != []
    assert [said["message"] for said in found["messages"]] == found["problems"]
    assert "template" in found["messages"][0]["values"]["problem"]


@pytest.mark.parametrize("suffix", [".pth", ".safetensors"])
def test_voice(tiny_files: SavedVoice, tiny: VoiceFile, suffix: str) -> None:
    path = tiny_files.pth.with_suffix(suffix)
    found = inspect(path)
    assert set(found) >= CONTRACT and json.loads(json.dumps(found)) == found
    assert found["usable"] and found["kind"] == "voice"
    assert found["missing"] == ["contentvec", "index"]
    assert len(found["problems"]) == 1 and "needs ContentVec" in found["problems"][0]
    assert (found["version"], found["sample_rate"], found["f0"]) == ("v2", 32000, True)
    assert (found["epochs"], found["speakers"], found["content"]) == (7, 2, "contentvec-768")
    assert found["parameters"] == sum(value.numel() for value in tiny.weights.values())
    assert found["sha256"] == sha256(path) and found["index"] is None


def test_broken_voice_still_says_what_it_knows(tiny_files: SavedVoice, tmp_path: Path) -> None:
    root = torch.load(tiny_files.pth, weights_only=True)
    root["weight"]["emb_g.weight"][0, 0] = float("inf")
    torch.save(root, tmp_path / "inf.pth")
    found = inspect(tmp_path / "inf.pth")
    assert found["kind"] == "voice" and not found["usable"] and found["sample_rate"] == 32000
    assert len(found["problems"]) == 1 and "not finite" in found["problems"][0]


def test_foreign_encoder_is_a_warning(tiny_files: SavedVoice, tmp_path: Path) -> None:
    root = torch.load(tiny_files.pth, weights_only=True)
    torch.save(root | {"embedder_model": "spin-v2"}, tmp_path / "spin.pth")
    found = inspect(tmp_path / "spin.pth")
    assert found["usable"] and found["content"] == "spin-v2" and "Spin v2" in found["problems"][0]
    torch.save(root | {"embedder_model": "mój własny"}, tmp_path / "own.pth")
    found = inspect(tmp_path / "own.pth")
    assert found["usable"] and "mój własny, which RVC Desk does not have" in found["problems"][0]


def test_checkpoints(tiny_full: VoiceFile, tmp_path: Path) -> None:
    torch.save(
        {"model": {"discriminators.0.convs.0.bias": torch.zeros(3)}, "iteration": 4}, tmp_path / "D_1.pth"
    )
    found = inspect(tmp_path / "D_1.pth")
    assert (found["kind"], found["epochs"], found["usable"]) == ("checkpoint", 4, True)
    torch.save(
        {"model": {"enc_p.emb_phone.weight": torch.zeros(3), "dec.x": torch.zeros(1)}}, tmp_path / "G_1.pth"
    )
    found = inspect(tmp_path / "G_1.pth")
    assert (found["kind"], found["usable"]) == ("checkpoint", False) and found["problems"]


def test_index(tmp_path: Path) -> None:
    path = build_index(np.random.default_rng(0).standard_normal((90, 768)).astype("f4"), tmp_path, "x", "v2")
    found = inspect(path)
    assert (found["kind"], found["version"], found["content"]) == ("index", "v2", "contentvec-768")
    assert (found["features"], found["dimensions"], found["usable"]) == (90, 768, True)
    path.write_bytes(path.read_bytes()[:-1])
    assert not inspect(path)["usable"]


def test_audio(tmp_path: Path) -> None:
    write(tmp_path / "ż.wav", np.zeros((2, 4800), dtype=np.float32), 48000)
    found = inspect(tmp_path / "ż.wav")
    assert (found["kind"], found["sample_rate"], found["channels"]) == ("audio", 48000, 2)
    assert found["duration_s"] == 0.1 and found["usable"]


def test_project_and_its_voice(tmp_path: Path, tiny_files: SavedVoice) -> None:
    Project.create(tmp_path / "p", "Głos").close()
    shutil.copy(tiny_files.pth, tmp_path / "p" / "voice")
    for path in (tmp_path / "p", tmp_path / "p" / "project.json"):
        found = inspect(path)
        assert (found["kind"], found["name"], found["clips"], found["usable"]) == ("project", "Głos", 0, True)
        assert found["voices"] == [str(tmp_path / "p" / "voice" / "tiny.pth")]
    assert inspect(tmp_path / "p" / "voice")["kind"] == "voice"


@pytest.mark.parametrize(
    ("names", "kind"),
    [
        (
            ["feature_extractor.conv_layers.0.0.weight", "encoder.layers.0.self_attn.q_proj.bias"],
            "content-encoder",
        ),
        (["conv1.weight", "conv2.weight", "layers.0.attn.q.weight"], "content-encoder"),
        (["unet.encoder.bn.weight", "fc.1.weight"], "pitch-model"),
        (
            ["feature_extractor.conv_layers.0.", "layers.self_attn", "x.self_attn.q_proj.bias"],
            "content-encoder",
        ),
        (["something.weight"], "unknown"),
    ],
)
def test_other_models(names: list[str], kind: str, tmp_path: Path) -> None:
    torch.save({name: torch.zeros(4) for name in names}, tmp_path / "model.pt")
    found = inspect(tmp_path / "model.pt")
    assert found["kind"] == kind and found["usable"] == (kind != "unknown") != bool(found["problems"])


def test_nothing_known(tmp_path: Path) -> None:
    with pytest.raises(BadInput, match="does not exist"):
        inspect(tmp_path / "no.pth")
    for name, content in (
        ("a.pth", b"<html>"),
        ("b.txt", b"hello"),
        ("c.zip", b"PK\5\6" + bytes(9)),
        ("d", b""),
    ):
        (tmp_path / name).write_bytes(content)
        found = inspect(tmp_path / name)
        assert found["kind"] == "unknown" and not found["usable"] and len(found["problems"]) == 1
    assert inspect(tmp_path)["problems"]


def test_nothing_is_missing_once_it_is_here(tiny_files: SavedVoice, tmp_path: Path) -> None:
    store.models_dir().mkdir(parents=True)
    (store.models_dir() / "hubert_base.pt").write_bytes(b"x")
    shutil.copy(tiny_files.pth, tmp_path / "a.pth")
    rows = np.random.default_rng(0).standard_normal((90, 768)).astype("f4")
    index = build_index(rows, tmp_path, "a", "v2")
    found = inspect(tmp_path / "a.pth")
    assert (found["problems"], found["missing"], found["index"]) == ([], [], str(index))


@pytest.mark.skipif(sys.platform != "linux", reason="other systems have no file names that are not text")
def test_a_name_in_an_old_encoding(
    tiny_files: SavedVoice, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = Path(os.fsdecode(os.fsencode(tmp_path) + "/żółw.pth".encode("latin2")))
    shutil.copy(tiny_files.pth, path)
    assert main(["inspect", str(path)]) == 0
    assert main(["inspect", "--json", str(path)]) == 0
    printed = capsys.readouterr().out
    document = json.loads(printed[printed.index("{") :])
    assert document["file"] == str(path)
    answers = io.StringIO()
    request = json.dumps({"id": 1, "verb": "import_voice", "options": {"paths": [str(path)]}})
    serve(io.StringIO(request + "\n"), Protocol(answers))
    answers.getvalue().encode("utf-8")
    last = json.loads(answers.getvalue().splitlines()[-1])
    assert last["event"] == "done" and Path(last["result"][0]["path"]).is_file()


def test_missing_weights_are_listed(tiny_files: SavedVoice, tmp_path: Path) -> None:
    root = torch.load(tiny_files.pth, weights_only=True)
    del root["weight"]["emb_g.weight"], root["weight"]["dec.conv_pre.bias"]
    torch.save(root, tmp_path / "a.pth")
    found = inspect(tmp_path / "a.pth")
    assert sorted(found["missing"]) == ["dec.conv_pre.bias", "emb_g.weight"] and not found["usable"]


def test_archive(tiny_files: SavedVoice, tmp_path: Path) -> None:
    with zipfile.ZipFile(tmp_path / "a.zip", "w") as out:
        out.write(tiny_files.pth, "x/Ala.pth")
        out.writestr("x/readme.txt", "hi")
    found = inspect(tmp_path / "a.zip")
    assert (found["kind"], found["holds"], found["usable"]) == ("archive", ["Ala.pth"], True)


def test_names_from_files_stay_on_one_line(
    tiny_files: SavedVoice, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    root = torch.load(tiny_files.pth, weights_only=True)
    hostile = "a\nkind  index\u202egnp.\x1b[2J"
    torch.save(root | {"model_name": hostile, "author": hostile}, tmp_path / "a.pth")
    assert main(["inspect", str(tmp_path / "a.pth")]) == 0
    lines = capsys.readouterr().out.splitlines()
    assert not any("\u202e" in line or "\x1b" in line for line in lines)
    assert [line.split()[0] for line in lines].count("kind") == 1
    width = lines[0].index("voice")
    assert all(line[width - 1] == " " and line[width] != " " for line in lines if line[0] != "!")


def test_shared_models(shared: Path) -> None:
    hubert = shared / "parity" / "hubert"
    kinds = {
        hubert / "hubert_small.pt": "content-encoder",
        hubert / "hubert_small_hf": "content-encoder",
        shared / "models" / "whisper-base-encoder.safetensors": "content-encoder",
        shared / "parity" / "rmvpe" / "rmvpe_small.pt": "pitch-model",
        shared / "parity" / "synth" / "v1-40k-f0-small.pth": "voice",
        shared / "parity" / "synth" / "v2-40k-nof0-small.pth": "voice",
    }
    for path, kind in kinds.items():
        found = inspect(path)
        assert (found["kind"], found["usable"]) == (kind, True), found
