"""What is only reported or filtered: noise, quiet phrases, reverberation, missing treble, breaths."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest
import soundfile
from numpy.typing import NDArray

from rvcdesk.audio.resampling import resample
from rvcdesk.audio.sources import ArraySource
from rvcdesk.cleaning.band import BandOptions, find_band_limit, sound_ends
from rvcdesk.cleaning.breath import BreathOptions, find_breaths
from rvcdesk.cleaning.noise import NoiseOptions, find_noise
from rvcdesk.cleaning.phrases import phrases
from rvcdesk.cleaning.quiet import QuietOptions, find_quiet
from rvcdesk.cleaning.reverb import ReverbOptions, decay_s, find_reverb
from rvcdesk.cleaning.sound import HOP, Sound
from rvcdesk.messages import BadInput

RATE = 16000
Samples = NDArray[np.float32]


@pytest.fixture(scope="module")
def speech() -> Samples:
    """Real phrases with longer pauses than they were spoken with, over a quiet room."""
    folder = Path(__file__).resolve().parents[2] / "resources" / "sample"
    parts: list[Samples] = [np.zeros(RATE, np.float32)]
    for name in ("carlo_01", "carlo_02"):
        sound = soundfile.read(folder / f"{name}.flac", dtype="float32")[0]
        for start, end in phrases(Sound(ArraySource(sound, RATE))):
            parts += [sound[start * HOP : end * HOP], np.zeros(round(0.9 * RATE), np.float32)]
    whole = np.concatenate(parts)
    return (whole + noise(whole.size, -65)).astype(np.float32)


def noise(count: int, level_db: float, seed: int = 0) -> Samples:
    return (np.random.default_rng(seed).standard_normal(count) * 10 ** (level_db / 20)).astype(np.float32)


def of(samples: Samples, rate: int = RATE) -> Sound:
    return Sound(ArraySource(samples, rate))


def test_noisy_half_is_found(speech: Samples) -> None:
    half = speech.size // 2
    noisy = speech.copy()
    noisy[half:] += noise(speech.size - half, -34)
    found = find_noise(of(noisy))
    assert found and all(item.kind == "noise" and item.end > half for item in found)
    spoken = sum(max(0, end * HOP - max(half, start * HOP)) for start, end in phrases(of(speech)))
    assert sum(item.end - max(half, item.start) for item in found) > 0.7 * spoken
    assert find_noise(of(speech)) == []


def test_soft_phrases_are_found(speech: Samples) -> None:
    spoken = phrases(of(speech))
    start, end = spoken[2][0] * HOP, spoken[3][1] * HOP
    soft = speech.copy()
    soft[start:end] *= 0.1
    found = find_quiet(of(soft))
    assert found and all(item.kind == "quiet" for item in found)
    assert all(start - RATE / 4 <= item.start < item.end <= end + RATE / 4 for item in found)
    assert find_quiet(of(speech)) == []


def test_reverberation_is_measured(speech: Samples) -> None:
    def in_room(seconds: float) -> Samples:
        count = round(seconds * RATE)
        tail = noise(count, 0, 1) * 10 ** (-3 * np.arange(count) / count)
        tail[0] = 4 * np.sqrt((tail**2).sum())
        size = 1 << (speech.size + count).bit_length()
        wet = np.fft.irfft(np.fft.rfft(speech, size) * np.fft.rfft(tail / tail[0], size), size)
        return wet[: speech.size].astype(np.float32)

    decays = [decay_s(of(samples)) or 0.0 for samples in (speech, in_room(0.7), in_room(1.4))]
    assert decays[0] < 0.45 < decays[1] < decays[2]
    assert find_reverb(of(speech)) == []
    (found,) = find_reverb(of(in_room(1.4)))
    assert (found.kind, found.start, found.end) == ("reverb", 0, speech.size)


@pytest.mark.parametrize("limit", [8000, 16000])
def test_upsampled_recording_is_band_limited(limit: int) -> None:
    wide = noise(48000 * 4, -30)
    dull = resample(resample(wide, 48000, limit), limit, 48000)
    sound = of(np.round(dull * 32767).astype(np.float32) / 32767, 48000)
    assert sound_ends(sound.long_spectrum, 48000)[0] == pytest.approx(limit / 2, rel=0.1)
    assert [item.kind for item in find_band_limit(sound)] == ["band_limited"]


def test_falling_spectrum_is_not_band_limited() -> None:
    spectrum = np.fft.rfft(noise(48000 * 4, -20))
    spectrum /= np.maximum(np.arange(spectrum.size) / 4, 100) ** 1.5
    falling = np.fft.irfft(spectrum) * 300
    assert find_band_limit(of((falling + noise(falling.size, -80)).astype(np.float32), 48000)) == []


def test_breath_before_a_phrase_is_found(speech: Samples) -> None:
    start = phrases(of(speech))[2][0] * HOP
    count = round(0.35 * RATE)
    spectrum = np.fft.rfft(noise(count, -40, 2))
    hertz = np.arange(spectrum.size) * RATE / count
    spectrum[(hertz < 400) | (hertz > 6000)] *= 0.05
    breath = np.fft.irfft(spectrum, count) * np.sin(np.linspace(0, np.pi, count))
    begin = start - count - round(0.1 * RATE)
    breathing = speech.copy()
    breathing[begin : begin + count] += breath.astype(np.float32)
    found = [item for item in find_breaths(of(breathing)) if item.start < begin + count and item.end > begin]
    assert len(found) == 1 and found[0].kind == "breath" and found[0].action == "report"
    assert [item for item in find_breaths(of(speech)) if item.confidence >= 0.5] == []


def test_nothing_is_found_in_nothing() -> None:
    for samples in (np.zeros(0, np.float32), np.zeros(2 * RATE, np.float32)):
        sound = of(samples)
        for find in (find_noise, find_quiet, find_reverb, find_breaths):
            assert find(sound) == []  # type: ignore[operator]


def test_options_are_checked() -> None:
    for make in (
        lambda: NoiseOptions(snr_db=0),
        lambda: QuietOptions(under_db=0),
        lambda: ReverbOptions(least_s=9),
        lambda: BandOptions(least_hz=1),
        lambda: BreathOptions(shortest_s=3),
    ):
        with pytest.raises(BadInput):
            make()
