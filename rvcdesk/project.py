"""A voice project: one folder with recordings, clips, runs, the voice and its covers."""

from __future__ import annotations

import json
import os
import socket
import time
import uuid
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from rvcdesk.audio.clip import Clip, load_clip, new_clip
from rvcdesk.disk import atomic_write, write_text
from rvcdesk.jobs import SILENT, Reporter
from rvcdesk.messages import N_, BadInput, Message, UserError

SCHEMA = 1
COPY_BLOCK = 4 << 20
FOLDERS = ("clips", "recordings", "cache", "runs", "voice", "covers")

# From schema n to n + 1: each takes and returns the plain data of project.json.
MIGRATIONS: dict[int, Callable[[dict[str, Any]], dict[str, Any]]] = {}


def migrate(data: dict[str, Any], path: Path) -> dict[str, Any]:
    """Bring an older project.json up to `SCHEMA`.

    Raises:
        BadInput: made by a newer version, or its number is not known.
    """
    found = data.get("schema")
    if not isinstance(found, int):
        raise BadInput("{file} carries no format number; it is not a project of RVC Desk.", file=path)
    if found > SCHEMA:
        raise BadInput(
            "{file} was made by a newer RVC Desk (format {found}, this one reads up to {known}); "
            "update to open it.",
            file=path,
            found=found,
            known=SCHEMA,
        )
    while data["schema"] < SCHEMA:
        step = MIGRATIONS.get(data["schema"])
        if step is None:
            raise BadInput("{file} has the unknown format {found}.", file=path, found=found)
        data = {**step(data), "schema": data["schema"] + 1}
    return data


@dataclass
class Lock:
    """Keeps a project to one writer: a lock of the system, and a note of who holds it."""

    folder: Path
    _held: Any = field(default=None, repr=False)

    def acquire(self) -> bool:
        """True when this process may write."""
        import filelock

        held = filelock.FileLock(self.folder / ".lock", timeout=0)
        try:
            held.acquire()
        except (filelock.Timeout, OSError):
            return False
        self._held = held
        note = {"pid": os.getpid(), "host": socket.gethostname(), "since": time.time()}
        write_text(self.folder / "lock", json.dumps(note) + "\n")
        return True

    def holder(self) -> str:
        """Who has the project open, as far as is known."""
        try:
            note = json.loads((self.folder / "lock").read_text(encoding="utf-8"))
            return f"{note['host']}, {note['pid']}"
        except (OSError, ValueError, KeyError, TypeError):
            return "?"

    def release(self) -> None:
        if self._held is not None:
            (self.folder / "lock").unlink(missing_ok=True)
            self._held.release()
            self._held = None


class Project:
    """An open project. `read_only` is True when another program has it open, or it cannot be written."""

    def __init__(self, folder: Path, data: dict[str, Any], lock: Lock | None) -> None:
        self.folder = folder
        self.name: str = str(data.get("name", folder.name))
        self.settings: dict[str, Any] = dict(data.get("settings", {}))
        self.created: float = float(data.get("created", 0.0))
        self._lock = lock
        self.problems: list[Message] = []
        self._unread: list[str] = []  # clips that could not be read stay listed, so that nothing is lost
        self.clips: list[Clip] = []
        for clip_id in data.get("clips", []):
            try:
                clip = load_clip(folder, str(clip_id))
            except BadInput as error:
                self.problems.append(error.message)
                self._unread.append(str(clip_id))
            else:
                clip.read_only = self.read_only
                self.clips.append(clip)

    @property
    def read_only(self) -> bool:
        return self._lock is None

    @property
    def holder(self) -> str:
        """Who else has the project open; "" when nobody has, but the folder cannot be written."""
        return Lock(self.folder).holder() if os.access(self.folder, os.W_OK) else ""

    @classmethod
    def create(cls, folder: Path, name: str | None = None) -> Project:
        """Make a new project in `folder`, which must not exist or be empty.

        Raises:
            BadInput: there is something in the folder already.
            UserError: the folder cannot be written to.
        """
        if folder.exists() and (not folder.is_dir() or any(folder.iterdir())):
            raise BadInput("{folder} is not empty; choose a new folder for the project.", folder=folder)
        try:
            for part in FOLDERS:
                (folder / part).mkdir(parents=True, exist_ok=True)
        except OSError as error:
            raise UserError(
                "The project folder {folder} cannot be made ({reason}); choose another place.",
                folder=folder,
                reason=error.strerror or str(error),
            ) from error
        data = {
            "schema": SCHEMA,
            "name": name or folder.name,
            "created": time.time(),
            "settings": {},
            "clips": [],
        }
        write_text(folder / "project.json", json.dumps(data, ensure_ascii=False, indent=1) + "\n")
        return cls.open(folder)

    @classmethod
    def open(cls, folder: Path, *, read_only: bool = False) -> Project:
        """Open a project; read-only when another program holds it or the folder cannot be written.

        Raises:
            BadInput: not a project, damaged, or made by a newer version.
        """
        path = folder / "project.json"
        if not path.is_file():
            raise BadInput("{folder} is not a project of RVC Desk (it has no project.json).", folder=folder)
        try:
            data = json.loads(path.read_text(encoding="utf-8"))
        except (OSError, ValueError) as error:
            raise BadInput("{file} cannot be read; restore it from a copy.", file=path) from error
        if not isinstance(data, dict):
            raise BadInput("{file} cannot be read; restore it from a copy.", file=path)
        data = migrate(data, path)
        lock: Lock | None = None if read_only or not os.access(folder, os.W_OK) else Lock(folder)
        if lock is not None and not lock.acquire():
            lock = None
        return cls(folder, data, lock)

    def save(self) -> None:
        """Write project.json (name, settings, clip order)."""
        self._may_write()
        data = {
            "schema": SCHEMA,
            "name": self.name,
            "created": self.created,
            "settings": self.settings,
            "clips": [clip.id for clip in self.clips] + self._unread,
        }
        write_text(self.folder / "project.json", json.dumps(data, ensure_ascii=False, indent=1) + "\n")

    def add_recording(self, recording: Path, *, copy: bool = True, report: Reporter = SILENT) -> Clip:
        """Add a recording as a new clip; with `copy` into recordings/, else where it lies.

        Raises:
            BadInput: it cannot be read or holds no sound. Nothing is left behind then.
        """
        clip = self.bring(recording, copy=copy, report=report)
        self.add_clip(clip)
        return clip

    def bring(self, recording: Path, *, copy: bool = True, report: Reporter = SILENT) -> Clip:
        """The slow half of `add_recording`, for a worker thread: copy, look inside, hash.

        The clip is in the folder then, but not yet in the project: see `add_clip`.

        Raises:
            BadInput: it cannot be read or holds no sound. Nothing is left behind then.
            Cancelled: `report` asked to stop. Nothing is left behind either.
        """
        self._may_write()
        from rvcdesk.audio.files import probe

        probe(recording)
        inside = recording.resolve().is_relative_to(self.folder.resolve())
        place = recording
        if copy and not inside:
            place = free_name(self.folder / "recordings" / recording.name)
            _copy(recording, place, report)
        clip_id = uuid.uuid4().hex[:12]
        try:
            return new_clip(self.folder, clip_id, recording.stem, place)
        except Exception:
            if place != recording:
                place.unlink(missing_ok=True)
            raise

    def add_clip(self, clip: Clip, index: int | None = None) -> None:
        """Put a clip of this folder on the list, at its end or at `index`."""
        self._may_write()
        self.clips.insert(len(self.clips) if index is None else index, clip)
        self.save()

    def remove_clip(self, clip: Clip) -> None:
        """Take a clip off the list; its recording stays, its file moves to cache/removed."""
        self._may_write()
        clip.close(compact=True)
        self.clips.remove(clip)
        self.save()
        place = self._removed(clip.id)
        place.parent.mkdir(parents=True, exist_ok=True)
        if clip.path.exists():
            os.replace(clip.path, place)

    def bring_back(self, clip_id: str, index: int) -> Clip:
        """Undo `remove_clip`, as long as the cache has not been emptied.

        Raises:
            BadInput: the clip's file is gone.
        """
        self._may_write()
        place = self._removed(clip_id)
        if place.exists():
            os.replace(place, self.folder / "clips" / place.name)
        clip = load_clip(self.folder, clip_id)
        self.add_clip(clip, index)
        return clip

    def _removed(self, clip_id: str) -> Path:
        return self.folder / "cache" / "removed" / f"{clip_id}.jsonl"

    def close(self) -> None:
        """Compact the clips and give the lock back."""
        for clip in self.clips:
            clip.close(compact=not self.read_only)
        if self._lock is not None:
            self._lock.release()
            self._lock = None

    def _may_write(self) -> None:
        if self.read_only:
            raise UserError(
                "The project {folder} is open elsewhere ({holder}) and can only be read here.",
                folder=self.folder,
                holder=self.holder,
            )

    def __enter__(self) -> Project:
        return self

    def __exit__(self, *error: object) -> None:
        self.close()


def _copy(source: Path, place: Path, report: Reporter) -> None:
    """Copy a file in blocks, so that it can be watched and stopped."""
    total = source.stat().st_size
    with atomic_write(place) as temporary, open(source, "rb") as old, open(temporary, "wb") as new:
        while block := old.read(COPY_BLOCK):
            new.write(block)
            report.progress(new.tell(), total, N_("Copying the recording"))


def free_name(path: Path) -> Path:
    """`path`, or with " (2)", " (3)" … before the suffix when it is taken."""
    place, number = path, 2
    while place.exists():
        place = path.with_name(f"{path.stem} ({number}){path.suffix}")
        number += 1
    return place
