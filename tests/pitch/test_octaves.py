"""Octave jumps are brought back, and nothing that a singer means is touched."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest
from numpy.typing import NDArray

from rvcdesk.pitch.estimate import estimate_f0
from rvcdesk.pitch.octaves import LONGEST, jumps, repair

F0 = NDArray[np.float32]


def sung(frames: int = 600) -> F0:
    """A voice that glides and trembles (5.5 Hz, 80 cents), with two breaths."""
    time = np.arange(frames) / 100
    hz = 220 * 2 ** ((3 * np.sin(2 * np.pi * 0.4 * time) + 0.8 * np.sin(2 * np.pi * 5.5 * time)) / 12)
    hz[200:215] = hz[400:460] = 0
    return hz.astype(np.float32)


def cents(a: F0, b: F0) -> float:
    voiced = b > 0
    assert np.array_equal(a > 0, voiced)
    return float(np.abs(1200 * np.log2(a[voiced] / b[voiced])).max())


@pytest.mark.parametrize("factor", [2, 1 / 2, 3, 1 / 3])
@pytest.mark.parametrize("length", [1, 2, 7, LONGEST - 1])
def test_a_jump_is_brought_back(factor: float, length: int) -> None:
    truth = sung()
    f0 = truth.copy()
    f0[60 : 60 + length] *= factor
    f0[300 : 300 + length] *= factor
    assert jumps(f0) == 4
    repaired, moved = repair(f0)
    assert moved == 2 and repaired.dtype == np.float32
    assert cents(repaired, truth) < 0.1 or length <= 2  # a lone frame is moved onto the line
    assert cents(repaired, truth) < 60
    assert jumps(f0) == 4, "the input stays as it was"


def test_jumps_after_one_another_and_blurred_edges() -> None:
    truth = sung()
    f0 = truth.copy()
    f0[60:70] *= 2
    f0[70:75] *= 3  # from one wrong octave to the next
    f0[100:110] /= 2
    f0[99], f0[110] = f0[99] * 0.7, f0[110] * 0.75  # as methods that average leave it
    f0[140:150] *= 2
    f0[144:147] = 0
    truth[144:147] = 0
    repaired, moved = repair(f0)
    assert moved == 3
    assert cents(repaired, truth) < 60


def test_a_lone_wild_frame_is_brought_back() -> None:
    truth = sung()
    f0 = truth.copy()
    f0[[60, 130, 131]] *= (1.4, 0.7, 1.4)
    repaired, moved = repair(f0)
    assert moved == 2 and cents(repaired, truth) < 60


def test_what_is_sung_stays() -> None:
    whole = sung()
    leap = np.repeat(np.float32([220, 440, 220]), [80, LONGEST, 80])  # as short as a note may be
    trill = np.tile(np.repeat(np.float32([220, 440]), 12), 8)
    arpeggio = np.repeat(np.float32([110, 220, 330, 220, 110, 165]), 10)
    up = np.float32(220) * 2 ** np.linspace(0, 1, 12, dtype=np.float32)  # an octave in 0.12 s
    glide = np.concatenate([np.repeat(up[:1], 80), up, up[::-1], np.repeat(up[:1], 80)])
    grace = np.repeat(np.float32([220, 294, 220]), [50, 8, 50])  # a fourth
    stays_up = np.repeat(np.float32([220, 440]), [80, 80])
    apart = np.repeat(np.float32([220, 0, 440, 0, 220]), [50, 20, 10, 20, 50])
    at_the_end = np.repeat(np.float32([220, 440, 0]), [80, 5, 20])  # one side only
    for f0 in (whole, leap, trill, arpeggio, glide, grace, stays_up, apart, at_the_end):
        repaired, moved = repair(f0)
        assert moved == 0 and np.array_equal(repaired, f0)


@pytest.mark.parametrize("f0", [np.zeros(0, np.float32), np.zeros(9, np.float32), np.float32([0, 100, 0])])
def test_nothing_to_do(f0: F0) -> None:
    repaired, moved = repair(f0)
    assert moved == 0 and np.array_equal(repaired, f0)


def test_estimate_repairs_when_asked(monkeypatch: pytest.MonkeyPatch) -> None:
    from rvcdesk.pitch import pm

    wrong = np.full(101, 220, np.float32)
    wrong[50:55] = 440
    monkeypatch.setattr(pm, "estimate", lambda *_: wrong)
    tone = np.sin(np.arange(16000) * 0.08).astype(np.float32)
    assert np.array_equal(estimate_f0(tone, 16000, "pm"), wrong)
    assert (estimate_f0(tone, 16000, "pm", repair_octaves=True) == 220).all()


def test_on_real_singing_nothing_gets_worse(shared: Path) -> None:
    """A melody re-sung by WORLD: its truth is known. What is moved comes closer to it, every frame."""
    from rvcdesk.audio.files import decode

    folder = shared / "data" / "source_singing"
    truth = np.loadtxt(folder / "synthetic_sung_male_world.f0.csv", delimiter=",", skiprows=1)[:, 1]
    samples, _ = decode(folder / "synthetic_sung_male_world.flac", rate=16000, mono=True)
    assert repair(truth.astype(np.float32))[1] == 0
    f0 = estimate_f0(samples, 16000, "dio")[: len(truth)]
    repaired, moved = repair(f0)
    changed = (repaired != f0) & (truth > 0)
    assert moved > 0 and changed.any()
    before, after = (np.abs(np.log2(x[changed] / truth[changed])) for x in (f0, repaired))
    assert (after < before).all()
