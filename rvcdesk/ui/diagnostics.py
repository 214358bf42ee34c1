"""What a maker asks for first: versions, devices, settings, the last errors and the ends of the logs."""

from __future__ import annotations

import contextlib
import os
import platform
from collections.abc import Sequence
from pathlib import Path

from PySide6.QtCore import qVersion
from PySide6.QtGui import QGuiApplication, QScreen

from rvcdesk import __version__
from rvcdesk.devices import cards
from rvcdesk.settings import SETTINGS, Settings, log_dir
from rvcdesk.ui.errors import LOG_NAME
from rvcdesk.ui.notify import Notification

PACKAGES = ("torch", "torchaudio", "numpy", "sounddevice", "soundfile", "soxr", "av")
PRIVATE = ("engine_command", "proxy")  # folders and passwords: only whether they are set
LAST = 10


def diagnostics(settings: Settings, outputs: Sequence[str], errors: Sequence[Notification]) -> str:
    """Plain text, without the names of the user's folders.

    Args:
        settings: those that are not at their default are told.
        outputs: names of the sound devices.
        errors: what the user was warned of.
    """
    from importlib.metadata import PackageNotFoundError, version

    lines = [
        f"RVC Desk {__version__}",
        f"Python {platform.python_version()}, Qt {qVersion()}",
        platform.platform(),
        f"{os.cpu_count()} processors, Qt platform {QGuiApplication.platformName()}",
    ]
    for name in PACKAGES:
        with contextlib.suppress(PackageNotFoundError):
            lines.append(f"{name} {version(name)}")
    screens = (f"{s.size().width()}x{s.size().height()} at {s.devicePixelRatio():g}" for s in _screens())
    lines += ["graphics: " + (", ".join(cards()) or "none found"), "screens: " + ", ".join(screens)]
    lines += ["sound: " + (", ".join(outputs) or "not opened yet")]
    lines += ["", "--- settings that are not the default", *_settings(settings)]
    lines += ["", "--- last warnings and errors"]
    lines += [f"{note.time:%H:%M:%S} {note.level} {note.text}" for note in errors[-LAST:]] or ["(none)"]
    for name in (LOG_NAME, "engine.log"):
        lines += ["", f"--- {name}", *_tail(log_dir() / name)]
    return _without_folders("\n".join(lines) + "\n")


def _screens() -> list[QScreen]:
    return QGuiApplication.screens()


def _settings(settings: Settings) -> list[str]:
    told = []
    for setting in SETTINGS:
        value = settings.get(setting.key)
        if value == setting.default or isinstance(value, (list, dict)):
            continue
        told.append(f"{setting.key} = {'(set)' if setting.key in PRIVATE else value}")
    return told or ["(none)"]


def _without_folders(text: str) -> str:
    """The user's folder, and so often the name, is nobody else's business."""
    for home in {str(Path.home()), str(Path.home().resolve())}:
        if len(home) > 1:
            text = text.replace(home, "~")
    return text


def _tail(path: Path, count: int = 60) -> list[str]:
    try:
        return path.read_text(encoding="utf-8", errors="replace").splitlines()[-count:]
    except OSError:
        return ["(none)"]
