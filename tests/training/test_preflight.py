"""What is looked at before a training, on real projects; fixes are taken and looked at again."""

from __future__ import annotations

import json
import re
import shutil
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any, NamedTuple

import numpy as np
import pytest

from rvcdesk import devices, power
from rvcdesk.audio.files import decode, write
from rvcdesk.jobs import Cancelled
from rvcdesk.messages import BadInput, Message
from rvcdesk.project import Project
from rvcdesk.training import preflight as module
from rvcdesk.training.machine import room
from rvcdesk.training.options import TrainOptions
from rvcdesk.training.preflight import Look, preflight
from rvcdesk.voice.presets import get_preset

ROOT = Path(__file__).resolve().parents[2]
IDS = ["recordings", "health", "model_files", "base", "device", "memory", "disk", "time", "battery"]
GB = 10**9


class Stages:
    """A reporter that keeps what it heard, and asks to stop at a stage."""

    def __init__(self, stop_at: str = "") -> None:
        self.heard: list[str] = []
        self._stop_at = stop_at

    def progress(self, done: float, total: float, stage: str) -> None:
        self.heard.append(stage)
        if stage == self._stop_at:
            raise Cancelled

    def warn(self, message: Message) -> None:
        raise AssertionError(message)


class Usage(NamedTuple):
    total: int
    used: int
    free: int


@pytest.fixture(scope="module")
def voice(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A project with twelve seconds of speech."""
    folder = tmp_path_factory.mktemp("preflight")
    samples, rate = decode(ROOT / "resources/sample/carlo_01.flac", frames=12 * 16000)
    write(folder / "carlo.wav", samples, rate)
    with Project.create(folder / "Głos") as project:
        project.add_recording(folder / "carlo.wav")
    return folder / "Głos"


def options(project: Path, **changes: Any) -> TrainOptions:
    return replace(TrainOptions(project, batch_size=2, threads=1, precision="fp32"), **changes)


def checks(options: TrainOptions, report: Stages | None = None) -> dict[str, dict[str, Any]]:
    """The checks by their ids, after a way through JSON as the engine's answers take it."""
    found = json.loads(json.dumps(preflight(options, report or Stages())["checks"]))
    assert [check["id"] for check in found] == IDS
    for check in found:
        assert check["state"] in ("ok", "warn", "stop")
        assert str(Message.from_json(check["title"])) and "{" not in said(check)
        if check["fix"] and "option" in check["fix"]:
            assert str(Message.from_json(check["fix"]["label"]))
    return {check["id"]: check for check in found}


def said(check: dict[str, Any]) -> str:
    return str(Message.from_json(check["text"]))


def fixed(options: TrainOptions, check: dict[str, Any]) -> TrainOptions:
    return replace(options, **{check["fix"]["option"]: check["fix"]["value"]})


def one(check: Callable[[Look], module.Verdict], options: TrainOptions, **known: Any) -> module.Verdict:
    return check(Look(options, get_preset(options.preset), Stages(), **known))


# --- all of it


def test_every_matter_is_looked_at_and_trial_steps_are_taken_once(voice: Path) -> None:
    module._trials.clear()
    first = Stages()
    found = preflight(options(voice, epochs=3), first)
    assert [check["id"] for check in found["checks"]] == IDS
    assert not [check for check in found["checks"] if check["state"] == "stop"]
    assert "Timing trial steps" in first.heard
    trial = found["estimate"]
    assert trial["steps"] == 3 * trial["steps_per_epoch"] and trial["seconds"] > 0

    again = Stages()
    longer = preflight(options(voice, epochs=6, name="no/name", save_every=1), again)["estimate"]
    assert "Timing trial steps" not in again.heard
    assert longer["step_s"] == trial["step_s"] and longer["steps"] == 2 * trial["steps"]
    assert preflight(options(voice, steps=7), again)["estimate"]["steps"] == 7
    preflight(options(voice, batch_size=1), again)
    assert "Timing trial steps" in again.heard, "another batch size has other steps"


def test_a_project_without_recordings_still_hears_the_rest(tmp_path: Path) -> None:
    Project.create(tmp_path / "p").close()
    found = checks(options(tmp_path / "p"))
    assert found["recordings"]["state"] == "stop"
    assert found["recordings"]["fix"] == {"action": "add_recordings"}
    assert found["device"]["state"] == "ok" and found["disk"]["state"] == "ok"
    assert found["time"]["state"] == "warn" and "recordings" in said(found["time"])
    assert preflight(options(tmp_path / "p"))["estimate"] is None


def test_what_breaks_is_said_there_and_hides_nothing(voice: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def broken(*_: object) -> int:
        raise ZeroDivisionError("of a driver")

    monkeypatch.setattr(room, "free_disk", broken)
    monkeypatch.setattr(power, "battery", broken)
    found = checks(options(voice))
    assert found["disk"]["state"] == found["battery"]["state"] == "warn"
    assert "ZeroDivisionError: of a driver" in said(found["disk"])
    assert found["time"]["state"] == "ok"


def test_it_can_be_stopped_and_refuses_an_unknown_preset(voice: Path) -> None:
    with pytest.raises(Cancelled):
        preflight(options(voice), Stages("Memory"))
    with pytest.raises(BadInput, match="nothing"):
        preflight(options(voice, preset="nothing"))


# --- the dataset


def test_little_voice_is_said_with_its_length(voice: Path) -> None:
    look = one(module.recordings, options(voice))
    assert look.state == "warn" and "12 s" in str(look.text)


def made(folder: Path, sound: np.ndarray) -> TrainOptions:
    write(folder / "one.wav", sound.reshape(1, -1).astype(np.float32), 16000)
    with Project.create(folder / "p") as project:
        project.add_recording(folder / "one.wav")
    return options(folder / "p")


@pytest.mark.parametrize("fault", ["overdriven", "silence", "quiet", "none"])
def test_what_harms_a_voice_is_found_in_the_recordings(tmp_path: Path, fault: str) -> None:
    speech = decode(ROOT / "resources/sample/carlo_01.flac", frames=8 * 16000, mono=True)[0]
    speech = speech / np.abs(speech).max() * 0.8
    sound = {
        "overdriven": np.clip(speech * 12, -1, 1),
        "silence": np.concatenate([speech[:32000], np.zeros(96000, np.float32)]),
        "quiet": speech * 0.02,
        "none": speech,
    }[fault]
    given = made(tmp_path, sound)
    summary = preflight_summary(given)
    look = one(module.health, given, summary=summary)
    assert look.state == ("ok" if fault == "none" else "warn"), str(look.text)
    if fault != "none":
        assert fault in str(look.text) and "one" in str(look.text)
        assert look.fix == {"action": "page_clean"}


def preflight_summary(given: TrainOptions) -> dict[str, Any]:
    from rvcdesk.training.data.summary import summarise

    return summarise(given)


def test_much_that_cannot_be_used_is_a_warning_with_the_reason(voice: Path) -> None:
    def summary(seconds: float) -> dict[str, Any]:
        lost = {"clip": "x", "start_s": 0.0, "end_s": seconds, "reason": "shorter than 0.375 s"}
        return {"kept_s": 12.0, "unused": [lost, lost]}

    few, many = (one(module.health, options(voice), summary=summary(seconds)) for seconds in (1.0, 2.0))
    assert (few.state, many.state) == ("ok", "warn")
    assert "4.0 of 12.0 s" in str(many.text) and "shorter than 0.375 s" in str(many.text)


# --- files


def test_models_that_are_not_here(voice: Path) -> None:
    rvc = options(voice, preset="rvc-v2-40k", f0="rmvpe")
    look = one(module.model_files, rvc)
    assert look.state == "stop" and look.fix == {"models": True} and "1 more" in str(look.text)
    assert one(module.model_files, options(voice)).state == "ok"


def test_where_a_training_starts_from(voice: Path, tmp_path: Path) -> None:
    rvc = options(voice, preset="rvc-v2-40k")
    assert one(module.base, options(voice)).state == "ok", "the draft is made to start from nothing"
    absent = one(module.base, rvc)
    assert (absent.state, absent.fix) == ("warn", {"models": True})
    chosen = one(module.base, replace(rvc, base="none"))
    assert chosen.state == "warn" and chosen.fix is not None and chosen.fix["value"] == "auto"
    gone = one(lambda look: module._safely(module.base, look), replace(rvc, base_g=tmp_path / "G.pth"))
    assert gone.state == "stop" and "G.pth" in str(gone.text)
    own = tmp_path / "G.pth"
    own.write_bytes(b"x")
    assert one(module.base, replace(rvc, base_g=own)).state == "ok"


# --- the machine


def test_a_device_that_is_not_there_and_the_one_that_is(voice: Path) -> None:
    import torch

    if torch.cuda.is_available():
        pytest.skip("this machine has the device")
    absent = one(module.device, options(voice, device="cuda"))
    assert absent.state == "stop" and absent.fix is not None
    found = one(module.device, replace(options(voice), **{absent.fix["option"]: absent.fix["value"]}))
    assert found.state == "ok" and devices.processor_name() in str(found.text)


def test_a_card_that_pytorch_does_not_use_is_named(voice: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    import torch

    monkeypatch.setattr(torch.cuda, "is_available", lambda: False)
    monkeypatch.setattr(torch.backends.mps, "is_available", lambda: False)
    for cards, cuda, expected in (
        (["NVIDIA GeForce RTX 3050"], None, "RTX 3050 .* pip install .*torch==.*--index-url"),
        (["NVIDIA GeForce RTX 3050"], "13.0", "RTX 3050 .* driver"),
        (["AMD"], "13.0", "AMD .* does not use it"),
    ):
        monkeypatch.setattr(devices, "cards", lambda cards=cards: cards)
        monkeypatch.setattr(torch.version, "cuda", cuda)
        look = one(module.device, options(voice))
        assert look.state == "warn"
        assert re.search(expected, str(look.text)), str(look.text)
    monkeypatch.setattr(devices, "cards", list)
    assert one(module.device, options(voice)).state == "ok"


def test_cards_are_found_where_the_system_lists_them(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    tool = tmp_path / "nvidia-smi"
    tool.write_text("#!/bin/sh\necho NVIDIA GeForce RTX 3050\necho NVIDIA GeForce RTX 4090\n")
    tool.chmod(0o755)
    if not devices._linux_cards() and not shutil.which("nvidia-smi"):
        monkeypatch.setenv("PATH", str(tmp_path), prepend=":")
        assert devices.cards() == ["NVIDIA GeForce RTX 3050", "NVIDIA GeForce RTX 4090"]
        tool.write_text("#!/bin/sh\nexit 9\n")
    assert isinstance(devices.cards(), list)


def test_too_little_memory_stops_before_any_trial(voice: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    module._trials.clear()
    monkeypatch.setattr(room, "free_memory", lambda device: GB // 10)
    heard = Stages()
    rvc = options(voice, preset="rvc-v2-40k")
    found = checks(rvc, heard)
    assert found["memory"]["state"] == "stop" and found["memory"]["fix"]["value"] == "draft"
    assert "Timing trial steps" not in heard.heard and "memory" in said(found["time"])


def test_a_batch_that_does_not_fit_gets_the_one_that_does(
    voice: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    given = options(voice, batch_size=2)
    monkeypatch.setattr(room, "free_memory", lambda device: room.memory_need(given, 1) + GB // 100)
    checks(given)  # so that the trial is known
    look = one(module.memory, replace(given, batch_size=2), device_id="cpu", summary={"pieces": 0})
    assert look.state == "warn" and look.fix is not None and look.fix["value"] == 1
    assert room.memory_need(given, look.fix["value"]) <= room.free_memory("cpu")


def disk_of(monkeypatch: pytest.MonkeyPatch, free: int) -> None:
    monkeypatch.setattr(shutil, "disk_usage", lambda path: Usage(10**12, 0, free))


def test_a_disk_that_is_too_small(voice: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    given, summary = options(voice, epochs=20), {"kept_s": 12.0}
    need = room.disk_need(given, 12.0, None)
    for free, state in ((need - 1, "stop"), (round(need * 1.1), "warn"), (need * 2, "ok")):
        disk_of(monkeypatch, free)
        look = one(module.disk, given, summary=summary)
        assert (look.state, look.fix) == (state, None if state == "ok" else {"storage": True})


def test_too_many_saves_for_the_disk_are_made_rarer(voice: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    given = options(voice, epochs=10_000, save_every=2)
    disk_of(monkeypatch, 20 * GB)
    look = one(module.disk, given, summary={"kept_s": 12.0})
    assert look.state == "stop" and look.fix is not None and look.fix["option"] == "save_every"
    rarer = replace(given, save_every=look.fix["value"])
    assert one(module.disk, rarer, summary={"kept_s": 12.0}).state == "ok"


def test_a_long_training_is_a_warning_and_its_fix_ends_in_time(voice: Path) -> None:
    given = options(voice, epochs=100_000)
    found = checks(given)["time"]
    assert found["state"] == "warn" and found["fix"]["option"] == "epochs" and " h " in said(found)
    assert checks(fixed(given, found))["time"]["state"] == "ok"


def test_a_large_network_on_a_processor_gives_way_to_the_small_one(voice: Path) -> None:
    trial = {"seconds": 20 * 3600.0, "steps": 1000, "steps_per_epoch": 10}
    rvc = options(voice, preset="rvc-v2-40k")
    slow = one(module.time, rvc, trial=trial, device_id="cpu")
    assert slow.fix is not None and slow.fix["value"] == "draft" and "20 h 0 min" in str(slow.text)
    card = one(module.time, replace(rvc, steps=1000), trial=trial, device_id="cuda:0")
    assert card.fix is not None and (card.fix["option"], card.fix["value"]) == ("steps", 600)
    short = one(module.time, rvc, trial=trial | {"seconds": 90.0}, device_id="cpu")
    assert short.state == "ok" and "2 min for 1000 steps" in str(short.text)


def test_a_battery_is_a_warning_only_while_it_drains(voice: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    for found, state in ((None, "ok"), (power.Battery(0.4, True), "ok"), (power.Battery(0.4, False), "warn")):
        monkeypatch.setattr(power, "battery", lambda found=found: found)
        look = one(module.battery, options(voice))
        assert look.state == state and (found is None or "40 %" in str(look.text))


# --- the figures, against what a training really leaves


def test_what_a_run_writes_is_as_large_as_was_told(trained_project: Path) -> None:
    run = trained_project / "runs" / "voice"
    counted, preset = room.weights("draft", True), get_preset("draft")
    saves = [path.stat().st_size for path in (run / "checkpoints").glob("step_*.pt")]
    unborn = 8 * counted.discriminator  # it is not trained in a draft's first steps, so it has no moments
    assert saves and max(saves) + unborn == pytest.approx(room.FULL_SAVE_BYTES * counted.all, rel=0.03)
    voices = [path.stat().st_size for path in (run / "voices").glob("*.safetensors")]
    assert voices and max(voices) == pytest.approx(room.VOICE_BYTES * counted.voice, rel=0.03)
    pieces = list((trained_project / "cache" / "prepared").rglob("*.npz"))
    total = sum(path.stat().st_size for path in pieces if path.name != "mute.npz")
    assert total == pytest.approx(room.cache_bytes(preset, 12.0), rel=0.2)
