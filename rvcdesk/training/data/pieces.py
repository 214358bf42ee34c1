"""From cleaned clips to stretches of audio and the pieces a voice is trained on. No torch."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

from rvcdesk.audio.clip import Clip
from rvcdesk.audio.render import ClipRender, to_mono
from rvcdesk.messages import N_
from rvcdesk.training.data.slicer import slices

Mono = NDArray[np.float32]
Span = tuple[int, int]
_Bit = tuple[int, int, float]  # of a span: rendered frame, frames, seconds on the timeline

PIECE_S, OVERLAP_S = 3.7, 0.3
SHORTEST_S = 0.375
LOUDEST = 2.5
QUIETEST = 10 ** (-60 / 20)
STRETCH_S = 120.0

TOO_SHORT = N_("shorter than 0.375 s")
SILENT = N_("silent (below -60 dB)")
BROKEN = N_("holds values that are not numbers, or far too loud ones")
PAUSE = N_("a long pause (below -42 dB)")


@dataclass(frozen=True)
class Stretch:
    """Neighbouring kept spans of one clip, joined: mono audio at the clip's rate, about 2 minutes at most.

    `spans` are in its own frames; `starts_s` says where each begins on the clip's timeline.
    """

    clip: Clip
    audio: Mono
    rate: int
    spans: tuple[Span, ...]
    starts_s: tuple[float, ...]


@dataclass(frozen=True)
class Part:
    """A stretch that has not been read yet: frames [first, last) of what is kept of a clip."""

    clip: Clip
    render: ClipRender
    first: int
    last: int
    spans: tuple[Span, ...]
    starts_s: tuple[float, ...]

    @property
    def seconds(self) -> float:
        return (self.last - self.first) / self.clip.rate

    def read(self) -> Stretch:
        """Its sound; from any thread.

        Raises:
            BadInput: the recording is damaged there.
        """
        audio = to_mono(self.render.read(self.first, self.last - self.first), self.clip.state.channel)
        return Stretch(self.clip, audio, self.clip.rate, self.spans, self.starts_s)


@dataclass(frozen=True)
class Piece:
    """[start, end) of a stretch in seconds on a 20 ms grid; `clip_s` is its place on the clip's timeline."""

    start_s: float
    end_s: float
    clip_s: float


@dataclass(frozen=True)
class Unused:
    """What of a recording (by its name) is left out, and why (a template of `rvcdesk.messages`)."""

    clip: str
    start_s: float
    end_s: float
    reason: str


def plan(clip: Clip) -> list[Part]:
    """How the kept audio of a clip is divided into stretches: whole spans together, long ones in parts.

    They are divided by the clip's timeline, near every 2 minutes, so that an edit in one place leaves the
    stretches of all others as they were. A span that goes on there is cut at its quietest 10 ms in the 2 s
    before; a stretch with less than 30 s of voice joins the next one.

    Raises:
        BadInput: the recording is gone, or damaged.
    """
    render = clip.render(kept_only=True)
    cells: dict[int, list[_Bit]] = {}
    position = 0
    for start, end in clip.kept_spans:
        for cell, offset, frames in _divided(clip, render, start, end, position):
            cells.setdefault(cell, []).append((position, frames, offset / clip.rate))
            position += frames
    groups: list[list[_Bit]] = []
    least = STRETCH_S / 4 * clip.rate
    for bits in cells.values():
        if groups and _length(groups[-1]) < least:
            groups[-1] += bits
        else:
            groups.append(bits)
    if len(groups) > 1 and _length(groups[-1]) < least:
        last = groups.pop()
        groups[-1] += last
    return [_part(clip, render, group) for group in groups]


def _divided(
    clip: Clip, render: ClipRender, start: int, end: int, position: int
) -> Iterator[tuple[int, int, int]]:
    """The parts of a kept span of the timeline: (number of the stretch, frame on the timeline, frames)."""
    cell, near = round(STRETCH_S * clip.rate), 2 * clip.rate
    while start < end:
        number = (start + near) // cell
        border = (number + 1) * cell
        stop = end
        if end > border + near:
            window = to_mono(render.read(position + border - near - start, near), clip.state.channel)
            stop = border - near + _quietest(window, clip.rate)
        yield number, start, stop - start
        position += stop - start
        start = stop


def _length(bits: list[_Bit]) -> int:
    return sum(frames for _, frames, _ in bits)


def _part(clip: Clip, render: ClipRender, bits: list[_Bit]) -> Part:
    first = bits[0][0]
    spans = tuple((at - first, at - first + frames) for at, frames, _ in bits)
    return Part(clip, render, first, first + spans[-1][1], spans, tuple(place for _, _, place in bits))


def stretches(clip: Clip) -> Iterator[Stretch]:
    """The kept audio of a clip, see `plan`."""
    for part in plan(clip):
        yield part.read()


def _quietest(window: Mono, rate: int) -> int:
    """Middle of the quietest 10 ms."""
    step = max(1, rate // 100)
    rows = window[: window.size // step * step].reshape(-1, step)
    return int(np.argmin((rows * rows).mean(axis=1))) * step + step // 2


def split_pieces(length_s: float) -> list[tuple[float, float]]:
    """RVC's division of a slice: 3.7 s pieces that overlap by 0.3 s; the last takes the rest."""
    step = PIECE_S - OVERLAP_S
    pieces = []
    start = 0.0
    while length_s - start > PIECE_S + OVERLAP_S:
        pieces.append((start, start + PIECE_S))
        start += step
    return [*pieces, (start, length_s)]


def cut_pieces(stretch: Stretch) -> tuple[list[Piece], list[Unused]]:
    """The pieces of a stretch, each inside one kept span, and all the rest of it, each second once."""
    pieces: list[Piece] = []
    unused: list[Unused] = []
    rate, name = stretch.rate, stretch.clip.name
    for (first, last), at_s in zip(stretch.spans, stretch.starts_s, strict=True):
        done = 0.0  # seconds of the span that are told of
        for start, end in slices(stretch.audio[first:last], rate):
            start_s = start / rate
            if start_s > done:
                unused.append(Unused(name, at_s + done, at_s + start_s, PAUSE))
            done = max(done, start_s)
            for low, high in split_pieces((end - start) / rate):
                place = Piece(
                    _on_grid(first / rate + start_s + low), _on_grid(first / rate + start_s + high),
                    at_s + start_s + low,
                )  # fmt: skip
                sound = stretch.audio[round(place.start_s * rate) : round(place.end_s * rate)]
                if reason := unusable(sound, rate):
                    unused.append(Unused(name, at_s + done, at_s + start_s + high, reason))
                else:
                    if unused and unused[-1].end_s > place.clip_s:  # the overlap is used
                        unused[-1] = replace(unused[-1], end_s=place.clip_s)
                    pieces.append(place)
                done = start_s + high
        if (last - first) / rate > done:
            unused.append(Unused(name, at_s + done, at_s + (last - first) / rate, PAUSE))
    return pieces, unused


def unusable(audio: Mono, rate: int) -> str:
    """Why a piece cannot be trained on, '' when it can."""
    if audio.size < SHORTEST_S * rate:
        return TOO_SHORT
    peak = float(np.abs(audio).max())
    if not np.isfinite(peak) or peak > LOUDEST:
        return BROKEN
    return SILENT if peak < QUIETEST else ""


def level(audio: Mono) -> Mono:
    """RVC's evening of levels: three quarters of a copy at peak 0.9, one quarter as it was."""
    peak = float(np.abs(audio).max())
    return (audio * (0.9 / peak * 0.75) + audio * 0.25).astype(np.float32)


def _on_grid(seconds: float) -> float:
    """The nearest multiple of 20 ms: one content frame, two of pitch."""
    return round(seconds * 50) / 50
