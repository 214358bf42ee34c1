"""Which transposition puts a song into a voice's own range."""

from __future__ import annotations

import math
from dataclasses import dataclass
from pathlib import Path

import numpy as np

from rvcdesk.audio.files import blocks, decode, probe
from rvcdesk.jobs import SILENT, Reporter
from rvcdesk.messages import N_, Message

LISTEN_S = 60


@dataclass(frozen=True)
class SuggestOptions:
    """`source` is the vocal; `voice` a path or a library name."""

    source: Path
    voice: str
    project: Path | None = None


@dataclass(frozen=True)
class Suggestion:
    """Semitones, and why. 0 Hz is "not known"; the suggestion is then 0."""

    transpose: int
    reason: Message
    voice_hz: float
    song_hz: float


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


def suggest(options: SuggestOptions, report: Reporter = SILENT) -> Suggestion:
    """Listen to the loudest minute of a vocal and compare it with what the voice learnt from.

    Raises:
        BadInput: the vocal cannot be read, or there is no such voice.
    """
    from rvcdesk.pitch.estimate import estimate_f0
    from rvcdesk.voice.library import resolve

    report.progress(0, 2, N_("Finding the pitch"))
    known = resolve(options.voice, options.project).facts.get("f0_median")
    voice_hz = float(known) if isinstance(known, (int, float)) else 0.0
    start, frames = loudest_part(options.source)
    samples, rate = decode(options.source, start=start, frames=frames, mono=True)
    report.progress(1, 2, N_("Finding the pitch"))
    f0 = estimate_f0(samples, rate, "pm")
    song_hz = float(np.median(f0[f0 > 0])) if (f0 > 0).any() else 0.0
    transpose, reason = suggest_transpose(voice_hz, song_hz)
    return Suggestion(transpose, reason, voice_hz, song_hz)


def loudest_part(source: Path, seconds: int = LISTEN_S) -> tuple[int, int]:
    """First frame and length of the loudest `seconds` of a file; all of a shorter one."""
    info = probe(source)
    if info.frames <= seconds * info.rate:
        return 0, info.frames
    energy = [float(np.square(block).mean()) for block in blocks(source, info.rate)]
    sums = np.convolve(energy, np.ones(seconds), "valid")
    return int(sums.argmax()) * info.rate, seconds * info.rate
