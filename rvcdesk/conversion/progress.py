"""One bar for work of several stages, each with its share of it."""

from __future__ import annotations

from collections.abc import Sequence

from rvcdesk.jobs import Reporter
from rvcdesk.messages import Message

# Processor seconds per second of audio, one core: how much of the bar a stage gets.
READING, WRITING = 0.02, 0.02
PITCH = {
    "rmvpe": 0.08,
    "fcpe": 0.03,
    "crepe": 5.0,
    "crepe-tiny": 0.26,
    "harvest": 0.22,
    "dio": 0.01,
    "pm": 0.01,
}
CONTENT, NETWORK, DRAFT_NETWORK = 0.2, 1.0, 0.05


class Part:
    """A stretch of another reporter's bar, from `start` to `end` (0..1).

    Attributes:
        stage: said in place of what is reported; "" leaves that as it is.
    """

    def __init__(self, report: Reporter, start: float = 0.0, end: float = 1.0) -> None:
        self._report, self._start, self._end = report, start, end
        self.stage = ""

    def progress(self, done: float, total: float, stage: str) -> None:
        """As `Reporter.progress`, within this stretch."""
        share = min(1.0, max(0.0, done / total)) if total > 0 else 0.0
        self._report.progress(self._start + (self._end - self._start) * share, 1.0, self.stage or stage)

    def warn(self, message: Message) -> None:
        """Passed on."""
        self._report.warn(message)


def parts(report: Reporter, weights: Sequence[float]) -> list[Part]:
    """Consecutive stretches of a bar, as long as their weights."""
    total = sum(weights) or 1.0
    ends = [sum(weights[: count + 1]) / total for count in range(len(weights))]
    return [Part(report, start, end) for start, end in zip([0.0, *ends], ends, strict=False)]
