"""What a run's events add up to, and what is asked of the engine before a run."""

from __future__ import annotations

import dataclasses
import math
from pathlib import Path
from typing import Any

import pytest
from pytestqt.qtbot import QtBot

from rvcdesk.events import EventLog
from rvcdesk.messages import Message
from rvcdesk.settings import Settings
from rvcdesk.training.options import TrainOptions
from rvcdesk.ui.engine_client import EngineClient, Request
from rvcdesk.ui.train.digest import RunDigest
from rvcdesk.ui.train.run_list import glance
from rvcdesk.ui.train.survey import Survey


def step(number: int, time: float, mel: float = 50.0) -> dict[str, Any]:
    return {"event": "step", "time": time, "step": number, "epoch": 1, "losses": {"mel": mel}, "seconds": 1.0}


def prepared(steps: int) -> dict[str, Any]:
    return {"event": "prepare", "time": 0.0, "done": 1, "total": 1, "stage": "Prepared", "steps": steps,
            "steps_per_epoch": 10}  # fmt: skip


def test_time_left_counts_saves_in() -> None:
    digest = RunDigest()
    digest.add(prepared(20))
    assert digest.seconds_left is None
    for number in range(1, 11):
        digest.add(step(number, time=number * 3.0))  # a second of training, two of saving
    assert digest.step_seconds == 1.0
    assert digest.seconds_left == pytest.approx(30.0)
    digest.add(prepared(20))  # resumed a day later: the pause is no part of the pace
    digest.add({"event": "resume", "time": 90_000.0, "step": 10})
    digest.add(step(11, time=90_001.0))
    assert digest.seconds_left == pytest.approx(9.0)


def test_a_resume_takes_back_what_came_after_its_save() -> None:
    digest = RunDigest()
    for number in (2, 4):
        digest.add(step(number, number, mel=10.0 * number))
        digest.add({"event": "save", "time": 0.0, "step": number, "epoch": 1})
        digest.add({"event": "preview", "time": 0.0, "step": number, "epoch": 1, "path": f"{number}.wav"})
    assert [save.mel for save in digest.saves.values()] == [20.0, 30.0]
    digest.add({"event": "resume", "time": 0.0, "step": 2})
    assert list(digest.saves) == [2] and digest.step == 2


def test_missing_losses_are_not_numbers() -> None:
    digest = RunDigest()
    digest.add(step(1, 0.0))
    digest.add({**step(2, 1.0), "losses": {"mel": None}, "lr": 1e-4, "grad_norm": {"generator": None}})
    (number, losses, _), (_, broken, extra) = digest.rows()
    assert number == 1 and losses["mel"] == 50.0 and math.isnan(losses["kl"])
    assert math.isnan(broken["mel"]) and math.isnan(extra["grad_norm"]["generator"])
    assert extra["lr"] == digest.learning_rate == 1e-4 and extra["epoch"] == 1
    digest.add({"event": "save", "time": 0.0, "step": 2, "epoch": 1})
    assert digest.saves[2].mel == 50.0, "a loss that was no number is not part of the mean"


def measured(epochs: list[float]) -> RunDigest:
    """A digest of one validation and one save an epoch of 10 steps."""
    digest = RunDigest()
    digest.add(prepared(10 * len(epochs)))
    for epoch, mel in enumerate(epochs, 1):
        digest.add(step(10 * epoch, epoch, mel))
        digest.add({"event": "save", "time": 0.0, "step": 10 * epoch, "epoch": epoch, "voice": f"{epoch}"})
        digest.add({"event": "validation", "time": 0.0, "step": 10 * epoch, "epoch": epoch, "mel": mel})
    return digest


def test_saves_know_what_was_measured_at_them_in_either_order() -> None:
    digest = RunDigest()
    digest.add({"event": "validation", "time": 0.0, "step": 10, "epoch": 1, "mel": 20.0})
    digest.add({"event": "save", "time": 0.0, "step": 10, "epoch": 1, "voice": "voices/a"})
    digest.add({"event": "save", "time": 0.0, "step": 15, "epoch": 2})
    digest.add({"event": "save", "time": 0.0, "step": 20, "epoch": 2})
    digest.add({"event": "validation", "time": 0.0, "step": 20, "epoch": 2, "mel": 19.0})
    preview = {"event": "preview", "time": 0.0, "step": 20, "epoch": 2, "path": "p.wav", "similarity": 0.8}
    digest.add(preview)
    assert [save.held_out for save in digest.saves.values()] == [20.0, 20.0, 19.0], (
        "between two, as it was last measured"
    )
    assert digest.saves[10].voice == "voices/a" and digest.saves[20].similarity == 0.8


def test_a_recommendation_comes_with_measurements_and_goes_with_a_resume() -> None:
    digest = measured([30 - 2 * n for n in range(8)] + [16 + 2 * n for n in range(1, 9)])
    best = digest.recommendation
    assert best is not None and best.settled and 70 <= best.step <= 90
    digest.add({"event": "resume", "time": 0.0, "step": 20})
    assert digest.recommendation is None and list(digest.validations) == [10, 20]


def test_the_machine_is_no_news_of_where_a_run_stands() -> None:
    digest = RunDigest()
    digest.add({"event": "prepare", "time": 0.0, "done": 1, "total": 5, "stage": "Preparing recordings"})
    digest.add({"event": "machine", "time": 0.0, "temperature_c": 61.0})
    assert digest.preparing and digest.machine["temperature_c"] == 61.0 and len(digest.notes) == 1


def test_training_on_makes_a_run_longer() -> None:
    digest = measured([20.0, 19.0])
    assert digest.epochs == 2
    digest.add({"event": "done", "time": 0.0, "step": 20, "epoch": 2, "files": []})
    digest.add({"event": "stage", "time": 0.0, "step": 20, "epoch": 2, "epochs": 5, "steps": 56,
                "steps_per_epoch": 12, "pieces": 40, "minutes": 5.0, "reason": "recordings"})  # fmt: skip
    assert digest.steps == 56 and digest.prepared["pieces"] == 40 and digest.last == "stage"


def test_a_stage_of_preparation_is_one_note() -> None:
    digest = RunDigest()
    for done in range(5):
        digest.add(
            {"event": "prepare", "time": 0.0, "done": done, "total": 5, "stage": "Preparing recordings"}
        )
    assert len(digest.notes) == 1 and digest.notes[0]["done"] == 4 and digest.preparing


def test_a_glance_reads_the_end_alone(tmp_path: Path) -> None:
    assert glance(tmp_path).state == "new"
    with EventLog(tmp_path / "events.jsonl") as log:
        for number in range(1, 400):
            log.write("step", step=number, epoch=2, losses={}, seconds=0.1)
    status = glance(tmp_path)
    assert (status.state, status.step, status.epoch) == ("stopped", 399, 2)
    with EventLog(tmp_path / "events.jsonl") as log:
        log.write("done", step=399, epoch=2, files=[])
    assert glance(tmp_path).state == "done"


class SilentEngine(EngineClient):
    """Takes requests and never answers: the test does."""

    def __init__(self) -> None:
        super().__init__(Settings.load())
        self.asked: list[Request] = []

    def submit(self, verb: str, options: dict[str, Any] | None = None) -> Request:
        request = Request(self, len(self.asked), verb, dict(options or {}))
        self.asked.append(request)
        return request


@pytest.fixture
def engine(qtbot: QtBot) -> SilentEngine:
    return SilentEngine()


CHECKS = {
    "checks": [{"id": "time", "state": "ok", "title": {"template": "Time"}, "text": {"template": "Some."}}],
    "estimate": {"step_s": 0.5, "steps": 0, "steps_per_epoch": 4, "seconds": 0, "device": "A processor"},
}


def test_the_survey_asks_once_and_computes_what_epochs_change(
    qtbot: QtBot, engine: SilentEngine, tmp_path: Path
) -> None:
    survey = Survey(engine)
    options = TrainOptions(tmp_path, epochs=10)
    found: list[list[Any]] = []
    survey.devices_found.connect(found.append)
    survey.wanted(options)
    survey.wanted(dataclasses.replace(options, epochs=20))
    qtbot.waitUntil(lambda: len(engine.asked) == 2)
    assert [request.verb for request in engine.asked] == ["devices", "preflight"]
    devices, checks = engine.asked
    assert checks.options["name"] == "voice" and checks.options["epochs"] == 20
    devices.done.emit([{"id": "cpu", "name": "A processor", "bf16": False}])
    checks.done.emit(CHECKS)
    assert found and survey.checks == CHECKS["checks"] and not survey.busy and survey.stop is None
    assert survey.estimate is not None and survey.estimate["seconds"] == pytest.approx(20 * 4 * 0.5)
    survey.wanted(dataclasses.replace(options, epochs=20, name="other", seed=3))
    assert not survey.busy, "nothing depends on the name"
    survey.wanted(dataclasses.replace(options, epochs=5))
    assert survey.busy and survey.checks, "what was found before stays until the next answer"
    assert survey.estimate["seconds"] == pytest.approx(5 * 4 * 0.5)
    survey.cancel()
    assert not survey.busy


def test_the_survey_says_why_it_found_nothing(qtbot: QtBot, engine: SilentEngine, tmp_path: Path) -> None:
    survey = Survey(engine)
    survey.wanted(TrainOptions(tmp_path))
    qtbot.waitUntil(lambda: len(engine.asked) == 2)
    engine.asked[1].failed.emit(Message("Nothing here."))
    assert Message.from_json(survey.checks[0]["text"]) == Message("Nothing here.")
    assert survey.stop is None and survey.estimate is None
    survey.cancel()
