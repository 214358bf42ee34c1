"""Voices > Models: every model file RVC Desk can use, what it is for, and how to get it."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QDragEnterEvent, QDropEvent, QKeySequence, QShortcut, QShowEvent
from PySide6.QtWidgets import (
    QDialog,
    QHBoxLayout,
    QLineEdit,
    QMessageBox,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from rvcdesk.assets.catalog import asset, size_text
from rvcdesk.assets.options import Imported, Verified
from rvcdesk.assets.store import models_dir
from rvcdesk.messages import Message
from rvcdesk.ui.errors import open_folder
from rvcdesk.ui.layout import fitting
from rvcdesk.ui.models.details import Details
from rvcdesk.ui.models.files import choose_files, dropped, import_button
from rvcdesk.ui.models.tree import ModelTree
from rvcdesk.ui.models.trust import ask_trust
from rvcdesk.ui.services import Services
from rvcdesk.ui.start import dim, heading
from rvcdesk.ui.tr import text
from rvcdesk.ui.widgets.action_button import dress
from rvcdesk.ui.widgets.notice import Notice

SIZE = QSize(940, 660)


class ModelsDialog(QDialog):
    """Not modal: fetching goes on under it, and after it is closed; the job bar shows it."""

    def __init__(self, services: Services, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._services = services
        self._models = services.models
        self.question: QMessageBox | None = None
        self._failures_told = False
        self._asked: list[Path] = []  # an import that was asked for elsewhere is answered there
        self.setWindowTitle(self.tr("Models"))
        self.setAcceptDrops(True)
        self.resize(fitting(self, SIZE))
        self.head = heading("", 1.1)
        self.head.setTextFormat(Qt.TextFormat.PlainText)
        self.essentials = QPushButton(self.tr("Get essentials"))
        self.essentials.setAutoDefault(False)
        self.essentials.setMinimumHeight(32)
        self.essentials.clicked.connect(self._get_essentials)
        self.filter = QLineEdit()
        self.filter.setPlaceholderText(self.tr("Filter: name, rate, licence…"))
        self.filter.setAccessibleName(self.tr("Filter"))
        self.filter.setClearButtonEnabled(True)
        self.import_button = import_button(self, self.import_paths)
        self.verify_all = QPushButton(self.tr("Verify all"))
        self.verify_all.setAutoDefault(False)
        self.verify_all.setToolTip(self.tr("Read every model through and compare its SHA-256"))
        self.verify_all.clicked.connect(lambda: self._models.verify())
        self.notice = Notice()
        self.tree = ModelTree(self._models)
        self.details = Details()
        self._arrange()
        self._connect()
        self._refresh()

    def _arrange(self) -> None:
        head = QHBoxLayout()
        head.addWidget(self.head, 1)
        head.addWidget(self.essentials)
        tools = QHBoxLayout()
        tools.addWidget(self.filter, 1)
        tools.addWidget(self.import_button)
        tools.addWidget(self.verify_all)
        foot = QHBoxLayout()
        hint = dim(self.tr("Files, folders and .zip archives can be dropped here, too."))
        foot.addWidget(hint, 1)
        close = QPushButton(self.tr("Close"))
        close.setAutoDefault(False)
        close.clicked.connect(self.close)
        foot.addWidget(close)
        column = QVBoxLayout(self)
        column.setContentsMargins(16, 14, 16, 12)
        column.setSpacing(10)
        column.addLayout(head)
        column.addLayout(tools)
        column.addWidget(self.notice)
        column.addWidget(self.tree, 1)
        column.addWidget(self.details)
        column.addLayout(foot)
        QWidget.setTabOrder(self.essentials, self.filter)
        QWidget.setTabOrder(self.filter, self.import_button)

    def _connect(self) -> None:
        models, tree, details = self._models, self.tree, self.details
        self.filter.textChanged.connect(tree.filter)
        QShortcut(QKeySequence.StandardKey.Find, self, self.filter.setFocus)
        tree.chosen.connect(lambda _id: self._show_details())
        models.changed.connect(self._refresh)
        models.failed.connect(self._on_failed)
        models.imported.connect(self._on_imported)
        models.verified.connect(self._on_verified)
        models.trouble.connect(self._on_trouble)
        details.pressed.connect(tree.press)
        details.verify_wanted.connect(lambda: models.verify([tree.current()]))
        details.remove_wanted.connect(self._ask_remove)
        details.folder_wanted.connect(self._show_folder)

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self._models.look_again()
        self.tree.setFocus()

    def show_model(self, id: str) -> None:
        """Go to a model."""
        self.filter.clear()
        self.tree.select(id)

    # --- what is shown

    def _refresh(self) -> None:
        held = self.focusWidget()
        missing, count = self._models.essentials()
        if missing:
            said = self.tr("Essentials: {here} of {all} here, {size} to get").format(
                here=count - len(missing), all=count, size=size_text(self._models.bytes_to_get(missing))
            )
        else:
            said = self.tr("Essentials: all {all} here").format(all=count)
        self.head.setText(said)
        wanted = [item for item in missing if self._models.transfer(item.id) is None]
        self.essentials.setVisible(bool(missing))
        self.essentials.setEnabled(bool(wanted))
        self.essentials.setToolTip(
            self.tr("Fetch what RVC voices need: {models}").format(
                models=", ".join(text(item.title) for item in missing)
            )
        )
        dress(self.essentials, "download", bool(wanted))
        self.verify_all.setEnabled(not self._models.working)
        self.import_button.setEnabled(not self._models.working)
        if self._failures_told and not self._models.failures:
            self._tell_no_failures()
        self._show_details()
        if held is not None and not (held.isEnabled() and held.isVisible()):
            self.tree.setFocus()  # not wherever Qt goes from a button that is off now

    def _show_details(self) -> None:
        id = self.tree.current()
        if not id:
            item = self.tree.currentItem()
            self.details.show_group(item.text(0) if item is not None else "")
            return
        model = asset(id)
        verb = self.tree.verb_text(self.tree.verb(id))
        error = self._models.error(id)
        said = text(error) if error is not None else ""
        self.details.show_model(model, self._models.status(model), verb, self._models.working, said)

    # --- fetching

    def _get_essentials(self) -> None:
        self.tree.setFocus()  # the button is off now; what happens is seen in the table
        self._models.get([item.id for item in self._models.essentials()[0]])

    def _on_failed(self, id: str, message: Message) -> None:
        failed = self._models.failures
        said = text(message)
        if len(failed) > 1:
            names = ", ".join(text(asset(one).title) for one in failed)
            said = self.tr("Could not be fetched: {models}. Choose one in the table to see why.").format(
                models=names
            )
        self._failures_told = True
        self.notice.say(
            "error",
            [said],
            [
                (self.tr("Try again"), self._try_again),
                (self.tr("Import from disk…"), lambda: choose_files(self, self.import_paths)),
            ],
        )

    def _try_again(self) -> None:
        failed = list(self._models.failures)
        self.tree.setFocus()
        self._tell_no_failures()
        self._models.get(failed)

    def _tell_no_failures(self) -> None:
        self._failures_told = False
        self.notice.hide()

    # --- files from this computer

    def import_paths(self, paths: list[Path]) -> None:
        """Look for models among these."""
        if paths:
            self._tell_no_failures()
            self._asked = paths
            self._models.import_paths(paths)

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        if dropped(event.mimeData()):
            event.acceptProposedAction()

    def dropEvent(self, event: QDropEvent) -> None:
        event.acceptProposedAction()
        self.import_paths(dropped(event.mimeData()))

    def _on_imported(self, results: list[Imported]) -> None:
        if not self._asked:
            return
        asked, self._asked = self._asked, []
        good = [one for one in results if one.outcome in ("imported", "here")]
        unknown = [one for one in results if one.outcome == "unknown"]
        bad = [one for one in results if one.outcome not in ("imported", "here", "unknown")]
        sentences = [text(one.message) for one in (*bad, *good)]
        if not results:
            sentences = [self.tr("There is no model among these files.")]
        if sentences:
            self.notice.say("warning" if bad or not results else "info", sentences)
        if good and good[0].asset:
            self.show_model(good[0].asset)
        if unknown:
            self.question = ask_trust(self, unknown, lambda: self._trust(asked))

    def _trust(self, paths: list[Path]) -> None:
        self._asked = paths
        self._models.import_paths(paths, trust_unknown=True)

    def _on_verified(self, results: list[Verified]) -> None:
        self._failures_told = False
        wrong = [one for one in results if one.outcome in ("damaged", "missing")]
        if not results:
            self.notice.say("info", [self.tr("There is nothing here to verify yet.")])
        elif wrong:
            self.notice.say("warning", [text(one.message) for one in wrong])
        else:
            self.notice.say(
                "info", [self.tr("%n file(s) read through: all as they should be.", "", len(results))]
            )

    def _on_trouble(self, message: Message) -> None:
        self._failures_told = False
        self.notice.say("error", [text(message)])

    def _ask_remove(self) -> None:
        id = self.tree.current()
        model = asset(id)
        status = self._models.status(model)
        box = QMessageBox(self)
        box.setObjectName("remove")
        box.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        box.setIcon(QMessageBox.Icon.Question)
        box.setWindowTitle(self.tr("Remove a model"))
        box.setText(self.tr("Remove “{model}” from this computer?").format(model=text(model.title)))
        box.setInformativeText(
            self.tr("{size} are freed. It can be fetched or imported again.").format(
                size=size_text(status.bytes)
            )
        )
        remove = box.addButton(self.tr("Remove"), QMessageBox.ButtonRole.DestructiveRole)
        cancel = box.addButton(QMessageBox.StandardButton.Cancel)
        box.setDefaultButton(cancel)
        box.setEscapeButton(cancel)
        remove.clicked.connect(lambda: self._models.remove([id]))
        self.question = box
        box.open()

    def _show_folder(self) -> None:
        folder = models_dir()
        folder.mkdir(parents=True, exist_ok=True)
        if not open_folder(folder):
            self._services.notify.warn(self.tr("The models lie in {folder}.").format(folder=folder))
