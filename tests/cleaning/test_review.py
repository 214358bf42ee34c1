"""Overlaps, answers and what they teach."""

from __future__ import annotations

from dataclasses import replace
from itertools import pairwise
from typing import Any

import pytest
from hypothesis import given
from hypothesis import settings as tried
from hypothesis import strategies as st

from rvcdesk.audio.edits import Segment, cut_spans
from rvcdesk.audio.history import ClipState, Mark
from rvcdesk.cleaning import review
from rvcdesk.cleaning.findings import Finding

SEGMENTS = (Segment("s1", 0, 10_000),)


def state(*marks: Mark) -> ClipState:
    return ClipState(SEGMENTS, tuple(sorted(marks, key=lambda mark: (mark.start, mark.end, mark.kind))))


SILENCE = Mark(1000, 3000, "silence", 0.9)
CLICK = Mark(1500, 1520, "click", 0.7)
HUM = Mark(0, 10_000, "hum", 0.8, "filter")
BREATH = Mark(1100, 1200, "breath", 0.6, "report")


def test_the_wider_cut_is_asked_about_first() -> None:
    before = state(SILENCE, CLICK, HUM, BREATH)
    kinds = [before.marks[index].kind for index in review.queue(before.marks)]
    assert kinds == ["silence", "hum", "breath"]  # the click waits; neither filter nor report hides a cut
    silence = before.marks.index(SILENCE)
    yes = review.answered(before, {silence: "accepted"})
    assert {mark.kind: mark.state for mark in yes.marks} == {
        "silence": "accepted", "click": "accepted", "breath": "accepted", "hum": "open",
    }  # fmt: skip
    assert cut_spans(yes.segments) == [(1000, 3000)]
    no = review.answered(before, {silence: "rejected"})
    assert [no.marks[index].kind for index in review.queue(no.marks)] == ["click", "hum", "breath"]


def test_two_marks_on_one_span_are_one_question() -> None:
    both = state(Mark(100, 200, "cough", 0.5), Mark(100, 200, "knock", 0.5)).marks
    assert len(review.queue(both)) == 1


def test_cuts_are_a_union() -> None:
    before = state(Mark(1000, 2000, "music", 0.9), Mark(1500, 3000, "silence", 0.9))
    both = review.answered(before, {0: "accepted", 1: "accepted"})
    assert cut_spans(both.segments) == [(1000, 3000)]
    back = review.answered(both, {0: "rejected"})
    assert cut_spans(back.segments) == [(1500, 3000)]  # what the other holds stays cut


def test_taking_back_asks_again_about_what_lay_inside() -> None:
    yes = review.answered(state(SILENCE, CLICK), {0: "accepted"})
    back = review.answered(yes, {0: "rejected"})
    assert [mark.state for mark in back.marks] == ["rejected", "open"] and not cut_spans(back.segments)


def test_a_filter_is_put_on_and_taken_off() -> None:
    yes = review.answered(state(HUM, CLICK), {0: "accepted"})
    assert [effect.name for part in yes.segments for effect in part.effects] == ["hum_notch"]
    assert yes.marks[1].state == "open"  # a filter answers nothing that lies inside
    assert review.answered(yes, {0: "accepted"}) == yes
    assert review.answered(yes, {0: "rejected"}).segments == SEGMENTS


def test_orders() -> None:
    marks = state(
        Mark(0, 10, "click", 0.5), Mark(100, 900, "silence", 0.98), Mark(1000, 1400, "music", 0.5)
    ).marks
    assert review.queue(marks, review.BY_TIME) == [0, 1, 2]
    assert review.queue(marks, review.BY_KIND) == [1, 0, 2]
    assert review.queue(marks, review.BY_GAIN) == [2, 1, 0]


def test_a_new_search_keeps_answers() -> None:
    before = review.answered(state(SILENCE, Mark(5000, 5100, "click", 0.6), HUM), {})
    before = replace(
        before, marks=tuple(replace(m, state="rejected") if m.kind == "click" else m for m in before.marks)
    )
    found = [
        Finding(4990, 5105, "click", 0.9),  # the rejected one again
        Finding(7000, 7100, "click", 0.4),
        Finding(1000, 2900, "silence", 0.8),
    ]
    marks = review.searched(before, review.news(before, found), {"click", "silence"})
    assert [(mark.start, mark.kind, mark.state) for mark in marks] == [
        (0, "hum", "open"),
        (1000, "silence", "open"),
        (5000, "click", "rejected"),
        (7000, "click", "open"),
    ]
    assert marks[1].end == 2900  # the open one is the new one


def test_a_trimmed_answer_stands_for_the_whole() -> None:
    trimmed = replace(Mark(1200, 1700, "cough", 0.6), state="rejected")
    assert not review.news(state(trimmed), [Finding(1000, 2000, "cough")])
    assert review.news(state(trimmed), [Finding(1000, 9000, "cough")])  # this is another matter


def test_what_is_cut_is_no_news() -> None:
    cut = review.answered(state(SILENCE), {0: "accepted"})
    assert not review.news(cut, [Finding(1100, 2900, "music")])
    assert review.news(cut, [Finding(1100, 2900, "quiet")])  # reports are about what is there


def test_trim_moves_the_cut() -> None:
    yes = review.answered(state(SILENCE), {0: "accepted"})
    less = review.trimmed(yes, 0, 1500, 2000)
    assert less.marks == (Mark(1500, 2000, "silence", 0.9),) and not cut_spans(less.segments)
    assert review.core(SILENCE, 16000) == (1250, 2750) and review.core(SILENCE, 1000) == (1100, 2900)


def test_at_stake_counts_each_frame_once() -> None:
    music = Mark(2000, 4000, "music", 0.4)
    assert review.at_stake(state(SILENCE, CLICK, HUM, music)) == 3000
    assert review.at_stake(review.answered(state(SILENCE, music), {0: "accepted"})) == 1000


# --- thresholds

ANSWERS = st.lists(st.tuples(st.floats(0, 1), st.booleans()), max_size=12)


def cost(t: float, lessons: list[tuple[float, bool]], default: float) -> float:
    prior = review.PATIENCE / 2 * (t - default) ** 2
    wrong = sum(max(0.0, t - c) if yes else review.CAUTION * max(0.0, c - t) for c, yes in lessons)
    return prior + wrong


@tried(max_examples=30, deadline=None)
@given(ANSWERS)
def test_the_threshold_is_the_cheapest(lessons: list[tuple[float, bool]]) -> None:
    found = review.threshold(lessons)
    assert review.LEAST <= found <= review.MOST
    grid = [review.LEAST + step * (review.MOST - review.LEAST) / 60 for step in range(61)]
    assert cost(found, lessons, 0.5) <= min(cost(t, lessons, 0.5) for t in grid) + 1e-9


@tried(max_examples=30, deadline=None)
@given(ANSWERS, st.floats(0, 1))
def test_the_threshold_is_monotone(lessons: list[tuple[float, bool]], confidence: float) -> None:
    before = review.threshold(lessons)
    assert review.threshold([*lessons, (confidence, True)]) <= before + 1e-12
    assert review.threshold([*lessons, (confidence, False)]) >= before - 1e-12


def test_the_threshold_by_hand() -> None:
    assert review.threshold([]) == 0.5
    assert review.threshold([(0.9, True), (0.2, False)]) == 0.5  # as expected: nothing learned
    assert review.threshold([(0.3, True)]) == pytest.approx(0.45)
    assert review.threshold([(0.48, True)] * 9) == pytest.approx(0.48)
    assert review.threshold([(0.8, False)]) == pytest.approx(0.6)
    assert review.threshold([(0.8, False)] * 2) == pytest.approx(0.7)
    assert review.threshold([(0.8, False)] * 50) == pytest.approx(0.8)
    rising = [review.threshold([(0.99, False)] * n) for n in range(9)]
    assert all(a <= b for a, b in pairwise(rising)) and rising[-1] == review.MOST


def test_lessons_follow_the_answers() -> None:
    settings: dict[str, Any] = {"review": {"order": "time"}}
    mark = Mark(10, 20, "click", 0.8, state="rejected")
    assert review.learn(settings, "a", mark) and not review.learn(settings, "a", mark)
    assert review.thresholds(settings)["click"] == pytest.approx(0.6)
    assert review.thresholds(settings)["knock"] == 0.5 and settings["review"]["order"] == "time"
    assert review.learn(settings, "a", replace(mark, state="accepted"))  # changed my mind: one answer
    assert review.thresholds(settings)["click"] == 0.5
    assert not review.unlearn_undone(settings, "b", [replace(mark, state="open")])
    assert review.unlearn_undone(settings, "a", [replace(mark, state="open")])
    assert review.lessons_of(settings) == {}
    review.learn(settings, "a", mark)
    review.forget(settings)
    assert review.thresholds(settings)["click"] == 0.5


@pytest.mark.parametrize("damage", [None, [], {"lessons": 3}, {"lessons": {"click": {"a:1": ["x", True]}}}])
def test_damaged_settings_teach_nothing(damage: object) -> None:
    assert set(review.thresholds({"review": damage}).values()) == {0.5}


def test_sure_ones_are_cuts_over_their_threshold() -> None:
    marks = state(SILENCE, CLICK, HUM, Mark(5000, 5100, "click", 0.55)).marks
    chosen = [marks[index] for index in review.sure(marks, {"click": 0.6})]
    assert chosen == [SILENCE, CLICK]
    assert [marks[i].start for i in review.at_least(marks, CLICK)] == [1500]
