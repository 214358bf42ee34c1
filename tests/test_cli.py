"""The command line as a user and a script see it: exit codes, one-line errors, JSON."""

from __future__ import annotations

import json
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from rvcdesk import cli
from rvcdesk.audio.files import decode
from rvcdesk.commands import convert, demo, train
from rvcdesk.events import read_events

ROOT = Path(__file__).resolve().parents[1]


def run(capsys: pytest.CaptureFixture[str], *words: object) -> tuple[int, str, str]:
    code = cli.main([str(word) for word in words])
    captured = capsys.readouterr()
    return code, captured.out, captured.err


@pytest.fixture(autouse=True)
def priority_stays(monkeypatch: pytest.MonkeyPatch) -> None:
    """The command lowers its own priority; the test process keeps its own."""
    for command in (convert, demo, train):
        monkeypatch.setattr(command, "lower_priority", lambda: None)


def test_clean_prints_the_contracts_document(
    capsys: pytest.CaptureFixture[str], sample: Path, tmp_path: Path
) -> None:
    messy = sample / "messy_carlo.flac"
    code, out, err = run(capsys, "clean", messy, "--out", tmp_path / "czyste ż", "--json")
    assert (code, err) == (0, "")
    document = json.loads(out)
    assert set(document) == {"file", "duration_s", "kept", "flagged"}
    assert document["duration_s"] == pytest.approx(71.9, abs=0.1)
    kept = document["kept"]
    assert all(start < end for start, end in kept) and kept == sorted(kept)
    assert all(
        set(item) == {"start_s", "end_s", "kind", "confidence", "action"} for item in document["flagged"]
    )
    silences = [item for item in document["flagged"] if item["kind"] == "silence"]
    assert len(silences) >= 3
    samples, rate = decode(tmp_path / "czyste ż" / "messy_carlo.wav")
    assert samples.shape[1] / rate == pytest.approx(sum(end - start for start, end in kept), abs=0.001)
    labels = (tmp_path / "czyste ż" / "messy_carlo.labels.txt").read_text(encoding="utf-8").splitlines()
    assert len(labels) == len(document["flagged"])
    code, out, _ = run(capsys, "clean", messy, sample / "carlo_01.flac", "--accept", "", "--json")
    assert [len(item["kept"]) for item in json.loads(out)] == [1, 1]


def test_train_resume_and_convert(capsys: pytest.CaptureFixture[str], tmp_path: Path, sample: Path) -> None:
    (tmp_path / "głos").mkdir()
    shutil.copy(sample / "carlo_02.flac", tmp_path / "głos")
    (tmp_path / "głos" / "notatka.wav").write_text("not audio", encoding="utf-8")
    train = ["train", tmp_path / "głos", "--project", tmp_path / "p", "--name", "ala", "--preset", "draft"]
    train += ["--f0", "pm", "--steps", 2, "--batch-size", 2, "--threads", 1, "--save-every-steps", 1]
    code, out, err = run(capsys, *train)
    assert code == 0, err
    assert "notatka.wav" in err and "No base model" in err
    events, _ = read_events(tmp_path / "p" / "runs" / "ala" / "events.jsonl")
    assert events[-1]["event"] == "done"
    code, _, err = run(capsys, *train)
    assert code == 2 and "already" in err and err.count("\n") == 1
    code, _, err = run(capsys, "train", tmp_path / "p", "--name", "ala", "--resume", "--steps", 3)
    assert code == 2 and "steps" in err
    code, _, err = run(capsys, "train", tmp_path / "p", "--name", "ala", "--resume", "--steps", 2)
    assert code == 0
    song = sample / "sung_line.flac"
    convert = [
        "convert",
        song,
        "--voice",
        tmp_path / "p",
        "--out",
        tmp_path / "cover.wav",
        "--f0",
        "pm",
        "--json",
    ]
    code, out, err = run(capsys, *convert)
    assert code == 0, err
    assert json.loads(out)[0]["audio_s"] == pytest.approx(decode(song)[0].shape[1] / 16000)
    assert decode(tmp_path / "cover.wav")[0].shape[1] == 2 * decode(song)[0].shape[1]
    code, out, _ = run(capsys, "inspect", tmp_path / "p" / "voice" / "ala.pth", "--json")
    facts = json.loads(out)
    assert (
        code == 0 and facts["kind"] == "voice" and facts["sample_rate"] == 32000 and facts["f0"] in (True, 1)
    )
    assert facts["content"] == "whisper-base" and facts["problems"] == []


def test_errors_are_one_line_and_exit_2(capsys: pytest.CaptureFixture[str], tmp_path: Path) -> None:
    (tmp_path / "x.wav").write_text("x", encoding="utf-8")
    (tmp_path / "x.pth").write_text("x", encoding="utf-8")
    for words in (
        ["clean", tmp_path / "x.wav"],
        ["clean", tmp_path / "nie ma.wav"],
        ["train", tmp_path / "nowhere"],
        ["train", tmp_path],
        ["train", tmp_path / "x.wav", "--project", tmp_path / "p", "--name", "a"],
        ["convert", tmp_path / "x.wav", "--voice", tmp_path / "x.pth", "--out", tmp_path / "o.wav"],
        ["inspect", tmp_path / "nothing"],
        ["train", tmp_path, "--project", tmp_path / "q", "--epochs", 0],
        ["demo", "--steps", -1],
    ):
        code, out, err = run(capsys, *words)
        assert code == 2 and out == "" and err.startswith("rvcdesk: ") and err.count("\n") == 1, (words, err)
    assert run(capsys, "inspect", tmp_path / "x.pth")[0] == 2
    assert run(capsys, "nonsense")[0] == 2
    assert run(capsys, "--version")[0] == 0 and run(capsys)[0] == 0


def test_help_is_quick_to_import() -> None:
    code = "import sys; from rvcdesk import cli; cli.main(['--help']); sys.exit('torch' in sys.modules)"
    assert (
        subprocess.run([sys.executable, "-c", code], stdout=subprocess.DEVNULL, check=False).returncode == 0
    )
