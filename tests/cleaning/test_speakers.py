"""Other people's voices: found where there are any, in noise too, and nowhere else."""

from __future__ import annotations

import json
from pathlib import Path

import numpy as np
import pytest
import soundfile
from numpy.typing import NDArray

from rvcdesk.audio.sources import ArraySource
from rvcdesk.cleaning.findings import Finding
from rvcdesk.cleaning.sound import Sound
from rvcdesk.cleaning.speakers import SpeakerOptions, find_speakers, windows_of
from rvcdesk.cleaning.voices import Windows, alike, tell_apart
from rvcdesk.evaluation.similarity import SpeakerJudge
from rvcdesk.jobs import Cancelled
from rvcdesk.messages import BadInput, Message

RATE = 16000
Samples = NDArray[np.float32]
needs_judge = pytest.mark.skipif(
    SpeakerJudge.find() is None, reason="Resemblyzer's weights are not installed"
)


def covered(findings: list[Finding], start_s: float, end_s: float) -> float:
    """The share of a stretch that is in findings."""
    start, end = start_s * RATE, end_s * RATE
    return sum(max(0.0, min(end, item.end) - max(start, item.start)) for item in findings) / (end - start)


def load(path: Path) -> Samples:
    samples: Samples = soundfile.read(path, dtype="float32")[0]
    return samples


@needs_judge
def test_second_speaker_of_a_recording_is_found_and_the_first_is_kept(sample: Path) -> None:
    labels = json.loads((sample / "messy_carlo.labels.json").read_text(encoding="utf-8"))
    findings = find_speakers(Sound(ArraySource(load(sample / "messy_carlo.flac"), RATE)))
    assert findings and {item.kind for item in findings} == {"second_speaker"}
    for label in labels:
        share = covered(findings, label["start_s"], label["end_s"])
        if label["kind"] == "speaker_b":
            assert share > 0.95, label
        elif label["kind"] in ("speech", "speech_with_music", "clipped"):
            assert share < 0.05, label


@needs_judge
def test_one_speaker_in_changing_noise_is_one_speaker(sample: Path) -> None:
    clean = np.concatenate([load(sample / f"carlo_0{number}.flac") for number in (1, 2)])
    noise = np.random.default_rng(0).standard_normal(clean.size).astype(np.float32)
    noise[: clean.size // 2] *= 0.0003
    noise[clean.size // 2 :] *= 0.006
    findings = find_speakers(Sound(ArraySource(clean + noise, RATE)))
    assert findings == []


@needs_judge
def test_the_wanted_voice_may_be_given(sample: Path) -> None:
    sound = load(sample / "messy_carlo.flac")
    judge = SpeakerJudge.find()
    assert judge is not None
    other = judge.embed(sound[round(32.5 * RATE) : round(40.1 * RATE)], RATE)
    findings = find_speakers(Sound(ArraySource(sound, RATE)), centre=other)
    assert covered(findings, 32.5, 40.1) < 0.05
    assert covered(findings, 5.4, 9.9) > 0.95


@needs_judge
def test_search_can_be_cancelled(sample: Path) -> None:
    class Stop:
        def progress(self, done: float, total: float, stage: str) -> None:
            raise Cancelled

        def warn(self, message: Message) -> None:
            pass

    sound = Sound(ArraySource(load(sample / "carlo_01.flac"), RATE))
    with pytest.raises(Cancelled):
        find_speakers(sound, report=Stop())


def test_silence_has_no_speakers() -> None:
    assert find_speakers(Sound(ArraySource(np.zeros(RATE * 3, np.float32), RATE))) == []


def test_windows_reach_over_short_pauses_only() -> None:
    windows = windows_of([(100, 180), (200, 290), (600, 640)], 1000)
    assert [own.size for own in windows] == [160, 160, 48]
    assert windows[0][0] == 96 and windows[-1][0] == 596
    assert not any((own > 300).any() and (own < 300).any() for own in windows)


def test_voices_are_told_apart_by_how_alike_they_are() -> None:
    rng = np.random.default_rng(1)
    first, second = rng.random(256), rng.random(256)
    second = 0.4 * first + 0.6 * second * np.linspace(0, 2, 256)
    order = np.repeat([0, 1, 0, 0, 1, 0], 8)
    made = np.stack([(first, second)[who] + 0.4 * rng.random(256) for who in order])
    voices = (made / np.linalg.norm(made, axis=1, keepdims=True)).astype(np.float32)
    gaps = np.where(np.diff(order) != 0, 1.0, 0.2)
    groups = tell_apart(Windows(voices, np.full(order.size, 0.8), gaps), 0.98, 2.0)
    assert [set(order[group]) for group in groups] == [{0}, {1}]
    likeness = alike(voices, np.ones(order.size), *groups)
    assert likeness < 0.98 < alike(voices, np.ones(order.size), groups[0][::2], groups[0][1::2])


def test_options_are_checked() -> None:
    with pytest.raises(BadInput):
        SpeakerOptions(one_voice=1.2)
