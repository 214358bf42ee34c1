"""Dead and inverted channels are told from good ones."""

from __future__ import annotations

import numpy as np
import pytest

from rvcdesk.audio.channels import check_channels
from rvcdesk.audio.sources import ArraySource
from rvcdesk.jobs import Cancelled
from tests.helpers.sound import voice

RATE = 16000
VOICE = voice(RATE, 1, 20.0)[0]
NOISE = np.random.default_rng(5).standard_normal(len(VOICE)).astype(np.float32)


@pytest.mark.parametrize(
    ("left", "right", "problem"),
    [
        (VOICE, VOICE, ""),
        (VOICE, 0.3 * VOICE, ""),
        (VOICE + 0.1 * NOISE, VOICE - 0.1 * NOISE, ""),
        (0 * VOICE, VOICE, "left_dead"),
        (VOICE, 0.0001 * NOISE, "right_dead"),
        (VOICE, -VOICE, "inverted"),
        (VOICE, -0.5 * VOICE + 0.01 * NOISE, "inverted"),
        (0 * VOICE, 0 * VOICE, ""),
        (VOICE, np.roll(VOICE, 4000), ""),
    ],
)
def test_problems(left: np.ndarray, right: np.ndarray, problem: str) -> None:
    check = check_channels(ArraySource(np.stack([left, right]).astype(np.float32), RATE))
    assert check is not None and check.problem == problem


def test_levels_and_shapes() -> None:
    tone = np.sqrt(2) * 0.1 * np.sin(np.arange(RATE) / 3)
    check = check_channels(ArraySource(np.stack([tone, 0.1 * tone]).astype(np.float32), RATE))
    assert check is not None
    assert check.left_db == pytest.approx(-20, abs=0.2) and check.right_db == pytest.approx(-40, abs=0.2)
    assert check.correlation == pytest.approx(1)
    assert check_channels(ArraySource(VOICE[None], RATE)) is None
    assert check_channels(ArraySource(np.zeros((2, 1), np.float32), RATE)) is not None


def test_it_can_be_stopped() -> None:
    with pytest.raises(Cancelled):
        check_channels(ArraySource(np.stack([VOICE, VOICE]), RATE), lambda: True)
