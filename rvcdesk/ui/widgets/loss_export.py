"""A loss plot on disk: a picture with a title, and a table."""

from __future__ import annotations

import csv
from datetime import date
from pathlib import Path

import numpy as np
from PySide6.QtCore import QPoint, QRectF, Qt
from PySide6.QtGui import QFont, QPainter, QPixmap
from PySide6.QtWidgets import QWidget

from rvcdesk.disk import atomic_write
from rvcdesk.ui import theme
from rvcdesk.ui.widgets.loss_data import LOSSES, RATES, LossData, Validations

SCALE = 2
MARGIN = 12
_LR, _GENERATOR, _DISCRIMINATOR = "learning_rate", "grad_norm_generator", "grad_norm_discriminator"
_RATE_TITLES = {"learning_rate": _LR, "generator_norm": _GENERATOR, "discriminator_norm": _DISCRIMINATOR}


def write_picture(path: Path, title: str, parts: list[QWidget]) -> None:
    """Paint widgets below a title at twice their size.

    Raises:
        UserError: the file cannot be written.
    """
    font = QFont(parts[0].font())
    font.setPointSizeF(font.pointSizeF() * 1.15)
    font.setBold(True)
    words = " · ".join(part for part in (title, date.today().isoformat()) if part)
    head = round(font.pointSizeF() * 2.4)
    width = max(part.width() for part in parts) + 2 * MARGIN
    height = head + sum(part.height() for part in parts) + 2 * MARGIN
    picture = QPixmap(width * SCALE, height * SCALE)
    picture.setDevicePixelRatio(SCALE)
    picture.fill(theme.color("window"))
    painter = QPainter(picture)
    painter.setFont(font)
    painter.setPen(theme.color("text"))
    place = QRectF(MARGIN, MARGIN, width - 2 * MARGIN, head)
    painter.drawText(place, int(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignTop), words)
    y = MARGIN + head
    for part in parts:
        QWidget.render(part, painter, QPoint(MARGIN, y))  # a graphics view has a render of its own
        y += part.height()
    painter.end()
    with atomic_write(path) as temporary:
        picture.save(str(temporary), "PNG")


def write_table(path: Path, data: LossData, validations: Validations) -> None:
    """Every step as a line of a .csv: UTF-8, commas, decimal points, nothing where nothing is known.

    Raises:
        UserError: the file cannot be written.
    """
    columns: dict[str, np.ndarray] = {}
    for name in LOSSES:
        columns[name] = data.column(name)
        columns[f"{name}_smoothed"] = data.column(name, smooth=True)
    for name in RATES:
        columns[_RATE_TITLES[name]] = data.column(name)
    held_out = dict(zip(*(axis.tolist() for axis in validations.curve), strict=True))
    lines = np.stack(list(columns.values()), axis=1).tolist() if data.count else []
    timed = bool(data.hours[-1:].any())
    every = sorted({*data.steps.tolist(), *held_out})
    places = dict(zip(data.steps.tolist(), range(data.count), strict=True))
    empty = [float("nan")] * len(columns)
    with atomic_write(path) as temporary, open(temporary, "w", encoding="utf-8", newline="") as file:
        table = csv.writer(file, lineterminator="\n")
        table.writerow(["step", "epoch", "hours", *columns, "mel_held_out"])
        for step in every:
            at = places.get(step)
            epoch = float(data.epoch[at]) if at is not None else float("nan")
            hours = float(data.hours[at]) if at is not None and timed else float("nan")
            values = [*(lines[at] if at is not None else empty), held_out.get(step, float("nan"))]
            table.writerow(
                [
                    int(step),
                    _number(epoch),
                    _number(hours),
                    *map(_number, values),
                ]
            )


def _number(value: float) -> str:
    return f"{value:.7g}" if value == value else ""
