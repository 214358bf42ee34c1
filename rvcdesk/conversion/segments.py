"""Where long input is divided: at the quietest moment near each mark (RECIPE section 7)."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from rvcdesk.conversion.scratch import Sound

RATE = 16000
WINDOW = 160
Mono = NDArray[np.float32]


@dataclass(frozen=True)
class Windows:
    """Seconds: margin on each side of a segment, search range, mark spacing, longest undivided input."""

    pad: int
    query: int
    center: int
    longest: int

    @property
    def margin(self) -> int:
        """Samples at 16 kHz on each side of a segment."""
        return self.pad * RATE


ROOMY = Windows(3, 10, 60, 65)
PLAIN = Windows(1, 6, 38, 41)
SMALL = Windows(1, 5, 30, 32)
# Attention grows with the square of the length; the draft has no golden numbers that forbid short ones.
DRAFT = Windows(1, 3, 12, 15)


def choose_windows(*, draft: bool, half: bool, card_bytes: int | None) -> Windows:
    """RVC's choice by precision and by the graphics card's memory (None: not on such a card)."""
    if draft:
        return DRAFT
    if card_bytes is not None and card_bytes <= 4 << 30:
        return SMALL
    return ROOMY if half and card_bytes is not None else PLAIN


def split_points(audio: Sound, windows: Windows) -> list[int]:
    """Samples at 16 kHz where `audio` (n,) is divided, each a multiple of 160; none when it is short."""
    if audio.size + WINDOW <= windows.longest * RATE:
        return []
    query, step = windows.query * RATE, windows.center * RATE
    points = []
    for mark in range(step, audio.size, step):
        first, last = mark - query, min(mark + query, audio.size)
        # Each sample's loudness is that of the window around it, mirrored at the end of the sound.
        near = audio[first - WINDOW // 2 : last + WINDOW // 2]
        missing = last - first + WINDOW - near.size
        near = np.abs(np.pad(near, (0, missing), mode="reflect")[:-1]).astype(np.float64)
        # Summed window by window: a running sum would lose the differences between near silences.
        loudness = np.lib.stride_tricks.sliding_window_view(near, WINDOW).sum(axis=1)
        points.append((first + int(np.argmin(loudness))) // WINDOW * WINDOW)
    return points


@dataclass(frozen=True)
class Segment:
    """A stretch [start, end) of the sound, and how it is given to the network.

    All in samples at 16 kHz; `read_end` counts in the padded sound, where the segment begins at `start`.
    `frames` is how many pitch frames belong to it, margins included.
    """

    start: int
    end: int
    read_end: int
    frames: int


def plan(audio: Sound, windows: Windows) -> list[Segment]:
    """The segments of a sound (n,), in order.

    As in RVC every segment but the last is heard one window further than its margin, which it has no
    pitch for: the encoder's frames depend on the length, and the network's attention sees them all.
    """
    points = split_points(audio, windows)
    both, total = 2 * windows.margin, audio.size + 2 * windows.margin
    found = []
    for start, end in zip([0, *points], [*points, audio.size], strict=True):
        last = end == audio.size
        read_end = total if last else end + both + WINDOW
        frames = (total if last else end + both) // WINDOW - start // WINDOW
        found.append(Segment(start, end, read_end, frames))
    return found


def margins(body: Sound, margin: int) -> tuple[Mono, Mono]:
    """What is put before and after a sound: its beginning and its end, mirrored."""
    head, tail = body[: margin + 1], body[max(0, body.size - margin - 1) :]
    before = np.pad(head, (margin, 0), mode="reflect")[:margin]
    return before, np.pad(tail, (0, margin), mode="reflect")[tail.size :]


def padded(audio16k: Mono, windows: Windows) -> Mono:
    """A sound in memory with its margins, (n,) -> (n + 2 * margin,)."""
    head, tail = margins(audio16k, windows.margin)
    return np.concatenate([head, audio16k, tail])
