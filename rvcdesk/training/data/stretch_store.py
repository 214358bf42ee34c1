"""Prepared stretches on disk, each in a folder named by what it was made from, proven whole before use."""

from __future__ import annotations

import contextlib
import json
import logging
import os
import shutil
import time
import uuid
import zlib
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from rvcdesk.disk import disk_errors
from rvcdesk.options import to_json
from rvcdesk.training.data.pieces import Piece, Unused

RECORD, PITCH = "stretch.json", "f0.npy"
# Of what no prepared set names any more; younger ones may belong to a preparation under way elsewhere.
UNWANTED_AFTER_S = 24 * 3600
BLOCK = 1 << 20

Arrays = tuple[NDArray[np.float32], NDArray[np.float32], NDArray[np.float32]]


@dataclass(frozen=True)
class Stored:
    """A stretch on disk: a file for each of its pieces, and what of it is not used."""

    folder: Path
    files: tuple[Path, ...]
    pieces: tuple[Piece, ...]
    unused: tuple[Unused, ...]

    def voiced(self) -> NDArray[np.float32]:
        """Hz of the stretch where it has a pitch."""
        if not self.files:
            return np.zeros(0, np.float32)
        f0 = np.load(self.folder / PITCH)
        return np.asarray(f0[f0 > 0], np.float32)


class StretchStore:
    """The folder of all stretches of a project; used from many threads."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder

    def find(self, key: str) -> Stored | None:
        """The stretch called `key`, every byte of it checked; a damaged one is thrown away and None."""
        folder = self.folder / key
        if not folder.is_dir():
            return None
        try:
            record = json.loads((folder / RECORD).read_text(encoding="utf-8"))
            damaged = [name for name, check in record["files"].items() if checksum(folder / name) != check]
            pieces = tuple(Piece(**item) for item in record["pieces"])
            unused = tuple(Unused(**item) for item in record["unused"])
            files = tuple(folder / f"{index:03d}.npz" for index in range(len(pieces)))
            wanted = {path.name for path in files} | ({PITCH} if files else set())
            if wanted != set(record["files"]):
                damaged.append(RECORD)
        except (OSError, ValueError, KeyError, TypeError, AttributeError):
            damaged = [RECORD]
        if not damaged:
            with contextlib.suppress(OSError):
                os.utime(folder)  # in use
            return Stored(folder, files, pieces, unused)
        logging.warning("Prepared files in %s are damaged (%s); they are made anew", folder, damaged[0])
        shutil.rmtree(folder, ignore_errors=True)
        return None

    def write(
        self,
        key: str,
        arrays: Sequence[Arrays],
        f0: NDArray[np.float32],
        pieces: Sequence[Piece],
        unused: Sequence[Unused],
    ) -> Stored:
        """Keep a stretch: all of it or nothing.

        Args:
            arrays: of every piece, wave, content features and pitch.
            f0: Hz of the whole stretch.

        Raises:
            UserError: the folder cannot be written.
        """
        folder = self.folder / key
        temporary = self.folder / f".{key}.{uuid.uuid4().hex[:8]}.tmp"
        try:
            with disk_errors(folder):
                temporary.mkdir(parents=True)
                for index, (wave, content, pitch) in enumerate(arrays):
                    np.savez(temporary / f"{index:03d}.npz", wave=wave, content=content, f0=pitch)
                if arrays:
                    np.save(temporary / PITCH, f0)
                record = {
                    "files": {path.name: checksum(path) for path in sorted(temporary.iterdir())},
                    "pieces": to_json(pieces),
                    "unused": to_json(unused),
                }
                # No flush to the disk: what a power cut tears, the checksums find.
                (temporary / RECORD).write_text(json.dumps(record, ensure_ascii=False), encoding="utf-8")
                self._take(temporary, folder)
        finally:
            shutil.rmtree(temporary, ignore_errors=True)
        files = tuple(folder / f"{index:03d}.npz" for index in range(len(arrays)))
        return Stored(folder, files, tuple(pieces), tuple(unused))

    def _take(self, temporary: Path, folder: Path) -> None:
        try:
            os.replace(temporary, folder)
        except OSError:
            # Another preparation was faster: it has the same numbers.
            if self.find(folder.name) is None:
                os.replace(temporary, folder)

    def prune(self, wanted: Collection[str]) -> None:
        """Remove stretches that are not `wanted`, and what a kill left behind, once a day old."""
        oldest = time.time() - UNWANTED_AFTER_S
        with contextlib.suppress(OSError):
            for folder in self.folder.iterdir():
                if folder.name not in wanted and folder.stat().st_mtime < oldest:
                    shutil.rmtree(folder, ignore_errors=True)


def checksum(path: Path) -> list[int]:
    """Bytes and CRC-32 of a file.

    Raises:
        OSError: it cannot be read.
    """
    check = size = 0
    with open(path, "rb") as file:
        while block := file.read(BLOCK):
            check, size = zlib.crc32(block, check), size + len(block)
    return [size, check]
