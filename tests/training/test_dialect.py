"""The 2026 dialect of a training: in its pitch, its loss, its run and its voice."""

from __future__ import annotations

import dataclasses
from pathlib import Path

import numpy as np
import pytest

from rvcdesk.messages import BadInput
from rvcdesk.training.prepare import prepare
from rvcdesk.training.run import Run
from rvcdesk.training.runs import create_run, read_options
from rvcdesk.voice.voice_header import voice_header
from tests.helpers.trained import small


def test_the_dialect_goes_into_pitch_run_and_voice(
    own_project: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    from rvcdesk.training import run as module

    used: list[str] = []

    class Trainer(module.Trainer):  # type: ignore[name-defined, misc]
        def __init__(self, *args: object, **named: object) -> None:
            super().__init__(*args, **named)  # type: ignore[arg-type]
            used.append(f"{named['dialect']} {self.spectrogram.power_floor} {self.spectrogram.mel_floor}")

    monkeypatch.setattr(module, "Trainer", Trainer)
    options = small(own_project, dialect="2026", steps=1)
    folder = create_run(options)
    assert read_options(folder).dialect == "2026"
    run = Run(folder)
    assert run.train()
    run.close()
    assert used == ["2026 2e-07 2e-06"]
    metadata = voice_header(own_project / "voice" / "voice.safetensors").metadata
    assert (metadata.dialect, metadata.unvoiced) == ("2026", "interpolate")

    classic, lines = (
        prepare(dataclasses.replace(options, dialect=dialect), "pm") for dialect in ("classic", "2026")
    )
    assert classic.folder != lines.folder and classic.f0_median == lines.f0_median
    assert len(classic.files) == len(lines.files)
    for one, other in zip(classic.files, lines.files, strict=True):
        zero, line = np.load(one)["f0"], np.load(other)["f0"]
        assert (line[zero > 0] == zero[zero > 0]).all()
        assert (line > 0).all() if zero.any() else not line.any()


def test_an_unknown_dialect_is_refused(tmp_path: Path) -> None:
    with pytest.raises(BadInput, match="dialect"):
        small(tmp_path, dialect="1999").check()
