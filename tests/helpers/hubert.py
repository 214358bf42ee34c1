"""A tiny HuBERT of random weights, and the files that such models come in."""

from __future__ import annotations

import argparse
import enum
import json
import re
import sys
import types
import typing
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import torch
from torch import Tensor

KERNELS = (10, 3, 3, 3, 3, 2, 2)
CONV, DIM, HEADS, HIDDEN, LAYERS, TAPS, GROUPS = 12, 24, 4, 40, 12, 8, 4
# In this order: `encoder.layer_norm` must not be taken for the first.
TRANSFORMERS = (
    (r"^mask_emb$", "masked_spec_embed"),
    (r"^label_embs_concat$", ""),
    (r"(conv_layers\.\d)\.0\.", r"\1.conv."),
    (r"(conv_layers\.0)\.2\.", r"\1.layer_norm."),
    (r"^layer_norm\.", "feature_projection.layer_norm."),
    (r"^post_extract_proj\.", "feature_projection.projection."),
    (r"encoder\.pos_conv\.0\.", "encoder.pos_conv_embed.conv."),
    (r"self_attn_layer_norm", "layer_norm"),
    (r"self_attn\.", "attention."),
    (r"fc1\.", "feed_forward.intermediate_dense."),
    (r"fc2\.", "feed_forward.output_dense."),
)


def tiny(seed: int = 0, projected: int = 256, layers: int = LAYERS) -> dict[str, Tensor]:
    """Weights by fairseq's names."""
    draw = torch.Generator().manual_seed(seed)

    def normal(*shape: int, scale: float = 1.0, around: float = 0.0) -> Tensor:
        return around + scale * torch.randn(shape, generator=draw)

    weights = {"mask_emb": normal(DIM), "label_embs_concat": normal(5, projected or 1)}
    before = 1
    for index, kernel in enumerate(KERNELS):
        weights[f"feature_extractor.conv_layers.{index}.0.weight"] = normal(
            CONV, before, kernel, scale=1.5 * (before * kernel) ** -0.5
        )
        before = CONV
    linear = {"post_extract_proj": (CONV, DIM)}
    norms = {"feature_extractor.conv_layers.0.2": CONV, "layer_norm": CONV, "encoder.layer_norm": DIM}
    for index in range(layers):
        layer = f"encoder.layers.{index}."
        linear |= {f"{layer}self_attn.{name}_proj": (DIM, DIM) for name in ("k", "v", "q", "out")}
        linear |= {layer + "fc1": (DIM, HIDDEN), layer + "fc2": (HIDDEN, DIM)}
        norms |= {layer + "self_attn_layer_norm": DIM, layer + "final_layer_norm": DIM}
    if projected:
        linear["final_proj"] = (DIM, projected)
    for name, (inputs, outputs) in linear.items():
        weights[f"{name}.weight"] = normal(outputs, inputs, scale=inputs**-0.5)
        weights[f"{name}.bias"] = normal(outputs, scale=0.1)
    for name, width in norms.items():
        weights[f"{name}.weight"] = normal(width, scale=0.1, around=1.0)
        weights[f"{name}.bias"] = normal(width, scale=0.1)
    weights["encoder.pos_conv.0.weight_v"] = normal(DIM, DIM // GROUPS, TAPS)
    weights["encoder.pos_conv.0.weight_g"] = normal(1, 1, TAPS, scale=0.1, around=2.0)
    weights["encoder.pos_conv.0.bias"] = normal(DIM, scale=0.1)
    return weights


def transformers_names(
    weights: dict[str, Tensor], *, new: bool = False, prefix: str = ""
) -> dict[str, Tensor]:
    """The same weights as transformers calls them; `new`: with today's weight norm."""
    renamed = {}
    for key, value in weights.items():
        name = key
        for pattern, theirs in TRANSFORMERS:
            name = re.sub(pattern, theirs, name)
        if new:
            name = name.replace("weight_g", "parametrizations.weight.original0")
            name = name.replace("weight_v", "parametrizations.weight.original1")
        if name:
            renamed[name if name.startswith("final_proj") else prefix + name] = value.contiguous()
    return renamed


def config(**changes: Any) -> dict[str, Any]:
    """config.json of transformers, as far as it tells one HuBERT from another."""
    return {
        "model_type": "hubert",
        "num_attention_heads": HEADS,
        "hidden_size": DIM,
        "conv_stride": [5, 2, 2, 2, 2, 2, 2],
        "do_stable_layer_norm": False,
        "feat_extract_norm": "group",
        "hidden_act": "gelu",
    } | changes


def write_folder(folder: Path, weights: dict[str, Tensor], *, safe: bool = False, **changes: Any) -> Path:
    """A transformers folder with weights by the names of transformers."""
    from safetensors.torch import save_file

    folder.mkdir(parents=True, exist_ok=True)
    (folder / "config.json").write_text(json.dumps(config(**changes)), encoding="utf-8")
    if safe:
        save_file(weights, folder / "model.safetensors", {"format": "pt"})
    else:
        torch.save(weights, folder / "pytorch_model.bin")
    return folder


def write_fairseq(path: Path, weights: dict[str, Tensor], cfg: str = "dict", **changes: Any) -> Path:
    """A checkpoint laid out as fairseq's, with classes pickled that are gone when this returns.

    Args:
        cfg: how the configuration is stored: "dict", "omegaconf", "args" or "none".
    """
    said = {"_name": "hubert", "encoder_attention_heads": HEADS, "layer_norm_first": False} | changes
    with _modules() as make:
        dictionary = make("fairseq.data.dictionary.Dictionary")()
        dictionary.__dict__.update(symbols=["<s>", "0"], count=[1, 1], indices={"<s>": 0, "0": 1})
        root: dict[str, Any] = {
            "args": argparse.Namespace(**said) if cfg == "args" else None,
            "cfg": None,
            "model": weights,
            "criterion": None,
            "optimizer_history": [{"criterion_name": "HubertCriterion", "num_updates": 3}],
            "task_state": {"dictionaries": [dictionary]},
            "extra_state": {"epoch": 3, "val_loss": 1.5},
            "last_optimizer_state": None,
        }
        if cfg == "dict":
            root["cfg"] = {"_name": None, "model": said, "task": {"normalize": False}}
        elif cfg == "omegaconf":
            root["cfg"] = _omegaconf(make, {"model": said, "task": {"labels": ["km"], "deep": {"er": [1]}}})
        torch.save(root, path)
    return path


@contextmanager
def _modules() -> Iterator[Any]:
    """A maker of classes by their full names, in modules that vanish at the end."""
    made: dict[str, type] = {}
    names: list[str] = []

    def make(full: str, *bases: type, **body: Any) -> Any:
        if full not in made:
            module, _, name = full.rpartition(".")
            for end in [i for i, letter in enumerate(module + ".") if letter == "."]:
                if module[:end] not in sys.modules:
                    sys.modules[module[:end]] = types.ModuleType(module[:end])
                    names.append(module[:end])
            made[full] = type(name, bases, {"__module__": module, **body})
            setattr(sys.modules[module], name, made[full])
        return made[full]

    try:
        yield make
    finally:
        for name in names:
            del sys.modules[name]


def _omegaconf(make: Any, data: Any, parent: Any = None) -> Any:
    """`data` as the objects that omegaconf 2.0 to 2.3 pickles: nodes with metadata and a way back up."""
    if isinstance(data, dict):
        node = make("omegaconf.dictconfig.DictConfig")()
        content: Any = {key: _omegaconf(make, value, node) for key, value in data.items()}
        content["mode"] = _leaf(make, _mode(make), node, "EnumNode")
        types_of = {"ref_type": typing.Dict[str, typing.Any], "object_type": dict, "element_type": bool}  # noqa: UP006
    elif isinstance(data, list):
        node = make("omegaconf.listconfig.ListConfig")()
        content = [_omegaconf(make, value, node) for value in data]
        types_of = {"ref_type": typing.List[int], "object_type": list}  # noqa: UP006
    else:
        return _leaf(make, data, parent, "AnyNode")
    meta = make("omegaconf.base.ContainerMetadata")()
    meta.__dict__.update(optional=True, key=None, flags={"struct": True}, resolver_cache={}, **types_of)
    node.__dict__.update(_metadata=meta, _parent=parent, _content=content)
    return node


def _leaf(make: Any, value: Any, parent: Any, kind: str) -> Any:
    node, meta = make(f"omegaconf.nodes.{kind}")(), make("omegaconf.base.Metadata")()
    meta.__dict__.update(ref_type=typing.Any, object_type=None, optional=True, key="x", flags={})
    node.__dict__.update(_metadata=meta, _parent=parent, _val=value)
    return node


def _mode(make: Any) -> Any:
    """A member of an enum that fairseq would define."""
    name = "fairseq.dataclass.constants"
    make(f"{name}.ChoiceEnum")
    module: Any = sys.modules[name]
    if not hasattr(module, "Mode"):
        module.Mode = enum.Enum("Mode", {"default": "default"}, module=name)
    return module.Mode.default
