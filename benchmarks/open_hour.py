"""From the start of a process to the first painted waveform of a 60-minute 48 kHz stereo WAV.

    python benchmarks/open_hour.py [--audio FILE] [--runs N]

Each run is a fresh process with an empty peak cache, then one with the cache filled. "coarse" is the
first picture, "exact" the one from the whole pyramid. Times count from the moment the process is
started. Prints a table and writes benchmarks/results/open_hour.json.
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

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
ROOT = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(ROOT))
RESULTS = ROOT / "benchmarks" / "results"


def child(path: Path, cache: Path, started: float) -> None:
    """Open the file in a view; print the milliseconds since `started` as JSON."""
    from PySide6.QtGui import QPaintEvent
    from PySide6.QtWidgets import QApplication

    from rvcdesk.ui import theme
    from rvcdesk.ui.widgets.waveform import WaveformView
    from rvcdesk.ui.widgets.waveform_loader import PeakLoader

    marks: dict[str, float] = {}

    class Timed(WaveformView):
        def paintEvent(self, event: QPaintEvent) -> None:
            super().paintEvent(event)
            now = (time.time() - started) * 1000
            marks.setdefault("window", now)
            if self.source is not None:
                marks.setdefault("coarse", now)
                if self.source.is_complete and not loader.is_busy:
                    marks.setdefault("exact", now)
                    app.quit()

    app = QApplication([])
    theme.apply(app, "dark")
    view, loader = Timed(), PeakLoader()
    loader.opened.connect(view.set_audio)
    loader.progressed.connect(lambda *_: view.refresh())
    loader.ready.connect(view.refresh)
    loader.failed.connect(lambda message: sys.exit(str(message)))
    view.resize(1600, 400)
    view.show()
    loader.open(path, cache)
    app.exec()
    pages = int(Path("/proc/self/statm").read_text().split()[1]) if sys.platform == "linux" else 0
    marks["rss_mb"] = pages * os.sysconf("SC_PAGE_SIZE") / 1e6 if pages else 0.0
    print(json.dumps(marks))


def run(path: Path, cache: Path) -> dict[str, float]:
    """One fresh process."""
    command = [sys.executable, __file__, "--child", str(path), str(cache), repr(time.time())]
    done = subprocess.run(command, check=True, capture_output=True, text=True)
    return dict(json.loads(done.stdout.splitlines()[-1]))


def main() -> None:
    """Measure, print, write."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--audio", type=Path, help="use this recording instead of a generated hour")
    parser.add_argument("--runs", type=int, default=5)
    parser.add_argument("--child", nargs=3, help=argparse.SUPPRESS)
    arguments = parser.parse_args()
    if arguments.child:
        path, cache, started = arguments.child
        child(Path(path), Path(cache), float(started))
        return
    rows = []
    with tempfile.TemporaryDirectory() as folder:
        path = arguments.audio
        if path is None:
            from frame_time import make_hour

            path = make_hour(Path(folder) / "hour.wav")
        for name, fresh in (("first time", True), ("from the cache", False)):
            kept = Path(folder) / "cache"
            results = [
                run(path, Path(folder) / f"cache-{index}" if fresh else kept)
                for index in range(arguments.runs + (0 if fresh else 1))
            ]
            for key in ("window", "coarse", "exact", "rss_mb"):
                values = [result[key] for result in results[0 if fresh else 1 :]]
                rows.append(
                    {"case": name, "what": key, "median": round(statistics.median(values)),
                     "least": round(min(values)), "most": round(max(values))}
                )  # fmt: skip
    print(f"{'':18}{'':10}{'median':>8}{'least':>8}{'most':>8}   (ms from process start; MB)")
    for row in rows:
        print(f"{row['case']:18}{row['what']:10}{row['median']:>8}{row['least']:>8}{row['most']:>8}")
    RESULTS.mkdir(parents=True, exist_ok=True)
    (RESULTS / "open_hour.json").write_text(json.dumps({"rows": rows}, indent=1) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
