"""The file behind a recording: written while it goes on, readable whatever happens.

It lies under a hidden name until it is complete. Every few seconds its header is brought up to date, so what
an app that was killed leaves behind is a recording too: see `left_behind`.
"""

from __future__ import annotations

import os
from itertools import count
from pathlib import Path
from time import monotonic
from typing import Any

import numpy as np
from numpy.typing import NDArray

FRESHEN_S = 5.0
LARGEST = 0xF000_0000  # bytes: a WAV cannot be larger than 4 GiB
WIDTHS = {"FLOAT": 4, "PCM_24": 3}
_SUFFIX = ".recording.wav"
DISK_ERRORS = (OSError, RuntimeError, AssertionError)  # as soundfile tells of a disk that takes no more


class TakeFile:
    """A WAV that grows.

    Attributes:
        place: the name it will have.
        frames: how many are in it.
    """

    def __init__(self, place: Path, rate: int, channels: int, subtype: str) -> None:
        """`subtype` is FLOAT or PCM_24. Raises one of `DISK_ERRORS`."""
        import soundfile

        self.place = place
        self.frames = 0
        parts = (place.with_name(f".{place.stem}{number or ''}{_SUFFIX}") for number in count())
        self._part = next(part for part in parts if not part.exists())
        self._most = LARGEST // (WIDTHS[subtype] * channels)
        place.parent.mkdir(parents=True, exist_ok=True)
        self._file: Any = soundfile.SoundFile(self._part, "w", rate, channels, subtype, format="WAV")
        self._fresh = monotonic()

    @property
    def is_full(self) -> bool:
        """Whether it is as large as a WAV can be."""
        return self.frames >= self._most

    def write(self, samples: NDArray[np.float32]) -> None:
        """Append (frames, channels). Raises one of `DISK_ERRORS`."""
        self._file.write(samples)
        self.frames += len(samples)
        if monotonic() - self._fresh > FRESHEN_S:
            self._freshen()

    def _freshen(self) -> None:
        """Closing writes the header; then go on at the end."""
        import soundfile

        self._file.close()
        self._file = soundfile.SoundFile(self._part, "r+")
        self._file.seek(0, os.SEEK_END)
        self._fresh = monotonic()

    def finish(self) -> Path | None:
        """Close it and give it its name; None when there is nothing in it.

        Raises one of `DISK_ERRORS`; the hidden file stays then.
        """
        self._file.close()
        return put_in_place(self._part, self.place)


def put_in_place(part: Path, place: Path) -> Path | None:
    """Give a finished file its name, and tell the disk so; an empty one goes away.

    Raises:
        OSError, RuntimeError: it is no sound, or the disk refuses.
    """
    import soundfile

    if soundfile.info(part).frames < 1:
        part.unlink()
        return None
    with open(part, "rb+") as file:
        os.fsync(file.fileno())
    os.replace(part, place)
    return place


def left_behind(folder: Path) -> list[tuple[Path, str]]:
    """What was being recorded in a folder when the app was killed: (file, the name it was to have).

    Nobody may be recording there.
    """
    paths = sorted(folder.glob(f".*{_SUFFIX}"))
    return [(path, path.name[1 : -len(_SUFFIX)] + ".wav") for path in paths]
