"""A quiet line on which save is likely to be the best voice, and why."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QLabel, QToolButton, QWidget

from rvcdesk.ui import theme
from rvcdesk.ui.start import dim
from rvcdesk.ui.tr import text
from rvcdesk.ui.train.save_tree import STAR_SIGN
from rvcdesk.ui.train.watch import RunWatch


class Advice(QWidget):
    """Hidden until there is something to recommend. It stops nothing and chooses nothing by itself.

    Signals:
        save_wanted: the step of the save to be shown in the list.
    """

    save_wanted = Signal(int)

    def __init__(self) -> None:
        super().__init__()
        self._step = 0
        star = QLabel(STAR_SIGN)
        palette = star.palette()
        palette.setColor(palette.ColorRole.WindowText, theme.color("warning"))
        star.setPalette(palette)
        self._line = dim("")
        self._line.setMinimumWidth(10)
        self._show = QToolButton()
        self._show.setText(self.tr("Show it"))
        self._show.setToolTip(self.tr("Choose the recommended save in the list"))
        self._show.setAutoRaise(True)
        self._show.clicked.connect(lambda: self.save_wanted.emit(self._step))
        row = QHBoxLayout(self)
        row.setContentsMargins(2, 0, 0, 0)
        row.setSpacing(8)
        row.addWidget(star)
        row.addWidget(self._line, 1)
        row.addWidget(self._show)
        self.hide()

    @property
    def said(self) -> str:
        """The sentence, "" while there is none."""
        return self._line.text() if not self.isHidden() else ""

    def show_run(self, watch: RunWatch) -> None:
        """Say what is recommended of `watch`, as it is known now."""
        best = watch.digest.recommendation
        self.setVisible(best is not None)
        if best is None:
            return
        self._step = best.step
        chosen = (
            self.tr("Recommended: epoch {epoch}.") if best.settled else self.tr("Best so far: epoch {epoch}.")
        )
        sentence = chosen.format(epoch=best.epoch) + " " + text(best.reason)
        if sentence != self._line.text():
            self._line.setText(sentence)
            self._line.setAccessibleName(sentence)
