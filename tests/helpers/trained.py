"""A small real project and a run trained on it for a few steps, shared by the tests that only look."""

from __future__ import annotations

import shutil
from dataclasses import replace
from pathlib import Path

import pytest

from rvcdesk.audio.files import decode, write
from rvcdesk.project import Project
from rvcdesk.training.options import TrainOptions
from rvcdesk.training.run import execute
from rvcdesk.training.runs import create_run

ROOT = Path(__file__).resolve().parents[2]
STEPS = 4


@pytest.fixture(scope="session")
def trained_project(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Twelve seconds of the sample's voice in a project, with a finished run called "voice"."""
    folder = tmp_path_factory.mktemp("training")
    samples, rate = decode(ROOT / "resources/sample/carlo_01.flac", frames=12 * 16000)
    write(folder / "carlo.wav", samples, rate)
    with Project.create(folder / "Głos") as project:
        project.add_recording(folder / "carlo.wav")
    assert execute(create_run(small(folder / "Głos"))) == 0
    return folder / "Głos"


def small(project: Path, **changes: object) -> TrainOptions:
    """Options of a run of a few quick steps."""
    options = TrainOptions(
        project, f0="pm", batch_size=2, steps=STEPS, save_every=0, threads=1, precision="fp32"
    )
    return replace(options, **changes)  # type: ignore[arg-type]


@pytest.fixture
def own_project(trained_project: Path, tmp_path: Path) -> Path:
    """A copy without runs; the prepared data is in its cache."""
    return Path(
        shutil.copytree(trained_project, tmp_path / "p", ignore=shutil.ignore_patterns("runs", "voice"))
    )
