"""The whole job, headless and small: what `rvcdesk demo` promises of its project and its cover."""

from __future__ import annotations

import json
from pathlib import Path

import numpy as np

from rvcdesk.audio.files import decode, probe
from rvcdesk.conversion.cover import read_takes
from rvcdesk.demo import demo
from rvcdesk.events import read_events
from rvcdesk.project import Project, free_name
from rvcdesk.voice.inspect import inspect

STEPS = 3


def test_demo_makes_a_project_with_a_voice_and_a_cover(tmp_path: Path, sample: Path) -> None:
    result = demo(tmp_path / "próba", steps=STEPS)
    assert result.project == tmp_path / "próba" and result.steps == STEPS
    with Project.open(result.project) as project:
        assert len(project.clips) == result.recordings == 5
        messy = next(clip for clip in project.clips if clip.name == "messy_carlo")
        accepted = {mark.kind for mark in messy.state.marks if mark.state == "accepted"}
        assert 15 < messy.kept < 45 and {"silence", "second_speaker"} <= accepted
        assert sum(clip.kept for clip in project.clips) == result.kept_s
    for suffix in (".safetensors", ".pth", ".index"):
        facts = inspect(result.project / "voice" / f"Carlo{suffix}")
        assert facts["usable"] and not facts["problems"]
    events, _ = read_events(result.project / "runs" / "Carlo" / "events.jsonl")
    assert events[-1]["event"] == "done"
    assert np.isfinite([result.mel_first, result.mel_last]).all() and result.rtf > 0
    source, cover = probe(sample / "sung_line.flac"), probe(result.cover)
    assert result.cover == result.project / "covers" / "sung_line" / "cover.wav"
    assert cover.frames * source.rate == source.frames * cover.rate, "as long as its source, to the sample"
    (take,) = read_takes(result.cover.parent)
    assert take["settings"]["transpose"] == result.transpose == -12
    assert json.loads((result.cover.parent / "cover.json").read_text(encoding="utf-8"))["schema"] == 1
    samples, _ = decode(result.cover)
    assert 0.01 < np.abs(samples).max() <= 0.991
    assert free_name(result.project).name == "próba (2)", "what exists is never replaced"
