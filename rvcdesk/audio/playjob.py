"""What is played: a source, bounds, and where rendering goes on."""

from __future__ import annotations

import numpy as np

from rvcdesk.audio.playout import FADE_S, Block, Samples
from rvcdesk.audio.resampling import fit_length
from rvcdesk.audio.sources import Source, at_rate, to_channels, version_of


class Job:
    """What is played and where rendering goes on. Only the feeder touches it."""

    def __init__(self, session: int, source: Source, start: int, end: int, loop: bool) -> None:
        self.session, self.source, self.loop = session, source, loop
        self.start = min(max(0, start), source.frames)
        self.end = max(self.start, min(end, source.frames))
        self.version = version_of(source)
        self.at_rate(source.rate)
        self.seek(self.start)

    def at_rate(self, rate: int) -> None:
        """Play at the device's rate; `seek` must follow."""
        self.rate = rate
        self.view = at_rate(self.source, rate)
        self.step = self.source.rate / rate
        self.first, self.last = round(self.start / self.step), round(self.end / self.step)
        self.cursor, self.done = self.first, False

    def seek(self, frame: float) -> None:
        """Go on at `frame` of the source, kept within what is played."""
        self.move(round(frame / self.step))

    def move(self, cursor: int) -> None:
        """Go on at `cursor`, in frames of the device."""
        self.cursor = min(max(cursor, self.first), self.last)
        self.done = False

    def render(self, frames: int, channels: int) -> list[Block]:
        """The next `frames`, less at the end; a loop goes round as often as needed."""
        blocks: list[Block] = []
        while frames > 0 and not self.done:
            count = min(frames, self.last - self.cursor)
            samples = fit_length(self.view.read(self.cursor, count), count)
            sound = np.array(to_channels(samples, channels).T, np.float32, order="C")
            block = Block(sound, self.cursor, self.cursor * self.step, self.step, self.session)
            blocks.append(block)
            self.cursor += count
            frames -= count
            if not self.loop:
                self._fade_out(sound)
            if self.cursor >= self.last:
                self.done = block.ends = not self.loop or self.first == self.last
                self.cursor = self.last if self.done else self.first
        return blocks

    def _fade_out(self, sound: Samples) -> None:
        """Where playing ends before the source does, it must not end in a click."""
        fade = round(FADE_S * self.rate)
        if self.last >= self.view.frames or self.cursor <= self.last - fade:
            return
        left = self.last - np.arange(self.cursor - len(sound), self.cursor, dtype=np.float32) - 0.5
        sound *= np.minimum(1, left / fade)[:, None]
