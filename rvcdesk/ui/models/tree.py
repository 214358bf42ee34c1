"""The table of models: groups that fold, two lines a model, its progress, and one button in the row."""

from __future__ import annotations

from PySide6.QtCore import QLocale, QModelIndex, QPersistentModelIndex, QRect, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QColor, QFont, QFontMetrics, QKeyEvent, QPainter
from PySide6.QtWidgets import (
    QAbstractItemView,
    QApplication,
    QHeaderView,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QToolButton,
    QTreeWidget,
    QTreeWidgetItem,
    QWidget,
)

from rvcdesk.assets import catalog
from rvcdesk.assets.catalog import ESSENTIALS, Asset, size_text
from rvcdesk.assets.store import Status
from rvcdesk.assets.texts import GROUP_TITLES
from rvcdesk.ui import theme
from rvcdesk.ui.jobbar import clock
from rvcdesk.ui.models.service import Models
from rvcdesk.ui.tr import text

ID = Qt.ItemDataRole.UserRole
LINE = Qt.ItemDataRole.UserRole + 1  # the second line of a cell
SHARE = Qt.ItemDataRole.UserRole + 2  # 0..1 for a bar, None for none
TOKEN = Qt.ItemDataRole.UserRole + 3  # the colour of the first line
MODEL, SIZE, LICENCE, STATE, BUTTON = range(5)
ROW_HEIGHT, GROUP_HEIGHT = 46, 32
BAR_HEIGHT = 5


class _TwoLines(QStyledItemDelegate):
    """A title over a quiet line, or over a bar."""

    def sizeHint(self, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex) -> QSize:
        height = ROW_HEIGHT if index.parent().isValid() else GROUP_HEIGHT
        return QSize(super().sizeHint(option, index).width(), height)

    def paint(
        self, painter: QPainter, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex
    ) -> None:
        line, share = index.data(LINE), index.data(SHARE)
        token = index.data(TOKEN)
        if not line and share is None and not token:
            super().paint(painter, option, index)
            return
        plain = QStyleOptionViewItem(option)
        self.initStyleOption(plain, index)
        title, plain.text = plain.text, ""
        widget: QWidget = option.widget
        state: QStyle.StateFlag = option.state
        rect: QRect = option.rect
        style = widget.style() if widget is not None else QApplication.style()
        style.drawControl(QStyle.ControlElement.CE_ItemViewItem, plain, painter, widget)
        chosen = bool(state & QStyle.StateFlag.State_Selected)
        first = theme.color("accent_text" if chosen else token or "text")
        second = theme.color("accent_text" if chosen else "text_dim")
        inside = rect.adjusted(4, 4, -6, -4)
        half = inside.height() // 2
        painter.save()
        upper = QRect(inside.left(), inside.top(), inside.width(), half)
        lower = QRect(inside.left(), inside.top() + half, inside.width(), inside.height() - half)
        if not line and share is None:
            upper = inside
        font: QFont = QFont(option.font)
        self._write(painter, upper, title, font, first)
        if share is not None:
            self._bar(painter, lower, float(share), chosen)
        elif line:
            font.setPointSizeF(font.pointSizeF() * 0.92)
            self._write(painter, lower, line, font, second)
        painter.restore()

    @staticmethod
    def _write(painter: QPainter, rect: QRect, words: str, font: QFont, ink: QColor) -> None:
        painter.setFont(font)
        painter.setPen(ink)
        short = QFontMetrics(font).elidedText(words, Qt.TextElideMode.ElideRight, rect.width())
        painter.drawText(rect, Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft, short)

    @staticmethod
    def _bar(painter: QPainter, rect: QRect, share: float, chosen: bool) -> None:
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen)
        groove = QRectF(rect.left(), rect.center().y() - 2, rect.width(), BAR_HEIGHT)
        painter.setBrush(theme.color("accent_text" if chosen else "border", 0.35 if chosen else 1.0))
        painter.drawRoundedRect(groove, 2.5, 2.5)
        if share > 0:
            groove.setWidth(max(BAR_HEIGHT, groove.width() * min(1.0, share)))
            painter.setBrush(theme.color("accent_text" if chosen else "accent"))
            painter.drawRoundedRect(groove, 2.5, 2.5)


class ModelTree(QTreeWidget):
    """Every model of the catalogue. What can be done with one is done by its button, or by Return.

    Signals:
        chosen: another model is the current one; its id, "" for a group.
    """

    chosen = Signal(str)

    def __init__(self, models: Models) -> None:
        super().__init__()
        self._models = models
        self._rows: dict[str, QTreeWidgetItem] = {}
        self._buttons: dict[str, QToolButton] = {}
        self.setAccessibleName(self.tr("Models"))
        self.setHeaderLabels(
            [self.tr("Model"), self.tr("Size"), self.tr("Licence"), self.tr("State"), self.tr("Action")]
        )
        self.setItemDelegate(_TwoLines(self))
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.setIndentation(14)
        self.setAllColumnsShowFocus(True)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        header: QHeaderView = self.header()
        header.setStretchLastSection(False)
        header.setSectionResizeMode(MODEL, QHeaderView.ResizeMode.Stretch)
        for column, width in ((SIZE, 84), (LICENCE, 96), (STATE, 214), (BUTTON, 104)):
            header.resizeSection(column, width)
        self.currentItemChanged.connect(lambda *_: self.chosen.emit(self.current()))
        self.itemDoubleClicked.connect(lambda *_: self.press())
        models.changed.connect(self.refresh)
        models.progressed.connect(self._show)
        self._fill()

    # --- the rows

    def _fill(self) -> None:
        groups: dict[str, QTreeWidgetItem] = {}
        for item in catalog.load_catalog():
            group = "essential" if item.id in ESSENTIALS else item.group
            if group not in groups:
                groups[group] = self._group(group)
            groups[group].addChild(self._row(item))
        for item in catalog.load_catalog():
            button = QToolButton()
            button.setFocusPolicy(Qt.FocusPolicy.NoFocus)  # Return does the same
            button.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextOnly)
            button.setMinimumWidth(92)
            button.setMinimumHeight(26)
            button.clicked.connect(lambda _checked=False, id=item.id: self._press(id))
            self._buttons[item.id] = button
            self.setItemWidget(self._rows[item.id], BUTTON, _centred(button))
        self.refresh()
        for name, top in groups.items():
            busy = any(self._models.status(self._asset(id)).bytes for id in self._ids(top))
            top.setExpanded(name == "essential" or busy)
        if self._rows:
            self.setCurrentItem(next(iter(self._rows.values())))

    def _group(self, name: str) -> QTreeWidgetItem:
        top = QTreeWidgetItem()
        top.setData(0, LINE, "")
        top.setData(0, ID, "")
        top.setData(0, Qt.ItemDataRole.AccessibleTextRole, text(GROUP_TITLES[name]))
        top.setData(0, Qt.ItemDataRole.UserRole + 9, name)
        top.setFlags(Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable)
        self.addTopLevelItem(top)
        top.setFirstColumnSpanned(True)
        font = QFont(self.font())
        font.setBold(True)
        top.setFont(0, font)
        return top

    def _row(self, item: Asset) -> QTreeWidgetItem:
        purpose = text(item.purpose)
        row = QTreeWidgetItem([text(item.title), size_text(item.bytes), text(item.licence_title)])
        row.setData(MODEL, ID, item.id)
        row.setData(MODEL, LINE, purpose)
        row.setData(MODEL, Qt.ItemDataRole.AccessibleDescriptionRole, purpose)
        row.setToolTip(MODEL, purpose)
        row.setToolTip(LICENCE, text(item.licence_title))
        row.setTextAlignment(SIZE, Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
        row.setData(STATE, ID, item)
        self._rows[item.id] = row
        return row

    def _asset(self, id: str) -> Asset:
        found: Asset = self._rows[id].data(STATE, ID)
        return found

    @staticmethod
    def _ids(top: QTreeWidgetItem) -> list[str]:
        return [row.data(MODEL, ID) for row in _children(top)]

    # --- what is said in them

    def refresh(self) -> None:
        """Look again at everything."""
        for id in self._rows:
            self._show(id)
        for top in _children(self.invisibleRootItem()):
            ids = self._ids(top)
            needed = top.data(0, Qt.ItemDataRole.UserRole + 9) == "essential"
            have = [self._models.status(self._asset(id)).state == "have" for id in ids]
            here = sum(self._is_served(id) for id in ids) if needed else sum(have)
            title = text(GROUP_TITLES[top.data(0, Qt.ItemDataRole.UserRole + 9)])
            top.setText(
                0, self.tr("{group} — {here} of {all} here").format(group=title, here=here, all=len(ids))
            )

    def _show(self, id: str) -> None:
        row, item = self._rows[id], self._asset(id)
        status = self._models.status(item)
        said, line, token = self._said(id, status)
        transfer = self._models.transfer(id)
        share: float | None = transfer.share if transfer is not None and transfer.running else None
        if share is None and status.state == "partial" and transfer is None:
            share = status.bytes / status.total
        row.setText(SIZE, size_text(status.bytes if status.state == "have" else item.bytes))
        row.setText(STATE, said)
        row.setData(STATE, LINE, line)
        row.setData(STATE, TOKEN, token)
        row.setData(STATE, SHARE, share)
        row.setToolTip(STATE, "\n".join(part for part in (said, line) if part))
        self._show_button(id, status)

    def _said(self, id: str, status: Status) -> tuple[str, str, str]:
        """(first line, second line, colour)"""
        transfer, error = self._models.transfer(id), self._models.error(id)
        if transfer is not None and transfer.running:
            return self._moving(id), "", "text"
        if transfer is not None:
            return self.tr("Waiting"), "", "text_dim"
        if error is not None:
            return self.tr("Could not be fetched"), self.tr("Why: see below."), "error"
        if status.state == "have":
            known = self.tr("verified") if self._models.verified_good(id) else ""
            if status.trusted:
                return self.tr("Here"), self.tr("another version, on your word"), "good"
            return self.tr("Here"), known, "good"
        if status.state == "damaged":
            return self.tr("Damaged"), self.tr("Get it again, or import it."), "error"
        if status.state == "partial":
            percent = QLocale().toString(int(100 * status.bytes / status.total))
            return self.tr("{percent} % here, paused").format(percent=percent), "", "text"
        if self._instead(id) is not None:
            return self.tr("Not needed"), self.tr("another form of it is here"), "text_dim"
        return self.tr("Missing"), "", "text_dim"

    def _instead(self, id: str) -> Asset | None:
        """Another model that is here and serves for all that this one does."""
        item = self._asset(id)
        for other in catalog.load_catalog():
            serves = bool(item.serves) and other.id != id and set(item.serves) <= set(other.serves)
            if serves and self._models.status(other).state == "have":
                return other
        return None

    def _is_served(self, id: str) -> bool:
        have = self._models.status(self._asset(id)).state == "have"
        return have or self._instead(id) is not None

    def _moving(self, id: str) -> str:
        transfer = self._models.transfer(id)
        assert transfer is not None
        percent = QLocale().toString(int(100 * transfer.share))
        if transfer.speed is None or transfer.seconds_left is None:
            return self.tr("{percent} %").format(percent=percent)
        return self.tr("{percent} % · {speed}/s · {time} left").format(
            percent=percent, speed=size_text(round(transfer.speed)), time=clock(transfer.seconds_left)
        )

    # --- doing

    def verb(self, id: str) -> str:
        """What the button of a model does now: get, again, resume, pause, or "" for nothing."""
        if not id:
            return ""
        if self._models.transfer(id) is not None:
            return "pause"
        state = self._models.status(self._asset(id)).state
        return {"missing": "get", "partial": "resume", "damaged": "again"}.get(state, "")

    def verb_text(self, verb: str) -> str:
        """The button's text."""
        return {
            "get": self.tr("Get"),
            "again": self.tr("Get again"),
            "resume": self.tr("Resume"),
            "pause": self.tr("Pause"),
        }.get(verb, "")

    def _show_button(self, id: str, status: Status) -> None:
        button = self._buttons.get(id)
        if button is None:
            return
        verb = self.verb(id)
        button.setVisible(bool(verb))
        button.setText(self.verb_text(verb))
        title = text(self._asset(id).title)
        left = size_text(max(1, status.total - status.bytes))
        tip = self.tr("Stop here; it can be resumed later") if verb == "pause" else self.tr("Fetch {size}")
        button.setToolTip(tip.format(size=left))
        button.setAccessibleName(f"{button.text()}: {title}")

    def _press(self, id: str) -> None:
        self.setCurrentItem(self._rows[id])
        self.press()

    def press(self) -> None:
        """Do what the button of the current model says."""
        id = self.current()
        verb = self.verb(id)
        if verb == "pause":
            self._models.pause(id)
        elif verb:
            self._models.get([id])

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            item = self.currentItem()
            if item is not None and item.childCount():
                item.setExpanded(not item.isExpanded())
            else:
                self.press()
            return
        super().keyPressEvent(event)

    def button(self, id: str) -> QToolButton:
        """The button in a model's row."""
        return self._buttons[id]

    def current(self) -> str:
        """The id of the current model, "" on a group."""
        item = self.currentItem()
        return (item.data(MODEL, ID) or "") if item is not None else ""

    def select(self, id: str) -> None:
        """Show a model and make it the current one."""
        row = self._rows.get(id)
        if row is not None:
            if (top := row.parent()) is not None:
                top.setExpanded(True)
            self.setCurrentItem(row)
            self.scrollToItem(row)

    def ids(self) -> list[str]:
        """Every model in the table."""
        return list(self._rows)

    def filter(self, words: str) -> None:
        """Show the models that hold every word; groups without one are hidden."""
        wanted = words.casefold().split()
        for top in _children(self.invisibleRootItem()):
            hits = 0
            for row in _children(top):
                parts = [top.text(0), row.text(MODEL), row.data(MODEL, LINE), row.text(LICENCE)]
                line = " ".join([*parts, row.data(MODEL, ID)]).casefold()
                hit = all(word in line for word in wanted)
                row.setHidden(not hit)
                hits += hit
            top.setHidden(not hits)
            if wanted and hits:
                top.setExpanded(True)


def _children(item: QTreeWidgetItem) -> list[QTreeWidgetItem]:
    return [child for n in range(item.childCount()) if (child := item.child(n)) is not None]


def _centred(button: QToolButton) -> QWidget:
    from PySide6.QtWidgets import QHBoxLayout

    holder = QWidget()
    row = QHBoxLayout(holder)
    row.setContentsMargins(4, 0, 4, 0)
    row.addWidget(button)
    return holder
