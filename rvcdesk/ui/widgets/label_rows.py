"""Where the labels of a timeline are drawn: two rows of flags."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from rvcdesk.audio.history import Label
from rvcdesk.ui.widgets.waveform_model import Viewport

ROWS = 2
LEAST = 18.0  # px that a flag has, however short its text
MOST = 260.0  # px of a text beyond its region


@dataclass(frozen=True)
class Flag:
    """A label on screen: its row, its edges, and how far its text may go (px)."""

    index: int
    row: int
    left: float
    right: float
    text_end: float


def flags(labels: Sequence[Label], view: Viewport, width_of: Callable[[str], float]) -> list[Flag]:
    """The flags in sight. A row depends on the zoom, not on the scrolling.

    Args:
        labels: ordered by start.
        view: the visible part.
        width_of: pixels that a text needs with its margins.
    """
    free = [-1e18] * ROWS  # the end of what each row holds, px from frame 0
    places: list[tuple[int, int, float, float, float]] = []
    following: dict[tuple[int, int], float] = {}
    last: dict[int, int] = {}
    for index, label in enumerate(labels):
        left, right = label.start / view.scale, label.end / view.scale
        wanted = max(right, left + min(max(width_of(label.text), LEAST), MOST))
        row = next((row for row, end in enumerate(free) if end <= left), None)
        if row is None:
            row = min(range(ROWS), key=lambda number: free[number])
        if row in last:
            following[last[row], row] = left
        last[row] = index
        free[row] = max(free[row], wanted)
        places.append((index, row, left, right, wanted))
    shift = view.start / view.scale
    found = []
    for index, row, left, right, wanted in places:
        # a text ends where the next flag of its row begins
        end = max(min(wanted, following.get((index, row), wanted)), left + 4)
        if max(end, right) - shift >= 0 and left - shift <= view.width:
            found.append(Flag(index, row, left - shift, right - shift, end - shift))
    return found
