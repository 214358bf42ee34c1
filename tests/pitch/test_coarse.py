"""Pitch to the network's 255 steps: exact against RVC's own numbers."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest

from rvcdesk.pitch.coarse import coarse, interpolate_unvoiced, transpose


@pytest.mark.parametrize("semitones", [0, 12, -12, 5, -7])
@pytest.mark.parametrize("dialect", ["classic", "rvc2026"])
def test_steps_are_rvcs(shared: Path, dialect: str, semitones: int) -> None:
    path = shared / "parity" / "dsp" / ("f0_coarse_classic.npz" if dialect == "classic" else "f0_coarse.npz")
    if not path.exists():
        pytest.skip(f"{path.name} is not among the large fixtures")
    with np.load(path) as data:
        f0 = data["f0_in"] if dialect == "classic" else interpolate_unvoiced(data["f0_in"])
        moved = transpose(f0, semitones)
        assert np.abs(moved - data[f"{dialect}_f0_{semitones:+d}"]).max() < 1e-9
        assert np.array_equal(coarse(moved), data[f"{dialect}_coarse_{semitones:+d}"])


def test_ends_of_the_scale() -> None:
    steps = coarse([0.0, 49.0, 50.0, 1100.0, 5000.0, -1.0])
    assert steps.dtype == np.int64
    assert steps.tolist() == [1, 1, 1, 255, 255, 1]


def test_transpose_keeps_unvoiced_and_type() -> None:
    moved = transpose(np.array([0, 220], np.float32), -12)
    assert moved.dtype == np.float32
    assert moved.tolist() == [0, 110]


def test_interpolation_fills_gaps_and_ends() -> None:
    f0 = np.array([0, 100, 0, 0, 160, 0], np.float32)
    assert interpolate_unvoiced(f0).tolist() == [100, 100, 120, 140, 160, 160]
    assert interpolate_unvoiced(np.zeros(3)).tolist() == [0, 0, 0]
    assert f0[0] == 0
