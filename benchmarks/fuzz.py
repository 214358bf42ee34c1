"""Mutated model, index and audio files, thousands of them: each loads soundly or gets one sentence.

    python benchmarks/fuzz.py [--runs 10000] [--seed 0] [--keep DIR] [--json]

Small files of every kind are mutated (bits, runs of bytes, cuts, insertions, splices of two files, length
fields, pickle opcodes inside an intact zip, the JSON of a safetensors header) and given to the readers the
app uses, in child processes with a limit of time for each file and of memory. Outcomes: "loaded" (it then
passed every check and can be used), "refused" (one sentence), or a fault: any other exception, a crash, a
hang, memory over the limit, a file made by code that ran. Faulty inputs are kept in DIR
(benchmarks/results/fuzz by default). Prints counts and writes benchmarks/results/fuzz.json; exits 1 on a
fault. The same seed gives the same mutations.
"""

from __future__ import annotations

import argparse
import io
import json
import multiprocessing
import os
import random
import struct
import sys
import tempfile
import time
import traceback
import warnings
import zipfile
from collections import Counter, OrderedDict
from collections.abc import Callable
from multiprocessing.connection import Connection
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(ROOT))
LIMIT_S = 20.0
MEMORY = 1536 << 20
CHUNK = 250

TINY = [
    513, 32, 8, 8, 8, 2, 1, 3, 0, "1", [3], [[1, 3, 5]], [10, 8, 2, 2], 16, [20, 16, 4, 4], 2, 4, 32000,
]  # fmt: skip


class Evil:
    """Unpickling this makes a file."""

    def __init__(self, marker: Path) -> None:
        self.marker = marker

    def __reduce__(self) -> tuple[Any, ...]:
        return (open, (str(self.marker), "w"))


# ---------------------------------------------------------------------------- the files that are mutated


def seeds(folder: Path, marker: Path) -> dict[str, Path]:
    """One small sound file of each kind, made here, and an evil one."""
    import numpy as np
    import torch

    from rvcdesk.voice.checkpoint import VoiceFile, save_voice
    from rvcdesk.voice.config import VoiceConfig
    from rvcdesk.voice.index import build_index
    from rvcdesk.voice.synthesizer import build_synthesizer

    torch.manual_seed(0)
    config = VoiceConfig.from_list(TINY, version="v2", f0=True)
    saved = save_voice(folder, VoiceFile(config, dict(build_synthesizer(config).state_dict())), "voice")
    root = torch.load(saved.pth, weights_only=True)
    torch.save(root, folder / "legacy.pth", _use_new_zipfile_serialization=False)
    torch.save(OrderedDict(root, info=Evil(marker)), folder / "evil.pth")
    torch.save(
        {"unet.encoder.bn.weight": torch.ones(1), "fc.1.weight": torch.ones(3, 4)}, folder / "rmvpe.pt"
    )
    torch.save(_hubert(torch), folder / "hubert.pt")
    rows = np.random.default_rng(0).standard_normal((100, 256)).astype("f4")
    ivf = build_index(rows, folder / "ivf", "x", "v1")
    _flat(rows[:20], folder / "flat.index")
    with zipfile.ZipFile(folder / "shared.zip", "w", zipfile.ZIP_DEFLATED) as archive:
        archive.write(saved.pth, "singer/voice.pth")
        archive.write(folder / "flat.index", "singer/added_voice.index")
        archive.writestr("singer/readme.txt", "hello")
    files = {
        "voice zip": saved.pth, "voice legacy": folder / "legacy.pth", "voice safetensors": saved.safetensors,
        "evil zip": folder / "evil.pth", "rmvpe": folder / "rmvpe.pt", "hubert": folder / "hubert.pt",
        "index ivf": ivf, "index flat": folder / "flat.index", "archive": folder / "shared.zip",
    }  # fmt: skip
    return {**files, **_sounds(folder)}


def _hubert(torch: Any) -> dict[str, Any]:
    """The frame of a fairseq checkpoint: settings, a class that is not installed, weights."""
    import argparse as holder

    model = {
        "feature_extractor.conv_layers.0.0.weight": torch.ones(4, 1, 10),
        "encoder.layers.0.self_attn.q_proj.bias": torch.ones(8),
        "final_proj.weight": torch.ones(4, 8),
    }
    settings = holder.Namespace(layers=1, label_rate=50.0)
    rest = {"optimizer_history": [{"epoch": 1}], "task_state": {}, "extra_state": {"val_loss": 1.5}}
    return {"args": settings, "cfg": {"model": {"dim": 8}}, "model": model, "criterion": None, **rest}


def _flat(rows: Any, path: Path) -> None:
    count, dim = rows.shape
    header = struct.pack("<4siqqqBiq", b"IxF2", dim, count, 1 << 20, 1 << 20, 1, 1, count * dim)
    path.write_bytes(header + rows.tobytes())


def _sounds(folder: Path) -> dict[str, Path]:
    import numpy as np

    from rvcdesk.audio.files import write

    time_s = np.arange(4000) / 16000
    tone = (0.3 * np.sin(2 * np.pi * 220 * time_s) * np.array([[1.0], [0.5]])).astype("f4")
    files = {}
    for suffix in ("wav", "flac", "mp3", "ogg", "m4a", "aiff"):
        path = folder / f"tone.{suffix}"
        try:
            write(path, tone, 16000)
        except Exception:
            _encode(path, tone)
        files[suffix] = path
    return files


def _encode(path: Path, tone: Any) -> None:
    import soundfile

    soundfile.write(path, tone.T, 16000)


# ---------------------------------------------------------------------------- mutations


def bits(data: bytearray, other: bytes, rng: random.Random) -> None:
    """Flip some bits, mostly near the start, where headers are."""
    for _ in range(rng.choice((1, 1, 2, 4, 16))):
        reach = len(data) if rng.random() < 0.4 else min(len(data), 2000)
        data[rng.randrange(reach)] ^= 1 << rng.randrange(8)


def run(data: bytearray, other: bytes, rng: random.Random) -> None:
    """Overwrite a run of bytes."""
    begin = rng.randrange(len(data))
    length = min(rng.choice((1, 4, 8, 64, 1000)), len(data) - begin)
    fill = rng.choice((b"\0", b"\xff", b"\x7f", rng.randbytes(1)))
    data[begin : begin + length] = fill * length if rng.random() < 0.6 else rng.randbytes(length)


def cut(data: bytearray, other: bytes, rng: random.Random) -> None:
    """Truncate, at the end or at the start."""
    at = rng.randrange(len(data))
    if rng.random() < 0.85:
        del data[at:]
    else:
        del data[: at % 64]


def insert(data: bytearray, other: bytes, rng: random.Random) -> None:
    """Insert bytes, or repeat a stretch of the file."""
    at = rng.randrange(len(data) + 1)
    begin = rng.randrange(len(data))
    data[at:at] = (
        rng.randbytes(rng.choice((1, 3, 8, 200))) if rng.random() < 0.5 else data[begin : begin + 300]
    )


def splice(data: bytearray, other: bytes, rng: random.Random) -> None:
    """The start of this file and the end of another."""
    data[rng.randrange(len(data)) :] = other[rng.randrange(len(other)) :]


def lengths(data: bytearray, other: bytes, rng: random.Random) -> None:
    """Write an absurd number where a length may lie."""
    kind = rng.choice(["<I", "<Q", ">I", "<H"])
    size = struct.calcsize(kind)
    top = 1 << (8 * size)
    value = rng.choice((0, 1, top - 1, top // 2, top // 2 - 1, len(data), 1 << (4 * size), 10**6)) % top
    reach = rng.choice((64, 400, len(data)))
    at = rng.randrange(max(1, min(reach, len(data) - size)))
    if len(data) >= size:
        struct.pack_into(kind, data, at, value)


def in_zip(data: bytearray, other: bytes, rng: random.Random) -> None:
    """Mutate the pickle inside a zip whose directory and checksums then fit again."""
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(bytes(data))) as old, zipfile.ZipFile(out, "w") as new:
        for name in old.namelist():
            content = bytearray(old.read(name))
            if name.endswith("data.pkl"):
                rng.choice((bits, run, opcodes, opcodes, insert, lengths))(content, other, rng)
            new.writestr(name, bytes(content))
    data[:] = out.getvalue()


def entries(data: bytearray, other: bytes, rng: random.Random) -> None:
    """Change a name or the content of an archive's entries; its directory and checksums fit again."""
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(bytes(data))) as old, zipfile.ZipFile(out, "w") as new:
        for info in old.infolist():
            name, content = info.filename, bytearray(old.read(info))
            if rng.random() < 0.5:
                rng.choice((bits, run, cut, insert, splice))(content, other, rng)
            if rng.random() < 0.3:
                at = rng.randrange(len(name))
                pieces = ("../", "/", "..\\", "C:", ".", "\u202e", "\n", "ż", "龜" * 90, " ", "con.", "._")
                name = name[:at] + rng.choice(pieces) + name[at:]
            new.writestr(name, bytes(content))
    data[:] = out.getvalue()


OPCODES = (
    *(bytes([code]) for code in b"02()]}tRb\x81QNasu.\x93\x85\x86"), b"h\0", b"q\0", b"K\xff",
    b"cos\nsystem\n", b"J\xff\xff\xff\x7f", b"\x8a\x08" + b"\xff" * 7 + b"\x7f", b"G\x7f\xf8" + bytes(6),
)  # fmt: skip


def opcodes(data: bytearray, other: bytes, rng: random.Random) -> None:
    """Put other pickle opcodes into the program."""
    for _ in range(rng.choice((1, 2, 5))):
        at = rng.randrange(len(data))
        piece = rng.choice(OPCODES)
        data[at : at + rng.choice((0, 1, len(piece)))] = piece


def header(data: bytearray, other: bytes, rng: random.Random) -> None:
    """Edit the JSON of a safetensors header, its length kept."""
    (length,) = struct.unpack_from("<Q", data)
    text = bytearray(data[8 : 8 + length])
    for _ in range(rng.choice((1, 2, 4))):
        digits = [at for at, byte in enumerate(text) if 48 <= byte <= 57]
        if rng.random() < 0.6 and digits:
            text[rng.choice(digits)] = rng.choice(b"0123456789-")
        else:
            text[rng.randrange(len(text))] = rng.choice(b'{}[]",:0 -enulF\xff')
    data[8 : 8 + length] = text


Mutation = Callable[[bytearray, bytes, random.Random], None]
ANY: tuple[Mutation, ...] = (bits, run, cut, insert, splice, lengths)


def mutate(kind: str, files: dict[str, bytes], rng: random.Random) -> tuple[bytes, str]:
    """A mutated file, and how it came about."""
    choices = list(ANY)
    if kind in ("voice zip", "evil zip", "rmvpe", "hubert"):
        choices += [in_zip] * 6
    elif kind == "archive":
        choices += [entries] * 8
    elif kind == "voice legacy":
        choices += [opcodes] * 3
    elif kind == "voice safetensors":
        choices += [header] * 5
    data = bytearray(files[kind])
    other = files[rng.choice(list(files))]
    names = []
    for change in [rng.choice(choices), *([rng.choice(ANY)] if rng.random() < 0.15 else [])]:
        if data:
            change(data, other, rng)
            names.append(change.__name__)
    return bytes(data), "+".join(names)


# ---------------------------------------------------------------------------- what is done with a file


def load(kind: str, path: Path) -> None:
    """Read a file as the app does; raises UserError for a refusal, returns when it can be used."""
    from rvcdesk.tensors.reading import pickled_tensors
    from rvcdesk.tensors.safe_pickle import first_look
    from rvcdesk.voice.checkpoint import build, load_voice
    from rvcdesk.voice.index import Retrieval
    from rvcdesk.voice.inspect import inspect

    found = inspect(path)
    json.dumps(found, ensure_ascii=False).encode("utf-8")
    assert found["usable"] or found["problems"], "neither usable nor a sentence"
    if kind.startswith(("voice", "evil")):
        voice = load_voice(path)
        if path.stat().st_size % 8 == 0:
            build(voice)
        assert found["usable"], "inspect refused what loads"
    elif kind in ("rmvpe", "hubert"):
        look = first_look(path)
        inside = look.root.get("model", look.root) if isinstance(look.root, dict) else {}
        for tensor in pickled_tensors(look, look.tensors(inside)).values():
            tensor.double().sum()
    elif kind == "archive":
        _import(path)
    elif kind.startswith("index"):
        _search(Retrieval(path, "faiss"), Retrieval(path, "numpy"))
    else:
        _listen(path)
        assert found["usable"], "inspect refused what can be read"


def _import(path: Path) -> None:
    """Into the library and out again; nothing may stay, whatever happened."""
    from rvcdesk.voice.importing import ImportVoiceOptions, import_voice, remove_voice
    from rvcdesk.voice.library import voices_dir

    try:
        for entry in import_voice(ImportVoiceOptions((path,))):
            remove_voice(entry)
    finally:
        assert not list(voices_dir().iterdir()), "something stayed in the library"


def _search(faiss: Any, own: Any) -> None:
    import numpy as np

    for retrieval in (faiss, own):
        query = np.ones((3, retrieval.dim), "f4")
        assert np.isfinite(retrieval.blend(query, 0.5)).all(), "the blend is not finite"


def _listen(path: Path) -> None:
    import numpy as np

    from rvcdesk.audio.files import AudioReader, blocks, probe

    info = probe(path)
    # A claim of hours is true of silence that packs well; a minute is enough to see.
    frames = sum(block.shape[1] for block in blocks(path, 4096, 0, 60 * info.rate))
    assert frames == min(info.frames, 60 * info.rate), f"{frames} frames of {info.frames}"
    with AudioReader(path) as reader:
        part = reader.read(max(0, reader.frames - 100), 100)
        assert np.isfinite(part).all(), "not finite"


def attempt(kind: str, path: Path) -> tuple[str, str]:
    """The outcome of one file: loaded, refused or fault, and the sentence or the traceback."""
    from rvcdesk.messages import UserError

    try:
        with warnings.catch_warnings():
            warnings.simplefilter("error", RuntimeWarning)
            load(kind, path)
    except UserError as error:
        sentence = str(error)
        # A voice inside an archive is called by its own name.
        named = path.name in sentence or kind == "archive"
        sound = sentence.isprintable() and 10 < len(sentence) < 600 and named
        return ("refused", sentence) if sound else ("fault", f"a strange sentence: {sentence!r}")
    except BaseException:
        return "fault", traceback.format_exc()
    return "loaded", ""


def worker(pipe: Connection, folder: Path, marker: Path) -> None:
    """The child: mutates and reads what it is told to, one line back for each file."""
    import torch

    torch.set_num_threads(1)
    os.environ["RVCDESK_HOME"] = str(folder / "home")
    os.dup2(os.open(os.devnull, os.O_WRONLY), 2)
    files = {
        name: Path(path).read_bytes()
        for name, path in json.loads((folder / "seeds.json").read_text()).items()
    }
    for name in ("voice zip", "index ivf", "wav", "m4a"):
        path = folder / f"warm.{name.split()[0]}"
        path.write_bytes(files[name])
        attempt(name, path)
    _limit_memory()
    while (job := pipe.recv()) is not None:
        kind, seed = job
        data, how = mutate(kind, files, random.Random(seed))
        path = folder / f"{kind.replace(' ', '-')}-{seed}{SUFFIXES.get(kind, '.' + kind)}"
        path.write_bytes(data)
        pipe.send(("begun", how, ""))
        outcome, text = attempt(kind, path)
        if marker.exists():
            outcome, text = "fault", "code ran: the marker file is there"
            marker.unlink()
        if outcome != "fault":
            path.unlink()
        pipe.send((outcome, how, text))
    pipe.close()


SUFFIXES = {
    "voice zip": ".pth", "voice legacy": ".pth", "voice safetensors": ".safetensors", "evil zip": ".pth",
    "rmvpe": ".pt", "hubert": ".pt", "index ivf": ".index", "index flat": ".index", "archive": ".zip",
}  # fmt: skip


def _limit_memory() -> None:
    """Linux: what is private to this process may grow by so much; an allocation beyond is a fault."""
    if sys.platform != "linux":
        return
    import resource

    status = Path("/proc/self/status").read_text(encoding="ascii")
    used = int(status.split("VmData:")[1].split()[0]) << 10
    resource.setrlimit(resource.RLIMIT_DATA, (used + MEMORY, used + MEMORY))


class Child:
    """A worker that is started again when it dies."""

    def __init__(self, folder: Path, marker: Path) -> None:
        self._context = multiprocessing.get_context("spawn")
        self._folder, self._marker = folder, marker
        self._start()

    def _start(self) -> None:
        self._pipe, theirs = self._context.Pipe()
        self._process = self._context.Process(target=worker, args=(theirs, self._folder, self._marker))
        self._process.start()
        theirs.close()

    def ask(self, kind: str, seed: int, limit: float = LIMIT_S) -> tuple[str, str, str]:
        """Outcome, mutation and text of one file."""
        how = "?"
        try:
            self._pipe.send((kind, seed))
            wait = 120.0
            while self._pipe.poll(wait):
                outcome, how, text = self._pipe.recv()
                if outcome != "begun":
                    return outcome, how, text
                wait = limit
            text = f"hung for {limit:.0f} s"
        except (EOFError, BrokenPipeError, ConnectionResetError):
            self._process.join(10)
            text = f"the child died ({self._process.exitcode})"
        self.end(kill=True)
        self._start()
        return "fault", how, text

    def end(self, *, kill: bool = False) -> None:
        """Let the child go."""
        if kill:
            self._process.kill()
        else:
            self._pipe.send(None)
        self._process.join(20)
        self._pipe.close()


def fuzz(runs: int, seed: int, keep: Path, folder: Path) -> dict[str, Any]:
    """Run it all; the document that is printed.

    Args:
        runs: how many files in all, spread over the kinds.
        seed: of the mutations.
        keep: where faulty inputs go.
        folder: for the files, emptied by the caller.
    """
    marker = folder / "marker"
    files = seeds(folder, marker)
    (folder / "seeds.json").write_text(json.dumps({name: str(path) for name, path in files.items()}))
    child = Child(folder, marker)
    child.ask("wav", 0)  # starts it and loads torch
    counts: dict[str, Counter[str]] = {kind: Counter() for kind in files}
    mutations: dict[str, Counter[str]] = {}
    faults, slowest, began = [], (0.0, ""), time.monotonic()
    kinds = list(files)
    for number in range(runs):
        kind = kinds[number % len(kinds)]
        file_seed = seed * 1_000_000 + number
        at = time.monotonic()
        outcome, how, text = child.ask(kind, file_seed)
        slowest = max(slowest, (time.monotonic() - at, f"{kind} {file_seed} {how}"))
        counts[kind][outcome] += 1
        mutations.setdefault(how.split("+")[0], Counter())[outcome] += 1
        if outcome == "fault":
            keep.mkdir(parents=True, exist_ok=True)
            for path in folder.glob(f"{kind.replace(' ', '-')}-{file_seed}*"):
                path.replace(keep / path.name)
            faults.append({"kind": kind, "seed": file_seed, "mutation": how, "what": text})
        if sys.stderr.isatty() and number % 20 == 0:
            sys.stderr.write(f"\r{number}/{runs}, {len(faults)} faults ")
    child.end()
    return {
        "runs": runs,
        "seed": seed,
        "seconds": round(time.monotonic() - began, 1),
        "slowest": {"seconds": round(slowest[0], 2), "file": slowest[1]},
        "kinds": {kind: dict(count) for kind, count in counts.items()},
        "mutations": {how: dict(count) for how, count in sorted(mutations.items())},
        "faults": faults,
    }


def table(document: dict[str, Any]) -> None:
    columns = ("loaded", "refused", "fault")
    for title in ("kinds", "mutations"):
        print(f"{title:<18}" + "".join(f"{column:>9}" for column in columns))
        rows = document[title]
        for name, count in rows.items():
            print(f"{name:<18}" + "".join(f"{count.get(column, 0):>9}" for column in columns))
        total = [sum(count.get(column, 0) for count in rows.values()) for column in columns]
        print(f"{'all':<18}" + "".join(f"{number:>9}" for number in total) + "\n")
    alike: dict[str, list[dict[str, Any]]] = {}
    for fault in document["faults"]:
        alike.setdefault(fault["what"].strip()[-300:], []).append(fault)
    for faults in alike.values():
        names = ", ".join(f"{fault['kind']} {fault['seed']}" for fault in faults[:5])
        print(f"FAULT x{len(faults)} ({names})\n{faults[0]['what'].strip()[-1500:]}\n")
    slow = document["slowest"]
    print(f"{document['runs']} files in {document['seconds']} s, {len(document['faults'])} faults; "
          f"slowest {slow['seconds']} s ({slow['file']})")  # fmt: skip


def main() -> int:
    parser = argparse.ArgumentParser(description=str(__doc__).splitlines()[0])
    parser.add_argument("--runs", type=int, default=10_000)
    parser.add_argument("--seed", type=int, default=0)
    parser.add_argument("--keep", type=Path, default=ROOT / "benchmarks/results/fuzz")
    parser.add_argument("--json", action="store_true")
    arguments = parser.parse_args()
    with tempfile.TemporaryDirectory(prefix="rvcdesk-fuzz-") as folder:
        document = fuzz(arguments.runs, arguments.seed, arguments.keep, Path(folder))
    results = ROOT / "benchmarks/results/fuzz.json"
    results.parent.mkdir(exist_ok=True)
    results.write_text(json.dumps(document, ensure_ascii=False, indent=1) + "\n", encoding="utf-8")
    print(json.dumps(document, ensure_ascii=False, indent=1)) if arguments.json else table(document)
    return 1 if document["faults"] else 0


if __name__ == "__main__":
    sys.exit(main())
