"""Autoregressive models of short stretches: prediction errors, and samples that fit what is around them."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

Doubles = NDArray[np.float64]
WHITENING = 1e-5  # of the power, so that a pure tone does not make the equations singular


def coefficients(frames: Doubles, order: int) -> Doubles:
    """Prediction error filters (count, order + 1), first one 1, of windowed frames (count, n).

    Levinson's recursion on the autocorrelation, all frames at once.
    """
    size = 1 << (2 * frames.shape[1] - 1).bit_length()
    spectra = np.fft.rfft(frames, size, axis=1)
    lags = np.fft.irfft(np.square(np.abs(spectra)), size, axis=1)[:, : order + 1]
    lags[:, 0] = lags[:, 0] * (1 + WHITENING) + 1e-12
    out = np.zeros((len(frames), order + 1))
    out[:, 0] = 1
    error = lags[:, 0].copy()
    for step in range(1, order + 1):
        reflection = -np.einsum("ij,ij->i", out[:, :step], lags[:, step:0:-1]) / error
        out[:, 1 : step + 1] += reflection[:, None] * out[:, step - 1 :: -1][:, :step]
        error *= 1 - np.square(reflection)
    return out


def prediction_error(samples: Doubles, order: int, size: int) -> Doubles:
    """What models of frames of `size` (half overlapped) do not predict of (n,) samples, (n,)."""
    hop = size // 2
    count = -(-len(samples) // hop)
    padded = np.pad(samples, (hop // 2 + order, count * hop + size - len(samples)))
    frames = np.lib.stride_tricks.sliding_window_view(padded[order:], size)[::hop][:count]
    models = coefficients(frames * np.hanning(size), order)
    # The middle of every frame, with the run-up that its filter needs.
    starts = np.arange(count) * hop + hop // 2
    middles = padded[starts[:, None] + np.arange(hop + order)]
    width = 1 << (hop + 2 * order).bit_length()
    product = np.fft.rfft(middles, width, axis=1) * np.fft.rfft(models, width, axis=1)
    errors = np.fft.irfft(product, width, axis=1)[:, order : order + hop]
    return errors.reshape(-1)[: len(samples)]


def interpolate(samples: Doubles, unknown: NDArray[np.bool_], order: int, rounds: int = 3) -> Doubles:
    """The samples (n,) with the unknown ones replaced by those that make the prediction error least.

    Method: A. Janssen, R. Veldhuis, L. Vries, "Adaptive interpolation of discrete-time signals that can be
    modeled as autoregressive processes", IEEE Trans. ASSP 34 (1986): model and samples in turn.
    """
    out = samples.copy()
    places = np.flatnonzero(unknown)
    if not len(places):
        return out
    window = np.hanning(len(out) + 2)[1:-1]
    for _ in range(rounds):
        model = coefficients((out * window)[None], order)[0]
        kernel = np.correlate(model, model, "full")  # of lags -order..order
        known = np.where(unknown, 0.0, out)
        wanted = -np.convolve(known, kernel, "same")[places]
        lags = np.abs(places[:, None] - places[None])
        matrix = np.where(lags <= order, kernel[order + np.minimum(lags, order)], 0.0)
        matrix[np.diag_indices_from(matrix)] += 1e-9 * kernel[order]
        out[places] = np.linalg.solve(matrix, wanted)
    return out


def runs_of(mask: NDArray[np.bool_]) -> NDArray[np.int64]:
    """[start, end) of every stretch of True, (count, 2)."""
    edges = np.flatnonzero(np.diff(np.concatenate([[0], mask.astype(np.int8), [0]])))
    return edges.reshape(-1, 2)
