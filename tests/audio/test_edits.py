"""Edits against a plain model: a list of frames, each with what it plays and whether it is cut."""

from __future__ import annotations

from itertools import pairwise

from hypothesis import given, settings
from hypothesis import strategies as st

from rvcdesk.audio import edits
from rvcdesk.audio.edits import Segment, Segments

Frame = tuple[int | None, bool]
FRAMES = 400


def flat(segments: Segments) -> list[Frame]:
    """Each frame of the timeline: (source frame or None for silence, cut)."""
    return [
        (None if s.source_id is None else s.start + offset, s.cut)
        for s in segments
        for offset in range(s.frames)
    ]


def span(model: list[Frame], start: int, end: int) -> tuple[int, int]:
    start = min(max(0, start), len(model))
    return start, min(max(start, end), len(model))


def model_edit(model: list[Frame], verb: str, start: int, end: int) -> list[Frame]:
    start, end = span(model, start, end)
    head, inside, tail = model[:start], model[start:end], model[end:]
    if verb == "cut":
        return head + [(frame, True) for frame, _ in inside] + tail
    if verb == "restore":
        return head + [(frame, False) for frame, _ in inside] + tail
    if verb == "silence":
        return head + [(None, cut) for _, cut in inside] + tail
    if verb == "delete":
        return head + tail
    if start == end:
        return model
    return [(f, True) for f, _ in head] + inside + [(f, True) for f, _ in tail]


steps = st.lists(
    st.tuples(
        st.sampled_from(["cut", "restore", "silence", "delete", "keep_only"]),
        st.integers(0, FRAMES),
        st.integers(0, FRAMES),
    ),
    max_size=12,
)


@settings(max_examples=200, deadline=None)
@given(steps)
def test_any_sequence_equals_the_plain_model(sequence: list[tuple[str, int, int]]) -> None:
    segments: Segments = (Segment("a", 100, FRAMES),)
    model = flat(segments)
    for verb, first, second in sequence:
        start, end = sorted((first, second))
        if verb == "keep_only" and start >= len(model):
            continue
        segments = getattr(edits, verb)(segments, start, end)
        model = model_edit(model, verb, start, end)
        assert flat(segments) == model
        assert edits.length(segments) == len(model)
        kept = [not cut for _, cut in model]
        assert [any(a <= i < b for a, b in edits.kept_spans(segments)) for i in range(len(model))] == kept


def test_restoring_every_cut_gives_one_segment_again() -> None:
    whole: Segments = (Segment("a", 0, 1000),)
    segments = whole
    for start in range(0, 1000, 50):
        segments = edits.cut(segments, start, start + 20)
    assert len(segments) == 40
    assert edits.restore(segments, 0, 1000) == whole


def test_insert_and_extract_move_audio_between_timelines() -> None:
    target: Segments = (Segment("a", 0, 100),)
    piece = edits.extract((Segment("b", 0, 100),), 20, 50)
    result = edits.insert(target, 40, piece)
    assert result == (Segment("a", 0, 40), Segment("b", 20, 30), Segment("a", 40, 60))


def test_json_round_trip_keeps_everything() -> None:
    effect = edits.Effect("hum notch", (("hz", 50.0), ("depth_db", 30)))
    for segment in (Segment("a", 5, 10, -3.5, 2, 3, (effect,), True, True), Segment(None, 0, 7)):
        assert Segment.from_json(segment.to_json()) == segment
    assert Segment(None, 0, 7).to_json() == {"source_id": None, "start": 0, "frames": 7}


spans = st.lists(st.tuples(st.integers(-10, 120), st.integers(-10, 120)), max_size=8)


@given(spans, spans)
def test_spans_are_sets_of_frames(first: list[edits.Span], second: list[edits.Span]) -> None:
    def frames(wanted: list[edits.Span]) -> set[int]:
        return {frame for start, end in wanted for frame in range(max(0, start), min(end, 100))}

    assert frames(edits.tidy(first, 100)) == frames(first)
    assert all(a < b < c < d for (a, b), (c, d) in pairwise(edits.tidy(first, 100)))
    assert frames(edits.outside(first, 100)) == set(range(100)) - frames(first)
    assert frames(edits.minus(first, second, 100)) == frames(first) - frames(second)


@given(spans)
def test_many_spans_at_once_are_as_one_after_the_other(wanted: list[edits.Span]) -> None:
    segments: Segments = (Segment("a", 0, 40), Segment("b", 5, 30), Segment(None, 0, 30))
    expected = segments
    for start, end in wanted:
        expected = edits.cut(expected, start, end)
    assert edits.change_spans(segments, wanted, edits.as_cut) == expected
    for start, end in reversed(edits.tidy(wanted, 100)):
        segments = edits.delete(segments, start, end)
    assert (
        edits.change_spans(
            (Segment("a", 0, 40), Segment("b", 5, 30), Segment(None, 0, 30)), wanted, edits.as_gone
        )
        == segments
    )
