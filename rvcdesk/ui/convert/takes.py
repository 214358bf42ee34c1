"""The takes of a song: every conversion with all its settings; none is ever overwritten."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from PySide6.QtCore import QDateTime, QLocale, Qt, Signal
from PySide6.QtGui import QAction, QResizeEvent
from PySide6.QtWidgets import (
    QAbstractItemView,
    QGroupBox,
    QHeaderView,
    QTreeWidget,
    QTreeWidgetItem,
    QVBoxLayout,
)

from rvcdesk.conversion.cover import read_takes

TAKE = Qt.ItemDataRole.UserRole
ROOMY = 290


def takes_of(folder: Path, song: Path) -> list[dict[str, Any]]:
    """The takes made from this very song, oldest first; those whose song is gone count as well.

    Two songs of one name ("vocals.wav") share a folder.
    """
    takes = read_takes(folder)
    return [take for take in takes if _source(folder, take) == song or not _source(folder, take).is_file()]


def _source(folder: Path, take: dict[str, Any]) -> Path:
    return folder / str(take.get("source", ""))


def semitones(value: float) -> str:
    """`+12`, `−5`, `0`."""
    return f"{value:+g}".replace("-", "−") if value else "0"


class _List(QTreeWidget):
    """Leaves out the last column where it is narrow, instead of scrolling sideways; tool tips have it all."""

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self.setColumnHidden(self.columnCount() - 1, event.size().width() < ROOMY)


class Takes(QGroupBox):
    """A list to choose the result from.

    Signals:
        chosen: the file of a take, or None.
        settings_wanted: the settings of a take, to use them again.
        folder_wanted: show the file of a take in its folder.
    """

    chosen = Signal(object)
    settings_wanted = Signal(dict)
    folder_wanted = Signal(object)

    def __init__(self) -> None:
        super().__init__()
        self.setTitle(self.tr("Takes"))
        self._folder = Path()
        self.list = _List()
        self.list.setAccessibleName(self.tr("Takes"))
        self.list.setToolTip(self.tr("Choose the result to hear; a double click uses its settings again"))
        self.list.setRootIsDecorated(False)
        self.list.setUniformRowHeights(True)
        self.list.setAlternatingRowColors(True)
        self.list.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.list.setHeaderLabels([self.tr("Name"), self.tr("Voice"), self.tr("Transpose"), self.tr("Made")])
        header: QHeaderView = self.list.header()
        header.setObjectName("convert.take_columns")
        header.setStretchLastSection(False)
        header.setMinimumSectionSize(44)
        header.setSectionResizeMode(1, QHeaderView.ResizeMode.Stretch)  # never wider than the list
        for section, width in ((0, 70), (2, 78), (3, 78)):
            header.resizeSection(section, width)
        self.list.currentItemChanged.connect(self._on_current)
        self.list.itemDoubleClicked.connect(lambda _item, _column: self._use())
        self.list.setContextMenuPolicy(Qt.ContextMenuPolicy.ActionsContextMenu)
        self._use_again = QAction(self.tr("Use these settings"), self.list)
        self._use_again.triggered.connect(self._use)
        self._show_file = QAction(self.tr("Show in folder"), self.list)
        self._show_file.triggered.connect(lambda: self.folder_wanted.emit(self.path))
        self.list.addActions([self._use_again, self._show_file])
        self.column = QVBoxLayout(self)
        self.column.addWidget(self.list)

    @property
    def take(self) -> dict[str, Any] | None:
        """The take that is chosen."""
        item = self.list.currentItem()
        take: dict[str, Any] | None = item.data(0, TAKE) if item is not None else None
        return take

    @property
    def path(self) -> Path | None:
        """Its file."""
        return self._folder / self.take["file"] if self.take is not None else None

    @property
    def paths(self) -> list[Path]:
        """The files of all takes in the list."""
        items = [self.list.topLevelItem(row) for row in range(self.list.topLevelItemCount())]
        return [self._folder / item.data(0, TAKE)["file"] for item in items if item is not None]

    def show_takes(self, folder: Path, takes: list[dict[str, Any]]) -> None:
        """List these, the newest first, and choose it."""
        self._folder = folder
        self.list.blockSignals(True)
        self.list.clear()
        for take in reversed(takes):
            self.list.addTopLevelItem(self._item(take))
        first = self.list.topLevelItem(0)
        if first is not None:
            self.list.setCurrentItem(first)
        self.list.blockSignals(False)
        self._on_current()

    def _item(self, take: dict[str, Any]) -> QTreeWidgetItem:
        settings = take.get("settings") or {}
        made = QDateTime.fromSecsSinceEpoch(int(take.get("created", 0)))
        today = made.date() == QDateTime.currentDateTime().date()
        short = QLocale.FormatType.ShortFormat
        shown = QLocale().toString(made.time() if today else made.date(), short)
        voice = str(settings.get("voice", ""))
        name = Path(voice).stem if Path(voice).is_absolute() else voice
        cells = [Path(take["file"]).stem, name, semitones(float(settings.get("transpose", 0))), shown]
        item = QTreeWidgetItem(cells)
        item.setTextAlignment(2, Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
        item.setData(0, TAKE, take)
        said = "\n".join([QLocale().toString(made, short), *self.described(settings)])
        for column in range(len(cells)):
            item.setToolTip(column, said)
        return item

    def described(self, settings: dict[str, Any]) -> list[str]:
        """The settings of a take in words, the mode first; what is not known by a name as it is stored."""
        names = {
            "precision": self.tr("Quality"),
            "voice": self.tr("Voice"),
            "transpose": self.tr("Transpose"),
            "index_rate": self.tr("Index rate"),
            "rms_mix": self.tr("Loudness mix"),
            "protect": self.tr("Protect"),
            "f0": self.tr("Pitch method"),
            "f0_file": self.tr("Pitch curve"),
            "repair_octaves": self.tr("Octave jumps repaired"),
            "filter_radius": self.tr("Filter radius"),
            "dialect": self.tr("Dialect"),
            "resample": self.tr("Sample rate"),
            "seed": self.tr("Seed"),
        }
        modes = {
            ("precision", "exact"): self.tr("Exact"),
            ("precision", "fast"): self.tr("Fast"),
            ("dialect", "classic"): self.tr("Classic RVC"),
            ("dialect", "2026"): self.tr("RVC-WebUI 2026"),
            ("resample", "0"): self.tr("As the voice"),
        }
        known = [key for key in names if key in settings]
        lines = []
        for key in (*known, *(key for key in settings if key not in names)):
            value = settings[key]
            if value in (None, False, ""):
                continue
            said = self.tr("yes") if value is True else modes.get((key, str(value)), str(value))
            lines.append(f"{names.get(key, key)}: {said}")
        return lines

    def _on_current(self, *_items: object) -> None:
        there = self.take is not None
        self._use_again.setEnabled(there)
        self._show_file.setEnabled(there)
        self.chosen.emit(self.path)

    def _use(self) -> None:
        if self.take is not None:
            self.settings_wanted.emit(dict(self.take.get("settings") or {}))
