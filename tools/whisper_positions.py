"""Make models/whisper-base-positions.safetensors: the directions in which Whisper writes the time.

Whisper's encoder is given 30 s of plain noise at three levels. What changes slowly and alike in all
of them cannot be content: it is the position in the window. Its main directions are found by SVD.

    python tools/whisper_positions.py [OUT]
"""

from __future__ import annotations

import sys
from pathlib import Path

import torch
import torch.nn.functional as F
from safetensors.torch import save_file

from rvcdesk.content.whisper import (
    DIM,
    HOP,
    MAX_POSITIONS,
    N_FFT,
    POSITION_DIRECTIONS,
    LogMel,
    WhisperNet,
    load_strict,
)

MODELS = Path(__file__).resolve().parents[1] / "models"
LEVELS = (0.001, 0.01, 0.1)
SMOOTH = 51  # frames


@torch.inference_mode()
def position_directions() -> torch.Tensor:
    """Orthonormal directions (POSITION_DIRECTIONS, 512)."""
    net = WhisperNet().eval()
    shapes = {name: value.shape for name, value in net.state_dict().items()}
    net.load_state_dict(load_strict(MODELS / "whisper-base-encoder.safetensors", shapes))
    draw = torch.Generator().manual_seed(0)
    mean = torch.zeros(MAX_POSITIONS, DIM)
    for level in LEVELS:
        noise = torch.randn(MAX_POSITIONS * HOP + N_FFT - HOP // 2, generator=draw) * level
        mel = LogMel()(noise)
        mel = (torch.maximum(mel, mel.amax() - 8) + 4) / 4
        mean += net(mel[None])[0] / len(LEVELS)
    smooth = F.avg_pool1d(mean.T[None], SMOOTH, 1, SMOOTH // 2, count_include_pad=False)[0].T
    _, energy, directions = torch.linalg.svd((smooth - smooth.mean(0)).double(), full_matrices=False)
    share = energy.square() / energy.square().sum()
    print("share of the slow variance:", [round(float(value), 4) for value in share[:12]])
    return directions[:POSITION_DIRECTIONS].float().contiguous()


def main() -> None:
    """Write the file."""
    out = Path(sys.argv[1]) if len(sys.argv) > 1 else MODELS / "whisper-base-positions.safetensors"
    about = {"what": "position directions of whisper-base features", "made_by": "tools/whisper_positions.py"}
    save_file({"directions": position_directions()}, out, metadata=about)
    print(out, out.stat().st_size, "bytes")


if __name__ == "__main__":
    main()
