"""The log of a run: it follows what happens, unless the user reads further up."""

from __future__ import annotations

from typing import Any

import pytest
from pytestqt.qtbot import QtBot

from rvcdesk.ui.train.log import RunLog


def save(step: int) -> dict[str, Any]:
    return {"event": "save", "time": 1.0, "step": step, "epoch": step}


def stage(share: float) -> dict[str, Any]:
    return {"event": "prepare", "time": 1.0, "done": share, "total": 1.0, "stage": "Preparing recordings"}


@pytest.fixture
def log(qtbot: QtBot) -> RunLog:
    widget = RunLog()
    qtbot.addWidget(widget)
    widget.resize(150, 120)  # so narrow that lines are wrapped
    widget.show()
    qtbot.waitExposed(widget)
    return widget


def last_is_seen(log: RunLog) -> bool:
    place = log.visualItemRect(log.item(log.count() - 1))
    return 0 < place.bottom() <= log.viewport().height()


def test_the_newest_line_is_seen(qtbot: QtBot, log: RunLog) -> None:
    log.show_notes([save(step) for step in range(20)])
    qtbot.waitUntil(lambda: last_is_seen(log))
    for step in range(20, 40):
        log.add(save(step))
        qtbot.wait(2)
    qtbot.waitUntil(lambda: last_is_seen(log))
    log.resize(110, 100)
    qtbot.waitUntil(lambda: last_is_seen(log))


def test_who_reads_further_up_is_left_there(qtbot: QtBot, log: RunLog) -> None:
    log.show_notes([save(step) for step in range(20)])
    qtbot.waitUntil(lambda: log.verticalScrollBar().value() == log.verticalScrollBar().maximum() > 2)
    log.verticalScrollBar().setValue(2)
    log.add(save(20))
    qtbot.wait(50)
    assert log.verticalScrollBar().value() == 2
    log.show_notes([save(step) for step in range(30)])  # another run
    qtbot.waitUntil(lambda: last_is_seen(log))


def test_a_stage_that_is_over_has_no_share(log: RunLog) -> None:
    log.add(stage(0.3))
    log.add(stage(0.6))
    assert log.count() == 1 and log.item(0).text().endswith("Preparing recordings: 60 %")
    log.add(save(1))
    assert log.item(0).text().endswith("Preparing recordings") and log.count() == 2
