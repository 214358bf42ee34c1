"""The Voices page lists what lies in the project and in the library."""

from __future__ import annotations

import json
from pathlib import Path

from pytestqt.qtbot import QtBot

from rvcdesk.project import Project
from rvcdesk.ui.page import Page
from rvcdesk.ui.voices.page import VoicesPage
from rvcdesk.ui.window import MainWindow
from rvcdesk.voice.library import voices_dir


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
