"""The clean verb without a window: filters, names, labels of every decision."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import numpy as np
import pytest
import soundfile

from rvcdesk.audio.labels import read_rows
from rvcdesk.cleaning import clean as module
from rvcdesk.cleaning.clean import CleanOptions, Detector, clean
from rvcdesk.cleaning.findings import Finding
from rvcdesk.cleaning.sound import Sound
from rvcdesk.cli import main
from rvcdesk.messages import BadInput
from tests.helpers.sound import voice

RATE = 16000


@pytest.fixture
def hummed(tmp_path: Path) -> Path:
    """A voice over a hum of 50 Hz."""
    sound = voice(RATE, 1, 6.0)
    time = np.arange(sound.shape[1]) / RATE
    sound += sum(0.05 / k * np.sin(2 * np.pi * 50 * k * time) for k in (1, 2, 3, 4)).astype(np.float32)
    path = tmp_path / "brzęk ą.wav"
    soundfile.write(path, sound.T, RATE, subtype="FLOAT")
    return path


@pytest.fixture
def found(monkeypatch: pytest.MonkeyPatch) -> Callable[..., None]:
    """Put findings in the place of all detectors."""

    def say(*findings: Finding) -> None:
        def detect(sound: Sound, options: CleanOptions, report: Any) -> list[Finding]:
            return list(findings)

        monkeypatch.setattr(module, "DETECTORS", {"silence": detect})
        monkeypatch.setattr(module, "FINDS", {"silence": tuple(module.KINDS)})
        monkeypatch.setattr(module, "TOGETHER", {})

    return say


def at_50_hz(path: Path) -> float:
    samples, rate = soundfile.read(path)
    spectrum = np.abs(np.fft.rfft(samples * np.hanning(samples.size)))
    return float(20 * np.log10(spectrum[round(50 * samples.size / rate)]))


def test_hum_is_filtered_only_when_it_is_accepted(
    hummed: Path, tmp_path: Path, found: Callable[..., None]
) -> None:
    found(
        Finding(0, 6 * RATE, "hum", 0.9), Finding(RATE, 2 * RATE, "click", 0.8), Finding(0, 99, "knock", 0.2)
    )
    clean(CleanOptions((hummed,), tmp_path / "a"))
    clean(CleanOptions((hummed,), tmp_path / "b", ("hum", "click")))
    plain, filtered = tmp_path / "a" / hummed.name, tmp_path / "b" / hummed.name
    assert soundfile.info(plain).frames == soundfile.info(filtered).frames == 5 * RATE
    assert at_50_hz(filtered) < at_50_hz(plain) - 20
    rows = read_rows(filtered.with_suffix(".labels.txt"))
    assert [row.text for row in rows] == ["knock 20 % kept", "hum 90 % filtered", "click 80 % cut"]
    rows = read_rows(plain.with_suffix(".labels.txt"))
    assert rows[1].text == "hum 90 % kept"
    document = json.loads(filtered.with_suffix(".json").read_text(encoding="utf-8"))
    assert document["kept"] == [[0.0, 1.0], [2.0, 6.0]] and len(document["flagged"]) == 3
    assert sorted(path.name for path in (tmp_path / "b").iterdir()) == [
        "brzęk ą.json", "brzęk ą.labels.txt", "brzęk ą.wav",
    ]  # fmt: skip


def test_two_inputs_of_one_name_are_kept_apart(
    hummed: Path, tmp_path: Path, found: Callable[..., None]
) -> None:
    found()
    other = tmp_path / "inne" / hummed.name
    other.parent.mkdir()
    other.write_bytes(hummed.read_bytes())
    documents = clean(CleanOptions((hummed, other), tmp_path / "out"))
    assert [document["file"] for document in documents] == [str(hummed), str(other)]
    assert {path.name for path in (tmp_path / "out").glob("*.wav")} == {"brzęk ą.wav", "brzęk ą (2).wav"}


def test_one_voice_compares(
    hummed: Path, found: Callable[..., None], monkeypatch: pytest.MonkeyPatch
) -> None:
    found()
    heard: list[int] = []

    def compare(sounds: list[Sound], options: Any, report: Any) -> list[list[Finding]]:
        heard.append(len(sounds))
        return [[Finding(0, 10, "duplicate")] for _ in sounds]

    monkeypatch.setattr(module, "TOGETHER", {"duplicate": compare})
    clean(CleanOptions((hummed, hummed), one_voice=True))
    clean(CleanOptions((hummed, hummed)))
    assert heard == [2, 1, 1]


def test_the_command(hummed: Path, found: Callable[..., None], capsys: pytest.CaptureFixture[str]) -> None:
    found(Finding(RATE, 2 * RATE, "click", 0.7))
    detectors: dict[str, Detector] = module.DETECTORS
    assert list(detectors) == ["silence"]
    assert main(["clean", str(hummed), "--json"]) == 0
    assert json.loads(capsys.readouterr().out)["kept"] == [[0.0, 1.0], [2.0, 6.0]]
    assert main(["clean", str(hummed), str(hummed), "--json", "--confidence", "0.8"]) == 0
    assert [document["kept"] for document in json.loads(capsys.readouterr().out)] == [[[0.0, 6.0]]] * 2
    assert main(["clean", str(hummed)]) == 0
    assert "5.0 s of 6.0 s kept; click 1" in capsys.readouterr().out
    for wrong in (["--confidence", "2"], ["--accept", "dust"]):
        assert main(["clean", str(hummed), *wrong]) == 2
        assert len(capsys.readouterr().err.strip().splitlines()) == 1
    with pytest.raises(BadInput, match="dust"):
        CleanOptions(accept=("dust",)).check()
