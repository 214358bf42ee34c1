"""Fetching from a hub that fails in every way: the sentence, what lies on disk, and the second attempt."""

from __future__ import annotations

import threading
import time
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest

from rvcdesk.assets import store, transfer
from rvcdesk.assets.fetch import FetchError, fetch
from rvcdesk.assets.options import FetchOptions
from rvcdesk.jobs import Cancelled
from rvcdesk.messages import BadInput, Message, UserError
from tests.helpers import fault_server
from tests.helpers.fault_server import CASES, GOOD, HALF, NAME, OTHER, SIZE, Case, Hub, on_disk


@pytest.fixture(autouse=True)
def no_proxy(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("http_proxy", "https_proxy", "all_proxy", "no_proxy"):
        monkeypatch.delenv(name, raising=False)
        monkeypatch.delenv(name.upper(), raising=False)


def options(hub: Hub, case: Case | None = None) -> FetchOptions:
    tries, timeout_s = (case.tries, case.timeout_s) if case else (1, 5.0)
    return FetchOptions(("rmvpe",), hub.url, "direct", timeout_s=timeout_s, tries=tries, wait_s=0.0)


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.name)
def test_fault(case: Case) -> None:
    with fault_server.serving(case.plan) as hub, fault_server.catalogue(fault_server.document(case.mirrors)):
        if case.before:
            fault_server.lay_part(case.before)
        if case.says:
            with pytest.raises(FetchError) as caught:
                fetch(options(hub, case))
            sentence = str(caught.value)
            assert case.says in sentence and NAME in sentence and "300 kB" in sentence
            assert "import" in sentence and "\n" not in sentence
            left = on_disk()
            assert NAME not in left
            if case.part:
                assert left[NAME + ".part"] == case.part
                assert f"{case.part // 1000} kB of it stays here" in sentence
            hub.plan.clear()
        (result,) = fetch(options(hub, case))
        assert result.outcome == "fetched"
        assert store.file_path(NAME).read_bytes() == GOOD
        assert on_disk() == {NAME: SIZE}


@pytest.mark.parametrize("fault", ["wrong", "endless", "hidden page", "short", "long", "page", "404"])
def test_nothing_useless_is_kept(fault: str) -> None:
    with fault_server.serving((fault,)) as hub, fault_server.catalogue(fault_server.document()):
        with pytest.raises(FetchError):
            fetch(options(hub))
        assert on_disk() == {}


def test_resume_asks_for_the_rest_of_the_same_version() -> None:
    with fault_server.serving(("cut",)) as hub, fault_server.catalogue(fault_server.document()):
        with pytest.raises(FetchError):
            fetch(options(hub))
        fetch(options(hub))
        assert [(ranged, version) for _, ranged, version in hub.asked] == [
            ("", ""),
            (f"bytes={HALF}-", '"first"'),
        ]
        assert hub.asked[0][0] == "/somebody/models-1/resolve/main/pitch%20models/rmvpe.pt"


def test_a_file_that_changed_between_parts_starts_over() -> None:
    with fault_server.serving(("cut",)) as hub, fault_server.catalogue(fault_server.document()):
        hub.content, hub.etag = OTHER, '"old"'
        with pytest.raises(FetchError, match="broke off"):
            fetch(options(hub))
        hub.content, hub.etag = GOOD, '"new"'
        fetch(options(hub))
        assert len(hub.asked) == 2 and hub.asked[1][2] == '"old"'
        assert on_disk() == {NAME: SIZE}


def test_a_part_from_one_mirror_goes_on_at_the_next() -> None:
    with fault_server.serving(("cut",)) as hub, fault_server.catalogue(fault_server.document(2)):
        fetch(options(hub))
        assert [(path.split("/")[2], ranged, version) for path, ranged, version in hub.asked] == [
            ("models-1", "", ""),
            ("models-2", f"bytes={HALF}-", ""),
        ]


def test_every_mirror_is_named_with_its_reason() -> None:
    with fault_server.serving(("404", "page")) as hub, fault_server.catalogue(fault_server.document(2)):
        with pytest.raises(FetchError) as caught:
            fetch(options(hub))
        text = str(caught.value)
        assert "models-1 does not have the file; " in text and "models-2 sent a web page" in text


class Counting:
    """A reporter that pauses once so many bytes are here, and remembers what it heard."""

    def __init__(self, stop_at: float = float("inf")) -> None:
        self.stop_at = stop_at
        self.heard: list[tuple[float, float, str]] = []

    def progress(self, done: float, total: float, stage: str) -> None:
        self.heard.append((done, total, stage))
        if done >= self.stop_at:
            raise Cancelled

    def warn(self, message: Message) -> None:
        raise AssertionError(message)


def test_pause_keeps_the_part_and_the_next_fetch_goes_on() -> None:
    with fault_server.serving(("stall",)) as hub, fault_server.catalogue(fault_server.document()):
        with pytest.raises(Cancelled):
            fetch(options(hub), Counting(stop_at=HALF))
        assert on_disk()[NAME + ".part"] == HALF
        state = store.status(fault_server.catalog.asset("rmvpe"))
        assert (state.state, state.bytes, state.total) == ("partial", HALF, SIZE)
        again = Counting()
        fetch(options(hub), again)
        assert hub.asked[-1][1] == f"bytes={HALF}-"
        assert again.heard[-1][:2] == (SIZE, SIZE)
        assert on_disk() == {NAME: SIZE}


def test_pause_works_while_the_server_is_silent() -> None:
    """The reader's thread waits for the network; whoever asked for a pause does not."""

    class Third(Counting):
        def progress(self, done: float, total: float, stage: str) -> None:
            super().progress(done, total, stage)
            if len(self.heard) == 3:
                raise Cancelled

    with (
        fault_server.serving(("silent",)) as hub,
        fault_server.catalogue(fault_server.document()),
        pytest.raises(Cancelled),  # and no FetchError after the timeout
    ):
        fetch(FetchOptions(("rmvpe",), hub.url, "direct", timeout_s=15.0), Third())


def test_stage_names_the_file_and_the_speed() -> None:
    with fault_server.serving(("slow",)) as hub, fault_server.catalogue(fault_server.document()):
        report = Counting()
        fetch(options(hub), report)
        assert all(total == SIZE for _, total, _ in report.heard)
        assert all(stage.startswith("rmvpe.pt") for _, _, stage in report.heard[:-1])


def test_what_is_here_is_not_fetched_and_a_damaged_file_is() -> None:
    with fault_server.serving() as hub, fault_server.catalogue(fault_server.document()):
        fetch(options(hub))
        (result,) = fetch(options(hub))
        assert result.outcome == "here" and len(hub.asked) == 1
        store.file_path(NAME).write_bytes(OTHER)
        (result,) = fetch(options(hub))
        assert result.outcome == "fetched" and store.file_path(NAME).read_bytes() == GOOD


def test_an_older_upload_of_the_same_file_is_as_good() -> None:
    import hashlib

    older = GOOD[:-500]
    data = fault_server.document()
    data["assets"][0]["files"][0]["also_valid"] = [[len(older), hashlib.sha256(older).hexdigest()]]
    with fault_server.serving(("cut",)) as hub, fault_server.catalogue(data):
        hub.content = older
        with pytest.raises(FetchError):
            fetch(options(hub))
        fetch(options(hub))
        assert on_disk() == {NAME: len(older)}
        assert store.status(fault_server.catalog.asset("rmvpe")).state == "have"


# ---------------------------------------------------------------- the way to the hub


def closed_port() -> str:
    import socket

    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return f"127.0.0.1:{probe.getsockname()[1]}"


def test_nothing_there_says_what_to_do() -> None:
    place = closed_port()
    with fault_server.catalogue(fault_server.document(2)), pytest.raises(FetchError) as caught:
        fetch(FetchOptions(("rmvpe",), f"http://{place}", "direct"))
    text = str(caught.value)
    assert "RMVPE" in text and NAME in text and "300 kB" in text and text.count(place) == 1
    assert "Settings > Network" in text and "import the file from disk" in text
    assert on_disk() == {}


def test_an_unknown_name_says_so(monkeypatch: pytest.MonkeyPatch) -> None:
    import socket

    def unknown(*args: object, **rest: object) -> None:
        raise socket.gaierror(-2, "Name or service not known")

    monkeypatch.setattr(socket, "getaddrinfo", unknown)
    with fault_server.catalogue(fault_server.document()), pytest.raises(FetchError, match="name service"):
        fetch(FetchOptions(("rmvpe",), "https://hub.example.invalid", "direct"))


def test_the_proxy_is_asked_and_named_without_its_password() -> None:
    with fault_server.serving() as hub, fault_server.catalogue(fault_server.document()):
        proxy = hub.url.replace("http://", "http://ala:sekret@")
        fetch(FetchOptions(("rmvpe",), "http://hub.example.invalid", proxy, tries=1))
        assert hub.asked[0][0].startswith("http://hub.example.invalid/somebody/")
        store.file_path(NAME).unlink()
        with pytest.raises(FetchError) as caught:  # it refuses to connect us
            fetch(FetchOptions(("rmvpe",), "https://hub.example.invalid", proxy, tries=1))
        assert hub.asked[-1][0] == "hub.example.invalid:443"
        assert "through the proxy http://127.0.0.1" in str(caught.value) and "403" in str(caught.value)
        assert "sekret" not in str(caught.value)
        hub.plan = ["407"]
        with pytest.raises(FetchError, match="wants a password"):
            fetch(FetchOptions(("rmvpe",), "http://hub.example.invalid", proxy, tries=1))


def test_the_systems_proxy_counts_unless_direct(monkeypatch: pytest.MonkeyPatch) -> None:
    gone = closed_port()
    monkeypatch.setenv("http_proxy", f"http://{gone}")
    with fault_server.serving() as hub, fault_server.catalogue(fault_server.document()):
        with pytest.raises(FetchError, match=f"through the proxy http://{gone}"):
            fetch(FetchOptions(("rmvpe",), hub.url, ""))
        fetch(FetchOptions(("rmvpe",), hub.url, "direct"))


def test_the_settings_name_the_hub_and_the_proxy() -> None:
    from rvcdesk.settings import Settings

    with fault_server.serving() as hub, fault_server.catalogue(fault_server.document()):
        settings = Settings.load()
        settings.set("hub_endpoint", hub.url + "/mirror/")
        settings.set("proxy", "direct")
        settings.save()
        fetch(FetchOptions(("rmvpe",)))
        assert hub.asked[0][0].startswith("/mirror/somebody/models-1/resolve/main/")


@pytest.mark.parametrize("endpoint", ["file:///etc", "huggingface.co", "", "https://x/?a=b"])
def test_an_endpoint_that_is_none(endpoint: str) -> None:
    with pytest.raises(BadInput, match="not an address of a model hub"):
        fetch(FetchOptions(("rmvpe",), endpoint, "direct"))


@pytest.mark.parametrize("proxy", ["socks5://127.0.0.1:9050", "http://x", "http://ala:sekret@x:port"])
def test_a_proxy_that_is_none(proxy: str) -> None:
    with pytest.raises(BadInput, match="cannot be used as a proxy") as caught:
        fetch(FetchOptions(("rmvpe",), "http://127.0.0.1:1", proxy))
    assert "sekret" not in str(caught.value)


class Onward:
    """An opener that sends everybody on to one address."""

    def __init__(self, target: str) -> None:
        self.target = target
        self.asked: list[str] = []

    def open(self, request: Any, timeout: float) -> Any:
        self.asked.append(request.full_url)
        headers = {"Location": self.target}
        return SimpleNamespace(status=302, headers=headers, close=lambda: None)


def test_nobody_is_sent_from_a_protected_address_to_an_open_one() -> None:
    opener: Any = Onward("http://cdn.example/rvc.pt")
    with pytest.raises(transfer.Trouble, match="unprotected address .cdn.example"):
        transfer._follow(opener, "https://hub.example/rvc.pt", {}, 1.0)
    assert opener.asked == ["https://hub.example/rvc.pt"]


# ---------------------------------------------------------------- the disk


def test_a_full_disk_is_said_before_the_first_byte(monkeypatch: pytest.MonkeyPatch) -> None:
    import shutil

    usage = shutil.disk_usage("/")
    monkeypatch.setattr(shutil, "disk_usage", lambda path: usage._replace(free=1_000_000))
    with fault_server.serving() as hub, fault_server.catalogue(fault_server.document()):
        with pytest.raises(UserError, match="needs 300 kB more and has only 1 MB"):
            fetch(options(hub))
        assert hub.asked == []


def test_a_folder_that_cannot_be_made(own_home: Path) -> None:
    (own_home / "data").mkdir(parents=True)
    (own_home / "data" / "models").write_text("a file in the way")
    with (
        fault_server.serving() as hub,
        fault_server.catalogue(fault_server.document()),
        pytest.raises(UserError, match="could not be written"),
    ):
        fetch(options(hub))


def test_two_fetches_of_one_file_do_not_mix() -> None:
    with fault_server.serving(("stall",)) as hub, fault_server.catalogue(fault_server.document()):
        stopped = threading.Event()

        class UntilStopped(Counting):
            def progress(self, done: float, total: float, stage: str) -> None:
                super().progress(done, total, stage)
                if stopped.is_set():
                    raise Cancelled

        first = UntilStopped()
        errors: list[BaseException] = []

        def run() -> None:
            try:
                fetch(options(hub), first)
            except Cancelled as error:
                errors.append(error)

        thread = threading.Thread(target=run)
        thread.start()
        try:
            until = time.monotonic() + 10
            while not first.heard and time.monotonic() < until:
                time.sleep(0.01)
            with pytest.raises(UserError, match="being fetched by another"):
                fetch(options(hub))
        finally:
            stopped.set()
            thread.join(10)
        assert len(errors) == 1
        fetch(options(hub))
        assert on_disk() == {NAME: SIZE}
