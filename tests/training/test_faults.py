"""What goes wrong while a voice is trained: full disks, deaths, numbers that are none.

Each leaves a good save, a state that says so, and a resume that ends where an undisturbed run does.
"""

from __future__ import annotations

import contextlib
import json
import os
import platform
import shutil
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import numpy as np
import pytest
import torch

from rvcdesk.disk import atomic_write
from rvcdesk.events import EventLog, read_events
from rvcdesk.training import run as run_module
from rvcdesk.training import runs, saves
from rvcdesk.training.machine.fit import random_batch
from rvcdesk.training.plan import Stage
from rvcdesk.training.run import execute
from rvcdesk.training.trainer import Trainer
from rvcdesk.voice.checkpoint import load_voice
from rvcdesk.voice.presets import PRESETS
from rvcdesk.voice.synthesizer import Synthesizer
from tests.helpers.trained import STEPS, small

posix_only = pytest.mark.skipif(sys.platform == "win32", reason="Windows has no limits for a process's files")


def told(folder: Path, kind: str) -> list[dict[str, Any]]:
    return [event for event in read_events(folder / "events.jsonl")[0] if event["event"] == kind]


def curve(folder: Path, kind: str = "step") -> dict[int, Any]:
    """What a run told of its steps or measurements; the later line of a step counts."""
    names = ("losses", "grad_norm", "lr", "epoch") if kind == "step" else ("mel", "best", "epoch")
    return {event["step"]: [event[name] for name in names] for event in told(folder, kind)}


def saved(folder: Path) -> list[int | None]:
    return [saves.step_of(path) for path in saves.list_saves(folder)]


def stop_after(folder: Path, *steps: int) -> Callable[[dict[str, Any]], None]:
    """A listener that asks for a stop when one of these steps is told, once."""
    left = set(steps)

    def hear(event: dict[str, Any]) -> None:
        if event["event"] == "step" and event["step"] in left:
            left.remove(event["step"])
            runs.ask(folder, runs.STOP)

    return hear


def torn(project: Path) -> list[str]:
    return [path.name for path in project.rglob(".*.tmp*")]


@contextlib.contextmanager
def full_disk(size: int) -> Iterator[None]:
    """Inside, the system takes no more than so many bytes in a file."""
    import resource

    soft, hard = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (size, hard))
    try:
        yield
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, (soft, hard))


def room_again() -> None:
    import resource

    hard = resource.getrlimit(resource.RLIMIT_FSIZE)[1]
    resource.setrlimit(resource.RLIMIT_FSIZE, (hard, hard))


# ---------------------------------------------------------------------------- a full disk


@posix_only
def test_a_full_disk_at_a_save_is_said_and_the_training_goes_on(
    own_project: Path, trained_project: Path
) -> None:
    folder = runs.create_run(small(own_project, save_every_steps=2))

    def hear(event: dict[str, Any]) -> None:
        if event["event"] == "step" and event["step"] == 3:
            assert not torn(own_project) and not saved(folder), "nothing half-written is left"
            room_again()

    with full_disk(300_000):
        assert execute(folder, hear) == 0
    said = [event["message"] for event in told(folder, "warning")]
    assert any("step_00000002.pt" in text and "too large" in text for text in said), said
    assert any("Step 2 is not saved yet" in text for text in said)
    assert saved(folder) == [4] and [event["step"] for event in told(folder, "save")] == [4]
    assert curve(folder) == curve(trained_project / "runs" / "voice")
    assert runs.status(folder).state == "done" and not torn(own_project)


@posix_only
def test_a_disk_that_is_full_at_the_end_fails_and_resumes(own_project: Path, trained_project: Path) -> None:
    folder = runs.create_run(small(own_project, save_every_steps=2))

    with contextlib.ExitStack() as stack:

        def hear(event: dict[str, Any]) -> None:
            if event["event"] == "save":
                stack.enter_context(full_disk(300_000))

        assert execute(folder, hear) == 1
    assert runs.status(folder).state == "failed" and saved(folder) == [2]
    assert "check the folder's permissions and free space" in told(folder, "failed")[-1]["message"]
    assert not torn(own_project) and not (own_project / "voice" / "voice.pth").exists()
    assert execute(folder) == 0
    assert told(folder, "resume")[-1]["step"] == 2 and runs.status(folder).state == "done"
    assert curve(folder) == curve(trained_project / "runs" / "voice")
    assert load_voice(own_project / "voice" / "voice.pth").metadata


@posix_only
def test_events_that_a_full_disk_refuses_come_when_there_is_room(tmp_path: Path) -> None:
    """Far more of them than any buffer holds, the first one cut in two."""
    path = tmp_path / "events.jsonl"
    with EventLog(path) as log:
        log.write("step", step=1)
        with full_disk(path.stat().st_size + 20):
            for step in range(2, 500):
                log.write("step", step=step, text="ż" * 100)
        assert [event["step"] for event in read_events(path)[0]] == [1], "a line half there is no line yet"
        log.write("step", step=500)
        log.sync()
    events, _ = read_events(path)
    assert [event["step"] for event in events] == list(range(1, 501))
    assert all(event["text"] == "ż" * 100 for event in events[1:-1])


# ---------------------------------------------------------------------------- kills


def test_a_kill_between_a_save_and_its_voice_costs_nothing(own_project: Path, trained_project: Path) -> None:
    """At the last step there is nothing more to train: the resume has to make the voice by itself."""
    folder = Path(shutil.copytree(trained_project / "runs" / "voice", own_project / "runs" / "voice"))
    events = (folder / "events.jsonl").read_text(encoding="utf-8").splitlines(keepends=True)
    cut = next(index for index, line in enumerate(events) if '"event": "save"' in line)
    (folder / "events.jsonl").write_text("".join(events[:cut]), encoding="utf-8")
    shutil.rmtree(folder / "voices")
    shutil.rmtree(folder / "index")
    assert runs.status(folder).state == "stopped" and saved(folder) == [STEPS]
    assert execute(folder) == 0
    (event,) = told(folder, "save")
    assert event["step"] == STEPS and (folder / event["voice"]).is_file() and told(folder, "preview")
    mine, whole = (load_voice(place / "voice" / "voice.pth") for place in (own_project, trained_project))
    assert all(torch.equal(value, mine.weights[name]) for name, value in whole.weights.items())
    assert runs.status(folder).state == "done"


def test_what_a_kill_left_behind_is_in_nobodys_way(own_project: Path, trained_project: Path) -> None:
    """Torn files, a torn line, a lock, a host, a word that was meant for the dead one, a clock set back."""
    folder = runs.create_run(small(own_project, save_every_steps=2))
    assert execute(folder, stop_after(folder, 3)) == 0
    names = ("checkpoints/step_00000004.pt", "voices/step_00000004.safetensors", "previews/step_00000004.wav")
    places = [folder / name for name in names]
    for place in (*places, folder / "host.json", own_project / "voice" / "voice.pth"):
        place.with_name(f".{place.stem}.0123abcd.tmp{place.suffix}").write_bytes(b"PK\x03\x04 torn")
    others = own_project / "voice" / ".other.0123abcd.tmp.pth"
    others.write_bytes(b"another run may be writing this")
    later = [line | {"time": line["time"] + 1e6} for line in read_events(folder / "events.jsonl")[0]]
    text = "".join(json.dumps(line) + "\n" for line in later)
    (folder / "events.jsonl").write_text(text + '{"event": "step", "st', encoding="utf-8")
    (folder / ".lock").touch()
    os.utime(folder / "events.jsonl", (time.time() + 1e6,) * 2)
    host = json.dumps({"host": platform.node(), "pid": 1})
    (folder / "host.json").write_text(host, encoding="utf-8")
    runs.ask(folder, runs.STOP)
    assert not runs.is_running(folder) and runs.status(folder).state == "stopped"
    command = [sys.executable, "-m", "rvcdesk", "train", str(own_project), "--resume", "--json"]
    ended = subprocess.run(command, capture_output=True, text=True, timeout=300)
    assert ended.returncode == 0, ended.stderr
    assert json.loads(ended.stdout)["state"] == "done", "the old word did not stop it"
    assert told(folder, "resume")[-1]["step"] == 3 and not (folder / "host.json").exists()
    assert torn(own_project) == [others.name]
    assert curve(folder) == curve(trained_project / "runs" / "voice")


def test_a_damaged_save_is_not_one_of_the_last_two(own_project: Path) -> None:
    """It lies beyond the step that the resume went on from: with it, only one of two would be good."""
    folder = runs.create_run(small(own_project, steps=6, save_every_steps=3))
    assert execute(folder, stop_after(folder, 5)) == 0
    assert saved(folder) == [3, 5]
    damaged = saves.save_path(folder, 5)
    damaged.write_bytes(damaged.read_bytes()[:5000])
    assert execute(folder, stop_after(folder, 4)) == 0
    assert told(folder, "resume")[-1]["step"] == 3 and saved(folder) == [3, 4]


def test_an_atomic_write_is_on_the_disk_before_it_has_its_name(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    done: list[str] = []
    sync, swap = os.fsync, os.replace

    def synced(handle: int) -> None:
        done.append("flush")
        sync(handle)

    def swapped(old: Path, new: Path) -> None:
        done.append("name")
        swap(old, new)

    monkeypatch.setattr(os, "fsync", synced)
    monkeypatch.setattr(os, "replace", swapped)
    with atomic_write(tmp_path / "a.pt") as temporary:
        temporary.write_bytes(b"x")
    assert done[:2] == ["flush", "name"]
    assert sys.platform == "win32" or done == ["flush", "name", "flush"], "the folder too"


@posix_only
@pytest.mark.parametrize("victim", [0, 1])
def test_one_of_two_processes_dies(own_project: Path, trained_project: Path, victim: int) -> None:
    """The launcher ends the other; the run is at rest and goes on, here with one process."""
    folder = own_project / "runs" / "voice"
    words = "--f0 pm --batch-size 2 --steps 400 --save-every 0 --save-every-steps 2"
    words += " --threads 1 --precision fp32 --device cpu"
    command = [
        sys.executable, "-m", "torch.distributed.run", "--standalone", "--nproc-per-node", "2",
        "-m", "rvcdesk", "train", str(own_project), *words.split(),
    ]  # fmt: skip
    environment = {**os.environ, "OMP_NUM_THREADS": "1", "CUDA_VISIBLE_DEVICES": ""}
    quiet = subprocess.DEVNULL
    launcher = subprocess.Popen(command, env=environment, stdout=quiet, stderr=quiet)
    try:
        end = time.monotonic() + 240
        while not told(folder, "save"):
            assert launcher.poll() is None and time.monotonic() < end
            time.sleep(0.05)
        first = json.loads((folder / "host.json").read_text(encoding="utf-8"))["pid"]
        (other,) = set(children(launcher.pid)) - {first}
        os.kill([first, other][victim], signal.SIGKILL)
        assert launcher.wait(120) != 0
    finally:
        if launcher.poll() is None:
            launcher.kill()
    assert not runs.is_running(folder) and runs.status(folder).state in ("stopped", "failed")
    newest = saved(folder)[-1] or 0
    options = replace(runs.read_options(folder), steps=newest + 1)
    runs._write_options(folder, options)
    assert execute(folder) == 0
    assert told(folder, "resume")[-1]["step"] == newest and runs.status(folder).state == "done"
    mine, whole = curve(folder), curve(trained_project / "runs" / "voice")
    for step in (1, 2):
        wanted = list(whole[step][0].values())
        np.testing.assert_allclose(list(mine[step][0].values()), wanted, rtol=2e-4)


def children(pid: int) -> list[int]:
    """The processes that train under a launcher."""
    listed = subprocess.run(["ps", "-o", "pid=,ppid=,args="], capture_output=True, text=True, check=True)
    rows = [line.split(None, 2) for line in listed.stdout.splitlines()]
    return [int(row[0]) for row in rows if int(row[1]) == pid and "rvcdesk" in row[2]]


# ---------------------------------------------------------------------------- numbers that are none


def test_a_piece_without_numbers_costs_its_steps_and_no_more(
    own_project: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    read = run_module.read_tables

    def broken(*arguments: Any) -> Any:
        tables = read(*arguments)
        tables.content[tables.firsts[0] // 2 : (tables.firsts[0] + tables.lengths[0]) // 2] = float("nan")
        return tables

    monkeypatch.setattr(run_module, "read_tables", broken)
    folder = runs.create_run(small(own_project, steps=6, held_out=0))
    assert execute(folder) == 0
    lost = [event["step"] for event in told(folder, "step") if None in event["losses"].values()]
    assert 0 < len(lost) < 6, "an epoch has the piece in one of its steps, or two"
    warned = [event for event in told(folder, "warning") if "changed nothing" in event["template"]]
    assert [event["values"]["step"] for event in warned] == lost
    assert runs.status(folder).state == "done"
    voice = load_voice(own_project / "voice" / "voice.pth")
    assert all(value.isfinite().all() for value in voice.weights.values())


@pytest.mark.parametrize("saves_often", [True, False])
def test_networks_that_are_no_numbers_are_never_saved(
    own_project: Path, trained_project: Path, monkeypatch: pytest.MonkeyPatch, saves_often: bool
) -> None:
    """Found at the next save, or by the losses of many steps in a row; the save before is good."""
    step = Trainer.step

    def spoilt(trainer: Trainer, batch: Any, number: int, *rest: Any) -> Any:
        told_ = step(trainer, batch, number, *rest)
        if number == 3:
            next(trainer.generator.parameters()).data.fill_(float("nan"))
        return told_

    folder = runs.create_run(small(own_project, steps=40, save_every_steps=2 if saves_often else 0))
    if not saves_often:
        assert execute(folder, stop_after(folder, 2)) == 0
    with monkeypatch.context() as patch:
        patch.setattr(Trainer, "step", spoilt)
        assert execute(folder) == 1
    assert runs.status(folder).state == "failed" and saved(folder) == [2]
    message = told(folder, "failed")[-1]["message"]
    wanted = "no numbers at step 4" if saves_often else "for 20 steps on end, up to step 23"
    assert wanted in message, message
    runs._write_options(folder, replace(runs.read_options(folder), steps=STEPS))
    assert execute(folder) == 0
    assert told(folder, "resume")[-1]["step"] == 2
    whole = curve(trained_project / "runs" / "voice")
    assert {number: curve(folder)[number] for number in whole} == whole


def test_full_memory_beside_the_steps_ends_nothing(
    own_project: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A preview and a measurement want more of it than a step, and neither is worth a training."""

    def full(*arguments: Any, **more: Any) -> Any:
        raise torch.OutOfMemoryError("CUDA out of memory.")

    folder = runs.create_run(small(own_project, steps=0, epochs=1, held_out=1))
    monkeypatch.setattr(Trainer, "validate", full)
    monkeypatch.setattr(Synthesizer, "infer", full)
    assert execute(folder) == 0
    said = [event["message"] for event in told(folder, "warning") if "memory was full" in event["message"]]
    last = told(folder, "step")[-1]["step"]
    assert said == [
        f"Nothing was measured after step {last}: the device's memory was full.",
        f"There is no preview of step {last}: the device's memory was full.",
    ]
    assert runs.status(folder).state == "done" and saved(folder) == [last]


# ---------------------------------------------------------------------------- resumed or not, the same


@pytest.mark.parametrize("precision", ["fp32", "bf16"])
def test_stops_and_training_on_change_no_bit(own_project: Path, precision: str) -> None:
    """Pieces kept out, saves of all kinds, stopped twice and trained on, against three epochs at once."""
    options = small(
        own_project, precision=precision, steps=0, epochs=3, held_out=1, save_every=2, save_every_steps=3
    )
    whole = runs.create_run(replace(options, name="whole"))
    assert execute(whole) == 0
    folder = runs.create_run(replace(options, name="parts", epochs=2))
    hear = stop_after(folder, 1, 4)
    for _ in range(3):
        assert execute(folder, hear) == 0
    assert runs.status(folder).state == "done" and runs.status(folder).epoch == 2
    runs.extend(folder, 3)
    assert execute(folder) == 0
    assert [event["step"] for event in told(folder, "resume")] == [1, 4, told(folder, "stage")[0]["step"]]
    assert curve(folder) == curve(whole) and len(curve(whole)) >= 6
    assert curve(folder, "validation") == curve(whole, "validation") and len(told(whole, "validation")) == 3
    voices = [load_voice(own_project / "voice" / f"{name}.safetensors") for name in ("parts", "whole")]
    assert all(torch.equal(value, voices[0].weights[name]) for name, value in voices[1].weights.items())


@pytest.mark.parametrize("precision", ["fp32", "bf16"])
def test_rvcs_network_goes_on_from_a_save_to_the_bit(tmp_path: Path, precision: str) -> None:
    """Every part of the generator at a sixth of its width, against a small discriminator."""
    preset = PRESETS["rvc-v2-40k"]
    network = replace(
        preset.network, inter_channels=32, hidden_channels=32, filter_channels=64, n_layers=2,
        upsample_initial_channel=64, gin_channels=16,
    )  # fmt: skip
    preset = replace(preset, network=network, discriminator="draft")
    torch.manual_seed(1)
    batches = [random_batch(preset, 2, 48) for _ in range(3)]

    def trainer() -> Trainer:
        return Trainer(preset, f0=True, device=torch.device("cpu"), seed=3, precision=precision)

    def train(item: Trainer, *steps: int) -> list[list[float]]:
        return [item.step(batches[step - 1], step, 1).values.tolist() for step in steps]

    whole, first, second = trainer(), trainer(), trainer()
    wanted = train(whole, 1, 2, 3)
    assert train(first, 1, 2) == wanted[:2]
    stage = Stage(3, 2, "data")
    saves.write_save(first, tmp_path / "step_00000002.pt", 2, stage)
    assert saves.take_up(second, tmp_path / "step_00000002.pt") == saves.Taken(2, stage)
    assert train(second, 3) == wanted[2:]


def test_the_scale_of_half_precision_is_kept(tmp_path: Path) -> None:
    first, second = (
        Trainer(PRESETS["draft"], f0=True, device=torch.device("cpu"), seed=3, precision="fp16") for _ in "12"
    )
    first.scaler_g.load_state_dict(first.scaler_g.state_dict() | {"scale": 512.0, "_growth_tracker": 7})
    saves.write_save(first, tmp_path / "step_00000001.pt", 1, Stage(3, 2))
    saves.take_up(second, tmp_path / "step_00000001.pt")
    kept = second.scaler_g.state_dict()
    assert (kept["scale"], kept["_growth_tracker"]) == (512.0, 7)
    assert second.scaler_d.state_dict() == first.scaler_d.state_dict() != kept
