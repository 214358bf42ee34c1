"""From findings to a queue a person can answer, and what the answers teach.

Three rules resolve findings that overlap:

1. Cuts are a union: accepting one cuts its span, and what lies inside of it is answered with it; taking it
   back restores only what no other accepted mark holds, and asks again about what lay inside.
2. Of cuts that lie inside each other the widest is asked about first. The narrower ones wait: with a yes
   they are answered, with a no their turn comes.
3. A mark that filters or reports never hides one that cuts, nor is it hidden by one that is still open;
   inside a cut that was accepted it needs no answer.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import replace
from typing import Any

import numpy as np
from numpy.typing import NDArray

from rvcdesk.audio import edits, processed
from rvcdesk.audio.history import ClipState, Mark
from rvcdesk.cleaning.findings import CUT, DEFAULT_CONFIDENCE, FILTER, FILTERS, KINDS, Finding, merge

INSIDE = 0.9  # so much of a mark within another counts as inside
SAME = 0.5  # so much of a finding within an answered mark of its kind: it has been answered
LEAST, MOST = 0.3, 0.95  # where a learned threshold stays
PATIENCE = 20.0  # one answer on the wrong side moves a threshold by 1 / PATIENCE
CAUTION = 2.0  # a rejection weighs this much more: a voice cut by mistake goes unnoticed, a question does not
KEPT_LESSONS = 400  # of each kind
SETTINGS_KEY = "review"
BY_KIND, BY_TIME, BY_GAIN = "kind", "time", "gain"
ORDERS = (BY_KIND, BY_TIME, BY_GAIN)

Span = tuple[int, int]
Lessons = dict[str, dict[str, list[Any]]]  # kind -> "clip:frame" -> [confidence, accepted]


# --- spans


def _from(start: int, spans: Sequence[Span]) -> int:
    """Index of the first of the sorted `spans` that can reach beyond `start`."""
    return max(0, bisect_right(spans, (start, start)) - 1)


def overlap(start: int, end: int, spans: Sequence[Span]) -> int:
    """Frames of [start, end) that lie in `spans`, which are sorted and do not overlap."""
    inside = 0
    for index in range(_from(start, spans), len(spans)):
        a, b = spans[index]
        if a >= end:
            break
        inside += max(0, min(end, b) - max(start, a))
    return inside


# --- findings become marks


def news(state: ClipState, found: Iterable[Finding]) -> list[Mark]:
    """Of what was found, what is news: not cut yet, and not answered before."""
    frames = edits.length(state.segments)
    cuts = edits.cut_spans(state.segments)
    answered: dict[str, list[Span]] = {}
    for mark in state.marks:
        if mark.state != "open":
            answered.setdefault(mark.kind, []).append((mark.start, mark.end))
    joined = {kind: edits.tidy(spans) for kind, spans in answered.items()}
    fresh = []
    for item in merge(found):
        start, end = item.start, min(item.end, frames)
        if start >= end or (item.action == CUT and overlap(start, end, cuts) >= INSIDE * (end - start)):
            continue
        if not _answered_before(start, end, answered.get(item.kind, []), joined.get(item.kind, [])):
            fresh.append(Mark(start, end, item.kind, item.confidence, item.action, detail=item.detail))
    return fresh


def _answered_before(start: int, end: int, answered: list[Span], joined: list[Span]) -> bool:
    if overlap(start, end, joined) >= SAME * (end - start):
        return True
    # A mark that was trimmed is narrower than what is found again.
    return any(min(end, b) - max(start, a) >= 0.3 * (max(end, b) - min(start, a)) for a, b in answered)


def searched(state: ClipState, fresh: Iterable[Mark], kinds: Collection[str]) -> tuple[Mark, ...]:
    """The marks after a search for `kinds`: their open ones are replaced by `fresh`, answers stay."""
    kept = [mark for mark in state.marks if mark.state != "open" or mark.kind not in kinds]
    return tuple(sorted([*kept, *fresh], key=lambda mark: (mark.start, mark.end, mark.kind)))


# --- the queue


def queue(marks: Sequence[Mark], order: str = BY_KIND) -> list[int]:
    """Indices of the open marks that want an answer now, in the order to ask (see `ordered`).

    Left out are those inside another open cut: that one is asked about first.
    """
    held = _held(marks)
    return ordered(marks, [i for i, mark in enumerate(marks) if mark.state == "open" and not held[i]], order)


def ordered(marks: Sequence[Mark], indices: Iterable[int], order: str) -> list[int]:
    """`indices` in one of the orders.

    By kind keeps one question in mind ("is this a click?") and makes "all of this kind from here" the
    natural end of a group; the kinds come as in KINDS, each in the order of time. By time follows the
    recording. By gain asks first where most seconds are least sure: seconds x 4c(1 - c).
    """
    ranks = {kind: rank for rank, kind in enumerate(KINDS)}

    def key(index: int) -> tuple[float, ...]:
        mark = marks[index]
        if order == BY_TIME:
            return (mark.start, -mark.end)
        if order == BY_GAIN:
            return (-gain(mark), mark.start)
        return (ranks.get(mark.kind, len(ranks)), mark.start, -mark.end)

    return sorted(indices, key=key)


def gain(mark: Mark) -> float:
    """What an answer is worth: frames at stake times how open the question is (1 at 50 %, 0 when sure)."""
    certain = mark.confidence
    # Not quite zero at the ends: of two sure ones the longer one matters more.
    return (mark.end - mark.start) * (0.05 + 0.95 * 4 * certain * (1 - certain))


def _held(marks: Sequence[Mark]) -> NDArray[np.bool_]:
    """Which open cuts lie inside a wider open cut, (n,)."""
    held = np.zeros(len(marks), bool)
    cuts = [i for i, mark in enumerate(marks) if mark.state == "open" and mark.action == CUT]
    starts = np.array([marks[i].start for i in cuts])
    ends = np.array([marks[i].end for i in cuts])
    for place, index in enumerate(cuts):
        mark = marks[index]
        size = mark.end - mark.start
        within = np.minimum(ends, mark.end) - np.maximum(starts, mark.start) >= INSIDE * size
        wider = (ends - starts > size) | ((ends - starts == size) & (np.arange(len(cuts)) < place))
        held[index] = bool((within & wider).any())
    return held


# --- answers


def answered(state: ClipState, answers: Mapping[int, str]) -> ClipState:
    """The clip when marks, by index, are answered: "accepted", "rejected" or "open". See the rules above.

    Accepting one that filters puts its effect on the span, taking it back takes the effect off.
    """
    marks = list(state.marks)
    segments = state.segments
    back: list[Span] = []
    for index, answer in answers.items():
        mark = marks[index]
        marks[index] = replace(mark, state=answer)
        if mark.action == FILTER:
            segments = _filtered(segments, mark, answer)
        if mark.action == CUT and mark.state == "accepted" and answer != "accepted":
            back.append((mark.start, mark.end))
    if back:
        back = edits.tidy(back)
        _ask_again(marks, back, answers)
        held = edits.tidy((m.start, m.end) for m in marks if m.action == CUT and m.state == "accepted")
        segments = edits.change_spans(segments, edits.minus(back, held), edits.as_kept)
    taken = edits.tidy(
        (marks[index].start, marks[index].end)
        for index, answer in answers.items()
        if answer == "accepted" and marks[index].action == CUT
    )
    cuts = list(taken)
    if taken:
        for index, mark in enumerate(marks):
            size = mark.end - mark.start
            if (
                mark.state == "open"
                and index not in answers
                and overlap(mark.start, mark.end, taken) >= (INSIDE * size)
            ):
                marks[index] = replace(mark, state="accepted")
                if mark.action == CUT:
                    cuts.append((mark.start, mark.end))
        segments = edits.change_spans(segments, edits.tidy(cuts), edits.as_cut)
    return replace(state, segments=segments, marks=tuple(marks))


def _filtered(segments: edits.Segments, mark: Mark, answer: str) -> edits.Segments:
    effect = FILTERS.get(mark.kind)
    if effect is None or answer == mark.state:
        return segments
    if answer == "accepted":
        return processed.applied(segments, mark.start, mark.end, effect, {})
    if mark.state == "accepted":
        return edits.change(segments, mark.start, mark.end, lambda part: _without(part, effect))
    return segments


def _without(segment: edits.Segment, effect: str) -> edits.Segment:
    return replace(segment, effects=tuple(item for item in segment.effects if item.name != effect))


def _ask_again(marks: list[Mark], back: Sequence[Span], answers: Mapping[int, str]) -> None:
    """What was answered because it lay inside a cut that is taken back is open again."""
    for place, mark in enumerate(marks):
        given = mark.state == "accepted" and place not in answers and mark.action != FILTER
        if given and overlap(mark.start, mark.end, back) >= INSIDE * (mark.end - mark.start):
            marks[place] = replace(mark, state="open")


def trimmed(state: ClipState, index: int, start: int, end: int) -> ClipState:
    """The clip with mark `index` on [start, end) instead, open again."""
    state = answered(state, {index: "open"})
    marks = list(state.marks)
    marks[index] = replace(marks[index], start=start, end=end)
    return replace(state, marks=tuple(sorted(marks, key=lambda mark: (mark.start, mark.end, mark.kind))))


def core(mark: Mark, rate: int) -> Span:
    """A mark without its edges, of which a detector is least sure: an eighth of it each, 0.1 s at most."""
    edge = min((mark.end - mark.start) // 8, round(0.1 * rate))
    return mark.start + edge, mark.end - edge


# --- how sure is sure enough


def threshold(lessons: Iterable[tuple[float, bool]], default: float = DEFAULT_CONFIDENCE) -> float:
    """From which confidence on a kind is accepted without asking, learned from answers.

    The minimum over t, within 0.3 to 0.95, of

        PATIENCE / 2 (t - default)^2  +  sum over accepted of max(0, t - c)
                                      +  CAUTION * sum over rejected of max(0, c - t)

    where c is an answer's confidence: the default as a prior, and every answer on the wrong side of t costs
    as much as it is away from it. The sum is convex, so there is one minimum. It is monotone: an accepted
    answer never raises it, a rejected one never lowers it; and an answer that agrees changes nothing.
    Each that disagrees moves it by 0.05 (a rejection by 0.1), never beyond that answer's own confidence.

    Args:
        lessons: (confidence, accepted) of each answer.
    """
    pairs = sorted(lessons)
    rejected_above = sum(1 for _, accepted in pairs if not accepted)
    accepted_below = 0
    # The slope grows with t and jumps at every answer: walk up until it is no longer negative.
    low = 0.0
    best = 1.0
    for confidence, accepted in [*pairs, (1.0, True)]:
        slope_free = default + (CAUTION * rejected_above - accepted_below) / PATIENCE
        if slope_free <= confidence:
            best = max(low, slope_free)
            break
        low = confidence
        if accepted:
            accepted_below += 1
        else:
            rejected_above -= 1
    return min(MOST, max(LEAST, best))


def thresholds(settings: Mapping[str, Any]) -> dict[str, float]:
    """The threshold of every kind of a project with these settings."""
    lessons = lessons_of(settings)
    return {kind: threshold((float(c), bool(a)) for c, a in lessons.get(kind, {}).values()) for kind in KINDS}


def lessons_of(settings: Mapping[str, Any]) -> Lessons:
    """The answers so far, as far as they can be read."""
    kept: Lessons = {}
    data = settings.get(SETTINGS_KEY)
    stored = data.get("lessons") if isinstance(data, dict) else None
    for kind, items in stored.items() if isinstance(stored, dict) else ():
        if kind in KINDS and isinstance(items, dict):
            good = {str(key): list(item) for key, item in items.items() if _is_lesson(item)}
            if good:
                kept[kind] = good
    return kept


def _is_lesson(item: Any) -> bool:
    return (
        isinstance(item, (list, tuple))
        and len(item) == 2
        and isinstance(item[0], (int, float))
        and 0 <= item[0] <= 1
    )


def learn(settings: dict[str, Any], clip_id: str, mark: Mark) -> bool:
    """Remember an answer given to one mark that was looked at; an open one is forgotten.

    Returns:
        whether that changed anything.
    """
    lessons = lessons_of(settings)
    before = {kind: dict(items) for kind, items in lessons.items()}
    items = lessons.setdefault(mark.kind, {})
    key = f"{clip_id}:{mark.start}"
    items.pop(key, None)
    if mark.state != "open":
        items[key] = [round(mark.confidence, 3), mark.state == "accepted"]
    lessons[mark.kind] = dict(list(items.items())[-KEPT_LESSONS:])
    if {kind: items for kind, items in lessons.items() if items} == before:
        return False
    _store(settings, lessons)
    return True


def unlearn_undone(settings: dict[str, Any], clip_id: str, marks: Iterable[Mark]) -> bool:
    """Forget answers of a clip that have been taken back (undo); whether there were any."""
    given = {(mark.kind, f"{clip_id}:{mark.start}"): mark.state for mark in marks}
    lessons = lessons_of(settings)
    gone = [
        (kind, key) for kind, items in lessons.items() for key in items if given.get((kind, key)) == "open"
    ]
    for kind, key in gone:
        del lessons[kind][key]
    if gone:
        _store(settings, lessons)
    return bool(gone)


def forget(settings: dict[str, Any]) -> None:
    """Back to the default thresholds."""
    _store(settings, {})


def _store(settings: dict[str, Any], lessons: Lessons) -> None:
    data = settings.get(SETTINGS_KEY)
    kept = dict(data) if isinstance(data, dict) else {}
    settings[SETTINGS_KEY] = {**kept, "lessons": {kind: items for kind, items in lessons.items() if items}}


def sure(marks: Sequence[Mark], limits: Mapping[str, float]) -> list[int]:
    """Indices of the open cuts that are accepted without asking."""
    return [
        index
        for index, mark in enumerate(marks)
        if mark.state == "open"
        and mark.action == CUT
        and mark.confidence >= limits.get(mark.kind, DEFAULT_CONFIDENCE)
    ]


def at_least(marks: Sequence[Mark], like: Mark) -> list[int]:
    """Indices of the open marks of the same kind that are at least as sure as `like`, itself among them."""
    return [
        index
        for index, mark in enumerate(marks)
        if mark.kind == like.kind and mark.state == "open" and mark.confidence >= like.confidence
    ]


def at_stake(state: ClipState) -> int:
    """Frames that the open cuts would still take away."""
    cuts = edits.cut_spans(state.segments)
    opened = edits.tidy((m.start, m.end) for m in state.marks if m.state == "open" and m.action == CUT)
    return sum(end - start - overlap(start, end, cuts) for start, end in opened)
