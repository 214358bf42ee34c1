"""Windows for tests: made as the app makes them, closed as the user does."""

from __future__ import annotations

from collections.abc import Callable, Iterator

import pytest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from rvcdesk.app import make_window
from rvcdesk.ui.window import MainWindow


@pytest.fixture
def open_window(qtbot: QtBot, qapp: QApplication) -> Iterator[Callable[[], MainWindow]]:
    """Call it for a window that is on the screen. What is still open at the end is closed."""
    made: list[MainWindow] = []

    def make() -> MainWindow:
        window = make_window(qapp)
        made.append(window)
        with qtbot.waitExposed(window):
            window.show()
        window.load_current_page()
        return window

    yield make
    for window in made:
        window.close()
        window.deleteLater()
    qapp.processEvents()


@pytest.fixture
def window(open_window: Callable[[], MainWindow]) -> MainWindow:
    """One window without a project."""
    return open_window()
