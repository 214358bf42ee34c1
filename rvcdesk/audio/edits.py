"""Clips as lists of segments, and the pure edits on them.

A clip's timeline is an ordered tuple of segments in integer frames at the clip's rate; nothing here
touches samples. Cutting *marks* a span: it stays in place on the timeline, is drawn as cut, and is
skipped by everything that uses the clip, so labels and suspects keep their positions and a cut can be
taken back in any order. Removing a span from the timeline altogether is `delete`.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import asdict, dataclass, replace
from typing import Any


@dataclass(frozen=True)
class Effect:
    """A processing step and its parameters; the audio it renders is cache."""

    name: str
    parameters: tuple[tuple[str, float | int | str], ...] = ()


@dataclass(frozen=True)
class Segment:
    """A stretch of one source, or digital silence when `source_id` is None.

    `start` and `frames` count frames of the source; fades are in frames, gain in dB.
    """

    source_id: str | None
    start: int
    frames: int
    gain_db: float = 0.0
    fade_in: int = 0
    fade_out: int = 0
    effects: tuple[Effect, ...] = ()
    cut: bool = False

    def to_json(self) -> dict[str, Any]:
        """Plain data; defaults are left out."""
        data = {key: value for key, value in asdict(self).items() if value != _DEFAULTS.get(key, _NO_DEFAULT)}
        if self.effects:
            data["effects"] = [[effect.name, dict(effect.parameters)] for effect in self.effects]
        return data

    @classmethod
    def from_json(cls, data: dict[str, Any]) -> Segment:
        """The inverse of `to_json`.

        Raises:
            KeyError, TypeError, ValueError: not a segment.
        """
        values = dict(data)
        effects = tuple(
            Effect(name, tuple(parameters.items())) for name, parameters in values.pop("effects", [])
        )
        segment = cls(effects=effects, **values)
        if segment.frames <= 0 or segment.start < 0:
            raise ValueError("a segment needs a length and a start that is not negative")
        return segment


_NO_DEFAULT = object()
_DEFAULTS: dict[str, Any] = {"gain_db": 0.0, "fade_in": 0, "fade_out": 0, "effects": (), "cut": False}

Segments = tuple[Segment, ...]
Span = tuple[int, int]


def length(segments: Segments) -> int:
    """Frames on the timeline, cut spans included."""
    return sum(segment.frames for segment in segments)


def _pieces(segment: Segment, at: int) -> tuple[Segment, Segment]:
    """The two parts of a segment; the inner edges carry no fade."""
    left = replace(segment, frames=at, fade_in=min(segment.fade_in, at), fade_out=0)
    rest = segment.frames - at
    start = segment.start + at if segment.source_id is not None else 0
    right = replace(segment, start=start, frames=rest, fade_in=0, fade_out=min(segment.fade_out, rest))
    return left, right


def split(segments: Segments, frame: int) -> tuple[Segments, Segments]:
    """The timeline before and from `frame` (clamped to the clip)."""
    left: list[Segment] = []
    for index, segment in enumerate(segments):
        if frame <= 0:
            return tuple(left), segments[index:]
        if frame < segment.frames:
            head, tail = _pieces(segment, frame)
            return (*left, head), (tail, *segments[index + 1 :])
        left.append(segment)
        frame -= segment.frames
    return segments, ()


def _continues(left: Segment, right: Segment) -> bool:
    """Whether two neighbours are one uninterrupted stretch, so that they can be joined unheard."""
    if left.fade_out or right.fade_in or left.source_id != right.source_id:
        return False
    same = left.gain_db == right.gain_db and left.effects == right.effects and left.cut == right.cut
    return same and (left.source_id is None or left.start + left.frames == right.start)


def join(segments: Iterable[Segment]) -> Segments:
    """Drop empty segments and merge neighbours that continue each other."""
    joined: list[Segment] = []
    for segment in segments:
        if segment.frames <= 0:
            continue
        if joined and _continues(joined[-1], segment):
            last = joined[-1]
            joined[-1] = replace(last, frames=last.frames + segment.frames, fade_out=segment.fade_out)
        else:
            joined.append(segment)
    return tuple(joined)


def change(segments: Segments, start: int, end: int, edit: Callable[[Segment], Segment]) -> Segments:
    """Apply `edit` to what lies in [start, end)."""
    if end <= start:
        return segments
    before, rest = split(segments, start)
    inside, after = split(rest, end - max(0, start))
    return join((*before, *map(edit, inside), *after))


def cut(segments: Segments, start: int, end: int) -> Segments:
    """Mark [start, end) as cut."""
    return change(segments, start, end, lambda segment: replace(segment, cut=True))


def restore(segments: Segments, start: int, end: int) -> Segments:
    """Take back every cut in [start, end)."""
    return change(segments, start, end, lambda segment: replace(segment, cut=False))


def keep_only(segments: Segments, start: int, end: int) -> Segments:
    """Cut everything outside [start, end)."""
    if end <= start:
        return segments
    return cut(cut(segments, 0, start), end, length(segments))


def silence(segments: Segments, start: int, end: int) -> Segments:
    """Replace [start, end) by digital silence of the same length."""
    return change(segments, start, end, lambda segment: Segment(None, 0, segment.frames, cut=segment.cut))


def delete(segments: Segments, start: int, end: int) -> Segments:
    """Take [start, end) off the timeline; what follows moves up."""
    if end <= start:
        return segments
    before, rest = split(segments, start)
    return join((*before, *split(rest, end - max(0, start))[1]))


def insert(segments: Segments, at: int, other: Segments) -> Segments:
    """Put `other` on the timeline at frame `at`; what follows moves down."""
    before, after = split(segments, at)
    return join((*before, *other, *after))


def extract(segments: Segments, start: int, end: int) -> Segments:
    """What lies in [start, end), as a timeline of its own."""
    return split(split(segments, start)[1], end - max(0, start))[0] if end > start else ()


def spans(segments: Segments, wanted: Callable[[Segment], bool]) -> list[Span]:
    """Timeline spans [start, end) of the segments that `wanted` picks, touching ones merged."""
    found: list[Span] = []
    position = 0
    for segment in segments:
        end = position + segment.frames
        if wanted(segment):
            if found and found[-1][1] == position:
                found[-1] = (found[-1][0], end)
            else:
                found.append((position, end))
        position = end
    return found


def kept_spans(segments: Segments) -> list[Span]:
    """What is not cut."""
    return spans(segments, lambda segment: not segment.cut)


def cut_spans(segments: Segments) -> list[Span]:
    """What is cut."""
    return spans(segments, lambda segment: segment.cut)


def silent_spans(segments: Segments) -> list[Span]:
    """What was replaced by silence and is not cut."""
    return spans(segments, lambda segment: segment.source_id is None and not segment.cut)
