"""Voices by name and by path."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from rvcdesk.messages import BadInput
from rvcdesk.voice.library import file_stem, find_index, list_voices, resolve, voices_dir


def _voice(folder: Path, *names: str) -> Path:
    folder.mkdir(parents=True, exist_ok=True)
    for name in names:
        (folder / name).write_bytes(b"x")
    return folder


@pytest.fixture
def project(tmp_path: Path) -> Path:
    _voice(
        tmp_path / "p" / "voice",
        "Ala.safetensors",
        "Ala.pth",
        "Ala.index",
        "added_IVF1_Flat_nprobe_1_Ala_v2.index",
    )
    (tmp_path / "p" / "project.json").write_text("{}", encoding="utf-8")
    return tmp_path / "p"


def test_project_first_then_library(project: Path) -> None:
    _voice(voices_dir() / "one", "żółw.pth", "added_IVF9_Flat_nprobe_1_żółw_v2.index")
    _voice(voices_dir() / "two", "beta.safetensors", ".beta.tmp.safetensors")
    facts = {"name": "Beta Two", "files": {"beta.safetensors": ""}}
    (voices_dir() / "two" / "voice.json").write_text(json.dumps(facts), encoding="utf-8")
    found = list_voices(project)
    assert [entry.name for entry in found] == ["Ala", "Beta Two", "żółw"]
    assert found[0].path.suffix == ".safetensors" and found[0].index == project / "voice" / "Ala.index"
    assert found[2].index is not None and found[1].facts["name"] == "Beta Two"
    assert [entry.name for entry in list_voices()] == ["Beta Two", "żółw"]


def test_resolve(project: Path) -> None:
    _voice(voices_dir() / "id1", "Ala.pth")
    assert resolve("ala", project).path == project / "voice" / "Ala.safetensors"
    assert resolve("ALA").path == resolve("id1").path == voices_dir() / "id1" / "Ala.pth"
    for place in (project, project / "voice", project / "voice" / "Ala.safetensors"):
        assert resolve(str(place)).path == project / "voice" / "Ala.safetensors"
    assert resolve(project / "voice" / "Ala.pth").path.suffix == ".pth"


def test_resolve_says_what_is_wrong(project: Path, tmp_path: Path) -> None:
    with pytest.raises(BadInput, match="no voice Zenon.*Ala"):
        resolve("Zenon", project)
    with pytest.raises(BadInput, match="no voice in"):
        resolve(_voice(tmp_path / "empty"))
    with pytest.raises(BadInput, match="several voices"):
        resolve(_voice(tmp_path / "both", "a.pth", "b.pth"))
    _voice(voices_dir() / "x", "twin.pth")
    _voice(voices_dir() / "y", "twin.pth")
    with pytest.raises(BadInput, match="Several voices"):
        resolve("twin")


def test_index_that_belongs(tmp_path: Path) -> None:
    folder = _voice(tmp_path, "a.pth", "b.pth", "trained_IVF5_Flat_nprobe_1_b_v2.index")
    assert find_index(folder / "a.pth") is None and find_index(folder / "b.pth") is None
    _voice(tmp_path, "added_IVF5_Flat_nprobe_1_b_v2.index")
    assert find_index(folder / "a.pth") is None
    assert find_index(folder / "b.pth") == folder / "added_IVF5_Flat_nprobe_1_b_v2.index"
    (folder / "a.pth").unlink()
    (folder / "b.pth").rename(folder / "c.pth")
    assert find_index(folder / "c.pth") == folder / "added_IVF5_Flat_nprobe_1_b_v2.index"


@pytest.mark.parametrize(
    ("name", "stem"),
    [
        ("Żółw 龜", "Żółw 龜"),
        ("a/b\\c:d", "a_b_c_d"),
        ("../x", "_x"),
        ("con", "con_"),
        (" . ", "voice"),
        ("", "voice"),
        ("龜" * 100, "龜" * 60),
        ("a\udcbfb", "ab"),
    ],
)
def test_file_stem(name: str, stem: str) -> None:
    assert file_stem(name) == stem
