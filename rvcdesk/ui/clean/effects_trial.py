"""A clip as the player hears it while an effect is tried."""

from __future__ import annotations

from rvcdesk.audio import edits
from rvcdesk.audio.clip import Clip
from rvcdesk.audio.render import ClipRender
from rvcdesk.ui.clean.sound import ClipSound


class TrialSound(ClipSound):
    """The clip as an effect would make it; without it at the same place when it is bypassed."""

    def __init__(self, clip: Clip, trial: edits.Segments, speed: float = 1.0) -> None:
        self._trial: edits.Segments | None = trial
        self._bypassed = False
        super().__init__(clip, kept_only=False, speed=speed)

    def _rendered(self) -> ClipRender:
        if self._trial is None or self._bypassed or self.original:
            return super()._rendered()
        return self._clip.render_of(self._trial, kept_only=False, wait=False)

    @property
    def bypassed(self) -> bool:
        """Whether it is heard without the effect."""
        return self._bypassed

    def show(self, trial: edits.Segments | None = None, *, bypassed: bool | None = None) -> None:
        """Hear another trial, or none, from now on."""
        self._trial = trial if bypassed is None else self._trial
        self._bypassed = self._bypassed if bypassed is None else bypassed
        self._render = self._rendered()
        self.version += 1
