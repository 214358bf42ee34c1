"""The verbs on the selection: each is one undoable step, on every selected stretch at once."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from itertools import count
from uuid import uuid4

from PySide6.QtCore import QObject, Signal

from rvcdesk.audio import edits
from rvcdesk.audio.clip import Clip, clip_of
from rvcdesk.audio.edits import Span
from rvcdesk.audio.history import ClipState
from rvcdesk.cleaning.silence import SilenceOptions, measure, silence_in
from rvcdesk.jobs import Reporter
from rvcdesk.messages import N_, UserError
from rvcdesk.project import Project
from rvcdesk.ui.action_specs import BY_ID
from rvcdesk.ui.actions import translated
from rvcdesk.ui.clean.clip_list import ClipPanel
from rvcdesk.ui.clean.editor import Editor
from rvcdesk.ui.clean.part import Part
from rvcdesk.ui.services import Services
from rvcdesk.ui.tr import text
from rvcdesk.ui.work import Worker

ON_SELECTION = (
    *("delete", "ripple_delete", "split_delete", "keep_only", "silence", "split_new"),
    *("join", "detach", "duplicate"),
)
PAUSE = SilenceOptions(min_length_s=0.3, pad_s=0.0)  # what "detach" takes for a silence


@dataclass
class _Parted:
    """A recording that was made of a selection, and the state of the other one that cut it there."""

    origin: Clip
    state: ClipState
    id: str
    row: int
    gone: bool = False  # undone


class Editing(Part):
    """Everything between undo and restore that needs no clipboard.

    Signals:
        leaving: clips that are about to be taken out of the project by an undo.
    """

    leaving = Signal(object)

    def __init__(
        self, services: Services, editor: Editor, clips: ClipPanel, parent: QObject | None = None
    ) -> None:
        """`clips` offers to bring a recording back: that may be what undo means."""
        super().__init__(parent)
        self._services, self._editor, self._clips = services, editor, clips
        self._project: Project | None = None
        self._searched: tuple[Clip, object, tuple[Span, ...]] | None = None
        self._parted: list[_Parted] = []
        self._search = Worker(self)
        self._search.done.connect(self._on_pauses)
        self._search.failed.connect(services.notify.warn)
        editor.usable_changed.connect(self.changed)

    def handlers(self) -> dict[str, Callable[[], object]]:
        return {
            "undo": self._undo,
            "redo": self._editor.redo,
            "delete": self.delete,
            "ripple_delete": self.ripple_delete,
            "split_delete": self.split_delete,
            "keep_only": self.keep_only,
            "silence": self.silence,
            "restore": self.restore,
            "split": self.split,
            "split_new": self.split_new,
            "join": self.join,
            "detach": self.detach,
            "duplicate": self.duplicate,
        }

    def usable(self) -> dict[str, bool]:
        editor, clip = self._editor, self._editor.clip
        edit = editor.can_edit and clip is not None
        history = clip.history if clip is not None and edit else None
        return {
            **dict.fromkeys(ON_SELECTION, edit and bool(self.spans)),
            "undo": history is not None and history.can_undo or self._clips.undo.offered,
            "redo": history is not None and history.can_redo,
            "restore": bool(editor.restorable()),
            "split": edit,
        }

    def set_project(self, project: Project | None) -> None:
        self._project = project
        self._parted = []

    def set_clip(self, clip: Clip | None) -> None:
        self._search.wait()
        self._searched = None

    def edited(self) -> None:
        self._clips.undo.clear()
        self._follow_parts()
        self.name_steps()

    @property
    def spans(self) -> tuple[Span, ...]:
        """What is selected, by time."""
        return tuple(sorted(self._editor.view.selections))

    # --- verbs

    def delete(self) -> None:
        """Cut what is selected; it stays in place, marked."""
        spans = self.spans
        self._editor.act(lambda clip: clip.cut_spans(N_("Delete"), spans), select=())

    def ripple_delete(self) -> None:
        """Take what is selected off the timeline."""
        spans = self.spans
        if spans:
            self._editor.act(
                lambda clip: clip.ripple_delete(*spans[0], *spans[1:]), select=(), cursor=spans[0][0]
            )

    def split_delete(self) -> None:
        """Leave silence where the selection was."""
        spans = self.spans
        if spans:
            self._editor.act(lambda clip: clip.split_delete(*spans[0], *spans[1:]), select=())

    def keep_only(self) -> None:
        """Cut everything else."""
        spans = self.spans
        if spans:
            self._editor.act(lambda clip: clip.keep_only(*spans[0], *spans[1:]))

    def silence(self) -> None:
        """Replace the selection by silence."""
        spans = self.spans
        if spans:
            self._editor.act(lambda clip: clip.silence(*spans[0], *spans[1:]))

    def restore(self) -> None:
        """Take back the cuts in the selection, or the one at the cursor."""
        spans = self._editor.restorable()
        if spans:
            self._editor.act(lambda clip: clip.restore(*spans[0], *spans[1:]))

    def split(self) -> None:
        """Divide at the cursor, or at the edges of what is selected."""
        view = self._editor.view
        edges = [edge for span in self.spans for edge in span if 0 < edge < view.frames]
        places = edges or [view.edit_cursor]
        self._editor.act(lambda clip: clip.split(places[0], *places[1:]))

    def join(self) -> None:
        """Take away the divisions in the selection."""
        spans = self.spans
        if spans:
            self._editor.act(lambda clip: clip.join(*spans[0], *spans[1:]))

    def duplicate(self) -> None:
        """Once more, right behind it; the copy is selected."""
        selection = self._editor.view.selection
        if selection is not None:
            start, end = selection
            copy = (end, 2 * end - start)
            self._editor.act(lambda clip: clip.duplicate(start, end), select=(copy,), cursor=end)

    def split_new(self) -> None:
        """What is selected becomes a recording of its own; here it is cut."""
        project, clip, spans = self._project, self._editor.clip, self.spans
        if project is None or clip is None or not spans or not self._editor.can_edit:
            return
        names = {other.name for other in project.clips}
        free = (self.tr("{name}, part {number}").format(name=clip.name, number=n) for n in count(1))
        name = next(name for name in free if name not in names)
        new = clip_of(project.folder, uuid4().hex[:12], name, clip.copy(*spans[0], *spans[1:]))
        row = project.clips.index(clip) + 1
        project.add_clip(new, row)
        self._clips.model.insert(new, row)
        label = N_("Selection into a new recording")
        if self._editor.act(lambda clip: clip.cut_spans(label, spans), select=()):
            self._parted.append(_Parted(clip, clip.state, new.id, row))
        self._services.notify.info(
            self.tr("{name} is a recording of its own now; here it is cut.").format(name=name)
        )

    def _follow_parts(self) -> None:
        """Undo of a split takes the new recording away as well, unless it was edited; redo brings it back."""
        clip, project = self._editor.clip, self._project
        if clip is None or project is None or project.read_only:
            return
        done = clip.history.states[: clip.history.index + 1]
        for part in self._parted:
            if part.origin is not clip:
                continue
            here = any(state is part.state for state in done)
            new = next((other for other in project.clips if other.id == part.id), None)
            try:
                if not here and new is not None and not new.history.can_undo:
                    self._take_away(project, part, new)
                elif here and new is None and part.gone:
                    part.gone = False
                    new = project.bring_back(part.id, min(part.row, len(project.clips)))
                    self._clips.model.insert(new, project.clips.index(new))
            except UserError as error:
                self._services.notify.error(error)

    def _take_away(self, project: Project, part: _Parted, new: Clip) -> None:
        self.leaving.emit([new])
        project.remove_clip(new)
        self._clips.model.remove(new)
        part.gone = True
        self._services.notify.info(self.tr("{name} is gone; redo brings it back.").format(name=new.name))

    # --- at silences

    def detach(self) -> None:
        """Divide what is selected at its pauses; listening takes a moment, so in a worker thread."""
        clip, spans = self._editor.clip, self.spans
        if clip is None or not spans:
            return
        self._searched = (clip, clip.state, spans)
        segments = clip.state.segments
        renders = [
            (start, clip.render_of(edits.extract(segments, start, end), kept_only=False))
            for start, end in spans
        ]

        def work(report: Reporter) -> list[Span]:
            return [
                (start + found.start, start + found.end)
                for start, render in renders
                for found in silence_in(measure(render, report), PAUSE)
            ]

        self._search.start(work)

    def _on_pauses(self, pauses: list[Span]) -> None:
        searched, self._searched = self._searched, None
        clip = self._editor.clip
        if searched is None or clip is None or searched[:2] != (clip, clip.state):
            return
        start, end = searched[2][0][0], searched[2][-1][1]
        if not pauses or not self._editor.act(lambda clip: clip.detach(start, end, pauses)):
            self._services.notify.info(self.tr("There is no pause in the selection."))

    # --- undo

    def _undo(self) -> None:
        """One step back; what was done last may have been to remove a recording."""
        if self._clips.undo.offered:
            self._clips.undo.take_back()
        else:
            self._editor.undo()

    def name_steps(self, visible: bool = True) -> None:
        """The menu says what would be undone while the page is visible."""
        history = self._editor.clip.history if self._editor.clip is not None else None
        undo, redo = (history.undo_label, history.redo_label) if history is not None else ("", "")
        if self._clips.undo.offered:
            undo = N_("Remove recording")
        actions = self._services.actions
        named = visible and bool(undo)
        actions.action("undo").setText(
            self.tr("&Undo: {what}").format(what=text(undo)) if named else translated(BY_ID["undo"].text)
        )
        named = visible and bool(redo)
        actions.action("redo").setText(
            self.tr("&Redo: {what}").format(what=text(redo)) if named else translated(BY_ID["redo"].text)
        )
