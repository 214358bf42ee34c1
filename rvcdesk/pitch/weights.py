"""Weights that come inside other packages, read without importing the packages.

Importing torchfcpe takes over a second, prints on stdout (the engine's protocol) and loads the file
its own way; only the file is wanted.
"""

from __future__ import annotations

import importlib.util
from pathlib import Path
from typing import Any

import torch

from rvcdesk.messages import UserError


def packaged_weights(package: str, name: str) -> Any:
    """`assets/<name>` of an installed package, through torch's safe loader, on the CPU.

    Raises:
        UserError: the package or the file is missing, or damaged.
    """
    found = importlib.util.find_spec(package)
    path = Path(found.origin).parent / "assets" / name if found and found.origin else None
    if path is None or not path.is_file():
        raise UserError(
            "The package {package} is missing or incomplete; install RVC Desk again.", package=package
        )
    try:
        return torch.load(path, map_location="cpu", weights_only=True)
    except Exception as error:  # torch raises many kinds for a damaged file
        raise UserError("{file} is damaged; install {package} again.", file=path, package=package) from error
