"""Preparation: what is computed anew and what not, how it stops, and what it does with damage."""

from __future__ import annotations

import json
import os
import shutil
import time
from collections.abc import Callable
from pathlib import Path

import numpy as np
import pytest

from rvcdesk.audio.files import decode, write
from rvcdesk.content.whisper import WhisperEncoder
from rvcdesk.jobs import Cancelled
from rvcdesk.messages import BadInput, Message, UserError
from rvcdesk.project import Project
from rvcdesk.training.data import features, pieces
from rvcdesk.training.data.ahead import Ahead
from rvcdesk.training.data.stretch_store import UNWANTED_AFTER_S
from rvcdesk.training.prepare import Prepared, prepare, summarise
from tests.helpers.trained import ROOT, small

RATE = 16000


class Told:
    """A reporter that remembers, and stops when `stop` says so."""

    def __init__(self, stop: Callable[[float], bool] = lambda done: False) -> None:
        self.said: list[tuple[float, float, str]] = []
        self._stop = stop

    def progress(self, done: float, total: float, stage: str) -> None:
        self.said.append((done, total, stage))
        if self._stop(done):
            raise Cancelled

    def warn(self, message: Message) -> None:
        raise AssertionError(message)


@pytest.fixture(autouse=True)
def short_stretches(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(pieces, "STRETCH_S", 8.0)


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A project with two recordings, of 19 s and of 4 s."""
    with Project.create(tmp_path / "Głos") as project:
        for name, start, seconds in (("długie", 0, 19), ("krótkie", 19, 4)):
            project.add_recording(recording(tmp_path, name, start, seconds))
    return tmp_path / "Głos"


def recording(folder: Path, name: str, start: int, seconds: int) -> Path:
    samples, rate = decode(ROOT / "resources/sample/carlo_01.flac", start=start * RATE, frames=seconds * RATE)
    write(folder / f"{name}.wav", samples, rate)
    return folder / f"{name}.wav"


@pytest.fixture
def heard(monkeypatch: pytest.MonkeyPatch) -> list[float]:
    """Seconds of everything that the content encoder was given."""
    lengths: list[float] = []
    encode = WhisperEncoder.encode

    def listening(self: WhisperEncoder, audio: np.ndarray, *more: object) -> object:
        lengths.append(len(audio) / RATE)
        return encode(self, audio, *more)  # type: ignore[arg-type]

    monkeypatch.setattr(WhisperEncoder, "encode", listening)
    return lengths


def contents(prepared: Prepared) -> list[tuple[bytes, ...]]:
    loaded = [np.load(path) for path in (*prepared.files, prepared.mute)]
    return [tuple(data[name].tobytes() for name in ("wave", "content", "f0")) for data in loaded]


def leftovers(folder: Path) -> list[Path]:
    return [path for path in (folder / "cache").rglob("*") if ".tmp" in path.name]


def test_only_what_changed_is_prepared_anew(folder: Path, heard: list[float], tmp_path: Path) -> None:
    first = prepare(small(folder), "pm")
    assert len(heard) == 5 and heard[-1] == 3.0, "three stretches, one of the short recording, and silence"
    assert [place.name for place in first.places] == sorted(place.name for place in first.places)
    assert all(a.start_s < b.start_s for a, b in zip(first.places, first.places[1:], strict=False)
               if a.clip == b.clip)  # fmt: skip
    assert len(first.files) == len(first.places) == len(set(first.files)) and first.mute.is_file()
    for path, place in zip(first.files, first.places, strict=True):
        assert len(np.load(path)["f0"]) / 100 == pytest.approx(place.end_s - place.start_s, abs=0.03)
    heard.clear()
    assert prepare(small(folder), "pm") == first and not heard

    with Project.open(folder) as project:
        project.add_recording(recording(tmp_path, "nowe", 23, 2))
    second = prepare(small(folder), "pm")
    assert heard == [2.0, 3.0] and second.key != first.key
    assert second.files[: len(first.files)] == first.files and len(second.files) > len(first.files)
    heard.clear()
    with Project.open(folder) as project:
        project.clips[0].cut(17 * RATE, 18 * RATE)
    third = prepare(small(folder), "pm")
    assert len(heard) == 2, "the last stretch of the first recording, and silence"
    assert set(third.files) & set(first.files) and third.key not in (first.key, second.key)
    heard.clear()
    with Project.open(folder) as project:
        project.clips[0].undo()
    assert prepare(small(folder), "pm") == second and not heard, "an undone edit comes back at once"


def test_the_name_is_of_recordings_edits_and_options(folder: Path) -> None:
    keys = [prepare(small(folder), "pm").key, prepare(small(folder), "none").key]
    keys.append(prepare(small(folder, dialect="2026"), "pm").key)
    with Project.open(folder) as project:
        project.clips[0].rename("inaczej")
        project.clips[0].set_channel("left")
    renamed = prepare(small(folder), "pm")
    assert len({*keys, renamed.key}) == 4
    assert {place.name for place in renamed.places} == {"inaczej", "krótkie"}
    moved = shutil.copytree(folder, folder.with_name("gdzie indziej"))
    assert prepare(small(moved), "pm").key == renamed.key


def test_what_is_done_stays_done_when_it_is_stopped(folder: Path, heard: list[float]) -> None:
    whole = contents(prepare(small(folder), "pm"))
    shutil.rmtree(folder / "cache" / "prepared")
    heard.clear()
    told = Told(stop=lambda done: len(heard) == 3)
    with pytest.raises(Cancelled):
        prepare(small(folder), "pm", report=told)
    stretches = folder / "cache" / "prepared" / "stretches"
    assert len(list(stretches.iterdir())) == 2 and not leftovers(folder)
    torn = stretches / ".0123456789.abc.tmp"  # as a kill leaves it
    torn.mkdir()
    heard.clear()
    again = prepare(small(folder), "pm")
    assert len(heard) == 3 and contents(again) == whole
    os.utime(torn, (0, time.time() - 2 * UNWANTED_AFTER_S))
    (again.folder / "pieces.json").unlink()
    prepare(small(folder), "pm")
    assert not torn.exists()


@pytest.mark.parametrize("harm", ["cut short", "one bit", "gone", "no record", "other record"])
def test_a_damaged_file_is_made_anew(
    folder: Path, heard: list[float], harm: str, caplog: pytest.LogCaptureFixture
) -> None:
    prepared = prepare(small(folder), "pm")
    whole = contents(prepared)
    heard.clear()
    path = prepared.files[1]
    record = path.with_name("stretch.json")
    data = bytearray(path.read_bytes())
    if harm == "cut short":
        path.write_bytes(data[:-100])
    elif harm == "one bit":
        data[len(data) // 2] ^= 1
        path.write_bytes(data)
    elif harm == "gone":
        path.unlink()
    elif harm == "no record":
        record.unlink()
    else:
        record.write_text(json.dumps({"files": {}, "pieces": [], "unused": []}))
        (record.with_name("f0.npy")).unlink()
    again = prepare(small(folder), "pm")
    if harm != "other record":  # an empty stretch is one, too
        assert contents(again) == whole and len(heard) == 2
        assert any("damaged" in item.getMessage() for item in caplog.records)


def test_a_list_that_is_damaged_or_of_another_version_is_not_read(folder: Path, heard: list[float]) -> None:
    prepared = prepare(small(folder), "pm")
    heard.clear()
    manifest = prepared.folder / "pieces.json"
    whole = json.loads(manifest.read_text(encoding="utf-8"))
    others: tuple[dict[str, object], ...] = ({"version": 1}, {"stretches": [[9, "x"]]}, {"f0": 3})
    for text in ("{", "[]", *({**whole, **other} for other in others)):
        manifest.write_text(text if isinstance(text, str) else json.dumps(text), encoding="utf-8")
        assert prepare(small(folder), "pm") == prepared
    prepared.mute.write_bytes(b"")
    assert prepare(small(folder), "pm") == prepared and set(heard) == {3.0}, "only silence is heard again"


def test_an_error_in_a_thread_names_the_recording(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    hear = features.resample

    def failing(audio: np.ndarray, rate: int, to: int) -> np.ndarray:
        if len(audio) == 4 * RATE:
            raise MemoryError("7 GiB")
        return hear(audio, rate, to)

    monkeypatch.setattr(features, "resample", failing)
    with pytest.raises(UserError, match=r"krótkie could not be prepared \(MemoryError: 7 GiB\)"):
        prepare(small(folder), "pm")
    assert len(list((folder / "cache" / "prepared" / "stretches").iterdir())) == 3 and not leftovers(folder)
    (folder / "recordings" / "krótkie.wav").unlink()
    with pytest.raises(BadInput, match=r"krótkie\.wav.* is gone"):
        prepare(small(folder), "pm")


def test_progress_moves_inside_a_stretch(folder: Path) -> None:
    told = Told()
    prepare(small(folder), "fcpe", report=told)
    done = [item[0] for item in told.said]
    assert done == sorted(done) and done[-1] == pytest.approx(23.0)
    assert len({round(value, 2) for value in done}) > 4, "more than the ends of four stretches"
    assert {item[1:] for item in told.said} == {(told.said[0][1], "Preparing recordings")}


def test_pitch_of_several_stretches_at_once(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    from rvcdesk.pitch import estimate

    whole = contents(prepare(small(folder), "fcpe"))
    shutil.rmtree(folder / "cache")
    batches: list[int] = []

    def together(sounds: list[np.ndarray], method: str, device: str) -> list[np.ndarray]:
        batches.append(len(sounds))
        return [estimate.estimate_f0(sound, RATE, method, device) for sound in sounds]

    class OnAGpu(features.Features):
        def __init__(self, *args: object) -> None:
            super().__init__(*args)  # type: ignore[arg-type]
            self.together = 3

    monkeypatch.setattr("rvcdesk.training.prepare.Features", OnAGpu)
    monkeypatch.setattr(estimate, "estimate_together", together)
    assert contents(prepare(small(folder), "fcpe")) == whole and batches == [3, 1]


def test_features_that_are_no_numbers_are_left_out(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    count = len(prepare(small(folder), "none").files)
    shutil.rmtree(folder / "cache")
    encode = WhisperEncoder.encode

    def broken(self: WhisperEncoder, audio: np.ndarray, *more: object) -> object:
        content = encode(self, audio, *more).clone()  # type: ignore[arg-type]
        if len(audio) != 3 * RATE:  # silence
            content[10] = np.nan
        return content

    monkeypatch.setattr(WhisperEncoder, "encode", broken)
    prepared = prepare(small(folder), "none")
    assert len(prepared.files) == count - 4 and prepared.left_out >= 4
    assert {item.clip for item in prepared.unused} == {"długie", "krótkie"}
    assert all(np.isfinite(np.load(path)["content"]).all() for path in prepared.files)


def test_the_summary_accounts_for_every_second(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    with Project.open(folder) as project:
        project.clips[0].silence(3 * RATE, 9 * RATE)
        project.clips[1].cut(2 * RATE, 4 * RATE - 2000)
    summary = summarise(small(folder))
    prepared = prepare(small(folder), "none")
    assert summary["pieces"] == len(prepared.files)
    assert summary["pieces_s"] == pytest.approx(prepared.seconds, abs=0.5)
    told = [(item["clip"], item["start_s"], item["end_s"], item["reason"]) for item in summary["unused"]]
    assert told == [(item.clip, item.start_s, item.end_s, item.reason) for item in prepared.unused]
    left = {item["reason"]: item["seconds"] for item in summary["unused_s"]}
    assert set(left) >= {pieces.PAUSE, pieces.TOO_SHORT} and left[pieces.TOO_SHORT] == pytest.approx(0.125)
    assert 3 < left[pieces.PAUSE] < 7
    assert summary["used_s"] + sum(left.values()) == pytest.approx(summary["kept_s"], abs=1e-6)
    assert [item["name"] for item in summary["clips"]] == ["długie", "krótkie"]
    assert sum(item["pieces"] for item in summary["clips"]) == summary["pieces"]

    def unread(*args: object) -> None:
        raise AssertionError("a recording was read again")

    with Project.open(folder) as project:
        project.clips[1].restore(0, 4 * RATE)
    monkeypatch.setattr("rvcdesk.training.data.summary.stretches", lambda clip: (
        unread() if clip.name == "długie" else pieces.stretches(clip)))  # fmt: skip
    assert summarise(small(folder))["clips"][1]["used_s"] > summary["clips"][1]["used_s"]


def test_work_ahead_keeps_its_order_and_its_distance() -> None:
    drawn: list[int] = []

    def items() -> object:
        for item in range(20):
            drawn.append(item)
            yield item

    def slow_first(item: int) -> int:
        time.sleep(0.05 if item == 0 else 0)
        if item == 12:
            raise ValueError("twelve")
        return item * item

    with Ahead(items(), slow_first, workers=3) as ahead:  # type: ignore[arg-type, var-annotated]
        taken = ahead.taken(lambda: None)
        for number in range(12):
            assert next(taken) == (number, number * number)
            assert len(drawn) <= number + 6
        with pytest.raises(ValueError, match="twelve"):
            next(taken)
    assert len(drawn) < 20
    with Ahead(range(5), str, workers=2) as all_of_them:
        assert list(all_of_them.taken(lambda: None)) == [(item, str(item)) for item in range(5)]
