"""What the tests of models in the window share: a hub on this computer and a catalogue of tiny files."""

from __future__ import annotations

import contextlib
import hashlib
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import QMimeData, QPointF, Qt, QUrl
from PySide6.QtGui import QDropEvent
from PySide6.QtWidgets import QDialog

from rvcdesk.ui.models.dialog import ModelsDialog
from rvcdesk.ui.window import MainWindow
from tests.helpers.fault_server import GOOD, Hub, catalogue, serving

SOON_MS = 20_000


def tiny_file(name: str, part: str = "network") -> dict[str, Any]:
    digest = hashlib.sha256(GOOD).hexdigest()
    source = ["somebody/models", name]
    return {"name": name, "part": part, "bytes": len(GOOD), "sha256": digest, "sources": [source]}


def tiny_catalogue() -> dict[str, Any]:
    """Every group that matters here, with files of 300 kB."""
    base = {"version": "v2", "rate": 40}
    return {
        "assets": [
            {"id": "contentvec", "kind": "contentvec-fairseq", "group": "essential", "licence": "MIT",
             "serves": ["contentvec"], "files": [tiny_file("hubert_base.pt")]},
            {"id": "rmvpe", "kind": "rmvpe", "group": "essential", "licence": "MIT", "serves": ["rmvpe"],
             "files": [tiny_file("rmvpe/rmvpe.pt")]},
            {"id": "base:rvc-v2-40k", "kind": "base", "group": "base", "licence": "MIT", "values": base,
             "preset": "rvc-v2-40k",
             "files": [tiny_file("pretrained_v2/f0G40k.pth", "generator"),
                       tiny_file("pretrained_v2/f0D40k.pth", "discriminator")]},
            {"id": "community:titan-40k", "kind": "community", "group": "community", "licence": "Apache-2.0",
             "values": {"name": "Titan", "rate": 40}, "preset": "rvc-v2-40k",
             "files": [tiny_file("pretrained_community/titan/G.pth", "generator")]},
        ]
    }  # fmt: skip


@contextlib.contextmanager
def hub_of(window: MainWindow) -> Iterator[Hub]:
    """The window fetches from this hub."""
    with serving() as hub:
        window.services.settings.set("hub_endpoint", hub.url)
        window.services.settings.set("proxy", "direct")
        window.services.settings.save()
        yield hub


@pytest.fixture
def tiny() -> Iterator[None]:
    """The catalogue of tiny files."""
    with catalogue(tiny_catalogue()):
        yield


@pytest.fixture
def hub(tiny: None, window: MainWindow) -> Iterator[Hub]:
    with hub_of(window) as served:
        yield served


def open_dialog(window: MainWindow) -> ModelsDialog:
    window.services.actions.action("models").trigger()
    shown = [dialog for dialog in window.findChildren(QDialog) if isinstance(dialog, ModelsDialog)]
    assert len(shown) == 1 and shown[0].isVisible()
    return shown[0]


def row_of(dialog: ModelsDialog, id: str) -> list[str]:
    """What a row says, column by column."""
    item = dialog.tree._rows[id]
    return [item.text(column) for column in range(4)]


_dropped: list[QMimeData] = []  # an event does not own what is dropped


def drop_event(*paths: Path) -> QDropEvent:
    """Files let go with the mouse."""
    data = QMimeData()
    data.setUrls([QUrl.fromLocalFile(str(path)) for path in paths])
    _dropped.append(data)
    buttons, keys = Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier
    return QDropEvent(QPointF(10, 10), Qt.DropAction.CopyAction, data, buttons, keys)
