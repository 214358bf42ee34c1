"""Sound for tests of files, and a reporter that remembers."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from rvcdesk.jobs import Cancelled
from rvcdesk.messages import Message

NAME = "zażółć gęślą jaźń – 声 1"
Samples = NDArray[np.float32]


def voice(rate: int, channels: int, seconds: float = 1.3) -> Samples:
    """A gliding tone with harmonics and a little noise, different in each channel."""
    time = np.arange(round(rate * seconds)) / rate
    rng = np.random.default_rng(rate + channels)
    rows = []
    for channel in range(channels):
        phase = 2 * np.pi * (180 + 70 * channel) * time + 4 * np.sin(2 * np.pi * 2 * time)
        rows.append(0.3 * np.sin(phase) + 0.1 * np.sin(3 * phase) + 0.003 * rng.standard_normal(len(time)))
    return np.stack(rows).astype(np.float32)


def alike(a: Samples, b: Samples) -> float:
    """Correlation over the length that both have."""
    frames = min(a.shape[-1], b.shape[-1])
    return float(np.corrcoef(a[..., :frames].ravel(), b[..., :frames].ravel())[0, 1])


class Recorder:
    """Keeps progress, and cancels when told to."""

    def __init__(self, cancel_after: int | None = None) -> None:
        self.calls: list[tuple[float, float]] = []
        self._cancel_after = cancel_after

    def progress(self, done: float, total: float, stage: str) -> None:
        self.calls.append((done, total))
        if self._cancel_after is not None and len(self.calls) > self._cancel_after:
            raise Cancelled

    def warn(self, message: Message) -> None:
        raise AssertionError(str(message))
