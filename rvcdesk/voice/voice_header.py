"""What a voice file says of itself, read without torch: configuration, metadata, names and shapes.

The files are our `.safetensors`, the small `.pth` of RVC-WebUI and Applio, and the large training
checkpoints `G_*.pth`.
"""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from dataclasses import dataclass, fields, replace
from pathlib import Path
from typing import Any

from rvcdesk.messages import BadInput, visible
from rvcdesk.tensors.pickle_machine import TensorInfo
from rvcdesk.tensors.safe_pickle import Look, first_look
from rvcdesk.tensors.safetensors_header import is_safetensors, read_header
from rvcdesk.voice.config import DRAFT_VERSION, VoiceConfig
from rvcdesk.voice.keys import SPEAKERS, classic_names, infer_config, looks_like_voice

FORMAT = "rvcdesk-voice-1"
FLOATS = ("float16", "bfloat16", "float32", "float64")
# What Applio calls the encoders that are the same network as RVC's own.
_USUAL_EMBEDDERS = ("", "contentvec", "hubert", "hubert_base")
_USUAL_VOCODERS = ("", "hifi-gan", "hifigan", "nsf-hifigan", "nsf-hifi-gan")


@dataclass
class VoiceMetadata:
    """What a voice says of itself beside its configuration; unknown is empty or None.

    `dialect` is which RVC's numbers it was trained with ("classic" or "2026"), `unvoiced` what
    its training saw where there was no pitch ("zero": 0 Hz, or "interpolate").
    Pitch statistics are in Hz over the voiced frames of the dataset.
    """

    name: str = ""
    info: str = ""
    epochs: int | None = None
    steps: int | None = None
    dialect: str = "classic"
    unvoiced: str = "zero"
    created: str = ""
    preset: str = ""
    author: str = ""
    f0_median: float | None = None
    f0_low: float | None = None
    f0_high: float | None = None
    dataset: str = ""

    @classmethod
    def from_json(cls, data: Any) -> VoiceMetadata:
        """Take what has the right kind out of a stranger's mapping and leave the rest."""
        known = cls()
        for each in fields(cls):
            value = data.get(each.name) if isinstance(data, dict) else None
            if isinstance(value, str) and each.type == "str":
                setattr(known, each.name, visible(value[:1000]))
            elif type(value) is int and each.type == "int | None" and 0 <= value < 1 << 53:
                setattr(known, each.name, value)
            elif isinstance(value, (int, float)) and each.type == "float | None":
                setattr(known, each.name, float(value) if 0 < value < 1e5 else None)
        return known


@dataclass(frozen=True)
class VoiceHeader:
    """What can be known of a voice file without torch: shapes are by RVC's weight names."""

    path: Path
    kind: str  # "voice" or "checkpoint"
    config: VoiceConfig
    metadata: VoiceMetadata
    shapes: dict[str, tuple[int, ...]]
    dtypes: dict[str, str]


def voice_header(path: Path) -> VoiceHeader:
    """A voice's configuration and metadata, without torch.

    Raises:
        BadInput: the file is no voice, or says impossible things of itself.
    """
    return _safetensors_header(path) if is_safetensors(path) else pth_header(first_look(path))


def pth_header(look: Look) -> VoiceHeader:
    root, name = look.root, look.path.name
    kind, tensors = _weights_of(root, name)
    infos = look.tensors(tensors)
    if len(infos) != len(tensors):
        raise BadInput("{file} holds something beside tensors among its weights and was refused.", file=name)
    _check_dtypes(infos, name)
    try:
        infos = classic_names(infos)
        shapes = {key: info.shape for key, info in infos.items()}
        if kind == "checkpoint" and "config" not in root:
            config = infer_config(shapes)
        else:
            config = _read_config(root, shapes)
    except BadInput as error:
        raise BadInput("{file} cannot be used. {problem}", file=name, problem=error) from error
    dtypes = {key: info.dtype for key, info in infos.items()}
    return VoiceHeader(look.path, kind, config, _pth_metadata(root, kind), shapes, dtypes)


def _weights_of(root: Any, name: str) -> tuple[str, dict[Any, Any]]:
    """Which of the two RVC files this is, and its weights."""
    if isinstance(root, dict) and isinstance(root.get("weight"), dict):
        return "voice", root["weight"]
    if isinstance(root, dict) and isinstance(root.get("model"), dict):
        model = {str(key): value for key, value in root["model"].items()}
        if looks_like_voice(model):
            return "checkpoint", root["model"]
        if any(key.startswith("discriminators.") for key in model):
            raise BadInput(
                "{file} is the discriminator of a training run, not a voice; choose the G_ file beside it.",
                file=name,
            )
    if isinstance(root, dict) and "config" in root:
        raise BadInput(
            "{file} holds a voice's configuration but no weights; copy or download it again.", file=name
        )
    raise BadInput(
        "{file} is a PyTorch file of something else, not a voice; choose a voice's file.", file=name
    )


def _check_dtypes(infos: Mapping[str, TensorInfo], name: str) -> None:
    for key, info in infos.items():
        if info.dtype not in FLOATS:
            raise BadInput(
                "{file} stores {weight} as {dtype}, which no voice does; it was refused.",
                file=name,
                weight=key[:80],
                dtype=info.dtype,
            )


def _read_config(root: Mapping[Any, Any], shapes: Mapping[str, tuple[int, ...]]) -> VoiceConfig:
    if "config" not in root:
        raise BadInput("It holds no configuration; copy or download it again.")
    vocoder = str(root.get("vocoder", ""))[:40]
    if vocoder.lower() not in _USUAL_VOCODERS:
        raise BadInput(
            "It was trained with the vocoder {vocoder}, which only Applio has; "
            "RVC Desk reads voices made with HiFi-GAN.",
            vocoder=vocoder,
        )
    version = _version(root.get("version", "v1"))
    config = VoiceConfig.from_list(root["config"], version=version, f0=_flag(root.get("f0", 1)))
    rows = shapes.get(SPEAKERS, (config.speakers,))
    if len(rows) == 2 and 1 <= rows[0] <= 4096:
        config = replace(config, speakers=rows[0])
    embedder = visible(str(root.get("embedder_model") or "")[:60])
    if config.version != DRAFT_VERSION and embedder.lower() not in _USUAL_EMBEDDERS:
        config = replace(config, content=embedder)
    return config


def _version(value: Any) -> str:
    """Some tools write 2 or "V2" for "v2"."""
    text = str(value) if isinstance(value, (str, int)) else "?"
    return {"1": "v1", "2": "v2"}.get(text.strip().lower().removeprefix("v"), text)


def _flag(value: Any) -> bool:
    if isinstance(value, str):
        return value.strip().lower() not in ("0", "false", "no", "")
    if isinstance(value, (bool, int, float)) and value in (0, 1):
        return bool(value)
    raise BadInput("It says neither yes nor no about pitch.")


def _pth_metadata(root: Mapping[Any, Any], kind: str) -> VoiceMetadata:
    if isinstance(root.get("rvcdesk"), str):
        with_json = _json(root["rvcdesk"])
        if isinstance(with_json, dict):
            return VoiceMetadata.from_json(with_json)
    info = root["info"] if isinstance(root.get("info"), str) else ""
    counted = re.match(r"\s*(\d{1,7})\s*epoch", info)
    epochs = int(counted[1]) if counted else root.get("epoch", root.get("iteration"))
    return VoiceMetadata.from_json(
        {
            "name": root.get("model_name"),
            "info": info,
            "epochs": epochs,
            "steps": root.get("step"),
            "created": root.get("creation_date"),
            "author": root.get("author"),
            "dataset": root.get("dataset_length"),
        }
    )


def _safetensors_header(path: Path) -> VoiceHeader:
    header = read_header(path)
    said = header.metadata
    if said.get("format") != FORMAT:
        newer = str(said.get("format", "")).startswith("rvcdesk-voice-")
        if newer:
            raise BadInput("{file} was made by a newer RVC Desk; update to open it.", file=path.name)
        raise BadInput("{file} is a safetensors file of something else, not a voice.", file=path.name)
    try:
        _check_dtypes(header.tensors, path.name)
        infos = classic_names(header.tensors)
        config = VoiceConfig.from_list(
            _json(said.get("config", "")), version=said.get("version", "?"), f0=_flag(said.get("f0", "?"))
        )
    except BadInput as error:
        raise BadInput("{file} cannot be used. {problem}", file=path.name, problem=error) from error
    content = visible(said.get("content", config.content)[:60])
    metadata = VoiceMetadata.from_json(_json(said.get("metadata", "")))
    shapes = {key: info.shape for key, info in infos.items()}
    dtypes = {key: info.dtype for key, info in infos.items()}
    return VoiceHeader(path, "voice", replace(config, content=content), metadata, shapes, dtypes)


def _json(text: str) -> Any:
    try:
        return json.loads(text)
    except (ValueError, RecursionError):
        return None
