"""The sample project: copied to the user's own folder the first time, so that it can be edited."""

from __future__ import annotations

import shutil
from pathlib import Path

from rvcdesk.disk import atomic_write
from rvcdesk.project import Project
from rvcdesk.resources import sample_dir
from rvcdesk.settings import user_data_dir

NAME = "Carlo"
VOICE = ("carlo_01.flac", "carlo_02.flac", "carlo_03.flac", "carlo_04.flac")
MESSY = "messy_carlo.flac"
SONG, INSTRUMENTAL = "sung_line.flac", "instrumental.flac"


def make_sample(folder: Path) -> Project:
    """A new project in `folder` with the sample's recordings, song and attribution.

    Raises:
        BadInput: the folder is not empty.
        UserError: it cannot be written.
    """
    source = sample_dir()
    project = Project.create(folder, NAME)
    for name in (*VOICE, MESSY):
        project.add_recording(source / name)
    for name in (SONG, INSTRUMENTAL):
        _copy(source / name, stems(folder) / name)
    for name in ("README.md", "messy_carlo.labels.txt"):
        _copy(source / name, folder / "recordings" / name)
    return project


def stems(folder: Path) -> Path:
    """Where the sample's song and instrumental lie in a project."""
    return folder / "covers" / Path(SONG).stem / "stems"


def open_sample() -> Path:
    """The user's own copy of the sample project, made when it is not there yet."""
    folder = user_data_dir() / "Sample project"
    if not (folder / "project.json").is_file():
        make_sample(folder).close()
    return folder


def attribution() -> str:
    """Who made the sample's audio, as shown in the app."""
    text = (sample_dir() / "README.md").read_text(encoding="utf-8")
    return text.partition("## ATTRIBUTION")[2].strip()


def _copy(source: Path, place: Path) -> None:
    with atomic_write(place) as temporary:
        shutil.copyfile(source, temporary)
