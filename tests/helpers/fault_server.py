"""A hub on this computer that can fail in every way a real one does, and the list of those ways.

`CASES` is shared by tests/assets/test_faults.py and benchmarks/fault_server.py.
"""

from __future__ import annotations

import contextlib
import hashlib
import random
import socket
import struct
import threading
from collections.abc import Iterator
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any

from rvcdesk.assets import catalog, store

SIZE = 300_000
NAME = "rmvpe/rmvpe.pt"
GOOD = random.Random(7).randbytes(SIZE)
OTHER = random.Random(8).randbytes(SIZE)
HALF = SIZE // 2
PAGE = b"<!DOCTYPE html><html><body>Please sign in to the network</body></html>"


@dataclass(frozen=True)
class Case:
    """A fault and what must come of it.

    `plan`: what the server does at each request; afterwards it serves well. `says`: in the sentence ("" when
    the fetch succeeds). `part`: bytes kept as `.part` after it. `before`: what lies in `.part` first.
    """

    name: str
    plan: tuple[str, ...]
    says: str = ""
    part: int = 0
    tries: int = 1
    mirrors: int = 1
    before: bytes = b""
    timeout_s: float = 5.0


CASES = (
    Case("serves well", ()),
    Case("serves in small bites", ("slow",)),
    Case("has moved the file", ("redirect",)),
    Case("breaks off in the middle", ("cut",), "broke off", HALF),
    Case("resets the connection in the middle", ("reset",), "broke off"),
    Case("breaks off twice, three tries", ("cut", "cut"), tries=3),
    Case("stands still in the middle", ("stall",), "said nothing for 0.4 s", HALF, timeout_s=0.4),
    Case("never says a word", ("silent",), "said nothing for 0.4 s", timeout_s=0.4),
    Case("closes at once", ("close",), "closed the connection without an answer"),
    Case("does not speak HTTP", ("babble",), "did not answer like a web server"),
    Case("announces a shorter file", ("short",), "offers 299000 bytes where 300000"),
    Case("announces a longer file", ("long",), "offers 301000 bytes where 300000"),
    Case("announces nothing, sends more", ("endless",), "sent more than the 300000 bytes"),
    Case("announces nothing, sends less", ("early",), "broke off", HALF),
    Case("sends a web page", ("page",), "web page instead of the file"),
    Case("sends a web page as a file", ("hidden page",), "web page instead of the file"),
    Case("sends an error as JSON", ("json",), "an error message instead of the file"),
    Case("sends it packed", ("packed",), "compressed"),
    Case("sends another file of that size", ("wrong",), "its SHA-256 differs"),
    Case("the same, and a mirror is good", ("wrong", "good"), mirrors=2),
    Case("404 at every mirror", ("404", "404"), "does not have the file", mirrors=2),
    Case("404, and a mirror is good", ("404", "good"), mirrors=2),
    Case("403", ("403",), "does not give the file out"),
    Case("500 once", ("500",), tries=2),
    Case("503 all the time", ("503", "503", "503"), "error 503", tries=3),
    Case("429 once", ("429",), tries=2),
    Case("redirects in a circle", ("loop",) * 9, "without end"),
    Case("redirects to a file of this computer", ("to file",), "not on the web (file:///etc/passwd)"),
    Case("redirects to FTP", ("to ftp",), "not on the web"),
    Case("resume: goes on", ("good",), before=GOOD[:HALF]),
    Case("resume: ignores Range", ("whole",), before=GOOD[:HALF]),
    Case("resume: 416", ("416",), tries=2, before=GOOD[:HALF]),
    Case("resume: sends another part", ("wrong part",), tries=2, before=GOOD[:HALF]),
    Case("resume: a page instead", ("page",), "web page instead", HALF, before=GOOD[:HALF]),
    Case("resume: the part was of another file", ("good",), tries=2, before=OTHER[:HALF]),
    Case("resume: the part is longer than the file", (), before=GOOD + b"more"),
    Case("resume: only the name was missing", ("404",), before=GOOD),
)


@dataclass
class Hub:
    """What the server serves, does next, and was asked: (path, range, if-range)."""

    content: bytes = GOOD
    etag: str = '"first"'
    plan: list[str] = field(default_factory=list)
    asked: list[tuple[str, str, str]] = field(default_factory=list)
    over: threading.Event = field(default_factory=threading.Event)
    url: str = ""


class _Handler(BaseHTTPRequestHandler):
    hub: Hub

    def log_message(self, format: str, *args: Any) -> None:
        pass

    def do_GET(self) -> None:
        hub = self.hub
        hub.asked.append((self.path, self.headers.get("Range", ""), self.headers.get("If-Range", "")))
        act = hub.plan.pop(0) if hub.plan else "good"
        if act.isdecimal():
            self._answer(int(act), b"no", {"Content-Type": "text/plain"})
        elif act in _REDIRECTS:
            self._answer(302, b"", {"Location": _REDIRECTS[act]})
        else:
            with contextlib.suppress(OSError):
                getattr(self, "_" + act.replace(" ", "_"))()

    def do_CONNECT(self) -> None:
        self.hub.asked.append((self.path, "", ""))
        self._answer(403, b"", {})

    def _answer(self, status: int, body: bytes, headers: dict[str, str], length: int | None = -1) -> None:
        """`length` -1: as long as the body; None: not said."""
        self.send_response(status)
        for name, value in headers.items():
            self.send_header(name, value)
        if length is not None:
            self.send_header("Content-Length", str(len(body) if length == -1 else length))
        self.end_headers()
        self.wfile.write(body)

    def _part(self) -> tuple[int, dict[str, str], bytes, int]:
        """Status, headers, body and length as a good server gives them."""
        content, etag = self.hub.content, self.hub.etag
        asked, only_if = self.headers.get("Range", ""), self.headers.get("If-Range", "")
        headers = {"Content-Type": "application/octet-stream", "ETag": etag, "Accept-Ranges": "bytes"}
        if not asked or (only_if and only_if != etag):
            return 200, headers, content, len(content)
        start = int(asked.removeprefix("bytes=").removesuffix("-"))
        if start >= len(content):
            return 416, {"Content-Range": f"bytes */{len(content)}"}, b"", 0
        headers["Content-Range"] = f"bytes {start}-{len(content) - 1}/{len(content)}"
        return 206, headers, content[start:], len(content) - start

    def _good(self) -> None:
        status, headers, body, length = self._part()
        self._answer(status, body, headers, length)

    def _slow(self) -> None:
        status, headers, body, length = self._part()
        self._answer(status, b"", headers, length)
        for at in range(0, length, 1499):
            self.wfile.write(body[at : at + 1499])

    def _cut(self) -> None:
        status, headers, body, length = self._part()
        self._answer(status, body[: length // 2], headers, length)

    def _reset(self) -> None:
        self._cut()
        self.connection.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
        self.connection.close()

    def _stall(self) -> None:
        self._cut()
        self.hub.over.wait(20)

    def _silent(self) -> None:
        self.hub.over.wait(20)

    def _close(self) -> None:
        self.connection.shutdown(socket.SHUT_RDWR)

    def _babble(self) -> None:
        self.wfile.write(b"220 ready for mail\r\n\r\n")

    def _short(self) -> None:
        self._answer(200, GOOD[:-1000], {"Content-Type": "application/octet-stream"})

    def _long(self) -> None:
        self._answer(200, GOOD + bytes(1000), {"Content-Type": "application/octet-stream"})

    def _endless(self) -> None:
        self._answer(200, GOOD + bytes(1000), {"Content-Type": "application/octet-stream"}, None)

    def _early(self) -> None:
        self._answer(200, GOOD[:HALF], {"Content-Type": "application/octet-stream"}, None)

    def _page(self) -> None:
        self._answer(200, PAGE, {"Content-Type": "text/html; charset=utf-8"})

    def _hidden_page(self) -> None:
        self._answer(200, PAGE.ljust(SIZE), {"Content-Type": "application/octet-stream"})

    def _json(self) -> None:
        self._answer(
            200, b'{"error": "Access to the model is restricted"}', {"Content-Type": "application/json"}
        )

    def _packed(self) -> None:
        self._answer(200, GOOD, {"Content-Encoding": "gzip"})

    def _wrong(self) -> None:
        self._answer(200, OTHER, {"Content-Type": "application/octet-stream"})

    def _whole(self) -> None:
        self._answer(200, GOOD, {"Content-Type": "application/octet-stream"})

    def _wrong_part(self) -> None:
        self._answer(206, GOOD[1000:], {"Content-Range": f"bytes 1000-{SIZE - 1}/{SIZE}"})


_REDIRECTS = {
    "redirect": "/elsewhere/rmvpe.pt",
    "loop": "/loop",
    "to file": "file:///etc/passwd",
    "to ftp": "ftp://example.invalid/rmvpe.pt",
}


@contextlib.contextmanager
def serving(plan: tuple[str, ...] = ()) -> Iterator[Hub]:
    """A hub on 127.0.0.1 that follows the plan, then serves well."""
    hub = Hub(plan=list(plan))
    server = ThreadingHTTPServer(("127.0.0.1", 0), type("Handler", (_Handler,), {"hub": hub}))
    server.daemon_threads = True
    server.handle_error = lambda *_: None  # type: ignore[method-assign]
    hub.url = f"http://127.0.0.1:{server.server_address[1]}"
    thread = threading.Thread(target=server.serve_forever, args=(0.02,), daemon=True)
    thread.start()
    try:
        yield hub
    finally:
        hub.over.set()
        server.shutdown()
        server.server_close()
        thread.join(5)


def document(mirrors: int = 1, content: bytes = GOOD) -> dict[str, Any]:
    """A catalogue of one small file."""
    file = {
        "name": NAME, "part": "network", "bytes": len(content),
        "sha256": hashlib.sha256(content).hexdigest(),
        "sources": [[f"somebody/models-{n}", "pitch models/rmvpe.pt"] for n in range(1, mirrors + 1)],
    }  # fmt: skip
    return {
        "assets": [
            {"id": "rmvpe", "kind": "rmvpe", "group": "essential", "licence": "MIT", "serves": ["rmvpe"],
             "files": [file]}
        ]
    }  # fmt: skip


@contextlib.contextmanager
def catalogue(data: dict[str, Any]) -> Iterator[None]:
    """The package knows this catalogue for a while, not its own."""
    real, assets = catalog.load_catalog, catalog.parse_catalog(data)
    catalog.load_catalog = lambda: assets  # type: ignore[assignment]
    try:
        yield
    finally:
        catalog.load_catalog = real


def on_disk() -> dict[str, int]:
    """What lies in the folder of models, name to bytes."""
    folder = store.models_dir()
    return {
        path.relative_to(folder).as_posix(): path.stat().st_size
        for path in sorted(folder.rglob("*"))
        if path.is_file()
    }


def lay_part(data: bytes) -> None:
    """Put a `.part` there, as an interrupted download leaves it."""
    part = store.beside(store.file_path(NAME), store.PART)
    part.parent.mkdir(parents=True, exist_ok=True)
    Path(part).write_bytes(data)
