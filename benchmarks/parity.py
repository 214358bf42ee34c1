"""RVC's own numbers against ours: every case of a folder of fixtures.

    python benchmarks/parity.py DIR [--json] [--only PATTERN]

One line for each thing compared: case, what, the largest error, the tolerance, pass, fail or skip (why).
Folders and files may be missing; more files of a known kind are further cases. Ends with 1 where
something failed or nothing ran. `--only` takes a part of a case's name, or a pattern such as 'dsp/mel*'.
"""

from __future__ import annotations

import argparse
import fnmatch
import gc
import importlib
import json
import math
import os
import sys
import tempfile
import time
from collections.abc import Iterator, Sequence
from dataclasses import asdict
from functools import partial
from pathlib import Path

os.environ.setdefault("OMP_NUM_THREADS", "1")
sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

from benchmarks.parity_cases.report import FAIL, PASS, SKIP, Case, Line, Skip, Wrong

FOLDERS = ("synth", "rmvpe", "hubert", "dsp", "train", "e2e", "odd")


def find_cases(root: Path) -> list[Case]:
    """Every case that the folder holds, and one for each folder that it lacks."""
    there = [name for name in ("keys", *FOLDERS) if (root / name).is_dir()]
    # The project's own manifests alone would say nothing about a folder without fixtures.
    found = _cases_of("keys", root) if there else []
    for name in FOLDERS:
        found += _cases_of(name, root) if name in there else [Case(name, partial(_missing, name))]
    return found


def _cases_of(name: str, root: Path) -> list[Case]:
    """What the module of that name finds; one case that says so where it cannot be imported."""
    try:
        module = importlib.import_module(f"benchmarks.parity_cases.{name}")
    except ImportError as error:
        return [Case(name, partial(_broken, error))]
    return list(module.cases(root))


def _broken(error: ImportError) -> Iterator[Line]:
    raise error
    yield


def _missing(name: str) -> Iterator[Line]:
    raise Skip(f"there is no folder {name}")
    yield


def wanted(name: str, pattern: str | None) -> bool:
    """Whether a case's name fits what was asked for."""
    return pattern is None or pattern in name or fnmatch.fnmatch(name, pattern)


def run_case(case: Case) -> Iterator[Line]:
    """A case's lines; what it raises becomes one, so that the others still run."""
    from rvcdesk.messages import UserError

    try:
        yield from case.run()
    except Skip as skip:
        yield Line(case.name, "", None, None, SKIP, str(skip))
    except (Wrong, UserError) as error:
        yield Line(case.name, "", None, None, FAIL, str(error))
    except ModuleNotFoundError as error:
        ours = (error.name or "").split(".")[0] in ("rvcdesk", "benchmarks")
        yield Line(case.name, "", None, None, FAIL if ours else SKIP, f"no package {error.name}")
    except Exception as error:
        yield Line(case.name, "", None, None, FAIL, f"{type(error).__name__}: {error}"[:300])
    finally:
        gc.collect()


def run_cases(root: Path, only: str | None = None) -> Iterator[Line]:
    """Every line of the folder, as it comes."""
    import torch

    torch.set_num_threads(1)
    for case in find_cases(root):
        if wanted(case.name, only):
            yield from run_case(case)
        elif only is not None and case.name == only.split("/")[0]:
            # Its lines are named more finely than the case.
            yield from (line for line in run_case(case) if wanted(line.case, only))


def failed(lines: Sequence[Line]) -> bool:
    """Whether the run counts as failed: something did, or nothing ran."""
    states = {line.status for line in lines}
    return FAIL in states or PASS not in states


def row(line: Line) -> str:
    """A line of the table."""
    if line.status == SKIP:
        return f"{line.case:36} skip ({line.note})"
    error = "" if line.error is None else f"{line.error:.2e}"
    tolerance = "" if line.tolerance is None else f"{line.tolerance:g}"
    return f"{line.case:36} {line.measure:46} {error:>9} {tolerance:>7}  {line.status}  {line.note}".rstrip()


def summary(lines: Sequence[Line], seconds: float) -> str:
    """The last line."""
    count = {state: sum(line.status == state for line in lines) for state in (PASS, FAIL, SKIP)}
    cases = len({line.case for line in lines if line.status != SKIP})
    verdict = "failed" if failed(lines) else "all within tolerance"
    if not cases:
        verdict = "nothing ran"
    return (
        f"{cases} cases, {count[PASS]} comparisons passed, {count[FAIL]} failed, "
        f"{count[SKIP]} skipped, {seconds:.0f} s: {verdict}"
    )


def _plain(line: Line) -> dict[str, object]:
    """For JSON, which has no infinity."""
    error = line.error if line.error is None or math.isfinite(line.error) else str(line.error)
    return {**asdict(line), "error": error}


def main(arguments: Sequence[str] | None = None) -> int:
    """The command line; returns the exit status."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawTextHelpFormatter)
    parser.add_argument("folder", type=Path, metavar="DIR")
    parser.add_argument("--json", action="store_true", help="a list of all lines instead of the table")
    parser.add_argument("--only", metavar="PATTERN", help="only cases with this in their name")
    options = parser.parse_args(arguments)
    if not options.folder.is_dir():
        print(f"{options.folder} is no folder", file=sys.stderr)
        return 1
    began = time.monotonic()
    lines = []
    with tempfile.TemporaryDirectory() as home:
        os.environ["RVCDESK_HOME"] = home
        for line in run_cases(options.folder.resolve(), options.only):
            lines.append(line)
            if not options.json:
                print(row(line), flush=True)
    if options.json:
        print(json.dumps([_plain(line) for line in lines], ensure_ascii=False, indent=1))
    else:
        print(summary(lines, time.monotonic() - began))
    return int(failed(lines))


if __name__ == "__main__":
    raise SystemExit(main())
