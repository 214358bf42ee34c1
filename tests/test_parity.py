"""The parity runner: on the shared fixtures (but for its heavy cases), and on small folders made here."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from benchmarks.parity import FOLDERS, failed, main, row, run_cases, summary
from benchmarks.parity_cases import report
from benchmarks.parity_cases.report import FAIL, PASS, SKIP, Line

ROOT = Path(__file__).resolve().parents[1]


# ---------------------------------------------------------------------------- on the shared fixtures


@pytest.mark.parametrize(
    ("only", "least"),
    [
        ("keys/disc_*", 4),
        ("keys/hubert_*", 2),
        ("keys/rmvpe_e2e", 2),
        ("keys/train_checkpoint_layout", 2),
        ("keys/synth_v2_48k_f0", 5),
        ("keys/synth_v1_32k_nof0", 5),
        ("synth/*", 20),
        ("rmvpe/rmvpe_[dms]*", 9),
        ("hubert/hubert_small*", 6),
        ("dsp/f0_coarse*", 20),
        ("dsp/index_blend_*", 20),
        ("dsp/mel_*", 15),
        ("dsp/losses", 8),
        ("dsp/[hors]*", 15),
        ("dsp/preprocess", 4),
    ],
)
def test_shared_fixtures_are_within_tolerance(shared: Path, only: str, least: int) -> None:
    lines = list(run_cases(shared / "parity", only))
    assert [row(line) for line in lines if line.status != PASS] == []
    assert len(lines) >= least, "cases are missing"


# ---------------------------------------------------------------------------- on small made folders

# By RECIPE section 2: 1127 ln(1 + f/700), 1 at 50 Hz, 255 at 1100 Hz; unvoiced is 1.
HZ = np.array([0.0, 50.0, 1100.0, 2000.0, 440.0])
STEPS = np.array([1, 1, 255, 255, 122], np.int32)


@pytest.fixture
def made(tmp_path: Path) -> Path:
    """A folder with two right cases and one that lacks its voice."""
    folder = tmp_path / "wzór 龜"
    for name in ("dsp", "synth"):
        (folder / name).mkdir(parents=True)
    np.savez(folder / "dsp" / "another.npz", **{"f0_in": HZ, "classic_coarse_+0": STEPS})
    np.savez(folder / "dsp" / "rms.npz", source16k=HZ[:0], target40k=HZ[:0], nothing=HZ)
    np.savez(folder / "synth" / "v9.npz", phone=np.zeros((1, 4, 768), np.float32))
    (folder / "dsp" / "broken.npz").write_bytes(b"PK\x03\x04 cut short")
    return folder


def states(lines: list[Line]) -> dict[str, str]:
    return {line.case: line.status for line in lines}


def test_what_is_missing_is_skipped_with_a_reason(made: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main([str(made), "--only", "dsp"]) == 0
    printed = capsys.readouterr().out.splitlines()
    assert "dsp/another" in printed[0] and "classic_coarse_+0" in printed[0] and " pass" in printed[0]
    assert printed[1].startswith("dsp/broken") and "skip (broken.npz cannot be read" in printed[1]
    assert "dsp/rms" in printed[2] and "skip (rms.npz is of a kind" in printed[2]
    assert printed[-1].startswith("1 cases, 1 comparisons passed, 0 failed, 2 skipped")
    assert main([str(made), "--only", "synth/*"]) == 1, "nothing ran"
    printed = capsys.readouterr().out.splitlines()
    assert "synth/v9" in printed[0] and "skip (there is no voice v9.pth)" in printed[0]
    assert "nothing ran" in printed[-1]
    absent = {line.case: line for line in run_cases(made, "t[r]ain")}
    assert absent["train"].status == SKIP and absent["train"].note == "there is no folder train"


def test_a_wrong_number_fails(made: Path, capsys: pytest.CaptureFixture[str]) -> None:
    np.savez(made / "dsp" / "wrong.npz", **{"f0_in": HZ, "classic_coarse_+0": STEPS + [0, 0, 0, 0, 1]})
    np.savez(made / "dsp" / "short.npz", **{"f0_in": HZ, "classic_coarse_+0": STEPS[:3]})
    assert main([str(made), "--only", "dsp", "--json"]) == 1
    said: list[dict[str, Any]] = json.loads(capsys.readouterr().out)
    assert all(set(item) == {"case", "measure", "error", "tolerance", "status", "note"} for item in said)
    found = {item["case"]: item for item in said}
    assert found["dsp/wrong"]["status"] == FAIL and found["dsp/wrong"]["error"] == 1
    assert found["dsp/short"]["status"] == FAIL and "shape" in found["dsp/short"]["note"]
    assert found["dsp/another"]["status"] == PASS and found["dsp/another"]["error"] == 0


def test_an_empty_folder_is_no_success(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main([str(tmp_path)]) == 1
    printed = capsys.readouterr().out.splitlines()
    assert len(printed) == len(FOLDERS) + 1 and printed[-1].endswith("nothing ran")
    assert main([str(tmp_path / "missing")]) == 1


def test_a_case_that_breaks_is_a_failure_and_the_others_run(made: Path) -> None:
    (made / "synth" / "v9.pth").write_text("<html>")
    np.savez(made / "synth" / "v9.npz", phone=HZ, phone_lengths=HZ, sid=HZ)
    np.savez(made / "dsp" / "losses.npz", disc_real_0=HZ)
    found = states(list(run_cases(made, "[ds]*/*")))
    assert found["synth/v9"] == FAIL and found["dsp/losses"] == FAIL and found["dsp/another"] == PASS


def test_the_projects_own_manifests_serve_a_folder_without(made: Path) -> None:
    lines = list(run_cases(made, "keys/disc_v1"))
    assert lines and {line.status for line in lines} == {PASS}
    (made / "keys").mkdir()
    (made / "keys" / "disc_v1.json").write_text(
        json.dumps({"class": "MultiPeriodDiscriminator", "weights": {"a": [[1], "float32"]}})
    )
    assert FAIL in {line.status for line in run_cases(made, "keys/disc_v1")}
    assert not list(run_cases(made, "keys/disc_v2")), "its own manifests are all there is then"


def test_a_file_that_hangs_or_is_opened_though_odd_fails(made: Path) -> None:
    (made / "odd").mkdir()
    (made / "odd" / "empty.pth").touch()
    (made / "odd" / "ok_but_not.pth").write_bytes(b"<html>")
    found = {line.case: line for line in run_cases(made, "odd")}
    assert found["odd/empty.pth"].status == PASS and "is empty" in found["odd/empty.pth"].note
    assert found["odd/ok_but_not.pth"].status == FAIL
    only = list(run_cases(made, "odd/empty*"))
    assert [line.case for line in only] == ["odd/empty.pth"]


@pytest.mark.parametrize(
    ("got", "want", "status"),
    [
        ([1.0, 2.0], [1.0, 2.00009], PASS),
        ([1.0, 2.0], [1.0, 2.00011], FAIL),
        ([1.0, np.nan], [1.0, 2.0], FAIL),
        ([1.0], [1.0, 2.0], FAIL),
        ([], [], PASS),
    ],
)
def test_judgements(got: list[float], want: list[float], status: str) -> None:
    assert report.near("case", "what", got, want, 1e-4).status == status


def test_relative_judgement_of_zero() -> None:
    assert report.near_relative("c", "m", [0.0, 100.0], [0.0, 100.001], 1e-4).status == PASS
    assert report.near_relative("c", "m", [1e-9, 100.0], [0.0, 100.0], 1e-4).status == FAIL


def test_skips_alone_are_no_success() -> None:
    skipped, passed = Line("a", "", None, None, SKIP, "why"), Line("b", "m", 0.0, 1.0, PASS)
    assert failed([]) and failed([skipped]) and not failed([skipped, passed])
    assert failed([passed, Line("c", "m", 2.0, 1.0, FAIL)])
    assert "all within tolerance" in summary([passed], 1.0)


def test_it_runs_as_a_script(made: Path) -> None:
    script = ROOT / "benchmarks" / "parity.py"
    done = subprocess.run(
        [sys.executable, str(script), str(made), "--only", "dsp/another"],
        capture_output=True, text=True, check=False, cwd=made,
    )  # fmt: skip
    assert done.returncode == 0, done.stderr
    assert "all within tolerance" in done.stdout
