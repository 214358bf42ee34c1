"""The health score as one HTML page that needs nothing else, in light and dark."""

from __future__ import annotations

from collections.abc import Callable
from html import escape

from rvcdesk.cleaning.findings import KINDS
from rvcdesk.cleaning.health import Health
from rvcdesk.cleaning.health_parts import Part, note_name
from rvcdesk.messages import N_, Message, visible

Translate = Callable[[Message | str], str]

_STYLE = """
:root { color-scheme: light dark; --ink: #1a1d23; --dim: #555c69; --paper: #f2f3f6; --card: #ffffff;
  --line: #c3c8d1; --good: #13714a; --fair: #875300; --poor: #b3261e; --bar: #0f63c4; }
@media (prefers-color-scheme: dark) { :root { --ink: #e8eaee; --dim: #a2a9b6; --paper: #1c1e23;
  --card: #24272e; --line: #3a3f4a; --good: #62d29a; --fair: #f2b84b; --poor: #ff8585; --bar: #4aa3ff; } }
body { font: 16px/1.5 system-ui, sans-serif; color: var(--ink); background: var(--paper);
  max-width: 52rem; margin: 2rem auto; padding: 0 1rem; }
h1 { font-size: 1.5rem; } h2 { font-size: 1.1rem; margin-top: 2rem; }
.score { font-size: 3rem; font-weight: 700; }
.good { color: var(--good); } .fair { color: var(--fair); } .poor { color: var(--poor); }
.dim { color: var(--dim); }
table { border-collapse: collapse; width: 100%; background: var(--card); }
th, td { text-align: left; padding: .4rem .6rem; border-bottom: 1px solid var(--line); }
td.n, th.n { text-align: right; font-variant-numeric: tabular-nums; white-space: nowrap; }
.meter { display: inline-block; width: 7rem; height: .7rem; border: 1px solid var(--line); }
.meter i { display: block; height: 100%; background: currentColor; }
svg text { fill: var(--dim); font-size: 9px; } svg rect { fill: var(--bar); }
"""


def page(health: Health, title: str, text: Translate = str, language: str = "en") -> str:
    """The whole document.

    Args:
        title: the project's name or the file's; escaped here like every name.
        text: translates and fills a core sentence.
        language: of the sentences, for the reader's browser.
    """
    name = escape(visible(title))
    heading = escape(text(N_("Health of the recordings")))
    return "\n".join(
        (
            "<!DOCTYPE html>",
            f'<html lang="{escape(language)}"><head><meta charset="utf-8">',
            '<meta name="viewport" content="width=device-width, initial-scale=1">',
            f"<title>{name} – {heading}</title><style>{_STYLE}</style></head><body>",
            f"<h1>{name}</h1><p class='dim'>{heading}</p>",
            f"<p><span class='score {_grade(health.score / 100)}'>{health.score}</span> / 100</p>",
            _advice(health, text),
            _parts(health, text),
            _notes(health, text),
            _decisions(health, text),
            _clips(health, text),
            "</body></html>\n",
        )
    )


def _grade(score: float) -> str:
    return "good" if score >= 0.75 else "fair" if score >= 0.45 else "poor"


def _advice(health: Health, text: Translate) -> str:
    items = "".join(f"<li>{escape(text(item))}</li>" for item in health.advice)
    if not items:
        return f"<p>{escape(text(N_('Nothing needs to be done.')))}</p>"
    return f"<h2>{escape(text(N_('What would help')))}</h2><ol>{items}</ol>"


def _table(title: str, head: list[tuple[str, bool]], rows: list[list[str]], text: Translate) -> str:
    """`head` says of every column whether it holds numbers; the cells of `rows` are HTML already."""
    if not rows:
        return ""
    kinds = [' class="n"' if number else "" for _, number in head]
    top = "".join(
        f"<th{kind}>{escape(text(name)) if name else ''}</th>"
        for (name, _), kind in zip(head, kinds, strict=True)
    )
    body = "".join(
        "<tr>" + "".join(f"<td{kind}>{cell}</td>" for cell, kind in zip(row, kinds, strict=True)) + "</tr>"
        for row in rows
    )
    return f"<h2>{escape(text(title))}</h2><table><thead><tr>{top}</tr></thead><tbody>{body}</tbody></table>"


def _parts(health: Health, text: Translate) -> str:
    def points(part: Part) -> str:
        return "–" if part.score is None else f"{part.score * part.weight:.0f} / {part.weight:.0f}"

    def meter(part: Part) -> str:
        if part.score is None:
            return ""
        width = round(100 * part.score)
        return f"<span class='meter {_grade(part.score)}'><i style='width:{width}%'></i></span>"

    rows = [
        [escape(text(part.title)), escape(text(part.value)), meter(part), points(part)]
        for part in health.parts
    ]
    head = [(N_("Part"), False), (N_("Found"), False), ("", False), (N_("Points"), True)]
    return _table(N_("The score's parts"), head, rows, text)


def _notes(health: Health, text: Translate) -> str:
    """The semitones as bars."""
    notes = {note: seconds for note, seconds in health.notes.items() if seconds >= 0.05}
    if not notes:
        return ""
    low, high, most = min(notes), max(notes), max(notes.values())
    wide = 14
    bars = []
    for note in range(low, high + 1):
        seconds, x = notes.get(note, 0.0), (note - low) * wide
        height = 80 * seconds / most
        said = f"{note_name(note)}: {seconds:.1f} s"
        bars.append(
            f'<rect x="{x + 1}" y="{84 - height:.1f}" width="{wide - 2}" height="{height:.1f}">'
            f"<title>{said}</title></rect>"
        )
        if note % 12 in (0, 5, 9):
            bars.append(f'<text x="{x}" y="96">{note_name(note)}</text>')
    title = escape(text(N_("Pitch: seconds of every semitone")))
    width = (high - low + 1) * wide
    picture = (
        f'<svg role="img" aria-label="{title}" viewBox="0 0 {width} 100" '
        f'style="width:100%;max-width:{2 * width}px">{"".join(bars)}</svg>'
    )
    return f"<h2>{title}</h2>{picture}"


def _decisions(health: Health, text: Translate) -> str:
    rows = [
        [
            escape(text(KINDS[item.kind].title if item.kind in KINDS else item.kind)),
            f"{item.accepted:.1f}",
            f"{item.rejected:.1f}",
            f"{item.open:.1f}",
        ]
        for item in health.decisions
    ]
    head = [
        (N_("Kind"), False),
        (N_("Accepted, s"), True),
        (N_("Rejected, s"), True),
        (N_("Not answered, s"), True),
    ]
    return _table(N_("What was decided"), head, rows, text)


def _clips(health: Health, text: Translate) -> str:
    def number(value: float | None, digits: int = 0, scale: float = 1.0) -> str:
        return "–" if value is None else f"{value * scale:.{digits}f}"

    rows = [
        [
            escape(visible(row.name)),
            number(row.seconds, 1),
            number(row.kept, 1),
            number(row.snr_db),
            number(row.loudness, 1),
            number(row.high_hz, 1, 0.001),
            number(row.likeness, 0, 100),
        ]
        for row in health.clips
    ]
    head = [
        (N_("Recording"), False),
        (N_("Length, s"), True),
        (N_("Kept, s"), True),
        (N_("Over noise, dB"), True),
        (N_("Loudness, LUFS"), True),
        (N_("Up to, kHz"), True),
        (N_("Same voice, %"), True),
    ]
    return _table(N_("Recordings"), head, rows, text)
