"""Which processor or card does the work, said by name and tested before it is trusted."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from rvcdesk.messages import N_, BadInput, Message

if TYPE_CHECKING:
    import torch

# Where a PyTorch that uses NVIDIA's cards comes from, on the systems whose usual one does not.
INSTALL = (
    "pip install --force-reinstall torch==2.11.* torchaudio==2.11.* "
    "--index-url https://download.pytorch.org/whl/cu128"
)
_DISPLAY_CLASS = r"SYSTEM\CurrentControlSet\Control\Class\{4d36e968-e325-11ce-bfc1-08002be10318}"
_PCI_MAKERS = {"0x10de": "NVIDIA", "0x1002": "AMD", "0x8086": "Intel"}


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


def cards() -> list[str]:
    """Names of the graphics cards in this computer, whether PyTorch can use them or not; quick, no torch.

    [] where the system does not tell, and on macOS, where PyTorch says itself what it can use.
    """
    import sys

    try:
        return _windows_cards() if sys.platform == "win32" else _linux_cards()
    except OSError:
        return []


def _linux_cards() -> list[str]:
    import shutil
    import subprocess
    from pathlib import Path

    named: list[str] = []
    for facts in sorted(Path("/proc/driver/nvidia/gpus").glob("*/information")):
        lines = facts.read_text(encoding="utf-8", errors="replace").splitlines()
        named += [line.partition(":")[2].strip() for line in lines if line.startswith("Model:")]
    if not named and (asking := shutil.which("nvidia-smi")):  # WSL has no /proc of the driver
        command = [asking, "--query-gpu=name", "--format=csv,noheader"]
        try:
            answer = subprocess.run(command, capture_output=True, text=True, timeout=5, check=True).stdout
            named = [line.strip() for line in answer.splitlines() if line.strip()]
        except subprocess.SubprocessError:
            pass
    makers = [
        _PCI_MAKERS.get(vendor.read_text(encoding="ascii").strip(), "")
        for vendor in sorted(Path("/sys/class/drm").glob("card[0-9]/device/vendor"))
    ]
    # Without NVIDIA's driver there is no name, only a maker.
    named = [name if name.startswith("NVIDIA") else f"NVIDIA {name}" for name in named]
    return named + [maker for maker in makers if maker and not (maker == "NVIDIA" and named)]


def _windows_cards() -> list[str]:
    import sys

    names: list[str] = []
    if sys.platform == "win32":
        import winreg

        with winreg.OpenKey(winreg.HKEY_LOCAL_MACHINE, _DISPLAY_CLASS) as displays:
            for number in range(winreg.QueryInfoKey(displays)[0]):
                try:
                    with winreg.OpenKey(displays, winreg.EnumKey(displays, number)) as driver:
                        names.append(str(winreg.QueryValueEx(driver, "DriverDesc")[0]))
                except OSError:  # "Properties", which only the system may read
                    continue
    return sorted({name for name in names if "Microsoft" not in name})


def unused_card() -> Message | None:
    """What to say of a graphics card that PyTorch here does not use; None when there is none, or it does."""
    import torch

    if torch.cuda.is_available() or torch.backends.mps.is_available():
        return None
    found = cards()
    nvidia = next((name for name in found if "NVIDIA" in name), "")
    if nvidia and torch.version.cuda is None:
        return Message(
            N_("{card} is in this computer, but this PyTorch only uses the processor; install the other one: "
               "{command}"),
            {"card": nvidia, "command": INSTALL},
        )  # fmt: skip
    if nvidia:
        return Message(
            N_("{card} is in this computer, but PyTorch finds no driver that works; update NVIDIA's driver."),
            {"card": nvidia},
        )
    if found:
        return Message(
            N_("{card} is in this computer, but the PyTorch that is installed here does not use it."),
            {"card": found[0]},
        )
    return None
