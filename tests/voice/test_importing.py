"""Voices into the library: files, folders, archives, and what people put into those."""

from __future__ import annotations

import json
import shutil
import stat
import zipfile
from pathlib import Path

import numpy as np
import pytest
import torch

from rvcdesk.cli import main
from rvcdesk.disk import sha256
from rvcdesk.engine import call
from rvcdesk.jobs import SILENT
from rvcdesk.messages import BadInput, Message
from rvcdesk.voice import archive
from rvcdesk.voice.checkpoint import SavedVoice
from rvcdesk.voice.importing import ImportVoiceOptions, import_voice, remove_voice
from rvcdesk.voice.index import build_index
from rvcdesk.voice.library import VoiceEntry, list_voices, resolve, voices_dir


class Heard:
    def __init__(self) -> None:
        self.said: list[str] = []

    def progress(self, done: float, total: float, stage: str) -> None:
        assert done <= total and stage

    def warn(self, message: Message) -> None:
        self.said.append(str(message))


def take(*paths: Path, **options: object) -> tuple[list[VoiceEntry], list[str]]:
    heard = Heard()
    entries = import_voice(ImportVoiceOptions(tuple(paths), **options), heard)  # type: ignore[arg-type]
    assert not [path for path in voices_dir().iterdir() if path.name.startswith(".")], "nothing half-done"
    return entries, heard.said


@pytest.fixture
def index(tmp_path: Path) -> Path:
    rows = np.random.default_rng(0).standard_normal((90, 768)).astype("f4")
    return build_index(rows, tmp_path / "i", "Żółw", "v2")


def another(tiny_files: SavedVoice, path: Path) -> Path:
    """A voice with other bytes."""
    root = torch.load(tiny_files.pth, weights_only=True)
    torch.save(root | {"info": path.name}, path)
    return path


def test_a_file_with_its_index(tiny_files: SavedVoice, index: Path, tmp_path: Path) -> None:
    shutil.copy(tiny_files.pth, tmp_path / "Żółw 龜.pth")
    (entry,), said = take(tmp_path / "Żółw 龜.pth", index)
    assert entry.name == "Żółw 龜" and not said
    assert entry == resolve("żółw 龜") == list_voices()[0]
    assert sha256(entry.path) == sha256(tiny_files.pth), "kept as it came"
    assert entry.path.parent.parent == voices_dir() and entry.index is not None
    assert (entry.facts["version"], entry.facts["sample_rate"], entry.facts["epochs"]) == ("v2", 32000, 7)
    again, said = take(tmp_path / "Żółw 龜.pth")
    assert again == [entry] and "already in the library" in said[0]


def test_names_that_clash_count_on_or_replace(tiny_files: SavedVoice, tmp_path: Path) -> None:
    first, said = take(another(tiny_files, tmp_path / "Ala.pth"))
    assert "without an index" in said[0]
    second, _ = take(another(tiny_files, tmp_path / "other.pth"), name="ala")
    assert [entry.name for entry in list_voices()] == ["Ala", "ala 2"]
    third, _ = take(another(tiny_files, tmp_path / "third.pth"), name="Ala", replace=True)
    assert [entry.path for entry in list_voices()] == [third[0].path, second[0].path]
    assert not first[0].path.exists()


def test_an_archive_as_voices_are_shared(tiny_files: SavedVoice, index: Path, tmp_path: Path) -> None:
    path = tmp_path / "Maria (RVC v2).zip"
    link = zipfile.ZipInfo("Maria/link.pth")
    link.external_attr = (stat.S_IFLNK | 0o777) << 16
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as out:
        out.write(tiny_files.pth, "Maria/weights/model.pth")
        out.write(index, f"Maria/logs/{index.name}")
        out.write(index, "Maria/logs/trained_IVF2_Flat_nprobe_1_x_v2.index")
        out.writestr("Maria/README.txt", "hi")
        out.writestr("__MACOSX/Maria/._model.pth", b"\0\5\x16\7")
        out.writestr(link, "/etc/passwd")
    (entry,), said = take(path)
    assert entry.name == "Maria (RVC v2)" and entry.index is not None and not said
    assert sorted(p.suffix for p in entry.path.parent.iterdir()) == [".index", ".json", ".pth"]


def test_several_voices_and_junk_in_one_archive(tiny_files: SavedVoice, tmp_path: Path) -> None:
    path = tmp_path / "all.zip"
    with zipfile.ZipFile(path, "w") as out:
        out.write(another(tiny_files, tmp_path / "one.pth"), "a/one.pth")
        out.write(another(tiny_files, tmp_path / "two.pth"), "b/two.pth")
        out.writestr("b/D_2333.pth", b"<html>")
    entries, said = take(path)
    assert [entry.name for entry in entries] == ["one", "two"]
    assert any("left out" in line and "web page" in line for line in said)


@pytest.mark.parametrize("name", ["../../evil.pth", "/evil.pth", "C:\\evil.pth", "a/../../../evil.pth"])
def test_no_way_out_of_the_folder(tiny_files: SavedVoice, tmp_path: Path, name: str) -> None:
    path = tmp_path / "in" / "x.zip"
    path.parent.mkdir()
    with zipfile.ZipFile(path, "w") as out:
        out.write(tiny_files.pth, name)
    before = set(tmp_path.rglob("*"))
    (entry,), _ = take(path)
    assert entry.name == "evil" and entry.path.parent.parent == voices_dir()
    assert set(tmp_path.rglob("*")) == before


def test_a_folder_and_a_renamed_zip(tiny_files: SavedVoice, index: Path, tmp_path: Path) -> None:
    folder = tmp_path / "Ola" / "deep"
    folder.mkdir(parents=True)
    shutil.copy(tiny_files.safetensors, folder / "Ola.safetensors")
    shutil.copy(tiny_files.pth, folder / "Ola.pth")
    shutil.copy(index, folder / "added_IVF2_Flat_nprobe_1_Ola_v2.index")
    (entry,), said = take(tmp_path / "Ola")
    assert entry.name == "Ola" and entry.path.suffix == ".safetensors" and entry.index and not said
    with zipfile.ZipFile(tmp_path / "renamed.pth", "w") as out:
        out.write(tiny_files.pth, "inner.pth")
    (entry,), _ = take(tmp_path / "renamed.pth")
    assert entry.name == "inner"


def refusal(*paths: Path) -> str:
    with pytest.raises(BadInput) as caught:
        take(*paths)
    assert not list_voices()
    return str(caught.value)


def test_refusals(tiny_files: SavedVoice, index: Path, tmp_path: Path) -> None:
    assert "only an index" in refusal(index)
    assert "does not exist" in refusal(tmp_path / "no.zip")
    (tmp_path / "empty").mkdir()
    assert "no voice" in refusal(tmp_path / "empty")
    with zipfile.ZipFile(tmp_path / "text.zip", "w") as out:
        out.writestr("readme.txt", "hello")
    assert "holds no voice" in refusal(tmp_path / "text.zip")
    with zipfile.ZipFile(tmp_path / "bomb.zip", "w", zipfile.ZIP_DEFLATED) as out:
        out.writestr("x.pth", bytes(64 << 20))
    assert "far more than its own size" in refusal(tmp_path / "bomb.zip")
    (tmp_path / "cut.zip").write_bytes((tmp_path / "bomb.zip").read_bytes()[:-30])
    assert "damaged" in refusal(tmp_path / "cut.zip")
    (tmp_path / "x.pth").write_bytes(b"<html>")
    assert "x.pth is a web page" in refusal(tmp_path / "x.pth")
    locked = bytearray((tmp_path / "text.zip").read_bytes().replace(b"readme.txt", b"readme.pth"))
    locked[locked.index(b"PK\1\2") + 8] |= 1
    (tmp_path / "locked.zip").write_bytes(locked)
    assert "password" in refusal(tmp_path / "locked.zip")


def test_one_damaged_download_does_not_keep_the_others_out(tiny_files: SavedVoice, tmp_path: Path) -> None:
    good = another(tiny_files, tmp_path / "Ala.pth")
    torn = tmp_path / "urwany.pth"
    torn.write_bytes(good.read_bytes()[: good.stat().st_size // 2])  # a zip without its end
    page = tmp_path / "strona.zip"
    page.write_bytes(b"PK\x03\x04<!DOCTYPE html>")
    (entry,), said = take(torn, page, good)
    assert entry.name == "Ala" and any("urwany.pth" in one for one in said)
    assert any("strona.zip" in one for one in said)
    with pytest.raises(BadInput, match="urwany"):
        take(torn)


def test_an_index_that_does_not_fit_is_left_out(tiny_files: SavedVoice, tmp_path: Path) -> None:
    rows = np.zeros((40, 256), dtype="f4")
    shutil.copy(tiny_files.pth, tmp_path / "a.pth")
    (entry,), said = take(tmp_path / "a.pth", build_index(rows, tmp_path, "a", "v1"))
    assert entry.index is None and "256" in said[0] and "768" in said[0]


def test_a_full_disk_leaves_nothing(
    tiny_files: SavedVoice, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    with zipfile.ZipFile(tmp_path / "x.zip", "w") as out:
        out.write(tiny_files.pth, "x.pth")
    usage = shutil.disk_usage(tmp_path)._replace(free=1000)
    monkeypatch.setattr(archive.shutil, "disk_usage", lambda _path: usage)
    assert "free some space" in refusal(tmp_path / "x.zip")


def test_removing(tiny_files: SavedVoice, tmp_path: Path) -> None:
    (entry,), _ = take(tiny_files.pth)
    remove_voice(entry)
    assert not list_voices() and not list(voices_dir().iterdir())
    with pytest.raises(BadInput, match="does not lie in the library"):
        remove_voice(resolve(tiny_files.pth))
    assert tiny_files.pth.is_file()


def test_command_line_and_engine(
    tiny_files: SavedVoice, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["voice", "list"]) == 0 and "no voice yet" in capsys.readouterr().out
    assert main(["voice", "import", str(tiny_files.pth), "--name", "Jan", "--json"]) == 0
    assert json.loads(capsys.readouterr().out)[0]["name"] == "Jan"
    assert main(["voice", "list"]) == 0
    assert "Jan   v2       32000 Hz  no" in capsys.readouterr().out
    assert main(["voice", "import", str(tmp_path)]) == 2
    assert "There is no voice in" in capsys.readouterr().err
    assert main(["voice", "remove", "jan"]) == 0 and not list_voices()
    found = call("import_voice", {"paths": [str(tiny_files.safetensors)]}, SILENT)
    assert found[0]["name"] == "tiny" and Path(found[0]["path"]).is_file()
