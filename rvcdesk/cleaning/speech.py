"""How likely it is that somebody speaks: the network of silero-vad, computed with numpy.

The weights come with the silero-vad package; torch is not needed, and thousands of chunks share
each multiplication, so that a minute takes a tenth of a second.
"""

from __future__ import annotations

import functools
import importlib.util
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from rvcdesk.jobs import SILENT, Reporter
from rvcdesk.messages import N_

_CHUNK = 512  # frames at 16 kHz that get one answer
_CONTEXT = 64  # frames before them that are looked at too
_PAD = 64  # mirrored at the end
_WINDOW, _STRIDE, _BINS = 256, 128, 129
_AT_ONCE = 512
_HOP = 160
_STAGE = N_("Looking for speech")

Array = NDArray[np.float32]


def speech_probability(mono: Array, hops: int, report: Reporter = SILENT) -> Array:
    """Probability of speech every 10 ms.

    Args:
        mono: (n,) at 16 kHz.
        hops: how many answers are wanted.
        report: told the chunks done.

    Returns:
        (hops,) in 0..1, drawn through the answers for chunks of 32 ms.
    """
    if hops == 0 or mono.size == 0:
        return np.zeros(hops, np.float32)
    weights = _weights()
    count = -(-mono.size // _CHUNK)
    padded = np.pad(mono, (_CONTEXT, count * _CHUNK - mono.size))
    frames = np.lib.stride_tricks.sliding_window_view(padded, _CHUNK + _CONTEXT)[::_CHUNK]
    state = np.zeros((2, 128), np.float32)
    answers = np.empty(count, np.float32)
    for start in range(0, count, _AT_ONCE):
        stop = min(start + _AT_ONCE, count)
        features = _encode(frames[start:stop], weights)
        answers[start:stop], state = _decode(features, state, weights)
        report.progress(stop, count, _STAGE)
    centres = (np.arange(count) + 0.5) * _CHUNK
    return np.interp((np.arange(hops) + 0.5) * _HOP, centres, answers).astype(np.float32)


@functools.lru_cache(maxsize=1)
def _weights() -> dict[str, Array]:
    from safetensors.numpy import load_file

    spec = importlib.util.find_spec("silero_vad")  # the package itself would import torch
    if spec is None or spec.origin is None:
        raise ModuleNotFoundError("silero_vad")
    loaded = load_file(Path(spec.origin).parent / "data" / "silero_vad_16k.safetensors")
    return {name: np.ascontiguousarray(value, np.float32) for name, value in loaded.items()}


def _encode(frames: Array, weights: dict[str, Array]) -> Array:
    """(n, 576) to (n, 128)."""
    padded = np.pad(frames, ((0, 0), (0, _PAD)), mode="reflect")
    windows = np.lib.stride_tricks.sliding_window_view(padded, _WINDOW, axis=1)[:, ::_STRIDE]
    waves = windows @ weights["stft_conv.weight"][:, 0].T
    features = np.sqrt(np.square(waves[..., :_BINS]) + np.square(waves[..., _BINS:]))
    for name, stride in (("conv1", 1), ("conv2", 2), ("conv3", 2), ("conv4", 1)):
        features = _convolve(features, weights[f"{name}.weight"], weights[f"{name}.bias"], stride)
    return features[:, 0]


def _convolve(features: Array, kernel: Array, bias: Array, stride: int) -> Array:
    """(n, time, channels) through a kernel of three, padded by one, and ReLU."""
    padded = np.pad(features, ((0, 0), (1, 1), (0, 0)))
    windows = np.lib.stride_tricks.sliding_window_view(padded, 3, axis=1)[:, ::stride]
    flat = windows.reshape(windows.shape[0], windows.shape[1], -1)
    return np.maximum(flat @ kernel.reshape(len(kernel), -1).T + bias, 0)


def _decode(features: Array, state: Array, weights: dict[str, Array]) -> tuple[Array, Array]:
    """One LSTM cell over (n, 128); answers (n,) and the state it ends in."""
    given = features @ weights["lstm_cell.weight_ih"].T
    given += weights["lstm_cell.bias_ih"] + weights["lstm_cell.bias_hh"]
    recurrent = np.ascontiguousarray(weights["lstm_cell.weight_hh"].T)
    hidden, cell = state
    out = np.empty((len(features), 128), np.float32)
    for index, row in enumerate(given):
        gates = row + hidden @ recurrent
        gates[256:384] = np.tanh(gates[256:384])
        gates[:256] = _sigmoid(gates[:256])
        cell = gates[128:256] * cell + gates[:128] * gates[256:384]
        hidden = _sigmoid(gates[384:]) * np.tanh(cell)
        out[index] = hidden
    answers = np.maximum(out, 0) @ weights["final_conv.weight"][0, :, 0] + weights["final_conv.bias"]
    return _sigmoid(answers), np.stack([hidden, cell])


def _sigmoid(values: Array) -> Array:
    return (1 / (1 + np.exp(-values))).astype(np.float32)
