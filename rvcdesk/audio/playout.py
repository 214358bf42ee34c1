"""What is ready to be heard, and what is being heard: the side of the player that the device calls.

The feeder puts rendered blocks in; the device's callback copies them out and remembers which place of the
source went to which frame of the stream. All numbers here are frames at the device's rate.
"""

from __future__ import annotations

from collections import deque
from dataclasses import dataclass
from threading import Lock
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

Samples = NDArray[np.float32]
FADE_S = 0.005  # at every seek, pause and switch
VOLUME_S = 0.02


@dataclass
class Block:
    """Rendered sound, float32 (frames, channels), with the place it comes from."""

    samples: Samples
    cursor: int  # the place of its first frame, at the device's rate
    position: float  # the same, in frames of the source
    step: float  # frames of the source for one of the device; 0 while a sound fades out in its place
    session: int
    ends: bool = False  # nothing comes after it

    def part(self, start: int, end: int) -> Block:
        """[start, end) of the block, sharing its samples."""
        ends = self.ends and end >= len(self.samples)
        position = self.position + start * self.step
        return Block(self.samples[start:end], self.cursor + start, position, self.step, self.session, ends)


class Cut(NamedTuple):
    """A place in the stream where what is ready can be replaced."""

    at: int
    session: int | None  # what is ready there; None where nothing is
    cursor: int


class _Mark(NamedTuple):
    at: int
    session: int
    position: float
    step: float


class Playout:
    """Ready blocks, the stream's own count of frames, and volume. For any thread."""

    def __init__(self, rate: int, channels: int, volume: float = 1.0) -> None:
        self.rate, self.channels = rate, channels
        self.fade = max(1, round(FADE_S * rate))
        self.gaps = 0  # times the device asked for more than was ready
        self.largest = 0  # most frames the device asked for at once
        self._lock = Lock()
        self._blocks: deque[Block] = deque()
        self._offset = 0  # frames of the first block that are gone
        self._ready = 0
        self._written = 0
        self._anchor = (0, 0.0)  # a frame of the stream and the time it is heard
        self._marks: deque[_Mark] = deque(maxlen=1024)
        self._end: tuple[int, int] | None = None  # frame of the stream, session
        self._gain = self._target = volume
        self._ramp_left = 0
        self._peaks: deque[tuple[int, NDArray[np.float32]]] = deque(maxlen=1024)
        ramp = (np.arange(self.fade, dtype=np.float32) + 0.5) / self.fade
        self._rise = ramp[:, None]

    @property
    def ready(self) -> int:
        """Frames that wait for the device."""
        return self._ready

    def fill(self, out: Samples, heard_at: float) -> None:
        """The device's callback: fill float32 (frames, channels); the first is heard at `heard_at`."""
        with self._lock:
            self._anchor = (self._written, heard_at)
            self.largest = max(self.largest, len(out))
            done = 0
            while done < len(out) and self._blocks:
                done += self._take(out, done)
            if done < len(out):
                out[done:] = 0
                self._rest(self._written + done)
            self._peaks.append((self._written, np.abs(out).max(axis=0, initial=0.0)))
            self._written += len(out)
            self._set_level(out)

    def _take(self, out: Samples, done: int) -> int:
        block, start = self._blocks[0], self._offset
        if start == 0:
            self._marks.append(_Mark(self._written + done, block.session, block.position, block.step))
        count = min(len(out) - done, len(block.samples) - start)
        out[done : done + count] = block.samples[start : start + count]
        self._ready -= count
        self._offset += count
        if self._offset == len(block.samples):
            self._blocks.popleft()
            self._offset = 0
            if block.ends:
                self._end = (self._written + done + count, block.session)
        return count

    def _rest(self, at: int) -> None:
        """From `at` on the place stands still."""
        last = self._marks[-1] if self._marks else None
        if last is not None and last.step:
            if self._end != (at, last.session):
                self.gaps += 1
            self._marks.append(_Mark(at, last.session, last.position + (at - last.at) * last.step, 0.0))

    def _set_level(self, out: Samples) -> None:
        count = min(self._ramp_left, len(out))
        if count:
            slope = (self._target - self._gain) / self._ramp_left
            curve = self._gain + slope * np.arange(1, count + 1, dtype=np.float32)
            out[:count] *= curve[:, None]
            self._ramp_left -= count
            self._gain = float(curve[-1]) if self._ramp_left else self._target
        if self._gain != 1.0:
            out[count:] *= self._gain

    def set_volume(self, gain: float) -> None:
        """Move smoothly to `gain` (amplitude)."""
        with self._lock:
            self._target = gain
            self._ramp_left = max(1, round(VOLUME_S * self.rate))

    def push(self, blocks: list[Block]) -> None:
        """Add blocks after what is ready."""
        with self._lock:
            self._append(blocks)

    def _append(self, blocks: list[Block]) -> None:
        if blocks:
            self._end = None
        for block in blocks:
            if len(block.samples) or block.ends:
                self._blocks.append(block)
                self._ready += len(block.samples)

    def cut(self, lead: int) -> Cut:
        """Where what is ready can be replaced: `lead` frames from now, or at its end if that is sooner."""
        with self._lock:
            left = min(lead, self._ready)
            at = self._written + left
            left += self._offset
            for block in self._blocks:
                if left < len(block.samples):
                    return Cut(at, block.session, block.cursor + left)
                left -= len(block.samples)
            return Cut(at, None, 0)

    def splice(self, at: int, blocks: list[Block], *, soft_start: bool) -> bool:
        """Replace what is ready from frame `at` of the stream on, with a crossfade.

        Args:
            at: from `cut()`.
            blocks: what comes instead; their samples are changed in place.
            soft_start: fade in when it follows silence, too.

        Returns:
            False, with nothing done, when the device has already taken frame `at` and has more to take.
        """
        with self._lock:
            if at < self._written and self._ready:
                return False
            tail = self._drop(max(0, at - self._written))
            if soft_start or len(tail):
                self._crossfade(tail, blocks)
            self._append(blocks)
            return True

    def hush(self) -> Cut:
        """Fade out now and drop what is ready; returns the place where the sound goes on."""
        with self._lock:
            cut = Cut(self._written, None, 0)
            if self._blocks:
                place = self._blocks[0].part(self._offset, self._offset)
                cut = Cut(self._written, place.session, place.cursor)
                tail = self._drop(0)
                tail *= 1 - self._rise[: len(tail)]
                self._append([Block(tail, place.cursor, place.position, 0.0, place.session)])
            return cut

    def _drop(self, keep: int) -> Samples:
        """Forget what is ready but the first `keep` frames; returns a copy of what a fade needs of it."""
        kept: list[Block] = []
        tail: list[Samples] = []
        offset, wanted = self._offset, self.fade
        for block in self._blocks:
            count = min(keep, len(block.samples) - offset)
            if count:
                kept.append(block.part(offset, offset + count))
                keep -= count
            rest = block.samples[offset + count : offset + count + wanted]
            tail.append(rest)
            wanted -= len(rest)
            offset = 0
        self._blocks.clear()
        self._offset = self._ready = 0
        self._append(kept)
        return np.concatenate(tail) if tail else np.zeros((0, self.channels), np.float32)

    def _crossfade(self, tail: Samples, blocks: list[Block]) -> None:
        old = np.zeros((self.fade, self.channels), np.float32)
        old[: len(tail)] = tail
        done = 0
        for block in blocks:
            count = min(self.fade - done, len(block.samples))
            rise = self._rise[done : done + count]
            block.samples[:count] *= rise
            block.samples[:count] += old[done : done + count] * (1 - rise)
            done += count

    def heard(self, now: float) -> tuple[int, float] | None:
        """The session and the frame of its source that is heard at `now`; None before there was any."""
        with self._lock:
            at = self._heard_frame(now)
            for mark in reversed(self._marks):
                if mark.at <= at:
                    return mark.session, mark.position + (at - mark.at) * mark.step
            return None

    def take_peaks(self, now: float) -> NDArray[np.float32]:
        """The highest amplitude of each channel, before the volume, heard up to `now` since the last call."""
        with self._lock:
            at = self._heard_frame(now)
            peaks = np.zeros(self.channels, np.float32)
            while self._peaks and self._peaks[0][0] <= at:
                peaks = np.maximum(peaks, self._peaks.popleft()[1])
            return peaks

    def ended(self, now: float) -> int | None:
        """The session whose last frame has been heard, if that was the last thing that was."""
        with self._lock:
            if self._end is not None and self._heard_frame(now) >= self._end[0]:
                return self._end[1]
            return None

    def _heard_frame(self, now: float) -> float:
        frame, time = self._anchor
        return min(frame + (now - time) * self.rate, float(self._written))
