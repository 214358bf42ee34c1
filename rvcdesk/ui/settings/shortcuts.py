"""The shortcut editor: every action, its keys, and who else has them."""

from __future__ import annotations

from PySide6.QtCore import QModelIndex, Qt
from PySide6.QtGui import QKeySequence
from PySide6.QtWidgets import (
    QAbstractItemView,
    QHBoxLayout,
    QKeySequenceEdit,
    QLabel,
    QLineEdit,
    QPushButton,
    QTreeWidget,
    QTreeWidgetItem,
    QVBoxLayout,
    QWidget,
)

from rvcdesk.ui import theme
from rvcdesk.ui.action_specs import ACTIONS, BY_ID, MENUS
from rvcdesk.ui.actions import ActionTable, plain

ID = Qt.ItemDataRole.UserRole


def shown(keys: tuple[str, ...]) -> str:
    """Keys as this system writes them."""
    native = QKeySequence.SequenceFormat.NativeText
    return ", ".join(QKeySequence(key).toString(native) for key in keys)


class ShortcutsTab(QWidget):
    """Choose an action, press its new key. A key that is taken is only given when the user says so."""

    def __init__(self, actions: ActionTable, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._actions = actions
        self.setAutoFillBackground(True)  # else the style fills it like a button
        self._filter = QLineEdit()
        self._filter.setPlaceholderText(self.tr("Search actions"))
        self._filter.setAccessibleName(self.tr("Search actions"))
        self._filter.setClearButtonEnabled(True)
        self._filter.textChanged.connect(self._apply_filter)
        self.list = QTreeWidget()
        self.list.setAccessibleName(self.tr("Actions and their keys"))
        self.list.setHeaderLabels([self.tr("Action"), self.tr("Keys")])
        self.list.setRootIsDecorated(False)
        self.list.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.list.setColumnWidth(0, 360)
        self.list.currentItemChanged.connect(lambda *_: self._show_current())
        self.edit = QKeySequenceEdit()
        self.edit.setMaximumSequenceLength(1)
        self.edit.setClearButtonEnabled(True)
        self.edit.setAccessibleName(self.tr("New key"))
        self.edit.keySequenceChanged.connect(self._check)
        self.use = QPushButton(self.tr("Use this key"))
        self.use.clicked.connect(self._use)
        self.default_button = QPushButton(self.tr("Default"))
        self.default_button.clicked.connect(lambda: self._set(None))
        self.none_button = QPushButton(self.tr("No key"))
        self.none_button.clicked.connect(lambda: self._set(()))
        self.note = QLabel()
        self.note.setWordWrap(True)
        self.note.setMinimumHeight(self.note.fontMetrics().height() * 2)
        row = QHBoxLayout()
        row.addWidget(QLabel(self.tr("New key:")))
        row.addWidget(self.edit, 1)
        for button in (self.use, self.default_button, self.none_button):
            row.addWidget(button)
        column = QVBoxLayout(self)
        column.addWidget(self._filter)
        column.addWidget(self.list, 1)
        column.addLayout(row)
        column.addWidget(self.note)
        self._fill()

    def _fill(self) -> None:
        menus = dict(MENUS)
        groups: dict[str, QTreeWidgetItem] = {}
        for spec in ACTIONS:
            if spec.menu not in groups:
                group = QTreeWidgetItem([plain(menus[spec.menu])])
                group.setFlags(Qt.ItemFlag.ItemIsEnabled)
                group.setForeground(0, theme.color("text_dim"))
                groups[spec.menu] = group
                self.list.addTopLevelItem(group)
            item = QTreeWidgetItem([plain(spec.text), shown(self._actions.keys(spec.id))])
            item.setData(0, ID, spec.id)
            groups[spec.menu].addChild(item)
        self.list.expandAll()
        self.select(ACTIONS[0].id)

    def _items(self) -> dict[str, QTreeWidgetItem]:
        found: dict[str, QTreeWidgetItem] = {}
        for row in range(self.list.topLevelItemCount()):
            group = self.list.topLevelItem(row)
            if group is not None:
                children = [group.child(n) for n in range(group.childCount())]
                found.update({item.data(0, ID): item for item in children if item is not None})
        return found

    def select(self, id: str) -> None:
        """Choose the action to give a key to."""
        self.list.setCurrentItem(self._items()[id])

    def current(self) -> str:
        """The id of the chosen action, "" on a heading."""
        item = self.list.currentItem()
        return (item.data(0, ID) or "") if item is not None else ""

    def _apply_filter(self, words: str) -> None:
        wanted = words.casefold().split()
        for item in self._items().values():
            line = f"{item.text(0)} {item.text(1)}".casefold()
            item.setHidden(not all(word in line for word in wanted))
        for row in range(self.list.topLevelItemCount()):
            group = self.list.topLevelItem(row)
            if group is not None:
                children = (group.child(place) for place in range(group.childCount()))
                group.setHidden(all(child is None or child.isHidden() for child in children))
        now = self.list.currentItem()
        if now is None or now.isHidden():  # what is found can be given a key at once
            found = [item for item in self._items().values() if not item.isHidden()]
            self.list.setCurrentItem(found[0]) if found else self.list.setCurrentIndex(QModelIndex())

    def start_search(self) -> None:
        """Typing looks for an action."""
        self._filter.setFocus()

    def _show_current(self) -> None:
        id = self.current()
        self.edit.setEnabled(bool(id))
        self.edit.clear()
        for button in (self.default_button, self.none_button):
            button.setEnabled(bool(id))
        self.default_button.setToolTip(shown(BY_ID[id].keys) if id else "")
        self._check()

    def _key(self) -> str:
        return self.edit.keySequence().toString(QKeySequence.SequenceFormat.PortableText)

    def _check(self) -> None:
        id, key = self.current(), self._key()
        self.use.setEnabled(bool(id and key))
        taken = self._actions.users_of(key, id) if id and key else []
        names = ", ".join(plain(spec.text) for spec in taken)
        self.use.setText(self.tr("Take this key") if taken else self.tr("Use this key"))
        self.note.setText(
            self.tr("This key belongs to: {names}. Taking it leaves that action without this key.").format(
                names=names
            )
            if taken
            else ""
        )

    def _use(self) -> None:
        id, key = self.current(), self._key()
        wanted = QKeySequence(key)
        for other in self._actions.users_of(key, id):
            rest = tuple(k for k in self._actions.keys(other.id) if QKeySequence(k) != wanted)
            self._actions.set_keys(other.id, rest)
        self._set((key,))

    def _set(self, keys: tuple[str, ...] | None) -> None:
        id = self.current()
        if not id:
            return
        if keys is None:
            for key in BY_ID[id].keys:
                if self._actions.users_of(key, id):
                    self.edit.setKeySequence(QKeySequence(key))
                    return
        self._actions.set_keys(id, keys)
        for other, item in self._items().items():
            item.setText(1, shown(self._actions.keys(other)))
        self.edit.clear()
