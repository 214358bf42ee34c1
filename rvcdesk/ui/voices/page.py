"""The Voices page: every voice this user has, in the project and in the library."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import QFileSystemWatcher, QSize, Qt, QTimer
from PySide6.QtGui import QFont, QShortcut
from PySide6.QtWidgets import (
    QAbstractItemView,
    QHBoxLayout,
    QHeaderView,
    QMessageBox,
    QSizePolicy,
    QStackedWidget,
    QToolBar,
    QTreeWidget,
    QTreeWidgetItem,
    QVBoxLayout,
    QWidget,
)

from rvcdesk.messages import UserError
from rvcdesk.project import Project
from rvcdesk.ui.empty import EmptyState
from rvcdesk.ui.errors import open_folder
from rvcdesk.ui.notify import Level
from rvcdesk.ui.page import Page
from rvcdesk.ui.services import Services
from rvcdesk.ui.start import heading
from rvcdesk.ui.voice_import import Taken, VoiceImport, may_be_voice
from rvcdesk.ui.voices.details import VoiceDetails
from rvcdesk.ui.widgets.notice import Notice
from rvcdesk.voice.importing import remove_voice
from rvcdesk.voice.library import VoiceEntry, list_voices, voices_dir

ENTRY = Qt.ItemDataRole.UserRole
ROW_HEIGHT = 30


def preset_text(entry: VoiceEntry) -> str:
    """The preset a voice was trained with, from its version and rate; "" when not known."""
    version, rate = str(entry.facts.get("version") or ""), entry.facts.get("sample_rate")
    if version.startswith("rvcdesk-draft"):
        return "draft"
    return f"rvc-{version}-{rate // 1000}k" if version in ("v1", "v2") and isinstance(rate, int) else version


def epochs_text(entry: VoiceEntry) -> str:
    """The epochs a voice was trained for, "" when not known."""
    epochs = entry.facts.get("epochs")
    return "" if epochs is None else str(epochs)


class VoicesPage(Page):
    """A list of voices: what they are, where they lie, and the way to Convert."""

    id = "voices"

    def __init__(self, services: Services, parent: QWidget | None = None) -> None:
        super().__init__(services, parent)
        self.setAccessibleName(self.title())
        self._watcher = QFileSystemWatcher(self)
        self._later = QTimer(self, singleShot=True, interval=300)
        self._later.timeout.connect(self.refresh)
        self._watcher.directoryChanged.connect(lambda _path: self._later.start())
        self.list = self._make_list()
        self.notice = Notice()
        self.details = VoiceDetails(services)
        self.importing = VoiceImport(services, self)
        self.question: QMessageBox | None = None
        self._stack = QStackedWidget()
        self._stack.addWidget(self._make_lists())
        self._empty = self._make_empty()
        self._stack.addWidget(self._empty)
        tools = QToolBar()
        tools.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextBesideIcon)
        tools.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        for name in ("use_voice", "import_voice", "models", "refresh_voices"):
            tools.addAction(services.actions.action(name))
            tools.widgetForAction(services.actions.action(name)).setFocusPolicy(Qt.FocusPolicy.TabFocus)
        head = QHBoxLayout()
        head.addWidget(heading(self.title(), 1.5))
        head.addStretch(1)
        head.addWidget(tools)
        column = QVBoxLayout(self)
        column.setContentsMargins(20, 16, 20, 12)
        column.setSpacing(12)
        column.addLayout(head)
        column.addWidget(self.notice)
        column.addWidget(self._stack, 1)
        self.importing.ended.connect(self._on_imported)
        self.details.models_wanted.connect(services.actions.action("models").trigger)

    def _make_lists(self) -> QWidget:
        both = QWidget()
        column = QVBoxLayout(both)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(8)
        column.addWidget(self.list, 1)
        column.addWidget(self.details)
        return both

    def _make_list(self) -> QTreeWidget:
        view = QTreeWidget()
        view.setAccessibleName(self.tr("Voices"))
        view.setRootIsDecorated(False)
        view.setUniformRowHeights(True)
        view.setAlternatingRowColors(True)
        view.setAllColumnsShowFocus(True)
        view.setSortingEnabled(True)
        view.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        view.setHeaderLabels(
            [
                self.tr("Name"),
                self.tr("Preset"),
                self.tr("Epochs"),
                self.tr("Sample rate"),
                self.tr("Index"),
                self.tr("Where"),
                self.tr("File"),
            ]
        )
        header: QHeaderView = view.header()
        header.setObjectName("voices.columns")
        header.setStretchLastSection(True)
        header.setSortIndicator(-1, Qt.SortOrder.AscendingOrder)
        for column, width in enumerate((210, 130, 80, 110, 70, 120)):
            header.resizeSection(column, width)
        view.itemSelectionChanged.connect(self._on_selected)
        view.itemDoubleClicked.connect(lambda _item, _column: self._use())
        for key in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            QShortcut(key, view, self._use, context=Qt.ShortcutContext.WidgetShortcut)
        view.setContextMenuPolicy(Qt.ContextMenuPolicy.ActionsContextMenu)
        for name in ("use_voice", "show_voice_folder", "remove_voice"):
            view.addAction(self.services.actions.action(name))
        return view

    def _make_empty(self) -> EmptyState:
        line = self.tr(
            "A voice appears here when a training ends. Voices made elsewhere are imported: choose their "
            ".pth, .safetensors or .zip, or drop files and folders here."
        )
        return EmptyState(
            "voices", self.tr("No voices yet"), line, self.services.actions, "import_voice", "page_train"
        )

    def title(self) -> str:
        return self.tr("Voices")

    def set_project(self, project: Project | None) -> None:
        super().set_project(project)
        self.refresh()

    def activated(self) -> None:
        self.refresh()
        self._take_focus()

    def _take_focus(self) -> None:
        if self.list.topLevelItemCount():
            self.list.setFocus(Qt.FocusReason.OtherFocusReason)
        else:
            self._empty.take_focus()

    def handlers(self) -> dict[str, Callable[[], object]]:
        return {
            "use_voice": self._use,
            "import_voice": self.importing.ask,
            "remove_voice": self._ask_remove,
            "show_voice_folder": self._show_folder,
            "refresh_voices": self.refresh,
        }

    def enabled(self, action_id: str) -> bool:
        if action_id == "use_voice":
            return self.selected() is not None
        if action_id == "remove_voice":
            return self._in_library(self.selected())
        return action_id != "import_voice" or not self.importing.busy

    def selected(self) -> VoiceEntry | None:
        """The voice the user has chosen."""
        items = self.list.selectedItems()
        return items[0].data(0, ENTRY) if items else None

    def refresh(self) -> None:
        """Read the folders again; the selection stays."""
        folder = self.project.folder if self.project is not None else None
        before = self.selected()
        entries = list_voices(folder)
        self.list.clear()
        for entry in entries:
            item = self._item(entry)
            self.list.addTopLevelItem(item)
            if before is not None and entry.path == before.path:
                item.setSelected(True)
        first = self.list.topLevelItem(0)
        if first is not None and self.selected() is None:
            self.list.setCurrentItem(first)
        self._stack.setCurrentIndex(0 if entries else 1)
        self._on_selected()
        self._watch([p for p in (voices_dir(), folder / "voice" if folder else None) if p is not None])

    def _item(self, entry: VoiceEntry) -> QTreeWidgetItem:
        own = self.project is not None and entry.path.parent == self.project.folder / "voice"
        rate = entry.facts.get("sample_rate")
        item = QTreeWidgetItem(
            [
                entry.name,
                preset_text(entry),
                epochs_text(entry),
                self.tr("{rate} Hz").format(rate=rate) if isinstance(rate, int) else "",
                self.tr("yes") if entry.index is not None else self.tr("no"),
                self.tr("This project") if own else self.tr("Library"),
                str(entry.path),
            ]
        )
        item.setData(0, ENTRY, entry)
        item.setSizeHint(0, QSize(0, ROW_HEIGHT))
        item.setToolTip(6, str(entry.path))
        item.setTextAlignment(2, Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
        item.setTextAlignment(3, Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
        bold = QFont(self.list.font())
        bold.setBold(own)
        item.setFont(0, bold)
        return item

    def _watch(self, folders: list[Path]) -> None:
        wanted = {str(folder) for folder in folders if folder.is_dir()}
        known = set(self._watcher.directories())
        if known - wanted:
            self._watcher.removePaths(sorted(known - wanted))
        if wanted - known:
            self._watcher.addPaths(sorted(wanted - known))

    def _use(self) -> None:
        entry = self.selected()
        if entry is not None:
            self.page_wanted.emit("convert", {"voice": entry.path})

    def _show_folder(self) -> None:
        entry = self.selected()
        folder = entry.path.parent if entry is not None else voices_dir()
        if not open_folder(folder):
            self.services.notify.warn(self.tr("The voice lies in {folder}.").format(folder=folder))

    def _on_selected(self) -> None:
        self.details.show_voice(self.selected())
        self.changed.emit()

    @staticmethod
    def _in_library(entry: VoiceEntry | None) -> bool:
        return entry is not None and entry.path.parent.parent == voices_dir()

    # --- voices come and go

    def drop(self, paths: list[Path]) -> bool:
        wanted = [path for path in paths if may_be_voice(path)]
        if wanted and not self.importing.busy:
            self.notice.hide()
            self.importing.take(wanted)
        return bool(wanted)

    def _on_imported(self, taken: Taken) -> None:
        sentences = self.importing.sentences(taken)
        if sentences:
            level: Level = "error" if taken.error else "warning" if taken.warnings else "info"
            self.notice.say(level, sentences)
        self.refresh()
        if taken.voices:
            self.select(taken.voices[-1][1])
            self.list.setFocus()
        self.changed.emit()

    def select(self, path: Path) -> None:
        """Choose a voice by its file."""
        for row in range(self.list.topLevelItemCount()):
            item = self.list.topLevelItem(row)
            if item is not None and item.data(0, ENTRY).path == path:
                self.list.setCurrentItem(item)
                self.list.scrollToItem(item)

    def _ask_remove(self) -> None:
        entry = self.selected()
        if entry is None:
            return
        box = QMessageBox(self)
        box.setObjectName("remove")
        box.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        box.setIcon(QMessageBox.Icon.Question)
        box.setWindowTitle(self.tr("Remove a voice"))
        box.setText(self.tr("Remove “{voice}” from the library?").format(voice=entry.name))
        box.setInformativeText(
            self.tr("Its files are deleted from {folder}. What it was imported from stays.").format(
                folder=entry.path.parent
            )
        )
        remove = box.addButton(self.tr("Remove"), QMessageBox.ButtonRole.DestructiveRole)
        cancel = box.addButton(QMessageBox.StandardButton.Cancel)
        box.setDefaultButton(cancel)
        box.setEscapeButton(cancel)
        remove.clicked.connect(lambda: self._remove(entry))
        self.question = box
        box.open()

    def _remove(self, entry: VoiceEntry) -> None:
        try:
            remove_voice(entry)
        except UserError as error:
            self.services.notify.error(error)
        else:
            self.notice.hide()
            self.services.notify.info(self.tr("“{voice}” was removed.").format(voice=entry.name))
        self.refresh()
        self._take_focus()
