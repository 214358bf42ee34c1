"""The draft voice: its spectra, its source, and that a few real steps teach it something."""

from __future__ import annotations

import dataclasses
from pathlib import Path

import pytest
import torch

from rvcdesk.audio.files import decode
from rvcdesk.voice.config import VoiceConfig
from rvcdesk.voice.discriminators import build_discriminator
from rvcdesk.voice.draft_decoder import Spectra, pulse_train
from rvcdesk.voice.presets import PRESETS
from rvcdesk.voice.synthesizer import build_synthesizer

PRESET = PRESETS["draft"]
HOP, RATE = PRESET.mel.hop, PRESET.sample_rate


def small() -> VoiceConfig:
    return dataclasses.replace(
        PRESET.config(speakers=2),
        inter_channels=32,
        hidden_channels=32,
        filter_channels=64,
        n_layers=1,
        upsample_initial_channel=64,
        resblock_dilation_sizes=((1, 1),),
        segment_frames=16,
    )


@pytest.mark.parametrize("frames", [1, 2, 50])
def test_spectra_give_the_sound_back(frames: int) -> None:
    spectra = Spectra(1024, HOP)
    wave = torch.randn(2, frames * HOP)
    spectrum = spectra.analyse(wave)
    assert spectrum.shape == (2, frames, 513)
    assert torch.allclose(spectra.synthesise(spectrum), wave, atol=1e-4)


def test_the_pulses_have_the_pitch_and_constant_power() -> None:
    pitchf = torch.cat([torch.full((1, 50), 100.0), torch.full((1, 50), 400.0), torch.zeros(1, 20)], dim=1)
    wave = pulse_train(pitchf, HOP, RATE)[0]
    assert wave.isfinite().all()
    assert wave[100 * HOP :].abs().max() == 0
    for start, pitch in ((0, 100), (50, 400)):
        part = wave[start * HOP : (start + 50) * HOP]
        assert float(part.square().mean().sqrt()) == pytest.approx(0.1, rel=0.05)
        strength = torch.fft.rfft(part).abs()
        peaks = torch.nonzero(strength > strength.max() / 2).flatten() * RATE / len(part)
        assert torch.all((peaks / pitch - (peaks / pitch).round()).abs() < 0.03)
        assert float(peaks.min()) == pytest.approx(pitch, abs=3)
        assert float(peaks.max()) > 0.4 * RATE


@pytest.mark.parametrize("frames", [1, 9, 48])
@pytest.mark.parametrize("f0", [True, False])
def test_the_sound_is_exactly_as_long_as_its_frames(frames: int, f0: bool) -> None:
    network = build_synthesizer(dataclasses.replace(small(), f0=f0))
    network.drop_posterior()
    phone, sid = torch.randn(1, frames, 512), torch.zeros(1, dtype=torch.long)
    pitchf = torch.full((1, frames), 220.0) if f0 else None
    pitch = torch.full((1, frames), 60) if f0 else None

    def sound(seed: int) -> torch.Tensor:
        return network.infer(
            phone, torch.tensor([frames]), pitch, pitchf, sid, generator=torch.Generator().manual_seed(seed)
        )

    assert sound(1).shape == (1, 1, frames * HOP)
    assert torch.equal(sound(1), sound(1))
    assert not torch.equal(sound(1), sound(2))


def test_injected_noise_replaces_every_draw() -> None:
    network, frames = build_synthesizer(small()), 12
    given = (
        torch.randn(1, frames, 512), torch.tensor([frames]), torch.full((1, frames), 60),
        torch.full((1, frames), 220.0), torch.zeros(1, dtype=torch.long),
    )  # fmt: skip
    noise = {"z_noise": torch.randn(1, 32, frames), "source_noise": torch.randn(1, frames * HOP, 1)}
    assert torch.equal(network.infer(*given, **noise), network.infer(*given, **noise))


def test_base_weights_stay_small_enough_to_ship() -> None:
    with torch.device("meta"):
        networks = (build_synthesizer(PRESET.config()), build_discriminator("draft"))
    assert sum(p.numel() for network in networks for p in network.parameters()) * 2 < 17 * 2**20


def mel_error(fake: torch.Tensor, real: torch.Tensor) -> torch.Tensor:
    window = torch.hann_window(1024)
    logs = [
        torch.log(
            torch.stft(x.squeeze(1), 1024, HOP, window=window, return_complex=True).abs().clamp(min=1e-3)
        )
        for x in (fake, real)
    ]
    return (logs[0] - logs[1]).abs().mean()


def test_a_few_real_steps_teach_it(sample: Path) -> None:
    """Both networks, every loss, one fixed batch of the sample's speech."""
    wave, _ = decode(sample / "carlo_01.flac", start=44100, frames=2 * 44100, rate=RATE, mono=True)
    torch.manual_seed(0)
    config, frames = small(), 60
    audio = torch.from_numpy(wave.reshape(-1)[: 2 * frames * HOP].copy()).view(2, -1)
    spectra = Spectra(1024, HOP)
    spec = spectra.analyse(audio).abs().transpose(1, 2)
    phone = torch.log(spec[:, :512] + 1e-3).transpose(1, 2)
    pitchf, pitch = torch.full((2, frames), 120.0), torch.full((2, frames), 40)
    lengths, sid, starts = torch.full((2,), frames), torch.tensor([0, 1]), torch.tensor([5, 20])
    generator, discriminator = build_synthesizer(config), build_discriminator("draft")
    optim_g = torch.optim.AdamW(generator.parameters(), 2e-3, betas=(0.8, 0.99))
    optim_d = torch.optim.AdamW(discriminator.parameters(), 5e-4, betas=(0.8, 0.99))
    real = torch.stack([a[int(s) * HOP : (int(s) + 16) * HOP] for a, s in zip(audio, starts, strict=True)])
    real = real.unsqueeze(1)
    errors = []
    for _ in range(25):
        out = generator(phone, lengths, pitch, pitchf, spec, lengths, sid, ids_slice=starts)
        judged = discriminator(real, out.audio.detach())
        loss_d = sum((1 - r).square().mean() for r in judged.scores_real)
        loss_d = loss_d + sum(f.square().mean() for f in judged.scores_fake)
        optim_d.zero_grad()
        loss_d.backward()
        optim_d.step()
        discriminator.requires_grad_(False)
        judged = discriminator(real, out.audio)
        loss_g = sum((1 - f).square().mean() for f in judged.scores_fake)
        error = mel_error(out.audio, real)
        optim_g.zero_grad()
        (loss_g + 45 * error).backward()
        assert all(p.grad is None or p.grad.isfinite().all() for p in generator.parameters())
        optim_g.step()
        discriminator.requires_grad_(True)
        errors.append(float(error.detach()))
    assert min(errors[-5:]) < 0.5 * errors[0]


def test_half_the_batch_is_decoded_from_the_prior() -> None:
    """Every other item hears of the recording nothing but content and pitch, wherever the batch is cut."""
    network, frames = build_synthesizer(small()), 20
    given = (torch.randn(4, frames, 512), torch.full((4,), frames), torch.full((4, frames), 60))
    fixed = {
        "ids_slice": torch.zeros(4, dtype=torch.long),
        "source_noise": torch.randn(4, 16 * HOP, 1),
        "eps_q": torch.randn(4, 32, frames),
        "prior_noise": torch.randn(4, 32, 16),
    }

    def sound(level: float, first: int = 0, end: int = 4) -> torch.Tensor:
        spec = torch.full((4, 513, frames), level)
        sid, pitchf = torch.zeros(4, dtype=torch.long), torch.full((4, frames), 220.0)
        rows = [item[first:end] for item in (*given, pitchf, spec, given[1], sid)]
        draws = {name: item[first:end] for name, item in fixed.items()}
        return network(*rows, **draws, first_row=first).audio

    quiet, loud = sound(0.1), sound(5.0)
    assert torch.equal(quiet[::2], loud[::2])
    assert not torch.allclose(quiet[1::2], loud[1::2], atol=1e-4)
    parts = torch.cat([sound(5.0, 0, 1), sound(5.0, 1, 2), sound(5.0, 2, 4)])
    assert torch.allclose(parts, loud, atol=1e-5)


def test_bf16_autocast_trains_too() -> None:
    config = small()
    network, judge = build_synthesizer(config), build_discriminator("draft")
    frames, lengths = 40, torch.tensor([40])
    with torch.autocast("cpu", torch.bfloat16):
        out = network(
            torch.randn(1, frames, 512), lengths, torch.full((1, frames), 40), torch.full((1, frames), 120.0),
            torch.rand(1, 513, frames), lengths, torch.tensor([0]),
        )  # fmt: skip
        judged = judge(torch.randn(1, 1, 16 * HOP), out.audio)
    assert out.audio.dtype == torch.float32
    sum(score.float().mean() for score in judged.scores_fake).backward()
    assert all(p.grad.isfinite().all() for p in network.dec.parameters() if p.grad is not None)
