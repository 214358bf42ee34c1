"""The list of presets and the reading of strangers' configuration lists."""

from __future__ import annotations

import dataclasses
from typing import Any

import pytest

from rvcdesk.messages import BadInput
from rvcdesk.voice.config import DRAFT_VERSION, VoiceConfig
from rvcdesk.voice.presets import PRESETS, get_preset

RVC = [preset for preset in PRESETS.values() if preset.exportable]
GOOD = PRESETS["rvc-v2-40k"].config().to_list()


def test_every_preset_of_the_recipe_is_there() -> None:
    wanted = {f"rvc-{version}-{rate}k" for version in ("v1", "v2") for rate in (32, 40, 48)} | {"draft"}
    assert set(PRESETS) == wanted
    assert all(preset.id == key and preset.title and preset.description for key, preset in PRESETS.items())


@pytest.mark.parametrize("preset", PRESETS.values(), ids=lambda preset: preset.id)
def test_the_numbers_of_a_preset_agree(preset: Any) -> None:
    config, mel = preset.config(), preset.mel
    assert config.hop == mel.hop == preset.sample_rate // 100
    assert config.sample_rate == mel.sample_rate
    assert config.spec_channels == mel.n_fft // 2 + 1
    assert config.segment_frames == preset.segment_frames
    assert preset.segment == preset.segment_frames * mel.hop


@pytest.mark.parametrize("preset", PRESETS.values(), ids=lambda preset: preset.id)
@pytest.mark.parametrize("f0", [True, False])
def test_a_list_comes_back_as_the_same_configuration(preset: Any, f0: bool) -> None:
    config = preset.config(f0=f0, speakers=3)
    back = VoiceConfig.from_list(config.to_list(), version=config.version, f0=f0)
    # RVC writes 32 for the segment whatever it was.
    assert dataclasses.replace(back, segment_frames=config.segment_frames) == config
    assert back.speakers == 3
    assert back.to_list() == config.to_list()


def test_base_models_follow_the_pitch_choice() -> None:
    preset = PRESETS["rvc-v2-40k"]
    assert preset.base_model() == ("pretrained_v2/f0G40k.pth", "pretrained_v2/f0D40k.pth")
    assert preset.base_model(f0=False) == ("pretrained_v2/G40k.pth", "pretrained_v2/D40k.pth")
    assert PRESETS["draft"].base_model() == ("", "")


def test_an_unknown_preset_is_named() -> None:
    with pytest.raises(BadInput, match="rvc-v9"):
        get_preset("rvc-v9")


def test_a_rate_may_be_written_with_a_k() -> None:
    assert VoiceConfig.from_list([*GOOD[:-1], "40k"], version="v2", f0=True).sample_rate == 40000


@pytest.mark.parametrize("values", [[], GOOD[:9], [*GOOD, 1], "x" * 18, None, {}])
def test_a_list_of_another_length_is_refused(values: Any) -> None:
    with pytest.raises(BadInput, match="instead of 18"):
        VoiceConfig.from_list(values, version="v2", f0=True)


@pytest.mark.parametrize("version", ["v9", "", None, "V2"])
def test_an_unknown_version_is_refused(version: Any) -> None:
    with pytest.raises(BadInput, match="does not know"):
        VoiceConfig.from_list(GOOD, version=version, f0=True)


@pytest.mark.parametrize(
    ("position", "value"),
    [
        (0, 0), (0, 10**9), (0, 1025.0), (0, True), (2, 10**7), (2, -192), (2, 191), (3, 0), (4, 10**7),
        (5, 0), (5, 5), (6, 10**6), (7, 0), (7, 10**5), (8, 1), (8, -0.1), (8, float("nan")), (8, "0"),
        (9, "2"), (10, []), (10, [4, 7, 11]), (10, [3, 7]), (10, 3), (10, [3] * 1000), (11, [[1, 3, 5]]),
        (11, [[1], [1], ["x"]]), (11, [[10**6]] * 3), (12, [10, 10, 2]), (12, [0, 10, 2, 2]),
        (12, [10, 10, 4, 4]),
        (13, 0), (13, 10**7), (13, 500), (14, [16, 16, 4]), (14, [16, 16, 4, 3]), (14, [8, 16, 4, 4]),
        (15, 0), (15, 10**9), (16, -1), (17, 0), (17, "9999999999k"), (17, "fast"), (17, 48000), (17, None),
    ],
)  # fmt: skip
def test_an_impossible_value_is_refused(position: int, value: Any) -> None:
    values = list(GOOD)
    values[position] = value
    with pytest.raises(BadInput, match="impossible value"):
        VoiceConfig.from_list(values, version="v2", f0=True)


def test_a_long_value_does_not_flood_the_sentence() -> None:
    with pytest.raises(BadInput) as caught:
        VoiceConfig.from_list([*GOOD[:10], list(range(10000)), *GOOD[11:]], version="v2", f0=True)
    assert len(str(caught.value)) < 200


def test_the_draft_takes_one_upsampling_step_only() -> None:
    values = PRESETS["draft"].config().to_list()
    values[12], values[14] = [32, 10], [64, 20]
    with pytest.raises(BadInput, match="upsample_rates"):
        VoiceConfig.from_list(values, version=DRAFT_VERSION, f0=True)
