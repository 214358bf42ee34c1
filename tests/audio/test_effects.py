"""What every effect does to synthetic sound and to real speech, in dB."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import numpy as np
import pytest
from numpy.typing import NDArray

from rvcdesk.audio.edits import Effect
from rvcdesk.audio.effects import click_removal, hum_notch
from rvcdesk.audio.effects.base import Region
from rvcdesk.audio.effects.gain import measure_both, normalising_gain
from rvcdesk.audio.effects.registry import EFFECTS, apply, blocks
from rvcdesk.audio.files import decode
from rvcdesk.audio.sources import ArraySource
from rvcdesk.jobs import Cancelled
from rvcdesk.messages import BadInput, UserError
from tests.helpers.sound import Recorder

Sound = NDArray[np.float32]


@pytest.fixture(scope="module")
def speech() -> tuple[Sound, int]:
    """12 s of a real voice, (1, frames)."""
    folder = Path(__file__).resolve().parents[2] / "resources" / "sample"
    samples, rate = decode(folder / "carlo_01.flac")
    return samples[:, : 12 * rate], rate


def db(power: float) -> float:
    return 10 * float(np.log10(power))


def snr(clean: Sound, sound: Sound) -> float:
    return db(np.square(clean).sum() / np.square(clean - sound).sum())


def level(sound: Sound, rate: int, low: float, high: float) -> float:
    """dB in a band of one channel."""
    power = np.square(np.abs(np.fft.rfft(sound[0] * np.hanning(sound.shape[1]))))
    frequencies = np.fft.rfftfreq(sound.shape[1], 1 / rate)
    return db(power[(frequencies >= low) & (frequencies < high)].mean())


def over(sound: Sound, rate: int, start_s: float, end_s: float, name: str, **options: Any) -> Sound:
    """An effect over a part of a sound; the whole is given back."""
    at, end = round(start_s * rate), round(end_s * rate)
    effect = Effect(name, (("at", at), ("frames", end - at), *options.items()))
    made = np.concatenate(list(blocks(ArraySource(sound, rate), effect)), axis=1)
    assert made.shape[1] == end - at and made.dtype == np.float32
    return np.concatenate([sound[:, :at], made, sound[:, end:]], axis=1)


def test_hum_is_found_and_taken_out_of_speech(speech: tuple[Sound, int]) -> None:
    clean, rate = speech
    time = np.arange(clean.shape[1]) / rate
    lines = (1, 2, 3, 5, 7, 9)
    hum = sum(0.02 / k * np.sin(2 * np.pi * 50.03 * k * time + k) for k in lines)[None].astype(np.float32)
    frequency, found = hum_notch.find(ArraySource(clean + hum, rate), Region(0, clean.shape[1]))
    assert frequency == pytest.approx(50.03, abs=0.02) and set(found) >= {1, 2, 3, 5}
    cleaned = apply(clean + hum, rate, "hum_notch")
    for k in (1, 2, 3, 5):
        line = (50.03 * k - 0.2, 50.03 * k + 0.2)
        assert level(cleaned, rate, *line) < level(clean + hum, rate, *line) - 20
    assert snr(clean, cleaned) > snr(clean, clean + hum) + 3
    # Elsewhere: third octaves of the voice from 600 Hz up, where there is no line.
    for low in (600, 1000, 1600, 2500, 4000):
        band = (low, low * 2 ** (1 / 3))
        assert abs(level(cleaned, rate, *band) - level(clean, rate, *band)) < 1


def test_hum_alone_goes_to_the_very_ends_and_none_is_not_invented(speech: tuple[Sound, int]) -> None:
    rate = 8000
    time = np.arange(4 * rate) / rate
    hum = (0.1 * np.sin(2 * np.pi * 60 * time) + 0.05 * np.sin(2 * np.pi * 180 * time)).astype(np.float32)
    cleaned = apply(hum[None], rate, "hum_notch")
    assert np.abs(cleaned).max() < 0.01
    clean, rate = speech
    with pytest.raises(UserError, match="No mains hum"):
        apply(clean, rate, "hum_notch")


def test_noise_goes_down_by_what_is_asked_and_speech_stays(speech: tuple[Sound, int]) -> None:
    voice, rate = speech
    clean = np.concatenate([np.zeros((1, rate), np.float32), voice, np.zeros((1, rate), np.float32)], axis=1)
    noise = 0.003 * np.random.default_rng(0).standard_normal(clean.shape)
    noisy = (clean + noise).astype(np.float32)
    pause = slice(rate // 2 + 2000, rate - 2000)
    for profile in ({"profile_at": 0, "profile_frames": rate // 2}, {}):
        quiet = apply(noisy, rate, "noise_reduction", reduction_db=12.0, **profile)
        down = db(np.square(quiet[:, pause]).mean() / np.square(noisy[:, pause]).mean())
        assert down == pytest.approx(-12, abs=1)
        assert snr(clean, quiet) > snr(clean, noisy) + 1
        spoken = slice(rate, -rate)
        assert abs(db(np.square(quiet[:, spoken]).mean() / np.square(noisy[:, spoken]).mean())) < 0.2
    same = apply(noisy, rate, "noise_reduction", reduction_db=0.0)
    assert snr(noisy, same) > 100


def test_a_profile_without_noise_is_said() -> None:
    rate = 8000
    sound = np.zeros((1, 2 * rate), np.float32)
    with pytest.raises(UserError, match="no noise"):
        apply(sound, rate, "noise_reduction")
    with pytest.raises(UserError, match="longer pause"):
        apply(sound, rate, "noise_reduction", profile_frames=20)


def test_clicks_go_and_a_voice_has_none(speech: tuple[Sound, int]) -> None:
    clean, rate = speech
    rng = np.random.default_rng(1)
    damaged = clean.copy()
    places = np.sort(rng.integers(2000, clean.shape[1] - 2000, 25))
    for place in places:
        width = int(rng.integers(1, 9))
        damaged[0, place : place + width] += rng.uniform(0.15, 0.5) * rng.choice([-1, 1], width)
    options = click_removal.ClickRemovalOptions()
    found = click_removal.clicks(damaged[0].astype(np.float64), rate, options)
    hits = sum(any(start - 3 <= place < end + 3 for start, end in found) for place in places)
    assert hits >= 20
    assert snr(clean, apply(damaged, rate, "click_removal")) > snr(clean, damaged) + 5
    assert len(click_removal.clicks(clean[0].astype(np.float64), rate, options)) <= 3
    changed = np.square(clean - apply(clean, rate, "click_removal")).sum()
    assert changed < 10**-4.5 * np.square(clean).sum()


@pytest.mark.parametrize("share", [0.7, 0.5])
def test_cut_off_peaks_are_rebuilt(speech: tuple[Sound, int], share: float) -> None:
    voice, rate = speech
    voice = voice[:, : 5 * rate]
    time = np.arange(rate) / rate
    sine = (0.9 * np.sin(2 * np.pi * 220 * time) + 0.05 * np.sin(2 * np.pi * 700 * time)).astype(np.float32)
    for clean in (sine[None], voice):
        limit = share * float(np.abs(clean).max())
        clipped = np.clip(clean, -limit, limit)
        rebuilt = apply(clipped, rate, "clip_repair", gain_db=0.0)
        assert snr(clean, rebuilt) > snr(clean, clipped) + 2
        lower = apply(clipped, rate, "clip_repair")
        np.testing.assert_allclose(lower, rebuilt * 10 ** (-9 / 20), rtol=1e-4, atol=1e-6)


def test_a_box_lowers_only_itself() -> None:
    rate = 16000
    noise = (0.1 * np.random.default_rng(2).standard_normal((1, 3 * rate))).astype(np.float32)
    inner = slice(rate + 800, 2 * rate - 800)
    for name, options, down in (
        ("spectral_delete", {}, -90),
        ("spectral_attenuate", {"gain_db": -12.0}, -11.9),
    ):
        made = over(noise, rate, 1, 2, name, low_hz=1000.0, high_hz=2000.0, **options)
        before, after = noise[:, inner], made[:, inner]
        assert level(after, rate, 1200, 1800) - level(before, rate, 1200, 1800) < down
        for low, high in ((20, 980), (2020, 7900)):
            assert abs(level(after, rate, low, high) - level(before, rate, low, high)) < 0.05
        outside = np.r_[0:rate, 2 * rate : 3 * rate]
        np.testing.assert_array_equal(made[:, outside], noise[:, outside])
        # It sets in and leaves within 5 ms: no step at the edges.
        assert np.abs(made[:, rate] - noise[:, rate]) < 0.02


def test_healing_takes_a_whistle_out_and_leaves_the_noise() -> None:
    rate = 16000
    noise = (0.05 * np.random.default_rng(4).standard_normal((1, 3 * rate))).astype(np.float32)
    sound = noise.copy()
    sound[:, rate : 2 * rate] += (0.3 * np.sin(2 * np.pi * 1500 * np.arange(rate) / rate)).astype(np.float32)
    healed = over(sound, rate, 1, 2, "spectral_heal", low_hz=1300.0, high_hz=1700.0)
    inner = slice(rate + 800, 2 * rate - 800)
    assert level(healed[:, inner], rate, 1400, 1600) < level(sound[:, inner], rate, 1400, 1600) - 20
    assert abs(level(healed[:, inner], rate, 1400, 1600) - level(noise[:, inner], rate, 1400, 1600)) < 5
    assert abs(level(healed[:, inner], rate, 20, 1200) - level(noise[:, inner], rate, 20, 1200)) < 0.1
    with pytest.raises(UserError, match="beside"):
        apply(sound, rate, "spectral_heal", low_hz=1300.0, high_hz=1700.0)


def test_blocks_do_not_matter_and_channels_are_kept() -> None:
    """A long region goes through in several blocks, without a seam; and cancel works between them."""
    rate = 8000
    sound = (0.1 * np.random.default_rng(5).standard_normal((2, 300_000))).astype(np.float32)
    for name in ("noise_reduction", "spectral_delete", "click_removal", "clip_repair"):
        options = {"low_hz": 1000.0, "high_hz": 2000.0} if name == "spectral_delete" else {}
        long = apply(sound, rate, name, **options)
        assert long.shape == sound.shape
        if name == "spectral_delete":
            seam = 1 << 16
            part = over(sound, rate, (seam - 4000) / rate, (seam + 4000) / rate, name, **options)
            near = slice(seam - 2000, seam + 2000)
            np.testing.assert_allclose(long[:, near], part[:, near], atol=1e-4)
        effect = Effect(name, (("at", 0), ("frames", sound.shape[1]), *options.items()))
        with pytest.raises(Cancelled):
            list(blocks(ArraySource(sound, rate), effect, Recorder(cancel_after=1)))


def test_wrong_options_and_unknown_effects_are_said() -> None:
    sound = np.zeros((1, 100), np.float32)
    with pytest.raises(BadInput, match="reduction_db"):
        apply(sound, 8000, "noise_reduction", reduction_db=99.0)
    with pytest.raises(BadInput, match="not an option"):
        apply(sound, 8000, "click_removal", nonsense=1)
    with pytest.raises(BadInput, match="newer|update"):
        apply(sound, 8000, "flanger")
    with pytest.raises(BadInput, match="upper edge"):
        apply(sound, 8000, "spectral_delete", low_hz=100.0, high_hz=50.0)
    for name, kind in EFFECTS.items():
        assert kind.name == name and kind.title and kind.options() is not None


def test_loudness_is_reached_unless_the_true_peak_forbids() -> None:
    rate = 48000
    time = np.arange(3 * rate) / rate
    # A quarter of the sample rate, in between the samples: its true peak is 3 dB above them.
    fade = np.clip(np.minimum(time, time[::-1]) / 0.05, 0, 1)
    tone = (0.5 * fade * np.sin(2 * np.pi * rate / 4 * time + np.pi / 4)).astype(np.float32)[None]
    loudness, peak = measure_both([tone[:, :70000], tone[:, 70000:]], rate)
    assert loudness.peak_db == pytest.approx(-9.03, abs=0.02)
    assert peak == pytest.approx(-6.02, abs=0.1)
    assert normalising_gain(-20, -6, -23, -1) == pytest.approx(-3)
    assert normalising_gain(-30, -6, -16, -1) == pytest.approx(5)
    assert normalising_gain(-120, -120, -16, -1) == 0
