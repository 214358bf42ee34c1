"""The health score and the pieces in the page; the search by the real engine."""

from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from rvcdesk.audio.files import decode
from rvcdesk.cleaning.health_facts import ClipFacts
from rvcdesk.options import to_json
from rvcdesk.training.data.pieces import level
from rvcdesk.ui.clean.pieces_sound import GAP_S, PiecesSound, pieces_of
from rvcdesk.ui.engine_client import Request
from rvcdesk.ui.window import MainWindow
from tests.ui.clean_desk import CONTROL, RATE, SHIFT, Desk, make_project, record


@pytest.fixture
def desk(qtbot: QtBot, window: MainWindow, tmp_path: Path) -> Desk:
    desk = Desk(qtbot, window)
    desk.open(make_project(tmp_path / "Głos", [record(tmp_path / "ą.wav")]))
    desk.page.review.auto_play.setChecked(False)
    return desk


def facts(clip: str, **other: Any) -> ClipFacts:
    cells: dict[str, Any] = {
        "speech": (1.0,) * 8, "level_db": (-20.0,) * 8, "floor_db": (-60.0,) * 8, "loudness": (-20.0,) * 8,
        "clipped": (0.0,) * 8, "notes": tuple(((50 + i, 95),) for i in range(8)),
    }  # fmt: skip
    return ClipFacts(clip, "ą", "k", 8.0, RATE, 7900.0, **{**cells, **other})


def test_the_score_moves_with_a_decision(desk: Desk, qtbot: QtBot) -> None:
    health = desk.page.health
    qtbot.waitUntil(lambda: health.health is not None and bool(health.health.clips))
    assert health.health is not None and not health.health.measured
    first = health.panel.score.text()
    desk.drag(0.5, 7.5)
    desk.key(Qt.Key.Key_Delete)
    qtbot.waitUntil(lambda: health.panel.score.text() != first)
    assert int(health.panel.score.text()) < int(first)
    desk.key(Qt.Key.Key_Z, CONTROL)
    qtbot.waitUntil(lambda: health.panel.score.text() == first)


def test_listening_fills_the_parts_and_exports(
    desk: Desk, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    asked: list[Request] = []
    client = desk.window.services.engine

    def submit(verb: str, options: dict[str, Any]) -> Request:
        asked.append(Request(client, len(asked), verb, options))
        return asked[-1]

    monkeypatch.setattr(client, "submit", submit)
    part = desk.page.health
    desk.window.services.actions.action("health").trigger()
    panel = part.panel
    assert panel.details.isVisible() and desk.page.review.isHidden()
    assert panel.note.isVisible() and "let the app listen" in panel.note.text()
    panel.listen.click()
    assert not panel.listen.isEnabled() and asked[-1].verb == "health"
    asked[-1].ended = True
    noisy = facts(desk.clip.id, floor_db=(-35.0,) * 8)
    asked[-1].done.emit({"clips": [to_json(noisy)]})
    assert part.health is not None and part.health.measured and panel.note.isHidden()
    assert "• " in panel.advice.text() and "15 dB under the voice in ą" in panel.advice.text()
    assert panel.notes.isVisible() and panel.notes.accessibleName() == "Pitch from D3 to A3, mostly D3"
    for name in ("wynik ż.html", "wynik.json"):
        part.save(tmp_path / name)
        assert name in desk.said[-1]
    assert "<h1>Głos</h1>" in (tmp_path / "wynik ż.html").read_text(encoding="utf-8")
    assert json.loads((tmp_path / "wynik.json").read_text(encoding="utf-8"))["score"] == part.health.score
    desk.window.services.actions.action("health").trigger()
    assert panel.details.isHidden() and desk.page.review.isVisible()
    desk.drag(1, 2)
    desk.key(Qt.Key.Key_Delete, SHIFT)  # off the timeline: what was heard is of another one
    qtbot.waitUntil(lambda: part.health is not None and not part.health.measured)


# ---------------------------------------------------------------- pieces


def test_pieces_are_those_of_training(desk: Desk) -> None:
    desk.clip.cut(5 * RATE, 8 * RATE)
    pieces, unused = pieces_of(desk.clip)
    assert len(pieces) == 2 and sum(item.end_s - item.start_s for item in unused) > 0
    recording = decode(desk.clip.source_path(desk.clip.sources["s1"]))[0][0]
    sound = PiecesSound(pieces, RATE)
    for index, piece in enumerate(pieces):
        assert piece.end <= 5 * RATE + RATE // 50
        heard = sound.read(sound.start_of(index), piece.last - piece.first)[0]
        expected = level(recording[piece.start : piece.start + heard.size])
        # what lies beside a cut is faded over a few milliseconds
        assert np.abs(heard[: expected.size] - expected)[: -RATE // 50].max() < 0.02
    gap = sound.read(sound.start_of(1) - round(GAP_S * RATE), round(GAP_S * RATE))
    assert not gap.any()
    assert sound.place(sound.start_of(1) + 100) == (1, pieces[1].start + 100)


def test_pieces_are_played_from_the_cursor_and_stepped_through(desk: Desk, qtbot: QtBot) -> None:
    desk.click(4.0)
    desk.key(Qt.Key.Key_H, SHIFT)
    panel = desk.page.pieces.panel
    assert panel.isVisible() and desk.page.review.isHidden()
    player = desk.window.services.player
    qtbot.waitUntil(lambda: player.playing)
    count = panel.list.count()
    assert count >= 3 and panel.total.text().startswith(f"{count} pieces")
    places: list[int | None] = []
    desk.hear(0.6, lambda: places.append(desk.view.play_cursor))
    seen = [place for place in places if place is not None]
    assert seen and seen[0] > 3.2 * RATE and seen == sorted(seen)
    row = panel.list.currentRow()
    desk.key(Qt.Key.Key_E)
    assert panel.list.currentRow() == row + 1 and player.playing
    piece = desk.page.pieces._pieces[row + 1]
    assert desk.view.selection == (piece.start, piece.end)
    desk.key(Qt.Key.Key_E, SHIFT)
    assert panel.list.currentRow() == row
    desk.key(Qt.Key.Key_H, SHIFT)
    assert not player.playing
    QTest.keyClick(panel.list, Qt.Key.Key_Escape)
    assert panel.isHidden() and desk.page.review.isVisible() and desk.view.hasFocus()


def test_an_edit_makes_other_pieces(desk: Desk, qtbot: QtBot) -> None:
    desk.key(Qt.Key.Key_H, SHIFT)
    pieces = desk.page.pieces
    qtbot.waitUntil(lambda: desk.window.services.player.playing)
    count = pieces.panel.list.count()
    desk.clip.cut(4 * RATE, 8 * RATE)
    desk.page.editor.after_edit()
    assert not desk.window.services.player.playing
    qtbot.waitUntil(lambda: 0 < pieces.panel.list.count() < count)
    desk.clip.cut(0, 8 * RATE)
    desk.page.editor.after_edit()
    qtbot.waitUntil(lambda: "Nothing that is kept" in pieces.panel.total.text())


# ---------------------------------------------------------------- the real engine


def test_the_engine_finds_and_the_window_marks(desk: Desk, qtbot: QtBot) -> None:
    settings = desk.page.reviewer.panel.kinds
    settings.none.click()
    settings.boxes["silence"].click()
    desk.key(Qt.Key.Key_F)
    qtbot.waitUntil(lambda: bool(desk.clip.state.marks), timeout=60_000)
    assert {mark.kind for mark in desk.clip.state.marks} == {"silence"}
    assert all(replace(mark, state="open") == mark for mark in desk.clip.state.marks)
    qtbot.waitUntil(lambda: not desk.window.services.jobs.running)
