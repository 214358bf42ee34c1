"""Labels: names on the timeline, the verbs on what they name, and Audacity's files of them."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import replace
from functools import partial
from pathlib import Path

from PySide6.QtCore import QObject, Qt
from PySide6.QtWidgets import QFileDialog

from rvcdesk.audio.clip import Clip
from rvcdesk.audio.edits import Span
from rvcdesk.audio.history import Label, Mark
from rvcdesk.audio.labels import read_labels, write_labels
from rvcdesk.cleaning.findings import KINDS
from rvcdesk.messages import N_, UserError
from rvcdesk.ui.clean.clipboard import Clipboard
from rvcdesk.ui.clean.editor import Editor
from rvcdesk.ui.clean.part import Part
from rvcdesk.ui.clean.playback import Playback
from rvcdesk.ui.services import Services
from rvcdesk.ui.tr import text
from rvcdesk.ui.widgets.label_lane import LabelLane

ON_LABELLED = ("labelled_cut", "labelled_delete", "labelled_silence", "labelled_split", "labelled_join")


class Labelling(Part):
    """Makes, names, moves and removes labels; each change is one step of undo."""

    def __init__(
        self,
        services: Services,
        editor: Editor,
        playback: Playback,
        clipboard: Clipboard,
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self._services, self._editor = services, editor
        self._playback, self._clipboard = playback, clipboard
        self._folder = Path.home()
        view = editor.view
        self.lane: LabelLane = editor.labels
        view.label_renamed.connect(self.rename)
        view.label_moved.connect(self.move)
        view.label_removed.connect(self.remove)
        view.label_activated.connect(lambda _index: self.changed.emit())
        view.labels_changed.connect(self.changed)

    def handlers(self) -> dict[str, Callable[[], object]]:
        return {
            "add_label": self.add,
            "label_playing": self.add_playing,
            "rename_label": lambda: self.lane.edit(self.current) if self.current >= 0 else None,
            "remove_label": lambda: self.remove(self.current),
            "next_label": partial(self.step, 1),
            "previous_label": partial(self.step, -1),
            "labelled_cut": self.cut,
            "labelled_delete": lambda: self._on_regions(
                lambda clip, spans: clip.cut_spans(N_("Delete labelled audio"), spans)
            ),
            "labelled_silence": lambda: self._on_regions(
                lambda clip, spans: clip.silence(*spans[0], *spans[1:])
            ),
            "labelled_split": self.split,
            "labelled_join": lambda: self._on_regions(lambda clip, spans: clip.join(*spans[0], *spans[1:])),
            "label_marks": self.from_marks,
            "import_labels": self.ask_for_import,
            "export_labels": self.ask_for_export,
        }

    def usable(self) -> dict[str, bool]:
        clip, edit = self._editor.clip, self._editor.can_edit
        state = clip.state if clip is not None and self._editor.ready else None
        some = state is not None and bool(state.labels)
        chosen = edit and some and self.current >= 0
        return {
            **dict.fromkeys(("add_label", "label_playing", "import_labels"), edit),
            **dict.fromkeys(("rename_label", "remove_label"), chosen),
            **dict.fromkeys(("next_label", "previous_label"), some),
            **dict.fromkeys(ON_LABELLED, edit and any(label.end > label.start for label in self.labels)),
            **{"label_marks": edit and state is not None and bool(state.marks), "export_labels": some},
        }

    # --- which

    @property
    def labels(self) -> tuple[Label, ...]:
        """Of the clip on show."""
        return self._editor.clip.state.labels if self._editor.clip is not None else ()

    @property
    def current(self) -> int:
        """The chosen label: the last one clicked, else the one that is selected; -1 for none."""
        view = self._editor.view
        if 0 <= view.current_label < len(self.labels):
            return view.current_label
        start, end = view.selection or (view.edit_cursor, view.edit_cursor)
        same = (i for i, label in enumerate(self.labels) if (label.start, label.end) == (start, end))
        return next(same, -1)

    @property
    def regions(self) -> list[Span]:
        """What labels name: those in the selection, or all when nothing is selected."""
        chosen = self._editor.view.selections
        spans = [(label.start, label.end) for label in self.labels if label.end > label.start]
        if not chosen:
            return spans
        return [(a, b) for a, b in spans if any(a < end and b > start for start, end in chosen)]

    def step(self, by: int) -> None:
        """Go to the next (1) or previous (-1) label, round at the ends."""
        labels, current = self.labels, self.current
        if not labels:
            return
        cursor = self._editor.view.edit_cursor
        if current >= 0:
            index = (current + by) % len(labels)
        elif by > 0:
            index = next((i for i, label in enumerate(labels) if label.start > cursor), 0)
        else:
            before = [i for i, label in enumerate(labels) if label.start < cursor]
            index = before[-1] if before else len(labels) - 1
        self.lane.choose(index)

    # --- making and changing

    def add(self) -> None:
        """Ctrl+B: name the selection, or the cursor's place."""
        view = self._editor.view
        spans = sorted(view.selections) or [(view.edit_cursor, view.edit_cursor)]
        low, high = view.spectral_box or (0.0, 0.0)
        self._add([Label(start, end, "", low, high) for start, end in spans])

    def add_playing(self) -> None:
        """Ctrl+M: at what is heard; it plays on while one types."""
        place = self._playback.position if self._playback.mine else self._editor.view.edit_cursor
        self._add([Label(place, place)])

    def _add(self, new: Sequence[Label]) -> None:
        label = N_("Add label")
        if self._editor.act(lambda clip: clip.set_labels(label, [*clip.state.labels, *new])):
            self.lane.edit(self.labels.index(new[0]))

    def rename(self, index: int, name: str) -> None:
        """Give a label another text."""
        self._replace(N_("Rename label"), index, lambda label: replace(label, text=name))

    def move(self, index: int, start: int, end: int) -> None:
        """Put a label elsewhere."""
        self._replace(N_("Move label"), index, lambda label: replace(label, start=start, end=end))

    def _replace(self, step: str, index: int, change: Callable[[Label], Label]) -> None:
        labels = list(self.labels)
        if 0 <= index < len(labels):
            labels[index] = changed = change(labels[index])
            if self._editor.act(lambda clip: clip.set_labels(step, labels)):
                view = self._editor.view
                view.set_labels(view.labels, self.labels.index(changed))

    def remove(self, index: int) -> None:
        """Take a label away; the sound stays."""
        labels = [label for number, label in enumerate(self.labels) if number != index]
        if len(labels) < len(self.labels):
            view = self._editor.view
            view.set_labels(view.labels, -1)
            self._editor.act(lambda clip: clip.set_labels(N_("Remove label"), labels))

    def put(self, step: str, new: Iterable[Label]) -> bool:
        """Add many labels at once; ones that are there already are not doubled."""
        added = [label for label in new if label not in self.labels]
        return bool(added) and self._editor.act(
            lambda clip: clip.set_labels(step, [*clip.state.labels, *added])
        )

    def from_marks(self) -> None:
        """A label for every mark: its kind, how sure, and what was answered."""
        clip = self._editor.clip
        if clip is not None and self.put(N_("Marks to labels"), map(self._of_mark, clip.state.marks)):
            self._services.notify.info(self.tr("Labels made: {count}").format(count=len(clip.state.marks)))

    def _of_mark(self, mark: Mark) -> Label:
        kind = text(KINDS[mark.kind].title) if mark.kind in KINDS else mark.kind
        answers = {"accepted": self.tr("accepted"), "rejected": self.tr("rejected")}
        answer = answers.get(mark.state, self.tr("not answered"))
        return Label(mark.start, mark.end, f"{kind} {round(100 * mark.confidence)} %, {answer}")

    # --- labelled audio

    def _on_regions(self, verb: Callable[[Clip, list[Span]], bool]) -> None:
        spans = self.regions
        if spans:
            self._editor.act(lambda clip: verb(clip, spans))

    def cut(self) -> None:
        """Alt+X: to the clipboard, and cut."""
        if self._clipboard.put(tuple(self.regions)):
            self._on_regions(lambda clip, spans: clip.cut_spans(N_("Cut labelled audio"), spans))

    def split(self) -> None:
        """Alt+I: divide at both ends of every label."""
        clip = self._editor.clip
        if clip is not None:
            edges = [edge for span in self.regions for edge in span if 0 < edge < clip.frames]
            if edges:
                self._editor.act(lambda clip: clip.split(edges[0], *edges[1:]))

    # --- files

    def ask_for_import(self) -> None:
        """A dialog that does not hold up the window."""
        dialog = self._dialog(self.tr("Import labels"))
        dialog.setFileMode(QFileDialog.FileMode.ExistingFile)
        dialog.fileSelected.connect(lambda name: self._guarded(self.import_from, Path(name)))
        dialog.open()

    def ask_for_export(self) -> None:
        """A dialog that does not hold up the window."""
        clip = self._editor.clip
        dialog = self._dialog(self.tr("Export labels"))
        dialog.setAcceptMode(QFileDialog.AcceptMode.AcceptSave)
        dialog.setDefaultSuffix("txt")
        dialog.selectFile(f"{clip.name if clip is not None else ''}.txt")
        dialog.fileSelected.connect(lambda name: self._guarded(self.export_to, Path(name)))
        dialog.open()

    def _dialog(self, title: str) -> QFileDialog:
        dialog = QFileDialog(self._editor, title, str(self._folder))
        dialog.setNameFilters([self.tr("Labels of Audacity (*.txt)"), self.tr("All files (*)")])
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        return dialog

    def _guarded(self, work: Callable[[Path], object], path: Path) -> None:
        self._folder = path.parent
        try:
            work(path)
        except UserError as error:
            self._services.notify.error(error)

    def import_from(self, path: Path) -> None:
        """Add the labels of a file.

        Raises:
            BadInput: it is not such a file.
        """
        clip = self._editor.clip
        if clip is None:
            return
        found = read_labels(path, clip.rate, clip.frames)
        if self.put(N_("Import labels"), found):
            self._services.notify.info(self.tr("Labels read: {count}").format(count=len(found)))
        else:
            self._services.notify.info(
                self.tr("{file} has no new label for this recording.").format(file=path.name)
            )

    def export_to(self, path: Path) -> None:
        """Write the labels.

        Raises:
            UserError: the file cannot be written.
        """
        clip = self._editor.clip
        if clip is not None:
            write_labels(path, self.labels, clip.rate)
            self._services.notify.info(
                self.tr("Labels written: {count}, to {file}").format(count=len(self.labels), file=path)
            )
