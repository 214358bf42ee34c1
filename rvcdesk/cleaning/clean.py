"""The clean verb: find what does not belong, cut what is accepted, without a window."""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from rvcdesk.audio.edits import Segment, Segments, cut
from rvcdesk.audio.files import AudioReader, open_writer
from rvcdesk.audio.render import ClipRender
from rvcdesk.audio.sources import Readable
from rvcdesk.cleaning.findings import CUT, DEFAULT_CONFIDENCE, KINDS, Finding, accepted, to_json
from rvcdesk.cleaning.silence import SilenceOptions, find_silence
from rvcdesk.disk import write_text
from rvcdesk.jobs import SILENT, Reporter
from rvcdesk.messages import BadInput

CUT_KINDS = tuple(kind for kind, facts in KINDS.items() if facts.action == CUT)
Detector = Callable[[Readable, "CleanOptions", Reporter], list[Finding]]


@dataclass(frozen=True)
class CleanOptions:
    """Which recordings, and what of the findings is accepted (kinds; those that are cut by default)."""

    inputs: tuple[Path, ...] = ()
    out: Path | None = None
    accept: tuple[str, ...] = CUT_KINDS
    confidence: float = DEFAULT_CONFIDENCE
    silence: SilenceOptions = field(default_factory=SilenceOptions)

    def check(self) -> None:
        """Refuse what cannot be done.

        Raises:
            BadInput: an unknown kind, or a confidence outside 0..1.
        """
        unknown = [kind for kind in self.accept if kind not in KINDS]
        if unknown:
            raise BadInput(
                "{kind} is not a kind of finding; choose from {kinds}.",
                kind=unknown[0],
                kinds=", ".join(KINDS),
            )
        if not 0 <= self.confidence <= 1:
            raise BadInput("The confidence must be between 0 and 1, not {value}.", value=self.confidence)


# Every detector the app has, by the kind it finds.
DETECTORS: dict[str, Detector] = {
    "silence": lambda source, options, report: find_silence(source, options.silence, report),
}


def find(source: Readable, options: CleanOptions, report: Reporter = SILENT) -> list[Finding]:
    """Everything the detectors find in a recording, by start."""
    findings = [item for detect in DETECTORS.values() for item in detect(source, options, report)]
    return sorted(findings)


def clean(options: CleanOptions, report: Reporter = SILENT) -> list[dict[str, Any]]:
    """Findings of every input as the documents of `clean --json`.

    With `out`, also the cleaned WAV, the findings as JSON and as Audacity labels, per input.

    Raises:
        BadInput: bad options, or an input that cannot be read.
        UserError: the output folder cannot be written.
    """
    options.check()
    documents = []
    for path in options.inputs:
        cache = options.out / ".cache" if options.out else None
        with AudioReader(path, cache_dir=cache) as reader:
            findings = find(reader, options, report)
            taken = [item for item in accepted(findings, options.confidence) if item.kind in options.accept]
            document = to_json(path, reader.rate, reader.frames, taken, options.confidence)
            whole = to_json(path, reader.rate, reader.frames, findings, options.confidence)
            document["flagged"] = whole["flagged"]
            if options.out:
                _write(options.out, path, reader, taken, document)
        documents.append(document)
    return documents


def labels(document: dict[str, Any]) -> str:
    """The findings of a document as an Audacity label track."""
    rows = [f"{item['start_s']:.6f}\t{item['end_s']:.6f}\t{item['kind']}\n" for item in document["flagged"]]
    return "".join(rows)


def read_labels(path: Path) -> list[tuple[float, float, str]]:
    """An Audacity label track: (start_s, end_s, text) a line; spectral lines are passed over.

    Raises:
        BadInput: a line is not a label.
    """
    found = []
    try:
        lines = path.read_text(encoding="utf-8-sig").splitlines()
    except (OSError, UnicodeDecodeError) as error:
        raise BadInput("The labels {file} cannot be read.", file=path.name) from error
    for number, line in enumerate(lines, 1):
        if not line.strip() or line.startswith("\\"):
            continue
        parts = line.split("\t")
        try:
            found.append((float(parts[0]), float(parts[1]), parts[2] if len(parts) > 2 else ""))
        except (IndexError, ValueError) as error:
            raise BadInput("Line {line} of {file} is not a label.", line=number, file=path.name) from error
    return found


def _write(
    folder: Path, path: Path, reader: AudioReader, taken: list[Finding], document: dict[str, Any]
) -> None:
    segments: Segments = (Segment("source", 0, reader.frames),)
    for item in taken:
        if item.action == CUT:
            segments = cut(segments, item.start, item.end)
    render = ClipRender(segments, {"source": reader}, reader.rate, kept_only=True)
    with open_writer(folder / f"{path.stem}.wav", render.rate, render.channels) as writer:
        for block in render.blocks():
            writer.write(block)
    write_text(folder / f"{path.stem}.labels.txt", labels(document))
    write_text(folder / f"{path.stem}.json", json.dumps(document, ensure_ascii=False, indent=1) + "\n")
