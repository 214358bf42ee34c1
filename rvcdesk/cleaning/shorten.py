"""Shortening long pauses: which part of each is taken off the timeline."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from rvcdesk.cleaning.findings import Finding
from rvcdesk.cleaning.silence import SilenceOptions
from rvcdesk.messages import BadInput


@dataclass(frozen=True)
class ShortenOptions:
    """Audacity's "truncate silence".

    Attributes:
        threshold_db: what is quieter is silence, dBFS (RMS of 30 ms); None finds it from the room noise.
            Audacity's default of -20 dB is of peaks, which is about -30 dB here.
        min_length_s: shorter pauses stay as they are, 0.1 to 10 s.
        keep_s: what is longer is shortened to this, 0 to 10 s.
        percent: instead, what is longer than `keep_s` is shortened to this share of the excess, 0 to 99.
    """

    threshold_db: float | None = None
    min_length_s: float = 0.5
    keep_s: float = 0.5
    percent: float | None = None

    def __post_init__(self) -> None:
        if not 0 <= self.keep_s <= 10 or not 0 <= (self.percent or 0) <= 99:
            raise BadInput("A pause can be shortened to 0 to 10 seconds, or to 0 to 99 percent.")
        self.search()

    def search(self) -> SilenceOptions:
        """How the pauses are found: to their very edges.

        Raises:
            BadInput: a value is out of range.
        """
        return SilenceOptions(threshold_db=self.threshold_db, min_length_s=self.min_length_s, pad_s=0.0)


def shortened(pauses: Sequence[Finding], options: ShortenOptions, rate: int) -> list[Finding]:
    """The middle of each pause goes; as much stays before it as after it, so both sounds keep their ends.

    Args:
        pauses: silences, in frames.
        options: how much stays.
        rate: frames a second.
    """
    gone: list[Finding] = []
    for pause in pauses:
        excess = pause.end - pause.start - round(options.keep_s * rate)
        if options.percent is not None:
            excess = round(excess * (1 - options.percent / 100))
        if excess > 0:
            start = (pause.start + pause.end - excess) // 2
            gone.append(replace(pause, start=start, end=start + excess))
    return gone
