from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rvcdesk.audio import edits
from rvcdesk.audio.edits import Segment
from rvcdesk.audio.history import (
    ClipState,
    History,
    Mark,
    apply_splice,
    change_from_json,
    change_to_json,
    splice,
)

items = st.lists(st.integers(0, 3), max_size=12).map(tuple)


@given(items, items)
def test_a_splice_turns_one_list_into_the_other(old: tuple[int, ...], new: tuple[int, ...]) -> None:
    part = splice(old, new)
    assert (new if part is None else apply_splice(old, part)) == new
    assert (part is None) == (old == new)


def test_a_splice_that_does_not_fit_is_refused() -> None:
    with pytest.raises(ValueError, match="does not fit"):
        apply_splice((1, 2), (1, 5, (3,)))


def test_a_change_survives_json_with_marks_and_channel() -> None:
    old = ClipState((Segment("a", 0, 100),), (Mark(0, 10, "silence", 0.9),))
    new = ClipState(edits.cut(old.segments, 0, 10), (replace(old.marks[0], state="accepted"),), "left")
    assert change_from_json(old, change_to_json("Accept", old, new)) == new


def test_undo_and_redo_walk_the_states_and_a_new_edit_forgets_the_undone() -> None:
    states = [ClipState((Segment("a", 0, 100 - n),)) for n in range(4)]
    history = History(states[0])
    for number, state in enumerate(states[1:3], 1):
        history.push(f"edit {number}", state)
    history.go(history.index - 1)
    assert history.state == states[1] and history.can_redo and history.redo_label == "edit 2"
    history.push("edit 3", states[3])
    assert history.state == states[3] and not history.can_redo
    assert history.labels[1:] == ["edit 1", "edit 3"]
