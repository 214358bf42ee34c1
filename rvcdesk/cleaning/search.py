"""The find verb: every detector over clips of a project, on their timelines."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import asdict, dataclass, field, replace
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from rvcdesk.audio.clip import Clip
from rvcdesk.audio.render import to_mono
from rvcdesk.cleaning.clean import CleanOptions, compared_kinds, find_all
from rvcdesk.cleaning.findings import CUT, KINDS, Finding
from rvcdesk.cleaning.silence import SilenceOptions
from rvcdesk.jobs import SILENT, Reporter
from rvcdesk.messages import BadInput, UserError
from rvcdesk.options import to_json
from rvcdesk.project import Project

_LEAST_S = 0.005  # what a cut leaves of a finding, if shorter, is nothing to ask about
_LEAST_CLIP_S = 0.1


@dataclass(frozen=True)
class FindOptions:
    """Where to search and for what.

    Attributes:
        project: its folder; it may be open elsewhere.
        clips: ids, all when empty.
        kinds: of findings, all when empty. Those that compare recordings listen to all clips anyway.
        silence: how silence is told from speech: fields of SilenceOptions, as the project remembers them.
    """

    project: Path
    clips: tuple[str, ...] = ()
    kinds: tuple[str, ...] = ()
    silence: dict[str, Any] = field(default_factory=dict)


class KeptSource:
    """What is kept of a clip as one recording: cuts are passed over, only the chosen channel is heard."""

    def __init__(self, clip: Clip) -> None:
        """Open the clip's recordings.

        Raises:
            BadInput: a recording is gone, or cannot be read.
        """
        self._render = clip.render(kept_only=True)
        self._channel = clip.state.channel
        self._spans = clip.kept_spans
        self.rate, self.frames = self._render.rate, self._render.frames
        self.channels = self._render.channels if self._channel == "mix" else 1

    def read(self, start: int, frames: int) -> NDArray[np.float32]:
        """float32 (channels, n)."""
        samples = self._render.read(start, frames)
        if samples.shape[0] == self.channels:
            return samples
        return to_mono(samples, self._channel)[None]

    def on_timeline(self, found: Iterable[Finding]) -> list[Finding]:
        """Findings on the clip's timeline. One that cuts and runs over a cut becomes one on each side."""
        placed = []
        for item in found:
            pieces = self._pieces(item.start, min(item.end, self.frames))
            if item.action == CUT:
                least = min(item.end - item.start, round(_LEAST_S * self.rate))
                placed += [replace(item, start=a, end=b) for a, b in pieces if b - a >= max(1, least)]
            elif pieces:
                placed.append(replace(item, start=pieces[0][0], end=pieces[-1][1]))
        return sorted(placed)

    def _pieces(self, start: int, end: int) -> list[tuple[int, int]]:
        """[start, end) of what is kept, on the timeline."""
        pieces, before = [], 0
        for first, last in self._spans:
            size = last - first
            a, b = max(start, before), min(end, before + size)
            if a < b:
                pieces.append((first + a - before, first + b - before))
            before += size
        return pieces


def find_in_project(options: FindOptions, report: Reporter = SILENT) -> dict[str, Any]:
    """Search the clips of a project.

    Returns:
        `{"kinds": what was searched for, "clips": [{"clip": id, "frames": of its timeline, "findings":
        [Finding as plain data]}]}`. A clip whose recording is gone is warned of and left out.

    Raises:
        BadInput: not a project, or an unknown kind.
    """
    kinds = options.kinds or tuple(KINDS)
    unknown = [kind for kind in kinds if kind not in KINDS]
    if unknown:
        raise BadInput(
            "{kind} is not a kind of finding; choose from {kinds}.", kind=unknown[0], kinds=", ".join(KINDS)
        )
    with Project.open(options.project, read_only=True) as project:
        wanted = [clip for clip in project.clips if not options.clips or clip.id in options.clips]
        clips = project.clips if wanted and compared_kinds() & set(kinds) else wanted
        opened: list[tuple[Clip, KeptSource]] = []
        for clip in clips:
            try:
                source = KeptSource(clip)
            except UserError as error:
                report.warn(error.message)
                continue
            if source.frames >= _LEAST_CLIP_S * source.rate:
                opened.append((clip, source))
        only = [place for place, (clip, _) in enumerate(opened) if clip in wanted]
        sources = [source for _, source in opened]
        found = find_all(sources, CleanOptions(silence=_silence(options.silence)), report, kinds, only)
    return {
        "kinds": list(kinds),
        "clips": [
            {"clip": clip.id, "frames": clip.frames, "findings": to_json(source.on_timeline(items))}
            for (clip, source), items in zip(opened, found, strict=True)
            if clip in wanted
        ],
    }


def _silence(remembered: dict[str, Any]) -> SilenceOptions:
    """The defaults where what is remembered is damaged."""
    known = asdict(SilenceOptions())
    try:
        return SilenceOptions(**{key: value for key, value in remembered.items() if key in known})
    except (BadInput, TypeError):
        return SilenceOptions()
