"""One answer of a web server, read in a thread of its own, so that a pause works while the network hangs.

The standard library's HTTP is used, piece by piece: proxies and TLS are its work; which addresses may be
followed, and how often, is decided here.
"""

from __future__ import annotations

import queue
import threading
import time
from collections.abc import Generator
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any
from urllib.parse import quote, urljoin, urlsplit

from rvcdesk import __version__
from rvcdesk.assets.catalog import Source
from rvcdesk.messages import N_, BadInput, Message

if TYPE_CHECKING:
    import ssl
    from urllib.request import OpenerDirector

BLOCK = 1 << 17
MAX_REDIRECTS = 6
DIRECT = "direct"
# How often somebody waiting for data hears that there is none yet, in seconds.
TICK_S = 0.1
_AHEAD = 32


class Trouble(Exception):
    """Why one try failed.

    `passing`: the same address may do better in a moment. `fresh`: not by going on, but from the start.
    `unreachable`: nothing answered at all, so this computer may be offline.
    """

    def __init__(
        self, message: Message, *, passing: bool = False, fresh: bool = False, unreachable: bool = False
    ) -> None:
        super().__init__(str(message))
        self.message = message
        self.passing = passing
        self.fresh = fresh
        self.unreachable = unreachable


@dataclass(frozen=True)
class Head:
    """The beginning of an answer; header names in small letters."""

    status: int
    headers: dict[str, str]


def address(endpoint: str, source: Source) -> str:
    """Where a hub keeps a file."""
    return f"{endpoint}/{quote(source.repo)}/resolve/{quote(source.revision)}/{quote(source.path)}"


def checked_endpoint(text: str) -> str:
    """A hub's address without a slash at its end.

    Raises:
        BadInput: it is no address of the web.
    """
    parts = urlsplit(text.strip())
    if parts.scheme not in ("http", "https") or not parts.hostname or parts.query or parts.fragment:
        raise BadInput(
            "{address} is not an address of a model hub; write one like https://huggingface.co.", address=text
        )
    return text.strip().rstrip("/")


def checked_proxy(text: str) -> str:
    """A proxy's address, "" (the system's) or "direct".

    Raises:
        BadInput: not an HTTP proxy.
    """
    text = text.strip()
    if text in ("", DIRECT):
        return text
    if "://" not in text:
        text = f"http://{text}"
    parts = urlsplit(text)
    try:
        fits = parts.scheme in ("http", "https") and parts.hostname and parts.port is not None
    except ValueError:
        fits = False
    if not fits:
        raise BadInput(
            "{proxy} cannot be used as a proxy; write one like http://host:8080, "
            "or the word direct for none.",
            proxy=_without_password(text),
        )
    return text


class Connection:
    """Asks for addresses, each through the proxy that the user wants."""

    def __init__(self, proxy: str = "", timeout_s: float = 20.0) -> None:
        self._proxy = checked_proxy(proxy)
        self._timeout_s = timeout_s
        self._opener: OpenerDirector | None = None

    def get(self, url: str, headers: dict[str, str]) -> Generator[Head | bytes | None, None, None]:
        """The head of the answer, then its body in blocks; None for every moment without data.

        Close the iterator to give up. A body that ends early just ends.

        Raises:
            Trouble: there is no answer, or none that may be followed.
        """
        if self._opener is None:
            self._opener = _opener(self._proxy)
        reader = _Reader(self._opener, url, headers, self._timeout_s)
        heard, started = time.monotonic(), False
        try:
            while True:
                item = reader.take()
                if isinstance(item, Trouble):
                    raise item
                if item is None and time.monotonic() - heard > self._timeout_s:
                    item = TimeoutError()
                if isinstance(item, Exception) and started:
                    silent = isinstance(item, TimeoutError)
                    message = _silent(self._timeout_s) if silent else Message(N_("broke off"))
                    raise Trouble(message, passing=True) from item
                if isinstance(item, Exception):
                    raise _trouble(item, self._timeout_s, self._proxy_for(url)) from item
                if item is not None:
                    heard, started = time.monotonic(), True
                if item == b"":
                    return
                yield item
        finally:
            reader.stop()

    def _proxy_for(self, url: str) -> str:
        """The proxy that is used for an address, as shown to people; "" without one."""
        from urllib.request import getproxies, proxy_bypass

        parts = urlsplit(url)
        if self._proxy == DIRECT or proxy_bypass(parts.netloc):
            return ""
        return _without_password(self._proxy or getproxies().get(parts.scheme, ""))


class _Reader:
    """The thread behind `Connection.get`. It never touches a file, so it may be left behind."""

    def __init__(self, opener: OpenerDirector, url: str, headers: dict[str, str], timeout_s: float) -> None:
        self._items: queue.Queue[Any] = queue.Queue(_AHEAD)
        self._stopped = threading.Event()
        work = (opener, url, headers, timeout_s)
        threading.Thread(target=self._work, args=work, name="fetch", daemon=True).start()

    def take(self) -> Any:
        """A Head, bytes (empty at the end), an exception, or None when there is nothing yet."""
        try:
            return self._items.get(timeout=TICK_S)
        except queue.Empty:
            return None

    def stop(self) -> None:
        self._stopped.set()

    def _work(self, opener: OpenerDirector, url: str, headers: dict[str, str], timeout_s: float) -> None:
        try:
            with _follow(opener, url, headers, timeout_s) as response:
                named = {name.lower(): value for name, value in response.headers.items()}
                going = self._put(Head(response.status, named))
                while going and (block := response.read1(BLOCK)):
                    going = self._put(block)
            self._put(b"")
        except Exception as error:
            self._put(error)

    def _put(self, item: Any) -> bool:
        """Hand over; False when nobody wants more."""
        while not self._stopped.is_set():
            try:
                self._items.put(item, timeout=TICK_S)
                return True
            except queue.Full:
                continue
        return False


def _follow(opener: OpenerDirector, url: str, headers: dict[str, str], timeout_s: float) -> Any:
    """The first answer that is no redirect."""
    from urllib.request import Request

    headers = {"User-Agent": f"rvcdesk/{__version__}", "Accept-Encoding": "identity", **headers}
    for _ in range(MAX_REDIRECTS + 1):
        response = opener.open(Request(url, headers=headers), timeout=timeout_s)
        if response.status not in (301, 302, 303, 307, 308):
            return response
        target = urljoin(url, response.headers.get("Location") or "")
        response.close()
        old, new = urlsplit(url), urlsplit(target)
        if new.scheme not in ("http", "https") or not new.hostname:
            template = N_("sends on to a place that is not on the web ({place})")
            raise Trouble(Message(template, {"place": target[:80]}))
        if (old.scheme, new.scheme) == ("https", "http"):
            template = N_("sends on to an unprotected address ({place})")
            raise Trouble(Message(template, {"place": new.hostname}))
        url = target
    raise Trouble(Message(N_("sends on from one address to the next without end")))


def _opener(proxy: str) -> OpenerDirector:
    """HTTP and HTTPS through a proxy, and nothing else: no files, no FTP, no redirects, no cookies."""
    from urllib import request

    proxies = None if not proxy else {} if proxy == DIRECT else {"http": proxy, "https": proxy}
    opener = request.OpenerDirector()
    for handler in (
        request.ProxyHandler(proxies),
        request.HTTPHandler(),
        request.HTTPSHandler(context=_certificates()),
        request.UnknownHandler(),
    ):
        opener.add_handler(handler)
    return opener


def _certificates() -> ssl.SSLContext:
    """The system's certificates; where a bundled Python finds none, certifi's."""
    import os
    import ssl
    import sys

    paths = ssl.get_default_verify_paths()
    if sys.platform != "win32" and not any((paths.cafile, paths.capath, os.environ.get("SSL_CERT_FILE"))):
        import certifi

        return ssl.create_default_context(cafile=certifi.where())
    return ssl.create_default_context()


def _trouble(error: BaseException, timeout_s: float, proxy: str) -> Trouble:
    """What went wrong on the way, in words."""
    import http.client
    import socket
    import ssl
    from urllib.error import URLError

    if isinstance(error, URLError) and isinstance(error.reason, BaseException):
        error = error.reason
    reason = getattr(error, "strerror", None) or str(error) or type(error).__name__
    if isinstance(error, ssl.SSLCertVerificationError):
        detail = error.verify_message or reason
        return Trouble(Message(N_("shows a certificate that is not trusted ({reason})"), {"reason": detail}))
    if isinstance(error, TimeoutError):
        return Trouble(_silent(timeout_s), unreachable=True)
    if isinstance(error, (ConnectionResetError, ConnectionAbortedError, BrokenPipeError)):
        return Trouble(Message(N_("closed the connection without an answer")), passing=True)
    if isinstance(error, http.client.HTTPException):
        return Trouble(Message(N_("did not answer like a web server")))
    if proxy:
        template = N_("cannot be reached through the proxy {proxy} ({reason})")
        return Trouble(Message(template, {"proxy": proxy, "reason": reason}), unreachable=True)
    if isinstance(error, socket.gaierror):
        return Trouble(Message(N_("is not known by the network's name service")), unreachable=True)
    return Trouble(Message(N_("cannot be reached ({reason})"), {"reason": reason}), unreachable=True)


def _silent(timeout_s: float) -> Message:
    return Message(N_("said nothing for {seconds} s"), {"seconds": f"{timeout_s:g}"})


def _without_password(proxy: str) -> str:
    """A proxy's address that may be shown."""
    before, at, after = proxy.rpartition("@")
    return f"{before.partition('://')[0]}://{after}" if at else proxy
