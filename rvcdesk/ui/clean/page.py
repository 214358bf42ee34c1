"""The Clean page: recordings as waveforms, and what to cut from them.

The page only arranges its parts and routes between them; every verb lives in a `Part`.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import Any

from PySide6.QtCore import QEvent, QObject, QPoint, Qt, QThreadPool, QTimer
from PySide6.QtGui import QDragEnterEvent, QDragLeaveEvent, QDragMoveEvent, QDropEvent, QKeyEvent, QPalette
from PySide6.QtWidgets import QFrame, QSplitter, QStackedWidget, QVBoxLayout, QWidget

from rvcdesk.audio.clip import Clip
from rvcdesk.messages import Message, UserError
from rvcdesk.project import Project
from rvcdesk.ui.clean.batch import Batch
from rvcdesk.ui.clean.clipboard import Clipboard
from rvcdesk.ui.clean.drop_hint import DropHint, insert_zone
from rvcdesk.ui.clean.editing import Editing
from rvcdesk.ui.clean.editor import Editor
from rvcdesk.ui.clean.effects import Effects
from rvcdesk.ui.clean.frequencies import Frequencies
from rvcdesk.ui.clean.health_part import HealthPart
from rvcdesk.ui.clean.history_list import HistoryList
from rvcdesk.ui.clean.labelling import Labelling
from rvcdesk.ui.clean.levels import Levels
from rvcdesk.ui.clean.looking import Looking
from rvcdesk.ui.clean.part import Part
from rvcdesk.ui.clean.pauses import Pauses
from rvcdesk.ui.clean.pieces import Pieces
from rvcdesk.ui.clean.playback import Playback
from rvcdesk.ui.clean.recording import Recording
from rvcdesk.ui.clean.recordings import Recordings
from rvcdesk.ui.clean.relink import Originals
from rvcdesk.ui.clean.review_part import Reviewer
from rvcdesk.ui.clean.selecting import Selecting
from rvcdesk.ui.clean.transport_keys import TransportKeys
from rvcdesk.ui.empty import EmptyState
from rvcdesk.ui.page import Page
from rvcdesk.ui.services import Services
from rvcdesk.ui.widgets.scrolled import scrolled
from rvcdesk.ui.widgets.transport import TransportBar
from rvcdesk.ui.widgets.waveform_model import clock

STOP_MS = 3000
SIDE_MOST = 360  # px; more room is the waveform's
NEED_SOUND = frozenset({"zoom_in", "zoom_out", "zoom_normal", "zoom_fit"})


class CleanPage(Page):
    """Clip list, editor and review queue over one transport bar."""

    id = "clean"
    needs_project = True

    def __init__(self, services: Services, parent: QWidget | None = None) -> None:
        super().__init__(services, parent)
        self.setAccessibleName(self.title())
        self.setAcceptDrops(True)
        self.editor = Editor(services.actions)
        self.transport = TransportBar()
        self.recordings = Recordings(services, self, self)
        self.clips, self.adder = self.recordings.panel, self.recordings.adder
        self.playback = Playback(services, self.editor.view, self.transport, self)
        self.pauses = Pauses(services, self.editor, self)
        self.silence = self.pauses.panel
        self.editing = Editing(services, self.editor, self.clips, self)
        self.clipboard = Clipboard(services, self.editor, self.recordings, self)
        self.reviewer = Reviewer(services, self.editor, self.playback, self)
        self.review = self.reviewer.panel
        self.health = HealthPart(services, self)
        self.pieces = Pieces(services, self.editor, self)
        self.batch = Batch(services, self.editor, self.recordings, self)
        self.history = HistoryList(self.editor, self)
        self.originals = Originals(services, self.editor, self.clips, self)
        self.effects = Effects(services, self.editor, self.playback, self.recordings, self)
        self.recording = Recording(services, self.editor, self.recordings, self.playback, self)
        self.parts: list[Part] = [
            self.playback,
            TransportKeys(self.editor.view, self.playback, self),
            Selecting(services, self.editor, self.playback, self),
            Looking(services, self.editor, self),
            Frequencies(services, self.editor, self.transport, self),
            self.pauses,
            self.recordings,
            self.editing,
            self.clipboard,
            Labelling(services, self.editor, self.playback, self.clipboard, self),
            self.reviewer,
            self.health,
            self.pieces,
            self.batch,
            self.history,
            self.originals,
            self.effects,
            Levels(services, self.editor, self.transport.meter, self),
            self.recording,
        ]
        self._hint = DropHint(self)
        self._stack = QStackedWidget()
        self._last_clip = ""
        self._fresh = False  # no recording of this project was on show yet
        self._arrange()
        self._connect()
        self._show_clip(None)

    def title(self) -> str:
        return self.tr("Clean")

    def _arrange(self) -> None:
        tools = QWidget()
        side = scrolled(tools)  # several panels at once are more than a small screen holds
        side.setMinimumWidth(230)
        right = QVBoxLayout(tools)
        right.setContentsMargins(0, 0, 0, 0)
        right.setSpacing(0)
        right.addWidget(self.history.panel, 1)
        right.addWidget(self.health.panel, 1)
        right.addWidget(self.pieces.panel, 1)
        right.addWidget(self.silence)
        right.addWidget(self.effects.panel)
        right.addWidget(self.review, 1)
        right.addStretch(0)
        self._side = side
        for panel in (self.history.panel, self.health.panel, self.pieces.panel, self.silence):
            panel.installEventFilter(self)
        self.effects.panel.installEventFilter(self)
        split = QSplitter(Qt.Orientation.Horizontal)
        split.setObjectName("clean.panes")
        split.setHandleWidth(5)
        middle = QWidget()
        centre = QVBoxLayout(middle)
        centre.setContentsMargins(0, 0, 0, 0)
        centre.setSpacing(0)
        centre.addWidget(self.originals.notice)
        centre.addWidget(self.editor, 1)
        for widget in (self.clips, middle, side):
            split.addWidget(widget)
            split.setStretchFactor(split.count() - 1, 1)  # they shrink together: the tools need room too
        self.clips.setMaximumWidth(SIDE_MOST)
        side.setMaximumWidth(SIDE_MOST)
        split.setCollapsible(1, False)
        split.setSizes([250, 700, 250])
        line = QFrame()
        line.setFrameStyle(QFrame.Shape.HLine | QFrame.Shadow.Plain)
        line.setForegroundRole(QPalette.ColorRole.Mid)
        work = QWidget()
        column = QVBoxLayout(work)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(split, 1)
        column.addWidget(line)
        column.addWidget(self.transport)
        self._stack.addWidget(self._make_empty())
        self._stack.addWidget(work)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.addWidget(self._stack, 1)
        whole.addWidget(self.recording.panel)

    def _make_empty(self) -> QWidget:
        return EmptyState(
            "clean",
            self.tr("Drop recordings here"),
            self.tr(
                "A voice is learned from recordings of one person: speech or singing, ten minutes or more, "
                "without music. Drop audio files or whole folders, or choose them. The files themselves "
                "are never changed."
            ),
            self.services.actions,
            "add_recordings",
        )

    def _connect(self) -> None:
        self.clips.chosen.connect(self._show_clip)
        self.originals.found.connect(self._on_found)
        self.recordings.leaving.connect(self._on_leaving)
        self.editing.leaving.connect(self.recordings.leaving)
        self.recordings.changed.connect(self._show_stack)
        self.editor.quietly = self.playback.quietly
        self.recordings.show_first_when(lambda: not self.playback.mine)
        self.editor.opened.connect(self._on_opened)
        self.editor.failed.connect(self._on_failed)
        self.editor.edited.connect(self._on_edited)
        self.editor.ruler.seek_requested.connect(self._play_from)
        self.silence.shown.connect(self.review.set_searching)
        self.health.panel.opened.connect(partial(self.review.set_covered, "health"))
        self.pieces.panel.shown.connect(partial(self.review.set_covered, "pieces"))
        self.effects.panel.shown.connect(partial(self.review.set_covered, "effects"))
        for part in self.parts:
            part.changed.connect(self.changed)
        self.transport.typing_ended.connect(self.editor.view.setFocus)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """A panel that opens is brought into sight."""
        if event.type() == QEvent.Type.Show and isinstance(watched, QWidget):
            QTimer.singleShot(0, self, lambda: self._side.ensureWidgetVisible(watched, 0, 0))
        return super().eventFilter(watched, event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Escape, wherever nothing else takes it: back to the waveform."""
        if event.key() == Qt.Key.Key_Escape and self.editor.ready:
            self.editor.view.setFocus()
        else:
            super().keyPressEvent(event)

    # --- what the window asks

    def handlers(self) -> dict[str, Callable[[], object]]:
        view = self.editor.view
        return {
            **{name: verb for part in self.parts for name, verb in part.handlers().items()},
            "save": self._say_saved,
            "zoom_in": view.zoom_in,
            "zoom_normal": view.zoom_normal,
            "zoom_out": view.zoom_out,
            "zoom_selection": view.zoom_to_selection,
            "zoom_fit": view.fit,
        }

    def usable(self) -> dict[str, bool]:
        ready = self.editor.ready
        return {
            **dict.fromkeys(NEED_SOUND, ready),
            **{name: can for part in self.parts for name, can in part.usable().items()},
        }

    def save_layout(self) -> dict[str, str]:
        """With the recording on show, to begin with that one the next time."""
        clip = self.clips.current
        return {**super().save_layout(), **({"clip": clip.id} if clip is not None else {})}

    def restore_layout(self, layout: dict[str, str]) -> None:
        super().restore_layout(layout)
        self._last_clip = layout.get("clip", "")

    def set_project(self, project: Project | None) -> None:
        for part in self.parts:
            part.set_clip(None)
        super().set_project(project)
        for part in self.parts:
            part.set_project(project)
        if project is None:
            self._show_clip(None)
            # No thread may still read or write in a folder that is given back.
            QThreadPool.globalInstance().waitForDone(STOP_MS)
        self._fresh = project is not None
        self.receive({"clip": self._last_clip})
        self._show_stack()

    def activated(self) -> None:
        self.editing.name_steps()
        self.transport.set_volume(self.services.player.volume)

    def deactivated(self) -> None:
        self.playback.stop()
        self.editing.name_steps(visible=False)

    def receive(self, what: dict[str, Any]) -> None:
        """`{"clip": id}` shows that clip, `{"add": paths}` adds files."""
        self.recordings.show(str(what.get("clip", "")))
        if "add" in what:
            self.drop(list(what["add"]))

    def drop(self, paths: list[Path]) -> bool:
        return self.recordings.drop(paths)

    # --- the clip on show

    def _show_clip(self, clip: Clip | None) -> None:
        if clip is not None and clip is self.editor.clip:
            return
        for part in self.parts:
            part.set_clip(None)
        cache = self.project.folder / "cache" if self.project is not None else Path()
        self.editor.set_clip(clip, cache)
        self.editing.name_steps()
        self.changed.emit()

    def _on_opened(self) -> None:
        clip = self.editor.clip
        if clip is not None:
            self.clips.model.set_problem(clip, "")
            for part in self.parts:
                part.set_clip(clip)
            if self._fresh and self.isVisible():
                self._fresh = False
                self.editor.view.setFocus()  # the arrow keys move the cursor from the start
            self.changed.emit()

    def _on_failed(self, clip: Clip, message: Message) -> None:
        self.clips.model.set_problem(clip, message)
        self.services.notify.warn(message)
        self.originals.offer(clip)

    def _on_found(self, clips: list[Clip]) -> None:
        clip = self.editor.clip
        if clip in clips:
            self._show_clip(None)
            self._show_clip(clip)

    def _on_leaving(self, clips: list[Clip]) -> None:
        if self.editor.clip in clips:
            self._show_clip(None)

    def _on_edited(self) -> None:
        clip = self.editor.clip
        if clip is None:
            return
        self.clips.model.refresh(clip)
        for part in self.parts:
            part.edited()
        self.changed.emit()

    def _show_stack(self) -> None:
        self._stack.setCurrentIndex(1 if self.recordings.any else 0)
        self.editing.name_steps(visible=self.isVisible())

    def _play_from(self, frame: int) -> None:
        try:
            self.playback.play_from(frame)
        except UserError as error:
            self.services.notify.error(error)

    def _say_saved(self) -> None:
        """Ctrl+S is a habit; silence would leave a doubt."""
        self.services.notify.info(self.tr("Everything is saved: edits are stored as you make them."))

    # --- files over the page: added to the recordings, or put into the one on show

    def _insert_place(self, point: QPoint) -> int | None:
        """The frame where files dropped at a place of the page are put in; None: they are added."""
        view = self.editor.view
        if not self.editor.can_edit or not insert_zone(view, self).contains(point):
            return None
        return view.port.frame_at(view.mapFrom(self, point).x())

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        if any(url.isLocalFile() for url in event.mimeData().urls()):
            event.acceptProposedAction()
            zone = insert_zone(self.editor.view, self) if self.editor.can_edit else None
            self._hint.cover(zone)

    def dragMoveEvent(self, event: QDragMoveEvent) -> None:
        point = event.position().toPoint()
        place = self._insert_place(point)
        if place is None:
            self._hint.point_at(None)
        else:
            time = clock(place / self.editor.view.rate, 2)
            self._hint.point_at(point.x(), self.tr("Insert here, at {time}").format(time=time))
        event.acceptProposedAction()

    def dragLeaveEvent(self, event: QDragLeaveEvent) -> None:
        self._hint.hide()

    def dropEvent(self, event: QDropEvent) -> None:
        self._hint.hide()
        paths = [Path(url.toLocalFile()) for url in event.mimeData().urls() if url.isLocalFile()]
        event.acceptProposedAction()
        place = self._insert_place(event.position().toPoint())
        if place is not None and all(path.is_file() for path in paths):
            take: Callable[[list[Path]], object] = partial(self.clipboard.insert_files, at=place)
        else:
            take = getattr(self.window(), "drop", self.drop)  # the window knows projects from recordings
        # Only after the drop is over: the other program waits.
        QTimer.singleShot(0, self, lambda: take(paths))
