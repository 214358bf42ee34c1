"""The command palette: type a few letters, press Enter."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QModelIndex, QObject, QPersistentModelIndex, QRect, QSize, Qt
from PySide6.QtGui import QKeyEvent, QKeySequence, QPainter
from PySide6.QtWidgets import (
    QDialog,
    QLineEdit,
    QListWidget,
    QListWidgetItem,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QVBoxLayout,
    QWidget,
)

from rvcdesk.ui import theme
from rvcdesk.ui.action_specs import MENUS
from rvcdesk.ui.actions import ActionTable, plain

_Index = QModelIndex | QPersistentModelIndex
ID, KEY, MENU = Qt.ItemDataRole.UserRole, Qt.ItemDataRole.UserRole + 1, Qt.ItemDataRole.UserRole + 2


def rank(words: str, text: str) -> int | None:
    """How well `text` answers the typed words: smaller is better, None is not at all."""
    haystack = text.casefold()
    score = 0
    for word in words.casefold().split():
        place = haystack.find(word)
        if place < 0:
            return None
        starts_word = place == 0 or not haystack[place - 1].isalnum()
        score += place if starts_word else 100 + place
    return score


class _Delegate(QStyledItemDelegate):
    """Text at the left, the menu dim beside it, the key at the right."""

    def sizeHint(self, option: QStyleOptionViewItem, index: _Index) -> QSize:
        return QSize(200, 32)

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: _Index) -> None:
        chosen = bool(option.state & QStyle.StateFlag.State_Selected)
        rect: QRect = option.rect
        painter.save()
        if chosen:
            painter.fillRect(rect, theme.color("accent"))
        ink = "accent_text" if chosen else "text"
        painter.setPen(theme.color(ink))
        line = rect.adjusted(12, 0, -12, 0)
        middle = Qt.AlignmentFlag.AlignVCenter
        text = index.data(Qt.ItemDataRole.DisplayRole)
        painter.drawText(line, middle | Qt.AlignmentFlag.AlignLeft, text)
        painter.setPen(theme.color("accent_text" if chosen else "text_dim"))
        painter.drawText(line, middle | Qt.AlignmentFlag.AlignRight, index.data(KEY))
        aside = line.adjusted(option.fontMetrics.horizontalAdvance(text) + 14, 0, 0, 0)
        painter.drawText(aside, middle | Qt.AlignmentFlag.AlignLeft, index.data(MENU))
        painter.restore()


class CommandPalette(QDialog):
    """Every action that can be used now, found by any of its words."""

    def __init__(self, actions: ActionTable, parent: QWidget) -> None:
        super().__init__(parent, Qt.WindowType.Popup)
        self._actions = actions
        self._window = parent.window()
        self.setAccessibleName(self.tr("Command palette"))
        self._field = QLineEdit()
        self._field.setPlaceholderText(self.tr("What do you want to do?"))
        self._field.setAccessibleName(self.tr("Search for a command"))
        self._field.setClearButtonEnabled(True)
        self._field.setMinimumHeight(34)
        self._field.textChanged.connect(self._fill)
        self._field.returnPressed.connect(self._run)
        self._field.installEventFilter(self)
        self._list = QListWidget()
        self._list.setAccessibleName(self.tr("Commands"))
        self._list.setItemDelegate(_Delegate(self._list))
        self._list.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._list.itemClicked.connect(self._run)
        column = QVBoxLayout(self)
        column.setContentsMargins(8, 8, 8, 8)
        column.addWidget(self._field)
        column.addWidget(self._list)
        self._fill("")

    def popup(self) -> None:
        """Open in the upper middle of the window, empty."""
        window = self._window
        self.resize(min(560, window.width() - 40), min(420, window.height() - 120))
        corner = window.mapToGlobal(window.rect().topLeft())
        self.move(corner.x() + (window.width() - self.width()) // 2, corner.y() + 70)
        self._field.clear()
        self._fill("")
        self.show()
        self._field.setFocus()

    def _fill(self, words: str) -> None:
        menus = {id: plain(text) for id, text in MENUS}
        found = []
        for spec, action in self._actions.actions():
            if not action.isEnabled() or spec.id == "palette":
                continue
            score = rank(words, f"{plain(spec.text)} {menus[spec.menu]}")
            if score is not None:
                found.append((score, spec, action))
        self._list.clear()
        for _, spec, action in sorted(found, key=lambda entry: entry[0]):
            item = QListWidgetItem(plain(spec.text))
            item.setData(ID, spec.id)
            item.setData(KEY, action.shortcut().toString(QKeySequence.SequenceFormat.NativeText))
            item.setData(MENU, menus[spec.menu])
            self._list.addItem(item)
        self._list.setCurrentRow(0)

    def _run(self) -> None:
        item = self._list.currentItem()
        if item is not None:
            self.hide()
            self._actions.action(item.data(ID)).trigger()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.KeyPress and isinstance(event, QKeyEvent):
            step = {Qt.Key.Key_Down: 1, Qt.Key.Key_Up: -1, Qt.Key.Key_PageDown: 8, Qt.Key.Key_PageUp: -8}
            if event.key() in step:
                row = self._list.currentRow() + step[Qt.Key(event.key())]
                self._list.setCurrentRow(max(0, min(self._list.count() - 1, row)))
                return True
        return super().eventFilter(watched, event)
