from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest

from rvcdesk.audio.files import decode
from rvcdesk.audio.resampling import resample
from rvcdesk.evaluation.timing import lag_ms


@pytest.mark.parametrize("shift_ms", [-20.0, -3.0, 0.0, 0.5, 12.0])
def test_a_shifted_copy_shows_its_shift(sample: Path, shift_ms: float) -> None:
    samples, rate = decode(sample / "carlo_01.flac", frames=10 * 16000)
    sound = samples.reshape(-1)
    moved = np.roll(sound, round(shift_ms * rate / 1000))
    noise = np.random.default_rng(0).normal(0, 0.003, moved.size).astype(np.float32)
    other = resample((0.3 * moved + noise).astype(np.float32), rate, 44100)
    assert lag_ms(sound, rate, other, 44100) == pytest.approx(shift_ms, abs=0.3)
