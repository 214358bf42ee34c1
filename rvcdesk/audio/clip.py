"""A clip and its file: sources, edits and suspects, appended with every change.

`clips/<id>.jsonl` starts with a header line, then sources, then edits, undos and redos in the order
they happened. A line is written whole or is passed over, so a killed app loses at most the edit in flight.
"""

from __future__ import annotations

import json
import os
from bisect import bisect_left, bisect_right
from collections.abc import Iterable
from dataclasses import asdict, dataclass, replace
from pathlib import Path
from typing import IO, Any

from rvcdesk.audio import edits
from rvcdesk.audio.history import ClipState, History, Mark, change_from_json, change_to_json
from rvcdesk.audio.render import ClipRender
from rvcdesk.audio.sources import Readable
from rvcdesk.disk import open_lines, sha256, write_text
from rvcdesk.messages import N_, BadInput, UserError

SCHEMA = 1
CHANNELS = ("mix", "left", "right")


@dataclass(frozen=True)
class Source:
    """A recording a clip draws from. `path` is relative to the project where it lies inside."""

    id: str
    path: str
    size: int
    sha256: str
    rate: int
    frames: int
    channels: int


class Clip:
    """One recording with its edits. Times are frames of `rate` on the clip's timeline."""

    def __init__(
        self, folder: Path, clip_id: str, name: str, sources: dict[str, Source], history: History
    ) -> None:
        self.folder = folder
        self.id = clip_id
        self.name = name
        self.sources = sources
        self.history = history
        self.read_only = False
        self._file: IO[str] | None = None
        self._readers: dict[str, Readable] = {}

    # -- reading -------------------------------------------------------------------------------

    @property
    def path(self) -> Path:
        """The clip's file."""
        return self.folder / "clips" / f"{self.id}.jsonl"

    @property
    def state(self) -> ClipState:
        return self.history.state

    @property
    def rate(self) -> int:
        """Hz of the timeline."""
        return next(iter(self.sources.values())).rate

    @property
    def frames(self) -> int:
        """Length of the timeline, cut spans included."""
        return edits.length(self.state.segments)

    @property
    def duration(self) -> float:
        """Seconds on the timeline."""
        return self.frames / self.rate

    @property
    def kept_spans(self) -> list[edits.Span]:
        return edits.kept_spans(self.state.segments)

    @property
    def kept(self) -> float:
        """Seconds that are not cut."""
        return sum(end - start for start, end in self.kept_spans) / self.rate

    def source_path(self, source: Source) -> Path:
        """Where a source lies on this machine."""
        return self.folder / source.path

    def reader(self, source_id: str) -> Readable:
        """The open reader of a source.

        Raises:
            BadInput: the recording is gone, or cannot be read.
        """
        if source_id not in self._readers:
            from rvcdesk.audio.files import AudioReader

            path = self.source_path(self.sources[source_id])
            if not path.exists():
                raise BadInput(
                    "The recording {file} of the clip {clip} is gone; put it back or remove the clip.",
                    file=path,
                    clip=self.name,
                )
            self._readers[source_id] = AudioReader(path, cache_dir=self.folder / "cache")
        return self._readers[source_id]

    def render(self, *, kept_only: bool) -> ClipRender:
        """The clip as it sounds now: all of the timeline, or what is kept."""
        used = {segment.source_id for segment in self.state.segments if segment.source_id is not None}
        readers = {source_id: self.reader(source_id) for source_id in self.sources if source_id in used}
        return ClipRender(self.state.segments, readers, self.rate, kept_only=kept_only)

    # -- editing -------------------------------------------------------------------------------

    def change(self, label: str, state: ClipState) -> bool:
        """Make `state` the clip's state as one undoable step; False when nothing changed."""
        if state == self.state:
            return False
        line = change_to_json(label, self.state, state)
        self._append(line)
        self.history.push(label, state)
        return True

    def cut(self, start: int, end: int) -> bool:
        """Cut [start, end)."""
        return self._edit(N_("Cut"), edits.cut(self.state.segments, start, end))

    def restore(self, start: int, end: int) -> bool:
        """Take back every cut in [start, end)."""
        return self._edit(N_("Restore"), edits.restore(self.state.segments, start, end))

    def keep_only(self, start: int, end: int) -> bool:
        """Cut everything but [start, end)."""
        return self._edit(N_("Keep only"), edits.keep_only(self.state.segments, start, end))

    def silence(self, start: int, end: int) -> bool:
        """Replace [start, end) by silence."""
        return self._edit(N_("Silence"), edits.silence(self.state.segments, start, end))

    def set_channel(self, channel: str) -> bool:
        """Which channel of a stereo recording counts: mix, left or right."""
        if channel not in CHANNELS:
            raise ValueError(channel)
        return self.change(N_("Choose channel"), replace(self.state, channel=channel))

    def set_marks(self, label: str, marks: Iterable[Mark]) -> bool:
        """Replace the suspects (sorted by start)."""
        ordered = tuple(sorted(marks, key=lambda mark: (mark.start, mark.end, mark.kind)))
        return self.change(label, replace(self.state, marks=ordered))

    def answer(self, answers: dict[int, str], label: str) -> bool:
        """Answer suspects by their index: "accepted", "rejected" or "open", as one step.

        Accepting one whose action is cut cuts its span; taking an accepted one back restores it.
        """
        segments, marks = self.state.segments, list(self.state.marks)
        for index, answer in answers.items():
            mark = marks[index]
            if mark.action == "cut" and answer != mark.state:
                if answer == "accepted":
                    segments = edits.cut(segments, mark.start, mark.end)
                elif mark.state == "accepted":
                    segments = edits.restore(segments, mark.start, mark.end)
            marks[index] = replace(mark, state=answer)
        return self.change(label, replace(self.state, segments=segments, marks=tuple(marks)))

    def undo(self) -> bool:
        """One step back."""
        return self._go("undo", self.history.index - 1, self.history.can_undo)

    def redo(self) -> bool:
        """One step forward again."""
        return self._go("redo", self.history.index + 1, self.history.can_redo)

    def rename(self, name: str) -> None:
        """Change the shown name (not part of the history)."""
        self._append({"line": "name", "name": name})
        self.name = name

    def _edit(self, label: str, segments: edits.Segments) -> bool:
        marks = self._answered(segments)
        return self.change(label, replace(self.state, segments=segments, marks=marks))

    def _answered(self, segments: edits.Segments) -> tuple[Mark, ...]:
        """The suspects, answered where an edit by hand has already decided.

        An open one that is now cut throughout is accepted, an accepted one of which nothing is cut any more
        is rejected.
        """
        marks = self.state.marks
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

    def _go(self, line: str, index: int, possible: bool) -> bool:
        if possible:
            self._append({"line": line})
            self.history.go(index)
        return possible

    # -- the file ------------------------------------------------------------------------------

    def _append(self, line: dict[str, Any]) -> None:
        if self.read_only:
            raise UserError("The clip {clip} is open elsewhere and can only be read here.", clip=self.name)
        try:
            if self._file is None:
                self._file = open_lines(self.path)
            self._file.write(json.dumps(line, ensure_ascii=False, separators=(",", ":")) + "\n")
            self._file.flush()
        except OSError as error:
            raise UserError(
                "The edit could not be saved in {file} ({reason}); check the disk and do it again.",
                file=self.path,
                reason=error.strerror or str(error),
            ) from error

    def lines(self) -> list[dict[str, Any]]:
        """The clip as the shortest list of lines."""
        history = self.history
        lines: list[dict[str, Any]] = [
            {"line": "clip", "schema": SCHEMA, "id": self.id, "name": self.name},
            *({"line": "source", **asdict(source)} for source in self.sources.values()),
            {"line": "start", "segments": [item.to_json() for item in history.states[0].segments]},
        ]
        for old, new, label in zip(history.states, history.states[1:], history.labels[1:], strict=False):
            lines.append(change_to_json(label, old, new))
        if history.can_redo:
            lines.append({"line": "position", "index": history.index})
        return lines

    def save(self) -> None:
        """Write the file anew in its shortest form."""
        self._close_file()
        text = "".join(
            json.dumps(line, ensure_ascii=False, separators=(",", ":")) + "\n" for line in self.lines()
        )
        write_text(self.path, text)

    def close(self, *, compact: bool = True) -> None:
        """Close the readers and, if it was edited, compact the file."""
        edited = self._file is not None
        self._close_file()
        if edited and compact:
            self.save()
        for reader in self._readers.values():
            close = getattr(reader, "close", None)
            if close:
                close()
        self._readers.clear()

    def _close_file(self) -> None:
        if self._file is not None:
            self._file.close()
            self._file = None


def new_clip(folder: Path, clip_id: str, name: str, recording: Path) -> Clip:
    """A clip over the whole of `recording`, saved in the project at `folder`.

    Raises:
        BadInput: the recording cannot be read, or holds no sound.
    """
    from rvcdesk.audio.files import probe

    info = probe(recording)
    inside = recording.resolve().is_relative_to(folder.resolve())
    path = Path(os.path.relpath(recording, folder)).as_posix() if inside else str(recording.resolve())
    size = recording.stat().st_size
    source = Source("s1", path, size, sha256(recording), info.rate, info.frames, info.channels)
    first = ClipState((edits.Segment("s1", 0, info.frames),))
    clip = Clip(folder, clip_id, name, {"s1": source}, History(first))
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
