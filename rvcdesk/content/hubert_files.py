"""Reads the files that ContentVec and HuBERT come in, without running any of the pickles in them.

- fairseq's `.pt`: the weights lie under `model`, the number of heads in `cfg` or `args`, which may be a
  dict, an argparse.Namespace or an omegaconf tree. Nothing of it is built; see `rvcdesk.tensors`.
- A transformers folder: config.json with model.safetensors or pytorch_model.bin.
- The weights alone, as `.safetensors`, `.bin` or `.pt`, by fairseq's names or by those of transformers.

All become one dictionary by the names of `hubert_net.HubertNet`.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from rvcdesk.content.hubert_shape import HEAD_WIDTH, KERNELS, STRIDES, HubertShape
from rvcdesk.messages import N_, BadInput, Message
from rvcdesk.tensors.pickle_machine import Inert, TensorInfo
from rvcdesk.tensors.reading import pickled_tensors, safetensors_tensors
from rvcdesk.tensors.safe_pickle import Look, first_look
from rvcdesk.tensors.safetensors_header import is_safetensors, read_header

if TYPE_CHECKING:
    from torch import Tensor

MAX_CONFIG = 1 << 20
FLOATS = ("float16", "bfloat16", "float32")
WEIGHTS = ("model.safetensors", "pytorch_model.bin")

NO_HUBERT = N_(
    "{file} is not a ContentVec or HuBERT model; choose hubert_base.pt, or a folder with config.json "
    "and pytorch_model.bin."
)
OTHER_KIND = N_(
    "{file} is a HuBERT of a kind that no RVC voice was trained with ({what}); choose a base model "
    "like hubert_base.pt."
)
WRONG_CONFIG = N_("{file} says {what}, which does not fit its own weights; download the model again.")

# A name in the file (fairseq's, then that of transformers) -> ours.
_NAMES: tuple[tuple[str, str], ...] = (
    (r"feature_extractor\.conv_layers\.(\d)\.(?:0|conv)\.(weight|bias)", r"conv.\1.\2"),
    (r"feature_extractor\.conv_layers\.0\.(?:2|layer_norm)\.(weight|bias)", r"conv_norm.\1"),
    (r"(?:feature_projection\.)?layer_norm\.(weight|bias)", r"feature_norm.\1"),
    (r"(?:post_extract_proj|feature_projection\.projection)\.(weight|bias)", r"project.\1"),
    (r"encoder\.(?:pos_conv\.0|pos_conv_embed\.conv)\.(weight|bias|weight_[gv])", r"pos.\1"),
    (r"encoder\.(?:pos_conv\.0|pos_conv_embed\.conv)\.parametrizations\.weight\.original0", "pos.weight_g"),
    (r"encoder\.(?:pos_conv\.0|pos_conv_embed\.conv)\.parametrizations\.weight\.original1", "pos.weight_v"),
    (r"encoder\.layer_norm\.(weight|bias)", r"norm.\1"),
    (
        r"encoder\.layers\.(\d\d?)\.(?:self_attn|attention)\.(q|k|v|out)_proj\.(weight|bias)",
        r"layers.\1.\2.\3",
    ),
    (
        r"encoder\.layers\.(\d\d?)\.(?:self_attn_)?layer_norm\.(weight|bias)",
        r"layers.\1.attention_norm.\2",
    ),
    (
        r"encoder\.layers\.(\d\d?)\.(?:fc1|feed_forward\.intermediate_dense)\.(weight|bias)",
        r"layers.\1.fc1.\2",
    ),
    (r"encoder\.layers\.(\d\d?)\.(?:fc2|feed_forward\.output_dense)\.(weight|bias)", r"layers.\1.fc2.\2"),
    (r"encoder\.layers\.(\d\d?)\.final_layer_norm\.(weight|bias)", r"layers.\1.final_norm.\2"),
    (r"final_proj\.(weight|bias)", r"final_proj.\1"),
)
# Only of use in training, or heads of other tasks.
_HARMLESS = re.compile(r"mask_emb|masked_spec_embed|label_embs_concat|(lm_head|projector|classifier)\..*")


@dataclass(frozen=True)
class HubertWeights:
    """The weights that are wanted, by our names, in the file's own types and checked."""

    shape: HubertShape
    tensors: dict[str, Tensor]


@dataclass(frozen=True)
class _Source:
    """One file of weights and what is said about it; `look` is None for a `.safetensors`."""

    path: Path
    look: Look | None
    infos: dict[str, TensorInfo]
    facts: Mapping[str, Any]


def read_hubert(path: Path, layers: int, projected: int = 0) -> HubertWeights:
    """The first `layers` transformer layers of the model at `path`, a file or a transformers folder.

    Args:
        projected: the width that final_proj must have; 0 leaves it out.

    Raises:
        BadInput: this is no such model, or a damaged one; in one sentence.
    """
    source = _open(path)
    infos = _our_names(source)
    shape = _shape(infos, source, layers, projected)
    wanted = {name: infos[name] for name in _expected(infos, shape, source.path.name)}
    for name, info in wanted.items():
        if info.dtype not in FLOATS:
            raise BadInput(
                "{file} stores {weight} as {dtype}, which no HuBERT does; it was refused.",
                file=source.path.name,
                weight=name,
                dtype=info.dtype,
            )
    if source.look is not None:
        tensors = pickled_tensors(source.look, wanted)
    else:
        every = safetensors_tensors(source.path)
        tensors = {name: every[info.storage] for name, info in wanted.items()}
    for name, tensor in tensors.items():
        if not tensor.isfinite().all():
            raise BadInput(
                "{file} holds numbers that are not finite ({weight}); download it again.",
                file=source.path.name,
                weight=name,
            )
    return HubertWeights(shape, tensors)


# ---------------------------------------------------------------------------- files


def _open(path: Path) -> _Source:
    weights = path
    if path.is_dir():
        weights = next((path / name for name in WEIGHTS if (path / name).is_file()), path / WEIGHTS[-1])
        if not weights.is_file() or not (path / "config.json").is_file():
            raise BadInput(
                "The folder {file} is not a HuBERT model folder; it needs config.json and {weights}.",
                file=path.name,
                weights=WEIGHTS[-1],
            )
    if is_safetensors(weights):
        header = read_header(weights)
        return _Source(weights, None, header.tensors, _transformers_facts(weights.parent))
    look = first_look(weights)
    root = look.root if isinstance(look.root, dict) else {}
    inner = root.get("model")
    infos = look.tensors(inner if isinstance(inner, dict) else root)
    facts = _fairseq_facts(root) if isinstance(inner, dict) else _transformers_facts(weights.parent)
    return _Source(weights, look, infos, facts)


def _transformers_facts(folder: Path) -> dict[str, Any]:
    """config.json beside the weights; empty where there is none."""
    path = folder / "config.json"
    if not path.is_file():
        return {}
    try:
        if path.stat().st_size > MAX_CONFIG:
            raise ValueError
        data = json.loads(path.read_text(encoding="utf-8"))
        if not isinstance(data, dict):
            raise ValueError
    except (OSError, ValueError, RecursionError) as error:
        raise BadInput("{file} is damaged; copy or download it again.", file=path.name) from error
    return data


def _fairseq_facts(root: Mapping[Any, Any]) -> dict[str, Any]:
    """What fairseq says of the network, by the names of transformers."""
    model = _member(root.get("cfg"), "model")
    if not isinstance(model, dict):
        model = _bare(root.get("args"))
    if not isinstance(model, dict):
        return {}
    extractor = {"layer_norm": "layer", "default": "group"}
    names = {
        "num_attention_heads": "encoder_attention_heads",
        "do_stable_layer_norm": "layer_norm_first",
        "feat_extract_norm": "extractor_mode",
        "hidden_act": "activation_fn",
    }
    facts = {ours: _bare(model[theirs]) for ours, theirs in names.items() if theirs in model}
    mode = facts.get("feat_extract_norm")
    if isinstance(mode, str):
        facts["feat_extract_norm"] = extractor.get(mode, mode)
    return facts


def _member(node: Any, name: str) -> Any:
    inside = _bare(node)
    return _bare(inside.get(name)) if isinstance(inside, dict) else None


def _bare(node: Any) -> Any:
    """The plain value within a namespace, an enum's member or a node of omegaconf."""
    while isinstance(node, Inert):
        state = node.state[-1] if isinstance(node.state, tuple) and node.state else node.state
        if not isinstance(state, dict):
            return state
        node = state.get("_content", state.get("_val", state))
    return node


# ---------------------------------------------------------------------------- names


def _our_names(source: _Source) -> dict[str, TensorInfo]:
    """The tensors by our names.

    Raises:
        BadInput: something is there that no HuBERT has, or there twice.
    """
    keys = {key: key.removeprefix("hubert.") for key in source.infos}
    if not any(key.startswith("feature_extractor.conv_layers.0.") for key in keys.values()):
        raise BadInput(NO_HUBERT, file=source.path.name)
    found: dict[str, TensorInfo] = {}
    for key, bare in keys.items():
        if _HARMLESS.fullmatch(bare):
            continue
        name = _our_name(bare)
        if name is None:
            raise BadInput(OTHER_KIND, file=source.path.name, what=key[:80])
        if name in found:
            raise BadInput(
                "{file} holds {weight} twice; download it again.", file=source.path.name, weight=name
            )
        found[name] = source.infos[key]
    return found


def _our_name(key: str) -> str | None:
    for pattern, ours in _NAMES:
        match = re.fullmatch(pattern, key)
        if match:
            return match.expand(ours)
    return None


# ---------------------------------------------------------------------------- shapes


def _shape(infos: Mapping[str, TensorInfo], source: _Source, layers: int, projected: int) -> HubertShape:
    """The network's widths, from the weights' shapes and what the configuration says.

    Raises:
        BadInput: it is another kind of network, or too short for what is wanted of it.
    """
    file = source.path.name
    _check_kind(source.facts, file)

    def sizes(name: str, dimensions: int) -> tuple[int, ...]:
        info = infos.get(name)
        if info is None:
            raise _missing(file, name)
        if len(info.shape) != dimensions:
            raise _misshapen(file, name, info.shape)
        return info.shape

    conv = tuple(sizes(f"conv.{index}.weight", 3)[0] for index in range(len(KERNELS)))
    dim = sizes("project.weight", 2)[0]
    direction = "pos.weight" if "pos.weight" in infos else "pos.weight_v"
    _, per_group, taps = sizes(direction, 3)
    there = {int(name.split(".")[1]) for name in infos if name.startswith("layers.")}
    if len(there) < layers or there != set(range(len(there))):
        raise BadInput(
            "{file} has {count} transformer layers and a voice needs {wanted}; choose a HuBERT base model.",
            file=file,
            count=len(there),
            wanted=layers,
        )
    if projected and "final_proj.weight" not in infos:
        raise BadInput(
            "{file} has no final_proj, which voices of version 1 need; "
            "get the ContentVec content model in Voices > Models.",
            file=file,
        )
    shape = HubertShape(
        conv=conv,
        conv_bias="conv.1.bias" in infos,
        dim=dim,
        heads=_heads(source.facts, dim, file),
        hidden=sizes("layers.0.fc1.weight", 2)[0],
        layers=layers,
        pos_kernel=taps,
        pos_groups=dim // per_group if per_group and dim % per_group == 0 else 0,
        projected=projected,
    )
    if not shape.possible():
        raise BadInput(OTHER_KIND, file=file, what=Message(N_("impossible widths")))
    return shape


def _check_kind(facts: Mapping[str, Any], file: str) -> None:
    """Variants whose weights have the same names but which compute something else."""
    said = {key: facts[key] for key in _USUAL if facts.get(key) is not None}
    for key, value in said.items():
        if value not in _USUAL[key]:
            raise BadInput(OTHER_KIND, file=file, what=f"{key}: {str(value)[:60]}")


_USUAL: dict[str, tuple[Any, ...]] = {
    "model_type": ("hubert",),
    "do_stable_layer_norm": (False,),
    "feat_extract_norm": ("group",),
    "feat_proj_layer_norm": (True,),
    "hidden_act": ("gelu",),
    "feat_extract_activation": ("gelu",),
    "conv_stride": (list(STRIDES),),
    "conv_pos_batch_norm": (False,),
    "layer_norm_eps": (1e-5,),
}


def _heads(facts: Mapping[str, Any], dim: int, file: str) -> int:
    heads = facts.get("num_attention_heads")
    if type(heads) is int:
        if not 1 <= heads <= dim or dim % heads:
            raise BadInput(WRONG_CONFIG, file=file, what=f"num_attention_heads: {heads}")
        return heads
    # All published ones have heads of 64, and no small one is published.
    if dim % HEAD_WIDTH or dim < 8 * HEAD_WIDTH:
        raise BadInput(
            "{file} does not say how many attention heads it has; keep its config.json beside it.", file=file
        )
    return dim // HEAD_WIDTH


def _expected(infos: Mapping[str, TensorInfo], shape: HubertShape, file: str) -> Iterable[str]:
    """The names of the weights of such a network, after all were found in the right shape."""
    expected = shape.expected("pos.weight" in infos)
    for name, wanted in expected.items():
        if name not in infos:
            raise _missing(file, name)
        if infos[name].shape != wanted:
            raise _misshapen(file, name, infos[name].shape, wanted)
    return expected


def _missing(file: str, name: str) -> BadInput:
    return BadInput("{file} lacks the weights {weight}; download it again.", file=file, weight=name)


def _misshapen(
    file: str, name: str, shape: tuple[int, ...], wanted: tuple[int, ...] | None = None
) -> BadInput:
    return BadInput(
        "{file} holds {weight} in the shape {shape}, which does not fit the rest; download it again.",
        file=file,
        weight=name,
        shape=" x ".join(map(str, shape)) or "1",
    )
