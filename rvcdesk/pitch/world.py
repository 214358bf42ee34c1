"""What `harvest` and `dio` share: the WORLD vocoder's package, pyworld."""

from __future__ import annotations

import warnings
from types import ModuleType

import numpy as np
from numpy.typing import NDArray

from rvcdesk.pitch.chunks import HOP, RATE, Mono
from rvcdesk.pitch.coarse import F0_MAX, F0_MIN

PERIOD_MS = 1000 * HOP / RATE


def pyworld() -> ModuleType:
    """The package, without its warning about pkg_resources."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        import pyworld as package
    return package


def refined(method: str, audio: Mono) -> NDArray[np.float64]:
    """Pitch by `method` (`harvest` or `dio`), refined by WORLD's StoneMask: (n // 160 + 1,) Hz."""
    world = pyworld()
    sound = audio.astype(np.float64)
    f0, times = getattr(world, method)(sound, RATE, f0_floor=F0_MIN, f0_ceil=F0_MAX, frame_period=PERIOD_MS)
    return np.asarray(world.stonemask(sound, f0, times, RATE))
