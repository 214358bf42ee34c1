"""What the trainer reads of a stretch: its sound levelled, its content, its pitch.

A stretch is read, resampled, filtered and cut in a worker thread (`hear`), which finds the pitch too where no
network does; the networks belong to the thread that asked for it all, with the threads and the device it
has set (`Features`). Both look at whole stretches, which are cut after that, because pitch and content
hear what is around them.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from typing import Any

import numpy as np
from numpy.typing import NDArray

from rvcdesk.audio.resampling import resample
from rvcdesk.jobs import SILENT, Reporter
from rvcdesk.messages import N_, Message
from rvcdesk.training.data.pieces import Mono, Part, Piece, Stretch, Unused, cut_pieces, level
from rvcdesk.training.data.stretch_store import Arrays, Stored, StretchStore

FEATURE_RATE = 16000
VERSION = 2  # of the numbers: another one makes all anew
TOGETHER = 4  # stretches whose pitch a GPU finds at once
NO_NUMBERS = N_("its content or pitch came out as no number")


@dataclass(frozen=True)
class Manner:
    """How stretches are prepared; `encoder` tells the encoder's files from others."""

    rate: int
    content: str
    f0: str  # a method, or "none"
    dialect: str
    encoder: tuple[tuple[str, int, int], ...] = ()

    def facts(self) -> dict[str, Any]:
        """What the numbers depend on beside the recordings."""
        return {
            "version": VERSION,
            "rate": self.rate,
            "content": self.content,
            "f0": self.f0,
            "dialect": self.dialect,
        }

    def key(self, stretch: Stretch) -> str:
        """The name of a stretch: of its sound to the last bit, whatever recording and edits it came from."""
        facts = [
            self.facts(),
            self.encoder,
            stretch.rate,
            stretch.spans,
            stretch.starts_s,
            hashlib.sha256(np.ascontiguousarray(stretch.audio).data).hexdigest(),
        ]
        return hashlib.sha256(json.dumps(facts, sort_keys=True).encode()).hexdigest()[:24]

    @property
    def network_pitch(self) -> bool:
        """Whether a network finds the pitch."""
        from rvcdesk.pitch.estimate import METHODS

        return self.f0 in METHODS and METHODS[self.f0].network


@dataclass(frozen=True)
class Heard:
    """A stretch before the networks; nothing but `key` and `stored` when it lies on disk already."""

    key: str
    stored: Stored | None = None
    wave: Mono | None = None  # (n,) at the voice's rate
    audio16k: Mono | None = None
    pieces: tuple[Piece, ...] = ()
    unused: tuple[Unused, ...] = ()
    f0: NDArray[np.float32] | None = None  # None: a network is to find it


def hear(part: Part, manner: Manner, store: StretchStore, report: Reporter = SILENT) -> Heard:
    """What needs no network.

    Raises:
        BadInput: the recording is damaged there.
    """
    stretch = part.read()
    key = manner.key(stretch)
    stored = store.find(key)
    if stored is not None:
        return Heard(key, stored)
    report.progress(0, 1, "")
    pieces, unused = cut_pieces(stretch)
    if not pieces:
        return Heard(key, unused=tuple(unused))
    wave = high_pass(resample(stretch.audio, stretch.rate, manner.rate), manner.rate)
    audio16k = high_pass(resample(stretch.audio, stretch.rate, FEATURE_RATE), FEATURE_RATE)
    report.progress(0, 1, "")
    f0: NDArray[np.float32] | None = None
    if manner.f0 == "none":
        f0 = np.zeros(audio16k.size // 160 + 1, np.float32)
    elif not manner.network_pitch:
        from rvcdesk.pitch.estimate import estimate_f0

        f0 = estimate_f0(audio16k, FEATURE_RATE, manner.f0, report=report)
    return Heard(key, None, wave, audio16k, tuple(pieces), tuple(unused), f0)


class Features:
    """The networks' part, in the thread and on the device of the caller.

    Numbers are float32 whatever the device: a voice must not depend on where its recordings were prepared.
    """

    def __init__(self, manner: Manner, device: str) -> None:
        from rvcdesk.content.encoder import load_encoder

        self._manner, self._device = manner, device
        # Stretches whose pitch is found together.
        self.together = TOGETHER if device.startswith("cuda") else 1
        self._encoder = load_encoder(manner.content, device)

    def with_pitch(self, heard: Sequence[Heard]) -> list[Heard]:
        """The same with the pitch of all that lack it, where one batch finds it faster."""
        lacking = [index for index, item in enumerate(heard) if item.audio16k is not None and item.f0 is None]
        sounds = [item.audio16k for item in heard if item.audio16k is not None and item.f0 is None]
        result = list(heard)
        if self.together > 1 and sounds:
            from rvcdesk.pitch.estimate import estimate_together

            found = estimate_together(sounds, self._manner.f0, self._device)
            for index, f0 in zip(lacking, found or (), strict=False):
                result[index] = replace(result[index], f0=f0)
        return result

    def write(self, heard: Heard, store: StretchStore, tell: Callable[[float], None]) -> Stored:
        """Find what is missing of a stretch and keep its pieces; `tell` hears the share of it that is done.

        Raises:
            UserError: no weights, or the disk refuses.
        """
        if heard.stored is not None:
            return heard.stored
        if heard.wave is None or heard.audio16k is None:
            return store.write(heard.key, (), np.zeros(0, np.float32), (), heard.unused)
        content_share = 1.0 if heard.f0 is not None else 0.5
        content = self.content(heard.audio16k, _Share(tell, 0, content_share))
        f0 = heard.f0
        if f0 is None:
            from rvcdesk.pitch.estimate import estimate_f0

            rest = _Share(tell, content_share, 1 - content_share)
            f0 = estimate_f0(heard.audio16k, FEATURE_RATE, self._manner.f0, self._device, rest)
        arrays: list[Arrays] = []
        pieces: list[Piece] = []
        unused = list(heard.unused)
        for piece in heard.pieces:
            cut = self._cut(piece, heard.wave, content, f0)
            if all(np.isfinite(part).all() for part in cut):
                arrays.append(cut)
                pieces.append(piece)
            else:
                end_s = piece.clip_s + piece.end_s - piece.start_s
                unused.append(Unused("", piece.clip_s, end_s, NO_NUMBERS))
        unused.sort(key=lambda item: item.start_s)
        return store.write(heard.key, arrays, f0, pieces, unused)

    def content(self, audio16k: Mono, report: Reporter = SILENT) -> NDArray[np.float32]:
        """Content of a whole stretch: float32 (frames, dim)."""
        return self._encoder.encode(audio16k, report).cpu().numpy().astype(np.float32)

    def silence(self, seconds: float) -> Arrays:
        """Silence with its features, so that the voice learns to be silent."""
        content = self.content(np.zeros(round(seconds * FEATURE_RATE), np.float32))
        wave = np.zeros(len(content) * self._manner.rate // 50, np.float32)
        return wave, content, np.zeros(2 * len(content), np.float32)

    def _cut(self, piece: Piece, wave: Mono, content: NDArray[np.float32], f0: NDArray[np.float32]) -> Arrays:
        from rvcdesk.pitch.coarse import interpolate_unvoiced

        first, last = round(piece.start_s * 50), min(round(piece.end_s * 50), len(content))
        hop = self._manner.rate // 50
        pitch = f0[2 * first : 2 * last]
        if self._manner.dialect == "2026":  # each piece by itself, as there
            pitch = interpolate_unvoiced(pitch)
        return level(wave[first * hop : last * hop]), content[first:last], pitch.astype(np.float32)


class _Share:
    """The reporter of one part of a stretch's work."""

    def __init__(self, tell: Callable[[float], None], start: float, size: float) -> None:
        self._tell, self._start, self._size = tell, start, size

    def progress(self, done: float, total: float, stage: str) -> None:
        self._tell(self._start + self._size * done / max(total, 1e-9))

    def warn(self, message: Message) -> None:
        """Nothing here warns."""


def high_pass(audio: np.ndarray, rate: int) -> np.ndarray:
    """RVC's 48 Hz Butterworth high-pass of order 5, causal; mono float32."""
    from scipy.signal import butter, lfilter

    numerator, denominator = butter(5, 48, "high", fs=rate)
    return np.asarray(lfilter(numerator, denominator, audio), dtype=np.float32)
