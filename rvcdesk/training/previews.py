"""A preview at every save: the same phrase said by the voice as it is now."""

from __future__ import annotations

import contextlib
from pathlib import Path
from typing import Any

import numpy as np
import torch

from rvcdesk.audio.files import decode, write
from rvcdesk.audio.resampling import resample
from rvcdesk.evaluation.similarity import SpeakerJudge
from rvcdesk.pitch.coarse import coarse, interpolate_unvoiced
from rvcdesk.training.prepare import FEATURE_RATE, Prepared, high_pass
from rvcdesk.voice.presets import Preset

LONGEST_S = 10.0
WANTED_S = 2.0


class Preview:
    """Renders the run's phrase: the user's own file, or a piece of the dataset."""

    def __init__(
        self,
        folder: Path,
        preset: Preset,
        prepared: Prepared,
        source: Path | None,
        f0_method: str,
        device: torch.device,
        dialect: str = "classic",
    ) -> None:
        self._dialect = dialect
        self.folder = folder / "previews"
        self.preset = preset
        self._device = device
        self._pieces = prepared.files
        self._judge = SpeakerJudge.find()
        self._reference: Any = None
        self._features = self._from_file(source, f0_method) if source else self._from_dataset(prepared)

    def render(self, generator: Any, step: int, seed: int) -> tuple[Path, float | None]:
        """Write `previews/step_<step>.wav`; its path, and how alike its voice is to the dataset's (0..1).

        None for the likeness where there is no judge. It is for the eye: nothing is chosen by it.
        """
        content, f0 = (torch.from_numpy(item) for item in self._features)
        phone = content.repeat_interleave(2, dim=0)[: len(f0)].unsqueeze(0).to(self._device)
        pitchf = f0[: phone.shape[1]].unsqueeze(0)
        lengths = torch.tensor([phone.shape[1]], device=self._device)
        draw = torch.Generator(device="cpu").manual_seed(seed)
        has_pitch = bool(generator.config.f0)
        generator.eval()
        audio = generator.infer(
            phone,
            lengths,
            torch.from_numpy(coarse(pitchf.numpy())).to(self._device) if has_pitch else None,
            pitchf.to(self._device) if has_pitch else None,
            torch.zeros(1, dtype=torch.int64, device=self._device),
            generator=draw,
        )
        generator.train()
        path = self.folder / f"step_{step:08d}.wav"
        sound = np.clip(audio[0].float().cpu().numpy(), -1, 1)
        write(path, sound, self.preset.sample_rate)
        return path, self._likeness(sound.reshape(-1))

    def _likeness(self, sound: np.ndarray) -> float | None:
        if self._judge is None:
            return None
        if self._reference is None:
            self._reference = self._judge.reference(self._pieces, self.preset.sample_rate)
        return self._judge.similarity(self._judge.embed(sound, self.preset.sample_rate), self._reference)

    def _from_dataset(self, prepared: Prepared) -> tuple[np.ndarray, np.ndarray]:
        """The first piece of two seconds or more, or the longest."""
        best, length = prepared.files[0], 0.0
        for path in prepared.files:
            with np.load(path) as data:
                seconds = len(data["f0"]) / 100
                if seconds > length:
                    best, length = path, seconds
            if length >= WANTED_S:
                break
        with np.load(best) as data:
            self._write_source(data["wave"], self.preset.sample_rate)
            return data["content"], data["f0"]

    def _from_file(self, source: Path, f0_method: str) -> tuple[np.ndarray, np.ndarray]:
        from rvcdesk.content.encoder import load_encoder
        from rvcdesk.pitch.estimate import estimate_f0

        samples, rate = decode(source, mono=True)
        audio = samples.reshape(-1)[: round(LONGEST_S * rate)]
        self._write_source(audio, rate)
        audio16k = high_pass(resample(audio, rate, FEATURE_RATE), FEATURE_RATE)
        encoder = load_encoder(self.preset.network.content, str(self._device))
        content = encoder.encode(audio16k).cpu().numpy().astype(np.float32)
        if f0_method == "none":
            return content, np.zeros(2 * len(content), np.float32)
        f0 = estimate_f0(audio16k, FEATURE_RATE, f0_method, str(self._device))
        if self._dialect == "2026":
            f0 = interpolate_unvoiced(f0)
        return content, f0[: 2 * len(content)]

    def _write_source(self, audio: np.ndarray, rate: int) -> None:
        path = self.folder / "source.wav"
        # Without a package that writes sound there are no previews either, which is said then.
        with contextlib.suppress(ImportError):
            if not path.exists():
                write(path, np.clip(audio, -1, 1).reshape(1, -1), rate)
