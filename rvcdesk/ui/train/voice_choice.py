"""Makes a save the project's voice, and takes that back."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from PySide6.QtCore import QObject, Signal

from rvcdesk.ui.engine_client import Request
from rvcdesk.ui.services import Services
from rvcdesk.ui.train.digest import Save
from rvcdesk.ui.train.watch import RunWatch
from rvcdesk.ui.widgets.notice import Notice


class VoiceChoice(QObject):
    """One choice at a time; `notice` says it and offers Undo where the former voice is a save as well.

    Signals:
        changed: whether it works has changed, or the voice has.
    """

    changed = Signal()

    def __init__(self, services: Services, notice: Notice, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._services = services
        self._notice = notice
        self._request: Request | None = None

    @property
    def busy(self) -> bool:
        """Whether a voice is being made now."""
        return self._request is not None

    def why_not(self, watch: RunWatch | None, save: Save | None) -> str:
        """Why this save cannot become the voice, "" where it can."""
        if watch is None or not watch.digest.saves:
            return self.tr("There is no save yet.")
        if watch.project is None:
            return self.tr("This run lies outside a project, so there is no voice to replace.")
        if save is None:
            return self.tr("Choose one save in the list.")
        if not _lies_there(watch, save):
            return self.tr("The voice of this save is not on the disk any more.")
        if watch.voice_step == save.step:
            return self.tr("This save is the voice already.")
        return self.tr("Another one is being made the voice.") if self.busy else ""

    def make(self, watch: RunWatch, save: Save, *, undone: bool = False) -> None:
        """Put the voice of `save` in the project."""
        former = watch.digest.saves.get(watch.voice_step or 0)
        request = self._services.engine.submit("make_voice", {"run": str(watch.folder), "step": save.step})
        title = self.tr("Making the save of step {step} the voice").format(step=save.step)
        self._services.jobs.follow(title, request)
        self._request = request

        def done(_result: Any) -> None:
            self._say(watch, save, None if undone else former)

        request.done.connect(done)
        request.failed.connect(self._services.notify.error)
        for end in (request.done, request.failed, request.cancelled):
            end.connect(self._on_ended)
        self.changed.emit()

    def _on_ended(self, *_: object) -> None:
        self._request = None
        self.changed.emit()

    def _say(self, watch: RunWatch, save: Save, former: Save | None) -> None:
        sentence = self.tr("The voice “{name}” is now as it was at epoch {epoch}, step {step}.").format(
            name=watch.name, epoch=save.epoch, step=save.step
        )
        self._services.notify.info(sentence)
        ways: list[tuple[str, Callable[[], object]]] = []
        if former is not None and _lies_there(watch, former):
            ways.append((self.tr("Undo"), lambda: self._undo(watch, former)))
        self._notice.say("info", [sentence], ways)

    def _undo(self, watch: RunWatch, former: Save) -> None:
        self._notice.hide()
        if not self.busy:
            self.make(watch, former, undone=True)


def _lies_there(watch: RunWatch, save: Save) -> bool:
    return bool(save.voice) and (watch.folder / save.voice).is_file()
