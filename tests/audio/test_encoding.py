"""Writing: limits, refusals, blocks, and nothing left behind when it fails."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest

from rvcdesk.audio.files import decode, open_writer, resample, write
from rvcdesk.jobs import Cancelled
from rvcdesk.messages import BadInput, UserError
from tests.helpers.sound import alike, voice


def test_integer_formats_are_limited_and_float_is_not(tmp_path: Path) -> None:
    loud = np.array([[0.5, 1.5, -2.0, 0.0]], np.float32).repeat(500, axis=1)
    assert write(tmp_path / "a.wav", loud, 16000) == 1000
    got, _ = decode(tmp_path / "a.wav")
    assert got.max() == pytest.approx(1.0, abs=1e-4)
    assert got.min() == -1.0
    assert write(tmp_path / "b.wav", loud, 16000, subtype="FLOAT") == 0
    assert np.array_equal(decode(tmp_path / "b.wav")[0], loud)


def test_what_cannot_be_written(tmp_path: Path) -> None:
    good = voice(16000, 1)
    bad = good.copy()
    bad[0, 50] = np.nan
    keep = tmp_path / "keep.wav"
    write(keep, good, 16000)
    before = keep.read_bytes()
    with pytest.raises(UserError, match="not numbers"):
        write(keep, bad, 16000)
    assert keep.read_bytes() == before
    with pytest.raises(UserError, match="no sound"):
        write(keep, good[:, :0], 16000)
    with pytest.raises(BadInput, match="must end in one of"):
        write(tmp_path / "a.txt", good, 16000)
    with pytest.raises(BadInput, match="cannot hold PCM_24"):
        write(tmp_path / "a.mp3", good, 16000, subtype="PCM_24")
    with pytest.raises(BadInput, match="at most 2 channels"):
        write(tmp_path / "a.m4a", good.repeat(3, axis=0), 16000)
    for suffix in (".wav", ".m4a"):
        with pytest.raises(UserError, match="could not be written"):
            write(keep / f"a{suffix}", good, 16000)
    assert [path.name for path in tmp_path.iterdir()] == ["keep.wav"]


def test_a_long_file_is_written_in_blocks(tmp_path: Path) -> None:
    """A 40 kHz voice as M4A (44.1 kHz): rate conversion runs through the blocks too."""
    sound = voice(40000, 2, 3.0)
    path = tmp_path / "cover.m4a"
    with open_writer(path, 40000, 2) as writer:
        for at in range(0, sound.shape[1], 7000):
            writer.write(sound[:, at : at + 7000])
    got, rate = decode(path)
    assert rate == 44100
    assert alike(got, resample(sound, 40000, 44100)) > 0.998


def test_a_failure_in_the_middle_leaves_no_file(tmp_path: Path) -> None:
    for suffix in (".wav", ".mp3", ".m4a"):
        with pytest.raises(Cancelled), open_writer(tmp_path / f"a{suffix}", 16000, 1) as writer:
            writer.write(voice(16000, 1))
            raise Cancelled
    assert list(tmp_path.iterdir()) == []
