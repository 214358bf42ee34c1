"""The pitch verb: tables that read back, facts about them, refusals; by function, engine and command line."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from rvcdesk import cli
from rvcdesk.commands import pitch as command
from rvcdesk.engine import call
from rvcdesk.jobs import SILENT
from rvcdesk.messages import BadInput, UserError
from rvcdesk.pitch.estimate import estimate_f0
from rvcdesk.pitch.track import PitchOptions, track
from tests.helpers.sound import NAME


def recording(folder: Path, name: str, hz: float = 220, rate: int = 22050) -> Path:
    """Stereo: half a second of silence, a second of a tone with harmonics."""
    import soundfile

    time = np.arange(round(1.5 * rate)) / rate
    tone = sum(np.sin(2 * np.pi * k * hz * time) / k for k in range(1, 9)) * 0.1 * (time > 0.5)
    path = folder / f"{name}.wav"
    soundfile.write(path, np.stack([tone, tone], axis=1), rate)
    return path


@pytest.fixture(autouse=True)
def priority_stays(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(command, "lower_priority", lambda: None)


def run(capsys: pytest.CaptureFixture[str], *words: object) -> tuple[int, str, str]:
    code = cli.main(["pitch", *(str(word) for word in words)])
    captured = capsys.readouterr()
    return code, captured.out, captured.err


def test_one_file_on_the_command_line(capsys: pytest.CaptureFixture[str], tmp_path: Path) -> None:
    source, out = recording(tmp_path, NAME), tmp_path / "wyniki 声" / "wysokość.csv"
    code, said, err = run(capsys, source, "--method", "dio", "--out", out, "--repair-octaves", "--json")
    assert (code, err) == (0, "")
    document = json.loads(said)
    assert {name: document[name] for name in ("file", "method", "frames", "out")} == {
        "file": str(source), "method": "dio", "frames": 151, "out": str(out),
    }  # fmt: skip
    assert 90 <= document["voiced"] <= 105
    for name in ("median_hz", "low_hz", "high_hz"):
        assert document[name] == pytest.approx(220, abs=1)
    assert out.read_text(encoding="utf-8").splitlines()[:2] == ["time_s,f0_hz", "0.00,0.000"]
    rows = np.loadtxt(out, delimiter=",", skiprows=1)
    assert np.allclose(rows[:, 0], np.arange(151) / 100)
    assert (rows[:, 1] > 0).sum() == document["voiced"] and not rows[:45, 1].any()


def test_the_table_is_what_estimate_gives(tmp_path: Path, sample: Path) -> None:
    from rvcdesk.audio.files import decode

    source = sample / "sung_line.flac"
    options = PitchOptions((source,), tmp_path / "a.csv", "pm")
    track(options)
    samples, _ = decode(source, rate=16000, mono=True)
    rows = np.loadtxt(options.out, delimiter=",", skiprows=1)
    assert np.abs(rows[:, 1] - estimate_f0(samples, 16000, "pm")).max() < 0.001


def test_several_files_and_silence(capsys: pytest.CaptureFixture[str], tmp_path: Path) -> None:
    import soundfile

    silent = tmp_path / "silent.wav"
    soundfile.write(silent, np.zeros(16000), 16000)
    first, out = recording(tmp_path, "a", 330), tmp_path / "out"
    code, said, _ = run(capsys, first, silent, "--method", "pm", "--out", out)
    assert code == 0
    assert said.splitlines() == [
        f"{out / 'a.csv'}: 330.0 Hz (330.0 to 330.0), {said.split(', ')[1].split(' ')[0]} % voiced, by pm",
        f"{out / 'silent.csv'}: no pitch found, by pm",
    ]
    assert len((out / "silent.csv").read_text(encoding="utf-8").splitlines()) == 102
    documents = track(PitchOptions((first, silent), out, "pm"))
    assert documents[1]["median_hz"] is None and documents[1]["voiced"] == 0


def test_the_engine_has_the_verb(tmp_path: Path) -> None:
    source = recording(tmp_path, "a")
    options = {"inputs": [str(source)], "out": str(tmp_path / "a.csv"), "method": "pm"}
    answer: Any = call("pitch", options, SILENT)
    assert answer[0]["median_hz"] == pytest.approx(220, abs=1)


def test_missing_weights_are_one_sentence(capsys: pytest.CaptureFixture[str], tmp_path: Path) -> None:
    code, out, err = run(capsys, recording(tmp_path, "a"), "--method", "rmvpe", "--out", tmp_path / "x.csv")
    assert (code, out) == (1, "") and err.count("\n") == 1
    assert "is needed and not here yet" in err
    assert not (tmp_path / "x.csv").exists()


def test_refusals(tmp_path: Path) -> None:
    a = recording(tmp_path, "a")
    (tmp_path / "other").mkdir()
    b = recording(tmp_path / "other", "a")
    for options, says in (
        (PitchOptions((), tmp_path), "nothing to find"),
        (PitchOptions((a,), a), "written over"),
        (PitchOptions((a,), tmp_path), "is a folder"),
        (PitchOptions((a, b), tmp_path / "out"), "the same file"),
        (PitchOptions((a,), tmp_path / "x.csv", "pm", filter_radius=9), "filter radius"),
        (PitchOptions((a,), tmp_path / "x.csv", "yin"), "choose one of"),
        (PitchOptions((a,), tmp_path / "x.csv", "fcpe", device="cuda:77"), "no device"),
    ):
        with pytest.raises(BadInput, match=says):
            track(options)
    with pytest.raises(UserError):
        track(PitchOptions((tmp_path / "missing.wav",), tmp_path / "x.csv", "pm"))


def test_no_torch_for_options_and_the_methods_without_a_network(tmp_path: Path) -> None:
    code = (
        "import sys\nfrom pathlib import Path\nfrom rvcdesk.pitch.track import PitchOptions, track\n"
        "assert 'torch' not in sys.modules\n"
        f"track(PitchOptions((Path({str(recording(tmp_path, 'a'))!r}),), Path('x.csv'), 'pm'))\n"
        "assert 'torch' not in sys.modules\n"
    )
    done = subprocess.run([sys.executable, "-c", code], cwd=tmp_path, capture_output=True, text=True)
    assert (done.returncode, done.stderr) == (0, "")
    assert (tmp_path / "x.csv").is_file()
