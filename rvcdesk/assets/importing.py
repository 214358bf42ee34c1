"""Take model files that are already on a disk, whatever they are called and whoever put them there."""

from __future__ import annotations

import contextlib
import hashlib
import json
import os
import shutil
import tempfile
import time
import zipfile
import zlib
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from rvcdesk.assets import catalog, recognise, store
from rvcdesk.assets.catalog import Asset, AssetFile, size_text
from rvcdesk.assets.options import Imported, ImportOptions
from rvcdesk.disk import atomic_write, disk_errors, sha256, write_text
from rvcdesk.jobs import SILENT, Reporter
from rvcdesk.messages import N_, BadInput, Message, UserError
from rvcdesk.tensors.pickle_machine import Refused
from rvcdesk.tensors.safe_pickle import check_directory_size

SUFFIXES = {".pt", ".pth", ".bin", ".ckpt", ".safetensors"}
MAX_FILES = 100_000
MAX_DEPTH = 16
# The longest file that is unpacked from a zip archive when its length is no published one, in bytes.
MAX_UNKNOWN = 1 << 30
_BLOCK = 4 << 20
_CONFIG = "config.json"
_STALE_S = 86400.0
_ELSEWHERE = {
    recognise.VOICE: N_("{file} is a voice; import it among the voices, not the models."),
    recognise.INDEX: N_("{file} is the index of a voice; import it together with that voice."),
    recognise.CHECKPOINT: N_(
        "{file} is a training checkpoint or a base model that is not in the catalogue; "
        "name it in the Train page as the base model."
    ),
}


@dataclass(frozen=True)
class _Found:
    """A file to look at. `shown` is its name for people."""

    path: Path
    shown: str


def import_files(options: ImportOptions, report: Reporter = SILENT) -> list[Imported]:
    """Copy every model that is found to its place in the folder of models.

    Published files are known by size and SHA-256, whatever their names. Others are looked into, without
    running anything in them: what looks like ContentVec or RMVPE is taken only with `trust_unknown`.
    The originals stay where and as they are. Folders say only what is of use in them; a file or archive
    that was named says in any case what it is.

    Raises:
        BadInput: a path is not there.
        UserError: the folder of models cannot be written.
        Cancelled: asked to stop; what was imported so far stays.
    """
    for path in options.paths:
        if not path.exists():
            raise BadInput("{file} does not exist; check the path.", file=path)
    results: list[Imported] = []
    for path in options.paths:
        if path.is_dir():
            results += _folder(path, options, report)
        elif _is_archive(path):
            results += _archive(path, options, report)
        else:
            results.append(_take(_Found(path, path.name), options, report))
    return results


# ---------------------------------------------------------------------------- where files come from


def _folder(folder: Path, options: ImportOptions, report: Reporter) -> list[Imported]:
    sizes = _published_sizes()
    results = []
    for count, path in enumerate(_walk(folder)):
        if count >= MAX_FILES:
            values = {"count": MAX_FILES, "folder": folder}
            report.warn(Message(N_("Only the first {count} files of {folder} were looked at."), values))
            break
        report.progress(0, 1, N_("Looking for models"))
        try:
            size = path.stat().st_size
        except OSError:
            continue
        if size in sizes or path.suffix.lower() in SUFFIXES:
            shown = path.relative_to(folder).as_posix()
            results.append(_take(_Found(path, shown), options, report))
    return _useful(results, folder)


def _walk(folder: Path) -> Iterator[Path]:
    """Every file below, in a fixed order; links to folders are not followed."""
    for place, folders, files in os.walk(folder):
        if len(Path(place).relative_to(folder).parts) >= MAX_DEPTH:
            folders.clear()
        folders.sort()
        yield from (Path(place) / name for name in sorted(files))


def _useful(results: list[Imported], place: Path) -> list[Imported]:
    """Without what is none of our business; a place with nothing else says so."""
    useful = [one for one in results if one.outcome not in ("other", "unrecognised")]
    if useful:
        return useful
    nothing = Message(N_("{file} holds no model that RVC Desk knows."), {"file": place.name or str(place)})
    return [Imported(str(place), "unrecognised", nothing)]


def _is_archive(path: Path) -> bool:
    """A zip archive of files; the files of torch.save are zip archives too, of another kind."""
    if path.suffix.lower() in SUFFIXES or not zipfile.is_zipfile(path):
        return False
    with contextlib.suppress(OSError, Refused, zipfile.BadZipFile, ValueError), _opened(path) as archive:
        return not any(name.endswith("data.pkl") for name in archive.namelist())
    return path.suffix.lower() == ".zip"


@contextlib.contextmanager
def _opened(path: Path) -> Iterator[zipfile.ZipFile]:
    with open(path, "rb") as file:
        check_directory_size(file, path.stat().st_size)
        with zipfile.ZipFile(file) as archive:
            yield archive


def _archive(path: Path, options: ImportOptions, report: Reporter) -> list[Imported]:
    """Unpack what may be a model, and look at that."""
    sizes = _published_sizes()
    results = []
    with _workshop() as folder:
        try:
            unpacked = _unpack_models(path, folder, sizes, report)
        except (OSError, Refused, zipfile.BadZipFile, zlib.error, EOFError, ValueError, RuntimeError):
            template = N_("{file} is damaged or cannot be unpacked; copy or download it again.")
            return [Imported(str(path), "damaged", Message(template, {"file": path.name}))]
        for target, name in unpacked:
            if target.name != _CONFIG or target.stat().st_size in sizes:
                found = _Found(target, f"{path.name}: {name}")
                results.append(_take(found, options, report))
    return _useful(results, path)


@contextlib.contextmanager
def _workshop() -> Iterator[Path]:
    """A folder to unpack into, on the disk where models go; what a killed import left is cleared away."""
    models = store.models_dir()
    with disk_errors(models):
        models.mkdir(parents=True, exist_ok=True)
        for old in models.glob(".import-*"):
            if time.time() - old.stat().st_mtime > _STALE_S:
                shutil.rmtree(old, ignore_errors=True)
        folder = tempfile.mkdtemp(prefix=".import-", dir=models)
    try:
        yield Path(folder)
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def _unpack_models(path: Path, folder: Path, sizes: set[int], report: Reporter) -> list[tuple[Path, str]]:
    """Unpack what may be a model: (where it lies now, its name in the archive).

    Names in the archive are never used as paths; files of one folder stay together, for their config.json.
    """
    unpacked = []
    with _opened(path) as archive:
        wanted = [entry for entry in archive.infolist() if _may_hold(entry, sizes)]
        needed = sum(entry.file_size for entry in wanted)
        free = shutil.disk_usage(folder).free
        if needed > free:
            raise UserError(
                "{folder} needs {needed} more and has only {free}; make room there and import again.",
                needed=size_text(needed),
                folder=store.models_dir(),
                free=size_text(free),
            )
        for number, entry in enumerate(wanted):
            parent = hashlib.sha256(entry.filename.rpartition("/")[0].encode()).hexdigest()[:16]
            target = folder / parent / _plain(entry.filename, number)
            target.parent.mkdir(exist_ok=True)
            _unpack(archive, entry, target, report)
            unpacked.append((target, entry.filename))
    return unpacked


def _may_hold(entry: zipfile.ZipInfo, sizes: set[int]) -> bool:
    if entry.is_dir() or entry.flag_bits & 1:
        return False
    name = entry.filename.rpartition("/")[2].lower()
    if entry.file_size in sizes or (name == _CONFIG and entry.file_size <= recognise.MAX_CONFIG):
        return True
    packed_fairly = entry.file_size <= 20 * entry.compress_size
    return Path(name).suffix in SUFFIXES and entry.file_size <= MAX_UNKNOWN and packed_fairly


def _plain(name: str, number: int) -> str:
    last = name.rpartition("/")[2]
    if last == _CONFIG or last in (store.WEIGHTS, store.SAFE_WEIGHTS):
        return last
    suffix = Path(last).suffix.lower()
    return f"{number}{suffix if suffix in SUFFIXES else ''}"


def _unpack(archive: zipfile.ZipFile, entry: zipfile.ZipInfo, target: Path, report: Reporter) -> None:
    done = 0
    with archive.open(entry) as source, open(target, "wb") as out:
        while block := source.read(_BLOCK):
            done += len(block)
            if done > entry.file_size:
                raise zipfile.BadZipFile
            out.write(block)
            report.progress(done, entry.file_size, N_("Unpacking"))


# ---------------------------------------------------------------------------- one file


def _take(found: _Found, options: ImportOptions, report: Reporter) -> Imported:
    """Say what a file is, and copy it to its place when it is wanted."""
    try:
        size = found.path.stat().st_size
        same_size = [
            (asset, file, digest)
            for asset in catalog.load_catalog()
            for file in asset.files
            for length, digest in file.valid
            if length == size
        ]
        report.progress(0, max(1, size), N_("Looking for models"))
        real = sha256(found.path) if same_size else ""
    except OSError as error:
        values = {"file": found.shown, "reason": error.strerror or type(error).__name__}
        return Imported(
            str(found.path), "unrecognised", Message(N_("{file} could not be read ({reason})."), values)
        )
    for asset, file, digest in same_size:
        if digest == real:
            return _take_published(found, asset, file, (size, digest), report)
    return _take_unknown(found, bool(same_size), options, report)


def _take_published(
    found: _Found, asset: Asset, file: AssetFile, known: tuple[int, str], report: Reporter
) -> Imported:
    place = store.file_path(file.name)
    values = {"file": found.shown, "title": asset.title, "part": Message(file.part_title)}
    if place.is_file() and (place.stat().st_size, sha256(place)) in file.valid:
        message = Message(N_("{file} is {title} ({part}), which is here already."), values)
        return Imported(found.shown, "here", message, asset.id, file.name)
    if not _copy(found.path, place, known, report):
        changed = Message(N_("{file} changed while it was read; import it again."), values)
        return Imported(found.shown, "damaged", changed, asset.id, file.name)
    store.beside(place, store.TRUSTED).unlink(missing_ok=True)
    message = Message(N_("{file} is {title} ({part}); imported."), values)
    return Imported(found.shown, "imported", message, asset.id, file.name)


def _take_unknown(found: _Found, same_size: bool, options: ImportOptions, report: Reporter) -> Imported:
    kind, error = recognise.refusal(found.path)
    if kind in _ELSEWHERE:
        return Imported(found.shown, "other", Message(_ELSEWHERE[kind], {"file": found.shown}))
    if kind:
        return _take_trusted(found, kind, options, report)
    named = _by_name(found.path)
    if named is not None and error is not None:
        asset, file = named
        values = {"file": found.shown, "title": asset.title, "reason": error.message,
                  "size": size_text(found.path.stat().st_size), "wanted": size_text(file.bytes)}  # fmt: skip
        template = N_("{file} ({size}) is not {title} ({wanted}) as published: {reason}")
        return Imported(found.shown, "damaged", Message(template, values), asset.id, file.name)
    if same_size and error is not None:
        template = N_("{file} has the length of a published model but not its content: {reason}")
        values = {"file": found.shown, "reason": error.message}
        return Imported(found.shown, "damaged", Message(template, values))
    if error is not None:
        return Imported(found.shown, "unrecognised", error.message)
    template = N_("{file} is no model that RVC Desk knows.")
    return Imported(found.shown, "unrecognised", Message(template, {"file": found.shown}))


def _take_trusted(found: _Found, kind: str, options: ImportOptions, report: Reporter) -> Imported:
    """A file with the right network in it that nobody published."""
    asset = catalog.asset(kind)
    file = next(one for one in asset.files if one.part == "network")
    place = store.file_path(file.name)
    config = found.path.with_name(_CONFIG)
    if kind == recognise.TRANSFORMERS:
        place = place.with_name(_weights_name(found.path))
        if not recognise.is_content_config(config) and not recognise.is_content_config(
            place.with_name(_CONFIG)
        ):
            template = N_("{file} holds ContentVec without its config.json; import the folder with both.")
            return Imported(
                found.shown, "damaged", Message(template, {"file": found.shown}), asset.id, file.name
            )
    values = {"file": found.shown, "title": asset.title}
    for here in store.places(file):
        if here.is_file() and (here.stat().st_size, sha256(here)) in file.valid:
            message = Message(N_("{file} was not imported: the published {title} is here already."), values)
            return Imported(found.shown, "here", message, asset.id, file.name)
    if not options.trust_unknown:
        template = N_(
            "{file} looks like {title}, but it is not the published file; "
            "import it only if you trust where it comes from."
        )
        return Imported(found.shown, "unknown", Message(template, values), asset.id, file.name)
    if kind == recognise.TRANSFORMERS and recognise.is_content_config(config):
        _copy_trusted(config, place.with_name(_CONFIG), report)
    _copy_trusted(found.path, place, report)
    message = Message(N_("{file} is imported as {title} on your word; it is not the published file."), values)
    return Imported(found.shown, "imported", message, asset.id, file.name)


def _weights_name(path: Path) -> str:
    return store.SAFE_WEIGHTS if recognise.is_safetensors(path) else store.WEIGHTS


def _by_name(path: Path) -> tuple[Asset, AssetFile] | None:
    """The published file that is called like this one, when there is only one."""
    name = path.name.lower()
    found = [
        (asset, file)
        for asset in catalog.load_catalog()
        for file in asset.files
        if file.name.rpartition("/")[2].lower() == name
    ]
    return found[0] if len(found) == 1 else None


def _published_sizes() -> set[int]:
    return {size for asset in catalog.load_catalog() for file in asset.files for size, _ in file.valid}


def _copy(
    source: Path, place: Path, known: tuple[int, str] | None, report: Reporter
) -> tuple[int, str] | None:
    """(bytes, sha256) of what was copied, or None and nothing copied when that is not `known`."""
    if place.exists() and source.samefile(place):
        return place.stat().st_size, sha256(place)
    total = source.stat().st_size
    digest, done = hashlib.sha256(), 0
    try:
        with atomic_write(place) as temporary:
            with open(source, "rb") as data, open(temporary, "wb") as out:
                while block := data.read(_BLOCK):
                    out.write(block)
                    digest.update(block)
                    done += len(block)
                    report.progress(done, total, N_("Copying"))
            if known is not None and (done, digest.hexdigest()) != known:
                raise _Changed
    except _Changed:
        return None
    return done, digest.hexdigest()


class _Changed(Exception):
    """The original is not what it was a moment ago."""


def _copy_trusted(source: Path, place: Path, report: Reporter) -> None:
    copied = _copy(source, place, None, report)
    assert copied is not None
    record = {"bytes": copied[0], "sha256": copied[1], "from": source.name}
    write_text(store.beside(place, store.TRUSTED), json.dumps(record, ensure_ascii=False) + "\n")
