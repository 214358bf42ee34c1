"""Tensors out of a stranger's file, by our own hands: no pickle is run, by torch or anybody.

`first_look` (PyTorch files) and `read_header` (.safetensors) say where each tensor lies and have
compared that with the file; here the bytes are read. Objects of classes that are not installed
(fairseq's dictionary in every ContentVec file) are never built, so they are no obstacle.
"""

from __future__ import annotations

import contextlib
import zipfile
import zlib
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Any

from rvcdesk.messages import BadInput
from rvcdesk.tensors.limits import guarded
from rvcdesk.tensors.pickle_machine import DAMAGED, ITEM_SIZE, Storage, TensorInfo
from rvcdesk.tensors.safe_pickle import Look
from rvcdesk.tensors.safetensors_header import read_header

if TYPE_CHECKING:
    import torch

BLOCK = 4 << 20


def pickled_tensors(look: Look, wanted: Mapping[str, TensorInfo]) -> dict[str, torch.Tensor]:
    """The tensors in `wanted` (leaves of `look.root`), in the file's own types, on the CPU.

    Tensors that share a storage share memory here too.

    Raises:
        BadInput: the file changed since, or its data do not match their checksums.
    """
    # Before the clock runs: an import cut off half-way would spoil torch for the whole process.
    import torch  # noqa: F401

    keys = {info.storage for info in wanted.values()}
    need = sum(look.storages[key].elements * ITEM_SIZE[look.storages[key].dtype] for key in keys)
    flat: dict[str, torch.Tensor] = {}
    with guarded(look.path, need), _damage(look.path), _storages(look) as read:
        for key in keys:
            storage = look.storages[key]
            flat[key] = _tensor(read(storage), storage.dtype)
        return {
            name: flat[info.storage].as_strided(info.shape, info.stride, info.offset)
            for name, info in wanted.items()
        }


def _tensor(data: bytearray, dtype: str) -> torch.Tensor:
    """A flat tensor over `data`, which is not copied."""
    import torch

    kind = getattr(torch, dtype)
    return torch.frombuffer(data, dtype=kind) if data else torch.empty(0, dtype=kind)


def safetensors_tensors(path: Path) -> dict[str, torch.Tensor]:
    """Every tensor of a `.safetensors` file whose header holds, in the file's own types, on the CPU.

    Raises:
        BadInput: damaged or impossible.
    """
    import torch  # noqa: F401  (as above)

    header = read_header(path)
    sizes = {name: info.elements * ITEM_SIZE[info.dtype] for name, info in header.tensors.items()}
    tensors: dict[str, torch.Tensor] = {}
    # Read, not mapped: a mapped file could not be replaced on Windows while it is in use.
    with guarded(path, sum(sizes.values())), _damage(path), open(path, "rb") as file:
        for name, info in header.tensors.items():
            data = bytearray(sizes[name])
            file.seek(header.places[name])
            if file.readinto(data) != len(data):
                raise EOFError
            tensors[name] = _tensor(data, info.dtype).reshape(info.shape)
    return tensors


@contextlib.contextmanager
def _damage(path: Path) -> Iterator[None]:
    try:
        yield
    # ValueError and RuntimeError: what zipfile says of names and flags that changed since the first look.
    except (OSError, EOFError, KeyError, ValueError, RuntimeError, zipfile.BadZipFile, zlib.error) as error:
        raise BadInput(DAMAGED, file=path.name) from error


@contextlib.contextmanager
def _storages(look: Look) -> Iterator[Callable[[Storage], bytearray]]:
    """A function that reads a storage's bytes, while the file is open."""
    with contextlib.ExitStack() as stack:
        file: Any = stack.enter_context(open(look.path, "rb"))
        archive = stack.enter_context(zipfile.ZipFile(file)) if look.layout == "zip" else None

        def read(storage: Storage) -> bytearray:
            place = look.places[storage.key]
            size = storage.elements * ITEM_SIZE[storage.dtype]
            data = bytearray(size)
            got = 0
            if archive is not None:
                with archive.open(str(place)) as entry:
                    # Reading to the very end is what compares the checksum.
                    while more := entry.read(min(BLOCK, size - got + 1)):
                        data[got : got + len(more)] = more
                        got += len(more)
            else:
                file.seek(int(place))
                got = file.readinto(data)
            if got != size:
                raise EOFError
            return data

        yield read
