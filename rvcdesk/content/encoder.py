"""What a content encoder is, and how to get one by its name."""

from __future__ import annotations

from typing import TYPE_CHECKING, Protocol

import numpy as np
from numpy.typing import NDArray

from rvcdesk.jobs import SILENT, Reporter
from rvcdesk.messages import BadInput
from rvcdesk.resources import model_path

if TYPE_CHECKING:
    from torch import Tensor

ENCODERS = ("whisper-base",)


class ContentEncoder(Protocol):
    """Turns speech into features of what is said, `rate` frames a second of `dim` numbers."""

    name: str
    dim: int
    rate: int

    def encode(self, audio16k: NDArray[np.float32], report: Reporter = SILENT) -> Tensor:
        """Mono audio (n,) at 16 kHz -> float32 (n // 320, dim)."""
        ...


_loaded: dict[tuple[str, str], ContentEncoder] = {}


def load_encoder(name: str, device: str = "cpu") -> ContentEncoder:
    """The encoder called `name`; the last one stays loaded, since a recording has many stretches.

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
    if (name, device) not in _loaded:
        from rvcdesk.content.whisper import WhisperEncoder

        _loaded.clear()
        weights = model_path("whisper-base-encoder.safetensors")
        positions = model_path("whisper-base-positions.safetensors")
        _loaded[name, device] = WhisperEncoder(weights, positions, device)
    return _loaded[name, device]
