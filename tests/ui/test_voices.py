"""The Voices page lists what lies in the project and in the library."""

from __future__ import annotations

import json
from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel, QToolButton
from pytestqt.qtbot import QtBot

from rvcdesk.assets import store
from rvcdesk.project import Project
from rvcdesk.ui.convert.page import ConvertPage
from rvcdesk.ui.page import Page
from rvcdesk.ui.voices.details import _stamp
from rvcdesk.ui.voices.page import VoicesPage
from rvcdesk.ui.window import MainWindow
from rvcdesk.voice.library import voices_dir
from tests.helpers.fault_server import GOOD
from tests.ui.models_desk import drop_event, tiny

__all__ = ["tiny"]

LEFT = Qt.MouseButton.LeftButton
SLOW_MS = 60_000


def make_voice(folder: Path, name: str, **facts: object) -> Path:
    """The files of a voice, as far as a list looks at them."""
    folder.mkdir(parents=True, exist_ok=True)
    path = folder / f"{name}.safetensors"
    path.touch()
    record = {"schema": 1, "name": name, "files": {path.name: ""}, **facts}
    (folder / "voice.json").write_text(json.dumps(record), encoding="utf-8")
    return path


def rows(page: Page) -> list[list[str]]:
    assert isinstance(page, VoicesPage)
    items = [page.list.topLevelItem(n) for n in range(page.list.topLevelItemCount())]
    return [[item.text(column) for column in range(7)] for item in items if item is not None]


def test_voices_of_the_project_and_the_library(qtbot: QtBot, window: MainWindow, tmp_path: Path) -> None:
    window.show_page("voices")
    page = window.pages["voices"]
    assert rows(page) == [] and not window.services.actions.action("use_voice").isEnabled()
    library = make_voice(voices_dir() / "ala", "Ala śpiewa", version="v2", sample_rate=40000)
    (library.parent / "Ala śpiewa.index").touch()
    Project.create(tmp_path / "p", "P").close()
    facts = {"version": "rvcdesk-draft-1", "epochs": 120, "sample_rate": 24000}
    own = make_voice(tmp_path / "p" / "voice", "P", **facts)
    window.open_project(tmp_path / "p")
    assert rows(page) == [
        ["P", "draft", "120", "24000 Hz", "no", "This project", str(own)],
        ["Ala śpiewa", "rvc-v2-40k", "", "40000 Hz", "yes", "Library", str(library)],
    ]
    assert window.services.actions.action("use_voice").isEnabled()
    # A voice that appears is noticed.
    make_voice(tmp_path / "p" / "voice", "Second")
    qtbot.waitUntil(lambda: len(rows(page)) == 3)


def test_a_voice_goes_to_convert(window: MainWindow) -> None:
    path = make_voice(voices_dir() / "ala", "Ala")
    window.show_page("convert")
    window.show_page("voices")
    received: list[dict[str, object]] = []
    window.pages["convert"].receive = received.append  # type: ignore[method-assign]
    window.services.actions.action("use_voice").trigger()
    assert received == [{"voice": path}]
    assert window.current_page() is window.pages["convert"]
    focus = window.focusWidget()
    assert isinstance(focus, QToolButton) and focus.text() == "Choose vocal", "what comes next"


def voices_page(window: MainWindow) -> VoicesPage:
    window.show_page("voices")
    page = window.pages["voices"]
    assert isinstance(page, VoicesPage)
    return page


def test_a_voice_from_elsewhere_is_dropped_looked_into_and_removed(
    qtbot: QtBot, window: MainWindow, tiny_voice: Path, tmp_path: Path
) -> None:
    elsewhere = tmp_path / "pobrane głosy"
    elsewhere.mkdir()
    source = elsewhere / "Mały.safetensors"
    source.write_bytes((tiny_voice / "Mały.safetensors").read_bytes())
    page = voices_page(window)
    assert page._stack.currentIndex() == 1, "the empty state offers the import"
    make_voice(voices_dir() / "ala", "Ala")
    page.refresh()
    window.dropEvent(drop_event(source))
    qtbot.waitUntil(lambda: bool(page.notice.text), timeout=SLOW_MS)
    assert "In the library now: Mały." in page.notice.text and "without an index" in page.notice.text
    entry = page.selected()
    assert entry is not None and entry.name == "Mały" and entry.path != source and source.is_file()
    facts = dict(page.details.facts())
    assert facts["Version"] == "Draft" and facts["Index"] == "none" and facts["Encoder"] == "whisper-base"
    assert len(facts["SHA-256"]) == 64
    qtbot.mouseClick(page.details.inspect, LEFT)
    qtbot.waitUntil(lambda: "in order" in page.details.problems.text(), timeout=SLOW_MS)
    assert window.services.actions.action("remove_voice").isEnabled()
    window.services.actions.action("remove_voice").trigger()
    assert page.question is not None and "Mały" in page.question.text()
    remove = next(b for b in page.question.buttons() if b.text().replace("&", "") == "Remove")
    remove.click()
    assert [row[0] for row in rows(page)] == ["Ala"] and not entry.path.exists() and source.is_file()


def test_a_voice_without_its_encoder_offers_to_get_it(qtbot: QtBot, window: MainWindow, tiny: None) -> None:
    make_voice(voices_dir() / "ala", "Ala", version="v2", sample_rate=40000, content="contentvec-768")
    page = voices_page(window)
    details = page.details
    assert dict(details.facts())["Encoder"] == "contentvec-768 — not here yet" and details.models.isVisible()
    label = next(label for label in details.findChildren(QLabel) if label.text() == "Encoder")
    assert "hears what is said" in label.toolTip()
    path = page.list.topLevelItem(0).data(0, Qt.ItemDataRole.UserRole).path
    lacking = {"messages": [{"template": "It needs ContentVec.", "values": {}}], "usable": True}
    details._found[_stamp(path)] = lacking
    details.show_voice(page.selected())
    assert details.problems.text() == "It needs ContentVec."
    file = store.file_path("hubert_base.pt")
    file.parent.mkdir(parents=True)
    file.write_bytes(GOOD)
    window.services.models.look_again()
    assert dict(details.facts())["Encoder"] == "contentvec-768" and details.models.isHidden()
    assert details.problems.isHidden(), "what an inspection said of it is no longer so"


def test_keys_are_in_the_list_or_on_the_way_out(qtbot: QtBot, window: MainWindow) -> None:
    page = voices_page(window)
    focus = window.focusWidget()
    assert isinstance(focus, QToolButton) and focus.text() == "Import voice"
    make_voice(voices_dir() / "ala", "Ala")
    window.show_page("convert")
    window.show_page("voices")
    assert window.focusWidget() is page.list
    with qtbot.waitExposed(window):
        window.activateWindow()
    qtbot.keyClick(page.list, Qt.Key.Key_Return)
    assert window.current_page() is window.pages["convert"], "Return does what a double click does"
    window.show_page("voices")
    window.services.actions.action("remove_voice").trigger()
    assert page.question is not None
    next(b for b in page.question.buttons() if b.text().replace("&", "") == "Remove").click()
    focus = window.focusWidget()
    assert rows(page) == [] and isinstance(focus, QToolButton) and focus.text() == "Import voice"
    tabs = [button for button in page.findChildren(QToolButton) if button.text() == "Models"]
    assert tabs[0].focusPolicy() & Qt.FocusPolicy.TabFocus


def test_choosing_files_begins_where_some_were_taken(
    qtbot: QtBot, window: MainWindow, tmp_path: Path
) -> None:
    lie = tmp_path / "kłamie.pth"
    lie.write_text("To nie jest głos.\n" * 40, encoding="utf-8")
    page = voices_page(window)
    page.drop([lie])
    qtbot.waitUntil(lambda: bool(page.notice.text), timeout=SLOW_MS)
    window.services.actions.action("import_voice").trigger()
    dialog = page.importing.dialog
    assert dialog is not None and Path(dialog.directory().absolutePath()) == tmp_path
    dialog.reject()


def test_what_is_no_voice_is_one_sentence(qtbot: QtBot, window: MainWindow, tmp_path: Path) -> None:
    lie = tmp_path / "kłamie.pth"
    lie.write_text("To nie jest głos.\n" * 40, encoding="utf-8")
    page = voices_page(window)
    page.drop([lie])
    qtbot.waitUntil(lambda: bool(page.notice.text), timeout=SLOW_MS)
    assert "kłamie.pth" in page.notice.text and "\n" not in page.notice.text and rows(page) == []
    assert window.services.actions.action("import_voice").isEnabled()
    assert not page.drop([tmp_path / "song.wav"])


def test_a_voice_of_the_project_is_not_removed_here(window: MainWindow, tmp_path: Path) -> None:
    Project.create(tmp_path / "p", "P").close()
    make_voice(tmp_path / "p" / "voice", "P")
    window.open_project(tmp_path / "p")
    page = voices_page(window)
    assert page.selected() is not None
    assert not window.services.actions.action("remove_voice").isEnabled()


def test_a_folder_dropped_on_convert_is_imported_and_chosen(
    qtbot: QtBot, window: MainWindow, tiny_voice: Path
) -> None:
    window.show_page("convert")
    page = window.pages["convert"]
    assert isinstance(page, ConvertPage)
    window.dropEvent(drop_event(tiny_voice))
    qtbot.waitUntil(lambda: page.side.picker.entry is not None, timeout=SLOW_MS)
    entry = page.side.picker.entry
    assert entry is not None and entry.path.parent.parent == voices_dir() and entry.index is not None
