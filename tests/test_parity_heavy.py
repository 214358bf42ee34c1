"""The parity runner's heavy cases on the shared fixtures; in a file of their own to run beside others."""

from __future__ import annotations

from pathlib import Path

import pytest

from benchmarks.parity import row, run_cases
from benchmarks.parity_cases.report import PASS


@pytest.mark.parametrize(
    ("only", "least"),
    [
        ("rmvpe/rmvpe_full_formula", 5),
        ("hubert/hubert_full_formula", 3),
        ("dsp/f0_methods_classic", 10),
        ("e2e/*_short", 6),
        ("e2e/e2e_classic_split", 3),
        ("odd", 40),
    ],
)
def test_shared_fixtures_are_within_tolerance(shared: Path, only: str, least: int) -> None:
    lines = list(run_cases(shared / "parity", only))
    assert [row(line) for line in lines if line.status != PASS] == []
    assert len(lines) >= least, "cases are missing"
