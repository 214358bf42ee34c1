"""The Clean page: recordings as waveforms, and what to cut from them."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import Any

from PySide6.QtCore import Qt, QThreadPool, QTimer
from PySide6.QtGui import QDragEnterEvent, QDragLeaveEvent, QDropEvent, QPalette
from PySide6.QtWidgets import QFileDialog, QFrame, QSplitter, QStackedWidget, QVBoxLayout, QWidget

from rvcdesk.audio.clip import Clip
from rvcdesk.audio.history import Mark
from rvcdesk.messages import N_, Message, UserError
from rvcdesk.project import Project
from rvcdesk.ui.action_specs import BY_ID
from rvcdesk.ui.actions import translated
from rvcdesk.ui.clean.adding import Adder
from rvcdesk.ui.clean.clip_list import ClipPanel
from rvcdesk.ui.clean.drop_hint import DropHint
from rvcdesk.ui.clean.editor import Editor
from rvcdesk.ui.clean.part import Part
from rvcdesk.ui.clean.playback import Playback
from rvcdesk.ui.clean.review import ReviewPanel
from rvcdesk.ui.clean.silence_panel import SilencePanel, merged
from rvcdesk.ui.empty import EmptyState
from rvcdesk.ui.page import Page
from rvcdesk.ui.services import Services
from rvcdesk.ui.tr import text
from rvcdesk.ui.widgets.transport import TransportBar
from rvcdesk.ui.widgets.waveform_model import ViewMark

CONTEXT_S = 0.3  # heard before and after a mark
STOP_MS = 3000
SIDE_MOST = 360  # px; more room is the waveform's
SILENCE_KEY = "find_silence"
NEED_CLIP = frozenset({"rename_clip", "remove_clip"})
NEED_MARKS = frozenset({"next_mark", "previous_mark"})
NEED_SOUND = frozenset(
    {"play_stop", "play_stop_here", "play_once", "pause", "play_kept", "zoom_in", "zoom_out", "zoom_normal"}
    | {"zoom_fit", "find_silence"}
)


class CleanPage(Page):
    """Clip list, editor and review queue over one transport bar."""

    id = "clean"
    needs_project = True

    def __init__(self, services: Services, parent: QWidget | None = None) -> None:
        super().__init__(services, parent)
        self.setAccessibleName(self.title())
        self.setAcceptDrops(True)
        self._folder = Path.home()
        self.clips = ClipPanel(services.actions)
        self.editor = Editor(services.actions)
        self.silence = SilencePanel(services.jobs)
        self.review = ReviewPanel(services.actions, services.settings)
        self.transport = TransportBar()
        self.playback = Playback(services, self.editor.view, self.transport, self)
        self.adder = Adder(services, self)
        self.parts: list[Part] = []
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
        side = QWidget()
        side.setMinimumWidth(210)
        right = QVBoxLayout(side)
        right.setContentsMargins(0, 0, 0, 0)
        right.setSpacing(0)
        right.addWidget(self.silence)
        right.addWidget(self.review, 1)
        right.addStretch(0)
        split = QSplitter(Qt.Orientation.Horizontal)
        split.setObjectName("clean.panes")
        split.setHandleWidth(5)
        for widget in (self.clips, self.editor, side):
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
        whole.addWidget(self._stack)

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
        self.clips.remove_wanted.connect(self._remove)
        self.clips.model.failed.connect(self.services.notify.error)
        self.adder.added.connect(self._on_added)
        self.editor.opened.connect(self._on_opened)
        self.editor.failed.connect(self._on_failed)
        self.editor.edited.connect(self._on_edited)
        self.editor.usable_changed.connect(self.changed)
        self.editor.ruler.seek_requested.connect(self._play_from)
        self.editor.view.mark_clicked.connect(partial(self._on_mark, play=False))
        self.editor.view.mark_activated.connect(partial(self._on_mark, play=True))
        self.editor.view.cursor_moved.connect(self._on_cursor)
        self.silence.previewed.connect(self.editor.suggest)
        self.silence.closed.connect(self._on_silence_closed)
        self.silence.shown.connect(self.review.set_searching)
        self.silence.accepted.connect(self._mark)
        self.silence.options_changed.connect(self._remember_options)
        self.review.gone_to.connect(self._go_to_mark)
        self.review.answered.connect(self.editor.after_edit)
        self.review.finished.connect(self._say_reviewed)
        self.playback.changed.connect(self.changed)
        for part in self.parts:
            part.changed.connect(self.changed)
        self.transport.typing_ended.connect(self.editor.view.setFocus)

    # --- what the window asks

    def handlers(self) -> dict[str, Callable[[], object]]:
        editor, view, review, playback = self.editor, self.editor.view, self.review, self.playback
        loop = self.services.actions.action("loop")
        return {
            **{name: verb for part in self.parts for name, verb in part.handlers().items()},
            "add_recordings": self.ask_for_files,
            "save": self._say_saved,
            "undo": self._undo,
            "redo": editor.redo,
            "cut": editor.cut,
            "delete": editor.cut,
            "keep_only": editor.keep_only,
            "silence": editor.silence,
            "restore": editor.restore,
            "select_all": view.select_all,
            "select_none": lambda: setattr(view, "selection", None),
            "next_clip": lambda: self.clips.step(1),
            "previous_clip": lambda: self.clips.step(-1),
            "rename_clip": self.clips.rename,
            "remove_clip": self._remove,
            "find_silence": self.silence.open_panel,
            "next_mark": lambda: review.step(1, view.edit_cursor),
            "previous_mark": lambda: review.step(-1, view.edit_cursor),
            "accept_mark": lambda: review.answer("accepted"),
            "reject_mark": lambda: review.answer("rejected"),
            "accept_all": lambda: review.answer_all("accepted"),
            "reject_all": lambda: review.answer_all("rejected"),
            "play_stop": playback.play_stop,
            "play_stop_here": playback.stop_here,
            "play_once": playback.play_once,
            "pause": playback.pause,
            "loop": lambda: playback.set_loop(loop.isChecked()),
            "play_kept": playback.play_kept,
            "zoom_in": view.zoom_in,
            "zoom_normal": view.zoom_normal,
            "zoom_out": view.zoom_out,
            "zoom_selection": view.zoom_to_selection,
            "zoom_fit": view.fit,
        }

    def enabled(self, action_id: str) -> bool:
        usable = self.editor.usable()
        if action_id == "undo" and self.clips.undo.offered:
            return True
        for part in self.parts:
            if action_id in (of_part := part.usable()):
                return of_part[action_id]
        if action_id in usable:
            return usable[action_id]
        if action_id in NEED_SOUND:
            return self.editor.ready and (action_id != "pause" or self.playback.mine)
        if action_id in NEED_CLIP:
            return self.clips.current is not None
        if action_id in NEED_MARKS:
            return self.editor.ready and bool(self.review.marks)
        if action_id in ("accept_mark", "reject_mark"):
            return self.editor.ready and self.review.current >= 0
        if action_id in ("accept_all", "reject_all"):
            return self.editor.ready and self.review.open_count > 0
        if action_id in ("next_clip", "previous_clip"):
            return len(self.clips.model.clips) > 1
        return True

    def save_layout(self) -> dict[str, str]:
        """With the recording on show, to begin with that one the next time."""
        clip = self.clips.current
        return {**super().save_layout(), **({"clip": clip.id} if clip is not None else {})}

    def restore_layout(self, layout: dict[str, str]) -> None:
        super().restore_layout(layout)
        self._last_clip = layout.get("clip", "")

    def set_project(self, project: Project | None) -> None:
        self.adder.stop()
        self.playback.set_clip(None)
        self.silence.set_clip(None)
        self.silence.forget()
        super().set_project(project)
        for part in self.parts:
            part.set_project(project)
        self.clips.set_project(project)
        if project is None:
            self._show_clip(None)
            # No thread may still read or write in a folder that is given back.
            QThreadPool.globalInstance().waitForDone(STOP_MS)
        else:
            self.silence.set_options(project.settings.get(SILENCE_KEY, {}))
        self._fresh = project is not None
        self.receive({"clip": self._last_clip})
        self._show_stack()

    def activated(self) -> None:
        self._name_undo()
        self.transport.set_volume(self.services.player.volume)

    def deactivated(self) -> None:
        self.playback.stop()
        for name in ("undo", "redo"):
            self.services.actions.action(name).setText(translated(BY_ID[name].text))

    def receive(self, what: dict[str, Any]) -> None:
        """`{"clip": id}` shows that clip, `{"add": paths}` adds files."""
        for row, clip in enumerate(self.clips.model.clips):
            if clip.id == what.get("clip"):
                self.clips.choose(row)
        if "add" in what:
            self.drop(list(what["add"]))

    def drop(self, paths: list[Path]) -> bool:
        project = self.project
        if project is None:
            return False
        if project.read_only:
            self.services.notify.warn(
                self.tr("This project can only be read here, so nothing can be added to it.")
            )
        else:
            self.adder.add(project, paths)
        return True

    # --- clips

    def ask_for_files(self) -> None:
        """A dialog that does not hold up the window."""
        from rvcdesk.audio.files import AUDIO_SUFFIXES

        patterns = " ".join(f"*{suffix} *{suffix.upper()}" for suffix in AUDIO_SUFFIXES)
        dialog = QFileDialog(self, self.tr("Add recordings"), str(self._folder))
        dialog.setFileMode(QFileDialog.FileMode.ExistingFiles)
        dialog.setOption(QFileDialog.Option.HideNameFilterDetails)
        dialog.setNameFilters(
            [self.tr("Audio files ({patterns})").format(patterns=patterns), self.tr("All files (*)")]
        )
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.filesSelected.connect(self._on_files)
        dialog.open()

    def _on_files(self, names: list[str]) -> None:
        paths = [Path(name) for name in names]
        self._folder = paths[0].parent
        self.drop(paths)

    def _on_added(self, clip: Clip) -> None:
        count = len(self.clips.model.clips)
        self.clips.model.insert(clip, count)
        self._show_stack()
        # The first of a batch is shown, as an import is in other editors; but never while listening.
        if not count or self.adder.count == 1 and not self.playback.mine:
            self.clips.choose(count)
        self.changed.emit()

    def _show_clip(self, clip: Clip | None) -> None:
        if clip is not None and clip is self.editor.clip:
            return
        self.playback.set_clip(None)
        self.silence.set_clip(None)
        self.review.set_clip(None)
        for part in self.parts:
            part.set_clip(None)
        cache = self.project.folder / "cache" if self.project is not None else Path()
        self.editor.set_clip(clip, cache)
        self._name_undo()
        self.changed.emit()

    def _on_opened(self) -> None:
        clip = self.editor.clip
        if clip is not None:
            self.clips.model.set_problem(clip, "")
            self.playback.set_clip(clip)
            self.silence.set_clip(clip)
            self.review.set_clip(clip)
            for part in self.parts:
                part.set_clip(clip)
            if self._fresh and self.isVisible():
                self._fresh = False
                self.editor.view.setFocus()  # the arrow keys move the cursor from the start
            self.changed.emit()

    def _on_failed(self, clip: Clip, message: Message) -> None:
        self.clips.model.set_problem(clip, message)
        self.services.notify.warn(message)

    def _remove(self) -> None:
        project, clips = self.project, self.clips.selected
        if project is None or project.read_only or not clips:
            return
        places = [(clip.id, project.clips.index(clip)) for clip in clips]
        if self.editor.clip in clips:
            self._show_clip(None)
        try:
            for clip in clips:
                project.remove_clip(clip)
        except UserError as error:
            self.services.notify.error(error)
        gone = [clip for clip in clips if clip not in project.clips]
        if gone:
            self.clips.remove(gone, lambda: self._bring_back(project, places))
        self._show_stack()
        self._name_undo()
        self.changed.emit()

    def _bring_back(self, project: Project, places: list[tuple[str, int]]) -> None:
        for clip_id, index in places:
            try:
                clip = project.bring_back(clip_id, index)
            except UserError as error:
                self.services.notify.error(error)
                continue
            self.clips.model.insert(clip, index)
            self.clips.choose(index)
        self._show_stack()
        self._name_undo()
        self.changed.emit()

    def _show_stack(self) -> None:
        something = bool(self.clips.model.clips) or not self.clips.undo.isHidden()
        self._stack.setCurrentIndex(1 if something else 0)

    # --- edits

    def _on_edited(self) -> None:
        clip = self.editor.clip
        if clip is None:
            return
        self.clips.model.refresh(clip)
        self.clips.undo.clear()
        self.review.refresh()
        self.silence.edited()
        self.playback.edited()
        for part in self.parts:
            part.edited()
        self._name_undo()
        self.changed.emit()

    def _undo(self) -> None:
        """One step back; what was done last may have been to remove a recording."""
        if self.clips.undo.offered:
            self.clips.undo.take_back()
        else:
            self.editor.undo()

    def _name_undo(self) -> None:
        """The menu says what would be undone."""
        history = self.editor.clip.history if self.editor.clip is not None else None
        undo, redo = (history.undo_label, history.redo_label) if history is not None else ("", "")
        if self.clips.undo.offered:
            undo = N_("Remove recording")
        actions = self.services.actions
        actions.action("undo").setText(
            self.tr("&Undo: {what}").format(what=text(undo)) if undo else translated(BY_ID["undo"].text)
        )
        actions.action("redo").setText(
            self.tr("&Redo: {what}").format(what=text(redo)) if redo else translated(BY_ID["redo"].text)
        )

    def _play_from(self, frame: int) -> None:
        try:
            self.playback.play_from(frame)
        except UserError as error:
            self.services.notify.error(error)

    # --- marks

    def _on_silence_closed(self) -> None:
        self.editor.suggest([])
        if self.isVisible():
            self.editor.view.setFocus()

    def _mark(self, found: list[Mark]) -> None:
        clip = self.editor.clip
        self.editor.suggest([])
        if clip is not None and clip.set_marks(N_("Find silence"), merged(clip, found)):
            self.editor.after_edit()
            self.editor.view.setFocus()

    def _remember_options(self, options: dict[str, Any]) -> None:
        if self.project is not None and not self.project.read_only:
            self.project.settings[SILENCE_KEY] = options
            self.project.save()

    def _go_to_mark(self, index: int, play: bool) -> None:
        mark = self.review.marks[index]
        self.editor.point_out(index)
        self.editor.go_to(mark.start, mark.end)
        if play:
            context = round(CONTEXT_S * self.editor.view.rate)
            try:
                self.playback.play_span(mark.start - context, mark.end + context)
            except UserError as error:
                self.services.notify.error(error)
        self.changed.emit()

    def _on_mark(self, mark: ViewMark, play: bool) -> None:
        if mark.key is not None:
            self.review.go_to(mark.key, play=play)

    def _on_cursor(self, frame: int) -> None:
        """Working elsewhere ends the review of a mark: Y and W must not answer one out of mind."""
        current = self.review.current
        if current >= 0 and self.review.marks[current].start != frame:
            self.review.leave()
            self.editor.point_out(-1)
            self.changed.emit()

    def _say_saved(self) -> None:
        """Ctrl+S is a habit; silence would leave a doubt."""
        self.services.notify.info(self.tr("Everything is saved: edits are stored as you make them."))

    def _say_reviewed(self) -> None:
        self.services.notify.info(self.tr("Every mark is answered."))

    # --- files over the page

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        if any(url.isLocalFile() for url in event.mimeData().urls()):
            event.acceptProposedAction()
            self._hint.cover()

    def dragLeaveEvent(self, event: QDragLeaveEvent) -> None:
        self._hint.hide()

    def dropEvent(self, event: QDropEvent) -> None:
        self._hint.hide()
        paths = [Path(url.toLocalFile()) for url in event.mimeData().urls() if url.isLocalFile()]
        event.acceptProposedAction()
        # The window knows projects from recordings. Only after the drop is over: the other program waits.
        take = getattr(self.window(), "drop", self.drop)
        QTimer.singleShot(0, self, lambda: take(paths))
