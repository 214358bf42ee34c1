"""Events, silence and music: made-up sounds over room noise, and the sample's real voice."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest

from rvcdesk.audio.files import AudioReader, decode, resample
from rvcdesk.audio.sources import ArraySource
from rvcdesk.cleaning import music
from rvcdesk.cleaning.findings import Finding
from rvcdesk.cleaning.hum import find_hum
from rvcdesk.cleaning.lone import find_lone
from rvcdesk.cleaning.music import find_music
from rvcdesk.cleaning.shapes import kind_of, like_voice, periodicity, shape
from rvcdesk.cleaning.silence import SilenceOptions
from rvcdesk.cleaning.sound import RATE, Sound
from rvcdesk.cleaning.transients import find_transients

Samples = np.ndarray
ROOM = 10 ** (-60 / 20)


def room(seconds: float, seed: int = 0) -> Samples:
    return (ROOM * np.random.default_rng(seed).standard_normal(round(seconds * RATE))).astype(np.float32)


def decaying(seconds: float, tau: float) -> tuple[Samples, Samples]:
    time = np.arange(round(seconds * RATE)) / RATE
    return time, np.exp(-time / tau)


def click() -> Samples:
    time, decay = decaying(0.03, 0.002)
    return 0.5 * np.random.default_rng(3).standard_normal(time.size) * decay


def knock() -> Samples:
    time, decay = decaying(0.25, 0.05)
    return 0.4 * decay * (np.sin(2 * np.pi * 110 * time) + np.sin(2 * np.pi * 170 * time))


def chirp() -> Samples:
    time = np.arange(round(0.25 * RATE)) / RATE
    return 0.15 * np.sin(2 * np.pi * (3500 * time + 1500 * time**2)) * np.sin(np.pi * time / 0.25)


def cough() -> Samples:
    time, decay = decaying(0.3, 0.1)
    noise = np.random.default_rng(4).standard_normal(time.size)
    spectrum, hertz = np.fft.rfft(noise), np.fft.rfftfreq(time.size, 1 / RATE)
    spectrum *= 1 / (1 + (300 / np.maximum(hertz, 1)) ** 6) / (1 + (hertz / 3800) ** 6)
    return 0.25 * np.fft.irfft(spectrum, time.size) * decay


EVENTS = {"click": click, "knock": knock, "chirp": chirp, "cough": cough}


def placed(base: Samples, *pieces: tuple[float, Samples]) -> Samples:
    out = base.copy()
    for at, piece in pieces:
        first = round(at * RATE)
        out[first : first + piece.size] += piece.astype(np.float32)
    return out


@pytest.fixture(scope="module")
def voice() -> Samples:
    """Twelve seconds of the sample's speaker at 16 kHz."""
    folder = Path(__file__).resolve().parents[2] / "resources" / "sample"
    samples, rate = decode(sorted(folder.rglob("carlo_0*.flac"))[0])
    return resample(samples.mean(axis=0), rate, RATE)[: 12 * RATE]


def seconds(items: list[Finding]) -> list[tuple[float, float, str]]:
    return [(item.start / RATE, item.end / RATE, item.kind) for item in items]


@pytest.mark.parametrize("kind", EVENTS)
def test_a_lone_event_is_named_and_the_rest_is_silence(kind: str, voice: Samples) -> None:
    samples = np.concatenate([voice, np.zeros(5 * RATE, np.float32)]) + room(17)
    sound = Sound(ArraySource(placed(samples, (14.5, EVENTS[kind]())), RATE))
    found = [item for item in seconds(find_lone(sound)) if item[0] > 11]
    assert [item[2] for item in found] == ["silence", kind, "silence"]
    assert found[1][0] == pytest.approx(14.5, abs=0.06)
    assert found[1][1] - found[1][0] < EVENTS[kind]().size / RATE + 0.15
    assert found[0][1] == found[1][0] and found[1][1] == found[2][0] and found[2][1] == 17.0


def test_speech_is_not_cut_and_short_pauses_stay(voice: Samples) -> None:
    samples = np.concatenate([np.zeros(2 * RATE, np.float32), voice, np.zeros(2 * RATE, np.float32)]) + room(
        16
    )
    found = seconds(find_lone(Sound(ArraySource(samples, RATE))))
    assert found[0] == (0.0, pytest.approx(1.8, abs=0.15), "silence")
    assert [item for item in found if item[1] > 2.0 and item[0] < 13.5] == []
    longer = find_lone(Sound(ArraySource(samples, RATE)), SilenceOptions(min_length_s=3.0))
    assert longer == []


def test_shapes_tell_a_voice_from_an_event(voice: Samples) -> None:
    sound = Sound(ArraySource(np.concatenate([voice, chirp(), room(1)]).astype(np.float32), RATE))
    phrase = next((a, b) for a, b in _runs(sound.spoken) if b - a > 60)
    assert like_voice(shape(sound, *phrase)) or shape(sound, *phrase).periodic > 0.5
    whistle = shape(sound, 1200, 1225)
    assert kind_of(whistle) == "chirp" and not like_voice(whistle)
    tone = np.sin(2 * np.pi * 220 * np.arange(RATE) / RATE).astype(np.float32)
    assert periodicity(tone, 10, 90, 4).min() > 0.95
    assert periodicity(room(1), 10, 90, 4).max() < 0.7


def _runs(mask: np.ndarray) -> list[tuple[int, int]]:
    from rvcdesk.cleaning.sound import runs

    return runs(mask)


OVER_SPEECH = {"click": (4.0,), "knock": (4.0,), "chirp": (4.0, 4.4, 4.8), "cough": (4.0,)}


@pytest.mark.parametrize("kind", OVER_SPEECH)
def test_an_event_over_speech(kind: str, voice: Samples) -> None:
    places = OVER_SPEECH[kind]
    sounds = placed(voice + room(12), *((at, 1.3 * EVENTS[kind]()) for at in places))
    least = 0.4 if kind == "cough" else 0.5  # a short cough is shown, not cut
    found = [item for item in find_transients(Sound(ArraySource(sounds, RATE))) if item.confidence >= least]
    assert [item.kind for item in found] == [kind]
    assert found[0].start / RATE == pytest.approx(4.0, abs=0.1)
    assert found[0].end / RATE == pytest.approx(places[-1] + EVENTS[kind]().size / RATE, abs=0.15)


def test_clean_speech_and_song_have_no_events(voice: Samples, sample: Path) -> None:
    """Plosives, fricatives and breaths are none; neither are clipped words."""
    for sounds in (voice + room(12), np.clip(4 * voice, -0.5, 0.5) + room(12), song(12, 0.3) + room(12)):
        found = find_transients(Sound(ArraySource(sounds.astype(np.float32), RATE)))
        assert sum(item.end - item.start for item in found if item.confidence >= 0.5) <= 0.1 * RATE
    with AudioReader(sample / "sung_line.flac") as reader:
        assert [item for item in find_transients(Sound(reader)) if item.confidence >= 0.5] == []


def chords(seconds: float) -> Samples:
    """A chord a second, three notes with overtones each, that fade slowly."""
    rng, out = np.random.default_rng(6), np.zeros(round(seconds * RATE))
    for start in range(int(seconds)):
        time, decay = decaying(1.0, 1.5)
        notes = 196 * 2 ** (rng.choice([0, 3, 5, 7, 10, 12, 15, 17, 19], 3, replace=False) / 12)
        sound = sum(np.sin(2 * np.pi * note * k * time) / k for note in notes for k in range(1, 9))
        out[start * RATE : (start + 1) * RATE] = sound * decay
    return (0.02 * out).astype(np.float32)


def test_music_alone_and_under_speech(voice: Samples) -> None:
    """Nine seconds of music over the middle of a recording; the speech at its ends is clean."""
    samples = np.concatenate([voice, np.zeros(3 * RATE, np.float32), voice]) + room(27)
    assert find_music(Sound(ArraySource(samples, RATE))) == []
    found = seconds(find_music(Sound(ArraySource(placed(samples, (12.5, chords(9))), RATE))))
    assert {item[2] for item in found} == {"music", "music_under_speech"}
    assert found[0][0] == pytest.approx(12.5, abs=1.0) and found[0][2] == "music"
    # The phrase that it ends in is taken whole.
    assert found[-1][1] == pytest.approx(22.0, abs=1.5)


def test_mains_hum_is_no_music(voice: Samples) -> None:
    time = np.arange(27 * RATE) / RATE
    hum = sum(np.sin(2 * np.pi * 50 * k * time) / k for k in range(1, 8)).astype(np.float32)
    hum[: 10 * RATE] = hum[18 * RATE :] = 0
    samples = np.concatenate([voice, np.zeros(3 * RATE, np.float32), voice]) + room(27) + 0.008 * hum
    assert find_music(Sound(ArraySource(samples, RATE))) == []


def test_a_clean_voice_has_no_music(sample: Path) -> None:
    for path in sorted(sample.rglob("carlo_0*.flac"))[:2]:
        with AudioReader(path) as reader:
            assert find_music(Sound(reader)) == []


def song(seconds: float, reverberation_s: float) -> Samples:
    """One voice: notes of a second with vibrato and overtones shaped like a vowel, in a room, with pauses."""
    rng, notes = np.random.default_rng(7), []
    for index in range(int(seconds)):
        time = np.arange(RATE) / RATE
        note = 220 * 2 ** (int(rng.choice([0, 2, 4, 5, 7, 9, 12])) / 12)
        turns = (
            np.cumsum(note * 2 ** (np.clip(time - 0.2, 0, 1) * 0.05 * np.sin(2 * np.pi * 5.5 * time))) / RATE
        )
        vowel = [1 / k / (1 + ((k * note - 700) / 300) ** 2) + 0.05 / k for k in range(1, 16)]
        sound = sum(loud * np.sin(2 * np.pi * k * turns) for k, loud in enumerate(vowel, start=1))
        ends = np.minimum(1, np.minimum(time, time[::-1]) * 20) * (index % 5 != 4)
        notes.append(sound / np.abs(sound).max() * ends)
    dry = np.concatenate(notes)
    size = round(reverberation_s * RATE)
    tail = rng.standard_normal(size) * 10 ** (-3 * np.arange(size) / size)
    wet = np.convolve(dry, tail / np.sqrt(np.square(tail).sum()))[: dry.size]
    return (0.15 * (dry + 0.3 * wet)).astype(np.float32)


@pytest.mark.parametrize("reverberation_s", [0.02, 0.8])
def test_a_song_of_one_voice_is_no_music(reverberation_s: float) -> None:
    alone = song(25, reverberation_s) + room(25)
    found = find_music(Sound(ArraySource(alone, RATE)))
    assert [item for item in found if item.confidence >= 0.5] == []
    accompanied = find_music(Sound(ArraySource(placed(alone, (0.0, 2 * chords(25))), RATE)))
    assert sum(item.end - item.start for item in accompanied if item.confidence >= 0.5) > 20 * RATE


def test_the_sampled_song_has_no_music(sample: Path) -> None:
    with AudioReader(sample / "sung_line.flac") as reader:
        assert find_music(Sound(reader)) == []


def test_a_passage_as_long_as_a_hum_is_the_hum() -> None:
    seconds = 20
    time = np.arange(seconds * RATE) / RATE
    buzz = sum(0.02 * np.sin(2 * np.pi * 50 * number * time) for number in range(1, 9))
    sound = Sound(ArraySource((buzz * ((time > 5) & (time < 15))).astype(np.float32) + room(seconds), RATE))
    ((first, last),) = [(sound.hop(item.start), sound.hop(item.end)) for item in find_hum(sound)]
    (same, other) = music._without_hum(sound, [(first + 20, last - 20, 0.9), (first, first + 300, 0.9)])
    assert same[2] < 0.5 and other[2] == 0.9
