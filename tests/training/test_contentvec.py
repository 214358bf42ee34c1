"""Training on ContentVec's features, which end a frame before the sound: nothing breaks, nothing shifts."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
import torch

from rvcdesk.assets import store
from rvcdesk.content.contentvec import ContentVec
from rvcdesk.events import read_events
from rvcdesk.messages import UserError
from rvcdesk.training.dataset import Dataset, read_tables
from rvcdesk.training.prepare import prepare
from rvcdesk.training.run import execute
from rvcdesk.training.runs import create_run
from rvcdesk.voice.checkpoint import load_voice
from rvcdesk.voice.presets import PRESETS, Preset
from tests.helpers import hubert
from tests.helpers.trained import small

NAME = "rvc-v1-40k"


@pytest.fixture
def preset(monkeypatch: pytest.MonkeyPatch) -> Preset:
    """RVC v1 at 40 kHz with a narrow network and a small discriminator."""
    usual = PRESETS[NAME]
    network = replace(
        usual.network, inter_channels=16, hidden_channels=16, filter_channels=32, n_layers=1,
        upsample_initial_channel=64, speakers=2, gin_channels=8,
    )  # fmt: skip
    narrow = replace(usual, network=network, discriminator="draft", base_g="", base_d="")
    monkeypatch.setitem(PRESETS, NAME, narrow)
    return narrow


def _install() -> None:
    store.models_dir().mkdir(parents=True)
    hubert.write_fairseq(store.models_dir() / "hubert_base.pt", hubert.tiny())


def test_a_missing_encoder_is_said_before_anything_is_prepared(own_project: Path, preset: Preset) -> None:
    with pytest.raises(UserError, match="needed and not here"):
        prepare(small(own_project, preset=NAME), "pm")


def test_pieces_are_slices_of_the_whole(
    own_project: Path, preset: Preset, monkeypatch: pytest.MonkeyPatch
) -> None:
    _install()
    heard: list[tuple[int, np.ndarray]] = []
    encode = ContentVec.encode

    def listening(self: ContentVec, audio: np.ndarray, *report: object) -> torch.Tensor:
        features = encode(self, audio)
        heard.append((len(audio), features.numpy()))
        return features

    monkeypatch.setattr(ContentVec, "encode", listening)
    prepared = prepare(small(own_project, preset=NAME), "pm")
    (samples, whole), (_, silence) = heard
    assert len(whole) == samples // 320 - 1, "a frame less than the sound has"
    ends = []
    for path in prepared.files:
        with np.load(path) as data:
            content, f0, wave = data["content"], data["f0"], data["wave"]
        assert content.shape[1] == 256 and len(f0) == 2 * len(content) and len(wave) == 800 * len(content)
        start = int(np.flatnonzero((whole == content[0]).all(axis=1))[0])
        assert np.array_equal(whole[start : start + len(content)], content)
        ends.append(start + len(content))
    assert max(ends) == len(whole), "the last piece reaches the end, where the missing frame would be"
    dataset = Dataset(read_tables(prepared, preset), preset, 2, 0)
    batch = dataset.batch(1)
    assert batch.phone.shape[2] == 256 and batch.wave.shape[1] == 400 * batch.phone.shape[1]
    with np.load(prepared.mute) as mute:
        assert np.array_equal(mute["content"], silence) and len(mute["wave"]) == 800 * len(silence)


def test_a_short_training(own_project: Path, preset: Preset) -> None:
    _install()
    folder = create_run(small(own_project, preset=NAME, steps=2, name="v1"))
    assert execute(folder) == 0
    events, _ = read_events(folder / "events.jsonl")
    losses = [event["losses"] for event in events if event["event"] == "step"]
    assert len(losses) == 2 and all(np.isfinite(list(each.values())).all() for each in losses)
    voice = load_voice(own_project / "voice" / "v1.pth")
    assert voice.config.content == "contentvec-256" and voice.config.version == "v1"


def test_another_encoder_file_is_heard_anew(own_project: Path, preset: Preset) -> None:
    _install()
    first = prepare(small(own_project, preset=NAME), "pm")
    assert prepare(small(own_project, preset=NAME), "pm").folder == first.folder
    hubert.write_fairseq(store.models_dir() / "hubert_base.pt", hubert.tiny(seed=1))
    assert prepare(small(own_project, preset=NAME), "pm").folder != first.folder
