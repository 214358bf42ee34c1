"""Voices in and out: RVC's layouts, strictness, and files that are proven before they appear."""

from __future__ import annotations

import json
from collections import OrderedDict
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
import torch

from rvcdesk.messages import BadInput, UserError
from rvcdesk.voice import checkpoint
from rvcdesk.voice.checkpoint import SavedVoice, VoiceFile, VoiceMetadata, build, load_voice, save_voice
from rvcdesk.voice.config import VoiceConfig
from rvcdesk.voice.keys import infer_config
from rvcdesk.voice.presets import PRESETS
from rvcdesk.voice.synthesizer import build_synthesizer
from rvcdesk.voice.voice_header import voice_header


def _write(root: Any, folder: Path, name: str = "x.pth") -> Path:
    torch.save(root, folder / name)
    return folder / name


def _root(files: SavedVoice) -> dict[str, Any]:
    return dict(torch.load(files.pth, weights_only=True))


def test_round_trip_is_bit_identical(tiny_files: SavedVoice, tiny_full: VoiceFile) -> None:
    native, shared = load_voice(tiny_files.safetensors), load_voice(tiny_files.pth)
    assert native.config == shared.config == tiny_full.config
    assert native.metadata == tiny_full.metadata
    assert list(shared.weights) == [key for key in tiny_full.weights if "enc_q" not in key]
    for key, value in shared.weights.items():
        assert value.dtype == torch.float16
        assert torch.equal(value, native.weights[key]) and torch.equal(value, tiny_full.weights[key].half())


def test_the_pth_is_what_rvc_writes(tiny_files: SavedVoice) -> None:
    root = torch.load(tiny_files.pth, weights_only=True)
    assert list(root) == ["weight", "config", "info", "sr", "f0", "version"]
    assert isinstance(root["weight"], OrderedDict)
    assert (root["info"], root["sr"], root["f0"], root["version"]) == ("7epoch", "32k", 1, "v2")
    assert type(root["f0"]) is int
    assert [type(value) for value in root["config"]] == [
        int, int, int, int, int, int, int, int, int, str, list, list, list, int, list, int, int, int,
    ]  # fmt: skip
    assert root["config"][-3] == root["weight"]["emb_g.weight"].shape[0]


def test_facts_beside_the_voice(tiny_files: SavedVoice) -> None:
    facts = json.loads(tiny_files.facts.read_text(encoding="utf-8"))
    assert facts["name"] == "tiny" and set(facts["files"]) == {"tiny.safetensors", "tiny.pth"}
    assert facts["metadata"]["name"] == "Żółw 龜" and facts["exportable"] is True
    assert (facts["epochs"], facts["f0_median"]) == (7, 181.5)


def test_build_gives_the_network_for_conversion(tiny: VoiceFile) -> None:
    before = torch.random.get_rng_state()
    network = build(tiny)
    assert torch.equal(before, torch.random.get_rng_state()), "building must not touch the random state"
    assert network.enc_q is None and not network.training
    assert all(value.dtype == torch.float32 and not value.requires_grad for value in network.parameters())
    audio = network.infer(
        torch.zeros(1, 10, 768),
        torch.tensor([10]),
        torch.full((1, 10), 99),
        torch.full((1, 10), 200.0),
        torch.tensor([1]),
    )
    assert audio.shape == (1, 1, 3200) and bool(torch.isfinite(audio).all())


@pytest.mark.parametrize(
    ("change", "expected"),
    [
        ({"sr": 32000, "f0": True}, True),
        ({"f0": "1"}, True),
        ({"version": None, "f0": None}, None),
        ({"config": [*([None] * 17), "32k"]}, True),
        ({"config": [*([None] * 15), 109, None, None]}, True),
    ],
)
def test_ways_other_tools_write(
    tiny_files: SavedVoice, tmp_path: Path, change: dict[str, Any], expected: bool | None
) -> None:
    root = _root(tiny_files)
    for key, value in change.items():
        if value is None:
            del root[key]
        elif key == "config":
            root[key] = [old if new is None else new for old, new in zip(root[key], value, strict=True)]
        else:
            root[key] = value
    path = _write(root, tmp_path)
    if expected is None:
        # No version means v1, whose features have 256 numbers: this v2 network cannot be one.
        with pytest.raises(BadInput, match="emb_phone"):
            load_voice(path)
        assert voice_header(path).config.version == "v1" and voice_header(path).config.f0
    else:
        voice = load_voice(path)
        assert voice.config.f0 and voice.config.sample_rate == 32000 and voice.config.speakers == 2


def test_applio_says_more(tiny_files: SavedVoice, tmp_path: Path) -> None:
    root = _root(tiny_files) | {
        "epoch": 120,
        "step": 3456,
        "author": "someone",
        "vocoder": "HiFi-GAN",
        "sr": 32000,
    }
    del root["info"]
    voice = load_voice(_write(root | {"embedder_model": "contentvec"}, tmp_path))
    assert (voice.metadata.epochs, voice.metadata.steps, voice.metadata.author) == (120, 3456, "someone")
    assert voice.config.content == "contentvec-768"
    assert load_voice(_write(root | {"embedder_model": "spin-v2"}, tmp_path)).config.content == "spin-v2"
    with pytest.raises(BadInput, match="RefineGAN"):
        load_voice(_write(root | {"vocoder": "RefineGAN"}, tmp_path))


@pytest.mark.parametrize("dtype", [torch.float32, torch.bfloat16])
def test_other_precisions_and_new_names(
    tiny_files: SavedVoice, tiny: VoiceFile, tmp_path: Path, dtype: torch.dtype
) -> None:
    root = _root(tiny_files)
    root["weight"] = {
        key.replace(".weight_g", ".parametrizations.weight.original0").replace(
            ".weight_v", ".parametrizations.weight.original1"
        ): value.to(dtype)
        for key, value in root["weight"].items()
    }
    voice = load_voice(_write(root, tmp_path))
    assert list(voice.weights) == list(tiny.weights)
    assert all(torch.equal(voice.weights[key], value.to(dtype)) for key, value in tiny.weights.items())
    again = save_voice(tmp_path / "again", voice, "again")
    assert all(value.dtype == torch.float16 for value in load_voice(again.pth).weights.values())


def test_training_checkpoint(tiny_full: VoiceFile, tmp_path: Path) -> None:
    network = build_synthesizer(tiny_full.config)
    network.load_state_dict(tiny_full.weights)
    optimizer = torch.optim.AdamW(network.parameters(), 1e-4)
    sum(value.sum() for value in network.parameters()).backward()
    optimizer.step()
    root = {
        "model": network.state_dict(),
        "iteration": 33,
        "optimizer": optimizer.state_dict(),
        "learning_rate": 1e-4,
    }
    voice = load_voice(_write(root, tmp_path, "G_140.pth"))
    assert replace(voice.config, segment_frames=32) == tiny_full.config
    assert voice.metadata.epochs == 33 and "enc_q.pre.weight" in voice.weights


def test_discriminator_is_not_a_voice(tmp_path: Path) -> None:
    path = _write(
        {"model": {"discriminators.0.convs.0.bias": torch.zeros(4)}, "iteration": 1}, tmp_path, "D_1.pth"
    )
    with pytest.raises(BadInput, match="discriminator"):
        load_voice(path)


@pytest.mark.parametrize("preset", [name for name in PRESETS if name != "draft"])
@pytest.mark.parametrize("f0", [True, False])
def test_every_preset_is_recognised_by_its_shapes(preset: str, f0: bool) -> None:
    config = PRESETS[preset].config(f0=f0)
    shapes = checkpoint._wanted_shapes(replace(config, segment_frames=32))
    assert infer_config(shapes) == config


def _without(root: dict[str, Any]) -> None:
    del root["weight"]["dec.conv_post.weight"]


def _extra(root: dict[str, Any]) -> None:
    root["weight"]["dec.more"] = torch.zeros(1)


def _shape(root: dict[str, Any]) -> None:
    root["weight"]["emb_g.weight"] = torch.zeros(2, 5)


def _nan(root: dict[str, Any]) -> None:
    root["weight"]["emb_g.weight"][0, 0] = float("nan")


def _no_pitch(root: dict[str, Any]) -> None:
    root["f0"] = 0


def _list(root: dict[str, Any]) -> None:
    root["weight"]["emb_g.weight"] = [1.0]


def _twice(root: dict[str, Any]) -> None:
    root["weight"]["dec.ups.0.parametrizations.weight.original0"] = root["weight"]["dec.ups.0.weight_g"]


@pytest.mark.parametrize(
    ("damage", "says"),
    [
        (_without, "lacks 1 "),
        (_extra, "dec.more"),
        (_shape, "2x5"),
        (_nan, "not finite"),
        (_no_pitch, "does not have"),
        (_list, "beside tensors"),
        (_twice, "twice"),
    ],
)
def test_strict(tiny_files: SavedVoice, tmp_path: Path, damage: Any, says: str) -> None:
    root = _root(tiny_files)
    damage(root)
    with pytest.raises(BadInput, match=says):
        load_voice(_write(root, tmp_path))


def test_draft_voice_keeps_its_own_version(tmp_path: Path) -> None:
    draft = PRESETS["draft"].config(speakers=1)
    small = replace(draft, inter_channels=8, hidden_channels=8, filter_channels=8, n_layers=1, gin_channels=4)
    small = replace(small, upsample_initial_channel=8)
    network = build_synthesizer(small)
    voice = VoiceFile(
        small, network.state_dict(), VoiceMetadata(name="d", epochs=2, unvoiced="zero", preset="draft")
    )
    saved = save_voice(tmp_path, voice, "d")
    root = torch.load(saved.pth, weights_only=True)
    assert root["version"] == "rvcdesk-draft-1" and root["content"] == "whisper-base"
    for path in (saved.pth, saved.safetensors):
        again = load_voice(path)
        assert again.config == small and again.metadata.preset == "draft"
        assert build(again).config.content == "whisper-base"
    assert json.loads(saved.facts.read_text(encoding="utf-8"))["exportable"] is False


def test_what_half_precision_cannot_hold_is_refused(tiny: VoiceFile, tmp_path: Path) -> None:
    weights = dict(tiny.weights) | {"emb_g.weight": torch.full((2, 4), 1e6)}
    with pytest.raises(BadInput, match="not finite"):
        save_voice(tmp_path, VoiceFile(tiny.config, weights), "loud")
    assert not list(tmp_path.iterdir())


def test_a_bad_write_leaves_the_last_good_voice(
    tiny: VoiceFile, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    saved = save_voice(tmp_path, tiny, "v")
    before = {path.name: path.read_bytes() for path in tmp_path.iterdir()}
    real = torch.save

    def cut(root: Any, file: Any) -> None:
        real(root, file)
        file.truncate(2000)

    monkeypatch.setattr(torch, "save", cut)
    changed = VoiceFile(tiny.config, {key: value + 1 for key, value in tiny.weights.items()})
    with pytest.raises(UserError, match="read back"):
        save_voice(tmp_path, changed, "v")
    assert {path.name: path.read_bytes() for path in tmp_path.iterdir()} == before
    assert torch.equal(load_voice(saved.pth).weights["emb_g.weight"], tiny.weights["emb_g.weight"])


def test_silent_corruption_is_noticed(
    tiny: VoiceFile, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    real = checkpoint.load_voice

    def wrong(path: Path) -> VoiceFile:
        voice = real(path)
        voice.weights["emb_g.weight"][0, 0] += 1
        return voice

    monkeypatch.setattr(checkpoint, "load_voice", wrong)
    with pytest.raises(UserError, match="read back"):
        save_voice(tmp_path, tiny, "v")
    assert not list(tmp_path.iterdir())


def test_names_with_any_letters(tiny: VoiceFile, tmp_path: Path) -> None:
    saved = save_voice(tmp_path / "głos 声", tiny, "Zażółć/gęślą: 龜?")
    assert saved.pth.name == "Zażółć_gęślą_ 龜_.pth"
    assert load_voice(saved.pth).config == load_voice(saved.safetensors).config


def test_newer_format_and_other_safetensors(tiny: VoiceFile, tmp_path: Path) -> None:
    from safetensors.torch import save_file

    for said, says in (({"format": "rvcdesk-voice-9"}, "newer"), ({}, "something else")):
        save_file(tiny.weights, tmp_path / "x.safetensors", metadata=said)
        with pytest.raises(BadInput, match=says):
            load_voice(tmp_path / "x.safetensors")


def test_metadata_takes_only_what_fits() -> None:
    said = {
        "name": "a" * 5000,
        "epochs": True,
        "steps": -1,
        "f0_median": 1e9,
        "unvoiced": ["x"],
        "author": "b",
    }
    known = VoiceMetadata.from_json(said)
    assert len(known.name) == 1000 and known.author == "b" and known.unvoiced == "zero"
    assert known.epochs is known.steps is known.f0_median is None
    assert VoiceMetadata.from_json(None) == VoiceMetadata()


def test_shared_manifests(shared: Path) -> None:
    """The small file's keys and config of every published kind, from RVC's own writer."""
    manifests = sorted((shared / "parity" / "keys").glob("synth_*.json"))
    assert len(manifests) == 12
    for path in manifests:
        manifest = json.loads(path.read_text(encoding="utf-8"))
        config = VoiceConfig.from_list(
            manifest["config"], version=manifest["version"], f0=bool(manifest["f0"])
        )
        assert config.to_list() == manifest["config"]
        full = {key: tuple(shape) for key, (shape, _) in manifest["weights"].items()}
        small = {key: shape for key, shape in full.items() if key not in manifest["small_omits"]}
        checkpoint.check_shapes(config, small, path.name)
        checkpoint.check_shapes(config, full, path.name)
        assert infer_config(full).to_list() == manifest["config"]
