"""Where the labels of a timeline are drawn: two rows of flags."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace

from rvcdesk.audio.history import Label
from rvcdesk.ui.widgets.waveform_model import Viewport

ROWS = 2
LEAST = 18.0  # px that a flag has, however short its text
MOST = 260.0  # px of a text beyond its region


@dataclass(frozen=True)
class Flag:
    """A label's place: its row, its edges, and how far its text may go (px)."""

    index: int
    row: int
    left: float
    right: float
    text_end: float


def arranged(labels: Sequence[Label], scale: float, width_of: Callable[[str], float]) -> list[Flag]:
    """All flags, px from frame 0: rows depend on the zoom, not on the scrolling.

    Args:
        labels: ordered by start.
        scale: frames a pixel.
        width_of: pixels that a text needs with its margins.
    """
    free = [-1e18] * ROWS  # the end of what each row holds
    last: list[int | None] = [None] * ROWS
    found: list[Flag] = []
    for index, label in enumerate(labels):
        left, right = label.start / scale, label.end / scale
        wanted = max(right, left + min(max(width_of(label.text), LEAST), MOST))
        row = next((row for row, end in enumerate(free) if end <= left), None)
        if row is None:
            row = min(range(ROWS), key=lambda number: free[number])
        before = last[row]
        if before is not None and found[before].text_end > left:
            # a text ends where the next flag of its row begins
            found[before] = replace(found[before], text_end=max(left, found[before].left + 4))
        last[row] = index
        free[row] = max(free[row], wanted)
        found.append(Flag(index, row, left, right, wanted))
    return found


def in_sight(flags: Sequence[Flag], view: Viewport) -> list[Flag]:
    """Those that the view shows, px from its left edge."""
    shift = view.start / view.scale
    return [
        replace(flag, left=flag.left - shift, right=flag.right - shift, text_end=flag.text_end - shift)
        for flag in flags
        if max(flag.text_end, flag.right) >= shift and flag.left <= shift + view.width
    ]
