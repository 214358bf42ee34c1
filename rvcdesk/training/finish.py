"""From a trained generator to a voice that loads: .safetensors, .pth and .index."""

from __future__ import annotations

import time
from collections.abc import Callable
from pathlib import Path

import numpy as np

from rvcdesk.messages import N_, Message
from rvcdesk.training.options import TrainOptions
from rvcdesk.training.prepare import Prepared
from rvcdesk.training.trainer import Trainer
from rvcdesk.voice.checkpoint import VoiceFile, VoiceMetadata, load_voice, save_voice
from rvcdesk.voice.index import build_index
from rvcdesk.voice.keys import without_posterior


def voice_path(run: Path, step: int) -> Path:
    """The small voice that a save leaves."""
    return run / "voices" / f"step_{step:08d}.safetensors"


def voice_of(options: TrainOptions, trainer: Trainer, prepared: Prepared, step: int, epoch: int) -> VoiceFile:
    """The voice as it is now, with what is known of it."""
    weights = {
        name: tensor.detach().cpu()
        for name, tensor in without_posterior(trainer.generator.state_dict()).items()
    }
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
        dataset=f"{len(prepared.files)} pieces, {prepared.seconds / 60:.1f} min",
    )
    return VoiceFile(trainer.generator.config, weights, metadata)


def publish(
    run: Path, options: TrainOptions, step: int, features: np.ndarray, warn: Callable[[Message], None]
) -> list[Path]:
    """Make the voice of a save the project's, each file proven to load.

    Args:
        features: float32 (n, dim) content features for the index.
        warn: told where there is no faiss to make an index with.

    Returns:
        The files: .safetensors, .pth, voice.json, .index.

    Raises:
        UserError: the save's voice cannot be read, or the project's not be written.
    """
    voice = load_voice(voice_path(run, step))
    saved = save_voice(options.project / "voice", voice, options.name)
    index = saved.safetensors.with_suffix(".index")
    files = [saved.safetensors, saved.pth, saved.facts]
    try:
        build_index(features, run / "index", options.name, voice.config.version, also=index)
    except ImportError:
        index.unlink(missing_ok=True)  # one of another voice would be worse than none
        warn(Message(N_("The voice has no index: the package faiss-cpu is not installed here.")))
        return files
    return [*files, index]
