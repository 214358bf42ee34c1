"""Voices to test with: one that says what it hears, which shows every shift and cut, and a narrow RVC."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
import torch

from rvcdesk.conversion import models
from rvcdesk.voice.config import VoiceConfig
from rvcdesk.voice.library import VoiceEntry
from rvcdesk.voice.presets import PRESETS
from rvcdesk.voice.synthesizer import Synthesizer, build_synthesizer
from rvcdesk.voice.voice_header import VoiceMetadata


class Echo(torch.nn.Module):
    """Gives back, at its own rate, what its encoder heard; remembers the pitch it was given."""

    def __init__(
        self, rate: int, preset: str = "rvc-v2-40k", f0: bool = True, content_dim: int = 320
    ) -> None:
        super().__init__()
        config = PRESETS[preset].config(f0=f0)
        self.config: VoiceConfig = replace(config, sample_rate=rate, content_dim=content_dim)
        self.pitches: list[np.ndarray] = []
        self.anchor = torch.nn.Parameter(torch.zeros(1))

    def infer(
        self,
        phone: torch.Tensor,
        lengths: object,
        pitch: object,
        pitchf: torch.Tensor | None,
        *_: object,
        keep: tuple[int, int] | None = None,
        **__: object,
    ) -> torch.Tensor:
        if pitchf is not None:
            assert pitchf.shape[1] == phone.shape[1]
            self.pitches.append(pitchf[0].numpy())
        halves = phone[0].reshape(phone.shape[1], 2, 160)
        # Each feature comes twice: its first half belongs to the first of the two frames.
        sound = halves[torch.arange(phone.shape[1]), torch.arange(phone.shape[1]) % 2].reshape(1, 1, -1)
        first, end = keep or (0, phone.shape[1])
        sound = sound[..., first * 160 : end * 160]
        return torch.nn.functional.interpolate(sound, scale_factor=self.config.sample_rate / 16000)


class Ear:
    """A content encoder whose features are each frame's 320 samples; as many as HuBERT's, or Whisper's."""

    name, dim, rate = "ear", 320, 50

    def __init__(self, hubert: bool = True) -> None:
        self.hubert = hubert
        self.heard: list[int] = []

    def encode(self, audio16k: np.ndarray, report: object = None) -> torch.Tensor:
        self.heard.append(len(audio16k))
        frames = (len(audio16k) - 400) // 320 + 1 if self.hubert else len(audio16k) // 320
        return torch.from_numpy(audio16k[: frames * 320].reshape(frames, 320).copy())


def small_network(preset: str) -> Synthesizer:
    """RVC's network, narrow, with random weights."""
    config = replace(
        PRESETS[preset].config(speakers=2),
        inter_channels=8,
        hidden_channels=8,
        filter_channels=16,
        n_layers=1,
        gin_channels=4,
        upsample_initial_channel=32,
    )
    with torch.random.fork_rng():
        torch.manual_seed(0)
        network = build_synthesizer(config).eval().requires_grad_(False)
    return network


class Loud(Ear):
    """Random features, as many as HuBERT gives, that follow from the sound."""

    def __init__(self, dim: int) -> None:
        super().__init__()
        self.dim = dim

    def encode(self, audio16k: np.ndarray, report: object = None) -> torch.Tensor:
        wide = torch.randn(320, self.dim, generator=torch.Generator().manual_seed(0)) / 18
        return torch.tanh(10 * super().encode(audio16k) @ wide)


def pretend(
    monkeypatch: pytest.MonkeyPatch,
    folder: Path,
    network: torch.nn.Module,
    metadata: VoiceMetadata | None = None,
) -> str:
    """Make the verb find `network`, with an `Ear`, as the voice that is returned."""
    from rvcdesk.content import encoder
    from rvcdesk.conversion import converter

    path = folder / "echo.pth"
    path.write_bytes(b"not opened here")
    voice = models.LoadedVoice(network, metadata or VoiceMetadata())  # type: ignore[arg-type]
    for module in (models, converter):
        monkeypatch.setattr(module, "load_network", lambda *_: voice)
    monkeypatch.setattr(encoder, "load_encoder", lambda *_, **__: Ear())
    monkeypatch.setattr(encoder, "encoder_available", lambda *_: True)
    assert VoiceEntry("echo", path).index is None
    return str(path)
