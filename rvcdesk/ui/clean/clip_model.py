"""The recordings of a project as list rows."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from PySide6.QtCore import QAbstractListModel, QModelIndex, QObject, QPersistentModelIndex, Qt, Signal

from rvcdesk.audio.clip import Clip
from rvcdesk.messages import Message, UserError
from rvcdesk.ui.jobbar import clock
from rvcdesk.ui.tr import text

ROW = Qt.ItemDataRole.UserRole
Index = QModelIndex | QPersistentModelIndex
ROOT = QModelIndex()


@dataclass(frozen=True)
class Row:
    """What the list shows of a clip; times in seconds. `problem` is a sentence, "" when all is well."""

    name: str
    duration: float
    kept: float
    open_marks: int
    edited: bool
    problem: str

    @classmethod
    def of(cls, clip: Clip, problem: str = "") -> Row:
        """The row of a clip as it is now."""
        open_marks = sum(mark.state == "open" for mark in clip.state.marks)
        return cls(clip.name, clip.duration, clip.kept, open_marks, clip.history.can_undo, problem)

    @property
    def state(self) -> str:
        """Problem, review, edited or untouched: whatever asks most for attention."""
        if self.problem:
            return "problem"
        if self.open_marks:
            return "review"
        return "edited" if self.edited else "untouched"


class ClipModel(QAbstractListModel):
    """Clips in the project's order. Rows are worked out once for each change, not for each paint.

    Signals:
        failed: a `Message`: renaming was not possible.
    """

    failed = Signal(object)
    renamed = Signal(object)

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.clips: list[Clip] = []
        self._rows: list[Row] = []
        self._problems: dict[str, str] = {}

    # --- what Qt asks

    def rowCount(self, parent: Index = ROOT) -> int:
        return 0 if parent.isValid() else len(self.clips)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if not index.isValid():
            return None
        row = self._rows[index.row()]
        if role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.EditRole):
            return row.name
        if role == Qt.ItemDataRole.ToolTipRole:
            return row.problem or f"{row.name}\n{self.described(row)}"
        if role == Qt.ItemDataRole.AccessibleTextRole:
            return f"{row.name}, {self.described(row)}"
        return row if role == ROW else None

    def setData(self, index: Index, value: Any, role: int = Qt.ItemDataRole.EditRole) -> bool:
        name = str(value).strip()
        if role != Qt.ItemDataRole.EditRole or not index.isValid() or not name:
            return False
        clip = self.clips[index.row()]
        if name == clip.name:
            return False
        try:
            clip.rename(name)
        except UserError as error:
            self.failed.emit(error.message)
            return False
        self.refresh(clip)
        self.renamed.emit(clip)
        return True

    def flags(self, index: Index) -> Qt.ItemFlag:
        flags = super().flags(index)
        if index.isValid() and not self.clips[index.row()].read_only:
            flags |= Qt.ItemFlag.ItemIsEditable
        return flags

    # --- what the page asks

    def set_clips(self, clips: list[Clip]) -> None:
        """Show these instead."""
        self.beginResetModel()
        self.clips = list(clips)
        self._problems = {clip.id: problem for clip in clips if (problem := self._missing(clip))}
        self._rows = [self._row(clip) for clip in self.clips]
        self.endResetModel()

    def insert(self, clip: Clip, row: int) -> None:
        """A clip has come."""
        self.beginInsertRows(QModelIndex(), row, row)
        self.clips.insert(row, clip)
        self._rows.insert(row, self._row(clip))
        self.endInsertRows()

    def remove(self, clip: Clip) -> None:
        """A clip has gone."""
        row = self.row_of(clip)
        self.beginRemoveRows(QModelIndex(), row, row)
        del self.clips[row], self._rows[row]
        self.endRemoveRows()

    def refresh(self, clip: Clip) -> None:
        """A clip has changed."""
        row = self.row_of(clip)
        if row >= 0:
            self._rows[row] = self._row(clip)
            self.dataChanged.emit(self.index(row), self.index(row))

    def set_problem(self, clip: Clip, message: Message | str) -> None:
        """Why a clip cannot be used; "" when it can."""
        sentence = text(message) if isinstance(message, Message) else message
        if sentence != self._problems.get(clip.id, ""):
            self._problems[clip.id] = sentence
            self.refresh(clip)

    def row_of(self, clip: Clip) -> int:
        """Where a clip is, -1 when it is not listed."""
        return next((row for row, other in enumerate(self.clips) if other is clip), -1)

    @property
    def duration(self) -> float:
        """Seconds of all recordings."""
        return sum(row.duration for row in self._rows)

    @property
    def kept(self) -> float:
        """Seconds that are kept, of the recordings that can be read."""
        return sum(row.kept for row in self._rows if not row.problem)

    def described(self, row: Row) -> str:
        """Kept time and state in words."""
        times = self.tr("{kept} of {duration} kept").format(
            kept=clock(row.kept), duration=clock(row.duration)
        )
        return f"{times}, {self.state_text(row)}"

    def state_text(self, row: Row) -> str:
        """What a row's state is called."""
        if row.state == "review":
            return self.tr("{count} to review").format(count=row.open_marks)
        names = {
            "problem": self.tr("cannot be read"),
            "edited": self.tr("edited"),
            "untouched": self.tr("not edited"),
        }
        return names[row.state]

    def kept_text(self, row: Row) -> str:
        """How much of a row's clip is kept."""
        return self.tr("kept {time}").format(time=clock(row.kept))

    def _row(self, clip: Clip) -> Row:
        return Row.of(clip, self._problems.get(clip.id, ""))

    def _missing(self, clip: Clip) -> str:
        paths = [clip.source_path(source) for source in clip.sources.values()]
        gone = next((path for path in paths if not path.is_file()), None)
        return self.tr("The recording {file} is not there any more.").format(file=gone) if gone else ""
