"""What the editor draws: timelines of several recordings, missing ones, modes and scales by their keys."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from rvcdesk.ui.clean.looking import Looking
from rvcdesk.ui.widgets.spectrogram_settings import SpectrogramSettings
from rvcdesk.ui.window import MainWindow
from tests.ui.clean_desk import CONTROL, RATE, SHIFT, Desk, make_project, record, talk


@pytest.fixture
def desk(qtbot: QtBot, window: MainWindow, tmp_path: Path) -> Desk:
    desk = Desk(qtbot, window)
    first, second = talk(), talk(2, seconds=4.0)
    second[1] *= 0.25
    recordings = [record(tmp_path / "a ł.wav", first), record(tmp_path / "b.wav", second)]
    desk.open(make_project(tmp_path / "Głos 声", recordings))
    return desk


def looking(desk: Desk) -> Looking:
    return next(part for part in desk.page.parts if isinstance(part, Looking))


def drawn(desk: Desk, channel: int = 0) -> np.ndarray:
    source = desk.view.source
    assert source is not None
    return source.samples(0, source.frames, channel)


def heard(desk: Desk) -> np.ndarray:
    render = desk.clip.render(kept_only=False)
    return np.clip(np.rint(render.read(0, render.frames) * 32768), -32768, 32767).astype(np.int16)


def test_what_is_drawn_is_what_is_heard_after_a_ripple_delete(desk: Desk) -> None:
    before = desk.page.editor.waves._sources.copy()
    desk.view.selections = [(2 * RATE, 3 * RATE)]
    desk.key(Qt.Key.Key_Delete, SHIFT)
    assert desk.view.frames == desk.clip.frames == 7 * RATE
    join = round(0.003 * RATE)
    near = np.abs(np.arange(7 * RATE) - 2 * RATE) <= join  # faded there
    np.testing.assert_array_equal(drawn(desk)[~near], heard(desk)[0][~near])
    assert desk.page.editor.waves._sources == before  # nothing was opened again
    desk.key(Qt.Key.Key_Z, CONTROL)
    assert desk.view.frames == 8 * RATE
    np.testing.assert_array_equal(drawn(desk), heard(desk)[0])


def test_a_paste_from_another_recording_is_drawn(desk: Desk) -> None:
    page = desk.page
    other = page.project.clips[1] if page.project is not None else None
    assert other is not None
    clipping = other.copy(RATE, 2 * RATE)
    assert desk.clip.paste(RATE, clipping, None)
    page.editor.after_edit()
    desk.qtbot.waitUntil(lambda: not page.editor.waves._waiting)
    source = desk.view.source
    assert source is not None and source.frames == 9 * RATE and source.channels == 2
    shown = drawn(desk, 1)[RATE + 100 : 2 * RATE - 100]
    np.testing.assert_array_equal(shown, heard(desk)[1][RATE + 100 : 2 * RATE - 100])
    assert np.abs(shown).max() > 300


def test_a_lost_recording_is_shown_and_said(desk: Desk) -> None:
    page = desk.page
    other = page.project.clips[1] if page.project is not None else None
    assert other is not None
    assert desk.clip.paste(RATE, other.copy(RATE, 2 * RATE), None)
    page.editor.after_edit()
    desk.qtbot.waitUntil(lambda: not page.editor.waves._waiting)
    clip = desk.clip
    lost = next(source for name, source in clip.sources.items() if name != next(iter(clip.sources)))
    clip.source_path(lost).unlink()
    page._show_clip(None)
    with desk.qtbot.waitSignal(page.editor.failed) as failed:
        page._show_clip(clip)
    assert Path(lost.path).name in str(failed.args[1])
    desk.qtbot.waitUntil(lambda: page.editor.ready)
    assert desk.view.scene.missing.tolist() == [[RATE, 2 * RATE]]
    picture = desk.view.grab().toImage()
    x, y = round(desk.view.port.x_of(1.5 * RATE)), desk.view.height() // 2
    looks = {picture.pixelColor(x + dx, y + 40).name() for dx in range(-8, 8)}
    assert len(looks) > 1  # hatched


def test_modes_and_scales_by_their_keys_are_remembered(desk: Desk) -> None:
    settings = desk.page.services.settings
    part = looking(desk).spectrogram
    assert part.mode == "waveform" and desk.page.editor.corner.isHidden()
    seen = []
    for _ in range(3):
        desk.key(Qt.Key.Key_M)
        seen.append((part.mode, settings.get("view_mode"), len(lanes(desk))))
    assert seen == [
        ("both", "both", 1),
        ("spectrogram", "spectrogram", 1),
        ("waveform", "waveform", 0),
    ]
    desk.key(Qt.Key.Key_V)
    assert desk.view.scene.db_range == 60 and settings.get("db_scale") is True
    desk.key(Qt.Key.Key_V)
    assert desk.view.scene.db_range == 0 and settings.get("db_scale") is False
    for name, gain in (("zoom_in_levels", 1.35), ("zoom_out_levels", 1.0), ("zoom_out_levels", 1.0)):
        desk.page.services.actions.action(name).trigger()
        assert desk.view.scene.gain == pytest.approx(gain)
    desk.page.services.actions.action("zoom_in_levels").trigger()
    desk.page.services.actions.action("zoom_normal_levels").trigger()
    assert desk.view.scene.gain == 1


def lanes(desk: Desk) -> tuple[object, ...]:
    desk.view.grab()
    return desk.view.scene.frequency_lanes


def test_the_settings_of_the_spectrogram_apply_at_once_and_stay(desk: Desk) -> None:
    part, settings = looking(desk).spectrogram, desk.page.services.settings
    desk.page.services.actions.action("spectrogram_settings").trigger()
    assert part.mode == "both"
    popup = desk.page.editor.findChild(SpectrogramSettings)
    assert isinstance(popup, SpectrogramSettings) and popup.isVisible()
    popup.scale.setCurrentIndex(popup.scale.findData("linear"))
    popup.window_size.setCurrentIndex(popup.window_size.findData(512))
    popup.low.setValue(-60)
    popup.high.setValue(-50)
    assert (part.options.scale, part.options.nfft, part.options.low_db) == ("linear", 512, -60)
    assert part.options.high_db == -40  # a range of 20 dB at least
    assert settings.get("spectrogram")["nfft"] == 512
    popup.close()
    desk.view.grab()
    desk.qtbot.waitUntil(lambda: not part.tiles.is_busy)
    picture = desk.view.grab().toImage()
    (lane,) = desk.view.scene.frequency_lanes
    assert len({picture.pixelColor(x, round(lane.bottom) - 5).name() for x in range(0, 300, 5)}) > 3


def test_leaving_a_project_lets_no_thread_read_on(desk: Desk) -> None:
    part = looking(desk).spectrogram
    part.set_mode("spectrogram")
    desk.view.grab()
    desk.page.set_project(None)
    assert part.tiles._pool.activeThreadCount() == 0
    desk.qtbot.waitUntil(lambda: not part.tiles.is_busy)
