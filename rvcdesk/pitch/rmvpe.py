"""`rmvpe`: a deep network made for voices in music; the best here, once its weights are fetched.

RVC gives the whole recording to the network at once. Here that is so up to `WHOLE` frames; longer audio
gives the same numbers to rounding. Its U-Net goes in chunks on the same grid, with real sound on both
sides that is thrown away. Its GRU, which may remember anything, hears all of it: forward while the chunks
come, its states kept; then backward through what the U-Net said, which waits in a temporary file.
"""

from __future__ import annotations

import tempfile
from collections.abc import Iterator, Sequence
from functools import lru_cache
from pathlib import Path
from typing import IO

import numpy as np
import torch
from numpy.typing import NDArray
from torch import Tensor

from rvcdesk.assets.store import require
from rvcdesk.devices import devices
from rvcdesk.jobs import SILENT, Reporter
from rvcdesk.messages import BadInput, UserError
from rvcdesk.pitch.chunks import FINDING, HOP, RATE, How, Mono, Sound, frame_count
from rvcdesk.pitch.rmvpe_net import (
    CLASSES,
    COUNTED,
    E2E,
    MELS,
    build,
    fold,
    forward_half,
    sizes_of,
    wanted_shapes,
)
from rvcdesk.tensors.pickle_machine import TensorInfo
from rvcdesk.tensors.reading import pickled_tensors
from rvcdesk.tensors.safe_pickle import Look, first_look

N_FFT = 1024
LOW_HZ, HIGH_HZ = 30.0, 8000.0
FLOOR = 1e-5  # of the mel magnitude
PADDING = 32  # frames; the end is filled up to a multiple with mel values of 0.0, as RVC does
THRESHOLD = 0.03
FIRST_CENTS, CENTS_PER_BIN = 1997.3794084376191, 20  # above 10 Hz
NEAR = 4  # bins on each side of the peak
WHOLE = 6400  # frames that go in one piece
CHUNK = 5632  # frames kept of a piece of something longer; multiples of PADDING
CONTEXT = 384  # at 256 the formula's weights differ by 3e-6, at 320 by rounding
IN_MEMORY = 64 << 20  # bytes of the U-Net's output
MEL_BLOCK = 1024  # frames
DTYPES = ("float16", "bfloat16", "float32")


# ---------------------------------------------------------------- the file


def load_network(path: Path) -> E2E:
    """The network in a file of torch.save: bare or under `model`, in half or full precision.

    Raises:
        BadInput: it is no RMVPE file, or a weight is missing, unknown, misshapen or not finite.
    """
    look = first_look(path)
    infos = _infos(look)
    sizes = sizes_of({name: info.shape for name, info in infos.items()})
    if sizes is None:
        raise BadInput("{file} is not an RMVPE pitch model; choose rmvpe.pt.", file=path.name)
    _check(path, infos, wanted_shapes(sizes))
    kept = {name: info for name, info in infos.items() if not name.endswith(COUNTED)}
    tensors = pickled_tensors(look, kept)

    def take(name: str) -> Tensor:
        # Popped, so that a half-precision file and its float32 copy are never both there whole.
        tensor = tensors.pop(name)
        if not bool(torch.isfinite(tensor).all()):
            raise BadInput(
                "{file} holds numbers that are not finite ({weight}); it is damaged, get it again.",
                file=path.name,
                weight=name,
            )
        return tensor.float()

    return build(sizes, take)


def _infos(look: Look) -> dict[str, TensorInfo]:
    root = look.root
    if isinstance(root, dict) and isinstance(root.get("model"), dict):
        root = root["model"]
    return look.tensors(root)


def _check(path: Path, infos: dict[str, TensorInfo], wanted: dict[str, tuple[int, ...]]) -> None:
    missing = [name for name in wanted if name not in infos and not name.endswith(COUNTED)]
    if missing:
        raise BadInput(
            "{file} lacks {count} of RMVPE's weights (such as {weight}); it is incomplete, get it again.",
            file=path.name,
            count=len(missing),
            weight=missing[0],
        )
    unknown = [name for name in infos if name not in wanted]
    if unknown:
        raise BadInput(
            "{file} holds {count} weights that RMVPE does not have (such as {weight}); get rmvpe.pt again.",
            file=path.name,
            count=len(unknown),
            weight=unknown[0][:80],
        )
    for name, info in infos.items():
        if name.endswith(COUNTED):
            continue
        if info.shape != wanted[name] or info.dtype not in DTYPES:
            raise BadInput(
                "{file} holds {weight} as {found} where RMVPE needs {wanted}; it is damaged or altered.",
                file=path.name,
                weight=name,
                found=f"{'x'.join(map(str, info.shape))} {info.dtype}",
                wanted="x".join(map(str, wanted[name])),
            )


# ---------------------------------------------------------------- before and after the network


def mel_basis() -> NDArray[np.float32]:
    """Triangles of unit area (Slaney's) on HTK's mel scale from 30 to 8000 Hz: (128, 513)."""

    def mel(hz: float) -> float:
        return 2595 * float(np.log10(1 + hz / 700))

    edges = 700 * (10 ** (np.linspace(mel(LOW_HZ), mel(HIGH_HZ), MELS + 2) / 2595) - 1)
    bins = np.linspace(0, RATE / 2, N_FFT // 2 + 1)
    widths = np.diff(edges)[:, None]
    rising = (bins - edges[:-2, None]) / widths[:-1]
    falling = (edges[2:, None] - bins) / widths[1:]
    triangles = np.clip(np.minimum(rising, falling), 0, None)
    return (triangles * (2 / (edges[2:] - edges[:-2]))[:, None]).astype(np.float32)


def decode(salience: NDArray[np.float32], threshold: float = THRESHOLD) -> NDArray[np.float64]:
    """Salience (T, 360) to Hz (T,): the mean of the bins around the largest, weighted by them.

    0 where the largest is not above `threshold`.
    """
    peak = salience.argmax(axis=1)
    near = peak[:, None] + np.arange(-NEAR, NEAR + 1)
    # Places beyond the ends weigh nothing.
    inside = (near >= 0) & (near < CLASSES)
    near = near.clip(0, CLASSES - 1)
    weights = np.where(inside, np.take_along_axis(salience, near, axis=1), 0).astype(np.float64)
    cents = ((FIRST_CENTS + CENTS_PER_BIN * near) * weights).sum(axis=1)
    # RVC compares in float32: a peak that equals the rounded threshold is not above it.
    voiced = salience.max(axis=1) > np.float32(threshold)
    cents = np.divide(cents, weights.sum(axis=1), out=np.zeros(len(cents)), where=voiced)
    return np.where(voiced, 10 * 2 ** (cents / 1200), 0.0)


class Rmvpe:
    """The network with its mel front end on one device."""

    def __init__(self, net: E2E, device: str = "cpu", precision: str = "exact") -> None:
        self.device = torch.device(device)
        self.net = fold(net).to(self.device)
        if precision == "fast" and any(item.bf16 for item in devices() if item.id.startswith(device)):
            for part in (self.net.unet.encoder.layers, self.net.unet.intermediate,
                         self.net.unet.decoder, self.net.cnn):  # fmt: skip
                part.to(torch.bfloat16)
        self.filters = torch.from_numpy(mel_basis()).to(self.device)
        self.window = torch.hann_window(N_FFT, device=self.device)

    @torch.inference_mode()
    def mel(self, sound: Sound, start: int, stop: int) -> Tensor:
        """Frames [start, stop) of the recording, (128, stop - start); frame i is centred at sample 160 i."""
        parts = []
        for first in range(start, stop, MEL_BLOCK):
            last = min(first + MEL_BLOCK, stop)
            span = sound.reflected(first * HOP - N_FFT // 2, (last - 1) * HOP + N_FFT // 2)
            spectrum = torch.stft(
                torch.from_numpy(span).to(self.device),
                N_FFT, HOP, window=self.window, center=False, return_complex=True,
            )  # fmt: skip
            parts.append((self.filters @ spectrum.abs()).clamp_(min=FLOOR).log_())
        return torch.cat(parts, dim=1)

    @torch.inference_mode()
    def features(self, mel: Tensor) -> Tensor:
        """(128, T) to (T rounded up to a multiple of 32, 384)."""
        return self.net.features(torch.nn.functional.pad(mel, (0, -mel.shape[1] % PADDING)))

    @torch.inference_mode()
    def salience(self, mel: Tensor) -> Tensor:
        """(128, T) to (T, 360)."""
        return self.net.head(self.features(mel))[0][: mel.shape[1]]

    @torch.inference_mode()
    def saliences(self, sounds: Sequence[Sound]) -> list[NDArray[np.float32]]:
        """Of several recordings of a few minutes, (T, 360) each, for a GPU.

        One recording's convolutions fill it, so they go one by one; the frames of a GRU wait for each other,
        so that several recordings take it no longer than one.
        """
        frames = [frame_count(sound.size) for sound in sounds]
        features = [
            self.features(self.mel(sound, 0, count)) for sound, count in zip(sounds, frames, strict=True)
        ]
        found = self.net.heads(features)
        return [salience[:count].cpu().numpy() for salience, count in zip(found, frames, strict=True)]

    @torch.inference_mode()
    def pieces(self, sound: Sound, report: Reporter) -> Iterator[tuple[int, int, NDArray[np.float32]]]:
        """Salience of a recording piece by piece: [start, stop) and (stop - start, 360), in any order."""
        frames = frame_count(sound.size)
        if frames <= WHOLE:
            report.progress(0, frames, FINDING)
            yield 0, frames, self.salience(self.mel(sound, 0, frames)).cpu().numpy()
            return
        with tempfile.SpooledTemporaryFile(IN_MEMORY) as file:
            kept: list[tuple[int, int, int, Tensor]] = []
            ahead = forward_half(self.net.gru) if self.net.gru.num_layers == 1 else None
            state = torch.zeros(1, 1, self.net.gru.hidden_size, device=self.device)
            for start, stop, first, last in spans(frames):
                report.progress(start, frames, FINDING)
                x = self.features(self.mel(sound, first, last))
                # RVC's filling at the very end is part of what its GRU hears.
                x = x[start - first :] if stop == frames else x[start - first : stop - first]
                file.write(x.cpu().numpy().data)
                kept.append((start, stop, len(x), state))
                if ahead is not None and stop < frames:
                    state = ahead(x[None], state)[1]
            if ahead is None:  # more layers (none is published): each needs all of the one below
                kept = [(0, frames, sum(rows for _, _, rows, _ in kept), state)]
            yield from self._backward(file, kept)

    def _backward(
        self, file: IO[bytes], kept: list[tuple[int, int, int, Tensor]]
    ) -> Iterator[tuple[int, int, NDArray[np.float32]]]:
        width = self.net.gru.input_size
        end = sum(rows for _, _, rows, _ in kept)
        state = torch.zeros_like(kept[0][3])
        for start, stop, rows, before in reversed(kept):
            end -= rows
            file.seek(end * width * 4)
            x = np.frombuffer(bytearray(file.read(rows * width * 4)), np.float32).reshape(rows, width)
            both = torch.cat([before, state]) if self.net.gru.num_layers == 1 else None
            salience, states = self.net.head(torch.from_numpy(x).to(self.device), both)
            state = states[1:]
            yield start, stop, salience[: stop - start].cpu().numpy()


# ---------------------------------------------------------------- a recording


@lru_cache(maxsize=1)
def _loaded(path: Path, stamp: tuple[int, int], device: str, precision: str) -> Rmvpe:
    return Rmvpe(load_network(path), device, precision)


def free() -> None:
    """Let go of the network."""
    _loaded.cache_clear()


def estimate(sound: Sound, how: How, report: Reporter = SILENT) -> Mono:
    """Pitch of (n,) at 16 kHz: (n // 160 + 1,) Hz, 0 unvoiced.

    Raises:
        UserError: the weights are not here.
        BadInput: the file with the weights is not as it must be.
    """
    result = np.zeros(frame_count(sound.size), np.float32)
    rmvpe, threshold = _ready(how)
    if sound.size <= N_FFT // 2:  # too short to be mirrored
        return result
    try:
        for start, stop, salience in rmvpe.pieces(sound, report):
            result[start:stop] = decode(salience, threshold)
    except OSError as error:
        raise UserError(
            "The temporary folder cannot hold the pitch of this recording ({reason}); free some space there.",
            reason=error.strerror or type(error).__name__,
        ) from error
    report.progress(result.size, result.size, FINDING)
    return result


def estimate_many(sounds: Sequence[Sound], how: How) -> list[Mono]:
    """The same of several recordings of a few minutes, in one batch.

    Raises:
        UserError, BadInput: as `estimate`.
    """
    rmvpe, threshold = _ready(how)
    results = [np.zeros(frame_count(sound.size), np.float32) for sound in sounds]
    long = [index for index, sound in enumerate(sounds) if sound.size > N_FFT // 2]
    if long:
        found = rmvpe.saliences([sounds[index] for index in long])
        for index, salience in zip(long, found, strict=True):
            results[index][:] = decode(salience, threshold)
    return results


def _ready(how: How) -> tuple[Rmvpe, float]:
    path = require("rmvpe")
    stat = path.stat()
    rmvpe = _loaded(path, (stat.st_size, stat.st_mtime_ns), how.device, how.precision)
    return rmvpe, THRESHOLD if how.threshold is None else how.threshold


def spans(frames: int) -> Iterator[tuple[int, int, int, int]]:
    """Chunks [start, stop) and the same with context; all begin on the network's grid."""
    start = 0
    while start < frames:
        rest = frames - start
        whole = rest <= WHOLE if start == 0 else rest <= WHOLE - CONTEXT
        stop = frames if whole else min(frames, start + CHUNK)
        yield start, stop, max(0, start - CONTEXT), min(frames, stop + CONTEXT)
        start = stop
