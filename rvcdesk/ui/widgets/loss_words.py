"""What a loss plot says of its curves and its keys."""

from __future__ import annotations

from PySide6.QtCore import QObject

from rvcdesk.ui.widgets.loss_curves import HELD_OUT


class PlotWords(QObject):
    """Sentences for tooltips and for screen readers."""

    def sentences(self) -> dict[str, str]:
        """What each of the curves means that every run has in the same sense."""
        return {
            HELD_OUT: self.tr(
                "The mel loss of recordings that the voice has never learnt from: while it falls, the voice "
                "gets better; once it rises, the voice learns its recordings by heart."
            ),
            "generator_norm": self.tr(
                "How strongly each step wants to change the voice; single peaks are common, "
                "a steady climb is not."
            ),
            "discriminator_norm": self.tr(
                "How strongly each step wants to change the critic; single peaks are common, "
                "a steady climb is not."
            ),
            "learning_rate": self.tr(
                "How large the steps of learning are; it shrinks a little every epoch. "
                "Its figures are at the right."
            ),
        }

    def another_run(self) -> str:
        """Of a run that is compared with."""
        return self.tr(
            "Another run: its mel and its held-out points; or the curve that is pointed at or shown alone."
        )

    def help(self) -> str:
        """What the mouse and the keys do."""
        return self.tr(
            "Wheel: zoom along the run; with Ctrl: up and down. Drag: zoom into a box; with Shift: move. "
            "Double click: show everything.\n"
            "Keys: ← → crosshair, with Shift: move, with Ctrl: the next save; Return: choose it; "
            "+ − zoom; Home, End; 0: show everything."
        )
