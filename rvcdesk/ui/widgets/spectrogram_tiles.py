"""Pieces of spectrogram, made in pool threads and kept while there is room."""

from __future__ import annotations

import os
import threading
from collections import OrderedDict
from collections.abc import Sequence
from dataclasses import dataclass, field

import numpy as np
import shiboken6
from PySide6.QtCore import QObject, QRunnable, QThreadPool, Signal, Slot
from PySide6.QtGui import QImage

from rvcdesk.audio.spectrogram import SampleSource, SpectrogramOptions, indices
from rvcdesk.jobs import Cancelled
from rvcdesk.messages import UserError
from rvcdesk.ui.theme import Scheme
from rvcdesk.ui.widgets.spectrogram_colors import palette

TILE = 256  # columns
_THREADS = max(1, min(4, (os.cpu_count() or 1) // 2))
_KEPT_BYTES = 64 << 20


@dataclass(frozen=True)
class Tile:
    """Which piece: `TILE` columns of 2**level frames each, number `index` of its sound.

    Attributes:
        sound: names the sound, whatever timeline it lies on.
        rows: height in device pixels.
        source, rate: where the samples come from; not part of what makes two tiles the same.
    """

    sound: str
    level: int
    index: int
    rows: int
    options: SpectrogramOptions
    scheme: Scheme
    gain_db: float = 0.0
    channel: int | None = None
    source: SampleSource | None = field(default=None, compare=False, repr=False)
    rate: int = field(default=1, compare=False)

    @property
    def hop(self) -> int:
        """Frames a column."""
        return 1 << self.level

    @property
    def frames(self) -> int:
        """Frames in all."""
        return TILE << self.level

    @property
    def start(self) -> int:
        """The first frame."""
        return self.index * self.frames


class _Relay(QObject):
    """Lives in the GUI thread; the workers emit through it."""

    made = Signal(object, object)
    ended = Signal(object)


class _Worker(QRunnable):
    """Makes tiles until none is wanted."""

    def __init__(self, queue: _Queue, relay: _Relay) -> None:
        super().__init__()
        self.setAutoDelete(False)
        self._queue, self.relay = queue, relay

    def run(self) -> None:
        try:
            while (tile := self._queue.take()) is not None:
                image = self._made(tile)
                if image is not None and shiboken6.isValid(self.relay):
                    self.relay.made.emit(tile, image)
        finally:
            if shiboken6.isValid(self.relay):
                self.relay.ended.emit(self)

    def _made(self, tile: Tile) -> QImage | None:
        assert tile.source is not None
        try:
            shown = indices(
                tile.source, tile.rate, tile.start, tile.hop, TILE, tile.rows, tile.options,
                gain_db=tile.gain_db, channel=tile.channel, cancelled=lambda: not self._queue.wants(tile),
            )  # fmt: skip
        except (Cancelled, UserError, ValueError):  # the file was closed, or is damaged there
            self._queue.give_up(tile)
            return None
        colors = np.take(palette(tile.scheme), shown)  # indexing would hold up the window's thread
        image = QImage(colors.data, TILE, tile.rows, TILE * 4, QImage.Format.Format_RGB32)
        return image.copy()


class _Queue:
    """What is wanted next, shared by the threads."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._waiting: list[Tile] = []
        self._made: set[Tile] = set()  # being made
        self._failed: set[Tile] = set()
        self._wanted: frozenset[Tile] = frozenset()

    def want(self, tiles: Sequence[Tile]) -> int:
        """These and no others, in this order; returns how many are waiting."""
        with self._lock:
            self._wanted = frozenset(tiles)
            self._waiting = [tile for tile in tiles if tile not in self._made and tile not in self._failed]
            return len(self._waiting)

    def wants(self, tile: Tile) -> bool:
        return tile in self._wanted

    def take(self) -> Tile | None:
        with self._lock:
            if not self._waiting:
                return None
            tile = self._waiting.pop(0)
            self._made.add(tile)
            return tile

    def done(self, tile: Tile) -> None:
        with self._lock:
            self._made.discard(tile)

    def give_up(self, tile: Tile) -> None:
        """It was cancelled, or cannot be made: then not again until everything is forgotten."""
        with self._lock:
            self._made.discard(tile)
            if tile in self._wanted:
                self._failed.add(tile)

    def forget(self) -> None:
        with self._lock:
            self._failed.clear()


_running: set[_Worker] = set()  # keeps workers and relays alive until the GUI thread heard of the end


class TileStore(QObject):
    """Keeps tiles and makes the missing ones.

    Signals:
        arrived: another tile can be drawn.
    """

    arrived = Signal()

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._images: OrderedDict[Tile, QImage] = OrderedDict()
        self._bytes = 0
        self._queue = _Queue()
        self._workers = 0
        self._relay = _Relay()
        self._relay.made.connect(self._on_made)
        self._relay.ended.connect(self._on_ended)
        self._relay.ended.connect(_running.discard)
        self._pool = QThreadPool()
        self._pool.setMaxThreadCount(_THREADS)
        self._missing: tuple[Tile, ...] = ()

    @property
    def is_busy(self) -> bool:
        """Whether tiles are being made."""
        return self._workers > 0

    @property
    def kept_bytes(self) -> int:
        """Memory of what is kept."""
        return self._bytes

    def get(self, tile: Tile) -> QImage | None:
        """The tile's picture, when it is there."""
        image = self._images.get(tile)
        if image is not None:
            self._images.move_to_end(tile)
        return image

    def want(self, tiles: Sequence[Tile]) -> None:
        """Make these, the first first; whatever else is under way stops."""
        missing = tuple(tile for tile in tiles if tile not in self._images)
        if missing == self._missing and self.is_busy:
            return
        self._missing = missing
        waiting = self._queue.want(missing)
        while self._workers < min(_THREADS, waiting):
            worker = _Worker(self._queue, self._relay)
            _running.add(worker)
            self._workers += 1
            self._pool.start(worker)

    def clear(self) -> None:
        """Stop, and forget everything."""
        self.stop()
        self._images.clear()
        self._bytes = 0
        self._queue.forget()

    def stop(self) -> None:
        """Stop making tiles."""
        self._missing = ()
        self._queue.want(())

    def wait(self) -> None:
        """Stop, and wait until no thread reads any more."""
        self.stop()
        self._pool.waitForDone()

    @Slot(object, object)
    def _on_made(self, tile: Tile, image: QImage) -> None:
        self._queue.done(tile)
        self._bytes += image.sizeInBytes()
        self._images[tile] = image
        while self._bytes > _KEPT_BYTES:
            self._bytes -= self._images.popitem(last=False)[1].sizeInBytes()
        self.arrived.emit()

    @Slot(object)
    def _on_ended(self, _worker: _Worker) -> None:
        self._workers -= 1
        if self._missing:  # wanted after the worker had looked
            missing, self._missing = self._missing, ()
            self.want(missing)
