"""How the machine is doing while it trains: memory, temperature, load. What no driver tells is left out."""

from __future__ import annotations

import contextlib
import os
from collections.abc import Callable, Iterator
from typing import Any

# psutil's names of the processor's sensors, the best first: Intel, AMD, ARM boards, the mainboard's guess.
_SENSORS = ("coretemp", "k10temp", "zenpower", "cpu_thermal", "cpu-thermal", "soc_thermal", "acpitz")
_POSSIBLE_C = (1.0, 150.0)


class Monitor:
    """Reads one device, and this process, again and again.

    The first reading may take milliseconds (drivers are loaded), the next take a fraction of one.
    """

    def __init__(self, device_id: str) -> None:
        self._kind, _, index = device_id.partition(":")
        self._index = int(index) if index.isdecimal() else 0
        self._ways: list[Callable[[], dict[str, float]]] | None = None

    def read(self) -> dict[str, float]:
        """The fields of a `machine` event: gpu_memory_used and gpu_memory_total (bytes), gpu_use (0..1),
        temperature_c (of the card, or of the processor where that computes), memory_used (bytes of this
        process). Never raises.
        """
        if self._ways is None:
            self._ways = list(self._found_ways())
        fields: dict[str, float] = {}
        for way in self._ways:
            with contextlib.suppress(Exception):
                fields.update(way())
        return fields

    def _found_ways(self) -> Iterator[Callable[[], dict[str, float]]]:
        with contextlib.suppress(Exception):
            yield _process()
        if self._kind == "cpu":
            with contextlib.suppress(Exception):
                yield _processor()
        elif self._kind == "mps":
            yield _apple
        elif self._kind == "cuda":
            # PyTorch's own word on memory stands where the driver's is missing: AMD's cards, parts of cards.
            yield lambda: _torch_memory(self._index)
            handle = None
            with contextlib.suppress(Exception):
                handle = nvml_handle(*torch_place(self._index))
            if handle is not None:
                yield from _nvidia(handle)


def torch_place(index: int) -> tuple[str, str]:
    """Which card PyTorch's number stands for: its UUID, and its place on the PCI bus.

    The numbers of PyTorch and of the driver differ: CUDA_VISIBLE_DEVICES leaves cards out, and CUDA puts
    the fastest first.
    """
    import torch

    facts: Any = torch.cuda.get_device_properties(index)
    place = f"{facts.pci_domain_id:08x}:{facts.pci_bus_id:02x}:{facts.pci_device_id:02x}.0"
    return str(facts.uuid), place


def nvml_handle(uuid: str, place: str) -> Any:
    """The driver's handle of a card.

    Raises:
        Exception: there is no such driver or card, or pynvml is missing.
    """
    import pynvml

    pynvml.nvmlInit()
    try:
        return pynvml.nvmlDeviceGetHandleByUUID(uuid if uuid.startswith(("GPU-", "MIG-")) else f"GPU-{uuid}")
    except pynvml.NVMLError:
        return pynvml.nvmlDeviceGetHandleByPciBusId(place)


def _nvidia(handle: Any) -> Iterator[Callable[[], dict[str, float]]]:
    """One way for each figure: a card that does not tell one still tells the others."""
    import pynvml

    def memory() -> dict[str, float]:
        found = pynvml.nvmlDeviceGetMemoryInfo(handle)
        return {"gpu_memory_used": int(found.used), "gpu_memory_total": int(found.total)}

    def use() -> dict[str, float]:
        return {"gpu_use": pynvml.nvmlDeviceGetUtilizationRates(handle).gpu / 100}

    def temperature() -> dict[str, float]:
        return _degrees(pynvml.nvmlDeviceGetTemperature(handle, pynvml.NVML_TEMPERATURE_GPU))

    yield from (memory, use, temperature)


def _torch_memory(index: int) -> dict[str, float]:
    import torch

    free, total = torch.cuda.mem_get_info(index)
    return {"gpu_memory_used": total - free, "gpu_memory_total": total}


def _apple() -> dict[str, float]:
    import torch

    return {
        "gpu_memory_used": torch.mps.driver_allocated_memory(),
        "gpu_memory_total": torch.mps.recommended_max_memory(),
    }


def _process() -> Callable[[], dict[str, float]]:
    import psutil

    own = psutil.Process(os.getpid())
    return lambda: {"memory_used": own.memory_info().rss}


def _processor() -> Callable[[], dict[str, float]]:
    import psutil

    def temperature() -> dict[str, float]:
        sensors = psutil.sensors_temperatures()
        name = next(name for name in _SENSORS if sensors.get(name))
        return _degrees(max(sensor.current for sensor in sensors[name]))

    # Asked once now: Windows and macOS do not have it, many virtual machines have no sensor.
    return temperature if temperature() else dict


def _degrees(value: float) -> dict[str, float]:
    """Nothing where a sensor gives what no chip has."""
    return {"temperature_c": float(value)} if _POSSIBLE_C[0] <= value <= _POSSIBLE_C[1] else {}
