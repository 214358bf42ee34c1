"""RVC's conversion: content, retrieval, protect, network; divided and joined to the sample."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any, NamedTuple, Protocol

import numpy as np
import torch
from numpy.typing import NDArray
from torch import Tensor

from rvcdesk.content.encoder import ContentEncoder
from rvcdesk.conversion.memory import tidy
from rvcdesk.conversion.progress import CONTENT, NETWORK, Part, parts
from rvcdesk.conversion.scratch import Excerpt, Sound
from rvcdesk.conversion.segments import RATE, WINDOW, Segment, Windows, padded, plan
from rvcdesk.jobs import SILENT, Reporter
from rvcdesk.messages import N_
from rvcdesk.pitch.coarse import coarse
from rvcdesk.voice.config import VoiceConfig
from rvcdesk.voice.index import Retrieval
from rvcdesk.voice.synthesizer import Synthesizer

Mono = NDArray[np.float32]
CONVERTING = N_("Converting")
# Seconds that are listened to before the network speaks: their features are in memory (0.3 MB a second).
TURN_S = 120


@dataclass(frozen=True)
class Manner:
    """How a voice is put on a sound; see `ConvertOptions`.

    `noise` is "drawn" (from `seed`) or "zero", which leaves out both of the network's random parts, as
    the golden numbers do. `short` cuts the result as RVC does, where the encoder's features end: 20 ms
    before the end of the sound, and at some divisions 10 ms early, so that what follows comes too soon.
    """

    index_rate: float = 0.75
    protect: float = 0.33
    speaker: int = 0
    seed: int = 0
    noise: str = "drawn"
    short: bool = False


class Models(Protocol):
    """A voice's networks. A stage asks for those it needs, so that the others need not be in memory."""

    @property
    def config(self) -> VoiceConfig: ...

    def listeners(self) -> tuple[ContentEncoder, Retrieval | None]: ...

    def speaker(self) -> Synthesizer: ...


@dataclass(frozen=True)
class InMemory:
    """`Models` that are all there."""

    network: Synthesizer
    encoder: ContentEncoder
    retrieval: Retrieval | None = None

    @property
    def config(self) -> VoiceConfig:
        """The network's."""
        return self.network.config

    def listeners(self) -> tuple[ContentEncoder, Retrieval | None]:
        """What turns sound into features."""
        return self.encoder, self.retrieval

    def speaker(self) -> Synthesizer:
        """What turns features into sound."""
        return self.network


class _Said(NamedTuple):
    """What the network is given of one segment, and which frames of its audio are kept."""

    phone: Mono
    f0: NDArray[np.floating] | None
    keep: tuple[int, int] | None


@dataclass
class Pipeline:
    """A voice ready to convert."""

    models: Models
    windows: Windows
    device: torch.device

    @classmethod
    def of(
        cls,
        network: Synthesizer,
        encoder: ContentEncoder,
        retrieval: Retrieval | None,
        windows: Windows,
        device: torch.device,
    ) -> Pipeline:
        """With networks that are in memory already."""
        return cls(InMemory(network, encoder, retrieval), windows, device)

    @property
    def rate(self) -> int:
        """Hz of the result."""
        return self.models.config.sample_rate

    def run(
        self,
        audio16k: Mono,
        f0: NDArray[np.floating] | None,
        manner: Manner | None = None,
        report: Reporter = SILENT,
    ) -> Mono:
        """Convert conditioned mono audio (n,) at 16 kHz that is in memory.

        Args:
            f0: as in `stream`.

        Returns:
            Mono at `rate`, of exactly round(n * rate / 16000) samples and in time with the input.
        """
        if not audio16k.size:
            return np.zeros(0, np.float32)
        wanted = round(audio16k.size * self.rate / RATE)
        found = list(self.stream(padded(audio16k, self.windows), f0, wanted, manner or Manner(), report))
        return np.concatenate(found)

    def stream(
        self,
        sound: Sound,
        f0: NDArray[np.floating] | None,
        wanted: int,
        manner: Manner,
        report: Reporter = SILENT,
    ) -> Iterator[Mono]:
        """Convert a conditioned sound at 16 kHz segment by segment.

        Args:
            sound: with `windows.margin` mirrored samples on each side.
            f0: pitch of that padded sound in Hz at 100 frames/s, 0 unvoiced, transposed and in the
                voice's dialect, one for each whole 10 ms at least; None for a voice without pitch.
            wanted: samples of the whole result.

        Yields:
            Mono at `rate`, consecutive parts of `wanted` samples in all (fewer where `manner.short`).
        """
        margin = self.windows.margin
        body = Excerpt(sound, margin, sound.size - margin)
        draw = torch.Generator(device="cpu").manual_seed(manner.seed)
        segments = plan(body, self.windows)
        given = 0
        for turn, bar in zip(
            turns := _turns(segments), parts(report, [_span(t) for t in turns]), strict=True
        ):
            listening, speaking = parts(bar, [CONTENT, NETWORK])
            said = self._listen(sound, f0, turn, manner, listening)
            network = self.models.speaker()
            for segment, heard, part_bar in zip(turn, said, _parts_of(turn, speaking), strict=True):
                part_bar.progress(0, 1, CONVERTING)
                result = self._synthesise(network, heard, manner, draw)
                part = self._cut(result, segment, wanted - given, manner, last=segment is segments[-1])
                given += part.size
                yield part
                del result, part
                tidy()
            del network, said
        report.progress(1, 1, CONVERTING)

    def _listen(
        self,
        sound: Sound,
        f0: NDArray[np.floating] | None,
        turn: Sequence[Segment],
        manner: Manner,
        report: Part,
    ) -> list[_Said]:
        encoder, retrieval = self.models.listeners()
        said = []
        for segment, bar in zip(turn, _parts_of(turn, report), strict=True):
            bar.progress(0, 1, CONVERTING)
            first = segment.start // WINDOW
            pitch = None if f0 is None else np.asarray(f0[first : first + segment.frames])
            heard = np.ascontiguousarray(sound[segment.start : segment.read_end], np.float32)
            bar.stage = CONVERTING
            content = np.nan_to_num(encoder.encode(heard, bar).float().cpu().numpy())
            said.append(self._prepare(content, pitch, segment, retrieval, manner))
        return said

    def _cut(self, result: Mono, segment: Segment, left: int, manner: Manner, *, last: bool) -> Mono:
        """A segment's own part of its result."""
        if manner.short:  # the margins are still there
            margin = self.windows.pad * self.rate
            return result[margin : result.size - margin]
        length = left if last else (segment.end - segment.start) // WINDOW * (self.rate // 100)
        part = result[:length]
        return np.pad(part, (0, length - part.size))

    def _prepare(
        self,
        content: Mono,
        f0: NDArray[np.floating] | None,
        segment: Segment,
        retrieval: Retrieval | None,
        manner: Manner,
    ) -> _Said:
        """Features of one padded segment -> what the network is given.

        That is as many frames as the features and the pitch both have, as in RVC. Its audio is kept
        without the margins, or 10 ms more; with `manner.short` all of it is.
        """
        first = self.windows.pad * 100
        needed = min(segment.frames, first - (segment.start - segment.end) // WINDOW)
        frames = max(min(2 * len(content), segment.frames), needed)
        blends = retrieval is not None and manner.index_rate > 0
        mixed = retrieval.blend(content, manner.index_rate) if retrieval and blends else content
        phone = _doubled(mixed, frames)
        if f0 is not None:
            f0 = np.pad(f0, (0, max(0, frames - len(f0))))[:frames]
            if manner.protect < 0.5 and blends:
                # Below 1 Hz counts as unvoiced in RVC.
                share = np.where(f0 >= 1, 1.0, manner.protect)[:, None].astype(np.float32)
                phone = phone * share + _doubled(content, frames) * (1 - share)
        keep = None if manner.short else (first, min(frames, needed + 1))
        return _Said(phone, f0, keep)

    def _synthesise(self, network: Synthesizer, said: _Said, manner: Manner, draw: torch.Generator) -> Mono:
        def batch(array: NDArray[np.generic]) -> Tensor:
            return torch.from_numpy(np.ascontiguousarray(array)).unsqueeze(0).to(self.device)

        frames = len(said.phone)
        lengths = torch.tensor([frames], device=self.device)
        sid = torch.tensor([manner.speaker], device=self.device)
        pitch = None if said.f0 is None else batch(coarse(said.f0))
        pitchf = None if said.f0 is None else batch(said.f0.astype(np.float32))
        noise: dict[str, Any] = {"generator": draw, "keep": said.keep}
        if manner.noise == "zero":
            config = self.models.config
            noise |= {
                "z_noise": torch.zeros(1, config.inter_channels, frames, device=self.device),
                "source_noise": torch.zeros(1, frames * config.hop, 1, device=self.device),
            }
        audio = network.infer(batch(said.phone), lengths, pitch, pitchf, sid, **noise)
        return audio[0, 0].float().cpu().numpy()


def _turns(segments: Sequence[Segment]) -> list[list[Segment]]:
    """Segments that follow each other, together about `TURN_S` long."""
    turns: list[list[Segment]] = []
    for segment in segments:
        if not turns or _span([*turns[-1], segment]) > TURN_S * RATE:
            turns.append([])
        turns[-1].append(segment)
    return turns


def _span(turn: Sequence[Segment]) -> int:
    return turn[-1].end - turn[0].start


def _parts_of(turn: Sequence[Segment], report: Part) -> list[Part]:
    return parts(report, [segment.end - segment.start for segment in turn])


def _doubled(content: Mono, frames: int) -> Mono:
    """50 to 100 frames a second; the last one is held where an encoder gave less than its margin."""
    doubled = np.repeat(content, 2, axis=0)[:frames]
    missing = frames - len(doubled)
    return np.pad(doubled, ((0, missing), (0, 0)), mode="edge") if missing > 0 else doubled
