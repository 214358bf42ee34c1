"""The measures of a HuBERT and of all its weights, without torch."""

from __future__ import annotations

from dataclasses import dataclass

# Of the seven convolutions. Together they make one frame of 400 samples each 320: 50 a second at 16 kHz.
KERNELS, STRIDES = (10, 3, 3, 3, 3, 2, 2), (5, 2, 2, 2, 2, 2, 2)
FIELD, HOP = 400, 320
HEAD_WIDTH = 64


@dataclass(frozen=True)
class HubertShape:
    """What tells one HuBERT from another, as published ones have it.

    `conv` are the widths of the convolutions, `layers` those that are wanted (the file may hold more),
    `projected` is final_proj's width, 0 without it.
    """

    conv: tuple[int, ...] = (512,) * 7
    conv_bias: bool = False
    dim: int = 768
    heads: int = 12
    hidden: int = 3072
    layers: int = 12
    pos_kernel: int = 128
    pos_groups: int = 16
    projected: int = 256

    def possible(self) -> bool:
        """Whether a network of these measures can be built, within reason."""
        return (
            all(1 <= width <= 4096 for width in self.conv)
            and 1 <= self.dim <= 4096
            and self.dim % self.heads == 0
            and 1 <= self.hidden <= 32768
            and 1 <= self.layers <= 64
            and 1 <= self.pos_kernel <= 1024
            and 1 <= self.pos_groups <= self.dim
            and self.dim % self.pos_groups == 0
        )

    def expected(self, plain_pos: bool = False) -> dict[str, tuple[int, ...]]:
        """Names and shapes of the weights in a file.

        Args:
            plain_pos: the positional convolution's weight norm was folded in before.
        """
        dim, hidden = self.dim, self.hidden
        shapes: dict[str, tuple[int, ...]] = {}
        before = 1
        for index, (kernel, width) in enumerate(zip(KERNELS, self.conv, strict=True)):
            shapes[f"conv.{index}.weight"] = (width, before, kernel)
            if self.conv_bias and index:
                shapes[f"conv.{index}.bias"] = (width,)
            before = width
        linear = {"project": (before, dim)}
        norms = {"conv_norm": self.conv[0], "feature_norm": before, "norm": dim}
        for index in range(self.layers):
            layer = f"layers.{index}."
            linear |= {layer + name: (dim, dim) for name in ("q", "k", "v", "out")}
            linear |= {layer + "fc1": (dim, hidden), layer + "fc2": (hidden, dim)}
            norms |= {layer + "attention_norm": dim, layer + "final_norm": dim}
        if self.projected:
            linear["final_proj"] = (dim, self.projected)
        for name, (inputs, outputs) in linear.items():
            shapes |= {f"{name}.weight": (outputs, inputs), f"{name}.bias": (outputs,)}
        for name, width in norms.items():
            shapes |= {f"{name}.weight": (width,), f"{name}.bias": (width,)}
        direction = (dim, dim // self.pos_groups, self.pos_kernel)
        shapes |= {"pos.bias": (dim,), "pos.weight" if plain_pos else "pos.weight_v": direction}
        if not plain_pos:
            shapes["pos.weight_g"] = (1, 1, self.pos_kernel)
        return shapes
