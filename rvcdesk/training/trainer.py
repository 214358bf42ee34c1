"""RVC's training step: a discriminator step on the detached sound, then a generator step."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import Any

import torch

from rvcdesk.disk import atomic_write
from rvcdesk.messages import BadInput, UserError
from rvcdesk.training import losses
from rvcdesk.training.dataset import Batch
from rvcdesk.voice.discriminators import build_discriminator
from rvcdesk.voice.layers import slices
from rvcdesk.voice.presets import Preset
from rvcdesk.voice.synthesizer import build_synthesizer

LOSSES = ("discriminator", "generator", "feature_matching", "mel", "kl")


@dataclass(frozen=True)
class Given:
    """Draws of a step that are given instead of made; None: make them. See `Synthesizer.forward`."""

    sid: torch.Tensor | None = None
    ids_slice: torch.Tensor | None = None
    eps_q: torch.Tensor | None = None
    source_noise: torch.Tensor | None = None


class Trainer:
    """The two networks, their optimisers, and one step of training.

    All randomness of a step comes from the seed and the step's number, so a resumed run repeats
    an uninterrupted one. On a CPU to the bit.
    """

    def __init__(
        self,
        preset: Preset,
        *,
        f0: bool,
        device: torch.device,
        seed: int,
        bf16: bool = False,
        dialect: str = "classic",
    ) -> None:
        torch.manual_seed(seed)
        self.preset, self.device, self.seed, self.bf16 = preset, device, seed, bf16
        self.f0 = f0
        self.generator = build_synthesizer(preset.config(f0=f0)).to(device)
        self.discriminator = build_discriminator(preset.discriminator).to(device)
        self.spectrogram = losses.Spectrogram(preset.mel, dialect).to(device)
        numbers = preset.training
        settings: dict[str, Any] = {"lr": numbers.learning_rate, "betas": numbers.betas, "eps": numbers.eps}
        self.optim_g = torch.optim.AdamW(self.generator.parameters(), **settings)
        self.optim_d = torch.optim.AdamW(self.discriminator.parameters(), **settings)

    def step(self, batch: Batch, step: int, epoch: int, given: Given = Given()) -> dict[str, float]:
        """One step; returns the weighted losses by the names in `LOSSES`, as RVC logs them.

        `given` is for comparisons with other trainers.

        Raises:
            UserError: a loss is no longer a number.
        """
        torch.manual_seed(self.seed * 1_000_003 + step)
        numbers, segment = self.preset.training, self.preset.segment_frames
        self._set_rate(numbers.learning_rate * numbers.lr_decay ** (epoch - 1))
        batch = batch.to(self.device)
        sid = torch.zeros_like(batch.lengths) if given.sid is None else given.sid
        pitch, pitchf = (batch.pitch, batch.pitchf) if self.f0 else (None, None)
        with torch.no_grad():
            linear = self.spectrogram.linear(batch.wave, batch.lengths)
        with self._autocast():
            out = self.generator(
                batch.phone, batch.lengths, pitch, pitchf, linear, batch.lengths, sid,
                eps_q=given.eps_q, ids_slice=given.ids_slice, source_noise=given.source_noise,
            )  # fmt: skip
        fake = out.audio.float()
        hop = self.preset.mel.hop
        real = slices(batch.wave.unsqueeze(1), out.ids_slice * hop, segment * hop)
        real_mel = slices(self.spectrogram.log_mel(linear), out.ids_slice, segment)

        adversary = step >= numbers.adversary_from_step
        zero = torch.zeros((), device=self.device)
        loss_d = loss_gen = loss_fm = zero
        if adversary:
            shown = self._shown(real.shape[-1])
            loss_d = self._discriminator_step(real[..., shown], fake[..., shown].detach())
            loss_gen, loss_fm = self._judged(real[..., shown], fake[..., shown])
        loss_mel = (self.spectrogram(fake.squeeze(1)) - real_mel).abs().mean() * numbers.mel_weight
        loss_kl = losses.kl_loss(out.z_p, out.logs_q, out.m_p, out.logs_p, out.spec_mask) * numbers.kl_weight
        warm = min(1.0, step / max(1, numbers.kl_warmup_steps))
        self.optim_g.zero_grad(set_to_none=True)
        (loss_gen + loss_fm + loss_mel + loss_kl * warm).backward()
        self.optim_g.step()
        values = torch.stack(
            [loss.detach() for loss in (loss_d, loss_gen, loss_fm, loss_mel, loss_kl)]
        ).tolist()
        return self._checked(dict(zip(LOSSES, values, strict=True)), step)

    def _shown(self, samples: int) -> slice:
        """The part of a segment that the discriminator is shown: all of it, or a random stretch."""
        seconds = self.preset.training.judged_seconds
        length = samples if seconds is None else min(samples, round(seconds * self.preset.sample_rate))
        start = int(torch.randint(samples - length + 1, ()))
        return slice(start, start + length)

    def _discriminator_step(self, real: torch.Tensor, fake: torch.Tensor) -> torch.Tensor:
        with self._autocast():
            judged = self.discriminator(real, fake)
        loss = losses.discriminator_loss(judged.scores_real, judged.scores_fake)
        self.optim_d.zero_grad(set_to_none=True)
        loss.backward()
        self.optim_d.step()
        return loss

    def _judged(self, real: torch.Tensor, fake: torch.Tensor) -> tuple[torch.Tensor, torch.Tensor]:
        """The generator's adversarial and feature matching losses; frozen weights get no gradients."""
        numbers = self.preset.training
        self.discriminator.requires_grad_(False)
        with self._autocast():
            judged = self.discriminator(real, fake)
        self.discriminator.requires_grad_(True)
        adversarial = losses.generator_loss(judged.scores_fake) * numbers.adversarial_weight
        matching = losses.feature_matching_loss(judged.fmaps_real, judged.fmaps_fake)
        return adversarial, matching * numbers.feature_matching_weight

    def _autocast(self) -> torch.autocast:
        return torch.autocast(self.device.type, torch.bfloat16, enabled=self.bf16)

    def _set_rate(self, rate: float) -> None:
        for optimiser in (self.optim_g, self.optim_d):
            for group in optimiser.param_groups:
                group["lr"] = rate

    def _checked(self, values: dict[str, float], step: int) -> dict[str, float]:
        for name, value in values.items():
            if value != value or value in (float("inf"), float("-inf")):
                raise UserError(
                    "The {name} loss was no longer a number at step {step}; resume from the last save, "
                    "or start anew with another seed.",
                    name=name,
                    step=step,
                )
        return values

    # -- saves ---------------------------------------------------------------------------------

    def save(self, path: Path, step: int) -> None:
        """Write everything a resume needs, and prove that the file opens, before it gets its name."""
        state = {
            "step": step,
            "preset": self.preset.id,
            "generator": self.generator.state_dict(),
            "discriminator": self.discriminator.state_dict(),
            "optim_g": self.optim_g.state_dict(),
            "optim_d": self.optim_d.state_dict(),
        }
        with atomic_write(path) as temporary:
            torch.save(state, temporary)
            read = torch.load(temporary, map_location="cpu", weights_only=True, mmap=True)
            if read["step"] != step:
                raise UserError("The save {file} could not be read back; check the disk.", file=path)

    def load(self, path: Path) -> int:
        """Take up a save; returns its step.

        Raises:
            BadInput: the file is not a save of this preset, or is damaged.
        """
        try:
            state = torch.load(path, map_location=self.device, weights_only=True)
            if state["preset"] != self.preset.id:
                raise BadInput("{file} is a save of another preset.", file=path)
            self.generator.load_state_dict(state["generator"])
            self.discriminator.load_state_dict(state["discriminator"])
            self.optim_g.load_state_dict(state["optim_g"])
            self.optim_d.load_state_dict(state["optim_d"])
            return int(state["step"])
        except BadInput:
            raise
        except Exception as error:
            raise BadInput(
                "The save {file} is damaged ({reason}).", file=path, reason=type(error).__name__
            ) from error
