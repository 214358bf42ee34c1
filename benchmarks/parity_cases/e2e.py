"""e2e/*.npz: the whole conversion, noise left out, pitch given, against the peers' 16-bit sound."""

from __future__ import annotations

import itertools
import json
from collections.abc import Iterator
from functools import partial
from pathlib import Path
from typing import Any

import numpy as np
import torch

from benchmarks.parity_cases.hubert import formula_encoder
from benchmarks.parity_cases.report import FAIL, PASS, Case, Line, Skip, arrays, limited, need, same
from rvcdesk.audio.resampling import resample
from rvcdesk.conversion.levels import condition, limit, mix_rms
from rvcdesk.conversion.pipeline import Manner
from rvcdesk.conversion.segments import Windows
from rvcdesk.conversion.whole import Whole, convert_array
from rvcdesk.voice.checkpoint import build, load_voice
from rvcdesk.voice.index import Retrieval
from rvcdesk.voice.synthesizer import Synthesizer

SNR_DB = 70.0
STEPS, STEPS_LONG = 8, 32
LONG_S = 10
RATE = 16000
FULL_SCALE = 32768


def cases(root: Path) -> Iterator[Case]:
    """One for each .npz."""
    for path in sorted((root / "e2e").glob("*.npz")):
        yield Case(f"e2e/{path.stem}", partial(_case, root, path))


def _case(root: Path, path: Path) -> Iterator[Line]:
    case, data = f"e2e/{path.stem}", arrays(path)
    need(data, path.name, "meta", "audio16k_int16", "out_int16")
    meta = json.loads(str(data["meta"]))
    voice = _beside(root, path, "synth", meta["checkpoint"])
    index = _beside(root, path, "dsp", meta["index"]) if meta["index"] else None
    # What a conversion runs: the network made ready for speed, in its exact mode.
    network = build(load_voice(voice))
    network.prepare("exact")
    encode, given = formula_encoder(root, meta["version"], int(meta["hubert_formula_seed"])), []

    def heard(sound: np.ndarray[Any, Any]) -> torch.Tensor:
        given.append([sound.size, 0])
        return encode(sound)

    _count_samples(network, given)
    rms_mix = float(meta["rms_mix_rate"])
    audio = data["audio16k_int16"].astype(np.float32) / FULL_SCALE
    whole = convert_array(
        network,
        heard,
        None if index is None else Retrieval(index),
        audio,
        data["injected_f0"] if meta["f0"] else None,
        windows=Windows(*meta["x_pad_query_center_max"]),
        transpose=float(meta["f0_up_key"]),
        dialect="2026" if meta["peer"] == "rvc2026" else "classic",
        rms_mix=rms_mix,
        manner=Manner(float(meta["index_rate"]), float(meta["protect"]), int(meta["sid"]), 0, "zero", True),
    )
    if "segments" in data:
        yield same(case, "segments: samples in and out", given, data["segments"])
    rate, wanted = network.config.sample_rate, int(meta["resample_sr"])
    if RATE <= wanted != rate:
        # RVC resamples before it scales, and only to rates from 16 kHz.
        mixed = whole.raw if rms_mix >= 1 else mix_rms(condition(audio), RATE, whole.raw, rate, rms_mix)
        whole = Whole(whole.raw, limit(resample(mixed, rate, wanted)))
    yield from _compare(case, whole.int16(), data)


def _beside(root: Path, path: Path, folder: str, name: str) -> Path:
    for place in (root / folder / name, path.parent / name):
        if place.is_file():
            return place
    raise Skip(f"there is no {folder}/{name}")


def _count_samples(network: Synthesizer, given: list[list[int]]) -> None:
    """Note how many samples each call of the network gives; it speaks after several were listened to."""
    infer, calls = network.infer, itertools.count()

    def counted(*arguments: Any, **named: Any) -> torch.Tensor:
        audio = infer(*arguments, **named)
        given[next(calls)][1] = audio.numel()
        return audio

    network.infer = counted  # type: ignore[method-assign]


def _compare(case: str, got: np.ndarray[Any, Any], data: dict[str, Any]) -> Iterator[Line]:
    want, seconds = data["out_int16"], data["audio16k_int16"].size / RATE
    note = "" if got.size == want.size else f"{got.size} samples, wanted {want.size}: the common part"
    size = min(got.size, want.size)
    if size < 0.98 * want.size:
        yield Line(case, "length", float(got.size), None, FAIL, note)
        return
    a, b = got[:size].astype(np.float64), want[:size].astype(np.float64)
    tolerance = STEPS if seconds < LONG_S else STEPS_LONG
    yield limited(case, "max difference in 16-bit steps", np.abs(a - b).max(initial=0), tolerance, note)
    noise, signal = np.square(a - b).sum(), np.square(b).sum()
    snr = float("inf") if noise == 0 else float(10 * np.log10(signal / noise)) if signal else 0.0
    yield Line(case, "signal to difference (dB), at least", snr, SNR_DB, PASS if snr >= SNR_DB else FAIL)
