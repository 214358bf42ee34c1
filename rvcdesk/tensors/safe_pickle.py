"""A first look into a PyTorch file without PyTorch and without running anything.

Both layouts of torch.save are read: the zip archive, whose directory is checked for bombs, and the
older plain sequence of pickles. What the pickles say is worked out by `pickle_machine`.
"""

from __future__ import annotations

import io
import struct
import zipfile
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from rvcdesk.messages import N_, BadInput
from rvcdesk.tensors.limits import check_regular, guarded, unreadable
from rvcdesk.tensors.pickle_machine import (
    BAD_TENSOR,
    DAMAGED,
    ITEM_SIZE,
    RUNS_CODE,
    TOO_BIG,
    UNKNOWN,
    Machine,
    Refused,
    Storage,
    TensorInfo,
)  # fmt: skip

MAX_PICKLE = 8 << 20
MAX_ENTRIES = 20_000
MAX_UNPACKED = 8 << 30
MAX_DIRECTORY = 8 << 20
LEGACY_MAGIC = 0x1950A86A20F9469CFC6C
WEB_PAGE = N_("{file} is a web page or text, not a model; the download went wrong, get the file again.")
SOUND = N_("{file} is a sound, not a model; choose a .pth or .safetensors file.")
OTHER = N_("{file} is not a model file of PyTorch; choose a .pth or .safetensors file.")
ARCHIVE = N_("{file} is an archive, not a model; unpack it and choose the .pth file inside.")
ZIP = N_(
    "{file} is a zip archive, not a model; import it as a voice, or unpack it and choose the .pth inside."
)
POINTER = N_("{file} is only a pointer of Git LFS, not the model itself; download the real file.")
ONNX = N_("{file} is an ONNX model; RVC Desk needs the .pth that it was exported from.")
LEFTOVER = N_("{file} is a leftover of macOS, not a model; choose the file without ._ before its name.")
PROGRAM = N_("{file} is a program, not a model, and was refused.")
SAFETENSORS = N_("{file} is a damaged safetensors file; copy or download it again.")
_BEGINNINGS: tuple[tuple[tuple[bytes, ...], str], ...] = (
    ((b"\0\5\x16\7",), LEFTOVER),
    ((b"version https://git-lfs",), POINTER),
    ((b"Rar!", b"7z\xbc\xaf", b"\x1f\x8b", b"BZh", b"\xfd7zXZ", b"\x28\xb5\x2f\xfd"), ARCHIVE),
    ((b"RIFF", b"fLaC", b"OggS", b"ID3", b"FORM", b"\xff\xfb", b"\xff\xf3", b"\xff\xf1", b"caff"), SOUND),
    ((b"MZ", b"\x7fELF"), PROGRAM),
)


@dataclass
class Look:
    """What a file holds: plain Python data with `TensorInfo` and `Inert` leaves."""

    path: Path
    layout: str
    root: Any
    storages: dict[str, Storage] = field(default_factory=dict)
    inert: tuple[str, ...] = ()
    # Where each storage lies: a zip entry's name, or in the older layout an offset in bytes.
    places: dict[str, str | int] = field(default_factory=dict)

    def tensors(self, mapping: Any) -> dict[str, TensorInfo]:
        """The tensors directly in `mapping`, by name."""
        if not isinstance(mapping, dict):
            return {}
        return {str(key): value for key, value in mapping.items() if isinstance(value, TensorInfo)}


def first_look(path: Path) -> Look:
    """Read the structure of a `.pth`/`.pt` file of torch.save.

    Raises:
        BadInput: the file is no such file, is damaged, or holds anything beside plain data.
    """
    check_regular(path)
    try:
        with guarded(path), open(path, "rb") as file:
            size = path.stat().st_size
            head = file.read(512)
            file.seek(0)
            _sniff(path, head)
            return _look_zip(path, file, size) if head[:2] == b"PK" else _look_legacy(path, file, size)
    except OSError as error:
        raise unreadable(path, error) from error
    except Refused as refused:
        raise BadInput(refused.template, file=path.name, name=refused.name) from refused
    except (zipfile.BadZipFile, EOFError, struct.error, NotImplementedError) as error:
        raise BadInput(DAMAGED, file=path.name) from error
    except (
        ValueError,
        TypeError,
        IndexError,
        KeyError,
        AttributeError,
        OverflowError,
        RuntimeError,
    ) as error:
        raise BadInput(DAMAGED, file=path.name) from error


def _sniff(path: Path, head: bytes) -> None:
    """Name the common wrong files, which deserve a better word than 'damaged'."""
    if not head:
        raise BadInput("{file} is empty; copy or download it again.", file=path.name)
    if head[:2] == b"PK" or head[:1] == b"\x80":
        return
    for beginnings, template in _BEGINNINGS:
        if head.startswith(beginnings):
            raise BadInput(template, file=path.name)
    if head[257:262] == b"ustar":
        template = ARCHIVE
    elif head[4:8] == b"ftyp":
        template = SOUND
    elif b"\x12" in head[2:24] and head[:1] == b"\x08" and head[2:3] in b"\x12\x1a\x22\x3a":
        template = ONNX
    elif path.suffix.lower() == ".safetensors":
        template = SAFETENSORS
    elif _is_text(head):
        template = WEB_PAGE
    else:
        template = OTHER
    raise BadInput(template, file=path.name)


def _is_text(head: bytes) -> bool:
    if head.startswith((b"\xff\xfe", b"\xfe\xff", b"\xef\xbb\xbf")):
        return True
    # The last character may be cut in two.
    text = head.decode("utf-8", "ignore")
    whole = len(text.encode()) >= len(head) - 3
    return whole and all(character.isprintable() or character in "\t\n\r\f" for character in text)


# ---------------------------------------------------------------------------- the zip layout


def _look_zip(path: Path, file: io.BufferedReader, size: int) -> Look:
    check_directory_size(file, size)
    with zipfile.ZipFile(file) as archive:
        entries = _check_directory(archive.infolist(), size)
        pickles = [name for name in entries if name.endswith("/data.pkl") and name.count("/") == 1]
        if len(pickles) != 1:
            raise BadInput(ZIP, file=path.name)
        prefix = pickles[0][: -len("data.pkl")]
        if any(name.startswith((prefix + "code/", prefix + "constants.pkl")) for name in entries):
            raise Refused(RUNS_CODE, "TorchScript")
        if entries[pickles[0]].file_size > MAX_PICKLE:
            raise Refused(TOO_BIG)
        # torch itself writes "little" or "big" here; older ones write no such entry.
        if prefix + "byteorder" in entries and archive.read(prefix + "byteorder") not in (b"little", b""):
            raise Refused(UNKNOWN, "big-endian")
        data = archive.read(pickles[0])

    def storage_bytes(key: str) -> int:
        return entries[f"{prefix}data/{key}"].file_size

    machine = Machine(storage_bytes)
    root = machine.run(io.BytesIO(data))
    places: dict[str, str | int] = {key: f"{prefix}data/{key}" for key in machine.storages}
    return Look(path, "zip", root, machine.storages, tuple(sorted(machine.inert)), places)


def check_directory_size(file: io.BufferedReader, size: int) -> None:
    """Refuse an absurd zip directory: Python's zipfile reads it all at once, an object for each entry.

    Raises:
        Refused, zipfile.BadZipFile: too big, or there is none.
    """
    file.seek(max(0, size - (1 << 16) - 22))
    tail = file.read()
    file.seek(0)
    at = tail.rfind(b"PK\5\6")
    if at < 0 or len(tail) < at + 22:
        raise zipfile.BadZipFile
    (length,) = struct.unpack_from("<I", tail, at + 12)
    wide = tail.rfind(b"PK\6\6", 0, at)
    if wide >= 0 and len(tail) >= wide + 56:
        length = max(length if length != 0xFFFFFFFF else 0, struct.unpack_from("<Q", tail, wide + 40)[0])
    if length > MAX_DIRECTORY:
        raise Refused(TOO_BIG)


def _check_directory(infos: list[zipfile.ZipInfo], size: int) -> dict[str, zipfile.ZipInfo]:
    entries = {info.filename: info for info in infos}
    if len(entries) != len(infos) or len(infos) > MAX_ENTRIES:
        raise Refused(UNKNOWN, "a zip directory with repeated or too many names")
    if any(info.flag_bits & 1 or info.compress_type not in (0, 8) for info in infos):
        raise Refused(UNKNOWN, "encrypted or unusual zip entries")
    unpacked = sum(info.file_size for info in infos)
    if unpacked > min(MAX_UNPACKED, 4 * size + (4 << 20)) or sum(i.compress_size for i in infos) > size:
        raise Refused(TOO_BIG)
    for info in infos:
        if info.compress_type == 0 and info.file_size != info.compress_size:
            raise Refused(DAMAGED)
        if info.filename.endswith("/byteorder") and info.file_size > 16:
            raise Refused(DAMAGED)
    return entries


# ---------------------------------------------------------------------------- the older layout


def _look_legacy(path: Path, file: io.BufferedReader, size: int) -> Look:
    """Five pickles (magic, protocol, system, data, storage keys), then each storage's bytes."""
    stream = io.BytesIO(file.read(min(size, MAX_PICKLE)))
    machine = Machine(None)
    if machine.run(stream) != LEGACY_MAGIC:
        raise BadInput(OTHER, file=path.name)
    if machine.run(stream) != 1001:
        raise Refused(DAMAGED)
    system = machine.run(stream)
    if not isinstance(system, dict) or system.get("little_endian") is not True:
        raise Refused(UNKNOWN, "big-endian")
    root = machine.run(stream)
    keys = machine.run(stream)
    if not isinstance(keys, list) or sorted(map(str, keys)) != sorted(machine.storages):
        raise Refused(DAMAGED)
    position = stream.tell()
    places: dict[str, str | int] = {}
    for key in keys:
        storage = machine.storages[key]
        file.seek(position)
        (elements,) = struct.unpack("<q", file.read(8))
        if elements != storage.elements:
            raise Refused(BAD_TENSOR, key)
        places[str(key)] = position + 8
        position += 8 + elements * ITEM_SIZE[storage.dtype]
        if position > size:
            raise Refused(DAMAGED)
    return Look(path, "legacy", root, machine.storages, tuple(sorted(machine.inert)), places)
