"""One request for one file of an asset: what is missing of it, checked while it comes."""

from __future__ import annotations

import contextlib
import hashlib
import json
import os
import re
import time
from collections import deque
from collections.abc import Iterator
from pathlib import Path
from typing import IO, Any

from rvcdesk.assets import store
from rvcdesk.assets.catalog import AssetFile
from rvcdesk.assets.transfer import TICK_S, Connection, Head, Trouble
from rvcdesk.disk import disk_errors, write_text
from rvcdesk.jobs import Reporter
from rvcdesk.messages import N_, Message

_WEB_PAGE = Message(N_("sent a web page instead of the file; a login page or a filter may be in the way"))
_ERROR_TEXT = Message(N_("sent an error message instead of the file"))
_STATUS = {
    401: N_("wants a login for the file"),
    403: N_("does not give the file out"),
    404: N_("does not have the file"),
    407: N_("is behind a proxy that wants a password"),
    410: N_("does not have the file any more"),
    416: N_("cannot go on from where the last download stopped"),
    429: N_("is asked too often at the moment"),
}


class Try:
    """One request for one file."""

    def __init__(self, file: AssetFile, url: str, connection: Connection, meter: Meter) -> None:
        self._file = file
        self._path = store.file_path(file.name)
        self._part = store.beside(self._path, store.PART)
        self._note = store.beside(self._path, store.PART_NOTE)
        self._url = url
        self._connection = connection
        self._meter = meter
        self._digest = hashlib.sha256()
        self._have = 0

    def run(self, *, fresh: bool) -> None:
        """Bring the file into place.

        Raises:
            Trouble: it did not work; what came so far may be kept.
            UserError: the disk.
        """
        if not fresh and self._part.is_file():
            self._digest, self._have = digest_of(self._part, self._meter.report)
            if self._have >= max(size for size, _ in self._file.valid) and not self._valid():
                self._digest, self._have = hashlib.sha256(), 0
        if self._have == 0 or not self._valid():
            self._receive()
        self._into_place()

    def _receive(self) -> None:
        """Ask for what is missing and append it to the part."""
        headers = {}
        resumed = self._have > 0
        if resumed:
            headers["Range"] = f"bytes={self._have}-"
            if etag := self._etag():
                headers["If-Range"] = etag
        with contextlib.closing(self._connection.get(self._url, headers)) as answer:
            head = self._head(answer)
            target = self._accept(head)
            with disk_errors(self._part), open(self._part, "r+b" if self._have else "wb") as out:
                out.seek(self._have)
                out.truncate()
                self._body(answer, out, target)
                out.flush()
                os.fsync(out.fileno())
        sizes = [size for size, _ in self._file.valid]
        if self._have not in sizes or (target and self._have < target):
            raise Trouble(Message(N_("broke off")), passing=True)
        if not self._valid():
            self._forget()
            wrong = Message(N_("sent a file that is not the published one (its SHA-256 differs)"))
            # What came before may be to blame, from another place or an older version.
            raise Trouble(wrong, passing=resumed, fresh=True)

    def _head(self, answer: Iterator[Head | bytes | None]) -> Head:
        for item in answer:
            if isinstance(item, Head):
                return item
            self._meter.show(self._file, self._have)
        raise Trouble(Message(N_("closed the connection without an answer")), passing=True)

    def _accept(self, head: Head) -> int | None:
        """Check the head; the bytes of the whole file if it tells them. Starts over where the server does."""
        self._check_kind(head)
        if head.status == 200:
            text = head.headers.get("content-length", "")
            total = int(text) if text.isdecimal() else None
        else:
            found = re.fullmatch(r"bytes (\d+)-\d+/(\d+|\*)", head.headers.get("content-range", "").strip())
            if not self._have or not found or int(found[1]) != self._have:
                raise Trouble(
                    Message(N_("sent another part than the one asked for")), passing=True, fresh=True
                )
            total = int(found[2]) if found[2] != "*" else None
        sizes = [size for size, _ in self._file.valid]
        if total is not None and total not in sizes:
            values = {"got": total, "wanted": self._file.bytes}
            raise Trouble(Message(N_("offers {got} bytes where {wanted} were published"), values))
        if head.status == 200:
            self._digest, self._have = hashlib.sha256(), 0
            self._remember(head)
        return total

    def _check_kind(self, head: Head) -> None:
        status = head.status
        if status not in (200, 206):
            passing = status in (408, 416, 425, 429) or status >= 500
            template = _STATUS.get(status, N_("answered with the error {status}"))
            raise Trouble(Message(template, {"status": status}), passing=passing, fresh=status == 416)
        kind = head.headers.get("content-type", "").lower()
        if kind.startswith(("text/html", "application/xhtml")):
            raise Trouble(_WEB_PAGE)
        if kind.startswith("application/json") and not self._file.name.endswith(".json"):
            raise Trouble(_ERROR_TEXT)
        if head.headers.get("content-encoding", "identity").lower() not in ("identity", ""):
            raise Trouble(Message(N_("sent the file compressed, which was not asked for")))

    def _body(self, answer: Iterator[Head | bytes | None], out: IO[bytes], target: int | None) -> None:
        limit = target or max(size for size, _ in self._file.valid)
        for block in answer:
            if isinstance(block, bytes):
                if self._have == 0 and block[:64].lstrip().lower().startswith((b"<!doctype", b"<html")):
                    self._forget()
                    raise Trouble(_WEB_PAGE)
                if self._have + len(block) > limit:
                    self._forget()
                    raise Trouble(
                        Message(N_("sent more than the {wanted} bytes published"), {"wanted": limit})
                    )
                out.write(block)
                self._digest.update(block)
                self._have += len(block)
            self._meter.show(self._file, self._have)

    def _valid(self) -> bool:
        return (self._have, self._digest.hexdigest()) in self._file.valid

    def _into_place(self) -> None:
        with disk_errors(self._path):
            os.replace(self._part, self._path)
        self._note.unlink(missing_ok=True)
        store.beside(self._path, store.TRUSTED).unlink(missing_ok=True)

    def _etag(self) -> str:
        """The version that the part came from, if it came from this address."""
        try:
            note = json.loads(self._note.read_text(encoding="utf-8"))
            return str(note["etag"]) if note["url"] == self._url else ""
        except (OSError, ValueError, KeyError, TypeError):
            return ""

    def _remember(self, head: Head) -> None:
        etag = head.headers.get("etag", "")
        if etag.startswith('"') and etag.isascii():  # a weak one says nothing about bytes
            write_text(self._note, json.dumps({"url": self._url, "etag": etag}))
        else:
            with disk_errors(self._part):
                self._note.unlink(missing_ok=True)
                self._part.parent.mkdir(parents=True, exist_ok=True)

    def _forget(self) -> None:
        """Drop what came: it cannot become the file."""
        self._digest, self._have = hashlib.sha256(), 0
        with disk_errors(self._part):
            self._note.unlink(missing_ok=True)
            if os.name == "nt":  # still open there, so it cannot go yet
                os.truncate(self._part, 0)
            else:
                self._part.unlink(missing_ok=True)


class Meter:
    """Progress over all files, with the speed of the last seconds."""

    def __init__(self, report: Reporter, total: int) -> None:
        self.report = report
        self._total = total
        self._finished = 0
        self._stage = ""
        self._recent: deque[tuple[float, int]] = deque(maxlen=50)
        self._said = 0.0

    def show(self, file: AssetFile, have: int) -> None:
        """At most one report each tick: blocks come faster than anybody looks."""
        now = time.monotonic()
        if now - self._said < TICK_S / 2:
            return
        self._said = now
        self._recent.append((now, self._finished + have))
        (then, before), done = self._recent[0], self._finished + have
        speed = (done - before) / (now - then) if now > then else 0.0
        self._stage = file.name.rpartition("/")[2]
        if speed > 0:
            left = max(0, self._total - done) / speed
            self._stage += f" · {speed / 1e6:.1f} MB/s · {int(left // 60)}:{int(left % 60):02d}"
        self.report.progress(min(done, self._total), self._total, self._stage)

    def finish(self, size: int) -> None:
        """A file is complete."""
        self._finished += size
        self.report.progress(min(self._finished, self._total), self._total, self._stage)

    def wait(self, seconds: float) -> None:
        """Let a passing fault pass; still listening for a pause."""
        until = time.monotonic() + seconds
        while time.monotonic() < until:
            self.report.progress(self._finished, self._total, N_("Trying again in a moment"))
            time.sleep(min(TICK_S, seconds))


def digest_of(path: Path, report: Reporter) -> tuple[Any, int]:
    """The running SHA-256 and the length of what lies there."""
    digest, done, total = hashlib.sha256(), 0, path.stat().st_size
    with open(path, "rb") as file:
        while block := file.read(4 << 20):
            digest.update(block)
            done += len(block)
            report.progress(done, total, N_("Checking what is here already"))
    return digest, done
