"""The pipeline with a network that says what it hears: every sample in its place, at any length and rate."""

from __future__ import annotations

import numpy as np
import pytest
import torch

from rvcdesk.conversion.pipeline import Manner, Pipeline
from rvcdesk.conversion.segments import PLAIN, ROOMY, SMALL, Windows, choose_windows, padded, plan
from rvcdesk.voice.index import Retrieval
from rvcdesk.voice.presets import PRESETS
from tests.conversion.echo import Ear, Echo, Loud, small_network

SHORT = Windows(1, 2, 10, 12)


def echo(rate: int, windows: Windows = SHORT, hubert: bool = True) -> Pipeline:
    return Pipeline.of(Echo(rate), Ear(hubert), None, windows, torch.device("cpu"))  # type: ignore[arg-type]


def noise(samples: int) -> np.ndarray:
    return np.random.default_rng(1).normal(0, 0.1, samples).astype(np.float32)


LONGEST = SHORT.longest * 16000 - 160


@pytest.mark.parametrize("hubert", [True, False])
@pytest.mark.parametrize(
    "samples", [1, 1600, 16001, LONGEST, LONGEST + 1, 12 * 16000, 160_000 + 1, 33 * 16000 + 333]
)
def test_every_sample_is_in_its_place(samples: int, hubert: bool) -> None:
    sound = noise(samples)
    for rate in (32000, 48000):
        out = echo(rate, hubert=hubert).run(sound, None)
        assert out.size == round(samples * rate / 16000)
        np.testing.assert_array_equal(out[:: rate // 16000], sound)
    out = echo(40000, hubert=hubert).run(sound, None)
    assert out.size == round(samples * 2.5)
    np.testing.assert_array_equal(out[::5], sound[::2])


def test_segments_are_heard_as_rvc_hears_them(shared: object) -> None:
    import json

    golden = np.load(f"{shared}/parity/e2e/e2e_classic_split.npz")
    windows = Windows(*json.loads(str(golden["meta"]))["x_pad_query_center_max"])
    from rvcdesk.conversion.levels import condition

    pipeline = echo(40000, windows)
    sound = condition(golden["audio16k_int16"].astype(np.float32) / 32768)
    result = pipeline.run(sound, None, Manner(short=True))
    segments = golden["segments"]
    assert pipeline.models.encoder.heard == segments[:, 0].tolist()  # type: ignore[attr-defined]
    assert result.size == (segments[:, 1] - 2 * 40000).sum()


def test_the_pitch_goes_with_the_sound() -> None:
    samples = 31 * 16000 + 77
    pipeline = echo(32000)
    total = (samples + 2 * SHORT.margin) // 160
    pipeline.run(noise(samples), np.arange(total + 1, dtype=np.float64))
    segments = plan(noise(samples), SHORT)
    assert len(segments) == 4
    for segment, given in zip(segments, pipeline.models.network.pitches, strict=True):  # type: ignore[union-attr]
        first = segment.start // 160
        np.testing.assert_array_equal(given, np.arange(first, first + len(given)))
        assert segment.frames - 2 <= len(given) <= segment.frames


def test_protect_keeps_the_source_where_nothing_is_voiced() -> None:
    sound = np.repeat(np.float32([0.25, 0.5]), 16000)
    index = Retrieval(np.ones((16, 512), np.float32))
    f0 = np.zeros(402)
    f0[150:] = 200

    class Flat(Echo):
        def infer(self, phone: torch.Tensor, *_: object, **named: object) -> torch.Tensor:
            return phone[:, slice(*named["keep"]), :1].repeat_interleave(320, 1).reshape(1, 1, -1)  # type: ignore[misc]

    class Mean(Ear):
        def encode(self, audio16k: np.ndarray, report: object = None) -> torch.Tensor:
            return super().encode(audio16k).mean(1, keepdim=True).repeat(1, 512)

    pipeline = Pipeline.of(Flat(32000), Mean(), index, PLAIN, torch.device("cpu"))  # type: ignore[arg-type]
    plain = pipeline.run(sound, f0, Manner(index_rate=0.5, protect=0.5))
    kept = pipeline.run(sound, f0, Manner(index_rate=0.5, protect=0.2))
    np.testing.assert_allclose(plain[[3200, 60000]], [0.625, 0.75], atol=1e-6)
    np.testing.assert_allclose(kept[[3200, 60000]], [0.2 * 0.625 + 0.8 * 0.25, 0.75], atol=1e-6)


def test_margins_are_mirrored_as_numpy_does() -> None:
    for samples in (1, 2, 1600, 16000, 16001, 20000):
        sound = noise(samples)
        np.testing.assert_array_equal(padded(sound, PLAIN), np.pad(sound, 16000, mode="reflect"))


def test_windows_follow_the_card_and_the_precision() -> None:
    assert choose_windows(draft=False, half=False, card_bytes=None) == PLAIN
    assert choose_windows(draft=False, half=True, card_bytes=None) == PLAIN
    assert choose_windows(draft=False, half=True, card_bytes=4 << 30) == SMALL
    assert choose_windows(draft=False, half=True, card_bytes=8 << 30) == ROOMY
    assert choose_windows(draft=False, half=False, card_bytes=8 << 30) == PLAIN


@pytest.mark.parametrize(("preset", "dim"), [("rvc-v1-40k", 256), ("rvc-v2-48k", 768)])
def test_what_rvc_would_give_is_a_part_of_the_result(preset: str, dim: int) -> None:
    windows = Windows(1, 1, 2, 3)
    sound, rate = noise(4 * 16000 + 50), PRESETS[preset].sample_rate
    f0 = np.where(np.arange(602) % 90 < 40, 0, 180.0)
    network = small_network(preset)
    plain = Pipeline.of(network, Loud(dim), None, windows, torch.device("cpu"))
    short = plain.run(sound, f0, Manner(noise="zero", short=True, speaker=1))
    prepared = small_network(preset)
    assert prepared.prepare("exact") == "exact"
    ready = Pipeline.of(prepared, Loud(dim), None, windows, torch.device("cpu"))
    whole = ready.run(sound, f0, Manner(noise="zero", speaker=1))
    assert whole.size == round(sound.size * rate / 16000) and np.abs(whole).max() > 1e-3
    place = 0
    for segment in plan(sound, windows):
        frames = 2 * ((segment.read_end - segment.start - 400) // 320 + 1) - 200
        start = segment.start // 160 * (rate // 100)
        part = short[place : place + frames * (rate // 100)]
        np.testing.assert_allclose(whole[start : start + part.size], part, atol=2e-5)
        place += part.size
    assert place == short.size > 0.99 * whole.size


def test_drawn_noise_repeats_with_its_seed() -> None:
    sound, f0 = noise(16000), np.full(302, 180.0)
    pipeline = Pipeline.of(small_network("rvc-v2-40k"), Loud(768), None, PLAIN, torch.device("cpu"))
    one, same, other = (pipeline.run(sound, f0, Manner(seed=seed)) for seed in (3, 3, 4))
    assert one.tobytes() == same.tobytes() != other.tobytes()
