"""Marks are told apart by shape; colours can be told apart by everybody."""

from __future__ import annotations

from itertools import combinations

import numpy as np
import pytest
from PySide6.QtCore import QEvent, QPoint, QPointF, QRectF
from PySide6.QtGui import QHelpEvent, QImage, QPainter, QPen
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QToolTip
from pytestqt.qtbot import QtBot

from rvcdesk.cleaning.findings import KINDS
from rvcdesk.ui import theme
from rvcdesk.ui.widgets import mark_kinds, marks_paint
from rvcdesk.ui.widgets.waveform import WaveformView
from rvcdesk.ui.widgets.waveform_model import ViewMark
from tests.ui.widgets.views import LEFT, NONE, RATE, click, make_view

STATES = ("open", "accepted", "rejected")
ACTIONS = ("mark_cut", "mark_filter", "mark_report")


def mark(start: float, end: float, kind: str = "silence", state: str = "open", **more: object) -> ViewMark:
    action = KINDS[kind].action if kind in KINDS else "report"
    return ViewMark(round(start * RATE), round(end * RATE), kind, state, kind, action, **more)  # type: ignore[arg-type]


@pytest.fixture
def view(qtbot: QtBot) -> WaveformView:
    return make_view(qtbot)


# --- kinds and states without colour


def shape_of(kind: str) -> bytes:
    """The kind's shape as black pixels."""
    image = QImage(16, 16, QImage.Format.Format_Grayscale8)
    image.fill(255)
    painter = QPainter(image)
    painter.setPen(QPen("black"))
    mark_kinds.draw_shape(painter, kind, QPointF(8, 8))
    painter.end()
    return bytes((pixels(image) < 140).astype(np.uint8))


def pixels(image: QImage) -> np.ndarray:
    gray = image.convertToFormat(QImage.Format.Format_Grayscale8)
    rows = np.frombuffer(gray.constBits(), np.uint8).reshape(gray.height(), gray.bytesPerLine())
    return rows[:, : gray.width()].astype(int)


def test_every_kind_has_its_own_shape() -> None:
    shapes = {kind: np.frombuffer(shape_of(kind), np.uint8) for kind in [*KINDS, "unknown"]}
    assert set(mark_kinds.LOOKS) == set(KINDS)
    for (one, a), (other, b) in combinations(shapes.items(), 2):
        assert a.sum() > 4 and int((a != b).sum()) >= 6, (one, other)


def test_kinds_of_one_colour_have_different_patterns() -> None:
    looks = [(KINDS[kind].action, look.pattern) for kind, look in mark_kinds.LOOKS.items()]
    assert len(set(looks)) == len(looks)


def test_states_differ_in_black_and_white(view: WaveformView) -> None:
    looks = []
    for state in STATES:
        view.set_marks([mark(2, 4, "click", state)])
        looks.append(pixels(view.grab().toImage())[2:18, 170:310] > 90)
    for one, other in combinations(looks, 2):
        assert (one != other).sum() > 60


# --- colours


# Machado, Oliveira, Fernandes 2009, severity 1, on linear RGB
VISIONS = {
    "usual": np.eye(3),
    "protanopia": np.array(
        [[0.152286, 1.052583, -0.204868], [0.114503, 0.786281, 0.099216], [-0.003882, -0.048116, 1.051998]]
    ),
    "deuteranopia": np.array(
        [[0.367322, 0.860646, -0.227968], [0.280085, 0.672501, 0.047413], [-0.011820, 0.042940, 0.968881]]
    ),
    "tritanopia": np.array(
        [[1.255528, -0.076749, -0.178779], [-0.078411, 0.930809, 0.147602], [0.004733, 0.691367, 0.303900]]
    ),
}


def lab(color: str, vision: str) -> np.ndarray:
    """CIELAB of a colour as somebody sees it, (3,)."""
    rgb = np.array([int(color[place : place + 2], 16) / 255 for place in (1, 3, 5)])
    linear = np.where(rgb <= 0.04045, rgb / 12.92, ((rgb + 0.055) / 1.055) ** 2.4)
    seen = np.clip(VISIONS[vision] @ linear, 0, 1)
    to_xyz = np.array(
        [
            [0.4124564, 0.3575761, 0.1804375],
            [0.2126729, 0.7151522, 0.0721750],
            [0.0193339, 0.1191920, 0.9503041],
        ]
    )
    xyz = to_xyz @ seen / np.array([0.95047, 1.0, 1.08883])
    f = np.where(xyz > 216 / 24389, np.cbrt(xyz), (24389 / 27 * xyz + 16) / 116)
    return np.array([116 * f[1] - 16, 500 * (f[0] - f[1]), 200 * (f[1] - f[2])])


def test_the_measure_of_difference_is_right() -> None:
    assert lab("#ffffff", "usual") == pytest.approx([100, 0, 0], abs=0.02)
    assert lab("#ff0000", "usual") == pytest.approx([53.24, 80.09, 67.20], abs=0.05)


@pytest.mark.parametrize("vision", VISIONS)
@pytest.mark.parametrize("scheme", ["dark", "light"])
def test_actions_can_be_told_apart_by_everybody(scheme: theme.Scheme, vision: str) -> None:
    seen = {token: lab(theme.hex_of(token, scheme), vision) for token in ACTIONS}
    for (one, a), (other, b) in combinations(seen.items(), 2):
        assert np.linalg.norm(a - b) >= 25, (one, other, np.linalg.norm(a - b))


@pytest.mark.parametrize("scheme", ["dark", "light"])
@pytest.mark.parametrize("token", [*ACTIONS, "accent"])
@pytest.mark.parametrize("ground", ["base_alt", "lane", "lane_selected", "lane_cut"])
def test_marks_stand_out_from_the_ground(scheme: theme.Scheme, token: str, ground: str) -> None:
    assert theme.contrast(theme.hex_of(token, scheme), theme.hex_of(ground, scheme)) >= 3


# --- rows


def test_overlapping_marks_lie_in_up_to_three_rows() -> None:
    marks = [mark(0, 4), mark(1, 2), mark(1.5, 3), mark(1.8, 1.9), mark(4, 5), mark(4.2, 4.2)]
    assert marks_paint.stacked(marks) == (0, 1, 2, 2, 0, 1)
    assert marks_paint.stacked([mark(1, 1), mark(1, 1), mark(2, 3)]) == (0, 1, 0)


def test_each_row_answers_the_mouse(view: WaveformView) -> None:
    view.set_marks([mark(1, 9), mark(2, 8, "music"), mark(3, 7, "hum")])
    heard: list[str] = []
    view.mark_clicked.connect(lambda clicked: heard.append(clicked.kind))
    for row in range(3):
        click(view, 400, round((row + 0.5) * view.scene.mark_row))
    assert heard == ["silence", "music", "hum"]
    click(view, 100, round(2.5 * view.scene.mark_row))  # nothing there
    assert len(heard) == 3
    one = view.scene.strip
    view.set_marks([mark(1, 9)])
    assert one > view.scene.strip >= view.fontMetrics().height()
    assert marks_paint.mark_at(view.scene, view.port, QPointF(400, view.scene.strip + 1)) == -1


def test_the_current_mark_has_its_frame_and_name_whatever_lies_beside_it(view: WaveformView) -> None:
    marks = [mark(2, 2.05, "click"), mark(2.06, 9, "music")]
    view.set_marks(marks)
    before = pixels(view.grab().toImage())
    view.set_current_mark(0)
    image = view.grab().toImage()
    assert (np.abs(pixels(image) - before)[2:16, 170:240] > 40).sum() > 60
    left, top = round(2 * RATE / 600) - 1, view.scene.strip // 2
    colors = {image.pixelColor(x, top).name() for x in range(left - 2, left + 3)}
    assert theme.hex_of("accent") in colors


def test_a_thousand_marks_in_a_pixel_are_drawn_once(view: WaveformView) -> None:
    marks = tuple(mark(5 + n * 1e-4, 5 + n * 1e-4, "click") for n in range(1000))
    view.set_marks(marks)
    assert len(list(marks_paint._visible(view.scene, view.port))) < 100


# --- words


def test_the_tool_tip_says_what_how_sure_how_long_and_how_to_answer(view: WaveformView, qtbot: QtBot) -> None:
    view.mark_hint = lambda mark: "Y accepts, W rejects"
    view.set_marks([mark(1, 3.5, "hum", confidence=0.83, detail="50 Hz")])
    place = QPoint(200, 8)
    QTest.mouseMove(view, place)
    QApplication.sendEvent(view, QHelpEvent(QEvent.Type.ToolTip, place, view.mapToGlobal(place)))
    assert QToolTip.text() == "hum, 83 % sure, 2.50 s at 0:01.00, not answered\n50 Hz\nY accepts, W rejects"
    QToolTip.hideText()


def test_a_mark_can_be_activated(view: WaveformView, qtbot: QtBot) -> None:
    view.set_marks([mark(1, 3.5)])
    with qtbot.waitSignal(view.mark_activated):
        QTest.mouseDClick(view, LEFT, NONE, QPoint(200, 8))
    assert view.selections == ()


def test_rects_follow_the_view(view: WaveformView) -> None:
    view.set_marks([mark(1, 1)])
    box = marks_paint.mark_rect(view.scene, 0, view.port)
    assert box.width() == 4 and box.center().x() == 80
    assert QRectF(0, 0, 800, view.scene.strip).contains(box)
