"""Real trainings of a few steps through the Train page: start, stop, resume, leave, come back, kill."""

from __future__ import annotations

import os
import signal
import sys
from collections.abc import Callable
from pathlib import Path

import pytest
from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QApplication, QMessageBox, QPushButton
from pytestqt.qtbot import QtBot

from rvcdesk.events import read_events
from rvcdesk.training import runs
from rvcdesk.ui.train import page as page_module
from rvcdesk.ui.train import session as session_module
from rvcdesk.ui.train.questions import Leaving
from rvcdesk.ui.train.train_on import TrainOnDialog
from rvcdesk.ui.window import MainWindow
from rvcdesk.voice.voice_header import voice_header
from tests.ui.train_desk import TrainDesk, make_project

ROOT = Path(__file__).resolve().parents[2]
OpenWindow = Callable[[], MainWindow]


@pytest.fixture(scope="module")
def project(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Ten seconds of a voice; what one test prepares the next finds in the cache."""
    return make_project(
        tmp_path_factory.mktemp("train") / "Głos 声", ROOT / "resources" / "sample" / "carlo_01.flac"
    )


@pytest.fixture(autouse=True)
def no_question(monkeypatch: pytest.MonkeyPatch) -> None:
    """A test that fails closes its window without waiting for an answer."""
    monkeypatch.setattr(page_module, "ask_leaving", lambda *_: Leaving.STOP)


def fill_form(desk: TrainDesk, name: str, steps: int) -> None:
    """What a person types: a draft of a few cheap steps."""
    form = desk.page.form
    form.advanced.button.click()
    form.name.setText(name)
    form.steps.setValue(steps)
    form.batch_size.setValue(2)
    form.save_every_steps.setValue(2)
    form.threads.setValue(1)
    form.f0.setCurrentIndex(form.f0.findData("pm"))


def test_a_voice_from_start_to_finish(qtbot: QtBot, open_window: OpenWindow, project: Path) -> None:
    desk = TrainDesk(qtbot, open_window(), project)
    page, view = desk.page, desk.page.view
    desk.wait(lambda: page.survey.checks)
    said = page.setup.preflight.said()
    assert "Only 10 s of voice" in said["recordings"] and "timed on" in said["time"]
    fill_form(desk, "Carlo ż", 4)
    desk.press("train_start")
    assert page.live is not None and not page.survey.busy
    assert not desk.can("train_start") and not desk.can("train_save") and desk.can("train_stop")
    view.notice.say("info", ["The voice is of before."])
    desk.qtbot.waitUntil(desk.window.jobbar.isVisible)
    assert "Carlo ż" in desk.window.jobbar.shown()[0]
    # Between its preparation and its first step the child looks for no word, so it makes one step at least.
    desk.wait(lambda: page.live is not None and page.live.digest.prepared)
    desk.press("train_stop")
    assert not desk.can("train_stop")
    desk.wait(lambda: page.live is None)
    folder = project / "runs" / "Carlo ż"
    stopped = runs.status(folder)
    assert stopped.state == "stopped" and 1 <= stopped.step < 4
    assert desk.steps == list(range(1, stopped.step + 1))
    assert view.saves.can_play() and view.plot.markers[-1] == stopped.step
    assert (folder / view.saves._saves[stopped.step].preview).is_file()
    assert not desk.window.jobbar.isVisible() and view.verdict.isVisible()
    assert not view.notice.text and page.survey.busy  # both were of before
    desk.press("train_resume")
    assert "starting" in view.progress.state.text() and view.progress.left.value == "–"
    assert not desk.can("train_save")
    desk.wait(lambda: page.live is None)
    check_finished(desk, folder)


def check_finished(desk: TrainDesk, folder: Path) -> None:
    """Every step is on the plot as events.jsonl has it; the voice loads and goes to Convert."""
    page = desk.page
    events, _ = read_events(folder / "events.jsonl")
    mel = {event["step"]: event["losses"]["mel"] for event in events if event["event"] == "step"}
    assert events[-1]["event"] == "done" and desk.steps == sorted(mel) == [1, 2, 3, 4]
    assert page.shown is not None
    assert {step: row["mel"] for step, row, _ in page.shown.digest.rows()} == pytest.approx(mel)
    assert "ready" in page.view.verdict.sentence.text()
    assert not desk.can("train_resume") and desk.can("train_start")
    voice = page.shown.voice
    assert voice is not None and voice_header(voice).metadata.steps == 4
    with desk.qtbot.waitSignal(page.page_wanted) as wanted:
        page.view.verdict.convert.click()
    assert wanted.args == ["convert", {"voice": str(voice)}]
    desk.window.show_page("train")
    train_on(desk)
    page.view.saves.play(4)
    assert page.view.saves.playing == 4
    desk.press("play_stop")
    assert page.view.saves.playing is None


def train_on(desk: TrainDesk) -> None:
    """One more epoch; the log says so."""
    page = desk.page
    assert page.shown is not None
    epochs = page.shown.digest.epoch
    desk.press("train_on")
    dialog = page.findChild(TrainOnDialog)
    assert dialog is not None
    dialog.more.setValue(1)
    dialog.accept()
    desk.wait(lambda: page.live is not None)
    desk.wait(lambda: page.live is None)
    assert page.shown.digest.epoch == epochs + 1 and desk.steps[-1] > 4
    assert f"Trained on from epoch {epochs} to {epochs + 1}" in desk.log


def answer(name: str) -> None:
    """Press a button of the question that comes."""

    def press() -> None:
        box = QApplication.activeModalWidget()
        assert isinstance(box, QMessageBox)
        buttons = {button.objectName(): button for button in box.findChildren(QPushButton)}
        buttons[name].click()

    QTimer.singleShot(200, press)


@pytest.mark.skipif(sys.platform == "win32", reason="Windows has no SIGKILL")
def test_leaving_coming_back_and_a_kill(
    qtbot: QtBot, open_window: OpenWindow, project: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    first = TrainDesk(qtbot, open_window(), project)
    fill_form(first, "long", 500)
    first.press("train_start")
    first.wait(lambda: len(first.steps) >= 1)
    monkeypatch.undo()
    answer("cancel")
    assert not first.window.close() and first.page.live is not None
    answer("keep")
    assert first.window.close()
    folder = project / "runs" / "long"
    assert runs.is_running(folder)
    # The next window is another process in life: it has no handle on the child.
    child = session_module._left.pop(folder)
    monkeypatch.setattr(page_module, "ask_leaving", lambda *_: Leaving.STOP)
    again = open_window()
    assert again.projects.current is None and again.open_project(project)
    again.show_page("clean")
    qtbot.waitUntil(again.jobbar.isVisible, timeout=10_000)
    assert "long" in again.jobbar.shown()[0] and again.current_page() is again.pages["clean"]
    second = TrainDesk(qtbot, again, None)
    assert second.page.live is not None and second.page.live.name == "long"
    seen = runs.status(folder).step
    second.wait(lambda: second.steps and second.steps[-1] > seen)
    os.kill(child.pid, signal.SIGKILL)
    child.wait()
    second.wait(lambda: second.page.live is None)
    assert "ended from outside" in second.page.view.verdict.sentence.text()
    assert second.can("train_resume")
    assert second.page.shown is not None and second.page.shown.state == "stopped"
