"""What is said of marks and labels: in tool tips, and to a screen reader."""

from __future__ import annotations

from PySide6.QtCore import QCoreApplication

from rvcdesk.audio.history import Label
from rvcdesk.ui.tr import decimal
from rvcdesk.ui.widgets.waveform_model import ViewMark, clock


def state_of(mark: ViewMark) -> str:
    """What was answered, in words."""
    translate = QCoreApplication.translate
    return {
        "open": translate("WaveformView", "not answered"),
        "accepted": translate("WaveformView", "accepted"),
        "rejected": translate("WaveformView", "rejected"),
    }.get(mark.state, mark.state)


def summary(mark: ViewMark, rate: int) -> str:
    """One line: what, how sure, how long, where, and what was answered."""
    line = QCoreApplication.translate(
        "WaveformView", "{kind}, {percent} % sure, {seconds} s at {time}, {state}"
    )
    return line.format(
        kind=mark.label or mark.kind,
        percent=round(100 * mark.confidence),
        seconds=decimal(f"{(mark.end - mark.start) / rate:.2f}"),
        time=clock(mark.start / rate, 2),
        state=state_of(mark),
    )


def tool_tip(mark: ViewMark, rate: int, hint: str) -> str:
    """The summary, what else is known, and the keys that answer (`hint`), a line each."""
    return "\n".join(line for line in (summary(mark, rate), mark.detail, hint) if line)


def label_text(label: Label, rate: int) -> str:
    """A label's text and place in words."""
    translate = QCoreApplication.translate
    name = label.text or translate("WaveformView", "Label without text")
    start, end = (clock(edge / rate, 2) for edge in (label.start, label.end))
    if label.end > label.start:
        line = translate("WaveformView", "{name}, {start} to {end}")
        return line.format(name=name, start=start, end=end)
    return translate("WaveformView", "{name}, at {time}").format(name=name, time=start)
