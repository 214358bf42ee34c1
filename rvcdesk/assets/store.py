"""Where model files that are not bundled lie, and what to say when one is missing."""

from __future__ import annotations

from pathlib import Path

from rvcdesk.messages import UserError
from rvcdesk.settings import user_data_dir

# What the rest of the app asks for by a short name: the places that serve it, the best first.
# A folder stands for a transformers model (config.json and its weights).
NEEDS: dict[str, tuple[str, ...]] = {
    "contentvec": ("hubert_base", "hubert_base.pt"),
    "rmvpe": ("rmvpe/rmvpe.pt",),
}


def models_dir() -> Path:
    """The folder of fetched and imported models: each file lies there under its catalogue name."""
    return user_data_dir() / "models"


def find(need: str) -> Path | None:
    """The file or folder that serves a need (a key of `NEEDS`, or a catalogue name), or None."""
    for name in NEEDS.get(need, (need,)):
        path = models_dir() / name
        if path.is_file() or (path / "config.json").is_file():
            return path
    return None


def require(need: str) -> Path:
    """`find`, or say how to get it.

    Raises:
        UserError: it is not here.
    """
    path = find(need)
    if path is None:
        raise UserError(
            "The model {name} is needed and not here yet; get it in Voices > Models, or import it from disk.",
            name=need,
        )
    return path
