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
from rvcdesk.voice.config import DRAFT_VERSION
from rvcdesk.voice.library import VoiceEntry

if TYPE_CHECKING:
    import torch

    from rvcdesk.conversion.pipeline import Pipeline
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


@lru_cache(maxsize=2)
def load_network(voice: Path, changed: Stamp, device: str, precision: str) -> LoadedVoice:
    """The voice's network on a device; kept while the engine lives. `changed` is the file's `stamp`.

    Raises:
        BadInput: the file is no voice, or a broken one.
    """
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


def load_pipeline(
    voice: Path, changed: Stamp, index: Path | None, device: str, precision: str = "exact"
) -> Pipeline:
    """Voice, encoder and index together, from what is kept or anew.

    Raises:
        BadInput: one of the files is broken.
        UserError: the encoder's weights are missing.
    """
    import torch

    from rvcdesk.content.encoder import Precision, load_encoder
    from rvcdesk.conversion.pipeline import Pipeline

    loaded = load_network(voice, changed, device, precision)
    network = loaded.network
    exactly: Precision = "fast" if loaded.precision == "fast" else "exact"
    encoder = load_encoder(network.config.content, device, exactly)
    if encoder.dim != network.config.content_dim:
        raise BadInput(
            "{file} needs features of {wanted} numbers, and the content encoder {encoder} that it names "
            "gives {found}; the voice cannot be used.",
            file=voice.name,
            wanted=network.config.content_dim,
            encoder=network.config.content,
            found=encoder.dim,
        )
    retrieval = None if index is None else load_index(index, stamp(index))
    tidy()
    place = torch.device(device)
    return Pipeline(network, encoder, retrieval, windows_for(loaded, place), place)


def windows_for(voice: LoadedVoice, device: torch.device) -> Windows:
    """How long input is divided here. By the card's whole memory, not what is free: same seed, same bytes."""
    import torch

    card = None
    if device.type == "cuda":
        card = int(torch.cuda.get_device_properties(device).total_memory)
    draft = voice.network.config.version == DRAFT_VERSION
    return choose_windows(draft=draft, half=voice.precision == "fast", card_bytes=card)


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
