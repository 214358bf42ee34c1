"""RMVPE: the peers' numbers, files of every kind, one grid, and long audio in chunks."""

from __future__ import annotations

import hashlib
import importlib.util
import json
from collections import OrderedDict
from dataclasses import replace
from pathlib import Path
from typing import Any

import numpy as np
import pytest
import torch

from rvcdesk.assets.store import find, models_dir
from rvcdesk.jobs import Cancelled
from rvcdesk.messages import BadInput, Message, UserError
from rvcdesk.pitch import rmvpe
from rvcdesk.pitch.chunks import Sound
from rvcdesk.pitch.estimate import (
    available_methods,
    estimate_f0,
    estimate_together,
    free_models,
    resolve_method,
)
from rvcdesk.pitch.rmvpe_net import E2E, Sizes, fold, sizes_of, wanted_shapes

RATE = 16000
TINY = Sizes(width=2, levels=5, blocks=1, inter=1, gru=1, hidden=8)


def golden(shared: Path, *parts: str) -> Any:
    path = shared.joinpath("parity", *parts)
    if not path.exists():
        pytest.skip(f"{path.name} is not among the large fixtures")
    return np.load(path) if path.suffix == ".npz" else path


def random_weights(sizes: Sizes, seed: int = 0) -> OrderedDict[str, torch.Tensor]:
    """Numbers that keep every layer alive, and normalisations that are not the identity."""
    draw = torch.Generator().manual_seed(seed)
    weights: OrderedDict[str, torch.Tensor] = OrderedDict()
    for name, shape in wanted_shapes(sizes).items():
        if name.endswith("num_batches_tracked"):
            weights[name] = torch.tensor(7)
        elif name.endswith("running_var"):
            weights[name] = 0.5 + torch.rand(shape, generator=draw)
        elif len(shape) > 1:
            weights[name] = torch.randn(shape, generator=draw) / float(np.sqrt(np.prod(shape[1:])))
        else:
            weights[name] = torch.randn(shape, generator=draw) * 0.2 + name.endswith(("1.weight", "4.weight"))
    return weights


def network(weights: dict[str, torch.Tensor], sizes: Sizes = TINY) -> E2E:
    net = E2E(sizes)
    net.load_state_dict(weights)
    return net.eval().requires_grad_(False)


def install(root: Any, **how: Any) -> Path:
    path = models_dir() / "rmvpe" / "rmvpe.pt"
    path.parent.mkdir(parents=True, exist_ok=True)
    torch.save(root, path, **how)
    return path


def song(seconds: float) -> np.ndarray:
    time = np.arange(round(seconds * RATE)) / RATE
    phase = 2 * np.pi * 200 * time + 8 * np.sin(2 * np.pi * 0.7 * time)
    noise = np.random.default_rng(3).normal(0, 0.01, time.size)
    return (sum(np.sin(k * phase) / k for k in range(1, 9)) * 0.1 + noise).astype(np.float32)


def close(a: torch.Tensor, b: torch.Tensor) -> float:
    return float((a - b).abs().max())


# ---------------------------------------------------------------- peers' numbers


def test_mel_is_rvcs(shared: Path) -> None:
    with golden(shared, "rmvpe", "rmvpe_mel.npz") as data:
        assert np.abs(rmvpe.mel_basis() - data["mel_basis"]).max() < 1e-7
        ours = rmvpe.Rmvpe(network(random_weights(TINY))).mel(Sound(data["audio16k"]), 0, 301)
        assert np.abs(ours.numpy() - data["mel"]).max() < 2e-4


@pytest.mark.parametrize("threshold", [0.03, 0.05, 0.5])
def test_decoding_is_rvcs(shared: Path, threshold: float) -> None:
    with golden(shared, "rmvpe", "rmvpe_decode.npz") as data:
        ours, theirs = rmvpe.decode(data["salience"], threshold), data[f"f0_thred_{threshold}"]
    assert np.array_equal(ours > 0, theirs > 0) and 0 < (theirs > 0).sum() < len(theirs)
    assert np.abs(ours - theirs).max() <= 1e-6 * theirs.max()
    voiced = theirs > 0
    assert np.abs(ours[voiced] / theirs[voiced] - 1).max() < 1e-6


def check_whole_way(path: Path, data: Any, tolerance: float) -> None:
    engine = rmvpe.Rmvpe(rmvpe.load_network(path))
    mel = engine.mel(Sound(data["audio16k"]), 0, data["mel"].shape[1])
    hidden = engine.salience(mel).numpy()
    assert np.abs(mel.numpy() - data["mel"]).max() < 2e-4
    assert np.abs(hidden - data["hidden"]).max() < tolerance
    clear = data["top2_margin"] > 1e-3
    assert clear.mean() > 0.9
    assert np.abs(rmvpe.decode(hidden)[clear] / data["f0"][clear] - 1).max() < 1e-3


def test_small_network_is_rvcs(shared: Path) -> None:
    with golden(shared, "rmvpe", "rmvpe_small.npz") as data:
        check_whole_way(golden(shared, "rmvpe", "rmvpe_small.pt"), data, 1e-4)
        install(torch.load(golden(shared, "rmvpe", "rmvpe_small.pt"), weights_only=True))
        f0 = estimate_f0(data["audio16k"], RATE, "rmvpe")
        clear = data["top2_margin"] > 1e-3
        assert np.abs(f0[clear] / data["f0"][clear] - 1).max() < 1e-3


def test_full_network_is_rvcs(shared: Path, tmp_path: Path) -> None:
    manifest = json.loads(golden(shared, "keys", "rmvpe_e2e.json").read_text(encoding="utf-8"))["weights"]
    assert {name: tuple(shape) for name, (shape, _) in manifest.items()} == wanted_shapes(Sizes())
    spec = importlib.util.spec_from_file_location("wfill", golden(shared, "wfill.py"))
    assert spec is not None and spec.loader is not None
    formula = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(formula)
    shapes = {name: shape for name, (shape, _) in manifest.items()}
    weights = formula.fill(shapes, 32, formula.RMVPE_RULES)
    digest = hashlib.sha256()
    for name in sorted(name for name, value in weights.items() if value.dtype == np.float32):
        digest.update(name.encode() + weights[name].astype("<f4").tobytes())
    known = json.loads(golden(shared, "formula_sha256.json").read_text(encoding="utf-8"))["values"]
    assert digest.hexdigest() == known["rmvpe_e2e RMVPE_RULES seed 32"]
    path = tmp_path / "rmvpe.pt"
    torch.save({name: torch.from_numpy(np.asarray(value)) for name, value in weights.items()}, path)
    with golden(shared, "rmvpe", "rmvpe_full_formula.npz") as data:
        check_whole_way(path, data, 2e-4)


# ---------------------------------------------------------------- the network


@pytest.mark.parametrize(
    "sizes",
    [
        TINY,
        Sizes(width=3, levels=4, blocks=2, inter=2, gru=2, hidden=16),
        Sizes(width=4, levels=2, blocks=3, inter=3, gru=1, hidden=4),
    ],
)
def test_sizes_are_read_off_the_weights_and_folding_changes_nothing(sizes: Sizes) -> None:
    weights = random_weights(sizes)
    assert sizes_of({name: tuple(value.shape) for name, value in weights.items()}) == sizes
    mel = torch.randn(128, 64, generator=torch.Generator().manual_seed(1)) - 4
    with torch.inference_mode():
        plain, folded = network(weights, sizes)(mel), fold(network(weights, sizes))(mel)
    assert plain.shape == (64, 360) and plain.std() > 0.01
    assert close(plain, folded) < 1e-5


def test_no_sizes_beyond_reason() -> None:
    shapes = wanted_shapes(TINY)
    assert sizes_of({**shapes, "unet.encoder.layers.0.conv.0.conv.0.weight": (4096, 1, 3, 3)}) is None
    assert sizes_of({**shapes, "fc.0.gru.weight_hh_l0": (3, 1 << 40)}) is None
    assert sizes_of({**shapes, "unet.encoder.layers.99.conv.0.conv.0.weight": (1,)}) is None
    assert sizes_of({"emb.weight": (3, 3)}) is None


def test_decoding_at_the_ends_and_of_nothing() -> None:
    salience = np.zeros((4, 360), np.float32)
    salience[0, 0] = salience[1, 359] = 0.9
    salience[2, 100] = np.float32(0.03)
    f0 = rmvpe.decode(salience)
    low = 10 * 2 ** (1997.3794084376191 / 1200)
    assert f0.tolist() == pytest.approx([low, low * 2 ** (359 * 20 / 1200), 0, 0])
    salience[0, 1] = 0.9  # halfway between two bins of 20 cents
    assert rmvpe.decode(salience)[0] == pytest.approx(low * 2 ** (10 / 1200))


# ---------------------------------------------------------------- one grid


def test_frames_are_centred_every_10_ms() -> None:
    """A click at sample 160 k is loudest in frame k, and frames on its two sides see it alike."""
    engine = rmvpe.Rmvpe(network(random_weights(TINY)))
    for frame in (20, 37):
        audio = np.zeros(RATE, np.float32)
        audio[160 * frame] = 1
        level = engine.mel(Sound(audio), 0, 101).exp().mean(0).numpy()
        assert level.argmax() == frame
        assert level[frame - 3 : frame] == pytest.approx(level[frame + 3 : frame : -1], rel=1e-4)


def test_a_later_sound_has_its_pitch_later() -> None:
    """The grid of the pooling is 32 frames: the same sound 32 frames later gives the same numbers."""
    net = network(random_weights(TINY))
    torch.nn.init.zeros_(net.fc[0].gru.weight_hh_l0)  # no memory of what came before
    torch.nn.init.zeros_(net.fc[0].gru.weight_hh_l0_reverse)
    for name in ("weight_ih_l0", "weight_ih_l0_reverse"):
        getattr(net.fc[0].gru, name)[TINY.hidden : 2 * TINY.hidden] = 0
    engine = rmvpe.Rmvpe(net)
    sound = song(4)
    late = np.concatenate([np.zeros(32 * 160, np.float32), sound])
    early = engine.salience(engine.mel(Sound(sound), 0, 401))
    later = engine.salience(engine.mel(Sound(late), 0, 433))
    assert close(early[130:270], later[162:302]) < 1e-4 < close(early[130:270], later[130:270])


# ---------------------------------------------------------------- a recording


@pytest.mark.parametrize("network_sizes", [TINY, replace(TINY, gru=2)], ids=["one layer", "two"])
@pytest.mark.parametrize("in_memory", [1 << 10, 1 << 30], ids=["on disk", "in memory"])
def test_long_audio_goes_in_chunks_on_the_networks_grid(
    monkeypatch: pytest.MonkeyPatch, network_sizes: Sizes, in_memory: int
) -> None:
    """This GRU remembers for more than ten seconds: chunks with a new state each differ in Hz."""
    install(random_weights(network_sizes))
    monkeypatch.setattr(rmvpe, "IN_MEMORY", in_memory)
    audio = song(26)
    whole = estimate_f0(audio, RATE, "rmvpe")
    free_models()
    monkeypatch.setattr(rmvpe, "WHOLE", 1000)
    monkeypatch.setattr(rmvpe, "CHUNK", 640)
    sizes = []
    real = rmvpe.Rmvpe.features

    def features(self: rmvpe.Rmvpe, mel: torch.Tensor) -> torch.Tensor:
        sizes.append(mel.shape[1])
        return real(self, mel)

    monkeypatch.setattr(rmvpe.Rmvpe, "features", features)
    chunked = estimate_f0(audio, RATE, "rmvpe")
    assert len(sizes) == 5 and max(sizes) <= 640 + 2 * rmvpe.CONTEXT
    assert (whole > 0).mean() > 0.9 and len(np.unique(whole)) > 500
    assert np.abs(chunked / whole - 1).max() < 1e-5


@pytest.mark.parametrize("frames", [1, 31, 32, 6400, 6401, 6720, 10241, 360001])
def test_chunks_cover_every_frame_once(frames: int) -> None:
    spans = list(rmvpe.spans(frames))
    assert spans[0][0] == 0 and spans[-1][1] == spans[-1][3] == frames
    assert [a[1] for a in spans[:-1]] == [b[0] for b in spans[1:]]
    assert all(first % 32 == 0 and last - first <= rmvpe.WHOLE for _, _, first, last in spans)
    assert len(spans) == 1 if frames <= rmvpe.WHOLE else len(spans) > 1


def test_several_recordings_at_once_are_as_each_alone() -> None:
    install(random_weights(TINY))
    sounds = [song(3.1), song(1.0), np.zeros(RATE, np.float32), song(2.0)[:300], song(2.0)[:500]]
    alone = [estimate_f0(sound, RATE, "rmvpe", threshold=None) for sound in sounds]
    together = estimate_together(sounds, "rmvpe", "cpu")
    assert together is not None and estimate_together(sounds, "pm", "cpu") is None
    assert any(f0.any() for f0 in alone)
    for one, other in zip(alone, together, strict=True):
        assert one.shape == other.shape and one.dtype == other.dtype
        np.testing.assert_allclose(one, other, rtol=1e-4)


@pytest.mark.parametrize("samples", [0, 320, 512, 513, 1600])
def test_short_audio(samples: int) -> None:
    install(random_weights(TINY))
    f0 = estimate_f0(song(1)[:samples], RATE, "rmvpe")
    assert f0.shape == (samples // 160 + 1,) and np.isfinite(f0).all()
    assert f0.any() == (samples > 512)


def test_threshold_fast_and_cancel() -> None:
    install(random_weights(TINY))
    audio = song(2)
    exact = estimate_f0(audio, RATE, "rmvpe")
    assert exact.all() and not estimate_f0(audio, RATE, "rmvpe", threshold=1).any()
    fast = estimate_f0(audio, RATE, "rmvpe", precision="fast")
    assert np.median(np.abs(1200 * np.log2(fast / exact))) < 5
    with pytest.raises(BadInput, match="precision"):
        estimate_f0(audio, RATE, "rmvpe", precision="half")
    with pytest.raises(BadInput, match="threshold"):
        estimate_f0(audio, RATE, "rmvpe", threshold=3)

    class Report:
        def progress(self, done: float, total: float, stage: str) -> None:
            raise Cancelled

        def warn(self, message: Message) -> None: ...

    with pytest.raises(Cancelled):
        estimate_f0(audio, RATE, "rmvpe", report=Report())


# ---------------------------------------------------------------- its file


def test_missing_weights_say_where_to_get_them() -> None:
    assert "rmvpe" not in available_methods() and resolve_method("auto") == "fcpe"
    with pytest.raises(UserError, match="needed and not here yet"):
        estimate_f0(song(1), RATE, "rmvpe")
    install(random_weights(TINY))
    assert "rmvpe" in available_methods() and resolve_method("auto") == "rmvpe"


def test_every_layout_gives_the_same_network() -> None:
    """Bare or under `model`, zip or the older layout, half or full precision, with or without counters."""
    weights = OrderedDict((name, value.half() if value.is_floating_point() else value)
                          for name, value in random_weights(TINY).items())  # fmt: skip
    bare = OrderedDict((name, value) for name, value in weights.items() if "tracked" not in name)
    roots: list[tuple[Any, dict[str, Any]]] = [
        (weights, {}),
        ({"model": weights, "step": 3}, {}),
        (bare, {"_use_new_zipfile_serialization": False}),
        ({name: value.float() for name, value in bare.items()}, {}),
        ({name: value.bfloat16() if value.dim() == 0 else value for name, value in bare.items()}, {}),
    ]
    audio, results = song(1), []
    for root, how in roots:
        install(root, **how)
        free_models()
        results.append(estimate_f0(audio, RATE, "rmvpe"))
    assert results[0].any()
    assert all(np.array_equal(results[0], result) for result in results[1:])


def test_a_new_file_is_read_anew() -> None:
    audio = song(1)
    install(random_weights(TINY, seed=1))
    before = estimate_f0(audio, RATE, "rmvpe")
    path = install({**random_weights(TINY, seed=2), "fc.1.bias": torch.zeros(360) - 9})
    assert path == find("rmvpe")
    assert not np.array_equal(estimate_f0(audio, RATE, "rmvpe"), before)


def broken(what: str) -> dict[str, Any]:
    weights: dict[str, Any] = dict(random_weights(TINY))
    if what == "missing":
        del weights["cnn.bias"]
    elif what == "unknown":
        weights["unet.extra"] = torch.zeros(2)
    elif what == "shape":
        weights["fc.1.weight"] = torch.zeros(361, 16)
    elif what == "type":
        weights["fc.1.bias"] = torch.zeros(360, dtype=torch.int32)
    elif what == "nan":
        weights["unet.decoder.layers.4.conv1.0.weight"][0, 0, 0, 0] = torch.nan
    elif what == "other":
        weights = {"emb.weight": torch.zeros(3, 3)}
    elif what == "huge":
        weights["unet.encoder.layers.0.conv.0.conv.0.weight"] = torch.zeros(4096, 1, 3, 3)
    return weights


@pytest.mark.parametrize(
    ("what", "says"),
    [
        ("missing", "lacks 1 of RMVPE's weights .such as cnn.bias."),
        ("unknown", "does not have .such as unet.extra."),
        ("shape", "holds fc.1.weight as 361x16 float32 where RMVPE needs 360x16"),
        ("type", "holds fc.1.bias as 360 int32"),
        ("nan", "not finite .unet.decoder.layers.4.conv1.0.weight."),
        ("other", "is not an RMVPE pitch model"),
        ("huge", "is not an RMVPE pitch model"),
    ],
)
def test_a_wrong_file_is_refused_in_one_sentence(what: str, says: str) -> None:
    install(broken(what))
    with pytest.raises(BadInput, match=f"^rmvpe.pt .*{says}"):
        estimate_f0(song(1), RATE, "rmvpe")


def test_a_file_that_is_no_model_is_refused() -> None:
    path = install([1, 2, 3])
    with pytest.raises(BadInput, match="is not an RMVPE pitch model"):
        rmvpe.load_network(path)
    path.write_bytes(b"<html>not found</html>")
    with pytest.raises(BadInput, match="web page"):
        rmvpe.load_network(path)
    install(random_weights(TINY))
    path.write_bytes(path.read_bytes()[:-2000])
    with pytest.raises(BadInput, match="damaged"):
        rmvpe.load_network(path)
