"""The right side of the page: waveforms, transport, takes, mixer."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QAction, QDragEnterEvent, QDropEvent, QPalette
from PySide6.QtWidgets import (
    QCheckBox,
    QFrame,
    QHBoxLayout,
    QPushButton,
    QSplitter,
    QToolButton,
    QVBoxLayout,
    QWidget,
)

from rvcdesk.ui.action_specs import BY_ID
from rvcdesk.ui.actions import ActionTable, plain
from rvcdesk.ui.convert.compare import Compare, dropped_files
from rvcdesk.ui.convert.mixer import Mixer
from rvcdesk.ui.convert.panel import quiet
from rvcdesk.ui.convert.takes import Takes
from rvcdesk.ui.icons import icon
from rvcdesk.ui.widgets.action_button import ActionButton
from rvcdesk.ui.widgets.transport import TransportBar

LEAST = (520, 560)  # below, the page scrolls


class MixerDrop(Mixer):
    """The mixer takes an instrumental that is dropped on it."""

    dropped = Signal(list)

    def __init__(self) -> None:
        super().__init__()
        self.setAcceptDrops(True)

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        if dropped_files(event):
            event.acceptProposedAction()

    def dropEvent(self, event: QDropEvent) -> None:
        event.acceptProposedAction()
        self.dropped.emit(dropped_files(event))


class Studio(QWidget):
    """Everything there is to hear and see of one song."""

    folder_wanted = Signal(object)

    def __init__(self, actions: ActionTable) -> None:
        super().__init__()
        self.compare = Compare()
        self.transport = TransportBar(editing=False)
        self.takes = Takes()
        self.mixer = MixerDrop()
        self.saved_path: Path | None = None
        self.match = QCheckBox(self.tr("Equall&y loud when comparing"))
        self.match.setChecked(True)
        self.match.setToolTip(
            self.tr(
                "Source and result are heard equally loud, so that the louder one does not just seem better"
            )
        )
        self.takes.column.addWidget(self.match)
        self.switch = QToolButton()
        self.switch.setText(self.tr("A / B"))
        self._follow(self.switch, actions.action("switch_ab"))
        self.save = ActionButton(actions.action("save_cover"), "save")
        self.save.set_reason(self.tr("Convert first: there is nothing to save yet."))
        self.saved = quiet("")
        self.show_saved = QPushButton(self.tr("Show in folder"))
        self.show_saved.setIcon(icon("folder"))
        self.show_saved.setAutoDefault(False)
        self.show_saved.clicked.connect(lambda: self.folder_wanted.emit(self.saved_path))
        self._arrange()
        self.set_saved(None)

    def _follow(self, button: QToolButton, action: QAction) -> None:
        """As the action, with a shorter text of its own."""

        def show() -> None:
            button.setEnabled(action.isEnabled())
            nothing = self.tr("Convert first: there is nothing to compare yet.")
            button.setToolTip(action.toolTip() if action.isEnabled() else nothing)

        button.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        button.setMinimumHeight(34)
        button.setAccessibleName(plain(BY_ID[action.objectName()].text))
        button.clicked.connect(action.trigger)
        action.changed.connect(show)
        show()

    def _arrange(self) -> None:
        bar = QHBoxLayout()
        bar.setSpacing(6)
        bar.addWidget(self.switch)
        bar.addWidget(self.transport, 1)
        save = QHBoxLayout()
        save.addWidget(self.save)
        save.addWidget(self.saved, 1)
        save.addWidget(self.show_saved)
        self.mixer.column.addStretch(1)
        self.mixer.column.addLayout(save)
        below = QSplitter(Qt.Orientation.Horizontal)
        below.setObjectName("convert.below")
        below.addWidget(self.takes)
        below.addWidget(self.mixer)
        below.setStretchFactor(0, 1)
        below.setStretchFactor(1, 1)
        below.setChildrenCollapsible(False)
        line = QFrame()
        line.setFrameStyle(QFrame.Shape.HLine | QFrame.Shadow.Plain)
        line.setForegroundRole(QPalette.ColorRole.Mid)
        upper = QWidget()
        column = QVBoxLayout(upper)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(4)
        column.addWidget(self.compare, 1)
        column.addLayout(bar)
        rows = QSplitter(Qt.Orientation.Vertical)
        rows.setObjectName("convert.rows")
        rows.addWidget(upper)
        rows.addWidget(below)
        rows.setStretchFactor(0, 3)
        rows.setStretchFactor(1, 1)
        rows.setChildrenCollapsible(False)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(4, 0, 12, 12)
        whole.addWidget(rows)
        self.setMinimumSize(*LEAST)

    def set_saved(self, path: Path | None) -> None:
        """Say where the cover was saved."""
        self.saved_path = path
        self.saved.setText(self.tr("Saved: {file}").format(file=path.name) if path is not None else "")
        self.saved.setToolTip(str(path) if path is not None else "")
        self.show_saved.setVisible(path is not None)
