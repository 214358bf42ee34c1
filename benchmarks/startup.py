"""From starting the process to the window's first paint, and what was imported on the way.

    python benchmarks/startup.py [--runs 5] [--platform offscreen]

Each run is a fresh process with a fresh user folder; the first one warms the disk cache and is not
counted. Processor time hardly depends on what else the machine does.
"""

from __future__ import annotations

import argparse
import json
import os
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parents[1]
RESULTS = ROOT / "benchmarks" / "results"
SLOW = ("torch", "librosa", "scipy", "faiss", "numba", "pyqtgraph", "numpy", "sounddevice", "soundfile")

CHILD = """
import json, os, sys, time
started = float(os.environ["STARTED"])
interpreter = time.time()
from PySide6.QtCore import QEvent, QObject, QTimer
from PySide6.QtWidgets import QApplication
from rvcdesk import app as rvcdesk_app
qt = time.time()
app = QApplication([])
window = rvcdesk_app.make_window(app)
made = time.time()
class Watch(QObject):
    def eventFilter(self, watched, event):
        if event.type() == QEvent.Type.Paint:
            QTimer.singleShot(0, done)
            watched.removeEventFilter(self)
        return False
def done():
    painted, cpu = time.time(), time.process_time()
    modules = [name for name in os.environ["SLOW"].split() if name in sys.modules]
    times = {"interpreter": interpreter, "Qt imported": qt, "window made": made, "first paint": painted}
    stages = {name: (value - started) * 1000 for name, value in times.items()}
    stages["first paint, processor time"] = cpu * 1000
    print(json.dumps({"stages": stages, "modules": modules}))
    app.exit()
watch = Watch()
window.start.installEventFilter(watch)
window.show()
app.exec()
"""


def one_run(platform: str, compiled: str) -> dict[str, Any]:
    """Milliseconds since the process was started, for each stage."""
    with tempfile.TemporaryDirectory() as home:
        environment = {**os.environ, "RVCDESK_HOME": home, "PYTHONPATH": str(ROOT), "SLOW": " ".join(SLOW)}
        if platform:
            environment["QT_QPA_PLATFORM"] = platform
        # Compiled modules are kept, as they are for a user, whatever this shell says about them.
        environment.pop("PYTHONDONTWRITEBYTECODE", None)
        environment["PYTHONPYCACHEPREFIX"] = compiled
        environment["STARTED"] = str(time.time())
        done = subprocess.run(
            [sys.executable, "-c", CHILD], env=environment, capture_output=True, text=True, check=True
        )
    result: dict[str, Any] = json.loads(done.stdout.splitlines()[-1])
    return result


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--runs", type=int, default=5)
    parser.add_argument("--platform", default="" if os.environ.get("DISPLAY") else "offscreen")
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as compiled:
        one_run(options.platform, compiled)
        runs = [one_run(options.platform, compiled) for _ in range(options.runs)]
    table: dict[str, dict[str, float]] = {}
    print(f"{'ms since the process was started':<34}{'best':>8}{'median':>8}{'worst':>8}")
    for stage in runs[0]["stages"]:
        times = sorted(run["stages"][stage] for run in runs)
        table[stage] = {"best": times[0], "median": statistics.median(times), "worst": times[-1]}
        print(f"{stage:<34}" + "".join(f"{value:8.0f}" for value in table[stage].values()))
    print(f"slow packages loaded at first paint: {', '.join(runs[0]['modules']) or 'none'}")
    RESULTS.mkdir(parents=True, exist_ok=True)
    record = {"platform": options.platform, "stages_ms": table, "modules": runs[0]["modules"]}
    (RESULTS / "startup.json").write_text(json.dumps(record, indent=1) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
