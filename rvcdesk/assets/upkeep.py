"""Read models through, and delete them."""

from __future__ import annotations

import contextlib
import hashlib
from pathlib import Path

from rvcdesk.assets import catalog, store
from rvcdesk.assets.catalog import Asset, AssetFile, resolve
from rvcdesk.assets.options import RemoveOptions, Verified, VerifyOptions
from rvcdesk.jobs import SILENT, Reporter
from rvcdesk.messages import N_, Message, UserError


def verify(options: VerifyOptions, report: Reporter = SILENT) -> list[Verified]:
    """Compare every byte of the named models, or of all that are here, with what was published.

    Nothing is changed: a damaged file stays, and fetching or importing it again replaces it.

    Raises:
        BadInput: an unknown asset.
        Cancelled: asked to stop.
    """
    assets = resolve(options.ids) if options.ids else catalog.load_catalog()
    present = [
        (asset, file, next((path for path in store.places(file) if path.is_file()), None))
        for asset in assets
        for file in asset.files
    ]
    total = sum(path.stat().st_size for _, _, path in present if path)
    results, done = [], 0
    for asset, file, path in present:
        if path is not None:
            results.append(_verify(asset, file, path, done, total, report))
            done += path.stat().st_size
        elif options.ids and not file.optional:
            template = N_("{file} ({title}) is not here.")
            message = Message(template, {"file": file.name, "title": asset.title})
            results.append(Verified(asset.id, file.name, "missing", message))
    return results


def _verify(asset: Asset, file: AssetFile, path: Path, before: int, total: int, report: Reporter) -> Verified:
    values = {"file": file.name, "title": asset.title}
    digest, done = hashlib.sha256(), 0
    try:
        with open(path, "rb") as data:
            while block := data.read(4 << 20):
                digest.update(block)
                done += len(block)
                report.progress(before + done, total, N_("Reading models"))
    except OSError as error:
        values["reason"] = error.strerror or type(error).__name__
        unread = Message(N_("{file} of {title} could not be read ({reason})."), values)
        return Verified(asset.id, file.name, "damaged", unread)
    found = (done, digest.hexdigest())
    if found in file.valid:
        whole = Message(N_("{file} ({title}) is as published."), values)
        return Verified(asset.id, file.name, "good", whole)
    if found == store.trusted_record(path):
        trusted = Message(N_("{file} ({title}) is as it was imported; it is not the published file."), values)
        return Verified(asset.id, file.name, "trusted", trusted)
    damaged = Message(N_("{file} ({title}) is damaged; fetch or import it again."), values)
    return Verified(asset.id, file.name, "damaged", damaged)


def remove(options: RemoveOptions, report: Reporter = SILENT) -> list[str]:
    """Delete the files of assets and parts of them; the catalogue names of what was there.

    Raises:
        BadInput: an unknown asset.
        UserError: a file cannot be deleted, for instance while it is in use on Windows.
    """
    files = [file for asset in resolve(options.ids) for file in asset.files]
    removed = []
    for number, file in enumerate(files):
        report.progress(number, len(files), N_("Removing"))
        gone = [_delete(path) for path in _leftovers(file)]
        if any(gone):
            removed.append(file.name)
        folder = store.file_path(file.name).parent
        while folder != store.models_dir() and store.models_dir() in folder.parents:
            with contextlib.suppress(OSError):  # not empty
                folder.rmdir()
            folder = folder.parent
    report.progress(len(files), max(1, len(files)), N_("Removing"))
    return removed


def _leftovers(file: AssetFile) -> list[Path]:
    """The file itself first: what only speaks about it goes after it."""
    found = []
    for path in store.places(file):
        found += [path, *(store.beside(path, end) for end in (store.PART, store.PART_NOTE, store.TRUSTED))]
    return found


def _delete(path: Path) -> bool:
    try:
        path.unlink()
    except (FileNotFoundError, NotADirectoryError):
        return False
    except OSError as error:
        raise UserError(
            "{file} could not be deleted ({reason}); close what uses it and try again.",
            file=path,
            reason=error.strerror or type(error).__name__,
        ) from error
    return True
