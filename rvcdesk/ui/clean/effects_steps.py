"""What the process menu does to one clip: work for a thread, then one undoable step."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field, replace
from typing import Any, Protocol

from rvcdesk.audio import edits, processed
from rvcdesk.audio.clip import Clip
from rvcdesk.audio.effects.gain import measure_both, normalising_gain
from rvcdesk.audio.effects.registry import EFFECTS
from rvcdesk.audio.render import to_mono
from rvcdesk.jobs import Reporter
from rvcdesk.messages import N_, UserError

Spans = tuple[edits.Span, ...]
Options = dict[str, float | int | str]
Work = Callable[[Reporter], Any]
MEASURING = N_("Measuring loudness")


class Step(Protocol):
    """Something to do to clips."""

    @property
    def label(self) -> str:
        """What undo calls it, an `N_()` text."""

    def work(self, clip: Clip, spans: Spans) -> Work:
        """What takes time; it runs in a thread and gives what `commit` needs."""

    def commit(self, clip: Clip, spans: Spans, result: Any) -> edits.Segments | None:
        """The clip's new timeline; None when the clip has changed so much that the work must be redone."""


@dataclass(frozen=True)
class ChainStep:
    """An effect. `profiles` are (source id, at, frames) of the noise, for the clip they belong to."""

    name: str
    options: Options
    profiles: dict[str, tuple[str, int, int]] = field(default_factory=dict)

    @property
    def label(self) -> str:
        return EFFECTS[self.name].title

    def segments(self, clip: Clip, spans: Spans) -> edits.Segments:
        """The clip's timeline with the effect on it."""
        found = clip.state.segments
        for start, end in spans:
            found = processed.applied(found, start, end, self.name, lambda source: self._of(clip, source))
        return found

    def _of(self, clip: Clip, source_id: str) -> Options:
        known = self.profiles.get(clip.id)
        if self.name != "noise_reduction" or known is None or known[0] != source_id:
            return self.options
        return {**self.options, "profile_at": known[1], "profile_frames": known[2]}

    def readers(self, clip: Clip, spans: Spans) -> list[Any]:
        """Those of every chain on the timeline with the effect."""
        chains = processed.chains(self.segments(clip, spans))
        return [clip.processed(source, chain) for source, chain in chains]

    def work(self, clip: Clip, spans: Spans) -> Work:
        readers = self.readers(clip, spans)
        return lambda report: processed.make_all(readers, report)

    def commit(self, clip: Clip, spans: Spans, result: Any) -> edits.Segments | None:
        ready = all(getattr(reader, "ready", True) for reader in self.readers(clip, spans))
        return self.segments(clip, spans) if ready else None


@dataclass(frozen=True)
class GainStep:
    """So many dB."""

    gain_db: float

    @property
    def label(self) -> str:
        return N_("Amplify")

    def work(self, clip: Clip, spans: Spans) -> Work:
        return lambda report: self.gain_db

    def commit(self, clip: Clip, spans: Spans, result: Any) -> edits.Segments | None:
        found = clip.state.segments
        for start, end in spans:
            found = edits.change(
                found, start, end, lambda item: replace(item, gain_db=round(item.gain_db + result, 2))
            )
        return found


@dataclass(frozen=True)
class LoudnessStep(GainStep):
    """To a loudness, as far as the true peak allows; all of the stretches by the same gain.

    Measured is what a voice learns: what is kept, of the channel that is chosen.
    """

    gain_db: float = 0.0
    target_lufs: float = -20.0
    ceiling_db: float = -1.0

    @property
    def label(self) -> str:
        return N_("Normalise loudness")

    def work(self, clip: Clip, spans: Spans) -> Work:
        pieces = [edits.extract(clip.state.segments, start, end) for start, end in spans]
        renders = [clip.render_of(piece, kept_only=True) for piece in pieces]
        channel, total = clip.state.channel, sum(render.frames for render in renders)

        def measured(report: Reporter) -> float:
            done = 0

            def sound() -> Any:
                nonlocal done
                for render in renders:
                    for block in render.blocks():
                        report.progress(done, total, MEASURING)
                        done += block.shape[1]
                        yield to_mono(block, channel)[None]

            loudness, peak = measure_both(sound(), clip.rate)
            if loudness.lufs <= -70:
                raise UserError("{clip} is silent there; nothing was changed.", clip=clip.name)
            return normalising_gain(loudness.lufs, peak, self.target_lufs, self.ceiling_db)

        return measured
