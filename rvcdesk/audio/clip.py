"""A clip: one recording or several on one timeline, and everything that can be done to it."""

from __future__ import annotations

import json
from bisect import bisect_left, bisect_right
from collections.abc import Callable, Iterable, Sequence
from dataclasses import replace
from itertools import count
from pathlib import Path
from typing import Any

from rvcdesk.audio import edits
from rvcdesk.audio.clip_record import SCHEMA, ClipRecord
from rvcdesk.audio.clip_sources import Clipping, Source, convert, converted_path, look_at, written_path
from rvcdesk.audio.edit_positions import shifted
from rvcdesk.audio.edits import Segments, Span
from rvcdesk.audio.history import ClipState, History, Label, Mark, change_from_json
from rvcdesk.jobs import SILENT, Reporter
from rvcdesk.messages import N_, BadInput

__all__ = ["CHANNELS", "Clip", "Clipping", "Source", "clip_of", "load_clip", "new_clip"]

CHANNELS = ("mix", "left", "right")


class Clip(ClipRecord):
    """A clip and its verbs: each is one undoable step, and False when nothing changed.

    Where a verb takes `start, end, *more`, `more` are further spans of the same step.
    """

    # -- verbs that leave the timeline as long as it was -----------------------------------------

    def cut(self, start: int, end: int, *more: Span) -> bool:
        """Cut [start, end)."""
        return self.cut_spans(N_("Cut"), [(start, end), *more])

    def cut_spans(self, label: str, spans: Sequence[Span]) -> bool:
        """Cut many spans, as one step under this label."""
        return self._change(label, spans, edits.as_cut)

    def restore(self, start: int, end: int, *more: Span) -> bool:
        """Take back every cut in [start, end)."""
        return self._change(N_("Restore"), [(start, end), *more], edits.as_kept)

    def keep_only(self, start: int, end: int, *more: Span) -> bool:
        """Cut everything but [start, end)."""
        return self.edit(N_("Keep only"), edits.keep_only(self.state.segments, start, end, *more))

    def silence(self, start: int, end: int, *more: Span) -> bool:
        """Replace [start, end) by silence."""
        return self._change(N_("Silence"), [(start, end), *more], edits.as_silence)

    def split_delete(self, start: int, end: int, *more: Span) -> bool:
        """Leave a gap of silence, split off on both sides."""
        return self.edit(N_("Split delete"), edits.split_delete(self.state.segments, [(start, end), *more]))

    def split(self, at: int, *more: int) -> bool:
        """Split before a frame; the boundary stays until it is joined."""
        return self.edit(N_("Split"), edits.split_at(self.state.segments, [at, *more]))

    def join(self, start: int, end: int, *more: Span) -> bool:
        """Take back every split in [start, end]."""
        return self.edit(N_("Join"), edits.unsplit(self.state.segments, [(start, end), *more]))

    def detach(self, start: int, end: int, spans: Sequence[Span]) -> bool:
        """Split off what lies between silences: the `spans` in [start, end) become gaps."""
        inside = [(max(start, a), min(end, b)) for a, b in spans]
        return self.edit(N_("Detach at silences"), edits.split_delete(self.state.segments, inside))

    def gain(self, start: int, end: int, db: float, *more: Span) -> bool:
        """Make [start, end) louder by `db`, quieter when it is negative."""
        return self._change(N_("Amplify"), [(start, end), *more], lambda part: edits.louder(part, db))

    def edit(self, label: str, segments: Segments) -> bool:
        """Any edit that leaves the timeline as long as it was, under this label."""
        marks = _answered(self.state.marks, segments)
        return self.change(label, replace(self.state, segments=segments, marks=marks))

    # -- verbs that move what follows ------------------------------------------------------------

    def ripple_delete(self, start: int, end: int, *more: Span, label: str = N_("Ripple delete")) -> bool:
        """Take [start, end) off the timeline; what follows moves up, marks and labels too."""
        spans = edits.tidy([(start, end), *more], self.frames)
        segments = edits.change_spans(self.state.segments, spans, edits.as_gone)
        return self._move(label, segments, spans)

    def duplicate(self, start: int, end: int) -> bool:
        """Put a copy of [start, end) right behind it."""
        end = min(end, self.frames)
        copy = edits.extract(self.state.segments, start, end)
        segments = edits.insert(self.state.segments, end, copy)
        return self._move(N_("Duplicate"), segments, at=end, inserted=edits.length(copy))

    def copy(self, start: int, end: int, *more: Span) -> Clipping:
        """What is kept of [start, end), to be pasted anywhere; all of it when nothing of it is kept."""
        spans = edits.tidy([(start, end), *more], self.frames)
        segments = edits.kept(
            tuple(part for span in spans for part in edits.extract(self.state.segments, *span))
        )
        used = {segment.source_id for segment in segments}
        sources = tuple(
            replace(source, path=str(self.source_path(source).absolute()))
            for source in self.sources.values()
            if source.id in used
        )
        return Clipping(segments, sources, self.rate)

    def paste(
        self,
        at: int,
        clipping: Clipping,
        instead: Span | None = None,
        report: Reporter = SILENT,
        label: str = N_("Paste"),
    ) -> bool:
        """Put a clipping in at a frame, or `instead` of a span.

        A recording at another rate is converted first where `is_ready(clipping)` is False, which takes
        seconds: `convert(clipping)` may do that in a worker thread beforehand.

        Raises:
            BadInput: such a recording cannot be read.
        """
        self.convert(clipping, report)
        names, sources = self._adopted(clipping)
        piece = edits.rescaled(clipping.segments, clipping.rate, self.rate)
        piece = tuple(replace(part, source_id=names.get(part.source_id)) for part in piece)
        deleted = edits.tidy([instead] if instead else [], self.frames)
        segments = edits.change_spans(self.state.segments, deleted, edits.as_gone)
        at = min(max(0, instead[0] if instead else at), edits.length(segments))
        segments = edits.insert(segments, at, piece)
        return self._move(label, segments, deleted, at, edits.length(piece), sources)

    def is_ready(self, clipping: Clipping) -> bool:
        """Whether it can be pasted at once."""
        cache = self.folder / "cache"
        others = [source for source in clipping.sources if source.rate != self.rate]
        return all(converted_path(source, self.rate, cache).exists() for source in others)

    def convert(self, clipping: Clipping, report: Reporter = SILENT) -> None:
        """Make what pasting it needs; in any thread.

        Raises:
            BadInput: a recording cannot be read.
            Cancelled: `report` asked to stop.
        """
        for source in clipping.sources:
            if source.rate != self.rate:
                convert(source, Path(source.path), self.rate, self.folder / "cache", report)

    def _adopted(self, clipping: Clipping) -> tuple[dict[str | None, str], list[Source]]:
        """What the clipping's sources are called here, and those that are new."""
        names: dict[str | None, str] = {}
        new: list[Source] = []
        for source in clipping.sources:
            known = next((own for own in self.sources.values() if own.same_sound(source)), None)
            if known is None:
                taken = {*self.sources, *(other.id for other in new)}
                name = next(name for number in count(1) if (name := f"s{number}") not in taken)
                known = replace(source, id=name, path=written_path(self.folder, Path(source.path)))
                new.append(known)
            names[source.id] = known.id
        return names, new

    # -- channel, suspects, labels ---------------------------------------------------------------

    def set_channel(self, channel: str) -> bool:
        """Which channel of a stereo recording counts: mix, left or right."""
        if channel not in CHANNELS:
            raise ValueError(channel)
        return self.change(N_("Choose channel"), replace(self.state, channel=channel))

    def set_marks(self, label: str, marks: Iterable[Mark]) -> bool:
        """Replace the suspects (sorted by start)."""
        ordered = tuple(sorted(marks, key=lambda mark: (mark.start, mark.end, mark.kind)))
        return self.change(label, replace(self.state, marks=ordered))

    def set_labels(self, label: str, labels: Iterable[Label]) -> bool:
        """Replace the labels (sorted here)."""
        return self.change(label, replace(self.state, labels=tuple(sorted(labels))))

    def _change(
        self, label: str, spans: Sequence[Span], edit: Callable[[edits.Segment], edits.Segment]
    ) -> bool:
        return self.edit(label, edits.change_spans(self.state.segments, spans, edit))

    def _move(
        self,
        label: str,
        segments: Segments,
        deleted: Sequence[Span] = (),
        at: int = 0,
        inserted: int = 0,
        sources: Sequence[Source] = (),
    ) -> bool:
        """An edit that takes spans off the timeline, and then puts frames on it."""
        marks = _answered(shifted(self.state.marks, deleted, at, inserted), segments)
        labels = tuple(sorted(shifted(self.state.labels, deleted, at, inserted)))
        return self.change(label, replace(self.state, segments=segments, marks=marks, labels=labels), sources)


def _answered(marks: tuple[Mark, ...], segments: Segments) -> tuple[Mark, ...]:
    """The suspects, answered where an edit by hand has already decided.

    An open one that is now cut throughout is accepted, an accepted one of which nothing is cut any more
    is rejected.
    """
    if not any(mark.action == "cut" for mark in marks):
        return marks
    cuts = edits.cut_spans(segments)
    starts = [start for start, _ in cuts]

    def answered(mark: Mark) -> Mark:
        if mark.action != "cut" or mark.state == "rejected":
            return mark
        before = bisect_right(starts, mark.start) - 1
        reached = cuts[before][1] if before >= 0 else -1
        if mark.state == "open":
            return replace(mark, state="accepted") if reached >= mark.end else mark
        touched = reached > mark.start or bisect_left(starts, mark.end) > before + 1
        return mark if touched else replace(mark, state="rejected")

    return tuple(answered(mark) for mark in marks)


def new_clip(folder: Path, clip_id: str, name: str, recording: Path) -> Clip:
    """A clip over the whole of `recording`, saved in the project at `folder`.

    Raises:
        BadInput: the recording cannot be read, or holds no sound.
    """
    source = look_at(recording, folder, "s1")
    first = ClipState((edits.Segment("s1", 0, source.frames),))
    clip = Clip(folder, clip_id, name, {"s1": source}, History(first))
    clip.save()
    return clip


def clip_of(folder: Path, clip_id: str, name: str, clipping: Clipping) -> Clip:
    """A clip of what was copied, saved in the project at `folder`; its rate is its first recording's.

    Raises:
        BadInput: the clipping holds nothing but silence.
    """
    if not clipping.sources:
        raise BadInput("There is no sound in what was copied; select some of the recording.")
    sources = {
        source.id: replace(source, path=written_path(folder, Path(source.path)))
        for source in clipping.sources
    }
    rate = clipping.sources[0].rate
    first = ClipState(edits.rescaled(clipping.segments, clipping.rate, rate))
    clip = Clip(folder, clip_id, name, sources, History(first))
    clip.save()
    return clip


def load_clip(folder: Path, clip_id: str) -> Clip:
    """Read a clip's file; torn or unknown lines at its end are passed over.

    Raises:
        BadInput: the file is not a clip, or was made by a newer version.
    """
    path = folder / "clips" / f"{clip_id}.jsonl"
    try:
        text = path.read_text(encoding="utf-8", errors="replace")
    except OSError as error:
        raise BadInput(
            "The clip file {file} cannot be read ({reason}).", file=path, reason=error.strerror
        ) from error
    lines = list(_whole_lines(text))
    header = lines[0] if lines else {}
    if header.get("line") != "clip":
        raise BadInput("{file} is not a clip of RVC Desk; restore it from a copy or remove it.", file=path)
    if int(header.get("schema", 0)) > SCHEMA:
        raise BadInput("{file} was made by a newer RVC Desk; update to open it.", file=path)
    clip = Clip(folder, clip_id, str(header.get("name", clip_id)), {}, History(ClipState(())))
    try:
        for line in lines[1:]:
            _replay(clip, line)
    except (KeyError, TypeError, ValueError) as error:
        raise BadInput(
            "The clip file {file} is damaged ({reason}); restore it from a copy or remove the clip.",
            file=path,
            reason=str(error),
        ) from error
    if not clip.sources:
        raise BadInput(
            "The clip file {file} names no recording; remove the clip and add it again.", file=path
        )
    return clip


def _whole_lines(text: str) -> Iterable[dict[str, Any]]:
    for line in text.splitlines():
        try:
            record = json.loads(line)
        except ValueError:
            continue
        if isinstance(record, dict):
            yield record


def _replay(clip: Clip, line: dict[str, Any]) -> None:
    history = clip.history
    kind = line.get("line")
    if kind == "source":
        source = Source(**{key: value for key, value in line.items() if key != "line"})
        clip.sources[source.id] = source
    elif kind == "start":
        clip.history = History(ClipState(tuple(edits.Segment.from_json(item) for item in line["segments"])))
    elif kind == "edit":
        history.push(str(line.get("label", "")), change_from_json(history.state, line))
    elif kind in ("undo", "redo"):
        history.go(history.index + (1 if kind == "redo" else -1))
    elif kind == "position":
        history.go(int(line["index"]))
    elif kind == "name":
        clip.name = str(line["name"])
