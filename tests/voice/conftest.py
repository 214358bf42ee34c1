"""A tiny voice, with the same parts as a real one."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from rvcdesk.voice.checkpoint import save_voice

if TYPE_CHECKING:
    from rvcdesk.voice.checkpoint import SavedVoice, VoiceFile

TINY = [
    513, 32, 8, 8, 8, 2, 1, 3, 0, "1", [3], [[1, 3, 5]], [10, 8, 2, 2], 16, [20, 16, 4, 4], 2, 4, 32000,
]  # fmt: skip


@pytest.fixture(scope="session")
def tiny_full() -> VoiceFile:
    """As a trainer has it: float32, with the posterior encoder."""
    import torch

    from rvcdesk.voice.checkpoint import VoiceFile, VoiceMetadata
    from rvcdesk.voice.config import VoiceConfig
    from rvcdesk.voice.synthesizer import build_synthesizer

    config = VoiceConfig.from_list(TINY, version="v2", f0=True)
    with torch.random.fork_rng():
        torch.manual_seed(0)
        network = build_synthesizer(config)
    metadata = VoiceMetadata(
        name="Żółw 龜",
        info="7epoch",
        epochs=7,
        steps=140,
        preset="rvc-v2-32k",
        f0_median=181.5,
        dataset="3 min",
    )
    return VoiceFile(config, {key: value.clone() for key, value in network.state_dict().items()}, metadata)


@pytest.fixture
def tiny(tiny_full: VoiceFile) -> VoiceFile:
    """As it is shared: float16, without the posterior encoder."""
    from rvcdesk.voice.checkpoint import VoiceFile
    from rvcdesk.voice.keys import without_posterior

    weights = {key: value.half() for key, value in without_posterior(tiny_full.weights).items()}
    return VoiceFile(tiny_full.config, weights, tiny_full.metadata)


@pytest.fixture(scope="session")
def tiny_files(tiny_full: VoiceFile, tmp_path_factory: pytest.TempPathFactory) -> SavedVoice:
    """The voice as saved; never change these files."""
    return save_voice(tmp_path_factory.mktemp("tiny"), tiny_full, "tiny")
