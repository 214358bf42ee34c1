"""Panels of effects with real sound: preview, compare, apply, repeat, all recordings, a lost cache."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from pathlib import Path

import numpy as np
import pytest
from numpy.typing import NDArray
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from rvcdesk.audio.loudness import measure
from rvcdesk.project import Project
from rvcdesk.ui.clean.effects_trial import TrialSound
from rvcdesk.ui.window import MainWindow
from tests.ui.clean_desk import CONTROL, LEFT, RATE, Desk, make_project, record, talk

OpenWindow = Callable[[], MainWindow]


def noisy() -> NDArray[np.float32]:
    """Talk with pauses full of hiss and hum."""
    sound = talk()
    time = np.arange(sound.shape[1]) / RATE
    hiss = 0.005 * np.random.default_rng(8).standard_normal(sound.shape)
    return np.asarray(sound + hiss + 0.01 * np.sin(2 * np.pi * 50 * time), np.float32)


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    paths = [record(tmp_path / f"próba {number}.wav", noisy()) for number in (1, 2)]
    return make_project(tmp_path / "Głos", paths)


@pytest.fixture
def desk(qtbot: QtBot, window: MainWindow, folder: Path) -> Desk:
    desk = Desk(qtbot, window)
    desk.open(folder)
    return desk


def run(desk: Desk, action: str) -> None:
    assert desk.can(action), action
    desk.window.services.actions.action(action).trigger()


def settle(desk: Desk) -> None:
    desk.qtbot.waitUntil(lambda: not desk.page.effects.runner.busy)


def sound(desk: Desk, start: float = 0, end: float = 8) -> NDArray[np.float32]:
    render = desk.clip.render(kept_only=False)
    return render.read(round(start * RATE), round((end - start) * RATE))


def power(samples: NDArray[np.float32]) -> float:
    return float(10 * np.log10(np.square(samples).mean()))


def effects(desk: Desk) -> list[list[str]]:
    return [[effect.name for effect in item.effects] for item in desk.clip.state.segments]


def test_noise_is_shown_turned_down_and_undone(desk: Desk) -> None:
    before = sound(desk)
    assert not desk.can("noise_profile") and not desk.can("repeat_effect") and not desk.can("remove_effects")
    desk.drag(2.2, 3.3)
    run(desk, "noise_profile")
    desk.view.selection = None
    run(desk, "noise_reduction")
    panel = desk.page.effects.panel
    assert panel.isVisible() and "0:02" in panel.about.text() and "learns" in panel.warning.text()
    assert panel.form is not None
    panel.form.boxes["reduction_db"].setValue(18)
    QTest.mouseClick(panel.apply, LEFT)
    settle(desk)
    assert effects(desk) == [["noise_reduction"]] and desk.clip.history.undo_label == "Reduce noise"
    assert power(sound(desk, 5.5, 6.5)) < power(before[:, round(5.5 * RATE) : round(6.5 * RATE)]) - 15
    assert abs(power(sound(desk, 0.5, 1.5)) - power(before[:, RATE // 2 : 3 * RATE // 2])) < 0.5
    assert any("done" in said for said in desk.said)
    desk.view.setFocus()
    desk.key(Qt.Key.Key_Z, CONTROL)
    np.testing.assert_array_equal(sound(desk), before)
    desk.key(Qt.Key.Key_Y, CONTROL)
    assert effects(desk) == [["noise_reduction"]]
    run(desk, "remove_effects")
    np.testing.assert_array_equal(sound(desk), before)


def test_what_was_set_and_the_noise_are_remembered(
    qtbot: QtBot, open_window: OpenWindow, folder: Path
) -> None:
    first = Desk(qtbot, open_window())
    first.open(folder)
    first.drag(2.2, 3.3)
    run(first, "noise_profile")
    run(first, "noise_reduction")
    form = first.page.effects.panel.form
    assert form is not None
    form.boxes["sensitivity"].setValue(4.5)
    QTest.mouseClick(first.page.effects.panel.apply, LEFT)
    settle(first)
    first.window.close()
    second = Desk(qtbot, open_window())
    second.open(folder)
    run(second, "noise_reduction")
    panel = second.page.effects.panel
    assert panel.form is not None and panel.form.options["sensitivity"] == 4.5
    assert "0:02" in panel.about.text()


def test_a_preview_is_heard_and_compared_at_the_same_place(desk: Desk) -> None:
    desk.drag(5.2, 6.8)
    assert desk.view.selection is not None
    start = desk.view.selection[0]
    run(desk, "spectral_attenuate") if desk.can("spectral_attenuate") else None
    run(desk, "amplify")
    panel = desk.page.effects.panel
    assert panel.form is not None and not panel.compare.isEnabled()
    panel.form.boxes["gain_db"].setValue(-20)
    player = desk.window.services.player
    QTest.mouseClick(panel.preview, LEFT)
    desk.qtbot.waitUntil(lambda: isinstance(player.source, TrialSound))
    trial = player.source
    assert isinstance(trial, TrialSound) and panel.compare.isEnabled() and desk.can("compare_effect")
    plain = sound(desk)
    np.testing.assert_allclose(
        trial.read(start + 4000, 1000), 0.1 * plain[:, start + 4000 : start + 5000], atol=1e-5
    )
    desk.hear(0.5)
    place = desk.page.playback.position
    assert place > start and desk.view.play_cursor is not None
    run(desk, "compare_effect")
    assert panel.compare.isChecked()
    np.testing.assert_array_equal(trial.read(start + 4000, 1000), plain[:, start + 4000 : start + 5000])
    desk.hear(0.2)
    assert place < desk.page.playback.position < place + RATE
    panel.form.boxes["gain_db"].setValue(-40)  # what plays follows the settings
    QTest.mouseClick(panel.compare, LEFT)
    quiet = 0.01 * plain[:, start + 4000 : start + 5000]
    desk.qtbot.waitUntil(lambda: np.allclose(trial.read(start + 4000, 1000), quiet, atol=1e-5))
    QTest.mouseClick(panel.preview, LEFT)
    assert not panel.compare.isEnabled() and not desk.can("compare_effect")
    assert desk.clip.history.labels == [""]  # a preview changes nothing
    QTest.keyClick(panel, Qt.Key.Key_Escape)
    assert panel.isHidden()


def test_several_selections_are_one_step_and_ctrl_r_repeats(desk: Desk) -> None:
    desk.view.selections = ((8000, 16000), (24000, 30000))
    run(desk, "click_removal")
    QTest.mouseClick(desk.page.effects.panel.apply, LEFT)
    settle(desk)
    assert effects(desk) == [[], ["click_removal"], [], ["click_removal"], []]
    assert len(desk.clip.history.labels) == 2
    desk.page.effects.panel.close_panel()
    desk.view.selections = ((40000, 48000),)
    desk.view.setFocus()
    desk.key(Qt.Key.Key_R, CONTROL)
    settle(desk)
    assert effects(desk)[-2:] == [["click_removal"], []]


def test_all_recordings_one_undo_each(desk: Desk, folder: Path) -> None:
    run(desk, "hum_notch")
    QTest.mouseClick(desk.page.effects.panel.all, LEFT)
    settle(desk)
    project = desk.page.project
    assert project is not None and len(project.clips) == 2
    for clip in project.clips:
        assert [effect.name for effect in clip.state.segments[0].effects] == ["hum_notch"]
        assert clip.history.labels == ["", "Remove hum"]
    assert any("2 recordings" in said for said in desk.said)
    assert not desk.window.services.jobs.running
    with Project.open(folder, read_only=True) as other:
        assert all(clip.state.segments[0].effects for clip in other.clips)


def test_effects_wait_for_each_other_and_one_can_be_cancelled(desk: Desk) -> None:
    jobs = desk.window.services.jobs
    for action in ("click_removal", "hum_notch", "clip_repair"):
        run(desk, action)
        desk.page.effects.panel.apply.click()
    assert [job.title for job in jobs.running] == ["Remove clicks"]
    settle(desk)
    assert effects(desk) == [["click_removal", "hum_notch", "clip_repair"]] and desk.clip.history.index == 3
    assert [said.split(":")[0] for said in desk.said if ": done" in said] == [
        *("Remove clicks", "Remove hum", "Repair clipping")
    ]
    run(desk, "remove_effects")
    for action in ("noise_reduction", "amplify"):
        run(desk, action)
        desk.page.effects.panel.apply.click()
    jobs.running[0].cancel()
    settle(desk)
    assert effects(desk) == [[]] and desk.clip.state.segments[0].gain_db == 6
    assert not jobs.running


def test_what_cannot_be_done_is_said_and_changes_nothing(desk: Desk) -> None:
    desk.view.selection = (round(2.2 * RATE), round(3.2 * RATE))
    run(desk, "silence")
    desk.view.selection = (round(2.3 * RATE), round(3.1 * RATE))
    steps = len(desk.clip.history.labels)
    run(desk, "normalise_loudness")
    QTest.mouseClick(desk.page.effects.panel.apply, LEFT)
    settle(desk)
    assert "silent" in desk.page.effects.panel.said.text()
    assert len(desk.clip.history.labels) == steps and not any("done" in said for said in desk.said)
    run(desk, "noise_profile")
    assert any("too short" in said for said in desk.said)


def test_loudness_and_gain_change_no_sound_but_the_level(desk: Desk) -> None:
    run(desk, "normalise_loudness")
    panel = desk.page.effects.panel
    assert panel.form is not None
    panel.form.boxes["target_lufs"].setValue(-23)
    QTest.mouseClick(panel.apply, LEFT)
    settle(desk)
    assert measure(sound(desk), RATE).lufs == pytest.approx(-23, abs=0.1)
    assert not effects(desk)[0]
    panel.form.boxes["ceiling_db"].setValue(-12)
    panel.form.boxes["target_lufs"].setValue(-10)
    QTest.mouseClick(panel.apply, LEFT)
    settle(desk)
    assert measure(sound(desk), RATE).peak_db == pytest.approx(-12, abs=0.3)


def test_boxes_need_a_box(desk: Desk) -> None:
    desk.view.selection = (16000, 24000)
    assert not desk.can("spectral_delete") and not desk.can("spectral_heal")
    desk.view.spectral_box = (1000.0, 2000.0)
    assert desk.can("spectral_delete") and desk.can("spectral_heal")
    run(desk, "spectral_delete")
    settle(desk)
    (effect,) = desk.clip.state.segments[1].effects
    values = dict(effect.parameters)
    assert (values["at"], values["frames"]) == (16000, 8000)
    assert (values["low_hz"], values["high_hz"]) == (1000.0, 2000.0)


def test_what_the_cache_lacks_is_made_when_the_recording_is_shown(
    qtbot: QtBot, open_window: OpenWindow, folder: Path
) -> None:
    first = Desk(qtbot, open_window())
    first.open(folder)
    run(first, "click_removal")
    QTest.mouseClick(first.page.effects.panel.apply, LEFT)
    settle(first)
    first.window.close()
    made = folder / "cache" / "effects"
    assert list(made.glob("*.wav"))
    shutil.rmtree(made)
    second = Desk(qtbot, open_window())
    second.open(folder)
    qtbot.waitUntil(lambda: bool(list(made.glob("[!.]*.wav"))))
    qtbot.waitUntil(lambda: not second.window.services.jobs.running)


def test_levels_of_the_selection_and_of_what_plays(desk: Desk) -> None:
    facts = desk.page.editor.facts
    desk.qtbot.waitUntil(lambda: "LUFS" in facts.text())
    whole = facts.text()
    assert "16 kHz, mono" in whole and "kept" in facts.toolTip()
    desk.drag(2.2, 3.3)
    desk.qtbot.waitUntil(lambda: facts.text() != whole and "selection" in facts.toolTip())
    start, end = desk.view.selection or (0, 0)
    peak = measure(sound(desk)[:, start:end], RATE).peak_db
    assert f"{peak:.1f}".replace("-", "\N{MINUS SIGN}") in facts.text()
    facts.resize(4000, 20)
    assert facts.shown == facts.text()
    facts.resize(120, 20)
    assert facts.shown and facts.text().startswith(facts.shown) and facts.shown != facts.text()

    meter = desk.page.transport.meter
    desk.drag(0.2, 1.8)
    start, end = desk.view.selection or (0, 0)
    desk.key(Qt.Key.Key_Space)
    desk.hear(1.2)
    heard = 20 * np.log10(np.abs(sound(desk)[:, start:end]).max())
    assert max(meter.held_db) == pytest.approx(heard, abs=1.5) and not meter.clipped
    meter.show_peaks((1.0, 0.5))
    assert meter.clipped and "full scale" in meter.toolTip()
    QTest.mouseClick(meter, LEFT)
    assert not meter.clipped and meter.held_db == [-60.0, -60.0]
