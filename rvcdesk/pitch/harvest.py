"""`harvest`: WORLD's Harvest: slow, steady in noise."""

from __future__ import annotations

from rvcdesk.jobs import SILENT, Reporter
from rvcdesk.pitch.chunks import Mono, in_chunks
from rvcdesk.pitch.world import refined


def estimate(audio: Mono, device: str = "cpu", report: Reporter = SILENT) -> Mono:
    """Pitch of (n,) at 16 kHz: (n // 160 + 1,) Hz, 0 unvoiced."""
    return in_chunks(audio, lambda part: refined("harvest", part), report)
