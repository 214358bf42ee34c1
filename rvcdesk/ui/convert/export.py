"""Saving the cover: the verb `mix`, and a look whether what was written loads."""

from __future__ import annotations

import contextlib
from pathlib import Path

from PySide6.QtCore import QObject, Qt, Signal
from PySide6.QtWidgets import QFileDialog, QWidget

from rvcdesk.audio.files import decode, probe
from rvcdesk.conversion.options import MixOptions
from rvcdesk.jobs import Reporter
from rvcdesk.messages import BadInput, Message
from rvcdesk.options import to_json
from rvcdesk.ui.convert.sound import Levels
from rvcdesk.ui.services import Services
from rvcdesk.ui.work import Worker

SUFFIXES = (".wav", ".flac", ".mp3", ".ogg", ".m4a")
SILENT_DB = -120.0


def mix_options(vocal: Path, instrumental: Path | None, levels: Levels, out: Path) -> MixOptions:
    """The mix as it is heard; what is muted is left out."""
    return MixOptions(
        vocal=vocal,
        out=out,
        instrumental=None if levels.instrumental_muted else instrumental,
        vocal_gain_db=SILENT_DB if levels.vocal_muted else levels.vocal_db,
        instrumental_gain_db=levels.instrumental_db,
        offset_s=levels.offset_s if instrumental is not None else 0.0,
    )


def load_whole_end(path: Path, report: Reporter) -> Path:
    """Prove that a written file loads, up to its last second.

    Raises:
        BadInput: it does not.
    """
    info = probe(path)
    last = min(info.frames, info.rate)
    samples, _ = decode(path, start=info.frames - last, frames=last, report=report)
    if samples.shape[1] != last:
        raise BadInput("{file} was written, but does not load; save it again.", file=path.name)
    return path


class Export(QObject):
    """Asks for a file, mixes into it, proves it.

    Signals:
        changed: see `running`.
        saved: the path of a file that loads.
    """

    changed = Signal()
    saved = Signal(object)

    def __init__(self, services: Services, parent: QWidget) -> None:
        super().__init__(parent)
        self._services = services
        self._window = parent
        self._running = 0
        self.dialog: QFileDialog | None = None
        self._proof = Worker(self)
        self._proof.done.connect(self._on_proven)
        self._proof.failed.connect(self._on_failed)

    @property
    def running(self) -> bool:
        """Whether a file is being written."""
        return self._running > 0

    def ask(self, proposed: Path, options: MixOptions, keep: list[Path]) -> None:
        """Let the user choose a file; `keep` are files that must not be overwritten."""
        with contextlib.suppress(OSError):  # a folder that cannot be made is only not proposed
            proposed.parent.mkdir(parents=True, exist_ok=True)
        dialog = QFileDialog(self._window, self.tr("Save cover as"), str(proposed.parent))
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.setAcceptMode(QFileDialog.AcceptMode.AcceptSave)
        dialog.setNameFilters(
            [
                self.tr("WAV, exact (*.wav)"),
                self.tr("FLAC, exact and smaller (*.flac)"),
                self.tr("MP3 (*.mp3)"),
                self.tr("Ogg Vorbis (*.ogg)"),
                self.tr("AAC (*.m4a)"),
            ]
        )
        dialog.setDefaultSuffix("wav")
        dialog.filterSelected.connect(lambda chosen: self._follow_filter(dialog, chosen))
        dialog.selectFile(proposed.name)
        dialog.fileSelected.connect(lambda name: self.save(Path(name), options, keep))
        self.dialog = dialog
        dialog.open()

    @staticmethod
    def _follow_filter(dialog: QFileDialog, chosen: str) -> None:
        suffix = next((suffix for suffix in SUFFIXES if f"*{suffix}" in chosen), ".wav")
        dialog.setDefaultSuffix(suffix.lstrip("."))
        names = dialog.selectedFiles()
        if names and Path(names[0]).suffix.lower() in SUFFIXES:
            dialog.selectFile(Path(names[0]).with_suffix(suffix).name)

    def save(self, out: Path, options: MixOptions, keep: list[Path]) -> None:
        """Mix into `out`.

        Raises:
            BadInput: `out` is one of the files that the cover is made of, or of no known format.
        """
        try:
            self._check(out, keep)
        except BadInput as error:
            self._services.notify.error(error)
            return
        asked = to_json(options) | {"out": str(out)}
        request = self._services.engine.submit("mix", asked)
        self._services.jobs.follow(self.tr("Saving {file}").format(file=out.name), request)
        self._running += 1
        request.warning.connect(self._services.notify.warn)
        request.done.connect(lambda _result: self._prove(out))
        request.failed.connect(self._on_failed)
        request.cancelled.connect(self._on_end)
        self.changed.emit()

    @staticmethod
    def _check(out: Path, keep: list[Path]) -> None:
        if out.suffix.lower() not in SUFFIXES:
            raise BadInput(
                "{file} has no ending of a sound file; end it in one of {known}.",
                file=out.name,
                known=" ".join(SUFFIXES),
            )
        if any(out == path or (out.exists() and path.exists() and out.samefile(path)) for path in keep):
            raise BadInput(
                "{file} is one of the files the cover is made of; choose another name.", file=out.name
            )

    def _prove(self, out: Path) -> None:
        self._proof.start(lambda report: load_whole_end(out, report))

    def _on_proven(self, out: Path) -> None:
        self._on_end()
        self._services.notify.info(self.tr("The cover was saved as {file}.").format(file=out))
        self.saved.emit(out)

    def _on_failed(self, message: Message) -> None:
        self._on_end()
        self._services.notify.error(message)

    def _on_end(self) -> None:
        self._running = max(0, self._running - 1)
        self.changed.emit()
