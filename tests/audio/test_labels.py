"""Label tracks: what Audacity writes is read, and what we write is what Audacity would."""

from __future__ import annotations

import math
from pathlib import Path

import pytest

from rvcdesk.audio.history import Label
from rvcdesk.audio.labels import Row, read_labels, read_rows, rows_text, write_labels
from rvcdesk.messages import BadInput

# As Audacity 3 exports them: a region, a point, a region with a box, one with an open side.
AUDACITY = (
    "0.500000\t1.250000\tżółć\n"
    "2.000000\t2.000000\tpunkt\n"
    "3.000000\t4.000000\tsyk\n\\\t4000.000000\t8000.500000\n"
    "5.000000\t5.500000\t\n\\\t-1.000000\t120.000000\n"
    "6.000000\t6.500000\t\n\\\t5000.000000\t-1.000000\n"
)
ROWS = [
    Row(0.5, 1.25, "żółć"),
    Row(2.0, 2.0, "punkt"),
    Row(3.0, 4.0, "syk", 4000.0, 8000.5),
    Row(5.0, 5.5, "", 0.0, 120.0),
    Row(6.0, 6.5, "", 5000.0, math.inf),
]


def write(path: Path, text: str, encoding: str = "utf-8") -> Path:
    path.write_bytes(text.encode(encoding))
    return path


@pytest.mark.parametrize("text", [AUDACITY, "\ufeff" + AUDACITY.replace("\n", "\r\n"), AUDACITY + "\n\n"])
def test_what_audacity_writes_is_read(tmp_path: Path, text: str) -> None:
    path = write(tmp_path / "etykiety ż.txt", text)
    assert read_rows(path) == ROWS
    assert read_labels(path, 16000, 16000 * 10)[-1] == Label(96000, 104000, "", 5000.0, 8000.0)


def test_labels_go_out_and_come_back_to_the_frame(tmp_path: Path) -> None:
    rate, path = 48000, tmp_path / "ścieżka.txt"
    labels = (
        Label(0, 0, "początek"),
        Label(1, 47999, "słowo"),
        Label(100_001, 172_800_000, "do końca", 80.0, 7999.25),
    )
    write_labels(path, labels, rate)
    assert read_labels(path, rate, 172_800_000) == labels
    assert path.read_text(encoding="utf-8").splitlines()[-1] == "\\\t80.000000\t7999.250000"


def test_a_name_cannot_break_the_file(tmp_path: Path) -> None:
    path = write(tmp_path / "a.txt", rows_text([Row(0, 1, "a\tb\n2\t3\tc")]))
    assert read_rows(path) == [Row(0.0, 1.0, "a b 2 3 c")]


def test_one_time_alone_is_a_point_and_turned_ends_are_put_right(tmp_path: Path) -> None:
    path = write(tmp_path / "a.txt", "1.5\tsam początek\n3\t2\tna odwrót\n4\n")
    assert read_rows(path) == [Row(1.5, 1.5, "sam początek"), Row(2.0, 3.0, "na odwrót"), Row(4.0, 4.0)]


def test_what_lies_beyond_the_recording_is_left_out(tmp_path: Path) -> None:
    path = write(tmp_path / "a.txt", "-2\t-1\tprzed\n-1\t1\tna brzegu\n9\t12\tna końcu\n11\t12\tpo\n")
    assert read_labels(path, 100, 1000) == (Label(0, 100, "na brzegu"), Label(900, 1000, "na końcu"))


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("0\t1\tok\n1,5\t2\tźle\n", "Line 2 of a.txt has the number 1,5 with a comma; "
         "write it with a point: 1.5."),
        ("1.5\t2,5\tżle\n", "Line 1 of a.txt has the number 2,5 with a comma; "
         "write it with a point: 2.5."),
        ("zero\t1\tx\n", "Line 1 of a.txt is not a label."),
        ("nan\t1\tx\n", "Line 1 of a.txt is not a label."),
        ("0\t1\tx\n\\\t400\n", "Line 2 of a.txt is not a label."),
    ],
)  # fmt: skip
def test_what_is_not_a_label_is_refused_with_its_line(tmp_path: Path, text: str, said: str) -> None:
    with pytest.raises(BadInput) as refused:
        read_rows(write(tmp_path / "a.txt", text))
    assert str(refused.value) == said


def test_text_in_another_encoding_is_refused(tmp_path: Path) -> None:
    with pytest.raises(BadInput, match="UTF-8"):
        read_rows(write(tmp_path / "a.txt", "0\t1\tzażółć\n", "cp1250"))
