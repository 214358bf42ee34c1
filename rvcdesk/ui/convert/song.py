"""The song that is being made into a cover: which files, where its takes lie, how it was left."""

from __future__ import annotations

import contextlib
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from rvcdesk.audio.files import AUDIO_SUFFIXES
from rvcdesk.conversion.cover import cover_folder, read_cover, record_mix, stored_path
from rvcdesk.messages import UserError
from rvcdesk.sample import INSTRUMENTAL, SONG, stems
from rvcdesk.ui.convert.sound import Levels
from rvcdesk.ui.convert.takes import takes_of

ACCOMPANIMENT = ("instrumental", "no_vocals", "accompaniment", "karaoke", "backing", "minus_one")


@dataclass(frozen=True)
class Song:
    """A vocal, and the folder of its cover."""

    vocal: Path
    folder: Path

    @classmethod
    def of(cls, vocal: Path, project: Path | None) -> Song:
        """The song of this vocal, in a project or among the loose covers."""
        return cls(vocal, cover_folder(project, vocal))

    @property
    def takes(self) -> list[dict[str, Any]]:
        """Its takes, oldest first."""
        return takes_of(self.folder, self.vocal)

    def mix(self) -> tuple[Path | None, Levels] | None:
        """Instrumental and levels as they were left; None when they never were."""
        stored = read_cover(self.folder).get("mix")
        if not isinstance(stored, dict) or self.folder / str(stored.get("vocal", "")) != self.vocal:
            return None
        known = {name: stored[name] for name in Levels.__dataclass_fields__ if name in stored}
        instrumental = stored.get("instrumental")
        try:
            levels = Levels(**{name: type(getattr(Levels, name))(value) for name, value in known.items()})
        except (TypeError, ValueError):
            levels = Levels()
        return (self.folder / str(instrumental) if instrumental else None), levels

    def keep_mix(self, instrumental: Path | None, levels: Levels) -> None:
        """Note them for the next time; a folder that cannot be written only forgets."""
        stored = {
            "vocal": stored_path(self.folder, self.vocal),
            "instrumental": stored_path(self.folder, instrumental) if instrumental else None,
            **{name: getattr(levels, name) for name in Levels.__dataclass_fields__},
        }
        if stored != read_cover(self.folder).get("mix"):
            with contextlib.suppress(UserError):
                record_mix(self.folder, stored)


def last_vocal(project: Path) -> Path | None:
    """The vocal that was worked on last, or the sample's song where there is one; None: nothing yet."""
    with contextlib.suppress(OSError):
        notes = sorted((project / "covers").glob("*/cover.json"), key=lambda note: note.stat().st_mtime)
        for note in reversed(notes):
            data = read_cover(note.parent)
            takes = data.get("takes")
            mix = data.get("mix")
            named = [mix.get("vocal")] if isinstance(mix, dict) else []
            named += [take.get("source") for take in reversed(takes)] if isinstance(takes, list) else []
            for name in named:
                if name and (note.parent / str(name)).is_file():
                    return note.parent / str(name)
    sample = stems(project) / SONG
    return sample if sample.is_file() else None


def instrumental_beside(vocal: Path) -> Path | None:
    """The instrumental that lies with a vocal among the stems of a cover."""
    if vocal.parent.name != "stems" and vocal.name != SONG:
        return None
    with contextlib.suppress(OSError):
        for path in sorted(vocal.parent.iterdir()):
            if path != vocal and path.suffix.lower() in AUDIO_SUFFIXES and sounds_like_one(path):
                return path
    return None


def sounds_like_one(path: Path) -> bool:
    """Whether a file calls itself an instrumental."""
    name = path.stem.casefold()
    return path.name == INSTRUMENTAL or any(word in name for word in ACCOMPANIMENT)
