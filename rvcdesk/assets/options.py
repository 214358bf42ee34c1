"""What the verbs of this package take and give: `fetch`, `import_files`, `verify` and `remove`.

    fetch.fetch(FetchOptions, report) -> list[Fetched]
    importing.import_files(ImportOptions, report) -> list[Imported]
    upkeep.verify(VerifyOptions, report) -> list[Verified]
    upkeep.remove(RemoveOptions, report) -> list[str]

All are plain Python, want no engine and may run in any thread; work on different files may run side by
side. `report.progress` is called from the calling thread at least five times a second, also while the
network stands still; raising `Cancelled` there is how a fetch is paused.
"""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import Literal

from rvcdesk.messages import Message


@dataclass(frozen=True)
class FetchOptions:
    """What to download. `ids`: whatever `catalog.resolve` understands.

    `endpoint` and `proxy`: None means the user's settings (`hub_endpoint`, `proxy`). A proxy is
    "http://host:port"; "" the system's, "direct" none. A server that says nothing for `timeout_s` seconds
    counts as gone; a passing fault is tried again up to `tries` times in all, `wait_s` seconds apart
    (doubling), before the next mirror.
    """

    ids: tuple[str, ...]
    endpoint: str | None = None
    proxy: str | None = None
    timeout_s: float = 20.0
    tries: int = 3
    wait_s: float = 1.0


@dataclass(frozen=True)
class Fetched:
    """One file after a fetch. "here": it was there already and its SHA-256 is right.

    `source` is the address it came from and `seconds` how long that took ("" and 0 when here).
    """

    asset: str
    name: str
    path: Path
    outcome: Literal["fetched", "here"]
    bytes: int
    seconds: float = 0.0
    source: str = ""


@dataclass(frozen=True)
class ImportOptions:
    """Files, folders (searched in full) and zip archives that may hold models; nothing in them is changed.

    `trust_unknown`: take a file that looks like ContentVec or RMVPE but is not the published one.
    """

    paths: tuple[Path, ...]
    trust_unknown: bool = False


@dataclass(frozen=True)
class Imported:
    """What became of one file. `message` is the sentence about it.

    "imported": it is now in the folder of models. "here": it was there already. "unknown": it looks right
    but is not a published file, and `trust_unknown` was off: ask, then import again with it on.
    "damaged": a published file that was cut short or changed. "other": something else (a voice, an index).
    "unrecognised": nothing the app knows. `asset` and `name` are "" where they are not known.
    """

    path: str
    outcome: Literal["imported", "here", "unknown", "damaged", "other", "unrecognised"]
    message: Message
    asset: str = ""
    name: str = ""


@dataclass(frozen=True)
class VerifyOptions:
    """What to read through; nothing named means everything that is here."""

    ids: tuple[str, ...] = ()


@dataclass(frozen=True)
class Verified:
    """One file after reading all of it.

    "good": the published file. "trusted": not a published one, and just as it was when the user took it.
    "damaged": anything else; fetching it again replaces it. "missing": not here (only when named).
    """

    asset: str
    name: str
    outcome: Literal["good", "trusted", "damaged", "missing"]
    message: Message


@dataclass(frozen=True)
class RemoveOptions:
    """What to delete, together with parts fetched so far."""

    ids: tuple[str, ...]
