"""Opening a 60-minute stereo recording at 48 kHz: WAV, FLAC, MP3 and M4A.

    python benchmarks/open_hour.py [--audio FILE] [--formats wav,flac,mp3,m4a] [--runs N]

Each run is a fresh process with an empty cache, then one with the cache filled. In a window that is
already there the file is opened; times count from that moment:

    first     the first paint with sound in it (of any share)
    half      half of the columns have their sound
    exact     all of the picture is exact
    late      the most that a 10 ms timer of the window was late meanwhile
    rss_mb    memory of the process at the end, `used_mb` without the pages of mapped files

`--audio` repeats that recording (speech, say) to an hour; without it made-up bursts are used.
Prints a table and writes benchmarks/results/open_hour.json.
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
RATE, SECONDS = 48_000, 3600
KEYS = ("first", "half", "exact", "late", "rss_mb", "used_mb")


def make(folder: Path, formats: list[str], audio: Path | None) -> dict[str, Path]:
    """The hour in every format."""
    import numpy as np
    import soundfile

    from rvcdesk.audio.codecs_av import AacWriter
    from rvcdesk.audio.files import decode

    wav = folder / "hour.wav"
    if audio is None:
        from frame_time import make_hour

        make_hour(wav, SECONDS)
    else:
        once, _ = decode(audio, rate=RATE)
        once = np.broadcast_to(once, (2, once.shape[1])) if len(once) == 1 else once[:2]
        left = SECONDS * RATE
        with soundfile.SoundFile(wav, "w", RATE, 2, subtype="PCM_16") as file:
            while left > 0:
                file.write(once[:, :left].T)
                left -= once.shape[1]
    paths = {}
    for name in formats:
        paths[name] = path = folder / f"hour.{name}"
        if name == "wav":
            continue
        with soundfile.SoundFile(wav) as file:
            if name == "m4a":
                with AacWriter(path, RATE, 2) as aac:
                    for block in file.blocks(1 << 16, dtype="float32"):
                        aac.write(block.T)
            else:
                with soundfile.SoundFile(path, "w", RATE, 2) as out:
                    for block in file.blocks(1 << 18, dtype="float32"):
                        out.write(block)
    return paths


def memory() -> tuple[float, float]:
    """MB resident, and without mapped files' pages."""
    if sys.platform != "linux":
        return 0.0, 0.0
    pages = Path("/proc/self/statm").read_text().split()
    size = os.sysconf("SC_PAGE_SIZE") / 1e6
    return int(pages[1]) * size, (int(pages[1]) - int(pages[2])) * size


def child(path: Path, cache: Path) -> None:
    """Open the file in the editor's view; print what was measured as JSON."""
    from PySide6.QtCore import QTimer
    from PySide6.QtGui import QPaintEvent
    from PySide6.QtWidgets import QApplication

    from rvcdesk.ui import theme
    from rvcdesk.ui.widgets.overview import OverviewBar
    from rvcdesk.ui.widgets.waveform import WaveformView
    from rvcdesk.ui.widgets.waveform_loader import PeakLoader
    from rvcdesk.ui.widgets.waveform_source import FileSource

    marks: dict[str, float] = {}
    shares: list[tuple[float, float]] = []  # (milliseconds, share of the columns that have their sound)
    begin = [0.0]

    class Timed(WaveformView):
        def paintEvent(self, event: QPaintEvent) -> None:
            super().paintEvent(event)
            now = (time.perf_counter() - begin[0]) * 1000
            source = self.source
            if not isinstance(source, FileSource):
                return
            found = source.columns(0, source.frames / 200, 200, 0)
            share = float((found[1] > found[0]).mean()) if found is not None else 0.0
            shares.append((round(now), round(share, 3)))
            if share > 0:
                marks.setdefault("first", now)
            if share >= 0.5:
                marks.setdefault("half", now)
            if source.is_complete and not loader.is_busy:
                marks.setdefault("exact", now)
                QTimer.singleShot(200, app.quit)

    app = QApplication([])
    theme.apply(app, "dark")
    view, loader = Timed(), PeakLoader()
    overview = OverviewBar(view)
    loader.opened.connect(view.set_audio)
    loader.progressed.connect(lambda *_: view.refresh())
    loader.ready.connect(view.refresh)
    loader.failed.connect(lambda message: sys.exit(str(message)))
    view.resize(1600, 400)
    overview.resize(1600, 44)
    view.show()
    overview.show()
    late = [0.0]
    due = [time.perf_counter()]

    def tick() -> None:
        now = time.perf_counter()
        late[0] = max(late[0], (now - due[0] - 0.010) * 1000)
        due[0] = now

    timer = QTimer(interval=10)
    timer.timeout.connect(tick)

    def start() -> None:
        begin[0] = due[0] = time.perf_counter()
        timer.start()
        loader.open(path, cache)

    QTimer.singleShot(300, start)
    app.exec()
    marks["late"] = late[0]
    marks["rss_mb"], marks["used_mb"] = memory()
    print(json.dumps({"marks": marks, "shares": shares[:: max(1, len(shares) // 40)]}))


def run(path: Path, cache: Path) -> dict[str, object]:
    """One fresh process."""
    command = [sys.executable, __file__, "--child", str(path), str(cache)]
    done = subprocess.run(command, check=True, capture_output=True, text=True)
    return dict(json.loads(done.stdout.splitlines()[-1]))


def measure(name: str, path: Path, folder: Path, runs: int) -> list[dict[str, object]]:
    """The rows of one format."""
    rows: list[dict[str, object]] = []
    for case in ("first time", "again"):
        results = []
        for index in range(runs):
            cache = folder / f"cache-{name}-{index if case == 'first time' else 0}"
            results.append(run(path, cache))
        row: dict[str, object] = {"format": name, "case": case, "painted": results[0]["shares"]}
        for key in KEYS:
            values = [result["marks"].get(key, float("nan")) for result in results]  # type: ignore[attr-defined]
            row[key] = round(statistics.median(values))
            row[f"{key}_most"] = round(max(values))
        rows.append(row)
    return rows


def main() -> None:
    """Measure, print, write."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawTextHelpFormatter)
    parser.add_argument("--audio", type=Path, help="repeat this recording instead of made-up sound")
    parser.add_argument("--formats", default="wav,flac,mp3,m4a")
    parser.add_argument("--hour", type=Path, help="a folder with hour.wav, hour.flac … made before")
    parser.add_argument("--runs", type=int, default=3)
    parser.add_argument("--child", nargs=2, help=argparse.SUPPRESS)
    arguments = parser.parse_args()
    if arguments.child:
        child(*(Path(word) for word in arguments.child))
        return
    formats = arguments.formats.split(",")
    rows = []
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        if arguments.hour is not None:
            paths = {name: arguments.hour / f"hour.{name}" for name in formats}
        else:
            paths = make(folder, formats, arguments.audio)
        for name, path in paths.items():
            rows += measure(name, path, folder, arguments.runs)
    print(f"{'':6}{'':12}" + "".join(f"{key:>9}" for key in KEYS) + "   (ms; MB; medians)")
    for row in rows:
        values = "".join(f"{row[key]!s:>9}" for key in KEYS)
        print(f"{row['format']!s:6}{row['case']!s:12}{values}")
    RESULTS.mkdir(parents=True, exist_ok=True)
    (RESULTS / "open_hour.json").write_text(json.dumps({"rows": rows}, indent=1) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
