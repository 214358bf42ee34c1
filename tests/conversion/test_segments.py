from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest

from rvcdesk.conversion.levels import condition, limit, mix_rms
from rvcdesk.conversion.segments import PLAIN, ROOMY, SMALL, Windows, split_points


@pytest.mark.parametrize(
    ("case", "windows"),
    [
        ("cpu_1_6_38_41", PLAIN),
        ("half_3_10_60_65", ROOMY),
        ("lowmem_1_5_30_32", SMALL),
        ("tiny_1_2_10_12", Windows(1, 2, 10, 12)),
    ],
)
def test_long_input_is_divided_where_rvc_divides_it(shared: Path, case: str, windows: Windows) -> None:
    golden = np.load(shared / "parity/dsp/opt_ts.npz")
    audio = condition((golden["audio16k_int16"] / 32768).astype(np.float64))
    assert split_points(audio, windows) == golden[f"{case}_opt_ts"].tolist()


def test_high_pass_equals_rvc(shared: Path) -> None:
    golden = np.load(shared / "parity/dsp/highpass.npz")
    np.testing.assert_allclose(condition(golden["audio16k"]), golden["filtfilt"], atol=1e-6)


@pytest.mark.parametrize("rate", ["0.0", "0.25", "0.5", "0.9", "1.0"])
def test_rms_mix_equals_rvc(shared: Path, rate: str) -> None:
    golden = np.load(shared / "parity/dsp/rms_mix.npz")
    mixed = mix_rms(golden["source16k"].astype(np.float32), 16000, golden["target40k"], 40000, float(rate))
    np.testing.assert_allclose(mixed, golden[f"out_rate_{rate}"], atol=1e-4)


def test_points_lie_in_the_silence_near_each_mark() -> None:
    audio = np.random.default_rng(0).normal(0, 0.1, 100 * 16000).astype(np.float32)
    audio[35 * 16000 : 36 * 16000] = 0
    points = split_points(audio, PLAIN)
    assert len(points) == 2 and points[0] + 160 >= 35 * 16000 and points[0] <= 36 * 16000
    assert all(point % 160 == 0 for point in points)
    assert split_points(audio[: 30 * 16000], PLAIN) == []


def test_limit_only_turns_down() -> None:
    quiet, loud = np.array([0.5, -0.9], np.float32), np.array([0.5, -2.0], np.float32)
    assert limit(quiet) is quiet
    assert np.abs(limit(loud)).max() == pytest.approx(0.99)
