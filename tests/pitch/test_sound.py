"""Sound is read in windows: nothing of an hour on disk is copied whole."""

from __future__ import annotations

import tracemalloc
from pathlib import Path

import numpy as np
import pytest

from rvcdesk.audio.resampling import resample
from rvcdesk.pitch import estimate as module
from rvcdesk.pitch import pm
from rvcdesk.pitch.chunks import Sound, frame_count, in_chunks
from rvcdesk.pitch.estimate import estimate_f0, free_models

MIB = 1 << 20


@pytest.fixture
def hour(tmp_path: Path) -> np.memmap:
    """An hour at 16 kHz, silent but for one sample in its middle (a sparse file)."""
    samples = np.memmap(tmp_path / "hour.f32", np.float32, "w+", shape=(3600 * 16000,))
    samples[28_800_000] = 0.5
    return samples


def test_an_hour_on_disk_is_never_copied(hour: np.memmap, monkeypatch: pytest.MonkeyPatch) -> None:
    heard = []

    def estimate(sound: Sound, *_: object) -> np.ndarray:
        assert sound.peak() == pytest.approx(0.5)
        return in_chunks(
            sound, lambda part: heard.append(part.max()) or np.zeros(frame_count(part.size)), module.SILENT
        )

    monkeypatch.setattr(pm, "estimate", estimate)
    tracemalloc.start()
    f0 = estimate_f0(hour, 16000, "pm")
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    assert f0.shape == (360001,) and max(heard) == 0.5 and len(heard) == 60
    assert peak < 40 * MIB < hour.nbytes / 5


def test_parts_are_plain_clean_copies() -> None:
    whole = np.array([0.5, np.nan, np.inf, -0.25], np.float64)
    sound = Sound(whole)
    part = sound[0:3]
    assert part.dtype == np.float32 and type(part) is np.ndarray and part[1] == 0 and np.isfinite(part).all()
    part[0] = 9
    assert whole[0] == 0.5 and sound.size == 4


@pytest.mark.parametrize(("start", "stop"), [(0, 10), (-3, 4), (6, 14), (-9, 19), (3, 3)])
def test_reflection_is_numpys(start: int, stop: int) -> None:
    samples = np.arange(10, dtype=np.float32)
    padded = np.pad(samples, 9, mode="reflect")
    assert Sound(samples).reflected(start, stop).tolist() == padded[9 + start : 9 + stop].tolist()


@pytest.mark.parametrize("rate", [8000, 22050, 44100, 48000])
def test_another_rate_goes_in_blocks(rate: int, monkeypatch: pytest.MonkeyPatch) -> None:
    samples = np.random.default_rng(0).normal(0, 0.1, rate * 5 + 77).astype(np.float32)
    monkeypatch.setattr(module, "BLOCK_S", 1)
    ours, whole = module._at_16k(samples[None], rate), resample(samples, rate, 16000)
    assert ours.shape == whole.shape and np.abs(ours - whole).max() < 1e-5


def test_networks_are_let_go() -> None:
    from rvcdesk.pitch import crepe, fcpe

    tone = np.sin(np.arange(8000) * 0.08).astype(np.float32)
    for method in ("fcpe", "crepe-tiny"):
        estimate_f0(tone, 16000, method)
    assert fcpe._loaded.cache_info().currsize == crepe._network.cache_info().currsize == 1
    free_models()
    assert fcpe._loaded.cache_info().currsize == crepe._network.cache_info().currsize == 0
