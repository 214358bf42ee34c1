"""A clip's timeline to draw: segments of one or more files, and the silence between them."""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import replace

import numpy as np
from numpy.typing import NDArray

from rvcdesk.audio.edits import Segments, length
from rvcdesk.ui.widgets.waveform_source import Columns, Piece, WaveSource


class SegmentSource:
    """What a segment list sounds like, without fades and effects; gains are drawn.

    A source that is missing (not opened yet, or lost) is drawn as silence.
    """

    def __init__(self, segments: Segments, sources: Mapping[str, WaveSource], rate: int) -> None:
        self.rate = rate
        self.frames = length(segments)
        self.channels = max((source.channels for source in sources.values()), default=1)
        self._sources = sources
        # Cuts divide the list but not the sound: one piece is quicker to draw than a hundred.
        pieces: list[tuple[int, int, str, int, float]] = []
        position = 0
        for segment in segments:
            plain = replace(segment, cut=False)
            if plain.source_id is not None:
                self._add(pieces, position, plain.frames, plain.source_id, plain.start, plain.gain_db)
            position += plain.frames
        self._pieces = pieces
        self._starts = np.array([piece[0] for piece in pieces], np.int64)
        self._ends = np.array([piece[1] for piece in pieces], np.int64)

    @staticmethod
    def _add(
        pieces: list[tuple[int, int, str, int, float]],
        position: int,
        frames: int,
        source: str,
        start: int,
        gain_db: float,
    ) -> None:
        if pieces:
            begin, end, before, from_frame, gain = pieces[-1]
            if (end, before, gain) == (position, source, gain_db) and from_frame + end - begin == start:
                pieces[-1] = (begin, position + frames, source, from_frame, gain)
                return
        pieces.append((position, position + frames, source, start, gain_db))

    def columns(self, start: float, scale: float, count: int, channel: int) -> Columns:
        """See `WaveSource`."""
        mins, maxs = np.full(count, 32767, np.int16), np.full(count, -32768, np.int16)
        for begin, end, name, from_frame, gain_db in self._visible(start, start + scale * count):
            source = self._sources.get(name)
            first = max(math.floor((begin - start) / scale), 0)
            last = min(math.ceil((end - start) / scale), count)
            if source is None or last <= first:
                continue
            place = from_frame + start + first * scale - begin
            found = source.columns(place, scale, last - first, min(channel, source.channels - 1))
            if found is not None:
                low, high = (_amplified(values, gain_db) for values in found)
                np.minimum(mins[first:last], low, out=mins[first:last])
                np.maximum(maxs[first:last], high, out=maxs[first:last])
        silent = mins > maxs  # no piece touches these columns
        mins[silent] = maxs[silent] = 0
        return mins, maxs

    def samples(self, start: int, frames: int, channel: int) -> NDArray[np.int16]:
        """See `WaveSource`."""
        start, stop = max(start, 0), min(start + frames, self.frames)
        out = np.zeros(max(stop - start, 0), np.int16)
        for begin, end, name, from_frame, gain_db in self._visible(start, stop):
            source = self._sources.get(name)
            first, last = max(begin, start), min(end, stop)
            if source is not None and last > first:
                part = source.samples(
                    from_frame + first - begin, last - first, min(channel, source.channels - 1)
                )
                out[first - start : first - start + len(part)] = _amplified(part, gain_db)
        return out

    def pieces(self, start: float, end: float) -> list[Piece]:
        """See `WaveSource`."""
        found = []
        for begin, stop, name, from_frame, gain_db in self._visible(start, end):
            source = self._sources.get(name)
            for piece in source.pieces(from_frame, from_frame + stop - begin) if source is not None else ():
                # a file is one piece, from its start; what of it is known may be shorter than what is used
                known = min(piece.end, from_frame + stop - begin) - from_frame
                if known > 0:
                    found.append(
                        piece._replace(begin=begin, end=begin + known, from_frame=from_frame, gain_db=gain_db)
                    )
        return found

    def missing(self) -> list[tuple[int, int]]:
        """The stretches whose recording is not there, or not open yet."""
        return [(begin, end) for begin, end, name, _, _ in self._pieces if name not in self._sources]

    def _visible(self, start: float, end: float) -> list[tuple[int, int, str, int, float]]:
        first = int(np.searchsorted(self._ends, start, "right"))
        return self._pieces[first : int(np.searchsorted(self._starts, end))]


def _amplified(values: NDArray[np.int16], gain_db: float) -> NDArray[np.int16]:
    if not gain_db:
        return values
    return np.clip(np.rint(values * 10 ** (gain_db / 20)), -32768, 32767).astype(np.int16)
