"""What happened in a run, in words."""

from __future__ import annotations

import datetime

from PySide6.QtCore import QSize, QTimer
from PySide6.QtWidgets import QAbstractItemView, QListWidget, QListWidgetItem, QWidget

from rvcdesk.events import Event
from rvcdesk.messages import Message
from rvcdesk.ui.icons import icon
from rvcdesk.ui.jobbar import clock
from rvcdesk.ui.tr import text

ICONS = {
    "prepare": "info",
    "warning": "warning",
    "failed": "error",
    "save": "save",
    "done": "accept",
    "resume": "play",
    "stage": "train",
}


class RunLog(QListWidget):
    """One line an event; steps are on the plot. Follows the newest unless the user looks further up."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAccessibleName(self.tr("What happened in this run"))
        self.setWordWrap(True)
        self.setIconSize(QSize(15, 15))
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self._last: Event = {}
        self._follows = True
        bar = self.verticalScrollBar()
        bar.valueChanged.connect(self._on_scrolled)
        # Lines are laid out, and wrapped, some time after they are added.
        bar.rangeChanged.connect(self._to_end)

    def show_notes(self, notes: list[Event]) -> None:
        """Show these, and nothing else."""
        self.clear()
        self._last = {}
        for note in notes:
            self.add(note)
        self._follows = True
        QTimer.singleShot(0, self, self._to_end)

    def _to_end(self) -> None:
        if self._follows:
            self.scrollToBottom()

    def _on_scrolled(self, place: int) -> None:
        self._follows = place >= self.verticalScrollBar().maximum()

    def add(self, event: Event) -> None:
        """Add an event; a stage of preparation that goes on changes its line."""
        words = self.words(event)
        if not words:
            return
        before, self._last = self._last, event
        again = _is_stage(event) and _is_stage(before) and event.get("stage") == before.get("stage")
        if again and self.count():
            self.item(self.count() - 1).setText(_line(event, words))
            return
        if _is_stage(before) and before.get("done") != before.get("total") and self.count():
            # It is over: how far it was when last heard of says nothing.
            self.item(self.count() - 1).setText(_line(before, text(str(before.get("stage", "")))))
        item = QListWidgetItem(_line(event, words))
        if event["event"] in ICONS:
            item.setIcon(icon(ICONS[event["event"]]))
        item.setToolTip(words)
        self.addItem(item)

    def words(self, event: Event) -> str:
        """A sentence for an event, "" for one that is not told."""
        kind = event["event"]
        if kind in ("warning", "failed"):
            return text(Message.from_json(event))
        if kind == "prepare":
            return self._prepared(event)
        if kind == "stage":
            return self._trained_on(event)
        step = event.get("step", 0)
        sentences = {
            "save": self.tr("Saved at step {step} (epoch {epoch})"),
            "resume": self.tr("Resumed from the save of step {step}"),
            "done": self.tr("Finished at step {step}: the voice is ready"),
        }
        return sentences.get(kind, "").format(step=step, epoch=event.get("epoch", 0))

    def _trained_on(self, event: Event) -> str:
        before, epochs = event.get("epoch", 0), event.get("epochs", 0)
        if event.get("reason") == "recordings":
            return self.tr(
                "Trained on from epoch {before} to {epochs} with other recordings: {time} in {pieces} pieces"
            ).format(
                before=before,
                epochs=epochs,
                time=clock(float(event.get("minutes", 0)) * 60),
                pieces=event.get("pieces", 0),
            )
        return self.tr("Trained on from epoch {before} to {epochs}").format(before=before, epochs=epochs)

    def _prepared(self, event: Event) -> str:
        if "steps" not in event:
            share = 100 * float(event.get("done", 0)) / (float(event.get("total", 0)) or 1)
            stage = text(str(event.get("stage", "")))
            return self.tr("{stage}: {percent} %").format(stage=stage, percent=round(share))
        return self.tr(
            "Prepared in {seconds}: {time} in {pieces} pieces, {unused} left out; pitch by {f0}; "
            "{steps} steps on {device}"
        ).format(
            seconds=clock(float(event.get("seconds", 0))),
            time=clock(float(event.get("minutes", 0)) * 60),
            pieces=event.get("pieces", 0),
            unused=event.get("unused", 0),
            f0=event.get("f0", ""),
            steps=event.get("steps", 0),
            device=event.get("device", ""),
        )


def _line(event: Event, words: str) -> str:
    return f"{datetime.datetime.fromtimestamp(float(event.get('time', 0))):%H:%M:%S}  {words}"


def _is_stage(event: Event) -> bool:
    return event.get("event") == "prepare" and "steps" not in event
