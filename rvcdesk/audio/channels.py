"""Is every channel of a stereo recording worth listening to? A dead or inverted one ruins the mix."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Literal

import numpy as np

from rvcdesk.audio.sources import Readable
from rvcdesk.jobs import Cancelled

Problem = Literal["", "left_dead", "right_dead", "inverted"]
PIECES, PIECE_S = 40, 0.25
_DEAD_DB = -75.0  # nothing but the last bits
_FAR_BELOW_DB = 40.0  # under the other channel
_OPPOSITE = -0.8


@dataclass(frozen=True)
class ChannelCheck:
    """Levels (dBFS, RMS) of the first two channels, and how alike they are, -1 to 1."""

    left_db: float
    right_db: float
    correlation: float

    @property
    def problem(self) -> Problem:
        """What is wrong with mixing the two, "" when nothing is."""
        if max(self.left_db, self.right_db) < _DEAD_DB:
            return ""  # silent altogether: no channel is better
        if self.left_db < max(_DEAD_DB, self.right_db - _FAR_BELOW_DB):
            return "left_dead"
        if self.right_db < max(_DEAD_DB, self.left_db - _FAR_BELOW_DB):
            return "right_dead"
        return "inverted" if self.correlation < _OPPOSITE else ""


def check_channels(source: Readable, cancelled: Callable[[], bool] = lambda: False) -> ChannelCheck | None:
    """Compare the channels in a few places; None when there are not two.

    Raises:
        Cancelled: `cancelled()` was true.
    """
    if source.channels != 2:
        return None
    length = max(1, min(source.frames, round(PIECE_S * source.rate)))
    places = np.unique(np.linspace(0, source.frames - length, PIECES).astype(np.int64))
    powers, product, count = np.zeros(2), 0.0, 0
    for place in places:
        if cancelled():
            raise Cancelled
        piece = source.read(int(place), length).astype(np.float64)
        powers += np.square(piece).sum(axis=1)
        product += float((piece[0] * piece[1]).sum())
        count += piece.shape[1]
    left, right = (10 * np.log10(max(power / max(count, 1), 1e-14)) for power in powers)
    return ChannelCheck(float(left), float(right), product / max(float(np.sqrt(powers.prod())), 1e-14))
