"""Opening a vocal: what is shown stays until the new file has proven readable."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import QObject, Signal

from rvcdesk.audio.files import AudioInfo, probe
from rvcdesk.messages import Message
from rvcdesk.ui.work import Worker


class Opening(QObject):
    """One file at a time; another one takes its place.

    Signals:
        opened: the vocal, and the instrumental that came along or None.
        failed: a `Message`.
    """

    opened = Signal(object, object)
    failed = Signal(object)

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        self._wanted: tuple[Path, Path | None] | None = None
        self._worker = Worker(self)
        self._worker.done.connect(self._on_probed)
        self._worker.failed.connect(self._on_failed)

    def open(self, vocal: Path, instrumental: Path | None = None) -> None:
        """Look whether the vocal can be read."""
        self._wanted = (vocal, instrumental)
        self._worker.start(lambda report: probe(vocal))

    def cancel(self) -> None:
        """Open nothing."""
        self._worker.cancel()

    def _on_probed(self, info: AudioInfo) -> None:
        if self._wanted is not None and info.path == self._wanted[0]:
            wanted, self._wanted = self._wanted, None
            self.opened.emit(*wanted)

    def _on_failed(self, message: Message) -> None:
        self._wanted = None
        self.failed.emit(message)
