"""The user's settings, each declared once: the dialog, the checks and the file follow from the table.

Folders follow the system's habits (platformdirs); `RVCDESK_HOME` moves them all, for tests
and for a studio on a USB stick.
"""

from __future__ import annotations

import json
import os
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from rvcdesk.disk import write_text
from rvcdesk.messages import N_, BadInput

SCHEMA = 1


@dataclass(frozen=True)
class Setting:
    """One setting. `choices` pairs a stored value with its (translatable) label."""

    key: str
    default: Any
    title: str
    description: str
    group: str
    choices: tuple[tuple[Any, str], ...] = ()
    low: float | None = None
    high: float | None = None
    hidden: bool = False

    def check(self, value: Any) -> Any:
        """Return `value` in the setting's type.

        Raises:
            BadInput: wrong type, or outside the range or the choices.
        """
        kind = type(self.default)
        fits = isinstance(value, kind) or (kind is float and isinstance(value, int))
        if isinstance(value, bool) and kind is not bool:
            fits = False
        if fits and self.choices:
            fits = value in [choice for choice, _ in self.choices]
        if fits and self.low is not None:
            fits = value >= self.low
        if fits and self.high is not None:
            fits = value <= self.high
        if not fits:
            raise BadInput("{value} cannot be used for the setting {key}.", value=value, key=self.key)
        return kind(value)


GENERAL, SOUND, WORK, NETWORK = N_("General"), N_("Sound"), N_("Engine"), N_("Network")

SETTINGS: tuple[Setting, ...] = (
    Setting(
        "language",
        "system",
        N_("Language"),
        N_("The language of the window; takes effect at the next start."),
        GENERAL,
        choices=(("system", N_("As the system")), ("en", "English"), ("pl", "Polski")),
    ),
    Setting(
        "theme",
        "system",
        N_("Colours"),
        N_("Dark or light colours."),
        GENERAL,
        choices=(("system", N_("As the system")), ("dark", N_("Dark")), ("light", N_("Light"))),
    ),
    Setting(
        "copy_recordings",
        True,
        N_("Copy recordings into the project"),
        N_("On: the project holds its own copy. Off: it points at the file where it lies."),
        GENERAL,
    ),
    Setting(
        "output_device",
        "",
        N_("Playback device"),
        N_("Where sound is played; empty means the system's default."),
        SOUND,
    ),
    Setting(
        "volume", 0.8, N_("Volume"), N_("Playback volume, 0 to 1."), SOUND, low=0.0, high=1.0, hidden=True
    ),
    Setting(
        "auto_play_marks",
        True,
        N_("Play each mark when it is chosen"),
        N_("Going to the next mark plays it, with a little of what comes before and after."),
        SOUND,
    ),
    Setting(
        "threads",
        0,
        N_("Worker threads"),
        N_("Processor threads for training and conversion; 0 uses all cores but one, at low priority."),
        WORK,
        low=0,
        high=256,
    ),
    Setting(
        "device",
        "auto",
        N_("Compute device"),
        N_("Automatic uses the graphics card when PyTorch can."),
        WORK,
        choices=(("auto", N_("Automatic")), ("cpu", N_("Processor")), ("cuda", "CUDA"), ("mps", "Apple MPS")),
    ),
    Setting(
        "keep_awake",
        True,
        N_("Keep the computer awake while a voice trains"),
        N_("On: it does not fall asleep by itself before the training ends; the screen still goes dark."),
        WORK,
    ),
    Setting(
        "engine_idle_minutes",
        10,
        N_("Close the idle engine after (minutes)"),
        N_("The engine keeps models warm in memory; it is closed when nothing was asked of it for so long."),
        WORK,
        low=1,
        high=240,
    ),
    Setting(
        "engine_command",
        "",
        N_("Engine command"),
        N_("The command that starts the engine; empty means this installation's own."),
        WORK,
    ),
    Setting(
        "hub_endpoint",
        "https://huggingface.co",
        N_("Address of the model hub"),
        N_("Where models are downloaded from. Where huggingface.co is blocked: https://hf-mirror.com."),
        NETWORK,
    ),
    Setting(
        "proxy",
        "",
        N_("Proxy"),
        N_("For downloads, like http://host:8080; empty means the system's, the word direct means none."),
        NETWORK,
    ),
    Setting("input_device", "", "", "", SOUND, hidden=True),
    Setting(
        "record_channels",
        1,
        N_("Record in"),
        N_("A voice needs one channel; stereo is for two microphones."),
        SOUND,
        choices=((1, N_("Mono")), (2, N_("Stereo"))),
    ),
    Setting(
        "record_format",
        "FLOAT",
        N_("Recordings are written in"),
        N_("32-bit float cannot overflow; 24 bits take three quarters of the room."),
        SOUND,
        choices=(("FLOAT", N_("32-bit float")), ("PCM_24", N_("24 bits"))),
    ),
    Setting(
        "record_monitor",
        False,
        N_("Show the input's level before recording"),
        N_("On: the microphone is open as long as the recording panel is. Off: only while it records."),
        SOUND,
    ),
    Setting(
        "punch_lead_s",
        3.0,
        N_("Lead-in of punch and roll (seconds)"),
        N_("So much before the cursor is played before it begins to record."),
        SOUND,
        low=0.0,
        high=15.0,
    ),
    Setting("play_speed", 1.0, "", "", SOUND, low=0.5, high=2.0, hidden=True),
    Setting("follow_playback", True, "", "", SOUND, hidden=True),
    Setting("snap_to_edges", True, "", "", GENERAL, hidden=True),
    Setting("snap_to_zero", False, "", "", GENERAL, hidden=True),
    Setting(
        "view_mode",
        "waveform",
        "",
        "",
        GENERAL,
        choices=tuple((mode, "") for mode in ("waveform", "both", "spectrogram")),
        hidden=True,
    ),
    Setting("db_scale", False, "", "", GENERAL, hidden=True),
    Setting("spectrogram", {}, "", "", GENERAL, hidden=True),
    Setting("recent_projects", [], "", "", GENERAL, hidden=True),
    Setting("shortcuts", {}, "", "", GENERAL, hidden=True),
    Setting("window_state", {}, "", "", GENERAL, hidden=True),
)

_BY_KEY = {setting.key: setting for setting in SETTINGS}


def _user_folder(kind: str) -> Path:
    home = os.environ.get("RVCDESK_HOME")
    if home:
        return Path(home) / kind
    import platformdirs

    folders: dict[str, Callable[..., Path]] = {
        "config": platformdirs.user_config_path,
        "data": platformdirs.user_data_path,
        "cache": platformdirs.user_cache_path,
        "log": platformdirs.user_log_path,
        "documents": platformdirs.user_documents_path,
    }
    if kind == "documents":
        return platformdirs.user_documents_path() / "RVC Desk"
    return folders[kind]("RVC Desk", appauthor=False)


def config_dir() -> Path:
    """Where settings.json lies."""
    return _user_folder("config")


def user_data_dir() -> Path:
    """Voices, downloaded models, the demo and the sample project."""
    return _user_folder("data")


def cache_dir() -> Path:
    """Safe to delete."""
    return _user_folder("cache")


def log_dir() -> Path:
    """Logs of the window, the engine and crashes."""
    return _user_folder("log")


def documents_dir() -> Path:
    """Where new projects and loose covers go unless the user chooses."""
    return _user_folder("documents")


class Settings:
    """The settings of this user. Values out of range fall back to the default when loaded."""

    def __init__(self, path: Path | None = None, values: dict[str, Any] | None = None) -> None:
        self.path = path or config_dir() / "settings.json"
        self._values: dict[str, Any] = {}
        for key, value in (values or {}).items():
            if key in _BY_KEY:
                try:
                    self._values[key] = _BY_KEY[key].check(value)
                except BadInput:
                    continue

    @classmethod
    def load(cls, path: Path | None = None) -> Settings:
        """Read the user's file; a missing or broken one gives the defaults."""
        path = path or config_dir() / "settings.json"
        try:
            data = json.loads(path.read_text(encoding="utf-8"))
        except (OSError, ValueError):
            data = {}
        return cls(path, data.get("values", {}) if isinstance(data, dict) else {})

    def get(self, key: str) -> Any:
        """The value, or the default. Lists and dicts are copies."""
        value = self._values.get(key, _BY_KEY[key].default)
        return value.copy() if isinstance(value, (list, dict)) else value

    def set(self, key: str, value: Any) -> None:
        """Change a value (not yet on disk).

        Raises:
            BadInput: not a value of this setting.
        """
        self._values[key] = _BY_KEY[key].check(value)

    def save(self) -> None:
        """Write the file atomically."""
        data = {"schema": SCHEMA, "values": self._values}
        write_text(self.path, json.dumps(data, ensure_ascii=False, indent=1) + "\n")


def engine_command(settings: Settings) -> list[str]:
    """The command line that starts a child of ours, without its arguments."""
    import shlex
    import sys

    own = settings.get("engine_command")
    if own:
        return shlex.split(own)
    if getattr(sys, "frozen", False):
        return [sys.executable, "--engine"]
    return [sys.executable, "-m", "rvcdesk.engine"]
