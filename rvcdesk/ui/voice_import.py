"""Takes voices made elsewhere into the library: the engine checks the files, the window says what came."""

from __future__ import annotations

from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from PySide6.QtCore import QObject, Qt, Signal
from PySide6.QtWidgets import QFileDialog, QWidget

from rvcdesk.messages import Message
from rvcdesk.options import to_json
from rvcdesk.ui.engine_client import Request
from rvcdesk.ui.places import remember, start_folder
from rvcdesk.ui.services import Services
from rvcdesk.ui.tr import text
from rvcdesk.voice.importing import ImportVoiceOptions

PATTERNS = "*.pth *.safetensors *.index *.zip"


def may_be_voice(path: Path) -> bool:
    """Whether a dropped file or folder is worth a try."""
    return path.is_dir() or path.suffix.lower() in (".pth", ".safetensors", ".index", ".zip", ".pt")


@dataclass
class Taken:
    """What an import brought: the voices' files by name, and what should be known of them."""

    voices: list[tuple[str, Path]] = field(default_factory=list)
    warnings: list[Message] = field(default_factory=list)
    error: Message | None = None


class VoiceImport(QObject):
    """One import at a time.

    Signals:
        ended: a `Taken`; also when nothing was.
    """

    ended = Signal(object)

    def __init__(self, services: Services, parent: QWidget) -> None:
        super().__init__(parent)
        self._services = services
        self._window = parent
        self._request: Request | None = None
        self._taken = Taken()
        self.dialog: QFileDialog | None = None

    @property
    def busy(self) -> bool:
        """Whether one is under way."""
        return self._request is not None

    def ask(self) -> None:
        """Let the user choose files."""
        dialog = QFileDialog(self._window, self.tr("Import voices"), start_folder())
        dialog.setFileMode(QFileDialog.FileMode.ExistingFiles)
        dialog.setNameFilters(
            [self.tr("Voices ({patterns})").format(patterns=PATTERNS), self.tr("All files (*)")]
        )
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.filesSelected.connect(lambda names: self.take([Path(name) for name in names]))
        self.dialog = dialog
        dialog.open()

    def take(self, paths: list[Path]) -> None:
        """Import what is a voice among these files, folders and archives."""
        if self.busy or not paths:
            return
        self._taken = Taken()
        remember(paths)
        request = self._services.engine.submit("import_voice", to_json(ImportVoiceOptions(tuple(paths))))
        self._request = request
        title = self.tr("Importing {file}").format(file=paths[0].name)
        self._services.jobs.follow(title, request)
        request.warning.connect(self._taken.warnings.append)
        request.done.connect(self._on_done)
        request.failed.connect(self._on_failed)
        request.cancelled.connect(self._end)

    def _on_done(self, entries: Any) -> None:
        self._taken.voices = [(str(entry["name"]), Path(entry["path"])) for entry in entries]
        names = ", ".join(name for name, _ in self._taken.voices)
        self._services.notify.info(self.tr("In the library now: {names}.").format(names=names))
        for warning in self._taken.warnings:
            self._services.notify.warn(warning)
        self._end()

    def _on_failed(self, message: Message) -> None:
        self._taken.error = message
        self._services.notify.error(message)
        self._end()

    def _end(self) -> None:
        self._request = None
        self.ended.emit(self._taken)

    def sentences(self, taken: Taken) -> list[str]:
        """What there is to say about an import, the important things first."""
        if taken.error is not None:
            return [text(taken.error)]
        names = ", ".join(name for name, _ in taken.voices)
        said = [self.tr("In the library now: {names}.").format(names=names)] if names else []
        return [*said, *(text(warning) for warning in taken.warnings)]
