"""A process that opens strangers' files, one a line on stdin, and says as JSON what came of each.

Its parent (`odd.py`) watches the clock and the process. Run as a script, with the checkout's root as
first argument.
"""

from __future__ import annotations

import importlib
import json
import sys
import time
import traceback
from collections.abc import Callable
from pathlib import Path
from typing import Any

MODELS = (".pth", ".pt", ".ckpt", ".bin", ".safetensors")
SOUNDS = (".wav", ".flac", ".mp3", ".ogg", ".opus", ".m4a", ".aac", ".aiff")
Opener = Callable[[Path], Any]


def openers(path: Path) -> dict[str, Opener]:
    """Every way in which a file of this kind comes into the product; the first is its main one."""
    suffix = path.suffix.lower()
    if suffix == ".index":
        return {"index": _index}
    if suffix in SOUNDS:
        return {"sound": _sound}
    if suffix == ".zip" or path.is_dir():
        return {"import": _import}
    if suffix in MODELS:
        found: dict[str, Opener] = {"voice": _voice, "import": _import}
        return found if suffix == ".pth" else {"encoder": _encoder, "pitch model": _rmvpe, **found}
    return {"voice": _voice, "sound": _sound}


def _voice(path: Path) -> Any:
    from rvcdesk.voice.checkpoint import build, load_voice

    return build(load_voice(path))


def _import(path: Path) -> None:
    from rvcdesk.voice.importing import ImportVoiceOptions, import_voice, remove_voice
    from rvcdesk.voice.library import voices_dir

    try:
        for entry in import_voice(ImportVoiceOptions((path,))):
            remove_voice(entry)
    finally:
        left = [item.name for item in voices_dir().rglob("*") if item.is_file()]
        assert not left, f"left in the library: {left}"


def _index(path: Path) -> None:
    import numpy as np

    from rvcdesk.voice.index import Retrieval

    for backend in ("numpy", "faiss"):
        retrieval = Retrieval(path, backend)
        retrieval.search(np.zeros((1, retrieval.dim), np.float32))


def _sound(path: Path) -> None:
    from rvcdesk.audio.files import decode

    decode(path)


def _encoder(path: Path) -> Any:
    from benchmarks.parity_cases.hubert import open_encoder

    return open_encoder(path)


def _rmvpe(path: Path) -> Any:
    from rvcdesk.pitch.rmvpe import load_network

    return load_network(path)


def look(path: Path, bases: list[Path]) -> dict[str, Any]:
    """Open a file in every way; `said` has a sentence for each, empty where it was opened."""
    from rvcdesk.messages import UserError
    from rvcdesk.voice.inspect import inspect

    began, said, faults = time.monotonic(), {}, []
    error = None
    for way, opener in openers(path).items():
        try:
            opened = opener(path)
        except UserError as refused:
            said[way] = str(refused)
        except Exception:
            faults.append(f"{way}: {traceback.format_exc(limit=-1).splitlines()[-1]}")
        else:
            said[way] = ""
            if way == "voice":
                error = min((_error(opened, base) for base in bases), default=None)
    try:
        inspect(path)
    except UserError:
        pass
    except Exception:
        faults.append(f"inspect: {traceback.format_exc(limit=-1).splitlines()[-1]}")
    return {"said": said, "faults": faults, "seconds": time.monotonic() - began, "error": error,
            "peak_mb": _peak_mb()}  # fmt: skip


def _error(network: Any, base: Path) -> float:
    """Largest difference from a base's sound; infinite where it is the base of another network."""
    import numpy as np
    import torch

    from benchmarks.parity_cases.synth import inputs

    with np.load(base) as data:
        arrays = dict(data)
    config = network.config
    wanted = arrays["audio_zero_noise"]
    fits = arrays["phone"].shape[2] == config.content_dim and ("pitch" in arrays) == config.f0
    frames = arrays["phone"].shape[1]
    if not fits or wanted.size != frames * config.hop:
        return float("inf")
    audio = network.infer(
        *inputs(arrays),
        z_noise=torch.zeros(1, config.inter_channels, frames),
        source_noise=torch.zeros(1, wanted.size, 1),
    )
    return float(np.abs(audio.reshape(-1).numpy() - wanted.reshape(-1)).max())


def _peak_mb() -> float:
    try:
        import resource
    except ImportError:
        return 0.0
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / (
        1 << 20 if sys.platform == "darwin" else 1024
    )


def main() -> None:
    """Answer line by line."""
    sys.path.insert(0, sys.argv[1])
    import torch

    torch.set_num_threads(1)
    for name in ("checkpoint", "synthesizer", "inspect"):  # before the clock starts
        importlib.import_module(f"rvcdesk.voice.{name}")
    out = sys.stdout
    sys.stdout = sys.stderr
    print(json.dumps({"peak_mb": _peak_mb()}), file=out, flush=True)
    for line in sys.stdin:
        asked = json.loads(line)
        answer = look(Path(asked["file"]), [Path(base) for base in asked["bases"]])
        print(json.dumps(answer), file=out, flush=True)


if __name__ == "__main__":
    main()
