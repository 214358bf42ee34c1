"""A clip's timeline to draw: segments of one or more files, and the silence between them."""

from __future__ import annotations

import math
from collections.abc import Iterator, Mapping
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from rvcdesk.audio.edits import Effect, Segments, length
from rvcdesk.ui.widgets.waveform_source import Columns, Piece, WaveSource


class Region(NamedTuple):
    """What a chain of effects has made of a stretch of a recording: its sound, and where that belongs."""

    source: WaveSource
    at: int
    end: int


class _Part(NamedTuple):
    """A stretch of the timeline [begin, end) that shows `source` from `start` on; None: not there."""

    begin: int
    end: int
    source: WaveSource | None
    start: int
    gain_db: float


Regions = Mapping[tuple[str, tuple[Effect, ...]], Region]


class SegmentSource:
    """What a segment list sounds like, without fades; gains are drawn.

    A recording that is missing (not opened yet, or lost) is drawn as silence, see `missing`. An effect
    whose rendering is not there is drawn as the sound before it.

    Args:
        segments: the timeline.
        sources: the recordings by their ids.
        rate: of the timeline.
        regions: what effects have made, by recording and chain.
    """

    def __init__(
        self,
        segments: Segments,
        sources: Mapping[str, WaveSource],
        rate: int,
        regions: Regions | None = None,
    ) -> None:
        self.rate = rate
        self.frames = length(segments)
        self.channels = max((source.channels for source in sources.values()), default=1)
        self._sources, self._regions = sources, regions or {}
        # Cuts divide the list but not the sound: one part is quicker to draw than a hundred.
        parts: list[_Part] = []
        position = 0
        for segment in segments:
            if segment.source_id is not None:
                stretch = (segment.start, segment.start + segment.frames)
                shift = position - segment.start
                for source, begin, end, start in self._sounds(segment.source_id, segment.effects, *stretch):
                    part = _Part(begin + shift, end + shift, source, start, segment.gain_db)
                    if parts and _continues(parts[-1], part):
                        parts[-1] = parts[-1]._replace(end=part.end)
                    else:
                        parts.append(part)
            position += segment.frames
        self._parts = parts
        self._starts = np.array([part.begin for part in parts], np.int64)
        self._ends = np.array([part.end for part in parts], np.int64)

    def _sounds(
        self, name: str, chain: tuple[Effect, ...], begin: int, end: int
    ) -> Iterator[tuple[WaveSource | None, int, int, int]]:
        """(source, begin, end, the source's frame at begin) of [begin, end) of a recording with effects."""
        while chain and (name, chain) not in self._regions:
            chain = chain[:-1]
        if not chain:
            yield self._sources.get(name), begin, end, begin
            return
        region = self._regions[name, chain]
        first, last = max(begin, region.at), min(end, region.end)
        if last <= first:
            yield from self._sounds(name, chain[:-1], begin, end)
            return
        if begin < first:
            yield from self._sounds(name, chain[:-1], begin, first)
        yield region.source, first, last, first - region.at
        if last < end:
            yield from self._sounds(name, chain[:-1], last, end)

    def columns(self, start: float, scale: float, count: int, channel: int) -> Columns:
        """See `WaveSource`."""
        mins, maxs = np.full(count, 32767, np.int16), np.full(count, -32768, np.int16)
        for begin, end, source, from_frame, gain_db in self._visible(start, start + scale * count):
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
        silent = mins > maxs  # no part touches these columns
        mins[silent] = maxs[silent] = 0
        return mins, maxs

    def samples(self, start: int, frames: int, channel: int) -> NDArray[np.int16]:
        """See `WaveSource`."""
        start, stop = max(start, 0), min(start + frames, self.frames)
        out = np.zeros(max(stop - start, 0), np.int16)
        for begin, end, source, from_frame, gain_db in self._visible(start, stop):
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
        for begin, stop, source, from_frame, gain_db in self._visible(start, end):
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
        return [(part.begin, part.end) for part in self._parts if part.source is None]

    def _visible(self, start: float, end: float) -> list[_Part]:
        first = int(np.searchsorted(self._ends, start, "right"))
        return self._parts[first : int(np.searchsorted(self._starts, end))]


class OneChannel:
    """One channel of a source, drawn alone."""

    def __init__(self, source: WaveSource, channel: int) -> None:
        self._source, self._channel = source, channel
        self.rate, self.frames, self.channels = source.rate, source.frames, 1

    def columns(self, start: float, scale: float, count: int, channel: int) -> Columns | None:
        """See `WaveSource`."""
        return self._source.columns(start, scale, count, self._channel)

    def samples(self, start: int, frames: int, channel: int) -> NDArray[np.int16]:
        """See `WaveSource`."""
        return self._source.samples(start, frames, self._channel)

    def pieces(self, start: float, end: float) -> list[Piece]:
        """See `WaveSource`."""
        return [piece._replace(channel=self._channel) for piece in self._source.pieces(start, end)]


def _continues(part: _Part, following: _Part) -> bool:
    same = (part.end, part.gain_db) == (following.begin, following.gain_db)
    return same and part.source is following.source and part.start + part.end - part.begin == following.start


def _amplified(values: NDArray[np.int16], gain_db: float) -> NDArray[np.int16]:
    if not gain_db:
        return values
    return np.clip(np.rint(values * 10 ** (gain_db / 20)), -32768, 32767).astype(np.int16)
