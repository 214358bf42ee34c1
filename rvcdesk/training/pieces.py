"""From cleaned clips to stretches of audio and the pieces a voice is trained on. No torch."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from rvcdesk.audio.clip import Clip
from rvcdesk.audio.render import ClipRender, to_mono
from rvcdesk.messages import N_
from rvcdesk.training.slicer import slices

Mono = NDArray[np.float32]
Span = tuple[int, int]

PIECE_S, OVERLAP_S = 3.7, 0.3
SHORTEST_S = 0.375
LOUDEST = 2.5
QUIETEST = 10 ** (-60 / 20)
STRETCH_S = 120.0

TOO_SHORT = N_("shorter than 0.375 s")
SILENT = N_("silent (below -60 dB)")
BROKEN = N_("holds values that are not numbers, or far too loud ones")


@dataclass(frozen=True)
class Stretch:
    """Neighbouring kept spans of one clip, joined: mono audio at the clip's rate, at most about 2 minutes.

    `spans` are in its own frames; `starts_s` says where each begins on the clip's timeline.
    """

    clip: Clip
    audio: Mono
    rate: int
    spans: tuple[Span, ...]
    starts_s: tuple[float, ...]


@dataclass(frozen=True)
class Piece:
    """[start, end) of a stretch in seconds on a 20 ms grid; `clip_s` is its place on the clip's timeline."""

    start_s: float
    end_s: float
    clip_s: float


@dataclass(frozen=True)
class Unused:
    """What is left out, and why (a template of `rvcdesk.messages`)."""

    clip: str
    start_s: float
    end_s: float
    reason: str


def stretches(clip: Clip) -> Iterator[Stretch]:
    """The kept audio of a clip, in groups of whole spans; a span longer than a stretch is divided
    near each 2 minutes at its quietest 10 ms within 2 s.
    """
    render = clip.render(kept_only=True)
    rate, channel = clip.rate, clip.state.channel
    most = round(STRETCH_S * rate)
    group: list[tuple[int, int, float]] = []
    position = 0
    for start, end in clip.kept_spans:
        offset = start
        while offset < end:
            wanted = min(end - offset, most)
            if offset + wanted < end:
                window = to_mono(render.read(position + wanted - 2 * rate, 2 * rate), channel)
                wanted += _quietest(window, rate) - 2 * rate
            if group and position + wanted - group[0][0] > most:
                yield _stretch(clip, render, group, position)
                group = []
            group.append((position, position + wanted, offset / rate))
            position += wanted
            offset += wanted
    if group:
        yield _stretch(clip, render, group, position)


def _stretch(clip: Clip, render: ClipRender, group: list[tuple[int, int, float]], end: int) -> Stretch:
    first = group[0][0]
    audio = to_mono(render.read(first, end - first), clip.state.channel)
    spans = tuple((start - first, stop - first) for start, stop, _ in group)
    return Stretch(clip, audio, clip.rate, spans, tuple(at for _, _, at in group))


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
    """The pieces of a stretch, each inside one kept span, and what cannot be used."""
    pieces: list[Piece] = []
    unused: list[Unused] = []
    rate = stretch.rate
    for (first, last), at_s in zip(stretch.spans, stretch.starts_s, strict=True):
        for start, end in slices(stretch.audio[first:last], rate):
            for low, high in split_pieces((end - start) / rate):
                place = Piece(
                    _on_grid((first + start) / rate + low),
                    _on_grid((first + start) / rate + high),
                    at_s + start / rate + low,
                )
                reason = unusable(
                    stretch.audio[round(place.start_s * rate) : round(place.end_s * rate)], rate
                )
                if reason:
                    unused.append(Unused(stretch.clip.name, place.clip_s, place.clip_s + high - low, reason))
                else:
                    pieces.append(place)
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
