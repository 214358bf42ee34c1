"""Sings: re-sings spoken recordings by WORLD, dry or in a room, to see that nothing takes a song for music.

    python benchmarks/singing.py DATA --out DIR [--count 100] [--seconds 20] [--seed 0]

DATA holds spoken files named SPEAKER_NN.*. Writes SPEAKER__STYLE_ROOM.flac at 16 kHz: melodies, long
notes, belting, falsetto, glides and rap, with vibrato, breaths and pauses. All of it is one voice alone.
"""

from __future__ import annotations

import argparse
import sys
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

from rvcdesk.audio.files import AUDIO_SUFFIXES, decode, resample

RATE = 16000
FRAME_MS = 5.0
Values = NDArray[np.float64]
Random = np.random.Generator
_SCALES = ([0, 2, 3, 5, 7, 8, 10, 12, 14, 15], [0, 2, 4, 5, 7, 9, 11, 12, 14, 16])
# How far over the speaking voice, and the shortest and longest note (s).
STYLES = {
    "melody": (1.3, 0.2, 0.8),
    "long": (1.3, 0.8, 3.5),
    "belt": (2.0, 0.3, 2.0),
    "falsetto": (2.8, 0.3, 1.8),
    "glide": (1.4, 0.4, 1.5),
    "rap": (1.1, 0.1, 0.3),
}


@dataclass(frozen=True)
class Spoken:
    """A voice taken apart by WORLD: pitch (n,), spectra and aperiodicity (n, bins)."""

    pitch: Values
    spectra: Values
    rough: Values


def analysed(path: Path) -> Spoken:
    """The first seven seconds of a file."""
    import pyworld

    samples, rate = decode(path)
    mono = resample(samples.mean(axis=0), rate, RATE)[: 7 * RATE].astype(np.float64)
    pitch, times = pyworld.dio(mono, RATE, frame_period=FRAME_MS)
    pitch = pyworld.stonemask(mono, pitch, times, RATE)
    spectra = pyworld.cheaptrick(mono, pitch, times, RATE)
    return Spoken(pitch, spectra, pyworld.d4c(mono, pitch, times, RATE))


def sung(voice: Spoken, style: str, seconds: float, rng: Random) -> Values | None:
    """A song of one voice, (n,); None where too little of it is voiced."""
    import pyworld

    edges = np.flatnonzero(np.diff(np.r_[0, (voice.pitch > 0).astype(int), 0]))
    vowels = [(a, b) for a, b in zip(edges[::2], edges[1::2], strict=True) if b - a >= 12]
    if len(vowels) < 4:
        return None
    over, shortest, longest = STYLES[style]
    base = min(650.0, over * float(np.median(voice.pitch[voice.pitch > 0])) * 2 ** rng.uniform(-0.3, 0.3))
    scale = _SCALES[int(rng.integers(2))]
    pieces: list[Spoken] = []
    degree, before, place, total = 2, 0.0, 0, 0
    while total < seconds * 1000 / FRAME_MS:
        if place and place % int(rng.integers(5, 12)) == 0:
            pieces.append(_pause(voice, round(rng.uniform(0.25, 1.3) * 1000 / FRAME_MS)))
            before = 0.0
        start, end = vowels[place % len(vowels)]
        first = max(start - 18, 0)
        if rng.random() < 0.7:  # the consonant before it
            quiet = np.zeros(start - first)
            pieces.append(Spoken(quiet, voice.spectra[first:start], voice.rough[first:start]))
        degree = int(np.clip(degree + rng.integers(-3, 4), 0, len(scale) - 1))
        note = base * 2 ** (scale[degree] / 12)
        made = _note(voice, (start, end), rng.uniform(shortest, longest), style, (before or note, note), rng)
        pieces.append(made)
        before, place, total = note, place + 1, sum(piece.pitch.size for piece in pieces)
    joined = [np.concatenate([getattr(piece, name) for piece in pieces]) for name in Spoken.__annotations__]
    out: Values = pyworld.synthesize(*(np.ascontiguousarray(part) for part in joined), RATE, FRAME_MS)
    return out


def _pause(voice: Spoken, frames: int) -> Spoken:
    bins = voice.spectra.shape[1]
    return Spoken(np.zeros(frames), np.full((frames, bins), 1e-10), np.ones((frames, bins)))


def _note(
    voice: Spoken, vowel: tuple[int, int], seconds: float, style: str, notes: tuple[float, float], rng: Random
) -> Spoken:
    """A vowel stretched to a note, from the pitch of the one before."""
    start, end = vowel
    edge = min(8, (end - start) // 3)
    middle = max(2, round(seconds * 1000 / FRAME_MS) - 2 * edge)
    places = np.r_[
        np.linspace(start, start + edge, edge, False),
        np.linspace(start + edge, end - edge - 1, middle),
        np.linspace(end - edge, end - 1, edge),
    ]
    low = places.astype(int)
    high, part = np.minimum(low + 1, end - 1), (places - low)[:, None]
    spectra = np.exp((1 - part) * np.log(voice.spectra[low]) + part * np.log(voice.spectra[high]))
    rough = (1 - part) * voice.rough[low] + part * voice.rough[high]
    level = spectra.mean(axis=1, keepdims=True)
    spectra = spectra * np.sqrt(np.median(level) / level)
    hertz = np.linspace(0, RATE / 2, spectra.shape[1])
    if style == "belt":
        spectra, rough = spectra * 10 ** (np.clip(hertz / 4000, 0, 1) * rng.uniform(0.2, 0.8)), rough * 0.5
    if style == "falsetto":
        spectra = spectra * 10 ** (-np.clip(hertz / 3000, 0, 1.5) * rng.uniform(0.3, 1.0))
        rough = rough * 1.3
    time = np.arange(places.size) * FRAME_MS / 1000
    slow = rng.uniform(0.1, 0.35) if style == "glide" else rng.uniform(0.02, 0.06)
    pitch = notes[1] * (notes[0] / notes[1]) ** np.exp(-time / slow)
    swing = rng.uniform(0, 120) * np.clip((time - rng.uniform(0.1, 0.4)) / 0.3, 0, 1) * (style != "rap")
    pitch = pitch * 2 ** (swing / 1200 * np.sin(2 * np.pi * rng.uniform(4, 7) * time))
    return Spoken(np.clip(pitch, 55, 1050), spectra, np.clip(rough, 1e-4, 1))


def in_a_room(samples: Values, seconds: float, under_db: float, rng: Random) -> Values:
    """With reverberation that falls by 60 dB within `seconds`."""
    from scipy.signal import fftconvolve

    size = round(seconds * RATE)
    tail = rng.standard_normal(size) * 10 ** (-3 * np.arange(size) / size)
    bins = np.fft.rfftfreq(size, 1 / RATE)
    tail = np.fft.irfft(np.fft.rfft(tail) / (1 + (bins / rng.uniform(2500, 7000)) ** 2), size)
    tail *= 10 ** (-under_db / 20) / np.sqrt(np.square(tail).sum())
    out: Values = samples + fftconvolve(samples, tail)[: samples.size]
    return out


def song(path: Path, style: str, seconds: float, rng: Random) -> tuple[Values, str] | None:
    """A song in the voice of a file over a little noise, (n,), and the room it is in."""
    made = sung(analysed(path), style, seconds, rng)
    if made is None:
        return None
    room = str(rng.choice(["dry", "dry", "room", "room", "hall"]))
    if room == "room":
        made = in_a_room(made, rng.uniform(0.2, 0.6), rng.uniform(8, 18), rng)
    elif room == "hall":
        made = in_a_room(made, rng.uniform(0.8, 2.0), rng.uniform(5, 12), rng)
    made = np.r_[np.zeros(RATE), made]
    made *= 10 ** (-24 / 20) / np.sqrt(np.square(made).mean())
    noise = 10 ** (rng.uniform(-68, -48) / 20) * rng.standard_normal(made.size)
    return np.clip(made + noise, -0.99, 0.99), room


def main() -> int:
    import soundfile

    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawTextHelpFormatter)
    parser.add_argument("data", type=Path)
    parser.add_argument("--out", type=Path, required=True)
    parser.add_argument("--count", type=int, default=100)
    parser.add_argument("--seconds", type=float, default=20)
    parser.add_argument("--seed", type=int, default=0)
    options = parser.parse_args()
    first = {
        p.stem.rsplit("_", 1)[0]: p for p in sorted(options.data.iterdir()) if p.suffix in AUDIO_SUFFIXES
    }
    if not first:
        parser.error(f"no sound in {options.data}")
    options.out.mkdir(parents=True, exist_ok=True)
    for number in range(options.count):
        rng = np.random.default_rng(options.seed + number)
        speaker, style = str(rng.choice(sorted(first))), list(STYLES)[number % len(STYLES)]
        made = song(first[speaker], style, options.seconds, rng)
        if made is not None:
            path = options.out / f"{speaker}__{style}_{made[1]}.flac"
            soundfile.write(path, made[0].astype(np.float32), RATE)
            print(path)
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
