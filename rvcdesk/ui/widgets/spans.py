"""Several stretches of a timeline at once, without Qt: what is selected.

A tuple of (start, end) frames: the active one first, the others by time; none overlaps another.
"""

from __future__ import annotations

from collections.abc import Sequence

Span = tuple[int, int]
Spans = tuple[Span, ...]


def tidy(spans: Sequence[Span], frames: int) -> Spans:
    """The spans inside 0..frames, ordered edges, empty ones dropped, overlapping ones joined."""
    inside = []
    for span in spans:
        start, end = sorted(min(max(int(edge), 0), frames) for edge in span)
        if end > start:
            inside.append((start, end))
    if not inside:
        return ()
    active, joined = inside[0], list[Span]()
    for start, end in sorted(inside):
        if joined and start < joined[-1][1]:
            joined[-1] = (joined[-1][0], max(joined[-1][1], end))
        else:
            joined.append((start, end))
    first = next(span for span in joined if span[0] <= active[0] and active[1] <= span[1])
    return (first, *(span for span in joined if span != first))


def without(spans: Spans, frame: int) -> Spans:
    """The spans less the one that holds `frame`."""
    return tuple(span for span in spans if not span[0] <= frame < span[1])


def holding(spans: Spans, frame: int) -> Span | None:
    """The span that holds `frame`."""
    return next((span for span in spans if span[0] <= frame < span[1]), None)


def changed(old: Spans, new: Spans) -> list[Span]:
    """The stretches that are in one of the two but not in the other."""
    edges = sorted({edge for span in (*old, *new) for edge in span})
    found: list[Span] = []
    for start, end in zip(edges[:-1], edges[1:], strict=True):
        if (holding(old, start) is None) == (holding(new, start) is None):
            continue
        if found and found[-1][1] == start:
            found[-1] = (found[-1][0], end)
        else:
            found.append((start, end))
    return found
