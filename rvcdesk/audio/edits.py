"""Clips as lists of segments, and the pure edits on them.

A clip's timeline is an ordered tuple of segments in integer frames at the clip's rate; nothing here
touches samples. Cutting *marks* a span: it stays in place on the timeline, is drawn as cut, and is
skipped by everything that uses the clip, so labels and suspects keep their positions and a cut can be
taken back in any order. Removing a span from the timeline altogether is `delete`.

`change_spans` is what most edits are made of: it takes spans [start, end) in any order, overlapping or
beyond the end, and goes over the timeline once however many there are.
"""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterable, Sequence
from dataclasses import asdict, dataclass, replace
from typing import Any

from rvcdesk.audio.resampling import resampled_length


@dataclass(frozen=True)
class Effect:
    """A processing step and its parameters; the audio it renders is cache."""

    name: str
    parameters: tuple[tuple[str, float | int | str], ...] = ()


@dataclass(frozen=True)
class Segment:
    """A stretch of one source, or digital silence when `source_id` is None.

    `start` and `frames` count frames of the source (at the timeline's rate, where the source has another);
    fades are in frames, gain in dB. `split_before`: the user has split here, so `join` leaves it apart from
    what it continues.
    """

    source_id: str | None
    start: int
    frames: int
    gain_db: float = 0.0
    fade_in: int = 0
    fade_out: int = 0
    effects: tuple[Effect, ...] = ()
    cut: bool = False
    split_before: bool = False

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
_DEFAULTS: dict[str, Any] = {
    **{"gain_db": 0.0, "fade_in": 0, "fade_out": 0},
    **{"effects": (), "cut": False, "split_before": False},
}
GAIN_DB = (-96.0, 60.0)  # beyond is silence, or a mistake

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
    if right.split_before:
        right = replace(right, split_before=False)
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
    if left.source_id != right.source_id or left.cut != right.cut or right.split_before:
        return False
    if left.source_id is not None and left.start + left.frames != right.start:
        return False
    same = left.gain_db == right.gain_db and left.effects == right.effects
    return same and not (left.fade_out or right.fade_in)


def join(segments: Iterable[Segment]) -> Segments:
    """Drop empty segments and merge neighbours that continue each other; a split stays."""
    joined: list[Segment] = []
    for segment in segments:
        if segment.frames <= 0:
            continue
        if joined and _continues(joined[-1], segment):
            last = joined[-1]
            joined[-1] = replace(last, frames=last.frames + segment.frames, fade_out=segment.fade_out)
        else:
            joined.append(segment)
    if joined and joined[0].split_before:
        joined[0] = replace(joined[0], split_before=False)  # nothing is before it
    return tuple(joined)


def tidy(wanted: Iterable[Span], end: int = sys.maxsize) -> list[Span]:
    """Spans in order, within [0, end), overlapping and touching ones merged, empty ones dropped."""
    found: list[Span] = []
    for first, last in sorted((max(0, a), min(b, end)) for a, b in wanted):
        if last <= first:
            continue
        if found and first <= found[-1][1]:
            found[-1] = (found[-1][0], max(last, found[-1][1]))
        else:
            found.append((first, last))
    return found


def outside(wanted: Iterable[Span], end: int) -> list[Span]:
    """What of [0, end) lies in none of the spans."""
    edges = [0, *(edge for span in tidy(wanted, end) for edge in span), end]
    return [(a, b) for a, b in zip(edges[::2], edges[1::2], strict=True) if b > a]


def minus(wanted: Iterable[Span], others: Iterable[Span], end: int = sys.maxsize) -> list[Span]:
    """What of the spans, within [0, end), lies in none of the others."""
    return outside([*outside(wanted, end), *others], end)


def change(segments: Segments, start: int, end: int, edit: Callable[[Segment], Segment]) -> Segments:
    """Apply `edit` to what lies in [start, end)."""
    return change_spans(segments, [(start, end)], edit)


def change_spans(segments: Segments, wanted: Sequence[Span], edit: Callable[[Segment], Segment]) -> Segments:
    """Apply `edit` to what lies in the spans; a segment that it leaves empty is gone."""
    places = tidy(wanted, length(segments))
    if not places:
        return segments
    changed: list[Segment] = []
    position = number = 0
    for segment in segments:
        end = position + segment.frames
        rest: Segment | None = segment
        while rest is not None and number < len(places) and places[number][0] < end:
            first, last = max(places[number][0], position), places[number][1]
            if first > position:
                head, rest = _pieces(rest, first - position)
                changed.append(head)
            if last < end:
                inside, rest = _pieces(rest, last - first)
                number += 1
            else:
                inside, rest = rest, None
                number += last == end
            changed.append(edit(inside))
            position = min(last, end)
        if rest is not None:
            changed.append(rest)
        position = end
    return join(changed)


def as_cut(segment: Segment) -> Segment:
    """Marked as cut."""
    return replace(segment, cut=True)


def as_kept(segment: Segment) -> Segment:
    """No longer cut."""
    return replace(segment, cut=False)


def as_silence(segment: Segment) -> Segment:
    """Digital silence of the same length, cut where it was."""
    return Segment(None, 0, segment.frames, cut=segment.cut, split_before=segment.split_before)


def as_gone(segment: Segment) -> Segment:
    """Nothing: off the timeline."""
    return replace(segment, frames=0)


def louder(segment: Segment, db: float) -> Segment:
    """With `db` more gain, within `GAIN_DB`."""
    if segment.source_id is None:
        return segment
    level = min(max(segment.gain_db + db, GAIN_DB[0]), GAIN_DB[1])
    return replace(segment, gain_db=round(level, 6))  # there and back is where it was


def cut(segments: Segments, start: int, end: int) -> Segments:
    """Mark [start, end) as cut."""
    return change(segments, start, end, as_cut)


def restore(segments: Segments, start: int, end: int) -> Segments:
    """Take back every cut in [start, end)."""
    return change(segments, start, end, as_kept)


def keep_only(segments: Segments, start: int, end: int, *more: Span) -> Segments:
    """Cut everything outside the spans; empty ones change nothing."""
    wanted, frames = [(start, end), *more], length(segments)
    if all(last <= first for first, last in wanted):
        return segments
    return change_spans(segments, outside(wanted, frames), as_cut)


def silence(segments: Segments, start: int, end: int) -> Segments:
    """Replace [start, end) by digital silence of the same length."""
    return change(segments, start, end, as_silence)


def delete(segments: Segments, start: int, end: int) -> Segments:
    """Take [start, end) off the timeline; what follows moves up."""
    return change(segments, start, end, as_gone)


def split_delete(segments: Segments, wanted: Sequence[Span]) -> Segments:
    """Leave gaps of silence in the spans, split off from what is on either side."""
    places = tidy(wanted, length(segments))
    return split_at(change_spans(segments, places, as_silence), [edge for span in places for edge in span])


def split_at(segments: Segments, frames: Iterable[int]) -> Segments:
    """Split before each of the frames; the boundary stays until `unsplit`."""
    places = sorted({frame for frame in frames if frame > 0}, reverse=True)
    found: list[Segment] = []
    position = 0
    for segment in segments:
        end = position + segment.frames
        while places and places[-1] < end:
            place = places.pop()
            if place > position:
                head, segment = _pieces(segment, place - position)
                found.append(head)
            segment = replace(segment, split_before=True)
            position = place
        found.append(segment)
        position = end
    return join(found)


def split_points(segments: Segments) -> list[int]:
    """Where the user has split."""
    points, position = [], 0
    for segment in segments:
        if segment.split_before:
            points.append(position)
        position += segment.frames
    return points


def unsplit(segments: Segments, wanted: Sequence[Span]) -> Segments:
    """Take back every split in the spans, their ends included."""
    found: list[Segment] = []
    position = 0
    for segment in segments:
        if segment.split_before and any(start <= position <= end for start, end in wanted):
            segment = replace(segment, split_before=False)
        found.append(segment)
        position += segment.frames
    return join(found)


def insert(segments: Segments, at: int, other: Segments) -> Segments:
    """Put `other` on the timeline at frame `at`; what follows moves down."""
    before, after = split(segments, at)
    return join((*before, *other, *after))


def extract(segments: Segments, start: int, end: int) -> Segments:
    """What lies in [start, end), as a timeline of its own."""
    return split(split(segments, start)[1], end - max(0, start))[0] if end > start else ()


def kept(segments: Segments) -> Segments:
    """What is not cut, as a timeline of its own; all of it, no longer cut, when nothing is kept."""
    return join(segment for segment in segments if not segment.cut) or join(map(as_kept, segments))


def rescaled(segments: Segments, from_rate: int, to_rate: int) -> Segments:
    """The same stretches counted at another rate; what touched in its source still does."""
    if from_rate == to_rate:
        return segments

    def at(frame: int) -> int:
        return resampled_length(frame, from_rate, to_rate)

    def placed(effect: Effect) -> Effect:
        values = dict(effect.parameters)
        if "at" not in values or "frames" not in values:
            return effect
        for first, frames in (("at", "frames"), ("profile_at", "profile_frames")):
            if first in values and frames in values:
                start, end = int(values[first]), int(values[first]) + int(values[frames])
                values.update({first: at(start), frames: at(end) - at(start)})
        return Effect(effect.name, tuple(values.items()))

    return join(
        replace(
            segment,
            start=at(segment.start),
            frames=at(segment.start + segment.frames) - at(segment.start),
            fade_in=at(segment.fade_in),
            fade_out=at(segment.fade_out),
            effects=tuple(placed(effect) for effect in segment.effects),
        )
        for segment in segments
    )


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
