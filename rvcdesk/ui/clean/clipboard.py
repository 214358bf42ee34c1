"""Cut, copy and paste: sound as a list of segments on the system's clipboard.

So it reaches other recordings, other projects and other windows of the program; other programs get the times
of what was copied as text. Audio files copied in a file manager are added as recordings.
"""

from __future__ import annotations

import json
import shutil
from collections.abc import Callable
from dataclasses import asdict, replace
from pathlib import Path
from typing import Any

from PySide6.QtCore import QMimeData, QObject
from PySide6.QtGui import QGuiApplication

from rvcdesk.audio.clip import Clip, Clipping, Source
from rvcdesk.audio.clip_sources import look_at, written_path
from rvcdesk.audio.edits import Segment, Span
from rvcdesk.audio.resampling import resampled_length
from rvcdesk.disk import atomic_write
from rvcdesk.jobs import Reporter
from rvcdesk.messages import N_, BadInput
from rvcdesk.project import Project, free_name
from rvcdesk.ui.clean.editor import Editor
from rvcdesk.ui.clean.part import Part
from rvcdesk.ui.clean.recordings import Recordings
from rvcdesk.ui.jobbar import Job
from rvcdesk.ui.services import Services
from rvcdesk.ui.work import Worker

FORMAT = "application/x-rvcdesk-clipping"
MOST_BYTES, MOST_SEGMENTS = 16 << 20, 200_000
SAMPLE_RATES = range(1000, 768_001)


def as_mime(clipping: Clipping, spans: tuple[Span, ...]) -> QMimeData:
    """A clipping for the clipboard; as text, a line of start and end in seconds for each span."""
    data = {
        "segments": [segment.to_json() for segment in clipping.segments],
        "sources": [asdict(source) for source in clipping.sources],
        "rate": clipping.rate,
    }
    mime = QMimeData()
    mime.setData(FORMAT, json.dumps(data).encode())
    rate = clipping.rate
    mime.setText("".join(f"{start / rate:.6f}\t{end / rate:.6f}\n" for start, end in spans))
    return mime


def clipping_of(mime: QMimeData) -> Clipping | None:
    """The clipping on a clipboard, None when there is none.

    Raises:
        BadInput: it is damaged, or its recordings are gone.
    """
    if not mime.hasFormat(FORMAT):
        return None
    raw = bytes(mime.data(FORMAT).data())
    try:
        if len(raw) > MOST_BYTES:
            raise ValueError("too large")
        clipping = _parsed(json.loads(raw.decode("utf-8")))
    except (ValueError, KeyError, TypeError, AttributeError) as error:
        raise BadInput("What is on the clipboard cannot be pasted; copy it again.") from error
    gone = next((source for source in clipping.sources if not Path(source.path).is_file()), None)
    if gone is not None:
        raise BadInput(
            "The recording {file} that was copied from is not there any more.", file=Path(gone.path).name
        )
    return clipping


def _parsed(data: dict[str, Any]) -> Clipping:
    """Any program may put anything on the clipboard."""
    sources = tuple(
        Source(
            id=str(item["id"]),
            path=str(item["path"]),
            size=int(item["size"]),
            sha256=str(item["sha256"]),
            rate=int(item["rate"]),
            frames=int(item["frames"]),
            channels=int(item["channels"]),
        )
        for item in data["sources"]
    )
    segments = tuple(Segment.from_json(item) for item in data["segments"][: MOST_SEGMENTS + 1])
    rate = int(data["rate"])
    lengths = {source.id: source.frames * rate / source.rate for source in sources}
    good = 0 < len(segments) <= MOST_SEGMENTS and rate in SAMPLE_RATES
    good = good and all(source.rate in SAMPLE_RATES and source.frames > 0 for source in sources)
    for segment in segments:
        known = segment.source_id is None or segment.source_id in lengths
        numbers = (segment.start, segment.frames, segment.fade_in, segment.fade_out)
        good = good and known and all(isinstance(number, int) for number in numbers)
        good = good and isinstance(segment.gain_db, (int, float)) and abs(segment.gain_db) <= 100
        if good and segment.source_id is not None:
            good = segment.start + segment.frames <= lengths[segment.source_id] + rate
    if not good:
        raise ValueError("not a clipping")
    return Clipping(segments, sources, rate)


class Clipboard(Part):
    """Cut, copy, paste, and cut leaving silence."""

    def __init__(
        self, services: Services, editor: Editor, recordings: Recordings, parent: QObject | None = None
    ) -> None:
        super().__init__(parent)
        self._services, self._editor, self._recordings = services, editor, recordings
        self._project: Project | None = None
        self._job: Job | None = None
        self._waiting: tuple[Clip, object, int, Span | None] | None = None
        self._worker = Worker(self)
        self._worker.done.connect(self._on_ready)
        self._worker.failed.connect(services.notify.error)
        self._worker.ended.connect(self._on_ended)

    def handlers(self) -> dict[str, Callable[[], object]]:
        return {"cut": self.cut, "copy": self.copy, "paste": self.paste, "split_cut": self.split_cut}

    def usable(self) -> dict[str, bool]:
        selected = self._editor.view.selection is not None
        edit = self._editor.can_edit and selected
        return {
            **{"cut": edit, "split_cut": edit, "copy": self._editor.ready and selected},
            "paste": self._project is not None and self._job is None,
        }

    def set_project(self, project: Project | None) -> None:
        self._project = project

    def set_clip(self, clip: Clip | None) -> None:
        self._worker.wait()
        self._waiting = None

    @property
    def _spans(self) -> tuple[Span, ...]:
        return tuple(sorted(self._editor.view.selections))

    def put(self, spans: tuple[Span, ...]) -> bool:
        """Copy stretches of the clip on show."""
        clip = self._editor.clip
        if clip is None or not spans:
            return False
        clipping = clip.copy(*spans[0], *spans[1:])
        QGuiApplication.clipboard().setMimeData(as_mime(clipping, spans))
        return True

    def copy(self) -> None:
        """What is kept of the selection."""
        if self.put(self._spans):
            self._services.notify.info(self.tr("Copied; Ctrl+V inserts it, here or in another recording."))

    def cut(self) -> None:
        """Copy what is selected, and cut it."""
        spans = self._spans
        if self.put(spans):
            self._editor.act(lambda clip: clip.cut_spans(N_("Cut"), spans), select=())

    def split_cut(self) -> None:
        """Copy what is selected, and leave silence in its place."""
        spans = self._spans
        if self.put(spans):
            self._editor.act(lambda clip: clip.split_delete(*spans[0], *spans[1:]), select=())

    # --- pasting

    def paste(self) -> None:
        """Sound at the cursor or in place of the selection; files become recordings."""
        mime = QGuiApplication.clipboard().mimeData()
        clipping = clipping_of(mime)
        files = [Path(url.toLocalFile()) for url in mime.urls() if url.isLocalFile()]
        if clipping is not None and self._editor.can_edit:
            self.insert(clipping, self._editor.view.edit_cursor, self._editor.view.selection)
        elif clipping is None and files:
            self._recordings.drop(files)
        else:
            self._services.notify.info(self.tr("There is nothing to paste."))

    def insert(self, clipping: Clipping, at: int, instead: Span | None = None) -> None:
        """Put a clipping in; a recording at another rate, or to be copied here, takes a worker thread."""
        clip, project = self._editor.clip, self._project
        if clip is None or project is None or not self._editor.can_edit:
            return
        if clip.is_ready(clipping) and not self._foreign(clip, clipping):
            self._put_in(clip, clipping, at, instead)
        else:
            self._prepare(clip, lambda _report: clipping, at, instead)

    def insert_files(self, paths: list[Path], at: int) -> None:
        """Put whole recordings in, one after another; they are looked at in a worker thread."""
        clip, project = self._editor.clip, self._project
        if clip is not None and project is not None and self._editor.can_edit:
            folder = project.folder
            self._prepare(clip, lambda report: clipping_from(paths, folder, report), at, None)

    def _prepare(
        self, clip: Clip, make: Callable[[Reporter], Clipping], at: int, instead: Span | None
    ) -> None:
        if self._job is not None:
            return
        self._waiting = (clip, clip.state, at, instead)
        self._job = self._services.jobs.begin(self.tr("Pasting"), self._worker.cancel)

        def work(report: Reporter) -> Clipping:
            clipping = make(report)
            near = brought(clipping, self._foreign(clip, clipping), clip.folder)
            clip.convert(near, report)
            return near

        self._worker.progressed.connect(self._job.progress)
        self._worker.start(work)
        self.changed.emit()

    def _foreign(self, clip: Clip, clipping: Clipping) -> list[Source]:
        """Recordings of another project, to be copied into this one where the user wants that."""
        if not self._services.settings.get("copy_recordings"):
            return []
        known = list(clip.sources.values())
        new = [source for source in clipping.sources if not any(own.same_sound(source) for own in known)]
        return [source for source in new if Path(written_path(clip.folder, Path(source.path))).is_absolute()]

    def _on_ready(self, clipping: Clipping) -> None:
        waiting, self._waiting = self._waiting, None
        if waiting is None:
            return
        clip, state, at, instead = waiting
        if clip is not self._editor.clip or clip.state is not state:
            self._services.notify.warn(self.tr("The recording was edited meanwhile; paste again."))
            return
        self._put_in(clip, clipping, at, instead)

    def _on_ended(self) -> None:
        job, self._job = self._job, None
        if job is not None:
            self._worker.progressed.disconnect(job.progress)
            job.finish()
        self.changed.emit()

    def _put_in(self, clip: Clip, clipping: Clipping, at: int, instead: Span | None) -> None:
        before = clip.frames - (instead[1] - instead[0] if instead is not None else 0)
        start = instead[0] if instead is not None else at
        if self._editor.act(lambda clip: clip.paste(at, clipping, instead)):
            end = start + clip.frames - before
            self._editor.view.selection = (start, end)
            self._editor.view.edit_cursor = start
            self._editor.view.ensure_visible(start)


def brought(clipping: Clipping, foreign: list[Source], folder: Path) -> Clipping:
    """The clipping with these recordings copied into the project's folder; in any thread."""
    places: dict[str, str] = {}
    for source in foreign:
        path = free_name(folder / "recordings" / Path(source.path).name)
        with atomic_write(path) as temporary:
            shutil.copyfile(source.path, temporary)
        places[source.id] = str(path)
    sources = (replace(source, path=places.get(source.id, source.path)) for source in clipping.sources)
    return replace(clipping, sources=tuple(sources))


def clipping_from(paths: list[Path], folder: Path, report: Reporter) -> Clipping:
    """Whole files, one after another, at the rate of the first; in any thread.

    Raises:
        BadInput: a file cannot be read, or holds no sound.
    """
    sources, segments = [], list[Segment]()
    for number, path in enumerate(paths):
        report.progress(number, len(paths), path.name)
        source = look_at(path, folder, f"f{number}")
        sources.append(replace(source, path=str(path.absolute())))
        frames = resampled_length(source.frames, source.rate, sources[0].rate)
        segments.append(Segment(source.id, 0, frames))
    return Clipping(tuple(segments), tuple(sources), sources[0].rate)
