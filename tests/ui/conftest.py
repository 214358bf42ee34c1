"""Windows for tests: made as the app makes them, closed as the user does."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path

import numpy as np
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


@pytest.fixture(scope="session")
def tiny_voice(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with a draft voice of random weights and a small index."""
    import torch

    from rvcdesk.voice.checkpoint import VoiceFile, VoiceMetadata, save_voice
    from rvcdesk.voice.index import build_index
    from rvcdesk.voice.presets import PRESETS
    from rvcdesk.voice.synthesizer import build_synthesizer

    config = replace(
        PRESETS["draft"].config(speakers=1),
        inter_channels=8,
        hidden_channels=8,
        filter_channels=8,
        n_layers=1,
        gin_channels=4,
        upsample_initial_channel=8,
    )
    with torch.random.fork_rng():
        torch.manual_seed(0)
        network = build_synthesizer(config)
    folder = tmp_path_factory.mktemp("tiny-voice")
    facts = VoiceMetadata(name="Mały", epochs=1, unvoiced="zero", preset="draft", f0_median=180.0)
    save_voice(folder, VoiceFile(config, network.state_dict(), facts), "Mały")
    rng = np.random.default_rng(0)
    build_index(rng.standard_normal((60, 512)).astype(np.float32), folder, "Mały", config.version)
    return folder
