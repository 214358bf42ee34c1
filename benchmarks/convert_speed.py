"""What a conversion costs with an RVC voice of full size (v2, 40 kHz), stage by stage and whole.

    python benchmarks/convert_speed.py [--threads N] [--device cpu|cuda] [--runs N] [--long S] [--json]

"reference" is the same stages written plainly: modules as they come, the whole sound at once, float32.
"exact" and "fast" are what `rvcdesk convert` runs. All weights are random, saved as real files: the
cost is the same. Every number comes from a process of its own: processor seconds (on a card: seconds)
per second of sound, the least of the runs after one that is not counted, and the largest memory the
process ever had, the models of that stage and the libraries included. At last the fast conversion of
a long sound shows whether memory grows. Prints a table, writes benchmarks/results/convert_speed.json.
"""

from __future__ import annotations

import argparse
import json
import os
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
KEYS = ROOT / "tests" / "data" / "keys"

SECONDS, VOCAL = 30, 271
INDEX_ROWS = 10_000
STAGES = ("read", "pitch", "content", "index", "network", "whole")
MODES = ("reference", "exact", "fast")
Work = Callable[[], object]


# ---------------------------------------------------------------- files to work with


def make_files(home: Path, lengths: list[int]) -> None:
    """Models, voice, index and sounds, where the real ones lie, in a home of our own."""
    import numpy as np
    import torch

    from rvcdesk.assets.store import file_path
    from rvcdesk.audio.files import decode, write
    from rvcdesk.voice.checkpoint import VoiceFile, save_voice
    from rvcdesk.voice.index import build_index
    from rvcdesk.voice.presets import PRESETS
    from rvcdesk.voice.synthesizer import build_synthesizer

    torch.manual_seed(0)
    said = {"model": {"_name": "hubert", "encoder_attention_heads": 12, "extractor_mode": "default"}}
    hubert = {"args": None, "cfg": said, "model": random_weights("hubert_fairseq")}
    for name, content in (("hubert_base.pt", hubert), ("rmvpe/rmvpe.pt", random_weights("rmvpe_e2e"))):
        path = file_path(name)
        path.parent.mkdir(parents=True, exist_ok=True)
        torch.save(content, path)
    network = build_synthesizer(PRESETS["rvc-v2-40k"].config())
    save_voice(home, VoiceFile(network.config, dict(network.state_dict())), "random")
    rows = np.random.default_rng(0).normal(size=(INDEX_ROWS, 768)).astype(np.float32)
    build_index(rows, home / "index", "random", "v2", also=home / "random.index")
    sung, rate = decode(ROOT / "resources" / "sample" / "sung_line.flac", mono=True)
    for seconds in lengths:
        write(home / f"{seconds}.wav", np.resize(sung.reshape(1, -1), (1, seconds * rate)), rate)


def random_weights(manifest: str) -> dict[str, Any]:
    """Half precision, as the published files are, and of such a size that nothing overflows."""
    import torch

    weights = json.loads((KEYS / f"{manifest}.json").read_text(encoding="utf-8"))["weights"]
    made = {}
    for name, (shape, kind) in weights.items():
        if "int" in kind:
            made[name] = torch.zeros(shape, dtype=torch.int64)
        elif len(shape) < 2:
            positive = name.endswith(("weight", "running_var"))
            made[name] = torch.full(shape, 1.0 if positive else 0.0, dtype=torch.float16)
        else:
            fan = max(1, torch.empty(shape, device="meta")[0].numel())
            made[name] = (torch.randn(shape) / fan**0.5).half()
    return made


# ---------------------------------------------------------------- what is measured


def plain_sound(home: Path, seconds: int) -> Any:
    """The sound at 16 kHz, read whole."""
    from rvcdesk.audio.files import decode
    from rvcdesk.audio.resampling import resample
    from rvcdesk.conversion.levels import condition

    samples, rate = decode(home / f"{seconds}.wav", mono=True)
    return condition(resample(samples.reshape(-1), rate, 16000))


def plain_pitch(sound: Any, device: str) -> Work:
    """RMVPE with nothing folded, over everything at once."""
    import numpy as np
    import torch

    from rvcdesk.assets.store import require
    from rvcdesk.pitch.rmvpe import decode, load_network, mel_basis

    net = load_network(require("rmvpe")).to(device)
    filters = torch.from_numpy(mel_basis()).to(device)

    @torch.inference_mode()
    def work() -> Any:
        audio = torch.from_numpy(sound).to(device)
        window = torch.hann_window(1024, device=device)
        spectrum = torch.stft(audio, 1024, 160, window=window, return_complex=True).abs()
        mel = (filters @ spectrum).clamp(min=1e-5).log()
        frames = mel.shape[1]
        salience = net(torch.nn.functional.pad(mel, (0, -frames % 32)))[:frames]
        return decode(salience.cpu().numpy()).astype(np.float32)

    return work


def plain_content(sound: Any, device: str) -> Work:
    """torchaudio's HuBERT base, over everything at once."""
    import torch
    import torchaudio

    net = torchaudio.models.hubert_base().eval().to(device)

    @torch.inference_mode()
    def work() -> Any:
        return net.extract_features(torch.from_numpy(sound).to(device)[None])[0][-1][0].cpu().numpy()

    return work


def network_work(network: Any, frames: int, device: str) -> Work:
    """The synthesizer on `frames` frames of noise and a pitch."""
    import torch

    draw = torch.Generator().manual_seed(0)
    phone = torch.randn(1, frames, network.config.content_dim, generator=draw).to(device)
    pitchf = (150 + 50 * torch.rand(1, frames, generator=draw)).to(device)
    pitch = (pitchf / 5).long().clamp(1, 255)
    length, speaker = torch.tensor([frames], device=device), torch.tensor([0], device=device)
    return lambda: network.infer(phone, length, pitch, pitchf, speaker, generator=draw).cpu()


def plain_network(home: Path, device: str) -> Any:
    """The modules as they are built."""
    from rvcdesk.voice.checkpoint import build, load_voice

    network = build(load_voice(voice_path(home)), device).eval()
    network.fold_weight_norm()
    return network


def voice_path(home: Path) -> Path:
    """The voice that `make_files` saved."""
    return next(home.glob("**/random*.safetensors"))


def reference(stage: str, home: Path, seconds: int, device: str) -> Work:
    """One stage, or all of them after each other, written plainly."""
    import numpy as np

    if stage == "read":
        return lambda: plain_sound(home, seconds)
    sound = plain_sound(home, seconds)
    if stage == "pitch":
        return plain_pitch(sound, device)
    if stage == "content":
        return plain_content(sound, device)
    if stage == "index":
        return index_work(home, seconds)
    network = plain_network(home, device)
    speak = network_work(network, seconds * 100, device)
    if stage == "network":
        return speak
    steps = [plain_pitch(sound, device), plain_content(sound, device), index_work(home, seconds), speak]

    def whole() -> None:
        from rvcdesk.audio.files import write

        plain_sound(home, seconds)
        audio = [step() for step in steps][-1]
        write(home / "out.wav", np.asarray(audio)[0], network.config.sample_rate)

    return whole


def index_work(home: Path, seconds: int) -> Work:
    """Retrieval for as many features as a sound has."""
    import numpy as np

    from rvcdesk.voice.index import Retrieval

    retrieval = Retrieval(home / "random.index")
    features = np.random.default_rng(1).normal(size=(seconds * 50, 768)).astype(np.float32)
    return lambda: retrieval.blend(features, 0.75)


def ours(stage: str, mode: str, home: Path, seconds: int, device: str, threads: int) -> Work:
    """One stage, or the verb, as RVC Desk runs it."""
    from rvcdesk.conversion.converter import convert
    from rvcdesk.conversion.options import ConvertOptions
    from rvcdesk.conversion.streaming import hear
    from rvcdesk.jobs import SILENT
    from rvcdesk.pitch.estimate import estimate_f0

    source, voice = home / f"{seconds}.wav", voice_path(home)
    if stage == "read":
        return lambda: hear(source, 0, home, SILENT).padded.close()
    if stage == "index":
        return index_work(home, seconds)
    if stage == "whole":
        options = ConvertOptions(
            (source,), str(voice), home / "out.wav", index=home / "random.index", f0="rmvpe",
            device=device, threads=threads, precision=mode,
        )  # fmt: skip
        return lambda: convert(options)
    sound = plain_sound(home, seconds)
    if stage == "pitch":
        return lambda: estimate_f0(sound, 16000, "rmvpe", device, precision=mode)
    if stage == "content":
        from rvcdesk.content.encoder import load_encoder

        encoder = load_encoder("contentvec-768", device, "fast" if mode == "fast" else "exact")
        return lambda: encoder.encode(sound).cpu()
    network = plain_network(home, device)
    network.prepare(mode)
    return network_work(network, seconds * 100, device)


# ---------------------------------------------------------------- one process, one number


def child(given: argparse.Namespace) -> dict[str, Any]:
    """Measure one stage in this process."""
    import torch

    torch.set_num_threads(given.threads)
    if given.stage == "about":
        from rvcdesk.devices import pick_device
        from rvcdesk.voice.inference import supports_fast

        make_files(given.home, given.lengths)
        device, about = pick_device(given.device)
        return {"device": about.name, "fast_is_native": supports_fast(device)}
    stage, mode, home = given.stage, given.mode, given.home
    if mode == "reference":
        work = reference(stage, home, given.seconds, given.device)
    else:
        work = ours(stage, mode, home, given.seconds, given.device, given.threads)
    return {"cost": least(work, given.runs, given.device) / given.seconds, "peak_mb": peak_mb()}


def least(work: Work, runs: int, device: str) -> float:
    """Processor seconds of the cheapest run; seconds on a card. A single run counts itself."""

    def now() -> float:
        if device == "cpu":
            return time.process_time()
        import torch

        torch.cuda.synchronize()
        return time.perf_counter()

    if runs > 1:
        work()
    times = []
    for _ in range(runs):
        began = now()
        work()
        times.append(now() - began)
    return min(times)


def peak_mb() -> float:
    """The most memory this process has had."""
    if sys.platform == "win32":
        return float("nan")
    import resource

    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    return peak / (1 << 20 if sys.platform == "darwin" else 1 << 10)


def ask(given: argparse.Namespace, *more: object) -> Any:
    """What a child answers. This process stays small: on Linux a child's peak begins with its parent's."""
    command = [sys.executable, __file__, "--threads", given.threads, "--device", given.device, *more]
    environment = {**os.environ, "OMP_NUM_THREADS": str(given.threads)}
    done = subprocess.run(
        [str(part) for part in command], env=environment, stdout=subprocess.PIPE, encoding="utf-8", check=True
    )
    return json.loads(done.stdout.splitlines()[-1])


def measure(given: argparse.Namespace, home: Path, stage: str, mode: str, seconds: int, runs: int) -> Any:
    """The cost and the peak memory of a stage."""
    found = ask(given, "--stage", stage, "--mode", mode, "--home", home, "--seconds", seconds, "--runs", runs)
    print(f"{stage:<10}{mode:<11}{seconds:>5} s{found['cost']:9.3f}{found['peak_mb']:8.0f} MB", flush=True)
    return found


def main() -> None:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--threads", type=int, default=1)
    parser.add_argument("--device", default="cpu")
    parser.add_argument("--runs", type=int, default=3)
    parser.add_argument("--long", type=int, default=600, help="seconds of the long sound; 0: none")
    parser.add_argument("--json", action="store_true", help="print the results as JSON at the end")
    parser.add_argument("--stage", help=argparse.SUPPRESS)
    parser.add_argument("--mode", help=argparse.SUPPRESS)
    parser.add_argument("--home", type=Path, help=argparse.SUPPRESS)
    parser.add_argument("--seconds", type=int, help=argparse.SUPPRESS)
    parser.add_argument("--lengths", type=int, nargs="*", help=argparse.SUPPRESS)
    given = parser.parse_args()
    if given.stage:
        print(json.dumps(child(given)))
        return
    with tempfile.TemporaryDirectory() as folder:
        os.environ["RVCDESK_HOME"] = folder
        results = everything(Path(folder), given)
    if given.json:
        print(json.dumps(results, indent=1))
    RESULTS.mkdir(parents=True, exist_ok=True)
    (RESULTS / "convert_speed.json").write_text(json.dumps(results, indent=1) + "\n", encoding="utf-8")


def everything(home: Path, given: argparse.Namespace) -> dict[str, Any]:
    """All measurements, and a table of them."""
    card = given.device != "cpu"
    lengths = [SECONDS, *([given.long] if given.long else []), *([VOCAL] if card else [])]
    results: dict[str, Any] = ask(given, "--stage", "about", "--home", home, "--lengths", *lengths)
    stages: dict[str, dict[str, Any]] = {}
    for stage in STAGES:
        stages[stage] = {mode: measure(given, home, stage, mode, SECONDS, given.runs) for mode in MODES}
    results |= {
        "threads": given.threads,
        "seconds": SECONDS,
        "unit": "seconds per second of sound" if card else "processor seconds per second of sound",
        "stages": stages,
    }
    if given.long:
        results["long"] = {"seconds": given.long, **measure(given, home, "whole", "fast", given.long, 1)}
    if card:
        found = measure(given, home, "whole", "fast", VOCAL, given.runs)
        results["vocal"] = {"seconds": VOCAL, "times_real_time": 1 / found["cost"], **found}
    table(results)
    return results


def table(results: dict[str, Any]) -> None:
    print(f"\n{results['device']}, {results['threads']} threads; {results['unit']}, and peak memory")
    print(f"{'stage':<10}" + "".join(f"{mode:>20}" for mode in MODES))
    for stage, row in results["stages"].items():
        cells = (f"{row[mode]['cost']:.3f} {row[mode]['peak_mb']:6.0f} MB" for mode in MODES)
        print(f"{stage:<10}" + "".join(f"{cell:>20}" for cell in cells))
    if "long" in results:
        found = results["long"]
        print(f"fast, {found['seconds']} s: {found['cost']:.3f}, {found['peak_mb']:.0f} MB")
    if "vocal" in results:
        found = results["vocal"]
        print(f"fast, {found['seconds']} s: {found['times_real_time']:.0f} times faster than real time")


if __name__ == "__main__":
    main()
