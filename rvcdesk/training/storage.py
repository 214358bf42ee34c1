"""What a project keeps on the disk, what of it may go, and letting it go. No torch, no Qt.

Only what this module has listed itself is ever deleted: an id is no path, links are never followed, and
nothing goes while a run of the project is being trained.
"""

from __future__ import annotations

import json
import os
import re
import stat
import zipfile
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from rvcdesk.events import read_events
from rvcdesk.jobs import SILENT, Reporter
from rvcdesk.messages import N_, BadInput, Message, UserError
from rvcdesk.training import runs

# A prepared set is its list and the pieces it names, wherever they lie.
MANIFEST, PIECES = "pieces.json", (".npz", ".npy")
_TAIL = 1 << 16
_VALIDATION = re.compile(rb'^.*"event": "validation".*$', re.MULTILINE)
_CLEARING = N_("Making room")


@dataclass(frozen=True)
class StorageOptions:
    """Which project."""

    project: Path


@dataclass(frozen=True)
class ClearOptions:
    """Which items of `storage` are to be deleted."""

    project: Path
    ids: tuple[str, ...]


@dataclass(frozen=True)
class _File:
    path: Path
    bytes: int


@dataclass(frozen=True)
class _Item:
    """Something a project keeps: what it is called, what is lost with it, its files."""

    id: str
    title: Message
    text: Message
    files: tuple[_File, ...]
    clearable: bool = True

    @property
    def bytes(self) -> int:
        return sum(file.bytes for file in self.files)


def storage(options: StorageOptions, report: Reporter = SILENT) -> dict[str, Any]:
    """What takes room in a project: {"items": [{id, title, text, bytes, clearable}]}, empty ones left out.

    `title` and `text` are messages as plain data. Clearing an item frees its bytes.

    Raises:
        BadInput: the folder is no project.
    """
    busy = _busy(options.project)
    return {
        "items": [
            {
                "id": item.id,
                "title": item.title.to_json(),
                "text": item.text.to_json(),
                "bytes": item.bytes,
                "clearable": item.clearable and not busy,
            }
            for item in _items(options.project)
        ]
    }


def clear_storage(options: ClearOptions, report: Reporter = SILENT) -> dict[str, Any]:
    """Delete items: {"freed": bytes, "left": files that some program holds open}. Those are warned of too.

    An item that is not there any more is no error.

    Raises:
        BadInput: the folder is no project, or an item may not be deleted.
        UserError: a run of the project is being trained.
    """
    if busy := _busy(options.project):
        raise UserError(
            "The run {name} is being trained and uses these files; wait for its end, or pause it.", name=busy
        )
    chosen = [item for item in _items(options.project) if item.id in options.ids]
    for item in chosen:
        if not item.clearable:
            raise BadInput("{title} cannot be deleted here: {text}", title=item.title, text=item.text)
    files = [file for item in chosen for file in item.files]
    freed = left = 0
    listed = False  # a list of prepared pieces stays, so they all do
    top = options.project.resolve()
    for done, file in enumerate(files):
        report.progress(done, len(files), _CLEARING)
        try:
            if not file.path.parent.resolve().is_relative_to(top) or (listed and file.path.suffix in PIECES):
                raise OSError("left alone")
            file.path.unlink()
            freed += file.bytes
        except FileNotFoundError:
            continue
        except OSError:
            left += 1
            listed = listed or file.path.name == MANIFEST
    for folder in sorted({file.path.parent for file in files}, key=lambda path: -len(path.parts)):
        _drop_empty(folder, options.project)
    if left:
        message = Message(N_("{count} files are in use by another program and stay."), {"count": left})
        report.warn(message)
    return {"freed": freed, "left": left}


def _busy(project: Path) -> str:
    """The name of a run that is being trained, "" when none is."""
    if not (project / "project.json").is_file():
        raise BadInput("{folder} is not a project of RVC Desk (it has no project.json).", folder=project)
    return next((folder.name for folder in runs.list_runs(project) if runs.is_running(folder)), "")


def _drop_empty(folder: Path, project: Path) -> None:
    """Remove a folder that is empty now, and those around it, but none of the project's own."""
    own = {project, *(project / name for name in ("cache", "runs"))}
    while folder not in own and folder.parent.parent != project / "runs" and folder != folder.parent:
        try:
            folder.rmdir()
        except OSError:
            return
        folder = folder.parent


# --- what there is


def _items(project: Path) -> Iterator[_Item]:
    for item in (*_caches(project), *_all_runs(project), *_kept(project)):
        if item.files:
            yield item


def _caches(project: Path) -> Iterator[_Item]:
    cache = project / "cache"
    prepared = _under(cache / "prepared")
    yield _Item(
        "prepared",
        Message(N_("Prepared pieces of the recordings")),
        Message(N_("Made again, in minutes, when a training goes on or a save is made the voice.")),
        tuple(sorted(prepared, key=lambda file: file.path.name != MANIFEST)),
    )
    loose = [file for file in _inside(cache) if not file.path.name.startswith(".")]
    decoded = tuple(file for file in loose if file.path.name.endswith(".decoded.wav"))
    yield _Item(
        "decoded",
        Message(N_("Decoded copies of compressed recordings")),
        Message(N_("Each is made again when its recording is opened next; the recording itself stays.")),
        decoded,
    )
    yield _Item(
        "pictures",
        Message(N_("Waveform pictures and summaries")),
        Message(N_("Made again, in seconds, when a recording is opened next.")),
        (*(file for file in loose if file not in decoded), *_under(cache / "summaries")),
    )


def _all_runs(project: Path) -> Iterator[_Item]:
    for folder in runs.list_runs(project):
        if not _is_link(folder) and not _is_link(folder.parent):
            yield from _run(folder)


def _run(folder: Path) -> Iterator[_Item]:
    name = {"run": folder.name}
    saves = sorted(_inside(folder / "checkpoints"), key=lambda file: file.path.name)
    last = None if _is_done(folder) else _newest_whole(saves)
    yield _Item(
        f"saves:{folder.name}",
        Message(N_("Full saves of {run}"), name),
        Message(N_("Only for training this run on from an earlier step; the newest is kept for that."))
        if last
        else Message(N_("Only for training this run on, which cannot be done without; the voices stay.")),
        tuple(file for file in saves if file != last),
    )
    yield _Item(
        f"last_save:{folder.name}",
        Message(N_("The newest full save of {run}"), name),
        Message(N_("The run goes on from here.")),
        (last,) if last else (),
        clearable=False,
    )
    voices = sorted(_inside(folder / "voices"), key=lambda file: file.path.name)
    steps = sorted({step for file in voices if (step := _step(file.path)) is not None})
    kept = {*steps[-1:], *_best_step(folder, steps)}
    yield _Item(
        f"voices:{folder.name}",
        Message(N_("Earlier voices of {run}"), name),
        Message(N_("They cannot be made the voice any more; the newest, the best and the project's stay.")),
        tuple(file for file in voices if _step(file.path) not in kept),
    )
    yield _Item(
        f"last_voices:{folder.name}",
        Message(N_("The newest and the best voice of {run}"), name),
        Message(N_("What the run has taught so far.")),
        tuple(file for file in voices if _step(file.path) in kept),
        clearable=False,
    )
    yield _Item(
        f"previews:{folder.name}",
        Message(N_("Previews of {run}"), name),
        Message(N_("How the voice sounded at each save; the newest preview and the original phrase stay.")),
        _but_newest([file for file in _inside(folder / "previews") if _step(file.path) is not None]),
    )
    yield _Item(
        f"index:{folder.name}",
        Message(N_("The index of {run}"), name),
        Message(N_("A copy: the voice has its own, and the next voice that is made gets a new one.")),
        tuple(_inside(folder / "index")),
    )
    yield _Item(
        f"tensorboard:{folder.name}",
        Message(N_("TensorBoard files of {run}"), name),
        Message(N_("Only TensorBoard misses them; the curves here stay.")),
        tuple(_under(folder / "tensorboard")),
    )


def _kept(project: Path) -> Iterator[_Item]:
    for id, title, text in (
        (
            "recordings",
            N_("Recordings"),
            N_("What the voice is learnt from; the project has no other copy."),
        ),
        ("voice", N_("The finished voice"), N_("What the trainings were for.")),
        ("covers", N_("Covers"), N_("What you have made with voices; delete them where they lie.")),
    ):
        yield _Item(id, Message(title), Message(text), tuple(_under(project / id)), clearable=False)


# --- looking


def _inside(folder: Path) -> list[_File]:
    """The plain files right in a folder; none where it is a link or not there."""
    if _is_link(folder) or _is_link(folder.parent):
        return []
    try:
        with os.scandir(folder) as entries:
            return [
                _File(Path(entry.path), entry.stat(follow_symlinks=False).st_size)
                for entry in entries
                if entry.is_file(follow_symlinks=False)
            ]
    except OSError:
        return []


def _under(folder: Path) -> list[_File]:
    """The plain files in a folder and in the folders within it."""
    files = _inside(folder)
    if not _is_link(folder):
        try:
            with os.scandir(folder) as entries:
                within = [Path(entry.path) for entry in entries if entry.is_dir(follow_symlinks=False)]
        except OSError:
            within = []
        for path in within:
            files += _under(path)
    return files


def _is_link(path: Path) -> bool:
    """Whether a path is a link, or on Windows a junction; also when it cannot be told."""
    try:
        facts = path.lstat()
    except OSError:
        return True
    reparse = getattr(facts, "st_file_attributes", 0) & getattr(stat, "FILE_ATTRIBUTE_REPARSE_POINT", 0x400)
    return stat.S_ISLNK(facts.st_mode) or bool(reparse)


def _step(path: Path) -> int | None:
    found = re.match(r"step_(\d+)\.", path.name)
    return int(found[1]) if found else None


def _but_newest(files: list[_File]) -> tuple[_File, ...]:
    newest = max((_step(file.path) or 0 for file in files), default=0)
    return tuple(file for file in files if _step(file.path) != newest)


def _newest_whole(saves: list[_File]) -> _File | None:
    """The newest full save whose archive is whole, which a kill or a full disk may have left otherwise."""
    for file in reversed(saves):
        if _step(file.path) is not None and file.path.suffix == ".pt":
            try:
                with zipfile.ZipFile(file.path):
                    return file
            except (OSError, zipfile.BadZipFile):
                continue
    return None


def _is_done(folder: Path) -> bool:
    """Whether the run's last word is that it has reached its end."""
    events = folder / "events.jsonl"
    try:
        last, _ = read_events(events, max(0, events.stat().st_size - _TAIL))
    except OSError:
        return False
    return bool(last) and last[-1]["event"] == "done"


def _best_step(folder: Path, steps: list[int]) -> list[int]:
    """The one of these steps that measured lowest on the pieces kept out, if any was measured."""
    measured: dict[int, float] = {}
    try:
        for line in _VALIDATION.findall((folder / "events.jsonl").read_bytes()):
            event = json.loads(line)
            measured[int(event["step"])] = float(event["mel"])
    except (OSError, ValueError, KeyError, TypeError):
        pass  # a torn line: what was read before it counts
    return sorted((step for step in steps if step in measured), key=measured.__getitem__)[:1]
