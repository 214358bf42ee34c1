"""Which numbers a training computes with, chosen from the device."""

from __future__ import annotations

import torch

from rvcdesk.devices import Device


def choose_precision(wanted: str, device: torch.device, facts: Device) -> str:
    """`wanted`, or for "auto" the quickest that the device computes natively: fp32, bf16 or fp16."""
    if wanted != "auto":
        return wanted
    if facts.bf16:
        return "bf16"
    # Tensor cores came with 7.0; before them half precision is no faster, and sometimes far slower.
    if device.type == "cuda" and torch.cuda.get_device_capability(device) >= (7, 0):
        return "fp16"
    return "fp32"


def set_up(device: torch.device, precision: str) -> None:
    """TF32 for what stays in float32, unless float32 was asked for to the last bit; tuned convolutions."""
    if device.type != "cuda":
        return
    quick = precision != "fp32"
    torch.backends.cuda.matmul.allow_tf32 = quick
    torch.backends.cudnn.allow_tf32 = quick
    torch.backends.cudnn.benchmark = quick
