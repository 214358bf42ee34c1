"""What a thousand cuts cost: the next edit, the file, opening again, the sound at the end; and 500 clips.

    python benchmarks/many_edits.py [--cuts N] [--clips N] [--runs N]

A clip over a 60-minute 48 kHz mono WAV with N cuts, made one by one, next to the same clip without any,
measured in turns on the same machine: their ratio is what counts. Then a project of 500 short clips with ten
cuts each. Prints a table and writes benchmarks/results/many_edits.json.
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
from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import Any

import numpy as np

ROOT = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(ROOT))
RESULTS = ROOT / "benchmarks" / "results"
RATE, SECONDS = 48000, 3600


def write_hour(path: Path) -> Path:
    """An hour of noise in 16 bits."""
    from rvcdesk.audio.files import open_writer

    noise = np.random.default_rng(1).uniform(-0.5, 0.5, (1, RATE * 10)).astype(np.float32)
    with open_writer(path, RATE, 1) as writer:
        for _ in range(SECONDS // 10):
            writer.write(noise)
    return path


def timed(work: Callable[[], object]) -> float:
    """Milliseconds."""
    began = time.perf_counter()
    work()
    return (time.perf_counter() - began) * 1000


def edited(folder: Path, clip_id: str, recording: Path, cuts: int) -> dict[str, float]:
    """A clip with so many cuts, each an edit of its own; what making them took (ms)."""
    from rvcdesk.audio.clip import new_clip

    clip = new_clip(folder, clip_id, clip_id, recording)
    starts = np.random.default_rng(2).permutation(
        np.linspace(0, clip.frames - RATE, max(1, cuts)).astype(int)
    )
    took = [timed(partial(clip.cut, int(start), int(start) + RATE // 2)) for start in starts[:cuts]]
    found = {"all cuts": sum(took), "last 100 cuts, each": statistics.mean(took[-100:])} if took else {}
    found["compact and close"] = timed(clip.close)
    return found


def measure(folder: Path, clip_id: str) -> dict[str, float]:
    """One turn: every figure in ms, the clip as it was afterwards."""
    from rvcdesk.audio.clip import load_clip

    found: dict[str, float] = {"open again": timed(lambda: load_clip(folder, clip_id))}
    clip = load_clip(folder, clip_id)
    place = clip.frames // 2
    found["one more edit"] = timed(lambda: clip.silence(place, place + 100))
    found["undo"] = timed(clip.undo)
    line = {"line": "redo"}
    found["append a line"] = timed(lambda: clip._append(line))
    clip.history.go(clip.history.index + 1)
    clip.undo()
    found["render made"] = timed(lambda: clip.render(kept_only=True))
    render = clip.render(kept_only=True)
    render.read(0, 10)
    found["1 s of it at the end"] = timed(lambda: render.read(render.frames - RATE, RATE))
    whole = clip.render(kept_only=False)
    found["1 s of all at the end"] = timed(lambda: whole.read(whole.frames - RATE, RATE))
    clip.close(compact=False)
    return found


def many_clips(folder: Path, count: int) -> None:
    """A project of short clips with a few edits each."""
    from rvcdesk.audio.files import write
    from rvcdesk.project import Project

    noise = np.random.default_rng(3).uniform(-0.5, 0.5, RATE // 10).astype(np.float32)
    with Project.create(folder) as project:
        for number in range(count):
            path = folder / "recordings" / f"{number:04}.wav"
            write(path, noise + number / 1e4, RATE)
            clip = project.bring(path)
            project.clips.append(clip)
            for start in range(0, 4000, 400):
                clip.cut(start, start + 100)
        project.save()


def child(folder: Path) -> None:
    """Open a project in a fresh process; time and memory as JSON."""
    from rvcdesk.project import Project

    def resident() -> float:
        if sys.platform != "linux":
            return 0.0
        pages = int(Path("/proc/self/statm").read_text(encoding="ascii").split()[1])
        return pages * os.sysconf("SC_PAGE_SIZE") / 1e6

    before = resident()
    began = time.perf_counter()
    project = Project.open(folder, read_only=True)
    took = (time.perf_counter() - began) * 1000
    print(json.dumps({"open_ms": took, "mb": resident() - before, "clips": len(project.clips)}))


def main() -> None:
    """Measure, print, write."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--cuts", type=int, default=1000)
    parser.add_argument("--clips", type=int, default=500)
    parser.add_argument("--runs", type=int, default=9)
    parser.add_argument("--child", type=Path, help=argparse.SUPPRESS)
    arguments = parser.parse_args()
    if arguments.child:
        child(arguments.child)
        return
    with tempfile.TemporaryDirectory() as place:
        folder = Path(place) / "project"
        (folder / "clips").mkdir(parents=True)
        hour = write_hour(folder / "recordings" / "hour.wav")
        made = edited(folder, "cut", hour, arguments.cuts)
        edited(folder, "plain", hour, 0)
        size = (folder / "clips" / "cut.jsonl").stat().st_size
        turns = [(measure(folder, "plain"), measure(folder, "cut")) for _ in range(arguments.runs)]
        rows: list[dict[str, Any]] = []
        for what in turns[0][0]:
            plain, cut = (statistics.median(turn[side][what] for turn in turns) for side in (0, 1))
            row = {"plain_ms": round(plain, 3), "cut_ms": round(cut, 3), "ratio": round(cut / plain, 2)}
            rows.append({"what": what, **row})
        many_clips(Path(place) / "many", arguments.clips)
        command = [sys.executable, __file__, "--child", str(Path(place) / "many")]
        opened = [
            json.loads(subprocess.run(command, check=True, capture_output=True, text=True).stdout)
            for _ in range(3)
        ]
    print(f"{arguments.cuts} cuts in 60 minutes{'':6}{'plain ms':>10}{'with cuts':>10}{'ratio':>8}")
    for row in rows:
        print(f"  {row['what']:28}{row['plain_ms']:>10}{row['cut_ms']:>10}{row['ratio']:>8}")
    for what, took in made.items():
        print(f"  {what:28}{'':>10}{took:>10.1f}")
    print(f"  {'file':28}{'':>10}{size / 1000:>10.0f} kB")
    best = min(opened, key=lambda one: one["open_ms"])
    print(f"{best['clips']} clips: opened in {best['open_ms']:.0f} ms, {best['mb']:.1f} MB")
    result = {
        "cuts": arguments.cuts,
        "rows": rows,
        "made_ms": {key: round(value, 2) for key, value in made.items()},
        "file_bytes": size,
        "project": {key: round(value, 1) for key, value in best.items()},
    }
    RESULTS.mkdir(parents=True, exist_ok=True)
    (RESULTS / "many_edits.json").write_text(json.dumps(result, indent=1) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
