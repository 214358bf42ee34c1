"""How late a 10 ms timer of the window is: idle, and while a voice is trained.

    python benchmarks/ui_lateness.py [--seconds N] [--threads N] [--points N] [--json FILE]

The window shows the Train page of a copy of the sample project. "training" is a real draft training
started with Start on that page, as its child at nice +10, with live curves; "50 steps a second" is
what a fast GPU would send: events written at that rate into a run that the page follows, with 100,000
points on the plot. Lateness is what a timer's tick came after its time, in milliseconds.
Prints a table and writes benchmarks/results/ui_lateness.json.
"""

from __future__ import annotations

import argparse
import json
import os
import platform
import sys
import tempfile
import threading
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

import numpy as np

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
ROOT = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(ROOT))

from PySide6.QtCore import QEventLoop, Qt, QTimer  # noqa: E402
from PySide6.QtWidgets import QApplication  # noqa: E402

from rvcdesk.app import make_window  # noqa: E402
from rvcdesk.events import EventLog  # noqa: E402
from rvcdesk.training import runs  # noqa: E402
from rvcdesk.training.options import TrainOptions  # noqa: E402

RESULTS = ROOT / "benchmarks" / "results"
PERIOD_MS = 10
Row = dict[str, Any]


def pump(app: QApplication, condition: Callable[[], object], limit_s: float) -> None:
    """Let the window live until the condition holds.

    Raises:
        TimeoutError: it did not in time.
    """
    end = time.monotonic() + limit_s
    while not condition():
        if time.monotonic() > end:
            raise TimeoutError("the window did not get there in time")
        app.processEvents()
        time.sleep(0.005)


def lateness(seconds: float, name: str) -> Row:
    """Run the event loop for so long; percentiles of how late each tick came after the one before."""
    ticks: list[float] = []
    timer = QTimer(timerType=Qt.TimerType.PreciseTimer, interval=PERIOD_MS)
    timer.timeout.connect(lambda: ticks.append(time.perf_counter()))
    loop = QEventLoop()  # quitting the application would close the window
    QTimer.singleShot(round(seconds * 1000), loop.quit)
    cpu = time.process_time()
    timer.start()
    loop.exec()
    timer.stop()
    spent = time.process_time() - cpu
    late = np.maximum(np.diff(ticks) * 1000 - PERIOD_MS, 0)
    load = os.getloadavg()[0] if hasattr(os, "getloadavg") else None  # of the whole machine
    p50, p95, p99 = np.percentile(late, [50, 95, 99])
    return {"what": name, "ticks": len(ticks), "p50_ms": p50, "p95_ms": p95, "p99_ms": p99,
            "over_50_ms": int((late > 50).sum()), "max_ms": late.max(),
            "window_cpu_percent": 100 * spent / seconds, "load": load}  # fmt: skip


def fast_run(project: Path, points: int) -> Path:
    """A run with so many steps behind it, as if it were being trained."""
    folder = runs.create_run(TrainOptions(project=project, name="fast"))
    rng = np.random.default_rng(0)
    with EventLog(folder / "events.jsonl") as log:
        log.write("prepare", done=1, total=1, stage="Prepared", steps=2 * points, steps_per_epoch=100)
        for step in range(1, points + 1):
            log.write("step", step=step, epoch=1, losses=losses(rng, step), seconds=0.02)
    return folder


def losses(rng: np.random.Generator, step: int) -> dict[str, float]:
    """Noisy curves that fall."""
    names = ("discriminator", "generator", "feature_matching", "mel", "kl")
    noise = rng.normal(1, 0.1, len(names)) * (1 + 9 * np.exp(-step / 20000))
    return dict(zip(names, noise.tolist(), strict=True))


def write_steps(folder: Path, first: int, rate: float, stop: threading.Event) -> None:
    """Append steps at a rate until told to stop; a thread of little work."""
    rng = np.random.default_rng(1)
    with EventLog(folder / "events.jsonl") as log:
        step = first
        while not stop.wait(1 / rate):
            log.write("step", step=step, epoch=1, losses=losses(rng, step), seconds=1 / rate)
            step += 1


def measure_fast(app: QApplication, page: Any, project: Path, seconds: float, points: int) -> Row:
    """The page follows a run of many points that grows 50 times a second."""
    import filelock

    folder = fast_run(project, points)
    stop = threading.Event()
    with filelock.FileLock(folder / ".lock"):
        page.look_at(folder)
        pump(app, lambda: page.view.plot.data.count == points, 120)
        writer = threading.Thread(target=write_steps, args=(folder, points + 1, 50.0, stop))
        writer.start()
        row = lateness(seconds, f"50 steps a second, {points} points on the plot")
        stop.set()
        writer.join()
    pump(app, lambda: page.live is None, 20)
    return row


def measure(seconds: float, threads: int, points: int) -> list[Row]:
    """All rows."""
    app = QApplication([])
    window = make_window(app)
    window.resize(1400, 900)
    window.show()
    window.open_sample()
    window.show_page("train")
    page: Any = window.current_page()
    pump(app, lambda: not page.survey.busy, 180)
    rows = [lateness(seconds, "idle")]
    form = page.form
    form.steps.setValue(100_000)
    form.threads.setValue(threads)
    form.f0.setCurrentIndex(form.f0.findData("pm"))
    page.start()
    assert window.projects.current is not None
    project = window.projects.current.folder
    pump(app, lambda: runs.list_runs(project), 60)
    folder = runs.list_runs(project)[-1]
    pump(app, lambda: page.view.plot.data.count >= 3, 300)
    first = runs.status(folder).step
    row = lateness(seconds, "draft training (child, nice +10)")
    rows.append({**row, "steps_per_s": (runs.status(folder).step - first) / seconds})
    runs.ask(folder, runs.STOP)
    pump(app, lambda: not runs.is_running(folder), 180)
    pump(app, lambda: page.live is None, 60)
    rows.append(measure_fast(app, page, project, seconds, points))
    window.close()
    return rows


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawTextHelpFormatter)
    parser.add_argument("--seconds", type=float, default=60.0, help="of each measurement")
    parser.add_argument("--threads", type=int, default=0, help="of the training (0: as in the app)")
    parser.add_argument("--points", type=int, default=100_000, help="steps on the plot of the last row")
    parser.add_argument("--json", type=Path, default=RESULTS / "ui_lateness.json", help="where to write")
    arguments = parser.parse_args()
    with tempfile.TemporaryDirectory() as home:
        os.environ["RVCDESK_HOME"] = home
        rows = measure(arguments.seconds, arguments.threads, arguments.points)
    print(f"{'':46} {'p50':>7} {'p95':>7} {'p99':>7} {'max':>7} ms   window CPU   load")
    for row in rows:
        figures = " ".join(f"{row[name]:7.2f}" for name in ("p50_ms", "p95_ms", "p99_ms", "max_ms"))
        load = "" if row["load"] is None else f"{row['load']:6.1f}"
        print(f"{row['what']:46} {figures}      {row['window_cpu_percent']:6.1f} % {load}")
    facts = {
        "python": platform.python_version(),
        "cores": os.cpu_count(),
        "platform": os.environ["QT_QPA_PLATFORM"],
        "rows": rows,
    }
    arguments.json.parent.mkdir(parents=True, exist_ok=True)
    arguments.json.write_text(json.dumps(facts, indent=1, ensure_ascii=False) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
