"""A voice written here opens elsewhere to the bit, and theirs come through ours unchanged.

The two readers below do what those programs do when they open a voice, and nothing more.
"""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Callable
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

import pytest
import torch
from safetensors.torch import load_file

from rvcdesk.messages import BadInput
from rvcdesk.training.base import load_base
from rvcdesk.training.options import TrainOptions
from rvcdesk.training.trainer import Trainer
from rvcdesk.voice import presets
from rvcdesk.voice.checkpoint import SavedVoice, VoiceFile, VoiceMetadata, build, load_voice, save_voice
from rvcdesk.voice.config import VoiceConfig
from rvcdesk.voice.presets import PRESETS
from rvcdesk.voice.synthesizer import build_synthesizer

RVC = [(name, f0) for name, preset in PRESETS.items() if preset.exportable for f0 in (True, False)]
SPEAKERS = 3
Weights = dict[str, torch.Tensor]


# ---------------------------------------------------------------------------- their readers


@dataclass
class Opened:
    """What a program knows of a voice once it has opened it."""

    version: str
    f0: int
    rate: int
    features: int
    network: list[Any]
    weights: Weights
    said: dict[str, Any]


def open_as_rvc(path: Path) -> Opened:
    """RVC-WebUI: the list's speaker count is replaced by the table's rows, missing keys have defaults."""
    cpt = torch.load(path, map_location="cpu", weights_only=True)
    rate = cpt["config"][-1]
    cpt["config"][-3] = cpt["weight"]["emb_g.weight"].shape[0]
    f0, version = cpt.get("f0", 1), cpt.get("version", "v1")
    features = {"v1": 256, "v2": 768}[version]
    shown = {"info": cpt.get("info", "None"), "sr": cpt.get("sr", "None"), "f0": f0, "version": version}
    return Opened(version, f0, rate, features, list(cpt["config"]), dict(cpt["weight"]), shown)


def open_as_applio(path: Path) -> Opened:
    """Applio: as RVC, with a vocoder that is HiFi-GAN where unsaid, and more to show about the model."""
    cpt = torch.load(path, map_location="cpu", weights_only=True)
    rate = cpt["config"][-1]
    cpt["config"][-3] = cpt["weight"]["emb_g.weight"].shape[0]
    f0, version = cpt.get("f0", 1), cpt.get("version", "v1")
    if cpt.get("vocoder", "HiFi-GAN") != "HiFi-GAN":
        raise ValueError("another vocoder")
    features = 768 if version == "v2" else 256
    names = ("epoch", "step", "sr", "f0", "embedder_model", "speakers_id", "author", "creation_date")
    said = {name: cpt.get(name) for name in names}
    return Opened(version, f0, rate, features, list(cpt["config"]), dict(cpt["weight"]), said)


READERS = {"RVC-WebUI": open_as_rvc, "Applio": open_as_applio}


def network_of(opened: Opened) -> torch.nn.Module:
    """The network that the other program builds from the list, with the weights loaded strictly."""
    config = VoiceConfig.from_list(opened.network, version=opened.version, f0=bool(opened.f0))
    assert config.content_dim == opened.features
    with torch.random.fork_rng():
        network = build_synthesizer(config)
    network.drop_posterior()
    network.load_state_dict({name: value.float() for name, value in opened.weights.items()}, strict=True)
    return network


def same(got: Weights, want: Weights) -> bool:
    """Bit for bit, in the same order and type."""
    return list(got) == list(want) and all(
        got[name].dtype == want[name].dtype and torch.equal(got[name], want[name]) for name in want
    )


# ---------------------------------------------------------------------------- ours, opened by them


def trained(name: str, f0: bool) -> VoiceFile:
    """A voice as a trainer has it, with RVC's layout and little width."""
    network = replace(
        PRESETS[name].config(f0=f0, speakers=SPEAKERS),
        inter_channels=8,
        hidden_channels=8,
        filter_channels=8,
        n_layers=1,
        upsample_initial_channel=32,
        gin_channels=4,
    )
    with torch.random.fork_rng():
        torch.manual_seed(len(name) + f0)
        weights = build_synthesizer(network).state_dict()
    metadata = VoiceMetadata(name="Żółw 龜", epochs=20, steps=400)
    return VoiceFile(network, {key: value.clone() for key, value in weights.items()}, metadata)


@pytest.fixture(scope="module", params=RVC, ids=lambda case: f"{case[0]}{'' if case[1] else '-nof0'}")
def written(
    request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory
) -> tuple[VoiceFile, SavedVoice]:
    voice = trained(*request.param)
    return voice, save_voice(tmp_path_factory.mktemp("głos 声"), voice, "Żółw 龜")


@pytest.mark.parametrize("reader", READERS.values(), ids=READERS)
def test_other_programs_open_it_to_the_bit(
    written: tuple[VoiceFile, SavedVoice], reader: Callable[[Path], Opened]
) -> None:
    voice, saved = written
    opened = reader(saved.pth)
    wanted = {name: value.half() for name, value in voice.weights.items() if "enc_q" not in name}
    assert same(opened.weights, wanted)
    assert opened.rate == voice.config.sample_rate and opened.network[-3] == SPEAKERS
    network = network_of(opened)
    ours = build(load_voice(saved.pth)).state_dict()
    assert same(dict(network.state_dict()), dict(ours))


def test_keys_types_and_list_are_what_rvc_writes(written: tuple[VoiceFile, SavedVoice]) -> None:
    voice, saved = written
    root = torch.load(saved.pth, weights_only=True)
    config = voice.config
    assert list(root) == ["weight", "config", "info", "sr", "f0", "version"]
    assert type(root) is type(root["weight"]) is OrderedDict
    rest = {name: value for name, value in root.items() if name not in ("weight", "config")}
    assert rest == {
        "info": "20epoch",
        "sr": f"{config.sample_rate // 1000}k",
        "f0": int(config.f0),
        "version": config.version,
    }
    assert [type(value) for value in rest.values()] == [str, str, int, str]
    base = next(preset.network for preset in PRESETS.values() if preset.network.version == config.version
                and preset.sample_rate == config.sample_rate)  # fmt: skip
    assert root["config"] == [
        base.spec_channels, 32, 8, 8, 8, 2, 1, 3, 0, "1", [3, 7, 11], [[1, 3, 5]] * 3,
        list(base.upsample_rates), 32, list(base.upsample_kernel_sizes), SPEAKERS, 4, config.sample_rate,
    ]  # fmt: skip
    assert all(value.dtype == torch.float16 for value in root["weight"].values())
    assert all(value.is_contiguous() for value in root["weight"].values())


def test_safetensors_holds_the_same_bits(written: tuple[VoiceFile, SavedVoice]) -> None:
    _, saved = written
    shared, native = open_as_rvc(saved.pth).weights, load_file(saved.safetensors)
    assert set(native) == set(shared)
    assert all(torch.equal(native[name], value) for name, value in shared.items())


def test_saved_again_is_the_same(written: tuple[VoiceFile, SavedVoice], tmp_path: Path) -> None:
    _, saved = written
    for path in (saved.pth, saved.safetensors):
        again = save_voice(tmp_path / path.suffix[1:], load_voice(path), "again")
        assert same(load_voice(again.pth).weights, load_voice(saved.pth).weights)


# ---------------------------------------------------------------------------- theirs, through ours

NEW = ".parametrizations.weight.original"
NEW_NAMES = {".weight_g": f"{NEW}0", ".weight_v": f"{NEW}1"}


def renamed(weights: Weights) -> Weights:
    """With the names that torch's newer weight norm has."""
    found = {}
    for name, value in weights.items():
        for old, new in NEW_NAMES.items():
            if name.endswith(old):
                name = name.removesuffix(old) + new
        found[name] = value
    return found


def rvc_file(voice: VoiceFile, weights: Weights) -> dict[str, Any]:
    rate = voice.config.sample_rate
    listed = voice.config.to_list()
    listed[-3] = 109  # RVC lists its table's usual rows whatever the file holds
    return {"weight": weights, "config": listed, "info": "7epoch", "sr": f"{rate // 1000}k",
            "f0": int(voice.config.f0), "version": voice.config.version}  # fmt: skip


def applio_file(voice: VoiceFile, weights: Weights) -> dict[str, Any]:
    listed = [*voice.config.to_list()[:-1], voice.config.sample_rate]
    return {
        "weight": weights, "config": listed, "sr": voice.config.sample_rate, "f0": voice.config.f0,
        "version": voice.config.version, "epoch": 120, "step": 3456, "creation_date": "2025-05-01T12:00:00",
        "model_hash": "ab" * 32, "dataset_length": "00:12:34", "model_name": "demo", "author": "someone",
        "embedder_model": "contentvec", "speakers_id": 1, "vocoder": "HiFi-GAN",
    }  # fmt: skip


@pytest.mark.parametrize("f0", [True, False], ids=["f0", "nof0"])
@pytest.mark.parametrize("maker", [rvc_file, applio_file])
@pytest.mark.parametrize("names", [dict, renamed], ids=["classic-names", "new-names"])
def test_their_half_precision_comes_through_to_the_bit(
    maker: Callable[[VoiceFile, Weights], dict[str, Any]],
    names: Callable[[Weights], Weights],
    f0: bool,
    tmp_path: Path,
) -> None:
    voice = trained("rvc-v2-48k", f0)
    weights = {name: value.half() for name, value in voice.weights.items() if "enc_q" not in name}
    path = tmp_path / "theirs.pth"
    torch.save(OrderedDict(maker(voice, names(weights))), path)
    read = load_voice(path)
    assert same(read.weights, weights)
    assert replace(read.config, segment_frames=voice.config.segment_frames) == voice.config
    out = save_voice(tmp_path / "out", read, "ours")
    for reader in READERS.values():
        assert same(reader(out.pth).weights, weights)
    assert all(torch.equal(value, weights[name]) for name, value in load_file(out.safetensors).items())


@pytest.mark.parametrize("dtype", [torch.float32, torch.bfloat16], ids=["fp32", "bf16"])
def test_other_precisions_are_kept_until_written(dtype: torch.dtype, tmp_path: Path) -> None:
    voice = trained("rvc-v1-40k", True)
    weights = {name: value.to(dtype) for name, value in voice.weights.items() if "enc_q" not in name}
    path = tmp_path / "theirs.pth"
    torch.save(rvc_file(voice, weights), path)
    read = load_voice(path)
    assert same(read.weights, weights)
    out = save_voice(tmp_path / "out", read, "ours")
    assert same(open_as_rvc(out.pth).weights, {name: value.half() for name, value in weights.items()})


def test_what_files_leave_out_has_rvcs_defaults(tmp_path: Path) -> None:
    voice = trained("rvc-v1-32k", True)
    weights = {name: value.half() for name, value in voice.weights.items() if "enc_q" not in name}
    root = rvc_file(voice, weights)
    del root["version"], root["f0"], root["info"], root["sr"]
    torch.save(root, tmp_path / "old.pth")
    read, theirs = load_voice(tmp_path / "old.pth"), open_as_rvc(tmp_path / "old.pth")
    assert (read.config.version, int(read.config.f0)) == (theirs.version, theirs.f0) == ("v1", 1)
    assert read.config.sample_rate == theirs.rate == 32000


# ---------------------------------------------------------------------------- training checkpoints


@pytest.fixture
def narrow(monkeypatch: pytest.MonkeyPatch) -> str:
    """The id of a preset that is RVC v2 40k in all but its widths."""
    usual = PRESETS["rvc-v2-40k"]
    network = replace(trained("rvc-v2-40k", True).config, speakers=109)
    monkeypatch.setitem(presets.PRESETS, "narrow", replace(usual, id="narrow", network=network))
    monkeypatch.setattr("rvcdesk.voice.discriminators.PERIODS", {"v2": (2,)})
    return "narrow"


def checkpoint(network: torch.nn.Module, optimiser: torch.optim.Optimizer, path: Path) -> Path:
    """As RVC's trainer saves."""
    torch.save({"model": network.state_dict(), "iteration": 13, "optimizer": optimiser.state_dict(),
                "learning_rate": 1e-4}, path)  # fmt: skip
    return path


@pytest.mark.parametrize("f0", [True, False], ids=["f0", "nof0"])
def test_training_checkpoints_are_voices_and_base_models(narrow: str, f0: bool, tmp_path: Path) -> None:
    made, fresh = (Trainer(PRESETS[narrow], f0=f0, device=torch.device("cpu"), seed=seed) for seed in (1, 2))
    # One step, so that the optimisers hold what RVC's do.
    for network, optimiser in ((made.generator, made.optim_g), (made.discriminator, made.optim_d)):
        for parameter in network.parameters():
            parameter.grad = torch.ones_like(parameter)
        optimiser.step()
    g = checkpoint(made.generator, made.optim_g, tmp_path / "G_2333.pth")
    d = checkpoint(made.discriminator, made.optim_d, tmp_path / "D_2333.pth")

    voice = load_voice(g)
    assert same(voice.weights, dict(made.generator.state_dict()))
    assert (voice.config.f0, voice.config.speakers, voice.metadata.epochs) == (f0, 109, 13)
    assert voice.config.to_list() == made.generator.config.to_list()
    assert build(voice).enc_q is None
    opened = open_as_rvc(save_voice(tmp_path / "out", voice, "small").pth)
    assert not any("enc_q" in name for name in opened.weights)
    with pytest.raises(BadInput, match="discriminator"):
        load_voice(d)

    options = TrainOptions(tmp_path, preset=narrow, base_g=g, base_d=d, f0="pm" if f0 else "none")
    load_base(fresh, options, warn=lambda message: pytest.fail(str(message)))
    assert same(dict(fresh.generator.state_dict()), dict(made.generator.state_dict()))
    assert same(dict(fresh.discriminator.state_dict()), dict(made.discriminator.state_dict()))
    with pytest.raises(BadInput, match="does not fit"):
        load_base(fresh, replace(options, base_g=d), warn=lambda message: None)
