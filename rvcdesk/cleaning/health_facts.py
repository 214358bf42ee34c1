"""What was heard of recordings, and the same weighed by what is kept of them now."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from rvcdesk.audio import edits
from rvcdesk.audio.history import ClipState

CELL_S = 1.0
SPEECH_LEAST = 0.2  # a second with less speech than this says nothing of levels
PASSAGE_CELLS = 3  # loudness is compared over passages of three seconds
QUIET_FLOOR_DB = -100.0

Array = NDArray[np.float64]


@dataclass(frozen=True)
class ClipFacts:
    """What was heard of a clip's timeline, cut or not: one entry a second in each tuple of cells.

    Attributes:
        clip, name: the clip's id and name.
        key: names the timeline and channel that were heard.
        seconds: length of the timeline.
        rate, high_hz: of the recording, and up to where it has sound.
        speech: share of the second that is speech, 0..1.
        level_db: RMS of its speech, dBFS.
        floor_db: level of the room between words, dBFS; 0 where there is no pause to hear it in.
        loudness: K-weighted, LUFS, -120 where silent.
        clipped: share of its hops of 10 ms that touch full scale.
        notes: MIDI note -> hops of 10 ms with it, as (note, count) pairs.
        voices: (start_s, end_s, likeness): how much a stretch sounds like the clip set's own voice, 0..1.
        decay_s: how long the room rings (time to fall by 60 dB), 0 where that could not be told.
    """

    clip: str
    name: str
    key: str
    seconds: float
    rate: int
    high_hz: float
    speech: tuple[float, ...] = ()
    level_db: tuple[float, ...] = ()
    floor_db: tuple[float, ...] = ()
    loudness: tuple[float, ...] = ()
    clipped: tuple[float, ...] = ()
    notes: tuple[tuple[tuple[int, int], ...], ...] = ()
    voices: tuple[tuple[float, float, float], ...] = ()
    decay_s: float = 0.0

    @classmethod
    def from_json(cls, data: Mapping[str, Any]) -> ClipFacts:
        """The inverse of `options.to_json`.

        Raises:
            KeyError, TypeError, ValueError: not the facts of a clip.
        """
        values = dict(data)
        for name in ("speech", "level_db", "floor_db", "loudness", "clipped"):
            values[name] = tuple(float(value) for value in values[name])
        values["notes"] = tuple(tuple((int(n), int(c)) for n, c in cell) for cell in values["notes"])
        values["voices"] = tuple((float(a), float(b), float(c)) for a, b, c in values["voices"])
        return cls(**values)


@dataclass(frozen=True)
class ClipNow:
    """A clip as it is edited now. `facts` are None until it was listened to."""

    name: str
    rate: int
    state: ClipState
    facts: ClipFacts | None = None


@dataclass(frozen=True)
class ClipRow:
    """A clip in the table; figures are None until it was listened to."""

    name: str
    seconds: float
    kept: float
    snr_db: float | None = None
    loudness: float | None = None
    high_hz: float | None = None
    likeness: float | None = None


class Heard:
    """A clip with every second weighed by what is kept of it."""

    def __init__(self, now: ClipNow) -> None:
        self.now, self.facts = now, now.facts
        rate = now.rate
        frames = edits.length(now.state.segments)
        self.cuts = cuts = edits.cut_spans(now.state.segments)
        self.seconds = frames / rate
        self.kept_s = self.seconds - sum(b - a for a, b in cuts) / rate
        twice = edits.tidy((m.start, m.end) for m in now.state.marks if _is_twice(m.kind, m.state))
        self.twice_s = frames_of(edits.minus(twice, cuts)) / rate
        count = len(self.facts.speech) if self.facts is not None else 0
        self.keep: Array = np.ones(count)
        size = CELL_S * rate
        edges = np.arange(count) * size
        for start, end in cuts:
            inside = np.minimum(end, edges + size) - np.maximum(start, edges)
            self.keep -= np.clip(inside, 0, None) / size
        self.keep = np.clip(self.keep, 0, 1)
        self.speech: Array = np.asarray(self.facts.speech if self.facts is not None else (), float)
        # A second of which a part is cut keeps its speech first: pauses are what is cut.
        self.voice: Array = np.minimum(self.speech, self.keep)
        self.telling = self.voice >= SPEECH_LEAST

    @property
    def clean_s(self) -> float:
        """Seconds of voice that are kept, duplicates left out; all that is kept, where none was heard."""
        if self.facts is None:
            return max(0.0, self.kept_s - self.twice_s)
        share = 1 - min(1.0, self.twice_s / self.kept_s) if self.kept_s else 0.0
        return float(self.voice.sum()) * CELL_S * share

    def cells(self, name: str) -> Array:
        """One of the facts' tuples for the seconds with enough kept speech."""
        values = np.asarray(getattr(self.facts, name) if self.facts is not None else (), float)
        return values[self.telling]

    @property
    def snr_db(self) -> float | None:
        """Speech over the room between words, dB."""
        if self.facts is None or not self.telling.any():
            return None
        floor = np.asarray(self.facts.floor_db)
        quiet = floor[(self.keep > 0.05) & (floor < 0)]
        if not quiet.size:
            quiet = floor[floor < 0]  # every pause is cut: the room is still the same
        if not quiet.size:
            return None
        power = np.average(10 ** (self.cells("level_db") / 10), weights=self.voice[self.telling])
        return float(np.clip(10 * np.log10(power) - max(QUIET_FLOOR_DB, np.median(quiet)), 0, 70))

    @property
    def clipped_s(self) -> float:
        """Kept seconds that are clipped: that touch full scale, or that a search found."""
        if self.facts is None:
            return 0.0
        touching = float((np.asarray(self.facts.clipped) * self.keep).sum()) * CELL_S
        found = edits.tidy(
            (m.start, m.end) for m in self.now.state.marks if m.kind == "clipped" and m.state != "rejected"
        )
        kept = frames_of(edits.minus(found, self.cuts)) / self.now.rate
        return max(touching, kept)

    @property
    def passages(self) -> Array:
        """Loudness of passages of about three kept seconds with speech, LUFS."""
        if self.facts is None:
            return np.zeros(0)
        power = 10 ** (self.cells("loudness") / 10)
        whole = power[: power.size // PASSAGE_CELLS * PASSAGE_CELLS].reshape(-1, PASSAGE_CELLS)
        return np.asarray(10 * np.log10(np.maximum(whole.mean(axis=1), 1e-12)))

    @property
    def likeness(self) -> list[float]:
        """How much each kept stretch sounds like the voice of them all."""
        if self.facts is None:
            return []
        found = []
        for start, end, likeness in self.facts.voices:
            cells = self.voice[int(start / CELL_S) : int(np.ceil(end / CELL_S))]
            if cells.size and cells.mean() >= SPEECH_LEAST:
                found.append(likeness)
        return found

    @property
    def row(self) -> ClipRow:
        """For the table."""
        loud = self.passages
        likeness = self.likeness
        return ClipRow(
            self.now.name,
            self.seconds,
            self.kept_s,
            self.snr_db,
            float(np.median(loud)) if loud.size else None,
            self.facts.high_hz if self.facts is not None else None,
            float(np.mean(likeness)) if likeness else None,
        )


def _is_twice(kind: str, state: str) -> bool:
    return kind == "duplicate" and state != "rejected"


def frames_of(spans: Iterable[edits.Span]) -> int:
    """Frames in all."""
    return sum(end - start for start, end in spans)
