"""What a project keeps and what may go: a real project with a run as a training leaves it."""

from __future__ import annotations

import json
import sys
from pathlib import Path
from typing import Any

import filelock
import numpy as np
import pytest

from rvcdesk.audio.files import write
from rvcdesk.messages import BadInput, Message, UserError
from rvcdesk.project import Project
from rvcdesk.training.options import TrainOptions
from rvcdesk.training.runs import create_run
from rvcdesk.training.storage import ClearOptions, StorageOptions, clear_storage, storage


class Heard:
    """A reporter that keeps the warnings."""

    def __init__(self) -> None:
        self.warnings: list[str] = []

    def progress(self, done: float, total: float, stage: str) -> None:
        pass

    def warn(self, message: Message) -> None:
        self.warnings.append(str(message))


def put(path: Path, size: int) -> Path:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(b"x" * size)
    return path


def full_save(path: Path, size: int) -> Path:
    """As torch writes one: a zip archive."""
    import torch

    path.parent.mkdir(parents=True, exist_ok=True)
    torch.save({"step": 1, "weights": torch.zeros(size // 4)}, path)
    return path


@pytest.fixture
def project(tmp_path: Path) -> Path:
    """Three saves, of which the newest is torn, at steps 10, 20, 30; step 10 measured best."""
    samples = np.zeros((1, 16000), np.float32)
    write(tmp_path / "one.wav", samples, 16000)
    folder = tmp_path / "Głos"
    with Project.create(folder) as made:
        made.add_recording(tmp_path / "one.wav")
    run = create_run(TrainOptions(folder, "mój głos"))
    for step in (10, 20, 30, 40):
        put(run / "voices" / f"step_{step:08d}.safetensors", 100 + step)
        put(run / "previews" / f"step_{step:08d}.wav", 50)
    put(run / "previews" / "source.wav", 50)
    for step in (20, 30):
        full_save(run / "checkpoints" / f"step_{step:08d}.pt", 4000)
    put(run / "checkpoints" / "step_00000040.pt", 999)
    put(run / "checkpoints" / ".step_00000050.abcd.tmp.pt", 77)
    put(run / "tensorboard" / "events.out.tfevents.1.h", 10)
    put(run / "index" / "added.index", 60)
    put(run / "log.txt", 5)
    measured = {10: 20.0, 15: 10.0, 20: 21.0, 30: 25.0}
    tell(run, *({"event": "validation", "step": s, "epoch": 1, "mel": m} for s, m in measured.items()))
    put(folder / "cache" / "prepared" / "abc" / "pieces.json", 20)
    put(folder / "cache" / "prepared" / "abc" / "00000.npz", 1000)
    put(folder / "cache" / "removed" / "clip.jsonl", 30)
    put(folder / "cache" / "0123.decoded.wav", 300)
    put(folder / "cache" / "summaries" / "s.json", 7)
    put(folder / "cache" / "0123.peaks", 8)
    return folder


def tell(run: Path, *events: dict[str, Any]) -> None:
    with open(run / "events.jsonl", "a", encoding="utf-8") as file:
        file.writelines(json.dumps({**event, "time": 0}) + "\n" for event in events)


def items(project: Path) -> dict[str, dict[str, Any]]:
    found = storage(StorageOptions(project))["items"]
    assert len({item["id"] for item in found}) == len(found)
    for item in found:
        assert str(Message.from_json(item["title"])) and str(Message.from_json(item["text"]))
    return {item["id"]: item for item in found}


def files(folder: Path) -> dict[str, int]:
    return {
        path.relative_to(folder).as_posix(): path.stat().st_size
        for path in folder.rglob("*")
        if path.is_file()
    }


def test_every_byte_is_told_once(project: Path) -> None:
    found = items(project)
    told = sum(item["bytes"] for item in found.values())
    small = ("log.txt", "events.jsonl", "options.json", "removed/clip.jsonl", "previews/source.wav", ".lock")
    newest_preview = 50
    clips = ("project.json", "clips/")
    rest = sum(
        size for name, size in files(project).items() if name.endswith(small) or name.startswith(clips)
    )
    assert told == sum(files(project).values()) - rest - newest_preview
    assert found["prepared"]["bytes"] == 1020 and found["decoded"]["bytes"] == 300
    assert found["pictures"]["bytes"] == 15
    assert not found["recordings"]["clearable"]


def test_clearing_everything_leaves_a_run_that_goes_on(project: Path) -> None:
    before = files(project)
    found = items(project)
    ids = tuple(id for id, item in found.items() if item["clearable"])
    freed = clear_storage(ClearOptions(project, ids))["freed"]
    after = files(project)
    assert freed == sum(found[id]["bytes"] for id in ids) == sum(before.values()) - sum(after.values())
    run = "runs/mój głos/"
    left = {name.removeprefix(run) for name in after if name.startswith(run)} - {".lock"}
    assert left == {
        "options.json", "events.jsonl", "log.txt",
        "checkpoints/step_00000030.pt",  # the newest that opens
        "voices/step_00000040.safetensors", "voices/step_00000010.safetensors",
        "previews/step_00000040.wav", "previews/source.wav",
    }  # fmt: skip
    assert "cache/removed/clip.jsonl" in after, "undo needs it"
    assert not any((project / "cache" / "prepared").glob("*"))
    assert {id for id, item in items(project).items() if item["clearable"]} == set()
    with Project.open(project) as opened:
        assert len(opened.clips) == 1 and not opened.problems


def test_a_run_that_has_ended_can_give_all_its_full_saves(project: Path) -> None:
    run = project / "runs" / "mój głos"
    assert items(project)["saves:mój głos"]["bytes"] < sum(files(run / "checkpoints").values())
    tell(run, {"event": "done", "step": 40, "epoch": 4, "files": []})
    found = items(project)
    assert "last_save:mój głos" not in found
    assert found["saves:mój głos"]["bytes"] == sum(files(run / "checkpoints").values())
    tell(run, {"event": "resume", "step": 40}, {"event": "step", "step": 41})  # trained on since
    assert "last_save:mój głos" in items(project)


def test_nothing_goes_while_a_run_is_trained(project: Path) -> None:
    before = files(project)
    with filelock.FileLock(project / "runs" / "mój głos" / ".lock"):
        assert not any(item["clearable"] for item in items(project).values())
        with pytest.raises(UserError, match="mój głos"):
            clear_storage(ClearOptions(project, ("prepared",)))
    assert files(project).items() >= before.items()


def test_what_may_not_go_is_refused_and_what_is_gone_is_no_error(project: Path) -> None:
    with pytest.raises(BadInput, match="Recordings"):
        clear_storage(ClearOptions(project, ("prepared", "recordings")))
    assert items(project)["prepared"]["bytes"] == 1020, "refused before anything was deleted"
    assert clear_storage(ClearOptions(project, ("prepared",)))["freed"] == 1020
    again = clear_storage(ClearOptions(project, ("prepared", "saves:other", "../..", "/etc")))
    assert again == {"freed": 0, "left": 0}
    with pytest.raises(BadInput, match="project"):
        storage(StorageOptions(project / "cache"))


@pytest.mark.skipif(sys.platform == "win32", reason="links need rights there")
def test_links_are_never_followed(project: Path, tmp_path: Path) -> None:
    outside = tmp_path / "outside"
    kept = {
        put(outside / "prepared" / "x" / "00000.npz", 500),
        put(outside / "voices" / "step_00000001.safetensors", 9),
    }
    run = project / "runs" / "mój głos"
    (project / "cache" / "prepared" / "linked").symlink_to(outside / "prepared" / "x")
    (run / "voices" / "step_00000002.safetensors").symlink_to(
        outside / "voices" / "step_00000001.safetensors"
    )
    (project / "runs" / "other").symlink_to(run.rename(tmp_path / "far"))
    found = items(project)
    assert found["prepared"]["bytes"] == 1020
    assert not any(id.endswith((":other", ":far")) for id in found)
    before = files(tmp_path / "far")
    clear_storage(ClearOptions(project, tuple(id for id, item in found.items() if item["clearable"])))
    assert files(tmp_path / "far").keys() == before.keys() and all(path.exists() for path in kept)


def test_a_file_in_use_is_skipped_and_said(project: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """As Windows answers: the list of a prepared dataset is held open, so its pieces stay with it."""
    real = Path.unlink

    def unlink(path: Path, missing_ok: bool = False) -> None:
        if path.name == "pieces.json":
            raise PermissionError(13, "in use")
        real(path, missing_ok)

    monkeypatch.setattr(Path, "unlink", unlink)
    heard = Heard()
    done = clear_storage(ClearOptions(project, ("prepared", "decoded")), heard)
    assert done == {"freed": 300, "left": 2}
    assert (project / "cache" / "prepared" / "abc" / "00000.npz").exists()
    assert heard.warnings == ["2 files are in use by another program and stay."]
