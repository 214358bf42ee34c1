"""Every method's frame i is about sample 160 i: the pitch of a moving voice is neither early nor late.

RMVPE's published weights are not in the repository; its grid is in test_rmvpe.py.
"""

from __future__ import annotations

import numpy as np
import pytest
from numpy.typing import NDArray

from rvcdesk.pitch.estimate import estimate_f0

RATE = 16000


def voice(hz: NDArray[np.float64]) -> NDArray[np.float32]:
    """Harmonics that fall off as a voice's do, of a pitch given for every sample."""
    phase = 2 * np.pi * np.cumsum(hz) / RATE
    tone = sum(np.sin(k * phase + 0.7 * k * k) / k * (k * hz < 7000) for k in range(1, 20))
    return (0.1 * tone + np.random.default_rng(0).normal(0, 1e-4, hz.size)).astype(np.float32)


def lag_ms(f0: NDArray[np.float32], hz: NDArray[np.float64]) -> tuple[float, float]:
    """How late the found pitch is, and what is left in cents: least squares on the true pitch's slope."""
    frames = np.arange(15, hz.size // 160 - 15)
    frames = frames[f0[frames] > 0]
    assert len(frames) > 0.6 * hz.size / 160
    cents = 1200 * np.log2(hz)
    slope = (cents[frames * 160 + 80] - cents[frames * 160 - 80]) / 10  # cents a ms
    error = 1200 * np.log2(f0[frames]) - cents[frames * 160]
    slope, error = slope - slope.mean(), error - np.median(error)
    early = float((slope * error).sum() / (slope * slope).sum())
    return -early, float(np.std(error - early * slope))


@pytest.mark.parametrize(
    ("method", "seconds"),
    [("fcpe", 4.0), ("pm", 4.0), ("dio", 4.0), ("harvest", 4.0), ("crepe-tiny", 3.0), ("crepe", 0.9)],
)
def test_glides_are_on_time(method: str, seconds: float) -> None:
    """Glides of up to 33 semitones a second with a vibrato of 5 Hz; fcpe, pm, dio, harvest: under 0.2 ms."""
    time = np.arange(round(seconds * RATE)) / RATE
    hz = 180 * 2 ** ((4 * np.sin(2 * np.pi * 1.3 * time) + 0.7 * np.sin(2 * np.pi * 5 * time)) / 12)
    lag, rest = lag_ms(estimate_f0(voice(hz), RATE, method), hz)
    assert abs(lag) < (2 if "crepe" in method else 0.5)
    assert rest < (10 if "crepe" in method else 3)
    # The measure itself: the same pitch one frame late.
    assert lag_ms(np.roll(estimate_f0(voice(hz), RATE, "pm"), 1), hz)[0] == pytest.approx(10, abs=1)


@pytest.mark.parametrize("method", ["fcpe", "pm", "dio", "harvest", "crepe-tiny"])
def test_steps_are_on_time(method: str) -> None:
    """Where the pitch leaps by a fifth, at any place within a frame, the found pitch leaps in that frame.

    The mean over 24 leaps; DIO follows a leap 3.5 ms early whatever the grid (its glides are exact).
    """
    edges = (0.3 + 0.25 * np.arange(24)) * RATE + np.arange(24) * 37 % 160
    time = np.arange(round(6.5 * RATE))
    high = np.searchsorted(edges, time, side="right") % 2 == 1
    f0 = estimate_f0(voice(np.where(high, 300.0, 200.0)), RATE, method)
    late = []
    for number, edge in enumerate(edges):
        near = round(edge / 160) + np.arange(-8, 9)
        near = near[f0[near] > 0]
        after = (f0[near] > np.sqrt(60000)) == (number % 2 == 0)
        # The place that leaves the fewest frames on the wrong side.
        wrong = [after[:place].sum() + (~after[place:]).sum() for place in range(len(near) + 1)]
        place = int(np.argmin(wrong))
        late.append((near[place - 1] + near[place]) / 2 * 10 - edge / 16)
    assert abs(np.mean(late)) < (5 if method == "dio" else 3)
    assert np.abs(late).max() < 20
