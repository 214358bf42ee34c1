"""Files from the user: dialogs that do not hold up the window, drops sorted by what they are."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import QCoreApplication, Qt
from PySide6.QtWidgets import QFileDialog, QHBoxLayout, QPushButton, QVBoxLayout, QWidget

from rvcdesk.audio.files import AUDIO_SUFFIXES
from rvcdesk.ui.actions import ActionTable
from rvcdesk.ui.convert.song import sounds_like_one
from rvcdesk.ui.empty import EmptyState
from rvcdesk.ui.voice_import import may_be_voice
from rvcdesk.voice.library import VOICE_SUFFIXES


def choose_sound(parent: QWidget, title: str, folder: Path, take: Callable[[Path], object]) -> QFileDialog:
    """Let the user choose a sound or video file; `take` gets it."""
    patterns = " ".join(f"*{suffix} *{suffix.upper()}" for suffix in AUDIO_SUFFIXES)
    translate = QCoreApplication.translate
    dialog = QFileDialog(parent, title, str(folder))
    dialog.setFileMode(QFileDialog.FileMode.ExistingFile)
    dialog.setNameFilters(
        [
            translate("ConvertFiles", "Sound and video ({patterns})").format(patterns=patterns),
            translate("ConvertFiles", "All files (*)"),
        ]
    )
    dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
    dialog.fileSelected.connect(lambda name: take(Path(name)))
    dialog.open()
    return dialog


def sort_files(paths: list[Path]) -> tuple[Path | None, Path | None, Path | None]:
    """(voice, vocal, instrumental) among dropped files: by ending, and by what they call themselves."""
    others = (*VOICE_SUFFIXES, ".index")
    voices = [path for path in paths if path.suffix.lower() in VOICE_SUFFIXES and path.is_file()]
    sounds = [path for path in paths if path.suffix.lower() not in others and path.is_file()]
    music = next((path for path in sounds if sounds_like_one(path)), None) if len(sounds) > 1 else None
    vocals = [path for path in sounds if path != music]
    vocal = vocals[0] if vocals else None
    if music is None and len(vocals) > 1:
        music = vocals[1]
    return (voices[0] if voices else None), vocal, music


def voices_to_import(paths: list[Path]) -> list[Path]:
    """What of dropped files goes through the library first: folders, archives, indexes with their voices."""
    if any(path.is_dir() or path.suffix.lower() in (".zip", ".index") for path in paths):
        return [path for path in paths if may_be_voice(path)]
    return []


class EmptyConvert(QWidget):
    """What the page says before there is a song; `sample` opens the sample's."""

    def __init__(self, actions: ActionTable, sample: Callable[[], object]) -> None:
        super().__init__()
        empty = EmptyState(
            "convert",
            self.tr("Drop a vocal here"),
            self.tr(
                "A vocal without its music: a sung line, an acapella, any sound file or video. The chosen "
                "voice sings it; you compare, mix it with the instrumental and save the cover."
            ),
            actions,
            "choose_vocal",
        )
        button = QPushButton(self.tr("Try it with the sample song"))
        button.setAutoDefault(False)
        button.clicked.connect(lambda: sample())
        row = QHBoxLayout()
        row.addStretch(1)
        row.addWidget(button)
        row.addStretch(1)
        inside = empty.layout()
        assert isinstance(inside, QVBoxLayout)
        inside.insertLayout(inside.count() - 1, row)
        self.take_focus = empty.take_focus
        column = QVBoxLayout(self)
        column.addWidget(empty)
