"""Every pitch method on one grid: truth, peers' numbers, seams, and odd input."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import numpy as np
import pytest

from rvcdesk.assets.store import models_dir
from rvcdesk.audio.files import decode
from rvcdesk.jobs import Cancelled
from rvcdesk.messages import BadInput, Message
from rvcdesk.pitch.chunks import frame_count, in_chunks, median3
from rvcdesk.pitch.estimate import (
    METHODS,
    available_methods,
    estimate_f0,
    resolve_method,
    rmvpe_available,
)

RATE = 16000
FAST = ("pm", "dio", "fcpe", "crepe-tiny", "harvest")


def glide(rate: int = RATE) -> tuple[np.ndarray, np.ndarray]:
    """A harmonic tone from 110 Hz up an octave in 1.2 s, after 0.4 s of silence; and its Hz per sample."""
    time = np.arange(round(1.6 * rate)) / rate
    hz = 110 * 2 ** ((time - 0.4) / 1.2)
    phase = 2 * np.pi * np.cumsum(hz) / rate
    tone = sum(np.sin(k * phase) / k for k in range(1, 12)) * 0.1
    tone[time < 0.4] = 0
    return tone.astype(np.float32), hz


@pytest.fixture(scope="module")
def speech() -> np.ndarray:
    sample = Path(__file__).resolve().parents[2] / "resources" / "sample"
    samples, _ = decode(next(iter(sorted(sample.glob("carlo_*.flac")))), rate=RATE, mono=True)
    return samples.reshape(-1)[: 6 * RATE]


def peer(shared: Path) -> dict[str, np.ndarray]:
    path = shared / "parity" / "dsp" / "f0_methods_classic.npz"
    if not path.exists():
        pytest.skip(f"{path.name} is not among the large fixtures")
    with np.load(path) as data:
        return dict(data)


# ---------------------------------------------------------------- one grid


@pytest.mark.parametrize("method", FAST)
def test_frames_lie_where_they_should(method: str) -> None:
    audio, hz = glide()
    f0 = estimate_f0(audio, RATE, method)
    assert f0.dtype == np.float32 and f0.shape == (frame_count(audio.size),)
    assert abs(int(np.flatnonzero(f0)[0]) - 40) <= 2
    middle = np.arange(50, 150)
    cents = 1200 * np.log2(f0[middle] / hz[middle * 160])
    assert np.abs(cents).max() < 50
    # The tone rises 10 cents a frame, so a shift by a whole frame would show. CREPE has bins of 20.
    assert abs(np.median(cents)) < 5


def test_any_rate_any_shape() -> None:
    audio, hz = glide(44100)
    f0 = estimate_f0(audio[None], 44100, "pm")
    assert f0.shape == (frame_count(round(audio.size * RATE / 44100)),)
    middle = np.arange(50, 150)
    assert np.abs(1200 * np.log2(f0[middle] / hz[middle * 441])).max() < 20


@pytest.mark.parametrize("method", FAST)
@pytest.mark.parametrize("samples", [0, 1, 159, 160, 330, 1023, 1600])
def test_short_audio(method: str, samples: int) -> None:
    audio = glide()[0][8000 : 8000 + samples]
    f0 = estimate_f0(audio, RATE, method)
    assert f0.shape == (samples // 160 + 1,)
    assert np.isfinite(f0).all() and (f0 >= 0).all()


@pytest.mark.parametrize("method", FAST)
def test_silence_has_no_pitch(method: str) -> None:
    assert not estimate_f0(np.zeros(8000, np.float32), RATE, method).any()
    after = np.concatenate([glide()[0][:12000], np.zeros(16000, np.float32)])
    assert not estimate_f0(after, RATE, method)[85:].any()


@pytest.mark.parametrize("method", ["pm", "dio"])
def test_noise_has_no_pitch(method: str) -> None:
    noise = np.random.default_rng(0).normal(0, 0.05, 8000).astype(np.float32)
    assert not estimate_f0(noise, RATE, method).any()


def test_broken_numbers_do_no_harm() -> None:
    audio = glide()[0]
    audio[9000] = np.nan
    assert np.isfinite(estimate_f0(audio, RATE, "dio")).all()


# ---------------------------------------------------------------- peers' numbers


def test_praat_is_classic_rvcs(shared: Path) -> None:
    data = peer(shared)
    ours, theirs = estimate_f0(data["audio16k"], RATE, "pm"), data["pm_fr3_f0"]
    # RVC has no frames at the ends, where Praat's window would reach beyond the sound.
    assert np.abs(ours[3:298] - theirs[3:298]).max() < 0.01
    assert not theirs[:3].any() and not theirs[298:].any()


def test_world_is_classic_rvcs(shared: Path) -> None:
    data = peer(shared)
    audio = data["audio16k"]
    for ours, theirs in (
        (estimate_f0(audio, RATE, "harvest"), "harvest_fr0_f0"),
        (estimate_f0(audio, RATE, "harvest", filter_radius=3), "harvest_fr3_f0"),
        (estimate_f0(audio, RATE, "dio"), "dio_stonemask_f0"),
    ):
        assert np.abs(ours - data[theirs]).max() < 0.01


def test_crepe_is_classic_rvcs_but_for_its_dice(shared: Path) -> None:
    """The peer adds triangular noise of +-20 cents (standard deviation 8.2; 4.7 after the mean of three).

    That noise was not seeded, so 0.5 Hz cannot hold in every frame; its distribution must be that noise's.
    """
    data = peer(shared)
    ours, theirs = estimate_f0(data["audio16k"][:RATE], RATE, "crepe"), data["crepe_full_first1s_f0"]
    voiced = theirs > 0
    assert np.array_equal(ours > 0, voiced)
    assert (np.abs(ours - theirs) < 0.5).mean() > 0.9
    cents = 1200 * np.log2(ours[voiced] / theirs[voiced])
    assert abs(cents.mean()) < 1.5 and 4 < cents.std() < 5.5 and np.abs(cents).max() < 20


@pytest.mark.parametrize("size", ["tiny", "full"])
def test_crepe_is_torchcrepe_without_dice(
    speech: np.ndarray, size: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    import torch

    torchcrepe = pytest.importorskip("torchcrepe")
    monkeypatch.setattr(torchcrepe.convert, "dither", lambda cents: cents)
    audio = speech[8000 : 12000 if size == "full" else 20000]  # the large one takes 7 s per second
    f0, sure = torchcrepe.predict(
        torch.from_numpy(audio)[None], RATE, 160, 50, 1100, size, batch_size=512, return_periodicity=True
    )
    f0 = torchcrepe.filter.mean(f0, 3)
    f0[torchcrepe.filter.median(sure, 3) < 0.1] = 0
    ours = estimate_f0(audio, RATE, "crepe" if size == "full" else "crepe-tiny")
    assert f0.any()
    assert np.abs(ours - f0[0].numpy()).max() < 0.01


def test_fcpe_is_torchfcpe(speech: np.ndarray, capsys: pytest.CaptureFixture[str]) -> None:
    import torch

    torchfcpe = pytest.importorskip("torchfcpe")
    model = torchfcpe.spawn_bundled_infer_model("cpu")
    theirs = model.infer(torch.from_numpy(speech)[None, :, None], RATE, threshold=0.006)[0, :, 0].numpy()
    capsys.readouterr()
    assert np.abs(estimate_f0(speech, RATE, "fcpe") - theirs).max() < 0.1


# ---------------------------------------------------------------- long audio


@pytest.mark.parametrize("method", ["pm", "dio", "crepe-tiny", "fcpe", "harvest"])
def test_chunks_leave_no_seam(method: str, speech: np.ndarray, monkeypatch: pytest.MonkeyPatch) -> None:
    """5 s in chunks of 1 s against 5 s in one piece."""
    name = METHODS[method].module
    home = __import__(f"rvcdesk.pitch.{name}", fromlist=[name])
    speech = speech[: (3 if method == "crepe-tiny" else 5) * RATE + 777]
    whole = estimate_f0(speech, RATE, method)
    if method == "fcpe":
        monkeypatch.setattr(home, "CHUNK", 100)
    else:
        monkeypatch.setattr(
            home,
            "in_chunks",
            lambda audio, estimate, report, **_: in_chunks(audio, estimate, report, chunk_s=1, context_s=2),
        )
    chunked = estimate_f0(speech, RATE, method)
    differ = np.abs(chunked - whole) > 0.01
    # Harvest has a doubtful frame now and then that hangs on rounding.
    assert differ.sum() <= (2 if method == "harvest" else 0)


def test_chunks_are_bounded_and_reported() -> None:
    sizes, seen = [], []

    class Report:
        def progress(self, done: float, total: float, stage: str) -> None:
            seen.append((done, total))

        def warn(self, message: Message) -> None: ...

    def numbers(part: np.ndarray) -> np.ndarray:
        sizes.append(part.size)
        return part[::160] if part.size % 160 else np.append(part[::160], -1)

    audio = np.arange(200 * RATE + 7, dtype=np.float32)
    f0 = in_chunks(audio, numbers, Report(), chunk_s=60, context_s=2)
    assert np.array_equal(f0, audio[::160])
    assert max(sizes) <= 64 * RATE and len(sizes) == 4
    assert seen[-1] == (20001, 20001) and len(seen) == 5


def test_cancel(speech: np.ndarray) -> None:
    class Report:
        def progress(self, done: float, total: float, stage: str) -> None:
            raise Cancelled

        def warn(self, message: Message) -> None: ...

    for method in ("pm", "fcpe", "crepe"):
        with pytest.raises(Cancelled):
            estimate_f0(speech[:RATE], RATE, method, report=Report())


# ---------------------------------------------------------------- choosing


def test_auto_is_fcpe_until_rmvpe_is_there() -> None:
    assert resolve_method("auto") == "fcpe"
    assert not rmvpe_available() and "rmvpe" not in available_methods()
    weights = models_dir() / "rmvpe" / "rmvpe.pt"
    weights.parent.mkdir(parents=True)
    weights.write_bytes(b"weights")
    assert rmvpe_available() and resolve_method("auto") == "rmvpe" == available_methods()[1]
    weights.unlink()
    assert resolve_method("auto") == "fcpe" and "rmvpe" not in available_methods()


@pytest.mark.parametrize("name", ["yin", "", "__class__"])
def test_unknown_method_is_one_sentence(name: str) -> None:
    with pytest.raises(BadInput, match="choose one of auto, fcpe"):
        estimate_f0(np.ones(1600, np.float32), RATE, name)


def test_filter_radius_is_for_the_jumpy(speech: np.ndarray) -> None:
    plain = estimate_f0(speech[:48000], RATE, "dio")
    smooth = estimate_f0(speech[:48000], RATE, "dio", filter_radius=3)
    assert np.array_equal(smooth, median3(plain)) and not np.array_equal(smooth, plain)
    assert np.array_equal(estimate_f0(speech[:48000], RATE, "dio", filter_radius=2), plain)
    praat = estimate_f0(speech[:48000], RATE, "pm")
    assert np.array_equal(estimate_f0(speech[:48000], RATE, "pm", filter_radius=3), praat)


def test_quiet_and_light() -> None:
    """Nothing on stdout (the engine's protocol), no torch for those who only list or use Praat."""
    code = (
        "import sys, numpy as np\n"
        "from rvcdesk.pitch.estimate import available_methods, estimate_f0\n"
        "tone = np.sin(np.arange(8000) * 0.08).astype('f')\n"
        "estimate_f0(tone, 16000, 'pm'); estimate_f0(tone, 16000, 'dio')\n"
        "assert 'torch' not in sys.modules\n"
        "estimate_f0(tone, 16000, 'fcpe'); estimate_f0(tone, 16000, 'crepe-tiny')\n"
        "assert not {'torchfcpe', 'torchcrepe', 'librosa'} & set(sys.modules)\n"
    )
    done = subprocess.run([sys.executable, "-W", "error", "-c", code], capture_output=True, text=True)
    assert (done.returncode, done.stdout, done.stderr) == (0, "", "")
