"""Choosing how a voice's network is run: which decoder, in which precision, on which device."""

from __future__ import annotations

from contextlib import AbstractContextManager, nullcontext
from typing import Any

import torch
from torch import nn

from rvcdesk.voice.config import VoiceConfig
from rvcdesk.voice.decoder import HifiGanDecoder
from rvcdesk.voice.inference_conv import PlainKernels, best_kernels
from rvcdesk.voice.inference_decoder import BlockDecoder

PRECISIONS = ("exact", "fast")


def half_type(device: torch.device) -> torch.dtype | None:
    """The half precision in which `device` is faster than in float32 and this network still sounds.

    Cards take float16, as RVC does: it has three bits more than bfloat16, and the sums that could
    grow beyond its range are kept in float32.
    """
    if device.type == "cuda":
        return torch.float16 if torch.cuda.get_device_capability(device) >= (7, 0) else None
    if device.type != "cpu":
        return None
    # Without the instructions torch computes bfloat16 too, but slower than float32.
    native = getattr(torch.cpu, "_is_avx512_bf16_supported", None)
    if native is None or not native():
        return None
    emulated = isinstance(best_kernels(device, torch.bfloat16), PlainKernels)
    return None if emulated else torch.bfloat16


def supports_fast(device: torch.device | str) -> bool:
    """Whether "fast" differs from "exact" on a device."""
    return half_type(torch.device(device)) is not None


def repeatable(device: torch.device) -> AbstractContextManager[Any]:
    """On a card: float32 that is float32, and the same algorithms every time.

    By default convolutions there round their inputs to ten bits, and the quickest of several
    algorithms is tried out anew for every length.
    """
    if device.type != "cuda":
        return nullcontext()
    return torch.backends.cudnn.flags(enabled=True, benchmark=False, deterministic=True, allow_tf32=False)


def prepared_decoder(decoder: nn.Module, config: VoiceConfig, precision: str) -> tuple[nn.Module, str]:
    """The decoder to infer with in place of `decoder`, and the precision it really has.

    A draft's decoder is quick as it is, and where torch runs on a Mac's card the plain one stays:
    its memory is the computer's own, and not all operators of the other one are there.
    """
    assert precision in PRECISIONS, precision
    if not isinstance(decoder, HifiGanDecoder):
        return decoder, "exact"
    device = decoder.conv_pre.weight.device
    if device.type not in ("cpu", "cuda"):
        return decoder, "exact"
    half = half_type(device) if precision == "fast" else None
    return BlockDecoder(decoder, config, half or torch.float32).eval(), "fast" if half else "exact"
