"""One file of the page: its picture, its sound and how loud it is, all read in the background."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import QObject, Signal

from rvcdesk.audio.files import AudioReader
from rvcdesk.audio.loudness import Loudness, Meter
from rvcdesk.jobs import Reporter
from rvcdesk.messages import Message
from rvcdesk.ui.convert.timeline import FileSound
from rvcdesk.ui.widgets.waveform_loader import PeakLoader
from rvcdesk.ui.widgets.waveform_source import FileSource
from rvcdesk.ui.work import Worker

BLOCK = 1 << 17


def measure(sound: FileSound, report: Reporter) -> Loudness:
    """Levels of a file, block by block; stops when the report is cancelled."""
    meter = Meter(sound.rate, sound.channels)
    for start in range(0, sound.frames, BLOCK):
        report.progress(start, sound.frames, "")
        meter.add(sound.read(start, BLOCK))
    return meter.result()


class Track(QObject):
    """Holds at most one file.

    Signals:
        shown: the picture is there, or gone.
        redraw: more of the picture is exact.
        playable: the sound is there.
        measured: so is its loudness.
        failed: a `Message`; the track is empty again.

    Attributes:
        path: the file that is open or being opened.
        wave: what to draw; sound: what to play; loudness: its levels. None until known.
    """

    shown = Signal()
    redraw = Signal()
    playable = Signal()
    measured = Signal()
    failed = Signal(object)

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.path: Path | None = None
        self.wave: FileSource | None = None
        self.sound: FileSound | None = None
        self.loudness: Loudness | None = None
        self._cache = Path()
        self._peaks = PeakLoader(self)
        self._peaks.opened.connect(self._on_opened)
        self._peaks.progressed.connect(lambda _done, _total: self.redraw.emit())
        self._peaks.ready.connect(self.redraw)
        self._peaks.failed.connect(self._on_failed)
        self._reading = Worker(self)
        self._reading.done.connect(self._on_read)
        self._reading.failed.connect(self._on_failed)
        self._measuring = Worker(self)
        self._measuring.done.connect(self._on_measured)
        self._measuring.failed.connect(self._on_failed)

    @property
    def seconds(self) -> float:
        """Length; 0 while nothing is known."""
        return self.wave.frames / self.wave.rate if self.wave is not None else 0.0

    def open(self, path: Path, cache: Path) -> None:
        """Read another file; what can be kept for the next time goes to `cache`."""
        self.clear()
        self.path, self._cache = path, cache
        self._peaks.open(path, cache)

    def clear(self) -> None:
        """Let the file go."""
        self._peaks.cancel()
        self._reading.cancel()
        self._measuring.cancel()
        if self.sound is not None:
            self.sound.close()
        had = self.wave is not None
        self.path = self.wave = self.sound = self.loudness = None
        if had:
            self.shown.emit()

    def wait(self) -> None:
        """Until no thread works for this track."""
        self._reading.wait()
        self._measuring.wait()

    def _on_opened(self, wave: FileSource) -> None:
        self.wave = wave
        self.shown.emit()
        # Only now: what had to be decoded for the picture need not be decoded again.
        path, cache = self.path, self._cache
        if path is not None:
            self._reading.start(lambda report: FileSound(AudioReader(path, cache, report)))

    def _on_read(self, sound: FileSound) -> None:
        self.sound = sound
        self.playable.emit()
        self._measuring.start(lambda report: measure(sound, report))

    def _on_measured(self, loudness: Loudness) -> None:
        self.loudness = loudness
        self.measured.emit()

    def _on_failed(self, message: Message) -> None:
        self.clear()
        self.failed.emit(message)
