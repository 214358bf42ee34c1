"""The table of colours."""

from __future__ import annotations

import pytest
from PySide6.QtGui import QPalette
from PySide6.QtWidgets import QApplication, QCheckBox
from pytestqt.qtbot import QtBot

from rvcdesk.ui import theme


@pytest.mark.parametrize("scheme", ["dark", "light"])
@pytest.mark.parametrize(("ink", "paper"), theme.TEXT_PAIRS)
def test_text_can_be_read(scheme: theme.Scheme, ink: str, paper: str) -> None:
    assert theme.contrast(theme.hex_of(ink, scheme), theme.hex_of(paper, scheme)) >= 4.5


@pytest.mark.parametrize("scheme", ["dark", "light"])
@pytest.mark.parametrize(
    ("line", "ground"),
    [
        ("wave", "lane"),
        ("wave_selected", "lane_selected"),
        ("wave_clipped", "lane"),
        ("cursor", "lane"),
        ("play_cursor", "lane"),
        ("play_cursor", "lane_selected"),
        ("selection_edge", "lane"),
        ("accent", "window"),
    ],
)
def test_lines_can_be_seen(scheme: theme.Scheme, line: str, ground: str) -> None:
    """WCAG 2.1, 1.4.11: graphics need 3:1."""
    assert theme.contrast(theme.hex_of(line, scheme), theme.hex_of(ground, scheme)) >= 3


@pytest.mark.parametrize("scheme", ["dark", "light"])
def test_an_empty_box_can_be_seen(qtbot: QtBot, scheme: theme.Scheme) -> None:
    app = QApplication.instance()
    assert isinstance(app, QApplication)
    theme.apply(app, scheme)
    box = QCheckBox()
    qtbot.addWidget(box)
    image = box.grab().toImage()
    row = [image.pixelColor(x, image.height() // 2).name() for x in range(image.width())]
    theme.apply(app, "dark")
    for ground in ("base", "window"):
        assert max(theme.contrast(ink, theme.hex_of(ground, scheme)) for ink in row) >= 3


def test_contrast_is_that_of_the_standard() -> None:
    assert theme.contrast("#000000", "#ffffff") == pytest.approx(21)
    assert theme.contrast("#777777", "#ffffff") == pytest.approx(4.48, abs=0.01)


def test_apply_dresses_the_application(qtbot: QtBot) -> None:
    app = QApplication.instance()
    assert isinstance(app, QApplication)
    for scheme in ("light", "dark"):
        assert theme.apply(app, scheme) == scheme == theme.scheme()
        assert app.style().name().lower() == "fusion"
        assert app.palette().color(QPalette.ColorRole.Window).name() == theme.hex_of("window")
        assert theme.color("text").name() == theme.hex_of("text", scheme)
    assert theme.apply(app, "system") in ("dark", "light")
    theme.apply(app, "dark")
