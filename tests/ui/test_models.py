"""Voices > Models: getting, pausing, importing, verifying and removing models by hand."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QMessageBox, QPushButton
from pytestqt.qtbot import QtBot

from rvcdesk.assets import store
from rvcdesk.assets.catalog import asset
from rvcdesk.ui.models.dialog import ModelsDialog
from rvcdesk.ui.models.service import Transfer
from rvcdesk.ui.window import MainWindow
from tests.helpers.fault_server import GOOD, HALF, OTHER, Hub, on_disk
from tests.ui.models_desk import SOON_MS, drop_event, hub, open_dialog, row_of, tiny

__all__ = ["hub", "tiny"]
LEFT = Qt.MouseButton.LeftButton


def state(dialog: ModelsDialog, id: str) -> str:
    return row_of(dialog, id)[3]


def answer(box: QMessageBox | None, title: str) -> None:
    assert box is not None and box.isVisible()
    next(b for b in box.findChildren(QPushButton) if b.text().replace("&", "") == title).click()


def test_what_there_is_what_it_is_for_and_one_button_for_the_essentials(
    qtbot: QtBot, window: MainWindow, hub: Hub
) -> None:
    dialog = open_dialog(window)
    assert dialog.head.text() == "Essentials: 0 of 3 here, 1 MB to get"
    assert row_of(dialog, "rmvpe") == ["RMVPE pitch model", "300 kB", "MIT", "Missing"]
    folded = [dialog.tree.topLevelItem(n) for n in range(dialog.tree.topLevelItemCount())]
    assert [top.isExpanded() for top in folded] == [True, False]
    assert "Follows the pitch" in dialog.tree._rows["rmvpe"].toolTip(0)
    dialog.tree.select("rmvpe")
    assert "somebody/models" in dialog.details.files.text() and not dialog.details.remove.isEnabled()
    titles: list[str] = []
    window.services.jobs.changed.connect(
        lambda: titles.extend(job.title for job in window.services.jobs.running)
    )
    qtbot.mouseClick(dialog.essentials, LEFT)
    qtbot.waitUntil(lambda: not window.services.models.fetching, timeout=SOON_MS)
    assert dialog.head.text() == "Essentials: all 3 here" and dialog.essentials.isHidden()
    assert {state(dialog, id) for id in ("contentvec", "rmvpe", "base:rvc-v2-40k")} == {"Here"}
    assert set(on_disk()) == {"hubert_base.pt", "rmvpe/rmvpe.pt",
                              "pretrained_v2/f0G40k.pth", "pretrained_v2/f0D40k.pth"}  # fmt: skip
    assert len(set(titles)) == 3 and not window.services.jobs.running
    assert dialog.tree.button("rmvpe").isHidden() and dialog.details.remove.isEnabled()


def test_pause_keeps_the_part_and_resume_goes_on(qtbot: QtBot, window: MainWindow, hub: Hub) -> None:
    hub.plan = ["stall"]
    dialog, models = open_dialog(window), window.services.models
    qtbot.mouseClick(dialog.tree.button("rmvpe"), LEFT)
    assert dialog.tree.button("rmvpe").text() == "Pause" and dialog.tree.current() == "rmvpe"
    transfer = models.transfer("rmvpe")
    assert transfer is not None
    qtbot.waitUntil(lambda: transfer.done == HALF, timeout=SOON_MS)
    qtbot.waitUntil(window.jobbar.isVisible)
    assert window.jobbar.cancel_button.text() == "Pause"
    assert "150 kB of 300 kB" in window.jobbar.shown()[1] and state(dialog, "rmvpe").startswith("50 %")
    # Another one waits for its turn, and can be taken back.
    models.get(["contentvec"])
    assert state(dialog, "contentvec") == "Waiting"
    qtbot.mouseClick(dialog.tree.button("contentvec"), LEFT)
    assert state(dialog, "contentvec") == "Missing"
    qtbot.mouseClick(window.jobbar.cancel_button, LEFT)
    qtbot.waitUntil(lambda: not models.fetching, timeout=SOON_MS)
    assert state(dialog, "rmvpe") == "50 % here, paused" and not window.jobbar.isVisible()
    assert on_disk()["rmvpe/rmvpe.pt.part"] == HALF
    # By key this time: Return does what the row's button says.
    assert dialog.tree.verb("rmvpe") == "resume"
    dialog.tree.select("rmvpe")
    qtbot.keyClick(dialog.tree, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: not models.fetching, timeout=SOON_MS)
    assert state(dialog, "rmvpe") == "Here" and hub.asked[-1][1] == f"bytes={HALF}-"


def test_closing_the_window_pauses_and_leaves_no_thread(qtbot: QtBot, window: MainWindow, hub: Hub) -> None:
    hub.plan = ["stall"]
    models = window.services.models
    models.get(["rmvpe", "contentvec"])
    transfer = models.transfer("rmvpe")
    assert transfer is not None
    qtbot.waitUntil(lambda: transfer.done == HALF, timeout=SOON_MS)
    window.close()
    assert not window.isVisible() and not models.fetching
    assert models._fetcher._pool.activeThreadCount() == 0
    assert list(on_disk()) == ["rmvpe/rmvpe.pt.part", "rmvpe/rmvpe.pt.part.json"]


def test_what_stands_in_the_way_is_said_with_a_way_out(qtbot: QtBot, window: MainWindow, hub: Hub) -> None:
    hub.plan = ["404"]
    dialog = open_dialog(window)
    qtbot.mouseClick(dialog.tree.button("rmvpe"), LEFT)
    qtbot.waitUntil(lambda: bool(dialog.notice.text), timeout=SOON_MS)
    assert "RMVPE" in dialog.notice.text and "does not have the file" in dialog.notice.text
    assert state(dialog, "rmvpe") == "Could not be fetched"
    assert dialog.notice.button("Import from disk…").isVisible()
    qtbot.mouseClick(dialog.notice.button("Try again"), LEFT)
    qtbot.waitUntil(lambda: state(dialog, "rmvpe") == "Here", timeout=SOON_MS)
    assert dialog.notice.text == ""


def test_what_fails_does_not_hold_up_the_others(qtbot: QtBot, window: MainWindow, hub: Hub) -> None:
    hub.plan = ["404", "404"]  # of the first two models; the third is served
    dialog, models = open_dialog(window), window.services.models
    dialog.essentials.setFocus()
    qtbot.mouseClick(dialog.essentials, LEFT)
    assert dialog.focusWidget() is dialog.tree, "the button is off now, and the filter is no place to be in"
    qtbot.waitUntil(lambda: not models.fetching, timeout=SOON_MS)
    said = dialog.notice.text
    assert "ContentVec" in said and "RMVPE" in said and "\n" not in said
    assert state(dialog, "base:rvc-v2-40k") == "Here" and state(dialog, "rmvpe") == "Could not be fetched"
    dialog.tree.select("rmvpe")
    words = dialog.details.files
    assert "does not have the file" in words.text() and words.height() >= words.heightForWidth(words.width())
    qtbot.mouseClick(dialog.notice.button("Try again"), LEFT)
    qtbot.waitUntil(lambda: not models.fetching, timeout=SOON_MS)
    assert state(dialog, "rmvpe") == state(dialog, "contentvec") == "Here" and dialog.notice.text == ""


def test_a_notice_goes_when_its_reason_does(qtbot: QtBot, window: MainWindow, hub: Hub) -> None:
    hub.plan = ["404"]
    dialog, models = open_dialog(window), window.services.models
    models.get(["rmvpe"])
    qtbot.waitUntil(lambda: bool(dialog.notice.text), timeout=SOON_MS)
    models.get(["rmvpe"])  # by another button than the notice's
    qtbot.waitUntil(lambda: not models.fetching, timeout=SOON_MS)
    assert state(dialog, "rmvpe") == "Here" and dialog.notice.text == ""


def test_the_dialog_fits_the_screen_and_what_is_off_says_why(window: MainWindow, hub: Hub) -> None:
    dialog = open_dialog(window)
    room = dialog.screen().availableGeometry().size()
    assert dialog.width() < room.width() and dialog.height() < room.height()
    dialog.tree.select("rmvpe")
    for button in (dialog.details.verify, dialog.details.remove):
        assert not button.isEnabled() and button.toolTip() == "There is nothing of it here"
    path = store.file_path("rmvpe/rmvpe.pt")
    path.parent.mkdir(parents=True)
    path.write_bytes(GOOD)
    window.services.models.look_again()
    assert dialog.details.verify.isEnabled() and "SHA-256" in dialog.details.verify.toolTip()
    assert not dialog.details.action.isEnabled() and "here already" in dialog.details.action.toolTip()


def test_files_from_this_computer_are_known_by_what_is_in_them(
    qtbot: QtBot, window: MainWindow, hub: Hub, tmp_path: Path
) -> None:
    other = tmp_path / "coś z sieci 声.bin"
    other.write_bytes(GOOD)
    dialog = open_dialog(window)
    dialog.dropEvent(drop_event(other))
    qtbot.waitUntil(lambda: bool(dialog.notice.text), timeout=SOON_MS)
    assert state(dialog, "contentvec") == "Here" and other.is_file()
    words = tmp_path / "words.txt"
    words.write_text("To nie model.", encoding="utf-8")
    dialog.import_paths([words])
    qtbot.waitUntil(lambda: "words.txt" in dialog.notice.text, timeout=SOON_MS)


def test_a_file_that_looks_right_is_asked_about(
    qtbot: QtBot, window: MainWindow, hub: Hub, tmp_path: Path
) -> None:
    import torch

    path = tmp_path / "moje rmvpe.pt"
    weights = {"unet.encoder.bn.weight": (1,), "cnn.weight": (3, 2, 3, 3),
               "fc.0.gru.weight_ih_l0": (6, 384), "fc.1.weight": (360, 4)}  # fmt: skip
    torch.save({name: torch.ones(shape) for name, shape in weights.items()}, path)
    dialog = open_dialog(window)
    dialog.import_paths([path])
    qtbot.waitUntil(lambda: dialog.question is not None, timeout=SOON_MS)
    assert "RMVPE" in dialog.question.text()
    answer(dialog.question, "Cancel")
    assert state(dialog, "rmvpe") == "Missing" and on_disk() == {}
    dialog.question = None
    dialog.import_paths([path])
    qtbot.waitUntil(lambda: dialog.question is not None, timeout=SOON_MS)
    answer(dialog.question, "Import anyway")
    qtbot.waitUntil(lambda: state(dialog, "rmvpe") == "Here", timeout=SOON_MS)
    assert "on your word" in dialog.tree._rows["rmvpe"].toolTip(3)
    assert row_of(dialog, "rmvpe")[1] != "300 kB", "the size of what is here"


def test_a_model_that_another_stands_in_for_is_not_missing(window: MainWindow) -> None:
    path = store.file_path("hubert_base.pt")
    path.parent.mkdir(parents=True)
    with open(path, "wb") as file:
        file.truncate(asset("contentvec-fairseq").bytes)  # by its size it is the published one
    dialog = open_dialog(window)
    assert dialog.head.text().startswith("Essentials: 1 of 3 here")
    assert dialog.tree.topLevelItem(0).text(0).endswith("1 of 3 here")
    assert state(dialog, "contentvec") == "Not needed" and state(dialog, "rmvpe") == "Missing"
    assert "another form of it is here" in dialog.tree._rows["contentvec"].toolTip(3)


def test_the_menu_of_import_opens_by_key(
    qtbot: QtBot, window: MainWindow, hub: Hub, monkeypatch: pytest.MonkeyPatch
) -> None:
    dialog = open_dialog(window)
    opened: list[bool] = []
    monkeypatch.setattr(type(dialog.import_button), "showMenu", lambda _self: opened.append(True))
    qtbot.keyClick(dialog.import_button, Qt.Key.Key_Down)
    assert opened == [True]


def test_verify_finds_damage_and_get_again_mends_it(qtbot: QtBot, window: MainWindow, hub: Hub) -> None:
    path = store.file_path("rmvpe/rmvpe.pt")
    path.parent.mkdir(parents=True)
    path.write_bytes(OTHER)
    dialog, models = open_dialog(window), window.services.models
    assert state(dialog, "rmvpe") == "Here"
    qtbot.mouseClick(dialog.verify_all, LEFT)
    qtbot.waitUntil(lambda: bool(dialog.notice.text), timeout=SOON_MS)
    assert "damaged" in dialog.notice.text and state(dialog, "rmvpe") == "Damaged"
    assert dialog.tree.button("rmvpe").text() == "Get again"
    qtbot.mouseClick(dialog.tree.button("rmvpe"), LEFT)
    qtbot.waitUntil(lambda: not models.fetching, timeout=SOON_MS)
    assert path.read_bytes() == GOOD and state(dialog, "rmvpe") == "Here"
    qtbot.mouseClick(dialog.details.verify, LEFT)
    qtbot.waitUntil(lambda: "should be" in dialog.notice.text, timeout=SOON_MS)
    assert "verified" in dialog.tree._rows["rmvpe"].toolTip(3)


def test_remove_asks(qtbot: QtBot, window: MainWindow, hub: Hub) -> None:
    path = store.file_path("rmvpe/rmvpe.pt")
    path.parent.mkdir(parents=True)
    path.write_bytes(GOOD)
    dialog = open_dialog(window)
    dialog.tree.select("rmvpe")
    qtbot.mouseClick(dialog.details.remove, LEFT)
    answer(dialog.question, "Cancel")
    assert path.is_file()
    qtbot.mouseClick(dialog.details.remove, LEFT)
    answer(dialog.question, "Remove")
    qtbot.waitUntil(lambda: state(dialog, "rmvpe") == "Missing", timeout=SOON_MS)
    assert not path.exists()


def test_the_filter_finds_by_any_word(window: MainWindow, tiny: None) -> None:
    dialog = open_dialog(window)
    dialog.filter.setText("apache")
    shown = [id for id in dialog.tree.ids() if not dialog.tree._rows[id].isHidden()]
    assert shown == ["community:titan-40k"] and dialog.tree._rows[shown[0]].parent().isExpanded()
    dialog.filter.clear()
    assert not any(dialog.tree._rows[id].isHidden() for id in dialog.tree.ids())


@pytest.mark.parametrize(("gone", "speed"), [(0.5, None), (2.0, 500_000.0)])
def test_a_speed_is_said_once_it_is_known(gone: float, speed: float | None) -> None:
    from rvcdesk.assets.catalog import asset

    transfer = Transfer(asset("rmvpe"))
    transfer.move(0, 10_000_000, "", 100.0)
    transfer.move(gone * 500_000, 10_000_000, "", 100.0 + gone)
    assert transfer.speed == speed
    assert transfer.seconds_left == (None if speed is None else 18.0)
