"""Other people's voices: what was said by somebody else than the one heard most.

Windows of 1.6 s of speech, over short pauses too, are embedded by the network that also judges how alike
two voices are. They are told apart as `voices` describes. Noise, music and clipping change a voice for
the network, so that clipped windows do not count, and a voice that seems another is compared again with
the main one laid over the same noise. Edges are the pauses between phrases.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from rvcdesk.cleaning.clipping import clipped_hops
from rvcdesk.cleaning.findings import Finding
from rvcdesk.cleaning.options import in_range
from rvcdesk.cleaning.phrases import phrases, speechless, sure_speech
from rvcdesk.cleaning.sound import HOP_S, Mask, Samples, Sound, runs
from rvcdesk.cleaning.voices import Places, Windows, alike, tell_apart
from rvcdesk.evaluation.similarity import PARTIAL_FRAMES, SpeakerJudge
from rvcdesk.jobs import SILENT, Reporter
from rvcdesk.messages import N_

_STAGE = N_("Listening to the voices")
_STEP, _BESIDE, _BATCH = 80, 4, 64
_APART_S = 0.8  # phrases further apart are not in one window
_TURN_GAP_S = 1.2  # a turn goes on over pauses up to this
_PAD_S = 0.05
_LEAST_PART_S = 0.5  # a part of a phrase this long may be another's
_PER_HOP_DB = 0.25  # how much weaker a place must be for every hop it lies further off
_CLIPPED_WORTH = 0.1  # how much a clipped window says
_COMPARED = 40  # windows of the main voice that are laid over the other's noise
_NOISE_REACH = 150  # hops beside a window in which its noise is heard
_LITTLE_S, _MUCH_S, _UNSURE = 10.0, 20.0, 0.04
_CANDIDATES = 3  # voices of which one is the wanted one
_FAINT = 1e-3  # noise this far under the speech changes nothing

Bands = NDArray[np.float32]
Embeddings = NDArray[np.float32]


@dataclass(frozen=True)
class SpeakerOptions:
    """When a voice is another's.

    Attributes:
        one_voice: voices at least this alike are one, 0.6 to 0.98: higher finds more. A little lower
            for voices heard only for seconds.
        least_s: seconds of speech that make a voice, 1 to 20.
    """

    one_voice: float = 0.86
    least_s: float = 2.0

    def __post_init__(self) -> None:
        in_range(self, one_voice=(0.6, 0.98), least_s=(1, 20))


@dataclass(frozen=True)
class _Heard:
    """A recording's mel bands and pauses; the hops of its windows and what is heard in them."""

    bands: Bands
    quiet: Mask
    hops: list[NDArray[np.intp]]
    windows: Windows


def find_speakers(
    sound: Sound,
    options: SpeakerOptions = SpeakerOptions(),
    report: Reporter = SILENT,
    centre: Embeddings | None = None,
) -> list[Finding]:
    """Turns of other speakers, kind `second_speaker`.

    Args:
        sound: the recording.
        options: see `SpeakerOptions`.
        report: told the windows done.
        centre: the wanted voice (256 numbers of length 1, as from `SpeakerJudge.reference`); without
            it, the voice heard longest is the wanted one.

    Returns:
        nothing where the network's weights are not installed.
    """
    judge = SpeakerJudge.find()
    if judge is None:
        return []
    spoken = sure_speech(sound)
    if not spoken:
        return []
    heard = _listen(sound, spoken, judge, report)
    voices = tell_apart(heard.windows, options.one_voice, options.least_s)
    likeness = _compared(heard, voices, centre, judge, options)
    others = []
    for group, how in zip(voices, likeness, strict=True):
        apart = _bar(float(heard.windows.weights[group].sum()), options) - how
        if apart > 0:
            others.append((group, apart))
    return _findings(sound, heard, others)


def _bar(seconds: float, options: SpeakerOptions) -> float:
    """Under which likeness a voice is another's: of little speech it is known less well."""
    known = (seconds - _LITTLE_S) / (_MUCH_S - _LITTLE_S)
    return options.one_voice - _UNSURE * (1 - min(1.0, max(0.0, known)))


def _listen(sound: Sound, spoken: list[tuple[int, int]], judge: SpeakerJudge, report: Reporter) -> _Heard:
    """Cut the speech into windows and embed them."""
    bands = judge.bands(sound.mono)
    hops = windows_of(spoken, len(bands))
    voices = _embedded(judge, [bands[own] for own in hops], report)
    clipped = clipped_hops(sound)
    weights = np.array([min(own.size, _STEP) * HOP_S for own in hops])
    spoilt = np.array([clipped[np.minimum(own, clipped.size - 1)].mean() > 0.02 for own in hops], bool)
    if spoilt.mean() < 0.5:
        weights[spoilt] *= _CLIPPED_WORTH
    gaps = np.array([max(0, b[0] - a[-1]) * HOP_S for a, b in zip(hops[:-1], hops[1:], strict=True)])
    quiet = np.zeros(len(bands), bool)
    quiet[: sound.hops] = speechless(sound)[: len(bands)]
    return _Heard(bands, quiet, hops, Windows(voices, weights, gaps))


def windows_of(spoken: list[tuple[int, int]], hops: int) -> list[NDArray[np.intp]]:
    """The hops of every window: 1.6 s of speech each, or all there is between longer pauses."""
    out: list[NDArray[np.intp]] = []
    block: list[NDArray[np.intp]] = []
    for place, (start, end) in enumerate(spoken):
        block.append(np.arange(max(0, start - _BESIDE), min(hops, end + _BESIDE)))
        last = place + 1 == len(spoken)
        if last or spoken[place + 1][0] - end > _APART_S / HOP_S:
            own = np.unique(np.concatenate(block))
            count = max(0, -(-(own.size - PARTIAL_FRAMES) // _STEP)) + 1
            starts = np.linspace(0, max(0, own.size - PARTIAL_FRAMES), count).round().astype(int)
            out += [own[start : start + PARTIAL_FRAMES] for start in starts]
            block = []
    return [own for own in out if own.size]


def _embedded(judge: SpeakerJudge, windows: list[Bands], report: Reporter = SILENT) -> Embeddings:
    """(n, 256); windows of about the same length go through the network together."""
    out = np.zeros((len(windows), 256), np.float32)
    lengths = np.array([max(len(window) // 10 * 10, min(len(window), 10)) for window in windows])
    done = 0
    for length in np.unique(lengths):
        alike_long = np.flatnonzero(lengths == length)
        for start in range(0, alike_long.size, _BATCH):
            places = alike_long[start : start + _BATCH]
            out[places] = judge.embed_windows(np.stack([windows[place][:length] for place in places]))
            done += places.size
            report.progress(done, len(windows), _STAGE)
    return out


def _compared(
    heard: _Heard,
    voices: list[Places],
    centre: Embeddings | None,
    judge: SpeakerJudge,
    options: SpeakerOptions,
) -> list[float]:
    """How much each voice is like the wanted one.

    That is the one nearest to `centre`, or the one heard longest together with those that are it in
    other noise.
    """
    windows = heard.windows
    if centre is not None:
        near = [float(windows.voices[group].mean(axis=0) @ centre) for group in voices]
        return _likeness(heard, voices, int(np.argmax(near)), judge)
    tried = [_likeness(heard, voices, place, judge) for place in range(min(_CANDIDATES, len(voices)))]
    seconds = [
        sum(
            windows.weights[group].sum()
            for group, how in zip(voices, own, strict=True)
            if how >= options.one_voice
        )
        for own in tried
    ]
    return tried[int(np.argmax(seconds))]


def _likeness(heard: _Heard, voices: list[Places], main: int, judge: SpeakerJudge) -> list[float]:
    """How much each voice is like the main one, if that spoke in the other's noise."""
    own = voices[main]
    sure = own[heard.windows.weights[own] > _CLIPPED_WORTH]
    sample = sure[np.linspace(0, sure.size - 1, min(sure.size, _COMPARED)).round().astype(int)]
    out = []
    for place, group in enumerate(voices):
        if place == main or not sample.size:
            out.append(1.0)
            continue
        embeddings, weights = heard.windows.voices, heard.windows.weights
        plain = alike(embeddings, weights, own, group)
        matched = _in_noise(heard, sample, group, judge)
        if matched is not None:
            together = np.concatenate([matched, embeddings[group]])
            both = np.concatenate([weights[sample], weights[group]])
            first, second = np.arange(sample.size), np.arange(sample.size, len(together))
            plain = max(plain, alike(together, both, first, second))
        out.append(plain)
    return out


def _in_noise(heard: _Heard, sample: Places, group: Places, judge: SpeakerJudge) -> Embeddings | None:
    """The sample of the main voice with the noise that lies round the windows of `group` laid over it."""
    noise = _noise(heard, group)
    if noise is None:
        return None
    speech = np.concatenate([heard.bands[heard.hops[place]] for place in group]).mean(axis=0)
    loud = max(float(speech.sum() - noise.mean(axis=0).sum()), 1e-9)
    if noise.mean(axis=0).sum() < _FAINT * loud:
        return None
    mixed = []
    for index, place in enumerate(sample):
        bands = heard.bands[heard.hops[place]]
        shift = (index * 37) % len(noise)
        over = np.take(noise, np.arange(shift, shift + len(bands)), axis=0, mode="wrap")
        mixed.append((bands + over * (bands.sum(axis=1).mean() / loud)).astype(np.float32))
    return _embedded(judge, mixed)


def _noise(heard: _Heard, group: Places) -> Bands | None:
    """What is heard in the pauses beside the windows of a group, (hops, 40)."""
    near = np.zeros(len(heard.bands), bool)
    for place in group:
        own = heard.hops[place]
        near[max(0, int(own[0]) - _NOISE_REACH) : int(own[-1]) + _NOISE_REACH] = True
    beside = heard.bands[heard.quiet & near]
    return beside if len(beside) >= 20 else None


def _findings(sound: Sound, heard: _Heard, others: list[tuple[Places, float]]) -> list[Finding]:
    """The phrases of the other voices (and how far apart they are), those of one turn together."""
    votes = np.zeros((2, len(heard.bands)))
    sure = np.zeros(len(heard.bands))
    other = np.zeros(len(heard.hops), bool)
    for group, apart in others:
        other[group] = True
        for place in group:
            sure[heard.hops[place]] = np.clip(0.6 + 2.2 * apart, 0.5, 0.97)
    for place, own in enumerate(heard.hops):
        middle = 1 - np.abs(np.linspace(-1, 1, own.size))  # a window speaks most for its middle
        votes[int(other[place]), own] += 0.5 + middle
    votes = _everywhere(votes)
    turns: list[tuple[int, int]] = []
    spoken = phrases(sound)
    for start, end in spoken:
        for first, last in _other_part(votes[:, start:end], sound.level[start:end]):
            begin, stop = start + first, start + last
            near = bool(turns) and begin - turns[-1][1] <= _TURN_GAP_S / HOP_S
            if near and _unbroken(spoken, turns[-1][1], begin):
                turns[-1] = (turns[-1][0], stop)
            else:
                turns.append((begin, stop))
    pad = round(_PAD_S / HOP_S)
    return [
        Finding(
            sound.frame(max(0, start - pad)),
            sound.frame(end + pad),
            "second_speaker",
            round(max(0.5, float(sure[start:end].max())), 3),
        )
        for start, end in turns
    ]


def _other_part(votes: NDArray[np.float64], level: Samples) -> list[tuple[int, int]]:
    """Which part of a phrase is another's: all or nothing, unless both were surely heard in it.

    Two voices without a pause between them are parted where the sound is weakest.
    """
    hops = votes.shape[1]
    other = votes[1] > votes[0]
    shortest = min(other.sum(), hops - other.sum())
    if shortest < _LEAST_PART_S / HOP_S:
        return [(0, hops)] if votes[1].sum() > votes[0].sum() else []
    reach = round(_LEAST_PART_S / HOP_S)
    parts = []
    for start, end in runs(other):
        first = _weakest(level, start, reach) if start else 0
        last = _weakest(level, end, reach) if end < hops else hops
        if last > first:
            parts.append((first, last))
    return parts


def _weakest(level: Samples, place: int, reach: int) -> int:
    """The weakest hop near `place`, nearer ones first."""
    first, last = max(0, place - reach), min(level.size, place + reach)
    smooth = np.convolve(level[first:last], np.ones(3) / 3, "same")
    smooth[[0, -1]] = level[first:last].max()
    away = np.abs(np.arange(first, last) - place) * (_PER_HOP_DB)
    return first + int((smooth + away).argmin())


def _unbroken(spoken: list[tuple[int, int]], start: int, end: int) -> bool:
    """Whether nobody speaks between two hops."""
    return not any(first < end and last > start for first, last in spoken)


def _everywhere(votes: NDArray[np.float64]) -> NDArray[np.float64]:
    """Hops between windows go with the nearest one."""
    cast = np.flatnonzero(votes.sum(axis=0))
    if not cast.size:
        return votes
    hops = np.arange(votes.shape[1])
    after = np.minimum(np.searchsorted(cast, hops), cast.size - 1)
    before = np.maximum(after - 1, 0)
    nearest = np.where(np.abs(cast[before] - hops) < np.abs(cast[after] - hops), cast[before], cast[after])
    return votes[:, nearest]
