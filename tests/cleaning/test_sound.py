"""What detectors share: one grid for every rate, the speech network, what is spoken."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest

from rvcdesk.audio.files import AudioReader
from rvcdesk.audio.sources import ArraySource
from rvcdesk.cleaning.sound import RATE, Sound, mel_weights, to_db
from rvcdesk.jobs import Cancelled


def tone(hertz: float, seconds: float, rate: int, level: float = 0.5) -> np.ndarray:
    return (level * np.sin(2 * np.pi * hertz * np.arange(round(seconds * rate)) / rate)).astype(np.float32)


@pytest.mark.parametrize("rate", [8000, 16000, 22050, 44100, 48000])
def test_features_share_a_grid(rate: int) -> None:
    """A tone from 1 to 2 s lies at hops 100 to 200, whatever the rate."""
    quiet = np.zeros(rate, np.float32)
    sound = Sound(ArraySource(np.concatenate([quiet, tone(440, 1, rate), quiet]), rate))
    assert sound.hops == 300
    for feature in (sound.level, sound.mel.max(axis=1), to_db(np.square(sound.peaks))):
        assert feature.shape == (300,)
        assert feature[110:190].min() > feature[[50, 250]].max() + 40
    assert sound.mono.size == 3 * RATE
    assert sound.frame(100) == rate and sound.hop(rate) == 100
    assert np.flatnonzero(sound.active)[[0, -1]] == pytest.approx([100, 199], abs=3)


def test_peaks_and_lows_are_the_files_own() -> None:
    """A single full-scale sample is not lost in resampling, nor on another channel."""
    samples = np.zeros((2, 44100), np.float32)
    samples[1, 22050], samples[0, 30000] = 0.9, -0.8
    sound = Sound(ArraySource(samples, 44100))
    assert sound.peaks[50] == np.float32(0.9) and sound.peaks.argmax() == 50
    assert sound.lows[68] == np.float32(-0.8) and sound.lows.argmin() == 68


def test_spectra_are_calibrated_and_whole_in_any_block() -> None:
    sound = Sound(ArraySource(tone(1000, 1, RATE, 1.0), RATE))
    whole = np.concatenate([power for _, power in sound.spectra(512)])
    parts = np.concatenate([power for _, power in sound.spectra(512, block=7)])
    assert np.array_equal(whole, parts)
    assert whole[50].argmax() == 32 and whole[50].max() == pytest.approx(1.0, rel=1e-3)
    assert np.array_equal(sound.spectra_between(20, 30, 512), whole[20:30])
    assert (mel_weights(512).sum(axis=1) > 0).all()


def test_an_empty_and_a_tiny_recording() -> None:
    for frames in (0, 1, 500):
        sound = Sound(ArraySource(np.zeros(frames, np.float32), 44100))
        assert sound.speech.size == sound.hops == sound.level.size == sound.active.size == sound.spoken.size
        assert not sound.spoken.any() and sound.music == []


def test_reading_can_be_cancelled() -> None:
    class Stop:
        def progress(self, done: float, total: float, stage: str) -> None:
            raise Cancelled

        def warn(self, message: object) -> None: ...

    with pytest.raises(Cancelled):
        _ = Sound(ArraySource(np.zeros(16000, np.float32), 16000), Stop()).mono


def spoken_share(path: Path) -> float:
    with AudioReader(path) as reader:
        sound = Sound(reader)
        return float(sound.spoken[sound.active].mean())


def test_speech_is_heard_as_speech_and_noise_is_not(sample: Path) -> None:
    assert spoken_share(sorted(sample.rglob("carlo_0*.flac"))[0]) > 0.9
    noise = 0.1 * np.random.default_rng(1).standard_normal(3 * RATE).astype(np.float32)
    sound = Sound(ArraySource(noise, RATE))
    assert sound.speech.max() < 0.5 and not sound.spoken.any()


def test_singing_counts_as_spoken() -> None:
    """A held, wavering note with the harmonics of a voice, which the network may not take for speech."""
    time = np.arange(2 * RATE) / RATE
    phase = 2 * np.pi * (330 * time + 3 / 5.5 * np.sin(2 * np.pi * 5.5 * time))
    note = sum(np.sin(k * phase) / k**0.7 for k in range(1, 12)) * 0.1
    floor = 0.0005 * np.random.default_rng(2).standard_normal(4 * RATE)
    floor[RATE : 3 * RATE] += note
    sound = Sound(ArraySource(floor.astype(np.float32), RATE))
    assert sound.spoken[110:290].all() and not sound.spoken[:80].any()
