"""The window with all messages and the log, and what goes on the clipboard for a maker."""

from __future__ import annotations

import logging
from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtGui import QGuiApplication

from rvcdesk.ui.log_panel import LogDialog
from rvcdesk.ui.log_ring import RING
from rvcdesk.ui.window import MainWindow


@pytest.fixture(autouse=True)
def ring() -> Iterator[None]:
    root, level = logging.getLogger(), logging.getLogger().level
    root.addHandler(RING)
    root.setLevel(logging.INFO)
    yield
    root.removeHandler(RING)
    root.setLevel(level)


def shown(dialog: LogDialog) -> list[str]:
    return [dialog._list.item(row).text().split("  ", 1)[1] for row in range(dialog._list.count())]


def test_messages_and_log_with_a_filter(window: MainWindow) -> None:
    notify = window.services.notify
    notify.info("zapisano")
    notify.warn("uwaga", "details of it")
    notify.error("błąd")
    try:
        raise RuntimeError("deep inside")
    except RuntimeError:
        logging.getLogger("rvcdesk.audio.player").exception("playback failed")
    window.services.actions.action("messages").trigger()
    dialog = window.findChild(LogDialog)
    assert dialog is not None and dialog.isVisible()
    assert shown(dialog)[:3] == ["błąd", "uwaga", "zapisano"]
    dialog.least.setCurrentIndex(1)
    assert shown(dialog)[:2] == ["błąd", "uwaga"]
    dialog._list.setCurrentRow(1)
    assert "details of it" in dialog._details.toPlainText()
    dialog.least.setCurrentIndex(2)
    dialog.what.setCurrentIndex(1)
    assert shown(dialog)[0] == "audio.player: playback failed"
    dialog._list.setCurrentRow(0)
    assert "deep inside" in dialog._details.toPlainText()
    dialog.least.setCurrentIndex(0)
    assert "ui.notify: zapisano" in shown(dialog)


def test_an_open_window_hears_of_new_messages(window: MainWindow, qtbot: object) -> None:
    window.services.actions.action("messages").trigger()
    dialog = window.findChild(LogDialog)
    assert dialog is not None
    window.services.notify.warn("nowa")
    qtbot.waitUntil(lambda: "nowa" in shown(dialog))  # type: ignore[attr-defined]


def test_diagnostics_tell_no_folders(window: MainWindow) -> None:
    services = window.services
    services.settings.set("engine_command", str(Path.home() / "secret"))
    services.settings.set("theme", "light")
    services.notify.error(f"cannot read {Path.home() / 'Głos'}")
    services.actions.action("copy_diagnostics").trigger()
    text = QGuiApplication.clipboard().text()
    assert str(Path.home()) not in text and "secret" not in text
    for part in ("RVC Desk", "Python", "graphics:", "sound:", "theme = light", "engine_command = (set)"):
        assert part in text, part
    assert "cannot read ~" in text
