"""The model files that are not bundled: what they are for, how to know them, where they are published."""

from __future__ import annotations

import json
from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path, PurePosixPath
from typing import Any

from rvcdesk.assets import texts
from rvcdesk.messages import BadInput, Message

# What a fresh installation wants for RVC voices: `rvcdesk assets fetch essentials`.
ESSENTIALS = ("contentvec", "rmvpe", "base:rvc-v2-40k")
GROUPS = ("essential", "base", "alternative", "community", "embedder", "separation")


@dataclass(frozen=True)
class Source:
    """Where a file is published: a repository of the hub, the path in it, and the revision."""

    repo: str
    path: str
    revision: str = "main"


@dataclass(frozen=True)
class AssetFile:
    """One published file.

    `name` is its catalogue name, which is also its path below `store.models_dir()`. `also_valid` holds
    (bytes, sha256) of other uploads of the same file that are just as good. An `optional` file is
    fetched with the others and not missed.
    """

    name: str
    part: str
    bytes: int
    sha256: str
    sources: tuple[Source, ...]
    also_valid: tuple[tuple[int, str], ...] = ()
    optional: bool = False

    @property
    def valid(self) -> tuple[tuple[int, str], ...]:
        """Every (bytes, sha256) this file may have, the usual one first."""
        return ((self.bytes, self.sha256), *self.also_valid)

    @property
    def part_title(self) -> str:
        """What it is within its asset, an `N_` text: network, generator, discriminator, settings."""
        return texts.PARTS[self.part]


@dataclass(frozen=True)
class Asset:
    """What is fetched, imported, verified and removed as one: one file, or several that belong together.

    `serves`: names of needs it answers (see `serving`). `preset`: the training preset whose base model it
    is. `licence`: a short name, "" when its authors state none. `later`: nothing in the app uses it yet.
    """

    id: str
    kind: str
    group: str
    licence: str
    files: tuple[AssetFile, ...]
    serves: tuple[str, ...] = ()
    preset: str = ""
    later: bool = False
    values: tuple[tuple[str, Any], ...] = ()

    @property
    def title(self) -> Message:
        """A name for people, for instance "RVC v2 40 kHz base model"."""
        return Message(texts.TITLES[self.kind], dict(self.values))

    @property
    def purpose(self) -> Message:
        """One plain sentence: what it is for, and who can do without it."""
        return Message(texts.PURPOSES[self.kind], dict(self.values))

    @property
    def licence_title(self) -> str:
        """The licence for people, an `N_` text where none is stated."""
        return self.licence or texts.NOT_STATED

    @property
    def bytes(self) -> int:
        """Bytes of all its files."""
        return sum(file.bytes for file in self.files)


def size_text(count: int) -> str:
    """181184272 -> "181 MB", as hubs and file managers count."""
    for unit, size in (("GB", 10**9), ("MB", 10**6), ("kB", 10**3)):
        if count >= size:
            number = count / size
            return f"{number:.1f} {unit}" if number < 10 and unit == "GB" else f"{number:.0f} {unit}"
    return f"{count} B"


def base_id(preset: str, *, f0: bool = True) -> str:
    """The asset that holds the base model of a training preset."""
    return f"base:{preset}" if f0 else f"base:{preset}:nopitch"


@lru_cache(maxsize=1)
def load_catalog() -> tuple[Asset, ...]:
    """Every asset, in the order in which they are shown.

    Raises:
        ValueError: the catalogue in the package is wrong (a test reads it, so only a broken installation).
    """
    text = Path(__file__).with_name("catalog.json").read_text(encoding="utf-8")
    return parse_catalog(json.loads(text))


def parse_catalog(document: Any) -> tuple[Asset, ...]:
    """The assets of a catalogue document; names and sizes are checked, since paths are made from them.

    Raises:
        ValueError: it is no catalogue, or one that names a place outside the folder of models.
    """
    try:
        assets = tuple(_asset(entry) for entry in document["assets"])
    except (KeyError, TypeError) as error:
        raise ValueError(f"not a catalogue: {error!r}") from error
    names = [file.name for item in assets for file in item.files]
    ids = [item.id for item in assets]
    if len(set(names)) != len(names) or len(set(ids)) != len(ids):
        raise ValueError("a catalogue with repeated names")
    return assets


def _asset(entry: Any) -> Asset:
    if entry["group"] not in GROUPS or entry["kind"] not in texts.TITLES:
        raise ValueError(f"an asset of no known kind: {entry['id']}")
    return Asset(
        id=entry["id"],
        kind=entry["kind"],
        group=entry["group"],
        licence=entry["licence"],
        files=tuple(_file(file) for file in entry["files"]),
        serves=tuple(entry.get("serves", ())),
        preset=entry.get("preset", ""),
        later=entry.get("later", False),
        values=tuple(entry.get("values", {}).items()),
    )


def _file(entry: Any) -> AssetFile:
    file = AssetFile(
        name=entry["name"],
        part=entry["part"],
        bytes=entry["bytes"],
        sha256=entry["sha256"],
        sources=tuple(Source(*source) for source in entry["sources"]),
        also_valid=tuple((size, digest) for size, digest in entry.get("also_valid", ())),
        optional=entry.get("optional", False),
    )
    parts = PurePosixPath(file.name).parts
    if not parts or parts[0] == "/" or ".." in parts or set(file.name) & set('\\:*?"<>|'):
        raise ValueError(f"not a name below the folder of models: {file.name}")
    for size, digest in file.valid:
        if type(size) is not int or size <= 0 or len(digest) != 64 or set(digest) - set("0123456789abcdef"):
            raise ValueError(f"no size and SHA-256 of {file.name}")
    if not file.sources or file.part not in texts.PARTS:
        raise ValueError(f"nothing says where {file.name} is published, or what it is")
    return file


def asset(id: str) -> Asset:
    """The asset with this id.

    Raises:
        BadInput: there is none.
    """
    for item in load_catalog():
        if item.id == id:
            return item
    raise BadInput("There is no model called {name}; `rvcdesk assets list --all` names them all.", name=id)


def owner(name: str) -> tuple[Asset, AssetFile] | None:
    """The asset and the file with this catalogue name, or None."""
    for item in load_catalog():
        for file in item.files:
            if file.name == name:
                return item, file
    return None


def serving(need: str) -> tuple[Asset, ...]:
    """The assets that answer a need, the best first; any one of them is enough.

    A need is "contentvec", "rmvpe", an asset's id ("base:rvc-v2-40k") or a file's catalogue name.
    Nothing answers an unknown need: the result is then empty.
    """
    found = tuple(item for item in load_catalog() if need in item.serves or need == item.id)
    if not found and (owned := owner(need)) is not None:
        found = (owned[0],)
    return found


def resolve(words: Iterable[str]) -> tuple[Asset, ...]:
    """The assets meant by what a user typed: ids, needs, catalogue names, groups, or "essentials".

    A need answered by several assets means the best of them.

    Raises:
        BadInput: a word means nothing.
    """
    found: dict[str, Asset] = {}
    for word in words:
        if word == "essentials":
            meant = tuple(asset(id) for id in ESSENTIALS)
        elif word in GROUPS and word != "essential":
            meant = tuple(item for item in load_catalog() if item.group == word)
        else:
            meant = serving(word)[:1] or (asset(word),)
        found.update({item.id: item for item in meant})
    return tuple(found.values())
