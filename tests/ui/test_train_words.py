"""Times, sizes and names as the Train page says them."""

from __future__ import annotations

import datetime

import pytest
from PySide6.QtWidgets import QApplication

from rvcdesk.ui import language
from rvcdesk.ui.train.progress import short_name
from rvcdesk.ui.train.words import duration, moment, size

HOUR = 3600


@pytest.mark.parametrize(
    ("seconds", "said"),
    [
        (20, "less than a minute"),
        (61, "2 min"),
        (59 * 60 + 1, "1 h"),
        (3 * HOUR + 50 * 60, "3 h 50 min"),
        (11 * HOUR + 1, "11 h 10 min"),
        (52 * HOUR, "2 d 4 h"),
    ],
)
def test_a_duration_is_said_as_people_do(qapp: QApplication, seconds: float, said: str) -> None:
    language.install(qapp, "en")
    assert duration(seconds) == said


def test_an_end_names_its_day(qapp: QApplication) -> None:
    now = datetime.datetime(2024, 5, 1, 22, 0)  # a Wednesday
    today, tomorrow, friday, later = (moment(hours * HOUR, now) for hours in (1, 4, 40, 24 * 20))
    assert "00" in today and " at " not in today
    assert tomorrow.startswith("tomorrow") and friday.startswith("Friday") and later.startswith("2024-05-21")


def test_sizes_follow_the_language(qapp: QApplication) -> None:
    assert size(1_240_000_000) == "1.2 GB" and size(3000) == "3 kB"


@pytest.mark.parametrize(
    ("device", "short"),
    [
        ("NVIDIA GeForce RTX 3050 Laptop GPU", "RTX 3050"),
        ("NVIDIA H200", "H200"),
        ("Intel(R) Xeon(R) CPU", "Xeon CPU"),
        ("AMD", "AMD"),
    ],
)
def test_a_device_is_named_in_short(device: str, short: str) -> None:
    assert short_name(device) == short
