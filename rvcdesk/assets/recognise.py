"""What a model file is by what it holds, for files whose SHA-256 nobody published. Runs nothing in it."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

from rvcdesk.messages import BadInput
from rvcdesk.tensors.pickle_machine import TensorInfo
from rvcdesk.tensors.safe_pickle import first_look
from rvcdesk.tensors.safetensors_header import is_safetensors, read_header

# Kinds. The first three can stand in for a published file; the others belong elsewhere in the app.
RMVPE, FAIRSEQ, TRANSFORMERS = "rmvpe", "contentvec-fairseq", "contentvec"
VOICE, CHECKPOINT, INDEX, NOTHING = "voice", "checkpoint", "index", ""

# Tensors that tell a network, and their shapes (None: any length).
_MARKS: dict[str, dict[str, tuple[int | None, ...]]] = {
    RMVPE: {
        "unet.encoder.bn.weight": (None,),
        "cnn.weight": (3, None, 3, 3),
        "fc.0.gru.weight_ih_l0": (None, 384),
        "fc.1.weight": (360, None),
    },
    FAIRSEQ: {
        "feature_extractor.conv_layers.0.0.weight": (512, 1, 10),
        "post_extract_proj.weight": (768, 512),
        "encoder.layers.11.fc1.weight": (3072, 768),
    },
    TRANSFORMERS: {
        "feature_extractor.conv_layers.0.conv.weight": (512, 1, 10),
        "feature_projection.projection.weight": (768, 512),
        "encoder.layers.11.feed_forward.intermediate_dense.weight": (3072, 768),
    },
}
MAX_CONFIG = 1 << 20


def kind_of(path: Path) -> str:
    """One of the kinds above.

    Raises:
        BadInput: it is damaged, refused, or no model file at all.
    """
    with open(path, "rb") as file:
        head = file.read(4)
    if head[:2] in (b"Iw", b"Ix") and path.suffix.lower() == ".index":
        return INDEX
    if is_safetensors(path):
        header = read_header(path)
        if "config" in header.metadata and any(name.startswith("enc_p.") for name in header.tensors):
            return VOICE
        return TRANSFORMERS if _has(header.tensors, TRANSFORMERS) else NOTHING
    look = first_look(path)
    root = look.root
    if not isinstance(root, dict):
        return NOTHING
    weights = look.tensors(root)
    inner = look.tensors(root.get("model"))
    if isinstance(root.get("weight"), dict) and "config" in root:
        return VOICE
    if any(name.startswith(("enc_p.", "discriminators.")) for name in inner):
        return CHECKPOINT
    if _has(weights, RMVPE) or _has(inner, RMVPE):
        return RMVPE
    if _has(inner, FAIRSEQ):
        return FAIRSEQ
    return TRANSFORMERS if _has(weights, TRANSFORMERS) else NOTHING


def is_content_config(path: Path) -> bool:
    """Whether a `config.json` describes a HuBERT of the size of ContentVec."""
    try:
        if path.stat().st_size > MAX_CONFIG:
            return False
        data: Any = json.loads(path.read_text(encoding="utf-8"))
    except (OSError, ValueError, RecursionError):
        return False
    wanted = {"model_type": "hubert", "hidden_size": 768, "num_hidden_layers": 12}
    return isinstance(data, dict) and all(data.get(key) == value for key, value in wanted.items())


def refusal(path: Path) -> tuple[str, BadInput | None]:
    """`kind_of`, or why it has none."""
    try:
        return kind_of(path), None
    except BadInput as error:
        return NOTHING, error
    except OSError as error:
        reason = error.strerror or str(error)
        return NOTHING, BadInput("{file} could not be read ({reason}).", file=path.name, reason=reason)


def _has(tensors: dict[str, TensorInfo], kind: str) -> bool:
    for name, shape in _MARKS[kind].items():
        info = tensors.get(name)
        if info is None or len(info.shape) != len(shape):
            return False
        if any(wanted not in (None, real) for wanted, real in zip(shape, info.shape, strict=True)):
            return False
    return True
