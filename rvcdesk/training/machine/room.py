"""How much memory and disk a training takes: counted from its networks, with what was measured once."""

from __future__ import annotations

import functools
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from rvcdesk.training.data.pieces import OVERLAP_S, PIECE_S
from rvcdesk.training.options import TrainOptions
from rvcdesk.training.plan import KEPT_SAVES, LONGEST_BETWEEN_SAVES_S
from rvcdesk.voice.keys import without_posterior
from rvcdesk.voice.presets import Preset, get_preset

# Measured in float32 on a processor, as the highest memory of the process during steps of one and three
# items. Bytes of each item in a step; presets that were not measured take the largest.
ITEM_BYTES = {
    "draft": 96_000_000,
    "rvc-v2-40k": 591_000_000,
    "rvc-v2-48k": 604_000_000,
    "rvc-v2-32k": 461_000_000,
    "rvc-v1-40k": 437_000_000,
}
TORCH_BYTES = 650_000_000  # PyTorch itself, loaded
WEIGHT_BYTES = 16 * 1.35  # weights, gradients and two moments, and what their steps hold besides
FULL_SAVE_BYTES, VOICE_BYTES = 12, 2  # of each weight: three numbers of 4 bytes; one of 2
KEPT_AT_MOST = KEPT_SAVES + 1 + 1  # with the best, and the one being written
PREVIEW_S = 5.0
CONTENT_RATE, PITCH_RATE = 50, 100


@dataclass(frozen=True)
class Weights:
    """How many numbers the two networks have, and the voice that is kept of them."""

    generator: int
    discriminator: int
    voice: int

    @property
    def all(self) -> int:
        return self.generator + self.discriminator


@functools.lru_cache(maxsize=32)
def weights(preset_id: str, f0: bool) -> Weights:
    """Count a preset's networks, without making their numbers."""
    from rvcdesk.tensors.unset import unset_weights
    from rvcdesk.voice.discriminators import build_discriminator
    from rvcdesk.voice.synthesizer import build_synthesizer

    preset = get_preset(preset_id)
    with unset_weights("meta"):
        generator = build_synthesizer(preset.config(f0=f0))
        discriminator = build_discriminator(preset.discriminator)
    sizes = {name: weight.numel() for name, weight in generator.named_parameters()}
    voice = sum(without_posterior(sizes).values())
    return Weights(sum(sizes.values()), sum(weight.numel() for weight in discriminator.parameters()), voice)


def memory_need(options: TrainOptions, batch_size: int) -> int:
    """Bytes that a training in float32 holds at its highest, with so many items in a step."""
    item = ITEM_BYTES.get(options.preset, max(ITEM_BYTES.values()))
    fixed = weights(options.preset, options.f0 != "none").all * WEIGHT_BYTES
    return round(TORCH_BYTES + fixed + batch_size * item)


def batch_that_fits(options: TrainOptions, free: int) -> int:
    """The most items a step for which `free` bytes are enough; 0 when not even one fits."""
    first, second = memory_need(options, 1), memory_need(options, 2)
    return max(0, 1 + (free - first) // (second - first)) if free >= first else 0


def cache_bytes(preset: Preset, seconds: float) -> int:
    """Bytes of prepared pieces: sound, content and pitch as float32, with the pieces' overlap."""
    a_second = 4 * (preset.sample_rate + CONTENT_RATE * preset.network.content_dim + PITCH_RATE)
    return round(seconds * a_second * PIECE_S / (PIECE_S - OVERLAP_S))


def save_count(options: TrainOptions, trial: dict[str, Any] | None) -> int:
    """How often a run saves: as asked, every ten minutes, and at its end.

    Args:
        trial: what `estimate` told, or None: then by epochs alone.
    """
    epochs, by_steps, by_time = options.epochs, 0, 0
    if trial is not None:
        epochs = trial["steps"] // max(1, trial["steps_per_epoch"])
        by_steps = trial["steps"] // options.save_every_steps if options.save_every_steps else 0
        by_time = int(trial["seconds"] // LONGEST_BETWEEN_SAVES_S)
    by_epochs = epochs // options.save_every if options.save_every else 0
    return 1 + max(by_epochs + by_steps, by_time)


def save_bytes(options: TrainOptions) -> int:
    """Bytes that every save leaves for good: a small voice and a preview."""
    voice = VOICE_BYTES * weights(options.preset, options.f0 != "none").voice
    return round(voice + 2 * get_preset(options.preset).sample_rate * PREVIEW_S)


def disk_need(options: TrainOptions, kept_s: float, trial: dict[str, Any] | None) -> int:
    """Bytes that a run writes and keeps: prepared pieces, saves with voices and previews, voice, index."""
    preset = get_preset(options.preset)
    counted = weights(options.preset, options.f0 != "none")
    saves = save_count(options, trial)
    voice = VOICE_BYTES * counted.voice
    index = kept_s * CONTENT_RATE * preset.network.content_dim * 4
    return round(
        cache_bytes(preset, kept_s)
        + min(saves + 1, KEPT_AT_MOST) * FULL_SAVE_BYTES * counted.all
        + saves * save_bytes(options)
        + 2 * voice  # .safetensors and .pth
        + 2 * index  # the run's and the voice's
    )


def free_disk(folder: Path) -> int:
    """Bytes that may still be written where a folder lies.

    Raises:
        OSError: it is not there.
    """
    import shutil

    return shutil.disk_usage(folder).free


def free_memory(device_id: str) -> int:
    """Bytes that the device has left: the card's own, or the computer's.

    Raises:
        Exception: the driver does not tell, or psutil is missing.
    """
    if device_id.startswith("cuda"):
        import torch

        return int(torch.cuda.mem_get_info(device_id)[0])
    import psutil

    return int(psutil.virtual_memory().available)
