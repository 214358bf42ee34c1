"""ContentVec and HuBERT base, the content encoders of RVC's voices: features of audio of any length.

The input is not normalised. Voices of version 1 take final_proj of transformer layer 9, those of version 2
layer 12 (counted from 1: the output of that layer).

Up to 90 s (longer than any segment of a conversion) the network hears everything at once, as in RVC. Longer
audio, which only training's preparation brings, goes through the transformer in windows of equal length of
at most 90 s that overlap by 10 s: 4 s are dropped at each inner edge, where a frame would hear too little of
its surroundings, and 1 s is cross-faded. The group norm's statistics are those of the whole recording.
"""

from __future__ import annotations

from pathlib import Path

import numpy as np
import torch
from numpy.typing import NDArray
from torch import Tensor

from rvcdesk.content.hubert_files import read_hubert
from rvcdesk.content.hubert_net import build
from rvcdesk.content.hubert_shape import FIELD, HOP
from rvcdesk.content.precision import compute_type
from rvcdesk.content.windows import Joined
from rvcdesk.jobs import SILENT, Reporter
from rvcdesk.messages import N_

# In feature frames (20 ms).
WINDOW, OVERLAP, DROPPED, FADE = 4500, 500, 200, 50
LISTENING = N_("Listening to what is said")


class ContentVec:
    """Features of one transformer layer of a HuBERT."""

    rate = 50

    def __init__(
        self,
        path: Path,
        layers: int = 12,
        projected: int = 0,
        *,
        name: str = "",
        device: str = "cpu",
        precision: str = "exact",
    ) -> None:
        """Load the network from a file or folder (see `hubert_files`).

        Args:
            layers: how many to use; the output of the last of them is wanted.
            projected: the width that final_proj must have; 0: the layer's output as it is.
            precision: "exact" (float32), or "fast" (see `precision.compute_type`).

        Raises:
            BadInput: this is no HuBERT, or a damaged one.
        """
        self.name = name
        self.device = torch.device(device)
        weights = read_hubert(path, layers, projected)
        self.dim = projected or weights.shape.dim
        self.net = build(weights, compute_type(self.device, precision), self.device)

    @torch.inference_mode()
    def encode(self, audio16k: NDArray[np.float32] | Tensor, report: Reporter = SILENT) -> Tensor:
        """Content of mono audio at 16 kHz.

        Args:
            audio16k: (n,) float32.

        Returns:
            float32 ((n - 400) // 320 + 1, dim) on the encoder's device, nothing below 400 samples; frame i
            hears samples 320 i to 320 i + 400 and, through the transformer, everything around them.
        """
        audio = torch.as_tensor(audio16k, dtype=torch.float32).reshape(-1)
        frames = max(0, (audio.numel() - FIELD) // HOP + 1)
        if frames == 0:
            return torch.zeros(0, self.dim, device=self.device)
        audio = audio.to(self.device)
        first = self.net.first_layer(audio)
        spans = windows(frames)
        joined = Joined(frames, self.dim, DROPPED, FADE, self.device)
        for number, (start, stop) in enumerate(spans):

            def tell(share: float, before: int = number) -> None:
                report.progress(frames * (before + share) / len(spans), frames, LISTENING)

            tell(0)
            x = self.net.embed(audio[start * HOP : (stop - 1) * HOP + FIELD], first)
            joined.add(start, stop, self.net.transform(x, tell))
        report.progress(frames, frames, LISTENING)
        return joined.result


def windows(frames: int) -> list[tuple[int, int]]:
    """Feature frames [start, stop) of the windows over `frames`: as few as possible, all equally long."""
    count = max(1, -(-(frames - OVERLAP) // (WINDOW - OVERLAP)))
    length = -(-(frames + (count - 1) * OVERLAP) // count)
    starts = [number * (frames - length) // max(1, count - 1) for number in range(count)]
    return [(start, start + length) for start in starts]
