"""Voice files in and out: our `.safetensors`, RVC's and Applio's `.pth`, training checkpoints.

Nothing of a file is trusted: a first look without torch, the tensors read by our own hands (no pickle
is ever run), then names, shapes, types and finite values are compared with the network that the file's
own configuration describes. Peers skip these checks, and a file with missing weights "loads" there as noise.
"""

from __future__ import annotations

import functools
import json
from collections import OrderedDict
from collections.abc import Mapping
from dataclasses import asdict, dataclass, field, replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

from rvcdesk.disk import atomic_write, sha256, write_text
from rvcdesk.messages import BadInput, UserError
from rvcdesk.tensors.pickle_machine import DAMAGED
from rvcdesk.tensors.reading import pickled_tensors, safetensors_tensors
from rvcdesk.tensors.safe_pickle import Look, first_look
from rvcdesk.tensors.safetensors_header import is_safetensors
from rvcdesk.tensors.unset import unset_weights
from rvcdesk.voice.config import CONTENT, DRAFT_VERSION, VoiceConfig
from rvcdesk.voice.keys import POSTERIOR, classic_names, without_posterior
from rvcdesk.voice.library import file_stem
from rvcdesk.voice.voice_header import FORMAT, VoiceHeader, VoiceMetadata, pth_header, voice_header

if TYPE_CHECKING:
    import torch

    from rvcdesk.voice.synthesizer import Synthesizer


@dataclass
class VoiceFile:
    """A voice in memory. `weights` have RVC's names, and the posterior encoder only if the file had it."""

    config: VoiceConfig
    weights: dict[str, torch.Tensor] = field(repr=False)
    metadata: VoiceMetadata = field(default_factory=VoiceMetadata)


def load_voice(path: Path) -> VoiceFile:
    """Read and check a voice: `.safetensors`, a small `.pth`, or a large `G_*.pth`.

    Raises:
        BadInput: anything about the file is not as it must be; nothing of it is kept.
    """
    if is_safetensors(path):
        header = voice_header(path)
        check_shapes(header.config, header.shapes, path.name)
        weights = classic_names(safetensors_tensors(path))
    else:
        look = first_look(path)
        header = pth_header(look)
        # Before the bytes are read: a file of something else may be of any size.
        check_shapes(header.config, header.shapes, path.name)
        weights = _load_pth(look)
    _compare_with_header(header, weights)
    check_weights(header.config, weights, path.name)
    return VoiceFile(header.config, weights, header.metadata)


def _load_pth(look: Look) -> dict[str, torch.Tensor]:
    root = look.root["weight"] if "weight" in look.root else look.root["model"]
    return classic_names(pickled_tensors(look, look.tensors(root)))


def _compare_with_header(header: VoiceHeader, weights: Mapping[str, torch.Tensor]) -> None:
    """What was read must be what the first look saw: the file may have changed in between."""
    got = {
        name: (tuple(tensor.shape), str(tensor.dtype).removeprefix("torch."))
        for name, tensor in weights.items()
    }
    seen = {name: (shape, header.dtypes[name]) for name, shape in header.shapes.items()}
    if got != seen:
        raise BadInput(DAMAGED, file=header.path.name)


@functools.lru_cache(maxsize=16)
def _wanted_shapes(config: VoiceConfig) -> dict[str, tuple[int, ...]]:
    from rvcdesk.voice.synthesizer import build_synthesizer

    with unset_weights("meta"):
        return {name: tuple(value.shape) for name, value in build_synthesizer(config).state_dict().items()}


def needed_shapes(config: VoiceConfig, there: Mapping[str, object]) -> dict[str, tuple[int, ...]]:
    """Every weight that `config` describes; of the posterior encoder's only if any of them is `there`."""
    # The segment's length is no part of the network.
    wanted = _wanted_shapes(replace(config, segment_frames=32))
    return wanted if any(POSTERIOR in name for name in there) else without_posterior(wanted)


def check_shapes(config: VoiceConfig, shapes: Mapping[str, tuple[int, ...]], file: str) -> None:
    """Compare names and shapes with the network that `config` describes.

    Raises:
        BadInput: a weight is missing, unknown, or of the wrong shape.
    """
    needed = needed_shapes(config, shapes)
    missing = [name for name in needed if name not in shapes]
    if missing:
        raise BadInput(
            "{file} lacks {count} of the voice's weights (such as {weight}); it is incomplete, get it again.",
            file=file,
            count=len(missing),
            weight=missing[0],
        )
    unknown = [name for name in shapes if name not in needed]
    if unknown:
        raise BadInput(
            "{file} holds weights that its configuration does not have ({count}, such as {weight}); "
            "it is not the voice it says it is.",
            file=file,
            count=len(unknown),
            weight=unknown[0][:80],
        )
    for name, shape in needed.items():
        if shapes[name] != shape:
            raise BadInput(
                "{file} holds {weight} as {found} where its configuration needs {wanted}; it is damaged "
                "or altered.",
                file=file,
                weight=name,
                found="x".join(map(str, shapes[name])),
                wanted="x".join(map(str, shape)),
            )


def check_weights(config: VoiceConfig, weights: Mapping[str, torch.Tensor], file: str) -> None:
    """`check_shapes`, and every value must be a finite number.

    Raises:
        BadInput: as `check_shapes`, or a weight is infinite or not a number.
    """
    import torch

    check_shapes(config, {name: tuple(tensor.shape) for name, tensor in weights.items()}, file)
    for name, tensor in weights.items():
        if not bool(torch.isfinite(tensor).all()):
            raise BadInput(
                "{file} holds numbers that are not finite ({weight}); its training went wrong, "
                "use an earlier save.",
                file=file,
                weight=name,
            )


def build(voice: VoiceFile, device: str | torch.device = "cpu") -> Synthesizer:
    """The voice's network in float32 for conversion: checked, without posterior encoder, in eval mode.

    Raises:
        BadInput: the weights do not fit the configuration.
    """
    import torch

    from rvcdesk.voice.synthesizer import build_synthesizer

    check_weights(voice.config, voice.weights, voice.metadata.name or "voice")
    with unset_weights():
        network = build_synthesizer(voice.config)
    network.drop_posterior()
    weights = without_posterior(voice.weights)
    network.load_state_dict(
        {name: value.to(torch.float32, copy=True) for name, value in weights.items()}, assign=True
    )
    return network.eval().requires_grad_(False).to(device)


# ---------------------------------------------------------------------------- writing


@dataclass(frozen=True)
class SavedVoice:
    """The files of a saved voice."""

    safetensors: Path
    pth: Path
    facts: Path


def save_voice(folder: Path, voice: VoiceFile, name: str) -> SavedVoice:
    """Write `<name>.safetensors`, `<name>.pth` and voice.json, each proven to load before it appears.

    Both weight files hold the same float16 numbers, as RVC's do: conversion computes in float32,
    and half the size rounds a weight by at most 1 part in 2048. The posterior encoder is left out. The `.pth`
    has RVC's layout; a draft voice's adds keys that make other tools refuse it cleanly.

    Raises:
        UserError: the folder cannot be written, or what was written does not read back.
        BadInput: the weights do not fit the configuration or are not finite.
    """
    import torch

    stem = file_stem(name)
    voice = _halved(voice, stem)
    saved = SavedVoice(folder / f"{stem}.safetensors", folder / f"{stem}.pth", folder / "voice.json")
    with atomic_write(saved.safetensors) as native:
        _write_native(native, voice)
        with atomic_write(saved.pth) as shared:
            with open(shared, "wb") as file:
                torch.save(_rvc_layout(voice), file)
            _prove(shared, voice)
    write_text(saved.facts, facts_text(voice, name, (saved.safetensors, saved.pth)))
    return saved


def save_native(path: Path, voice: VoiceFile) -> None:
    """Write the .safetensors alone, proven to load before it appears.

    Raises:
        UserError, BadInput: as `save_voice`.
    """
    voice = _halved(voice, path.stem)
    with atomic_write(path) as temporary:
        _write_native(temporary, voice)


def _halved(voice: VoiceFile, stem: str) -> VoiceFile:
    """In float16 without the posterior encoder, checked."""
    import torch

    check_shapes(voice.config, {key: tuple(value.shape) for key, value in voice.weights.items()}, stem)
    # In the network's order, as RVC writes them: .safetensors files come sorted by name.
    order = without_posterior(_wanted_shapes(replace(voice.config, segment_frames=32)))
    weights = {
        key: voice.weights[key].detach().to("cpu", torch.float16).contiguous().clone() for key in order
    }
    check_weights(voice.config, weights, stem)
    return VoiceFile(voice.config, weights, voice.metadata)


def _write_native(path: Path, voice: VoiceFile) -> None:
    from safetensors.torch import save

    # Not save_file: it writes under a name of its own first, which a kill would leave lying there.
    path.write_bytes(save(dict(voice.weights), metadata=_safetensors_text(voice)))
    _prove(path, voice)


def _safetensors_text(voice: VoiceFile) -> dict[str, str]:
    config = voice.config
    return {
        "format": FORMAT,
        "config": json.dumps(config.to_list()),
        "version": config.version,
        "f0": str(int(config.f0)),
        "sample_rate": str(config.sample_rate),
        "content": config.content,
        "metadata": json.dumps(asdict(voice.metadata), ensure_ascii=False),
    }


def _rvc_layout(voice: VoiceFile) -> OrderedDict[str, Any]:
    """RVC's small file: its keys, in its order, with its types."""
    config, metadata = voice.config, voice.metadata
    root: OrderedDict[str, Any] = OrderedDict()
    root["weight"] = OrderedDict(voice.weights)
    root["config"] = config.to_list()
    root["info"] = metadata.info if metadata.epochs is None else f"{metadata.epochs}epoch"
    root["sr"] = f"{config.sample_rate // 1000}k"
    root["f0"] = int(config.f0)
    root["version"] = config.version
    if config.version == DRAFT_VERSION:
        root["content"] = config.content
        root["rvcdesk"] = json.dumps(asdict(metadata), ensure_ascii=False)
    elif config.content != CONTENT[config.version][0]:
        root["embedder_model"] = config.content
    return root


def facts_text(voice: VoiceFile, name: str, files: tuple[Path, ...]) -> str:
    """voice.json: what lists and people want to know without opening a model file."""
    config = voice.config
    facts = {
        "schema": 1,
        "name": name,
        "files": {path.name: sha256(path) for path in files},
        "version": config.version,
        "sample_rate": config.sample_rate,
        "f0": config.f0,
        "content": config.content,
        "speakers": config.speakers,
        "epochs": voice.metadata.epochs,
        "f0_median": voice.metadata.f0_median,
        "exportable": config.version != DRAFT_VERSION,
        "metadata": asdict(voice.metadata),
    }
    return json.dumps(facts, ensure_ascii=False, indent=1) + "\n"


def _prove(written: Path, voice: VoiceFile) -> None:
    """Read a file just written, strictly, and compare every weight bit by bit."""
    import torch

    try:
        again = load_voice(written)
    except BadInput as error:
        raise UserError(
            "The voice did not read back after writing; check the disk. {problem}", problem=error
        ) from error
    # RVC's list has 32 for every segment, so that number does not come back.
    config = replace(again.config, segment_frames=voice.config.segment_frames)
    same = config == voice.config and list(again.weights) and set(again.weights) == set(voice.weights)
    if not same or not all(torch.equal(again.weights[key], value) for key, value in voice.weights.items()):
        raise UserError("The voice did not read back as it was written; check the disk and memory.")
