"""Which processor or card does the work, said by name and tested before it is trusted."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from rvcdesk.messages import BadInput

if TYPE_CHECKING:
    import torch


@dataclass(frozen=True)
class Device:
    """A device PyTorch can use here; `bf16` when it computes bfloat16 natively."""

    id: str
    name: str
    bf16: bool


def devices() -> list[Device]:
    """Every usable device, the best first; the processor is always there."""
    import torch

    found = []
    if torch.cuda.is_available():
        for index in range(torch.cuda.device_count()):
            native = torch.cuda.get_device_capability(index) >= (8, 0)
            found.append(Device(f"cuda:{index}", torch.cuda.get_device_name(index), native))
    if torch.backends.mps.is_available():
        found.append(Device("mps", "Apple MPS", False))
    return [*found, Device("cpu", processor_name(), _cpu_bf16())]


def pick_device(wanted: str) -> tuple[torch.device, Device]:
    """The device for `wanted` (auto, cpu, cuda, cuda:N, mps), after a real kernel ran on it.

    Raises:
        BadInput: it is not there, or does not compute.
    """
    import torch

    there = devices()
    chosen = (
        there[0] if wanted == "auto" else next((item for item in there if item.id.startswith(wanted)), None)
    )
    if chosen is None:
        names = ", ".join(item.id for item in there)
        raise BadInput(
            "There is no device {wanted} for PyTorch here; choose one of {names}.", wanted=wanted, names=names
        )
    device = torch.device(chosen.id)
    try:
        ones = torch.ones(8, 8, device=device)
        works = float((ones @ ones).sum()) == 512.0
    except RuntimeError:
        works = False
    if not works:
        raise BadInput(
            "{name} was found but does not compute with this PyTorch; install the PyTorch for it, "
            "or choose the processor.",
            name=chosen.name,
        )
    return device, chosen


def processor_name() -> str:
    """The processor's name where the system tells it."""
    import platform
    from pathlib import Path

    try:
        for line in Path("/proc/cpuinfo").read_text(encoding="utf-8").splitlines():
            if line.startswith("model name"):
                return line.partition(":")[2].strip()
    except OSError:
        pass
    return platform.processor() or platform.machine()


def _cpu_bf16() -> bool:
    import torch

    check = getattr(torch.cpu, "_is_avx512_bf16_supported", None) or getattr(
        torch.cpu, "_is_amx_tile_supported", None
    )
    return bool(check and check())
