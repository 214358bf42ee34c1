"""What comes of a download from a hub that fails: fault, outcome, what lies on disk, the second attempt.

    python benchmarks/fault_server.py [--json] [--speed]

Everything happens on this computer, with the server and the list of faults of the tests. `--speed` also
fetches 200 MB over loopback, once by itself and once on from the middle.
"""

from __future__ import annotations

import argparse
import json
import os
import random
import sys
import tempfile
import time
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parents[1]
RESULTS = ROOT / "benchmarks" / "results"
sys.path.insert(0, str(ROOT))


def outcome(case: Any, hub: Any) -> tuple[str, str]:
    """("fetched" or "refused", the sentence) of one fetch."""
    from rvcdesk.assets.fetch import FetchError, fetch
    from rvcdesk.assets.options import FetchOptions

    options = FetchOptions(("rmvpe",), hub.url, "direct", case.timeout_s, case.tries, wait_s=0.0)
    try:
        fetch(options)
    except FetchError as error:
        return "refused", str(error)
    return "fetched", ""


def run_case(case: Any) -> dict[str, Any]:
    """One fault in a home of its own."""
    from tests.helpers import fault_server

    with (
        tempfile.TemporaryDirectory() as home,
        fault_server.serving(case.plan) as hub,
        fault_server.catalogue(fault_server.document(case.mirrors)),
    ):
        os.environ["RVCDESK_HOME"] = home
        if case.before:
            fault_server.lay_part(case.before)
        first, sentence = outcome(case, hub)
        # The port is another one each time.
        row = {"fault": case.name, "outcome": first, "requests": len(hub.asked),
               "sentence": sentence.replace(hub.url.removeprefix("http://"), "hub"),
               "on_disk": fault_server.on_disk()}  # fmt: skip
        hub.plan.clear()
        row["second"] = outcome(case, hub)[0]
        row["on_disk_after_second"] = fault_server.on_disk()
    return row


def run_speed() -> dict[str, float]:
    """Megabytes a second over loopback, checked and in place: the whole, and the second half."""
    from tests.helpers import fault_server

    content = random.Random(1).randbytes(200_000_000)
    result = {}
    for name, before in (("whole", 0), ("second half", len(content) // 2)):
        with (
            tempfile.TemporaryDirectory() as home,
            fault_server.serving() as hub,
            fault_server.catalogue(fault_server.document(content=content)),
        ):
            os.environ["RVCDESK_HOME"] = home
            hub.content = content
            if before:
                fault_server.lay_part(content[:before])
            began = time.monotonic()
            assert outcome(fault_server.CASES[0], hub)[0] == "fetched"
            result[name] = round((len(content) - before) / 1e6 / (time.monotonic() - began))
    return result


def main() -> int:
    """Print the table and write it as JSON; 1 when a fault had another outcome than it should."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawTextHelpFormatter)
    parser.add_argument("--json", action="store_true")
    parser.add_argument("--speed", action="store_true")
    arguments = parser.parse_args()
    from tests.helpers.fault_server import CASES, NAME, SIZE

    home = os.environ.get("RVCDESK_HOME")
    rows = [run_case(case) for case in CASES]
    speed = run_speed() if arguments.speed else {}
    if home is None:
        os.environ.pop("RVCDESK_HOME")
    else:
        os.environ["RVCDESK_HOME"] = home
    wrong = [
        row["fault"]
        for case, row in zip(CASES, rows, strict=True)
        if (row["outcome"] == "refused") != bool(case.says)
        or case.says not in row["sentence"]
        or row["on_disk_after_second"] != {NAME: SIZE}
    ]
    document = {"rows": rows, "wrong": wrong, "megabytes_per_second": speed}
    RESULTS.mkdir(exist_ok=True)
    text = json.dumps(document, ensure_ascii=False, indent=1) + "\n"
    (RESULTS / "fault_server.json").write_text(text, encoding="utf-8")
    if arguments.json:
        print(text)
        return 1 if wrong else 0
    print(f"{'fault':<42} {'outcome':<8} {'on disk':<26} {'second':<8} sentence")
    for row in rows:
        lying = ", ".join(f"{name.rpartition('/')[2]} {size}" for name, size in row["on_disk"].items()
                          if not name.endswith(".json"))  # fmt: skip
        print(
            f"{row['fault']:<42} {row['outcome']:<8} {lying or '-':<26} {row['second']:<8} {row['sentence']}"
        )
    for name, value in speed.items():
        print(f"{name}: {value} MB/s over loopback, SHA-256 included")
    print(f"{len(rows)} faults; other outcomes than they should have: {', '.join(wrong) or 'none'}")
    return 1 if wrong else 0


if __name__ == "__main__":
    raise SystemExit(main())
