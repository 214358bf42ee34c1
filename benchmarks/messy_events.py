"""Made-up clicks, knocks, birds and coughs, mains hum and room noise; none has a fixed level."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np
from numpy.typing import NDArray

Samples = NDArray[np.float32]
Random = np.random.Generator


def _filtered(noise: NDArray[np.float64], rate: int, low: float, high: float) -> NDArray[np.float64]:
    """Only what lies between two frequencies, with slopes of half an octave."""
    spectrum, bins = np.fft.rfft(noise), np.fft.rfftfreq(noise.size, 1 / rate)
    gain = 1 / (1 + (low / np.maximum(bins, 1)) ** 6) / (1 + (bins / high) ** 6)
    out: NDArray[np.float64] = np.fft.irfft(spectrum * gain, noise.size)
    return out


def click(rate: int, rng: Random) -> Samples:
    """One or two short broad impulses (a mouse button), or a few that ring (a key)."""
    count = int(rng.choice([1, 2, 2, 3]))
    gaps = rng.uniform(0.05, 0.12, count - 1)
    out = np.zeros(round((0.02 + gaps.sum()) * rate))
    top = min(0.45 * rate, 12000)
    for index, at in enumerate(np.concatenate([[0], np.cumsum(gaps)])):
        length = round(rng.uniform(0.004, 0.018) * rate)
        decay = np.exp(-np.arange(length) / (rng.uniform(0.0005, 0.003) * rate))
        noise = _filtered(rng.standard_normal(length * 4), rate, rng.uniform(600, 2500), top)[:length]
        ring = np.sin(2 * np.pi * rng.uniform(1500, min(6000, top)) * np.arange(length) / rate)
        first = round(at * rate)
        piece = (noise / noise.std() + rng.uniform(0, 1) * ring) * decay * (0.8**index)
        out[first : first + length] += piece[: out.size - first]
    return out.astype(np.float32)


def knock(rate: int, rng: Random) -> Samples:
    """One to four thuds: damped low tones with a dull attack."""
    count, out = int(rng.integers(1, 4)), np.zeros(0)
    tones = rng.uniform(60, 260, 3)
    for _ in range(count):
        length = round(rng.uniform(0.16, 0.32) * rate)
        time = np.arange(length) / rate
        decay = np.exp(-time / rng.uniform(0.025, 0.06))
        body = sum(np.sin(2 * np.pi * tone * time + rng.uniform(0, 6)) for tone in tones)
        attack = _filtered(rng.standard_normal(length), rate, 80, rng.uniform(500, 1800))
        attack *= np.exp(-time / 0.012) / attack.std()
        out = np.concatenate([out, body * decay + rng.uniform(0.3, 1.2) * attack])
    return out.astype(np.float32)


def bird(rate: int, rng: Random) -> Samples:
    """A few whistles that glide between 2 and 7 kHz."""
    out = np.zeros(0)
    centre = rng.uniform(2400, min(6000, 0.4 * rate))
    for _ in range(int(rng.integers(2, 7))):
        length = round(rng.uniform(0.04, 0.22) * rate)
        place = np.linspace(0, 1, length)
        sweep = rng.uniform(-0.25, 0.25) * (place - 0.5) + rng.uniform(0, 0.04) * np.sin(
            2 * np.pi * rng.uniform(0, 30) * place * length / rate
        )
        pitch = np.minimum(centre * rng.uniform(0.85, 1.15) * (1 + sweep), 0.46 * rate)
        tone = np.sin(2 * np.pi * np.cumsum(pitch) / rate) * np.sin(np.pi * place) ** rng.uniform(0.5, 2)
        out = np.concatenate([out, tone, np.zeros(round(rng.uniform(0.02, 0.15) * rate))])
    return out[: -max(1, round(0.02 * rate))].astype(np.float32)


def cough(rate: int, rng: Random) -> Samples:
    """One or two bursts of throat noise, each with a second, partly voiced phase."""
    out = np.zeros(0)
    throat = [(rng.uniform(350, 700), 1.0), (rng.uniform(1200, 1900), 0.7), (rng.uniform(2300, 3400), 0.5)]
    for _ in range(int(rng.integers(1, 3))):
        length = round(rng.uniform(0.22, 0.45) * rate)
        time = np.arange(length) / rate
        noise = rng.standard_normal(length)
        sound = sum(gain * _filtered(noise, rate, tone * 0.75, tone * 1.3) for tone, gain in throat)
        sound = sound + 0.15 * _filtered(noise, rate, 300, min(7000, 0.45 * rate))
        first = np.exp(-time / rng.uniform(0.03, 0.07))
        at = rng.uniform(0.1, 0.16)
        later = rng.uniform(0.3, 0.7) * np.clip((time - at) / 0.03, 0, 1)
        later *= np.exp(-np.maximum(0, time - at) / rng.uniform(0.05, 0.12))
        buzz = 1 + rng.uniform(0, 0.8) * np.sign(np.sin(2 * np.pi * rng.uniform(90, 220) * time))
        piece = sound * (first + later * buzz) * np.clip(time / 0.004, 0, 1)
        out = np.concatenate([out, piece, np.zeros(round(rng.uniform(0.03, 0.12) * rate))])
    end = np.flatnonzero(np.abs(out) > 0.01 * np.abs(out).max())[-1]
    return out[: end + 1].astype(np.float32)


EVENTS: dict[str, Callable[[int, Random], Samples]] = {
    "click": click,
    "knock": knock,
    "bird": bird,
    "cough": cough,
}


def hum(frames: int, rate: int, rng: Random) -> Samples:
    """Mains hum: 50 or 60 Hz and harmonics that fall off."""
    base, time = float(rng.choice([50.0, 60.0])), np.arange(frames) / rate
    out = np.zeros(frames)
    for number in range(1, int(rng.integers(5, 12))):
        out += rng.uniform(0.3, 1) / number * np.sin(2 * np.pi * base * number * time + rng.uniform(0, 6))
    return out.astype(np.float32)


def shaped(frames: int, rate: int, rng: Random) -> Samples:
    """Room noise, somewhere between white and brown."""
    slope, size = rng.uniform(0, 1.0), 1 << 18
    out, bins = np.empty(frames, np.float32), np.fft.rfftfreq(size, 1 / rate)
    gain = 1 / np.maximum(bins, 40) ** slope
    ramp = np.sin(np.linspace(0, np.pi / 2, 4096))
    before = np.zeros(4096)
    for start in range(0, frames, size - 4096):
        piece = np.fft.irfft(np.fft.rfft(rng.standard_normal(size)) * gain, size)
        piece[:4096] = piece[:4096] * ramp + before
        before = piece[-4096:] * ramp[::-1]
        out[start : start + size - 4096] = piece[: min(size - 4096, frames - start)]
    return out
