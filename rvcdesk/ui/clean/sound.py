"""A clip as the player hears it: edits change it while it plays."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from rvcdesk.audio.clip import Clip
from rvcdesk.audio.render import to_mono

Samples = NDArray[np.float32]


class ClipSound:
    """The whole timeline, or what is kept of it; read from the player's thread.

    Positions are frames of what is rendered; `to_timeline` and `from_timeline` translate.

    Attributes:
        kept_only: cuts are skipped, and the channel that a voice will learn is heard alone.
        version: grows when an edit changes the sound; the player then crossfades into the new one.
    """

    def __init__(self, clip: Clip, *, kept_only: bool) -> None:
        """Open the clip's recordings.

        Raises:
            BadInput: a recording is gone, or cannot be read.
        """
        self._clip = clip
        self.kept_only = kept_only
        self.version = 0
        self._retired = False
        self._render = clip.render(kept_only=kept_only)
        self._channel = clip.state.channel
        self.rate = self._render.rate

    @property
    def frames(self) -> int:
        return self._render.frames

    @property
    def channels(self) -> int:
        return 1 if self.kept_only or self._channel != "mix" else self._render.channels

    def refresh(self) -> bool:
        """Take over the clip's edits while playing; False when the length has changed: play anew then."""
        render = self._clip.render(kept_only=self.kept_only)
        channel = self._clip.state.channel
        if render.frames != self._render.frames or channel != self._channel:
            return False
        self._render = render
        self.version += 1
        return True

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
