"""Memory that a stage has finished with goes back to the system."""

from __future__ import annotations

import contextlib
import sys
from collections.abc import Callable
from functools import lru_cache


@lru_cache(maxsize=1)
def _trim() -> Callable[[int], int] | None:
    if not sys.platform.startswith("linux"):
        return None
    import ctypes

    with contextlib.suppress(OSError, AttributeError):  # not every Linux has glibc
        trim = ctypes.CDLL(None).malloc_trim
        trim.argtypes, trim.restype = [ctypes.c_size_t], ctypes.c_int
        return trim
    return None


def tidy() -> None:
    """Hand free pages back, which glibc keeps: it was 100 MB more after 30 minutes of sound."""
    trim = _trim()
    if trim is not None:
        trim(0)
