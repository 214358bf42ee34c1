"""From a trained generator to a voice that loads: .safetensors, .pth and .index."""

from __future__ import annotations

import time
from pathlib import Path

import numpy as np

from rvcdesk.training.options import TrainOptions
from rvcdesk.training.prepare import Prepared
from rvcdesk.training.trainer import Trainer
from rvcdesk.voice.checkpoint import VoiceFile, VoiceMetadata, save_voice
from rvcdesk.voice.index import build_index


def export_voice(
    options: TrainOptions, trainer: Trainer, prepared: Prepared, features: np.ndarray, step: int, epoch: int
) -> list[Path]:
    """Write the voice of a run into the project's voice/ folder, each file proven to load.

    Args:
        features: float32 (n, dim) content features for the index.

    Returns:
        The files: .safetensors, .pth, voice.json, .index.
    """
    weights = {
        name: tensor.detach().cpu()
        for name, tensor in trainer.generator.state_dict().items()
        if not name.startswith("enc_q.")
    }
    minutes = prepared.seconds / 60
    metadata = VoiceMetadata(
        name=options.name,
        info=f"{epoch}epoch",
        epochs=epoch,
        steps=step,
        dialect=options.dialect,
        unvoiced="interpolate" if options.dialect == "2026" else "zero",
        created=time.strftime("%Y-%m-%dT%H:%M:%SZ", time.gmtime()),
        preset=options.preset,
        f0_median=prepared.f0_median or None,
        f0_low=prepared.f0_low or None,
        f0_high=prepared.f0_high or None,
        dataset=f"{len(prepared.files)} pieces, {minutes:.1f} min",
    )
    folder = options.project / "voice"
    voice = VoiceFile(trainer.generator.config, weights, metadata)
    saved = save_voice(folder, voice, options.name)
    index = saved.safetensors.with_suffix(".index")
    build_index(features, options.run_folder / "index", options.name, voice.config.version, also=index)
    return [saved.safetensors, saved.pth, saved.facts, index]
