"""The pipeline with a network that says what it hears: every sample in its place, at any length and rate."""

from __future__ import annotations

import numpy as np
import pytest
import torch

from rvcdesk.conversion.pipeline import Manner, Pipeline
from rvcdesk.conversion.segments import PLAIN, ROOMY, SMALL, Windows, choose_windows, padded, plan
from rvcdesk.voice.index import Retrieval
from tests.conversion.echo import Ear, Echo

SHORT = Windows(1, 2, 10, 12)


def echo(rate: int, windows: Windows = SHORT, hubert: bool = True) -> Pipeline:
    return Pipeline(Echo(rate), Ear(hubert), None, windows, torch.device("cpu"))  # type: ignore[arg-type]


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
    assert pipeline.encoder.heard == segments[:, 0].tolist()  # type: ignore[attr-defined]
    assert result.size == (segments[:, 1] - 2 * 40000).sum()


def test_the_pitch_goes_with_the_sound() -> None:
    samples = 31 * 16000 + 77
    pipeline = echo(32000)
    total = (samples + 2 * SHORT.margin) // 160
    pipeline.run(noise(samples), np.arange(total + 1, dtype=np.float64))
    segments = plan(noise(samples), SHORT)
    assert len(segments) == 4
    for segment, given in zip(segments, pipeline.network.pitches, strict=True):  # type: ignore[union-attr]
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

    pipeline = Pipeline(Flat(32000), Mean(), index, PLAIN, torch.device("cpu"))  # type: ignore[arg-type]
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
