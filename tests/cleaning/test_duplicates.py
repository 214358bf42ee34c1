"""The same take twice, in one recording and in several; other phrases are no duplicates."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest
import soundfile
from numpy.typing import NDArray

from rvcdesk.audio.sources import ArraySource
from rvcdesk.cleaning.duplicates import DuplicateOptions, find_duplicates
from rvcdesk.cleaning.sound import Sound
from rvcdesk.messages import BadInput

RATE = 16000


def load(sample: Path, name: str) -> NDArray[np.float32]:
    samples: NDArray[np.float32] = soundfile.read(sample / f"{name}.flac", dtype="float32")[0]
    return samples


def of(samples: NDArray[np.float32]) -> Sound:
    return Sound(ArraySource(samples, RATE))


def test_copy_at_another_level_in_noise_is_found_where_it_comes_again(sample: Path) -> None:
    first, second = load(sample, "carlo_01"), load(sample, "carlo_02")
    copy = 0.5 * first[5 * RATE : 17 * RATE]
    gap = np.zeros(RATE, np.float32)
    later = np.concatenate([second[: 8 * RATE], gap, copy, gap])
    later += np.random.default_rng(0).standard_normal(later.size).astype(np.float32) * 0.0008
    earlier, found = find_duplicates([of(first), of(later)])
    assert earlier == []
    assert found and all(item.kind == "duplicate" and item.start >= 8 * RATE for item in found)
    assert sum(item.end - item.start for item in found) > 6 * RATE


def test_different_phrases_are_no_duplicates(sample: Path) -> None:
    sounds = [of(load(sample, f"carlo_0{number}")) for number in (1, 2, 3, 4)]
    assert find_duplicates(sounds) == [[], [], [], []]


def test_repeat_within_one_recording_is_found(sample: Path) -> None:
    part = load(sample, "carlo_03")[: 9 * RATE]
    ((*found,),) = find_duplicates([of(np.concatenate([part, np.zeros(RATE, np.float32), part]))])
    assert found and min(item.start for item in found) >= 9 * RATE


def test_options_are_checked() -> None:
    with pytest.raises(BadInput):
        DuplicateOptions(alike=0.1)
