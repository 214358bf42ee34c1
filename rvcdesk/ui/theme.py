"""Colours and style: one table of tokens for the dark and the light scheme.

Painted widgets ask `theme.color("wave")` while painting and repaint on `QEvent.PaletteChange`,
which `apply` causes. Ordinary widgets get everything from the palette: no style sheets.
"""

from __future__ import annotations

from typing import Literal

from PySide6.QtCore import Qt
from PySide6.QtGui import QColor, QFont, QPalette
from PySide6.QtWidgets import QApplication

Scheme = Literal["dark", "light"]
Choice = Literal["dark", "light", "system"]

# token: (dark, light)
TOKENS: dict[str, tuple[str, str]] = {
    # surfaces
    "window": ("#1c1e23", "#f2f3f6"),
    "panel": ("#24272e", "#e6e8ed"),
    "button": ("#343943", "#fafbfc"),
    "base": ("#15171b", "#ffffff"),
    "base_alt": ("#1a1d22", "#f6f7f9"),
    "border": ("#3a3f4a", "#c3c8d1"),
    # text
    "text": ("#e8eaee", "#1a1d23"),
    "text_dim": ("#a2a9b6", "#555c69"),
    "box_ground": ("#8a93a3", "#a9afba"),  # 1.3 times as light as the outline of a check box
    "text_disabled": ("#6d7482", "#949ba8"),
    "accent": ("#4aa3ff", "#0f63c4"),
    "accent_text": ("#06121f", "#ffffff"),
    "link": ("#7dbcff", "#0f5cb8"),
    "good": ("#62d29a", "#13714a"),
    "warning": ("#f2b84b", "#875300"),
    "error": ("#ff8585", "#b3261e"),
    # waveform
    "lane": ("#15171b", "#ffffff"),
    "lane_selected": ("#1f3a58", "#d3e5fb"),
    "lane_cut": ("#1b1c20", "#eceef1"),
    "lane_line": ("#2b2f37", "#dfe3e9"),
    "lane_selected_line": ("#2d4d70", "#b9d3f3"),
    "wave": ("#4fc7ad", "#157f6d"),
    "wave_selected": ("#7ce5ff", "#0b5f9e"),
    "wave_cut": ("#565c68", "#a9afba"),
    "wave_clipped": ("#ff7272", "#c4281f"),
    "hatch": ("#6f7684", "#8d94a1"),
    "selection_edge": ("#6db6ff", "#0f63c4"),
    "cursor": ("#f4f6f9", "#14171c"),
    "play_cursor": ("#ffcf5c", "#c25700"),
    "ruler": ("#24272e", "#e6e8ed"),
    "overview_shade": ("#0d0e11", "#c9ced7"),
    # what a mark proposes: cut the time out, filter it, or only say so
    "mark_cut": ("#ff8a4c", "#b83c00"),
    "mark_filter": ("#b07cff", "#8a1fd0"),
    "mark_report": ("#a6e3f5", "#0b6a80"),
    "mark_text": ("#101216", "#ffffff"),
    # loss curves
    "curve_1": ("#4aa3ff", "#0f63c4"),
    "curve_2": ("#ff9a62", "#b04300"),
    "curve_3": ("#4fc7ad", "#12705f"),
    "curve_4": ("#ff86b4", "#b1206a"),
    "curve_5": ("#c4a2ff", "#6f3fc0"),
}

# (ink, paper): every pair that text is drawn in; a test holds each at 4.5:1 or more
TEXT_PAIRS: tuple[tuple[str, str], ...] = (
    *(
        (ink, paper)
        for ink in ("text", "text_dim")
        for paper in ("window", "panel", "button", "base", "base_alt")
    ),
    ("text", "ruler"),
    ("text_dim", "ruler"),
    ("text_dim", "lane"),
    ("text_dim", "lane_cut"),
    ("text", "lane_selected"),
    ("accent_text", "accent"),
    ("link", "window"),
    ("link", "base"),
    *((ink, paper) for ink in ("good", "warning", "error") for paper in ("window", "panel", "base")),
    *((ink, "lane") for ink in ("mark_cut", "mark_filter", "mark_report")),
    *(("mark_text", paper) for paper in ("mark_cut", "mark_filter", "mark_report", "accent")),
    *((f"curve_{n}", paper) for n in range(1, 6) for paper in ("window", "base")),
)

_scheme: Scheme = "dark"
_choice: Choice = "system"
_watched: QApplication | None = None


def scheme() -> Scheme:
    """The scheme in use."""
    return _scheme


def hex_of(token: str, of: Scheme | None = None) -> str:
    """`#rrggbb` of a token, in the scheme in use or in the one named."""
    return TOKENS[token][0 if (of or _scheme) == "dark" else 1]


def color(token: str, alpha: float = 1.0) -> QColor:
    """The colour of a token in the scheme in use; `alpha` 0..1."""
    value = QColor(hex_of(token))
    value.setAlphaF(alpha)
    return value


def rgb32(token: str, over: str | None = None, share: float = 1.0) -> int:
    """An opaque 0xffRRGGBB number, as QImage.Format_RGB32 stores it: `share` of the token `over` another."""
    mixed = 0xFF
    for place in (1, 3, 5):
        value = int(hex_of(token)[place : place + 2], 16) * share
        if over is not None:
            value += int(hex_of(over)[place : place + 2], 16) * (1 - share)
        mixed = mixed << 8 | round(value)
    return mixed


def contrast(one: str, other: str) -> float:
    """WCAG contrast ratio (1..21) of two `#rrggbb` colours."""
    brighter, darker = sorted((_luminance(one), _luminance(other)), reverse=True)
    return (brighter + 0.05) / (darker + 0.05)


def _luminance(value: str) -> float:
    parts = (int(value[i : i + 2], 16) / 255 for i in (1, 3, 5))
    red, green, blue = (p / 12.92 if p <= 0.04045 else ((p + 0.055) / 1.055) ** 2.4 for p in parts)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def tabular_font(font: QFont) -> QFont:
    """A copy of `font` whose figures all have the same width, so that times do not dance."""
    fixed = QFont(font)
    if hasattr(QFont, "Tag"):
        fixed.setFeature(QFont.Tag("tnum"), 1)
    return fixed


def apply(app: QApplication, choice: Choice = "system") -> Scheme:
    """Dress the application: Fusion, the colour scheme, and our palette.

    Args:
        app: the application.
        choice: "dark", "light", or "system" to follow the desktop, also when it changes.

    Returns:
        The scheme now in use.
    """
    global _scheme, _choice, _watched
    hints = app.styleHints()
    wanted = {"dark": Qt.ColorScheme.Dark, "light": Qt.ColorScheme.Light}
    if _watched is not app:
        hints.colorSchemeChanged.connect(_on_desktop_changed)
        _watched = app
    _choice = choice
    if app.style().name().lower() != "fusion":
        app.setStyle("Fusion")
    hints.setColorScheme(wanted.get(choice, Qt.ColorScheme.Unknown))
    _scheme = choice if choice != "system" else _desktop_scheme(app)
    _dress(app)
    return _scheme


def _dress(app: QApplication) -> None:
    app.setPalette(palette(_scheme))
    # The style derives the outline of a box from the ground below, on which it could not be seen.
    boxes = palette(_scheme)
    boxes.setColor(QPalette.ColorRole.Window, color("box_ground"))
    for name in ("QCheckBox", "QRadioButton"):
        app.setPalette(boxes, name)  # type: ignore[arg-type]  # the stubs want bytes, the call a str


def _desktop_scheme(app: QApplication) -> Scheme:
    # A desktop that does not say is taken for dark: what an editor for long sessions looks like.
    return "light" if app.styleHints().colorScheme() == Qt.ColorScheme.Light else "dark"


def _on_desktop_changed() -> None:
    global _scheme
    if _watched is not None and _choice == "system" and _desktop_scheme(_watched) != _scheme:
        _scheme = _desktop_scheme(_watched)
        _dress(_watched)


def palette(of: Scheme) -> QPalette:
    """The palette of a scheme, every role set."""
    role = QPalette.ColorRole
    roles = {
        role.Window: "window",
        role.WindowText: "text",
        role.Base: "base",
        role.AlternateBase: "base_alt",
        role.Text: "text",
        role.PlaceholderText: "text_dim",
        role.Button: "button",
        role.ButtonText: "text",
        role.BrightText: "error",
        role.ToolTipBase: "panel",
        role.ToolTipText: "text",
        role.Highlight: "accent",
        role.HighlightedText: "accent_text",
        role.Accent: "accent",
        role.Link: "link",
        role.LinkVisited: "link",
        role.Light: "border",
        role.Midlight: "button",
        role.Mid: "border",
        role.Dark: "border",
        role.Shadow: "base",
    }
    result = QPalette()
    for name, token in roles.items():
        result.setColor(name, QColor(hex_of(token, of)))
    for name in (role.WindowText, role.Text, role.ButtonText, role.HighlightedText, role.PlaceholderText):
        result.setColor(QPalette.ColorGroup.Disabled, name, QColor(hex_of("text_disabled", of)))
    result.setColor(QPalette.ColorGroup.Disabled, role.Highlight, QColor(hex_of("border", of)))
    return result
