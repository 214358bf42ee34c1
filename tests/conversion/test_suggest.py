"""Suggested transposition: from what the voice learnt from and what the song sounds like."""

from __future__ import annotations

import json
from pathlib import Path

import numpy as np
import pytest

from rvcdesk.audio.files import write
from rvcdesk.conversion.suggest import SuggestOptions, loudest_part, suggest
from rvcdesk.engine import call
from rvcdesk.jobs import SILENT
from rvcdesk.messages import BadInput

RATE = 16000


def tone(hz: float, seconds: float, level: float = 0.3) -> np.ndarray:
    time = np.arange(round(seconds * RATE)) / RATE
    wave = sum(np.sin(2 * np.pi * hz * n * time) / n for n in range(1, 6))
    return (level * wave / 2).astype(np.float32)


def voice(folder: Path, **facts: float) -> Path:
    folder.mkdir()
    path = folder / "głos.safetensors"
    path.write_bytes(b"not opened here")
    text = json.dumps({"name": "Głos", "files": {path.name: ""}, **facts}, ensure_ascii=False)
    (folder / "voice.json").write_text(text, encoding="utf-8")
    return path


@pytest.mark.parametrize(("median", "wanted"), [(110.0, -12), (240.0, 0), (500.0, 12)])
def test_whole_octaves_towards_the_voice(tmp_path: Path, median: float, wanted: int) -> None:
    song = tmp_path / "pieśń.wav"
    write(song, tone(240, 2), RATE)
    options = {"source": str(song), "voice": str(voice(tmp_path / "v", f0_median=median))}
    found = call("suggest", options, SILENT)
    assert found["transpose"] == wanted
    assert found["song_hz"] == pytest.approx(240, rel=0.02) and found["voice_hz"] == median
    assert found["reason"]["values"]["voice"] == median


def test_nothing_is_made_up(tmp_path: Path) -> None:
    song = tmp_path / "szum.wav"
    write(song, np.zeros((1, RATE), np.float32) + 1e-4, RATE)
    silent = suggest(SuggestOptions(song, str(voice(tmp_path / "v", f0_median=110.0))))
    assert (silent.transpose, silent.song_hz) == (0, 0.0) and "not known" in str(silent.reason)
    unknown = suggest(SuggestOptions(song, str(voice(tmp_path / "w"))))
    assert (unknown.transpose, unknown.voice_hz) == (0, 0.0)
    with pytest.raises(BadInput):
        suggest(SuggestOptions(tmp_path / "none.wav", str(tmp_path / "v")))


def test_it_listens_where_the_song_is_loudest(tmp_path: Path) -> None:
    song = tmp_path / "long.wav"
    quiet, loud = tone(240, 4, 0.02), tone(120, 3, 0.5)
    write(song, np.concatenate([quiet, loud, quiet])[None], RATE)
    start, frames = loudest_part(song, 3)
    assert (start, frames) == (4 * RATE, 3 * RATE)
    assert loudest_part(song) == (0, 11 * RATE)
