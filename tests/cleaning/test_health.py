"""The health score: what moves it, what it says, and what is heard of made-up and real sound."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
import soundfile

from rvcdesk.audio.edits import Segment, cut
from rvcdesk.audio.history import ClipState, Mark
from rvcdesk.cleaning.health import Health, judge
from rvcdesk.cleaning.health_facts import ClipFacts, ClipNow
from rvcdesk.cleaning.health_measure import HealthOptions, measure, measure_project
from rvcdesk.cleaning.health_page import page
from rvcdesk.cleaning.health_parts import Part, minutes, note_name
from rvcdesk.cli import main
from rvcdesk.engine import call
from rvcdesk.jobs import SILENT
from rvcdesk.options import to_json
from rvcdesk.project import Project

RATE = 16000


def facts(seconds: int = 600, **other: object) -> ClipFacts:
    """A perfect clip: five octave-spanning notes, quiet room, one voice."""
    values: dict[str, object] = {
        "speech": (1.0,) * seconds,
        "level_db": (-20.0,) * seconds,
        "floor_db": (-60.0,) * seconds,
        "loudness": (-20.0,) * seconds,
        "clipped": (0.0,) * seconds,
        "notes": tuple(((45 + second % 24, 90),) for second in range(seconds)),
        "voices": ((0.0, 10.0, 0.97), (10.0, 20.0, 0.96)),
        "decay_s": 0.2,
        "high_hz": 18000.0,
    }
    return ClipFacts("a", "ą", "k", float(seconds), 44100, **{**values, **other})  # type: ignore[arg-type]


def now(heard: ClipFacts | None, marks: Sequence[Mark] = (), seconds: int = 600) -> ClipNow:
    return ClipNow("ą", RATE, ClipState((Segment("s1", 0, seconds * RATE),), tuple(marks)), heard)


def part(health: Health, name: str) -> Part:
    return next(part for part in health.parts if part.id == name)


def test_a_perfect_set_has_a_hundred_and_no_advice() -> None:
    health = judge([now(facts())])
    assert health.score == 100 and health.advice == [] and health.measured
    assert str(part(health, "minutes").value) == "10 min 0 s of clean voice"
    assert str(part(health, "pitch").value) == "24 semitones, A2 to G♯4"
    assert sum(item.weight for item in health.parts) == 100


@pytest.mark.parametrize(
    ("name", "change", "said"),
    [
        ("noise", {"floor_db": (-35.0,) * 600}, "15 dB under the voice in ą"),
        ("loudness", {"loudness": (-38.0, -38.0, -38.0, -18.0, -18.0, -18.0) * 100}, "20 LU in loudness"),
        ("clipping", {"clipped": (0.05,) * 600}, "30 s of the voice are clipped"),
        ("bandwidth", {"high_hz": 4000.0}, "no sound over 4.0 kHz"),
        ("pitch", {"notes": (((60, 50), (61, 50)),) * 600}, "Only 2 semitones (C4 to C♯4)"),
        (
            "speaker",
            {"voices": ((0.0, 10.0, 0.6), (10.0, 20.0, 0.97))},
            "ą does not sound like the rest (60 %",
        ),
        ("room", {"decay_s": 0.8}, "ą echoes (0.8 s)"),
    ],
)
def test_each_weak_point_costs_and_is_said(name: str, change: dict[str, object], said: str) -> None:
    health = judge([now(facts(**change))])
    assert (part(health, name).score or 0) < 0.6 and health.score < 100
    (advice,) = health.advice
    assert said in str(advice)
    assert all(item.score in (1, None) for item in health.parts if item.id != name)


def test_where_nothing_was_looked_for_the_answers_do_not_count() -> None:
    assert part(judge([now(facts())]), "suspects").score is None
    answered = Mark(0, RATE, "click", 0.8, state="rejected")
    assert part(judge([now(facts(), [answered])]), "suspects").score == 1


def test_the_score_moves_with_each_decision() -> None:
    music = Mark(0, 120 * RATE, "music", 0.8)
    opened = judge([now(facts(), [music])])
    assert opened.score < 100 and "wait for an answer: 1 (2 min 0 s)" in str(opened.advice[0])
    kept = judge([now(facts(), [replace(music, state="rejected")])])
    assert kept.score == 100
    clip = now(facts(), [replace(music, state="accepted")])
    cut_state = replace(clip.state, segments=cut(clip.state.segments, 0, 120 * RATE))
    done = judge([replace(clip, state=cut_state)])
    assert opened.score < done.score < 100 and done.clean_s == pytest.approx(480)
    assert [(d.kind, d.accepted, d.open) for d in done.decisions] == [("music", 120, 0)]


def test_what_is_cut_does_not_count() -> None:
    noisy = facts(
        floor_db=(-30.0,) * 300 + (-60.0,) * 300,
        voices=((0.0, 10.0, 0.5), (400.0, 410.0, 0.97), (500.0, 510.0, 0.97)),
    )
    clip = now(noisy)
    before = judge([clip])
    after = judge(
        [replace(clip, state=replace(clip.state, segments=cut(clip.state.segments, 0, 300 * RATE)))]
    )
    assert (part(after, "noise").score or 0) == 1 > (part(before, "noise").score or 0)
    assert (part(after, "speaker").score or 0) == 1 > (part(before, "speaker").score or 0)
    assert sum(after.notes.values()) == pytest.approx(sum(before.notes.values()) / 2)


def test_clipping_that_a_search_found_counts() -> None:
    clipped = Mark(0, 30 * RATE, "clipped", 0.9)
    health = judge([now(facts(), [clipped])])
    assert "30 s of the voice are clipped" in " ".join(map(str, health.advice))
    assert part(judge([now(facts(), [replace(clipped, state="rejected")])]), "clipping").score == 1


def test_duplicates_do_not_count_twice() -> None:
    twice = Mark(0, 300 * RATE, "duplicate", 0.9, "report")
    assert judge([now(facts(), [twice])]).clean_s == pytest.approx(300)
    assert judge([now(facts(), [replace(twice, state="rejected")])]).clean_s == pytest.approx(600)


def test_without_having_listened_the_decisions_alone_count() -> None:
    health = judge([now(None)])
    assert not health.measured and [item.id for item in health.parts] == ["minutes", "suspects"]
    assert judge([]).score == 0 and not judge([]).measured


def test_words() -> None:
    assert (minutes(250), minutes(59.4), note_name(69), note_name(61)) == ("4 min 10 s", "59 s", "A4", "C♯4")


def test_the_page_escapes_and_follows_the_language() -> None:
    nasty = '<script>alert("ż")</script>\u202e'
    health = judge([replace(now(facts(decay_s=0.8)), name=nasty)])
    html = page(health, nasty, lambda said: str(said).replace("Noise", "Szum"), "pl")
    assert "<script>" not in html and "\u202e" not in html and "&lt;script&gt;" in html
    assert 'lang="pl"' in html and "Szum" in html and "prefers-color-scheme: dark" in html
    assert "http" not in html.replace("http-equiv", "")  # nothing is fetched
    assert "<svg" in html and "A2" in html


@pytest.fixture(scope="module")
def spoken(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Some seconds of a real voice."""
    recording = Path(__file__).resolve().parents[2] / "resources" / "sample" / "carlo_01.flac"
    samples, rate = soundfile.read(recording, always_2d=True)
    place = tmp_path_factory.mktemp("health") / "głos ą.wav"
    soundfile.write(place, samples[: 12 * rate], rate)
    return place


def test_a_real_voice_is_heard(spoken: Path) -> None:
    from rvcdesk.audio.files import AudioReader

    with AudioReader(spoken) as reader:
        heard, embeddings = measure(reader, "a", "ą", "k")
    assert len(heard.speech) == len(heard.notes) == len(heard.loudness) == 12
    assert sum(heard.speech) > 5 and len(heard.voices) == len(embeddings) >= 1
    talking = [i for i, share in enumerate(heard.speech) if share > 0.5]
    assert all(-50 < heard.loudness[i] < -8 for i in talking)
    assert ClipFacts.from_json(json.loads(json.dumps(to_json(heard)))) == heard


def test_a_low_pass_is_heard() -> None:
    rng = np.random.default_rng(0)
    spectrum = np.fft.rfft(rng.standard_normal(4 * 44100))
    spectrum[round(len(spectrum) * 9000 / 22050) :] = 0
    sound = 0.1 * np.fft.irfft(spectrum)

    class Memory:
        rate, channels, frames = 44100, 1, sound.size

        def read(self, start: int, frames: int) -> np.ndarray:
            return sound[None, start : start + frames].astype(np.float32)

    assert measure(Memory(), "a", "a", "a")[0].high_hz == pytest.approx(9000, abs=300)


def test_a_project_is_listened_to_once(spoken: Path, tmp_path: Path) -> None:
    folder = tmp_path / "Głos"
    with Project.create(folder, "Głos") as project:
        clip = project.add_recording(spoken)
        first = call("health", to_json(HealthOptions(folder)), SILENT)
        (stored,) = (folder / "cache" / "health").iterdir()
        written = stored.stat().st_mtime_ns
        clip.cut(0, RATE)
        again = measure_project(HealthOptions(folder))
        assert again == first and stored.stat().st_mtime_ns == written  # a cut changes nothing that is heard
        stored.write_text("{}")
        assert measure_project(HealthOptions(folder)) == first
    assert len(first["clips"]) == 1


def test_the_command(spoken: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    html = tmp_path / "zdrowie.html"
    assert main(["health", str(spoken), "--no-search", "--json", "--html", str(html)]) == 0
    document = json.loads(capsys.readouterr().out)
    assert 0 < document["score"] <= 100 and document["clips"][0]["name"] == "głos ą"
    assert "głos ą.wav" in html.read_text(encoding="utf-8")
    assert main(["health", str(tmp_path / "none.wav")]) == 2
    assert main(["health", str(tmp_path), str(spoken)]) == 2
