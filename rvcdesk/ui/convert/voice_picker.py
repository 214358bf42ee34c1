"""Which voice sings: the project's and the library's, and files from anywhere."""

from __future__ import annotations

import re
from pathlib import Path

from PySide6.QtCore import QFileSystemWatcher, QSize, Qt, QTimer, Signal
from PySide6.QtWidgets import (
    QComboBox,
    QFileDialog,
    QHBoxLayout,
    QPushButton,
    QToolButton,
    QVBoxLayout,
    QWidget,
)

from rvcdesk.messages import UserError
from rvcdesk.ui.icons import icon
from rvcdesk.ui.places import start_folder
from rvcdesk.ui.start import dim
from rvcdesk.ui.tr import decimal
from rvcdesk.voice.library import VOICE_SUFFIXES, VoiceEntry, list_voices, resolve, voices_dir

ENTRY = Qt.ItemDataRole.UserRole


class VoicePicker(QWidget):
    """A box of voices, with what is known of the chosen one under it.

    Signals:
        changed: another voice is chosen, or none is left.
        added: the path of a file from elsewhere; whoever finds that it is no voice calls `forget`.
        train_wanted, import_wanted: the ways out when there is no voice.
    """

    changed = Signal()
    added = Signal(object)
    train_wanted = Signal()
    import_wanted = Signal()

    def __init__(self) -> None:
        super().__init__()
        self._project: Path | None = None
        self._extra: list[Path] = []
        self._shown: Path | None = None
        self._watcher = QFileSystemWatcher(self)
        self._later = QTimer(self, singleShot=True, interval=300)
        self._later.timeout.connect(self.refresh)
        self._watcher.directoryChanged.connect(lambda _path: self._later.start())
        self.box = QComboBox()
        self.box.setAccessibleName(self.tr("Voice"))
        self.box.setToolTip(self.tr("The voice that will sing"))
        self.box.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        self.box.setMinimumContentsLength(14)
        self.box.currentIndexChanged.connect(lambda _index: self._on_changed())
        browse = QToolButton()
        browse.setIcon(icon("open"))
        browse.setIconSize(QSize(16, 16))
        browse.setToolTip(self.tr("Choose a voice file from anywhere; it can be dropped here, too"))
        browse.setAccessibleName(self.tr("Choose a voice file"))
        browse.clicked.connect(self._browse)
        self.facts = dim("")
        row = QHBoxLayout()
        row.addWidget(self.box, 1)
        row.addWidget(browse)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(4)
        column.addLayout(row)
        column.addWidget(self.facts)
        self._empty = self._make_empty()
        column.addWidget(self._empty)
        self._show()

    def _make_empty(self) -> QWidget:
        line = self.tr(
            "There is no voice yet: train one, or import one made elsewhere. Files can be dropped here."
        )
        train = QPushButton(self.tr("Train a voice"))
        train.clicked.connect(self.train_wanted)
        bring = QPushButton(self.tr("Import a voice…"))
        bring.clicked.connect(self.import_wanted)
        buttons = QHBoxLayout()
        buttons.addWidget(train)
        buttons.addWidget(bring)
        empty = QWidget()
        column = QVBoxLayout(empty)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(dim(line))
        column.addLayout(buttons)
        return empty

    # --- what is chosen

    @property
    def entry(self) -> VoiceEntry | None:
        """The voice that is chosen."""
        entry: VoiceEntry | None = self.box.currentData(ENTRY)
        return entry

    @property
    def stored_name(self) -> str:
        """What a take notes of the voice: its name, or for a file from elsewhere its path."""
        entry = self.entry
        if entry is None:
            return ""
        return str(entry.path) if entry.path in self._extra else entry.name

    def set_project(self, project: Path | None) -> None:
        """Offer this project's voices first."""
        self._project = project
        self.refresh()

    def refresh(self) -> None:
        """Look again; the choice stays where it can."""
        before = self.entry
        self._extra = [path for path in self._extra if path.is_file()]
        entries = list_voices(self._project)
        known = {entry.path for entry in entries}
        entries += [resolve(path, self._project) for path in self._extra if path not in known]
        self.box.blockSignals(True)
        self.box.clear()
        for entry in entries:
            self.box.addItem(f"{entry.name}   —   {self._where(entry)}", entry)
            self.box.setItemData(self.box.count() - 1, str(entry.path), Qt.ItemDataRole.ToolTipRole)
        if before is not None:
            self._select(before.path)
        self.box.blockSignals(False)
        self._watch()
        self._on_changed()

    def refresh_later(self) -> None:
        """Look again soon; many calls become one."""
        self._later.start()

    def choose(self, voice: str | Path) -> bool:
        """Choose a voice by its path or name; a file from elsewhere is added. False when there is none."""
        path = Path(voice)
        if path.is_absolute() and path.is_file():
            if not self._select(path) and path.suffix.lower() in VOICE_SUFFIXES:
                self._extra.append(path)
                self.refresh()
                self._select(path)
                self.added.emit(path)
            return self._select(path)
        try:
            return self._select(resolve(str(voice), self._project).path)
        except UserError:
            return False

    def forget(self, path: Path) -> None:
        """Take a file that turned out to be no voice out of the box."""
        if path in self._extra:
            self._extra.remove(path)
            self.refresh()

    def _select(self, path: Path) -> bool:
        for row in range(self.box.count()):
            if self.box.itemData(row, ENTRY).path == path:
                self.box.setCurrentIndex(row)
                return True
        return False

    def _where(self, entry: VoiceEntry) -> str:
        if entry.path in self._extra:
            return self.tr("file")
        own = self._project is not None and entry.path.parent == self._project / "voice"
        return self.tr("this project") if own else self.tr("library")

    def _watch(self) -> None:
        folders = [voices_dir(), *([self._project / "voice"] if self._project is not None else [])]
        wanted = {str(folder) for folder in folders if folder.is_dir()}
        known = set(self._watcher.directories())
        if known - wanted:
            self._watcher.removePaths(sorted(known - wanted))
        if wanted - known:
            self._watcher.addPaths(sorted(wanted - known))

    def _browse(self) -> None:
        pattern = " ".join(f"*{suffix}" for suffix in VOICE_SUFFIXES)
        dialog = QFileDialog(self, self.tr("Choose a voice"), start_folder())
        dialog.setNameFilter(self.tr("Voices ({patterns})").format(patterns=pattern))
        dialog.setFileMode(QFileDialog.FileMode.ExistingFile)
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.fileSelected.connect(lambda name: self.choose(Path(name)))
        dialog.open()

    # --- what is said of it

    def _on_changed(self) -> None:
        self._show()
        path = self.entry.path if self.entry is not None else None
        if path != self._shown:
            self._shown = path
            self.changed.emit()

    def _show(self) -> None:
        entry = self.entry
        self._empty.setVisible(entry is None)
        self.box.setEnabled(entry is not None)
        self.facts.setVisible(entry is not None)
        if entry is not None:
            self.facts.setText(self._described(entry))

    def _described(self, entry: VoiceEntry) -> str:
        facts = entry.facts
        metadata = facts.get("metadata")
        metadata = metadata if isinstance(metadata, dict) else {}
        parts = [str(metadata.get("preset") or facts.get("version") or "")]
        if isinstance(facts.get("sample_rate"), int):
            parts.append(self.tr("{rate} kHz").format(rate=decimal(f"{facts['sample_rate'] / 1000:g}")))
        parts.append(self._dataset(str(metadata.get("dataset") or "")))
        if isinstance(facts.get("f0_median"), (int, float)) and facts["f0_median"] > 0:
            parts.append(self.tr("around {hz} Hz").format(hz=round(facts["f0_median"])))
        if entry.index is None:
            parts.append(self.tr("without an index"))
        return " · ".join(part for part in parts if part)

    def _dataset(self, said: str) -> str:
        """What a voice file tells of its dataset; ours and Applio's in the user's language."""
        length = re.fullmatch(r"(\d+):(\d\d):(\d\d)", said)
        if length is not None:
            minutes = 60 * int(length[1]) + int(length[2]) + int(length[3]) / 60
            return self.tr("{minutes} min of recordings").format(minutes=max(1, round(minutes)))
        known = re.fullmatch(r"(\d+) pieces, ([\d.]+) min", said)
        if known is None:
            return said
        return self.tr("{pieces} pieces, {minutes} min").format(pieces=known[1], minutes=decimal(known[2]))
