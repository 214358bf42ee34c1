"""The figures of the machine. NVIDIA's driver is a small library of the test's own, under the real pynvml."""

from __future__ import annotations

import json
import mmap
import os
import shutil
import subprocess
import sys
from pathlib import Path
from types import SimpleNamespace

import pytest

from rvcdesk.training.machine import monitor
from rvcdesk.training.machine.monitor import Monitor

ROOT = Path(__file__).resolve().parents[3]

# Two cards as the driver counts them; the second tells its temperature and memory, but not its load.
DRIVER = r"""
#include <string.h>
typedef struct { unsigned long long total, free, used; } memory;
typedef struct { unsigned gpu, memory; } rates;
static int cards[2] = {0, 1};
int nvmlInitWithFlags(unsigned flags) { return 0; }
const char *nvmlErrorString(int code) { return "no"; }
int nvmlDeviceGetHandleByUUID(const char *uuid, void **card) {
    if (!strcmp(uuid, "GPU-aaaa")) { *card = &cards[0]; return 0; }
    if (!strcmp(uuid, "GPU-bbbb")) { *card = &cards[1]; return 0; }
    return 6;
}
int nvmlDeviceGetHandleByPciBusId_v2(const char *place, void **card) {
    if (strcmp(place, "00000000:01:00.0")) return 6;
    *card = &cards[0];
    return 0;
}
int nvmlDeviceGetTemperature(void *card, int sensor, unsigned *c) { *c = 60 + *(int *)card; return 0; }
int nvmlDeviceGetUtilizationRates(void *card, rates *found) {
    found->gpu = 97; found->memory = 3;
    return *(int *)card ? 3 : 0;
}
int nvmlDeviceGetMemoryInfo(void *card, memory *found) {
    found->total = 8000; found->used = 5000 + *(int *)card; found->free = 2999;
    return 0;
}
"""

READ = """
import json, sys
from rvcdesk.training.machine import monitor
monitor.torch_place = lambda index: (sys.argv[1], sys.argv[2])
print(json.dumps(monitor.Monitor("cuda:0").read()))
"""


@pytest.fixture(scope="module")
def driver(tmp_path_factory: pytest.TempPathFactory) -> Path:
    if sys.platform != "linux" or not shutil.which("cc"):
        pytest.skip("needs Linux and a C compiler")
    pytest.importorskip("pynvml")
    folder = tmp_path_factory.mktemp("driver")
    (folder / "driver.c").write_text(DRIVER)
    target = folder / "libnvidia-ml.so.1"
    subprocess.run(["cc", "-shared", "-fPIC", "-o", target, folder / "driver.c"], check=True)
    return folder


def read(driver: Path, uuid: str, place: str) -> dict[str, float]:
    env = {**os.environ, "LD_LIBRARY_PATH": str(driver)}
    command = [sys.executable, "-c", READ, uuid, place]
    found = subprocess.run(command, cwd=ROOT, env=env, capture_output=True, text=True, check=True)
    return dict(json.loads(found.stdout))


def test_a_card_is_found_by_what_it_is_not_by_its_number(driver: Path) -> None:
    fields = read(driver, "bbbb", "")
    assert fields["temperature_c"] == 61
    assert (fields["gpu_memory_used"], fields["gpu_memory_total"]) == (5001, 8000)
    assert "gpu_use" not in fields, "this card does not tell its load"


def test_where_the_driver_does_not_know_the_name_the_slot_decides(driver: Path) -> None:
    fields = read(driver, "cccc", "00000000:01:00.0")
    assert (fields["temperature_c"], fields["gpu_use"]) == (60, 0.97)
    assert set(read(driver, "cccc", "00000000:09:00.0")) == {"memory_used"}


def test_pytorchs_facts_make_the_drivers_names(monkeypatch: pytest.MonkeyPatch) -> None:
    import torch

    facts = SimpleNamespace(uuid="aaaa", pci_domain_id=0, pci_bus_id=0x41, pci_device_id=0)
    monkeypatch.setattr(torch.cuda, "get_device_properties", lambda index: facts)
    assert monitor.torch_place(3) == ("aaaa", "00000000:41:00.0")


def test_memory_of_this_process_is_told_and_follows_it() -> None:
    here = Monitor("cpu")
    before = here.read()["memory_used"]
    with mmap.mmap(-1, 40 << 20) as held:  # pages of its own: numpy may be given ones that are there already
        held.write(b"\1" * len(held))
        assert here.read()["memory_used"] - before > 0.9 * len(held)


def test_the_processors_own_sensor_comes_before_the_mainboards(monkeypatch: pytest.MonkeyPatch) -> None:
    import psutil

    def sensors(**found: list[float]) -> None:
        answer = {name: [SimpleNamespace(current=t) for t in values] for name, values in found.items()}
        monkeypatch.setattr(psutil, "sensors_temperatures", lambda: answer, raising=False)

    sensors(acpitz=[27.8], coretemp=[61.0, 72.0, 58.0], nvme=[90.0])
    assert Monitor("cpu").read()["temperature_c"] == 72.0
    sensors(acpitz=[-273.2])
    assert "temperature_c" not in Monitor("cpu").read()
    sensors(nvme=[90.0])
    assert "temperature_c" not in Monitor("cpu").read()


@pytest.mark.parametrize("device", ["cpu", "cuda:0", "cuda:7", "mps", "xpu:0"])
def test_reading_a_device_that_is_not_there_is_no_error(device: str) -> None:
    watching = Monitor(device)
    for _ in range(2):
        fields = watching.read()
        assert fields["memory_used"] > 0
        json.dumps(fields)
