"""The Convert page with its real parts: a tiny voice, the engine's child, a player on a clock."""

from __future__ import annotations

import time
from pathlib import Path

import numpy as np
import pytest
from PySide6.QtCore import QMimeData, QPoint, QPointF, Qt, QUrl
from PySide6.QtGui import QDropEvent, QWheelEvent
from PySide6.QtWidgets import QApplication, QPushButton, QWidget
from pytestqt.qtbot import QtBot

from rvcdesk.audio.files import decode, probe, resample, write
from rvcdesk.audio.player import Player
from rvcdesk.project import Project
from rvcdesk.ui.convert.page import ConvertPage
from rvcdesk.ui.window import MainWindow
from tests.helpers.clock import SPEAKERS, ClockBackend

LEFT = Qt.MouseButton.LeftButton
SLOW_MS = 60_000


@pytest.fixture
def project(tmp_path: Path, tiny_voice: Path) -> Path:
    folder = tmp_path / "Głos 声"
    Project.create(folder, "Głos").close()
    for path in tiny_voice.iterdir():
        (folder / "voice" / path.name).write_bytes(path.read_bytes())
    return folder


@pytest.fixture
def song(tmp_path: Path, sample: Path) -> Path:
    """Two seconds of the sample's sung line."""
    samples, rate = decode(sample / "sung_line.flac", start=3 * 16000, frames=2 * 16000)
    path = tmp_path / "pieśń.flac"
    write(path, samples, rate)
    return path


@pytest.fixture
def page(window: MainWindow, project: Path) -> ConvertPage:
    window.open_project(project)
    window.show_page("convert")
    shown = window.pages["convert"]
    assert isinstance(shown, ConvertPage)
    shown.side.form.f0.setCurrentIndex(shown.side.form.f0.findData("pm"))
    shown.side.form.threads.setValue(1)
    return shown


def drop(widget: ConvertPage, window: MainWindow, *paths: Path) -> None:
    """As the desktop does it, with the mouse over the window."""
    data = QMimeData()
    data.setUrls([QUrl.fromLocalFile(str(path)) for path in paths])
    buttons, keys = Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier
    window.dropEvent(QDropEvent(QPointF(10, 10), Qt.DropAction.CopyAction, data, buttons, keys))


def notes(window: MainWindow, level: str) -> list[str]:
    return [note.text for note in window.services.notify.history if note.level == level]


def test_from_a_vocal_to_a_saved_cover(
    qtbot: QtBot, window: MainWindow, page: ConvertPage, song: Path, sample: Path, tmp_path: Path
) -> None:
    compare, takes, form = page.compare, page.studio.takes, page.side.form
    assert "vocal" in page.side.hint.text() and not page.side.button.isEnabled()
    drop(page, window, song)
    qtbot.waitUntil(lambda: compare.source.track.loudness is not None, timeout=SLOW_MS)
    assert page.side.picker.entry is not None and page.side.picker.entry.name == "Mały"
    qtbot.waitUntil(lambda: "Suggested" in form.suggestion.text(), timeout=SLOW_MS)
    qtbot.mouseClick(form.use, LEFT)
    assert form.transpose.value() == -12 and form.use.isHidden()

    stages: list[str] = []
    page.conversion.changed.connect(lambda: stages.append(page.conversion.said))
    qtbot.mouseClick(page.side.button, LEFT)
    qtbot.waitUntil(lambda: window.jobbar.isVisible(), timeout=SLOW_MS)
    qtbot.waitUntil(lambda: compare.result.track.loudness is not None, timeout=SLOW_MS)
    assert any("voice" in stage for stage in stages) and not page.conversion.running
    take = takes.path
    assert take is not None and take.name == "take 01.wav" and takes.list.topLevelItemCount() == 1
    assert takes.list.topLevelItem(0).text(1) == "Mały" and takes.list.topLevelItem(0).text(2) == "−12"
    assert probe(take).frames == 2 * probe(take).rate and compare.result.view.source is not None

    _listen(qtbot, window, page)

    page.set_instrumental(sample / "instrumental.flac")
    qtbot.waitUntil(lambda: compare.instrumental.track.loudness is not None, timeout=SLOW_MS)
    _mix_live(page)
    _save(qtbot, window, page, tmp_path / "okładka.flac")
    _make_a_second_take_and_come_back(qtbot, window, page, song)


def _clock(window: MainWindow) -> tuple[Player, ClockBackend]:
    backend = ClockBackend(SPEAKERS)
    player = Player(backend, threaded=False)
    service = window.services.player
    service._player = player
    service._connect(player)
    return player, backend


def _listen(qtbot: QtBot, window: MainWindow, page: ConvertPage) -> None:
    """A, then B by key, at the same place; what was heard is what the files hold there."""
    player, backend = _clock(window)
    compare = page.compare
    with qtbot.waitActive(window):
        window.activateWindow()
    compare.source.view.setFocus()
    qtbot.mouseClick(compare.source.button, LEFT)
    assert compare.source.active and not compare.result.active
    assert compare.source.heard.isVisible() and not compare.result.heard.isVisible()
    qtbot.keyClick(compare.source.view, Qt.Key.Key_Space)
    backend.advance(player, 0.8)
    before = player.position
    qtbot.keyClick(compare.source.view, Qt.Key.Key_T)
    assert compare.result.active and "heard now" in compare.result.view.accessibleName()
    backend.advance(player, 0.8)
    sound = page.listening.playback.sound
    assert sound is not None and player.state == "playing"
    rate = sound.rate
    assert player.position - before == pytest.approx(0.8 * rate, abs=0.02 * rate)
    heard = backend.sound[0]
    joined = slice(round(0.7 * 48000), round(1.0 * 48000))
    steps = [0.0]
    for path, begin, end in ((compare.source.track.path, 0.2, 0.75), (compare.result.track.path, 0.95, 1.5)):
        assert path is not None
        samples, own = decode(path, mono=True)
        wanted = resample(samples, own, SPEAKERS.rate)
        steps.append(float(np.abs(np.diff(wanted[joined])).max()))
        part = slice(round(begin * 48000), round(end * 48000))
        assert np.corrcoef(wanted[part], heard[part])[0, 1] > 0.97, path
    # The switch adds no step that the sounds themselves do not make: no click.
    assert np.abs(np.diff(heard[joined])).max() < 1.1 * max(steps)
    place = compare.source.view.port.x_of(0.5 * compare.source.view.rate)
    qtbot.mouseClick(compare.source.view, LEFT, pos=QPointF(place, 20).toPoint())
    backend.advance(player, 0.3)
    assert player.position / rate == pytest.approx(0.5, abs=0.1)
    qtbot.keyClick(compare.source.view, Qt.Key.Key_Space)
    backend.advance(player, 0.3)
    assert page.listening.playback.state == "stopped" and compare.place == pytest.approx(0.5, abs=0.02)
    assert compare.result.view.play_cursor is None


def _mix_live(page: ConvertPage) -> None:
    """A fader is heard while it moves; the offset moves the vocal on the common timeline."""
    player, backend = page.services.player.player, page.services.player.player._output.backend
    assert isinstance(backend, ClockBackend)
    page.studio.mixer.vocal.mute.click()
    page.listening._play_from(0.0)
    backend.advance(player, 0.6)
    page.studio.mixer.instrumental.slider.setValue(-300)
    backend.advance(player, 0.6)
    page.listening.playback.stop()
    backend.advance(player, 0.2)
    loud, soft = (
        np.abs(backend.sound[0][-round(a * 48000) : -round(b * 48000)]).max()
        for a, b in ((1.2, 0.9), (0.6, 0.3))
    )
    assert soft.max() < 0.2 * loud.max()
    page.studio.mixer.vocal.mute.click()
    page.studio.mixer.instrumental.box.setValue(-6.0)
    page.studio.mixer.offset.setValue(0.25)
    view = page.compare.source.view
    assert page.compare.seconds == pytest.approx(max(2.25, page.compare.instrumental.track.seconds))
    assert not view.source.samples(0, round(0.25 * view.rate), 0).any()
    page.studio.mixer.offset.setValue(0.0)


def _save(qtbot: QtBot, window: MainWindow, page: ConvertPage, out: Path) -> None:
    """Through the dialog; the file holds both, and the page says where it is."""
    window.services.actions.action("save_cover").trigger()
    dialog = page.export.dialog
    assert dialog is not None and Path(dialog.selectedFiles()[0]).name == "cover.wav"
    dialog.fileSelected.emit(str(page.studio.takes.path))
    assert "one of the files the cover is made of" in notes(window, "error")[-1]
    with qtbot.waitSignal(page.export.saved, timeout=SLOW_MS):
        dialog.fileSelected.emit(str(out))
    dialog.reject()
    samples, rate = decode(out)
    music, _ = decode(page.compare.instrumental.track.path, mono=True)
    assert samples.shape[1] / rate == pytest.approx(page.compare.seconds, abs=0.01)
    after = slice(round(2.5 * rate), round(3.5 * rate))
    music = resample(music, probe(page.compare.instrumental.track.path).rate, rate)[after]
    gain = float(np.abs(samples[0][after]).max() / np.abs(music).max())
    assert gain == pytest.approx(10 ** (-6 / 20), rel=0.1)
    assert out.name in page.studio.saved.text() and page.studio.show_saved.isVisible()


def _wheel(widget: QWidget) -> None:
    place, none = QPointF(widget.rect().center()), Qt.KeyboardModifier.NoModifier
    turn = QWheelEvent(
        place, QPointF(widget.mapToGlobal(place)), QPoint(), QPoint(0, -120),
        Qt.MouseButton.NoButton, none, Qt.ScrollPhase.NoScrollPhase, False,
    )  # fmt: skip
    QApplication.sendEvent(widget, turn)


def _make_a_second_take_and_come_back(
    qtbot: QtBot, window: MainWindow, page: ConvertPage, song: Path
) -> None:
    """Takes are kept with their settings; the project opens as it was left."""
    page.side.form.transpose.up.click()
    _wheel(page.side.form.protect.box)
    assert page.side.form.protect.value() == 0.33, "scrolling the form turns no number"
    page.side.form.protect.box.setValue(0.1)
    qtbot.mouseClick(page.side.button, LEFT)
    qtbot.waitUntil(lambda: page.studio.takes.list.topLevelItemCount() == 2, timeout=SLOW_MS)
    folder = page.project.folder if page.project is not None else Path()
    page.side.form.reset.click()
    assert page.side.form.protect.value() == 0.33
    window.close_project()
    assert page.song is None and page.studio.takes.path is None
    window.open_project(folder)
    qtbot.waitUntil(lambda: page.compare.result.track.loudness is not None, timeout=SLOW_MS)
    qtbot.waitUntil(lambda: page.compare.instrumental.track.loudness is not None, timeout=SLOW_MS)
    assert page.song is not None and page.song.vocal == song
    assert page.studio.takes.path == folder / "covers" / "pieśń" / "take 02.wav"
    assert page.side.form.protect.value() == 0.1 and page.studio.mixer.levels().instrumental_db == -6.0
    assert page.compare.instrumental.track.path is not None
    assert page.compare.instrumental.track.path.name == "instrumental.flac"


def test_cancel_is_certain_and_leaves_nothing(
    qtbot: QtBot, window: MainWindow, page: ConvertPage, song: Path, tmp_path: Path
) -> None:
    samples, rate = decode(song)
    long = tmp_path / "długa.wav"
    write(long, np.tile(samples, (1, 60)), rate)
    page.open_vocal(long)
    qtbot.waitUntil(lambda: page.compare.source.track.wave is not None, timeout=SLOW_MS)
    qtbot.mouseClick(page.side.button, LEFT)
    heard: list[str] = []
    page.conversion.changed.connect(lambda: heard.append(page.conversion.said))
    qtbot.waitUntil(lambda: any("Finding the pitch" in said for said in heard), timeout=SLOW_MS)
    child = window.services.engine.pid
    assert child and page.side.button.text() == "Cancel the conversion"
    began = time.monotonic()
    qtbot.mouseClick(page.side.button, LEFT)
    assert not page.conversion.running and window.services.engine.pid != child
    assert time.monotonic() - began < 30  # certain; how fast is for the benchmark to say
    assert page.side.button.text() == "Convert" and page.side.button.isEnabled()
    assert not list(page.song.folder.glob("**/*.wav")) if page.song is not None else False
    assert "cancelled" in notes(window, "info")[-1]


def test_what_cannot_be_used_is_one_sentence(
    qtbot: QtBot, window: MainWindow, page: ConvertPage, song: Path, tmp_path: Path
) -> None:
    empty, words, lie = (tmp_path / name for name in ("pusty.wav", "words.mp3", "nie głos.pth"))
    empty.write_bytes(b"")
    for path in (words, lie):
        path.write_text("To nie jest to, czym się zdaje.\n" * 40, encoding="utf-8")
    drop(page, window, song)
    qtbot.waitUntil(lambda: page.compare.source.track.wave is not None, timeout=SLOW_MS)
    for path, said in ((empty, "empty"), (words, "words.mp3")):
        before = len(notes(window, "error"))
        drop(page, window, path)
        qtbot.waitUntil(lambda before=before: len(notes(window, "error")) > before, timeout=SLOW_MS)  # type: ignore[misc]
        assert said in notes(window, "error")[-1]
        assert page.song is not None and page.song.vocal == song, "what was open stays"
    before = len(notes(window, "error"))
    drop(page, window, lie)
    qtbot.waitUntil(lambda: len(notes(window, "error")) > before, timeout=SLOW_MS)
    assert "nie głos.pth" in notes(window, "error")[-1]
    assert page.side.picker.entry is not None and page.side.picker.entry.name == "Mały", "not offered again"


def test_a_broken_voice_of_the_project_and_a_short_vocal_are_sentences_of_the_conversion(
    qtbot: QtBot, window: MainWindow, page: ConvertPage, project: Path, song: Path, tmp_path: Path
) -> None:
    blip = tmp_path / "blip.wav"
    write(blip, np.full((1, 800), 0.1, np.float32), 16000)
    lie = project / "voice" / "kłamie.pth"
    lie.write_text("To nie jest głos.\n" * 40, encoding="utf-8")
    page.side.picker.refresh()
    good = project / "voice" / "Mały.safetensors"
    for voice, vocal, said in ((lie, song, "kłamie.pth"), (good, blip, "blip.wav")):
        page.open_vocal(vocal)
        track = page.compare.source.track
        qtbot.waitUntil(
            lambda track=track, vocal=vocal: track.path == vocal and track.wave is not None,  # type: ignore[misc]
            timeout=SLOW_MS,
        )
        assert page.side.picker.choose(voice)
        before = len(notes(window, "error"))
        qtbot.mouseClick(page.side.button, LEFT)
        qtbot.waitUntil(lambda before=before: len(notes(window, "error")) > before, timeout=SLOW_MS)  # type: ignore[misc]
        sentence = notes(window, "error")[-1]
        assert said in sentence and "Traceback" not in sentence and "\n" not in sentence
        assert not page.conversion.running and page.studio.takes.path is None
        assert page.side.button.text() == "Convert"


def test_while_a_training_holds_the_card_it_asks(
    qtbot: QtBot, window: MainWindow, page: ConvertPage, project: Path, song: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:  # fmt: skip
    import filelock

    from rvcdesk.ui.convert import conversion as module

    monkeypatch.setattr(module, "LOOK_MS", 50)
    page.conversion._look.setInterval(50)
    run = project / "runs" / "próba"
    run.mkdir(parents=True)
    (run / "options.json").write_text("{}", encoding="utf-8")
    prepare = '{"event": "prepare", "time": 1, "done": 1, "total": 1, "device": "%s"}\n'
    (run / "events.jsonl").write_text(prepare % "NVIDIA H200", encoding="utf-8")
    page.open_vocal(song)
    qtbot.waitUntil(lambda: page.compare.source.track.wave is not None, timeout=SLOW_MS)

    def press(words: str) -> None:
        qtbot.mouseClick(page.side.button, LEFT)
        box = page.conversion.question
        assert box is not None and "próba" in box.text()
        button = next(b for b in box.findChildren(QPushButton) if words in b.text())
        qtbot.mouseClick(button, LEFT)
        page.conversion.question = None

    sent: list[str] = []
    submit = window.services.engine.submit

    def note(verb: str, options: dict[str, object]) -> object:
        if verb == "convert":
            sent.append(str(options["device"]))
        return submit(verb, options)

    monkeypatch.setattr(window.services.engine, "submit", note)
    with filelock.FileLock(run / ".lock"):
        press("Cancel")
        assert not page.conversion.running and not sent
        press("processor")
        assert sent == ["cpu"]
        page.conversion.cancel()
        press("Wait")
        assert page.conversion.running and "próba" in page.conversion.said and sent == ["cpu"]
    qtbot.waitUntil(lambda: sent == ["cpu", "auto"], timeout=SLOW_MS)
    page.conversion.cancel()
    (run / "events.jsonl").write_text(prepare % "cpu", encoding="utf-8")
    with filelock.FileLock(run / ".lock"):
        qtbot.mouseClick(page.side.button, LEFT)
        assert page.conversion.question is None and len(sent) == 3
        page.conversion.cancel()


def test_a_voice_sent_along_and_one_that_appears(
    qtbot: QtBot, window: MainWindow, page: ConvertPage, project: Path, tiny_voice: Path
) -> None:
    library = window.services.settings.path.parent.parent / "data" / "voices" / "Druga"
    library.mkdir(parents=True)
    for path in tiny_voice.glob("*.safetensors"):
        (library / "Druga.safetensors").write_bytes(path.read_bytes())
    window.show_page("convert", {"voice": library / "Druga.safetensors"})
    assert page.side.picker.entry is not None and page.side.picker.entry.name == "Druga"
    assert "library" in page.side.picker.box.currentText()
    (project / "voice" / "Trzecia.pth").write_bytes(b"a training has ended")
    qtbot.waitUntil(lambda: page.side.picker.box.count() == 3, timeout=SLOW_MS)
    assert page.side.picker.entry.name == "Druga", "the choice stays"


def test_without_a_project_the_sample_is_one_click(qtbot: QtBot, window: MainWindow) -> None:
    window.show_page("convert")
    page = window.pages["convert"]
    assert isinstance(page, ConvertPage)
    assert (
        "no voice yet"
        in page.side.picker.findChildren(QPushButton)[0]
        .parentWidget()
        .findChildren(type(page.side.hint))[0]
        .text()
    )
    button = next(b for b in page.findChildren(QPushButton) if "sample song" in b.text())
    qtbot.mouseClick(button, LEFT)
    qtbot.waitUntil(lambda: page.compare.instrumental.track.loudness is not None, timeout=SLOW_MS)
    qtbot.waitUntil(lambda: page.compare.source.track.loudness is not None, timeout=SLOW_MS)
    assert page.song is not None and page.song.vocal.name == "sung_line.flac"
    assert not page.side.button.isEnabled() and "voice" in page.side.hint.text()
    page.listening.play_stop()  # no sound device in this test: nothing happens, nothing breaks
    page.listening.playback.stop()
