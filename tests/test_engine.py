"""The engine child over its real pipes."""

from __future__ import annotations

import json
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from rvcdesk.engine import VERBS


class Child:
    def __init__(self) -> None:
        command = [sys.executable, "-m", "rvcdesk.engine", "serve"]
        self.process = subprocess.Popen(
            command,
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            encoding="utf-8",
        )
        self.number = 0
        assert self.read()["event"] == "ready"

    def read(self) -> dict[str, Any]:
        assert self.process.stdout
        return dict(json.loads(self.process.stdout.readline()))

    def ask(self, verb: str, **options: Any) -> list[dict[str, Any]]:
        """Every answer to one request, the last one included."""
        assert self.process.stdin
        self.number += 1
        self.process.stdin.write(json.dumps({"id": self.number, "verb": verb, "options": options}) + "\n")
        self.process.stdin.flush()
        answers = [self.read()]
        while answers[-1]["event"] not in ("done", "failed"):
            answers.append(self.read())
        assert all(answer["id"] == self.number for answer in answers)
        return answers


@pytest.fixture
def child() -> Iterator[Child]:
    child = Child()
    yield child
    assert child.process.stdin
    child.process.stdin.close()
    assert child.process.wait(20) == 0, "the end of its input ends the child"
    assert child.process.stdout
    child.process.stdout.close()


def test_verbs_progress_and_failures(
    child: Child, trained_project: Path, sample: Path, tmp_path: Path
) -> None:
    assert child.ask("ping")[-1]["result"]["pid"] == child.process.pid
    assert child.process.stdin
    child.process.stdin.write("not json\n")
    failed = child.ask("nonsense")[-1]
    assert failed["event"] == "failed" and failed["exit_code"] == 2 and "nonsense" in failed["message"]
    assert child.ask("convert", colour="red")[-1]["exit_code"] == 2
    options = {"inputs": [str(sample / "sung_line.flac")], "voice": "voice", "project": str(trained_project)}
    answers = child.ask("convert", **options, out=str(tmp_path / "żółw.wav"), f0="pm", threads=1)
    assert answers[-1]["event"] == "done", answers[-1]
    assert (tmp_path / "żółw.wav").is_file()
    stages = [answer["stage"] for answer in answers if answer["event"] == "progress"]
    assert "Converting" in stages and len(stages) >= 3
    documents = child.ask("clean", inputs=[str(sample / "messy_carlo.flac")])[-1]["result"]
    assert documents[0]["flagged"]
    assert (
        child.ask("inspect", file=str(trained_project / "voice" / "voice.pth"))[-1]["result"]["kind"]
        == "voice"
    )
    assert any(device["id"] == "cpu" for device in child.ask("devices")[-1]["result"])
    train = {"project": str(trained_project), "f0": "pm", "batch_size": 2, "threads": 1}
    summary = child.ask("summarise", **train)[-1]["result"]
    assert summary["pieces"] > 0
    estimate = child.ask("estimate", **train, epochs=3)[-1]["result"]
    assert estimate["steps"] == 3 * estimate["steps_per_epoch"] and estimate["seconds"] > 0


def test_every_verb_can_be_found() -> None:
    import importlib

    for module, function, options in VERBS.values():
        assert callable(getattr(importlib.import_module(module), function))
        if options:
            place, _, name = options.partition(":")
            assert hasattr(importlib.import_module(place), name)
