"""keys/*.json: names, shapes, types and order in every file RVC writes, against ours.

The small files are really written and looked into again, at full size.
"""

from __future__ import annotations

import json
import tempfile
from collections.abc import Iterator, Mapping
from dataclasses import replace
from functools import partial
from pathlib import Path
from typing import Any

import torch

from benchmarks.parity_cases.formula import keys_folder
from benchmarks.parity_cases.report import Case, Line, Skip, fact
from rvcdesk.content.hubert_files import read_hubert
from rvcdesk.content.hubert_shape import HubertShape
from rvcdesk.pitch.rmvpe_net import E2E, Sizes, sizes_of
from rvcdesk.tensors.safe_pickle import first_look
from rvcdesk.voice.checkpoint import VoiceFile, VoiceMetadata, save_voice
from rvcdesk.voice.config import VoiceConfig
from rvcdesk.voice.discriminators import build_discriminator
from rvcdesk.voice.presets import PRESETS
from rvcdesk.voice.synthesizer import build_synthesizer

Manifest = Mapping[str, Any]
Shapes = dict[str, tuple[tuple[int, ...], str]]


def cases(root: Path) -> Iterator[Case]:
    """One for each manifest, by what is in it."""
    for path in sorted(keys_folder(root).glob("*.json")):
        yield Case(f"keys/{path.stem}", partial(_case, path))


def _case(path: Path) -> Iterator[Line]:
    case = f"keys/{path.stem}"
    try:
        manifest: Manifest = json.loads(path.read_text(encoding="utf-8"))
    except ValueError as error:
        raise Skip(f"{path.name} is no JSON") from error
    kind = str(manifest.get("class", ""))
    if "config" in manifest and "small_omits" in manifest:
        yield from _synthesizer(case, manifest)
    elif kind.startswith("MultiPeriodDiscriminator"):
        yield from _discriminator(case, manifest, "v2" if kind.endswith("V2") else "v1")
    elif kind.startswith("E2E"):
        yield from _rmvpe(case, manifest)
    elif "fairseq" in kind or "mapping_fairseq_to_transformers" in manifest:
        yield from _hubert(case, manifest)
    elif "parameter order" in manifest:
        yield from _training(case, manifest)
    else:
        raise Skip(f"{path.name} is of a kind this runner does not know")


def listed(manifest: Manifest) -> Shapes:
    """What a manifest lists, as `shapes_of` gives it."""
    return {key: (tuple(shape), dtype) for key, (shape, dtype) in manifest["weights"].items()}


def shapes_of(weights: Mapping[str, torch.Tensor]) -> Shapes:
    """Names in order, shapes, types."""
    return {
        key: (tuple(value.shape), str(value.dtype).removeprefix("torch.")) for key, value in weights.items()
    }


def difference(got: Shapes, want: Shapes) -> str:
    """Where the two part; empty where they are equal, order included."""
    for key, what in want.items():
        if got.get(key) != what:
            return f"{key}: {got.get(key)}, wanted {what}"
    extra = [key for key in got if key not in want]
    if extra:
        return f"{extra[0]}: not wanted"
    return "" if list(got) == list(want) else "another order"


def _agree(case: str, measure: str, got: Shapes, want: Shapes) -> Line:
    wrong = difference(got, want)
    return fact(case, measure, not wrong, wrong or f"{len(want)} keys")


def _synthesizer(case: str, manifest: Manifest) -> Iterator[Line]:
    want = listed(manifest)
    config = VoiceConfig.from_list(manifest["config"], version=manifest["version"], f0=bool(manifest["f0"]))
    with torch.device("meta"):
        network = build_synthesizer(config)
    yield _agree(case, "full weights: names, shapes, types, order", shapes_of(network.state_dict()), want)
    yield fact(case, "config as RVC writes it", config.to_list() == manifest["config"])
    small = {key: value for key, value in want.items() if key not in manifest["small_omits"]}
    weights = {key: torch.zeros(shape) for key, (shape, _) in want.items()}
    with tempfile.TemporaryDirectory() as folder:
        metadata = VoiceMetadata(epochs=_epochs(manifest))
        saved = save_voice(Path(folder), VoiceFile(config, weights, metadata), "parity")
        del weights
        look = first_look(saved.pth)
    infos = look.tensors(look.root["weight"])
    got = {key: (info.shape, info.dtype) for key, info in infos.items()}
    half = {key: (shape, manifest.get("small_dtype", "float16")) for key, (shape, _) in small.items()}
    yield _agree(case, "small file: weights", got, half)
    top = {key: value for key, value in manifest["small_toplevel"].items() if key != "weight"}
    ours = {key: value for key, value in look.root.items() if key != "weight"}
    typed = all(type(ours.get(key)) is type(value) for key, value in top.items())
    yield fact(
        case,
        "small file: other keys, values, types, order",
        typed and ours == top and list(look.root) == list(manifest["small_toplevel"]),
        ", ".join(map(str, look.root)),
    )
    yield from _settings(case, manifest, config)


def _epochs(manifest: Manifest) -> int:
    return int(str(manifest["small_toplevel"].get("info", "1epoch")).removesuffix("epoch"))


def _settings(case: str, manifest: Manifest, config: VoiceConfig) -> Iterator[Line]:
    """The preset's numbers against RVC's training configuration."""
    name = f"rvc-{manifest['version']}-{manifest['sr']}"
    if "hps" not in manifest:
        return
    if name not in PRESETS:
        yield fact(case, "training settings", False, f"there is no preset {name}")
        return
    preset, hps = PRESETS[name], manifest["hps"]
    mel, train = preset.mel, preset.training
    pairs = {
        "sampling_rate": (mel.sample_rate, hps["data"]["sampling_rate"]),
        "filter_length": (mel.n_fft, hps["data"]["filter_length"]),
        "hop_length": (mel.hop, hps["data"]["hop_length"]),
        "win_length": (mel.win, hps["data"]["win_length"]),
        "n_mel_channels": (mel.mels, hps["data"]["n_mel_channels"]),
        "mel_fmin": (mel.fmin, hps["data"]["mel_fmin"]),
        "mel_fmax": (mel.fmax, hps["data"]["mel_fmax"]),
        "segment_size": (preset.segment, hps["train"]["segment_size"]),
        "learning_rate": (train.learning_rate, hps["train"]["learning_rate"]),
        "betas": (list(train.betas), hps["train"]["betas"]),
        "eps": (train.eps, hps["train"]["eps"]),
        "lr_decay": (train.lr_decay, hps["train"]["lr_decay"]),
        "c_mel": (train.mel_weight, hps["train"]["c_mel"]),
        "c_kl": (train.kl_weight, hps["train"]["c_kl"]),
        "speakers": (preset.network.speakers, hps["model"]["spk_embed_dim"]),
        "network": (preset.config(f0=config.f0).to_list(), manifest["config"]),
    }
    wrong = [f"{key} {ours}, wanted {theirs}" for key, (ours, theirs) in pairs.items() if ours != theirs]
    yield fact(case, "training settings", not wrong, "; ".join(wrong) or f"{len(pairs)} values")


def _discriminator(case: str, manifest: Manifest, name: str) -> Iterator[Line]:
    with torch.device("meta"):
        network = build_discriminator(name)
    yield _agree(case, "names, shapes, types, order", shapes_of(network.state_dict()), listed(manifest))
    yield fact(case, "number of parts", len(network.discriminators) == (9 if name == "v2" else 7))


def _rmvpe(case: str, manifest: Manifest) -> Iterator[Line]:
    """The sizes are read off names and shapes alone, as from a file."""
    want = listed(manifest)
    sizes = sizes_of({key: shape for key, (shape, _) in want.items()})
    if sizes is None:
        yield fact(case, "sizes", False, "not seen to be RMVPE's")
        return
    yield fact(case, "sizes are the published ones", sizes == Sizes(), str(sizes))
    with torch.device("meta"):
        got = shapes_of(E2E(sizes).state_dict())
    missing = difference(dict(sorted(got.items())), dict(sorted(want.items())))
    yield fact(case, "names, shapes, types", not missing, missing or f"{len(want)} keys")


def _hubert(case: str, manifest: Manifest) -> Iterator[Line]:
    """A file of these names and shapes is taken, nothing in it is unknown, nothing lacks."""
    weights = {key: torch.zeros(shape, dtype=torch.float16) for key, (shape, _) in listed(manifest).items()}
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder)
        if "config" in manifest:
            (path / "config.json").write_text(json.dumps(manifest["config"]), encoding="utf-8")
            torch.save(weights, path / "pytorch_model.bin")
        else:
            path = path / "hubert_base.pt"
            top = dict.fromkeys(manifest.get("checkpoint_toplevel", ()))
            torch.save({**top, "model": weights}, path)
        for version, layers, projected in (("v1", 9, 256), ("v2", 12, 0)):
            read = read_hubert(path, layers, projected)
            usual = replace(HubertShape(), layers=layers, projected=projected)
            right = read.shape == usual
            yield fact(
                case, f"every name and shape is known, {version}", right, "" if right else str(read.shape)
            )


def _training(case: str, manifest: Manifest) -> Iterator[Line]:
    """A training checkpoint's parts: RVC numbers the optimiser's state by the order of the parameters."""
    order = manifest["parameter order"]
    config = PRESETS["rvc-v2-40k"].config(f0="dec.m_source.l_linear.weight" in order)
    with torch.device("meta"):
        network = build_synthesizer(config)
    names = [name for name, _ in network.named_parameters()]
    wrong = next((f"{a}, wanted {b}" for a, b in zip(names, order, strict=False) if a != b), "")
    yield fact(case, "parameter order", names == order, wrong or f"{len(order)} parameters")
    group = torch.optim.AdamW([torch.nn.Parameter(torch.zeros(1))]).state_dict()["param_groups"][0]
    wanted = manifest.get("param_groups[0] keys", [])
    missing = [key for key in wanted if key not in group]
    yield fact(case, "optimiser's groups", not missing, f"missing {missing}" if missing else "")
