"""Where the losses of a healthy RVC training lie, and how a curve stands to that, in words.

The losses of the two opponents follow from least squares: a discriminator of K parts that cannot tell
recordings from the voice (every score 0.5) loses 0.25 + 0.25 in each part, and the generator 0.25. The
rest is what runs from a base model show. Bands are wide on purpose: they calm, they do not grade.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import NamedTuple

from PySide6.QtCore import QObject

from rvcdesk.ui.tr import decimal
from rvcdesk.voice.presets import PRESETS

ENOUGH_STEPS = 200
PARTS = {"draft": 8, "v1": 7, "v2": 9}  # of a preset's discriminator: one a period, and those over all


class Band(NamedTuple):
    """A loss is usually between `low` and `high` from the step `start` on."""

    low: float
    high: float
    start: int = ENOUGH_STEPS


def healthy_bands(preset: str, *, base: bool) -> dict[str, Band]:
    """The bands of a preset's losses; {} for a preset that is not known.

    Args:
        preset: a key of `PRESETS`.
        base: whether the training starts from a base model. Without one, it takes far longer until mel
            and KL say anything, and for RVC's own networks there are no figures to go by.
    """
    if preset not in PRESETS or PRESETS[preset].discriminator not in PARTS:
        return {}
    parts = PARTS[PRESETS[preset].discriminator]
    bands = {
        "discriminator": Band(0.25 * parts, 0.6 * parts),
        "generator": Band(0.2 * parts, 0.6 * parts),
    }
    if preset == "draft":
        bands |= {"mel": Band(12.0, 30.0, 500), "kl": Band(0.5, 12.0, 500)}
    elif base:
        bands |= {"mel": Band(12.0, 30.0), "kl": Band(0.3, 4.0)}
    return bands


class Standing(QObject):
    """How a curve stands to its band, and what it means to leave it, in words."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._outside = {
            "discriminator": self.tr(
                "Far below it the critic wins, and what it says helps the voice less; above it the critic "
                "only guesses, as it often does early on."
            ),
            "generator": self.tr(
                "Below it the voice fools the critic easily; above it the critic finds the voice out, "
                "which is common with little material. Neither says how the voice sounds."
            ),
            "mel": self.tr(
                "Above it more steps usually help, and noise in the recordings keeps it up; below it watch "
                "the held-out curve: if that one rises, the recordings are being learnt by heart."
            ),
            "kl": self.tr(
                "Above it more steps usually help; below it there is no harm in itself: listen whether "
                "the words stay clear."
            ),
        }

    def sentence(self, value: float, band: Band, step: float) -> str:
        """Of a smoothed loss at a step; "" when there is too little to say."""
        if step < max(band.start, ENOUGH_STEPS) or value != value:
            return ""
        if value > band.high:
            words = self.tr("Above the usual range ({low} to {high}).")
        elif value < band.low:
            words = self.tr("Below the usual range ({low} to {high}).")
        else:
            words = self.tr("Within the usual range ({low} to {high}).")
        low, high = (decimal(f"{edge:.2g}") for edge in (band.low, band.high))
        return words.format(low=low, high=high)

    def outside(self, name: str) -> str:
        """What it means when a loss leaves its band."""
        return self._outside.get(name, "")


def as_bands(bands: Mapping[str, tuple[float, ...]]) -> dict[str, Band]:
    """Plain (low, high) or (low, high, first step) as bands."""
    return {name: Band(value[0], value[1], *(int(v) for v in value[2:3])) for name, value in bands.items()}
