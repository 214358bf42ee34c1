"""Unlimited undo for a clip: immutable states in memory, splices on disk.

A change is stored as the part of the list that it replaced, not as the verb, so that a file stays
readable when an edit's code changes, and a thousand cuts do not cost a thousand copies.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import asdict, dataclass, replace
from typing import Any, TypeVar

from rvcdesk.audio.edits import Segment, Segments

Item = TypeVar("Item")
Splice = tuple[int, int, tuple[Item, ...]]


@dataclass(frozen=True)
class Mark:
    """A suspect on the timeline, [start, end) in frames, and what the user said of it.

    `action` is cut, filter or report; `state` is open, accepted or rejected; `detail` says more
    (an `N_()` sentence without values, or ''), e.g. of which recording it is a duplicate.
    """

    start: int
    end: int
    kind: str
    confidence: float
    action: str = "cut"
    state: str = "open"
    detail: str = ""


@dataclass(frozen=True, order=True)
class Label:
    """A name on the timeline: a point (start == end) or a region, in frames.

    `low_hz` and `high_hz` are the box of a spectral label, both 0 for a plain one.
    """

    start: int
    end: int
    text: str = ""
    low_hz: float = 0.0
    high_hz: float = 0.0


@dataclass(frozen=True)
class ClipState:
    """Everything an edit can change. `channel` is mix, left or right; `labels` are sorted."""

    segments: Segments
    marks: tuple[Mark, ...] = ()
    channel: str = "mix"
    labels: tuple[Label, ...] = ()


def splice(old: Sequence[Item], new: Sequence[Item]) -> Splice[Item] | None:
    """The one replacement (position, count, items) that turns `old` into `new`, None when equal."""
    shorter = min(len(old), len(new))
    head = 0
    # Most items are the very same object, and asking that first is twenty times as quick.
    while head < shorter and (old[head] is new[head] or old[head] == new[head]):
        head += 1
    if head == len(old) == len(new):
        return None
    tail = 0
    while tail < shorter - head and (old[-1 - tail] is new[-1 - tail] or old[-1 - tail] == new[-1 - tail]):
        tail += 1
    return head, len(old) - head - tail, tuple(new[head : len(new) - tail])


def apply_splice(old: tuple[Item, ...], part: Splice[Item]) -> tuple[Item, ...]:
    """`old` with the replacement made.

    Raises:
        ValueError: the splice does not fit.
    """
    at, count, items = part
    if not 0 <= at <= at + count <= len(old):
        raise ValueError("the change does not fit the clip")
    return old[:at] + tuple(items) + old[at + count :]


def change_to_json(label: str, old: ClipState, new: ClipState) -> dict[str, Any]:
    """One edit as a line of the clip's file."""
    line: dict[str, Any] = {"line": "edit", "label": label}
    segments = splice(old.segments, new.segments)
    if segments:
        line["segments"] = [segments[0], segments[1], [item.to_json() for item in segments[2]]]
    marks = splice(old.marks, new.marks)
    if marks:
        line["marks"] = [marks[0], marks[1], [asdict(item) for item in marks[2]]]
    labels = splice(old.labels, new.labels)
    if labels:
        line["labels"] = [labels[0], labels[1], [asdict(item) for item in labels[2]]]
    if old.channel != new.channel:
        line["channel"] = new.channel
    return line


def change_from_json(old: ClipState, line: dict[str, Any]) -> ClipState:
    """The state after the edit in `line`.

    Raises:
        ValueError, KeyError, TypeError: not an edit of this clip.
    """

    def spliced(key: str, items: tuple[Any, ...], read: Callable[[dict[str, Any]], Any]) -> tuple[Any, ...]:
        if key not in line:
            return items
        at, count, new = line[key]
        return apply_splice(items, (int(at), int(count), tuple(read(item) for item in new)))

    return replace(
        old,
        segments=spliced("segments", old.segments, Segment.from_json),
        marks=spliced("marks", old.marks, lambda item: Mark(**item)),
        channel=str(line.get("channel", old.channel)),
        labels=spliced("labels", old.labels, lambda item: Label(**item)),
    )


class History:
    """The states of a clip, oldest first, and which of them is shown."""

    def __init__(self, first: ClipState) -> None:
        self.states: list[ClipState] = [first]
        self.labels: list[str] = [""]
        self.index = 0

    @property
    def state(self) -> ClipState:
        """The state shown."""
        return self.states[self.index]

    @property
    def can_undo(self) -> bool:
        return self.index > 0

    @property
    def can_redo(self) -> bool:
        return self.index + 1 < len(self.states)

    @property
    def undo_label(self) -> str:
        """What undo would take back, '' when nothing."""
        return self.labels[self.index] if self.can_undo else ""

    @property
    def redo_label(self) -> str:
        """What redo would do again, '' when nothing."""
        return self.labels[self.index + 1] if self.can_redo else ""

    def push(self, label: str, state: ClipState) -> None:
        """Show a new state; what had been undone is forgotten."""
        del self.states[self.index + 1 :]
        del self.labels[self.index + 1 :]
        self.states.append(state)
        self.labels.append(label)
        self.index += 1

    def go(self, index: int) -> None:
        """Show state `index` (clamped)."""
        self.index = max(0, min(index, len(self.states) - 1))
