"""Which pieces are kept out of training, so that a voice is measured on what it has not heard. No torch.

The rule. The pieces of 1.5 s or more are divided, in their order, into portions of equal count, and one of
each portion is kept out: the one that shares the smallest part of its audio with its neighbours (pieces of
one slice overlap by 0.3 s; a phrase between two pauses shares none), and of equals the first. In singing
without pauses, where every piece has two neighbours, 0.6 s of 3.7 s remain shared. How many: none of fewer
than 20 pieces; else one in 20, and where that would be more than 16, one in 40, in 80 and so on. So
recordings that are added at the end change nothing about the portions before them, and where they double the
portions, some of the pieces that were kept out remain so. A number that the user gives is kept to, up to a
quarter of the pieces, but its portions move when recordings are added. Nothing depends on the seed.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

PORTION, MOST, LARGEST_SHARE = 20, 16, 4
SHORTEST_S = 1.5


@dataclass(frozen=True)
class HeldPlace:
    """Where a piece lies on its clip's timeline."""

    clip: str
    start_s: float
    end_s: float


def held_out(pieces: Sequence[HeldPlace], wanted: int = -1) -> tuple[int, ...]:
    """The indices of the pieces to keep out, ascending.

    Args:
        pieces: all that could be trained on, clip by clip in the order of time.
        wanted: -1 for about 5 %, 0 for none, else how many.
    """
    able = [index for index, piece in enumerate(pieces) if piece.end_s - piece.start_s >= SHORTEST_S]
    if wanted < 0:
        size = PORTION
        while len(able) // size > MOST:
            size *= 2
        edges = list(range(0, len(able) + 1, size))
    else:
        count = min(wanted, len(pieces) // LARGEST_SHARE, len(able))
        edges = [index * len(able) // max(count, 1) for index in range(count + 1)]
    portions = [able[first:last] for first, last in zip(edges, edges[1:], strict=False)]
    return tuple(min(portion, key=lambda index: _shared(pieces, index)) for portion in portions)


def _shared(pieces: Sequence[HeldPlace], index: int) -> float:
    """How much of a piece is also in its neighbours, 0..1 in steps that rounding cannot move."""
    piece = pieces[index]
    shared = sum(
        max(0.0, min(piece.end_s, other.end_s) - max(piece.start_s, other.start_s))
        for other in (*pieces[max(index - 1, 0) : index], *pieces[index + 1 : index + 2])
        if other.clip == piece.clip
    )
    return round(shared / (piece.end_s - piece.start_s), 2)
