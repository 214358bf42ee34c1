"""What a conversion loads, each once: the voice's network, its content encoder, its index."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING

from rvcdesk.conversion.options import ConvertOptions
from rvcdesk.conversion.segments import Windows, choose_windows
from rvcdesk.jobs import Reporter
from rvcdesk.messages import N_, BadInput, Message
from rvcdesk.voice.config import DRAFT_VERSION
from rvcdesk.voice.library import VoiceEntry

if TYPE_CHECKING:
    import torch

    from rvcdesk.conversion.pipeline import Pipeline
    from rvcdesk.devices import Device
    from rvcdesk.voice.index import Retrieval
    from rvcdesk.voice.synthesizer import Synthesizer
    from rvcdesk.voice.voice_header import VoiceMetadata

Stamp = tuple[int, int]


@dataclass(frozen=True)
class LoadedVoice:
    """A voice's network, ready to run, and what its file says of itself."""

    network: Synthesizer
    metadata: VoiceMetadata


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
    network = build(loaded, device).eval()
    network.fold_weight_norm()
    return LoadedVoice(network, loaded.metadata)


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

    from rvcdesk.content.encoder import load_encoder
    from rvcdesk.conversion.pipeline import Pipeline

    network = load_network(voice, changed, device, precision).network
    encoder = load_encoder(network.config.content, device)
    retrieval = None if index is None else load_index(index, stamp(index))
    place = torch.device(device)
    return Pipeline(network, encoder, retrieval, windows_for(network, place, precision), place)


def windows_for(network: Synthesizer, device: torch.device, precision: str) -> Windows:
    """How long input is divided here. By the card's whole memory, not what is free: same seed, same bytes."""
    import torch

    card = None
    if device.type == "cuda":
        card = int(torch.cuda.get_device_properties(device).total_memory)
    return choose_windows(
        draft=network.config.version == DRAFT_VERSION, half=precision == "fast", card_bytes=card
    )


def used_precision(wanted: str, device: Device) -> str:
    """What a precision asked for comes to on a device: "exact" or "fast"."""
    return "fast" if wanted == "fast" and device.bf16 else "exact"


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
