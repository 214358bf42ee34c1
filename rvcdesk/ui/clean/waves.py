"""What a clip's timeline looks like: every recording it draws from, opened once and drawn together."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import QObject, Signal

from rvcdesk.audio import edits
from rvcdesk.audio.clip import Clip, Source
from rvcdesk.audio.clip_sources import converted_path
from rvcdesk.audio.processed import Chain, cache_path, chains, region_of
from rvcdesk.messages import Message
from rvcdesk.ui.widgets.segment_source import Region, SegmentSource
from rvcdesk.ui.widgets.waveform_loader import PeakLoader
from rvcdesk.ui.widgets.waveform_source import FileSource

Key = tuple[str, Chain]  # a recording, and what was done to it


class ClipWaves(QObject):
    """Opens the recordings of one clip and what its effects have made of them.

    Signals:
        opened: everything that the timeline shows can be drawn, or cannot be had; once for a clip.
        changed: something else can be drawn from now on.
        progressed: more of it is known: draw again.
        failed: a `Message`: a recording is missing or is another.
    """

    opened = Signal()
    changed = Signal()
    progressed = Signal()
    failed = Signal(object)

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._clip: Clip | None = None
        self._cache = Path()
        self._sources: dict[Key, FileSource] = {}
        self._loaders: dict[Key, PeakLoader] = {}
        self._paths: dict[Key, Path] = {}
        self._waiting: set[Key] = set()
        self._told = False

    @property
    def drawable(self) -> bool:
        """Whether at least one recording is there."""
        return any(not chain for _, chain in self._sources)

    @property
    def channels(self) -> int:
        """Of the recording with the most."""
        return max((source.channels for source in self._sources.values()), default=1)

    def set_clip(self, clip: Clip | None, cache: Path) -> None:
        """Open another clip's recordings in worker threads."""
        for loader in self._loaders.values():
            loader.cancel()
            loader.deleteLater()
        self._sources, self._loaders, self._paths = {}, {}, {}
        self._waiting, self._told = set(), False
        self._clip, self._cache = clip, cache
        self.refresh()

    def refresh(self) -> None:
        """After an edit: open what the timeline did not show before; the rest stays open."""
        clip = self._clip
        if clip is None:
            return
        used = {item.source_id for item in clip.state.segments if item.source_id is not None}
        for name, source in clip.sources.items():
            if name in used:
                self._open((name, ()), self._path(clip, source), source)
        for name, chain in chains(clip.state.segments):
            source = clip.sources[name]
            sound = clip.sound_of(name)
            for length in range(1, len(chain) + 1):
                path = cache_path(self._cache, sound, chain[:length])
                if (
                    path.exists()
                ):  # made by whoever put the effect there; without it the sound before is drawn
                    self._open((name, chain[:length]), path, None)
        self._tell()

    def _path(self, clip: Clip, source: Source) -> Path:
        path = clip.source_path(source)
        return path if source.rate == clip.rate else converted_path(source, clip.rate, self._cache)

    def _open(self, key: Key, path: Path, source: Source | None) -> None:
        if self._paths.get(key) == path and (key in self._sources or key in self._waiting):
            return
        loader = self._loaders.get(key)
        if loader is None:
            loader = self._loaders[key] = PeakLoader(self)
            loader.opened.connect(lambda found, key=key: self._on_opened(key, found))
            loader.failed.connect(lambda message, key=key: self._on_failed(key, message))
            loader.progressed.connect(lambda *_: self.progressed.emit())
            loader.ready.connect(self.progressed)
        self._sources.pop(key, None)
        self._paths[key] = path
        self._waiting.add(key)
        known = source.frames if source is not None and path == self._original(source) else None
        loader.open(path, self._cache, known)

    def _original(self, source: Source) -> Path | None:
        return self._clip.source_path(source) if self._clip is not None else None

    def _on_opened(self, key: Key, found: FileSource) -> None:
        clip = self._clip
        if clip is None:
            return
        name, chain = key
        known = clip.sources[name]
        original = not chain and self._paths[key] == self._original(known)
        if original and (found.frames, found.rate) != (known.frames, known.rate):
            values = {"file": self._paths[key].name}
            self._on_failed(
                key, Message("{file} is not the recording that was added; put that back.", values)
            )
            return
        self._sources[key] = found
        self._waiting.discard(key)
        if self._told:
            self.changed.emit()
        self._tell()

    def _on_failed(self, key: Key, message: Message) -> None:
        self._sources.pop(key, None)
        self._waiting.discard(key)
        if not key[1]:
            self.failed.emit(message)
        self._tell()

    def _tell(self) -> None:
        if not self._waiting and not self._told and self.drawable:
            self._told = True
            self.opened.emit()

    def source(self) -> SegmentSource | None:
        """The timeline as it is now; None while nothing of it can be drawn."""
        clip = self._clip
        if clip is None or not self.drawable:
            return None
        files = {name: source for (name, chain), source in self._sources.items() if not chain}
        regions: dict[tuple[str, Chain], Region] = {}
        for (name, chain), source in self._sources.items():
            if chain:
                region = region_of(chain[-1])
                regions[name, chain] = Region(source, region.at, region.end)
        return SegmentSource(clip.state.segments, files, clip.rate, regions)

    def missing(self) -> list[edits.Span]:
        """The stretches of the timeline whose recording is not there."""
        source = self.source()
        return source.missing() if source is not None else []
