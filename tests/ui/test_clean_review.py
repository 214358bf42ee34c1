"""Finding everything and answering it, by keys, with what a search said in the place of the engine's work."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QAccessible
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from rvcdesk.audio.edits import cut_spans
from rvcdesk.audio.history import Mark
from rvcdesk.cleaning.findings import Finding
from rvcdesk.messages import Message
from rvcdesk.options import to_json
from rvcdesk.project import Project
from rvcdesk.ui.engine_client import Request
from rvcdesk.ui.window import MainWindow
from tests.ui.clean_desk import CONTROL, LEFT, RATE, SHIFT, Desk, make_project, record, talk

SECOND = RATE
FOUND = [
    Finding(2 * SECOND, 3 * SECOND, "silence", 0.95),
    Finding(round(2.4 * SECOND), round(2.5 * SECOND), "click", 0.9),
    Finding(4 * SECOND, round(4.1 * SECOND), "click", 0.7),
    Finding(round(4.5 * SECOND), round(4.6 * SECOND), "click", 0.4),
    Finding(0, 8 * SECOND, "hum", 0.8),
    Finding(round(7.2 * SECOND), round(7.4 * SECOND), "breath", 0.6, detail="loud"),
]


class Engine:
    """Keeps what is asked; answers when told to."""

    def __init__(self, window: MainWindow, monkeypatch: pytest.MonkeyPatch) -> None:
        self.asked: list[Request] = []
        self._client = window.services.engine
        monkeypatch.setattr(self._client, "submit", self.submit)

    def submit(self, verb: str, options: dict[str, Any]) -> Request:
        self.asked.append(Request(self._client, len(self.asked), verb, options))
        return self.asked[-1]

    def find(self, findings: Sequence[Finding], kinds: Sequence[str] = ()) -> None:
        """Answer the last search: the same in every clip it was about."""
        request = self.asked[-1]
        assert request.verb == "find"
        request.progress.emit(1, 4, "Click")
        clips = [
            {"clip": clip, "frames": 8 * RATE, "findings": to_json(list(findings))}
            for clip in request.options["clips"]
        ]
        request.ended = True
        request.done.emit({"kinds": list(kinds or request.options["kinds"]), "clips": clips})


@pytest.fixture
def desk(qtbot: QtBot, window: MainWindow, tmp_path: Path) -> Desk:
    paths = [record(tmp_path / f"{name}.wav", talk()) for name in ("ą", "b")]
    desk = Desk(qtbot, window)
    desk.open(make_project(tmp_path / "Głos", paths))
    desk.page.review.auto_play.setChecked(False)
    return desk


@pytest.fixture
def engine(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> Engine:
    return Engine(desk.window, monkeypatch)


@pytest.fixture
def found(desk: Desk, engine: Engine) -> Desk:
    """A desk where everything was found."""
    desk.key(Qt.Key.Key_F)
    engine.find(FOUND)
    return desk


def states(desk: Desk) -> dict[str, list[str]]:
    found: dict[str, list[str]] = {}
    for mark in desk.clip.state.marks:
        found.setdefault(mark.kind, []).append(mark.state)
    return found


def current(desk: Desk) -> tuple[str, float]:
    mark = desk.clip.state.marks[desk.page.review.current]
    return mark.kind, mark.start / RATE


def project(desk: Desk) -> Project:
    assert desk.window.projects.current is not None
    return desk.window.projects.current


# ---------------------------------------------------------------- searching


def test_f_searches_this_recording_and_marks_in_one_step(desk: Desk, engine: Engine) -> None:
    desk.key(Qt.Key.Key_F)
    (request,) = engine.asked
    assert request.options["clips"] == [desk.clip.id] and "chirp" in request.options["kinds"]
    review = desk.page.review
    assert review._search.isVisible() and not desk.can("find_all")
    request.progress.emit(1, 4, "Click")
    assert review.stage.text() == "Click…" and review.bar.value() == 250
    engine.find(FOUND)
    assert review._search.isHidden() and desk.can("find_all")
    assert len(desk.clip.state.marks) == 6 and desk.clip.kept == 8
    assert "5 to answer" in desk.said[-1] and "Click 2" in desk.said[-1]  # one click waits behind the silence
    assert review.counter.text() == "6 of 6 open" and review.summary.text() == "0:08 kept, 1.2 s in question"
    desk.key(Qt.Key.Key_Z, CONTROL)
    assert not desk.clip.state.marks and not desk.clip.history.can_undo


def test_a_search_can_be_cancelled(desk: Desk, engine: Engine) -> None:
    desk.key(Qt.Key.Key_F)
    QTest.mouseClick(desk.page.review.cancel, LEFT)
    assert engine.asked[-1].ended and desk.can("find_all") and desk.page.review._search.isHidden()
    assert not desk.clip.state.marks and not desk.window.services.jobs.running


def test_a_search_that_fails_says_why(desk: Desk, engine: Engine) -> None:
    desk.key(Qt.Key.Key_F)
    engine.asked[-1].failed.emit(Message("No weights."))
    assert desk.said[-1] == "No weights." and desk.can("find_all")


def test_what_was_edited_meanwhile_is_not_marked(desk: Desk, engine: Engine) -> None:
    desk.key(Qt.Key.Key_F)
    desk.drag(0.5, 1.0)
    desk.key(Qt.Key.Key_Delete)  # only marked as cut: nothing moves
    engine.find(FOUND)
    assert len(desk.clip.state.marks) == 6
    desk.key(Qt.Key.Key_F)
    desk.drag(6.0, 6.5)
    desk.key(Qt.Key.Key_Delete, SHIFT)  # off the timeline
    engine.find([Finding(0, 100, "knock")])
    assert "was edited while it was searched" in desk.said[-1] and "knock" not in states(desk)


def test_chosen_kinds_are_remembered(desk: Desk, engine: Engine) -> None:
    review = desk.page.review
    QTest.mouseClick(review.choose_kinds, LEFT)
    popup = review.kinds
    assert popup.isVisible() and popup.boxes["click"].text() == "Click"
    popup.none.click()
    assert not popup.search.isEnabled()
    popup.boxes["click"].click()
    popup.search.setEnabled(True)
    popup.search.click()
    assert popup.isHidden() and engine.asked[-1].options["kinds"] == ["click"]
    engine.find(FOUND[1:2])
    folder = project(desk).folder
    desk.window.close_project()
    with Project.open(folder) as again:
        assert "click" not in again.settings["review"]["skip"] and "music" in again.settings["review"]["skip"]


def test_answers_survive_a_new_search(found: Desk, engine: Engine) -> None:
    found.key(Qt.Key.Key_N)
    found.key(Qt.Key.Key_W)
    found.key(Qt.Key.Key_F)
    engine.find(FOUND)
    assert states(found)["silence"] == ["rejected"] and states(found)["click"] == ["open"] * 3


# ---------------------------------------------------------------- answering


def test_the_whole_queue_by_keys(found: Desk) -> None:
    found.key(Qt.Key.Key_N)
    assert current(found) == ("silence", 2.0)
    found.key(Qt.Key.Key_Y)
    assert states(found)["silence"] == ["accepted"] and states(found)["click"][0] == "accepted"
    assert current(found) == ("click", 4.0)
    found.key(Qt.Key.Key_N)
    assert current(found) == ("click", 4.5)
    found.key(Qt.Key.Key_N, SHIFT)
    found.key(Qt.Key.Key_W)
    found.key(Qt.Key.Key_Y)
    assert cut_spans(found.clip.state.segments) == [
        (2 * RATE, 3 * RATE), (round(4.5 * RATE), round(4.6 * RATE)),
    ]  # fmt: skip
    assert current(found)[0] == "hum"
    found.key(Qt.Key.Key_W)
    found.key(Qt.Key.Key_Y)
    assert states(found)["breath"] == ["accepted"] and found.clip.kept == pytest.approx(6.9)
    assert found.said[-1] == "Every mark is answered."


def test_rejecting_the_wider_asks_about_the_narrower(found: Desk) -> None:
    found.key(Qt.Key.Key_N)
    found.key(Qt.Key.Key_W)
    assert current(found) == ("click", 2.4)


def test_answers_teach_and_undo_takes_the_lesson_back(found: Desk) -> None:
    limits = lambda: found.page.reviewer.limits["click"]  # noqa: E731
    found.page.review.go_to(3, play=False)
    assert current(found) == ("click", 4.0)
    found.key(Qt.Key.Key_W)
    assert limits() == pytest.approx(0.6) and found.can("forget_answers")
    found.page.review.go_to(3, play=False)
    assert found.page.review.limit.text() == "Click: accepted from 60 %"
    found.key(Qt.Key.Key_Z, CONTROL)
    assert limits() == 0.5
    found.page.review.go_to(3, play=False)
    found.key(Qt.Key.Key_W)
    folder = project(found).folder
    found.window.close_project()
    with Project.open(folder) as again:
        assert list(again.settings["review"]["lessons"]["click"].values()) == [[0.7, False]]


def test_forgetting_the_answers(found: Desk) -> None:
    found.page.review.go_to(3, play=False)
    found.key(Qt.Key.Key_W)
    found.window.services.actions.action("forget_answers").trigger()
    assert found.page.reviewer.limits["click"] == 0.5 and not found.can("forget_answers")


def test_all_of_a_kind_as_sure_or_surer(found: Desk) -> None:
    found.page.review.go_to(3, play=False)
    found.key(Qt.Key.Key_Y, SHIFT)
    assert states(found)["click"] == ["accepted", "accepted", "open"]
    assert found.said[-1].startswith("Accepted: Click 2. 0.2 s are cut: 0:08 before, 0:08 now.")
    found.key(Qt.Key.Key_Z, CONTROL)
    assert states(found)["click"] == ["open"] * 3


def test_the_sure_ones_are_cut_in_one_step(found: Desk) -> None:
    assert found.can("clean_automatically")
    found.window.services.actions.action("clean_automatically").trigger()
    assert states(found) == {
        "hum": ["open"], "silence": ["accepted"], "click": ["accepted", "accepted", "open"],
        "breath": ["open"],
    }  # fmt: skip
    assert "silence" not in found.page.reviewer._project.settings.get("review", {}).get("lessons", {})  # type: ignore[union-attr]
    assert not found.can("clean_automatically")
    found.key(Qt.Key.Key_Z, CONTROL)
    assert found.clip.kept == 8


def test_trim_takes_the_selection(found: Desk) -> None:
    found.key(Qt.Key.Key_N)
    found.drag(2.2, 2.7)
    assert found.can("trim_mark")
    found.key(Qt.Key.Key_G)
    (cut,) = cut_spans(found.clip.state.segments)
    assert (cut[0] / RATE, cut[1] / RATE) == pytest.approx((2.2, 2.7), abs=0.02)
    silence = next(mark for mark in found.clip.state.marks if mark.kind == "silence")
    assert (silence.start, silence.end, silence.state) == (*cut, "accepted")
    assert current(found)[0] == "click"
    found.key(Qt.Key.Key_Z, CONTROL)
    assert not cut_spans(found.clip.state.segments)
    assert next(mark for mark in found.clip.state.marks if mark.kind == "silence").start == 2 * RATE


def test_trim_without_a_selection_shrinks_and_keeps_asking(found: Desk) -> None:
    found.key(Qt.Key.Key_N)
    found.key(Qt.Key.Key_G)
    found.key(Qt.Key.Key_G)
    assert current(found) == ("silence", pytest.approx(2.2))
    assert not cut_spans(found.clip.state.segments)
    found.key(Qt.Key.Key_Y)
    assert cut_spans(found.clip.state.segments) == [(round(2.2 * RATE), round(2.8 * RATE))]


def test_orders_and_filter(found: Desk) -> None:
    review = found.page.review
    rows = lambda: [found.clip.state.marks[i].kind for i in review.model.indices]  # noqa: E731
    assert rows() == ["silence", "click", "click", "click", "hum", "breath"]
    review.order.setCurrentIndex(1)
    review.order.activated.emit(1)
    assert rows()[0] == "hum" and project(found).settings["review"]["order"] == "time"
    row = review.filter.findData("click")
    assert review.filter.itemText(row) == "Click (3)"
    review.filter.setCurrentIndex(row)
    review.filter.activated.emit(row)
    assert rows() == ["click"] * 3
    found.key(Qt.Key.Key_N)
    assert current(found)[0] == "click"
    review.go_to(0, play=False)  # another kind, clicked on the waveform
    assert "hum" in rows()


def test_hum_is_taken_away_by_its_filter(found: Desk, qtbot: QtBot) -> None:
    index = next(i for i, mark in enumerate(found.clip.state.marks) if mark.kind == "hum")
    found.page.review.go_to(index, play=False)
    found.key(Qt.Key.Key_Y)
    qtbot.waitUntil(lambda: states(found)["hum"] == ["accepted"])
    assert {e.name for part in found.clip.state.segments for e in part.effects} == {"hum_notch"}
    assert all(reader.ready for reader in [found.clip.processed("s1", found.clip.state.segments[0].effects)])  # type: ignore[attr-defined]
    qtbot.waitUntil(lambda: not found.window.services.jobs.running)
    found.key(Qt.Key.Key_Z, CONTROL)
    assert not any(part.effects for part in found.clip.state.segments) and states(found)["hum"] == ["open"]


def test_after_all_of_a_filters_kind_the_next_open_mark_is_under_review(desk: Desk, qtbot: QtBot) -> None:
    hums = [Mark(start * RATE, (start + 1) * RATE, "hum", 0.8, "filter") for start in (0, 2, 4)]
    breath = Mark(6 * RATE, 7 * RATE, "breath", 0.7, "report")
    assert desk.clip.set_marks("Find", [*hums, breath])
    desk.page.editor.after_edit()
    review = desk.page.review
    review.go_to(0, play=False)
    desk.key(Qt.Key.Key_Y, SHIFT)
    qtbot.waitUntil(lambda: states(desk)["hum"] == ["accepted"] * 3)
    assert review.marks[review.current].kind == "breath"
    qtbot.waitUntil(lambda: not desk.window.services.jobs.running)


def test_o_plays_the_mark_again(found: Desk) -> None:
    found.key(Qt.Key.Key_N)
    assert not found.window.services.player.playing
    found.key(Qt.Key.Key_O)
    places: list[int] = []
    found.hear(2.0, lambda: places.append(found.page.playback.position))
    assert min(places) >= 1.69 * RATE and max(places) <= 3.31 * RATE
    assert not found.window.services.player.playing


def test_rows_say_what_they_show(found: Desk) -> None:
    model = found.page.review.model
    spoken = [model.data(model.index(row), Qt.ItemDataRole.AccessibleTextRole) for row in range(6)]
    assert spoken[1] == "0:02.4   Click, 0.1 s, 90 % sure, not answered"
    assert "loud" in model.data(model.index(5), Qt.ItemDataRole.ToolTipRole)
    view = QAccessible.queryAccessibleInterface(found.page.review.list)
    assert view.text(QAccessible.Text.Name) == "Marks"
    pixels = found.page.review.list.grab().toImage()
    colours = {pixels.pixel(x, 10) for x in range(pixels.width())}
    assert len(colours) > 3  # glyphs, words and the bar are there


def test_a_read_only_project_cannot_be_searched(qtbot: QtBot, window: MainWindow, tmp_path: Path) -> None:
    folder = make_project(tmp_path / "Głos", [record(tmp_path / "ą.wav")])
    with Project.open(folder):
        desk = Desk(qtbot, window)
        desk.open(folder)
        for name in ("find_all", "clean_automatically", "accept_mark", "batch", "trim_mark"):
            assert not desk.can(name), name
        assert desk.can("health") and desk.can("play_pieces")


# ---------------------------------------------------------------- all recordings


def test_all_recordings_at_once(found: Desk, engine: Engine, qtbot: QtBot) -> None:
    found.window.services.actions.action("batch").trigger()
    dialog = found.page.batch.dialog
    assert dialog is not None and dialog.isVisible() and "Recordings: 2" in dialog.intro.text()
    for box in dialog.boxes.values():
        box.setChecked(True)
    dialog.start.click()
    assert dialog.running and not dialog.start.isEnabled() and not found.can("batch")
    assert set(engine.asked[-1].options["clips"]) == {clip.id for clip in project(found).clips}
    engine.find(FOUND)
    qtbot.waitUntil(lambda: not dialog.running)
    for clip in project(found).clips:
        assert clip.kept == pytest.approx(6.9)
        assert {e.name for part in clip.state.segments for e in part.effects} == {"hum_notch"}
        assert len({part.gain_db for part in clip.state.segments}) == 1 and clip.state.segments[0].gain_db
        assert [label for label in clip.history.labels if label][-4:] == [
            "Find everything", "Clean automatically", "Remove hum", "Normalise loudness",
        ]  # fmt: skip
    said = dialog.stage.text()
    assert said.startswith("Done. New marks: 6. Cut: 6, 2.2 s.") and said.endswith("0:16 before, 0:14 now.")
    dialog.close()
    assert found.can("batch")


def test_the_batch_is_cancelled(desk: Desk, engine: Engine) -> None:
    desk.window.services.actions.action("batch").trigger()
    dialog = desk.page.batch.dialog
    assert dialog is not None
    dialog.start.click()
    dialog.close()
    assert engine.asked[-1].ended and not dialog.running and dialog.stage.text().startswith("Stopped.")
    assert not any(clip.state.marks for clip in project(desk).clips)
    dialog.close()
    assert dialog.isHidden()
