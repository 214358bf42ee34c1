"""The Train page without a child: runs that were there before, the form, names, saves, empty states."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from PySide6.QtCore import QPoint, QPointF, Qt
from PySide6.QtGui import QWheelEvent
from PySide6.QtWidgets import QApplication, QMessageBox, QPushButton
from pytestqt.qtbot import QtBot

from rvcdesk.project import Project
from rvcdesk.ui.train import page as page_module
from rvcdesk.ui.train.save_tree import MEL
from rvcdesk.ui.window import MainWindow
from rvcdesk.voice.presets import PRESETS
from tests.ui.train_desk import TrainDesk, make_project, write_run

ROOT = Path(__file__).resolve().parents[2]


@pytest.fixture
def folder(tmp_path: Path, sample: Path) -> Path:
    return make_project(tmp_path / "Głos 声", sample / "carlo_01.flac", 3)


@pytest.fixture
def open_desk(
    qtbot: QtBot, window: MainWindow, monkeypatch: pytest.MonkeyPatch
) -> Callable[[Path], TrainDesk]:
    """The page on a project, with an engine that is asked nothing."""
    from rvcdesk.ui.train.survey import Survey

    monkeypatch.setattr(Survey, "_ask", lambda survey: None)
    return lambda folder: TrainDesk(qtbot, window, folder)


OpenDesk = Callable[[Path], TrainDesk]


def test_without_recordings_the_page_says_so(open_desk: OpenDesk, tmp_path: Path) -> None:
    Project.create(tmp_path / "p").close()
    desk = open_desk(tmp_path / "p")
    assert desk.page._stack.currentIndex() == 0
    assert not desk.can("train_start") and not desk.can("train_resume")


def test_without_runs_only_start_can_be_pressed(open_desk: OpenDesk, folder: Path) -> None:
    desk = open_desk(folder)
    assert desk.can("train_start")
    assert not any(desk.can(action) for action in ("train_stop", "train_resume", "train_save"))
    assert desk.page.form.name.text() == "Głos"


def test_the_last_run_is_shown_and_an_earlier_one_can_be(open_desk: OpenDesk, folder: Path) -> None:
    write_run(folder, "first", 4, end="done")
    write_run(folder, "second", 6, end="failed")
    desk = open_desk(folder)
    desk.wait_read()
    page = desk.page
    assert page.shown is not None and page.shown.name == "second"
    assert desk.steps == [1, 2, 3, 4, 5, 6] and page.view.plot.markers == [2, 4, 6]
    assert page.view.verdict.sentence.text() == "The disk is full." and desk.can("train_resume")
    chooser = page.view.chooser
    assert [chooser.itemText(row) for row in (0, 1)] == [
        "second — failed at step 6",
        "first — finished, 4 steps",
    ]
    chooser.setCurrentIndex(1)
    chooser.activated.emit(1)
    desk.wait_read()
    assert page.shown.name == "first" and desk.steps == [1, 2, 3, 4]
    assert not desk.can("train_resume")
    assert page.view.progress.step.value == "4 / 4" and page.view.progress.epoch.value == "2 / 2"
    assert desk.log[0] == "Preparing recordings: 100 %" and desk.log[-1].startswith("Finished at step 4")


def test_a_run_of_another_process_is_killed_and_can_be_resumed(open_desk: OpenDesk, folder: Path) -> None:
    import filelock

    run = write_run(folder, "far", 5)
    lock = filelock.FileLock(run / ".lock")
    lock.acquire()
    desk = open_desk(folder)
    desk.wait(lambda: desk.steps)
    assert desk.page.live is not None and desk.can("train_stop") and not desk.can("train_start")
    assert not desk.page.form.isEnabled() and desk.page.form.steps.value() == 5
    desk.press("train_save")
    assert (run / "control").read_text(encoding="utf-8") == "save"
    desk.window.jobbar.cancel_button.click()
    assert (run / "control").read_text(encoding="utf-8") == "stop" and desk.page.live.stopping
    lock.release()
    desk.wait(lambda: desk.page.live is None)
    assert "ended from outside" in desk.page.view.verdict.sentence.text()
    assert desk.page.form.isEnabled() and desk.can("train_resume")


def test_presets_that_cannot_be_trained_say_why(open_desk: OpenDesk, folder: Path) -> None:
    desk = open_desk(folder)
    form = desk.page.form
    assert form.preset.count() == len(PRESETS)
    form.preset.setCurrentIndex(form.preset.findData("rvc-v2-40k"))
    assert "ContentVec" in form.error and form.missing.isVisible() and not desk.can("train_start")
    form.preset.setCurrentIndex(form.preset.findData("draft"))
    assert not form.error and not form.missing.isVisible() and desk.can("train_start")


@pytest.mark.parametrize("name", ["", "a/b", "ends.", "con?"])
def test_a_name_that_is_none_is_said_at_the_field(open_desk: OpenDesk, folder: Path, name: str) -> None:
    desk = open_desk(folder)
    desk.page.form.name.setText(name)
    assert desk.page.form.rows["name"].note and not desk.can("train_start")


def test_files_that_are_not_there_are_said_at_their_fields(open_desk: OpenDesk, folder: Path) -> None:
    desk = open_desk(folder)
    form = desk.page.form
    form.base.setCurrentIndex(form.base.findData("files"))
    assert form.rows["base_g"].note and form.advanced.button.isChecked()
    form.base_g.set_path(folder / "G.pth")
    assert "does not exist" in form.rows["base_g"].note
    form.base.setCurrentIndex(form.base.findData("none"))
    form.preview_source.set_path(folder / "nothing.wav")
    assert form.rows["preview_source"].note and not desk.can("train_start")
    form.preview_source.set_path(None)
    assert desk.can("train_start")


def test_the_form_makes_the_options_it_shows(open_desk: OpenDesk, folder: Path) -> None:
    form = open_desk(folder).page.form
    for box, value in ((form.epochs, 7), (form.batch_size, 3), (form.threads, 2), (form.seed, 9)):
        box.setValue(value)
    form.f0.setCurrentIndex(form.f0.findData("none"))
    options = form.options()
    assert (options.epochs, options.batch_size, options.threads, options.seed, options.f0) == (
        7,
        3,
        2,
        9,
        "none",
    )
    form.epochs.setValue(1)
    form.show_options(options)
    assert form.options() == options


def question(desk: TrainDesk, button: str) -> None:
    """Press a button of the question about the name."""
    box = desk.page.findChild(QMessageBox, "taken")
    assert box is not None
    {item.objectName(): item for item in box.findChildren(QPushButton)}[button].click()


def test_a_name_that_is_taken_offers_another(
    open_desk: OpenDesk, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    write_run(folder, "Głos", 4, end="done")
    write_run(folder, "Głos 2", 2)
    trained: list[Path] = []
    monkeypatch.setattr(page_module.TrainPage, "_train", lambda page, folder: trained.append(folder))
    desk = open_desk(folder)
    desk.wait_read()
    assert desk.page.form.name.text() == "Głos 3"
    desk.page.form.name.setText("Głos 2")
    desk.press("train_start")
    question(desk, "resume")
    assert trained == [folder / "runs" / "Głos 2"]
    desk.page.form.name.setText("Głos")
    desk.press("train_start")
    desk.wait(lambda: len(desk.page.findChildren(QMessageBox, "taken")) == 1)
    question(desk, "rename")
    assert trained[-1] == folder / "runs" / "Głos 3"


def test_previews_are_played_and_compared_with_their_source(open_desk: OpenDesk, folder: Path) -> None:
    write_run(folder, "run", 4, end="done")
    desk = open_desk(folder)
    desk.wait_read()
    saves, player = desk.page.view.saves, desk.window.services.player
    assert saves.tree.steps == [4, 2]
    assert saves.tree.topLevelItem(0).text(MEL) == "31.25"  # the mean of 60, 30, 20, 15
    desk.press("play_stop")
    assert saves.playing == 4 and player.source is not None
    voice = player.source.read(0, 100).copy()
    desk.press("switch_ab")
    source = player.source.read(0, 100)
    assert abs(voice - source).max() > 0.01 and saves.playing == 4
    desk.page.view.plot.marker_clicked.emit(2)
    assert saves.playing == 2 and saves.tree.chosen == [2]
    desk.window.show_page("voices")
    assert saves.playing is None


def test_a_preview_that_is_gone_is_one_sentence(open_desk: OpenDesk, folder: Path) -> None:
    run = write_run(folder, "run", 2, end="done")
    (run / "previews" / "step_00000002.wav").unlink()
    desk = open_desk(folder)
    desk.wait_read()
    desk.page.view.saves.play(2)
    assert desk.page.view.saves.playing is None and "step_00000002.wav" in desk.window.status.text()


def test_each_loss_has_its_sentence(open_desk: OpenDesk, folder: Path) -> None:
    plot = open_desk(folder).page.view.plot
    for name, button in plot.legend.buttons.items():
        assert button.accessibleDescription(), name


def test_another_project_is_another_page(open_desk: OpenDesk, folder: Path, tmp_path: Path) -> None:
    write_run(folder, "run", 4, end="done")
    desk = open_desk(folder)
    desk.wait_read()
    other = tmp_path / "other"
    Project.create(other).close()
    desk.window.open_project(other)
    assert desk.page.shown is None and desk.steps == [] and desk.page._stack.currentIndex() == 0


def test_the_wheel_scrolls_the_form_and_changes_nothing(open_desk: OpenDesk, folder: Path) -> None:
    desk = open_desk(folder)
    box = desk.page.form.epochs
    for field in (box, desk.page.form.preset, desk.page.form.seed):
        assert field.focusPolicy() == Qt.FocusPolicy.StrongFocus, "else the wheel itself gives the focus"
    before = box.value()
    place = QPointF(box.rect().center())
    turn = QWheelEvent(
        place, box.mapToGlobal(place), QPoint(), QPoint(0, 120), Qt.MouseButton.NoButton,
        Qt.KeyboardModifier.NoModifier, Qt.ScrollPhase.NoScrollPhase, False,
    )  # fmt: skip
    QApplication.sendEvent(box, turn)
    assert box.value() == before


def test_steps_take_the_place_of_epochs(open_desk: OpenDesk, folder: Path) -> None:
    form = open_desk(folder).page.form
    form.steps.setValue(60)
    assert not form.epochs.isEnabled() and "60 steps" in form.epochs.toolTip()
    form.steps.setValue(0)
    assert form.epochs.isEnabled() and "60" not in form.epochs.toolTip()


def test_a_run_that_can_go_on_offers_that_first(open_desk: OpenDesk, folder: Path) -> None:
    write_run(folder, "half", 4)
    desk = open_desk(folder)
    desk.wait_read()
    start, resume = (desk.page.setup._buttons[id] for id in ("train_start", "train_resume"))
    assert resume.isVisible() and resume.font().bold() and not start.font().bold()
    write_run(folder, "whole", 4, end="done")
    desk.page.look_at(folder / "runs" / "whole")
    desk.wait_read()
    assert not resume.isVisible() and start.font().bold()


def test_start_says_why_it_cannot_be_pressed(open_desk: OpenDesk, folder: Path) -> None:
    desk = open_desk(folder)
    desk.page.form.name.setText("")
    start = desk.page.setup._buttons["train_start"]
    assert not start.isEnabled() and "name" in start.toolTip()
    desk.page.form.name.setText("Carlo")
    assert start.isEnabled() and "Ctrl" in start.toolTip()


def test_the_next_name_counts_on(open_desk: OpenDesk, folder: Path) -> None:
    form = open_desk(folder).page.form
    form.set_runs(frozenset({"Ann", "Ann 2", "Studio 1999", "7"}))
    assert [form.free_name(name) for name in ("Ann", "Ann 2", "Studio 1999", "7", "Eve")] == [
        "Ann 3",
        "Ann 3",
        "Studio 1999 2",
        "7 2",
        "Eve",
    ]


def test_the_focus_goes_to_a_safe_place_when_the_form_is_switched_off(
    open_desk: OpenDesk, folder: Path
) -> None:
    desk = open_desk(folder)
    write_run(folder, "half", 4)
    desk.page.look_at(folder / "runs" / "half")
    desk.wait_read()
    desk.page.form.name.setFocus()
    desk.page.setup.set_running(True)
    assert QApplication.focusWidget() is desk.page.view.plot
