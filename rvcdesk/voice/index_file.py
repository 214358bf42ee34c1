"""Reads the layout of a faiss `.index` file without faiss.

faiss believes what a file's header says (a few bytes can make it ask for a petabyte), so every
size is compared with the file here first. The same reading serves retrieval without faiss.
Two layouts occur among RVC voices: `IVF<n>,Flat` (fourcc IwFl), and plain flat (IxF2), both L2.
"""

from __future__ import annotations

import struct
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np

from rvcdesk.messages import N_, BadInput
from rvcdesk.tensors.limits import check_regular, guarded, unreadable

DIMENSIONS = (256, 512, 768)
DAMAGED = N_("{file} is damaged or was cut short; copy it again or build the index again.")
MAX_BYTES = 8 << 30
# Features are of the order of 1; the squares of these still add up.
LARGEST = 1e10
_HEADER = struct.Struct("<4siqqqBi")


@dataclass(frozen=True)
class IndexInfo:
    """An index as its file describes it; every size agrees with the file's length.

    `lists` holds (offset in bytes, vectors) of each inverted list; for a flat index there is one.
    """

    path: Path
    kind: str
    dim: int
    count: int
    nprobe: int
    centroids_at: int
    lists: tuple[tuple[int, int], ...]

    def read(self) -> tuple[np.ndarray[Any, Any] | None, list[np.ndarray[Any, Any]]]:
        """Centroids (lists, dim), or None for a flat index, and per list its vectors (n, dim).

        Raises:
            BadInput: a number in the file is not finite or absurd, or the file changed since.
        """
        try:
            with guarded(self.path, self.path.stat().st_size):
                data = np.fromfile(self.path, dtype=np.uint8)
        except OSError as error:
            raise unreadable(self.path, error) from error
        ends = [self.centroids_at + 4 * self.dim * len(self.lists) * (self.kind == "ivf")]
        if len(data) < max(ends + [offset + count * 4 * self.dim for offset, count in self.lists]):
            raise BadInput(DAMAGED, file=self.path.name)
        row = 4 * self.dim

        def rows(offset: int, count: int) -> np.ndarray[Any, Any]:
            block = data[offset : offset + count * row]
            return block.view("<f4").reshape(count, self.dim)

        parts = [rows(offset, count) for offset, count in self.lists]
        centroids = rows(self.centroids_at, len(self.lists)) if self.kind == "ivf" else None
        checked = parts if centroids is None else [centroids, *parts]
        with np.errstate(invalid="ignore"):
            sound = all(part.min() >= -LARGEST and part.max() <= LARGEST for part in checked if part.size)
        if not sound:
            raise BadInput(
                "{file} holds numbers that are not finite or far too large; build the index again.",
                file=self.path.name,
            )
        return centroids, parts


class _Reader:
    """Sequential reads that fail when the file is too short for them."""

    def __init__(self, path: Path) -> None:
        self.size = path.stat().st_size
        self.file = open(path, "rb")
        self.at = 0

    def unpack(self, layout: str) -> Any:
        wanted = struct.calcsize(layout)
        values = struct.unpack(layout, self.file.read(wanted))
        self.at += wanted
        return values

    def skip(self, count: int, item: int) -> int:
        """Step over `count` items of `item` bytes and return where they begin."""
        begin = self.at
        if count < 0 or count * item > self.size - begin:
            raise struct.error("beyond the end")
        self.at = begin + count * item
        self.file.seek(self.at)
        return begin

    def header(self) -> tuple[bytes, int, int]:
        """fourcc, dimension and number of vectors; trained L2 indexes only."""
        fourcc, dim, count, _, _, trained, metric = self.unpack(_HEADER.format)
        if trained != 1 or metric != 1 or not 1 <= dim <= 1 << 16:
            raise struct.error("not a trained L2 index")
        return fourcc, dim, count


def read_layout(path: Path) -> IndexInfo:
    """Check an `.index` file against its own size.

    Raises:
        BadInput: it is no index of an RVC voice, is damaged, empty, or of an odd dimension.
    """
    check_regular(path)
    with guarded(path):
        info = _checked_layout(path)
    if info.dim not in DIMENSIONS:
        raise BadInput(
            "{file} holds features of {dim} numbers, and voices use 256, 512 or 768; choose another.",
            file=path.name,
            dim=info.dim,
        )
    if info.count == 0:
        raise BadInput(
            "{file} holds no features; choose the file whose name begins with added_.", file=path.name
        )
    return info


def _checked_layout(path: Path) -> IndexInfo:
    try:
        reader = _Reader(path)
    except OSError as error:
        raise unreadable(path, error) from error
    try:
        if reader.size == 0:
            raise BadInput("{file} is empty; copy or download it again.", file=path.name)
        if reader.size > MAX_BYTES:
            raise BadInput("{file} is too large for an index (8 GiB) and was refused.", file=path.name)
        return _layout(path, reader)
    except (struct.error, OSError) as error:
        raise BadInput(DAMAGED, file=path.name) from error
    finally:
        reader.file.close()


def _layout(path: Path, reader: _Reader) -> IndexInfo:
    fourcc = reader.file.peek(4)[:4]
    if fourcc not in (b"IwFl", b"IxF2"):
        _other_kind(path, fourcc)
        raise BadInput("{file} is not an index of a voice; choose another .index file.", file=path.name)
    fourcc, dim, count = reader.header()
    if fourcc == b"IxF2":
        (numbers,) = reader.unpack("<q")
        if numbers != count * dim:
            raise struct.error("sizes disagree")
        begin = reader.skip(numbers, 4)
        _at_end(reader)
        return IndexInfo(path, "flat", dim, count, 1, 0, ((begin, count),))
    nlist, nprobe = reader.unpack("<qq")
    inner, inner_dim, centroids = reader.header()
    if inner != b"IxF2":
        _other_kind(path, inner)
    (numbers,) = reader.unpack("<q")
    if inner != b"IxF2" or inner_dim != dim or centroids != nlist or numbers != nlist * dim or nlist < 1:
        raise struct.error("centroids disagree")
    centroids_at = reader.skip(numbers, 4)
    _direct_map(reader)
    lists = _inverted_lists(reader, nlist, dim)
    if sum(size for _, size in lists) != count:
        raise struct.error("count disagrees")
    _at_end(reader)
    return IndexInfo(path, "ivf", dim, count, max(1, min(nprobe, nlist)), centroids_at, lists)


def _other_kind(path: Path, fourcc: bytes) -> None:
    """Faiss has dozens of kinds, all of whose codes begin alike."""
    if fourcc[:2] in (b"Ix", b"Iw", b"Iv", b"IH", b"IN", b"IP", b"IR") and fourcc.isalnum():
        raise BadInput(
            "{file} is a faiss index of another kind ({kind}) than voices have; build it again.",
            file=path.name,
            kind=fourcc.decode("ascii"),
        )


def _direct_map(reader: _Reader) -> None:
    kind, entries = reader.unpack("<Bq")
    if kind not in (0, 1):
        raise struct.error("a hashed direct map")
    reader.skip(entries, 8)


def _inverted_lists(reader: _Reader, nlist: int, dim: int) -> tuple[tuple[int, int], ...]:
    fourcc, listed, code_size, kind, numbers = reader.unpack("<4sqq4sq")
    if fourcc != b"ilar" or listed != nlist or code_size != 4 * dim:
        raise struct.error("lists disagree")
    begin = reader.at
    reader.skip(numbers, 8)
    reader.file.seek(begin)
    stored = np.frombuffer(reader.file.read(8 * numbers), dtype="<i8").tolist()
    if kind == b"full" and numbers == nlist:
        sizes = stored
    elif kind == b"sprs" and numbers % 2 == 0:
        sizes = [0] * nlist
        for which, size in zip(stored[::2], stored[1::2], strict=True):
            if not 0 <= which < nlist:
                raise struct.error("no such list")
            sizes[which] = size
    else:
        raise struct.error("unknown kind of lists")
    lists = []
    for size in sizes:
        lists.append((reader.skip(size, code_size), size))
        reader.skip(size, 8)
    return tuple(lists)


def _at_end(reader: _Reader) -> None:
    if reader.at != reader.size:
        raise struct.error("trailing bytes")
