"""M4A and MP3 in the view: painted while they are decoded, right at the end, cancelled at once."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import numpy as np
import pytest
import soundfile
from PySide6.QtCore import QThreadPool
from pytestqt.qtbot import QtBot

from rvcdesk.audio import codecs_av, decoding
from rvcdesk.audio.files import AudioReader, decode, write
from rvcdesk.ui.widgets import waveform_loader
from rvcdesk.ui.widgets.waveform import WaveformView
from rvcdesk.ui.widgets.waveform_loader import PeakLoader
from rvcdesk.ui.widgets.waveform_source import FileSource

RATE = 44_100
SECONDS = 40


def sound() -> np.ndarray:
    """A tone that grows louder, so that every place looks different, (2, frames)."""
    t = np.arange(SECONDS * RATE) / RATE
    tone = np.linspace(0.05, 0.8, len(t)) * np.sin(2 * np.pi * 300 * t)
    return np.stack([tone, 0.5 * tone]).astype(np.float32)


@pytest.fixture(scope="module")
def m4a(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("sound") / "głos.m4a"
    write(path, sound(), RATE)
    return path


@pytest.fixture(scope="module")
def mp3(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("sound") / "głos.mp3"
    soundfile.write(path, sound().T, RATE)
    return path


class Gate:
    """Holds a decoder up after its first pieces, until it is opened."""

    def __init__(self, monkeypatch: pytest.MonkeyPatch, seconds: float) -> None:
        import threading

        self.reached, self._open = threading.Event(), threading.Event()
        pieces = codecs_av.pieces

        def held_up(path: Path) -> Iterator[np.ndarray]:
            done = 0
            for piece in pieces(path):
                done += piece.shape[1]
                if done > seconds * RATE and not self.reached.is_set():
                    self.reached.set()
                    assert self._open.wait(20)
                yield piece

        monkeypatch.setattr(codecs_av, "pieces", held_up)

    def open(self) -> None:
        self._open.set()


def heard(source: FileSource, share: float) -> int:
    """The greatest value of a hundredth of the timeline."""
    found = source.columns(share * source.frames, source.frames / 100, 1, 0)
    assert found is not None
    return int(found[1].max())


def test_an_m4a_is_painted_while_it_is_decoded(
    m4a: Path, tmp_path: Path, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    gate = Gate(monkeypatch, SECONDS * 0.8)
    view, loader = WaveformView(), PeakLoader()
    qtbot.addWidget(view)
    view.resize(800, 200)
    opened: list[FileSource] = []
    loader.opened.connect(opened.append)
    loader.opened.connect(view.set_audio)
    loader.progressed.connect(lambda *_: view.refresh())
    loader.open(m4a, tmp_path)
    qtbot.waitUntil(lambda: gate.reached.is_set() and bool(opened) and opened[0].pyramid.done > 0)
    source = opened[0]
    assert abs(source.frames / RATE - SECONDS) < 0.2 and not source.is_complete
    assert heard(source, 0.3) > 5000 and heard(source, 0.95) == 0
    assert np.abs(source.samples(10 * RATE, 2000, 0)).max() > 2000  # close: samples, as far as they are
    assert not source.samples((SECONDS - 2) * RATE, 2000, 0).any()
    assert source.read(10 * RATE, 100).shape == (2, 100)
    picture = view.grab().toImage()
    assert picture.pixelColor(300, 60) != picture.pixelColor(780, 60)  # louder, but not decoded yet
    with qtbot.waitSignal(loader.ready, timeout=20_000):
        gate.open()
    whole, _ = decode(m4a)
    last = opened[-1]
    assert last.is_complete and last.frames == whole.shape[1]
    assert heard(last, 0.95) > 20_000
    expected = np.clip(
        np.rint(whole[0, (SECONDS - 2) * RATE : (SECONDS - 2) * RATE + 50] * 32768), -32768, 32767
    )
    np.testing.assert_array_equal(last.samples((SECONDS - 2) * RATE, 50, 0), expected)


def test_a_reader_of_a_growing_file_waits_for_what_it_needs(
    m4a: Path, tmp_path: Path, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    whole, _ = decode(m4a)
    gate = Gate(monkeypatch, 20)
    loader = PeakLoader()
    loader.open(m4a, tmp_path)
    qtbot.waitUntil(gate.reached.is_set)
    with AudioReader(m4a, tmp_path) as reader:
        assert 0 < reader.available < reader.frames
        np.testing.assert_array_equal(reader.read(RATE, 500), whole[:, RATE : RATE + 500])
        gate.open()
        end = whole.shape[1]
        np.testing.assert_array_equal(reader.read(end - 9000, 500), whole[:, end - 9000 : end - 8500])
        decoded = decoding.under_way(m4a, tmp_path)
        if decoded is not None:
            decoded.wait()
        assert reader.read(end - 1, 1).shape == (2, 1)
        assert reader.available == reader.frames == end
    qtbot.waitUntil(lambda: not waveform_loader._running)


def test_cancel_stops_the_decoder_and_leaves_nothing(
    m4a: Path, tmp_path: Path, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    gate = Gate(monkeypatch, 20)
    loader = PeakLoader()
    loader.open(m4a, tmp_path / "cache")
    qtbot.waitUntil(gate.reached.is_set)
    loader.cancel()
    gate.open()
    assert QThreadPool.globalInstance().waitForDone(10_000)
    qtbot.waitUntil(lambda: not waveform_loader._running)
    assert list((tmp_path / "cache").iterdir()) == []
    with qtbot.waitSignal(loader.ready, timeout=20_000):
        loader.open(m4a, tmp_path / "cache")


def test_again_both_are_there_at_once(m4a: Path, mp3: Path, tmp_path: Path, qtbot: QtBot) -> None:
    for path in (m4a, mp3):
        loader = PeakLoader()
        steps: list[int] = []
        with qtbot.waitSignal(loader.ready, timeout=20_000):
            loader.open(path, tmp_path)
        loader.progressed.connect(lambda done, _total, steps=steps: steps.append(done))
        with qtbot.waitSignal(loader.opened) as opened:
            loader.open(path, tmp_path)
        assert opened.args[0].is_complete and heard(opened.args[0], 0.9) > 18_000
        qtbot.waitUntil(lambda: not waveform_loader._running)
        assert not steps


def test_a_length_that_the_header_had_wrong_is_corrected(
    m4a: Path, tmp_path: Path, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    whole, _ = decode(m4a)
    said = codecs_av.probe
    for wrong in (0.5, 1.5):
        monkeypatch.setattr(
            codecs_av,
            "probe",
            lambda path, wrong=wrong: said(path)._replace(frames=round(SECONDS * RATE * wrong)),
        )
        opened: list[FileSource] = []
        loader = PeakLoader()
        loader.opened.connect(opened.append)
        with qtbot.waitSignal(loader.ready, timeout=20_000):
            loader.open(m4a, tmp_path / str(wrong))
        assert [source.frames for source in opened] == [round(SECONDS * RATE * wrong), whole.shape[1]]
        assert heard(opened[-1], 0.97) > 20_000


def test_old_copies_are_pruned_the_newest_stays(m4a: Path, tmp_path: Path) -> None:
    import os

    for number in range(4):
        path = tmp_path / f"{number}{decoding.SUFFIX}"
        path.write_bytes(bytes(1000))
        os.utime(path, (number, number))
    kept = tmp_path / "kept.peaks"
    kept.write_bytes(bytes(5000))
    assert {path.name[0] for path in decoding.prune(tmp_path, 2500)} == {"0", "1"}
    assert decoding.prune(tmp_path, 10) == [tmp_path / f"2{decoding.SUFFIX}"]
    assert kept.exists() and (tmp_path / f"3{decoding.SUFFIX}").exists()
