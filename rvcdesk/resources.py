"""Where the files that come with the app are: in a checkout, an installed wheel or a frozen app."""

from __future__ import annotations

import sys
from functools import lru_cache
from pathlib import Path

from rvcdesk.messages import UserError


@lru_cache(maxsize=1)
def bundle_dir() -> Path:
    """The folder that holds `resources/` and `models/`.

    Raises:
        UserError: the installation lacks them.
    """
    package = Path(__file__).resolve().parent
    # Frozen: beside the executable's libraries. Checkout: beside the package. Wheel: inside it.
    frozen = [Path(sys._MEIPASS)] if hasattr(sys, "_MEIPASS") else []
    for folder in (*frozen, package.parent, package / "_bundled"):
        if (folder / "resources" / "sample").is_dir() and (folder / "models").is_dir():
            return folder
    raise UserError(
        "The folders resources and models of RVC Desk are missing from {folder}; install it again.",
        folder=package,
    )


def sample_dir() -> Path:
    """The sample project's recordings; read-only, copy them before editing."""
    return bundle_dir() / "resources" / "sample"


def model_path(name: str) -> Path:
    """A bundled weights file, for instance `whisper-base-encoder.safetensors`.

    Raises:
        UserError: there is no such file.
    """
    path = bundle_dir() / "models" / name
    if not path.is_file():
        raise UserError("The bundled model {file} is missing; install RVC Desk again.", file=path)
    return path


def icon_path(name: str) -> Path:
    """An SVG icon by its name without suffix; `rvcdesk` is the app's own."""
    return bundle_dir() / "resources" / "icons" / f"{name}.svg"


def translation_path(lang: str) -> Path:
    """The compiled translation of a language (`pl`); there is none for English."""
    return bundle_dir() / "resources" / "translations" / f"rvcdesk_{lang}.qm"
