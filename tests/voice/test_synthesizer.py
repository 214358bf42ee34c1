"""The RVC network's numbers against those of RVC itself, and its manners."""

from __future__ import annotations

import dataclasses
import importlib.util
import json
from pathlib import Path
from types import ModuleType
from typing import Any

import numpy as np
import pytest
import torch

from rvcdesk.messages import BadInput
from rvcdesk.voice.config import VoiceConfig
from rvcdesk.voice.decoder import phase_turns
from rvcdesk.voice.discriminators import build_discriminator
from rvcdesk.voice.layers import random_starts, slices
from rvcdesk.voice.presets import PRESETS
from rvcdesk.voice.synthesizer import Synthesizer, build_synthesizer

CASES = ("v1-40k-f0-small", "v2-40k-f0-small", "v2-40k-nof0-small")


def arrays(path: Path) -> dict[str, torch.Tensor]:
    with np.load(path) as data:
        return {key: torch.from_numpy(data[key]) for key in data.files if data[key].dtype.kind in "fi"}


def formula_weights(shared: Path, network: torch.nn.Module, seed: int, rules: str) -> None:
    """Fill `network` by the fixtures' own formula."""
    spec = importlib.util.spec_from_file_location("wfill", shared / "parity" / "wfill.py")
    assert spec is not None and spec.loader is not None
    module: ModuleType = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    state = {key: tuple(value.shape) for key, value in network.state_dict().items()}
    filled = module.fill(state, seed, getattr(module, rules))
    network.load_state_dict({key: torch.from_numpy(value) for key, value in filled.items()})


def small_voice(path: Path) -> Synthesizer:
    """A voice file written by RVC, in float32."""
    file = torch.load(path, weights_only=True)
    config = VoiceConfig.from_list(file["config"], version=file["version"], f0=bool(file["f0"]))
    speakers = file["weight"]["emb_g.weight"].shape[0]
    network = build_synthesizer(dataclasses.replace(config, speakers=speakers))
    network.drop_posterior()
    network.load_state_dict({key: value.float() for key, value in file["weight"].items()})
    return network.eval()


def small_config(**changes: Any) -> VoiceConfig:
    narrow: dict[str, Any] = {
        "inter_channels": 8, "hidden_channels": 8, "filter_channels": 16, "n_layers": 1,
        "upsample_initial_channel": 32, "gin_channels": 8, "speakers": 2,
    }  # fmt: skip
    return dataclasses.replace(PRESETS["rvc-v2-40k"].config(), **{**narrow, **changes})


def inputs(config: VoiceConfig, frames: int, batch: int = 1) -> tuple[torch.Tensor, ...]:
    generator = torch.Generator().manual_seed(3)
    phone = torch.randn(batch, frames, config.content_dim, generator=generator)
    pitchf = 150 + 50 * torch.rand(batch, frames, generator=generator)
    pitchf[:, frames // 2 :] = 0
    pitch = (pitchf / 5).long().clamp(1, 255)
    return phone, torch.full((batch,), frames), pitch, pitchf, torch.zeros(batch, dtype=torch.long)


@pytest.mark.parametrize("case", CASES)
def test_a_voice_sounds_as_in_rvc(shared: Path, case: str) -> None:
    network = small_voice(shared / "parity" / "synth" / f"{case}.pth")
    data = arrays(shared / "parity" / "synth" / f"{case}.npz")
    common = (data["phone"], data["phone_lengths"], data.get("pitch"), data.get("nsff0"), data["sid"])
    mean, logs, mask = network.enc_p(*common[:3])
    assert torch.allclose(mean, data["m_p"], atol=1e-4)
    assert torch.allclose(logs, data["logs_p"], atol=1e-4)
    latent = network.flow(mean * mask, mask, network.emb_g(data["sid"]).unsqueeze(-1), reverse=True)
    assert torch.allclose(latent, data["z"], atol=1e-4)

    noise = data.get("source_noise")
    silent = None if noise is None else torch.zeros_like(noise)
    quiet = network.infer(*common, z_noise=torch.zeros_like(data["z_noise"]), source_noise=silent)
    assert torch.allclose(quiet.flatten(), data["audio_zero_noise"], atol=1e-4)
    noisy = network.infer(*common, z_noise=data["z_noise"], source_noise=noise)
    assert torch.allclose(noisy.flatten(), data["audio_with_noise"], atol=1e-4)

    network.fold_weight_norm()
    assert not any("weight_g" in key for key in network.state_dict())
    folded = network.infer(*common, z_noise=data["z_noise"], source_noise=noise)
    assert torch.allclose(folded, noisy, atol=1e-5)


def test_a_training_pass_gives_rvcs_numbers(shared: Path) -> None:
    path = shared / "parity" / "train" / "train_v2-40k-f0.npz"
    data = arrays(path)
    with np.load(path) as texts:
        model, meta = json.loads(str(texts["hps"]))["model"], json.loads(str(texts["meta"]))
    names = ("inter_channels", "hidden_channels", "filter_channels", "n_layers", "upsample_initial_channel")
    changes = {name: model[name] for name in (*names, "gin_channels")}
    config = dataclasses.replace(PRESETS["rvc-v2-40k"].config(speakers=model["spk_embed_dim"]), **changes)
    network = build_synthesizer(config)
    formula_weights(shared, network, meta["seed_g"], "SYNTH_RULES")
    with torch.no_grad():
        out = network(
            data["phone"], data["lengths"], data["pitch"], data["pitchf"], data["spec"], data["lengths"],
            data["sid"], eps_q=data["step0_eps_q"], ids_slice=data["step0_ids_slice"],
            source_noise=data["step0_source_noise"],
        )  # fmt: skip
    assert torch.allclose(out.audio, data["step0_y_hat"], atol=1e-4)
    assert torch.allclose(out.z_p, data["step0_z_p"], atol=1e-4)
    assert torch.allclose(out.m_q, data["step0_m_q"], atol=1e-4)


def test_the_v2_discriminator_gives_rvcs_scores(shared: Path) -> None:
    data = arrays(shared / "parity" / "train" / "disc_v2.npz")
    network = build_discriminator("v2")
    formula_weights(shared, network, int(data["seed"]), "DISC_RULES")
    with torch.no_grad():
        judged = network(data["y"], data["y_hat"])
        # In the generator's step real and fake are judged apart; the scores must be the same.
        apart = network.requires_grad_(False)(data["y"][:1], data["y_hat"][:1])
    for index, (real, fake) in enumerate(zip(judged.scores_real, judged.scores_fake, strict=True)):
        assert torch.allclose(real, data[f"out_real_{index}"], atol=1e-4)
        assert torch.allclose(fake, data[f"out_fake_{index}"], atol=1e-4)
        assert torch.allclose(apart.scores_real[index], real[:1], atol=1e-4)
        assert torch.allclose(apart.scores_fake[index], fake[:1], atol=1e-4)
    means = [[float(item.abs().mean()) for item in maps] for maps in judged.fmaps_fake]
    for row, wanted in zip(means, data["fmap_abs_mean_fake"].tolist(), strict=True):
        assert row == pytest.approx(wanted[: len(row)], rel=1e-4)


@pytest.mark.parametrize("frames", [1, 7, 64])
@pytest.mark.parametrize("f0", [True, False])
def test_the_sound_is_exactly_as_long_as_its_frames(frames: int, f0: bool) -> None:
    config = small_config(f0=f0)
    phone, lengths, pitch, pitchf, sid = inputs(config, frames)
    network = build_synthesizer(config)
    audio = network.infer(phone, lengths, pitch if f0 else None, pitchf if f0 else None, sid)
    assert audio.shape == (1, 1, frames * 400)


def test_a_seed_repeats_a_sound() -> None:
    torch.manual_seed(0)
    config = small_config()
    network, given = build_synthesizer(config), inputs(config, 20)
    first, again, other = (
        network.infer(*given, generator=torch.Generator().manual_seed(seed)) for seed in (5, 5, 6)
    )
    assert torch.equal(first, again)
    assert not torch.equal(first, other)


def test_padding_does_not_reach_the_sound() -> None:
    torch.manual_seed(0)
    config = small_config()
    network = build_synthesizer(config)
    phone, lengths, pitch, pitchf, sid = inputs(config, 60)
    mean, _, _ = network.enc_p(phone[:, :40], torch.tensor([40]), pitch[:, :40])
    padded, _, _ = network.enc_p(phone, torch.tensor([40]), pitch)
    assert torch.allclose(mean, padded[..., :40], atol=1e-5)
    assert padded[..., 40:].abs().max() == 0


def test_the_flow_undoes_itself() -> None:
    torch.manual_seed(0)
    network = build_synthesizer(small_config())
    for step in network.flow.flows:
        for name, parameter in step.named_parameters():
            if name.startswith("post"):
                torch.nn.init.normal_(parameter, std=0.3)
    x, mask, g = torch.randn(2, 8, 30), torch.ones(2, 1, 30), torch.randn(2, 8, 1)
    there = network.flow(x, mask, g)
    assert not torch.allclose(there, x, atol=1e-2)
    assert torch.allclose(network.flow(there, mask, g, reverse=True), x, atol=1e-4)


def test_phase_does_not_drift_over_a_minute() -> None:
    frames, rate, hop = 6000, 40000, 400
    pitchf = torch.from_numpy(np.random.default_rng(0).uniform(80, 900, (1, frames)).astype(np.float32))
    turns = phase_turns(pitchf, hop, rate)[0].double()
    exact = (pitchf[0].double().repeat_interleave(hop) / rate).cumsum(0)
    error = (turns - exact + 0.5) % 1.0 - 0.5
    assert error.abs().max() < 1e-5


def test_slices_come_from_where_they_say() -> None:
    x = torch.arange(20.0).expand(2, 3, 20)
    cut = slices(x, torch.tensor([2, 18]), 5)
    assert cut[0, 0].tolist() == [2, 3, 4, 5, 6]
    assert cut[1, 2].tolist() == [18, 19, 0, 0, 0]
    lengths = torch.tensor([20, 6, 3])
    starts = torch.stack([random_starts(lengths, 5) for _ in range(200)])
    assert starts.min() == 0
    assert starts.max(dim=0).values.tolist() == [15, 1, 0]


def test_an_unknown_discriminator_is_named() -> None:
    with pytest.raises(BadInput, match="v9"):
        build_discriminator("v9")
