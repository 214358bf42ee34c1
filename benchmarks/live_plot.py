"""What the live loss plot costs: the processor's share, repaints, and how late the window's timers come.

    xvfb-run -a python benchmarks/live_plot.py [--seconds N] [--points N] [--rate N] [--json FILE]

A real window shows the plot with so many steps in every curve (five losses, two norms, the rate of learning,
held-out points, saves, and another run to compare with). Three rows: the window with an empty plot and
no events; the full plot and no events; the full plot with events appended at the rate given. Lateness is
what a 10 ms timer's tick came after its time, in milliseconds; the processor's share is this process's,
of one core.
"""

from __future__ import annotations

import argparse
import json
import os
import platform
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import numpy as np

if sys.platform.startswith("linux") and not os.environ.get("DISPLAY"):
    os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
ROOT = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(ROOT))

from PySide6.QtCore import QEvent, QEventLoop, QObject, Qt, QTimer  # noqa: E402
from PySide6.QtWidgets import QApplication  # noqa: E402

from rvcdesk.ui import theme  # noqa: E402
from rvcdesk.ui.widgets.loss_bands import healthy_bands  # noqa: E402
from rvcdesk.ui.widgets.loss_data import LOSSES  # noqa: E402
from rvcdesk.ui.widgets.loss_plot import LossPlot  # noqa: E402

PERIOD_MS = 10
STEPS_PER_EPOCH = 136
USUAL = np.array([4.0, 2.6, 9.0, 18.0, 1.2])
Row = dict[str, Any]
Step = tuple[int, dict[str, float], dict[str, Any]]


def steps(first: int, last: int, seed: int = 0) -> Iterator[Step]:
    """Noisy losses that fall, as a training tells them."""
    rng = np.random.default_rng(seed)
    for step in range(first, last + 1):
        noise = np.exp(rng.normal(0, 0.1, 5)) * (1 + np.exp(-step / 4000))
        norms = np.exp(rng.normal([4.5, 2.0], 0.4)).tolist()
        extra = {
            "epoch": (step - 1) // STEPS_PER_EPOCH + 1,
            "seconds": 0.02,
            "lr": 1e-4 * 0.999875 ** (step // STEPS_PER_EPOCH),
            "grad_norm": {"generator": norms[0], "discriminator": norms[1]},
        }
        yield step, dict(zip(LOSSES, (USUAL * noise).tolist(), strict=True)), extra


class Paints(QObject):
    """Counts the paints of a widget."""

    count = 0

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        self.count += event.type() == QEvent.Type.Paint
        return False


def measure(name: str, plot: LossPlot, seconds: float, events: Callable[[], None] | None, rate: float) -> Row:
    """Run the event loop for so long; `events` is called so many times a second."""
    paints = Paints()
    plot._plot.viewport().installEventFilter(paints)
    ticks: list[float] = []
    timer = QTimer(timerType=Qt.TimerType.PreciseTimer, interval=PERIOD_MS)
    timer.timeout.connect(lambda: ticks.append(time.perf_counter()))
    feeder = QTimer(timerType=Qt.TimerType.PreciseTimer, interval=round(1000 / rate))
    if events is not None:
        feeder.timeout.connect(events)
        feeder.start()
    loop = QEventLoop()
    QTimer.singleShot(round(seconds * 1000), loop.quit)
    cpu = time.process_time()
    timer.start()
    loop.exec()
    share = (time.process_time() - cpu) / seconds
    timer.stop()
    feeder.stop()
    plot._plot.viewport().removeEventFilter(paints)
    late = np.maximum(np.diff(ticks) * 1000 - PERIOD_MS, 0)
    p50, p95, p99 = np.percentile(late, [50, 95, 99]).tolist()
    return {
        "what": name,
        "cpu_percent": 100 * share,
        "repaints_per_s": paints.count / seconds,
        "p50_ms": p50,
        "p95_ms": p95,
        "p99_ms": p99,
        "max_ms": float(late.max()),
    }


def run(seconds: float, points: int, rate: float, compare: bool) -> tuple[list[Row], float]:
    """All rows, and the seconds it took to read the run in."""
    app = QApplication([])
    theme.apply(app, "dark")
    plot = LossPlot()
    plot.resize(1000, 430)
    plot.show()
    rows = [measure("empty plot, no events", plot, seconds / 2, None, rate)]
    behind = list(steps(1, points))
    begin = time.perf_counter()
    plot.extend(behind)
    loading = time.perf_counter() - begin
    for step in range(STEPS_PER_EPOCH, points, STEPS_PER_EPOCH):
        plot.add_validation(step, 18.0 + 10 * np.exp(-step / 4000))
    for step in range(points // 20, points, points // 20):
        plot.add_marker(step)
    plot.set_recommended(points // 20 * 12, "The held-out mel is lowest here.")
    plot.set_bands(healthy_bands("rvc-v2-40k", base=True))
    if compare:
        plot.add_run("another", behind)
    coming = steps(points + 1, sys.maxsize, seed=1)
    rows.append(measure(f"{points} points, no events", plot, seconds / 2, None, rate))
    name = f"{points} points, {rate:g} events/s"
    rows.append(measure(name, plot, seconds, lambda: plot.append(*next(coming)), rate))
    plot.close()
    return rows, loading


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawTextHelpFormatter)
    parser.add_argument("--seconds", type=float, default=20.0, help="of the row with events")
    parser.add_argument("--points", type=int, default=100_000, help="steps on the plot already")
    parser.add_argument("--rate", type=float, default=50.0, help="events a second")
    parser.add_argument("--compare", action="store_true", help="another run of as many points beside it")
    parser.add_argument("--json", type=Path, help="write the figures to this file too")
    given = parser.parse_args()
    load = os.getloadavg()[0] if hasattr(os, "getloadavg") else None
    rows, loading = run(given.seconds, given.points, given.rate, given.compare)
    print(f"read in {given.points} steps: {loading:.2f} s")
    print(f"{'':34}{'CPU':>8} {'paints/s':>9} {'p50':>7} {'p95':>7} {'p99':>7} {'max':>7}  ms late")
    for row in rows:
        late = " ".join(f"{row[name]:7.2f}" for name in ("p50_ms", "p95_ms", "p99_ms", "max_ms"))
        print(f"{row['what']:34}{row['cpu_percent']:6.1f} % {row['repaints_per_s']:9.1f} {late}")
    if given.json:
        facts = {
            "python": platform.python_version(),
            "cores": os.cpu_count(),
            "load_at_start": load,
            "loading_s": loading,
            "rows": rows,
        }
        given.json.write_text(json.dumps(facts, indent=1) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
