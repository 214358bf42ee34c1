"""dsp/mel_*: spectrogram and log-mel of the training loss, in both dialects."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import numpy as np
import torch

from benchmarks.parity_cases.report import Line, Skip, arrays, near, need
from rvcdesk.audio.mel import mel_filters
from rvcdesk.training.losses import Spectrogram
from rvcdesk.voice.presets import MelSpec

SPEC, MEL, BASIS = 1e-4, 1e-3, 1e-6


def _settings(data: dict[str, Any]) -> MelSpec:
    given = json.loads(str(data["params"]))
    return MelSpec(
        given["sampling_rate"],
        given["filter_length"],
        given["hop_length"],
        given["win_length"],
        given["n_mel_channels"],
        given["mel_fmin"],
        given["mel_fmax"],
    )


def compare(case: str, path: Path, data: dict[str, Any]) -> Iterator[Line]:
    """One file: its own audio, or (classic's files) that of the file without `_classic`."""
    source, inputs = path, data
    if "audio" not in data or "params" not in data:
        source = path.with_name(path.name.replace("_classic", ""))
        if source == path:
            raise Skip(f"{path.name} has no audio")
        inputs = arrays(source)
    need(inputs, source.name, "audio", "params")
    mel = _settings(inputs)
    if "mel_basis" in data:
        basis = mel_filters(mel.sample_rate, mel.n_fft, mel.mels, mel.fmin, mel.fmax)
        yield near(case, "mel_basis", basis, data["mel_basis"], BASIS)
    audio = torch.from_numpy(np.asarray(inputs["audio"], np.float32)).reshape(1, -1)
    for suffix, dialect in (("rvc2026", "2026"), ("classic", "classic")):
        if not any(name.endswith(suffix) or f"_{suffix}_" in name for name in data):
            continue
        spectrogram = Spectrogram(mel, dialect)
        linear = spectrogram.linear(audio)
        for name in sorted(data):
            if name.startswith(f"spec_{suffix}"):
                wanted = data[name].squeeze()
                got = linear[0].numpy()[:, : wanted.shape[1]]
                yield near(case, name, got, wanted, SPEC)
            elif name == f"mel_{suffix}":
                yield near(case, name, spectrogram.log_mel(linear)[0].numpy(), data[name].squeeze(), MEL)
