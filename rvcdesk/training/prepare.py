"""From a project's clips to what the trainer reads: levelled pieces with pitch and content features.

A prepared set is a list of stretches (`cache/prepared/<name>/pieces.json`), whose pieces lie in
`cache/prepared/stretches/<name>`. A stretch is kept as soon as it is done and is named by its sound and the
options, so an edit or a new recording costs only what it changed, and a kill only what was in work.
"""

from __future__ import annotations

import contextlib
import itertools
import json
import os
import shutil
import threading
import time
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

import numpy as np

from rvcdesk.audio.clip import Clip
from rvcdesk.disk import atomic_write, write_text
from rvcdesk.jobs import SILENT, Cancelled, Reporter
from rvcdesk.messages import N_, BadInput, Message, UserError
from rvcdesk.project import Project
from rvcdesk.training.data.ahead import Ahead
from rvcdesk.training.data.features import FEATURE_RATE, VERSION, Features, Heard, Manner, hear, high_pass
from rvcdesk.training.data.pieces import PAUSE, Part, Unused, plan
from rvcdesk.training.data.stretch_store import UNWANTED_AFTER_S, Stored, StretchStore, checksum
from rvcdesk.training.data.summary import clip_facts, name_of, summarise, usable_clips
from rvcdesk.training.options import TrainOptions
from rvcdesk.voice.presets import get_preset

__all__ = ["FEATURE_RATE", "Place", "Prepared", "high_pass", "prepare", "summarise"]

MUTE_S = 3.0
KEPT_SETS = 4  # the last ones used; other presets and undone edits come back at once
WORKERS, CHECKERS = 8, 4
MANIFEST = "pieces.json"
PREPARING = N_("Preparing recordings")


@dataclass(frozen=True)
class Place:
    """Where a piece comes from: the clip's id and name, seconds of its timeline."""

    clip: str
    name: str
    start_s: float
    end_s: float


@dataclass(frozen=True)
class Prepared:
    """A prepared dataset on disk: `files` are .npz with wave, content (50/s), f0 (100/s).

    `key` names recordings, edits and options, whatever machine prepared them. `places` belong to `files`,
    both in the order of the clips and their time; `mute` is silence with its features.
    """

    folder: Path
    files: tuple[Path, ...]
    seconds: float
    unused: tuple[Unused, ...]
    f0_median: float
    f0_low: float
    f0_high: float
    key: str
    places: tuple[Place, ...]
    mute: Path

    @property
    def left_out(self) -> int:
        """Pieces that cannot be used; `unused` has the pauses between pieces too."""
        return sum(item.reason != PAUSE for item in self.unused)


def prepare(
    options: TrainOptions, f0_method: str, device: str = "cpu", report: Reporter = SILENT
) -> Prepared:
    """Prepare (or find prepared) the dataset of `options.project`.

    What is done stays done, whatever ends this.

    Args:
        f0_method: a resolved method name, or "none" for a voice without pitch.

    Raises:
        BadInput: no clip, nothing in them can be used, or a recording is damaged.
        UserError: weights are missing, or the disk refuses.
        Cancelled: `report` asked to stop.
    """
    from rvcdesk.content.encoder import encoder_files

    preset = get_preset(options.preset)
    content = preset.network.content
    manner = Manner(preset.sample_rate, content, f0_method, options.dialect, encoder_files(content))
    with Project.open(options.project, read_only=True) as project:
        clips = usable_clips(project)
        prepared = _Set(project.folder / "cache" / "prepared", clips, manner, report)
        threads = min(WORKERS, options.threads or os.cpu_count() or 1)
        return prepared.load() or prepared.make(device, threads)


class _Set:
    """The prepared set of some clips, prepared in some manner."""

    def __init__(self, root: Path, clips: list[Clip], manner: Manner, report: Reporter) -> None:
        self._root, self._clips, self._manner, self._report = root, clips, manner, report
        self._store = StretchStore(root / "stretches")
        self._total = sum(clip.kept for clip in clips)
        facts = {**manner.facts(), "clips": [clip_facts(clip) for clip in clips]}
        self.key = name_of(facts)
        self.folder = root / name_of([self.key, manner.encoder])
        self._mute = self.folder / "mute.npz"

    def load(self) -> Prepared | None:
        """The set as it lies on disk, every file checked; None when it is not there, or not whole."""
        manifest = _manifest(self.folder)
        if manifest is None:
            return None
        stretches: list[tuple[int, Stored]] = []
        try:
            listed = manifest["stretches"]
            with ThreadPoolExecutor(CHECKERS) as pool:
                found = pool.map(self._store.find, [key for _, key in listed])
                for (clip, _), stretch in zip(listed, found, strict=True):
                    if stretch is None:
                        return None
                    stretches.append((clip, stretch))
                    share = len(stretches) / len(listed)
                    self._report.progress(self._total * share, self._total, PREPARING)
            if checksum(self._mute) != manifest["mute"]:
                return None
            prepared = self._prepared(stretches, manifest["f0"])
        except (OSError, ValueError, KeyError, TypeError, IndexError):
            return None
        with contextlib.suppress(OSError):
            os.utime(self.folder / MANIFEST)
        return prepared

    def make(self, device: str, threads: int) -> Prepared:
        """Prepare what is missing, and write the list."""
        features = Features(self._manner, device)
        stretches = self._stretches(features, threads)
        if not any(stretch.files for _, stretch in stretches):
            raise BadInput(
                "Nothing in the recordings can be used: every piece is too short, silent or broken."
            )
        wave, content, silent = features.silence(MUTE_S)
        with atomic_write(self._mute) as temporary:
            np.savez(temporary, wave=wave, content=content, f0=silent)
        pitch = np.concatenate([stretch.voiced() for _, stretch in stretches])
        low, median, high = np.percentile(pitch, [5, 50, 95]).tolist() if pitch.size else (0.0, 0.0, 0.0)
        f0 = {"low": low, "median": median, "high": high}
        prepared = self._prepared(stretches, f0)
        manifest = {
            "version": VERSION,
            "stretches": [[clip, stretch.folder.name] for clip, stretch in stretches],
            "pieces": len(prepared.files),
            "seconds": prepared.seconds,
            "f0": f0,
            "mute": checksum(self._mute),
        }
        write_text(self.folder / MANIFEST, json.dumps(manifest, indent=1))
        self._prune()
        return prepared

    def _stretches(self, features: Features, threads: int) -> list[tuple[int, Stored]]:
        """Every stretch with the number of its clip, prepared where it was not."""
        made: dict[str, Stored] = {}
        stretches: list[tuple[int, Stored]] = []
        meter = _Meter(self._total, self._report, 0.1 if self._manner.network_pitch else 0.5)
        parts = Ahead(self._parts(), lambda item: self._hear(item[1], meter, parts), threads)
        with parts:
            taken = parts.taken(meter.tick)
            while batch := list(itertools.islice(taken, features.together)):
                found = features.with_pitch([heard for _, heard in batch])
                for ((clip, part), _), heard in zip(batch, found, strict=True):
                    meter.ahead(part, 1)
                    if heard.key not in made:
                        made[heard.key] = features.write(heard, self._store, meter.of(part))
                    stretches.append((clip, made[heard.key]))
                    meter.end(part)
        return stretches

    def _parts(self) -> Iterator[tuple[int, Part]]:
        for number, clip in enumerate(self._clips):
            with _by_name(clip):
                parts = plan(clip)
            for part in parts:
                yield number, part

    def _hear(self, part: Part, meter: _Meter, parts: Ahead[Any, Heard]) -> Heard:
        with _by_name(part.clip):
            return hear(part, self._manner, self._store, _Worker(part, meter, parts))

    def _prepared(self, stretches: list[tuple[int, Stored]], f0: dict[str, float]) -> Prepared:
        places: list[Place] = []
        unused: list[Unused] = []
        for number, stretch in stretches:
            clip = self._clips[number]
            for piece in stretch.pieces:
                seconds = piece.end_s - piece.start_s
                places.append(Place(clip.id, clip.name, piece.clip_s, piece.clip_s + seconds))
            # A recording may have another name by now.
            unused += [replace(item, clip=clip.name) for item in stretch.unused]
        return Prepared(
            self.folder,
            tuple(path for _, stretch in stretches for path in stretch.files),
            sum(place.end_s - place.start_s for place in places),
            tuple(unused),
            f0["median"],
            f0["low"],
            f0["high"],
            self.key,
            tuple(places),
            self._mute,
        )

    def _prune(self) -> None:
        """Remove the sets that were used least lately, those of older versions, and stretches of none."""
        kept: dict[Path, dict[str, Any]] = {}
        old: list[Path] = []
        with contextlib.suppress(OSError):
            for folder in self._root.iterdir():
                if folder == self._store.folder or not folder.is_dir():
                    continue
                manifest = _manifest(folder)
                if manifest is not None:
                    kept[folder] = manifest
                elif folder.stat().st_mtime < time.time() - UNWANTED_AFTER_S:
                    old.append(folder)
            used = sorted(kept, key=lambda folder: (folder / MANIFEST).stat().st_mtime, reverse=True)
            for folder in (*old, *used[KEPT_SETS:]):
                shutil.rmtree(folder, ignore_errors=True)
            self._store.prune({name for folder in used[:KEPT_SETS] for _, name in kept[folder]["stretches"]})


class _Meter:
    """One counter, in seconds of sound, of what several threads do.

    `share` of the work on a stretch is done ahead, in the threads. Only the caller's thread reports.
    """

    def __init__(self, total: float, report: Reporter, share: float) -> None:
        self._total, self._report, self._share = total, report, share
        self._lock = threading.Lock()
        self._finished = self._told = 0.0
        self._under_way: dict[int, float] = {}

    def ahead(self, part: Part, done: float) -> None:
        """The threads have done this much of their part of the work, 0..1."""
        with self._lock:
            self._under_way[id(part)] = part.seconds * self._share * done

    def of(self, part: Part) -> Callable[[float], None]:
        """Takes how much of the rest is done, 0..1. May raise Cancelled."""

        def tell(done: float) -> None:
            with self._lock:
                self._under_way[id(part)] = part.seconds * (self._share + (1 - self._share) * done)
            self.tick()

        return tell

    def end(self, part: Part) -> None:
        """A stretch is done."""
        with self._lock:
            self._under_way.pop(id(part), None)
            self._finished += part.seconds
        self.tick()

    def tick(self) -> None:
        """Tell how far it is. May raise Cancelled."""
        with self._lock:
            done = self._finished + sum(self._under_way.values())
        self._told = max(self._told, min(done, self._total))  # rounding never takes anything back
        self._report.progress(self._told, self._total, PREPARING)


class _Worker:
    """What a thread reports to: the counter. It ends there once its results are no longer wanted."""

    def __init__(self, part: Part, meter: _Meter, parts: Ahead[Any, Heard]) -> None:
        self._part, self._meter, self._parts = part, meter, parts

    def progress(self, done: float, total: float, stage: str) -> None:
        if self._parts.stopped.is_set():
            raise Cancelled
        self._meter.ahead(self._part, done / max(total, 1e-9))

    def warn(self, message: Message) -> None:
        """Nothing here warns."""


@contextlib.contextmanager
def _by_name(clip: Clip) -> Iterator[None]:
    """What goes wrong inside is told with the recording's name."""
    try:
        yield
    except (UserError, Cancelled):
        raise
    except Exception as error:
        raise UserError(
            "The recording {name} could not be prepared ({reason}); what was prepared before it is kept.",
            name=clip.name,
            reason=f"{type(error).__name__}: {error}".splitlines()[0][:200],
        ) from error


def _manifest(folder: Path) -> dict[str, Any] | None:
    """The list of a prepared set; None where there is none, or one of another version."""
    try:
        data = json.loads((folder / MANIFEST).read_text(encoding="utf-8"))
        whole = data["version"] == VERSION and isinstance(data["stretches"], list)
    except (OSError, ValueError, KeyError, TypeError):
        return None
    return dict(data) if whole else None
