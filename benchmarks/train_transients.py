"""Fits the network that hears clicks, knocks, chirps and coughs over speech.

    python benchmarks/train_transients.py SPEECH --songs DIR [--events DIR ...] --out FILE.safetensors

SPEECH holds files named SPEAKER_NN.*, `--songs` what `benchmarks/singing.py` made of them, `--events`
recorded sounds whose names begin with their kind. Sounds of `transient_sounds.py` and the recorded ones are
laid over both; a quarter is left alone. Rooms, noise, clipping and lossy coding vary. A quarter of the
speakers is held out for the figures printed.
"""

from __future__ import annotations

import argparse
import io
import sys
import time
import zlib
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

from benchmarks.singing import RATE, analysed, in_a_room
from benchmarks.transient_sounds import SOUNDS, cough
from rvcdesk.audio.files import AUDIO_SUFFIXES, decode, resample
from rvcdesk.audio.sources import ArraySource
from rvcdesk.cleaning.sound import HOP, Sound
from rvcdesk.cleaning.transients import DILATIONS, INPUTS, KINDS, inputs

if TYPE_CHECKING:
    import torch

Values = NDArray[np.float64]
Random = np.random.Generator
_WIDTH, _BATCH, _HOPS = 32, 12, 600
_COSTS = (3.0, 1.5, 1.0, 1.0)  # short kinds have few hops


@dataclass(frozen=True)
class Example:
    """One recording: what the network is given (hops, 92), the truth (hops, 4), whether it is held out."""

    given: NDArray[np.float16]
    truth: NDArray[np.uint8]
    held: bool


def _mono(path: Path) -> Values:
    samples, rate = decode(path)
    return resample(samples.mean(axis=0), rate, RATE).astype(np.float64)


def bank(speech: list[Path], events: list[Path], count: int) -> dict[str, list[Values]]:
    """Sounds of each kind, each with a peak of 1."""
    rng = np.random.default_rng(11)
    voices = [analysed(path) for path in rng.permutation(np.array(speech, dtype=object))[:40]]
    vowels = [v.spectra[v.pitch > 0][::6] for v in voices if (v.pitch > 0).sum() > 60]
    made = {kind: [way(rng) for _ in range(count)] for kind, way in SOUNDS.items()}
    made["cough"] = [cough(rng, vowels) for _ in range(count)]
    for path in events:
        if path.stem.split("_")[0] in made:
            made[path.stem.split("_")[0]].append(_mono(path)[:RATE])
    return {kind: [sound / (np.abs(sound).max() + 1e-9) for sound in made[kind]] for kind in KINDS}


def laid(voice: Values, sounds: dict[str, list[Values]], level: float, rng: Random) -> tuple[Values, Values]:
    """Events over a voice, every two seconds or so; the sum, and where each kind is heard, (hops, 4)."""
    out, truth = voice.copy(), np.zeros((-(-voice.size // HOP), len(KINDS)))
    place = round(rng.uniform(0.3, 2) * RATE)
    while place < voice.size - RATE:
        kind = int(rng.choice(4, p=[0.34, 0.26, 0.2, 0.2]))
        own = sounds[KINDS[kind]]
        piece = own[int(rng.integers(len(own)))][: voice.size - place]
        under = rng.uniform(-4, 9) if KINDS[kind] in ("knock", "cough") else rng.uniform(-1, 18)
        piece = piece * 10 ** ((level - under) / 20) / np.sqrt(np.square(piece).mean() + 1e-12)
        out[place : place + piece.size] += piece
        loud = np.convolve(np.square(piece), np.ones(80) / 80, "same")
        heard = (place + np.flatnonzero(loud > loud.max() * 10**-2.2)) // HOP
        for first, last in zip(heard[:-1], heard[1:], strict=True):
            if last - first < 12:
                truth[first : last + 1, kind] = 1
        place += piece.size + round((0.3 + rng.exponential(1.6)) * RATE)
    return out, truth


def example(path: Path, sounds: dict[str, list[Values]] | None, rng: Random) -> Example | None:
    """A voice as it may be recorded, with events or (None) without."""
    voice = _mono(path)[: 26 * RATE]
    if voice.size < 4 * RATE:
        return None
    if rng.random() < 0.15:
        voice = np.clip(voice * 10 ** rng.uniform(0.5, 1.2), -0.9, 0.9)
    level = float(10 * np.log10(np.square(voice[np.abs(voice) > 0.05 * np.abs(voice).max()]).mean()))
    out, truth = voice, np.zeros((-(-voice.size // HOP), len(KINDS)))
    if sounds is not None:
        out, truth = laid(voice, sounds, level, rng)
    if rng.random() < 0.35:
        out = in_a_room(out, rng.uniform(0.15, 0.5), rng.uniform(9, 18), rng)
    noise = np.convolve(rng.standard_normal(out.size + 9), np.ones(int(rng.integers(1, 8))), "same")[
        : out.size
    ]
    out = out + noise / noise.std() * 10 ** ((level - rng.uniform(22, 45)) / 20)
    if rng.random() < 0.4:
        out = _coded(out, rng)
    sound = Sound(ArraySource(out.astype(np.float32), RATE))
    held = zlib.crc32(path.stem.split("__")[0].rsplit("_", 1)[0].encode()) % 4 == 0
    return Example(inputs(sound).astype(np.float16), truth[: sound.hops].astype(np.uint8), held)


def _coded(samples: Values, rng: Random) -> Values:
    """Through Opus or Vorbis: speech that was, and events that were not, must not tell them apart."""
    import soundfile

    file = io.BytesIO()
    coding = "OPUS" if rng.random() < 0.6 else "VORBIS"
    soundfile.write(file, np.clip(samples, -0.99, 0.99), RATE, format="OGG", subtype=coding)
    file.seek(0)
    out, rate = soundfile.read(file, dtype="float32")
    return np.resize(resample(out, rate, RATE), samples.size).astype(np.float64)


def network() -> torch.nn.Module:
    """As `rvcdesk.cleaning.transients` computes it."""
    import torch
    from torch import nn

    class Net(nn.Module):
        def __init__(self) -> None:
            super().__init__()
            sizes = [INPUTS, *[_WIDTH] * len(DILATIONS)]
            self.c = nn.ModuleList(
                nn.Conv1d(sizes[i], _WIDTH, 3, padding=d, dilation=d) for i, d in enumerate(DILATIONS)
            )
            self.o = nn.Conv1d(_WIDTH, len(KINDS), 1)

        def forward(self, values: torch.Tensor) -> torch.Tensor:
            for number, layer in enumerate(self.c):
                made = torch.relu(layer(values))
                values = values + made if number else made
            out: torch.Tensor = self.o(values)
            return out

    return Net()


def train(net: torch.nn.Module, examples: list[Example], seconds: float) -> None:
    """For so many seconds, with a rate that falls to nothing."""
    import torch
    from torch.nn.functional import binary_cross_entropy_with_logits

    rng, steps = np.random.default_rng(0), torch.optim.AdamW(net.parameters(), 5e-3, weight_decay=0.01)
    started, cost = time.monotonic(), torch.tensor(_COSTS)[:, None]
    while (part := (time.monotonic() - started) / seconds) < 1:
        steps.param_groups[0]["lr"] = 5e-3 * (0.5 + 0.5 * np.cos(np.pi * part)) + 2e-5
        given, truth = [], []
        for number in rng.integers(len(examples), size=_BATCH):
            chosen = examples[number]
            first = int(rng.integers(max(1, len(chosen.given) - _HOPS)))
            values = np.resize(chosen.given[first : first + _HOPS].astype(np.float32), (_HOPS, INPUTS))
            values[:, : INPUTS - 3] += rng.normal(0, 0.15)  # the level is never quite known
            given.append(values)
            truth.append(
                np.resize(chosen.truth[first : first + _HOPS], (_HOPS, len(KINDS))).astype(np.float32)
            )
        answers = net(torch.tensor(np.stack(given)).transpose(1, 2))
        wanted = torch.tensor(np.stack(truth)).transpose(1, 2)
        wrong = binary_cross_entropy_with_logits(answers, wanted, reduction="none")
        steps.zero_grad()
        (wrong * cost).mean().backward()
        steps.step()


def show(net: torch.nn.Module, examples: list[Example]) -> None:
    """How much of what is said is right, and found, hop by hop."""
    import torch

    with torch.no_grad():
        said = [net(torch.tensor(e.given.astype(np.float32)).T[None])[0].T.numpy() > 1.4 for e in examples]
    found, right = np.concatenate(said), np.concatenate([item.truth for item in examples]) > 0
    for place, kind in enumerate(KINDS):
        both = (found[:, place] & right[:, place]).sum()
        print(f"{kind}: right {both / max(1, found[:, place].sum()):.3f}"
              f" found {both / max(1, right[:, place].sum()):.3f}")  # fmt: skip


def main() -> int:
    from safetensors.torch import save_file

    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawTextHelpFormatter)
    parser.add_argument("speech", type=Path)
    parser.add_argument("--songs", type=Path, required=True)
    parser.add_argument("--events", type=Path, nargs="*", default=[])
    parser.add_argument("--count", type=int, default=700, help="recordings to learn from")
    parser.add_argument("--sounds", type=int, default=600, help="made-up events of each kind")
    parser.add_argument("--seconds", type=float, default=400, help="of training")
    parser.add_argument("--out", type=Path, required=True)
    options = parser.parse_args()

    def files(folder: Path) -> list[Path]:
        return sorted(path for path in folder.rglob("*") if path.suffix.lower() in AUDIO_SUFFIXES)

    speech, songs = files(options.speech), files(options.songs)
    sounds = bank(speech, [path for folder in options.events for path in files(folder)], options.sounds)
    examples = []
    for number in range(options.count):
        rng = np.random.default_rng(number)
        group = songs if songs and rng.random() < 0.12 else speech
        path = group[int(rng.integers(len(group)))]
        examples.append(example(path, None if number % 4 == 0 else sounds, rng))
    made = [item for item in examples if item is not None]
    net = network()
    train(net, [item for item in made if not item.held], options.seconds)
    show(net, [item for item in made if item.held])
    save_file({name: value.contiguous().half() for name, value in net.state_dict().items()}, options.out)
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
