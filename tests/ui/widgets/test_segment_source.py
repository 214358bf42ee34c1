"""Edited timelines, drawn from their sources."""

from __future__ import annotations

import numpy as np
import pytest

from rvcdesk.audio import edits
from rvcdesk.audio.edits import Segment
from rvcdesk.ui.widgets.segment_source import SegmentSource
from rvcdesk.ui.widgets.waveform_render import reduced
from rvcdesk.ui.widgets.waveform_source import ArraySource

RATE = 8000


@pytest.fixture
def sources() -> dict[str, ArraySource]:
    rng = np.random.default_rng(0)
    return {
        "a": ArraySource(rng.uniform(-0.4, 0.4, (2, 4000)).astype(np.float32), RATE),
        "b": ArraySource(rng.uniform(-0.9, 0.9, (1, 1000)).astype(np.float32), RATE),
    }


def rendered(segments: edits.Segments, sources: dict[str, ArraySource], channel: int) -> np.ndarray:
    parts = []
    for segment in segments:
        if segment.source_id is None:
            parts.append(np.zeros(segment.frames, np.int16))
            continue
        source = sources[segment.source_id]
        part = source.samples(segment.start, segment.frames, min(channel, source.channels - 1))
        parts.append(np.rint(part * 10 ** (segment.gain_db / 20)).astype(np.int16))
    return np.concatenate(parts)


@pytest.fixture
def timeline() -> edits.Segments:
    whole: edits.Segments = (Segment("a", 0, 4000),)
    edited = edits.cut(edits.silence(edits.delete(whole, 500, 900), 1000, 1300), 2000, 2500)
    return edits.insert(edited, 1500, (Segment("b", 100, 700, gain_db=-6.0),))


@pytest.mark.parametrize("channel", [0, 1])
def test_samples_are_those_of_the_edited_timeline(
    timeline: edits.Segments, sources: dict[str, ArraySource], channel: int
) -> None:
    source = SegmentSource(timeline, sources, RATE)
    expected = rendered(timeline, sources, channel)
    assert (source.frames, source.channels) == (4300, 2)
    np.testing.assert_array_equal(source.samples(0, 99_999, channel), expected)
    np.testing.assert_array_equal(source.samples(1400, 300, channel), expected[1400:1700])


@pytest.mark.parametrize(("start", "scale"), [(0.0, 4.3), (950.0, 1.0), (1400.5, 2.0), (0.0, 43.0)])
def test_columns_agree_but_for_the_columns_at_joints(
    timeline: edits.Segments, sources: dict[str, ArraySource], start: float, scale: float
) -> None:
    source = SegmentSource(timeline, sources, RATE)
    mins, maxs = source.columns(start, scale, 100, 0)
    low, high = reduced(rendered(timeline, sources, 0), 0, start, scale, 100)
    wrong = np.flatnonzero((mins != low) | (maxs != high))
    joints = (np.array([0, 500, 1000, 1300, 1500, 2200, 4300]) - start) / scale
    assert all(np.abs(joints - (column + 0.5)).min() <= 1.5 for column in wrong)


def test_cutting_does_not_change_the_drawing(sources: dict[str, ArraySource]) -> None:
    whole: edits.Segments = (Segment("a", 0, 4000),)
    cut = whole
    for start in range(0, 4000, 40):
        cut = edits.cut(cut, start, start + 20)
    first, second = (SegmentSource(segments, sources, RATE) for segments in (whole, cut))
    assert len(second.pieces(0, 4000)) == 1
    np.testing.assert_array_equal(first.columns(3.0, 7.7, 400, 1), second.columns(3.0, 7.7, 400, 1))


def test_a_missing_source_is_silence(timeline: edits.Segments) -> None:
    source = SegmentSource(timeline, {}, RATE)
    assert not np.any(source.columns(0.0, 43.0, 100, 0))
    assert not source.samples(0, 4300, 0).any()
