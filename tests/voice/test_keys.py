"""Names, shapes, order and configuration against the manifests of RVC's own networks."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
import torch

from rvcdesk.voice.config import VoiceConfig
from rvcdesk.voice.discriminators import build_discriminator
from rvcdesk.voice.presets import PRESETS
from rvcdesk.voice.synthesizer import build_synthesizer

KEYS = Path(__file__).parents[1] / "data" / "keys"
CASES = [
    (f"rvc-{version}-{rate}k", f0)
    for version in ("v1", "v2")
    for rate in (32, 40, 48)
    for f0 in (True, False)
]


def manifest(name: str) -> dict[str, Any]:
    data: dict[str, Any] = json.loads((KEYS / f"{name}.json").read_text("utf-8"))
    return data


def shapes(network: torch.nn.Module) -> dict[str, list[Any]]:
    return {
        key: [list(value.shape), str(value.dtype).removeprefix("torch.")]
        for key, value in network.state_dict().items()
    }


@pytest.mark.parametrize(("preset_id", "f0"), CASES)
def test_a_generator_has_rvcs_keys_and_list(preset_id: str, f0: bool) -> None:
    preset = PRESETS[preset_id]
    wanted = manifest(f"synth_{preset_id[4:].replace('-', '_')}_{'f0' if f0 else 'nof0'}")
    config = preset.config(f0=f0)
    with torch.device("meta"):
        network = build_synthesizer(config)
    assert shapes(network) == wanted["weights"]
    # RVC's optimiser files know parameters by their order alone.
    assert [name for name, _ in network.named_parameters()] == list(wanted["weights"])
    assert config.to_list() == wanted["config"]
    assert VoiceConfig.from_list(wanted["config"], version=preset.version, f0=f0).f0 is f0
    before = set(network.state_dict())
    network.drop_posterior()
    assert sorted(before - set(network.state_dict())) == sorted(wanted["small_omits"])


@pytest.mark.parametrize(("preset_id", "f0"), CASES)
def test_training_numbers_are_rvcs(preset_id: str, f0: bool) -> None:
    preset = PRESETS[preset_id]
    hps = manifest(f"synth_{preset_id[4:].replace('-', '_')}_{'f0' if f0 else 'nof0'}")["hps"]
    train, data, numbers = hps["train"], hps["data"], preset.training
    assert preset.segment == train["segment_size"]
    assert (numbers.learning_rate, list(numbers.betas)) == (train["learning_rate"], train["betas"])
    assert (numbers.eps, numbers.lr_decay) == (train["eps"], train["lr_decay"])
    assert (numbers.mel_weight, numbers.kl_weight) == (train["c_mel"], train["c_kl"])
    mel = preset.mel
    assert (mel.sample_rate, mel.n_fft, mel.hop) == (
        data["sampling_rate"],
        data["filter_length"],
        data["hop_length"],
    )
    assert (mel.win, mel.mels) == (data["win_length"], data["n_mel_channels"])
    assert (mel.fmin, mel.fmax) == (data["mel_fmin"], data["mel_fmax"])


@pytest.mark.parametrize("version", ["v1", "v2"])
def test_a_discriminator_has_rvcs_keys(version: str) -> None:
    with torch.device("meta"):
        network = build_discriminator(version)
    wanted = manifest(f"disc_{version}")["weights"]
    assert shapes(network) == wanted
    assert [name for name, _ in network.named_parameters()] == list(wanted)
