"""Features of long audio, joined from windows that overlap."""

from __future__ import annotations

import torch
from torch import Tensor


class Joined:
    """The result, frame by frame; windows are added from the first to the last.

    At each inner edge `dropped` frames are left out, since a frame there hears too little of what surrounds
    it; up to `fade` frames of the rest of the overlap are cross-faded.
    """

    def __init__(self, frames: int, dim: int, dropped: int, fade: int, device: torch.device) -> None:
        self.result = torch.zeros(frames, dim, device=device)
        self.dropped, self.fade = dropped, fade
        self._done = 0

    def add(self, start: int, stop: int, features: Tensor) -> None:
        """The features (stop - start, dim) of a window."""
        kept = 0 if start == 0 else self.dropped
        fade = min(self.fade, max(0, self._done - start - kept))
        ramp = torch.arange(1, fade + 1, device=self.result.device)[:, None] / (fade + 1)
        first, fresh = start + kept, features[kept:]
        self.result[first : first + fade] *= 1 - ramp
        self.result[first : first + fade] += fresh[:fade] * ramp
        self._done = stop if stop == len(self.result) else stop - self.dropped
        self.result[first + fade : self._done] = fresh[fade : self._done - first]
