"""What every test gets: no real display, no real user folders, no thread left behind."""

from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path

import pytest

pytest_plugins = ["tests.helpers.trained"]

# Before anything imports Qt or torch. A test of a real display starts its own process.
os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
os.environ.setdefault("OMP_NUM_THREADS", "1")

ROOT = Path(__file__).resolve().parents[1]


@pytest.fixture(autouse=True)
def own_home(tmp_path_factory: pytest.TempPathFactory, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Settings, voices and logs of this test go to a folder of its own (made when first written)."""
    home = tmp_path_factory.getbasetemp() / f"home-{os.urandom(6).hex()}"
    monkeypatch.setenv("RVCDESK_HOME", str(home))
    return home


@pytest.fixture
def sample() -> Path:
    """The sample project's folder; never write there."""
    return ROOT / "resources" / "sample"


@pytest.fixture(scope="session")
def shared() -> Path:
    """A folder of larger fixtures that may lie beside the checkout."""
    folder = ROOT.parent / "shared"
    if not (folder / "data").is_dir():
        pytest.skip("the folder of large fixtures does not lie beside this checkout (../shared)")
    return folder


@pytest.fixture(autouse=True)
def no_thread_left(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """A test with a window must end every QThread that it started."""
    if "qapp" not in request.fixturenames:
        yield
        return
    from PySide6.QtCore import QThread

    started: list[QThread] = []
    real_start = QThread.start

    def start(thread: QThread, *args: object) -> None:
        started.append(thread)
        real_start(thread, *args)

    monkeypatch.setattr(QThread, "start", start)
    yield
    running = [thread for thread in started if _runs(thread)]
    for thread in running:
        thread.wait(5000)
    assert not running, f"still running after the test: {running}"


def _runs(thread: object) -> bool:
    import shiboken6

    return shiboken6.isValid(thread) and thread.isRunning()  # type: ignore[attr-defined]
