"""What training hears of a clip: its pieces one after the other, at the level they are given there."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from rvcdesk.audio.clip import Clip
from rvcdesk.jobs import SILENT, Reporter
from rvcdesk.messages import N_
from rvcdesk.training.data.pieces import Part, Unused, cut_pieces, level, plan

GAP_S = 0.25  # heard between pieces, so that one is told from the next
_STAGE = N_("Cutting pieces as training does")

Samples = NDArray[np.float32]


@dataclass(frozen=True)
class Heard:
    """A piece: frames [first, last) of a part, and where on the clip's timeline it is, in frames."""

    part: Part
    first: int
    last: int
    start: int
    end: int

    def read(self) -> Samples:
        """Its sound as it is trained on, (n,): levelled."""
        samples = self.part.render.read(self.part.first + self.first, self.last - self.first)
        channel = self.part.clip.state.channel
        mono = (
            samples.mean(axis=0) if channel == "mix" else samples[min(channel == "right", len(samples) - 1)]
        )
        return level(np.asarray(mono, np.float32))


def pieces_of(clip: Clip, report: Reporter = SILENT) -> tuple[list[Heard], list[Unused]]:
    """The pieces of what is kept of a clip in their order, and what is left out.

    Raises:
        BadInput: the recording is gone, or damaged.
    """
    rate = clip.rate
    parts = plan(clip)
    heard: list[Heard] = []
    unused: list[Unused] = []
    for number, part in enumerate(parts):
        report.progress(number, len(parts), _STAGE)
        pieces, rest = cut_pieces(part.read())
        unused += rest
        for piece in pieces:
            first, last = round(piece.start_s * rate), round(piece.end_s * rate)
            start = part.render.to_timeline(part.first + first)
            end = part.render.to_timeline(part.first + last - 1) + 1
            heard.append(Heard(part, first, last, start, max(start + 1, end)))
    report.progress(len(parts), max(1, len(parts)), _STAGE)
    return heard, unused


class PiecesSound:
    """Pieces with short gaps between them, for the player. Reading is from its thread."""

    channels = 1

    def __init__(self, pieces: Sequence[Heard], rate: int) -> None:
        self.rate = rate
        self._pieces = tuple(pieces)
        self._gap = round(GAP_S * rate)
        self._starts: list[int] = []
        total = 0
        for piece in pieces:
            self._starts.append(total)
            total += piece.last - piece.first + self._gap
        self.frames = total
        self._known: tuple[int, Samples] = (-1, np.zeros(0, np.float32))

    def start_of(self, index: int) -> int:
        """The frame at which piece `index` begins."""
        return self._starts[index]

    def place(self, frame: int) -> tuple[int, int]:
        """Which piece is heard at a frame, and where on the clip's timeline that is."""
        index = max(0, bisect_right(self._starts, frame) - 1)
        piece = self._pieces[index]
        return index, min(piece.start + frame - self._starts[index], piece.end)

    def read(self, start: int, frames: int) -> Samples:
        """float32 (1, n)."""
        start = max(0, start)
        end = min(self.frames, start + frames)
        out = np.zeros((1, max(0, end - start)), np.float32)
        index = max(0, bisect_right(self._starts, start) - 1)
        while index < len(self._starts) and self._starts[index] < end:
            sound, at = self._sound(index), self._starts[index]
            first, last = max(start, at), min(end, at + sound.size)
            if last > first:
                out[0, first - start : last - start] = sound[first - at : last - at]
            index += 1
        return out

    def _sound(self, index: int) -> Samples:
        known = self._known
        if known[0] != index:
            known = self._known = (index, self._pieces[index].read())
        return known[1]
