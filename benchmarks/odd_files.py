"""What each odd file gives: one sentence, an exit code, in little time and memory, and nothing runs.

    python benchmarks/odd_files.py [DIR=../shared/parity/odd] [--json]

Every file goes through `rvcdesk inspect` in a child of its own, with a limit of time and the peak memory
measured; a refused model then goes through `rvcdesk voice import` as well, which must refuse it with exit
code 2 and leave nothing in the library. Files called ok_* and base_* must load, and give the audio of
base_tiny (1e-5; bfloat16 5e-3). A marker file that an evil file would make (/tmp/rvcdesk_pwned_*) is a
fault. Prints a table and writes benchmarks/results/odd_files.json; exits 1 on any fault.
"""

from __future__ import annotations

import argparse
import json
import os
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(ROOT))
MARKERS = Path(tempfile.gettempdir())
LIMIT_S = 60.0
# A child with torch loaded and nothing else has some 500 MB.
MOST_MB = 900
GOOD = ("ok_", "base_")
# Companions of the models, not odd themselves.
NOT_ODD = ("RESULTS", "base_tiny_v2-40k-f0.npz")
CHILD = """
import json, sys
from rvcdesk.cli import main
code = main(sys.argv[1:])
try:
    # On Linux ru_maxrss begins with what the parent had.
    peak = next(line.split()[1] for line in open("/proc/self/status") if line.startswith("VmHWM"))
except OSError:
    import resource
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
sys.stderr.write("\\n" + json.dumps([code, int(peak)]))
"""


def markers() -> list[Path]:
    """Files that only code out of an evil file can have made."""
    return sorted(MARKERS.glob("rvcdesk_pwned_*"))


def command(*arguments: str, home: str) -> dict[str, Any]:
    """Run the real command line in a fresh child.

    Returns:
        `exit_code`, `out`, `err`, `seconds`, `mb` (peak); `fault` when it hung or crashed.
    """
    began = time.monotonic()
    environment = {**os.environ, "RVCDESK_HOME": home, "OMP_NUM_THREADS": "1", "PYTHONUTF8": "1"}
    try:
        done = subprocess.run(
            [sys.executable, "-c", CHILD, *arguments], cwd=ROOT, env=environment, timeout=LIMIT_S,
            capture_output=True, text=True, encoding="utf-8", errors="replace",
        )  # fmt: skip
    except subprocess.TimeoutExpired:
        return {"fault": f"hung for {LIMIT_S:.0f} s", "out": "", "err": "", "exit_code": None,
                "seconds": LIMIT_S, "mb": 0.0}  # fmt: skip
    seconds = time.monotonic() - began
    err, _, last = done.stderr.rpartition("\n")
    try:
        code, peak = json.loads(last)
    except ValueError:
        return {"fault": f"ended with {done.returncode}", "out": done.stdout, "err": done.stderr[-300:],
                "exit_code": done.returncode, "seconds": seconds, "mb": 0.0}  # fmt: skip
    mb = peak / (1 << 20 if sys.platform == "darwin" else 1 << 10)
    fault = ""
    if "Traceback" in done.stderr + done.stdout or "something went wrong" in err:
        fault = "a traceback"
    elif mb > MOST_MB:
        fault = f"took {mb:.0f} MB"
    return {"fault": fault, "out": done.stdout, "err": err, "exit_code": code, "seconds": seconds, "mb": mb}


def examine(path: Path) -> dict[str, Any]:
    """One row of the table."""
    for marker in markers():
        marker.unlink()
    faults = []
    with tempfile.TemporaryDirectory(prefix="rvcdesk-odd-") as home:
        looked = command("inspect", str(path), "--json", home=home)
        row: dict[str, Any] = {
            "file": path.name,
            "kind": "?",
            "sentence": "",
            "exit_code": looked["exit_code"],
        }
        if not looked["fault"]:
            facts = json.loads(looked["out"]) if looked["out"] else {"kind": "-", "problems": [looked["err"]]}
            problems = [line for line in facts["problems"] if "needs ContentVec" not in line]
            row |= {"kind": facts["kind"], "sentence": " / ".join(problems), "version": facts.get("version")}
        good = path.name.startswith(GOOD)
        peak, seconds = looked["mb"], looked["seconds"]
        faults += [looked["fault"]] if looked["fault"] else []
        if not good and path.suffix in (".pth", ".pt", ".safetensors"):
            taken = command("voice", "import", str(path), home=home)
            peak, seconds = max(peak, taken["mb"]), max(seconds, taken["seconds"])
            faults += [taken["fault"]] if taken["fault"] else []
            faults += ["imported"] if taken["exit_code"] != 2 else []
            row["import"] = taken["err"].strip().removeprefix("rvcdesk: ")
            left = Path(home) / "data" / "voices"
            faults += ["left something in the library"] if left.is_dir() and any(left.iterdir()) else []
    if looked["exit_code"] != (0 if good else 2):
        faults.append("wrong exit code")
    if not good and len(row["sentence"].strip()) < 20:
        faults.append("no sentence")
    if markers():
        faults.append("it ran code")
    row |= {"marker": bool(markers()), "seconds": round(seconds, 2), "mb": round(peak), "faults": faults}
    return row


def audio_error(folder: Path, path: Path) -> float:
    """Largest difference from base_tiny's audio without noise."""
    import numpy as np
    import torch

    from rvcdesk.voice.checkpoint import build, load_voice

    case = np.load(folder / "base_tiny_v2-40k-f0.npz")
    names = ("phone", "phone_lengths", "pitch", "nsff0", "sid")
    audio = build(load_voice(path)).infer(
        *(torch.from_numpy(case[name]) for name in names),
        z_noise=torch.zeros(case["m_p"].shape),
        source_noise=torch.zeros(case["har_source_zero_noise"].shape),
    )
    return float(np.abs(audio.flatten().numpy() - case["audio_zero_noise"]).max())


def table(rows: list[dict[str, Any]]) -> None:
    width = max(len(row["file"]) for row in rows)
    for row in rows:
        said = row["sentence"] or "loads"
        if "audio_error" in row:
            said += f" (audio within {row['audio_error']:.1e})"
        marker = "MADE" if row["marker"] else "absent"
        print(f"{row['file']:<{width}}  exit {row['exit_code']}  marker {marker}  {row['seconds']:5.1f} s "
              f"{row['mb']:4d} MB  {row['kind']:<10}  {said}")  # fmt: skip
        for fault in row["faults"]:
            print(f"{'':<{width}}  FAULT: {fault}")


def main() -> int:
    parser = argparse.ArgumentParser(description=str(__doc__).splitlines()[0])
    parser.add_argument("folder", nargs="?", type=Path, default=ROOT.parent / "shared/parity/odd")
    parser.add_argument("--json", action="store_true")
    arguments = parser.parse_args()
    if not arguments.folder.is_dir():
        print(f"There is no folder {arguments.folder}.", file=sys.stderr)
        return 2
    rows = []
    files = [path for path in sorted(arguments.folder.iterdir()) if not path.name.startswith(NOT_ODD)]
    for number, path in enumerate(files):
        row = examine(path)
        if path.name.startswith(GOOD) and not row["faults"] and (arguments.folder / NOT_ODD[1]).is_file():
            row["audio_error"] = audio_error(arguments.folder, path)
            if row["audio_error"] > (5e-3 if "bf16" in path.name else 1e-5):
                row["faults"].append("other audio")
        rows.append(row)
        if sys.stderr.isatty():
            sys.stderr.write(f"\r{number + 1}/{len(files)}")
    faults = sum(bool(row["faults"]) for row in rows)
    document = {"files": len(rows), "faults": faults, "rows": rows}
    results = ROOT / "benchmarks/results/odd_files.json"
    results.parent.mkdir(exist_ok=True)
    results.write_text(json.dumps(document, ensure_ascii=False, indent=1) + "\n", encoding="utf-8")
    if arguments.json:
        print(json.dumps(document, ensure_ascii=False, indent=1))
    else:
        table(rows)
        print(f"\n{len(rows)} files, {faults} with a fault")
    return 1 if faults or not rows else 0


if __name__ == "__main__":
    sys.exit(main())
