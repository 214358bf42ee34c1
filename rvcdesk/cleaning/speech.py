"""How likely it is that somebody speaks: the network of silero-vad, computed with numpy.

The weights come with the silero-vad package; torch is not needed, and thousands of chunks share
each multiplication, so that a minute takes a tenth of a second.
"""

from __future__ import annotations

import functools
import importlib.util
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from rvcdesk.jobs import SILENT, Reporter
from rvcdesk.messages import N_

if TYPE_CHECKING:
    from rvcdesk.cleaning.sound import Sound

_CHUNK = 512  # frames at 16 kHz that get one answer
_CONTEXT = 64  # frames before them that are looked at too
_PAD = 64  # mirrored at the end
_WINDOW, _STRIDE, _BINS = 256, 128, 129
_AT_ONCE = 512
_HOP = 160
_STAGE = N_("Looking for speech")
# A phrase is sure of itself somewhere, is followed down to here, and sums up to so many hops.
_SURE, _FOLLOWED, _LEAST = 0.5, 0.25, 8
# The network is a little late at a phrase's start and lets go of soft consonants at its end (hops).
_REACH_BEFORE, _REACH_AFTER = 30, 40
_SHORTEST_SUNG = 15
_UNDER_DB = 12.0  # how far under the speech something sung may lie

Array = NDArray[np.float32]
Mask = NDArray[np.bool_]


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


def spoken(sound: Sound) -> Mask:
    """Where somebody speaks or sings, (hops,): what the network is sure of, out to where the sound ends.

    Sounds that the network does not take for speech count too when they are long, periodic and as
    loud as the speech: it knows little of singing.
    """
    from rvcdesk.cleaning.sound import runs

    probability, active = sound.speech, sound.active
    talk = np.zeros(sound.hops, bool)
    sure = np.concatenate([[0], np.cumsum(probability > _SURE)])
    mass = np.concatenate([[0.0], np.cumsum(probability)])
    for start, end in runs(probability > _FOLLOWED):
        if sure[end] > sure[start] and mass[end] - mass[start] >= _LEAST:
            talk[start:end] = True
    quiet = np.flatnonzero(~active)
    for start, end in runs(talk):
        before = quiet[np.searchsorted(quiet, start) - 1] + 1 if quiet.size and quiet[0] < start else 0
        after = np.searchsorted(quiet, end)
        stop = quiet[after] if after < quiet.size else sound.hops
        talk[max(min(before, start), start - _REACH_BEFORE) : min(max(stop, end), end + _REACH_AFTER)] = True
    return talk | _sung(sound, talk)


def _sung(sound: Sound, talk: Mask) -> Mask:
    """Periodic sounds the network passed over."""
    from rvcdesk.cleaning.shapes import like_voice, shape
    from rvcdesk.cleaning.sound import runs

    sung = np.zeros(sound.hops, bool)
    loud = float(np.percentile(sound.level[talk], 50)) if talk.any() else -60.0
    for start, end in runs(sound.active & ~talk):
        if end - start < _SHORTEST_SUNG or sound.level[start:end].max() < loud - _UNDER_DB:
            continue
        sung[start:end] = like_voice(shape(sound, start, end))
    return sung


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
    return (1 / (1 + np.exp(-np.clip(values, -60, 60)))).astype(np.float32)
