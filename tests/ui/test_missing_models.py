"""What is missing is said before Start, with the ways to get it, and no longer once it is here."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from rvcdesk.assets import store
from rvcdesk.training.base import base_note, find_base
from rvcdesk.ui.convert.page import ConvertPage
from rvcdesk.ui.models.missing import MissingModels
from rvcdesk.ui.train.options_form import OptionsForm
from rvcdesk.ui.train.page import TrainPage
from rvcdesk.ui.window import MainWindow
from rvcdesk.voice.library import voices_dir
from tests.helpers.fault_server import GOOD, Hub
from tests.ui.models_desk import SOON_MS, drop_event, hub, tiny
from tests.ui.test_voices import make_voice
from tests.ui.train_desk import make_project

__all__ = ["hub", "tiny"]
LEFT = Qt.MouseButton.LeftButton


@pytest.fixture
def form(window: MainWindow, tiny: None, tmp_path: Path, sample: Path) -> OptionsForm:
    """The Train page's, with an RVC preset chosen."""
    window.open_project(make_project(tmp_path / "p", sample / "carlo_01.flac", 3))
    window.show_page("train")
    page = window.pages["train"]
    assert isinstance(page, TrainPage)
    page.form.preset.setCurrentIndex(page.form.preset.findData("rvc-v2-40k"))
    return page.form


def can(window: MainWindow, action: str) -> bool:
    return window.services.actions.action(action).isEnabled()


def lay(name: str) -> None:
    path = store.file_path(name)
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(GOOD)


def test_a_preset_says_what_it_lacks_and_one_button_gets_it(
    qtbot: QtBot, window: MainWindow, hub: Hub, form: OptionsForm
) -> None:
    banner = form.missing
    said = "\n".join(banner.sentences)
    assert "ContentVec" in said and "RVC v2 40 kHz base model (600 kB)" in said and "RMVPE" not in said
    assert banner.get.text() == "Get (900 kB)" and not can(window, "train_start")
    assert "ContentVec" in window.pages["train"].setup._buttons["train_start"].toolTip()
    qtbot.mouseClick(banner.get, LEFT)
    assert banner.get.text() == "Pause" and banner.bar.isVisible()
    qtbot.waitUntil(lambda: not banner.isVisible(), timeout=SOON_MS)
    assert can(window, "train_start") and form.base.currentData() == "auto"
    assert {path.name for path in store.models_dir().iterdir()} == {"hubert_base.pt", "pretrained_v2"}


def test_training_from_nothing_is_a_choice(qtbot: QtBot, window: MainWindow, form: OptionsForm) -> None:
    assert not can(window, "train_start") and form.from_nothing.isVisible()
    lay("hubert_base.pt")
    window.services.models.look_again()
    assert "train from nothing" in form.error and not can(window, "train_start")
    qtbot.mouseClick(form.from_nothing, LEFT)
    assert form.options().base == "none" and not form.missing.isVisible() and can(window, "train_start")


def test_base_models_by_others_are_offered_where_they_are_here_and_fit(
    window: MainWindow, form: OptionsForm
) -> None:
    titan = "community:titan-40k"
    lay("hubert_base.pt")
    assert form.base.findData(titan) < 0
    lay("pretrained_community/titan/G.pth")
    window.services.models.look_again()
    form.base.setCurrentIndex(form.base.findData(titan))
    assert form.base.currentText() == "Titan, 40 kHz" and not form.missing.isVisible()
    options = form.options()
    assert options.base == titan and can(window, "train_start")
    assert find_base(options) == (store.file_path("pretrained_community/titan/G.pth"), None)
    assert "Titan, 40 kHz" in str(base_note(options))
    # Not without pitch, not at another rate, and no longer when it is gone.
    form.f0.setCurrentIndex(form.f0.findData("none"))
    assert form.base.findData(titan) < 0 and form.options().base == "auto"
    form.f0.setCurrentIndex(0)
    assert form.base.findData(titan) > 0
    form.preset.setCurrentIndex(form.preset.findData("rvc-v2-48k"))
    assert form.base.findData(titan) < 0
    store.file_path("pretrained_community/titan/G.pth").unlink()
    form.show_options(options)
    assert form.base.currentText() == "Titan, 40 kHz" and "Titan" in form.rows["base"].note


def test_a_pitch_method_that_is_not_here_is_marked(window: MainWindow, form: OptionsForm) -> None:
    form.preset.setCurrentIndex(form.preset.findData("draft"))
    assert form.f0.itemText(0) == "Automatic (FCPE)" and can(window, "train_start")
    form.f0.setCurrentIndex(form.f0.findData("rmvpe"))
    assert form.f0.currentText() == "RMVPE — not here yet" and not can(window, "train_start")
    lay("rmvpe/rmvpe.pt")
    window.services.models.look_again()
    assert form.f0.itemText(0) == "Automatic (RMVPE)" and form.f0.currentText() == "RMVPE"
    assert can(window, "train_start") and not form.missing.isVisible()


def test_a_download_that_fails_is_said_in_the_banner_with_import_beside_it(
    qtbot: QtBot, window: MainWindow, hub: Hub, form: OptionsForm, tmp_path: Path
) -> None:
    form.base.setCurrentIndex(form.base.findData("none"))
    hub.plan = ["404"]
    banner = form.missing
    qtbot.mouseClick(banner.get, LEFT)
    qtbot.waitUntil(lambda: banner.problem.isVisible(), timeout=SOON_MS)
    assert "does not have the file" in banner.problem.text() and banner.import_button.isEnabled()
    # Importing elsewhere is another way: why the download failed is no longer said, and kept nowhere.
    window.services.models.import_paths([tmp_path])
    qtbot.waitUntil(lambda: not window.services.models.working, timeout=SOON_MS)
    assert not banner.problem.isVisible() and banner.isVisible()
    words = tmp_path / "words.bin"
    words.write_text("nic", encoding="utf-8")
    banner.dropEvent(drop_event(words))
    qtbot.waitUntil(lambda: "words.bin" in banner.problem.text(), timeout=SOON_MS)
    other = tmp_path / "z innego komputera.bin"
    other.write_bytes(GOOD)
    banner.dropEvent(drop_event(other))
    qtbot.waitUntil(lambda: not banner.isVisible(), timeout=SOON_MS)
    assert can(window, "train_start")


def test_a_voice_says_what_it_lacks(qtbot: QtBot, window: MainWindow, hub: Hub, sample: Path) -> None:
    make_voice(voices_dir() / "ala", "Ala", version="v2", sample_rate=40000, content="contentvec-768")
    make_voice(voices_dir() / "bob", "Bob", version="rvcdesk-draft-1", content="whisper-base")
    window.show_page("convert")
    page = window.pages["convert"]
    assert isinstance(page, ConvertPage)
    page.open_vocal(sample / "sung_line.flac")
    qtbot.waitUntil(lambda: page.song is not None, timeout=SOON_MS)
    banner: MissingModels = page.side.missing
    assert page.side.picker.choose("Bob") and not banner.isVisible() and can(window, "convert_start")
    assert page.side.picker.choose("Ala") and banner.isVisible() and not can(window, "convert_start")
    assert "ContentVec" in page.side.hint.text() and page.compare.result._empty_text == page.side.hint.text()
    assert banner.get.text() == "Get (300 kB)"
    form = page.side.form
    form.f0.setCurrentIndex(form.f0.findData("rmvpe"))
    assert banner.get.text() == "Get (600 kB)"
    qtbot.mouseClick(banner.get, LEFT)
    qtbot.waitUntil(lambda: not banner.isVisible(), timeout=SOON_MS)
    assert can(window, "convert_start") and form.f0.currentText() == "RMVPE"


def test_a_take_tells_its_mode_and_gives_it_back(window: MainWindow) -> None:
    window.show_page("convert")
    page = window.pages["convert"]
    assert isinstance(page, ConvertPage)
    form = page.side.form
    options = form.options(Path("a.wav"), "Ala", Path("b.wav"), None)
    assert (options.precision, options.dialect, options.repair_octaves) == ("auto", "auto", False)
    settings = {"precision": "fast", "dialect": "2026", "repair_octaves": True, "f0_file": "/x/krzywa.csv"}
    form.show_settings(settings)
    options = form.options(Path("a.wav"), "Ala", Path("b.wav"), None)
    assert (options.precision, options.dialect, options.repair_octaves) == ("fast", "2026", True)
    assert options.f0_file == Path("/x/krzywa.csv")
    said = page.studio.takes.described(settings)
    assert said[0] == "Quality: Fast" and "Dialect: RVC-WebUI 2026" in said
    form.reset.click()
    assert form.f0_file.path is None and form.precision.currentData() == "auto"
