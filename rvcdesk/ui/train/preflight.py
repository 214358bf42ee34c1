"""What is looked at before a training starts: one line a check, each with what can be done about it."""

from __future__ import annotations

from collections.abc import Callable
from html import escape
from typing import Any

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QHBoxLayout, QLabel, QToolButton, QVBoxLayout, QWidget

from rvcdesk.messages import Message
from rvcdesk.ui import icons, theme
from rvcdesk.ui.actions import ActionTable
from rvcdesk.ui.start import dim, heading
from rvcdesk.ui.tr import decimal, text
from rvcdesk.ui.train.left_out import LeftOut
from rvcdesk.ui.train.spinner import Spinner
from rvcdesk.ui.train.survey import Survey
from rvcdesk.ui.train.words import duration, moment

# state: (icon, colour)
LOOKS = {"ok": ("accept", "good"), "warn": ("warning", "warning"), "stop": ("error", "error")}


class StateMark(QWidget):
    """The sign of a check: shape and colour both tell it; grey while it is being looked at again."""

    def __init__(self) -> None:
        super().__init__()
        self._state, self._old = "ok", False
        self.setFixedSize(16, 16)

    def show_state(self, state: str, old: bool) -> None:
        """`state` is ok, warn or stop."""
        self._state, self._old = state, old
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        name, token = LOOKS[self._state]
        ink = theme.color("text_disabled" if self._old else token)
        icons.draw(QPainter(self), name, self.rect().toRectF(), ink)


class CheckRow(QWidget):
    """A sign, the title with its sentence, and a button for the fix.

    Signals:
        fix_wanted: the fix, as the engine names it.
    """

    fix_wanted = Signal(dict)

    def __init__(self) -> None:
        super().__init__()
        self._fix: dict[str, Any] = {}
        self._mark = StateMark()
        self._line = QLabel()
        self._line.setTextFormat(Qt.TextFormat.RichText)
        self._line.setWordWrap(True)
        self._line.setMinimumWidth(10)
        self.button = QToolButton()
        self.button.clicked.connect(lambda: self.fix_wanted.emit(self._fix))
        beside = QVBoxLayout()
        beside.setSpacing(3)
        beside.addWidget(self._line)
        beside.addWidget(self.button, 0, Qt.AlignmentFlag.AlignLeft)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(8)
        row.addWidget(self._mark, 0, Qt.AlignmentFlag.AlignTop)
        row.addLayout(beside, 1)

    @property
    def said(self) -> str:
        """Title and sentence as shown."""
        return self.accessibleName()

    def show_check(
        self, state: str, title: str, sentence: str, fix: dict[str, Any] | None, label: str, old: bool
    ) -> None:
        """`label` is what the fix's button says; `old`: this is of before, it is being looked at again."""
        self._fix = fix or {}
        self._mark.show_state(state, old)
        self._line.setText(f"<b>{escape(title)}</b>&ensp;{escape(sentence)}")
        role = self._line.foregroundRole()
        self._line.setForegroundRole(role.PlaceholderText if old else role.WindowText)
        words = {"ok": self.tr("In order"), "warn": self.tr("Warning"), "stop": self.tr("Not possible")}
        self._mark.setToolTip(words[state])
        self.setAccessibleName(f"{words[state]}: {title}. {sentence}")
        self.button.setVisible(bool(fix))
        self.button.setEnabled(not old)
        self.button.setText(label)
        self.button.setAccessibleName(f"{title}: {label}")


class Preflight(QWidget):
    """The list of checks, from the survey.

    Signals:
        option_wanted: an option and its value, as a fix has it.
        models_wanted: the missing model files are to be got.
    """

    option_wanted = Signal(str, object)
    models_wanted = Signal()

    def __init__(self, survey: Survey, actions: ActionTable) -> None:
        super().__init__()
        self._survey = survey
        self._actions = actions
        self._spinner = Spinner()
        self._wait = dim("")
        self.rows: dict[str, CheckRow] = {}
        head = QHBoxLayout()
        head.addWidget(heading(self.tr("Before you start"), 1.1))
        head.addStretch(1)
        self._again = dim(self.tr("checking…"))
        self._again.setWordWrap(False)
        head.addWidget(self._again)
        head.addWidget(self._spinner)
        self.left_out = LeftOut(survey)
        self._list = QVBoxLayout()
        self._list.setSpacing(9)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(8)
        column.addLayout(head)
        column.addWidget(self._wait)
        column.addLayout(self._list)
        column.addWidget(self.left_out)
        survey.changed.connect(self._show)
        self._show()

    def said(self) -> dict[str, str]:
        """Check -> what is said of it."""
        return {id: row.said for id, row in self.rows.items()}

    def in_short(self) -> str:
        """One line for where the list is out of sight: what stops the training, else how long it takes."""
        survey = self._survey
        if survey.stops:
            titles = ", ".join(text(Message.from_json(check["title"])) for check in survey.stops)
            return self.tr("Not possible yet: {what}").format(what=titles)
        estimate = survey.estimate
        if estimate is None:
            return ""
        return self.tr("About {duration}, until about {moment}").format(
            duration=duration(estimate["seconds"]), moment=moment(estimate["seconds"])
        )

    def _show(self) -> None:
        survey = self._survey
        busy, checks = survey.busy, survey.checks
        self._spinner.setVisible(busy)
        self._again.setVisible(busy and bool(checks))
        self._wait.setVisible(busy and not checks)
        self._wait.setText(
            (text(survey.stage) if survey.stage else self.tr("Looking at the recordings")) + "…"
        )
        for id in [id for id in self.rows if id not in {check["id"] for check in checks}]:
            row = self.rows.pop(id)
            self._list.removeWidget(row)
            row.hide()
            row.deleteLater()
        for place, check in enumerate(checks):
            self._show_check(place, check, busy)

    def _show_check(self, place: int, check: dict[str, Any], old: bool) -> None:
        row = self.rows.get(check["id"])
        if row is None:
            row = self.rows[check["id"]] = CheckRow()
            row.fix_wanted.connect(self._mend)
        if self._list.indexOf(row) != place:
            self._list.insertWidget(place, row)
        sentence = text(Message.from_json(check["text"]))
        if check["id"] == "time" and check["state"] != "stop":
            sentence = self._time() or sentence
        fix = check.get("fix")
        title = text(Message.from_json(check["title"]))
        row.show_check(check["state"], title, sentence, fix, self._label(fix) if fix else "", old)

    def _time(self) -> str:
        """How long, and until when: from now, so only the window can say it."""
        estimate = self._survey.estimate
        if estimate is None:
            return ""
        return self.tr(
            "About {duration}, until about {moment}: {steps} steps of {step} s, timed on {device}."
        ).format(
            duration=duration(estimate["seconds"]),
            moment=moment(estimate["seconds"]),
            steps=estimate["steps"],
            step=decimal(f"{estimate['step_s']:.2g}"),
            device=estimate["device"],
        )

    # --- fixes

    def _label(self, fix: dict[str, Any]) -> str:
        if "label" in fix:
            return text(Message.from_json(fix["label"]))
        if "action" in fix:
            labels: dict[str, Callable[[], str]] = {
                "page_clean": lambda: self.tr("Go to Clean"),
                "add_recordings": lambda: self.tr("Add recordings…"),
                "settings": lambda: self.tr("Settings…"),
            }
            known = labels.get(fix["action"])
            return known() if known else self._actions.action(fix["action"]).iconText()
        return self.tr("Make room…") if "storage" in fix else self.tr("Get models…")

    def _mend(self, fix: dict[str, Any]) -> None:
        if "action" in fix:
            self._actions.action(fix["action"]).trigger()
        elif "option" in fix:
            self.option_wanted.emit(fix["option"], fix["value"])
        elif "storage" in fix:
            self._actions.action("training_storage").trigger()
        else:
            self.models_wanted.emit()
