"""The shape of a voice network: RVC's 18 positional numbers, by name.

Every RVC file carries these numbers as a bare list. They come from strangers, so reading a
list checks each number before anything is built from it.
"""

from __future__ import annotations

import math
import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from rvcdesk.messages import BadInput

DRAFT_VERSION = "rvcdesk-draft-1"
FRAMES_PER_SECOND = 100
# RVC's own writer puts 32 here whatever the preset's segment was, and nothing reads it.
RVC_LISTED_SEGMENT = 32

CONTENT: dict[str, tuple[str, int]] = {
    "v1": ("contentvec-256", 256),
    "v2": ("contentvec-768", 768),
    DRAFT_VERSION: ("whisper-base", 512),
}
# Layers of the posterior encoder and of each flow coupling: fixed by the version, in no list.
_DEPTHS: dict[str, tuple[int, int]] = {"v1": (16, 3), "v2": (16, 3), DRAFT_VERSION: (6, 2)}

# The 18 positions in order: name, lowest, highest (None: not a plain integer).
_POSITIONS: tuple[tuple[str, int | None, int | None], ...] = (
    ("spec_channels", 65, 4097),
    ("segment_frames", 1, 1000),
    ("inter_channels", 2, 1024),
    ("hidden_channels", 2, 1024),
    ("filter_channels", 1, 4096),
    ("n_heads", 1, 32),
    ("n_layers", 1, 32),
    ("kernel_size", 1, 15),
    ("p_dropout", None, None),
    ("resblock", None, None),
    ("resblock_kernel_sizes", None, None),
    ("resblock_dilation_sizes", None, None),
    ("upsample_rates", None, None),
    ("upsample_initial_channel", 1, 2048),
    ("upsample_kernel_sizes", None, None),
    ("speakers", 1, 4096),
    ("gin_channels", 1, 1024),
    ("sample_rate", 8000, 192000),
)


@dataclass(frozen=True)
class VoiceConfig:
    """What has to be known to build a `Synthesizer`.

    The first 18 fields are RVC's list in its own order. For the draft decoder the HiFi-GAN
    fields read: `upsample_initial_channel` its width, `resblock_kernel_sizes` its one depthwise
    kernel, `resblock_dilation_sizes` one dilation per block, `upsample_rates` the hop and
    `upsample_kernel_sizes` the inverse STFT's window.
    """

    spec_channels: int
    segment_frames: int
    inter_channels: int
    hidden_channels: int
    filter_channels: int
    n_heads: int
    n_layers: int
    kernel_size: int
    p_dropout: float
    resblock: str
    resblock_kernel_sizes: tuple[int, ...]
    resblock_dilation_sizes: tuple[tuple[int, ...], ...]
    upsample_rates: tuple[int, ...]
    upsample_initial_channel: int
    upsample_kernel_sizes: tuple[int, ...]
    speakers: int
    gin_channels: int
    sample_rate: int
    version: str
    f0: bool
    content: str
    content_dim: int

    @property
    def hop(self) -> int:
        """Samples per frame at `sample_rate`; 100 frames are one second."""
        return math.prod(self.upsample_rates)

    @property
    def posterior_layers(self) -> int:
        """WaveNet layers of the posterior encoder."""
        return _DEPTHS[self.version][0]

    @property
    def flow_layers(self) -> int:
        """WaveNet layers of each of the four couplings."""
        return _DEPTHS[self.version][1]

    def to_list(self) -> list[Any]:
        """RVC's 18-item list, as plain lists and numbers."""
        draft = self.version == DRAFT_VERSION
        return [
            self.spec_channels,
            self.segment_frames if draft else RVC_LISTED_SEGMENT,
            self.inter_channels,
            self.hidden_channels,
            self.filter_channels,
            self.n_heads,
            self.n_layers,
            self.kernel_size,
            self.p_dropout,
            self.resblock,
            list(self.resblock_kernel_sizes),
            [list(sizes) for sizes in self.resblock_dilation_sizes],
            list(self.upsample_rates),
            self.upsample_initial_channel,
            list(self.upsample_kernel_sizes),
            self.speakers,
            self.gin_channels,
            self.sample_rate,
        ]

    @classmethod
    def from_list(cls, values: Sequence[Any], *, version: str, f0: bool) -> VoiceConfig:
        """Read and check a stranger's list.

        Real files often list 109 speakers and hold fewer: whoever has the weights replaces
        `speakers` by the rows of `emb_g.weight` (`dataclasses.replace`).

        Raises:
            BadInput: not 18 values, a value of the wrong kind or out of range, an unknown version.
        """
        if version not in CONTENT:
            raise BadInput(
                "This voice says it is version {version}, which RVC Desk does not know; "
                "it reads v1, v2 and its own draft voices.",
                version=_short(version),
            )
        if not isinstance(values, (list, tuple)) or len(values) != len(_POSITIONS):
            count = len(values) if isinstance(values, (list, tuple)) else 0
            raise BadInput(
                "This voice's configuration has {count} values instead of 18; "
                "the file is damaged or not an RVC voice.",
                count=count,
            )
        named = dict(zip((name for name, _, _ in _POSITIONS), values, strict=True))
        for name, low, high in _POSITIONS:
            if low is not None and high is not None:
                value = _rate(named[name]) if name == "sample_rate" else named[name]
                named[name] = _integer(name, value, low, high)
        _read_rest(named)
        content, content_dim = CONTENT[version]
        config = cls(version=version, f0=bool(f0), content=content, content_dim=content_dim, **named)
        _check_together(config)
        return config


def _read_rest(named: dict[str, Any]) -> None:
    """Check the positions that are not plain integers, in place."""
    dropout = named["p_dropout"]
    if isinstance(dropout, bool) or not isinstance(dropout, (int, float)) or not 0 <= dropout < 1:
        raise _bad("p_dropout", dropout)
    if str(named["resblock"]) != "1":
        raise _bad("resblock", named["resblock"])
    named["resblock"] = "1"
    named["resblock_kernel_sizes"] = _integers("resblock_kernel_sizes", named["resblock_kernel_sizes"], 1, 31)
    dilations = named["resblock_dilation_sizes"]
    if not isinstance(dilations, (list, tuple)) or not 1 <= len(dilations) <= 8:
        raise _bad("resblock_dilation_sizes", dilations)
    named["resblock_dilation_sizes"] = tuple(
        _integers("resblock_dilation_sizes", row, 1, 64, most=16) for row in dilations
    )
    named["upsample_rates"] = _integers("upsample_rates", named["upsample_rates"], 1, 2048)
    named["upsample_kernel_sizes"] = _integers(
        "upsample_kernel_sizes", named["upsample_kernel_sizes"], 1, 8192
    )


def _check_together(config: VoiceConfig) -> None:
    """Check the numbers that only make sense beside each other."""
    if config.hop * FRAMES_PER_SECOND != config.sample_rate:
        raise _bad("upsample_rates", list(config.upsample_rates))
    if config.inter_channels % 2:
        raise _bad("inter_channels", config.inter_channels)
    if config.hidden_channels % config.n_heads:
        raise _bad("n_heads", config.n_heads)
    if any(size % 2 == 0 for size in config.resblock_kernel_sizes):
        raise _bad("resblock_kernel_sizes", list(config.resblock_kernel_sizes))
    if len(config.resblock_dilation_sizes) != len(config.resblock_kernel_sizes):
        raise _bad("resblock_dilation_sizes", [list(row) for row in config.resblock_dilation_sizes])
    kernels, rates = config.upsample_kernel_sizes, config.upsample_rates
    # Otherwise an upsampling step would not give exactly rate x as many samples.
    fits = len(kernels) == len(rates) and all(
        k >= u and (k - u) % 2 == 0 for k, u in zip(kernels, rates, strict=False)
    )
    if not fits:
        raise _bad("upsample_kernel_sizes", list(kernels))
    if config.version == DRAFT_VERSION:
        if len(rates) != 1 or len(config.resblock_kernel_sizes) != 1:
            raise _bad("upsample_rates", list(rates))
    elif config.upsample_initial_channel % (1 << len(rates)):
        raise _bad("upsample_initial_channel", config.upsample_initial_channel)


def _rate(value: Any) -> Any:
    """Some tools write the rate as "40k" or "40000"."""
    if isinstance(value, str) and re.fullmatch(r"[0-9]{1,6}k?", value):
        return int(value.removesuffix("k")) * (1000 if value.endswith("k") else 1)
    return value


def _integer(name: str, value: Any, low: int, high: int) -> int:
    if isinstance(value, bool) or not isinstance(value, int) or not low <= value <= high:
        raise _bad(name, value)
    return value


def _integers(name: str, values: Any, low: int, high: int, most: int = 8) -> tuple[int, ...]:
    if not isinstance(values, (list, tuple)) or not 1 <= len(values) <= most:
        raise _bad(name, values)
    return tuple(_integer(name, value, low, high) for value in values)


def _short(value: Any) -> str:
    text = repr(value) if not isinstance(value, str) else value
    return text if len(text) <= 40 else text[:40] + "…"


def _bad(name: str, value: Any) -> BadInput:
    return BadInput(
        "This voice's configuration has an impossible value ({name} is {value}); "
        "the file is damaged or not an RVC voice.",
        name=name,
        value=_short(value),
    )
