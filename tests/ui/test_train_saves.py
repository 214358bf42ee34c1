"""What can be done with a run's saves and curves: the voice, training on, comparing, exports, storage."""

from __future__ import annotations

import csv
import shutil
from collections.abc import Callable
from pathlib import Path

import pytest
from PySide6.QtWidgets import QFileDialog, QMessageBox, QPushButton
from pytestqt.qtbot import QtBot

from rvcdesk.training import runs
from rvcdesk.ui.train import page as page_module
from rvcdesk.ui.train.save_tree import HELD_OUT, SIMILARITY, STAR, STAR_SIGN, VOICE
from rvcdesk.ui.train.storage_dialog import StorageDialog
from rvcdesk.ui.train.survey import Survey
from rvcdesk.ui.train.train_on import TrainOnDialog
from rvcdesk.ui.window import MainWindow
from tests.ui.train_desk import TrainDesk, make_project, write_measured, write_run

RISEN = [30.0 - 2 * n for n in range(8)] + [16.0 + 2 * n for n in range(1, 9)]


@pytest.fixture
def folder(tmp_path: Path, sample: Path) -> Path:
    return make_project(tmp_path / "Głos", sample / "carlo_01.flac", 3)


@pytest.fixture
def open_desk(
    qtbot: QtBot, window: MainWindow, monkeypatch: pytest.MonkeyPatch
) -> Callable[[Path], TrainDesk]:
    monkeypatch.setattr(Survey, "_ask", lambda survey: None)

    def open(folder: Path) -> TrainDesk:
        desk = TrainDesk(qtbot, window, folder)
        if runs.list_runs(folder):
            desk.wait_read()
        return desk

    return open


OpenDesk = Callable[[Path], TrainDesk]


def test_the_recommended_save_has_a_star_a_reason_and_a_mark(open_desk: OpenDesk, folder: Path) -> None:
    write_measured(folder, "run", RISEN)
    view = open_desk(folder).page.view
    tree = view.saves.tree
    stars = [tree.steps[row] for row in range(16) if tree.topLevelItem(row).text(STAR) == STAR_SIGN]
    assert len(stars) == 1 and 28 <= stars[0] <= 36
    assert "has risen" in view.advice.said and f"epoch {stars[0] // 4}." in view.advice.said
    assert view.plot._scene.marks.recommended == stars[0]
    assert tree.topLevelItem(0).text(HELD_OUT) == "32.00" and tree.topLevelItem(0).text(SIMILARITY) == "0.66"
    view.advice._show.click()
    assert tree.chosen == stars


def test_what_was_not_measured_has_no_column(open_desk: OpenDesk, folder: Path) -> None:
    write_run(folder, "run", 4, end="done")
    view = open_desk(folder).page.view
    assert view.saves.tree.isColumnHidden(HELD_OUT) and view.saves.tree.isColumnHidden(SIMILARITY)
    assert not view.advice.said


def test_the_machine_is_told_in_figures(open_desk: OpenDesk, folder: Path) -> None:
    write_measured(folder, "run", RISEN[:3])
    progress = open_desk(folder).page.view.progress
    assert progress.memory.value == "3.2 GB / 8.0 GB" and progress.heat.value == "61 °C · 97 %"
    assert progress.rate.value == "1.00e-04" and progress.pace.value == "16.0"
    assert "Test GPU · bf16 · batch 8" in progress.state.text()


def test_two_saves_are_heard_one_against_the_other(open_desk: OpenDesk, folder: Path) -> None:
    import soundfile

    run = write_measured(folder, "run", RISEN[:3])
    samples, rate = soundfile.read(run / "previews" / "step_00000004.wav")
    soundfile.write(run / "previews" / "step_00000004.wav", samples * 0.1, rate)
    desk = open_desk(folder)
    saves, player = desk.page.view.saves, desk.window.services.player
    for step in (4, 12):
        saves.tree._items[step].setSelected(True)
    assert [saves._sides.button(side).text() for side in (0, 1)] == ["Epoch 1", "Epoch 3"]
    assert not desk.can("make_voice")
    desk.press("play_stop")
    assert player.source is not None and saves.playing is not None
    quiet = abs(player.source.read(0, 1000)).max()
    desk.press("switch_ab")
    assert abs(player.source.read(0, 1000)).max() > 5 * quiet
    saves.tree.choose(4)
    assert saves.playing is None and saves._sides.button(1).text() == "Source"


def test_a_run_is_trained_on_to_more_epochs(
    open_desk: OpenDesk, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    run = write_measured(folder, "run", RISEN[:3])
    trained: list[Path] = []
    monkeypatch.setattr(page_module.TrainPage, "_train", lambda page, folder: trained.append(folder))
    desk = open_desk(folder)
    assert desk.page.view.verdict.further.isVisible() and desk.page.view.verdict.further.isEnabled()
    desk.press("train_on")
    dialog = desk.page.findChild(TrainOnDialog)
    assert dialog is not None and dialog.more.value() == 3
    dialog.more.setValue(5)
    dialog.accept()
    assert trained == [run] and runs.read_options(run).epochs == 8


def test_without_its_full_saves_a_run_is_not_trained_on(open_desk: OpenDesk, folder: Path) -> None:
    shutil.rmtree(write_measured(folder, "run", RISEN[:3]) / "checkpoints")
    desk = open_desk(folder)
    further = desk.page.view.verdict.further
    assert not desk.can("train_on") and not further.isEnabled() and "cleared away" in further.toolTip()


def test_other_runs_are_drawn_beside_it(open_desk: OpenDesk, folder: Path) -> None:
    write_measured(folder, "first", RISEN[:4])
    write_measured(folder, "second", RISEN[:6])
    desk = open_desk(folder)
    view = desk.page.view
    view.comparison._fill()
    (entry,) = view.comparison.menu.actions()
    entry.trigger()
    desk.wait(lambda: view.plot.compared_runs == ["first"], 10_000)
    view.comparison.toggle("first", False)
    assert view.plot.compared_runs == []
    view.comparison.toggle("first", True)
    desk.wait(lambda: view.plot.compared_runs == ["first"], 10_000)
    desk.page.look_at(folder / "runs" / "first")
    desk.wait_read()
    assert view.plot.compared_runs == []


def test_the_curves_go_into_a_picture_and_a_table(
    open_desk: OpenDesk, folder: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    write_measured(folder, "run", RISEN[:3])
    desk = open_desk(folder)
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_: (str(tmp_path / "krzywe"), ""))
    desk.press("export_curves_picture")
    assert (tmp_path / "krzywe.png").read_bytes().startswith(b"\x89PNG")
    desk.press("export_curves_table")
    with open(tmp_path / "krzywe.csv", encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    assert len(rows) == 12 and float(rows[-1]["mel"]) == RISEN[2]
    assert not desk.can("show_tensorboard")


def test_a_run_from_elsewhere_is_followed_and_has_no_voice_to_make(
    open_desk: OpenDesk, folder: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:

    run = Path(shutil.move(write_measured(folder, "far", RISEN[:4], end=""), tmp_path / "elsewhere"))
    desk = open_desk(folder)
    monkeypatch.setattr(runs, "running_elsewhere", lambda where: "gpu-box" if where == run else "")
    monkeypatch.setattr(QFileDialog, "getExistingDirectory", lambda *_: str(run))
    desk.press("open_run")
    desk.wait(lambda: len(desk.steps) == 16, 10_000)
    page = desk.page
    assert page.live is None and page.shown is not None and page.shown.running
    assert "gpu-box" in page.view.progress.state.text() and page.form.isEnabled()
    assert page.view.chooser.currentText() == "elsewhere — running"
    page.view.saves.tree.choose(16)
    action = desk.window.services.actions.action("make_voice")
    assert not action.isEnabled() and "outside a project" in action.toolTip()
    desk.press("train_stop")
    assert (run / "control").read_text(encoding="utf-8") == "stop"
    monkeypatch.setattr(runs, "running_elsewhere", lambda where: "")
    desk.wait(lambda: not page.shown.running, 10_000)
    assert not desk.can("train_resume") and not desk.can("train_on")


def test_a_folder_that_is_no_run_is_one_sentence(
    open_desk: OpenDesk, folder: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    desk = open_desk(folder)
    monkeypatch.setattr(QFileDialog, "getExistingDirectory", lambda *_: str(tmp_path))
    desk.press("open_run")
    assert desk.page.shown is None and "is not a training run" in desk.window.status.text()


def test_storage_lists_what_takes_room_and_clears_what_is_chosen(open_desk: OpenDesk, folder: Path) -> None:
    run = write_measured(folder, "run", RISEN[:3])
    desk = open_desk(folder)
    desk.press("training_storage")
    dialog = desk.page.findChild(StorageDialog)
    assert dialog is not None
    desk.wait(lambda: dialog.items, 10_000)
    rows = {dialog.tree.topLevelItem(row).text(0): row for row in range(dialog.tree.topLevelItemCount())}
    assert "Recordings" in rows and not dialog.clear_button.isEnabled()
    dialog.tree.topLevelItem(rows["Recordings"]).setSelected(True)
    assert not dialog.clear_button.isEnabled() and "no other copy" in dialog.note.text()
    dialog.tree.topLevelItem(rows["Previews of run"]).setSelected(True)
    dialog.clear_button.click()
    box = dialog.findChild(QMessageBox, "clear")
    assert box is not None
    {item.objectName(): item for item in box.findChildren(QPushButton)}["delete"].click()
    desk.wait(lambda: len(list((run / "previews").glob("step_*.wav"))) == 1, 10_000)
    desk.wait(lambda: not dialog._worker.is_busy, 10_000)
    dialog.close()


def test_a_battery_is_told_once(open_desk: OpenDesk, folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    from rvcdesk import power

    desk = open_desk(folder)
    monkeypatch.setattr(power, "battery", lambda: power.Battery(0.64, False, 4000.0))
    desk.page.battery.follow(True)
    desk.wait(lambda: "64 %" in desk.window.status.text(), 5_000)
    told = len(desk.window.services.notify.history)
    desk.page.battery._look()
    assert len(desk.window.services.notify.history) == told and "1 h 7 min" in desk.window.status.text()
    desk.page.battery.follow(False)


def test_the_voice_is_marked_and_a_save_of_before_can_become_it(open_desk: OpenDesk, own_run: Path) -> None:
    """With a real run and the real engine: the earlier save, and back again."""
    desk = open_desk(own_run)
    page, tree = desk.page, desk.page.view.saves.tree
    last, first = tree.steps[0], tree.steps[-1]
    assert first < last and not tree._items[last].icon(VOICE).isNull()
    tree.choose(first)
    desk.press("make_voice")
    assert not desk.can("make_voice")
    desk.wait(lambda: not page.voice_choice.busy)
    assert not tree._items[first].icon(VOICE).isNull() and tree._items[last].icon(VOICE).isNull()
    assert page.shown is not None and page.shown.voice_step == first
    assert f"trained for {first} steps" in page.view.verdict.sentence.text()
    page.view.notice.button("Undo").click()
    desk.wait(lambda: not page.voice_choice.busy)
    assert page.shown.voice_step == last and not tree._items[last].icon(VOICE).isNull()
    assert f"trained for {last} steps" in page.view.verdict.sentence.text() and page.view.notice.text


@pytest.fixture(scope="module")
def module_run(trained_project: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A finished run with two saves."""
    from rvcdesk.training.run import execute
    from tests.helpers.trained import small

    folder = tmp_path_factory.mktemp("saves") / "p"
    shutil.copytree(trained_project, folder, ignore=shutil.ignore_patterns("runs", "voice"))
    assert execute(runs.create_run(small(folder, save_every_steps=2))) == 0
    return folder


@pytest.fixture
def own_run(module_run: Path) -> Path:
    return module_run
