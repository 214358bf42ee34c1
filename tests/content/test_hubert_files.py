"""Every form that ContentVec comes in gives the same weights; everything else one sentence."""

from __future__ import annotations

import json
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
import torch
from safetensors.torch import save_file
from torch import Tensor

from rvcdesk.content.hubert_files import read_hubert
from rvcdesk.content.hubert_shape import HubertShape
from rvcdesk.messages import BadInput
from tests.helpers import hubert
from tests.helpers.hubert import config, tiny, transformers_names, write_fairseq, write_folder

Weights = dict[str, Tensor]
SHAPE = HubertShape(
    (hubert.CONV,) * 7, False, hubert.DIM, hubert.HEADS, hubert.HIDDEN, 12, hubert.TAPS, hubert.GROUPS, 256
)


@pytest.fixture(scope="module")
def weights() -> Weights:
    return tiny()


def check(path: Path, weights: Weights, kind: torch.dtype = torch.float32) -> None:
    """All forms must be read as the plain fairseq weights."""
    found = read_hubert(path, 12, 256)
    assert found.shape == SHAPE
    wanted = {
        "conv.3.weight": weights["feature_extractor.conv_layers.3.0.weight"],
        "conv_norm.bias": weights["feature_extractor.conv_layers.0.2.bias"],
        "feature_norm.weight": weights["layer_norm.weight"],
        "project.weight": weights["post_extract_proj.weight"],
        "pos.weight_g": weights["encoder.pos_conv.0.weight_g"],
        "pos.weight_v": weights["encoder.pos_conv.0.weight_v"],
        "norm.weight": weights["encoder.layer_norm.weight"],
        "layers.11.out.weight": weights["encoder.layers.11.self_attn.out_proj.weight"],
        "layers.3.attention_norm.weight": weights["encoder.layers.3.self_attn_layer_norm.weight"],
        "layers.3.final_norm.bias": weights["encoder.layers.3.final_layer_norm.bias"],
        "layers.0.fc1.bias": weights["encoder.layers.0.fc1.bias"],
        "layers.0.fc2.weight": weights["encoder.layers.0.fc2.weight"],
        "final_proj.bias": weights["final_proj.bias"],
    }
    for name, value in wanted.items():
        assert found.tensors[name].dtype == kind
        assert torch.equal(found.tensors[name], value.to(kind)), name
    assert set(found.tensors) == set(SHAPE.expected())


# ---------------------------------------------------------------- forms


@pytest.mark.parametrize("cfg", ["dict", "omegaconf", "args"])
def test_fairseq(tmp_path: Path, weights: Weights, cfg: str) -> None:
    path = write_fairseq(tmp_path / "mój 声.pt", weights, cfg)
    assert not {"fairseq", "omegaconf"} & set(sys.modules), "the pickled classes are gone"
    with pytest.raises(Exception, match="omegaconf|fairseq"):
        torch.load(path, weights_only=False)
    check(path, weights)


@pytest.mark.parametrize("new", [False, True])
@pytest.mark.parametrize("safe", [False, True])
@pytest.mark.parametrize("prefix", ["", "hubert."])
def test_transformers_folder(tmp_path: Path, weights: Weights, new: bool, safe: bool, prefix: str) -> None:
    tensors = transformers_names(weights, new=new, prefix=prefix) | {"lm_head.bias": torch.zeros(3)}
    folder = write_folder(tmp_path / "hubert", tensors, safe=safe)
    check(folder, weights)
    check(folder / ("model.safetensors" if safe else "pytorch_model.bin"), weights)


def test_weights_alone_by_fairseqs_names(tmp_path: Path, weights: Weights) -> None:
    (tmp_path / "config.json").write_text(json.dumps(config()))
    torch.save(weights, tmp_path / "weights.bin")
    check(tmp_path / "weights.bin", weights)
    save_file({key: value.contiguous() for key, value in weights.items()}, tmp_path / "w.safetensors")
    check(tmp_path / "w.safetensors", weights)


def test_the_older_layout_of_torch_save(tmp_path: Path, weights: Weights) -> None:
    folder = write_folder(tmp_path, transformers_names(weights))
    torch.save(
        transformers_names(weights), folder / "pytorch_model.bin", _use_new_zipfile_serialization=False
    )
    check(folder, weights)


@pytest.mark.parametrize("kind", [torch.float16, torch.bfloat16])
@pytest.mark.parametrize("safe", [False, True])
def test_half_precision_files(tmp_path: Path, weights: Weights, kind: torch.dtype, safe: bool) -> None:
    halves = {key: value.to(kind) for key, value in weights.items()}
    check(write_folder(tmp_path, transformers_names(halves), safe=safe), weights, kind)


def test_folded_weight_norm(tmp_path: Path, weights: Weights) -> None:
    folded = dict(weights)
    v, g = folded.pop("encoder.pos_conv.0.weight_v"), folded.pop("encoder.pos_conv.0.weight_g")
    folded["encoder.pos_conv.0.weight"] = v * g / v.norm(dim=(0, 1), keepdim=True)
    found = read_hubert(write_fairseq(tmp_path / "f.pt", folded), 12)
    assert "pos.weight" in found.tensors and found.shape.projected == 0


def test_only_what_is_wanted_is_read(tmp_path: Path, weights: Weights) -> None:
    found = read_hubert(write_fairseq(tmp_path / "f.pt", weights), 9)
    assert found.shape.layers == 9 and found.shape.projected == 0
    assert not any(name.startswith(("layers.9.", "final_proj")) for name in found.tensors)
    without = {key: value for key, value in weights.items() if not key.startswith("final_proj")}
    assert read_hubert(write_fairseq(tmp_path / "w.pt", without), 12).shape.layers == 12


def test_heads_of_a_full_size_are_known(tmp_path: Path) -> None:
    """Nothing says so in a lone file; all published models have heads of 64."""
    wide = {key: value for key, value in tiny(layers=0, projected=0).items() if "pos_conv" not in key}
    wide |= {f"encoder.{name}": torch.zeros(768) for name in ("layer_norm.weight", "layer_norm.bias")}
    wide |= {"post_extract_proj.weight": torch.zeros(768, 12), "post_extract_proj.bias": torch.zeros(768)}
    wide |= {
        "encoder.pos_conv.0.bias": torch.zeros(768), "encoder.pos_conv.0.weight": torch.zeros(768, 48, 4),
    }  # fmt: skip
    layer = "encoder.layers.0."
    for name, shape in {"fc1": (8, 768), "fc2": (768, 8)}.items():
        wide |= {f"{layer}{name}.weight": torch.zeros(shape), f"{layer}{name}.bias": torch.zeros(shape[0])}
    for name in "kvq":
        wide[f"{layer}self_attn.{name}_proj.weight"] = torch.zeros(768, 768)
    wide[f"{layer}self_attn.out_proj.weight"] = torch.zeros(768, 768)
    for name in ("self_attn.k_proj", "self_attn.v_proj", "self_attn.q_proj", "self_attn.out_proj"):
        wide[f"{layer}{name}.bias"] = torch.zeros(768)
    for name in ("self_attn_layer_norm", "final_layer_norm"):
        wide |= {f"{layer}{name}.{part}": torch.zeros(768) for part in ("weight", "bias")}
    torch.save(wide, tmp_path / "f.bin")
    assert read_hubert(tmp_path / "f.bin", 1).shape.heads == 12


# ---------------------------------------------------------------- refusals


def _drop(weights: Weights) -> None:
    del weights["encoder.layers.4.fc1.bias"]


def _drop_layer(weights: Weights) -> None:
    for key in [key for key in weights if key.startswith("encoder.layers.11.")]:
        del weights[key]


def _drop_conv(weights: Weights) -> None:
    del weights["feature_extractor.conv_layers.6.0.weight"]


def _drop_projection(weights: Weights) -> None:
    del weights["final_proj.weight"], weights["final_proj.bias"]


def _narrow_projection(weights: Weights) -> None:
    weights["final_proj.weight"] = weights["final_proj.weight"][:100].clone()
    weights["final_proj.bias"] = weights["final_proj.bias"][:100].clone()


def _reshape(weights: Weights) -> None:
    weights["encoder.layers.2.self_attn.q_proj.weight"] = torch.ones(3, hubert.DIM)


def _flatten(weights: Weights) -> None:
    weights["post_extract_proj.weight"] = torch.ones(7)


def _kernel(weights: Weights) -> None:
    weights["feature_extractor.conv_layers.0.0.weight"] = torch.ones(hubert.CONV, 1, 12)


def _poison(weights: Weights) -> None:
    weights["encoder.layers.1.fc2.weight"][0, 0] = float("inf")


def _integers(weights: Weights) -> None:
    weights["layer_norm.bias"] = torch.zeros(hubert.CONV, dtype=torch.int64)


def _unknown(weights: Weights) -> None:
    weights["feature_extractor.conv_layers.1.2.1.weight"] = torch.ones(hubert.CONV)


def _twice(weights: Weights) -> None:
    weights["encoder.pos_conv_embed.conv.weight_g"] = torch.ones(1, 1, hubert.TAPS)


def _no_conv(weights: Weights) -> None:
    for key in [key for key in weights if key.startswith("feature_extractor.")]:
        del weights[key]


@pytest.mark.parametrize(
    ("change", "sentence"),
    [
        (_drop, "lacks the weights layers.4.fc1.bias"),
        (_drop_layer, "has 11 transformer layers and a voice needs 12"),
        (_drop_conv, "lacks the weights conv.6.weight"),
        (_drop_projection, "has no final_proj"),
        (_narrow_projection, "final_proj.weight in the shape 100 x 24"),
        (_reshape, "layers.2.q.weight in the shape 3 x 24"),
        (_flatten, "project.weight in the shape 7"),
        (_kernel, "conv.0.weight in the shape 12 x 1 x 12"),
        (_poison, "not finite"),
        (_integers, "as int64"),
        (_unknown, "of a kind that no RVC voice"),
        (_twice, "pos.weight_g twice"),
        (_no_conv, "is not a ContentVec or HuBERT"),
    ],
)
def test_wrong_weights(tmp_path: Path, change: Callable[[Weights], None], sentence: str) -> None:
    weights = tiny()
    change(weights)
    path = write_fairseq(tmp_path / "zły 声.pt", weights)
    with pytest.raises(BadInput, match=sentence) as caught:
        read_hubert(path, 12, 256)
    assert "zły 声.pt" in str(caught.value)


@pytest.mark.parametrize(
    "changes",
    [
        {"do_stable_layer_norm": True},
        {"feat_extract_norm": "layer"},
        {"hidden_act": "relu"},
        {"conv_stride": [5, 2, 2, 2, 2, 2, 1]},
        {"model_type": "wavlm"},
        {"num_attention_heads": 7},
        {"num_attention_heads": 0},
    ],
)
def test_wrong_configurations(tmp_path: Path, weights: Weights, changes: dict[str, Any]) -> None:
    folder = write_folder(tmp_path, transformers_names(weights), **changes)
    with pytest.raises(BadInput, match=next(iter(changes))):
        read_hubert(folder, 12)


@pytest.mark.parametrize("cfg", ["dict", "omegaconf", "args"])
def test_fairseqs_other_networks(tmp_path: Path, weights: Weights, cfg: str) -> None:
    path = write_fairseq(tmp_path / "large.pt", weights, cfg, layer_norm_first=True)
    with pytest.raises(BadInput, match="large.pt.*do_stable_layer_norm"):
        read_hubert(path, 12)
    path = write_fairseq(tmp_path / "large.pt", weights, cfg, extractor_mode="layer_norm")
    with pytest.raises(BadInput, match="feat_extract_norm: layer"):
        read_hubert(path, 12)


@pytest.mark.parametrize("cfg", ["none", "dict"])
def test_small_heads_must_be_told(tmp_path: Path, weights: Weights, cfg: str) -> None:
    path = write_fairseq(tmp_path / "f.pt", weights, cfg, encoder_attention_heads="${heads}")
    with pytest.raises(BadInput, match="how many attention heads"):
        read_hubert(path, 12)


@pytest.mark.parametrize("text", ["{", "[]", "\xff", "[" * 100_000])
def test_a_damaged_config(tmp_path: Path, weights: Weights, text: str) -> None:
    folder = write_folder(tmp_path, transformers_names(weights))
    (folder / "config.json").write_bytes(text.encode("latin-1"))
    with pytest.raises(BadInput, match=r"config\.json is damaged"):
        read_hubert(folder, 12)


def test_incomplete_folders_and_damaged_files(tmp_path: Path, weights: Weights) -> None:
    folder = write_folder(tmp_path / "hubert", transformers_names(weights), safe=True)
    file = folder / "model.safetensors"
    file.write_bytes(file.read_bytes()[:-100])
    with pytest.raises(BadInput, match=r"model\.safetensors"):
        read_hubert(folder, 12)
    file.unlink()
    with pytest.raises(BadInput, match="needs config.json and pytorch_model.bin"):
        read_hubert(folder, 12)
    write_folder(folder, transformers_names(weights))
    (folder / "config.json").unlink()
    with pytest.raises(BadInput, match="needs config.json"):
        read_hubert(folder, 12)
    with pytest.raises(BadInput, match=r"nie ma\.pt"):
        read_hubert(tmp_path / "nie ma.pt", 12)


def test_a_pickle_that_runs_code_is_refused(tmp_path: Path, weights: Weights) -> None:
    import os

    class Evil:
        def __reduce__(self) -> tuple[Any, ...]:
            return os.mkdir, (str(tmp_path / "pwned"),)

    torch.save({"model": weights, "cfg": Evil()}, tmp_path / "evil.pt")
    with pytest.raises(BadInput, match="would run code"):
        read_hubert(tmp_path / "evil.pt", 12)
    assert not (tmp_path / "pwned").exists()


def test_a_huge_claim_costs_nothing(tmp_path: Path, weights: Weights) -> None:
    """Shapes come from the tensors that are there, so a lie about them cannot make us allocate."""
    lie = dict(weights)
    lie["encoder.layers.0.fc1.weight"] = torch.zeros(1).expand(1 << 20, 24)
    with pytest.raises(BadInput):
        read_hubert(write_fairseq(tmp_path / "f.pt", lie), 12)
