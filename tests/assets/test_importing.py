"""Models from this disk: known by content, taken whole, never moved; and reading through, and deleting."""

from __future__ import annotations

import hashlib
import json
import zipfile
from pathlib import Path
from typing import Any

import pytest
import torch

from rvcdesk import cli
from rvcdesk.assets import catalog, store
from rvcdesk.assets.importing import import_files
from rvcdesk.assets.options import Imported, ImportOptions, RemoveOptions, VerifyOptions
from rvcdesk.assets.upkeep import remove, verify
from rvcdesk.messages import BadInput
from tests.helpers import fault_server
from tests.helpers.fault_server import GOOD, NAME, OTHER, SIZE, on_disk


def take(*paths: Path, trust: bool = False) -> list[Imported]:
    return import_files(ImportOptions(paths, trust))


def rmvpe_like(path: Path) -> Path:
    torch.save(
        {
            "unet.encoder.bn.weight": torch.ones(1),
            "cnn.weight": torch.ones(3, 2, 3, 3),
            "fc.0.gru.weight_ih_l0": torch.ones(6, 384),
            "fc.1.weight": torch.ones(360, 4),
        },
        path,
    )
    return path


def hubert(names: tuple[str, str, str]) -> dict[str, torch.Tensor]:
    shapes = ((512, 1, 10), (768, 512), (3072, 768))
    return {name: torch.zeros(shape).half() for name, shape in zip(names, shapes, strict=True)}


def transformers_folder(folder: Path) -> Path:
    folder.mkdir()
    names = (
        "feature_extractor.conv_layers.0.conv.weight",
        "feature_projection.projection.weight",
        "encoder.layers.11.feed_forward.intermediate_dense.weight",
    )
    torch.save(hubert(names), folder / "pytorch_model.bin")
    config = {"model_type": "hubert", "hidden_size": 768, "num_hidden_layers": 12}
    (folder / "config.json").write_text(json.dumps(config), encoding="utf-8")
    return folder


@pytest.fixture
def small() -> Any:
    """A catalogue of one small file, beside what import looks up by kind."""
    with fault_server.catalogue(fault_server.document()):
        yield


def test_known_by_content_whatever_its_name(small: None, tmp_path: Path) -> None:
    source = tmp_path / "głos 声.tmp"
    source.write_bytes(GOOD)
    (one,) = take(source)
    assert (one.outcome, one.asset, one.name) == ("imported", "rmvpe", NAME)
    assert "RMVPE" in str(one.message) and "głos 声.tmp" in str(one.message)
    assert store.file_path(NAME).read_bytes() == GOOD and source.read_bytes() == GOOD
    assert on_disk() == {NAME: SIZE}
    assert take(source)[0].outcome == "here"


def test_a_damaged_copy_is_replaced_by_an_import(small: None, tmp_path: Path) -> None:
    place = store.file_path(NAME)
    place.parent.mkdir(parents=True)
    place.write_bytes(OTHER)
    (tmp_path / "x").write_bytes(GOOD)
    assert take(tmp_path / "x")[0].outcome == "imported"
    assert place.read_bytes() == GOOD


def test_a_folder_is_searched_and_says_only_what_matters(small: None, tmp_path: Path) -> None:
    deep = tmp_path / "RVC" / "assets" / "rmvpe"
    deep.mkdir(parents=True)
    (deep / "rmvpe.pt").write_bytes(GOOD)
    (tmp_path / "RVC" / "readme.md").write_text("hello")
    (tmp_path / "RVC" / "voice.pth").write_bytes(b"nonsense" * 100)
    (one,) = take(tmp_path / "RVC")
    assert (one.outcome, one.path) == ("imported", "assets/rmvpe/rmvpe.pt")
    empty = tmp_path / "empty"
    empty.mkdir()
    (one,) = take(empty)
    assert one.outcome == "unrecognised" and "empty holds no model" in str(one.message)


def test_an_archive_is_unpacked_without_using_its_names(small: None, tmp_path: Path) -> None:
    packed = tmp_path / "models.zip"
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("../../outside/rmvpe.pt", GOOD)
        archive.writestr("bomb.pth", bytes(30_000_000))
        archive.writestr("notes.txt", "hello")
    (one,) = take(packed)
    assert one.outcome == "imported" and one.path == "models.zip: ../../outside/rmvpe.pt"
    assert on_disk() == {NAME: SIZE}  # and the workshop is gone
    assert sorted(path.name for path in tmp_path.iterdir()) == ["models.zip"]
    broken = tmp_path / "broken.zip"
    broken.write_bytes(packed.read_bytes()[:-40])
    (one,) = take(broken)
    assert one.outcome in ("damaged", "unrecognised") and "broken.zip" in str(one.message)
    torn = bytearray(packed.read_bytes())
    torn[5000:5100] = bytes(100)
    broken.write_bytes(torn)
    (one,) = take(broken)
    assert one.outcome == "damaged" and on_disk() == {NAME: SIZE}


def test_an_unpublished_rmvpe_is_taken_on_the_users_word(tmp_path: Path) -> None:
    source = rmvpe_like(tmp_path / "my-rmvpe.pth")
    (one,) = take(source)
    assert (one.outcome, one.asset) == ("unknown", "rmvpe") and "trust" in str(one.message)
    assert on_disk() == {}
    (one,) = take(source, trust=True)
    assert one.outcome == "imported" and "not the published" in str(one.message)
    state = store.status(catalog.asset("rmvpe"))
    assert (state.state, state.trusted) == ("have", True)
    assert store.find("rmvpe") == store.file_path(NAME)
    assert [one.outcome for one in verify(VerifyOptions(("rmvpe",)))] == ["trusted"]
    with open(store.file_path(NAME), "r+b") as file:
        file.write(b"PK\3\5")
    assert [one.outcome for one in verify(VerifyOptions())] == ["damaged"]
    assert remove(RemoveOptions(("rmvpe",))) == [NAME]
    assert on_disk() == {} and store.status(catalog.asset("rmvpe")).state == "missing"


def test_an_unpublished_contentvec_folder(tmp_path: Path) -> None:
    folder = transformers_folder(tmp_path / "contentvec")
    (one,) = take(folder)
    assert (one.outcome, one.asset) == ("unknown", "contentvec")
    assert take(folder, trust=True)[0].outcome == "imported"
    assert store.find("contentvec") == store.models_dir() / "hubert_base"
    assert store.status(catalog.asset("contentvec")).state == "have"
    remove(RemoveOptions(("contentvec",)))
    assert list(store.models_dir().iterdir()) == []
    (folder / "config.json").unlink()
    (one,) = take(folder / "pytorch_model.bin", trust=True)
    assert one.outcome == "damaged" and "config.json" in str(one.message)


def test_an_unpublished_contentvec_as_safetensors_in_an_archive(tmp_path: Path) -> None:
    from safetensors.torch import save_file

    folder = transformers_folder(tmp_path / "contentvec")
    save_file(torch.load(folder / "pytorch_model.bin", weights_only=True), folder / "model.safetensors")
    with zipfile.ZipFile(tmp_path / "contentvec.zip", "w") as archive:
        for name in ("config.json", "model.safetensors"):
            archive.write(folder / name, f"contentvec/{name}")
    (one,) = take(tmp_path / "contentvec.zip", trust=True)
    assert one.outcome == "imported"
    assert set(on_disk()) >= {"hubert_base/config.json", "hubert_base/model.safetensors"}
    assert store.status(catalog.asset("contentvec")).state == "have"


def test_an_unpublished_fairseq_file(tmp_path: Path) -> None:
    names = (
        "feature_extractor.conv_layers.0.0.weight",
        "post_extract_proj.weight",
        "encoder.layers.11.fc1.weight",
    )
    torch.save({"args": None, "model": hubert(names)}, tmp_path / "checkpoint_best_legacy_500.pt")
    (one,) = take(tmp_path / "checkpoint_best_legacy_500.pt", trust=True)
    assert (one.outcome, one.name) == ("imported", "hubert_base.pt")
    assert store.find("contentvec") == store.file_path("hubert_base.pt")


def test_an_unpublished_file_does_not_replace_the_published_one(small: None, tmp_path: Path) -> None:
    place = store.file_path(NAME)
    place.parent.mkdir(parents=True)
    place.write_bytes(GOOD)
    (one,) = take(rmvpe_like(tmp_path / "rmvpe.pt"), trust=True)
    assert one.outcome == "here" and place.read_bytes() == GOOD


def test_what_belongs_elsewhere_is_said(tmp_path: Path) -> None:
    torch.save({"weight": {"emb_g.weight": torch.ones(1, 2)}, "config": [1]}, tmp_path / "ala.pth")
    torch.save({"model": {"enc_p.emb_phone.weight": torch.ones(2)}, "iteration": 3}, tmp_path / "G_100.pth")
    (tmp_path / "ala.index").write_bytes(b"IwFl" + bytes(50))
    results = take(tmp_path / "ala.pth", tmp_path / "G_100.pth", tmp_path / "ala.index")
    assert [one.outcome for one in results] == ["other"] * 3
    assert "is a voice" in str(results[0].message) and "base model" in str(results[1].message)


def test_a_cut_file_with_a_known_name_is_called_damaged(tmp_path: Path) -> None:
    whole = rmvpe_like(tmp_path / "whole.pt").read_bytes()
    (tmp_path / "rmvpe.pt").write_bytes(whole[: len(whole) // 2])
    (one,) = take(tmp_path / "rmvpe.pt")
    assert (one.outcome, one.asset) == ("damaged", "rmvpe") and "rmvpe.pt (" in str(one.message)
    (tmp_path / "page.pt").write_text("<!DOCTYPE html><html>no</html>")
    (one,) = take(tmp_path / "page.pt", trust=True)
    assert one.outcome == "unrecognised" and "web page" in str(one.message)
    assert on_disk() == {}


def test_a_hostile_file_is_refused_and_does_not_run(tmp_path: Path) -> None:
    class Bad:
        def __reduce__(self) -> Any:
            return (open, (str(tmp_path / "ran"), "w"))

    torch.save({"fc.1.weight": Bad()}, tmp_path / "rmvpe.pt")
    (one,) = take(tmp_path / "rmvpe.pt", trust=True)
    assert one.outcome == "damaged" and "run code" in str(one.message)
    assert not (tmp_path / "ran").exists() and on_disk() == {}


def test_a_path_that_is_not_there(tmp_path: Path) -> None:
    with pytest.raises(BadInput, match="does not exist"):
        take(tmp_path / "nothing.pt")


def test_remove_takes_parts_too_and_leaves_others(small: None) -> None:
    fault_server.lay_part(GOOD[:100])
    (store.models_dir() / "mine.pt").write_bytes(b"x")
    assert remove(RemoveOptions(("rmvpe",))) == [NAME]
    assert on_disk() == {"mine.pt": 1}
    assert remove(RemoveOptions(("rmvpe",))) == []


def test_verify_names_what_is_wrong(small: None, tmp_path: Path) -> None:
    assert verify(VerifyOptions()) == []
    assert [one.outcome for one in verify(VerifyOptions(("rmvpe",)))] == ["missing"]
    (tmp_path / "x").write_bytes(GOOD)
    take(tmp_path / "x")
    assert [one.outcome for one in verify(VerifyOptions())] == ["good"]
    store.file_path(NAME).write_bytes(OTHER)
    (one,) = verify(VerifyOptions())
    assert one.outcome == "damaged" and NAME in str(one.message) and "fetch" in str(one.message)


# ---------------------------------------------------------------- the command line


def run(capsys: pytest.CaptureFixture[str], *words: object) -> tuple[int, str, str]:
    code = cli.main(["assets", *(str(word) for word in words)])
    captured = capsys.readouterr()
    return code, captured.out, captured.err


def test_commands(small: None, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    with fault_server.serving(("404",)) as hub:
        fetch = ("fetch", "rmvpe", "--endpoint", hub.url, "--proxy", "direct")
        code, out, err = run(capsys, *fetch)
        assert (code, out) == (1, "") and "does not have the file" in err and err.count("\n") == 1
        code, out, err = run(capsys, *fetch)
        assert (code, err) == (0, "") and f"{NAME}: 300 kB in" in out
        code, out, _ = run(capsys, *fetch, "--json")
        assert json.loads(out)[0]["outcome"] == "here"
    code, out, _ = run(capsys, "list")
    assert code == 0 and "RMVPE" in out and "MIT" in out and "have" in out
    code, out, _ = run(capsys, "list", "--json", "--all")
    (entry,) = json.loads(out)
    assert (entry["id"], entry["state"], entry["bytes"]) == ("rmvpe", "have", SIZE)
    assert run(capsys, "verify")[0] == 0
    store.file_path(NAME).write_bytes(OTHER)
    code, out, _ = run(capsys, "verify", "rmvpe")
    assert code == 1 and "damaged" in out
    assert run(capsys, "remove", "rmvpe")[0] == 0 and on_disk() == {}
    source = tmp_path / "x.bin"
    source.write_bytes(GOOD)
    assert run(capsys, "import", source)[0] == 0 and on_disk() == {NAME: SIZE}
    rmvpe_like(source)
    run(capsys, "remove", "rmvpe")
    code, out, _ = run(capsys, "import", source)
    assert code == 2 and "--trust-unknown" in out
    code, out, _ = run(capsys, "import", source, "--trust-unknown", "--json")
    assert code == 0 and json.loads(out)[0]["outcome"] == "imported"
    assert run(capsys, "fetch", "no-such")[0] == 2
    assert run(capsys, "fetch", "rmvpe", "--proxy", "socks5://x:1")[0] == 2


def test_the_published_hash_is_of_the_content() -> None:
    """The helper's catalogue is honest; all tests above lean on it."""
    file = fault_server.document()["assets"][0]["files"][0]
    assert file["sha256"] == hashlib.sha256(GOOD).hexdigest()
