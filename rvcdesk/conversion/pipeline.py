"""RVC's conversion: content, retrieval, protect, network; divided and joined to the sample."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import torch
from numpy.typing import NDArray
from torch import Tensor

from rvcdesk.content.encoder import ContentEncoder
from rvcdesk.conversion.segments import RATE, WINDOW, Windows, split_points
from rvcdesk.jobs import SILENT, Reporter
from rvcdesk.messages import N_
from rvcdesk.pitch.coarse import coarse
from rvcdesk.voice.index import Retrieval
from rvcdesk.voice.synthesizer import Synthesizer

Mono = NDArray[np.float32]


@dataclass
class Pipeline:
    """A voice ready to convert: network, content encoder, and its index if there is one."""

    network: Synthesizer
    encoder: ContentEncoder
    retrieval: Retrieval | None
    windows: Windows
    device: torch.device

    @property
    def rate(self) -> int:
        """Hz of the result."""
        return self.network.config.sample_rate

    def run(
        self,
        audio16k: Mono,
        f0: Mono | None,
        *,
        index_rate: float,
        protect: float,
        speaker: int = 0,
        seed: int = 0,
        report: Reporter = SILENT,
    ) -> Mono:
        """Convert conditioned mono audio at 16 kHz.

        Args:
            f0: Hz at 100 frames/s, 0 unvoiced, already transposed; None for a voice without pitch.

        Returns:
            Mono at `rate`, of exactly round(n * rate / 16000) samples and in time with the input.
        """
        draw = torch.Generator(device="cpu").manual_seed(seed)
        pad = self.windows.pad * RATE
        points = split_points(audio16k, self.windows)
        hop = self.rate // 100
        parts = []
        for start, end in zip([0, *points], [*points, audio16k.size], strict=True):
            report.progress(start, audio16k.size, N_("Converting"))
            frames = -(-(end - start) // WINDOW)
            sound = _padded(audio16k, start - pad, start + frames * WINDOW + pad)
            pitch = None if f0 is None else _pitch(f0, (start - pad) // WINDOW, len(sound) // WINDOW)
            result = self._segment(sound, pitch, index_rate, protect, speaker, draw)
            margin = pad // WINDOW * hop
            parts.append(result[margin : margin + frames * hop])
        report.progress(audio16k.size, audio16k.size, N_("Converting"))
        wanted = round(audio16k.size * self.rate / RATE)
        return np.concatenate(parts)[:wanted] if parts else np.zeros(0, np.float32)

    def _segment(
        self,
        sound: Mono,
        f0: Mono | None,
        index_rate: float,
        protect: float,
        speaker: int,
        draw: torch.Generator,
    ) -> Mono:
        """One padded segment, a whole number of 10 ms frames -> audio of as many frames."""
        frames = len(sound) // WINDOW
        content = self.encoder.encode(sound).float().cpu().numpy()
        content = np.nan_to_num(content)
        mixed = self.retrieval.blend(content, index_rate) if self.retrieval and index_rate > 0 else content
        phone = _doubled(mixed, frames)
        if f0 is not None and protect < 0.5 and mixed is not content:
            share = np.where(f0 > 0, 1.0, protect)[:, None].astype(np.float32)
            phone = phone * share + _doubled(content, frames) * (1 - share)
        return self._synthesise(phone, f0, speaker, draw)

    def _synthesise(self, phone: Mono, f0: Mono | None, speaker: int, draw: torch.Generator) -> Mono:
        def batch(array: NDArray[np.generic]) -> Tensor:
            return torch.from_numpy(np.ascontiguousarray(array)).unsqueeze(0).to(self.device)

        lengths = torch.tensor([len(phone)], device=self.device)
        sid = torch.tensor([speaker], device=self.device)
        pitch = None if f0 is None else batch(coarse(f0))
        pitchf = None if f0 is None else batch(f0.astype(np.float32))
        audio = self.network.infer(batch(phone), lengths, pitch, pitchf, sid, generator=draw)
        return audio[0, 0].float().cpu().numpy()


def _padded(audio: Mono, start: int, end: int) -> Mono:
    """audio[start:end], mirrored at the ends where it reaches beyond them."""
    inside = audio[max(0, start) : end]
    before, after = max(0, -start), max(0, end - max(start, 0) - inside.size)
    return np.concatenate([_mirror(audio, before, front=True), inside, _mirror(audio, after, front=False)])


def _mirror(audio: Mono, count: int, *, front: bool) -> Mono:
    """`count` samples continuing `audio` by reflection; zeros where there is too little of it."""
    if count == 0:
        return audio[:0]
    mirrored = audio[1 : count + 1][::-1] if front else audio[-count - 1 : -1][::-1]
    missing = count - mirrored.size
    return np.pad(mirrored, (missing, 0) if front else (0, missing))


def _pitch(f0: Mono, first: int, frames: int) -> Mono:
    """Frames [first, first + frames) of the pitch, unvoiced beyond its ends."""
    places = np.arange(first, first + frames)
    inside = (places >= 0) & (places < len(f0))
    return np.where(inside, f0[np.clip(places, 0, len(f0) - 1)], 0).astype(np.float32)


def _doubled(content: Mono, frames: int) -> Mono:
    """50 to 100 frames a second, the last one held where the encoder gave too few."""
    doubled = np.repeat(content, 2, axis=0)[:frames]
    return np.pad(doubled, ((0, frames - len(doubled)), (0, 0)), mode="edge")
