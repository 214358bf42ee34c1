"""Made-up clicks, knocks, chirps and coughs of many kinds at 16 kHz, for `train_transients.py`.

Other ways of making them than `messy_events.py` has, so that recordings made there can judge what was
learnt from these.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence

import numpy as np
from numpy.typing import NDArray

RATE = 16000
Values = NDArray[np.float64]
Random = np.random.Generator


def within(sound: Values, low: float, high: float, order: int = 4) -> Values:
    """Only what lies between two frequencies, roughly."""
    bins = np.fft.rfftfreq(sound.size, 1 / RATE)
    gain = 1 / (1 + (low / np.maximum(bins, 1)) ** order) / (1 + (bins / high) ** order)
    out: Values = np.fft.irfft(np.fft.rfft(sound) * gain, sound.size)
    return out


def ringing(
    rng: Random,
    hertz: tuple[float, float],
    tones: int,
    decay: tuple[float, float],
    seconds: float,
    tilt: float,
) -> Values:
    """Damped tones, the lower the louder."""
    time, out = np.arange(round(seconds * RATE)) / RATE, np.zeros(round(seconds * RATE))
    for _ in range(tones):
        tone = np.exp(rng.uniform(*np.log(hertz)))
        fall = np.exp(-time / np.exp(rng.uniform(*np.log(decay))))
        loud = (tone / hertz[0]) ** -tilt * rng.uniform(0.3, 1)
        out += loud * fall * np.sin(2 * np.pi * tone * time + rng.uniform(0, 6))
    return out


def _snap(rng: Random) -> Values:
    low, high = rng.uniform(400, 2000), rng.uniform(3000, 7800)
    return ringing(rng, (low, high), int(rng.integers(3, 14)), (0.0003, 0.004), 0.03, rng.uniform(-0.3, 0.6))


def _burst(rng: Random) -> Values:
    noise = np.r_[rng.standard_normal(round(rng.uniform(0.001, 0.012) * RATE) + 8), np.zeros(200)]
    noise = within(noise, rng.uniform(50, 2500), rng.uniform(3000, 9000))
    return noise * np.exp(-np.arange(noise.size) / RATE / rng.uniform(0.0004, 0.004))


def _step(rng: Random) -> Values:
    """A few wrong samples, or a jump that settles."""
    out = np.zeros(60)
    out[5 : 5 + int(rng.integers(1, 12))] = rng.choice([-1, 1])
    return np.r_[out[:5], np.exp(-np.arange(250) / rng.uniform(5, 80))] if rng.random() < 0.4 else out


def _plop(rng: Random) -> Values:
    time = np.arange(round(0.03 * RATE)) / RATE
    turns = rng.uniform(300, 1500) * time + rng.uniform(-3e4, 3e4) * time**2 / 2
    return np.sin(2 * np.pi * turns) * np.exp(-time / rng.uniform(0.001, 0.006))


def _key(rng: Random) -> Values:
    contact = ringing(rng, (1500, 7500), 6, (0.001, 0.01), 0.05, 0.1)
    return contact + rng.uniform(0, 1.5) * ringing(rng, (150, 500), 2, (0.003, 0.012), 0.05, 0)


def click(rng: Random) -> Values:
    """One to three within a moment."""
    ways = (_snap, _burst, _step, _plop, _key)
    parts: list[Values] = []
    for number in range(int(rng.choice([1, 1, 1, 2, 2, 3]))):
        made = ways[int(rng.choice(5, p=[0.3, 0.2, 0.15, 0.15, 0.2]))](rng)
        gap = np.zeros(round(rng.uniform(0.03, 0.14) * RATE) if number else 0)
        parts += [gap, made / np.abs(made).max() * rng.uniform(0.4, 1)]
    return np.concatenate(parts)


def knock(rng: Random) -> Values:
    """One to four thuds of one object."""
    low = rng.uniform(35, 160)
    high, tones, first = low * rng.uniform(1.5, 7), int(rng.integers(1, 7)), rng.uniform(0.008, 0.05)
    decay, gap, attack = (first, first * rng.uniform(1, 4)), rng.uniform(0.1, 0.3), rng.uniform(0, 0.8)
    seed, count, tilt = int(rng.integers(1 << 30)), int(rng.choice([1, 1, 2, 2, 3, 4])), rng.uniform(0, 0.8)
    parts: list[Values] = []
    for number in range(count):
        body = ringing(np.random.default_rng(seed), (low, high), tones, decay, 0.35, tilt)
        noise = within(rng.standard_normal(body.size), 60, rng.uniform(300, 3500))
        noise *= np.exp(-np.arange(body.size) / (rng.uniform(0.003, 0.03) * RATE))
        made = body / (np.abs(body).max() + 1e-9) + attack * noise / np.abs(noise).max()
        made = made[: round((gap if number < count - 1 else 0.35) * RATE)] * rng.uniform(0.5, 1)
        rise = round(rng.uniform(0, 0.006) * RATE) + 1
        made[:rise] *= np.linspace(0, 1, rise)
        made[-80:] *= np.linspace(1, 0, 80)
        parts.append(made)
    return np.concatenate(parts)


def chirp(rng: Random) -> Values:
    """One to eight notes from 1.8 to 7.6 kHz: glides, trills, beeps."""
    beeps, centre = rng.random() < 0.2, np.exp(rng.uniform(np.log(1900), np.log(6800)))
    parts: list[Values] = []
    for _ in range(int(rng.integers(1, 9))):
        seconds = rng.uniform(0.2, 0.6) if beeps else rng.uniform(0.03, 0.3)
        place = np.linspace(0, 1, round(seconds * RATE))
        bend = 0 if beeps else rng.uniform(-0.5, 0.5) * place + rng.uniform(-0.3, 0.3) * place**2
        pitch = centre * 2 ** (rng.uniform(-0.35, 0.35) + bend) * np.ones(place.size)
        if rng.random() < 0.35:
            swing = np.sin(2 * np.pi * rng.uniform(15, 60) * place * seconds)
            pitch = pitch * (1 + rng.uniform(0.01, 0.08) * swing)
        turns = np.cumsum(np.clip(pitch, 1800, 7600)) / RATE
        tone = np.sin(2 * np.pi * turns)
        if rng.random() < 0.25:
            tone = tone + 0.3 * np.sin(4 * np.pi * turns) * (pitch < 3900)
        soft = np.sin(np.pi * place) ** rng.uniform(0.2, 2)
        hard = np.minimum(1, np.minimum(place, 1 - place) * 20)
        loud = rng.uniform(0.5, 1) * (soft if rng.random() < 0.7 else hard)
        parts += [tone * loud, np.zeros(round(rng.uniform(0.01, 0.16) * RATE))]
    return np.concatenate(parts[:-1])


def cough(rng: Random, vowels: Sequence[Values]) -> Values:
    """One to three bursts of air through a throat, with a second, sometimes voiced phase each.

    Args:
        vowels: WORLD spectra (n, bins) of open vowels, of several people.
    """
    import pyworld

    throat, parts = vowels[int(rng.integers(len(vowels)))], []
    for _ in range(int(rng.choice([1, 1, 2, 2, 3]))):
        time = np.arange(round(rng.uniform(0.15, 0.5) / 0.005)) * 0.005
        again = rng.uniform(0.06, 0.16)
        loud = np.exp(-time / rng.uniform(0.02, 0.08))
        rest = np.exp(-np.maximum(0, time - again) / rng.uniform(0.04, 0.15))
        loud += rng.uniform(0.1, 0.8) * np.clip((time - again) / 0.03, 0, 1) * rest
        loud *= np.clip(time / rng.uniform(0.002, 0.015), 0.05, 1)
        part = np.linspace(0, 1, time.size)[:, None]
        first, last = throat[int(rng.integers(len(throat)))], throat[int(rng.integers(len(throat)))]
        spectra = np.exp((1 - part) * np.log(first) + part * np.log(last))
        hertz = np.linspace(0, RATE / 2, spectra.shape[1])
        spectra = spectra * 10 ** (np.clip(hertz / 4000, 0, 2) * rng.uniform(0.2, 1.4))
        spectra /= 1 + (rng.uniform(100, 600) / np.maximum(hertz, 20)) ** 3
        spectra += spectra.mean() * rng.uniform(0.01, 0.4)
        spectra = spectra / spectra.mean(axis=1, keepdims=True) * np.square(loud)[:, None] * 1e-3 + 1e-12
        voiced = (time > again) & (rng.random() < 0.5)
        pitch = np.where(voiced, rng.uniform(90, 320) * (1 + rng.normal(0, 0.05, time.size)), 0.0)
        rough = np.ones_like(spectra)
        rough[voiced] = rng.uniform(0.3, 0.9)
        made = pyworld.synthesize(pitch, np.ascontiguousarray(spectra), rough, RATE, 5.0)
        made = made / (np.abs(made).max() + 1e-9) * rng.uniform(0.5, 1)
        parts += [made, np.zeros(round(rng.uniform(0.02, 0.2) * RATE))]
    return np.concatenate(parts[:-1])


SOUNDS: dict[str, Callable[[Random], Values]] = {"click": click, "knock": knock, "chirp": chirp}
