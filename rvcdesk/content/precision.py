"""The number type behind "exact" and "fast"."""

from __future__ import annotations

import torch

from rvcdesk.devices import devices


def compute_type(device: torch.device, precision: str) -> torch.dtype:
    """The type of the large products on a device.

    "exact" is float32. "fast" is bfloat16 where the device computes it natively, else float16 on CUDA,
    else float32: emulated, bfloat16 would be slower.
    """
    if precision != "fast":
        return torch.float32
    if any(found.bf16 for found in devices() if found.id.startswith(device.type)):
        return torch.bfloat16
    return torch.float16 if device.type == "cuda" else torch.float32
