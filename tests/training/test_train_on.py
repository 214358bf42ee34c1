"""What a run leaves for later: measurements, voices of its saves, and training on."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Any

import pytest

from rvcdesk.events import read_events
from rvcdesk.messages import BadInput
from rvcdesk.project import Project
from rvcdesk.training import runs
from rvcdesk.training.choose import MakeVoiceOptions, make_voice
from rvcdesk.training.prepare import prepare
from rvcdesk.training.run import execute
from rvcdesk.voice.checkpoint import load_voice
from tests.helpers.trained import ROOT, small


def told(folder: Path, kind: str) -> list[dict[str, Any]]:
    return [event for event in read_events(folder / "events.jsonl")[0] if event["event"] == kind]


def test_held_out_pieces_are_measured_and_never_trained_on(own_project: Path) -> None:
    options = small(own_project, epochs=3, steps=0, held_out=1)
    folder = runs.create_run(options)
    assert execute(folder) == 0
    plan = told(folder, "prepare")[-1]
    assert plan["held_out"] == 1 and plan["epochs"] == 3
    measured = told(folder, "validation")
    assert [event["epoch"] for event in measured] == [1, 2, 3]
    assert all(event["step"] == event["epoch"] * plan["steps_per_epoch"] for event in measured)
    assert measured[0]["best"] and measured[-1]["mel"] < measured[0]["mel"]
    pieces = len(prepare(options, "pm").files) + 2
    assert plan["steps_per_epoch"] == -(-(pieces - 1) // 2)


def test_every_save_has_a_voice_and_can_be_made_the_projects(own_project: Path) -> None:
    folder = runs.create_run(small(own_project, steps=4, save_every_steps=1))
    assert execute(folder) == 0
    saved = told(folder, "save")
    assert [event["step"] for event in saved] == [1, 2, 3, 4]
    assert all((folder / event["voice"]).is_file() for event in saved), "the small voices all stay"
    assert len(list((folder / "checkpoints").glob("*.pt"))) == 2, "of the large saves the last two"
    voice = own_project / "voice" / "voice.safetensors"
    assert load_voice(voice).metadata.steps == 4
    files = make_voice(MakeVoiceOptions(folder, 2))["files"]
    assert load_voice(voice).metadata.steps == 2 and str(voice) in files
    assert voice.with_suffix(".index").is_file() and load_voice(voice.with_suffix(".pth")).metadata
    with pytest.raises(BadInput, match="no voice of step 9"):
        make_voice(MakeVoiceOptions(folder, 9))


def test_a_machine_that_can_only_train_ends_with_a_voice(
    own_project: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """As a rented one: no faiss for an index, no soundfile for previews, what was prepared elsewhere."""
    options = small(own_project, steps=2)
    prepare(options, "pm")
    monkeypatch.setitem(sys.modules, "faiss", None)
    monkeypatch.setitem(sys.modules, "soundfile", None)
    folder = runs.create_run(options)
    assert execute(folder) == 0
    said = [event["message"] for event in told(folder, "warning")]
    assert any("no index" in text for text in said) and any("soundfile" in text for text in said), said
    (done,) = told(folder, "done")
    assert (
        len(done["files"]) == 3
        and load_voice(own_project / "voice" / "voice.safetensors").metadata.steps == 2
    )


def test_the_best_save_outlives_the_last_two(own_project: Path) -> None:
    folder = runs.create_run(small(own_project, epochs=4, steps=0, save_every=1, held_out=1))

    def spoil(event: dict[str, Any]) -> None:
        """From the second epoch on the held-out piece is never as good again: as overtraining would be."""
        if event["event"] == "save" and event["epoch"] == 1:
            lines = (folder / "events.jsonl").read_text(encoding="utf-8")
            assert '"best": true' in lines
            (folder / "events.jsonl").write_text(lines.replace(best_text(folder), '"mel": 0.5'))
            runs.ask(folder, runs.STOP)

    assert execute(folder, spoil) == 0
    assert execute(folder) == 0
    per_epoch = told(folder, "prepare")[-1]["steps_per_epoch"]
    kept = sorted(int(path.stem[5:]) for path in (folder / "checkpoints").glob("*.pt"))
    assert kept == [per_epoch, 3 * per_epoch, 4 * per_epoch]


def best_text(folder: Path) -> str:
    return f'"mel": {told(folder, "validation")[0]["mel"]}'


def test_a_finished_voice_is_trained_on(own_project: Path) -> None:
    folder = runs.create_run(small(own_project, epochs=2, steps=0))
    assert execute(folder) == 0
    per_epoch = told(folder, "prepare")[-1]["steps_per_epoch"]
    with pytest.raises(BadInput, match="has done 2 epochs"):
        runs.extend(folder, 2)
    assert runs.extend(folder, 3).epochs == 3
    assert execute(folder) == 0
    (stage,) = told(folder, "stage")
    assert (stage["step"], stage["epochs"], stage["reason"]) == (2 * per_epoch, 3, "epochs")
    assert told(folder, "resume")[-1]["step"] == 2 * per_epoch
    assert [e["step"] for e in told(folder, "step")] == list(range(1, 3 * per_epoch + 1))
    whole = runs.create_run(small(own_project, name="whole", epochs=3, steps=0))
    assert execute(whole) == 0
    assert [e["losses"] for e in told(folder, "step")] == [e["losses"] for e in told(whole, "step")], (
        "to the bit"
    )
    assert load_voice(own_project / "voice" / "voice.safetensors").metadata.epochs == 3


@pytest.mark.parametrize("suffix", [".pth", ".safetensors"])
def test_a_voice_of_which_nothing_else_is_left_is_trained_further(
    own_project: Path, trained_project: Path, suffix: str
) -> None:
    voice = trained_project / "voice" / f"voice{suffix}"
    folder = runs.create_run(small(own_project, name="further", base_g=voice, steps=1))
    assert execute(folder) == 0
    assert any("that part begins anew" in event["message"] for event in told(folder, "warning"))
    (before, after) = (load_voice(path) for path in (voice, own_project / "voice" / "further.safetensors"))
    moved = max(
        float((after.weights[key].float() - value.float()).abs().max())
        for key, value in before.weights.items()
    )
    assert 0 < moved < 0.01, "one step from where the voice was"


def test_a_run_takes_in_recordings_that_were_added(own_project: Path) -> None:
    folder = runs.create_run(small(own_project, epochs=2, steps=0))
    assert execute(folder) == 0
    before = told(folder, "prepare")[-1]
    with Project.open(own_project) as project:
        project.add_recording(ROOT / "resources/sample/carlo_02.flac")
    runs.extend(folder, 3)
    assert execute(folder) == 0
    (stage,) = told(folder, "stage")
    assert stage["reason"] == "recordings" and stage["pieces"] > before["pieces"]
    after = told(folder, "prepare")[-1]
    assert after["steps"] == before["steps"] + after["steps_per_epoch"]
    assert told(folder, "step")[-1]["epoch"] == 3 and told(folder, "step")[-1]["step"] == after["steps"]
    assert runs.status(folder).state == "done"


def test_a_run_on_another_machine_is_seen(own_project: Path) -> None:
    folder = runs.create_run(small(own_project))
    assert not runs.is_running(folder)
    with runs.held(folder):
        assert runs.is_running(folder) and not runs.running_elsewhere(folder)
    assert not runs.is_running(folder)
    (folder / "host.json").write_text('{"host": "the big box", "pid": 7}', encoding="utf-8")
    (folder / "events.jsonl").write_text("", encoding="utf-8")
    assert runs.running_elsewhere(folder) == "the big box" and runs.is_running(folder)
    assert execute_refused(folder) == "The run voice is being trained on the big box."


def execute_refused(folder: Path) -> str:
    from rvcdesk.messages import UserError

    with pytest.raises(UserError) as told_why:
        execute(folder)
    return str(told_why.value)
