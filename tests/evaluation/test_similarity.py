"""The speaker judge against Resemblyzer itself, and on voices that are and are not the same."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

import numpy as np
import pytest

from rvcdesk.audio.files import decode
from rvcdesk.evaluation import similarity
from rvcdesk.evaluation.similarity import SpeakerJudge, partial_starts, trim

ROOT = Path(__file__).resolve().parents[2]


@pytest.fixture(scope="module")
def judge() -> SpeakerJudge:
    found = SpeakerJudge.find()
    if found is None:
        pytest.skip("the speaker encoder is not installed (pip install --no-deps Resemblyzer==0.1.4)")
    return found


@pytest.fixture(scope="module")
def golden() -> dict[str, np.ndarray]:
    data = json.loads((ROOT / "tests/data/resemblyzer-golden.json").read_text(encoding="utf-8"))
    return {name: np.array(data[name], np.float32) for name in ("whole", "trimmed")}


def speech(name: str, seconds: float = 30) -> np.ndarray:
    return decode(ROOT / f"resources/sample/{name}.flac", frames=round(seconds * 16000), mono=True)[0]


def test_embeds_like_resemblyzer(
    judge: SpeakerJudge, golden: dict[str, np.ndarray], monkeypatch: pytest.MonkeyPatch
) -> None:
    with monkeypatch.context() as patch:
        patch.setattr(similarity, "trim", lambda sound: sound)
        assert judge.similarity(judge.embed(speech("carlo_01"), 16000), golden["whole"]) > 0.9999
    # Our own trimming of silence is near to theirs, and nearer than none.
    trimmed = judge.similarity(judge.embed(speech("carlo_01"), 16000), golden["trimmed"])
    assert trimmed > 0.997
    assert trimmed > judge.similarity(golden["whole"], golden["trimmed"])


def test_tells_voices_apart(judge: SpeakerJudge) -> None:
    carlo, again = (judge.embed(speech(name, 15), 16000) for name in ("carlo_01", "carlo_02"))
    singer = judge.embed(speech("sung_line", 15), 16000)
    assert judge.similarity(carlo, again) > 0.93
    assert judge.similarity(carlo, singer) < 0.75


def test_tells_speakers_apart(judge: SpeakerJudge, shared: Path) -> None:
    def voices(who: str) -> list[np.ndarray]:
        files = sorted((shared / "data" / who).glob("*.flac"))[:3]
        return [judge.embed(*decode(file, frames=12 * 44100, mono=True)) for file in files]

    woman, man = voices("speaker_a"), voices("speaker_b")
    same = [judge.similarity(x, y) for group in (woman, man) for x in group for y in group if x is not y]
    other = [judge.similarity(x, y) for x in woman for y in man]
    assert min(same) > max(other) + 0.15


def test_level_rate_and_silence_hardly_matter(judge: SpeakerJudge) -> None:
    sound = speech("carlo_01", 8)
    plain = judge.embed(sound, 16000)
    quiet = judge.embed(sound * 0.01, 16000)
    assert judge.similarity(quiet, judge.embed(sound * 0.003, 16000)) > 0.9999
    # The encoder hears loudness a little, and only what is quiet is brought up.
    assert judge.similarity(plain, quiet) > 0.97
    assert judge.similarity(plain, judge.embed(np.repeat(sound, 3), 48000)) > 0.98
    assert judge.similarity(plain, judge.embed(np.pad(sound, 32000), 16000)) > 0.99


@pytest.mark.parametrize(
    "sound",
    [np.zeros(0, np.float32), np.zeros(16000, np.float32), np.full(16000, np.nan, np.float32)],
    ids=["nothing", "silence", "no numbers"],
)
def test_no_voice_is_like_nobody(judge: SpeakerJudge, sound: np.ndarray) -> None:
    heard = judge.embed(sound, 16000)
    assert heard.shape == (256,)
    assert judge.similarity(heard, judge.embed(speech("carlo_01", 3), 16000)) == 0


def test_a_short_sound_is_padded(judge: SpeakerJudge) -> None:
    assert np.linalg.norm(judge.embed(speech("carlo_01", 2)[16000:22000], 16000)) == pytest.approx(
        1, abs=1e-5
    )


def test_reference_of_pieces_files_and_samples(
    judge: SpeakerJudge, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    sound = speech("carlo_01", 24)
    rows = list(sound.reshape(8, -1))
    paths = [tmp_path / f"{index}.npz" for index in range(8)]
    for path, row in zip(paths, rows, strict=True):
        np.savez(path, wave=row)
    reference = judge.reference(rows, 16000)
    assert np.array_equal(judge.reference(paths, 16000), reference)
    assert judge.similarity(reference, judge.embed(sound, 16000)) > 0.97
    file = judge.reference([ROOT / "resources/sample/carlo_01.flac"])
    assert judge.similarity(reference, file) > 0.95
    assert not judge.reference([]).any()

    # However many there are, only some are listened to, spread over all.
    heard: list[int] = []
    monkeypatch.setattr(
        judge, "embed", lambda audio, rate: heard.append(int(audio[0])) or np.ones(256, np.float32)
    )
    judge.reference([np.full(10, index, np.float32) for index in range(1000)], 16000)
    assert len(heard) == similarity.MOST_SOUNDS
    assert heard[0] < 32 and heard[-1] > 968 and max(np.diff(heard)) <= 32


def test_none_without_weights_and_with_others(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    import torch

    assert "resemblyzer" not in sys.modules
    package = tmp_path / "resemblyzer"
    package.mkdir()
    (package / "__init__.py").write_text("raise SystemExit('imported')")
    spec = similarity.importlib.util.spec_from_file_location("resemblyzer", package / "__init__.py")
    monkeypatch.setattr(similarity.importlib.util, "find_spec", lambda name: None)
    assert SpeakerJudge.find() is None
    monkeypatch.setattr(similarity.importlib.util, "find_spec", lambda name: spec)
    assert SpeakerJudge.find() is None
    torch.save({"model_state": {"linear.weight": torch.zeros(2, 2)}}, package / "pretrained.pt")
    assert SpeakerJudge.find() is None
    (package / "pretrained.pt").write_bytes(b"PK not really")
    assert SpeakerJudge.find() is None


def test_finding_does_not_import_the_package(judge: SpeakerJudge) -> None:
    code = (
        "import sys; from rvcdesk.evaluation.similarity import SpeakerJudge; "
        "assert SpeakerJudge.find(); print({'resemblyzer', 'librosa', 'webrtcvad'} & set(sys.modules))"
    )
    done = subprocess.run([sys.executable, "-c", code], cwd=ROOT, capture_output=True, text=True)
    assert done.stdout.strip() == "set()", done.stderr


def test_partials_cover_a_sound() -> None:
    assert partial_starts(10) == [0]
    assert partial_starts(25600) == [0]
    starts = partial_starts(10 * 16000)
    assert set(np.diff(starts)) == {77}
    # The last one is at least three quarters within the sound, and the next would not be.
    assert 1000 - starts[-1] >= 120 > 1000 - starts[-1] - 77


def test_trim_keeps_words_and_drops_pauses() -> None:
    draw = np.random.default_rng(1)
    word = (0.1 * draw.standard_normal(16000)).astype(np.float32)
    pause = (1e-4 * draw.standard_normal(32000)).astype(np.float32)
    kept = trim(np.concatenate([pause, word, pause, word, pause]))
    assert 32000 <= kept.size <= 32000 + 4 * 6 * 480
    assert np.sum(kept**2) == pytest.approx(2 * np.sum(word**2), rel=0.01)
