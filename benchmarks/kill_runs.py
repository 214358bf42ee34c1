"""A training that is killed again and again: what each kill costs, and whether the end is the same.

    python benchmarks/kill_runs.py [--kills N] [--steps N] [--seed N] [--json FILE]

A small real project, a real draft run that saves every third step. Its child is started as the window
starts it, and its whole process group gets SIGKILL at a random moment: half of the kills fall into the
writing of a file (a full save, a voice, a preview, the finished voice and its index), the others anywhere
from the start of the process on. After each kill the newest save is opened strictly, and the run
is resumed. At the end the losses of all steps (the later line of a step counts) and the numbers of the
voice are compared with those of a run that nobody disturbed. Not for Windows, which has no SIGKILL.
"""

from __future__ import annotations

import argparse
import json
import os
import platform
import random
import signal
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from dataclasses import asdict, dataclass, replace
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(ROOT))

import torch  # noqa: E402

from rvcdesk.audio.files import decode, write  # noqa: E402
from rvcdesk.events import read_events  # noqa: E402
from rvcdesk.project import Project  # noqa: E402
from rvcdesk.training import runs, saves  # noqa: E402
from rvcdesk.training.options import TrainOptions  # noqa: E402
from rvcdesk.training.trainer import Trainer  # noqa: E402
from rvcdesk.voice.checkpoint import load_voice  # noqa: E402
from rvcdesk.voice.presets import get_preset  # noqa: E402

RESULTS = ROOT / "benchmarks" / "results"
ENGINE = [sys.executable, "-m", "rvcdesk.engine"]
PATIENCE_S = 300.0
# Where a file that is being written is looked for, by what is then killed.
WRITES = {"save": "checkpoints", "voice": "voices", "preview": "previews", "index": "index", "finish": ""}


@dataclass(frozen=True)
class Kill:
    """One line of the table."""

    number: int
    aim: str  # what was waited for
    doing: str  # what the folder says was happening
    told: int  # last step told before
    saved: int  # newest full save
    opens: bool  # that save, and every other one, and the voices
    torn: int  # files left half-written by this kill
    older: int  # and by those before it, which the resume should have removed
    resumed_at: int = -1  # by the next start; 0: from the beginning


def make_project(folder: Path, seconds: int = 24) -> Path:
    """A project with so many seconds of the sample's voice."""
    samples, rate = decode(ROOT / "resources/sample/carlo_01.flac", frames=seconds * 16000)
    write(folder / "carlo.wav", samples, rate)
    with Project.create(folder / "project") as project:
        project.add_recording(folder / "carlo.wav")
    return folder / "project"


def options_for(project: Path, steps: int) -> TrainOptions:
    """Draft, two items a step, a save every third step, two pieces kept out."""
    return TrainOptions(
        project, name="kills", f0="pm", batch_size=2, steps=steps, save_every=0, save_every_steps=3,
        threads=1, precision="fp32", held_out=2, device="cpu",
    )  # fmt: skip


class Watched:
    """A run's child, and what it has told since a byte of its events."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        events = folder / "events.jsonl"
        self._offset = events.stat().st_size if events.exists() else 0
        self.child: subprocess.Popen[bytes] = runs.start_child(folder, ENGINE)
        self.began = time.monotonic()

    def told(self) -> list[dict[str, Any]]:
        """What has been told since the start."""
        return read_events(self.folder / "events.jsonl", self._offset)[0]

    def wait_for(self, condition: Callable[[], object], limit_s: float = PATIENCE_S) -> bool:
        """Whether it came about before the child ended.

        Raises:
            TimeoutError: neither did.
        """
        end = time.monotonic() + limit_s
        while not condition():
            if self.child.poll() is not None:
                return False
            if time.monotonic() > end:
                raise TimeoutError(f"see {self.folder / 'log.txt'}")
            time.sleep(0.0005)
        return True

    def kill(self) -> None:
        """End the child and all that it started, at once."""
        os.killpg(self.child.pid, signal.SIGKILL)
        self.child.wait()


def writing(folder: Path, what: str) -> list[str]:
    """The temporary files that are there where `what` is written."""
    place = folder / WRITES[what] if WRITES[what] else folder.parents[1] / "voice"
    try:
        with os.scandir(place) as entries:
            return [f"{place.name}/{entry.name}" for entry in entries if ".tmp" in entry.name]
    except OSError:
        return []


def all_torn(folder: Path) -> set[str]:
    """All temporary files of a run and its voice."""
    return {name for what in WRITES for name in writing(folder, what)}


def aims(kills: int, dice: random.Random) -> list[str]:
    """What each kill waits for: the first ones strike the preparation, the last ones the finished voice."""
    last = max(1, kills // 8)
    early = max(1, kills // 8)
    rest = kills - last - early
    writes = [("save", "save", "voice", "preview")[index % 4] for index in range(kills // 2 - last)]
    middle = [*writes, *("start" if index % 3 == 0 else "step" for index in range(rest - len(writes)))]
    dice.shuffle(middle)
    return ["prepare"] * early + middle + [("finish", "index")[index % 2] for index in range(last)]


def strike(watched: Watched, aim: str, start_s: float, step_s: float, dice: random.Random) -> bool:
    """Wait for the moment and kill; False when the run ended before."""
    folder = watched.folder
    if aim in WRITES:
        seen = watched.wait_for(lambda: writing(folder, aim))
        # A file that has just begun, one half-written, one about to get its name.
        time.sleep(dice.choice((0.0, 0.002, 0.01, 0.03)))
    elif aim == "step":
        seen = watched.wait_for(lambda: any(event["event"] == "step" for event in watched.told()))
        end = time.monotonic() + dice.uniform(0, 4 * step_s)
        seen = seen and watched.wait_for(lambda: time.monotonic() > end)
    else:
        end = watched.began + dice.uniform(0.02, 1.0) * start_s
        seen = watched.wait_for(lambda: time.monotonic() > end)
    if seen:
        watched.kill()
    return seen


def doing(folder: Path, told: list[dict[str, Any]], fresh: set[str]) -> str:
    """What was happening, by the folder."""
    places = {name.split("/")[0] for name in fresh}
    for place, text in (
        ("index", "writing the index"),
        ("voice", "writing the finished voice"),
        ("previews", "writing a preview"),
        ("voices", "writing a save's voice"),
        ("checkpoints", "writing a full save"),
    ):
        if place in places:
            return text
    if not told:
        return "starting"
    last = told[-1]
    if last["event"] == "prepare" and "steps" not in last:
        return "preparing"
    if last["event"] in ("step", "save", "preview", "validation", "machine"):
        return f"after {last['event']} {last.get('step', '')}".rstrip()
    return f"after {last['event']}"


def all_open(folder: Path, trainer: Trainer) -> bool:
    """Whether every full save can be taken up, and every voice loads."""
    try:
        for path in saves.list_saves(folder):
            assert saves.take_up(trainer, path).step == saves.step_of(path)
        for path in (folder / "voices").glob("step_*.safetensors"):
            load_voice(path)
    except Exception as error:
        print(f"  {type(error).__name__}: {error}")
        return False
    return True


def resumed_at(told: list[dict[str, Any]]) -> int:
    """The step of the save that a start went on from, 0 from the beginning, -1 when it did not get there."""
    for event in told:
        if event["event"] == "resume":
            return int(event["step"])
        if event["event"] == "step":
            return 0
    return -1


def disturb(folder: Path, kills: int, seed: int, start_s: float, step_s: float) -> list[Kill]:
    """Kill and resume so many times, then let the run end."""
    dice = random.Random(seed)
    trainer = Trainer(get_preset("draft"), f0=True, device=torch.device("cpu"), seed=0)
    table: list[Kill] = []
    for number, aim in enumerate(aims(kills, dice), start=1):
        before = all_torn(folder)
        watched = Watched(folder)
        if not strike(watched, aim, start_s, step_s, dice):
            print(f"{number}: the run ended before the kill ({aim})")
        told, torn = watched.told(), all_torn(folder)
        complete_table(table, resumed_at(told))
        newest = saves.list_saves(folder)[-1:]
        row = Kill(
            number, aim, doing(folder, told, torn - before), runs.status(folder).step,
            (saves.step_of(newest[0]) or 0) if newest else 0, all_open(folder, trainer),
            len(torn - before), len(torn & before) if resumed_at(told) >= 0 else 0,
        )  # fmt: skip
        table.append(row)
        print(line(row), flush=True)
    watched = Watched(folder)
    watched.wait_for(lambda: False)
    complete_table(table, resumed_at(watched.told()))
    return table


def complete_table(table: list[Kill], step: int) -> None:
    """Where the run went on after the kills that wait to hear of it."""
    if step >= 0:
        table[:] = [replace(row, resumed_at=step) if row.resumed_at < 0 else row for row in table]


HEAD = f"{'kill':>4}  {'what was happening':28} {'told':>5} {'saved':>5} {'lost':>4}  opens  torn  older"


def line(row: Kill) -> str:
    """A row as text; where it was resumed is known only later."""
    return (
        f"{row.number:4}  {row.doing:28} {row.told:5} {row.saved:5} {max(0, row.told - row.saved):4}  "
        f"{'yes' if row.opens else 'NO':5}  {row.torn:4}  {row.older:5}"
    )


def curve(folder: Path, kind: str) -> dict[int, Any]:
    """The numbers of a run by step; the later line of a step counts."""
    events, _ = read_events(folder / "events.jsonl")
    names = {"step": ("losses", "grad_norm", "lr", "epoch"), "validation": ("mel", "best", "epoch")}[kind]
    return {event["step"]: [event[name] for name in names] for event in events if event["event"] == kind}


def compare(disturbed: Path, whole: Path) -> dict[str, bool]:
    """What is the same to the bit."""
    found = {kind: curve(disturbed, kind) == curve(whole, kind) for kind in ("step", "validation")}
    voices = [sorted((folder / "voices").glob("*.safetensors"))[-1] for folder in (disturbed, whole)]
    first, second = (load_voice(path).weights for path in voices)
    found["voice"] = all(torch.equal(first[name], second[name]) for name in second)
    kept = [[path.name for path in saves.list_saves(folder)] for folder in (disturbed, whole)]
    found["saves kept"] = kept[0] == kept[1]
    found["every save has its voice"] = _steps_of(disturbed, "save") == _steps_of(whole, "save")
    return found


def _steps_of(folder: Path, kind: str) -> list[int]:
    """The steps of the events of a kind whose voice is there."""
    told = [event for event in read_events(folder / "events.jsonl")[0] if event["event"] == kind]
    return sorted({event["step"] for event in told if (folder / event["voice"]).is_file()})


def measure(home: Path, kills: int, steps: int, seed: int) -> dict[str, Any]:
    """Both runs and what came of them."""
    begin = time.monotonic()
    (home / "a").mkdir()
    (home / "b").mkdir()
    whole = runs.create_run(options_for(make_project(home / "a"), steps))
    watched = Watched(whole)
    watched.wait_for(lambda: any(event["event"] == "step" for event in watched.told()))
    start_s = time.monotonic() - watched.began
    watched.wait_for(lambda: False)
    assert runs.status(whole).state == "done", (whole / "log.txt").read_text(encoding="utf-8")
    seconds = [event["seconds"] for event in watched.told() if event["event"] == "step"]
    step_s = sum(seconds) / len(seconds)
    print(f"undisturbed: first step after {start_s:.1f} s, {step_s:.2f} s a step\n\n{HEAD}", flush=True)
    folder = runs.create_run(options_for(make_project(home / "b"), steps))
    table = disturb(folder, kills, seed, start_s, step_s)
    lines = (folder / "events.jsonl").read_bytes().splitlines()
    return {
        "state": runs.status(folder).state,
        "same": compare(folder, whole),
        "torn_at_the_end": sorted(all_torn(folder)),
        "torn_lines": len(lines) - len(read_events(folder / "events.jsonl")[0]),
        "resumed_where_saved": all(row.resumed_at == row.saved for row in table),
        "all_open": all(row.opens for row in table),
        "most_steps_lost": max(row.told - row.saved for row in table),
        "steps": steps,
        "seconds": time.monotonic() - begin,
        "kills": [asdict(row) for row in table],
    }


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawTextHelpFormatter)
    parser.add_argument("--kills", type=int, default=30)
    parser.add_argument("--steps", type=int, default=75)
    parser.add_argument("--seed", type=int, default=0, help="of the moments")
    parser.add_argument("--json", type=Path, default=RESULTS / "kill_runs.json", help="where to write")
    arguments = parser.parse_args()
    with tempfile.TemporaryDirectory() as home:
        found = measure(Path(home), arguments.kills, arguments.steps, arguments.seed)
    print(f"\n{HEAD}  resumed at")
    for row in found["kills"]:
        print(f"{line(Kill(**row))}  {row['resumed_at']:10}")
    for name, same in found["same"].items():
        print(f"{name + ': as undisturbed':46} {'yes' if same else 'NO'}")
    for name in (
        "state",
        "resumed_where_saved",
        "all_open",
        "most_steps_lost",
        "torn_at_the_end",
        "torn_lines",
    ):
        print(f"{name.replace('_', ' '):46} {found[name]}")
    print(f"{found['seconds']:.0f} s")
    facts = {"python": platform.python_version(), "torch": torch.__version__, "cores": os.cpu_count()}
    arguments.json.parent.mkdir(parents=True, exist_ok=True)
    arguments.json.write_text(json.dumps({**facts, **found}, indent=1) + "\n", encoding="utf-8")
    good = found["state"] == "done" and all(found["same"].values())
    good = good and found["resumed_where_saved"] and found["all_open"] and not found["torn_at_the_end"]
    return 0 if good else 1


if __name__ == "__main__":
    sys.exit(main())
