"""A clip's record: its sources, its history, and the file that both are appended to with every change.

`clips/<id>.jsonl` starts with a header line, then sources, then edits, undos and redos in the order
they happened. A source may come with a later edit; of two lines of one source the later counts.
A line is written whole or is passed over, so a killed app loses at most the edit in flight.
"""

from __future__ import annotations

import contextlib
import json
import os
from collections.abc import Iterable
from dataclasses import asdict
from pathlib import Path
from typing import IO, Any

from rvcdesk.audio import edits
from rvcdesk.audio.clip_sources import Source, convert, converted_path, found_again
from rvcdesk.audio.history import ClipState, History, change_to_json
from rvcdesk.audio.processed import Chain, ProcessedReader, UntilReady, cache_path
from rvcdesk.audio.render import ClipRender, ReaderKey, reader_key
from rvcdesk.audio.sources import Readable
from rvcdesk.disk import open_lines, write_text
from rvcdesk.jobs import SILENT, Reporter
from rvcdesk.messages import BadInput, UserError

SCHEMA = 1


class ClipRecord:
    """What a clip is, on disk and in memory. Times are frames of `rate` on its timeline."""

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
        self._readers: dict[ReaderKey, Readable] = {}

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
            self._readers[source_id] = self._open(self.sources[source_id])
        return self._readers[source_id]

    def _open(self, source: Source) -> Readable:
        from rvcdesk.audio.files import AudioReader

        cache = self.folder / "cache"
        if source.rate != self.rate and (place := converted_path(source, self.rate, cache)).exists():
            return AudioReader(place)
        path = self.source_path(source)
        if not path.exists():
            raise BadInput(
                "The recording {file} of the clip {clip} is gone; put it back or remove the clip.",
                file=path,
                clip=self.name,
            )
        if source.rate != self.rate:
            path = convert(source, path, self.rate, cache)
        return AudioReader(path, cache_dir=cache)

    def sound_of(self, source_id: str) -> str:
        """What is the same for the same sound at the same rate: the hash of the recording, and the rate."""
        source = self.sources[source_id]
        return source.sha256 if source.rate == self.rate else f"{source.sha256}-{self.rate}"

    def processed(self, source_id: str, effects: Chain) -> Readable:
        """The reader of a source with a chain of effects on it: as long as the source.

        Raises:
            BadInput: the recording is gone, or cannot be read.
        """
        if not effects:
            return self.reader(source_id)
        key = (source_id, effects)
        if key not in self._readers:
            path = cache_path(self.folder / "cache", self.sound_of(source_id), effects)
            base = self.processed(source_id, effects[:-1])
            self._readers[key] = ProcessedReader(base, path, effects[-1])
        return self._readers[key]

    def render(self, *, kept_only: bool, wait: bool = True) -> ClipRender:
        """The clip as it sounds now: all of the timeline, or what is kept.

        What effects make and the cache does not have is rendered while it is read; with `wait=False` it
        is heard without the effect until somebody has rendered it.
        """
        return self.render_of(self.state.segments, kept_only=kept_only, wait=wait)

    def render_of(self, segments: edits.Segments, *, kept_only: bool, wait: bool = True) -> ClipRender:
        """As `render`, of another timeline over this clip's sources: what an edit would sound like."""
        used = {reader_key(item): item for item in segments if item.source_id is not None}
        readers = {key: self.processed(item.source_id or "", item.effects) for key, item in used.items()}
        if not wait:
            readers = {
                key: UntilReady(reader) if isinstance(reader, ProcessedReader) else reader
                for key, reader in readers.items()
            }
        return ClipRender(segments, readers, self.rate, kept_only=kept_only)

    # -- editing -------------------------------------------------------------------------------

    def change(self, label: str, state: ClipState, sources: Iterable[Source] = ()) -> bool:
        """Make `state` the clip's state as one undoable step; False when nothing changed.

        Args:
            sources: recordings that are new to the clip. They stay on its list when the step is undone.
        """
        if state == self.state:
            return False
        new = [source for source in sources if self.sources.get(source.id) != source]
        self._append(*map(_source_line, new), change_to_json(label, self.state, state))
        self.sources.update({source.id: source for source in new})
        self.history.push(label, state)
        return True

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

    # -- recordings that have moved ---------------------------------------------------------------

    def missing_sources(self) -> list[Source]:
        """The recordings that are not where they were."""
        return [source for source in self.sources.values() if not self.source_path(source).is_file()]

    def relink(
        self, source_id: str, place: Path, *, other: bool = False, report: Reporter = SILENT
    ) -> Source:
        """Use the recording where it is now: a file, or somewhere in a folder. Not part of the history.

        Args:
            other: take a file that is not the same, as long as it has the same rate, length and channels.

        Raises:
            BadInput: it is another file, or none in the folder is the one.
            Cancelled: `report` asked to stop.
        """
        source = found_again(self.sources[source_id], place, self.folder, other=other, report=report)
        if source != self.sources[source_id]:
            self._append(_source_line(source))
            self.sources[source_id] = source
        self._close_readers([source_id])
        return source

    def _go(self, line: str, index: int, possible: bool) -> bool:
        if possible:
            self._append({"line": line})
            self.history.go(index)
        return possible

    # -- the file ------------------------------------------------------------------------------

    def _append(self, *lines: dict[str, Any]) -> None:
        """Write lines, all or none."""
        if self.read_only:
            raise UserError("The clip {clip} is open elsewhere and can only be read here.", clip=self.name)
        size = -1
        try:
            if self._file is None:
                self._file = open_lines(self.path)
            size = os.fstat(self._file.fileno()).st_size
            self._file.write("".join(map(_as_text, lines)))
            self._file.flush()
        except OSError as error:
            self._forget_from(size)
            raise UserError(
                "The edit could not be saved in {file} ({reason}); check the disk and do it again.",
                file=self.path,
                reason=error.strerror or str(error),
            ) from error

    def _forget_from(self, size: int) -> None:
        """After a write that failed: what of it has reached the file, or still would, is not an edit."""
        with contextlib.suppress(OSError):
            self._close_file()
        self._file = None
        if size >= 0:
            with contextlib.suppress(OSError):
                os.truncate(self.path, size)

    def lines(self) -> list[dict[str, Any]]:
        """The clip as the shortest list of lines."""
        history = self.history
        lines: list[dict[str, Any]] = [
            {"line": "clip", "schema": SCHEMA, "id": self.id, "name": self.name},
            *map(_source_line, self.sources.values()),
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
        write_text(self.path, "".join(map(_as_text, self.lines())))

    def close(self, *, compact: bool = True) -> None:
        """Close the readers and, if it was edited, compact the file."""
        edited = self._file is not None
        self._close_file()
        if edited and compact:
            self.save()
        self._close_readers(self.sources)

    def _close_readers(self, source_ids: Iterable[str]) -> None:
        """Close what reads these sources, with effects or without."""
        gone = set(source_ids)
        for key in list(self._readers):
            if (key if isinstance(key, str) else key[0]) in gone:
                close = getattr(self._readers.pop(key), "close", None)
                if close:
                    close()

    def _close_file(self) -> None:
        if self._file is not None:
            self._file.close()
            self._file = None


def _source_line(source: Source) -> dict[str, Any]:
    return {"line": "source", **asdict(source)}


def _as_text(line: dict[str, Any]) -> str:
    return json.dumps(line, ensure_ascii=False, separators=(",", ":")) + "\n"
