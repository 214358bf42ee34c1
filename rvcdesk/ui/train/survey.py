"""Asks the engine about a training before it starts: what speaks against it, its time, the devices."""

from __future__ import annotations

import dataclasses
from typing import Any

from PySide6.QtCore import QObject, QTimer, Signal

from rvcdesk.messages import N_, Message
from rvcdesk.options import to_json
from rvcdesk.training.options import TrainOptions
from rvcdesk.ui.engine_client import EngineClient, Request

SETTLE_MS = 500

# What no check depends on.
FREE = ("name", "seed")
# What the time of a step does not depend on.
UNTIMED = (*FREE, "epochs", "steps", "save_every", "save_every_steps")


class Survey(QObject):
    """The preflight list and the devices, asked for when the options have settled.

    What was found before stays, marked as old, until the next answer is here.

    Signals:
        changed: something was found out, or asked.
        devices_found: a list of {"id", "name", "bf16"}, the fastest first.
        summarised: what `summarise` was answered with, once for the same options.
    """

    changed = Signal()
    devices_found = Signal(list)
    summarised = Signal(dict)

    def __init__(self, engine: EngineClient, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._engine = engine
        self.checks: list[dict[str, Any]] = []
        self.stage = ""
        self._trial: dict[str, Any] | None = None
        self._timed: TrainOptions | None = None  # what the trial was made for
        self._options: TrainOptions | None = None
        self._asked: TrainOptions | None = None
        self._know_devices = self._know_summary = False
        self._requests: list[Request] = []
        self._timer = QTimer(self, singleShot=True, interval=SETTLE_MS)
        self._timer.timeout.connect(self._ask)

    @property
    def busy(self) -> bool:
        """Whether an answer is awaited: what is known is of other options."""
        return bool(self._requests) or self._timer.isActive()

    @property
    def stop(self) -> Message | None:
        """What keeps the training from starting, as far as is known."""
        return Message.from_json(self.stops[0]["text"]) if self.stops else None

    @property
    def stops(self) -> list[dict[str, Any]]:
        """The checks that keep it from starting; what was found of another preset does not."""
        if (
            self._options is not None
            and self._timed is not None
            and self._options.preset != self._timed.preset
        ):
            return []
        return [check for check in self.checks if check["state"] == "stop"]

    def wanted(self, options: TrainOptions, *, again: bool = False) -> None:
        """Find out about these options, soon; `again`: the recordings may have changed."""
        self._options = options
        same = _without(options, FREE)
        if same != self._asked or again:
            self._asked = same
            self._know_summary = False
            self._drop()
            self._timer.start()
        self.changed.emit()

    def again(self) -> None:
        """Something outside the options has changed."""
        if self._asked is not None and self._options is not None:
            self.wanted(self._options, again=True)

    def summarise(self) -> None:
        """Ask for the dataset in detail, unless that is known."""
        if self._asked is not None and self._options is not None and not self._know_summary:
            self._know_summary = True
            self._submit("summarise", self._json(self._options), self.summarised.emit)

    def cancel(self) -> None:
        """Ask no more; the engine is left alone."""
        self._asked = None
        self._drop()
        self.changed.emit()

    def forget(self) -> None:
        """Another project."""
        self.checks = []
        self._trial = self._options = None
        self.cancel()

    @property
    def estimate(self) -> dict[str, Any] | None:
        """{"step_s", "steps", "steps_per_epoch", "seconds", "device"} for the options as they are now."""
        if self._trial is None or self._options is None or _without(self._options, UNTIMED) != self._timed:
            return None
        options, trial = self._options, self._trial
        steps = options.steps or options.epochs * trial["steps_per_epoch"]
        return {**trial, "steps": steps, "seconds": steps * trial["step_s"]}

    def _drop(self) -> None:
        self._timer.stop()
        requests, self._requests = self._requests, []
        for request in requests:
            request.cancel()

    def _ask(self) -> None:
        if self._options is None:
            return
        self.stage = ""
        if not self._know_devices:
            self._submit("devices", {}, self._on_devices)
        self._submit("preflight", self._json(self._options), self._on_checks)
        self.changed.emit()

    @staticmethod
    def _json(options: TrainOptions) -> dict[str, Any]:
        """The name is not that of a run yet."""
        return to_json(dataclasses.replace(options, name="voice"))

    def _submit(self, verb: str, options: dict[str, Any], take: Any) -> None:
        request = self._engine.submit(verb, options)
        self._requests.append(request)

        def done(result: Any) -> None:
            self._end(request)
            take(result)
            self.changed.emit()

        def failed(message: Message) -> None:
            self._end(request)
            self.checks, self._trial = [_failure(message)], None
            self.changed.emit()

        request.done.connect(done)
        request.failed.connect(failed)
        request.progress.connect(lambda _done, _total, stage: self._on_stage(stage))
        request.cancelled.connect(lambda: self._end(request))

    def _end(self, request: Request) -> None:
        if request in self._requests:
            self._requests.remove(request)

    def _on_stage(self, stage: str) -> None:
        if stage != self.stage:
            self.stage = stage
            self.changed.emit()

    def _on_devices(self, found: Any) -> None:
        self._know_devices = True
        self.devices_found.emit(found if isinstance(found, list) else [])

    def _on_checks(self, found: dict[str, Any]) -> None:
        self.checks = list(found["checks"])
        self._trial = found.get("estimate")
        self._timed = _without(self._options, UNTIMED) if self._options is not None else None


def _without(options: TrainOptions, names: tuple[str, ...]) -> TrainOptions:
    """The options as if these had not been chosen."""
    return dataclasses.replace(options, **{name: getattr(TrainOptions, name) for name in names})


def _failure(message: Message) -> dict[str, Any]:
    """A check that says why there are no others."""
    title = Message(N_("The check did not work")).to_json()
    return {"id": "problem", "state": "warn", "title": title, "text": message.to_json(), "fix": None}
