"""The whole network: text encoder, posterior encoder, flow, decoder, speaker table."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, cast

import torch
from torch import Tensor, nn

from rvcdesk.voice.config import DRAFT_VERSION, VoiceConfig
from rvcdesk.voice.decoder import Decoder, HifiGanDecoder, standard_noise
from rvcdesk.voice.draft_decoder import DraftDecoder
from rvcdesk.voice.flow import Flow
from rvcdesk.voice.inference import prepared_decoder, repeatable
from rvcdesk.voice.inference_decoder import BlockDecoder
from rvcdesk.voice.layers import fold_weight_norm, random_starts, slices
from rvcdesk.voice.posterior import PosteriorEncoder
from rvcdesk.voice.text_encoder import TextEncoder

NOISE_SCALE = 0.66666
DRAFT_START_LOGS = -2.0


@dataclass
class TrainOutput:
    """What the losses need. C = inter_channels, S = segment frames; masks are 1.0 or 0.0."""

    audio: Tensor  # (B, 1, S * hop)
    ids_slice: Tensor  # (B,) first frame of each segment
    spec_mask: Tensor  # (B, 1, T)
    z: Tensor  # (B, C, T) posterior sample
    z_p: Tensor  # (B, C, T) the same in prior space
    m_p: Tensor  # (B, C, T)
    logs_p: Tensor  # (B, C, T)
    m_q: Tensor  # (B, C, T)
    logs_q: Tensor  # (B, C, T)


class Synthesizer(nn.Module):
    """RVC's network, with RVC's keys; its parameters come in the order RVC's optimiser files use.

    That order is why the text encoder is first in v1 and last in v2.
    """

    def __init__(self, config: VoiceConfig) -> None:
        super().__init__()
        self.config = config
        draft = config.version == DRAFT_VERSION
        self.mixes_paths = draft
        if config.version == "v1":
            self.enc_p = TextEncoder(config)
        self.dec: nn.Module = DraftDecoder(config) if draft else HifiGanDecoder(config)
        self.enc_q: PosteriorEncoder | None = PosteriorEncoder(config)
        self.flow = Flow(config)
        self.emb_g = nn.Embedding(config.speakers, config.gin_channels)
        if config.version != "v1":
            self.enc_p = TextEncoder(config)
        if draft:
            self._start_certain()

    def forward(
        self,
        phone: Tensor,
        lengths: Tensor,
        pitch: Tensor | None,
        pitchf: Tensor | None,
        spec: Tensor,
        spec_lengths: Tensor,
        sid: Tensor,
        *,
        eps_q: Tensor | None = None,
        ids_slice: Tensor | None = None,
        source_noise: Tensor | None = None,
        prior_noise: Tensor | None = None,
        first_row: int = 0,
    ) -> TrainOutput:
        """One training pass: the posterior's latent is decoded on a random segment of each item.

        A draft decodes every other item from the prior instead, as conversion does; `first_row` is
        the place of the first item in the batch that these items are a part of.

        Args:
            phone: content features (B, T, content_dim); lengths: (B,) frames.
            pitch: coarse pitch (B, T) int64 1..255; pitchf: (B, T) Hz; both None without pitch.
            spec: linear spectrogram (B, bins, T); spec_lengths: (B,); sid: (B,) speaker.
            eps_q: (B, C, T), ids_slice: (B,), source_noise: (B, S * hop, 1), prior_noise: (B, C, S)
                replace random draws.
        """
        assert self.enc_q is not None, "this network has dropped its posterior encoder"
        segment = self.config.segment_frames
        g = self.emb_g(sid).unsqueeze(-1)
        m_p, logs_p, _ = self.enc_p(phone, lengths, pitch)
        z, m_q, logs_q, mask = self.enc_q(spec, spec_lengths, g, eps_q)
        z_p = self.flow(z, mask, g)
        starts = random_starts(spec_lengths, segment) if ids_slice is None else ids_slice
        z_cut = slices(z, starts, segment)
        if self.mixes_paths:
            mean, logs, inside = (slices(item, starts, segment) for item in (m_p, logs_p, mask))
            noise = torch.randn_like(mean) if prior_noise is None else prior_noise
            z_cut = self._with_prior(z_cut, mean, logs, inside, g, noise, first_row % 2)
        pitch_cut = None if pitchf is None else slices(pitchf, starts, segment)
        audio = self.dec(z_cut, pitch_cut, g, source_noise=source_noise)
        return TrainOutput(audio, starts, mask, z, z_p, m_p, logs_p, m_q, logs_q)

    @torch.no_grad()
    def infer(
        self,
        phone: Tensor,
        lengths: Tensor,
        pitch: Tensor | None,
        pitchf: Tensor | None,
        sid: Tensor,
        *,
        noise_scale: float = NOISE_SCALE,
        z_noise: Tensor | None = None,
        source_noise: Tensor | None = None,
        generator: torch.Generator | None = None,
        keep: tuple[int, int] | None = None,
    ) -> Tensor:
        """Content and pitch to sound, (B, 1, T * hop); shapes as in `forward`.

        `generator` makes it repeatable; `z_noise` (B, C, T) and `source_noise` (B, T * hop, 1),
        both standard normal, replace its draws. `keep` (first, end) returns those frames alone,
        (B, 1, (end - first) * hop), with the numbers that they have in the whole.
        """
        with repeatable(phone.device):
            g = self.emb_g(sid).unsqueeze(-1)
            m_p, logs_p, mask = self.enc_p(phone, lengths, pitch)
            noise = standard_noise(m_p, generator) if z_noise is None else z_noise
            z_p = (m_p + torch.exp(logs_p) * noise * noise_scale) * mask
            z = self.flow(z_p, mask, g, reverse=True) * mask
            draws: dict[str, Any] = {"source_noise": source_noise, "generator": generator}
            if isinstance(self.dec, BlockDecoder):
                return self.dec(z, pitchf, g, keep=keep, **draws)
            audio = cast(Decoder, self.dec)(z, pitchf, g, **draws)
            first, end = (0, z.shape[2]) if keep is None else keep
            return audio[..., first * self.config.hop : end * self.config.hop]

    @torch.no_grad()
    def _start_certain(self) -> None:
        """Start with little noise on the latents: drowned in noise, they would never be listened to."""
        assert self.enc_q is not None
        for proj in (self.enc_p.proj, self.enc_q.proj):
            assert proj.bias is not None
            proj.bias[self.config.inter_channels :] += DRAFT_START_LOGS

    def _with_prior(
        self, z: Tensor, mean: Tensor, logs: Tensor, mask: Tensor, g: Tensor, noise: Tensor, first: int
    ) -> Tensor:
        """Replace every other item, from `first` on, by what conversion would decode: (B, C, S) as `z`.

        With RVC's path alone the text encoder only ever hears of the sound through the KL term, and
        a short training from scratch gives a good copy of the recording but a mumbled conversion.
        """
        if first >= len(z):
            return z
        mean, logs, mask, g, noise = (item[first::2] for item in (mean, logs, mask, g, noise))
        z_p = (mean + torch.exp(logs) * noise * NOISE_SCALE) * mask
        prior = self.flow(z_p, mask, g, reverse=True)
        mixed = z.clone()
        mixed[first::2] = prior.to(z.dtype)
        return mixed

    def drop_posterior(self) -> None:
        """Forget the part that only training needs (a third of the draft's weights)."""
        self.enc_q = None

    def fold_weight_norm(self) -> None:
        """Make the network cheaper to run; it can no longer be saved or trained."""
        fold_weight_norm(self)

    def prepare(self, precision: str = "exact") -> str:
        """Make `infer` fast and its memory flat, on the network's device; it can do nothing else then.

        Args:
            precision: "exact", float32; or "fast", half the precision in the decoder where the device
                computes that natively (see `inference.supports_fast`) and as "exact" elsewhere.

        Returns:
            The precision it has now.
        """
        self.eval()
        self.drop_posterior()
        self.fold_weight_norm()
        self.dec, used = prepared_decoder(self.dec, self.config, precision)
        return used


def build_synthesizer(config: VoiceConfig) -> Synthesizer:
    """The network that `config` describes, freshly initialised.

    Build under `unset_weights("meta")` to see names and shapes without memory.
    """
    return Synthesizer(config)
