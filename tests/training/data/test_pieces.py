from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest

from rvcdesk.audio.files import write
from rvcdesk.project import Project
from rvcdesk.training.data import pieces as module
from rvcdesk.training.data.pieces import (
    SHORTEST_S,
    SILENT,
    TOO_SHORT,
    cut_pieces,
    level,
    split_pieces,
    stretches,
)

RATE = 16000


def voice_like(seconds: float, seed: int = 0) -> np.ndarray:
    noise = np.random.default_rng(seed).normal(0, 0.1, round(seconds * RATE))
    return noise.astype(np.float32)


@pytest.fixture
def project(tmp_path: Path) -> Project:
    write(tmp_path / "głos.wav", voice_like(60)[None], RATE)
    project = Project.create(tmp_path / "p")
    project.add_recording(tmp_path / "głos.wav")
    return project


def test_pieces_equal_rvc(shared: Path) -> None:
    """RVC's own preprocess of the golden recording: the same pieces, in order, to the sample count."""
    import json

    from rvcdesk.training.data.slicer import slices
    from rvcdesk.training.prepare import high_pass

    golden = np.load(shared / "parity/dsp/preprocess.npz")
    rows = json.loads((shared / "parity/dsp/preprocess.json").read_text(encoding="utf-8"))["rows"]
    kept = [row for row in rows if row["dir"] == "0_gt_wavs"]
    rate = 40000
    audio = high_pass(golden["audio40k_int16"].astype(np.float32) / 32768, rate)
    own = [
        level(audio[start + int(rate * low) : start + round(rate * high)])
        for start, end in slices(audio, rate)
        for low, high in split_pieces((end - start) / rate)
    ]
    np.testing.assert_allclose(own[0], golden["first_gt"].reshape(-1), atol=1e-4)
    # RVC loses pieces whose number a later slice uses again; every one it kept must be among ours, in order.
    facts = [(len(piece), float(np.abs(piece).max()), float(piece.astype(np.float64).sum())) for piece in own]
    position = 0
    for row in kept:
        wanted = pytest.approx((row["n"], row["peak"], row["sum"]), abs=0.01)
        position = next((at for at in range(position, len(own)) if facts[at] == wanted), len(own)) + 1
        assert position <= len(own), row["file"]


def test_every_kept_second_is_in_a_piece_or_said_to_be_unused(project: Project) -> None:
    clip = project.clips[0]
    clip.cut(RATE * 10, RATE * 11)
    clip.cut(RATE * 11 + 2000, RATE * 30)  # leaves 0.125 s alone
    found, left = zip(*(cut_pieces(stretch) for stretch in stretches(clip)), strict=True)
    pieces, unused = [item for part in found for item in part], [item for part in left for item in part]
    covered = np.zeros(round(clip.kept * 50) + 100, bool)
    for piece in pieces:
        assert SHORTEST_S <= piece.end_s - piece.start_s <= 4.05
        covered[round(piece.start_s * 50) : round(piece.end_s * 50)] = True
    assert [item.reason for item in unused] == [TOO_SHORT]
    assert unused[0].start_s == pytest.approx(11.0) and unused[0].clip == "głos"
    assert covered.sum() / 50 == pytest.approx(clip.kept - 0.125, abs=0.1)
    project.close()


def test_no_piece_reaches_over_a_cut(project: Project) -> None:
    clip = project.clips[0]
    clip.cut(RATE * 20, RATE * 25)
    (stretch,) = stretches(clip)
    join = 20.0
    for piece in cut_pieces(stretch)[0]:
        assert piece.end_s <= join + 0.011 or piece.start_s >= join - 0.011
        place = piece.start_s if piece.start_s < join - 0.011 else piece.start_s + 5
        assert piece.clip_s == pytest.approx(place, abs=0.011)
    project.close()


def test_a_long_span_is_divided_at_its_quietest_place(
    project: Project, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(module, "STRETCH_S", 20.0)
    clip = project.clips[0]
    clip.silence(RATE * 19, RATE * 19 + 800)
    parts = list(stretches(clip))
    assert len(parts) >= 3 and sum(part.audio.size for part in parts) == clip.frames
    assert abs(parts[0].audio.size - RATE * 19 - 400) <= 400
    np.testing.assert_array_equal(
        np.concatenate([part.audio for part in parts]), clip.render(kept_only=True).read(0, clip.frames)[0]
    )
    project.close()


def test_silent_audio_is_said_to_be_silent() -> None:
    assert module.unusable(np.zeros(RATE, np.float32), RATE) == SILENT
    assert module.unusable(voice_like(1) * np.nan, RATE) == module.BROKEN
    assert module.unusable(voice_like(1), RATE) == ""


def test_rvc_lengths() -> None:
    assert split_pieces(3.9) == [(0.0, 3.9)]
    assert split_pieces(10.0) == [
        (0.0, 3.7),
        (3.4000000000000004, 7.1000000000000005),
        (6.800000000000001, 10.0),
    ]
