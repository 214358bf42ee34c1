"""Writing to disk so that nothing is ever half-written."""

from __future__ import annotations

import contextlib
import hashlib
import os
import re
import uuid
from collections.abc import Iterator
from pathlib import Path
from typing import IO

from rvcdesk.messages import UserError


@contextlib.contextmanager
def disk_errors(path: Path) -> Iterator[None]:
    """Inside, what the system says of writing `path` becomes a sentence.

    Raises:
        UserError: the file or folder cannot be written.
    """
    try:
        yield
    except OSError as error:
        raise UserError(
            "{file} could not be written ({reason}); check the folder's permissions and free space.",
            file=path,
            reason=error.strerror or type(error).__name__,
        ) from error


@contextlib.contextmanager
def atomic_write(path: Path) -> Iterator[Path]:
    """Yield a temporary path in the same folder; on success flush it and rename it to `path`.

    The temporary name keeps the suffix (writers choose formats by it). On any error the
    temporary file is removed and `path` stays as it was.

    Raises:
        UserError: the folder cannot be written to.
    """
    temporary = path.with_name(f".{path.stem[:40]}.{uuid.uuid4().hex[:8]}.tmp{path.suffix}")
    try:
        with disk_errors(path):
            path.parent.mkdir(parents=True, exist_ok=True)
            yield temporary
            with open(temporary, "rb+") as file:
                os.fsync(file.fileno())
            os.replace(temporary, path)
            _flush_folder(path.parent)
    finally:
        with contextlib.suppress(OSError):
            temporary.unlink()


def clear_torn(folder: Path, pattern: str = "*") -> None:
    """Remove what `atomic_write` left right in `folder` when it was killed; nobody may be writing there.

    Args:
        pattern: of the names that were being written.
    """
    for path in folder.glob(f".{pattern}.*.tmp*"):
        if re.search(r"\.[0-9a-f]{8}\.tmp(\.[^.]*)?$", path.name):
            with contextlib.suppress(OSError):  # it does no harm but to the room there is
                path.unlink()


def _flush_folder(folder: Path) -> None:
    """Make a new name in a folder outlast a power cut, where the system lets one ask for that."""
    with contextlib.suppress(OSError):  # Windows opens no folders, some network drives flush none
        handle = os.open(folder, os.O_RDONLY)
        try:
            os.fsync(handle)
        finally:
            os.close(handle)


def open_lines(path: Path) -> IO[str]:
    """Open a file of lines for appending; a line torn by a kill is ended first, so the next stays whole.

    Raises:
        OSError: it cannot be written.
    """
    if path.exists() and path.stat().st_size:
        with open(path, "rb+") as file:
            file.seek(-1, os.SEEK_END)
            if file.read(1) != b"\n":
                file.write(b"\n")
    return open(path, "a", encoding="utf-8", newline="\n")


def write_text(path: Path, text: str) -> None:
    """Write UTF-8 text atomically."""
    with atomic_write(path) as temporary:
        temporary.write_text(text, encoding="utf-8", newline="\n")


def sha256(path: Path) -> str:
    """Hex digest of a file, read in blocks.

    Raises:
        OSError: the file cannot be read.
    """
    digest = hashlib.sha256()
    with open(path, "rb") as file:
        while block := file.read(1 << 20):
            digest.update(block)
    return digest.hexdigest()
