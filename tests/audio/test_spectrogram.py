"""Columns of the spectrogram: where a tone is, how loud, and when."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest

from rvcdesk.audio.files import AudioReader, write
from rvcdesk.audio.spectrogram import FLOOR_DB, columns, frequencies
from rvcdesk.jobs import Cancelled

RATE = 16000


def tone(hertz: float, seconds: float, level: float = 1.0) -> np.ndarray:
    return (level * np.sin(2 * np.pi * hertz * np.arange(round(RATE * seconds)) / RATE)).astype(np.float32)


@pytest.mark.parametrize("nfft", [512, 1024, 2048])
def test_a_full_scale_sine_is_0_db_in_its_bin(nfft: int) -> None:
    got = columns(tone(1000, 2.0), 4000, 20000, 50, nfft)
    assert got.shape == (nfft // 2 + 1, 50)
    assert got.dtype == np.float32
    assert np.all(frequencies(RATE, nfft)[got.argmax(axis=0)] == 1000)
    assert np.allclose(got.max(axis=0), 0.0, atol=0.05)
    assert columns(tone(1000, 2.0, 0.1), 4000, 20000, 5, nfft).max() == pytest.approx(-20, abs=0.05)


def test_each_column_is_centred_in_its_place() -> None:
    """A click lights up the one column it lies in the middle of, at any zoom."""
    for span, n_columns in [(100_000, 10), (3000, 10), (100_000, 400)]:
        sound = np.zeros((1, 120_000), np.float32)
        start = 10_000
        sound[0, start + round((7 + 0.5) * span / n_columns)] = 1.0
        energy = columns(sound, start, start + span, n_columns, 512).mean(axis=0)
        assert energy.argmax() == 7


def test_outside_the_sound_is_the_floor() -> None:
    got = columns(tone(1000, 1.0), -RATE, 2 * RATE, 30)
    assert np.all(got[:, :9] <= FLOOR_DB + 1e-3)
    assert np.all(got[:, 21:] <= FLOOR_DB + 1e-3)
    assert np.all(got[:, 11:19].max(axis=0) > -1)


def test_near_and_far_views_agree(tmp_path: Path) -> None:
    """Columns read at one go equal columns read by seeking, from a file and from memory."""
    path = tmp_path / "a.flac"
    rng = np.random.default_rng(0)
    sound = (0.1 * rng.standard_normal((2, RATE * 60))).astype(np.float32)
    write(path, sound, RATE, subtype="PCM_24")
    with AudioReader(path) as reader:
        far = columns(reader, 0, reader.frames, 40, 256)
        memory = columns(sound, 0, sound.shape[1], 40, 256)
        assert np.abs(far - memory).max() < 0.5
        near = columns(reader, 0, 40 * 200, 40, 256)
        one = [columns(reader, 200 * index, 200 * (index + 1), 1, 256) for index in range(40)]
        assert np.allclose(near, np.concatenate(one, axis=1), atol=1e-3)
        left = columns(reader, 0, reader.frames, 40, 256, channel=0)
        assert np.allclose(left, columns(sound[0], 0, sound.shape[1], 40, 256), atol=0.5)
        assert not np.allclose(left, far, atol=3)


def test_cancel_and_empty_views() -> None:
    with pytest.raises(Cancelled):
        columns(tone(1000, 1.0), 0, RATE, 10, cancelled=lambda: True)
    assert columns(tone(1000, 1.0), 0, RATE, 0).shape == (513, 0)


def test_columns_that_lie_close_take_little_memory() -> None:
    """Windows overlap many times over; only those that are wanted may be copied."""
    import tracemalloc

    samples = np.zeros(2_000_000, np.float32)
    tracemalloc.start()
    columns(samples, 0, 1_000_000, 256, nfft=2048)
    _, peak = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert peak < 60e6
