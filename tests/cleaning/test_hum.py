"""Mains hum under speech and in pauses; voices and music have none."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest
import soundfile
from numpy.typing import NDArray

from rvcdesk.audio.sources import ArraySource
from rvcdesk.cleaning.hum import HumOptions, find_hum
from rvcdesk.cleaning.sound import Sound
from rvcdesk.messages import BadInput

RATE = 16000
Samples = NDArray[np.float32]


def speech(sample: Path) -> Samples:
    sound: Samples = soundfile.read(sample / "carlo_02.flac", dtype="float32")[0]
    room = np.random.default_rng(3).standard_normal(sound.size).astype(np.float32)
    return sound + 0.0005 * room


def hum(seconds: float, base: float, level_db: float) -> Samples:
    time = np.arange(round(seconds * RATE)) / RATE
    out = sum(np.sin(2 * np.pi * base * number * time + number) / number for number in range(1, 8))
    out = np.asarray(out)
    return (out / np.sqrt(np.mean(out**2)) * 10 ** (level_db / 20)).astype(np.float32)


@pytest.mark.parametrize("base", [50.0, 60.0])
def test_stretch_with_hum_is_found(sample: Path, base: float) -> None:
    sound = speech(sample)
    sound[8 * RATE : 18 * RATE] += hum(10, base, -34)
    found = find_hum(Sound(ArraySource(sound, RATE)))
    assert len(found) == 1
    assert (found[0].kind, found[0].action) == ("hum", "filter")
    assert abs(found[0].start / RATE - 8) < 1.0
    assert abs(found[0].end / RATE - 18) < 1.0


@pytest.mark.parametrize("name", ["carlo_02", "carlo_04", "sung_line", "instrumental"])
def test_voice_and_music_have_no_hum(sample: Path, name: str) -> None:
    sound, rate = soundfile.read(sample / f"{name}.flac", dtype="float32", always_2d=True)
    assert find_hum(Sound(ArraySource(sound.T, rate))) == []


def test_a_voice_at_the_pitch_of_hum_is_no_hum() -> None:
    time = np.arange(20 * RATE) / RATE
    voice = sum(np.sin(2 * np.pi * 100 * number * time) / number for number in range(1, 20))
    phrases = (np.asarray(voice) * 0.1 * (time % 2.0 < 1.4)).astype(np.float32)
    room = np.random.default_rng(0).standard_normal(time.size).astype(np.float32) * 0.0005
    assert find_hum(Sound(ArraySource(phrases + room, RATE))) == []


def test_options_are_checked() -> None:
    with pytest.raises(BadInput):
        HumOptions(lines=20)
