"""HuBERT's network (Hsu et al. 2021, arXiv:2106.07447), for use only, laid out for little memory.

torchaudio carries the same network (a test holds ours against it), but not within the memory: 43 s of
audio, full size, one core of a processor with avx512_bf16, side by side in one run:

                                     torchaudio   exact   exact, layer 9   fast   fast, layer 9
    processor time, in proportion             1    0.86             0.72   0.48            0.38
    peak memory, MB (490 are PyTorch)      1542    1065                     968

- The first layer's group norm takes its statistics over the whole input. That layer is linear, so mean
  and variance of all its channels follow from the mean and covariance of the 10 samples it looks at: no
  pass over 512 channels is needed, and the norm becomes part of the layer's weights and bias.
- After that nothing in the convolutions looks further than 400 samples: they run in short chunks, each
  with exactly the samples it needs, as matrix products over (time, channels).
- The positional convolution is done in the frequency domain.
- Layers beyond the wanted one are not loaded. Weights are held once, in the type they are used in; sums
  along the layers and norms stay float32.
"""

from __future__ import annotations

from collections.abc import Callable

import torch
import torch.nn.functional as F
from torch import Tensor, nn

from rvcdesk.content.hubert_files import HubertWeights
from rvcdesk.content.hubert_shape import FIELD, HOP, KERNELS, STRIDES, HubertShape
from rvcdesk.tensors.unset import unset_weights

EPS = 1e-5
# Feature frames that go through the convolutions together: their activations stay in the cache.
CHUNK = 50
# A GPU wants more at once, and has the memory (about 0.5 GB at full size).
GPU_CHUNK = 1000
# Rows of the attention matrix worked on together.
ROWS = 256
# Steps of the first layer summed together, in float64.
MOMENTS = 1 << 17


class TransformerLayer(nn.Module):
    """Attention and two linear layers, each added to its input and then normalised."""

    def __init__(self, dim: int, heads: int, hidden: int) -> None:
        super().__init__()
        self.heads = heads
        self.qkv, self.out = nn.Linear(dim, 3 * dim), nn.Linear(dim, dim)
        self.fc1, self.fc2 = nn.Linear(dim, hidden), nn.Linear(hidden, dim)
        self.attention_norm, self.final_norm = nn.LayerNorm(dim, EPS), nn.LayerNorm(dim, EPS)

    def forward(self, x: Tensor) -> Tensor:
        """(T, dim) float32 -> the same; products in the weights' own type."""
        frames, dim = x.shape
        kind = self.qkv.weight.dtype
        heads = self.qkv(x.to(kind)).view(frames, 3, self.heads, dim // self.heads)
        q, k, v = heads.permute(1, 2, 0, 3)
        mixed = attention(q, k, v).transpose(0, 1).reshape(frames, dim)
        x = self.attention_norm(x + self.out(mixed))
        inner = torch.ops.aten.gelu_(self.fc1(x.to(kind)))
        return self.final_norm(x + self.fc2(inner))


def attention(q: Tensor, k: Tensor, v: Tensor) -> Tensor:
    """Scaled dot-product attention of (heads, T, width).

    In bfloat16 on a processor PyTorch's own is as slow as in float32 (2.11); plain products of one head
    and some rows at a time need half the time, and never hold the whole matrix either.
    """
    if q.dtype != torch.bfloat16 or q.device.type != "cpu":
        return F.scaled_dot_product_attention(q[None], k[None], v[None])[0]
    q, k, v = q * q.shape[-1] ** -0.5, k.contiguous(), v.contiguous()
    mixed = torch.empty_like(q, memory_format=torch.contiguous_format)
    for head in range(len(q)):
        for start in range(0, q.shape[1], ROWS):
            rows = slice(start, start + ROWS)
            torch.mm(torch.softmax(q[head, rows] @ k[head].T, -1), v[head], out=mixed[head, rows])
    return mixed


class PositionalConv(nn.Module):
    """A grouped convolution over time with a long kernel, in the frequency domain, block by block.

    128 taps in 16 groups of 48 channels: directly 4.7 million products per frame, this way a fiftieth.
    `spectrum` is the kernel's, (groups, bins, outputs, inputs).
    """

    spectrum: Tensor
    bias: Tensor

    def __init__(self, dim: int, groups: int, taps: int) -> None:
        super().__init__()
        self.groups, self.taps = groups, taps
        self.size = 2 * taps
        width = dim // groups
        self.register_buffer("spectrum", torch.empty(groups, taps + 1, width, width, dtype=torch.complex64))
        self.register_buffer("bias", torch.empty(dim))

    @staticmethod
    def spectrum_of(weight: Tensor, groups: int) -> Tensor:
        """Of a kernel as a Conv1d has it, (dim, dim // groups, taps)."""
        _, width, taps = weight.shape
        return (
            torch.fft.rfft(weight.view(groups, -1, width, taps), 2 * taps)
            .permute(0, 3, 1, 2)
            .conj_physical()
            .contiguous()
        )

    def forward(self, x: Tensor) -> Tensor:
        """(T, dim) float32 -> the same, as if zeros lay around it; an even kernel reaches further back."""
        frames, dim = x.shape
        step = self.size - self.taps + 1
        blocks = -(-frames // step)
        before = self.taps // 2
        padded = F.pad(x.T, (before, blocks * step + self.taps - 1 - frames - before))
        spectra = torch.fft.rfft(padded.view(self.groups, dim // self.groups, -1).unfold(-1, self.size, step))
        mixed = self.spectrum @ spectra.permute(0, 3, 1, 2)
        placed = torch.fft.irfft(mixed.permute(0, 2, 3, 1), self.size)[..., :step]
        return placed.reshape(dim, -1)[:, :frames].T + self.bias


class HubertNet(nn.Module):
    """Audio -> features after the last transformer layer there is, or final_proj of them."""

    def __init__(self, shape: HubertShape) -> None:
        super().__init__()
        self.shape = shape
        before = (1, *shape.conv[:-1])
        self.conv = nn.ModuleList(
            nn.Linear(inputs * kernel, width, bias=shape.conv_bias and inputs > 1)
            for inputs, kernel, width in zip(before, KERNELS, shape.conv, strict=True)
        )
        self.conv_norm = nn.GroupNorm(shape.conv[0], shape.conv[0], EPS)
        self.feature_norm = nn.LayerNorm(shape.conv[-1], EPS)
        self.project = nn.Linear(shape.conv[-1], shape.dim)
        self.pos = PositionalConv(shape.dim, shape.pos_groups, shape.pos_kernel)
        self.norm = nn.LayerNorm(shape.dim, EPS)
        self.layers = nn.ModuleList(
            TransformerLayer(shape.dim, shape.heads, shape.hidden) for _ in range(shape.layers)
        )
        self.final_proj = nn.Linear(shape.dim, shape.projected) if shape.projected else None

    @property
    def first_weight(self) -> Tensor:
        """(C, 10) of the first layer, always float32."""
        layer = self.conv[0]
        assert isinstance(layer, nn.Linear)
        return layer.weight

    def first_layer(self, audio: Tensor) -> tuple[Tensor, Tensor]:
        """Weight (C, 10) and bias (C,) of the first layer with its group norm over all of `audio` (n,)."""
        looks = audio.unfold(0, KERNELS[0], STRIDES[0])
        total = torch.zeros(KERNELS[0], dtype=torch.float64, device=audio.device)
        moment = torch.zeros(KERNELS[0], KERNELS[0], dtype=torch.float64, device=audio.device)
        for block in looks.split(MOMENTS):
            wide = block.double()
            total += wide.sum(0)
            moment += wide.T @ wide
        mean = total / len(looks)
        covariance = moment / len(looks) - mean[:, None] * mean
        weight = self.first_weight.double()
        variance = ((weight @ covariance) * weight).sum(1).clamp(min=0)
        scale = self.conv_norm.weight.double() / (variance + EPS).sqrt()
        # The layer's own bias, where it has one, is part of the mean and goes with it.
        bias = self.conv_norm.bias.double() - weight @ mean * scale
        return (weight * scale[:, None]).float(), bias.float()

    def convolve(self, audio: Tensor, first: tuple[Tensor, Tensor]) -> Tensor:
        """(n,) -> ((n - 400) // 320 + 1, C) float32, without looking beyond."""
        x = F.linear(_looks(audio[:, None], KERNELS[0], STRIDES[0]), *first)
        x = torch.ops.aten.gelu_(x).to(self.project.weight.dtype)
        for layer, kernel, stride in zip(self.conv[1:], KERNELS[1:], STRIDES[1:], strict=True):
            x = torch.ops.aten.gelu_(layer(_looks(x, kernel, stride)))
        return self.feature_norm(x.float())

    def embed(self, audio: Tensor, first: tuple[Tensor, Tensor]) -> Tensor:
        """Audio (n,) of at least 400 samples -> what the transformer takes, (frames, dim) float32."""
        frames = (audio.numel() - FIELD) // HOP + 1
        x = torch.empty(frames, self.shape.dim, device=audio.device)
        chunk = CHUNK if audio.device.type == "cpu" else GPU_CHUNK
        for start in range(0, frames, chunk):
            stop = min(start + chunk, frames)
            features = self.convolve(audio[start * HOP : (stop - 1) * HOP + FIELD], first)
            x[start:stop] = self.project(features.to(self.project.weight.dtype))
        return x

    def transform(self, x: Tensor, done: Callable[[float], None] = lambda share: None) -> Tensor:
        """(T, dim) -> (T, dim), or (T, projected), float32. `done` hears the share of work that is done."""
        x = self.norm(x + torch.ops.aten.gelu_(self.pos(x)))
        for index, layer in enumerate(self.layers):
            done(index / len(self.layers))
            x = layer(x)
        return x if self.final_proj is None else self.final_proj(x.to(self.final_proj.weight.dtype)).float()


def _looks(x: Tensor, kernel: int, stride: int) -> Tensor:
    """What each step of a convolution sees: (T, C) -> (steps, kernel * C), a view."""
    steps = (len(x) - kernel) // stride + 1
    return x.as_strided((steps, kernel * x.shape[1]), (stride * x.shape[1], 1), x.storage_offset())


def build(weights: HubertWeights, kind: torch.dtype, device: torch.device) -> HubertNet:
    """The network with weights from a file; empties `weights`, so that nothing is held twice.

    Args:
        kind: the type of all products but the first layer's; norms and sums are float32.
    """
    with unset_weights("meta"):
        net = HubertNet(weights.shape)
    left, ready = weights.tensors, {}
    if "pos.weight_v" in left:
        direction, size = left.pop("pos.weight_v").float(), left.pop("pos.weight_g").float()
        left["pos.weight"] = direction * (size / direction.norm(dim=(0, 1), keepdim=True))
    ready["pos.spectrum"] = PositionalConv.spectrum_of(
        left.pop("pos.weight").float().to(device), weights.shape.pos_groups
    )
    for index in range(weights.shape.layers):
        for part in ("weight", "bias"):
            names = [f"layers.{index}.{name}.{part}" for name in "qkv"]
            left[f"layers.{index}.qkv.{part}"] = torch.cat([left.pop(name) for name in names])
    for name in list(left):
        tensor = left.pop(name)
        if name.startswith("conv.") and name.endswith("weight"):
            tensor = tensor.transpose(1, 2).flatten(1)
        wide = "norm" in name or name.startswith(("conv.0.", "pos."))
        ready[name] = tensor.to(device, torch.float32 if wide else kind).contiguous()
    net.load_state_dict(ready, assign=True)
    return net.eval().requires_grad_(False)
