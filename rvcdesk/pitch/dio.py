"""`dio`: WORLD's DIO: fast, for clean voices."""

from __future__ import annotations

from rvcdesk.jobs import SILENT, Reporter
from rvcdesk.pitch.chunks import How, Mono, Sound, in_chunks
from rvcdesk.pitch.world import refined


def estimate(sound: Sound, how: How, report: Reporter = SILENT) -> Mono:
    """Pitch of (n,) at 16 kHz: (n // 160 + 1,) Hz, 0 unvoiced."""
    return in_chunks(sound, lambda part: refined("dio", part), report)
