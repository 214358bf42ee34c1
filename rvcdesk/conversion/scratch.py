"""Sound that is too long for memory: mono float32 in a file without a name, gone when closed or killed."""

from __future__ import annotations

import contextlib
import tempfile
from collections.abc import Iterator
from pathlib import Path
from types import TracebackType
from typing import Any, Protocol

import numpy as np
from numpy.typing import NDArray

from rvcdesk.messages import UserError

Mono = NDArray[np.float32]
BLOCK = 1 << 18  # samples, 1 MB
_BYTES = 4


class Sound(Protocol):
    """Mono samples by slices: an array, or a `Scratch`."""

    @property
    def size(self) -> int:
        """Samples."""
        ...

    def __getitem__(self, place: slice, /) -> Any:
        """A copy or view of the samples, float32 (n,)."""
        ...


def spans(size: int, step: int = BLOCK) -> Iterator[tuple[int, int]]:
    """(start, stop) of consecutive blocks over `size` samples."""
    for start in range(0, size, step):
        yield start, min(size, start + step)


class Excerpt:
    """A stretch of another sound, itself a sound."""

    def __init__(self, sound: Sound, start: int, stop: int) -> None:
        self._sound, self._start = sound, start
        self.size = stop - start

    def __getitem__(self, place: slice) -> Mono:
        start, stop, _ = place.indices(self.size)
        part: Mono = self._sound[self._start + start : self._start + max(start, stop)]
        return part


class Scratch:
    """A growing mono sound on disk, read by slices; nothing of it stays in memory.

    Plain reads, not a memory map, whose pages count as the process's memory once they are looked at.
    """

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self.size = 0
        with self._explained():
            folder.mkdir(parents=True, exist_ok=True)
            self._file = tempfile.TemporaryFile(dir=folder, prefix="rvcdesk-", buffering=0)

    @contextlib.contextmanager
    def _explained(self) -> Iterator[None]:
        try:
            yield
        except OSError as error:
            raise UserError(
                "The temporary folder {folder} cannot hold the sound ({reason}); free some space there.",
                folder=self._folder,
                reason=error.strerror or type(error).__name__,
            ) from error

    def append(self, samples: NDArray[np.floating]) -> None:
        """Add (n,) at the end."""
        self.put(self.size, samples)

    def put(self, start: int, samples: NDArray[np.floating]) -> None:
        """Write (n,) at `start`, at most at the end.

        Raises:
            UserError: the disk is full.
        """
        assert start <= self.size
        data = np.ascontiguousarray(samples, dtype=np.float32).view(np.uint8).data
        with self._explained():
            self._file.seek(start * _BYTES)
            while data:
                data = data[self._file.write(data) :]
        self.size = max(self.size, start + len(samples))

    def __getitem__(self, place: slice) -> Mono:
        start, stop, step = place.indices(self.size)
        assert step == 1, "a scratch is read forwards"
        out = np.empty(max(0, stop - start), np.float32)
        data = out.view(np.uint8).data
        with self._explained():
            self._file.seek(start * _BYTES)
            while data:
                got = self._file.readinto(data)
                if not got:
                    raise OSError("the file ended early")
                data = data[got:]
        return out

    def close(self) -> None:
        """Let the file go; safe to call twice."""
        self._file.close()

    def __enter__(self) -> Scratch:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()
