"""odd/: strangers' files, opened in a process of their own: one sentence each, in time, nothing run."""

from __future__ import annotations

import contextlib
import json
import os
import queue
import subprocess
import sys
import tempfile
import threading
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from benchmarks.parity_cases.report import FAIL, Case, Line, fact, limited

ROOT = Path(__file__).resolve().parents[2]
SECONDS = 10.0
START_SECONDS = 120.0
GROWTH_MB = 1024.0
EXACT, BF16 = 1e-5, 5e-3
MARKERS = "rvcdesk_pwned_*"


def cases(root: Path) -> Iterator[Case]:
    """One for all files: they share the process that opens them."""
    folder = root / "odd"
    files = [path for path in sorted(folder.iterdir()) if not _beside(path)] if folder.is_dir() else []
    if files:
        yield Case("odd", lambda: _all(files, sorted(folder.glob("base_*.npz"))))


def _beside(path: Path) -> bool:
    """What only tells of the others."""
    return path.name.startswith(("RESULTS", "README", ".")) or path.match("base_*.npz")


def markers() -> dict[str, float]:
    """What the evil files would leave, with the time it was made."""
    return {str(path): path.stat().st_mtime for path in Path("/tmp").glob(MARKERS)}


class Watched:
    """The child, started when needed and again after it was ended."""

    def __init__(self, home: str) -> None:
        self._home = home
        self._child: subprocess.Popen[str] | None = None
        self._answers: queue.Queue[str | None] = queue.Queue()
        self.base_mb = 0.0

    def ask(self, path: Path, bases: list[Path]) -> dict[str, Any] | str:
        """The child's answer, or what became of the child."""
        if self._child is None:
            self._start()
        assert self._child is not None and self._child.stdin is not None
        question = {"file": str(path), "bases": [str(base) for base in bases]}
        try:
            self._child.stdin.write(json.dumps(question) + "\n")
            self._child.stdin.flush()
            answer = self._answers.get(timeout=SECONDS)
        except queue.Empty:
            self.end()
            return f"not done within {SECONDS:g} s"
        except OSError:
            answer = None
        if answer is None:
            code = self._child.wait()
            self.end()
            return f"the process died ({code})"
        return dict(json.loads(answer))

    def _start(self) -> None:
        script = Path(__file__).with_name("odd_child.py")
        env = {**os.environ, "RVCDESK_HOME": self._home, "OMP_NUM_THREADS": "1"}
        self._child = subprocess.Popen(
            [sys.executable, str(script), str(ROOT)],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            text=True,
            env=env,
        )
        self._answers = queue.Queue()
        threading.Thread(target=self._listen, args=(self._child, self._answers), daemon=True).start()
        ready = self._answers.get(timeout=START_SECONDS)
        assert ready is not None, "the process that opens the odd files does not start"
        self.base_mb = float(json.loads(ready)["peak_mb"])

    @staticmethod
    def _listen(child: subprocess.Popen[str], answers: queue.Queue[str | None]) -> None:
        assert child.stdout is not None
        for line in child.stdout:
            answers.put(line)
        answers.put(None)

    def end(self) -> None:
        """End the child, if there is one."""
        if self._child is None:
            return
        self._child.kill()
        self._child.wait()
        for pipe in (self._child.stdin, self._child.stdout):
            if pipe is not None:
                with contextlib.suppress(OSError):
                    pipe.close()
        self._child = None


def _all(files: list[Path], bases: list[Path]) -> Iterator[Line]:
    with tempfile.TemporaryDirectory() as home:
        child = Watched(home)
        try:
            for path in files:
                before = markers()
                answer = child.ask(path, bases)
                yield _judge(path, answer, bool(bases), markers() != before, child.base_mb)
        finally:
            child.end()


def _judge(path: Path, answer: dict[str, Any] | str, has_base: bool, ran: bool, base_mb: float) -> Line:
    case = f"odd/{path.name}"
    if ran:
        return fact(case, "runs nothing", False, "its code was executed: a marker file appeared")
    if isinstance(answer, str):
        return fact(case, "answers", False, answer)
    if answer["faults"]:
        return fact(case, "answers", False, "; ".join(answer["faults"]))
    growth = answer["peak_mb"] - base_mb
    if growth > GROWTH_MB:
        return limited(case, "memory (MB)", growth, GROWTH_MB)
    said: dict[str, str] = answer["said"]
    opened = [way for way, text in said.items() if not text]
    if path.name.startswith(("ok_", "base_")):
        return _opened(case, path, answer, opened, has_base)
    if opened:
        return fact(case, "refused", False, f"opened as {', '.join(opened)}")
    odd = [text for text in said.values() if not one_sentence(text, path.name)]
    sentence = odd[0] if odd else next(iter(said.values()))
    return fact(case, f"refused in one sentence, {answer['seconds']:.1f} s", not odd, sentence)


def _opened(case: str, path: Path, answer: dict[str, Any], opened: list[str], has_base: bool) -> Line:
    if not opened:
        return fact(case, "opened", False, next(iter(answer["said"].values())))
    if "voice" not in opened or not has_base:
        return fact(case, f"opened as {', '.join(opened)}", True)
    if answer["error"] is None:
        return Line(case, "sound of the base: max abs", None, EXACT, FAIL, "no sound")
    tolerance = BF16 if "bf16" in path.name else EXACT
    return limited(case, "sound of the base: max abs", answer["error"], tolerance)


def one_sentence(text: str, name: str) -> bool:
    """A plain line for people that names the file."""
    plain = "\n" not in text and "Traceback" not in text and len(text) <= 400
    return plain and text.endswith(".") and name in text
