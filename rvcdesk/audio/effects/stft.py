"""Short-time spectra of a stretch that is in memory, and back: Hann in, Hann out, a quarter of it a step.

Changed spectra give the sound whose spectra are nearest to them (Griffin & Lim 1984, eq. 6).
"""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

Spectra = NDArray[np.complex64]
STEPS = 4  # a window
WINDOW_S = 0.046  # 2048 frames at 44.1 and 48 kHz


def window_size(rate: int) -> int:
    """The power of two next to 46 ms, at least 256."""
    return max(256, 1 << round(np.log2(WINDOW_S * rate)))


def hann(size: int) -> NDArray[np.float32]:
    """The periodic window."""
    return (0.5 - 0.5 * np.cos(2 * np.pi * np.arange(size) / size)).astype(np.float32)


def frames_of(samples: NDArray[np.float32], size: int) -> NDArray[np.float32]:
    """Windowed frames (..., count, size) of (..., n); n is at least `size`."""
    view = np.lib.stride_tricks.sliding_window_view(samples, size, axis=-1)[..., :: size // STEPS, :]
    return np.asarray(view * hann(size), np.float32)


def analyse(samples: NDArray[np.float32], size: int) -> Spectra:
    """Spectra (channels, count, size // 2 + 1) of (channels, n)."""
    return np.fft.rfft(frames_of(samples, size), axis=-1).astype(np.complex64)


def synthesise(spectra: Spectra, length: int) -> NDArray[np.float32]:
    """The sound (channels, length); its first and last window lack overlap and are to be thrown away."""
    channels, count, bins = spectra.shape
    size = 2 * (bins - 1)
    hop = size // STEPS
    window = hann(size)
    frames = np.fft.irfft(spectra, size, axis=-1).astype(np.float32) * window
    out = np.zeros((channels, (count + STEPS - 1) * hop), np.float32)
    for part in range(STEPS):  # every part of a frame goes to its own row of steps
        piece = frames[:, :, part * hop : (part + 1) * hop].reshape(channels, count * hop)
        out[:, part * hop : part * hop + count * hop] += piece
    out *= np.float32(hop / np.square(window).sum())
    missing = length - out.shape[1]
    return np.pad(out, ((0, 0), (0, missing))) if missing > 0 else out[:, :length]
