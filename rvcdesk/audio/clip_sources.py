"""The recordings a clip draws from: where they lie, at which rate, and finding them again."""

from __future__ import annotations

import os
from collections.abc import Iterator
from dataclasses import dataclass, replace
from pathlib import Path

from rvcdesk.audio.edits import Segments, length
from rvcdesk.disk import sha256
from rvcdesk.jobs import SILENT, Reporter
from rvcdesk.messages import N_, BadInput, Message

MOST_FILES = 200_000  # looked at in one folder: more is a whole disk, and no answer in sensible time
BLOCK = 1 << 18
_SEARCHING = N_("Looking for the recording")
_CONVERTING = N_("Converting the recording")


@dataclass(frozen=True)
class Source:
    """A recording a clip draws from. `path` is relative to the project where it lies inside.

    `rate`, `frames` and `channels` are those of the file; segments count at the timeline's rate.
    """

    id: str
    path: str
    size: int
    sha256: str
    rate: int
    frames: int
    channels: int

    def same_sound(self, other: Source) -> bool:
        """Whether both are the same file, wherever they lie."""
        return (self.sha256, self.size) == (other.sha256, other.size)


@dataclass(frozen=True)
class Clipping:
    """Sound that was copied: segments at `rate`, and the recordings they are of, with absolute paths."""

    segments: Segments
    sources: tuple[Source, ...]
    rate: int

    @property
    def frames(self) -> int:
        """Length at `rate`."""
        return length(self.segments)


def written_path(folder: Path, path: Path) -> str:
    """`path` as a clip of the project in `folder` writes it down: relative where it lies inside."""
    if path.resolve().is_relative_to(folder.resolve()):
        return Path(os.path.relpath(path, folder)).as_posix()
    return str(path.resolve())


def look_at(path: Path, folder: Path, source_id: str) -> Source:
    """The record of a recording.

    Raises:
        BadInput: it cannot be read, or holds no sound.
    """
    from rvcdesk.audio.files import probe

    info = probe(path)
    size = path.stat().st_size
    place = written_path(folder, path)
    return Source(source_id, place, size, sha256(path), info.rate, info.frames, info.channels)


def converted_path(source: Source, rate: int, cache: Path) -> Path:
    """Where a recording at another rate is kept."""
    return cache / "rates" / f"{source.sha256[:32]}-{rate}.wav"


def convert(source: Source, path: Path, rate: int, cache: Path, report: Reporter = SILENT) -> Path:
    """A recording at another rate, float32, made once and kept in `cache`.

    Raises:
        BadInput: the recording cannot be read.
        UserError: the cache cannot be written.
        Cancelled: `report` asked to stop; nothing is left behind.
    """
    from rvcdesk.audio.files import AudioReader, Resampler, open_writer, resampled_length

    place = converted_path(source, rate, cache)
    if place.exists():
        return place
    frames = resampled_length(source.frames, source.rate, rate)
    with (
        AudioReader(path, cache_dir=cache) as reader,
        open_writer(place, rate, source.channels, subtype="FLOAT", frames=frames) as writer,
    ):
        resampler = Resampler(source.rate, rate, source.channels)
        for start in range(0, reader.frames, BLOCK):
            writer.write(resampler.process(reader.read(start, BLOCK)))
            report.progress(start, reader.frames, _CONVERTING)
        writer.write(resampler.flush())
    return place


class OtherFile(BadInput):
    """A file that could stand for the recording, but is not the one that was added."""


def found_again(
    source: Source, place: Path, folder: Path, *, other: bool = False, report: Reporter = SILENT
) -> Source:
    """The record of a recording that was moved to `place`, or somewhere in that folder.

    Args:
        folder: of the project.
        other: take a file that is not the same, as long as it fits: equal rate, length and channels.

    Raises:
        BadInput: it is another file, or none in the folder is the one; the sentence says what differs.
        OtherFile: it is another file, but `other` would take it.
        Cancelled: `report` asked to stop.
    """
    if place.is_dir():
        return replace(source, path=written_path(folder, _search(source, place, report)))
    try:
        size = place.stat().st_size
    except OSError as error:
        raise BadInput("{file} does not exist; check the path.", file=place) from error
    if size == source.size and sha256(place) == source.sha256:
        return replace(source, path=written_path(folder, place))
    found = look_at(place, folder, source.id)
    differs = difference(source, found)
    if differs is not None:
        raise BadInput("{file} is not the recording that was added: {why}.", file=place.name, why=differs)
    if not other:
        raise OtherFile(
            "{file} is as long as the recording that was added, but not the same file; use it only when you "
            "know that it holds the same sound.",
            file=place.name,
        )
    return found


def difference(known: Source, found: Source) -> Message | None:
    """What tells another recording from the one that was added; None when one could stand for the other."""
    if found.rate != known.rate:
        return Message("it has {found} Hz, not {known} Hz", {"found": found.rate, "known": known.rate})
    if found.channels != known.channels:
        values = {"found": found.channels, "known": known.channels}
        return Message("it has {found} channels, not {known}", values)
    if found.frames != known.frames:
        found_s, known_s = f"{found.frames / found.rate:.3f}", f"{known.frames / known.rate:.3f}"
        return Message("it lasts {found} s, not {known} s", {"found": found_s, "known": known_s})
    return None


def _search(source: Source, folder: Path, report: Reporter) -> Path:
    """The same file somewhere in a folder, those of the same name first."""
    name = Path(source.path).name
    seen = 0
    sized: list[Path] = []
    for path in _files(folder):
        seen += 1
        report.progress(seen, MOST_FILES, _SEARCHING)
        try:
            if path.stat().st_size == source.size:
                sized.append(path)
        except OSError:
            continue
        if seen >= MOST_FILES:
            break
    sized.sort(key=lambda path: path.name != name)
    for number, path in enumerate(sized):
        report.progress(number, len(sized), _SEARCHING)
        try:
            if sha256(path) == source.sha256:
                return path
        except OSError:
            continue
    raise BadInput(
        "The recording {file} is not in {folder} ({count} files were looked at); choose another folder, or "
        "the file itself.",
        file=name,
        folder=folder,
        count=seen,
    )


def _files(folder: Path) -> Iterator[Path]:
    """Every file below a folder; links to folders are not followed, what cannot be read is passed over."""
    for place, folders, names in os.walk(folder):
        folders.sort()
        for name in sorted(names):
            yield Path(place) / name
