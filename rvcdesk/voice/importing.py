"""Taking voices into the library: from files, folders and the zip archives that voices are shared in.

A voice is first copied beside the library, then checked there to the last number, and only then appears,
all at once. The file itself is kept as it came, so its hash is still the one its author published.
"""

from __future__ import annotations

import contextlib
import os
import re
import shutil
import time
import uuid
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from rvcdesk.disk import sha256, write_text
from rvcdesk.jobs import SILENT, Reporter
from rvcdesk.messages import N_, BadInput, Message, UserError, visible
from rvcdesk.tensors.limits import check_regular, guarded
from rvcdesk.voice.archive import is_archive, unpack
from rvcdesk.voice.index_file import read_layout
from rvcdesk.voice.library import (
    VOICE_SUFFIXES,
    VoiceEntry,
    file_stem,
    find_index,
    list_voices,
    read_facts,
    voices_dir,
)

if TYPE_CHECKING:
    from rvcdesk.voice.checkpoint import VoiceFile

MAX_DEPTH = 4
MAX_FOUND = 500
# Names that say nothing; the folder or the archive is called after the singer.
_NAMELESS = re.compile(r"(model|voice|weights?|checkpoint|final|G|[._ -])*[\d._ -]*", re.IGNORECASE)


@dataclass(frozen=True)
class ImportVoiceOptions:
    """Files (`.pth`, `.safetensors`, `.index`, `.zip`) and folders to look through.

    `name` is the voice's name, from its file when empty; `replace` puts it in the place of the
    library's voice of that name.
    """

    paths: tuple[Path, ...]
    name: str = ""
    replace: bool = False


@dataclass(frozen=True)
class _Found:
    """A file that may be a voice; `label` is what its name is made from."""

    path: Path
    label: str


def import_voice(options: ImportVoiceOptions, report: Reporter = SILENT) -> list[VoiceEntry]:
    """Copy voices into `<user data>/voices/`, each checked completely.

    A file among several that is no voice is a warning. A voice that is already there is not copied again.

    Returns:
        The library's entries, in the order they were found.

    Raises:
        BadInput: nothing among the paths is a voice that can be used; says why.
        UserError: the library cannot be written.
    """
    home = voices_dir()
    with _writing(home):
        home.mkdir(parents=True, exist_ok=True)
        _tidy(home)
    with _staging(home) as staging:
        failures: list[BadInput] = []
        with _writing(home):
            voices, indexes = _gather(options.paths, staging, failures, report)
        if not voices:
            raise failures[0] if failures else _nothing(options.paths, indexes)
        taken: list[VoiceEntry] = []
        for number, found in enumerate(voices):
            report.progress(number, len(voices), N_("Checking the voice"))
            try:
                with _writing(home):
                    taken.append(_take(found, _index_for(found, voices, indexes), options, staging, report))
            except BadInput as error:
                failures.append(error)
    if not taken:
        raise failures[0]
    for failure in failures:
        report.warn(Message(N_("One file was left out. {problem}"), {"problem": failure}))
    report.progress(1, 1, N_("Checking the voice"))
    return taken


def remove_voice(entry: VoiceEntry) -> None:
    """Delete a voice of the library with its files.

    Raises:
        BadInput: it does not lie in the library.
        UserError: it cannot be deleted.
    """
    folder = entry.path.parent
    inside = folder.parent.resolve() == voices_dir().resolve() and not folder.is_symlink()
    if not inside or not entry.path.is_file():
        raise BadInput(
            "{file} does not lie in the library; only voices of the library are removed here.",
            file=entry.path,
        )
    others = [other for other in list_voices() if other.path.parent == folder and other.path != entry.path]
    try:
        if others:
            for path in [folder / f"{entry.path.stem}{suffix}" for suffix in (*VOICE_SUFFIXES, ".index")]:
                path.unlink(missing_ok=True)
        else:
            away = voices_dir() / f".removed-{uuid.uuid4().hex[:12]}"
            folder.rename(away)
            shutil.rmtree(away, ignore_errors=True)
    except OSError as error:
        raise UserError(
            "{file} could not be removed ({reason}); close what uses it and try again.",
            file=folder,
            reason=error.strerror or type(error).__name__,
        ) from error


# ---------------------------------------------------------------------------- what is there


def _gather(
    paths: tuple[Path, ...], staging: Path, failures: list[BadInput], report: Reporter
) -> tuple[list[_Found], list[Path]]:
    """What may be voices and indexes; why a path cannot be looked into is put in `failures`."""
    voices: list[_Found] = []
    indexes: list[Path] = []

    def sort(path: Path, source: str) -> None:
        if path.suffix.lower() == ".index":
            indexes.append(path)
        else:
            voices.append(_Found(path, _label(path.stem, source)))

    def look(number: int, path: Path) -> None:
        if path.is_dir():
            for inside in _in_folder(path):
                sort(inside, inside.parent.name)
        elif path.suffix.lower() != ".index" and is_archive(path):
            unpacked = staging / f"zip{number}"
            unpacked.mkdir()
            files = unpack(path, unpacked, report)
            if not any(file.suffix.lower() in VOICE_SUFFIXES for file in files):
                raise BadInput("{file} holds no voice; unpack it and see what is inside.", file=path.name)
            for inside in files:
                sort(inside, path.stem)
        else:
            sort(path, path.parent.name)
            if path.suffix.lower() != ".index" and (beside := find_index(path)) is not None:
                indexes.append(beside)

    for number, path in enumerate(paths):
        try:
            look(number, path)
        except BadInput as error:
            failures.append(error)
    return _one_each(voices), list(dict.fromkeys(indexes))


def _one_each(voices: list[_Found]) -> list[_Found]:
    """Where a voice lies there in both kinds of file, one is enough."""
    native = {found.path.with_suffix("") for found in voices if found.path.suffix.lower() == ".safetensors"}
    both = [
        found
        for found in voices
        if found.path.suffix.lower() == ".safetensors" or found.path.with_suffix("") not in native
    ]
    return list({found.path: found for found in both}.values())


def _in_folder(folder: Path) -> list[Path]:
    """Voices and indexes a few folders deep; links are not followed."""
    found: list[Path] = []
    for root, folders, files in os.walk(folder):
        depth = len(Path(root).relative_to(folder).parts)
        folders[:] = [] if depth >= MAX_DEPTH else sorted(name for name in folders if name[0] != ".")
        for name in sorted(files):
            path = Path(root) / name
            wanted = path.suffix.lower() in (*VOICE_SUFFIXES, ".index") and name[0] != "."
            if wanted and path.is_file() and not path.is_symlink():
                found.append(path)
        if len(found) > MAX_FOUND:
            raise BadInput(
                "{folder} holds more than {most} voice files; choose the folder of one voice.",
                folder=folder,
                most=MAX_FOUND,
            )
    return found


def _label(stem: str, source: str) -> str:
    return source if source and _NAMELESS.fullmatch(stem) else stem


def _index_for(found: _Found, voices: list[_Found], indexes: list[Path]) -> Path | None:
    """The index beside a voice; or, where there is one voice and one index, that one."""
    useful = [path for path in indexes if not path.name.lower().startswith("trained_")]
    beside = find_index(found.path)
    if beside is not None:
        return beside
    named = [path for path in useful if found.path.stem.casefold() in path.stem.casefold()]
    if len(named) == 1:
        return named[0]
    return useful[0] if len(voices) == 1 and len(useful) == 1 else None


def _nothing(paths: tuple[Path, ...], indexes: list[Path]) -> BadInput:
    name = ", ".join(path.name for path in paths[:3])
    if indexes:
        return BadInput(
            "{file} is only an index; choose the voice's .pth or .safetensors together with it.", file=name
        )
    return BadInput("There is no voice in {file}; choose a .pth, .safetensors or .zip file.", file=name)


# ---------------------------------------------------------------------------- into the library


def _take(
    found: _Found, index: Path | None, options: ImportVoiceOptions, staging: Path, report: Reporter
) -> VoiceEntry:
    from rvcdesk.voice.checkpoint import facts_text, load_voice

    same = _already(found.path, index)
    if same is not None and not options.replace:
        report.warn(Message(N_("{file} is already in the library as {name}."),
                            {"file": found.path.name, "name": same.name}))  # fmt: skip
        return same
    name = visible((options.name or found.label).strip())[:100] or "voice"
    old = next((entry for entry in _own() if entry.name.casefold() == name.casefold()), None)
    if old is None or not options.replace:
        name, old = _free_name(name), None
    stem = file_stem(name)
    folder = staging / f"new-{uuid.uuid4().hex[:8]}"
    folder.mkdir()
    copy = folder / f"{stem}{found.path.suffix.lower()}"
    _copy(found.path, copy)
    try:
        voice = load_voice(copy)
    except BadInput as error:
        # The sentence names the copy; the user knows the file by its own name.
        raise _renamed(error, found.path.name) from error
    taken = _take_index(index, voice, folder / f"{stem}.index", report)
    if not taken:
        report.warn(
            Message(
                N_("The voice {name} came without an index; it works, a little less alike."), {"name": name}
            )
        )
    write_text(folder / "voice.json", facts_text(voice, name, (copy,)))
    place = _free_folder(stem)
    folder.rename(place)
    if old is not None:
        remove_voice(old)
    path = place / copy.name
    return VoiceEntry(name, path, find_index(path), read_facts(path))


def _renamed(error: BadInput, name: str) -> BadInput:
    return BadInput(error.message.template, **{**error.message.values, "file": name})


def _take_index(index: Path | None, voice: VoiceFile, target: Path, report: Reporter) -> bool:
    """Copy an index that fits and holds; one that does not is a warning, the voice works without."""
    if index is None:
        return False
    try:
        check_regular(index)
        _copy(index, target)
        info = read_layout(target)
        if info.dim != voice.config.content_dim:
            raise BadInput(
                "{file} holds features of {found} numbers and the voice works with {wanted}.",
                file=index.name,
                found=info.dim,
                wanted=voice.config.content_dim,
            )
        info.read()
    except BadInput as error:
        target.unlink(missing_ok=True)
        report.warn(
            Message(N_("The index was left out. {problem}"), {"problem": _renamed(error, index.name)})
        )
        return False
    return True


def _own() -> list[VoiceEntry]:
    return list_voices()


def _already(path: Path, index: Path | None) -> VoiceEntry | None:
    """The library's voice with the very same file, unless this one brings an index that it lacks."""
    size, digest = path.stat().st_size, ""
    for entry in _own():
        if entry.path.stat().st_size == size and (index is None or entry.index is not None):
            digest = digest or sha256(path)
            if sha256(entry.path) == digest:
                return entry
    return None


def _free_name(name: str) -> str:
    taken = {entry.name.casefold() for entry in _own()}
    number, free = 2, name
    while free.casefold() in taken:
        free, number = f"{name} {number}", number + 1
    return free


def _free_folder(stem: str) -> Path:
    number, place = 2, voices_dir() / stem
    while place.exists():
        place, number = voices_dir() / f"{stem} {number}", number + 1
    return place


def _copy(source: Path, target: Path) -> None:
    with guarded(source):
        shutil.copyfile(source, target)
    with open(target, "rb+") as file:
        os.fsync(file.fileno())


@contextlib.contextmanager
def _staging(home: Path) -> Iterator[Path]:
    folder = home / f".import-{uuid.uuid4().hex[:12]}"
    with _writing(home):
        folder.mkdir()
    try:
        yield folder
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def _tidy(home: Path) -> None:
    """Take away what an import or a removal that was killed left behind a day ago or longer."""
    for folder in [*home.glob(".import-*"), *home.glob(".removed-*")]:
        if time.time() - folder.stat().st_mtime > 86400:
            shutil.rmtree(folder, ignore_errors=True)


@contextlib.contextmanager
def _writing(home: Path) -> Iterator[None]:
    try:
        yield
    except OSError as error:
        reason = error.strerror or type(error).__name__
        raise UserError(
            "The voice could not be copied to {folder} ({reason}); check permissions and free space.",
            folder=home,
            reason=reason,
        ) from error
