"""What a training would use of a project's recordings, and what not and why. No torch."""

from __future__ import annotations

import hashlib
import json
import os
from dataclasses import asdict
from pathlib import Path
from typing import Any

from rvcdesk.audio.clip import Clip
from rvcdesk.disk import write_text
from rvcdesk.jobs import SILENT, Reporter
from rvcdesk.messages import N_, BadInput, Message
from rvcdesk.project import Project
from rvcdesk.training.data.pieces import cut_pieces, stretches
from rvcdesk.training.options import TrainOptions

ENOUGH_S = 600.0
VERSION = 2


def usable_clips(project: Project) -> list[Clip]:
    """The clips of which something is kept.

    Raises:
        BadInput: there is none.
    """
    clips = [clip for clip in project.clips if clip.kept > 0]
    if not clips:
        raise BadInput(
            "The project {name} has nothing to train on; add recordings on the Clean page first.",
            name=project.name,
        )
    return clips


def clip_facts(clip: Clip) -> list[Any]:
    """What tells a clip's sound from another's: recordings by their hash, edits, channel."""
    return [
        [source.sha256 for source in clip.sources.values()],
        [item.to_json() for item in clip.state.segments],
        clip.state.channel,
    ]


def name_of(facts: Any) -> str:
    """A name for plain data: equal as long as it is."""
    return hashlib.sha256(json.dumps(facts, sort_keys=True).encode()).hexdigest()[:24]


def summarise(options: TrainOptions, report: Reporter = SILENT) -> dict[str, Any]:
    """What a training would use: minutes, pieces, what is left out and why, and advice.

    Every clip is looked at once and remembered until it changes. `kept_s` is `used_s` and all of `unused_s`
    (a list of {"reason", "seconds"}, the largest first) together; `pieces_s` counts overlaps twice.

    Raises:
        BadInput: the project has no clip, or a recording cannot be read.
    """
    with Project.open(options.project, read_only=True) as project:
        clips = usable_clips(project)
        folder = project.folder / "cache" / "summaries"
        total, done = sum(clip.kept for clip in clips), 0.0
        looks = []
        for clip in clips:
            looks.append(_look(clip, folder, _From(report, done, total)))
            done += clip.kept
            report.progress(done, total, N_("Looking at the recordings"))
    return _summary(clips, looks)


def _summary(clips: list[Clip], looks: list[dict[str, Any]]) -> dict[str, Any]:
    total = sum(clip.kept for clip in clips)
    advice: list[Message] = []
    if 0 < total < ENOUGH_S:
        advice.append(
            Message(
                N_("{minutes} minutes of voice; 10 are recommended, more clean speech makes a better voice."),
                {"minutes": round(total / 60, 1)},
            )
        )
    reasons: dict[str, float] = {}
    unused = []
    recordings = []
    for clip, look in zip(clips, looks, strict=True):
        left = 0.0
        for item in look["unused"]:
            seconds = item["end_s"] - item["start_s"]
            left += seconds
            reasons[item["reason"]] = reasons.get(item["reason"], 0.0) + seconds
            unused.append({**item, "clip": clip.name})
        recordings.append(
            {
                "id": clip.id,
                "name": clip.name,
                "kept_s": clip.kept,
                "used_s": max(0.0, clip.kept - left),
                "pieces": look["pieces"],
            }
        )
    ordered = sorted(reasons.items(), key=lambda item: -item[1])
    return {
        "recordings": len(clips),
        "duration_s": sum(clip.duration for clip in clips),
        "kept_s": total,
        "used_s": sum(item["used_s"] for item in recordings),
        "pieces": sum(look["pieces"] for look in looks),
        "pieces_s": sum(look["pieces_s"] for look in looks),
        "unused": unused,
        "unused_s": [{"reason": reason, "seconds": seconds} for reason, seconds in ordered],
        "clips": recordings,
        "advice": [message.to_json() for message in advice],
    }


def _look(clip: Clip, folder: Path, report: _From) -> dict[str, Any]:
    """Pieces of a clip, their seconds, and what is not used of it."""
    place = folder / f"{name_of([VERSION, clip_facts(clip)])}.json"
    try:
        known = json.loads(place.read_text(encoding="utf-8"))
        if {"pieces", "pieces_s", "unused"} <= set(known):
            return dict(known)
    except (OSError, ValueError, TypeError):
        pass
    pieces, seconds, done = 0, 0.0, 0.0
    unused: list[dict[str, Any]] = []
    for stretch in stretches(clip):
        found, left = cut_pieces(stretch)
        pieces += len(found)
        seconds += sum(piece.end_s - piece.start_s for piece in found)
        unused += [asdict(item) for item in left]
        done += stretch.audio.size / stretch.rate
        report.seconds(done)
    look = {"pieces": pieces, "pieces_s": seconds, "unused": unused}
    if os.access(folder.parent if folder.parent.exists() else clip.folder, os.W_OK):
        write_text(place, json.dumps(look, ensure_ascii=False))
    return look


class _From:
    """Counts the seconds of a clip on from those before it."""

    def __init__(self, report: Reporter, before: float, total: float) -> None:
        self._report, self._before, self._total = report, before, total

    def seconds(self, done: float) -> None:
        self._report.progress(self._before + done, self._total, N_("Looking at the recordings"))
