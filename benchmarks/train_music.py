"""Fits the network that tells music from a voice alone, and says how it does on voices it has not heard.

    python benchmarks/train_music.py SPEECH --songs DIR --music DIR ... --out models/music.safetensors

SPEECH holds files named SPEAKER_NN.*, `--songs` what `benchmarks/singing.py` made of them. Mixtures of both
with music 4 to 14 dB under the voice are made in memory. A quarter of the speakers and of the music is held
out for the figures printed; the weights written are of the rest.
"""

from __future__ import annotations

import argparse
import sys
import zlib
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

from benchmarks.singing import RATE, in_a_room
from rvcdesk.audio.files import AUDIO_SUFFIXES, decode, resample
from rvcdesk.audio.sources import ArraySource
from rvcdesk.cleaning.music_features import EVERY, Levels, features
from rvcdesk.cleaning.sound import Sound

Values = NDArray[np.float64]
Bins = NDArray[np.bool_]
Random = np.random.Generator
_HIDDEN, _EPOCHS, _BATCH = 24, 12, 2048
_SONG_WEIGHT = 2.0  # a song taken for music costs more than music missed
_EDGE = 8  # judgements beside a change that are not learnt from


def _held_out(name: str) -> bool:
    return zlib.crc32(name.encode()) % 4 == 0


def _mono(path: Path) -> Values:
    samples, rate = decode(path)
    return resample(samples.mean(axis=0), rate, RATE).astype(np.float64)


def _files(folder: Path) -> list[Path]:
    return sorted(path for path in folder.rglob("*") if path.suffix.lower() in AUDIO_SUFFIXES)


def _paused(samples: Values, rng: Random) -> Values:
    """With some of its quiet places made longer, up to 1.2 s."""
    size = RATE // 100
    level = np.square(samples[: samples.size // size * size].reshape(-1, size)).mean(axis=1)
    decibels = np.convolve(10 * np.log10(level + 1e-10), np.ones(9) / 9, "same")
    quiet = np.r_[0, (decibels < np.percentile(decibels, 95) - 28).astype(int), 0]
    edges, parts, last = np.flatnonzero(np.diff(quiet)), [], 0
    for start, end in zip(edges[::2], edges[1::2], strict=True):
        if end - start >= 6:
            middle = int(start + end) // 2 * size
            parts += [samples[last:middle], np.zeros(round(1.2 * RATE * rng.random() ** 2))]
            last = middle
    return np.concatenate([*parts, samples[last:]])


def mixture(voice: Values, tune: Values | None, under_db: float, rng: Random) -> tuple[Values, Bins]:
    """A voice over room noise, sometimes in a room or with hum, with or without music for a while.

    Returns:
        samples, and where there is music, both (n,).
    """
    out = np.r_[
        np.zeros(round(rng.uniform(0.5, 3) * RATE)), voice, np.zeros(round(rng.uniform(0.3, 2) * RATE))
    ]
    if rng.random() < 0.3:
        out = in_a_room(out, rng.uniform(0.2, 0.8), rng.uniform(8, 18), rng)
    loud = float(np.square(out[np.abs(out) > 0.05 * np.abs(out).max()]).mean())
    level = rng.uniform(-27, -20)
    out *= 10 ** (level / 20) / np.sqrt(loud)
    music = np.zeros(out.size, bool)
    if tune is not None:
        size = min(tune.size, round(rng.uniform(7, 30) * RATE), out.size)
        first, at = int(rng.integers(tune.size - size + 1)), int(rng.integers(out.size - size + 1))
        piece = tune[first : first + size]
        ramp = np.minimum(1, np.minimum(np.arange(size), np.arange(size)[::-1]) / (0.3 * RATE))
        gain = 10 ** ((level - under_db) / 20) / (np.sqrt(np.square(piece).mean()) + 1e-6)
        out[at : at + size] += piece * ramp * gain
        music[at : at + size] = True
    time = np.arange(out.size) / RATE
    if rng.random() < 0.2:
        base, gain = rng.choice([50, 60]), 10 ** (rng.uniform(-58, -42) / 20)
        out += gain * sum(np.sin(2 * np.pi * base * k * time + k) / k for k in range(1, 9))
    noise = np.convolve(rng.standard_normal(out.size + 9), np.ones(int(rng.integers(1, 8))), "same")[
        : out.size
    ]
    out += noise / noise.std() * 10 ** (rng.uniform(-68, -46) / 20)
    return np.clip(out, -0.99, 0.99), music


def examples(samples: Values, music: Bins) -> tuple[Levels, Bins]:
    """Features (n, 44) and truth (n,) where something sounds and no music begins or ends."""
    from scipy.ndimage import binary_dilation

    sound = Sound(ArraySource(samples.astype(np.float32), RATE))
    given = features(sound)
    places = np.minimum((np.arange(len(given)) * EVERY + EVERY // 2) * RATE // 100, samples.size - 1)
    truth = music[places]
    changes = np.r_[False, truth[1:] != truth[:-1]]
    used = binary_dilation(sound.active[::EVERY][: len(given)], iterations=12)
    used &= ~binary_dilation(changes, iterations=_EDGE)
    return given[used], truth[used]


def fitted(given: Levels, truth: Bins, weight: Levels) -> dict[str, Levels]:
    """The weights of the network."""
    import torch
    from torch import nn
    from torch.nn.functional import binary_cross_entropy_with_logits

    torch.manual_seed(0)
    mean, scale = given.mean(axis=0), given.std(axis=0) + np.float32(1e-3)
    net = nn.Sequential(nn.Linear(given.shape[1], _HIDDEN), nn.Tanh(), nn.Linear(_HIDDEN, 1))
    values = torch.tensor(np.clip((given - mean) / scale, -5, 5))
    wanted, cost = torch.tensor(truth.astype(np.float32)), torch.tensor(weight / weight.mean())
    steps = torch.optim.AdamW(net.parameters(), 5e-3, weight_decay=0.03)
    for _ in range(_EPOCHS):
        for batch in torch.randperm(len(values)).split(_BATCH):
            answers = net(values[batch] + 0.15 * torch.randn_like(values[batch]))[:, 0]
            wrong = binary_cross_entropy_with_logits(answers, wanted[batch], reduction="none")
            steps.zero_grad()
            (wrong * cost[batch]).mean().backward()
            steps.step()
    names = ("hidden.weight", "hidden.bias", "out.weight", "out.bias")
    found = dict(zip(names, (p.detach().numpy() for p in net.parameters()), strict=True))
    return {"mean": mean, "scale": scale, **found}


def judged(weights: dict[str, Levels], given: Levels) -> Levels:
    """As `rvcdesk.cleaning.music.judged`, with weights of one's own."""
    spread = np.clip((given - weights["mean"]) / weights["scale"], -5, 5)
    hidden = np.tanh(spread @ weights["hidden.weight"].T + weights["hidden.bias"])
    out: Levels = hidden @ weights["out.weight"][0] + weights["out.bias"][0]
    return out


def main() -> int:
    from safetensors.numpy import save_file

    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawTextHelpFormatter)
    parser.add_argument("speech", type=Path)
    parser.add_argument("--songs", type=Path, required=True)
    parser.add_argument("--music", type=Path, nargs="+", required=True)
    parser.add_argument("--count", type=int, default=500)
    parser.add_argument("--out", type=Path, required=True)
    options = parser.parse_args()
    voices = {"speech": _files(options.speech), "song": _files(options.songs)}
    tunes = [path for folder in options.music for path in _files(folder)]
    rows: dict[bool, list[tuple[str, Levels, Bins]]] = {True: [], False: []}
    for number in range(options.count):
        rng = np.random.default_rng(number)
        kind = "song" if number % 5 < 2 else "speech"
        path = voices[kind][int(rng.integers(len(voices[kind])))]
        held = _held_out(path.stem.split("__")[0].rsplit("_", 1)[0])
        own = [tune for tune in tunes if _held_out(tune.stem) == held]
        tune = _mono(own[int(rng.integers(len(own)))])[: 120 * RATE] if own and number % 2 else None
        voice = _mono(path) if kind == "song" else _paused(_mono(path), rng)
        under = rng.uniform(0, 12) if kind == "song" else rng.uniform(4, 14)
        rows[held].append((kind, *examples(*mixture(voice, tune, under, rng))))
    given, truth = (np.concatenate([row[place] for row in rows[False]]) for place in (1, 2))
    cost = np.concatenate(
        [np.full(len(y), _SONG_WEIGHT if kind == "song" else 1) for kind, _, y in rows[False]]
    )
    cost[truth] *= cost[~truth].sum() / max(cost[truth].sum(), 1) / 2
    weights = fitted(given.astype(np.float32), truth, cost.astype(np.float32))
    for kind in voices:
        parts = [(judged(weights, x) > 0, y) for name, x, y in rows[True] if name == kind]
        said, right = (np.concatenate(part) for part in zip(*parts, strict=True))
        print(
            f"{kind}: {said[~right].mean():.1%} taken for music, {1 - said[right].mean():.1%} of music missed"
        )
    save_file({name: np.ascontiguousarray(value) for name, value in weights.items()}, options.out)
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
