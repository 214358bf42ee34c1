"""One conversion at a time: asks where a training is in the way, follows it, records the take."""

from __future__ import annotations

import contextlib
from dataclasses import replace
from pathlib import Path
from typing import Any

from PySide6.QtCore import QObject, Qt, QTimer, Signal
from PySide6.QtWidgets import QMessageBox, QWidget

from rvcdesk.conversion.cover import record_take
from rvcdesk.conversion.options import ConvertOptions
from rvcdesk.messages import Message, UserError
from rvcdesk.options import to_json
from rvcdesk.training.runs import is_running
from rvcdesk.ui.convert.gpu import run_on_the_card
from rvcdesk.ui.engine_client import Request
from rvcdesk.ui.jobbar import Job
from rvcdesk.ui.services import Services
from rvcdesk.ui.tr import text

LOOK_MS = 1500


class Conversion(QObject):
    """Runs the verb `convert` and keeps its result as a take.

    Signals:
        changed: started, went on, or ended; see `running` and `said`.
        recorded: the folder of the cover in which a new take lies.
        failed: the conversion could not be done; it has been said already.
    """

    changed = Signal()
    recorded = Signal(object)
    failed = Signal()

    def __init__(self, services: Services, parent: QWidget) -> None:
        super().__init__(parent)
        self._services = services
        self._window = parent
        self._request: Request | None = None
        self._options: ConvertOptions | None = None
        self._voice = ""
        self._waiting: tuple[Path, Job] | None = None
        self._look = QTimer(self, interval=LOOK_MS)
        self._look.timeout.connect(self._look_again)
        self.question: QMessageBox | None = None
        self.said = ""
        self.share: float | None = None

    @property
    def running(self) -> bool:
        """Whether one is under way, or waits for a training."""
        return self._request is not None or self._waiting is not None

    def start(self, options: ConvertOptions, voice_name: str) -> None:
        """Convert; where a training holds the card, ask first. `voice_name` is kept with the take."""
        if self.running:
            return
        self._options, self._voice = options, voice_name
        run = run_on_the_card(options.project) if options.project and options.device != "cpu" else None
        if run is None:
            self._submit(options)
        else:
            self._ask(run, options)

    def cancel(self) -> None:
        """End it; nothing of it is kept."""
        if self._request is not None:
            self._request.cancel()
        self._stop_waiting()

    # --- the card is taken

    def _ask(self, run: Path, options: ConvertOptions) -> None:
        box = QMessageBox(self._window)
        box.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        box.setIcon(QMessageBox.Icon.Question)
        box.setWindowTitle(self.tr("A training is using the graphics card"))
        box.setText(self.tr("The training {name} is using the graphics card.").format(name=run.name))
        box.setInformativeText(
            self.tr("Convert on the processor now, which is slower, or wait until the training ends?")
        )
        cpu = box.addButton(self.tr("Convert on the processor"), QMessageBox.ButtonRole.AcceptRole)
        wait = box.addButton(self.tr("Wait for the training"), QMessageBox.ButtonRole.ActionRole)
        box.addButton(QMessageBox.StandardButton.Cancel)
        box.setDefaultButton(cpu)
        cpu.clicked.connect(lambda: self._submit(replace(options, device="cpu")))
        wait.clicked.connect(lambda: self._wait(run))
        self.question = box
        box.open()

    def _wait(self, run: Path) -> None:
        job = self._services.jobs.begin(self.tr("Converting"), self.cancel)
        job.progress(0, 0, self.tr("Waiting for the training {name} to end").format(name=run.name))
        self._waiting = (run, job)
        self._look.start()
        self._say(job.stage, None)

    def _look_again(self) -> None:
        if self._waiting is None or is_running(self._waiting[0]):
            return
        self._stop_waiting()
        if self._options is not None:
            self._submit(self._options)

    def _stop_waiting(self) -> None:
        self._look.stop()
        if self._waiting is not None:
            job, self._waiting = self._waiting[1], None
            job.finish()
            self._say("", None)

    # --- the work

    def _submit(self, options: ConvertOptions) -> None:
        self._options = options
        request = self._services.engine.submit("convert", to_json(options))
        self._request = request
        self._services.jobs.follow(self.tr("Converting {file}").format(file=options.inputs[0].name), request)
        request.progress.connect(self._on_progress)
        request.warning.connect(self._services.notify.warn)
        request.done.connect(self._on_done)
        request.failed.connect(self._on_failed)
        request.cancelled.connect(self._on_cancelled)
        self._say(self.tr("Starting the engine"), None)

    def _say(self, said: str, share: float | None) -> None:
        self.said, self.share = said, share
        self.changed.emit()

    def _on_progress(self, done: float, total: float, stage: str) -> None:
        self._say(text(stage) if stage else "", done / total if total > 0 else None)

    def _on_done(self, result: Any) -> None:
        options, self._request = self._options, None
        assert options is not None
        try:
            if not options.out.is_file():
                raise UserError("The result {file} is not there; try again.", file=options.out)
            kept = replace(options, voice=self._voice)
            record_take(options.out.parent, options.out, options.inputs[0], kept, _used(result))
        except UserError as error:
            self._end(error.message)
            return
        self._say("", None)
        self.recorded.emit(options.out.parent)

    def _on_failed(self, message: Message) -> None:
        self._request = None
        self._end(message)

    def _end(self, message: Message) -> None:
        self._services.notify.error(message)
        self._say("", None)
        self.failed.emit()

    def _on_cancelled(self) -> None:
        options, self._request = self._options, None
        if options is not None:
            # What a killed engine was just writing.
            for torn in options.out.parent.glob(f".{options.out.stem}.*.tmp{options.out.suffix}"):
                with contextlib.suppress(OSError):
                    torn.unlink()
        self._services.notify.info(self.tr("The conversion was cancelled."))
        self._say("", None)


def _used(result: Any) -> dict[str, str]:
    """What the engine says it made the take with."""
    return dict(result[0]) if isinstance(result, list) and result and isinstance(result[0], dict) else {}
