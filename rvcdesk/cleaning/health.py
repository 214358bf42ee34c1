"""How good a set of recordings is for a voice: a score of parts, each explained, and what would help.

Two halves. `health_measure` listens, slowly, in the engine, and writes down what it heard of every second of
every timeline. `judge`, here, is quick: it weighs those seconds by what is kept of them now, so that the
score moves with every decision. Without measurements it tells what the decisions alone tell.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

import numpy as np
from numpy.typing import NDArray

from rvcdesk.audio import edits
from rvcdesk.audio.history import ClipState
from rvcdesk.cleaning.findings import CUT, DEFAULT_CONFIDENCE, KINDS
from rvcdesk.cleaning.review import outside, union
from rvcdesk.messages import N_, Message

CELL_S = 1.0
GOOD_MINUTES = 10.0
WEAK = 0.75  # a part that scores less comes with advice
COVERED_S = 1.0  # a semitone is covered by so much of it
SPEECH_LEAST = 0.2  # a second with less speech than this says nothing of levels
PASSAGE_CELLS = 3  # loudness is compared over passages of three seconds
QUIET_FLOOR_DB = -100.0
NOTES = ("C", "C♯", "D", "D♯", "E", "F", "F♯", "G", "G♯", "A", "A♯", "B")

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
class Part:
    """One part of the score.

    Attributes:
        id, title: what it is about; an `N_()` text.
        value: what was found, a sentence.
        score: 0..1, None where it could not be measured.
        weight: points it is worth.
        advice: what would help, where it is weak.
    """

    id: str
    title: str
    value: Message
    score: float | None
    weight: float
    advice: Message | None = None


@dataclass(frozen=True)
class Decision:
    """Seconds of one kind by what was answered; overlaps count once."""

    kind: str
    accepted: float
    rejected: float
    open: float


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


@dataclass(frozen=True)
class Health:
    """The whole verdict.

    Attributes:
        score: 0 to 100 over the parts that could be measured.
        measured: whether every clip was listened to.
        clean_s: seconds of clean voice (of kept sound, where nothing was measured).
        notes: semitone (MIDI) -> seconds of it that are kept.
    """

    score: int
    measured: bool
    clean_s: float
    parts: tuple[Part, ...]
    decisions: tuple[Decision, ...]
    clips: tuple[ClipRow, ...]
    notes: dict[int, float] = field(default_factory=dict)

    @property
    def advice(self) -> list[Message]:
        """What would help, the most valuable first."""
        weak = [part for part in self.parts if part.advice is not None and part.score is not None]
        weak.sort(key=lambda part: -part.weight * (1 - (part.score or 0)))
        return [part.advice for part in weak if part.advice is not None]

    def to_json(self) -> dict[str, Any]:
        """The document of `rvcdesk health --json`."""
        return {
            "score": self.score,
            "measured": self.measured,
            "clean_s": round(self.clean_s, 2),
            "parts": [
                {
                    "id": part.id,
                    "title": part.title,
                    "value": str(part.value),
                    "score": None if part.score is None else round(part.score, 3),
                    "weight": part.weight,
                    "advice": str(part.advice) if part.advice is not None else None,
                }
                for part in self.parts
            ],
            "advice": [str(item) for item in self.advice],
            "decisions": [
                {
                    "kind": item.kind,
                    "accepted_s": round(item.accepted, 3),
                    "rejected_s": round(item.rejected, 3),
                    "open_s": round(item.open, 3),
                }
                for item in self.decisions
            ],
            "clips": [{name: _rounded(value) for name, value in vars(row).items()} for row in self.clips],
            "notes": {str(note): round(seconds, 2) for note, seconds in sorted(self.notes.items())},
        }


def _rounded(value: Any) -> Any:
    return round(value, 3) if isinstance(value, float) else value


def judge(clips: Sequence[ClipNow]) -> Health:
    """The verdict on clips as they are edited now."""
    heard = [_Heard(clip) for clip in clips]
    measured = bool(clips) and all(clip.facts is not None for clip in clips)
    parts = [_minutes(heard), _suspects(heard)]
    if any(clip.facts is not None for clip in clips):
        parts += [_noise(heard), _loudness(heard), _clipping(heard), _bandwidth(heard)]
        parts += [_pitch(heard), _speaker(heard), _room(heard)]
    known = [part for part in parts if part.score is not None]
    total = sum(part.weight for part in known)
    score = sum(part.weight * (part.score or 0.0) for part in known) / total if total else 0.0
    return Health(
        round(100 * score),
        measured,
        sum(clip.clean_s for clip in heard),
        tuple(parts),
        _decisions(clips),
        tuple(clip.row for clip in heard),
        _notes(heard),
    )


class _Heard:
    """A clip with every second weighed by what is kept of it."""

    def __init__(self, now: ClipNow) -> None:
        self.now, self.facts = now, now.facts
        rate = now.rate
        frames = edits.length(now.state.segments)
        self.cuts = cuts = edits.cut_spans(now.state.segments)
        self.seconds = frames / rate
        self.kept_s = self.seconds - sum(b - a for a, b in cuts) / rate
        twice = union((m.start, m.end) for m in now.state.marks if _is_twice(m.kind, m.state))
        self.twice_s = sum(d - c for a, b in twice for c, d in outside(a, b, cuts)) / rate
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
        found = union(
            (m.start, m.end) for m in self.now.state.marks if m.kind == "clipped" and m.state != "rejected"
        )
        kept = sum(d - c for a, b in found for c, d in outside(a, b, self.cuts)) / self.now.rate
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


def _scale(value: float, bad: float, good: float) -> float:
    """0 at `bad` or worse, 1 at `good` or better, straight between."""
    return float(np.clip((value - bad) / (good - bad), 0, 1))


def minutes(seconds: float) -> str:
    """250 -> 4 min 10 s."""
    whole = round(seconds)
    return f"{whole // 60} min {whole % 60} s" if whole >= 60 else f"{whole} s"


# --- the parts


def _minutes(heard: Sequence[_Heard]) -> Part:
    clean = sum(clip.clean_s for clip in heard)
    score = min(1.0, clean / (GOOD_MINUTES * 60)) ** 0.6
    value = Message("{time} of clean voice", {"time": minutes(clean)})
    advice = Message(
        "{time} of clean voice; {good} min are recommended: add recordings of the same voice.",
        {"time": minutes(clean), "good": round(GOOD_MINUTES)},
    )
    return _part("minutes", N_("Clean voice"), value, score, 25, advice)


def _suspects(heard: Sequence[_Heard]) -> Part:
    """Kept seconds under open cuts, each as sure as it is."""
    kept = sum(clip.kept_s for clip in heard)
    stake = 0.0
    count = 0
    for clip in heard:
        cuts = edits.cut_spans(clip.now.state.segments)
        opened = [m for m in clip.now.state.marks if m.state == "open" and m.action == CUT]
        count += len(opened)
        sure = union((m.start, m.end) for m in opened if m.confidence >= DEFAULT_CONFIDENCE)
        stake += sum(d - c for a, b in sure for c, d in outside(a, b, cuts)) / clip.now.rate
    share = stake / kept if kept else 0.0
    values = {"count": count, "time": minutes(stake)}
    value = Message("Not answered: {count}; probably to be cut: {time}", values)
    advice = Message("Marks wait for an answer: {count} ({time}). Review them.", values)
    few = 0.0 if not kept else min(_scale(share, 0.1, 0.0), 1 - min(count, 50) / 200)
    return _part("suspects", N_("Answered marks"), value, few, 10, advice)


def _noise(heard: Sequence[_Heard]) -> Part:
    found = [
        (clip.snr_db, float(clip.voice.sum()), clip.now.name) for clip in heard if clip.snr_db is not None
    ]
    title = N_("Noise")
    if not found:
        return _unknown("noise", title, 15)
    weights = [max(weight, 1e-6) for _, weight, _ in found]
    mean = float(np.average([snr for snr, _, _ in found], weights=weights))
    worst, _, name = min(found)
    value = Message("The voice lies {snr} dB over the room noise", {"snr": round(mean)})
    advice = Message(
        "The room noise is only {snr} dB under the voice in {clip}: remove hum and noise there, or record it "
        "closer to the microphone.",
        {"snr": round(worst), "clip": name},
    )
    return _part("noise", title, value, _scale(mean, 12, 35), 15, advice)


def _loudness(heard: Sequence[_Heard]) -> Part:
    title = N_("Even loudness")
    passages = np.concatenate([clip.passages for clip in heard])
    if passages.size < 3:
        return _unknown("loudness", title, 6)
    low, high = np.percentile(passages, [10, 95])
    spread = float(high - low)
    value = Message("Passages differ by {spread} LU", {"spread": f"{spread:.1f}"})
    advice = Message(
        "Passages differ by {spread} LU in loudness: normalise the loudness of the recordings.",
        {"spread": f"{spread:.0f}"},
    )
    return _part("loudness", title, value, _scale(spread, 18, 7), 6, advice)


def _clipping(heard: Sequence[_Heard]) -> Part:
    voice = sum(float(clip.voice.sum()) for clip in heard)
    title = N_("Clipping")
    if not voice:
        return _unknown("clipping", title, 8)
    clipped = sum(clip.clipped_s for clip in heard)
    share = clipped / voice
    value = Message("{percent} % of the voice is clipped", {"percent": f"{100 * share:.2f}"})
    advice = Message(
        "{time} of the voice are clipped: repair the clipping or cut it, and record at a lower level.",
        {"time": minutes(max(1.0, clipped))},
    )
    return _part("clipping", title, value, _scale(share, 0.03, 0.0005), 8, advice)


def _bandwidth(heard: Sequence[_Heard]) -> Part:
    known = [(clip.facts.high_hz, clip.now.name, clip.kept_s) for clip in heard if clip.facts is not None]
    known = [item for item in known if item[2] > 0]
    title = N_("Bandwidth")
    if not known:
        return _unknown("bandwidth", title, 10)
    mean = float(np.average([hz for hz, _, _ in known], weights=[kept for _, _, kept in known]))
    lowest, name, _ = min(known)
    value = Message("Sound up to {khz} kHz", {"khz": f"{mean / 1000:.1f}"})
    advice = Message(
        "{clip} has no sound over {khz} kHz, so the voice will sound dull: use the original recording, not a "
        "compressed copy.",
        {"clip": name, "khz": f"{lowest / 1000:.1f}"},
    )
    return _part("bandwidth", title, value, _scale(mean, 3500, 14000), 10, advice)


def _notes(heard: Sequence[_Heard]) -> dict[int, float]:
    seconds: dict[int, float] = {}
    for clip in heard:
        cells = clip.facts.notes if clip.facts is not None else ()
        for keep, cell in zip(clip.keep.tolist(), cells, strict=False):
            for note, hops in cell:
                seconds[note] = seconds.get(note, 0.0) + 0.01 * hops * keep
    return seconds


def note_name(note: int) -> str:
    """69 -> A4."""
    return f"{NOTES[note % 12]}{note // 12 - 1}"


def _covered(notes: Mapping[int, float]) -> list[int]:
    """The semitones that are sung or spoken often enough, without strays (errors of octaves, hum)."""
    least = max(COVERED_S, 0.002 * sum(notes.values()))
    often = sorted(note for note, seconds in notes.items() if seconds >= least)
    if not often:
        return []
    middle = max(often, key=lambda note: notes[note])
    low = high = often.index(middle)
    while low > 0 and often[low] - often[low - 1] <= 2:
        low -= 1
    while high + 1 < len(often) and often[high + 1] - often[high] <= 2:
        high += 1
    return often[low : high + 1]


def _pitch(heard: Sequence[_Heard]) -> Part:
    covered = _covered(_notes(heard))
    title = N_("Pitch range")
    if not covered:
        return _unknown("pitch", title, 12)
    value = Message(
        "{count} semitones, {low} to {high}",
        {"count": len(covered), "low": note_name(covered[0]), "high": note_name(covered[-1])},
    )
    advice = Message(
        "Only {count} semitones ({low} to {high}) are well covered: add higher and lower speech, or singing.",
        dict(value.values),
    )
    return _part("pitch", title, value, _scale(len(covered), 4, 20), 12, advice)


def _speaker(heard: Sequence[_Heard]) -> Part:
    found = sorted((value, clip.now.name) for clip in heard for value in clip.likeness)
    title = N_("One voice")
    if len(found) < 2:
        return _unknown("speaker", title, 8)
    low, name = found[len(found) // 10]
    value = Message("Stretches are {percent} % alike", {"percent": round(100 * low)})
    advice = Message(
        "Some of {clip} does not sound like the rest ({percent} % alike): look for another speaker there.",
        {"clip": found[0][1], "percent": round(100 * found[0][0])},
    )
    return _part("speaker", title, value, _scale(low, 0.72, 0.9), 8, advice)


def _room(heard: Sequence[_Heard]) -> Part:
    known = [
        (clip.facts.decay_s, clip.now.name)
        for clip in heard
        if clip.facts is not None and clip.facts.decay_s > 0 and clip.kept_s > 0
    ]
    title = N_("Dry room")
    if not known:
        return _unknown("room", title, 6)
    longest, name = max(known)
    mean = float(np.mean([decay for decay, _ in known]))
    value = Message("The room rings for about {time} s", {"time": f"{mean:.2f}"})
    advice = Message(
        "{clip} echoes ({time} s): record closer to the microphone, among curtains and cushions.",
        {"clip": name, "time": f"{longest:.1f}"},
    )
    return _part("room", title, value, _scale(mean, 0.9, 0.35), 6, advice)


def _part(id: str, title: str, value: Message, score: float, weight: float, advice: Message) -> Part:
    return Part(id, title, value, score, weight, advice if score < WEAK else None)


def _unknown(id: str, title: str, weight: float) -> Part:
    return Part(id, title, Message(N_("Too little voice to tell")), None, weight)


def _decisions(clips: Sequence[ClipNow]) -> tuple[Decision, ...]:
    """What each kind of decision changed."""
    rows = []
    for kind in KINDS:
        accepted, rejected, opened = (
            sum(
                (end - start) / clip.rate
                for clip in clips
                for start, end in union(
                    (m.start, m.end) for m in clip.state.marks if (m.kind, m.state) == wanted
                )
            )
            for wanted in ((kind, "accepted"), (kind, "rejected"), (kind, "open"))
        )
        if accepted or rejected or opened:
            rows.append(Decision(kind, accepted, rejected, opened))
    return tuple(rows)
