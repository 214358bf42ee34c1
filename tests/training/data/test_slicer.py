from __future__ import annotations

import json
from pathlib import Path

import numpy as np
import pytest

from rvcdesk.training.data.slicer import SlicerOptions, slices


@pytest.mark.parametrize("case", ["default16k", "mid16k"])
def test_cuts_equal_rvc_to_the_sample(shared: Path, case: str) -> None:
    golden = np.load(shared / "parity/dsp/slicer.npz")
    given = json.loads(str(golden[f"{case}_params"]))
    options = SlicerOptions(
        given["threshold"],
        given["min_length"],
        given["min_interval"],
        given["hop_size"],
        given["max_sil_kept"],
    )
    audio = golden[f"{case}_audio_int16"].astype(np.float32) / 32768
    assert slices(audio, given["sr"], options) == [
        tuple(span) for span in golden[f"{case}_cuts_samples"].tolist()
    ]


def test_sound_without_silence_stays_whole_and_long_silence_goes() -> None:
    rate = 16000
    tone = np.sin(np.arange(3 * rate) * 0.1).astype(np.float32) * 0.5
    assert slices(tone, rate) == [(0, tone.size)]
    spaced = np.concatenate([tone, np.zeros(4 * rate, np.float32), tone])
    first, second = slices(spaced, rate)
    assert tone.size <= first[1] <= tone.size + rate and 6.4 * rate <= second[0] <= 7 * rate
    assert second[1] == spaced.size
