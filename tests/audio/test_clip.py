"""A clip's file and its recordings: kept through kills, full disks, moves and pastes; originals untouched."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import numpy as np
import pytest
import soundfile

from rvcdesk.audio.clip import Clip, Clipping, clip_of, load_clip, new_clip
from rvcdesk.audio.history import Label, Mark
from rvcdesk.disk import sha256
from rvcdesk.messages import BadInput, UserError

ROOT = Path(__file__).parents[2]
RATE = 8000


@pytest.fixture(autouse=True)
def closed_afterwards(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """No test leaves files open."""
    made: list[Clip] = []
    begin = Clip.__init__

    def noted(self: Clip, *arguments: Any) -> None:
        begin(self, *arguments)
        made.append(self)

    monkeypatch.setattr(Clip, "__init__", noted)
    yield
    for clip in made:
        clip.close(compact=False)


def record(path: Path, rate: int = RATE, channels: int = 1, frames: int = 8000, seed: int = 1) -> Path:
    path.parent.mkdir(parents=True, exist_ok=True)
    noise = np.random.default_rng(seed).uniform(-0.9, 0.9, (frames, channels))
    soundfile.write(path, noise, rate, subtype="PCM_16")
    return path


def make(folder: Path, clip_id: str = "a", **options: int) -> Clip:
    (folder / "clips").mkdir(parents=True, exist_ok=True)
    return new_clip(folder, clip_id, clip_id, record(folder / "recordings" / f"{clip_id} ż.wav", **options))


def heard(clip: Clip, *, kept_only: bool = False) -> np.ndarray:
    render = clip.render(kept_only=kept_only)
    return render.read(0, render.frames)


def same(one: Clip, other: Clip) -> bool:
    equal = one.history.states == other.history.states and one.history.index == other.history.index
    return equal and one.sources == other.sources and one.name == other.name


# --- where marks and labels go


def test_marks_and_labels_move_with_what_they_are_on(tmp_path: Path) -> None:
    clip = make(tmp_path)
    clip.set_marks("Find", [Mark(100, 200, "click", 0.9), Mark(5000, 5200, "hum", 0.8, "filter")])
    labels = [Label(0, 0, "a"), Label(1000, 3000, "b"), Label(2000, 2100, "gone"), Label(4000, 4000, "c")]
    clip.set_labels("Label", labels)
    assert clip.ripple_delete(1500, 2500)
    assert [(m.start, m.end, m.kind) for m in clip.state.marks] == [(100, 200, "click"), (4000, 4200, "hum")]
    assert clip.state.labels == (Label(0, 0, "a"), Label(1000, 2000, "b"), Label(3000, 3000, "c"))
    assert clip.paste(150, clip.copy(0, 50))
    assert [(m.start, m.end) for m in clip.state.marks] == [(100, 250), (4050, 4250)]
    assert clip.state.labels == (Label(0, 0, "a"), Label(1050, 2050, "b"), Label(3050, 3050, "c"))
    assert clip.undo() and clip.undo()
    assert clip.state.labels == tuple(sorted(labels)) and clip.state.marks[1].start == 5000


def test_many_spans_are_one_step(tmp_path: Path) -> None:
    clip = make(tmp_path)
    assert clip.cut_spans("Cut all", [(i, i + 10) for i in range(0, 8000, 20)])
    assert len(clip.kept_spans) == 400 and clip.history.undo_label == "Cut all"
    assert clip.undo() and clip.kept_spans == [(0, 8000)]
    assert clip.ripple_delete(0, 100, (200, 300), (250, 400)) and clip.frames == 7700
    assert clip.undo()
    assert clip.keep_only(100, 200, (400, 500)) and clip.kept_spans == [(100, 200), (400, 500)]
    assert not clip.keep_only(5, 5) and clip.history.index == 1


def test_a_split_stays_through_other_edits_until_it_is_joined(tmp_path: Path) -> None:
    clip = make(tmp_path)
    assert clip.split(4000) and not clip.split(4000) and not clip.split(0) and not clip.split(8000)
    assert clip.cut(3000, 5000) and clip.restore(0, 8000)
    clip.close()
    clip = load_clip(tmp_path, "a")
    assert [segment.frames for segment in clip.state.segments] == [4000, 4000]
    assert clip.join(0, 8000) and len(clip.state.segments) == 1
    assert clip.detach(1000, 7000, [(0, 1500), (3000, 3100), (6900, 8000)])
    assert [(s.source_id, s.frames) for s in clip.state.segments] == [
        *(("s1", 1000), (None, 500), ("s1", 1500), (None, 100)),
        *(("s1", 3800), (None, 100), ("s1", 1000)),
    ]  # fmt: skip


# --- several recordings


def test_a_paste_brings_its_recording_along_and_it_survives_undo_and_compaction(tmp_path: Path) -> None:
    one, two = make(tmp_path / "p"), make(tmp_path / "p", "b", rate=11025, channels=2, seed=2)
    assert not one.is_ready(piece := two.copy(0, 4000))
    assert one.paste(1000, piece) and one.is_ready(piece) and list(one.sources) == ["s1", "s2"]
    assert one.sources["s2"].path == "recordings/b ż.wav" and one.sources["s2"].rate == 11025
    assert heard(one).shape == (2, 8000 + round(4000 * 8000 / 11025))
    assert one.undo() and heard(one).shape == (1, 8000)
    one.close()
    again = load_clip(tmp_path / "p", "a")
    assert same(one, again) and again.redo() and heard(again).shape[0] == 2
    assert again.paste(0, two.copy(5000, 6000)) and len(again.sources) == 2
    (tmp_path / "p" / "cache").rename(tmp_path / "p" / "emptied")
    once_more = load_clip(tmp_path / "p", "a")
    np.testing.assert_array_equal(heard(once_more), heard(again))


def test_what_is_pasted_into_a_stereo_clip_is_heard_on_both_sides(tmp_path: Path) -> None:
    wide, narrow = make(tmp_path, "a", channels=2), make(tmp_path, "b", seed=3)
    mono = heard(narrow)
    assert wide.paste(8000, narrow.copy(0, 8000))
    np.testing.assert_array_equal(heard(wide)[:, 8100:], np.repeat(mono[:, 100:], 2, axis=0))


def test_a_selection_becomes_a_clip_of_its_own(tmp_path: Path) -> None:
    first, second = make(tmp_path, "a"), make(tmp_path, "b", rate=16000, frames=16000, seed=4)
    assert first.paste(2000, second.copy(0, 16000)) and first.cut(0, 1000)
    clip = clip_of(tmp_path, "c", "Wycinek ż", first.copy(0, 3000))
    assert (clip.rate, clip.frames, clip.name) == (8000, 2000, "Wycinek ż")
    alone = clip_of(tmp_path, "d", "d", first.copy(3000, 4000))  # nothing but the other recording
    assert (alone.rate, alone.frames, list(alone.sources)) == (16000, 2000, ["s2"])
    np.testing.assert_array_equal(heard(alone), heard(second)[:, 2000:4000])
    assert alone.paste(0, first.copy(0, 3000)) and sorted(alone.sources) == ["s1", "s2"]
    with pytest.raises(BadInput):
        clip_of(tmp_path, "e", "e", Clipping((), (), 8000))


# --- originals


def test_no_edit_touches_an_original(tmp_path: Path) -> None:
    clip, other = make(tmp_path), make(tmp_path, "b", rate=11025)
    originals = [clip.source_path(source) for c in (clip, other) for source in c.sources.values()]
    before = [(sha256(path), path.stat().st_mtime_ns) for path in originals]
    for path in originals:
        path.chmod(0o444)
    clip.cut(0, 100)
    clip.ripple_delete(500, 600)
    clip.gain(0, 8000, -6)
    clip.paste(100, other.copy(0, 5000), (0, 50))
    heard(clip, kept_only=True)
    clip.undo()
    clip.close()
    other.close()
    assert [(sha256(path), path.stat().st_mtime_ns) for path in originals] == before


def test_a_recording_that_was_moved_is_found_in_a_folder(tmp_path: Path) -> None:
    clip = make(tmp_path / "p")
    clip.cut(0, 100)
    sound = heard(clip, kept_only=True)
    away = tmp_path / "gdzie indziej" / "głębiej"
    record(away / "a ż.wav", seed=9)  # same name and size, another sound
    old = clip.source_path(clip.sources["s1"])
    os.replace(old, away / "przeniesione.wav")
    clip.close()
    clip = load_clip(tmp_path / "p", "a")
    assert [source.id for source in clip.missing_sources()] == ["s1"]
    with pytest.raises(BadInput, match="gone"):
        clip.reader("s1")
    with pytest.raises(BadInput, match="2 files were looked at"):
        record(tmp_path / "nic" / "x.wav", frames=10)
        record(tmp_path / "nic" / "y.wav", frames=20)
        clip.relink("s1", tmp_path / "nic")
    clip.relink("s1", tmp_path / "gdzie indziej")
    assert not clip.missing_sources()
    np.testing.assert_array_equal(heard(clip, kept_only=True), sound)
    assert load_clip(tmp_path / "p", "a").sources == clip.sources
    clip.close()
    assert load_clip(tmp_path / "p", "a").source_path(clip.sources["s1"]) == away / "przeniesione.wav"


@pytest.mark.parametrize(
    ("options", "said"),
    [
        ({"rate": 16000}, "it has 16000 Hz, not 8000 Hz"),
        ({"channels": 2}, "it has 2 channels, not 1"),
        ({"frames": 9000}, "it lasts 1.125 s, not 1.000 s"),
    ],
)
def test_another_recording_is_refused_with_what_differs(
    tmp_path: Path, options: dict[str, int], said: str
) -> None:
    clip = make(tmp_path)
    other = record(tmp_path / "inne.wav", **options)
    for insist in (False, True):
        with pytest.raises(BadInput) as refused:
            clip.relink("s1", other, other=insist)
        assert str(refused.value) == f"inne.wav is not the recording that was added: {said}."


def test_a_file_that_fits_is_taken_when_the_user_insists(tmp_path: Path) -> None:
    clip = make(tmp_path)
    other = record(tmp_path / "inne.wav", seed=5)
    with pytest.raises(BadInput, match="not the same file"):
        clip.relink("s1", other)
    source = clip.relink("s1", other, other=True)
    assert source.sha256 == sha256(other) and load_clip(tmp_path, "a").sources["s1"] == source
    np.testing.assert_array_equal(heard(clip)[0], soundfile.read(other, dtype="float32")[0])


# --- the file


def test_a_clip_of_an_older_version_opens(tmp_path: Path) -> None:
    recording = record(tmp_path / "recordings" / "a.wav")
    lines = [
        {"line": "clip", "schema": 1, "id": "a", "name": "Stary"},
        {"line": "source", "id": "s1", "path": "recordings/a.wav", "size": recording.stat().st_size,
         "sha256": sha256(recording), "rate": 8000, "frames": 8000, "channels": 1},
        {"line": "start", "segments": [{"source_id": "s1", "start": 0, "frames": 8000}]},
        {"line": "edit", "label": "Cut", "segments": [0, 1, [
            {"source_id": "s1", "start": 0, "frames": 100, "cut": True},
            {"source_id": "s1", "start": 100, "frames": 7900}]]},
        {"line": "edit", "label": "Find", "marks": [0, 0, [
            {"start": 0, "end": 9, "kind": "click", "confidence": 0.5, "action": "cut", "state": "open"}]]},
        {"line": "undo"},
    ]  # fmt: skip
    (tmp_path / "clips").mkdir()
    (tmp_path / "clips" / "a.jsonl").write_text("".join(json.dumps(line) + "\n" for line in lines))
    clip = load_clip(tmp_path, "a")
    assert clip.kept_spans == [(100, 8000)] and clip.redo() and clip.state.marks[0].kind == "click"
    assert "split_before" not in clip.path.read_text()


def test_a_write_that_fails_leaves_no_part_of_an_edit(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    clip = make(tmp_path)
    clip.cut(0, 100)
    assert clip._file is not None

    class Full:
        """A file on a disk that takes only the first half of a line."""

        def __init__(self, file: object) -> None:
            self.file = file

        def write(self, text: str) -> None:
            self.file.write(text[: len(text) // 2])  # type: ignore[attr-defined]

        def flush(self) -> None:
            raise OSError(28, "No space left on device")

        def __getattr__(self, name: str) -> object:
            return getattr(self.file, name)

    monkeypatch.setattr(clip, "_file", Full(clip._file))
    with pytest.raises(UserError, match="No space left on device"):
        clip.cut(200, 300)
    assert clip.kept_spans == [(100, 8000)]
    clip.cut(400, 500)
    clip.undo()
    assert same(load_clip(tmp_path, "a"), clip)


@pytest.mark.skipif(not hasattr(os, "fork"), reason="children are forked, to kill many in little time")
def test_a_kill_at_any_moment_loses_at_most_the_edit_in_flight(tmp_path: Path) -> None:
    make(tmp_path).close()
    make(tmp_path, "b", rate=11025, seed=2).close()
    command = [sys.executable, "-m", "tests.audio.clip_killer", str(tmp_path), "30"]
    done = subprocess.run(command, capture_output=True, text=True, timeout=120, cwd=ROOT)
    assert done.returncode == 0, done.stderr
    assert done.stdout.startswith("30 kills")
