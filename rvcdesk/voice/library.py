"""The user's voices: where they lie, what they are called, which files belong together.

A voice is a folder with `<name>.safetensors` and/or `<name>.pth`, an `.index` and `voice.json`:
`<user data>/voices/<id>/` for imported ones, `voice/` inside a project. Nothing here opens a
model file, so listing is quick and safe.
"""

from __future__ import annotations

import contextlib
import json
import re
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from rvcdesk.messages import BadInput
from rvcdesk.settings import user_data_dir

VOICE_SUFFIXES = (".safetensors", ".pth")
_RESERVED = {"con", "prn", "aux", "nul", *(f"{port}{n}" for port in ("com", "lpt") for n in range(1, 10))}


@dataclass(frozen=True)
class VoiceEntry:
    """A voice that can be chosen.

    `index` is None when there is none; `facts` is what voice.json says (empty without one).
    """

    name: str
    path: Path
    index: Path | None = None
    facts: dict[str, Any] = field(default_factory=dict)


def voices_dir() -> Path:
    """Where imported voices lie, one folder each."""
    return user_data_dir() / "voices"


def file_stem(name: str) -> str:
    """A voice's name as a file name: what no file system takes becomes "_"; letters stay."""
    stem = re.sub(r'[\\/:*?"<>|\x00-\x1f\x7f]', "_", name).strip().rstrip(".").lstrip(".")[:100]
    # File systems count bytes, 255 of them, and an index's name puts some 60 around this.
    stem = stem.encode("utf-8", "ignore")[:180].decode("utf-8", "ignore").strip()
    return f"{stem}_" if stem.lower() in _RESERVED else stem or "voice"


def list_voices(project: Path | None = None) -> list[VoiceEntry]:
    """All voices, the project's own first, then the library's by name."""
    folders = [project / "voice"] if project is not None else []
    with contextlib.suppress(OSError):
        folders += sorted(
            (path for path in voices_dir().iterdir() if path.is_dir() and not path.name.startswith(".")),
            key=lambda path: path.name,
        )
    found = [_entry(path, project) for folder in folders for path in _voice_files(folder)]
    own = [entry for entry in found if project is not None and entry.path.parent == project / "voice"]
    others = [entry for entry in found if entry not in own]
    return own + sorted(others, key=lambda entry: entry.name.casefold())


def resolve(voice: str | Path, project: Path | None = None) -> VoiceEntry:
    """Find a voice by the path of its file or folder, or by its name in the project or library.

    Raises:
        BadInput: there is none, or several voices have this name.
    """
    path = Path(voice).expanduser()
    if path.is_file():
        return _entry(path, project)
    if path.is_dir():
        inside = path / "voice" if (path / "project.json").is_file() else path
        files = _voice_files(inside)
        if not files:
            raise BadInput(
                "There is no voice in {folder} yet; train one or choose another folder.", folder=path
            )
        if len(files) > 1:
            names = ", ".join(file.name for file in files)
            raise BadInput(
                "{folder} holds several voices ({names}); choose one of the files.", folder=path, names=names
            )
        return _entry(files[0], project)
    wanted = str(voice).casefold()
    entries = list_voices(project)
    named = [
        entry for entry in entries if wanted in (entry.name.casefold(), entry.path.parent.name.casefold())
    ]
    if project is not None and named and named[0].path.parent == project / "voice":
        return named[0]
    if len(named) > 1:
        raise BadInput("Several voices are called {voice}; give the path of the one you mean.", voice=voice)
    if not named:
        known = ", ".join(entry.name for entry in entries[:12]) or "-"
        raise BadInput(
            "There is no voice {voice}; give a path, or one of these names: {known}.",
            voice=voice,
            known=known,
        )
    return named[0]


def find_index(voice: Path) -> Path | None:
    """The `.index` that belongs to a voice file: of its own name, or the only one beside it."""
    own = voice.with_suffix(".index")
    if own.is_file():
        return own
    beside = indexes_in(voice.parent)
    stem = voice.stem.casefold()
    named = [
        path for path in beside if re.search(rf"(?:^|_){re.escape(stem)}(?:_|\.|$)", path.stem.casefold())
    ]
    if named:
        return named[-1]
    return beside[0] if len(beside) == 1 and len(_voice_files(voice.parent)) == 1 else None


def indexes_in(folder: Path) -> list[Path]:
    """The `.index` files of a folder that hold features, oldest first."""
    with contextlib.suppress(OSError):
        found = [path for path in folder.glob("*.index") if not path.name.startswith(("trained_", "."))]
        return sorted(found, key=lambda path: (path.stat().st_mtime, path.name))
    return []


def _voice_files(folder: Path) -> list[Path]:
    """One file per voice: the `.safetensors` where both kinds are there."""
    with contextlib.suppress(OSError):
        files = [
            path
            for path in folder.iterdir()
            if path.suffix.lower() in VOICE_SUFFIXES and path.is_file() and not path.name.startswith(".")
        ]
        native = {path.stem for path in files if path.suffix.lower() == ".safetensors"}
        return sorted(
            path for path in files if path.suffix.lower() == ".safetensors" or path.stem not in native
        )
    return []


def _entry(path: Path, project: Path | None) -> VoiceEntry:
    facts = read_facts(path)
    return VoiceEntry(str(facts.get("name") or path.stem), path, find_index(path), facts)


def read_facts(voice: Path) -> dict[str, Any]:
    """What the voice.json beside a voice file says of it; empty when there is none."""
    try:
        data = json.loads((voice.parent / "voice.json").read_text(encoding="utf-8"))
    except (OSError, ValueError, RecursionError):
        return {}
    files = data.get("files") if isinstance(data, dict) else None
    return data if isinstance(files, dict) and voice.name in files else {}
