"""The loss terms against RVC's own numbers, and against their definitions."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest
import torch

from rvcdesk.audio.mel import mel_filters
from rvcdesk.training import losses
from rvcdesk.voice.presets import PRESETS


@pytest.mark.parametrize("rate", ["32k", "40k", "48k"])
@pytest.mark.parametrize("dialect", ["classic", "2026"])
def test_spectrogram_and_mel_equal_rvc(shared: Path, rate: str, dialect: str) -> None:
    golden = np.load(shared / "parity/dsp" / f"mel_{rate}.npz")
    preset = PRESETS[f"rvc-v2-{rate}"]
    np.testing.assert_allclose(
        mel_filters(preset.sample_rate, preset.mel.n_fft, preset.mel.mels), golden["mel_basis"], atol=1e-6
    )
    spectrogram = losses.Spectrogram(preset.mel, dialect)
    linear = spectrogram.linear(torch.from_numpy(golden["audio"]).float().reshape(1, -1))
    mel = spectrogram.log_mel(linear)[0].numpy()
    if dialect == "2026":
        np.testing.assert_allclose(linear[0].numpy(), golden["spec_rvc2026"].squeeze(), atol=1e-4)
        np.testing.assert_allclose(mel, golden["mel_rvc2026"].squeeze(), atol=1e-3)
    else:
        classic = np.load(shared / "parity/dsp" / f"mel_{rate}_classic.npz")
        np.testing.assert_allclose(mel, classic["mel_classic"].squeeze(), atol=1e-3)


def test_losses_equal_rvc(shared: Path) -> None:
    golden = {
        key: torch.from_numpy(np.asarray(value))
        for key, value in np.load(shared / "parity/dsp/losses.npz").items()
    }
    count = len([key for key in golden if key.startswith("disc_real_")])
    real = [golden[f"disc_real_{i}"] for i in range(count)]
    fake = [golden[f"disc_fake_{i}"] for i in range(count)]

    def near(value: torch.Tensor, key: str) -> None:
        assert float(value) == pytest.approx(float(golden[key]), rel=1e-5)

    near(losses.discriminator_loss(real, fake), "loss_disc")
    near(losses.generator_loss(fake), "loss_gen")
    kl = [golden[key] for key in ("kl_z_p", "kl_logs_q", "kl_m_p", "kl_logs_p", "kl_mask")]
    near(losses.kl_loss(*kl), "loss_kl")


def test_perfect_scores_cost_nothing_and_features_match() -> None:
    ones, zeros = [torch.ones(2, 5)], [torch.zeros(2, 5)]
    assert losses.discriminator_loss(ones, zeros) == 0
    assert losses.generator_loss(ones) == 0
    assert losses.feature_matching_loss([ones], [ones]) == 0
    assert losses.feature_matching_loss([ones], [zeros]) == 1
