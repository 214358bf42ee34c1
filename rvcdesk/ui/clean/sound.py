"""A clip as the player hears it: edits change it while it plays."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

import numpy as np
from numpy.typing import NDArray

from rvcdesk.audio import edits
from rvcdesk.audio.clip import Clip
from rvcdesk.audio.history import splice
from rvcdesk.audio.render import ClipRender, to_mono

Samples = NDArray[np.float32]


def as_recorded(segments: edits.Segments) -> edits.Segments:
    """The same timeline without gain, fades and effects; silence that was put over a recording is taken off.

    Frame for frame the place of the original, so that the two can be switched while they play. Where only
    silence is known (a gap between two recordings), it stays silent.
    """
    raw: list[edits.Segment] = []
    for index, segment in enumerate(segments):
        if segment.source_id is None:
            segment = _under(segments, index) or segment
        raw.append(replace(segment, gain_db=0.0, fade_in=0, fade_out=0, effects=()))
    return tuple(raw)


def _under(segments: edits.Segments, index: int) -> edits.Segment | None:
    """What a silent segment covers: a recording that goes on behind it exactly where it would have ended."""
    first, last = index, index
    while first > 0 and segments[first - 1].source_id is None:
        first -= 1
    while last + 1 < len(segments) and segments[last + 1].source_id is None:
        last += 1
    before = segments[first - 1] if first else None
    after = segments[last + 1] if last + 1 < len(segments) else None
    lead = edits.length(segments[first:index])
    rest = edits.length(segments[index : last + 1])
    cut, frames = segments[index].cut, segments[index].frames
    if before is not None and after is not None:
        joined = before.start + before.frames + lead + rest == after.start
        if before.source_id != after.source_id or not joined:
            return None
    if before is not None:
        return edits.Segment(before.source_id, before.start + before.frames + lead, frames, cut=cut)
    if after is not None and after.start >= rest:
        return edits.Segment(after.source_id, after.start - rest, frames, cut=cut)
    return None


def heard(segments: edits.Segments) -> list[tuple[object, int, int]]:
    """What is on the timeline, cut or not: (what, first frame of it, frames) for each stretch."""
    found: list[tuple[object, int, int]] = []
    for part in segments:
        what = (part.source_id, part.gain_db, part.fade_in, part.fade_out, part.effects)
        start = part.start if part.source_id is not None else 0
        if found:
            before, first, frames = found[-1]
            if before == what and (part.source_id is None or first + frames == start):
                found[-1] = (what, first, frames + part.frames)
                continue
        found.append((what, start, part.frames))
    return found


def replaced(old: edits.Segments, new: edits.Segments) -> tuple[edits.Span, edits.Span] | None:
    """The stretch of the old timeline that differs, and what stands there on the new one; None when equal."""
    part = splice(old, new)
    if part is None:
        return None
    at, count, items = part
    gone, start = old[at : at + count], edits.length(old[:at])
    old_end, new_end, new_start = start + edits.length(gone), start + edits.length(items), start
    if gone and items:
        # A segment that was only made shorter or longer is the same as far as both go.
        same = min(gone[0].frames, items[0].frames)
        if replace(gone[0], frames=same) == replace(items[0], frames=same):
            start, new_start = start + same, new_start + same
        same = min(gone[-1].frames, items[-1].frames, old_end - start, new_end - new_start)
        if same and _last(gone[-1], same) == _last(items[-1], same):
            old_end, new_end = old_end - same, new_end - same
    return (start, old_end), (new_start, new_end)


def _last(segment: edits.Segment, frames: int) -> edits.Segment:
    """The end of a segment; whether it was split off before does not matter."""
    start = segment.start + segment.frames - frames
    return replace(segment, start=start, frames=frames, split_before=False)


def moved(old: edits.Segments, new: edits.Segments, place: int) -> int:
    """Where a place of the old timeline is on the new one; inside what was replaced, as near as can be."""
    spans = replaced(old, new)
    if spans is None or place <= spans[0][0]:
        return place
    (_, old_end), (_, new_end) = spans
    return place + new_end - old_end if place >= old_end else min(place, new_end)


class ClipSound:
    """The whole timeline, or what is kept of it; read from the player's thread.

    Positions are frames of what is rendered; `to_timeline` and `from_timeline` translate.

    Attributes:
        kept_only: cuts are skipped, and the channel that a voice will learn is heard alone.
        version: grows when an edit changes the sound; the player then crossfades into the new one.
    """

    def __init__(
        self,
        clip: Clip,
        *,
        kept_only: bool,
        without: Sequence[edits.Span] = (),
        original: bool = False,
        speed: float = 1.0,
    ) -> None:
        """Open the clip's recordings.

        Args:
            clip: what to play.
            kept_only: skip what is cut.
            without: spans that are skipped as well, as if they were cut (with `kept_only`).
            original: hear the recording as it was at each place, without what was done to it.
            speed: 2 is twice as fast (and an octave higher).

        Raises:
            BadInput: a recording is gone, or cannot be read.
        """
        self._clip = clip
        self.kept_only = kept_only
        self.without, self.speed, self._original = tuple(without), speed, original
        self.version = 0
        self._retired = False
        self.segments = clip.state.segments
        self._render = self._rendered()
        self._channel = clip.state.channel

    def _rendered(self) -> ClipRender:
        segments = self.segments
        for start, end in self.without:
            segments = edits.cut(segments, start, end)
        if self._original:
            segments = as_recorded(segments)
        return self._clip.render_of(segments, kept_only=self.kept_only, wait=False)

    @property
    def rate(self) -> int:
        """Frames a second as they are heard."""
        return round(self._render.rate * self.speed)

    @property
    def frames(self) -> int:
        return self._render.frames

    @property
    def channels(self) -> int:
        return 1 if self.kept_only or self._channel != "mix" else self._render.channels

    @property
    def original(self) -> bool:
        """Whether the recording is heard as it was; setting it crossfades at the same place."""
        return self._original

    @original.setter
    def original(self, original: bool) -> None:
        if original != self._original:
            self._original = original
            self._render = self._rendered()
            self.version += 1

    def refresh(self) -> bool:
        """Take over the clip's edits while playing; False when the length has changed: play anew then."""
        before, self.segments = self.segments, self._clip.state.segments
        render = self._rendered()
        channel = self._clip.state.channel
        if render.frames != self._render.frames or channel != self._channel or self._moves(before):
            return False
        self._render = render
        self.version += 1
        return True

    def _moves(self, before: edits.Segments) -> bool:
        """Whether the timeline itself is another: what is heard is at another place now."""
        return edits.length(before) != edits.length(self.segments)

    def retire(self) -> None:
        """The clip is about to be closed: whatever the player still asks for is silence."""
        self._retired = True

    def to_timeline(self, frame: int) -> int:
        """The place on the clip's timeline of a frame of this sound."""
        return self._render.to_timeline(frame)

    def from_timeline(self, frame: int) -> int:
        """The frame of this sound at a place on the timeline; inside a cut, the next one kept."""
        return self._render.from_timeline(frame)

    def read(self, start: int, frames: int) -> Samples:
        """float32 (channels, n)."""
        try:
            samples = self._render.read(start, frames)
        except ValueError:
            if not self._retired:  # else the reader was closed with the project
                raise
            samples = np.zeros((self._render.channels, max(0, min(frames, self.frames - start))), np.float32)
        if self.channels == samples.shape[0]:
            return samples
        return to_mono(samples, self._channel)[None]
