"""The bundled content encoder: the encoder half of OpenAI's Whisper base.

Its raw features say *where in the window* a frame lies nearly as loudly as what is spoken: position
makes 36 to 40 % of their variance, in eight directions out of 512. Two windows over the same speech
agree with a cosine of 0.57-0.66; with these directions taken out, with 0.96-0.98 where there is voice. So:

- `encode` takes them out (models/whisper-base-positions.safetensors, made by tools/whisper_positions.py
  from plain noise). `encode(..., raw=True)` gives OpenAI's own numbers.
- Short audio goes in as it is. Padding it with silence to 2, 10 or 30 s brought it no nearer to the
  same words in context (3 s pieces: cosine 0.84 as it is, 0.82-0.83 padded).
- What surrounds a piece matters more (0.84 at 3 s, 0.87 at 4 s, 0.97 in windows of 20 s): training and
  conversion encode whole recordings and slice the *features*, never the audio.
- Longer audio goes in windows of 20 s that overlap by 5: 2 s are dropped at each inner edge, 1 s is
  cross-faded. Whisper's noise floor (80 dB under the peak) is that of the whole recording.
"""

from __future__ import annotations

import math
from pathlib import Path

import numpy as np
import torch
import torch.nn.functional as F
from numpy.typing import NDArray
from torch import Tensor, nn

from rvcdesk.audio.mel import mel_filters
from rvcdesk.content.windows import Joined
from rvcdesk.jobs import SILENT, Reporter
from rvcdesk.messages import N_, BadInput
from rvcdesk.tensors.unset import unset_weights

SAMPLE_RATE = 16000
N_FFT, MEL_HOP, N_MELS = 400, 160, 80
HOP = 2 * MEL_HOP
DIM, HEADS, LAYERS, HIDDEN = 512, 8, 6, 2048
MAX_POSITIONS = 1500
POSITION_DIRECTIONS = 8

# In feature frames (20 ms).
WINDOW, DROPPED, FADE = 1000, 100, 50
STEP = WINDOW - 2 * DROPPED - FADE
TOGETHER = 8  # windows that a GPU is given at once
PEAK_BLOCK = 60 * 100  # mel frames looked at together for the peak


class LogMel(nn.Module):
    """Power mel spectrogram in log10, before Whisper's clamp: audio (n,) -> (80, frames)."""

    filters: Tensor
    window: Tensor

    def __init__(self) -> None:
        super().__init__()
        filters = mel_filters(SAMPLE_RATE, N_FFT, N_MELS)
        self.register_buffer("filters", torch.from_numpy(filters), persistent=False)
        self.register_buffer("window", torch.hann_window(N_FFT), persistent=False)

    def forward(self, audio: Tensor) -> Tensor:
        """`audio` carries N_FFT // 2 samples of margin on each side."""
        spectrum = torch.stft(audio, N_FFT, MEL_HOP, window=self.window, center=False, return_complex=True)
        return (self.filters @ spectrum.abs().square()).clamp(min=1e-10).log10()


class _Attention(nn.Module):
    def __init__(self) -> None:
        super().__init__()
        self.q, self.k, self.v, self.out = (nn.Linear(DIM, DIM) for _ in range(4))

    def forward(self, x: Tensor) -> Tensor:
        batch, frames, _ = x.shape
        heads = [part(x).view(batch, frames, HEADS, -1).transpose(1, 2) for part in (self.q, self.k, self.v)]
        mixed = F.scaled_dot_product_attention(*heads)
        return self.out(mixed.transpose(1, 2).reshape(batch, frames, DIM))


class _Layer(nn.Module):
    def __init__(self) -> None:
        super().__init__()
        self.attn_norm, self.mlp_norm = nn.LayerNorm(DIM), nn.LayerNorm(DIM)
        self.attn = _Attention()
        self.mlp = nn.ModuleDict({"in": nn.Linear(DIM, HIDDEN), "out": nn.Linear(HIDDEN, DIM)})

    def forward(self, x: Tensor) -> Tensor:
        x = x + self.attn(self.attn_norm(x))
        return x + self.mlp["out"](F.gelu(self.mlp["in"](self.mlp_norm(x))))


def sinusoids(positions: int, width: int) -> Tensor:
    """Position table (positions, width): sines in the first half, cosines in the second."""
    scales = torch.exp(-math.log(10000) / (width // 2 - 1) * torch.arange(width // 2))
    angles = torch.arange(positions)[:, None] * scales[None, :]
    return torch.cat([angles.sin(), angles.cos()], dim=1)


class WhisperNet(nn.Module):
    """Log-mel (B, 80, 2T) -> features (B, T, 512), T <= 1500."""

    positions: Tensor

    def __init__(self) -> None:
        super().__init__()
        self.conv1 = nn.Conv1d(N_MELS, DIM, 3, padding=1)
        self.conv2 = nn.Conv1d(DIM, DIM, 3, stride=2, padding=1)
        self.layers = nn.ModuleList(_Layer() for _ in range(LAYERS))
        self.final_norm = nn.LayerNorm(DIM)
        self.register_buffer("positions", sinusoids(MAX_POSITIONS, DIM), persistent=False)

    def forward(self, mel: Tensor) -> Tensor:
        x = F.gelu(self.conv2(F.gelu(self.conv1(mel)))).transpose(1, 2)
        x = x + self.positions[: x.shape[1]]
        for layer in self.layers:
            x = layer(x)
        return self.final_norm(x)


class WhisperEncoder:
    """Content features of audio of any length; see the module's docstring for the choices."""

    name = "whisper-base"
    dim = DIM
    rate = 50

    def __init__(self, weights: Path, positions: Path, device: str = "cpu", *, half: bool = False) -> None:
        """Load the network.

        Args:
            half: bf16 autocast: faster where the processor or GPU has it, and a little different.

        Raises:
            BadInput: a file is damaged or not what its name says.
        """
        self.device = torch.device(device)
        self.half = half
        self.together = 1 if self.device.type == "cpu" else TOGETHER
        self.net = WhisperNet()
        with unset_weights("meta"):
            shapes = {name: value.shape for name, value in WhisperNet().state_dict().items()}
        self.net.load_state_dict(load_strict(weights, shapes))
        self.net.eval().requires_grad_(False).to(self.device)
        self.mel = LogMel().to(self.device)
        wanted = {"directions": torch.Size([POSITION_DIRECTIONS, DIM])}
        self.directions = load_strict(positions, wanted)["directions"].to(self.device)

    @torch.inference_mode()
    def encode(
        self, audio16k: NDArray[np.float32] | Tensor, report: Reporter = SILENT, *, raw: bool = False
    ) -> Tensor:
        """Content of mono audio at 16 kHz.

        Args:
            audio16k: (n,) float32.
            raw: leave the position in, as OpenAI's network gives it.

        Returns:
            float32 (n // 320, 512) on the encoder's device; frame i covers samples 320 i to 320 (i + 1).
        """
        audio = torch.as_tensor(audio16k, dtype=torch.float32).reshape(-1)
        frames = audio.numel() // HOP
        if frames == 0:
            return torch.zeros(0, DIM, device=self.device)
        margin = (N_FFT // 2, N_FFT // 2)
        padded = F.pad(audio[None], margin, mode="reflect")[0]
        floor = self._peak(padded, audio.numel() // MEL_HOP) - 8
        joined = Joined(frames, DIM, DROPPED, FADE, self.device)
        spans = windows(frames)
        for first in range(0, len(spans), self.together):
            batch = spans[first : first + self.together]
            report.progress(batch[0][0], frames, N_("Listening to what is said"))
            for (start, stop), features in zip(batch, self._windows(padded, batch, floor), strict=True):
                joined.add(start, stop, features)
        report.progress(frames, frames, N_("Listening to what is said"))
        result = joined.result
        return result if raw else result - (result @ self.directions.T) @ self.directions

    def _peak(self, padded: Tensor, mel_frames: int) -> Tensor:
        """The loudest mel value of the recording, in log10."""
        peaks = [
            self._log_mel(padded, start, min(start + PEAK_BLOCK, mel_frames)).amax()
            for start in range(0, mel_frames, PEAK_BLOCK)
        ]
        return torch.stack(peaks).amax()

    def _log_mel(self, padded: Tensor, start: int, stop: int) -> Tensor:
        """Mel frames [start, stop) with their real surroundings, (80, stop - start)."""
        span = padded[start * MEL_HOP : (stop - 1) * MEL_HOP + N_FFT]
        return self.mel(span.to(self.device))

    def _windows(self, padded: Tensor, spans: list[tuple[int, int]], floor: Tensor) -> Tensor:
        """(windows, frames, 512) of windows of one length."""
        mel = torch.stack([self._log_mel(padded, 2 * start, 2 * stop) for start, stop in spans])
        mel = (torch.maximum(mel, floor) + 4) / 4
        with torch.autocast(self.device.type, torch.bfloat16, enabled=self.half):
            return self.net(mel).float()


def windows(frames: int) -> list[tuple[int, int]]:
    """Feature frames [start, stop) of the windows over `frames`; the last one ends with the audio."""
    starts = [*range(0, max(1, frames - WINDOW), STEP)]
    if frames > WINDOW:
        starts.append(frames - WINDOW)
    return [(start, min(start + WINDOW, frames)) for start in starts]


def load_strict(path: Path, shapes: dict[str, torch.Size]) -> dict[str, Tensor]:
    """Tensors of a safetensors file as float32, exactly those named in `shapes`.

    Raises:
        BadInput: unreadable, or other names, shapes or values than expected.
    """
    from safetensors import SafetensorError, safe_open

    try:
        with safe_open(path, "pt") as file:
            found = {name: torch.Size(file.get_slice(name).get_shape()) for name in file.keys()}  # noqa: SIM118
            if found != shapes:
                raise BadInput(
                    "{file} is not the model that its name says; install RVC Desk again.", file=path.name
                )
            tensors = {name: file.get_tensor(name).float() for name in shapes}
    except (SafetensorError, OSError) as error:
        raise BadInput("{file} is damaged; install RVC Desk again.", file=path.name) from error
    if not all(tensor.isfinite().all() for tensor in tensors.values()):
        raise BadInput("{file} holds numbers that are not finite; install RVC Desk again.", file=path.name)
    return tensors
