"""train/*.npz: the discriminator's judgement, and three steps of training with every draw given."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import replace
from functools import partial
from pathlib import Path
from typing import Any

import numpy as np
import torch
from torch import Tensor, nn

from benchmarks.parity_cases.formula import checked, filled
from benchmarks.parity_cases.report import Case, Line, Skip, arrays, near, near_relative, need, same
from rvcdesk.training import losses
from rvcdesk.training.dataset import Batch
from rvcdesk.training.draws import Draws
from rvcdesk.training.trainer import Trainer
from rvcdesk.voice.discriminators import build_discriminator
from rvcdesk.voice.layers import slices
from rvcdesk.voice.presets import PRESETS, MelSpec, Preset

VALUES = 1e-4
LOSSES = 1e-4
NORMS = 1e-3
MOVED = 1e-2
# Softmax does not see a constant: the gradient is zero but for rounding, which AdamW blows up.
ZERO_GRADIENT = "conv_k.bias"


def cases(root: Path) -> Iterator[Case]:
    """One for each .npz, by the arrays in it."""
    for path in sorted((root / "train").glob("*.npz")):
        yield Case(f"train/{path.stem}", partial(_case, root, path))


def _case(root: Path, path: Path) -> Iterator[Line]:
    data = arrays(path)
    if "out_real_0" in data:
        yield from _discriminator(root, path, data)
    elif "hps" in data and "step0_ids_slice" in data:
        yield from _steps(root, path, data)
    else:
        raise Skip(f"{path.name} is of a kind this runner does not know")


def put(network: nn.Module, weights: dict[str, Any]) -> None:
    """Load numpy weights, strictly."""
    network.load_state_dict({key: torch.from_numpy(value) for key, value in weights.items()})


def _discriminator(root: Path, path: Path, data: dict[str, Any]) -> Iterator[Line]:
    case = f"train/{path.stem}"
    need(data, path.name, "y", "y_hat", "seed")
    parts = sum(name.startswith("out_real_") for name in data)
    version = {9: "v2", 7: "v1"}[parts]
    network = build_discriminator(version)
    put(network, checked(root, f"disc_{version}", "DISC_RULES", int(data["seed"])))
    with torch.no_grad():
        judged = network(torch.from_numpy(data["y"]), torch.from_numpy(data["y_hat"]))
    for which, scores in (("real", judged.scores_real), ("fake", judged.scores_fake)):
        got = np.concatenate([score.numpy().ravel() for score in scores])
        want = np.concatenate([data[f"out_{which}_{part}"].ravel() for part in range(parts)])
        yield near(case, f"scores, {which}", got, want, VALUES)
    for which, maps in (("real", judged.fmaps_real), ("fake", judged.fmaps_fake)):
        name = f"fmap_abs_mean_{which}"
        if name in data:
            wanted = data[name]
            means = np.zeros(wanted.shape)
            for part, items in enumerate(maps):
                means[part, : len(items)] = [float(item.abs().mean()) for item in items]
            held = np.isfinite(wanted)
            yield near(case, name, means[held], wanted[held], VALUES)
    if "fmap_count" in data:
        yield same(case, "fmap_count", [len(items) for items in judged.fmaps_real], data["fmap_count"])
    found = {
        "loss_disc": losses.discriminator_loss(judged.scores_real, judged.scores_fake),
        "loss_gen": losses.generator_loss(judged.scores_fake),
        "loss_fm": losses.feature_matching_loss(judged.fmaps_real, judged.fmaps_fake) * 2,
    }
    for name, value in found.items():
        if name in data:
            yield near_relative(case, name, float(value), float(data[name]), LOSSES)


# ---------------------------------------------------------------------------- three steps


def trainer_of(root: Path, data: dict[str, Any]) -> Trainer:
    """Our trainer on the fixture's network, weights and settings."""
    hps, meta = json.loads(str(data["hps"])), json.loads(str(data["meta"]))
    trainer = Trainer(
        _preset(hps, meta), f0=bool(meta["f0"]), device=torch.device("cpu"), seed=0, dialect="2026"
    )
    shapes = {key: tuple(value.shape) for key, value in trainer.generator.state_dict().items()}
    put(trainer.generator, filled(root, shapes, meta["seed_g"], "SYNTH_RULES"))
    put(trainer.discriminator, checked(root, f"disc_{meta['version']}", "DISC_RULES", meta["seed_d"]))
    return trainer


def _preset(hps: dict[str, Any], meta: dict[str, Any]) -> Preset:
    """RVC's preset with the fixture's widths and numbers."""
    model, sound, train = hps["model"], hps["data"], hps["train"]
    base = PRESETS[f"rvc-{meta['version']}-{meta['sr']}"]
    mel = MelSpec(
        sound["sampling_rate"],
        sound["filter_length"],
        sound["hop_length"],
        sound["win_length"],
        sound["n_mel_channels"],
        sound["mel_fmin"],
        sound["mel_fmax"],
    )
    network = replace(
        base.network,
        spec_channels=mel.n_fft // 2 + 1,
        segment_frames=train["segment_size"] // mel.hop,
        inter_channels=model["inter_channels"],
        hidden_channels=model["hidden_channels"],
        filter_channels=model["filter_channels"],
        n_heads=model["n_heads"],
        n_layers=model["n_layers"],
        kernel_size=model["kernel_size"],
        resblock_kernel_sizes=tuple(model["resblock_kernel_sizes"]),
        resblock_dilation_sizes=tuple(map(tuple, model["resblock_dilation_sizes"])),
        upsample_rates=tuple(model["upsample_rates"]),
        upsample_initial_channel=model["upsample_initial_channel"],
        upsample_kernel_sizes=tuple(model["upsample_kernel_sizes"]),
        speakers=model["spk_embed_dim"],
        gin_channels=model["gin_channels"],
    )
    numbers = replace(
        base.training,
        learning_rate=train["learning_rate"],
        betas=tuple(train["betas"]),
        eps=train["eps"],
        lr_decay=train["lr_decay"],
        mel_weight=train["c_mel"],
        kl_weight=train["c_kl"],
    )
    return replace(base, mel=mel, segment=train["segment_size"], network=network, training=numbers)


def batch_of(data: dict[str, Any]) -> Batch:
    """The fixture's batch."""
    lengths = torch.from_numpy(data["lengths"])
    frames = data["phone"].shape[1]
    pitch = data.get("pitch", np.ones((len(lengths), frames), np.int64))
    pitchf = data.get("pitchf", np.zeros((len(lengths), frames), np.float32))
    phone, wave = torch.from_numpy(data["phone"]), torch.from_numpy(data["wave"]).squeeze(1)
    return Batch(phone, lengths, torch.from_numpy(pitch), torch.from_numpy(pitchf), wave)


def given(trainer: Trainer, batch: Batch, data: dict[str, Any], step: int) -> Draws:
    """Everything that a step of the fixture drew."""
    names = {
        "sid": "sid",
        "ids_slice": f"step{step}_ids_slice",
        "eps_q": f"step{step}_eps_q",
        "source_noise": f"step{step}_source_noise",
    }
    held = {name: torch.from_numpy(data[key]) for name, key in names.items() if key in data}
    return replace(trainer.dice.draw(batch, step), **held)


def _steps(root: Path, path: Path, data: dict[str, Any]) -> Iterator[Line]:
    case = f"train/{path.stem}"
    need(data, path.name, "meta", "phone", "lengths", "wave", "sid", "step0_eps_q")
    trainer, batch = trainer_of(root, data), batch_of(data)
    start = {key: value.detach().clone() for key, value in trainer.generator.named_parameters()}
    yield from _first_forward(case, trainer, batch, data)
    steps = sum(name.endswith("_ids_slice") for name in data)
    curves: dict[str, list[float]] = {}
    for step in range(steps):
        values, _, _ = trainer.step(batch, step + 1, 1, given(trainer, batch, data, step)).read()
        if step == 0 and "step0_grad_norms" in data:
            yield from _gradients(case, trainer, data)
        named = {
            "loss_disc": values["discriminator"],
            "loss_gen": values["generator"],
            "loss_fm": values["feature_matching"],
            "loss_mel": values["mel"],
            "loss_kl": values["kl"],
            "loss_gen_all": sum(values[name] for name in ("generator", "feature_matching", "mel", "kl")),
            "grad_norm_g": _norm(trainer.generator),
            "grad_norm_d": _norm(trainer.discriminator),
        }
        for name, value in named.items():
            curves.setdefault(name, []).append(value)
    for name, values_ in curves.items():
        if f"curve_{name}" in data:
            tolerance = NORMS if name.startswith("grad_norm") else LOSSES
            yield near_relative(case, f"{name}, {steps} steps", values_, data[f"curve_{name}"], tolerance)
    yield from _ends(case, trainer, start, data)


@torch.no_grad()
def _first_forward(case: str, trainer: Trainer, batch: Batch, data: dict[str, Any]) -> Iterator[Line]:
    draws, spectrogram = given(trainer, batch, data, 0), trainer.spectrogram
    linear = spectrogram.linear(batch.wave, batch.lengths)
    if "spec" in data:
        inside = torch.arange(linear.shape[2])[None, None] < batch.lengths[:, None, None]
        # Past an item's end RVC pads with zeros, which no network looks at.
        yield near(
            case, "spec inside lengths", (linear * inside).numpy(), data["spec"] * inside.numpy(), VALUES
        )
    pitch, pitchf = (batch.pitch, batch.pitchf) if trainer.f0 else (None, None)
    out = trainer.generator(
        batch.phone,
        batch.lengths,
        pitch,
        pitchf,
        linear,
        batch.lengths,
        draws.sid,
        eps_q=draws.eps_q,
        ids_slice=draws.ids_slice,
        source_noise=draws.source_noise,
    )
    segment = trainer.preset.segment_frames
    real_mel = slices(spectrogram.log_mel(linear), out.ids_slice, segment)
    found = {
        "y_hat": out.audio,
        "z_p": out.z_p,
        "m_q": out.m_q,
        "y_mel": real_mel,
        "y_hat_mel": spectrogram(out.audio.squeeze(1)),
    }
    for name, value in found.items():
        if f"step0_{name}" in data:
            tolerance = 1e-3 if name.endswith("mel") else VALUES
            yield near(case, f"step0 {name}", value.numpy(), data[f"step0_{name}"], tolerance)


def _norm(network: nn.Module) -> float:
    """L2 norm of all gradients together."""
    norms = [parameter.grad.norm() for parameter in network.parameters() if parameter.grad is not None]
    return float(torch.stack(norms).norm())


def _gradients(case: str, trainer: Trainer, data: dict[str, Any]) -> Iterator[Line]:
    """Each tensor's gradient but for a bias that softmax cancels."""
    parameters = dict(trainer.generator.named_parameters())
    keys = [str(key) for key in data["step0_grad_norm_keys"]]
    held = [index for index, key in enumerate(keys) if not key.endswith(ZERO_GRADIENT)]
    got = [_gradient(parameters, keys[index]) for index in held]
    note = f"{len(keys) - len(held)} of {len(keys)} are zero but for rounding ({ZERO_GRADIENT})"
    yield near_relative(case, "step0 gradient norms", got, data["step0_grad_norms"][held], NORMS, note)


def _gradient(parameters: dict[str, nn.Parameter], key: str) -> float:
    gradient = parameters[key].grad
    return 0.0 if gradient is None else float(gradient.double().norm())


def _ends(case: str, trainer: Trainer, start: dict[str, Tensor], data: dict[str, Any]) -> Iterator[Line]:
    """The parameters after the last step, and how far they went."""
    if "final_param_l2_keys" not in data:
        return
    parameters = dict(trainer.generator.named_parameters())
    keys = [str(key) for key in data["final_param_l2_keys"]]
    held = [index for index, key in enumerate(keys) if not key.endswith(ZERO_GRADIENT)]
    note = f"{ZERO_GRADIENT} left out"
    if "final_param_l2" in data:
        norms = [float(parameters[keys[index]].detach().double().norm()) for index in held]
        yield near_relative(case, "final parameters' norms", norms, data["final_param_l2"][held], NORMS, note)
    if "final_delta_l2" in data:
        moved = [
            float((parameters[keys[index]].detach() - start[keys[index]]).double().norm()) for index in held
        ]
        yield near_relative(case, "distance moved", moved, data["final_delta_l2"][held], MOVED, note)
