"""Real runs on real sound: what they leave behind, how they stop, resume and fail."""

from __future__ import annotations

import contextlib
import json
import subprocess
import sys
from pathlib import Path
from typing import Any

import numpy as np
import pytest
import torch

from rvcdesk.audio.files import decode
from rvcdesk.events import read_events
from rvcdesk.messages import BadInput, UserError
from rvcdesk.training import runs
from rvcdesk.training.prepare import summarise
from rvcdesk.training.run import execute
from rvcdesk.training.trainer import LOSSES
from rvcdesk.voice.checkpoint import build, load_voice
from rvcdesk.voice.index import Retrieval
from rvcdesk.voice.presets import get_preset
from rvcdesk.voice.synthesizer import build_synthesizer
from tests.helpers.trained import STEPS, small


def told(folder: Path, kind: str) -> list[dict[str, Any]]:
    return [event for event in read_events(folder / "events.jsonl")[0] if event["event"] == kind]


def test_a_run_ends_with_a_voice_that_loads(trained_project: Path) -> None:
    folder = trained_project / "runs" / "voice"
    steps = told(folder, "step")
    assert [event["step"] for event in steps] == list(range(1, STEPS + 1))
    assert all(set(event["losses"]) == set(LOSSES) and event["seconds"] > 0 for event in steps)
    assert all(np.isfinite(list(event["losses"].values())).all() for event in steps)
    events, _ = read_events(folder / "events.jsonl")
    assert events[-1]["event"] == "done" and all(Path(path).is_file() for path in events[-1]["files"])
    assert told(folder, "warning")[0]["template"].startswith("No base model")
    prepared = told(folder, "prepare")[-1]
    assert prepared["steps"] == STEPS and prepared["pieces"] > 0 and prepared["f0"] == "pm"
    for suffix in (".safetensors", ".pth"):
        voice = load_voice(trained_project / "voice" / f"voice{suffix}")
        assert voice.config.version == "rvcdesk-draft-1" and voice.metadata.f0_median
        assert build(voice).config.sample_rate == 32000
    index = Retrieval(trained_project / "voice" / "voice.index")
    assert index.dim == 512 and index.count > 200
    assert runs.status(folder) == runs.RunStatus("done", STEPS, STEPS, steps[-1]["epoch"])


def test_the_preview_has_the_length_of_its_source(trained_project: Path) -> None:
    folder = trained_project / "runs" / "voice"
    (event,) = told(folder, "preview")
    preview, rate = decode(folder / event["path"])
    source, source_rate = decode(folder / "previews" / "source.wav")
    assert rate == source_rate == 32000 and abs(preview.shape[1] - source.shape[1]) <= 320
    assert np.abs(preview).max() > 1e-4


def test_resume_equals_an_uninterrupted_run_to_the_bit(own_project: Path, trained_project: Path) -> None:
    folder = runs.create_run(small(own_project))

    def stop_after_two(event: dict[str, Any]) -> None:
        if event["event"] == "step" and event["step"] == 2:
            runs.ask(folder, runs.STOP)

    assert execute(folder, stop_after_two) == 0
    assert runs.status(folder).state == "stopped" and runs.status(folder).step == 2
    assert told(folder, "save")[-1]["step"] == 2 and not told(folder, "done")
    assert load_voice(own_project / "voice" / "voice.safetensors").metadata.steps == 2
    assert execute(folder) == 0
    assert told(folder, "resume") == [told(folder, "resume")[0]] and told(folder, "resume")[0]["step"] == 2
    assert [event["step"] for event in told(folder, "step")] == [1, 2, 3, 4]
    whole = [event["losses"] for event in told(trained_project / "runs" / "voice", "step")]
    assert [event["losses"] for event in told(folder, "step")] == whole
    assert execute(folder) == 0, "a finished run resumed has nothing left to do, and says done again"


def test_a_killed_child_resumes_from_its_last_save(own_project: Path) -> None:
    folder = runs.create_run(small(own_project, save_every_steps=1, steps=40))
    child = runs.start_child(folder, [sys.executable, "-m", "rvcdesk.engine"])
    try:
        deadline = 240
        while not told(folder, "save") and child.poll() is None and deadline:
            try:
                child.wait(0.5)
            except subprocess.TimeoutExpired:
                deadline -= 1
        assert told(folder, "save"), (folder / "log.txt").read_text(encoding="utf-8")
        assert runs.is_running(folder) and runs.status(folder).state == "running"
        with pytest.raises(UserError, match="being trained already"):
            execute(folder)
    finally:
        child.kill()
        child.wait()
    assert not runs.is_running(folder) and runs.status(folder).state == "stopped"
    saved = told(folder, "save")[-1]["step"]
    newest = max((folder / "checkpoints").glob("step_*.pt"))
    newest_step = int(newest.stem.split("_")[1])
    assert saved <= newest_step

    def stop_at_once(event: dict[str, Any]) -> None:
        if event["event"] == "step":
            runs.ask(folder, runs.STOP)

    assert execute(folder, stop_at_once) == 0
    assert told(folder, "resume")[-1]["step"] == newest_step
    assert told(folder, "step")[-1]["step"] == newest_step + 1


def test_a_damaged_save_falls_back_to_the_one_before(own_project: Path) -> None:
    folder = runs.create_run(small(own_project, steps=3, save_every_steps=1))
    assert execute(folder) == 0
    saves = sorted((folder / "checkpoints").glob("*.pt"))
    assert [path.name for path in saves] == ["step_00000002.pt", "step_00000003.pt"], "the last two are kept"
    data = saves[1].read_bytes()
    saves[1].write_bytes(data[: len(data) // 2])
    assert execute(folder) == 0
    assert told(folder, "resume")[-1]["step"] == 2
    assert any("damaged" in event["message"] for event in told(folder, "warning"))


def test_a_failure_is_one_sentence_in_the_events(own_project: Path) -> None:
    folder = runs.create_run(small(own_project, base_g=own_project / "nie ma.pth"))
    assert execute(folder) == 2
    (failed,) = told(folder, "failed")
    assert "nie ma.pth" in failed["message"] and runs.status(folder).state == "failed"


def test_a_base_model_that_does_not_fit_is_refused(own_project: Path, trained_project: Path) -> None:
    torch.save({"model": {"dec.x": torch.zeros(3)}}, own_project / "G.pth")
    folder = runs.create_run(small(own_project, base_g=own_project / "G.pth"))
    assert execute(folder) == 2
    assert "does not fit" in told(folder, "failed")[0]["message"]


def test_a_base_model_with_broken_numbers_is_refused(own_project: Path) -> None:
    weights = build_synthesizer(get_preset("draft").config()).state_dict()
    weights["emb_g.weight"][0, 0] = float("nan")
    torch.save({"model": weights}, own_project / "G.pth")
    folder = runs.create_run(small(own_project, name="z bazą", base_g=own_project / "G.pth"))
    assert execute(folder) == 2
    assert "not finite (emb_g.weight)" in told(folder, "failed")[0]["message"]


def test_a_voice_without_pitch(own_project: Path) -> None:
    folder = runs.create_run(small(own_project, f0="none", steps=1, name="bez wysokości"))
    assert execute(folder) == 0
    voice = load_voice(own_project / "voice" / "bez wysokości.pth")
    assert voice.config.f0 is False


def test_names_and_numbers_that_cannot_be_used(own_project: Path) -> None:
    for bad in (
        {"name": "a/b"},
        {"name": ""},
        {"name": "x."},
        {"epochs": 0},
        {"batch_size": 9999},
        {"preset": "x"},
    ):
        with pytest.raises(BadInput):
            runs.create_run(small(own_project, **bad))
    runs.create_run(small(own_project, name="żółw 1"))
    with pytest.raises(BadInput, match="already"):
        runs.create_run(small(own_project, name="żółw 1"))
    stored = runs.read_options(own_project / "runs" / "żółw 1")
    assert stored == small(own_project, name="żółw 1")
    assert runs.resume_options(small(own_project, name="żółw 1", epochs=99), ["name"]) == stored
    with pytest.raises(BadInput, match="epochs"):
        runs.resume_options(small(own_project, name="żółw 1", epochs=99), ["epochs"])


def test_the_summary_says_what_is_left_out(own_project: Path) -> None:
    summary = summarise(small(own_project))
    assert summary["recordings"] == 1 and summary["pieces"] >= 4
    assert summary["kept_s"] == pytest.approx(12.0) and 0 < summary["pieces_s"] <= 14
    assert summary["advice"][0]["values"]["minutes"] == 0.2
    assert json.dumps(summary)
    assert summarise(small(own_project)) == summary


@pytest.mark.skipif(sys.platform == "win32", reason="Windows has no such signal")
def test_a_shutdown_saves_first(own_project: Path) -> None:
    """The system's polite word, before it becomes less polite, loses no step."""
    folder = runs.create_run(small(own_project, steps=400))
    child = runs.start_child(folder, [sys.executable, "-m", "rvcdesk.engine"])
    try:
        for _ in range(480):
            if told(folder, "step") or child.poll() is not None:
                break
            with contextlib.suppress(subprocess.TimeoutExpired):
                child.wait(0.5)
        child.terminate()
        assert child.wait(240) == 0, (folder / "log.txt").read_text(encoding="utf-8")
    finally:
        child.kill()
        child.wait()
    assert runs.status(folder).state == "stopped"
    assert told(folder, "save")[-1]["step"] == told(folder, "step")[-1]["step"]
