"""`harvest`: WORLD's Harvest: slow, steady in noise."""

from __future__ import annotations

import numpy as np

from rvcdesk.jobs import SILENT, Reporter
from rvcdesk.pitch.chunks import F0, How, Mono, Sound, frame_count, in_chunks
from rvcdesk.pitch.world import refined


def estimate(sound: Sound, how: How, report: Reporter = SILENT) -> Mono:
    """Pitch of (n,) at 16 kHz: (n // 160 + 1,) Hz, 0 unvoiced."""

    def part(chunk: Mono) -> F0:
        # Harvest works on every second sample, and an odd length makes it take the others. All chunks
        # must take what the whole recording would.
        odd = (sound.size - chunk.size) % 2
        return refined("harvest", np.pad(chunk, (0, odd)))[: frame_count(chunk.size)]

    return in_chunks(sound, part, report)
