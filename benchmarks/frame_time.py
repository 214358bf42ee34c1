"""Time of one frame of the waveform view while panning and zooming.

    python benchmarks/frame_time.py [--audio FILE] [--frames N]

A frame is: change the view, draw the picture, paint the widget. "full" has 60 cuts, 97 marks and a
selection an hour. "spectrogram" and "both" are drawn while the tiles are made in their threads; "kept"
when all of them are there. The CPU column hardly depends on what else the machine does; it is of the
window's thread alone.
Prints a table and writes benchmarks/results/frame_time.json.
"""

from __future__ import annotations

import argparse
import json
import os
import platform
import sys
import tempfile
import time
from pathlib import Path

import numpy as np

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
ROOT = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(ROOT))

from PySide6.QtGui import QPaintEvent  # noqa: E402
from PySide6.QtWidgets import QApplication  # noqa: E402

from rvcdesk.audio.files import AudioReader  # noqa: E402
from rvcdesk.audio.peaks import build  # noqa: E402
from rvcdesk.ui import theme  # noqa: E402
from rvcdesk.ui.widgets.spectrogram_part import SpectrogramPart  # noqa: E402
from rvcdesk.ui.widgets.waveform import WaveformView  # noqa: E402
from rvcdesk.ui.widgets.waveform_model import ViewMark  # noqa: E402
from rvcdesk.ui.widgets.waveform_source import FileSource  # noqa: E402

RESULTS = ROOT / "benchmarks" / "results"
RATE = 48_000
Row = dict[str, object]
Times = tuple[float, float]
SPANS = {"hour": None, "10 min": 600.0, "10 s": 10.0, "1 s": 1.0, "20 ms": 0.02, "2 ms": 0.002}


def make_hour(path: Path, seconds: int = 3600) -> Path:
    """Write speech-like noise bursts, 48 kHz stereo PCM 16."""
    import soundfile

    rng = np.random.default_rng(0)
    with soundfile.SoundFile(path, "w", RATE, 2, subtype="PCM_16") as file:
        for second in range(0, seconds, 10):
            t = second + np.arange(10 * RATE) / RATE
            level = np.clip(np.sin(t * 0.9) * np.sin(t / 10) + 0.2 * np.sin(t * 3.7), 0.003, 1) ** 1.5
            left = level * (0.4 * np.sin(2 * np.pi * 170 * t) + 0.15 * rng.standard_normal(len(t)))
            file.write(np.stack([left, 0.7 * left], axis=1).astype(np.float32))
    return path


class CountingView(WaveformView):
    """Counts its paintings, so that no frame is counted that never was."""

    paints = 0

    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        self.paints += 1


def timed(view: CountingView, moves: list[tuple[float, float]]) -> list[Times]:
    """Milliseconds (wall, CPU) of each frame that shows one of `moves` (start, end)."""
    times = []
    for start, end in moves:
        before, begin, cpu = view.paints, time.perf_counter(), time.thread_time()
        view.set_view(start, end)
        view.repaint()
        times.append(((time.perf_counter() - begin) * 1000, (time.thread_time() - cpu) * 1000))
        assert view.paints == before + 1
    return times


def spectrogram_rows(view: CountingView, size: str, count: int, app: QApplication) -> list[Row]:
    """The rows with a spectrogram beside or instead of the waves."""
    part = SpectrogramPart()
    view.set_spectrogram(part)
    rows = []
    for mode in ("both", "spectrogram"):
        part.set_mode(mode)
        for name, seconds in {"10 min": 600.0, "10 s": 10.0}.items():
            moves = pan(seconds, view.frames, count)
            rows.append(row(f"pan, {name}, {mode}", size, timed(view, moves[5:])))
            deadline = time.monotonic() + 60
            while part.tiles.is_busy and time.monotonic() < deadline:
                app.processEvents()
            rows.append(row(f"pan, {name}, {mode}, kept", size, timed(view, moves[5:])))
        rows.append(row(f"zoom, {mode}", size, timed(view, zoom(view.frames, count))))
    part.set_mode("waveform")
    part.tiles.wait()
    return rows


def pan(seconds: float | None, frames: int, count: int) -> list[tuple[float, float]]:
    """A pan by 7 px a frame; the whole hour is panned at 99 % of its length."""
    length = frames * 0.99 if seconds is None else seconds * RATE
    first = 0.0 if seconds is None else 600.0 * RATE
    step = frames * 0.01 / count if seconds is None else length * 7 / 1600
    return [(first + index * step, first + index * step + length) for index in range(count)]


def zoom(frames: int, count: int) -> list[tuple[float, float]]:
    """From the whole hour to 2 ms around 10:01 and back."""
    lengths = np.geomspace(frames, 0.002 * RATE, count // 2)
    middle = 601.0 * RATE
    return [
        (middle - length * 0.3, middle + length * 0.7) for length in np.concatenate([lengths, lengths[::-1]])
    ]


def measure(source: FileSource, width: int, height: int, count: int, app: QApplication) -> list[Row]:
    """The rows for a widget of this size: bare, and with cuts, marks and a selection."""
    view = CountingView()
    view.resize(width, height)
    view.show()
    view.set_audio(source)
    app.processEvents()
    size, rows = f"{width}x{height}", []
    cases = {f"pan, {name}": pan(seconds, source.frames, count) for name, seconds in SPANS.items()}
    cases["zoom, hour to 2 ms"] = zoom(source.frames, count)
    for dressed in (False, True):
        if dressed:
            dress(view)
        for name, moves in cases.items():
            timed(view, moves[:5])
            rows.append(row(name + (", full" if dressed else ""), size, timed(view, moves[5:])))
    rows += spectrogram_rows(view, size, count, app)
    view.fit()
    view.selection = None
    view.repaint()
    rows.append(row("play cursor, hour", size, cursor_times(view, app, count)))
    view.close()
    return rows


def dress(view: WaveformView) -> None:
    """60 cuts, 97 marks and a selection an hour."""
    seconds = view.frames // RATE
    view.set_spans(cut=[(at * RATE, (at + 9) * RATE) for at in range(5, seconds, 60)])
    states = ("open", "accepted", "rejected")
    view.set_marks(
        [ViewMark(at * RATE, at * RATE + 30_000, "click", states[at % 3]) for at in range(20, seconds, 37)]
    )
    view.selection = (600 * RATE, 660 * RATE)


def cursor_times(view: CountingView, app: QApplication, count: int) -> list[Times]:
    """Milliseconds (wall, CPU) to move the play cursor by one pixel: two strips are painted."""
    times = []
    for index in range(count):
        before, begin, cpu = view.paints, time.perf_counter(), time.thread_time()
        view.play_cursor = round(view.port.scale * index)
        while view.paints == before:
            app.processEvents()
        times.append(((time.perf_counter() - begin) * 1000, (time.thread_time() - cpu) * 1000))
    return times


def row(name: str, size: str, times: list[Times]) -> Row:
    """Percentiles of one case."""
    (p50, cpu), (p95, _) = np.percentile(times, [50, 95], axis=0)
    return {
        "case": name,
        "size": size,
        "p50_ms": round(float(p50), 2),
        "p95_ms": round(float(p95), 2),
        "cpu_p50_ms": round(float(cpu), 2),
        "frames": len(times),
    }


def main() -> None:
    """Measure, print, write."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--audio", type=Path, help="use this recording instead of a generated hour")
    parser.add_argument("--frames", type=int, default=120, help="frames a case")
    arguments = parser.parse_args()
    app = QApplication([])
    theme.apply(app, "dark")
    with tempfile.TemporaryDirectory() as folder:
        path = arguments.audio or make_hour(Path(folder) / "hour.wav")
        with AudioReader(path, Path(folder)) as reader:
            source = FileSource(reader, build(reader), another=lambda: AudioReader(path, Path(folder)))
            rows = [
                row
                for width, height in ((1600, 400), (3840, 1000))
                for row in measure(source, width, height, arguments.frames, app)
            ]
    print(f"{'case':28}{'size':>12}{'p50 ms':>9}{'p95 ms':>9}{'CPU p50':>9}")
    for line in rows:
        print(
            f"{line['case']:28}{line['size']:>12}{line['p50_ms']:>9}{line['p95_ms']:>9}{line['cpu_p50_ms']:>9}"
        )
    RESULTS.mkdir(parents=True, exist_ok=True)
    report = {"platform": app.platformName(), "machine": platform.machine(), "rows": rows}
    (RESULTS / "frame_time.json").write_text(json.dumps(report, indent=1) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
