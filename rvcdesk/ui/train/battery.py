"""Says once that a training runs on battery power."""

from __future__ import annotations

from PySide6.QtCore import QObject, QTimer

from rvcdesk import power
from rvcdesk.ui.notify import Notifier
from rvcdesk.ui.train.words import duration

LOOK_MS = 60_000


class BatteryWatch(QObject):
    """Looks every minute while something trains on this computer."""

    def __init__(self, notify: Notifier, parent: QObject) -> None:
        super().__init__(parent)
        self._notify = notify
        self._said = False
        self._timer = QTimer(self, interval=LOOK_MS)
        self._timer.timeout.connect(self._look)

    def follow(self, training: bool) -> None:
        """Whether a training runs here now."""
        if not training:
            self._timer.stop()
            self._said = False
        elif not self._timer.isActive():
            self._timer.start()
            QTimer.singleShot(0, self, self._look)

    def _look(self) -> None:
        battery = power.battery()
        if battery is None or battery.plugged or self._said or not self._timer.isActive():
            return
        self._said = True
        share = round(100 * battery.share)
        if battery.seconds_left is None:
            sentence = self.tr("On battery ({share} %): plug the computer in, or pause the training.")
            self._notify.warn(sentence.format(share=share))
        else:
            sentence = self.tr(
                "On battery ({share} %, {time} left): plug the computer in, or pause the training."
            )
            self._notify.warn(sentence.format(share=share, time=duration(battery.seconds_left)))
