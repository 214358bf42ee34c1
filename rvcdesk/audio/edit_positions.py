"""Where things on a timeline go when it grows or shrinks under them."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable, Sequence
from dataclasses import replace
from itertools import accumulate
from typing import TypeVar

from rvcdesk.audio.edits import Span
from rvcdesk.audio.history import Label, Mark

Item = TypeVar("Item", Mark, Label)


def shifted(
    items: Iterable[Item], deleted: Sequence[Span] = (), at: int = 0, inserted: int = 0
) -> tuple[Item, ...]:
    """Marks or labels after spans were taken off the timeline and then frames were put on it.

    What was on a span that is gone, is gone too; what reaches into one becomes shorter; what the new frames
    are put into becomes longer. A point on an edge stays.

    Args:
        items: in timeline order; the order stays.
        deleted: spans [start, end), in order and apart from each other.
        at: where frames were put in, on the timeline that is left after deleting; what begins there moves.
        inserted: how many frames.
    """
    starts = [start for start, _ in deleted]
    gone = [0, *accumulate(end - start for start, end in deleted)]

    def place(frame: int) -> int:
        """A frame of the old timeline after deleting; all of a deleted span is one place."""
        before = bisect_right(starts, frame)
        if not before:
            return frame
        start, end = deleted[before - 1]
        return frame - gone[before] if frame >= end else start - gone[before - 1]

    def within(frame: int) -> bool:
        before = bisect_right(starts, frame) - 1
        return before >= 0 and deleted[before][0] < frame < deleted[before][1]

    moved: list[Item] = []
    for item in items:
        start, end = place(item.start), place(item.end)
        if (start == end) if item.end > item.start else within(item.start):
            continue
        grows = end > at or start == end == at
        start, end = start + inserted * (start >= at), end + inserted * grows
        same = start == item.start and end == item.end
        moved.append(item if same else replace(item, start=start, end=end))
    return tuple(moved)
