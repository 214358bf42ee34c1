"""What is shown while no project is open: new, open, sample, and the recent ones."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from PySide6.QtCore import QRectF, QSize, Qt, Signal
from PySide6.QtGui import QAction, QFocusEvent, QFont, QKeyEvent, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import (
    QAbstractButton,
    QDialog,
    QDialogButtonBox,
    QFileDialog,
    QFormLayout,
    QGridLayout,
    QHBoxLayout,
    QLabel,
    QLineEdit,
    QListWidget,
    QListWidgetItem,
    QPushButton,
    QSizePolicy,
    QVBoxLayout,
    QWidget,
)

from rvcdesk.ui import icons, theme
from rvcdesk.ui.action_specs import BY_ID
from rvcdesk.ui.actions import ActionTable, plain
from rvcdesk.ui.rail import KEYBOARD_REASONS
from rvcdesk.voice.library import file_stem

PATH = Qt.ItemDataRole.UserRole


def heading(text: str, scale: float, bold: bool = True) -> QLabel:
    """A label in a larger font."""
    label = QLabel(text)
    font = QFont(label.font())
    font.setPointSizeF(font.pointSizeF() * scale)
    font.setBold(bold)
    label.setFont(font)
    return label


def dim(text: str) -> QLabel:
    """A wrapping label in the quiet text colour."""
    label = QLabel(text)
    label.setWordWrap(True)
    label.setForegroundRole(label.foregroundRole().PlaceholderText)
    return label


class Card(QAbstractButton):
    """A large button: icon, title, one line of explanation."""

    def __init__(self, action: QAction, icon_name: str, title: str, text: str) -> None:
        super().__init__()
        self._icon_name = icon_name
        self._line = text
        self._ringed = False
        self.setText(title)
        self.setAccessibleName(title)
        self.setAccessibleDescription(text)
        self.setToolTip(action.toolTip())
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setMinimumWidth(300)
        self.clicked.connect(action.trigger)
        action.changed.connect(lambda: self.setEnabled(action.isEnabled()))

    def sizeHint(self) -> QSize:
        return QSize(400, 84)

    def focusInEvent(self, event: QFocusEvent) -> None:
        self._ringed = event.reason() in KEYBOARD_REASONS
        super().focusInEvent(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Return opens it, as Space does."""
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.click()
        else:
            super().keyPressEvent(event)

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        plate = QRectF(self.rect()).adjusted(0.75, 0.75, -0.75, -0.75)
        ringed = self.hasFocus() and self._ringed
        painter.setBrush(theme.color("panel" if self.isDown() else "button"))
        edge = theme.color("accent" if ringed else "text_dim" if self.underMouse() else "border")
        painter.setPen(QPen(edge, 2 if ringed else 1))  # under the mouse it must not look focused
        painter.drawRoundedRect(plate, 9, 9)
        icons.draw(
            painter, self._icon_name, QRectF(18, self.height() / 2 - 15, 30, 30), theme.color("accent")
        )
        bold = QFont(self.font())
        bold.setBold(True)
        bold.setPointSizeF(bold.pointSizeF() * 1.08)
        half = plate.height() / 2
        space = self.fontMetrics().lineSpacing()
        wide = self.fontMetrics().horizontalAdvance(self._line) > plate.width() - 78
        half -= space // 2 if wide else 0  # its line takes two
        box = QRectF(64, plate.top() + 8, plate.width() - 78, half - 8)
        painter.setFont(bold)
        painter.setPen(theme.color("text"))
        painter.drawText(box, Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignBottom, self.text())
        painter.setFont(self.font())
        painter.setPen(theme.color("text_dim"))
        lower = QRectF(64, plate.top() + half + 3, plate.width() - 78, plate.height() - half - 5)
        words = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignTop | Qt.TextFlag.TextWordWrap
        painter.drawText(lower, words, self._line)


class StartPage(QWidget):
    """The welcome: cards for what to do first, and where the user was before."""

    project_chosen = Signal(Path)

    def __init__(self, actions: ActionTable, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAccessibleName(self.tr("Start"))
        self.cards: list[Card] = []
        self._there = False  # whether a recent project can be opened
        self._recent = QListWidget()
        self._recent.setAccessibleName(self.tr("Recent projects"))
        self._recent.setFrameShape(QListWidget.Shape.NoFrame)
        self._recent.setMinimumWidth(200)
        self._recent.setSpacing(1)
        self._recent.viewport().setAutoFillBackground(False)
        self._recent.setIconSize(QSize(24, 24))
        self._recent.itemActivated.connect(self._choose)
        self._recent.itemClicked.connect(self._choose)
        self._nothing = dim(self.tr("Projects that you open appear here."))
        self._nothing.setAlignment(Qt.AlignmentFlag.AlignTop)
        grid = QGridLayout()
        grid.setHorizontalSpacing(40)
        grid.setColumnStretch(0, 5)
        grid.setColumnStretch(1, 4)
        grid.addLayout(self._cards(actions), 0, 0)
        right = QVBoxLayout()
        right.setSpacing(8)
        right.addWidget(heading(self.tr("Recent projects"), 1.1))
        right.addWidget(self._recent, 1)
        right.addWidget(self._nothing, 1)
        grid.addLayout(right, 0, 1)
        inner = QWidget()
        inner.setMaximumWidth(960)
        column = QVBoxLayout(inner)
        column.setSpacing(6)
        column.addWidget(heading("RVC Desk", 2.4))
        column.addWidget(dim(self.tr("From messy recordings to a finished voice cover, in one window.")))
        column.addSpacing(26)
        column.addLayout(grid)
        column.addSpacing(18)
        column.addWidget(self._note())
        row = QHBoxLayout()
        row.addStretch(1)
        row.addWidget(inner, 20)
        row.addStretch(1)
        outer = QVBoxLayout(self)
        outer.setContentsMargins(32, 24, 32, 16)
        outer.addStretch(2)
        outer.addLayout(row)
        outer.addStretch(3)

    def _cards(self, actions: ActionTable) -> QVBoxLayout:
        column = QVBoxLayout()
        column.setSpacing(10)
        texts = {
            "open_sample": self.tr("One speaker, a sung line and an instrumental: all you need to try it"),
            "new_project": self.tr("Recordings of one voice, cleaned, trained and converted"),
            "open_project": self.tr("Go on with a folder you made before"),
        }
        for id, line in texts.items():
            spec = BY_ID[id]
            card = Card(actions.action(id), spec.icon, plain(spec.text), line)
            self.cards.append(card)
            column.addWidget(card)
        column.addStretch(1)
        return column

    def _note(self) -> QLabel:
        note = dim(
            self.tr(
                "Use only voices whose owners agree. The sample recordings are by Carlo Flora, LibriVox "
                "readers, Kevin MacLeod and others, under Creative Commons licences: see Help, About."
            )
        )
        return note

    def set_recent(self, folders: list[Path], missing: Sequence[Path] = ()) -> None:
        """Show these projects, newest first, and below them those that are not in their place."""
        self._recent.clear()
        for folder in folders:
            item = QListWidgetItem(icons.icon("folder"), f"{folder.name}\n{folder.parent}")
            item.setData(PATH, str(folder))
            item.setToolTip(str(folder))
            self._recent.addItem(item)
        for folder in missing:
            where = self.tr("not in {folder}").format(folder=folder.parent)
            item = QListWidgetItem(icons.icon("warning"), f"{folder.name}\n{where}")
            item.setData(PATH, str(folder))
            item.setForeground(theme.color("text_dim"))
            item.setToolTip(
                self.tr("{folder} is not there: moved, deleted, or on a disk that is not connected").format(
                    folder=folder
                )
            )
            self._recent.addItem(item)
        self._there = bool(folders)
        some = self._recent.count() > 0
        self._recent.setVisible(some)
        self._nothing.setVisible(not some)

    def take_focus(self) -> None:
        """Return opens the project that was open last; where there is none, it is the sample."""
        if self._there:
            self._recent.setCurrentRow(0)
            self._recent.setFocus()
        else:
            self.cards[0].setFocus()

    def _choose(self, item: QListWidgetItem) -> None:
        self.project_chosen.emit(Path(item.data(PATH)))


class NewProjectDialog(QDialog):
    """Name and place of a new voice project; does not block the window."""

    wanted = Signal(Path, str)

    def __init__(self, place: Path, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setWindowTitle(self.tr("New voice project"))
        self.setMinimumWidth(520)
        self._name = QLineEdit()
        self._name.setPlaceholderText(self.tr("Name of the voice"))
        self._name.setAccessibleName(self.tr("Name of the voice"))
        self._name.textChanged.connect(self._check)
        self._place = QLineEdit(str(place))
        self._place.setAccessibleName(self.tr("Folder for the project"))
        self._place.textChanged.connect(self._check)
        browse = QPushButton(self.tr("Browse…"))
        browse.setAccessibleName(self.tr("Choose the folder"))
        browse.clicked.connect(self._browse)
        row = QHBoxLayout()
        row.addWidget(self._place, 1)
        row.addWidget(browse)
        self._outcome = dim("")
        self._buttons = QDialogButtonBox(QDialogButtonBox.StandardButton.Cancel)
        self.accept_button = self._buttons.addButton(
            self.tr("Create"), QDialogButtonBox.ButtonRole.AcceptRole
        )
        self._buttons.accepted.connect(self._accept)
        self._buttons.rejected.connect(self.reject)
        form = QFormLayout(self)
        form.addRow(self.tr("&Name"), self._name)
        label = QLabel(self.tr("&Place"))
        label.setBuddy(self._place)
        form.addRow(label, row)
        form.addRow("", self._outcome)
        form.addRow(self._buttons)
        self._check()

    def folder(self) -> Path:
        """Where the project will be."""
        return Path(self._place.text()).expanduser() / file_stem(self._name.text())

    def _browse(self) -> None:
        chosen = QFileDialog.getExistingDirectory(self, self.tr("Choose the folder"), self._place.text())
        if chosen:
            self._place.setText(chosen)

    def _check(self) -> None:
        named = bool(self._name.text().strip() and self._place.text().strip())
        taken = named and self.folder().exists() and (self.folder().is_file() or any(self.folder().iterdir()))
        self.accept_button.setEnabled(named and not taken)
        if taken:
            self._outcome.setText(self.tr("There is a folder of that name already; choose another name."))
        elif named:
            self._outcome.setText(self.tr("Will be made: {folder}").format(folder=self.folder()))
        else:
            self._outcome.setText(
                self.tr("One project holds one voice: its recordings, training runs and covers.")
            )

    def _accept(self) -> None:
        self.wanted.emit(self.folder(), self._name.text().strip())
        self.accept()
