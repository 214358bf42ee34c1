"""Download the files of assets: resumed, checked, and complete before they appear under their name."""

from __future__ import annotations

import contextlib
import shutil
import time
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from rvcdesk.assets import store
from rvcdesk.assets.attempt import Meter, Try, digest_of
from rvcdesk.assets.catalog import Asset, AssetFile, resolve, size_text
from rvcdesk.assets.options import Fetched, FetchOptions
from rvcdesk.assets.transfer import Connection, Trouble, address, checked_endpoint
from rvcdesk.disk import disk_errors
from rvcdesk.jobs import SILENT, Reporter
from rvcdesk.messages import N_, Message, UserError
from rvcdesk.settings import Settings

HUB = "https://huggingface.co"
# A try that brought so much counts as progress, not as one of the few tries.
_WORTH = 1 << 20
# Left free on the disk, in bytes.
_MARGIN = 64 << 20


class FetchError(UserError):
    """A file could not be fetched from anywhere; the text holds each place's reason and what to do."""


@dataclass
class _Job:
    """What one call of `fetch` shares between its files."""

    options: FetchOptions
    endpoint: str
    connection: Connection
    meter: Meter


def fetch(options: FetchOptions, report: Reporter = SILENT) -> list[Fetched]:
    """Get every file of the assets that is not here yet, one after another.

    A file that is here is read through first, so fetching repairs a damaged one. When `report.progress`
    raises Cancelled, what came so far stays as `<name>.part` and the next call goes on from there.
    Progress is in bytes; the stage reads "rmvpe.pt · 3.1 MB/s · 0:42".

    Raises:
        BadInput: an unknown asset, or an endpoint or proxy that is none.
        FetchError: a file could not be had from any of its places.
        UserError: the disk is full or cannot be written, or another process fetches the same file.
        Cancelled: paused.
    """
    assets = resolve(options.ids)
    settings = Settings.load()
    endpoint = options.endpoint
    if endpoint is None:
        endpoint = settings.get("hub_endpoint") or HUB
    proxy = settings.get("proxy") if options.proxy is None else options.proxy
    connection = Connection(proxy, options.timeout_s)
    pairs = [(asset, file) for asset in assets for file in asset.files]
    here = [_is_here(file, report) for _, file in pairs]
    wanted = [file for (_, file), good in zip(pairs, here, strict=True) if not good]
    _check_space(wanted)
    meter = Meter(report, sum(file.bytes for file in wanted))
    job = _Job(options, checked_endpoint(endpoint), connection, meter)
    done = []
    for (asset, file), good in zip(pairs, here, strict=True):
        if good:
            done.append(Fetched(asset.id, file.name, good, "here", good.stat().st_size))
        else:
            done.append(_fetch_file(asset, file, job))
    return done


def _is_here(file: AssetFile, report: Reporter) -> Path | None:
    """Where a good copy of the file lies; every byte is read."""
    for path in store.places(file):
        if path.is_file():
            size = path.stat().st_size
            good = [*file.valid] if path.name == Path(file.name).name else []
            if trusted := store.trusted_record(path):
                good.append(trusted)
            if size in [known for known, _ in good]:
                digest, _ = digest_of(path, report)
                if (size, digest.hexdigest()) in good:
                    return path
    return None


def _check_space(files: list[AssetFile]) -> None:
    """Say before the first byte that the disk is too small."""
    needed = 0
    for file in files:
        part = store.beside(store.file_path(file.name), store.PART)
        needed += file.bytes - (part.stat().st_size if part.is_file() else 0)
    folder = store.models_dir()
    while not folder.is_dir() and folder != folder.parent:
        folder = folder.parent
    free = shutil.disk_usage(folder).free
    if files and needed + _MARGIN > free:
        raise UserError(
            "{folder} needs {needed} more and has only {free}; make room there and fetch again.",
            needed=size_text(max(0, needed)),
            folder=store.models_dir(),
            free=size_text(free),
        )


# ---------------------------------------------------------------------------- one file


def _fetch_file(asset: Asset, file: AssetFile, job: _Job) -> Fetched:
    """Try the places in order, passing faults several times."""
    path = store.file_path(file.name)
    began = time.monotonic()
    troubles: list[tuple[str, Trouble]] = []
    with _alone(path):
        for source in file.sources:
            url = address(job.endpoint, source)
            trouble = _try_place(file, path, url, job)
            if trouble is None:
                job.meter.finish(file.bytes)
                seconds = round(time.monotonic() - began, 1)
                size = path.stat().st_size
                return Fetched(asset.id, file.name, path, "fetched", size, seconds, url)
            if trouble.unreachable:  # every mirror is on the same hub
                troubles.append((urlsplit(url).netloc, trouble))
                break
            troubles.append((f"{urlsplit(url).netloc}/{source.repo}", trouble))
    raise _failure(asset, file, path, troubles)


def _try_place(file: AssetFile, path: Path, url: str, job: _Job) -> Trouble | None:
    """Fetch from one address; None when the file is in place, else why it is not."""
    tries, wait_s, fresh = 0, job.options.wait_s, False
    while True:
        before = _part_size(path)
        try:
            Try(file, url, job.connection, job.meter).run(fresh=fresh)
            return None
        except Trouble as trouble:
            tries = 1 if _part_size(path) - before >= _WORTH else tries + 1
            if not trouble.passing or tries >= job.options.tries:
                return trouble
            fresh = trouble.fresh
        job.meter.wait(wait_s)
        wait_s *= 2


# ---------------------------------------------------------------------------- small things


def _part_size(path: Path) -> int:
    part = store.beside(path, store.PART)
    return part.stat().st_size if part.is_file() else 0


@contextlib.contextmanager
def _alone(path: Path) -> Iterator[None]:
    """One process at a time fetches a file."""
    import filelock

    lock = store.beside(path, ".lock")
    with disk_errors(path):
        path.parent.mkdir(parents=True, exist_ok=True)
        held = filelock.FileLock(lock, timeout=0)
        try:
            held.acquire()
        except filelock.Timeout as error:
            raise UserError(
                "{file} is being fetched by another window or command; wait for that one.", file=path.name
            ) from error
    try:
        yield
    finally:
        held.release()
        with contextlib.suppress(OSError):
            lock.unlink()


def _failure(asset: Asset, file: AssetFile, path: Path, troubles: list[tuple[str, Trouble]]) -> FetchError:
    reasons = [Message(N_("{place} {reason}"), {"place": p, "reason": t.message}) for p, t in troubles]
    joined = reasons[0]
    for reason in reasons[1:]:
        joined = Message(N_("{first}; {rest}"), {"first": joined, "rest": reason})
    values: dict[str, Any] = {
        "title": asset.title, "file": file.name, "size": size_text(file.bytes), "reasons": joined,
    }  # fmt: skip
    kept = _part_size(path)
    if troubles[-1][1].unreachable and not kept:
        return FetchError(
            "{title} ({file}, {size}) could not be fetched: {reasons}. Check the network, or set the hub's "
            "address or a proxy in Settings > Network; or import the file from disk in Voices > Models.",
            **values,
        )
    if kept:
        return FetchError(
            "{title} ({file}, {size}) could not be fetched: {reasons}. {kept} of it stays here, and fetching "
            "again goes on from there; or import the file from disk in Voices > Models.",
            kept=size_text(kept),
            **values,
        )
    return FetchError(
        "{title} ({file}, {size}) could not be fetched: {reasons}. Try again later, set another hub address "
        "in Settings > Network, or import the file from disk in Voices > Models.",
        **values,
    )
