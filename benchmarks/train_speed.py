"""What a step of an RVC training costs at full size: a plain loop beside the product's trainer.

    python benchmarks/train_speed.py [--preset ID] [--batch-size N] [--device cpu|cuda] [--steps N]
        [--threads N] [--curve-steps N] [--precision P] [--epochs N [--minutes M]] [--json]

"plain" is the recipe as RVC-WebUI runs it, written out below on torch's own functions: float32, real and
generated sound judged one after the other, the discriminator's weights' gradients computed in the
generator's step too, torch's own AdamW, batches put together on the processor and every loss waited for.
"ours" is `rvcdesk.training.trainer.Trainer` with what is chosen by itself on this device. Both have the
same network with the same weights, batches and draws, and take turns in one process, so that whatever
else the machine does meets both. Peak memory comes from a process for each. At last both train a narrow
network on the same sound, and their losses are compared. Prints tables, writes
benchmarks/results/train_speed.json. torch and numpy suffice.
"""

from __future__ import annotations

import argparse
import json
import os
import statistics
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from dataclasses import replace
from itertools import islice
from pathlib import Path
from typing import Any
from unittest.mock import patch

import numpy as np

ROOT = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(ROOT))
RESULTS = ROOT / "benchmarks" / "results"

SEED = 1234
PIECES, PIECE_S = 24, 3.7
SIDES = ("plain", "ours")
# Steps that are not counted, and steps of a turn: those of a card are told late, and recorded at first.
WARM, TURN = {"cpu": 1, "cuda": 10}, {"cpu": 1, "cuda": 20}
SMOOTH = 20
NARROW_S, NARROW_FRAMES = 0.8, 16
NARROW: dict[str, Any] = {
    "inter_channels": 32, "hidden_channels": 32, "filter_channels": 64, "n_layers": 2,
    "upsample_initial_channel": 64, "gin_channels": 16, "speakers": 2,
}  # fmt: skip


# ---------------------------------------------------------------- what is trained on


def make_tables(preset: Any, seconds: float, pieces: int = PIECES) -> Any:
    """Sung tones with the loudness and colour of their "phones", as prepared pieces lie in memory."""
    import torch

    from rvcdesk.pitch.coarse import coarse
    from rvcdesk.training.dataset import Tables

    draw = np.random.default_rng(SEED)
    hop, rate = preset.mel.hop, preset.sample_rate
    frames = round(seconds * 50) * 2
    phones = draw.normal(size=(12, preset.network.content_dim)).astype(np.float32)
    colours = draw.uniform(0.2, 1, size=(12, 10)) / np.arange(1, 11)
    contents, pitches, waves = (
        [np.zeros((1, phones.shape[1]), np.float32)],
        [np.zeros(2)],
        [np.zeros((2, hop))],
    )
    for _ in range(pieces):
        said = np.repeat(draw.integers(0, 12, frames // 10 + 1), 10)[:frames]
        pitch = 150 * 2 ** (0.6 * np.sin(np.arange(frames) / draw.uniform(20, 60) + draw.uniform(0, 6)))
        phase = 2 * np.pi * np.cumsum(np.repeat(pitch, hop)) / rate
        tones = np.sin(phase[:, None] * np.arange(1, 11)) * np.repeat(colours[said], hop, axis=0)
        waves.append((0.1 * tones.sum(1) + 0.005 * draw.normal(size=len(phase))).reshape(-1, hop))
        contents.append(phones[said[::2]])
        pitches.append(pitch)
    f0 = np.concatenate(pitches).astype(np.float32)
    return Tables(
        torch.from_numpy(np.concatenate(contents)),
        torch.from_numpy(f0),
        torch.from_numpy(coarse(f0)),
        torch.from_numpy(np.concatenate(waves).astype(np.float32)),
        tuple(2 + frames * item for item in range(pieces)),
        (frames,) * pieces,
    )


# ---------------------------------------------------------------- the two trainers


class Plain:
    """The reference loop."""

    def __init__(self, preset: Any, dataset: Any, device: Any) -> None:
        import torch

        from rvcdesk.training.draws import Dice
        from rvcdesk.training.losses import Spectrogram
        from rvcdesk.voice.discriminators import build_discriminator
        from rvcdesk.voice.synthesizer import build_synthesizer

        torch.manual_seed(SEED)
        self.preset, self.dataset, self.device = preset, dataset, device
        self.generator = build_synthesizer(preset.config()).to(device)
        self.discriminator = build_discriminator(preset.discriminator).to(device)
        self.spectrogram = Spectrogram(preset.mel).to(device)
        self.dice = Dice(preset, SEED, device)
        numbers = preset.training
        self.optim_g, self.optim_d = (
            torch.optim.AdamW(
                net.parameters(), lr=numbers.learning_rate, betas=numbers.betas, eps=numbers.eps
            )
            for net in (self.generator, self.discriminator)
        )

    def steps(self) -> Iterator[dict[str, float]]:
        """Train for ever, telling each step's losses."""
        from rvcdesk.training.machine.precision import set_up
        from rvcdesk.voice import layers, train_conv

        step = 0
        while True:
            step += 1
            # Whatever the trainer beside it has set for the whole process.
            set_up(self.device, "fp32")
            with patch.object(layers, "convolve", train_conv.torch_convolve):
                told = self._step(step)
            yield told

    def _step(self, step: int) -> dict[str, float]:
        import torch

        # A loader makes what lies on the processor; copying it there is part of the step.
        batch = self.dataset.batch(step).to(self.device)
        draws = self.dice.draw(batch, step)
        segment, hop = self.preset.segment, self.preset.mel.hop
        linear = self.spectrogram.linear(batch.wave)
        out = self.generator(
            batch.phone, batch.lengths, batch.pitch, batch.pitchf, linear, batch.lengths, draws.sid,
            eps_q=draws.eps_q, ids_slice=draws.ids_slice, source_noise=draws.source_noise,
        )  # fmt: skip
        starts = out.ids_slice.tolist()
        mels = zip(self.spectrogram.log_mel(linear), starts, strict=True)
        real_mel = torch.stack([mel[:, start : start + segment // hop] for mel, start in mels])
        rows = zip(batch.wave, starts, strict=True)
        real = torch.stack([wave[start * hop : start * hop + segment] for wave, start in rows]).unsqueeze(1)
        fake = out.audio

        scores = zip(self._judge(real)[0], self._judge(fake.detach())[0], strict=True)
        loss_d = sum(((1 - r) ** 2).mean() + (f**2).mean() for r, f in scores)
        self.optim_d.zero_grad()
        loss_d.backward()
        self._norm(self.discriminator)
        self.optim_d.step()

        (_, maps_real), (scores_fake, maps_fake) = self._judge(real), self._judge(fake)
        numbers, maps = self.preset.training, zip(maps_real, maps_fake, strict=True)
        matching = sum((r.detach() - f).abs().mean() for r, f in maps)
        mel = (real_mel - self.spectrogram(fake.squeeze(1))).abs().mean()
        kl = out.logs_p - out.logs_q - 0.5 + 0.5 * (out.z_p - out.m_p) ** 2 * (-2 * out.logs_p).exp()
        losses = {
            "generator": sum(((1 - f) ** 2).mean() for f in scores_fake),
            "feature_matching": matching * numbers.feature_matching_weight,
            "mel": mel * numbers.mel_weight,
            "kl": (kl * out.spec_mask).sum() / out.spec_mask.sum() * numbers.kl_weight,
        }
        self.optim_g.zero_grad()
        sum(losses.values()).backward()
        self._norm(self.generator)
        self.optim_g.step()
        return {name: loss.item() for name, loss in {"discriminator": loss_d, **losses}.items()}

    def _judge(self, wave: Any) -> tuple[list[Any], list[Any]]:
        """Scores, and all feature maps in one list."""
        opinions = [part(wave)[0] for part in self.discriminator.discriminators]
        return [score for score, _ in opinions], [item for _, maps in opinions for item in maps]

    def _norm(self, network: Any) -> float:
        """The gradients' norm, which is logged."""
        from torch.nn.utils import get_total_norm

        return float(get_total_norm(item.grad for item in network.parameters() if item.grad is not None))


class Ours:
    """The product's trainer, as a run makes it."""

    def __init__(self, preset: Any, dataset: Any, device: Any, precision: str) -> None:
        from rvcdesk.devices import pick_device
        from rvcdesk.training.data.feeder import place
        from rvcdesk.training.machine.precision import choose_precision
        from rvcdesk.training.trainer import Trainer

        self.device = device
        self.precision = choose_precision(precision, device, pick_device(str(device))[1])
        self.trainer = Trainer(preset, f0=True, device=device, seed=SEED, precision=self.precision)
        self.trainer.record_steps()
        self.dataset = dataset
        self.dataset.tables = place(dataset.tables, device, "auto")

    def steps(self) -> Iterator[dict[str, float]]:
        """Train for ever, telling each step's losses one step late, as a run does."""
        from rvcdesk.training.data.feeder import feed
        from rvcdesk.training.machine.precision import set_up

        before = None
        for step, batch in enumerate(feed(self.dataset, self.device, 1, 1 << 30), 1):
            set_up(self.device, self.precision)
            result = self.trainer.step(batch, step, 1)
            yield before.read()[0] if before is not None else {}
            before = result


def sides(given: argparse.Namespace, preset: Any, seconds: float, wanted: tuple[str, ...] = SIDES) -> Any:
    """The trainers, each with a dataset of its own."""
    import torch

    from rvcdesk.training.dataset import Dataset

    device = torch.device(given.device)
    made: dict[str, Any] = {}
    for side in wanted:
        dataset = Dataset(make_tables(preset, seconds), preset, given.batch_size, SEED)
        plain = side == "plain"
        made[side] = (
            Plain(preset, dataset, device) if plain else Ours(preset, dataset, device, given.precision)
        )
    return made


# ---------------------------------------------------------------- what a process of its own measures


def speed(given: argparse.Namespace) -> dict[str, Any]:
    """Both in turns: seconds and processor seconds of a step."""
    import torch

    from rvcdesk.devices import pick_device
    from rvcdesk.voice.presets import get_preset

    made = sides(given, get_preset(given.preset), PIECE_S)
    kind = torch.device(given.device).type
    streams = {side: one.steps() for side, one in made.items()}
    wait: Callable[[], object] = torch.cuda.synchronize if kind == "cuda" else lambda: None
    for stream in streams.values():
        list(islice(stream, WARM[kind]))
    times: dict[str, list[tuple[float, float]]] = {side: [] for side in streams}
    turn = min(TURN[kind], given.steps)
    for _ in range(max(1, given.steps // turn)):
        for side, stream in streams.items():
            wait()
            began, worked = time.perf_counter(), time.process_time()
            list(islice(stream, turn))
            wait()
            seconds, work = time.perf_counter() - began, time.process_time() - worked
            times[side].append((seconds / turn, work / turn))
    found: dict[str, Any] = {}
    for side, taken in times.items():
        seconds, work = (statistics.median(item[which] for item in taken) for which in (0, 1))
        found[side] = {"seconds": seconds, "cpu_seconds": work, "steps_per_second": 1 / seconds}
    # Of the two halves of each turn: what slows the machine slows both.
    measure = 0 if kind == "cuda" else 1
    pairs = zip(times["plain"], times["ours"], strict=True)
    found["ratio"] = statistics.median(ours[measure] / plain[measure] for plain, ours in pairs)
    return {**found, "device": pick_device(given.device)[1].name, "precision": made["ours"].precision}


def memory(given: argparse.Namespace) -> dict[str, Any]:
    """The peak of one of them, everything that it holds included."""
    import torch

    from rvcdesk.voice.presets import get_preset

    made = sides(given, get_preset(given.preset), PIECE_S, (given.side,))
    card = torch.device(given.device).type == "cuda"
    list(islice(made[given.side].steps(), 15 if card else 2))
    if card:
        return {"peak_mb": torch.cuda.max_memory_allocated() / (1 << 20)}
    if sys.platform == "win32":
        return {"peak_mb": float("nan")}
    import resource

    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    return {"peak_mb": peak / (1 << 20 if sys.platform == "darwin" else 1 << 10)}


def curves(given: argparse.Namespace) -> dict[str, Any]:
    """Both train a narrow network: how far apart their losses are, as parts of the plain one's mean."""
    from rvcdesk.training.trainer import LOSSES
    from rvcdesk.voice.presets import get_preset

    base = get_preset(given.preset)
    network = replace(base.network, **NARROW, segment_frames=NARROW_FRAMES)
    preset = replace(base, network=network, segment=NARROW_FRAMES * base.mel.hop, discriminator="draft")
    made = sides(given, preset, NARROW_S)
    told = {side: list(islice(one.steps(), given.curve_steps + 1)) for side, one in made.items()}
    # Ours tells a step's losses with the next one.
    pairs = list(zip(told["plain"][:-1], told["ours"][1:], strict=True))
    return {
        name: distance(*(np.array([pair[side][name] for pair in pairs]) for side in (0, 1)))
        for name in LOSSES
    }


def whole(given: argparse.Namespace) -> dict[str, Any]:
    """A run's steps from the first to the last, recording and compiling included; ours alone."""
    import torch

    from rvcdesk.training.dataset import Dataset
    from rvcdesk.voice.presets import get_preset

    preset, device = get_preset(given.preset), torch.device(given.device)
    tables = make_tables(preset, PIECE_S, round(given.minutes * 60 / PIECE_S))
    dataset = Dataset(tables, preset, given.batch_size, SEED)
    steps = dataset.steps_per_epoch * given.epochs
    began = time.perf_counter()
    list(islice(Ours(preset, dataset, device, given.precision).steps(), steps))
    if device.type == "cuda":
        torch.cuda.synchronize()
    return {"steps": steps, "seconds": time.perf_counter() - began}


def distance(plain: Any, ours: Any) -> dict[str, float]:
    """Mean difference of two curves over the first one's mean, as they are and smoothed."""
    window = np.ones(min(SMOOTH, len(plain))) / min(SMOOTH, len(plain))
    smooth = [np.convolve(curve, window, "valid") for curve in (plain, ours)]
    mean = float(plain.mean())
    return {
        "mean": mean,
        "apart": float(np.abs(plain - ours).mean()) / mean,
        "smoothed": float(np.abs(smooth[0] - smooth[1]).mean()) / mean,
        "bias": float((ours - plain).mean()) / mean,
    }


# ---------------------------------------------------------------- all of it


def child(given: argparse.Namespace) -> dict[str, Any]:
    """One measurement, in this process."""
    import torch

    torch.set_num_threads(given.threads)
    work = {"speed": speed, "memory": memory, "curves": curves, "whole": whole}[given.part]
    return work(given)


def ask(given: argparse.Namespace, *more: object) -> Any:
    """What a child answers. This process stays small: on Linux a child's peak begins with its parent's."""
    command = [
        sys.executable, __file__, "--preset", given.preset, "--batch-size", given.batch_size, "--device",
        given.device, "--steps", given.steps, "--threads", given.threads, "--curve-steps", given.curve_steps,
        "--precision", given.precision, "--epochs", given.epochs, "--minutes", given.minutes, *more,
    ]  # fmt: skip
    environment = {**os.environ, "OMP_NUM_THREADS": str(given.threads)}
    done = subprocess.run(
        [str(part) for part in command], env=environment, stdout=subprocess.PIPE, encoding="utf-8", check=True
    )
    return json.loads(done.stdout.splitlines()[-1])


def main() -> None:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--preset", default="rvc-v2-40k")
    parser.add_argument("--batch-size", type=int, default=4)
    parser.add_argument("--device", default="cpu")
    parser.add_argument(
        "--steps", type=int, default=0, help="full-size steps of each; 0: 10, or 200 on a card"
    )
    parser.add_argument("--threads", type=int, default=1)
    parser.add_argument("--curve-steps", type=int, default=200, help="steps of the narrow network; 0: none")
    parser.add_argument("--precision", default="auto", help="ours: auto, fp32, bf16 or fp16")
    parser.add_argument("--epochs", type=int, default=0, help="train a whole run too, ours alone")
    parser.add_argument("--minutes", type=float, default=12.0, help="of voice, for --epochs")
    parser.add_argument("--json", action="store_true", help="print the results as JSON at the end")
    parser.add_argument("--part", help=argparse.SUPPRESS)
    parser.add_argument("--side", help=argparse.SUPPRESS)
    given = parser.parse_args()
    if given.part:
        print(json.dumps(child(given)))
        return
    if not given.preset.startswith("rvc-"):
        parser.error("only RVC's presets have a plain loop here")
    given.steps = given.steps or (10 if given.device == "cpu" else 200)
    results: dict[str, Any] = {
        "preset": given.preset,
        "batch_size": given.batch_size,
        "steps": given.steps,
        "threads": given.threads,
        **ask(given, "--part", "speed"),
    }
    for side in SIDES:
        results[side] |= ask(given, "--part", "memory", "--side", side)
    if given.curve_steps:
        results["curves"] = ask(given, "--part", "curves")
    if given.epochs:
        results["whole"] = ask(given, "--part", "whole")
    table(results, given)
    if given.json:
        print(json.dumps(results, indent=1))
    RESULTS.mkdir(parents=True, exist_ok=True)
    (RESULTS / "train_speed.json").write_text(json.dumps(results, indent=1) + "\n", encoding="utf-8")


def table(results: dict[str, Any], given: argparse.Namespace) -> None:
    print(f"{results['device']}, {results['threads']} threads; {results['preset']}, batch "
          f"{results['batch_size']}, pieces of {PIECE_S} s; ours in {results['precision']}")  # fmt: skip
    print(f"{'':<8}{'steps/s':>10}{'s a step':>10}{'CPU s a step':>14}{'peak memory':>14}")
    for side in SIDES:
        row = results[side]
        print(f"{side:<8}{row['steps_per_second']:>10.3f}{row['seconds']:>10.3f}{row['cpu_seconds']:>14.2f}"
              f"{row['peak_mb']:>11.0f} MB")  # fmt: skip
    print(f"ours takes {results['ratio']:.3f} of the plain loop's time")
    if "whole" in results:
        run = results["whole"]
        print(f"{given.minutes:g} minutes of voice, {given.epochs} epochs: {run['steps']} steps in "
              f"{run['seconds']:.0f} s")  # fmt: skip
    if "curves" in results:
        print("\nlosses of the narrow network: mean, and how far ours is from it (share of the mean)")
        print(f"{'':<18}{'mean':>10}{'apart':>10}{'smoothed':>10}{'bias':>10}")
        for name, row in results["curves"].items():
            print(f"{name:<18}{row['mean']:>10.3f}{row['apart']:>10.4f}{row['smoothed']:>10.4f}"
                  f"{row['bias']:>+10.4f}")  # fmt: skip


if __name__ == "__main__":
    main()
