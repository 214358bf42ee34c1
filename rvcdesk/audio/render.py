"""From a segment list to samples: the one renderer behind playback, preparation and export."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator, Mapping

import numpy as np
from numpy.typing import NDArray

from rvcdesk.audio.edits import Effect, Segment, Segments
from rvcdesk.audio.sources import Readable, to_channels

Samples = NDArray[np.float32]
JOIN_S = 0.0025  # a ramp on each side of a join: 5 ms in all, too short to hear, long enough not to click
ReaderKey = str | tuple[str, tuple[Effect, ...]]


def reader_key(segment: Segment) -> ReaderKey:
    """Which reader a segment of a source is read from: the source's, or that of its effects."""
    source = segment.source_id or ""
    return (source, segment.effects) if segment.effects else source


class ClipRender:
    """A clip as it sounds: every segment, or only what is kept.

    Frames count from the start of what is rendered; `to_timeline` and `from_timeline` translate
    to the clip's own timeline. Reading is thread-safe when the readers are.
    """

    def __init__(
        self, segments: Segments, readers: Mapping[ReaderKey, Readable], rate: int, *, kept_only: bool
    ) -> None:
        """`readers` are by `reader_key`; each is as long as its source, whatever effects it has."""
        self.rate = rate
        self.channels = max((reader.channels for reader in readers.values()), default=1)
        self._readers = readers
        self._segments: list[Segment] = []
        self._timeline: list[int] = []
        self._starts: list[int] = []
        position = total = 0
        for segment in segments:
            if not (kept_only and segment.cut):
                self._segments.append(segment)
                self._timeline.append(position)
                self._starts.append(total)
                total += segment.frames
            position += segment.frames
        self.frames = total
        self._ramp = max(1, round(JOIN_S * rate))
        self._jumps = [0, *(at for at in range(1, len(self._segments)) if self._joins(at - 1))]

    def to_timeline(self, frame: int) -> int:
        """The place on the clip's timeline of a rendered frame."""
        if not self._segments:
            return 0
        index = max(0, bisect_right(self._starts, frame) - 1)
        inside = min(max(0, frame - self._starts[index]), self._segments[index].frames)
        return self._timeline[index] + inside

    def from_timeline(self, frame: int) -> int:
        """The rendered frame at a place on the timeline; inside a cut, the next one kept."""
        index = bisect_right(self._timeline, frame) - 1
        if index < 0:
            return 0
        inside = max(0, frame - self._timeline[index])
        return self._starts[index] + min(inside, self._segments[index].frames)

    def read(self, start: int, frames: int) -> Samples:
        """float32 (channels, n) with n <= frames: fewer only at the end."""
        start = max(0, start)
        end = min(self.frames, start + frames)
        out = np.zeros((self.channels, max(0, end - start)), np.float32)
        index = max(0, bisect_right(self._starts, start) - 1)
        while index < len(self._segments) and self._starts[index] < end:
            first = max(start, self._starts[index])
            last = min(end, self._starts[index] + self._segments[index].frames)
            if last > first:
                out[:, first - start : last - start] = self._segment(
                    index, first - self._starts[index], last - first
                )
            index += 1
        return out

    def blocks(self, block: int = 1 << 16) -> Iterator[Samples]:
        """The whole render, in blocks of float32 (channels, n)."""
        for start in range(0, self.frames, block):
            yield self.read(start, block)

    def _segment(self, index: int, offset: int, frames: int) -> Samples:
        segment = self._segments[index]
        if segment.source_id is None:
            return np.zeros((self.channels, frames), np.float32)
        samples = self._sound(segment, segment.start + offset, frames)
        if segment.gain_db:
            samples = samples * np.float32(10 ** (segment.gain_db / 20))
        for other, far in ((index - 1, offset), (index + 1, segment.frames - offset - frames)):
            ramp = self._morph(min(index, other))
            if far < ramp:
                samples = self._morphed(samples, index, other, offset, ramp)
        gain = self._fades(index, offset, frames)
        return samples if gain is None else samples * gain

    def _sound(self, segment: Segment, start: int, frames: int) -> Samples:
        samples = self._readers[reader_key(segment)].read(start, frames)
        if samples.shape[1] < frames:
            samples = np.pad(samples, ((0, 0), (0, frames - samples.shape[1])))
        return to_channels(samples, self.channels)

    def _morph(self, index: int) -> int:
        """Frames on each side over which segment `index` goes over into the next: the same stretch of a
        source with another gain or other effects. 0 where they do not.
        """
        if index < 0 or index + 1 >= len(self._segments):
            return 0
        left, right = self._segments[index], self._segments[index + 1]
        if left.source_id is None or self._joins(index) or left.fade_out or right.fade_in:
            return 0
        if left.gain_db == right.gain_db and left.effects == right.effects:
            return 0
        return min(self._ramp, left.frames // 2, right.frames // 2)

    def _morphed(self, samples: Samples, index: int, other: int, offset: int, ramp: int) -> Samples:
        """The end or the beginning of a segment, mixed with what its neighbour would sound like there."""
        segment, neighbour = self._segments[index], self._segments[other]
        count = samples.shape[1]
        edge = 0 if other < index else segment.frames
        first, last = max(offset, edge - ramp), min(offset + count, edge + ramp)
        there = self._sound(neighbour, segment.start + first, last - first)
        there = there * np.float32(10 ** (neighbour.gain_db / 20))
        away = np.abs(np.arange(first, last, dtype=np.float32) + np.float32(0.5) - edge)
        part = slice(first - offset, last - offset)
        mixed = samples.copy()
        mixed[:, part] += (np.float32(0.5) - away / (2 * ramp)) * (there - mixed[:, part])
        return mixed

    def _fades(self, index: int, offset: int, frames: int) -> Samples | None:
        """The segment's own fades and the ramps at jumps, over [offset, offset + frames) of it; None when
        there are none. A ramp goes on over segments that continue each other, however short they are.
        """
        segment = self._segments[index]
        run = bisect_right(self._jumps, index)
        first = self._starts[self._jumps[run - 1]]
        last = self._starts[self._jumps[run]] if run < len(self._jumps) else self.frames
        start = self._starts[index]
        # (where it begins, how long, which way), in frames of the segment
        fades = [(0, segment.fade_in, 1), (segment.frames, segment.fade_out, -1)]
        fades += [(first - start, self._ramp if first else 0, 1)]
        fades += [(last - start, self._ramp if last < self.frames else 0, -1)]
        gain: Samples | None = None
        for edge, length, way in fades:
            near = offset - edge if way > 0 else edge - offset - frames
            if near < length:
                place = np.arange(offset - edge, offset + frames - edge, dtype=np.float32) + np.float32(0.5)
                fade = np.clip(place * np.float32(way / length), 0, 1)
                gain = fade if gain is None else gain * fade
        return gain

    def _joins(self, index: int) -> bool:
        """Whether segment `index` and the next meet in a jump that would click."""
        if index < 0 or index + 1 >= len(self._segments):
            return False
        left, right = self._segments[index], self._segments[index + 1]
        return left.source_id != right.source_id or left.start + left.frames != right.start


def to_mono(samples: Samples, channel: str = "mix") -> Samples:
    """float32 (channels, n) -> (n,): the mean of the channels, or the left or right one."""
    if samples.shape[0] == 1 or channel == "left":
        return samples[0]
    if channel == "right":
        return samples[1]
    return samples.mean(axis=0, dtype=np.float32)
