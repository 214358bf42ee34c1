"""Processed stretches of a recording: the cache behind `Segment.effects`.

Every effect of a chain says over which region of the source it was applied. Its rendering is kept as a
float WAV of that region alone, in `cache/effects`, under a name made of the source's hash and the chain
up to it; outside the region the chain sounds like the chain before it, in the end like the recording.
So a split or a trim changes nothing, an undo and a redo cost nothing, and a chain of two shares the file of
its first. What is missing is rendered again.
"""

from __future__ import annotations

import contextlib
import hashlib
import json
import threading
from collections.abc import Callable, Iterable, Mapping
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np

from rvcdesk.audio import edits
from rvcdesk.audio.edits import Effect, Segment, Segments
from rvcdesk.audio.effects.base import PROCESSING, Samples
from rvcdesk.audio.effects.registry import EFFECTS, blocks, kind_of, region_of
from rvcdesk.audio.sources import Readable
from rvcdesk.jobs import SILENT, Reporter
from rvcdesk.messages import BadInput

if TYPE_CHECKING:
    from rvcdesk.audio.files import AudioReader

Chain = tuple[Effect, ...]
Options = Mapping[str, float | int | str]


def cache_path(cache_dir: Path, sha256: str, chain: Chain) -> Path:
    """Where the rendering of the last effect of a chain lies; `sha256` is the recording's."""
    said = [
        [effect.name, kind_of(effect).version, sorted((key, value) for key, value in effect.parameters)]
        for effect in chain
    ]
    text = json.dumps([sha256, said], ensure_ascii=False, separators=(",", ":"))
    return cache_dir / "effects" / f"{hashlib.sha256(text.encode()).hexdigest()[:40]}.wav"


class ProcessedReader:
    """A recording with one more effect on it: as long as the recording, rendered where the effect is.

    Thread-safe. Reading renders what is missing first, unless `make` has done so before.

    Attributes:
        path: the cached rendering of the region.
        region: where it belongs in the source.
    """

    def __init__(self, base: Readable, path: Path, effect: Effect) -> None:
        self.base, self.path, self.effect = base, path, effect
        self.region = region_of(effect)
        self.rate, self.channels, self.frames = base.rate, base.channels, base.frames
        self._lock = threading.Lock()
        self._file: AudioReader | None = None

    @property
    def ready(self) -> bool:
        """Whether reading renders nothing."""
        if self._file is not None:
            return True
        below = self.base.ready if isinstance(self.base, ProcessedReader) else True
        return below and self.path.exists()

    def make(self, report: Reporter = SILENT) -> None:
        """Render what is missing.

        Raises:
            BadInput: the recording cannot be read, or an effect is not known.
            UserError: the disk refused.
            Cancelled: `report` asked to stop; nothing is left behind.
        """
        if isinstance(self.base, ProcessedReader):
            self.base.make(report)
        with self._lock:
            if self._file is None and not self._open():
                self._render(report)
                self._open()

    def _render(self, report: Reporter) -> None:
        from rvcdesk.audio.encoding import open_writer

        with open_writer(
            self.path, self.rate, self.channels, subtype="FLOAT", frames=self.region.frames
        ) as writer:
            for block in blocks(self.base, self.effect, report):
                writer.write(block)

    def _open(self) -> bool:
        """Open the rendering; one that cannot be read, or is not as long as it should be, is thrown away."""
        from rvcdesk.audio.files import AudioReader

        if not self.path.exists():
            return False
        try:
            file = AudioReader(self.path)
        except BadInput:
            file = None
        if file is not None and (file.frames, file.channels) == (self.region.frames, self.channels):
            self._file = file
            return True
        if file is not None:
            file.close()
        with contextlib.suppress(OSError):
            self.path.unlink()
        return False

    def read(self, start: int, frames: int) -> Samples:
        """float32 (channels, n), fewer than `frames` only at the end."""
        start, end = max(0, start), min(self.frames, start + frames)
        first, last = max(start, self.region.at), min(end, self.region.end)
        if last <= first:
            return self.base.read(start, max(0, end - start))
        if self._file is None:
            self.make()
        file = self._file
        assert file is not None
        parts = [file.read(first - self.region.at, last - first)]
        if first > start:
            parts.insert(0, self.base.read(start, first - start))
        if end > last:
            parts.append(self.base.read(last, end - last))
        return parts[0] if len(parts) == 1 else np.concatenate(parts, axis=1)

    def close(self) -> None:
        """Let the rendering go; safe to call twice."""
        with self._lock:
            if self._file is not None:
                self._file.close()


class UntilReady:
    """A processed reader that never keeps anybody waiting: the sound without the effect until it is there."""

    def __init__(self, reader: ProcessedReader) -> None:
        self._reader = reader
        self.rate, self.channels, self.frames = reader.rate, reader.channels, reader.frames

    def read(self, start: int, frames: int) -> Samples:
        """float32 (channels, n)."""
        reader: Readable = self._reader
        while isinstance(reader, ProcessedReader) and not reader.ready:
            reader = reader.base
        return reader.read(start, frames)


def chains(segments: Segments) -> list[tuple[str, Chain]]:
    """(source id, effects) of every chain in use, each once."""
    found = {(item.source_id, item.effects): None for item in segments if item.source_id and item.effects}
    return [(source, chain) for source, chain in found if source is not None]


def make_all(readers: Iterable[Readable], report: Reporter = SILENT) -> None:
    """Render what is missing of these readers, one after the other.

    Raises:
        UserError, Cancelled: see `ProcessedReader.make`.
    """
    for reader in readers:
        if isinstance(reader, ProcessedReader) and not reader.ready:
            reader.make(report)
    report.progress(1, 1, PROCESSING)


def prune(
    cache_dir: Path, used: Iterable[tuple[str, Chain]], before: float, report: Reporter = SILENT
) -> int:
    """Remove the renderings that no step of any history needs, such as those of previews.

    Args:
        cache_dir: the project's.
        used: (sound's hash as in `cache_path`, chain) of all that may be wanted again.
        before: Unix time; what is younger stays.
        report: asked whether to stop.

    Returns:
        How many there were.
    """
    keep = {
        cache_path(cache_dir, sound, chain[:length])
        for sound, chain in used
        for length in range(1, len(chain) + 1)
        if all(effect.name in EFFECTS for effect in chain)
    }
    gone = 0
    for path in (cache_dir / "effects").glob("*.wav"):
        report.progress(gone, 0, PROCESSING)
        with contextlib.suppress(OSError):  # somebody is reading it, or it is gone already
            if path not in keep and path.stat().st_mtime < before:
                path.unlink()
                gone += 1
    return gone


# --- applying: pure edits

MARGIN = 512  # frames: longer than the soft edge of a region, which must not lie where sound goes on


class _Run:
    """Pieces of the timeline that are one stretch of a source and can have one chain of effects."""

    def __init__(self, piece: Segment) -> None:
        self.pieces = [piece]
        self.chain: Chain = piece.effects

    @property
    def end(self) -> int:
        return self.pieces[-1].start + self.pieces[-1].frames

    def continues(self, piece: Segment) -> bool:
        """Whether `piece` is where this stretch goes on."""
        first = self.pieces[0].source_id
        return first is not None and piece.source_id == first and piece.start == self.end

    def take(self, piece: Segment) -> bool:
        """Take the next piece, if the effects of all can be told in one chain without a change of any.

        That is so where an effect that a piece lacks lies elsewhere, as it then does nothing to it.
        """
        if not self.continues(piece):
            return False
        chain = (*self.chain, *(effect for effect in piece.effects if effect not in self.chain))
        pieces = [*self.pieces, piece]
        if not all(_does_the_same(item, chain) for item in pieces):
            return False
        self.chain, self.pieces = chain, pieces
        return True


def _does_the_same(piece: Segment, chain: Chain) -> bool:
    if tuple(effect for effect in chain if effect in piece.effects) != piece.effects:
        return False
    regions = [region_of(effect) for effect in chain if effect not in piece.effects]
    end = piece.start + piece.frames
    return all(region.end <= piece.start or region.at >= end for region in regions)


def applied(
    segments: Segments, start: int, end: int, name: str, options: Options | Callable[[str], Options]
) -> Segments:
    """Put an effect on [start, end) of the timeline, on top of those that are there.

    Cut stretches get it too, so that it is there when they are restored; silence does not. What is one
    stretch of a recording is processed as one. `options` may depend on the id of the source.
    """
    if end <= start:
        return segments
    before, rest = edits.split(segments, start)
    inside, after = edits.split(rest, end - max(0, start))
    runs: list[_Run] = []
    for piece in inside:
        if not (runs and runs[-1].take(piece)):
            runs.append(_Run(piece))
    done: list[Segment] = []
    for number, run in enumerate(runs):
        first = run.pieces[0].start
        last = run.end
        if number and runs[number - 1].continues(run.pieces[0]):
            first = max(0, first - MARGIN)
        if number + 1 < len(runs) and run.continues(runs[number + 1].pieces[0]):
            last += MARGIN
        values = options(run.pieces[0].source_id or "") if callable(options) else options
        effect = Effect(name, tuple({"at": first, "frames": last - first, **values}.items()))
        for piece in run.pieces:
            silent = piece.source_id is None
            done.append(piece if silent else replace(piece, effects=(*run.chain, effect)))
    return edits.join((*before, *done, *after))


def removed(segments: Segments, start: int, end: int) -> Segments:
    """Take every effect off [start, end) of the timeline."""
    return edits.change(segments, start, end, lambda segment: replace(segment, effects=()))
