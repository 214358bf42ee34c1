"""What a conversion loads, each once: the voice's network, its content encoder, its index."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING

from rvcdesk.conversion.memory import tidy
from rvcdesk.conversion.options import ConvertOptions
from rvcdesk.conversion.segments import Windows, choose_windows
from rvcdesk.jobs import Reporter
from rvcdesk.messages import N_, BadInput, Message
from rvcdesk.voice.config import DRAFT_VERSION, VoiceConfig
from rvcdesk.voice.library import VoiceEntry

if TYPE_CHECKING:
    import torch

    from rvcdesk.content.encoder import ContentEncoder
    from rvcdesk.voice.index import Retrieval
    from rvcdesk.voice.synthesizer import Synthesizer
    from rvcdesk.voice.voice_header import VoiceMetadata

Stamp = tuple[int, int]


@dataclass(frozen=True)
class LoadedVoice:
    """A voice's network, ready to run, what its file says of itself, and the precision it really has."""

    network: Synthesizer
    metadata: VoiceMetadata
    precision: str = "exact"


def stamp(path: Path) -> Stamp:
    """What changes when a file does."""
    stat = path.stat()
    return stat.st_size, stat.st_mtime_ns


def load_network(voice: Path, changed: Stamp, device: str, precision: str) -> LoadedVoice:
    """The voice's network on a device; kept while the engine lives. `changed` is the file's `stamp`.

    Raises:
        BadInput: the file is no voice, or a broken one.
    """
    return _network(voice, changed, device, precision)


@lru_cache(maxsize=2)
def _network(voice: Path, changed: Stamp, device: str, precision: str) -> LoadedVoice:
    from rvcdesk.voice.checkpoint import build, load_voice

    loaded = load_voice(voice)
    network = build(loaded, device)
    metadata = loaded.metadata
    del loaded  # its weights are in the network now
    used = network.prepare(precision)
    tidy()
    return LoadedVoice(network, metadata, used)


@lru_cache(maxsize=1)
def load_index(path: Path, changed: Stamp) -> Retrieval:
    """An index, kept as the network is.

    Raises:
        BadInput: the file is no usable index.
    """
    from rvcdesk.voice.index import Retrieval

    return Retrieval(path)


@dataclass
class VoiceModels:
    """A voice's models from their files, as a stage asks for them.

    With `turns` only those of one stage are in memory at a time: less than half of what all take, for
    a second or so of loading at each change. Without, they are kept for what comes next.
    """

    voice: Path
    index: Path | None
    config: VoiceConfig
    device: str
    asked: str
    precision: str
    turns: bool = False

    def listeners(self) -> tuple[ContentEncoder, Retrieval | None]:
        """The content encoder and the index.

        Raises:
            BadInput: one of the files is broken, or the encoder is another than the voice learnt with.
            UserError: the encoder's weights are missing.
        """
        from rvcdesk.content.encoder import Precision, load_encoder

        self.make_room()
        exactly: Precision = "fast" if self.precision == "fast" else "exact"
        encoder = load_encoder(self.config.content, self.device, exactly)
        if encoder.dim != self.config.content_dim:
            raise BadInput(
                "{file} needs features of {wanted} numbers, and the content encoder {encoder} that it names "
                "gives {found}; the voice cannot be used.",
                file=self.voice.name,
                wanted=self.config.content_dim,
                encoder=self.config.content,
                found=encoder.dim,
            )
        retrieval = None if self.index is None else load_index(self.index, stamp(self.index))
        tidy()
        return encoder, retrieval

    def speaker(self) -> Synthesizer:
        """The network.

        Raises:
            BadInput: the file changed into something else meanwhile.
        """
        self.make_room()
        return load_network(self.voice, stamp(self.voice), self.device, self.asked).network

    def make_room(self) -> None:
        """With `turns`: let go of what the stage before had."""
        from rvcdesk.content.encoder import free_encoder

        if self.turns:
            _network.cache_clear()
            load_index.cache_clear()
            free_encoder()
            tidy()


def windows_for(config: VoiceConfig, precision: str, device: torch.device) -> Windows:
    """How long input is divided here. By the card's whole memory, not what is free: same seed, same bytes."""
    import torch

    card = None
    if device.type == "cuda":
        card = int(torch.cuda.get_device_properties(device).total_memory)
    draft = config.version == DRAFT_VERSION
    return choose_windows(draft=draft, half=precision == "fast", card_bytes=card)


def usable_index(options: ConvertOptions, entry: VoiceEntry, dim: int, report: Reporter) -> Path | None:
    """The index to mix in: the one asked for, or the voice's own where it has one that can be used.

    Raises:
        BadInput: the one asked for cannot be used with this voice.
    """
    if options.index_rate <= 0:
        return None
    path = options.index or entry.index
    if path is None:
        report.warn(Message(N_("The voice {voice} has no index; it is used without."), {"voice": entry.name}))
        return None
    try:
        _check_index(path, dim)
    except BadInput as error:
        if options.index is not None:
            raise
        report.warn(
            Message(
                N_("The voice {voice} is used without its index. {problem}"),
                {"voice": entry.name, "problem": error},
            )
        )
        return None
    return path


def _check_index(path: Path, dim: int) -> None:
    from rvcdesk.voice.index_file import read_layout

    if not path.is_file():
        raise BadInput("{file} does not exist; check the path.", file=path)
    found = read_layout(path).dim
    if found != dim:
        raise BadInput(
            "{file} holds features of {found} numbers and the voice works with {wanted}; "
            "choose the voice's own index.",
            file=path.name,
            found=found,
            wanted=dim,
        )
    load_index(path, stamp(path))
