"""A conversion in memory as one plain function, for comparing numbers; files go through `converter`."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np
import torch
from numpy.typing import NDArray

from rvcdesk.conversion.levels import condition, limit, mix_rms
from rvcdesk.conversion.melody import melody
from rvcdesk.conversion.pipeline import Manner, Pipeline
from rvcdesk.conversion.segments import PLAIN, RATE, Windows
from rvcdesk.jobs import SILENT, Reporter
from rvcdesk.voice.index import Retrieval
from rvcdesk.voice.synthesizer import Synthesizer

Mono = NDArray[np.float32]
Encode = Callable[[Mono], "torch.Tensor | NDArray[np.float32]"]


@dataclass(frozen=True)
class Whole:
    """Mono at the voice's rate: as the network gave it, and after rms mix and scaling."""

    raw: Mono
    finished: Mono

    def int16(self) -> NDArray[np.int16]:
        """`finished` as RVC rounds it: full scale 32768, the fraction cut off."""
        return (self.finished.astype(np.float64) * 32768).clip(-32768, 32767).astype(np.int16)


class _Encoder:
    """A bare function as a content encoder."""

    name, rate = "given", 50

    def __init__(self, encode: Encode, dim: int) -> None:
        self._encode, self.dim = encode, dim

    def encode(self, audio16k: Mono, report: Reporter = SILENT) -> torch.Tensor:
        return torch.as_tensor(self._encode(audio16k))


def convert_array(
    network: Synthesizer,
    encode: Encode,
    retrieval: Retrieval | None,
    audio16k: NDArray[np.floating],
    f0: NDArray[np.floating] | None,
    *,
    windows: Windows = PLAIN,
    transpose: float = 0.0,
    dialect: str = "classic",
    rms_mix: float = 1.0,
    manner: Manner | None = None,
) -> Whole:
    """Everything between the decoded file and the written one, on arrays.

    Args:
        network: a voice's network in eval mode (`build(load_voice(path))`, folded or prepared or not).
        encode: audio (n,) at 16 kHz -> features (frames, dim) at 50 frames/s, as the network takes them.
        retrieval: the voice's index, or None; used where `manner.index_rate` is over 0.
        audio16k: mono at 16 kHz, full scale 1, unfiltered.
        f0: what the pitch method found in the *padded* sound, Hz at 100 frames/s, 0 unvoiced: frame
            `100 * windows.pad` is the first of the audio, (n + 2 * windows.margin) // 160 are used. None
            for a voice without pitch.
        windows: how long input is divided.
        transpose: semitones.
        dialect: "classic", or "2026", which has no unvoiced frames.
        rms_mix: 1 keeps the voice's loudness, 0 follows the source.
        manner: `noise="zero", short=True` gives what the golden numbers of RVC were made with.
    """
    manner = manner or Manner()
    sound = condition(np.asarray(audio16k, np.float32))
    if f0 is not None:
        f0 = melody(f0, transpose=transpose, interpolate=dialect == "2026")
    device = next(network.parameters()).device
    encoder = _Encoder(encode, network.config.content_dim)
    raw = Pipeline.of(network, encoder, retrieval, windows, device).run(sound, f0, manner)
    finished = raw if rms_mix >= 1 else mix_rms(sound, RATE, raw, network.config.sample_rate, rms_mix)
    return Whole(raw, limit(finished))
