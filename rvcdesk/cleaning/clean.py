"""The clean verb: find what does not belong, cut what is accepted, without a window."""

from __future__ import annotations

import json
import logging
from collections.abc import Callable, Collection, Iterator, Sequence
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, field, replace
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from rvcdesk.audio import processed
from rvcdesk.audio.edits import Segment, Segments, as_cut, change_spans
from rvcdesk.audio.files import AudioReader, open_writer
from rvcdesk.audio.labels import Row, rows_text
from rvcdesk.audio.render import ClipRender, reader_key
from rvcdesk.audio.sources import Readable
from rvcdesk.cleaning.band import find_band_limit
from rvcdesk.cleaning.breath import find_breaths
from rvcdesk.cleaning.clipping import find_clipping
from rvcdesk.cleaning.duplicates import find_duplicates
from rvcdesk.cleaning.findings import (
    CUT,
    DEFAULT_CONFIDENCE,
    FILTER,
    FILTERS,
    KINDS,
    REPORT,
    Finding,
    accepted,
    to_json,
)
from rvcdesk.cleaning.lone import KINDS as LONE_KINDS
from rvcdesk.cleaning.lone import find_lone
from rvcdesk.cleaning.music import KINDS as MUSIC_KINDS
from rvcdesk.cleaning.music import find_music
from rvcdesk.cleaning.noise import find_noise
from rvcdesk.cleaning.quiet import find_quiet
from rvcdesk.cleaning.reverb import find_reverb
from rvcdesk.cleaning.silence import SilenceOptions
from rvcdesk.cleaning.sound import Sound
from rvcdesk.cleaning.speakers import find_speakers
from rvcdesk.cleaning.transients import KINDS as TRANSIENT_KINDS
from rvcdesk.cleaning.transients import find_transients
from rvcdesk.disk import write_text
from rvcdesk.jobs import SILENT, Cancelled, PartOf, Reporter
from rvcdesk.messages import N_, BadInput, Message, UserError

_SOURCE = "source"
CUT_KINDS = tuple(kind for kind, facts in KINDS.items() if facts.action == CUT)
Detector = Callable[[Sound, "CleanOptions", Reporter], list[Finding]]
# Of those that need all recordings at once: the findings of each, in the same order.
TogetherDetector = Callable[[list[Sound], "CleanOptions", Reporter], list[list[Finding]]]


@dataclass(frozen=True)
class CleanOptions:
    """Which recordings, and what of the findings is accepted.

    Attributes:
        out: folder for what is written; nothing is without one.
        accept: kinds; those that are cut by default. Hum and noise are filtered where they are listed.
        confidence: from which on, 0 to 1.
        one_voice: the recordings are of one person and are compared with each other.
        silence: how silence is told from speech.
    """

    inputs: tuple[Path, ...] = ()
    out: Path | None = None
    accept: tuple[str, ...] = CUT_KINDS
    confidence: float = DEFAULT_CONFIDENCE
    one_voice: bool = False
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


# Every detector the app has, by the kind it finds (the first of them; see FINDS).
DETECTORS: dict[str, Detector] = {
    "silence": lambda sound, options, report: find_lone(sound, options.silence, report),
    "music": lambda sound, options, report: find_music(sound, report),
    "chirp": lambda sound, options, report: find_transients(sound, report),
    "clipped": lambda sound, options, report: find_clipping(sound, report=report),
    "second_speaker": lambda sound, options, report: find_speakers(sound, report=report),
    "hum": lambda sound, options, report: sound.hum,
    "noise": lambda sound, options, report: find_noise(sound, report=report),
    "breath": lambda sound, options, report: find_breaths(sound, report=report),
    "reverb": lambda sound, options, report: find_reverb(sound, report=report),
    "quiet": lambda sound, options, report: find_quiet(sound, report=report),
    "band_limited": lambda sound, options, report: find_band_limit(sound, report=report),
}
# Those that compare recordings with each other.
TOGETHER: dict[str, TogetherDetector] = {
    "duplicate": lambda sounds, options, report: find_duplicates(sounds, report=report),
}
# What a detector finds, where that is not just the kind it is called by.
FINDS: dict[str, tuple[str, ...]] = {
    "silence": LONE_KINDS,
    "music": MUSIC_KINDS,
    "chirp": TRANSIENT_KINDS,
}


def compared_kinds() -> set[str]:
    """The kinds for which recordings are compared with each other."""
    return {kind for name in TOGETHER for kind in finds(name)}


def finds(name: str) -> tuple[str, ...]:
    """The kinds that a detector finds."""
    return FINDS.get(name, (name,))


def find(source: Readable, options: CleanOptions, report: Reporter = SILENT) -> list[Finding]:
    """Everything the detectors find in one recording, by start."""
    return find_all([source], options, report)[0]


def find_all(
    sources: Sequence[Readable],
    options: CleanOptions,
    report: Reporter = SILENT,
    kinds: Collection[str] = tuple(KINDS),
    only: Collection[int] | None = None,
) -> list[list[Finding]]:
    """What the detectors of `kinds` find in each of some recordings of one person.

    A detector that fails is warned of, and the others go on.

    Args:
        report: told of every detector by its kind's name; seconds of sound, each detector over all of it.
        only: places in `sources` that are searched; the others are there to be compared with.
    """
    wanted = range(len(sources)) if only is None else sorted(only)
    alone = [name for name in DETECTORS if set(finds(name)) & set(kinds)]
    together = [name for name in TOGETHER if set(finds(name)) & set(kinds)]
    everything = sum(_length(source) for source in sources)
    steps = _Steps(report, sum(_length(sources[i]) for i in wanted) * len(alone) + everything * len(together))
    found: list[list[Finding]] = [[] for _ in sources]
    sounds: list[Sound] = []  # kept only where something is to be compared
    for place, source in enumerate(sources):
        sound = Sound(source, steps)
        if together:
            sounds.append(sound)
        for name in alone if place in wanted else ():
            with steps.step(name, _length(source)):
                found[place] += DETECTORS[name](sound, options, steps)
    for name in together:
        with steps.step(name, sum(sound.seconds for sound in sounds)):
            for place, more in enumerate(TOGETHER[name](sounds, options, steps)):
                found[place] += more
    return [sorted(item for item in items if item.kind in kinds) for items in found]


def _length(source: Readable) -> float:
    return source.frames / source.rate


class _Steps:
    """The `Reporter` of one detector after another: each fills its share, and is called by its kind."""

    def __init__(self, report: Reporter, total: float) -> None:
        self._report, self._total = report, max(total, 1e-9)
        self._before = self._size = 0.0
        self._stage = ""

    @contextmanager
    def step(self, name: str, size: float) -> Iterator[None]:
        """One detector at work on `size` seconds; what it cannot do is warned of."""
        self._stage, self._size = KINDS[finds(name)[0]].title, size
        self._report.progress(self._before, self._total, self._stage)
        try:
            yield
        except (Cancelled, MemoryError):
            raise
        except UserError as error:
            self.warn(error.message)
        except Exception as error:
            logging.exception("The search for %s failed", name)
            values = {"kind": name, "reason": f"{type(error).__name__}: {error}".splitlines()[0]}
            self.warn(Message(N_("The search for {kind} failed ({reason})."), values))
        self._before += size
        self._report.progress(self._before, self._total, self._stage)

    def progress(self, done: float, total: float, stage: str) -> None:
        """Within the step; the detector's own names of its stages are not shown."""
        share = min(1.0, done / total) if total > 0 else 0.0
        self._report.progress(self._before + share * self._size, self._total, self._stage)

    def warn(self, message: Message) -> None:
        self._report.warn(message)


def clean(options: CleanOptions, report: Reporter = SILENT) -> list[dict[str, Any]]:
    """Findings of every input as the documents of `clean --json`.

    With `out`, also the cleaned WAV, the findings as JSON and every decision as Audacity labels, per input.

    Raises:
        BadInput: bad options, or an input that cannot be read.
        UserError: the output folder cannot be written.
    """
    options.check()
    with ExitStack() as stack:
        cache = options.out / ".cache" if options.out else None
        readers = [stack.enter_context(AudioReader(path, cache_dir=cache)) for path in options.inputs]
        if options.one_voice:
            found = find_all(readers, options, report)
        else:
            parts = [PartOf(report, place, len(readers)) for place in range(len(readers))]
            found = [find(reader, options, part) for reader, part in zip(readers, parts, strict=True)]
        documents, names = [], set[str]()
        for path, reader, findings in zip(options.inputs, readers, found, strict=True):
            taken = [item for item in accepted(findings, options.confidence) if item.kind in options.accept]
            document = to_json(path, reader.rate, reader.frames, taken, options.confidence)
            whole = to_json(path, reader.rate, reader.frames, findings, options.confidence)
            document["flagged"] = whole["flagged"]
            documents.append(document)
            if options.out:
                _write(options.out / _own_name(path, names), reader, findings, taken, document, report)
    return documents


def _own_name(path: Path, taken: set[str]) -> str:
    """The input's name without its suffix, numbered where another input is called the same."""
    name, number = path.stem, 2
    while name.casefold() in taken:
        name, number = f"{path.stem} ({number})", number + 1
    taken.add(name.casefold())
    return name


def _write(
    place: Path,
    reader: AudioReader,
    findings: list[Finding],
    taken: list[Finding],
    document: dict[str, Any],
    report: Reporter,
) -> None:
    """Write `place`.wav, .labels.txt and .json."""

    def beside(suffix: str) -> Path:
        return place.with_name(place.name + suffix)

    segments: Segments = (Segment(_SOURCE, 0, reader.frames),)
    for item in taken:
        if item.kind in FILTERS:
            segments = processed.applied(segments, item.start, item.end, FILTERS[item.kind], {})
    segments = change_spans(segments, [(i.start, i.end) for i in taken if i.action == CUT], as_cut)
    place.parent.mkdir(parents=True, exist_ok=True)
    with TemporaryDirectory(dir=place.parent, prefix=".clean-") as folder, ExitStack() as stack:
        readers = _readers(segments, reader, Path(folder), stack, report)
        render = ClipRender(segments, readers, reader.rate, kept_only=True)
        with open_writer(beside(".wav"), render.rate, render.channels) as writer:
            for block in render.blocks():
                writer.write(block)
    write_text(beside(".labels.txt"), rows_text(_decisions(findings, taken, reader.rate)))
    write_text(beside(".json"), json.dumps(document, ensure_ascii=False, indent=1) + "\n")


def _readers(
    segments: Segments, reader: AudioReader, folder: Path, stack: ExitStack, report: Reporter
) -> dict[Any, Readable]:
    """The recording as it is and with every chain of effects on it, rendered in `folder`."""
    found: dict[Any, Readable] = {}
    for item in segments:
        made: Readable = reader
        for count in range(1, len(item.effects) + 1):
            chain = item.effects[:count]
            key = reader_key(replace(item, effects=chain))
            if key not in found:
                path = processed.cache_path(folder, _SOURCE, chain)
                effect = processed.ProcessedReader(made, path, chain[-1])
                stack.callback(effect.close)
                effect.make(report)
                found[key] = effect
            made = found[key]
        found[reader_key(item)] = made
    return found


def _decisions(findings: list[Finding], taken: list[Finding], rate: int) -> Iterator[Row]:
    """Every finding with how sure it is and what was done about it."""
    done = {CUT: "cut", FILTER: "filtered", REPORT: "noted"}
    for item in findings:
        said = done[item.action] if item in taken else "kept"
        label = f"{item.kind} {round(100 * item.confidence)} % {said}"
        yield Row(item.start / rate, item.end / rate, label)
