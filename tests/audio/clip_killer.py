"""Kills editors of a clip: `python -m tests.audio.clip_killer FOLDER ROUNDS`; exit 0 when nothing was lost.

Each round forks a child that edits the clip `a` in FOLDER without end and says each edit once it is done,
kills it at a random moment, and looks at what the file holds.
"""

from __future__ import annotations

import hashlib
import os
import shutil
import signal
import sys
import time
from pathlib import Path
from typing import IO

import numpy as np

from rvcdesk.audio.clip import Clip, load_clip


def digest(clip: Clip) -> str:
    """What the clip is now, in short."""
    return hashlib.sha256(repr((clip.state, clip.history.index)).encode()).hexdigest()[:16]


def edit(clip: Clip, other: Clip, random: np.random.Generator) -> None:
    """One edit, of any kind, that changes something."""
    done = False
    while not done:
        start, end = sorted(random.integers(0, clip.frames, 2).tolist())
        verb = random.choice(["cut", "silence", "gain", "ripple_delete", "paste", "undo", "undo", "redo"])
        if verb in ("undo", "redo"):
            done = getattr(clip, verb)()
        elif verb == "paste":
            done = clip.paste(start, other.copy(start % 500, start % 500 + 400))
        elif verb == "gain":
            done = clip.gain(start, end, 0.25)
        elif verb == "ripple_delete":
            done = clip.ripple_delete(start, start + 300)
        else:
            done = getattr(clip, verb)(start, end)


def edit_for_ever(folder: Path, seed: int, told: IO[str]) -> None:
    """The child."""
    random = np.random.default_rng(seed)
    clip, other = load_clip(folder, "a"), load_clip(folder, "b")
    while True:
        print(digest(clip), file=told, flush=True)
        edit(clip, other, random)


def one_round(folder: Path, seed: int, random: np.random.Generator) -> bool:
    """Fork, kill, look; gives whether the file was one edit further than what the child had said."""
    reading, writing = os.pipe()
    child = os.fork()
    if not child:
        os.close(reading)
        with open(writing, "w", encoding="ascii") as told:
            edit_for_ever(folder, seed, told)
    os.close(writing)
    with open(reading, encoding="ascii") as told:
        said = [told.readline() for _ in range(int(random.integers(1, 60)))]
        time.sleep(random.uniform(0, 0.002))  # anywhere within an edit
        os.kill(child, signal.SIGKILL)
        said += told.readlines()
    assert os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]) == -signal.SIGKILL
    last = [line.strip() for line in said if line.endswith("\n")][-1]
    clip = load_clip(folder, "a")
    ahead = digest(clip) != last
    if ahead:  # then it was written, but could not be said: without that line it is what was said
        copy = folder / "before"
        shutil.copytree(folder / "clips", copy / "clips", dirs_exist_ok=True)
        path = copy / "clips" / "a.jsonl"
        whole = path.read_bytes()
        path.write_bytes(whole[: whole.rstrip(b"\n").rfind(b"\n") + 1])
        assert digest(load_clip(copy, "a")) == last, "more than the edit in flight was lost"
    if seed % 4 == 3:
        clip.cut(0, 10)
        clip.close()  # the next one begins with a file in its shortest form
        assert digest(load_clip(folder, "a")) == digest(clip)
    return ahead


def main() -> None:
    folder, rounds = Path(sys.argv[1]), int(sys.argv[2])
    random = np.random.default_rng(0)
    ahead = sum(one_round(folder, seed, random) for seed in range(rounds))
    clip = load_clip(folder, "a")
    render = clip.render(kept_only=False)
    assert render.read(0, render.frames).shape[1] == clip.frames
    print(f"{rounds} kills, {ahead} with an edit written but not yet said, {clip.history.index} edits kept")


if __name__ == "__main__":
    main()
