"""What a content encoder is, which there are, and how to get one by its name. Imports no torch."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any, Literal, Protocol

import numpy as np
from numpy.typing import NDArray

from rvcdesk.assets import store
from rvcdesk.jobs import SILENT, Reporter
from rvcdesk.messages import BadInput
from rvcdesk.resources import model_path

if TYPE_CHECKING:
    from torch import Tensor

Precision = Literal["exact", "fast"]

BUNDLED = "whisper-base"
# Of RVC's voices: the transformer layer, and the width of the projection behind it (0: none).
_CONTENTVEC = {"contentvec-256": (9, 256), "contentvec-768": (12, 0)}
# What Applio offers beside ContentVec: the same network with other weights, used like version 2.
_EMBEDDERS = ("spin", "spin-v2", "chinese-hubert-base", "japanese-hubert-base", "korean-hubert-base")

ENCODERS = (BUNDLED, *_CONTENTVEC, *_EMBEDDERS)


class ContentEncoder(Protocol):
    """Turns speech into features of what is said, `rate` frames a second of `dim` numbers."""

    name: str
    dim: int
    rate: int

    def encode(self, audio16k: NDArray[np.float32], report: Reporter = SILENT) -> Tensor:
        """Mono audio (n,) at 16 kHz -> float32 (frames, dim).

        Whisper gives n // 320 frames, ContentVec (n - 400) // 320 + 1, which is one less or the same.
        """
        ...


def encoder_need(name: str) -> str:
    """What `rvcdesk.assets.store` calls the files of a known encoder; "" where they are bundled."""
    if name == BUNDLED:
        return ""
    return "contentvec" if name in _CONTENTVEC else f"embedders/{name}"


def encoder_available(name: str) -> bool:
    """Whether an encoder is known and its files are here; nothing is loaded."""
    return name in ENCODERS and (name == BUNDLED or store.find(encoder_need(name)) is not None)


def encoder_files(name: str) -> tuple[tuple[str, int, int], ...]:
    """Name, bytes and time of an encoder's own files: equal as long as they are the same; () when bundled."""
    return _stamps(store.find(encoder_need(name))) if encoder_need(name) else ()


_loaded: dict[tuple[Any, ...], ContentEncoder] = {}


def load_encoder(name: str, device: str = "cpu", precision: Precision = "exact") -> ContentEncoder:
    """The encoder called `name`; the last one stays loaded, since a recording has many stretches.

    Args:
        precision: "exact" computes in float32; "fast" in bfloat16 where the device has it.

    Raises:
        BadInput: no encoder has this name, or its weights are damaged.
        UserError: its weights are missing.
    """
    if name not in ENCODERS:
        raise BadInput(
            "This voice needs the content encoder {name}, which RVC Desk does not have; it has {known}.",
            name=name,
            known=", ".join(ENCODERS),
        )
    path = None if name == BUNDLED else store.require(encoder_need(name))
    key = (name, device, precision, path, _stamps(path))
    if key not in _loaded:
        _loaded.clear()
        _loaded[key] = _whisper(device, precision) if path is None else _hubert(name, path, device, precision)
    return _loaded[key]


def free_encoder() -> None:
    """Let go of the encoder that is kept."""
    _loaded.clear()


def _whisper(device: str, precision: Precision) -> ContentEncoder:
    import torch

    from rvcdesk.content.precision import compute_type
    from rvcdesk.content.whisper import WhisperEncoder

    weights = model_path("whisper-base-encoder.safetensors")
    positions = model_path("whisper-base-positions.safetensors")
    half = compute_type(torch.device(device), precision) is torch.bfloat16
    return WhisperEncoder(weights, positions, device, half=half)


def _hubert(name: str, path: Path, device: str, precision: Precision) -> ContentEncoder:
    from rvcdesk.content.contentvec import ContentVec

    layers, projected = _CONTENTVEC.get(name, (12, 0))
    return ContentVec(path, layers, projected, name=name, device=device, precision=precision)


def _stamps(path: Path | None) -> tuple[tuple[str, int, int], ...]:
    """What tells that a file, or one in a folder, was replaced."""
    if path is None:
        return ()
    files = sorted(path.iterdir()) if path.is_dir() else [path]
    stats = [(file.name, file.stat()) for file in files]
    return tuple((file, stat.st_size, stat.st_mtime_ns) for file, stat in stats)
