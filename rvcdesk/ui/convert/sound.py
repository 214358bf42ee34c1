"""What the page plays: source or result, with the instrumental, at gains that change while it plays."""

from __future__ import annotations

from dataclasses import dataclass

from rvcdesk.audio.loudness import Loudness
from rvcdesk.audio.sources import MixSource, Source, SwitchSource
from rvcdesk.ui.convert.timeline import ShiftedSound

SOURCE, RESULT = 0, 1
QUIETEST_LUFS = -60.0
FULL_SCALE_DB = -0.1


@dataclass(frozen=True)
class Levels:
    """The mixer's settings; gains in dB, `offset_s` moves the vocal (positive: later)."""

    vocal_db: float = 0.0
    vocal_muted: bool = False
    instrumental_db: float = 0.0
    instrumental_muted: bool = False
    offset_s: float = 0.0


def matched(source: Loudness | None, result: Loudness | None) -> tuple[float, float]:
    """Gains in dB that make two sounds equally loud.

    The source follows the result, which is what the cover is made of; where that would clip, the
    result gives way.
    """
    if source is None or result is None or min(source.lufs, result.lufs) < QUIETEST_LUFS:
        return 0.0, 0.0
    difference = result.lufs - source.lufs
    up = min(difference, max(0.0, FULL_SCALE_DB - source.peak_db)) if difference > 0 else difference
    return up, up - difference


class CoverSound:
    """Source and result (each mixed with the instrumental) behind one switch, on the cover's timeline."""

    def __init__(
        self,
        source: Source | None,
        result: Source | None,
        instrumental: Source | None,
        levels: Levels,
        match: tuple[float, float],
        selected: int,
    ) -> None:
        """Source or result is needed; `selected` is `SOURCE` or `RESULT`."""
        self._sides: list[int] = []
        self._mixes: list[MixSource] = []
        self._has_instrumental = instrumental is not None
        for side, vocal in ((SOURCE, source), (RESULT, result)):
            if vocal is not None:
                parts: list[tuple[Source, float, bool]] = [(ShiftedSound(vocal, levels.offset_s), 0.0, False)]
                parts += [(instrumental, 0.0, False)] if instrumental is not None else []
                self._sides.append(side)
                self._mixes.append(MixSource(parts))
        self._now: tuple[Levels, tuple[float, float]] | None = None
        self.switch = SwitchSource(self._mixes, self.index(selected))
        self.set_levels(levels, match)

    @property
    def rate(self) -> int:
        """Frames a second of what is played."""
        return self.switch.rate

    @property
    def seconds(self) -> float:
        """Length of the longest part."""
        return self.switch.frames / self.switch.rate

    def index(self, side: int) -> int:
        """The switch's number for `SOURCE` or `RESULT`; the other one where this is not there."""
        return self._sides.index(side) if side in self._sides else 0

    def set_levels(self, levels: Levels, match: tuple[float, float]) -> None:
        """Change gains and mutes while it plays; `match` are the gains of source and result for A/B."""
        if (levels, match) == self._now:
            return
        self._now = (levels, match)
        for side, mix in zip(self._sides, self._mixes, strict=True):
            mix.set_gain(0, levels.vocal_db + match[side])
            mix.set_muted(0, levels.vocal_muted)
            if self._has_instrumental:
                mix.set_gain(1, levels.instrumental_db)
                mix.set_muted(1, levels.instrumental_muted)
