"""What is known of one model, and what can be done with it."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QPalette
from PySide6.QtWidgets import QHBoxLayout, QLabel, QPushButton, QVBoxLayout, QWidget

from rvcdesk.assets.catalog import Asset, AssetFile, size_text
from rvcdesk.assets.store import Status
from rvcdesk.ui.icons import icon
from rvcdesk.ui.start import dim, heading
from rvcdesk.ui.tr import text

LINES = 6.6  # its height, so that the table above does not jump


class Details(QWidget):
    """Title, purpose, files and buttons of the model that is chosen in the table.

    Signals:
        pressed: the first button, which does what the row's does.
        verify_wanted, remove_wanted, folder_wanted: the others.
    """

    pressed = Signal()
    verify_wanted = Signal()
    remove_wanted = Signal()
    folder_wanted = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.title = heading("", 1.1)
        self.purpose = QLabel()
        self.files = dim("")
        for label in (self.purpose, self.files):
            label.setWordWrap(True)
            label.setMinimumWidth(10)
            label.setTextFormat(Qt.TextFormat.PlainText)
        self.files.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        self.action = self._button("", "download")
        self.action.clicked.connect(self.pressed)
        self.verify = self._button(self.tr("Verify"), "accept")
        self.verify.clicked.connect(self.verify_wanted)
        self.remove = self._button(self.tr("Remove…"), "delete")
        self.remove.clicked.connect(self.remove_wanted)
        self.folder = self._button(self.tr("Show folder"), "folder")
        self.folder.setToolTip(self.tr("Where the models lie on this computer"))
        self.folder.clicked.connect(self.folder_wanted)
        buttons = QVBoxLayout()
        buttons.setSpacing(4)
        pair = QHBoxLayout()
        for button in (self.action, self.verify):
            pair.addWidget(button, 1)
        second = QHBoxLayout()
        for button in (self.remove, self.folder):
            second.addWidget(button, 1)
        buttons.addLayout(pair)
        buttons.addLayout(second)
        buttons.addStretch(1)
        words = QVBoxLayout()
        words.setSpacing(4)
        words.addWidget(self.title)
        words.addWidget(self.purpose)
        words.addWidget(self.files)
        words.addStretch(1)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 4, 0, 0)
        row.setSpacing(16)
        row.addLayout(words, 1)
        row.addLayout(buttons)
        self.setFixedHeight(round(self.fontMetrics().height() * LINES))

    @staticmethod
    def _button(title: str, icon_name: str) -> QPushButton:
        button = QPushButton(title)
        button.setIcon(icon(icon_name))
        button.setAutoDefault(False)
        button.setMinimumWidth(116)
        return button

    def show_model(self, item: Asset, status: Status, verb: str, busy: bool, error: str = "") -> None:
        """`verb` is the text of the row's button, "" for none; `busy`: files are being worked on."""
        self.title.setText(text(item.title))
        purpose = text(item.purpose)
        if item.later:
            purpose += " " + self.tr("This version of RVC Desk does not use it yet.")
        self.purpose.setText(purpose)
        self.purpose.setVisible(not error)  # the room is for the reason; the table has the purpose
        self.files.setText(error or self._files(item))
        role = QPalette.ColorRole.BrightText if error else QPalette.ColorRole.PlaceholderText
        self.files.setForegroundRole(role)
        self.files.setToolTip("\n".join(file.name for file in item.files))
        pausing = verb == self.tr("Pause")
        self.action.setText(verb or self.tr("Get"))
        self.action.setIcon(icon("pause" if pausing else "download"))
        self.action.setEnabled(bool(verb))
        self.action.setToolTip("" if verb else self.tr("It is here already"))
        waits = self.tr("Wait until it has been fetched, or pause") if pausing else ""
        if busy:
            waits = self.tr("Other models are being worked on; wait a moment")
        nothing = self.tr("There is nothing of it here")
        why = waits or ("" if status.state in ("have", "damaged") else nothing)
        self.verify.setEnabled(not why)
        self.verify.setToolTip(
            why or self.tr("Read it through and compare its SHA-256 with the published one")
        )
        why = waits or ("" if status.bytes else nothing)
        self.remove.setEnabled(not why)
        self.remove.setToolTip(why or self.tr("Delete it from this computer; it can be fetched again"))

    def show_group(self, title: str) -> None:
        """A group is chosen: nothing can be done with it."""
        self.title.setText(title)
        self.purpose.setText("")
        self.files.setText("")
        for button in (self.action, self.verify, self.remove):
            button.setEnabled(False)

    def _files(self, item: Asset) -> str:
        files = ", ".join(self._file(file) for file in item.files)
        licence = self.tr("Licence: {licence}.").format(licence=text(item.licence_title))
        hubs = list(dict.fromkeys(file.sources[0].repo for file in item.files))
        return self.tr("{licence} Published in {place}: {files}.").format(
            licence=licence, place=", ".join(hubs), files=files
        )

    @staticmethod
    def _file(file: AssetFile) -> str:
        return f"{file.name.rpartition('/')[2]} ({size_text(file.bytes)})"
