"""Which kinds to look for: a small window that falls from the search button."""

from __future__ import annotations

from collections.abc import Collection, Mapping

from PySide6.QtCore import QPoint, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QCheckBox, QFrame, QGridLayout, QHBoxLayout, QPushButton, QVBoxLayout, QWidget

from rvcdesk.ui.clean.review_list import kind_icon, kind_title
from rvcdesk.ui.start import dim


class KindsPopup(QFrame):
    """Check boxes with shape, colour and count of every kind that can be found.

    Signals:
        chosen: the kinds to leave out, a list; after each change.
        find_wanted: look for them now.
    """

    chosen = Signal(object)
    find_wanted = Signal()

    def __init__(self, kinds: Collection[str], parent: QWidget | None = None) -> None:
        super().__init__(parent, Qt.WindowType.Popup)
        self.setFrameShape(QFrame.Shape.StyledPanel)
        self.setAccessibleName(self.tr("What to look for"))
        self.boxes: dict[str, QCheckBox] = {}
        grid = QGridLayout()
        grid.setHorizontalSpacing(16)
        rows = -(-len(kinds) // 2)
        for place, kind in enumerate(kinds):
            box = QCheckBox(kind_title(kind))
            box.setChecked(True)
            box.toggled.connect(lambda _on: self.chosen.emit(self.skipped))
            self.boxes[kind] = box
            grid.addWidget(box, place % rows, place // rows)
        self.all = QPushButton(self.tr("All"))
        self.none = QPushButton(self.tr("None"))
        self.search = QPushButton(self.tr("Find"))
        self.all.clicked.connect(lambda: self._set_all(True))
        self.none.clicked.connect(lambda: self._set_all(False))
        self.search.clicked.connect(self._find)
        buttons = QHBoxLayout()
        for button in (self.all, self.none):
            buttons.addWidget(button)
        buttons.addStretch(1)
        buttons.addWidget(self.search)
        column = QVBoxLayout(self)
        column.addWidget(dim(self.tr("Look for, with the number of marks in this recording:")))
        column.addLayout(grid)
        column.addLayout(buttons)

    @property
    def skipped(self) -> list[str]:
        """The kinds that are left out."""
        return [kind for kind, box in self.boxes.items() if not box.isChecked()]

    def open_at(self, place: QPoint, skipped: Collection[str], counts: Mapping[str, int]) -> None:
        """Show it with its upper right corner at `place` of the screen."""
        for kind, box in self.boxes.items():
            count = counts.get(kind, 0)
            box.setText(f"{kind_title(kind)} ({count})" if count else kind_title(kind))
            box.setIcon(kind_icon(kind))
            was = box.blockSignals(True)
            box.setChecked(kind not in skipped)
            box.blockSignals(was)
        self._check_find()
        self.adjustSize()
        self.move(place - QPoint(self.width(), 0))
        self.show()
        next(iter(self.boxes.values())).setFocus(Qt.FocusReason.PopupFocusReason)

    def _set_all(self, on: bool) -> None:
        for box in self.boxes.values():
            was = box.blockSignals(True)
            box.setChecked(on)
            box.blockSignals(was)
        self.chosen.emit(self.skipped)
        self._check_find()

    def _check_find(self) -> None:
        self.search.setEnabled(len(self.skipped) < len(self.boxes))

    def _find(self) -> None:
        self.hide()
        self.find_wanted.emit()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self._find()
        elif event.key() == Qt.Key.Key_Escape:
            self.hide()
        else:
            super().keyPressEvent(event)
