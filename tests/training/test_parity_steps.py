"""Training against RVC's own numbers: the discriminator, and three whole steps with every draw given."""

from __future__ import annotations

from pathlib import Path

import pytest
import torch

from benchmarks.parity import run_cases
from benchmarks.parity_cases.report import FAIL, PASS
from rvcdesk.training import losses
from rvcdesk.voice.presets import PRESETS


@pytest.mark.parametrize("case", ["train/disc_v2", "train/train_v2-40k-f0"])
def test_training_equals_rvc(shared: Path, case: str) -> None:
    lines = list(run_cases(shared / "parity", case))
    assert sum(line.status == PASS for line in lines) >= 8, lines
    assert not [line for line in lines if line.status == FAIL]


def test_an_item_in_a_batch_has_the_spectrogram_it_has_alone() -> None:
    """RVC computes spectrograms file by file, so padding to the longest must not leak into the shorter."""
    spectrogram = losses.Spectrogram(PRESETS["rvc-v2-40k"].mel)
    wave = torch.randn(2, 40 * 400, generator=torch.Generator().manual_seed(0))
    frames = torch.tensor([40, 29])
    wave[1, 29 * 400 :] = 0
    together = spectrogram.linear(wave, frames)
    for row, count in enumerate(frames.tolist()):
        alone = spectrogram.linear(wave[row : row + 1, : count * 400])
        assert torch.equal(together[row, :, :count], alone[0])
    padded = spectrogram.linear(wave)
    assert not torch.allclose(together[1, :, :29], padded[1, :, :29], atol=1e-2)
