"""Bundled files are found in a checkout, inside an installed package, and in a frozen app."""

from __future__ import annotations

import hashlib
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from rvcdesk import resources
from rvcdesk.messages import UserError

MODEL = "whisper-base-encoder.safetensors"


@pytest.fixture(autouse=True)
def forget() -> Iterator[None]:
    resources.bundle_dir.cache_clear()
    yield
    resources.bundle_dir.cache_clear()


def test_checkout() -> None:
    assert (resources.sample_dir() / "README.md").is_file()
    assert resources.icon_path("rvcdesk").is_file()
    assert resources.translation_path("pl").name == "rvcdesk_pl.qm"


def test_model_is_the_one_described() -> None:
    path = resources.model_path(MODEL)
    digest = hashlib.sha256(path.read_bytes()).hexdigest()
    assert digest in path.with_name("README.md").read_text("utf-8")


def bundle(folder: Path) -> Path:
    (folder / "resources" / "sample").mkdir(parents=True)
    (folder / "models").mkdir()
    return folder


def test_installed_wheel(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    package = tmp_path / "zażółć" / "rvcdesk"
    inside = bundle(package / "_bundled")
    monkeypatch.setattr(resources, "__file__", str(package / "resources.py"))
    assert resources.bundle_dir() == inside


def test_frozen(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "_MEIPASS", str(bundle(tmp_path)), raising=False)
    assert resources.bundle_dir() == tmp_path


def test_missing(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    with pytest.raises(UserError, match="none.safetensors is missing"):
        resources.model_path("none.safetensors")
    resources.bundle_dir.cache_clear()
    monkeypatch.setattr(resources, "__file__", str(tmp_path / "rvcdesk" / "resources.py"))
    with pytest.raises(UserError, match="install it again"):
        resources.bundle_dir()
