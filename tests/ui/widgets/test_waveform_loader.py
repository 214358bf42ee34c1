"""Opening files for the view in a pool thread."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest
from PySide6.QtCore import QThreadPool
from pytestqt.qtbot import QtBot

from rvcdesk.audio.files import write
from rvcdesk.ui.widgets import waveform_loader
from rvcdesk.ui.widgets.waveform_loader import PeakLoader
from rvcdesk.ui.widgets.waveform_source import FileSource

RATE = 8000


@pytest.fixture
def recording(tmp_path: Path) -> Path:
    path = tmp_path / "źródło 声.wav"
    samples = np.random.default_rng(0).uniform(-0.5, 0.5, (2, 400 * RATE)).astype(np.float32)
    write(path, samples, RATE)
    return path


def test_a_new_file_is_shown_at_once_and_exact_in_the_end(
    recording: Path, tmp_path: Path, qtbot: QtBot
) -> None:
    loader = PeakLoader()
    sources: list[FileSource] = []
    steps: list[int] = []
    loader.opened.connect(sources.append)
    loader.progressed.connect(lambda done, total: steps.append(done))
    with qtbot.waitSignal(loader.ready):
        loader.open(recording, tmp_path / "cache")
    assert sources[0].is_complete
    assert steps == sorted(steps) and steps[-1] == 400 * RATE
    with qtbot.waitSignal(loader.ready):
        loader.open(recording, tmp_path / "cache")
    assert sources[1].is_complete and len(steps) == len(sorted(set(steps)))  # from the sidecar: no more steps
    assert list((tmp_path / "cache").iterdir())
    qtbot.waitUntil(lambda: not waveform_loader._running)


def test_opening_another_file_silences_the_first(recording: Path, tmp_path: Path, qtbot: QtBot) -> None:
    other = tmp_path / "other.wav"
    write(other, np.zeros((1, RATE), np.float32), RATE)
    loader = PeakLoader()
    sources: list[FileSource] = []
    loader.opened.connect(sources.append)
    loader.open(recording, tmp_path)
    with qtbot.waitSignal(loader.ready):
        loader.open(other, tmp_path)
    assert [source.frames for source in sources] == [RATE]


def test_cancel_stops_the_work(recording: Path, tmp_path: Path, qtbot: QtBot) -> None:
    loader = PeakLoader()
    with qtbot.assertNotEmitted(loader.ready):
        loader.open(recording, tmp_path / "cache")
        loader.cancel()
        assert not loader.is_busy
        assert QThreadPool.globalInstance().waitForDone(5000)
        qtbot.waitUntil(lambda: not waveform_loader._running)


def test_what_cannot_be_opened_is_said(tmp_path: Path, qtbot: QtBot) -> None:
    bad = tmp_path / "not audio.wav"
    bad.write_bytes(b"RIFF but no more")
    loader = PeakLoader()
    for path in (bad, tmp_path / "missing.wav"):
        with qtbot.waitSignal(loader.failed) as heard, qtbot.assertNotEmitted(loader.ready, wait=50):
            loader.open(path, tmp_path)
        assert path.name in str(heard.args[0])
    qtbot.waitUntil(lambda: not loader.is_busy)


def test_a_loader_may_go_while_its_work_runs(recording: Path, tmp_path: Path, qtbot: QtBot) -> None:
    loader = PeakLoader()
    loader.open(recording, tmp_path / "cache")
    loader.deleteLater()
    del loader
    qtbot.waitUntil(lambda: not waveform_loader._running)
