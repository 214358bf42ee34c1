"""A short run of the fuzzer, and proof that it would see a fault."""

from __future__ import annotations

import sys
from pathlib import Path
from types import ModuleType

import pytest

from rvcdesk.messages import BadInput

ROOT = Path(__file__).resolve().parents[1]


@pytest.fixture
def fuzzer(monkeypatch: pytest.MonkeyPatch) -> ModuleType:
    monkeypatch.syspath_prepend(str(ROOT / "benchmarks"))
    import fuzz

    return fuzz


def test_three_hundred_mutated_files(fuzzer: ModuleType, tmp_path: Path) -> None:
    work = tmp_path / "work"
    work.mkdir()
    document = fuzzer.fuzz(300, 7, tmp_path / "keep", work)
    assert document["faults"] == [] and not (tmp_path / "keep").exists()
    outcomes = [count for counts in document["kinds"].values() for count in counts.items()]
    assert sum(count for _, count in outcomes) == 300
    for outcome in ("loaded", "refused"):
        assert sum(count for name, count in outcomes if name == outcome) > 50
    assert len(document["mutations"]) == 10 and document["kinds"]["evil zip"].keys() == {"refused"}


@pytest.mark.parametrize(
    ("error", "outcome"),
    [
        (None, "loaded"),
        (BadInput("{file} is damaged; copy it again.", file="x.wav"), "refused"),
        (BadInput("bad"), "fault"),
        (KeyError("x"), "fault"),
        (MemoryError(), "fault"),
        (AssertionError("the blend is not finite"), "fault"),
    ],
)
def test_what_counts_as_a_fault(
    fuzzer: ModuleType, monkeypatch: pytest.MonkeyPatch, error: Exception | None, outcome: str
) -> None:
    def load(_kind: str, _path: Path) -> None:
        if error is not None:
            raise error

    monkeypatch.setattr(fuzzer, "load", load)
    assert fuzzer.attempt("wav", Path("x.wav"))[0] == outcome


def _child(pipe: object, folder: Path, marker: Path) -> None:
    """A child that hangs on the first file and dies on the others."""
    import os
    import threading

    kind, _seed = pipe.recv()  # type: ignore[attr-defined]
    pipe.send(("begun", "bits", ""))  # type: ignore[attr-defined]
    if kind == "hang":
        threading.Event().wait()
    os.abort()


def test_hangs_and_crashes_are_faults(
    fuzzer: ModuleType, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(fuzzer, "worker", _child)
    # The child finds this module by its name.
    monkeypatch.syspath_prepend(str(Path(__file__).parent))
    monkeypatch.setattr(_child, "__module__", "test_fuzz")
    monkeypatch.setitem(sys.modules, "test_fuzz", sys.modules[__name__])
    child = fuzzer.Child(tmp_path, tmp_path / "marker")
    assert child.ask("hang", 1, limit=0.2) == ("fault", "bits", "hung for 0 s")
    outcome, how, text = child.ask("crash", 2)
    assert (outcome, how) == ("fault", "bits") and "the child died (-6)" in text
    child.end(kill=True)
