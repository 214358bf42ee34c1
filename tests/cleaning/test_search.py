"""The find verb on clips with cuts and channels."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import numpy as np
import pytest
import soundfile

from rvcdesk.cleaning import clean
from rvcdesk.cleaning.findings import Finding
from rvcdesk.cleaning.search import FindOptions, KeptSource, find_in_project
from rvcdesk.cleaning.silence import silence_in
from rvcdesk.cleaning.sound import Sound
from rvcdesk.engine import call
from rvcdesk.jobs import SILENT, Cancelled
from rvcdesk.messages import BadInput, Message, UserError
from rvcdesk.options import to_json
from rvcdesk.project import Project
from tests.helpers.sound import voice

RATE = 16000


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    sound = voice(RATE, 2, 8.0)
    sound[:, 5 * RATE : 7 * RATE] = 0
    sound += 0.0004 * np.random.default_rng(1).standard_normal(sound.shape)
    sound[1] = 0
    with Project.create(tmp_path / "Głos", "Głos") as project:
        for name in ("ą", "b"):
            soundfile.write(tmp_path / f"{name}.wav", sound.T, RATE)
            project.add_recording(tmp_path / f"{name}.wav")
    return tmp_path / "Głos"


@pytest.fixture
def detectors(monkeypatch: pytest.MonkeyPatch) -> dict[str, clean.Detector]:
    """The registry with only what a test puts there."""
    own: dict[str, clean.Detector] = {
        "silence": lambda sound, options, report: silence_in(sound.loudness, options.silence)
    }
    monkeypatch.setattr(clean, "DETECTORS", own)
    monkeypatch.setattr(clean, "FINDS", {})
    monkeypatch.setattr(clean, "TOGETHER", {})
    return own


def test_positions_are_of_the_timeline(folder: Path, detectors: dict[str, clean.Detector]) -> None:
    with Project.open(folder) as project:
        project.clips[0].cut(RATE, 4 * RATE)
        first = project.clips[0].id
        found = find_in_project(FindOptions(folder, (first,)))  # while it is open, and not yet compacted
    (clip,) = found["clips"]
    assert clip["clip"] == first and clip["frames"] == 8 * RATE
    (silence,) = clip["findings"]
    assert silence["kind"] == "silence" and 5 * RATE <= silence["start"] < silence["end"] <= 7 * RATE


def test_what_runs_over_a_cut(folder: Path) -> None:
    with Project.open(folder) as project:
        clip = project.clips[0]
        clip.cut(1000, 2000)
        source = KeptSource(clip)
        assert source.frames == 8 * RATE - 1000
        click = Finding(900, 1200, "click")
        assert [(f.start, f.end) for f in source.on_timeline([click])] == [(900, 1000), (2000, 2200)]
        hum = Finding(0, source.frames, "hum")
        assert [(f.start, f.end) for f in source.on_timeline([hum])] == [(0, 8 * RATE)]
        sliver = Finding(999, 1999, "knock")
        assert [(f.start, f.end) for f in source.on_timeline([sliver])] == [(2000, 2999)]


def test_only_the_chosen_channel_is_heard(folder: Path, detectors: dict[str, clean.Detector]) -> None:
    heard: list[int] = []

    def listen(sound: Sound, options: clean.CleanOptions, report: Any) -> list[Finding]:
        heard.append(sound.channels)
        loud = np.abs(sound.mono).max() > 0.01
        return [Finding(0, 100, "knock")] if loud else []

    detectors["knock"] = listen
    with Project.open(folder) as project:
        project.clips[0].set_channel("right")  # dead
    found = find_in_project(FindOptions(folder, kinds=("knock",)))
    assert [len(clip["findings"]) for clip in found["clips"]] == [0, 1] and heard == [1, 2]


def test_progress_is_of_detectors_and_one_that_fails_is_said(
    folder: Path, detectors: dict[str, clean.Detector]
) -> None:
    stages: list[str] = []
    shares: list[float] = []
    warnings: list[str] = []

    class Ear:
        def progress(self, done: float, total: float, stage: str) -> None:
            stages.append(stage)
            shares.append(done / total)

        def warn(self, message: Message) -> None:
            warnings.append(str(message))

    def broken(*_: Any) -> list[Finding]:
        raise ZeroDivisionError("oh")

    def without(*_: Any) -> list[Finding]:
        raise UserError("No weights.")

    detectors.update(click=broken, music=without)
    found = find_in_project(FindOptions(folder), Ear())
    assert [len(clip["findings"]) for clip in found["clips"]] == [1, 1]
    assert list(dict.fromkeys(stages)) == ["Silence", "Click", "Music"]
    assert shares == sorted(shares) and shares[-1] == 1
    assert warnings.count("No weights.") == 2 and "ZeroDivisionError: oh" in warnings[0]


def test_cancel_stops_at_once(folder: Path) -> None:
    class Stop:
        def progress(self, done: float, total: float, stage: str) -> None:
            raise Cancelled

        def warn(self, message: Message) -> None: ...

    with pytest.raises(Cancelled):
        find_in_project(FindOptions(folder), Stop())


def test_comparing_hears_all_clips(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def twice(sounds: list[Sound], options: Any, report: Any) -> list[list[Finding]]:
        return [[Finding(0, sound.frames, "duplicate", detail=str(len(sounds)))] for sound in sounds]

    monkeypatch.setitem(clean.TOGETHER, "duplicate", twice)
    with Project.open(folder) as project:
        first = project.clips[0].id
    found = find_in_project(FindOptions(folder, (first,), ("duplicate",)))
    assert [item["detail"] for clip in found["clips"] for item in clip["findings"]] == ["2"]


def test_a_missing_recording_is_passed_over(folder: Path, detectors: dict[str, clean.Detector]) -> None:
    (folder / "recordings" / "ą.wav").unlink()
    found = find_in_project(FindOptions(folder))
    assert len(found["clips"]) == 1


def test_the_engine_knows_the_verb(folder: Path, detectors: dict[str, clean.Detector]) -> None:
    found = call("find", to_json(FindOptions(folder, kinds=("silence",))), SILENT)
    assert len(found["clips"]) == 2 and found["kinds"] == ["silence"]
    with pytest.raises(BadInput, match="dust"):
        find_in_project(FindOptions(folder, kinds=("dust",)))
