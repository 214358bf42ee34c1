"""`rvcdesk inspect`: what a file is, whether it can be used, and if not, why."""

from __future__ import annotations

import contextlib
import re
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from rvcdesk.assets.catalog import serving
from rvcdesk.assets.store import find
from rvcdesk.disk import sha256
from rvcdesk.jobs import SILENT, Reporter
from rvcdesk.messages import N_, BadInput, Message, UserError, visible
from rvcdesk.tensors.limits import check_regular, guarded, unreadable
from rvcdesk.tensors.pickle_machine import TensorInfo
from rvcdesk.tensors.safe_pickle import OTHER, WEB_PAGE, Look, first_look
from rvcdesk.tensors.safetensors_header import is_safetensors, read_header
from rvcdesk.voice.archive import is_archive, wanted_names
from rvcdesk.voice.config import CONTENT, DRAFT_VERSION, VoiceConfig
from rvcdesk.voice.index_file import read_layout
from rvcdesk.voice.keys import looks_like_voice
from rvcdesk.voice.library import find_index, resolve
from rvcdesk.voice.voice_header import FORMAT, voice_header

MISSING_SHOWN = 50
AUDIO_SECONDS = 600.0
_INDEX_MAGIC = (b"IwFl", b"IxF2", b"IxFI", b"IvFl")


def inspect(path: Path) -> dict[str, Any]:
    """Everything that can be told about a file or folder.

    Returns:
        `kind` (voice, checkpoint, index, audio, project, content-encoder, pitch-model, archive,
        unknown), `version`, `sample_rate` (Hz), `f0`, `epochs`, `speakers`, `content`, `parameters`,
        `sha256`, `problems` (sentences), `usable`; None where a thing does not apply. `missing` names
        what it wants and is not here: a model by its short name, "index", or weights. More keys
        belong to single kinds (`duration_s`, `channels`, `features`, `dimensions`, `clips` ...).

    Raises:
        BadInput: there is no such file, or it cannot be read.
    """
    found = _examine(Path(path))
    return {**found, "problems": [str(problem) for problem in found["problems"]]}


def _examine(path: Path) -> dict[str, Any]:
    """`inspect`, with messages as problems."""
    found = _blank(path)
    try:
        if path.is_dir():
            _folder(path, found)
            return found
        check_regular(path)
        found["bytes"] = path.stat().st_size
        with guarded(path):
            found["sha256"] = sha256(path)
        _file(path, found)
    except OSError as error:
        raise unreadable(path, error) from error
    return found


@dataclass(frozen=True)
class InspectOptions:
    """What the engine is asked to look at."""

    file: Path


def inspect_verb(options: InspectOptions, report: Reporter = SILENT) -> dict[str, Any]:
    """`inspect` as a verb of the engine; `messages` are the problems in a form that can be translated."""
    report.progress(0, 1, N_("looking at the file"))
    found = _examine(options.file)
    problems: list[Message] = found["problems"]
    return {
        **found,
        "problems": [str(problem) for problem in problems],
        "messages": [problem.to_json() for problem in problems],
    }


def _blank(path: Path) -> dict[str, Any]:
    empty = ("version", "sample_rate", "f0", "epochs", "speakers", "content", "parameters", "sha256")
    return {"file": str(path), "kind": "unknown", **dict.fromkeys(empty), "missing": [], "problems": [],
            "usable": False}  # fmt: skip


def _file(path: Path, found: dict[str, Any]) -> None:
    with guarded(path), open(path, "rb") as file:
        head = file.read(16)
    suffix = path.suffix.lower()
    if path.name == "project.json":
        _project(path.parent, found)
    elif head[:4] in _INDEX_MAGIC or suffix == ".index":
        _index(path, found)
    elif is_safetensors(path):
        _safetensors(path, found)
    elif head[:2] == b"PK":
        _zip(path, found)
    elif head[:1] == b"\x80" or suffix in (".pth", ".pt", ".ckpt", ".bin", ".safetensors"):
        _pickled(path, found)
    else:
        _audio(path, found)


def _folder(path: Path, found: dict[str, Any]) -> None:
    if (path / "project.json").is_file():
        _project(path, found)
        return
    for name in ("model.safetensors", "pytorch_model.bin"):
        if (path / "config.json").is_file() and (path / name).is_file():
            inside = _examine(path / name)
            found.update({**inside, "file": str(path)})
            return
    try:
        voice = resolve(path)
    except BadInput as error:
        _fail(found, error)
    else:
        found.update({**_examine(voice.path), "file": str(voice.path)})


# ---------------------------------------------------------------------------- models


def _zip(path: Path, found: dict[str, Any]) -> None:
    """A PyTorch file, or an archive as voices are shared."""
    try:
        if not is_archive(path):
            _pickled(path, found)
            return
        names = wanted_names(path)
    except BadInput as error:
        _fail(found, error)
        return
    voices = [name for name in names if not name.lower().endswith(".index")]
    found.update(kind="archive", holds=names, usable=bool(voices))
    if voices:
        what = Message("It is an archive; import it to use the voice inside.")
    else:
        what = Message("{file} is an archive without a voice.", {"file": path.name})
    _warn(found, what)


def _pickled(path: Path, found: dict[str, Any]) -> None:
    try:
        look = first_look(path)
    except BadInput as error:
        _fail(found, error)
        return
    root = look.root
    inside = root.get("model", root) if isinstance(root, dict) else {}
    if isinstance(root, dict) and (isinstance(root.get("weight"), dict) or "config" in root):
        found["kind"] = "voice"
        found["parameters"] = _count(look.tensors(root.get("weight")).values())
        _said_by_voice(look, found)
        _voice(path, found)
    elif isinstance(inside, dict) and looks_like_voice(inside):
        found.update(kind="checkpoint", role="generator", parameters=_count(look.tensors(inside).values()))
        _voice(path, found)
    elif isinstance(inside, dict):
        tensors = look.tensors(inside)
        found.update(_other_model(tensors), parameters=_count(tensors.values()))
        found["precision"] = sorted({info.dtype for info in tensors.values()})
        if found["kind"] == "checkpoint" and type(root.get("iteration")) is int:
            found["epochs"] = root["iteration"]
        _unknown_model(path, found)
    else:
        _unknown_model(path, found)


def _safetensors(path: Path, found: dict[str, Any]) -> None:
    try:
        header = read_header(path)
    except BadInput as error:
        _fail(found, error)
        return
    found["parameters"] = _count(header.tensors.values())
    if str(header.metadata.get("format", "")).startswith(FORMAT[: FORMAT.rindex("-") + 1]):
        found["kind"] = "voice"
        _voice(path, found)
    else:
        found.update(_other_model(header.tensors))
        found["precision"] = sorted({info.dtype for info in header.tensors.values()})
        _unknown_model(path, found)


def _said_by_voice(look: Look, found: dict[str, Any]) -> None:
    """Simple facts that hold even when the rest of the file does not."""
    version = look.root.get("version", "v1")
    found["version"] = visible(version[:40]) if isinstance(version, str) else None
    if "version" not in look.root:
        _warn(found, Message("The file does not say its version; it is read as v1."))


def _voice(path: Path, found: dict[str, Any]) -> None:
    """Fill in what the header says, then load the voice strictly."""
    from rvcdesk.voice.checkpoint import load_voice, needed_shapes

    try:
        header = voice_header(path)
        config, metadata = header.config, header.metadata
        found.update(
            version=config.version,
            sample_rate=config.sample_rate,
            f0=config.f0,
            epochs=metadata.epochs,
            steps=metadata.steps,
            speakers=config.speakers,
            content=config.content,
            name=metadata.name or path.stem,
            dialect=metadata.dialect,
            precision=sorted(set(header.dtypes.values())),
            author=metadata.author or None,
            info=metadata.info or None,
        )
        needed = needed_shapes(config, header.shapes)
        found["missing"] += [name for name in needed if name not in header.shapes][:MISSING_SHOWN]
        load_voice(path)
    except UserError as error:
        _fail(found, error)
        return
    found["usable"] = True
    if header.kind == "voice":
        index = find_index(path)
        found["index"] = None if index is None else str(index)
        found["exportable"] = config.version != DRAFT_VERSION
    _missing(header.kind, config, found)


def _missing(kind: str, config: VoiceConfig, found: dict[str, Any]) -> None:
    """What a sound voice still wants of this computer; none of it makes the voice unusable."""
    usual = config.content == CONTENT[config.version][0]
    need = "contentvec" if usual else f"embedders/{config.content}"
    if not usual and not serving(need):
        found["missing"].append(config.content)
        _warn(
            found,
            Message(
                "It was trained with the content encoder {content}, which RVC Desk does not have; "
                "it will not sound right with another.",
                {"content": config.content},
            ),
        )
    elif config.version != DRAFT_VERSION and find(need) is None:
        found["missing"].append(need)
        _warn(
            found,
            Message(
                "It needs {model}, which is not here yet; get it in Voices > Models, or import it.",
                {"model": serving(need)[0].title},
            ),
        )
    if kind == "voice" and found["index"] is None:
        found["missing"].append("index")


def _other_model(tensors: dict[str, TensorInfo]) -> dict[str, Any]:
    """Recognise the models around a voice by their weights' names."""
    names = list(tensors)

    def has(*parts: str) -> bool:
        return any(any(part in name for part in parts) for name in names)

    def width(part: str) -> int | None:
        return next((info.shape[0] for name, info in tensors.items() if part in name and info.shape), None)

    if has("feature_extractor.conv_layers.0."):
        layers = {
            found[1]
            for name in names
            if (found := re.search(r"layers\.(\d+)\..*(?:self_attn|attention)", name))
        }
        return {
            "kind": "content-encoder",
            "content": "hubert",
            "dimensions": width("q_proj.bias"),
            "layers": len(layers),
            "final_proj": has("final_proj.weight"),
            "usable": True,
        }
    if has("conv1.weight") and has("conv2.weight") and has("attn"):
        return {
            "kind": "content-encoder",
            "content": "whisper",
            "dimensions": width("conv1.weight"),
            "usable": True,
        }
    if has("unet.encoder."):
        return {"kind": "pitch-model", "version": "rmvpe", "usable": True}
    if has("conv1_BN."):
        return {"kind": "pitch-model", "version": "crepe", "usable": True}
    if has("discriminators."):
        stacks = len({name.split(".")[1] for name in names if name.startswith("discriminators.")})
        return {"kind": "checkpoint", "version": {7: "v1", 9: "v2"}.get(stacks),
                "role": "discriminator", "usable": True}  # fmt: skip
    return {}


def _unknown_model(path: Path, found: dict[str, Any]) -> None:
    if found["kind"] == "unknown":
        _warn(found, Message("{file} is a model file, but none that RVC Desk knows.", {"file": path.name}))


def _count(tensors: Iterable[TensorInfo]) -> int:
    return sum(info.elements for info in tensors)


# ---------------------------------------------------------------------------- everything else


def _index(path: Path, found: dict[str, Any]) -> None:
    found["kind"] = "index"
    try:
        info = read_layout(path)
        versions = {dim: (version, content) for version, (content, dim) in CONTENT.items()}
        version, content = versions[info.dim]
        found.update(version=version, content=content, dimensions=info.dim, features=info.count)
        found.update(lists=len(info.lists), parameters=info.count * info.dim, probes=info.nprobe)
        info.read()
    except BadInput as error:
        _fail(found, error)
    else:
        found["usable"] = True


def _audio(path: Path, found: dict[str, Any]) -> None:
    from rvcdesk.audio.files import AUDIO_SUFFIXES, probe

    try:
        # Some formats are decoded to the end to know their length.
        with guarded(path, seconds=AUDIO_SECONDS):
            info = probe(path)
    except UserError as error:
        _fail(found, error if path.suffix.lower() in AUDIO_SUFFIXES else _what_else(path))
        return
    found.update(kind="audio", usable=True, sample_rate=info.rate, channels=info.channels)
    found.update(frames=info.frames, duration_s=round(info.frames / info.rate, 6))
    found.update(format=info.format, subtype=info.subtype)


def _what_else(path: Path) -> BadInput:
    """The sentence for a file with no known name that no decoder understands."""
    try:
        first_look(path)
    except BadInput as error:
        if error.message.template not in (OTHER, WEB_PAGE):
            return error
    return BadInput(
        "{file} is nothing that RVC Desk knows: no voice, index, model, sound or project.", file=path.name
    )


def _project(folder: Path, found: dict[str, Any]) -> None:
    from rvcdesk.project import Project

    found["kind"] = "project"
    try:
        with contextlib.closing(Project.open(folder, read_only=True)) as project:
            found.update(name=project.name, clips=len(project.clips), usable=True)
            found["problems"] += project.problems
            found["voices"] = [str(entry.path) for entry in _project_voices(folder)]
    except UserError as error:
        _fail(found, error)


def _project_voices(folder: Path) -> list[Any]:
    from rvcdesk.voice.library import list_voices

    return [entry for entry in list_voices(folder) if entry.path.parent == folder / "voice"]


def _fail(found: dict[str, Any], error: UserError) -> None:
    found["usable"] = False
    _warn(found, error.message)


def _warn(found: dict[str, Any], message: Message) -> None:
    found["problems"].append(message)
