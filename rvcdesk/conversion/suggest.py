"""Which transposition puts a song into a voice's own range."""

from __future__ import annotations

import math

from rvcdesk.messages import N_, Message


def suggest_transpose(voice_hz: float, song_hz: float, *, octaves: bool = True) -> tuple[int, Message]:
    """Semitones from the song's median pitch to the voice's, and the reason.

    With `octaves` (a song that is sung to its instrumental) only whole octaves, else any semitone.
    """
    if voice_hz <= 0 or song_hz <= 0:
        return 0, Message(N_("The pitch of the voice or of the song is not known."))
    semitones = 12 * math.log2(voice_hz / song_hz)
    step = 12 * round(semitones / 12) if octaves else round(semitones)
    reason = Message(
        N_("The voice lies around {voice} Hz, the song around {song} Hz."),
        {"voice": round(voice_hz), "song": round(song_hz)},
    )
    return step, reason
