"""Zip archives as voices are shared: a weights file, an index and any amount of other things.

Nothing of an archive's own paths is ever used to write: every wanted file gets a folder and a plain name
chosen here, so there is nothing to traverse. Only wanted kinds are unpacked, within bounds.
"""

from __future__ import annotations

import contextlib
import shutil
import stat
import zipfile
import zlib
from pathlib import Path, PurePosixPath
from typing import Any

from rvcdesk.jobs import SILENT, Reporter
from rvcdesk.messages import N_, BadInput, visible
from rvcdesk.tensors.limits import check_regular, guarded, unreadable
from rvcdesk.tensors.pickle_machine import DAMAGED, TOO_BIG, Refused
from rvcdesk.tensors.safe_pickle import check_directory_size
from rvcdesk.voice.library import VOICE_SUFFIXES, file_stem

WANTED = (*VOICE_SUFFIXES, ".index")
MAX_FILES = 200
MAX_BYTES = 8 << 30
# Weights and features hardly compress; what unpacks to far more is a bomb.
MAX_RATIO = 20
_BLOCK = 1 << 20
_UTF8 = 0x800


def is_archive(path: Path) -> bool:
    """Whether a file is a zip archive that is not itself a PyTorch file.

    Raises:
        BadInput: it cannot be read, or is a damaged archive.
    """
    check_regular(path)
    try:
        with guarded(path), open(path, "rb") as file:
            if file.read(2) != b"PK":
                return False
            with _opened(path, file) as archive:
                names = archive.namelist()
    except OSError as error:
        raise unreadable(path, error) from error
    return not any(name.endswith("/data.pkl") and name.count("/") == 1 for name in names)


def wanted_names(path: Path) -> list[str]:
    """The voices and indexes in an archive, by their names.

    Raises:
        BadInput: as `unpack`.
    """
    with guarded(path), open(path, "rb") as file, _opened(path, file) as archive:
        entries = [info for info in archive.infolist() if _wanted(info)]
        _check(path, entries)
        return [visible(PurePosixPath(_name(info)).name[:200]) for info in entries]


def unpack(path: Path, folder: Path, report: Reporter = SILENT) -> list[Path]:
    """Put the voices and indexes of an archive into `folder`, one sub-folder for each of its folders.

    Returns:
        The files, in the archive's order.

    Raises:
        BadInput: damaged, locked with a password, or too big.
        UserError: the folder cannot be written (as OSError).
    """
    with open(path, "rb") as file, _opened(path, file) as archive:
        entries = [info for info in archive.infolist() if _wanted(info)]
        _check(path, entries)
        total = sum(info.file_size for info in entries)
        if total > shutil.disk_usage(folder).free - _BLOCK:
            raise BadInput(
                "{file} unpacks to {size} MB and the disk has less room; free some space.",
                file=path.name,
                size=total >> 20,
            )
        parents: dict[str, Path] = {}
        done, files = 0, []
        for info in entries:
            name = PurePosixPath(_name(info))
            place = parents.setdefault(str(name.parent), folder / f"{len(parents):03d}")
            place.mkdir(exist_ok=True)
            target = place / f"{file_stem(name.stem)}{name.suffix.lower()}"
            if not target.exists():
                _extract(path, archive, info, target)
                files.append(target)
            done += info.file_size
            report.progress(done, max(1, total), N_("Unpacking"))
        return files


def _opened(path: Path, file: Any) -> zipfile.ZipFile:
    try:
        check_directory_size(file, path.stat().st_size)
        return zipfile.ZipFile(file)
    except Refused as error:
        raise BadInput(TOO_BIG, file=path.name) from error
    except (zipfile.BadZipFile, ValueError, NotImplementedError) as error:
        raise BadInput(DAMAGED, file=path.name) from error


def _name(info: zipfile.ZipInfo) -> str:
    """The entry's path; names written without saying that they are UTF-8 are read as UTF-8 where they fit."""
    name = info.filename
    if not info.flag_bits & _UTF8:
        with contextlib.suppress(UnicodeError):
            name = name.encode("cp437").decode("utf-8")
    return name.replace("\\", "/")


def _wanted(info: zipfile.ZipInfo) -> bool:
    name = PurePosixPath(_name(info))
    link = stat.S_ISLNK(info.external_attr >> 16)
    junk = name.name.startswith(".") or "__MACOSX" in name.parts
    return not info.is_dir() and not link and not junk and name.suffix.lower() in WANTED


def _check(path: Path, entries: list[zipfile.ZipInfo]) -> None:
    if any(info.flag_bits & 1 for info in entries):
        raise BadInput(
            "{file} is locked with a password; unpack it yourself and import the files.", file=path.name
        )
    if len(entries) > MAX_FILES:
        raise BadInput(
            "{file} holds {count} voice files, more than {most}; unpack it and import what you need.",
            file=path.name,
            count=len(entries),
            most=MAX_FILES,
        )
    total = sum(info.file_size for info in entries)
    if total > min(MAX_BYTES, MAX_RATIO * path.stat().st_size + _BLOCK):
        raise BadInput(TOO_BIG, file=path.name)


def _extract(path: Path, archive: zipfile.ZipFile, info: zipfile.ZipInfo, target: Path) -> None:
    """Copy one entry, no longer than its directory says, with its checksum compared."""
    left = info.file_size
    try:
        with archive.open(info) as source, open(target, "wb") as out:
            while block := source.read(min(_BLOCK, left + 1)):
                left -= len(block)
                if left < 0:
                    raise BadInput(DAMAGED, file=path.name)
                out.write(block)
    except (zipfile.BadZipFile, zlib.error, EOFError, NotImplementedError, RuntimeError) as error:
        raise BadInput(DAMAGED, file=path.name) from error
    if left:
        raise BadInput(DAMAGED, file=path.name)
