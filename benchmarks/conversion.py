"""Conversion real-time factor of the draft voice, stage by stage, on one thread and on all cores.

    python benchmarks/conversion.py [--voice VOICE] [--audio FILE] [--runs N]

Without a voice, one with random weights is made: the cost is the same. Models are loaded before the
clock starts. "factor" is processing seconds per second of audio, the best of the runs; each thread
count is a fresh process. Prints a table and writes benchmarks/results/conversion.json.
"""

from __future__ import annotations

import argparse
import json
import os
import resource
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(ROOT))
RESULTS = ROOT / "benchmarks" / "results"


def random_voice(folder: Path) -> Path:
    """A draft voice with random weights and an index over noise, saved as real files."""
    import numpy as np
    import torch

    from rvcdesk.voice.checkpoint import VoiceFile, save_voice
    from rvcdesk.voice.index import build_index
    from rvcdesk.voice.presets import PRESETS
    from rvcdesk.voice.synthesizer import build_synthesizer

    torch.manual_seed(0)
    network = build_synthesizer(PRESETS["draft"].config())
    saved = save_voice(folder, VoiceFile(network.config, dict(network.state_dict())), "random")
    features = np.random.default_rng(0).normal(size=(6000, 512)).astype(np.float32)
    build_index(features, folder / "index", "random", network.config.version, also=folder / "random.index")
    return saved.safetensors


def child(voice: Path, audio: Path, threads: int, runs: int) -> dict[str, Any]:
    """Time each stage in this process."""
    import torch

    from rvcdesk.audio.files import decode
    from rvcdesk.audio.resampling import resample
    from rvcdesk.conversion.converter import convert
    from rvcdesk.conversion.levels import condition
    from rvcdesk.conversion.models import VoiceModels, windows_for
    from rvcdesk.conversion.options import ConvertOptions
    from rvcdesk.conversion.pipeline import Pipeline
    from rvcdesk.conversion.segments import padded
    from rvcdesk.pitch.estimate import estimate_f0
    from rvcdesk.voice.library import find_index
    from rvcdesk.voice.voice_header import voice_header

    torch.set_num_threads(threads)
    samples, rate = decode(audio, mono=True)
    seconds = samples.size / rate
    sound = condition(resample(samples.reshape(-1), rate, 16000))
    config, device = voice_header(voice).config, torch.device("cpu")
    models = VoiceModels(voice, find_index(voice), config, "cpu", "exact", "exact")
    pipeline = Pipeline(models, windows_for(config, "exact", device), device)
    encoder, retrieval = models.listeners()
    f0 = estimate_f0(padded(sound, pipeline.windows), 16000, "pm")
    content = encoder.encode(sound).numpy()
    out = voice.parent / "out.wav"
    stages: dict[str, Callable[[], object]] = {
        "content": lambda: encoder.encode(sound),
        "pitch, pm": lambda: estimate_f0(sound, 16000, "pm"),
        "pitch, fcpe": lambda: estimate_f0(sound, 16000, "fcpe"),
        "index": lambda: retrieval.blend(content, 0.75) if retrieval else None,
        "content, index, network": lambda: pipeline.run(sound, f0),
        "convert, pm": lambda: convert(ConvertOptions((audio,), str(voice), out, f0="pm", threads=threads)),
        "convert, fcpe": lambda: convert(
            ConvertOptions((audio,), str(voice), out, f0="fcpe", threads=threads)
        ),
    }
    times = {name: best(work, runs) / seconds for name, work in stages.items()}
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    return {"threads": threads, "audio_s": seconds, "factor": times, "peak_mb": peak}


def best(work: Callable[[], object], runs: int) -> float:
    """Wall seconds of the quickest of some runs, after one that is not counted."""
    work()
    times = []
    for _ in range(runs):
        began = time.perf_counter()
        work()
        times.append(time.perf_counter() - began)
    return min(times)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("--voice", type=Path)
    parser.add_argument("--audio", type=Path, default=ROOT / "resources" / "sample" / "sung_line.flac")
    parser.add_argument("--runs", type=int, default=3)
    parser.add_argument("--child", type=int, help=argparse.SUPPRESS)
    given = parser.parse_args()
    if given.child:
        print(json.dumps(child(given.voice, given.audio, given.child, given.runs)))
        return
    with tempfile.TemporaryDirectory() as folder:
        voice = given.voice or random_voice(Path(folder))
        rows = []
        for threads in sorted({1, os.cpu_count() or 1}):
            command = [sys.executable, __file__, "--voice", voice, "--audio", given.audio]
            command += ["--runs", str(given.runs), "--child", str(threads)]
            done = subprocess.run(command, check=True, stdout=subprocess.PIPE, encoding="utf-8")
            rows.append(json.loads(done.stdout.splitlines()[-1]))
    print(f"{rows[0]['audio_s']:.1f} s of audio; processing seconds per second of audio")
    print(f"{'stage':<26}" + "".join(f"{row['threads']} threads".rjust(12) for row in rows))
    for name in rows[0]["factor"]:
        print(f"{name:<26}" + "".join(f"{row['factor'][name]:12.4f}" for row in rows))
    print(f"{'peak memory, MB':<26}" + "".join(f"{row['peak_mb']:12.0f}" for row in rows))
    RESULTS.mkdir(parents=True, exist_ok=True)
    (RESULTS / "conversion.json").write_text(json.dumps(rows, indent=1) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
