"""RVC's training step: a discriminator step on the detached sound, then a generator step."""

from __future__ import annotations

import contextlib
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

import torch
from torch import Tensor, nn

from rvcdesk.messages import N_, Message, UserError
from rvcdesk.training import losses
from rvcdesk.training.dataset import Batch
from rvcdesk.training.draws import Dice, Draws
from rvcdesk.training.machine.graphs import Recorder, round_up
from rvcdesk.training.machine.precision import set_up
from rvcdesk.training.machine.world import ALONE, World
from rvcdesk.voice.discriminators import build_discriminator
from rvcdesk.voice.layers import slices
from rvcdesk.voice.presets import Preset
from rvcdesk.voice.synthesizer import TrainOutput, build_synthesizer

LOSSES = ("discriminator", "generator", "feature_matching", "mel", "kl")
NORMS = ("generator", "discriminator")
_MEASURING = 1 << 40  # beyond any step: the draws of the held-out pieces
_SEGMENTS = 16  # that a measurement hears at least
TYPES = {"fp32": torch.float32, "bf16": torch.bfloat16, "fp16": torch.float16}


@dataclass(frozen=True)
class StepResult:
    """What a step came to, still where it was computed: `read` waits for it."""

    values: Tensor  # the losses by `LOSSES`, the gradients' norms by `NORMS`, 1.0 where it changed nothing
    rate: float

    def read(self) -> tuple[dict[str, float], dict[str, float], bool]:
        """Weighted losses as RVC logs them, gradient norms, and whether the step was left out."""
        numbers = self.values.tolist()
        kinds = len(LOSSES)
        return (
            dict(zip(LOSSES, numbers[:kinds], strict=True)),
            dict(zip(NORMS, numbers[kinds : kinds + 2], strict=True)),
            numbers[-1] > 0,
        )


class Trainer:
    """The two networks, their optimisers, and one step of training.

    All randomness of a step comes from the seed and the step's number (see `Dice`), so a resumed run
    repeats an uninterrupted one; on a CPU to the bit. A batch that does not fit into memory is computed
    in parts whose gradients add up: the same step, slower.
    """

    def __init__(
        self,
        preset: Preset,
        *,
        f0: bool,
        device: torch.device,
        seed: int,
        precision: str = "fp32",
        dialect: str = "classic",
        checkpointing: bool = False,
        world: World = ALONE,
        note: Callable[[Message], None] = lambda message: None,
    ) -> None:
        torch.manual_seed(seed)
        set_up(device, precision)
        self.preset, self.device, self.seed, self.precision = preset, device, seed, precision
        self.f0, self.world, self._note = f0, world, note
        self.generator = build_synthesizer(preset.config(f0=f0)).to(device)
        self.discriminator = build_discriminator(preset.discriminator).to(device)
        self.spectrogram = losses.Spectrogram(preset.mel, dialect).to(device)
        self.dice = Dice(preset, seed, device)
        self.optim_g, self.optim_d = (self._optimiser(net) for net in (self.generator, self.discriminator))
        scaled = precision == "fp16"
        self.scaler_g, self.scaler_d = (torch.amp.GradScaler(device.type, enabled=scaled) for _ in range(2))
        self.micro = 1 << 30  # items computed at once
        self.recorder: Recorder | None = None
        self.set_checkpointing(checkpointing)

    def _optimiser(self, network: nn.Module) -> torch.optim.AdamW:
        numbers = self.preset.training
        settings: dict[str, Any] = {"lr": numbers.learning_rate, "betas": numbers.betas, "eps": numbers.eps}
        fused = self.device.type in ("cpu", "cuda")
        # Only one that is "capturable" may be part of a recorded step.
        return torch.optim.AdamW(
            network.parameters(), fused=fused, capturable=self.device.type == "cuda", **settings
        )

    def set_checkpointing(self, wanted: bool) -> None:
        """Compute inner values of the decoder twice instead of keeping them, where it knows how."""
        self.checkpointing = wanted
        for network in (self.generator.dec, self.discriminator):
            if hasattr(network, "checkpointing"):
                setattr(network, "checkpointing", wanted)  # noqa: B010 - a draft's has none

    def record_steps(self) -> None:
        """Play steps back from recordings from now on, where that can be done and pays: on one CUDA card."""
        if self.device.type == "cuda" and self.world.size == 1 and not self.scaler_g.is_enabled():
            self.recorder = Recorder()

    def compile(self) -> None:
        """Build kernels for the parts whose shapes never change; what cannot be built runs as before."""
        import torch._dynamo

        torch._dynamo.config.suppress_errors = True
        self.discriminator.compile()
        self.generator.dec.compile()

    # -- a step --------------------------------------------------------------------------------

    def step(self, batch: Batch, step: int, epoch: int, draws: Draws | None = None) -> StepResult:
        """One step on the whole batch, of which this process computes its rows.

        `draws` is for comparisons with other trainers; None: those of the step.

        Raises:
            UserError: not even one item fits into memory.
        """
        numbers = self.preset.training
        rate = numbers.learning_rate * numbers.lr_decay ** (epoch - 1)
        self._set_rate(rate)
        batch = batch.to(self.device)
        recorder = self.recorder if self.micro >= len(batch) else None
        if self.device.type == "cuda":
            batch = round_up(batch)  # convolutions are tuned for every shape that occurs
        draws = self.dice.draw(batch, step) if draws is None else draws
        adversary = step >= numbers.adversary_from_step
        kl_scale = min(1.0, step / max(1, numbers.kl_warmup_steps))
        values = None
        if recorder is not None:
            values = recorder.step(
                (len(batch), batch.phone.shape[1], adversary), batch, draws, kl_scale,
                lambda given: self._compute(given.batch, given.draws, adversary, given.kl_scale),
                lambda: self._mel_and_kl(batch, draws),
            )  # fmt: skip
        if values is None:
            values = self._compute(batch, draws, adversary, kl_scale)
        return StepResult(values, rate)

    def _compute(self, batch: Batch, draws: Draws, adversary: bool, kl_scale: float | Tensor) -> Tensor:
        """Both halves of a step: what `StepResult.values` holds."""
        work = _Step(self, batch, draws, adversary, kl_scale)
        first, end = self.world.rows(len(batch))
        loss_d = norm_d = bad_d = torch.zeros((), device=self.device)
        if adversary:
            loss_d = self._in_parts(work.teach_discriminator, first, end, self.optim_d)
            norm_d, bad_d = self._update(self.optim_d, self.scaler_d, self.discriminator)
        four = self._in_parts(work.teach_generator, first, end, self.optim_g)
        norm_g, bad_g = self._update(self.optim_g, self.scaler_g, self.generator)
        told = self.world.sum(torch.cat([loss_d.reshape(1), four]))
        return torch.cat([told, torch.stack([norm_g, norm_d, torch.maximum(bad_d, bad_g)])])

    @torch.no_grad()
    def _mel_and_kl(self, batch: Batch, draws: Draws) -> Tensor:
        return _Step(self, batch, draws, False, 1.0).mel_and_kl()

    def _set_rate(self, rate: float) -> None:
        for optimiser in (self.optim_g, self.optim_d):
            for group in optimiser.param_groups:
                if self.device.type != "cuda":
                    group["lr"] = rate
                elif isinstance(group["lr"], Tensor) and group["lr"].device.type == "cuda":
                    group["lr"].fill_(rate)  # where a recorded step reads it
                else:
                    group["lr"] = torch.tensor(rate, device=self.device)

    def _in_parts(
        self, work: Callable[[int, int, bool], Tensor], first: int, end: int, optimiser: torch.optim.Optimizer
    ) -> Tensor:
        """`work` on items [first, end), as many at once as fit: the sum of its losses, and all gradients."""
        while True:
            try:
                optimiser.zero_grad(set_to_none=True)
                starts = range(first, end, self.micro)
                whole = len(starts) == 1
                return torch.stack([work(at, min(at + self.micro, end), whole) for at in starts]).sum(0)
            except (torch.OutOfMemoryError, RuntimeError) as error:
                if not _is_full(error):
                    raise
                self._lower(min(self.micro, end - first), error)

    def _lower(self, items: int, error: BaseException) -> None:
        """Fewer items at once from now on; then inner values twice; then there is no way."""
        if items > 1:
            self.micro = -(-items // 2)
            self._note(
                Message(
                    N_("The device's memory is full: {items} items at once from now on, the batch stays as "
                       "it is."),
                    {"items": self.micro},
                )
            )  # fmt: skip
        elif not self.checkpointing:
            self.set_checkpointing(True)
            self._note(Message(N_("The device's memory is full: inner values are computed twice now.")))
        else:
            raise UserError(
                "The memory of {device} is too small to train {preset}; close other programs, or choose "
                "the draft preset.",
                device=str(self.device),
                preset=self.preset.id,
            ) from error
        if self.device.type == "cuda":
            torch.cuda.empty_cache()

    def _update(
        self, optimiser: torch.optim.AdamW, scaler: torch.amp.GradScaler, network: nn.Module
    ) -> tuple[Tensor, Tensor]:
        """One step of an optimiser: the gradients' norm, and 1.0 when it is no number and nothing changes."""
        parameters = list(network.parameters())
        self.world.sum_gradients(parameters)
        scaler.unscale_(optimiser)
        norm = nn.utils.get_total_norm(item.grad for item in parameters if item.grad is not None)
        bad = (~norm.isfinite()).float()
        if scaler.is_enabled():
            scaler.step(optimiser)
            scaler.update()
        elif optimiser.defaults["fused"]:
            # What a scaler tells it: on the device, so that nobody has to wait to know.
            optimiser.found_inf = bad  # type: ignore[attr-defined]
            optimiser.step()
        elif not bool(bad):
            optimiser.step()
        return norm, bad

    def autocast(self) -> torch.autocast:
        """The precision of the networks' inner work."""
        kind = TYPES[self.precision]
        return torch.autocast(self.device.type, kind, enabled=kind != torch.float32)

    # -- measuring -----------------------------------------------------------------------------

    @torch.no_grad()
    def validate(self, batches: Sequence[Batch]) -> float:
        """The mel loss on pieces that are not trained on: the same segments and draws every time.

        Few pieces are listened to in several places each.
        """
        total, items = 0.0, 0
        rounds = -(-_SEGMENTS // max(1, sum(len(batch) for batch in batches)))
        for index, batch in enumerate(batch.to(self.device) for _ in range(rounds) for batch in batches):
            draws = self.dice.draw(batch, _MEASURING + index)
            total += float(self._mel_and_kl(batch, draws)[0]) * len(batch)
            items += len(batch)
        return total / max(1, items)


class _Step:
    """The two halves of one step over some of its rows. Losses are shares that add up to the batch's."""

    def __init__(
        self, trainer: Trainer, batch: Batch, draws: Draws, adversary: bool, kl_scale: float | Tensor
    ) -> None:
        self._trainer, self._batch, self._draws = trainer, batch, draws
        self._adversary, self._kl_scale = adversary, kl_scale
        self._kept: tuple[TrainOutput, Tensor, Tensor, Tensor] | None = None

    def teach_discriminator(self, first: int, end: int, whole: bool) -> Tensor:
        """Gradients for the discriminator; what was generated is kept where the rows are the whole."""
        trainer = self._trainer
        with contextlib.nullcontext() if whole else torch.no_grad():
            made = self._generate(first, end)
        self._kept = made if whole else None
        _, fake, real, _ = made
        with trainer.autocast():
            judged = trainer.discriminator(self._shown(real), self._shown(fake).detach())
        loss = losses.discriminator_loss(judged.scores_real, judged.scores_fake) * self._share(first, end)
        trainer.scaler_d.scale(loss).backward()
        return loss.detach()

    def teach_generator(self, first: int, end: int, whole: bool) -> Tensor:
        """Gradients for the generator; its four losses, (4,)."""
        trainer, numbers = self._trainer, self._trainer.preset.training
        made, self._kept = self._kept, None
        if made is None or not whole:
            made = self._generate(first, end)
        out, fake, real, linear = made
        share = self._share(first, end)
        adversarial = matching = torch.zeros((), device=trainer.device)
        if self._adversary:
            adversarial, matching = self._judged(self._shown(real), self._shown(fake))
            adversarial, matching = adversarial * share, matching * share
        mel = self._mel(fake, linear, out.ids_slice) * (share * numbers.mel_weight)
        # This one is a mean over frames, of which longer items have more.
        frames = sum(self._batch.frames[first:end]) / sum(self._batch.frames)
        kl = _kl(out) * (frames * numbers.kl_weight)
        trainer.scaler_g.scale(adversarial + matching + mel + kl * self._kl_scale).backward()
        return torch.stack([adversarial, matching, mel, kl]).detach()

    def mel_and_kl(self) -> Tensor:
        """These two losses of the whole batch, (2,)."""
        numbers = self._trainer.preset.training
        out, fake, _, linear = self._generate(0, len(self._batch))
        mel = self._mel(fake, linear, out.ids_slice) * numbers.mel_weight
        return torch.stack([mel, _kl(out) * numbers.kl_weight])

    def _shown(self, sound: Tensor) -> Tensor:
        """What the discriminator is shown of (B, 1, N)."""
        count = self._trainer.dice.shown
        if count == sound.shape[-1]:
            return sound
        return sound.index_select(-1, self._draws.judged + torch.arange(count, device=sound.device))

    def _share(self, first: int, end: int) -> float:
        return (end - first) / len(self._batch)

    def _generate(self, first: int, end: int) -> tuple[TrainOutput, Tensor, Tensor, Tensor]:
        """The networks' output, the sound made and the real one (B, 1, S * hop), the linear spectrogram."""
        trainer = self._trainer
        batch, draws = self._batch.rows(first, end), self._draws.rows(first, end)
        pitch, pitchf = (batch.pitch, batch.pitchf) if trainer.f0 else (None, None)
        with torch.no_grad():
            linear = trainer.spectrogram.linear(batch.wave, batch.lengths)
        with trainer.autocast():
            out = trainer.generator(
                batch.phone, batch.lengths, pitch, pitchf, linear, batch.lengths, draws.sid,
                eps_q=draws.eps_q, ids_slice=draws.ids_slice, source_noise=draws.source_noise,
                prior_noise=draws.prior_noise, first_row=first,
            )  # fmt: skip
        hop, segment = trainer.preset.mel.hop, trainer.preset.segment
        real = slices(batch.wave.unsqueeze(1), out.ids_slice * hop, segment)
        return out, out.audio.float(), real, linear

    def _mel(self, fake: Tensor, linear: Tensor, starts: Tensor) -> Tensor:
        spectrogram = self._trainer.spectrogram
        real = slices(linear, starts, self._trainer.preset.segment_frames)
        return (spectrogram(fake.squeeze(1)) - spectrogram.log_mel(real)).abs().mean()

    def _judged(self, real: Tensor, fake: Tensor) -> tuple[Tensor, Tensor]:
        """The generator's adversarial and feature matching losses; frozen weights get no gradients."""
        trainer, numbers = self._trainer, self._trainer.preset.training
        trainer.discriminator.requires_grad_(False)
        try:
            with trainer.autocast():
                judged = trainer.discriminator(real, fake)
        finally:
            trainer.discriminator.requires_grad_(True)
        adversarial = losses.generator_loss(judged.scores_fake) * numbers.adversarial_weight
        matching = losses.feature_matching_loss(judged.fmaps_real, judged.fmaps_fake)
        return adversarial, matching * numbers.feature_matching_weight


def _kl(out: TrainOutput) -> Tensor:
    return losses.kl_loss(out.z_p, out.logs_q, out.m_p, out.logs_p, out.spec_mask)


def _is_full(error: BaseException) -> bool:
    """Whether a device has no memory left; a processor has no exception of its own for that."""
    return isinstance(error, torch.OutOfMemoryError) or "can't allocate memory" in str(error)
