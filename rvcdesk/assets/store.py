"""Where model files that are not bundled lie, what is here, and what to say when one is missing."""

from __future__ import annotations

import json
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

from rvcdesk.assets import catalog
from rvcdesk.assets.catalog import Asset, AssetFile, serving, size_text
from rvcdesk.messages import UserError
from rvcdesk.settings import user_data_dir

# What the rest of the app asks for by a short name: the places that serve it, the best first.
# A folder stands for a transformers model (config.json and its weights).
NEEDS: dict[str, tuple[str, ...]] = {
    "contentvec": ("hubert_base", "hubert_base.pt"),
    "rmvpe": ("rmvpe/rmvpe.pt",),
}
# The weights of a transformers model; a file of the second name may stand in for one of the first.
WEIGHTS, SAFE_WEIGHTS = "pytorch_model.bin", "model.safetensors"
# Beside a file: the part fetched so far, where it comes from, and the user's word for an unpublished one.
PART, PART_NOTE, TRUSTED = ".part", ".part.json", ".trusted.json"

State = Literal["have", "missing", "partial", "damaged"]


class MissingModel(UserError):
    """A model file is needed and not here; `need` is what to fetch."""

    def __init__(self, template: str, *, need: str, **values: object) -> None:
        super().__init__(template, need=need, **values)
        self.need = need


@dataclass(frozen=True)
class FileStatus:
    """What lies on disk of one file. `bytes`: of the file, or of the part fetched so far."""

    name: str
    state: State
    bytes: int
    trusted: bool = False


@dataclass(frozen=True)
class Status:
    """What lies on disk of an asset.

    "have": usable. "missing": nothing. "partial": some files, or parts of them. "damaged": a file is not
    as long as the published one and the user has not vouched for it. `trusted`: one was imported on the
    user's word. `bytes` are here, of `total`.
    """

    state: State
    bytes: int
    total: int
    trusted: bool
    files: tuple[FileStatus, ...]


def models_dir() -> Path:
    """The folder of fetched and imported models: each file lies there under its catalogue name."""
    return user_data_dir() / "models"


def file_path(name: str) -> Path:
    """Where the file with this catalogue name lies, or would."""
    return models_dir() / name


def beside(path: Path, suffix: str) -> Path:
    """The path with something added to its name."""
    return path.with_name(path.name + suffix)


def find(need: str) -> Path | None:
    """The file or folder that serves a need (a key of `NEEDS`, or a catalogue name), or None."""
    for name in NEEDS.get(need, (need,)):
        path = models_dir() / name
        weights = any((path / weights).is_file() for weights in (WEIGHTS, SAFE_WEIGHTS))
        if name and (path.is_file() or (weights and (path / "config.json").is_file())):
            return path
    return None


def require(need: str) -> Path:
    """`find`, or say how to get it.

    Raises:
        MissingModel: it is not here.
    """
    path = find(need)
    if path is not None:
        return path
    assets = serving(need)
    if not assets:
        raise MissingModel(
            "The model {need} is needed and not here yet; import it from disk in Voices > Models.", need=need
        )
    raise MissingModel(
        "{title} ({size}) is needed and not here yet; get it in Voices > Models or with "
        "`rvcdesk assets fetch {need}`, or import it from disk.",
        need=assets[0].id,
        title=assets[0].title,
        size=size_text(assets[0].bytes),
    )


def missing(*needs: str) -> tuple[Asset, ...]:
    """What would have to be fetched so that every need is served; for saying so before work starts."""
    found: dict[str, Asset] = {}
    for need in needs:
        assets = serving(need)
        if assets and find(need) is None and all(status(item).state != "have" for item in assets):
            found[assets[0].id] = assets[0]
    return tuple(found.values())


def status(asset: Asset) -> Status:
    """What is here of an asset, by the sizes of files: quick, for lists. `upkeep.verify` reads them."""
    files = tuple(file_status(file) for file in asset.files)
    wanted = [one for one, file in zip(files, asset.files, strict=True) if not file.optional]
    state: State = "partial"
    if any(one.state == "damaged" for one in files):
        state = "damaged"
    elif all(one.state == "have" for one in wanted):
        state = "have"
    elif not any(one.bytes for one in files):
        state = "missing"
    here = sum(one.bytes for one in files)
    return Status(state, here, asset.bytes, any(one.trusted for one in files), files)


def file_status(file: AssetFile) -> FileStatus:
    """What is here of one file, by its size."""
    for path in places(file):
        if path.is_file():
            size = path.stat().st_size
            trusted = (record := trusted_record(path)) is not None and record[0] == size
            published = path.name == file_path(file.name).name and size in [good for good, _ in file.valid]
            return FileStatus(file.name, "have" if published or trusted else "damaged", size, trusted)
    part = beside(file_path(file.name), PART)
    size = part.stat().st_size if part.is_file() else 0
    return FileStatus(file.name, "partial" if size else "missing", size)


def places(file: AssetFile) -> tuple[Path, ...]:
    """Where a file may lie: under its own name, or a transformers model's weights as safetensors."""
    path = file_path(file.name)
    return (path, path.with_name(SAFE_WEIGHTS)) if path.name == WEIGHTS else (path,)


def trusted_record(path: Path) -> tuple[int, str] | None:
    """(bytes, sha256) of an unpublished file at the moment the user vouched for it, or None."""
    try:
        data = json.loads(beside(path, TRUSTED).read_text(encoding="utf-8"))
        return int(data["bytes"]), str(data["sha256"])
    except (OSError, ValueError, KeyError, TypeError):
        return None


def paths(asset: Asset) -> tuple[Path, ...]:
    """The files of an asset that are here, in the catalogue's order (generator before discriminator)."""
    found = (next((path for path in places(file) if path.is_file()), None) for file in asset.files)
    return tuple(path for path in found if path is not None)


def overview() -> tuple[tuple[Asset, Status], ...]:
    """Every asset and what is here of it, in the order in which they are shown."""
    return tuple((item, status(item)) for item in catalog.load_catalog())
