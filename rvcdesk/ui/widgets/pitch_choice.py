"""The pitch methods as a list to choose from."""

from __future__ import annotations

from PySide6.QtCore import QCoreApplication

from rvcdesk.pitch.estimate import METHODS, available_methods, resolve_method
from rvcdesk.ui.tr import text


def pitch_items() -> list[tuple[str, str, str]]:
    """(method, text, tip): `auto` says what it stands for now; what is not here yet is marked."""
    translate = QCoreApplication.translate
    there = available_methods()
    best = METHODS[resolve_method("auto")].title
    automatic = translate("PitchChoice", "RMVPE where it is here, else FCPE")
    items = [("auto", translate("PitchChoice", "Automatic ({method})").format(method=best), automatic)]
    for id, method in METHODS.items():
        title = method.title
        if id not in there:
            title = translate("PitchChoice", "{method} — not here yet").format(method=title)
        items.append((id, title, text(method.about)))
    return items
