"""The list of checks before a start: what it says, what its buttons do, and when Start is off."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from pytestqt.qtbot import QtBot

from rvcdesk.messages import Message
from rvcdesk.ui.train.storage_dialog import StorageDialog
from rvcdesk.ui.train.survey import Survey
from rvcdesk.ui.window import MainWindow
from tests.ui.train_desk import TrainDesk, make_project

ESTIMATE = {"step_s": 0.5, "steps": 40, "steps_per_epoch": 4, "seconds": 20.0, "device": "A processor"}


def check(
    id: str, state: str = "ok", text: str = "Fine.", fix: dict[str, Any] | None = None
) -> dict[str, Any]:
    title = Message(id.title())
    return {"id": id, "state": state, "title": title.to_json(), "text": Message(text).to_json(), "fix": fix}


@pytest.fixture
def desk(
    qtbot: QtBot, window: MainWindow, tmp_path: Path, sample: Path, monkeypatch: pytest.MonkeyPatch
) -> TrainDesk:
    """The page on a small project; what the engine would say is said by `answer`."""
    monkeypatch.setattr(Survey, "_ask", lambda survey: None)
    return TrainDesk(qtbot, window, make_project(tmp_path / "p", sample / "carlo_01.flac", 3))


@pytest.fixture
def answer(desk: TrainDesk) -> Callable[..., None]:
    def say(*checks: dict[str, Any], estimate: dict[str, Any] | None = None) -> None:
        survey = desk.page.survey
        survey._timer.stop()
        survey._on_checks({"checks": list(checks), "estimate": estimate})
        survey.changed.emit()

    return say


Answer = Callable[..., None]


def test_every_check_is_a_line_with_its_state_in_words(desk: TrainDesk, answer: Answer) -> None:
    answer(check("recordings"), check("disk", "warn", "Nearly <full>."), estimate=ESTIMATE)
    said = desk.page.setup.preflight.said()
    assert said == {
        "recordings": "In order: Recordings. Fine.",
        "disk": "Warning: Disk. Nearly <full>.",
    }
    assert desk.can("train_start")
    answer(check("disk"))
    assert list(desk.page.setup.preflight.rows) == ["disk"]


def test_what_makes_a_training_impossible_turns_start_off_and_says_why(
    desk: TrainDesk, answer: Answer
) -> None:
    answer(check("disk", "stop", "There is no room."))
    start = desk.page.setup._buttons["train_start"]
    assert not desk.can("train_start") and start.toolTip() == "There is no room."
    assert desk.page.setup.short.text() == "Not possible yet: Disk"
    desk.page.form.epochs.setValue(7)
    assert desk.page.survey.busy and not desk.can("train_start"), "until the next answer is here"
    answer(check("disk"), estimate=ESTIMATE)
    assert desk.can("train_start")


def test_the_time_is_told_for_the_epochs_of_now(desk: TrainDesk, answer: Answer) -> None:
    desk.page.form.epochs.setValue(10)
    answer(check("time"), estimate=ESTIMATE)
    assert "40 steps" in desk.page.setup.preflight.said()["time"]
    desk.page.form.epochs.setValue(1800)
    assert "1 h" in desk.page.setup.short.text() and "7200 steps" in desk.page.setup.preflight.said()["time"]


def test_old_answers_stay_and_offer_nothing_while_new_ones_are_made(desk: TrainDesk, answer: Answer) -> None:
    fix = {"option": "batch_size", "value": 3, "label": Message("Batch size {n}", {"n": 3}).to_json()}
    answer(check("memory", "warn", "Tight.", fix))
    row = desk.page.setup.preflight.rows["memory"]
    assert row.button.isEnabled() and row.button.text() == "Batch size 3"
    desk.page.form.threads.setValue(2)
    assert desk.page.setup.preflight.rows["memory"] is row and not row.button.isEnabled()


def test_what_was_found_of_other_options_is_not_said_of_these(desk: TrainDesk, answer: Answer) -> None:
    form, setup = desk.page.form, desk.page.setup
    answer(check("time"), check("memory", "stop", "Too little."), estimate=ESTIMATE)
    assert not desk.can("train_start") and setup.short.text() == "Not possible yet: Memory"
    form.epochs.setValue(5)  # the time of a step is the same
    assert setup.short.text() == "Not possible yet: Memory"
    answer(check("time"), estimate=ESTIMATE)
    form.epochs.setValue(6)
    assert desk.can("train_start") and setup.short.text().startswith("About")
    form.preset.setCurrentIndex(form.preset.findData("rvc-v2-40k"))
    assert setup.short.text() == "" and desk.page.survey.busy
    answer(check("model_files", "stop"))
    form.preset.setCurrentIndex(form.preset.findData("draft"))
    assert desk.can("train_start")


def test_model_files_that_have_come_are_looked_at(
    desk: TrainDesk, answer: Answer, monkeypatch: pytest.MonkeyPatch
) -> None:
    form = desk.page.form
    form.preset.setCurrentIndex(form.preset.findData("rvc-v2-40k"))
    answer(check("model_files", "stop"))
    assert form.lacking and not desk.page.survey.busy
    monkeypatch.setattr(form, "_wanted", lambda: ())
    form._on_models()
    assert desk.page.survey.busy


def test_a_fix_sets_the_option_and_shows_it(desk: TrainDesk, answer: Answer) -> None:
    label = Message("Save every 9 epochs").to_json()
    answer(check("disk", "warn", "Much.", {"option": "save_every", "value": 9, "label": label}))
    desk.page.setup.preflight.rows["disk"].button.click()
    assert desk.page.form.options().save_every == 9
    label = Message("Batch size 3").to_json()
    answer(check("memory", "warn", "Tight.", {"option": "batch_size", "value": 3, "label": label}))
    desk.page.setup.preflight.rows["memory"].button.click()
    assert desk.page.form.options().batch_size == 3 and desk.page.form.advanced.button.isChecked()


def test_fixes_go_to_the_page_and_the_dialog_that_help(desk: TrainDesk, answer: Answer) -> None:
    answer(
        check("disk", "stop", "Full.", {"storage": True}),
        check("health", "warn", "Bad.", {"action": "page_clean"}),
    )
    rows = desk.page.setup.preflight.rows
    assert rows["health"].button.text() == "Go to Clean"
    rows["disk"].button.click()
    dialog = desk.page.findChild(StorageDialog)
    assert dialog is not None
    desk.wait(lambda: dialog.items)
    dialog.close()
    rows["health"].button.click()
    assert desk.window.current_page() is desk.window.pages["clean"]


def test_what_is_left_out_is_looked_up_when_it_is_wanted(
    desk: TrainDesk, answer: Answer, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked: list[str] = []
    survey = desk.page.survey
    monkeypatch.setattr(survey, "_submit", lambda verb, *_: asked.append(verb))
    answer(check("health"))
    left_out = desk.page.setup.preflight.left_out
    assert left_out.isVisible() and not asked
    left_out.button.click()
    answer(check("health"))
    assert asked == ["summarise"], "once for the same options"
    place = {"clip": "a", "start_s": 1.0, "end_s": 3.0}
    survey.summarised.emit({"unused": [{**place, "reason": "too short"}, {**place, "reason": "too short"}]})
    assert left_out.tree.topLevelItem(0).text(0) == "too short (2, 0:04)"


def test_a_failure_of_the_checks_does_not_stop_a_training(desk: TrainDesk) -> None:
    survey = desk.page.survey
    survey._timer.stop()

    from rvcdesk.ui.train.survey import _failure

    survey.checks = [_failure(Message("The engine is gone."))]
    survey.changed.emit()
    assert "The engine is gone." in desk.page.setup.preflight.said()["problem"] and desk.can("train_start")
