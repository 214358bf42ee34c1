"""synth/*.pth + .npz: RVC's own small files, stage by stage, with zero and with given noise."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import numpy as np
import torch
from torch import Tensor

from benchmarks.parity_cases.report import Case, Line, Skip, arrays, near, need
from rvcdesk.voice.checkpoint import build, load_voice
from rvcdesk.voice.synthesizer import NOISE_SCALE, Synthesizer

TOLERANCE = 1e-4
VOICES = (".pth", ".pt", ".safetensors")


def cases(root: Path) -> Iterator[Case]:
    """One for each .npz, and for each voice without one."""
    folder = root / "synth"
    stems = {path.stem for path in folder.glob("*.npz")}
    stems |= {path.stem for path in folder.iterdir() if path.suffix in VOICES} if folder.is_dir() else set()
    for stem in sorted(stems):
        yield Case(f"synth/{stem}", lambda stem=stem: _case(folder, stem))


def _case(folder: Path, stem: str) -> Iterator[Line]:
    files = [path for suffix in VOICES if (path := folder / f"{stem}{suffix}").is_file()]
    if not files:
        raise Skip(f"there is no voice {stem}.pth")
    data = arrays(folder / f"{stem}.npz")
    need(data, f"{stem}.npz", "phone", "phone_lengths", "sid")
    for path in files:
        case = f"synth/{stem}" if len(files) == 1 else f"synth/{path.name}"
        network = build(load_voice(path))
        yield from stages(case, network, data)
        # What a conversion runs: the same network made ready for speed.
        network.prepare("exact")
        yield from sounds(case, network, data, " (prepared)")


def inputs(data: dict[str, Any]) -> tuple[Tensor, Tensor, Tensor | None, Tensor | None, Tensor]:
    """phone, lengths, coarse pitch, pitch in Hz, speaker, as `Synthesizer.infer` takes them."""

    def tensor(name: str) -> Tensor | None:
        return torch.from_numpy(data[name]) if name in data else None

    phone, lengths, sid = (torch.from_numpy(data[name]) for name in ("phone", "phone_lengths", "sid"))
    return phone.float(), lengths, tensor("pitch"), tensor("nsff0"), sid


@torch.no_grad()
def stages(case: str, network: Synthesizer, data: dict[str, Any]) -> Iterator[Line]:
    """Text encoder, flow, source, then the sound."""
    phone, lengths, pitch, pitchf, sid = inputs(data)
    g = network.emb_g(sid).unsqueeze(-1)
    mean, logs, mask = network.enc_p(phone, lengths, pitch)
    z = network.flow(mean * mask, mask, g, reverse=True)
    for name, value in (("m_p", mean), ("logs_p", logs), ("z", z)):
        if name in data:
            yield near(case, name, value.numpy(), data[name], TOLERANCE)
    if "z_p_with_noise" in data and "z_noise" in data:
        noisy = mean + torch.exp(logs) * torch.from_numpy(data["z_noise"]) * NOISE_SCALE
        yield near(case, "z_p_with_noise", noisy.numpy(), data["z_p_with_noise"], TOLERANCE)
    if "har_source_zero_noise" in data and pitchf is not None:
        wanted = data["har_source_zero_noise"]
        source = network.dec.m_source(pitchf, torch.zeros(wanted.shape))
        yield near(case, "har_source_zero_noise", source.numpy(), wanted, TOLERANCE)
    yield from sounds(case, network, data, "")


@torch.no_grad()
def sounds(case: str, network: Synthesizer, data: dict[str, Any], how: str) -> Iterator[Line]:
    """The whole network, with zero noise and with the noise given."""
    phone, lengths, pitch, pitchf, sid = inputs(data)
    frames = phone.shape[1]
    latent = (1, network.config.inter_channels, frames)
    samples = (1, frames * network.config.hop, 1)
    wanted: list[tuple[str, np.ndarray[Any, Any], np.ndarray[Any, Any] | None]] = []
    if "audio_zero_noise" in data:
        wanted.append(("audio_zero_noise", np.zeros(latent, np.float32), np.zeros(samples, np.float32)))
    if "audio_with_noise" in data and "z_noise" in data:
        wanted.append(("audio_with_noise", data["z_noise"], data.get("source_noise")))
    for name, z_noise, source_noise in wanted:
        audio = network.infer(
            phone,
            lengths,
            pitch,
            pitchf,
            sid,
            z_noise=torch.from_numpy(z_noise),
            source_noise=None if source_noise is None else torch.from_numpy(source_noise),
        )
        yield near(case, name + how, audio.reshape(-1).numpy(), data[name].reshape(-1), TOLERANCE)
