"""How good a set of recordings is for a voice: a score of parts, each explained, and what would help.

Two halves. `health_measure` listens, slowly, in the engine, and writes down what it heard of every second of
every timeline. `judge`, here, is quick: it weighs those seconds by what is kept of them now, so that the
score moves with every decision. Without measurements it tells what the decisions alone tell.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any

from rvcdesk.audio import edits
from rvcdesk.cleaning.findings import KINDS
from rvcdesk.cleaning.health_facts import ClipNow, ClipRow, Heard
from rvcdesk.cleaning.health_parts import Part, notes_of, parts_of
from rvcdesk.messages import Message


@dataclass(frozen=True)
class Decision:
    """Seconds of one kind by what was answered; overlaps count once."""

    kind: str
    accepted: float
    rejected: float
    open: float


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
    heard = [Heard(clip) for clip in clips]
    measured = bool(clips) and all(clip.facts is not None for clip in clips)
    parts = parts_of(heard)
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
        notes_of(heard),
    )


def _decisions(clips: Sequence[ClipNow]) -> tuple[Decision, ...]:
    """What each kind of decision changed."""
    rows = []
    for kind in KINDS:
        accepted, rejected, opened = (
            sum(
                (end - start) / clip.rate
                for clip in clips
                for start, end in edits.tidy(
                    (m.start, m.end) for m in clip.state.marks if (m.kind, m.state) == wanted
                )
            )
            for wanted in ((kind, "accepted"), (kind, "rejected"), (kind, "open"))
        )
        if accepted or rejected or opened:
            rows.append(Decision(kind, accepted, rejected, opened))
    return tuple(rows)
