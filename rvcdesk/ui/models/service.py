"""The window's one keeper of model files: what is here, what is being fetched, and the work on them."""

from __future__ import annotations

import time
from collections import deque
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any

from PySide6.QtCore import QObject, Signal

from rvcdesk.assets import store
from rvcdesk.assets.catalog import ESSENTIALS, Asset, asset, serving, size_text
from rvcdesk.assets.options import FetchOptions, ImportOptions, RemoveOptions, Verified, VerifyOptions
from rvcdesk.jobs import Reporter
from rvcdesk.messages import Message
from rvcdesk.ui.jobbar import Job, Jobs
from rvcdesk.ui.places import remember
from rvcdesk.ui.tr import text
from rvcdesk.ui.work import Worker

SPEED_S = 5.0  # a speed is the mean of so many last seconds
SHOW_SPEED_AFTER_S = 1.0


@dataclass
class Transfer:
    """A model that is wanted: waiting for its turn, or being fetched. `speed` in bytes a second."""

    asset: Asset
    running: bool = False
    done: int = 0
    total: int = 0
    stage: str = ""
    speed: float | None = None
    _past: deque[tuple[float, int]] = field(default_factory=deque)

    @property
    def share(self) -> float:
        """How much of it is here, 0..1."""
        return self.done / self.total if self.total else 0.0

    @property
    def seconds_left(self) -> float | None:
        """At the present speed; None while that is not known."""
        return (self.total - self.done) / self.speed if self.speed else None

    def move(self, done: float, total: float, stage: str, now: float) -> None:
        """So much is here now."""
        if done < self.done or round(total) != self.total:
            self._past.clear()  # it began anew, or something else is counted now
        self.done, self.total, self.stage = round(done), round(total), stage
        self._past.append((now, self.done))
        while self._past[-1][0] - self._past[0][0] > SPEED_S:
            self._past.popleft()
        seconds = now - self._past[0][0]
        if seconds >= SHOW_SPEED_AFTER_S:
            self.speed = (self.done - self._past[0][1]) / seconds or None


class Models(QObject):
    """Fetches one model after the other, in a thread; imports, verifies and removes in another.

    Signals:
        changed: what is here, or what is wanted, is another now.
        progressed: bytes have arrived for the model with this id.
        failed: id and a `Message`: it could not be fetched. It is kept in `error` until the next try.
        imported, verified: what became of each file, lists of `assets.options.Imported` and
            `Verified`.
        trouble: a `Message`: files could not be imported, verified or removed.
    """

    changed = Signal()
    progressed = Signal(str)
    failed = Signal(str, object)
    imported = Signal(list)
    verified = Signal(list)
    trouble = Signal(object)

    def __init__(self, jobs: Jobs, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._jobs = jobs
        self._wanted: dict[str, Transfer] = {}
        self._errors: dict[str, Message] = {}
        self._read: dict[str, str] = {}  # id: "good" or "damaged", as verifying found it
        self._job: Job | None = None
        self._failure: Message | None = None
        self._fetcher = Worker(self)
        self._fetcher.progressed.connect(self._on_progress)
        self._fetcher.failed.connect(self._on_failed)
        self._fetcher.ended.connect(self._on_ended)
        self._disk = Worker(self)
        self._disk_job: Job | None = None
        self._disk_verb = ""
        self._disk_result: list[Any] | Message | None = None
        self._disk.progressed.connect(self._on_disk_progress)
        self._disk.done.connect(self._on_disk_end_told)
        self._disk.failed.connect(self._on_disk_end_told)
        self._disk.ended.connect(self._on_disk_ended)

    # --- what is here

    def status(self, item: Asset) -> store.Status:
        """What lies on disk of it; damaged, too, where verifying has found so."""
        status = store.status(item)
        if status.state == "have" and self._read.get(item.id) == "damaged":
            return replace(status, state="damaged")
        return status

    def verified_good(self, id: str) -> bool:
        """Whether it was read through since it came, and found whole."""
        return self._read.get(id) == "good"

    def transfer(self, id: str) -> Transfer | None:
        """How far the fetching is; None when it is not wanted now."""
        return self._wanted.get(id)

    def error(self, id: str) -> Message | None:
        """Why the last try to fetch it failed."""
        return self._errors.get(id)

    @property
    def failures(self) -> dict[str, Message]:
        """Every model whose last try failed, id to reason, the oldest first."""
        return dict(self._errors)

    def look_again(self) -> None:
        """Files may have come or gone by other ways."""
        self.changed.emit()

    @property
    def fetching(self) -> bool:
        """Whether anything is wanted."""
        return bool(self._wanted)

    @property
    def working(self) -> bool:
        """Whether files are being imported, verified or removed."""
        return self._disk.is_busy

    def essentials(self) -> tuple[tuple[Asset, ...], int]:
        """What a fresh installation still wants, and how many there are in all."""
        known = [id for id in ESSENTIALS if serving(id)]
        return store.missing(*known), len(known)

    def bytes_to_get(self, assets: Iterable[Asset]) -> int:
        """What is left to fetch of these."""
        return sum(max(0, item.bytes - self._here(item)) for item in assets)

    def _here(self, item: Asset) -> int:
        status = self.status(item)
        return sum(file.bytes for file in status.files if file.state in ("have", "partial"))

    # --- fetching

    def get(self, ids: Iterable[str]) -> None:
        """Fetch these, one after another; a part that is here goes on."""
        for id in ids:
            if id not in self._wanted:
                self._errors.pop(id, None)
                item = asset(id)
                self._wanted[id] = Transfer(item, done=self._here(item), total=item.bytes)
        self._next()
        self.changed.emit()

    def pause(self, id: str) -> None:
        """Stop fetching it; the part stays, and `get` goes on from there."""
        transfer = self._wanted.get(id)
        if transfer is None:
            return
        if transfer.running:
            self._fetcher.cancel()  # it is forgotten when the thread has come to its end
        else:
            del self._wanted[id]
        self.changed.emit()

    def pause_all(self) -> None:
        """Stop fetching; nothing that is here is lost."""
        for id in [id for id, transfer in self._wanted.items() if not transfer.running]:
            del self._wanted[id]
        self._fetcher.cancel()
        self.changed.emit()

    def close(self) -> None:
        """Before the window goes: no thread is left, parts stay for the next time."""
        self.pause_all()
        self._fetcher.wait()
        self._disk.wait()

    def _running(self) -> Transfer | None:
        return next((transfer for transfer in self._wanted.values() if transfer.running), None)

    def _next(self) -> None:
        if self._fetcher.is_busy or not self._wanted:
            return
        transfer = next(iter(self._wanted.values()))
        transfer.running = True
        options = FetchOptions((transfer.asset.id,))

        def work(report: Reporter) -> Any:
            from rvcdesk.assets.fetch import fetch

            return fetch(options, report)

        title = self.tr("Getting {model}").format(model=text(transfer.asset.title))
        self._job = self._jobs.begin(title, self.pause_all, self.tr("Pause"))
        self._job.progress(transfer.done, transfer.total, self.tr("Connecting"))
        self._fetcher.start(work)

    def _on_progress(self, done: float, total: float, stage: str) -> None:
        transfer = self._running()
        if transfer is None:
            return
        transfer.move(done, total, stage, time.monotonic())
        if self._job is not None:
            said = self.describe(transfer)
            self._job.progress(transfer.done, transfer.total, said, transfer.seconds_left)
        self.progressed.emit(transfer.asset.id)

    def describe(self, transfer: Transfer) -> str:
        """`43 of 189 MB, 2 MB a second`."""
        if transfer.speed:
            return self.tr("{done} of {total}, {speed} a second").format(
                done=size_text(transfer.done),
                total=size_text(transfer.total),
                speed=size_text(round(transfer.speed)),
            )
        return self.tr("{done} of {total}").format(
            done=size_text(transfer.done), total=size_text(transfer.total)
        )

    def _on_failed(self, message: Message) -> None:
        self._failure = message  # told when the thread has ended, so that it can be tried again at once

    def _on_ended(self) -> None:
        transfer, message = self._running(), self._failure
        self._failure = None
        if transfer is not None:
            del self._wanted[transfer.asset.id]
            self._read.pop(transfer.asset.id, None)
        if transfer is not None and message is not None:
            self._errors[transfer.asset.id] = message  # the others go on: theirs may be another place
        if self._job is not None:
            job, self._job = self._job, None
            job.finish()
        self._next()
        self.changed.emit()
        if transfer is not None and message is not None:
            self.failed.emit(transfer.asset.id, message)

    # --- on this disk

    def import_paths(self, paths: Iterable[Path], *, trust_unknown: bool = False) -> None:
        """Look for models among files, folders and archives, and take them."""
        options = ImportOptions(tuple(paths), trust_unknown)
        remember(options.paths)
        self._errors.clear()  # another way is tried

        def work(report: Reporter) -> Any:
            from rvcdesk.assets.importing import import_files

            return import_files(options, report)

        self._on_disk(self.tr("Importing models"), "import", work)

    def verify(self, ids: Iterable[str] = ()) -> None:
        """Read models through and compare their SHA-256; none named: all that are here."""
        options = VerifyOptions(tuple(ids))
        self._read = {id: said for id, said in self._read.items() if options.ids and id not in options.ids}

        def work(report: Reporter) -> Any:
            from rvcdesk.assets.upkeep import verify

            return verify(options, report)

        self._on_disk(self.tr("Verifying models"), "verify", work)

    def remove(self, ids: Iterable[str]) -> None:
        """Delete models, and parts of them."""
        options = RemoveOptions(tuple(ids))

        def work(report: Reporter) -> Any:
            from rvcdesk.assets.upkeep import remove

            return remove(options, report)

        for id in options.ids:
            self._errors.pop(id, None)
            self._read.pop(id, None)
        self._on_disk(self.tr("Removing models"), "remove", work)

    def _on_disk(self, title: str, verb: str, work: Callable[[Reporter], Any]) -> None:
        if self._disk.is_busy:
            return
        self._disk_verb = verb
        self._disk_job = self._jobs.begin(title, self._disk.cancel)
        self._disk.start(work)
        self.changed.emit()

    def _on_disk_progress(self, done: float, total: float, stage: str) -> None:
        if self._disk_job is not None:
            self._disk_job.progress(done, total, stage)

    def _on_disk_end_told(self, result: Any) -> None:
        self._disk_result = result  # passed on when the thread has ended, so that other work may follow

    def _remember(self, results: list[Verified]) -> None:
        for one in results:
            whole = one.outcome in ("good", "trusted") and self._read.get(one.asset) != "damaged"
            self._read[one.asset] = "good" if whole else "damaged"

    def _on_disk_ended(self) -> None:
        result, self._disk_result = self._disk_result, None
        if self._disk_job is not None:
            job, self._disk_job = self._disk_job, None
            job.finish()
        if isinstance(result, list) and self._disk_verb == "verify":
            self._remember(result)
        elif isinstance(result, list) and self._disk_verb == "import":
            for one in result:
                self._read.pop(one.asset, None)
        self.changed.emit()
        if isinstance(result, Message):
            self.trouble.emit(result)
        elif result is not None and self._disk_verb == "verify":
            self.verified.emit(result)
        elif result is not None and self._disk_verb == "import":
            self.imported.emit(result)
