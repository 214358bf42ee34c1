"""The pitch as the network gets it, against both RVCs' numbers."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest

from rvcdesk.conversion.melody import draw_in, melody, read_curve
from rvcdesk.messages import BadInput
from rvcdesk.pitch.coarse import coarse


@pytest.mark.parametrize("key", ["+0", "+12", "-12", "+5", "-7"])
@pytest.mark.parametrize(("dialect", "file"), [("classic", "f0_coarse_classic"), ("rvc2026", "f0_coarse")])
def test_both_dialects_equal_rvc(shared: Path, dialect: str, file: str, key: str) -> None:
    golden = np.load(shared / f"parity/dsp/{file}.npz")
    shaped = melody(golden["f0_in"], transpose=int(key), interpolate=dialect == "rvc2026")
    np.testing.assert_allclose(shaped, golden[f"{dialect}_f0_{key}"], rtol=1e-9)
    np.testing.assert_array_equal(coarse(shaped), golden[f"{dialect}_coarse_{key}"])


def test_a_drawn_curve_equals_rvc(shared: Path, tmp_path: Path) -> None:
    golden = np.load(shared / "parity/dsp/f0_coarse_classic.npz")
    lines = [f"{seconds},{hz}" for seconds, hz in golden["inp_f0_sec_hz"]]
    path = tmp_path / "krzywa żółta.csv"
    path.write_text("\n".join(lines), encoding="utf-8")
    merged = melody(np.full(400, 120.0), curve=read_curve(path), first_frame=100)
    np.testing.assert_allclose(merged, golden["inp_f0_result"], rtol=1e-9)
    np.testing.assert_array_equal(coarse(merged), golden["inp_f0_coarse"])


def test_a_curve_covers_its_own_time_and_is_not_transposed() -> None:
    curve = np.array([[1.0, 300.0], [1.5, 300.0]])
    shaped = melody(np.full(400, 100.0), transpose=12, curve=curve)
    assert (shaped[100:151] == 300).all() and (np.delete(shaped, np.s_[100:151]) == 200).all()
    assert (draw_in(np.full(120, 100.0), curve)[100:] == 300).all()


@pytest.mark.parametrize(
    "text", ["0.0,100\n\n 0.5 ; 200\n", "﻿0 100\n0.5\t200", "0.5,200\n0,100", "time_s,f0_hz\n0,100\n0.5,200"]
)
def test_curves_as_people_write_them(tmp_path: Path, text: str) -> None:
    path = tmp_path / "f0.txt"
    path.write_text(text, encoding="utf-8")
    assert read_curve(path).tolist() == [[0, 100], [0.5, 200]]


@pytest.mark.parametrize("text", ["", "a,b", "1,2,3", "-1,100", "0,99999", "0,nan", "1"])
def test_what_is_no_curve_is_said(tmp_path: Path, text: str) -> None:
    path = tmp_path / "krzywa.csv"
    path.write_text(f"0,100\n{text}" if text else text, encoding="utf-8")
    with pytest.raises(BadInput, match=r"krzywa\.csv"):
        read_curve(path)
    (tmp_path / "x").write_bytes(b"\xff\xfe\x00\x81")
    with pytest.raises(BadInput, match="lines seconds,Hz"):
        read_curve(tmp_path / "x")
