"""How well `clean` keeps good speech and cuts the rest, on recordings with exact labels.

    python benchmarks/clean_quality.py FOLDER... --score clean_score.py [--oracle KINDS] [--json FILE]

Every NAME.labels.json beside an audio file in the folders is measured with the scoring script given by
path. Per file and pooled: keep_f1, good speech lost, bad time kept, compute per minute; per kind the
share removed and, of what was flagged, how much was right; and for each range of confidence how often a
finding was right. `--oracle` takes kinds from the labels instead of from their detectors.
"""

from __future__ import annotations

import argparse
import importlib.util
import json
import os
import sys
import time
from pathlib import Path
from types import ModuleType
from typing import Any

import numpy as np

os.environ.setdefault("OMP_NUM_THREADS", "1")
sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

from rvcdesk.audio.files import AUDIO_SUFFIXES, AudioReader
from rvcdesk.cleaning import clean
from rvcdesk.cleaning.findings import Finding, accepted, to_json

NAMES = {"second_speaker": "speaker_b", "chirp": "bird", "music_under_speech": "speech_with_music"}
BINS = (0.0, 0.3, 0.5, 0.6, 0.7, 0.8, 0.9, 1.01)


def load_score(path: Path) -> ModuleType:
    """The scoring script as a module."""
    spec = importlib.util.spec_from_file_location("clean_score", path)
    assert spec is not None and spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def recordings(folders: list[Path]) -> list[tuple[Path, list[dict[str, Any]]]]:
    """Audio files that have labels beside them."""
    found = []
    for folder in folders:
        for labels in sorted(folder.glob("*.labels.json")):
            stem = labels.name.removesuffix(".labels.json")
            audio = [path for path in folder.glob("*") if path.stem == stem and path.suffix in AUDIO_SUFFIXES]
            if audio:
                found.append((audio[0], json.loads(labels.read_text(encoding="utf-8"))))
    return found


def oracle(labels: list[dict[str, Any]], kinds: list[str], rate: int) -> list[Finding]:
    """Findings straight from the labels."""
    return [
        Finding(int(label["start_s"] * rate), int(label["end_s"] * rate), kind, 1.0)
        for kind in kinds
        for label in labels
        if label["kind"] == NAMES.get(kind, kind)
    ]


def measure(path: Path, labels: list[dict[str, Any]], score: ModuleType, kinds: list[str]) -> dict[str, Any]:
    """Scores of one recording."""
    started = time.process_time()
    with AudioReader(path) as reader:
        found = clean.find(reader, clean.CleanOptions())
        seconds = time.process_time() - started
        found = sorted(
            [item for item in found if item.kind not in kinds] + oracle(labels, kinds, reader.rate)
        )
        taken = [item for item in accepted(found) if item.kind in clean.CUT_KINDS]
        document = to_json(path, reader.rate, reader.frames, taken)
        # As the verb writes them: everything is flagged, only what is accepted is cut.
        document["flagged"] = to_json(path, reader.rate, reader.frames, found)["flagged"]
    result: dict[str, Any] = score.score(labels, document)
    result |= {"name": path.stem, "seconds": seconds, "duration_s": document["duration_s"]}
    result["spans"] = worst_spans(score, labels, document)
    result["found"] = [
        (item["kind"], item["confidence"], *_right(item, labels)) for item in document["flagged"]
    ]
    return result


def _right(item: dict[str, Any], labels: list[dict[str, Any]]) -> tuple[float, float]:
    """Seconds of a finding, and how many of them the labels call the same kind."""
    kind = NAMES.get(item["kind"], item["kind"])
    count = round((item["end_s"] - item["start_s"]) * 100) + 1
    same = np.zeros(count, bool)
    for label in labels:
        if label["kind"] == kind:
            first = round((label["start_s"] - item["start_s"]) * 100)
            same[max(0, first) : max(0, round((label["end_s"] - item["start_s"]) * 100))] = True
    return count / 100, float(same.sum()) / 100


def worst_spans(score: ModuleType, labels: list[dict[str, Any]], document: dict[str, Any]) -> list[Any]:
    """Good speech that was cut and bad time that was kept: (seconds, what, start, end, label or finding)."""
    count = int(document["duration_s"] * 100) + 1
    kept = score.mask(score.spans(document["kept"]), count)
    masks = {k: np.zeros(count, bool) for k in [*score.BAD, "speech"]}
    for label in labels:
        if label["kind"] in masks:
            masks[label["kind"]][round(label["start_s"] * 100) : round(label["end_s"] * 100)] = True
    near = np.zeros(count, bool)
    for kind in ("speech", "clipped", "speech_with_music", "speaker_b"):
        for start, end in _runs(masks[kind]):
            near[max(0, start - 25) : end + 25] = True
    found = []
    for kind in score.BAD:
        wrong = masks[kind] & kept
        if kind in ("silence", "music"):
            wrong &= ~near
        found += [(b - a, f"kept {kind}", a / 100, b / 100, "") for a, b in _runs(wrong)]
    good = masks["speech"].copy()
    for kind in score.BAD:
        good &= ~masks[kind]
    for a, b in _runs(good & ~kept):
        over = [i["kind"] for i in document["flagged"] if i["start_s"] * 100 < b and i["end_s"] * 100 > a]
        found.append((b - a, "lost speech", a / 100, b / 100, " ".join(sorted(set(over)))))
    return [(frames / 100, *rest) for frames, *rest in sorted(found, reverse=True)]


def _runs(mask: Any) -> list[tuple[int, int]]:
    edges = np.flatnonzero(np.diff(np.concatenate([[0], mask.astype(np.int8), [0]])))
    return list(zip(edges[::2].tolist(), edges[1::2].tolist(), strict=True))


def pooled(results: list[dict[str, Any]]) -> dict[str, float]:
    """The scores of all recordings as if they were one."""
    good, lost, kept_bad = (
        sum(r[key] for r in results) for key in ("good_speech_s", "good_speech_lost_s", "bad_kept_s")
    )
    precision, recall = (good - lost) / max(good - lost + kept_bad, 0.01), (good - lost) / max(good, 0.01)
    return {
        "keep_f1": 2 * precision * recall / max(precision + recall, 1e-9),
        "lowest": min(r["keep_f1"] for r in results),
        "precision": precision,
        "recall": recall,
        "lost_share": 1 - recall,
        "bad_kept_s": kept_bad,
        "seconds_per_minute": 60 * sum(r["seconds"] for r in results) / sum(r["duration_s"] for r in results),
    }


def show(results: list[dict[str, Any]], worst: int) -> None:
    print(f"{'recording':34s} keep_f1  lost %  bad kept s  s per min")
    for r in results:
        print(f"{r['name'][:34]:34s} {r['keep_f1']:.4f} {100 * r['good_speech_lost_share']:7.2f} "
              f"{r['bad_kept_s']:10.2f} {60 * r['seconds'] / r['duration_s']:10.2f}")  # fmt: skip
    whole = pooled(results)
    print("pooled " + "  ".join(f"{key} {value:.4f}" for key, value in whole.items()))
    print("\nkind                removed  of s    kept s  events       flag F1 (mean)")
    for kind in {k: 1 for r in results for k in (*r["per_kind"], *r["flags"])}:
        there = [r["per_kind"][kind] for r in results if kind in r["per_kind"]]
        total, kept = sum(t["total_s"] for t in there), sum(t["kept_s"] for t in there)
        flags = [r["flags"][kind]["f1"] for r in results if kind in r["flags"]]
        caught = f"{sum(t['events_removed'] for t in there)}/{sum(t['events'] for t in there)}"
        print(f"{kind:18s} {1 - kept / max(total, 0.01):8.3f} {total:7.1f} {kept:8.2f}  {caught:12s}"
              f" {np.mean(flags) if flags else float('nan'):.3f}")  # fmt: skip
    print("\nconfidence: share of the flagged seconds that the labels call the same (seconds)")
    found = [item for r in results for item in r["found"]]
    for kind in sorted({item[0] for item in found}):
        cells = []
        for low, high in zip(BINS[:-1], BINS[1:], strict=True):
            inside = [item for item in found if item[0] == kind and low <= item[1] < high]
            spent, right = sum(i[2] for i in inside), sum(i[3] for i in inside)
            cells.append(f"{right / spent:5.2f} ({spent:5.1f})" if spent else " " * 13)
        print(f"{kind:18s} " + " ".join(cells))
    print(
        " " * 19
        + " ".join(
            f"{low:3.1f}-{min(high, 1):3.1f}      " for low, high in zip(BINS[:-1], BINS[1:], strict=True)
        )
    )
    print("\nworst")
    spans = sorted(((*span, r["name"]) for r in results for span in r["spans"]), reverse=True)
    for seconds, what, start, end, over, name in spans[:worst]:
        print(f"{seconds:6.2f} s  {what:24s} {start:8.2f}-{end:8.2f}  {name[:30]:30s} {over}")


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawTextHelpFormatter)
    parser.add_argument("folders", type=Path, nargs="+")
    parser.add_argument("--score", type=Path, required=True, help="the scoring script")
    parser.add_argument("--oracle", default="", help="comma-separated kinds taken from the labels")
    parser.add_argument("--worst", type=int, default=15)
    parser.add_argument("--json", type=Path)
    options = parser.parse_args()
    kinds = [kind for kind in options.oracle.split(",") if kind]
    score = load_score(options.score)
    results = [measure(path, labels, score, kinds) for path, labels in recordings(options.folders)]
    if not results:
        parser.error("no recordings with labels there")
    show(results, options.worst)
    if options.json:
        options.json.write_text(json.dumps({"pooled": pooled(results), "files": results}, indent=1))
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
