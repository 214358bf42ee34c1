"""Clipped passages at any ceiling, rate and coding; speech that is only loud is left alone."""

from __future__ import annotations

import io
from pathlib import Path

import numpy as np
import pytest
import soundfile
from numpy.typing import NDArray

from rvcdesk.audio.resampling import resample
from rvcdesk.audio.sources import ArraySource
from rvcdesk.cleaning.clipping import ClippingOptions, clipped_hops, find_clipping
from rvcdesk.cleaning.sound import Sound
from rvcdesk.messages import BadInput

Samples = NDArray[np.float32]
# The second of three stretches of 8 s is driven into the ceiling.
STRETCH_S = 8


def recording(sample: Path, rate: int, drive_db: float, ceiling: float = 0.9) -> Samples:
    whole, own = soundfile.read(sample / "carlo_01.flac", dtype="float32")
    sound = resample(whole[: 3 * STRETCH_S * own], own, rate)
    part = slice(STRETCH_S * rate, 2 * STRETCH_S * rate)
    peak = np.abs(sound).max()
    sound = sound / peak * 0.5
    sound[part] = np.clip(sound[part] * 10 ** (drive_db / 20), -ceiling, ceiling)
    return np.asarray(sound, np.float32)


def shares(sound: Samples, rate: int) -> list[float]:
    """How much of each stretch is found."""
    mask = np.zeros(sound.shape[-1])
    for item in find_clipping(Sound(ArraySource(sound, rate))):
        assert item.kind == "clipped"
        mask[item.start : item.end] = 1
    return [float(part.mean()) for part in np.array_split(mask, 3)]


@pytest.mark.parametrize(("rate", "gain"), [(16000, 1.0), (44100, 0.3), (48000, 1.0)])
def test_driven_stretch_is_found_also_when_made_softer_afterwards(
    sample: Path, rate: int, gain: float
) -> None:
    sound = np.round(recording(sample, rate, 18) * gain * 32767) / 32767
    before, driven, after = shares(sound.astype(np.float32), rate)
    assert driven > 0.6
    assert before < 0.15 and after < 0.15  # a phrase may lie across the border


def test_mp3_hides_the_ceiling_only_a_little(sample: Path) -> None:
    packed = io.BytesIO()
    soundfile.write(packed, recording(sample, 44100, 22), 44100, format="MP3")
    packed.seek(0)
    sound, rate = soundfile.read(packed, dtype="float32")
    before, driven, after = shares(sound, rate)
    assert driven > 0.5 and before < 0.15 and after < 0.15


@pytest.mark.parametrize("name", ["carlo_01", "carlo_02", "carlo_03", "carlo_04"])
def test_clean_speech_is_not_clipped(sample: Path, name: str) -> None:
    sound, rate = soundfile.read(sample / f"{name}.flac", dtype="float32")
    loud = (sound / np.abs(sound).max()).astype(np.float32)
    assert find_clipping(Sound(ArraySource(loud, rate))) == []


def test_one_clipped_channel_is_enough(sample: Path) -> None:
    stereo = np.stack([recording(sample, 16000, 0), recording(sample, 16000, 18)])
    assert shares(stereo, 16000)[1] > 0.6


def test_lone_peak_takes_little_with_it(sample: Path) -> None:
    sound = recording(sample, 16000, 0)
    loudest = int(np.abs(sound[: STRETCH_S * 16000]).argmax())
    side = np.sign(sound[loudest])
    sound[loudest - 2 : loudest + 4] = side * 0.95
    found = find_clipping(Sound(ArraySource(sound, 16000)))
    assert len(found) == 1
    assert found[0].start < loudest < found[0].end
    assert found[0].end - found[0].start < 0.6 * 16000


def test_clipped_hops_lie_in_the_driven_stretch(sample: Path) -> None:
    hops = clipped_hops(Sound(ArraySource(recording(sample, 16000, 18), 16000)))
    places = np.flatnonzero(hops) / 100
    assert places.size > 50
    assert ((places >= STRETCH_S - 0.1) & (places <= 2 * STRETCH_S + 0.1)).all()


def test_options_are_checked() -> None:
    with pytest.raises(BadInput):
        ClippingOptions(pile=0.5)
