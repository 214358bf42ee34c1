"""What a detector says: a stretch of a clip that may not belong in a voice dataset."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any, NamedTuple

from rvcdesk.messages import N_

CUT, FILTER, REPORT = "cut", "filter", "report"
ACTIONS = (CUT, FILTER, REPORT)
DEFAULT_CONFIDENCE = 0.5  # what is at least this sure is accepted without asking


class Kind(NamedTuple):
    """How a kind of finding is treated and called."""

    action: str
    title: str


KINDS: dict[str, Kind] = {
    "silence": Kind(CUT, N_("Silence")),
    "click": Kind(CUT, N_("Click")),
    "knock": Kind(CUT, N_("Knock")),
    "chirp": Kind(CUT, N_("Chirp")),
    "cough": Kind(CUT, N_("Cough")),
    "clipped": Kind(CUT, N_("Clipped")),
    "music": Kind(CUT, N_("Music")),
    "music_under_speech": Kind(CUT, N_("Music under speech")),
    "second_speaker": Kind(CUT, N_("Second speaker")),
    "hum": Kind(FILTER, N_("Hum")),
    "noise": Kind(FILTER, N_("Noise")),
    "breath": Kind(REPORT, N_("Breath")),
    "reverb": Kind(REPORT, N_("Reverberation")),
    "quiet": Kind(REPORT, N_("Quiet")),
    "duplicate": Kind(REPORT, N_("Duplicate")),
    "band_limited": Kind(REPORT, N_("Band-limited")),
}
FILTERS = {"hum": "hum_notch", "noise": "noise_reduction"}  # kind -> the effect that takes it away


@dataclass(frozen=True, order=True)
class Finding:
    """One suspicious stretch.

    Attributes:
        start, end: frames on the clip's timeline, end exclusive.
        kind: a key of KINDS.
        confidence: 0..1.
        action: cut, filter or report; the kind's own when left empty.
        detail: says more, an `N_()` sentence without values, or ''.
    """

    start: int
    end: int
    kind: str
    confidence: float = 1.0
    action: str = ""
    detail: str = ""

    def __post_init__(self) -> None:
        if self.kind not in KINDS:
            raise ValueError(f"unknown kind of finding: {self.kind}")
        if not 0 <= self.start < self.end:
            raise ValueError(f"not a stretch: {self.start} to {self.end}")
        if not 0.0 <= self.confidence <= 1.0:
            raise ValueError(f"confidence {self.confidence} is not within 0..1")
        if not self.action:
            object.__setattr__(self, "action", KINDS[self.kind].action)
        if self.action not in ACTIONS:
            raise ValueError(f"unknown action: {self.action}")

    @property
    def title(self) -> str:
        """The kind's name for people, an `N_()` template."""
        return KINDS[self.kind].title


def merge(findings: Iterable[Finding], gap: int = 0) -> list[Finding]:
    """Join findings of one kind and action that overlap, touch or lie at most `gap` frames apart.

    The joined one is as sure as the surest, and says what the first of them says. Sorted by start.
    """
    merged: list[Finding] = []
    open_at: dict[tuple[str, str], int] = {}
    for item in sorted(findings):
        key = (item.kind, item.action)
        place = open_at.get(key)
        if place is not None and item.start <= merged[place].end + gap:
            last = merged[place]
            merged[place] = replace(
                last, end=max(last.end, item.end), confidence=max(last.confidence, item.confidence)
            )
            continue
        open_at[key] = len(merged)
        merged.append(item)
    return merged


def accepted(findings: Iterable[Finding], least: float = DEFAULT_CONFIDENCE) -> list[Finding]:
    """Those that are sure enough."""
    return [item for item in findings if item.confidence >= least]


def kept_spans(findings: Iterable[Finding], frames: int) -> list[tuple[int, int]]:
    """What is left of `frames` when every finding whose action is `cut` is taken out."""
    kept: list[tuple[int, int]] = []
    position = 0
    for item in sorted(findings):
        if item.action != CUT:
            continue
        if item.start > position:
            kept.append((position, min(item.start, frames)))
        position = max(position, item.end)
    if position < frames:
        kept.append((position, frames))
    return [(start, end) for start, end in kept if start < end]


def to_json(
    file: Path | str,
    rate: int,
    frames: int,
    findings: Iterable[Finding],
    least: float = DEFAULT_CONFIDENCE,
) -> dict[str, Any]:
    """The `clean --json` document of one file, in seconds.

    `flagged` lists every finding; `kept` is what remains when those of at least `least` are accepted.
    """
    ordered = sorted(findings)
    return {
        "file": str(file),
        "duration_s": _seconds(frames, rate),
        "kept": [
            [_seconds(start, rate), _seconds(end, rate)]
            for start, end in kept_spans(accepted(ordered, least), frames)
        ],
        "flagged": [
            {
                "start_s": _seconds(item.start, rate),
                "end_s": _seconds(item.end, rate),
                "kind": item.kind,
                "confidence": round(item.confidence, 3),
                "action": item.action,
            }
            for item in ordered
        ],
    }


def _seconds(frames: int, rate: int) -> float:
    return round(frames / rate, 6)
