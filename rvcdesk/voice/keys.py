"""Names inside voice files: which dialect they are in, and what their shapes say.

Torch-free: shapes come from a first look or from loaded tensors alike.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from typing import TypeVar

from rvcdesk.messages import BadInput
from rvcdesk.voice.config import CONTENT, VoiceConfig
from rvcdesk.voice.presets import PRESETS

Shape = tuple[int, ...]
Value = TypeVar("Value")

POSTERIOR = "enc_q"
SPEAKERS = "emb_g.weight"
PHONE = "enc_p.emb_phone.weight"
PITCH = "enc_p.emb_pitch.weight"

# torch's newer weight norm, written by some forks, and the names RVC itself uses.
_RENAMED = {
    ".parametrizations.weight.original0": ".weight_g",
    ".parametrizations.weight.original1": ".weight_v",
}


def classic_name(name: str) -> str:
    """RVC's own name of a weight, whichever of the two weight-norm namings a file uses."""
    for new, old in _RENAMED.items():
        if name.endswith(new):
            return name[: -len(new)] + old
    return name


def classic_names(weights: Mapping[str, Value]) -> dict[str, Value]:
    """The same weights under RVC's own names, in the same order.

    Raises:
        BadInput: two weights would have the same name.
    """
    renamed = {classic_name(name): value for name, value in weights.items()}
    if len(renamed) != len(weights):
        raise BadInput("The file names the same weight twice.")
    return renamed


def without_posterior(weights: Mapping[str, Value]) -> dict[str, Value]:
    """What conversion needs: everything but the posterior encoder (RVC's small files omit it)."""
    return {name: value for name, value in weights.items() if POSTERIOR not in name}


def looks_like_voice(names: Mapping[str, object]) -> bool:
    """Whether these are the weights of an RVC generator."""
    return PHONE in names and any(name.startswith("dec.") for name in names)


def infer_config(shapes: Mapping[str, Shape]) -> VoiceConfig:
    """The configuration of a training checkpoint (`G_*.pth`), which carries none, from its shapes.

    Rates cannot be seen in shapes, so they come from the RVC preset with the same kernels and
    spectrogram; widths may differ from the preset's.

    Raises:
        BadInput: no preset fits.
    """
    try:
        phone = shapes[PHONE]
        version = next(version for version, (_, dim) in CONTENT.items() if dim == phone[1])
        network = _preset_like(version, shapes)
        speakers, gin = shapes[SPEAKERS]
        blocks = _resblock_kernels(shapes, len(network.upsample_rates))
        heads_width = shapes["enc_p.encoder.attn_layers.0.emb_rel_k"][2]
        feed_forward = shapes["enc_p.encoder.ffn_layers.0.conv_1.weight"]
        return replace(
            network,
            inter_channels=shapes["enc_p.proj.weight"][0] // 2,
            hidden_channels=phone[0],
            filter_channels=feed_forward[0],
            kernel_size=feed_forward[2],
            n_heads=phone[0] // heads_width,
            n_layers=_count(shapes, "enc_p.encoder.attn_layers.", ".emb_rel_k"),
            resblock_kernel_sizes=blocks,
            resblock_dilation_sizes=((1, 3, 5),) * len(blocks),
            upsample_initial_channel=shapes["dec.conv_pre.weight"][0],
            speakers=speakers,
            gin_channels=gin,
            f0=PITCH in shapes,
        )
    except (KeyError, IndexError, ValueError, StopIteration, ZeroDivisionError) as error:
        raise BadInput(
            "These weights fit none of RVC's configurations; use the small voice file instead."
        ) from error


def _preset_like(version: str, shapes: Mapping[str, Shape]) -> VoiceConfig:
    kernels = tuple(
        shapes[f"dec.ups.{stage}.weight_v"][2] for stage in range(_count(shapes, "dec.ups.", ".weight_v"))
    )
    bins = shapes["enc_q.pre.weight"][1]
    for preset in PRESETS.values():
        network = preset.network
        if (network.version, network.upsample_kernel_sizes, network.spec_channels) == (
            version,
            kernels,
            bins,
        ):
            return network
    raise KeyError(version)


def _resblock_kernels(shapes: Mapping[str, Shape], stages: int) -> tuple[int, ...]:
    """Every stage has one residual block per kernel size."""
    blocks = _count(shapes, "dec.resblocks.", ".convs1.0.weight_v") // stages
    return tuple(shapes[f"dec.resblocks.{block}.convs1.0.weight_v"][2] for block in range(blocks))


def _count(shapes: Mapping[str, Shape], prefix: str, suffix: str) -> int:
    return sum(name.startswith(prefix) and name.endswith(suffix) for name in shapes)
