"""Projects and clips on a real disk: edits survive restarts and kills, originals are never touched."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

import numpy as np
import pytest

from rvcdesk import project as project_module
from rvcdesk.audio.clip import load_clip
from rvcdesk.audio.files import write
from rvcdesk.audio.history import Mark
from rvcdesk.cleaning.review import answered
from rvcdesk.disk import sha256
from rvcdesk.messages import BadInput, UserError
from rvcdesk.project import Project, free_name, migrate

RATE = 8000


@pytest.fixture
def recording(tmp_path: Path) -> Path:
    tone = 0.3 * np.sin(np.arange(10 * RATE) * 0.2).astype(np.float32)
    write(tmp_path / "nagranie próbne – żółw 中.wav", tone[None], RATE)
    return tmp_path / "nagranie próbne – żółw 中.wav"


def test_edits_undo_and_marks_survive_a_restart(tmp_path: Path, recording: Path) -> None:
    before = sha256(recording)
    with Project.create(tmp_path / "Głos Ani") as project:
        clip = project.add_recording(recording)
        clip.cut(8000, 16000)
        clip.silence(20000, 21000)
        clip.keep_only(4000, 60000)
        clip.undo()
        clip.set_marks("Find silence", [Mark(30000, 40000, "silence", 0.9)])
        clip.change("Accept", answered(clip.state, {0: "accepted"}))
        states, kept = clip.history.states, clip.kept
        assert kept == pytest.approx(10 - 1 - 10000 / RATE)
    with Project.open(tmp_path / "Głos Ani") as project:
        clip = project.clips[0]
        assert clip.name == recording.stem
        assert clip.history.states == states and clip.kept == kept
        assert clip.state.marks[0].state == "accepted"
        clip.change("Reject", answered(clip.state, {0: "rejected"}))
        assert clip.kept == 9.0
        while clip.undo():
            pass
        assert clip.kept == 10.0 and clip.state == states[0]
        assert clip.redo() and clip.kept == 9.0
    assert sha256(recording) == before
    assert sha256(tmp_path / "Głos Ani" / "recordings" / recording.name) == before


@pytest.mark.parametrize("torn", [b"", b'{"line":"edit","lab', b"\xff\xfe\n", b'{"line":"edit"'])
def test_a_kill_in_mid_write_loses_only_the_edit_in_flight(
    tmp_path: Path, recording: Path, torn: bytes
) -> None:
    with Project.create(tmp_path / "p") as project:
        clip = project.add_recording(recording)
        clip.cut(0, 8000)
        path = clip.path
        # The file as a killed process leaves it: appended lines, never compacted.
        text = path.read_bytes()
        clip.cut(16000, 24000)
        killed = path.read_bytes()
    assert killed.startswith(text)
    path.write_bytes(killed + torn)
    with Project.open(tmp_path / "p") as project:
        assert project.clips[0].kept == 8.0
        project.clips[0].cut(32000, 40000)
        assert load_clip(project.folder, project.clips[0].id).kept == 7.0  # before any compaction
    with Project.open(tmp_path / "p") as project:
        assert project.clips[0].kept == 7.0


def test_a_killed_process_leaves_every_finished_edit(tmp_path: Path, recording: Path) -> None:
    Project.create(tmp_path / "p").close()
    code = (
        "import os, sys; from pathlib import Path; from rvcdesk.project import Project\n"
        "p = Project.open(Path(sys.argv[1])); c = p.add_recording(Path(sys.argv[2]))\n"
        "for n in range(5): c.cut(n * 8000, n * 8000 + 4000)\n"
        "os.kill(os.getpid(), 9)\n"
    )
    subprocess.run([sys.executable, "-c", code, str(tmp_path / "p"), str(recording)], check=False)
    with Project.open(tmp_path / "p") as project:
        assert not project.read_only
        assert project.clips[0].kept == 7.5 and project.clips[0].history.can_undo


def test_a_folder_that_cannot_be_written_is_not_said_to_be_open_elsewhere(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    Project.create(tmp_path / "p").close()
    (tmp_path / "p" / "lock").write_text('{"host": "gone", "pid": 1}')  # of a program that was killed
    monkeypatch.setattr("rvcdesk.project.os.access", lambda path, mode: False)
    with Project.open(tmp_path / "p") as project:
        assert project.read_only and project.holder == ""


def test_a_second_opener_only_reads(tmp_path: Path, recording: Path) -> None:
    first = Project.create(tmp_path / "p")
    first.add_recording(recording)
    second = Project.open(tmp_path / "p")
    assert second.read_only and str(os.getpid()) in second.holder
    with pytest.raises(UserError, match="open elsewhere"):
        second.add_recording(recording)
    with pytest.raises(UserError, match="open elsewhere"):
        second.clips[0].cut(0, 100)
    second.close()
    assert first.clips[0].cut(0, 100)
    first.close()
    with Project.open(tmp_path / "p") as third:
        assert not third.read_only


def test_the_same_name_twice_and_a_broken_recording(tmp_path: Path, recording: Path) -> None:
    with Project.create(tmp_path / "p") as project:
        project.add_recording(recording)
        again = project.add_recording(recording)
        assert len({clip.id for clip in project.clips}) == 2
        assert again.source_path(again.sources["s1"]).name.endswith("(2).wav")
        (tmp_path / "strona.wav").write_text("<html>404</html>", encoding="utf-8")
        with pytest.raises(BadInput, match="strona.wav"):
            project.add_recording(tmp_path / "strona.wav")
        assert len(project.clips) == 2
        assert sorted(p.name for p in (tmp_path / "p" / "recordings").iterdir()) == sorted(
            [recording.name, f"{recording.stem} (2).wav"]
        )


def test_linked_recordings_stay_where_they_are(tmp_path: Path, recording: Path) -> None:
    with Project.create(tmp_path / "p") as project:
        clip = project.add_recording(recording, copy=False)
        assert clip.source_path(clip.sources["s1"]) == recording
        recording.rename(tmp_path / "moved.wav")
        with pytest.raises(BadInput, match="gone"):
            clip.reader("s1")


def test_projects_of_other_versions(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    Project.create(tmp_path / "p").close()
    path = tmp_path / "p" / "project.json"
    data = json.loads(path.read_text(encoding="utf-8"))
    path.write_text(json.dumps(data | {"schema": 99}), encoding="utf-8")
    with pytest.raises(BadInput, match="newer RVC Desk"):
        Project.open(tmp_path / "p")
    monkeypatch.setattr(project_module, "SCHEMA", 3)
    monkeypatch.setattr(
        project_module,
        "MIGRATIONS",
        {1: lambda old: old | {"title": old["name"]}, 2: lambda old: old | {"name": old["title"] + "!"}},
    )
    assert migrate(data, path)["name"] == "p!" and migrate(data, path)["schema"] == 3
    for broken in ('{"schema": "x"}', "[1]", "{", ""):
        path.write_text(broken, encoding="utf-8")
        with pytest.raises(BadInput, match="project.json"):
            Project.open(tmp_path / "p")


def test_a_damaged_clip_does_not_lose_the_others(tmp_path: Path, recording: Path) -> None:
    with Project.create(tmp_path / "p") as project:
        broken, good = project.add_recording(recording), project.add_recording(recording)
        ids = [broken.id, good.id]
    (tmp_path / "p" / "clips" / f"{ids[0]}.jsonl").write_text("nonsense", encoding="utf-8")
    with Project.open(tmp_path / "p") as project:
        assert [clip.id for clip in project.clips] == [ids[1]]
        assert len(project.problems) == 1
        project.save()
    assert set(json.loads((tmp_path / "p" / "project.json").read_text(encoding="utf-8"))["clips"]) == set(ids)


def test_a_folder_that_is_in_use_or_cannot_be_written(tmp_path: Path) -> None:
    (tmp_path / "full").mkdir()
    (tmp_path / "full" / "x").write_text("x", encoding="utf-8")
    with pytest.raises(BadInput, match="not empty"):
        Project.create(tmp_path / "full")
    (tmp_path / "file").write_text("x", encoding="utf-8")
    with pytest.raises(UserError, match="cannot be made"):
        Project.create(tmp_path / "file" / "p")
    with pytest.raises(BadInput, match="not a project"):
        Project.open(tmp_path / "full")


def test_free_name(tmp_path: Path) -> None:
    assert free_name(tmp_path / "a.wav") == tmp_path / "a.wav"
    (tmp_path / "a.wav").touch()
    (tmp_path / "a (2).wav").touch()
    assert free_name(tmp_path / "a.wav") == tmp_path / "a (3).wav"
