"""The catalogue in the package, what is here of it, and what is said when something is missing."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from rvcdesk.assets import catalog, store
from rvcdesk.assets.catalog import ESSENTIALS, base_id, load_catalog, parse_catalog, resolve, serving
from rvcdesk.messages import BadInput, Message
from rvcdesk.training.base import base_note, find_base
from rvcdesk.training.options import TrainOptions
from rvcdesk.voice.presets import PRESETS
from tests.helpers import fault_server

ROOT = Path(__file__).resolve().parents[2]


def lay(name: str, size: int) -> Path:
    """A file of that length, and of no content to speak of."""
    path = store.file_path(name)
    path.parent.mkdir(parents=True, exist_ok=True)
    with open(path, "wb") as file:
        file.truncate(size)
    return path


def test_every_asset_can_be_shown_and_fetched() -> None:
    for asset in load_catalog():
        assert str(asset.title) and str(asset.purpose).endswith(".") and asset.files
        assert "{" not in f"{asset.title}{asset.purpose}"
        for file in asset.files:
            assert file.sources and len(file.sha256) == 64 and file.bytes > 0 and file.part_title
    assert {asset.group for asset in load_catalog()} == set(catalog.GROUPS)


def test_every_base_model_that_a_preset_names_is_in_it() -> None:
    for preset in PRESETS.values():
        for f0 in (True, False):
            names = [name for name in preset.base_model(f0=f0) if name]
            assets = serving(base_id(preset.id, f0=f0))
            assert [file.name for asset in assets for file in asset.files] == names
            assert all(asset.preset == preset.id for asset in assets)


def test_the_least_for_rvc_v2() -> None:
    assert sum(asset.bytes for asset in resolve(["essentials"])) == pytest.approx(586e6, rel=0.01)
    assert tuple(asset.id for asset in resolve(["essentials", "rmvpe", "contentvec"])) == ESSENTIALS


def test_what_a_word_means() -> None:
    assert [asset.id for asset in serving("contentvec")] == ["contentvec", "contentvec-fairseq"]
    assert [asset.id for asset in resolve(["pretrained_v2/f0D40k.pth"])] == ["base:rvc-v2-40k"]
    assert {asset.group for asset in resolve(["community"])} == {"community"}
    with pytest.raises(BadInput, match="no model called hubert"):
        resolve(["rmvpe", "hubert"])


@pytest.mark.parametrize(
    "change",
    [
        {"name": "../secret.pt"},
        {"name": "/etc/secret.pt"},
        {"name": "C:\\secret.pt"},
        {"name": ""},
        {"bytes": 0},
        {"sha256": "00"},
        {"sources": []},
        {"part": "virus"},
    ],
    ids=str,
)
def test_a_catalogue_cannot_name_other_places(change: dict[str, Any]) -> None:
    data = fault_server.document()
    data["assets"][0]["files"][0].update(change)
    with pytest.raises(ValueError):
        parse_catalog(data)


def test_the_catalogue_travels_with_the_package() -> None:
    assert 'packages = ["rvcdesk"]' in (ROOT / "pyproject.toml").read_text("utf-8")
    assert '("rvcdesk/assets/catalog.json", "rvcdesk/assets")' in (ROOT / "pyinstaller.spec").read_text(
        "utf-8"
    )


def test_the_page_for_users_names_every_asset() -> None:
    page = (ROOT / "docs" / "models.md").read_text("utf-8")
    for asset in load_catalog():
        row = next(line for line in page.splitlines() if line.startswith(f"| `{asset.id}` |"))
        cells = [cell.strip() for cell in row.strip("|").split("|")]
        assert cells[1] == str(asset.title) and cells[3] == catalog.size_text(asset.bytes)
        assert cells[4] == asset.licence_title and asset.files[0].sources[0].repo in cells[5]


# ---------------------------------------------------------------- what is here


def test_states_by_size() -> None:
    base = catalog.asset("base:rvc-v2-40k")
    generator, discriminator = base.files
    assert store.status(base).state == "missing"
    lay(generator.name, generator.bytes)
    state = store.status(base)
    assert (state.state, state.bytes, state.total) == ("partial", generator.bytes, base.bytes)
    lay(discriminator.name + ".part", 1000)
    assert [file.state for file in store.status(base).files] == ["have", "partial"]
    lay(discriminator.name, discriminator.bytes)
    assert store.status(base).state == "have"
    assert [path.name for path in store.paths(base)] == ["f0G40k.pth", "f0D40k.pth"]
    lay(generator.name, 12)
    assert store.status(base).state == "damaged"


def test_an_older_upload_and_a_missing_optional_file_are_fine() -> None:
    lay("rmvpe/rmvpe.pt", 181189687)
    assert store.status(catalog.asset("rmvpe")).state == "have"
    lay("hubert_base/config.json", 1420)
    lay("hubert_base/pytorch_model.bin", 189206711)
    assert store.status(catalog.asset("contentvec")).state == "have"


def test_find_wants_the_whole_folder() -> None:
    lay("hubert_base/config.json", 1492)
    assert store.find("contentvec") is None
    file = lay("hubert_base.pt", 5)
    assert store.find("contentvec") == file
    lay("hubert_base/model.safetensors", 5)
    assert store.find("contentvec") == store.models_dir() / "hubert_base"
    assert store.find("") is None


def test_what_is_missing_is_named_with_size_and_command() -> None:
    with pytest.raises(store.MissingModel) as caught:
        store.require("contentvec")
    text = str(caught.value)
    assert "ContentVec" in text and "189 MB" in text and "rvcdesk assets fetch contentvec" in text
    assert caught.value.need == "contentvec" and caught.value.exit_code == 1
    assert (
        Message.from_json(json.loads(json.dumps(caught.value.message.to_json()))).values["need"]
        == "contentvec"
    )
    assert [asset.id for asset in store.missing("contentvec", "rmvpe", "base:draft")] == [
        "contentvec",
        "rmvpe",
    ]
    lay("hubert_base.pt", 189507909)
    assert [asset.id for asset in store.missing("contentvec", "rmvpe")] == ["rmvpe"]
    with pytest.raises(store.MissingModel, match="nothing-like-it"):
        store.require("nothing-like-it")


def test_training_finds_its_base_model_or_says_how(tmp_path: Path) -> None:
    options = TrainOptions(tmp_path, preset="rvc-v2-40k")
    assert find_base(options) == (None, None)
    note = str(base_note(options))
    assert "No base model" in note and "216 MB" in note and "fetch base:rvc-v2-40k`" in note
    assert "fetch base:rvc-v1-32k:nopitch`" in str(
        base_note(TrainOptions(tmp_path, preset="rvc-v1-32k", f0="none"))
    )
    assert "fetch" not in str(base_note(TrainOptions(tmp_path, preset="draft")))
    for name in ("f0G40k.pth", "f0D40k.pth"):
        lay(f"pretrained_v2/{name}", 3)
    assert find_base(options) == (
        store.file_path("pretrained_v2/f0G40k.pth"),
        store.file_path("pretrained_v2/f0D40k.pth"),
    )
