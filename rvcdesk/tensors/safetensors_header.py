"""The header of a `.safetensors` file, read and checked without torch or safetensors."""

from __future__ import annotations

import json
import struct
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from rvcdesk.messages import BadInput
from rvcdesk.tensors.limits import check_regular, guarded, unreadable
from rvcdesk.tensors.pickle_machine import BAD_TENSOR, DAMAGED, ITEM_SIZE, UNKNOWN, TensorInfo

MAX_HEADER = 8 << 20
_DTYPES = {
    "F16": "float16", "BF16": "bfloat16", "F32": "float32", "F64": "float64", "I8": "int8", "U8": "uint8",
    "I16": "int16", "I32": "int32", "I64": "int64", "BOOL": "bool",
}  # fmt: skip


@dataclass(frozen=True)
class SafetensorsHeader:
    """Tensors by name, the file's own text, and where each tensor begins (bytes from the file's start)."""

    tensors: dict[str, TensorInfo]
    metadata: dict[str, str]
    places: dict[str, int] = field(default_factory=dict)


def is_safetensors(path: Path) -> bool:
    """Whether a file begins like a `.safetensors` file, whatever it is called.

    Raises:
        BadInput: it cannot be read.
    """
    check_regular(path)
    try:
        with guarded(path), open(path, "rb") as file:
            head = file.read(9)
    except OSError as error:
        raise unreadable(path, error) from error
    return len(head) == 9 and head[8:] == b"{" and 2 <= struct.unpack("<Q", head[:8])[0] < 1 << 40


def read_header(path: Path) -> SafetensorsHeader:
    """Names, types, shapes and metadata, checked against the file's length.

    Raises:
        BadInput: damaged or impossible.
    """
    check_regular(path)
    try:
        with guarded(path), open(path, "rb") as file:
            size = path.stat().st_size
            (length,) = struct.unpack("<Q", file.read(8))
            if length > min(MAX_HEADER, size - 8):
                raise BadInput(DAMAGED, file=path.name)
            data = json.loads(file.read(length).decode("utf-8"))
        metadata = data.pop("__metadata__", {})
        tensors = {name: _tensor(name, entry, size - 8 - length, path) for name, entry in data.items()}
        _no_gaps(data, size - 8 - length)
        text = {key: value for key, value in metadata.items() if isinstance(value, str)}
    except OSError as error:
        raise unreadable(path, error) from error
    except (ValueError, TypeError, KeyError, AttributeError, RecursionError, struct.error) as error:
        raise BadInput(DAMAGED, file=path.name) from error
    places = {name: 8 + length + entry["data_offsets"][0] for name, entry in data.items()}
    return SafetensorsHeader(tensors, text, places)


def _tensor(name: str, entry: Any, size: int, path: Path) -> TensorInfo:
    if isinstance(entry["dtype"], str) and entry["dtype"] not in _DTYPES:
        raise BadInput(UNKNOWN, file=path.name, name=entry["dtype"][:40])
    dtype, shape = _DTYPES[entry["dtype"]], entry["shape"]
    begin, end = entry["data_offsets"]
    whole = len(shape) <= 8 and all(
        type(number) is int and 0 <= number <= size for number in [*shape, begin, end]
    )
    info = TensorInfo(name, dtype, 0, tuple(shape), ())
    if not whole or not begin <= end <= size or info.elements * ITEM_SIZE[dtype] != end - begin:
        raise BadInput(BAD_TENSOR, file=path.name, name=name[:80])
    return info


def _no_gaps(data: dict[str, Any], size: int) -> None:
    """Tensors must fill the file exactly, one after another."""
    at = 0
    for begin, end in sorted(entry["data_offsets"] for entry in data.values()):
        if begin != at:
            raise ValueError("gap or overlap")
        at = end
    if at != size:
        raise ValueError("trailing bytes")
