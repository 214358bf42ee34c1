from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest

from rvcdesk.audio.files import decode, write
from rvcdesk.conversion.cover import (
    mix,
    next_take,
    read_cover,
    read_takes,
    record_mix,
    record_take,
    stored_path,
)
from rvcdesk.conversion.options import ConvertOptions, MixOptions
from rvcdesk.messages import BadInput


def tone(hz: float, seconds: float, rate: int, channels: int, level: float = 0.3) -> np.ndarray:
    wave = level * np.sin(2 * np.pi * hz * np.arange(round(seconds * rate)) / rate)
    return np.repeat(wave[None].astype(np.float32), channels, axis=0)


@pytest.mark.parametrize("suffix", [".wav", ".flac", ".mp3"])
def test_mix_of_different_rates_and_channels(tmp_path: Path, suffix: str) -> None:
    write(tmp_path / "śpiew.wav", tone(440, 2, 16000, 1), 16000)
    write(tmp_path / "muzyka.wav", tone(220, 3, 44100, 2), 44100)
    options = MixOptions(
        tmp_path / "śpiew.wav", tmp_path / f"cover{suffix}", tmp_path / "muzyka.wav", 0.0, -6.0, 0.5
    )
    result = mix(options)
    samples, rate = decode(result.out)
    assert rate == 44100 and samples.shape[0] == 2
    assert abs(samples.shape[1] - 3 * 44100) <= (0 if suffix != ".mp3" else 2400)
    spectrum = np.abs(np.fft.rfft(samples[0, 44100 : 2 * 44100]))
    assert spectrum[440] / spectrum[220] == pytest.approx(10 ** (6 / 20), rel=0.05)
    before = np.abs(np.fft.rfft(samples[0, : round(0.45 * 44100)]))
    assert before[round(440 * 0.45)] < 0.05 * before[round(220 * 0.45)]


def test_a_mix_that_would_clip_is_turned_down(tmp_path: Path) -> None:
    write(tmp_path / "a.wav", tone(100, 1, 8000, 1, 0.9), 8000)
    result = mix(MixOptions(tmp_path / "a.wav", tmp_path / "out.wav", tmp_path / "a.wav"))
    samples, _ = decode(result.out)
    assert 0.97 < np.abs(samples).max() <= 0.9901 and result.gain_db < -5
    with pytest.raises(BadInput, match="gain"):
        mix(MixOptions(tmp_path / "a.wav", tmp_path / "b.wav", None, 99.0))


def test_takes_are_numbered_and_noted_with_their_settings(tmp_path: Path) -> None:
    options = ConvertOptions((tmp_path / "a.wav",), "v", tmp_path / "out.wav", transpose=3.5, seed=7)
    for number in (1, 2):
        take = next_take(tmp_path)
        assert take.name == f"take {number:02d}.wav"
        write(take, tone(100, 0.1, 8000, 1), 8000)
        record_take(tmp_path, take, tmp_path / "a.wav", options)
    takes = read_takes(tmp_path)
    assert [take["file"] for take in takes] == ["take 01.wav", "take 02.wav"]
    assert takes[0]["settings"]["transpose"] == 3.5 and takes[0]["settings"]["seed"] == 7
    (tmp_path / "take 01.wav").unlink()
    assert [take["file"] for take in read_takes(tmp_path)] == ["take 02.wav"]


def test_a_cover_moves_with_its_stems_and_keeps_its_mix(tmp_path: Path) -> None:
    folder = tmp_path / "covers" / "pieśń"
    song = folder / "stems" / "pieśń.wav"
    take = next_take(folder)
    write(take, tone(100, 0.1, 8000, 1), 8000)
    record_mix(folder, {"instrumental": "stems/music.flac", "instrumental_gain_db": -6.0})
    record_take(folder, take, song, ConvertOptions((song,), "v", take))
    moved = tmp_path / "elsewhere"
    folder.rename(moved)
    data = read_cover(moved)
    assert moved / data["takes"][0]["source"] == moved / "stems" / "pieśń.wav"
    assert data["mix"]["instrumental_gain_db"] == -6.0
    away = tmp_path / "away.wav"
    assert moved / stored_path(moved, away) == away
    (moved / "cover.json").write_text("[]", encoding="utf-8")
    assert read_takes(moved) == [] and read_cover(moved) == {}


def test_a_take_says_what_auto_came_to(tmp_path: Path) -> None:
    options = ConvertOptions((tmp_path / "a.wav",), "v", tmp_path / "out.wav")
    write(tmp_path / "take 01.wav", tone(100, 0.1, 8000, 1), 8000)
    used = {"precision": "exact", "dialect": "2026", "out": "elsewhere", "f0": "fcpe"}
    entry = record_take(tmp_path, tmp_path / "take 01.wav", tmp_path / "a.wav", options, used)
    assert entry["settings"]["precision"] == "exact" and entry["settings"]["dialect"] == "2026"
    assert entry["settings"]["f0"] == "auto" and "out" not in entry["settings"]
