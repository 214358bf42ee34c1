"""Silence between known stretches of sound, and on labelled recordings."""

from __future__ import annotations

import json
from pathlib import Path

import numpy as np
import pytest
from numpy.typing import NDArray

from rvcdesk.audio.files import AudioReader
from rvcdesk.cleaning.findings import KINDS, Finding, accepted, kept_spans, merge, to_json
from rvcdesk.cleaning.silence import SilenceOptions, find_silence
from rvcdesk.jobs import Cancelled
from rvcdesk.messages import BadInput

RATE = 16000
Samples = NDArray[np.float32]


class Memory:
    """Samples as a source that counts how much is read at once."""

    def __init__(self, samples: Samples, rate: int = RATE) -> None:
        self.samples, self.rate = np.atleast_2d(samples), rate
        self.frames = self.samples.shape[1]
        self.largest = 0

    def read(self, start: int, frames: int) -> Samples:
        self.largest = max(self.largest, frames)
        return self.samples[:, start : start + frames]


def speech(seconds: float, level: float, seed: int = 0) -> Samples:
    """Syllables: a hummed tone rising and falling four times a second, never quite silent."""
    time = np.arange(round(seconds * RATE)) / RATE
    voice = sum(np.sin(2 * np.pi * 140 * k * time) / k for k in range(1, 12))
    swell = 0.25 + 0.75 * np.abs(np.sin(2 * np.pi * 2 * time + seed))
    return (level * 0.4 * voice * swell).astype(np.float32)


def recording(parts: list[tuple[str, float]], room_db: float = -60.0, level: float = 0.3) -> Samples:
    """Speech ('s') and pauses ('-') of given seconds over white room noise."""
    pieces = [
        speech(seconds, level, index) if kind == "s" else np.zeros(round(seconds * RATE), np.float32)
        for index, (kind, seconds) in enumerate(parts)
    ]
    sound = np.concatenate(pieces)
    room = 10 ** (room_db / 20) * np.random.default_rng(5).standard_normal(sound.size)
    return (sound + room).astype(np.float32)


def seconds(findings: list[Finding], rate: int = RATE) -> list[tuple[float, float]]:
    return [(item.start / rate, item.end / rate) for item in findings]


PARTS = [
    ("-", 1.5),
    ("s", 3.0),
    ("-", 2.0),
    ("s", 4.0),
    ("-", 0.4),
    ("s", 2.0),
    ("-", 1.0),
    ("s", 3.0),
    ("-", 1.0),
]
PAUSES = [(0.0, 1.3), (4.7, 6.3), (13.1, 13.7), (17.1, 17.9)]  # 0.2 s stay beside the speech


@pytest.mark.parametrize("room_db", [-75.0, -60.0, -50.0])
@pytest.mark.parametrize("level", [0.3, 0.1])
def test_pauses_are_found_and_edges_kept(room_db: float, level: float) -> None:
    """Whatever the room and the loudness; the pause of 0.4 s is left alone."""
    found = find_silence(Memory(recording(PARTS, room_db, level)))
    assert np.allclose(seconds(found), PAUSES, atol=0.06)
    assert all(item.kind == "silence" and item.action == "cut" and item.confidence >= 0.5 for item in found)
    assert found[0].start == 0
    assert found[-1].end == round(sum(length for _, length in PARTS) * RATE)


def test_options_mean_what_they_say() -> None:
    source = Memory(recording(PARTS))
    assert len(find_silence(source, SilenceOptions(min_length_s=0.3, pad_s=0.1))) == 5
    assert len(find_silence(source, SilenceOptions(min_length_s=1.2))) == 2
    wide = find_silence(source, SilenceOptions(pad_s=0.4))
    assert np.allclose(seconds(wide)[1], (4.9, 6.1), atol=0.06)
    assert find_silence(source, SilenceOptions(threshold_db=-80)) == []
    assert np.allclose(seconds(find_silence(source, SilenceOptions(threshold_db=-45))), PAUSES, atol=0.06)
    for bad in ({"threshold_db": 0.0}, {"pad_s": -1.0}, {"min_length_s": 99.0}):
        with pytest.raises(BadInput, match=next(iter(bad))):
            SilenceOptions(**bad)


def test_the_noise_floor_may_change() -> None:
    """A fan that starts half-way: pauses are found before and after it."""
    quiet = recording([("s", 4), ("-", 2)] * 6, -62)
    fan = recording([("s", 4), ("-", 2)] * 6, -52)
    found = find_silence(Memory(np.concatenate([quiet, fan])))
    assert len(found) == 12
    assert min(end - start for start, end in seconds(found)) > 1.4


def test_speech_without_pauses_is_left_alone() -> None:
    assert find_silence(Memory(speech(30.0, 0.3))) == []
    noisy = recording([("s", 30.0)], -40)
    assert find_silence(Memory(noisy)) == []


def test_soft_singing_over_no_noise_is_left_alone() -> None:
    """Loud and soft phrases without a pause, 15 dB apart: the soft ones are no noise floor."""
    phrases = [speech(2.0, 0.3), speech(2.0, 0.3 * 10 ** (-15 / 20))] * 4
    assert find_silence(Memory(np.concatenate(phrases))) == []


def test_a_fading_last_note_is_not_cut() -> None:
    note = speech(4.0, 0.3) * np.linspace(1, 0.02, 4 * RATE, dtype=np.float32) ** 2
    sound = np.concatenate([recording([("-", 2), ("s", 3)]), note, recording([("-", 2)])])
    sound += 0.0005 * np.random.default_rng(0).standard_normal(sound.size).astype(np.float32)
    (first, last) = seconds(find_silence(Memory(sound)))
    assert first[0] == 0
    assert last[0] > 5 + 3.0


def test_silence_that_is_nothing_but_zeros() -> None:
    sound = speech(20.0, 0.3)
    sound[5 * RATE : 8 * RATE] = 0
    assert np.allclose(seconds(find_silence(Memory(sound))), [(5.2, 7.8)], atol=0.06)
    assert seconds(find_silence(Memory(np.zeros(3 * RATE, np.float32)))) == [(0.0, 3.0)]
    assert find_silence(Memory(np.zeros(0, np.float32))) == []


def test_bare_room_noise_is_silence_all_through() -> None:
    room = 0.001 * np.random.default_rng(0).standard_normal(10 * RATE)
    assert seconds(find_silence(Memory(room.astype(np.float32)))) == [(0.0, 10.0)]


def test_a_lone_tick_does_not_save_a_pause_but_a_word_does() -> None:
    sound = recording([("s", 3), ("-", 3), ("s", 3)])
    sound[round(4.5 * RATE) : round(4.5 * RATE) + 100] += 0.2
    assert len(find_silence(Memory(sound))) == 1
    sound[round(4.5 * RATE) : round(4.8 * RATE)] += speech(0.3, 0.3)
    assert len(find_silence(Memory(sound))) == 2


def test_a_dead_channel_changes_nothing() -> None:
    sound = recording(PARTS)
    both = np.stack([np.zeros_like(sound), sound])
    assert find_silence(Memory(both)) == find_silence(Memory(sound))


def test_memory_is_bounded_and_cancel_works() -> None:
    source = Memory(np.tile(recording(PARTS), 8))
    stages: list[float] = []

    class Watch:
        def progress(self, done: float, total: float, stage: str) -> None:
            stages.append(done / total)
            if len(stages) > 13:
                raise Cancelled

        def warn(self, message: object) -> None:
            raise AssertionError(message)

    with pytest.raises(Cancelled):
        find_silence(source, report=Watch())
    assert stages == sorted(stages)
    assert source.largest <= 10 * RATE + 1


def labelled(folder: Path) -> list[Path]:
    return sorted((folder / "messy").glob("*.flac")) + [folder / "sample_ccby" / "messy_carlo.flac"]


def test_labelled_recordings(shared: Path) -> None:
    """At least three quarters of the silence found, less than 1 % of the good speech lost."""
    for path in labelled(shared / "data"):
        labels = json.loads(path.with_suffix(".labels.json").read_text(encoding="utf-8"))
        with AudioReader(path) as reader:
            found = find_silence(reader)
            step, count = reader.rate // 100, reader.frames * 100 // reader.rate
        cut = np.zeros(count, bool)
        for item in found:
            cut[item.start // step : item.end // step] = True
        kinds = {}
        for kind in ("speech", "silence"):
            kinds[kind] = np.zeros(count, bool)
            for label in labels:
                if label["kind"] == kind:
                    kinds[kind][round(label["start_s"] * 100) : round(label["end_s"] * 100)] = True
        assert np.mean(cut[kinds["speech"]]) < 0.01
        assert np.mean(cut[kinds["silence"]]) > 0.5  # the label includes 0.25 s beside speech, and clicks
        assert kinds["silence"][cut].mean() > 0.95


# ---------------------------------------------------------------- findings


def test_kinds_have_actions() -> None:
    assert {kind: entry.action for kind, entry in KINDS.items() if entry.action != "cut"} == {
        "hum": "filter", "noise": "filter", "breath": "report", "reverb": "report", "quiet": "report",
        "duplicate": "report", "band_limited": "report",
    }  # fmt: skip
    assert Finding(0, 10, "hum").action == "filter"
    assert Finding(0, 10, "hum", 0.5, "cut").action == "cut"
    for wrong in (
        (5, 5, "hum"),
        (-1, 5, "hum"),
        (0, 5, "whistle"),
        (0, 5, "hum", 1.5),
        (0, 5, "hum", 1.0, "go"),
    ):
        with pytest.raises(ValueError, match=r"unknown|stretch|confidence"):
            Finding(*wrong)


def test_merge_joins_only_what_belongs_together() -> None:
    items = [
        Finding(100, 200, "click", 0.6),
        Finding(0, 110, "click", 0.9),
        Finding(150, 300, "hum", 0.7),
        Finding(205, 220, "click", 0.5),
    ]
    assert merge(items) == [
        Finding(0, 200, "click", 0.9), Finding(150, 300, "hum", 0.7), Finding(205, 220, "click", 0.5)
    ]  # fmt: skip
    assert merge(items, gap=5)[0] == Finding(0, 220, "click", 0.9)


def test_the_json_document() -> None:
    items = [
        Finding(16000, 24000, "silence", 0.9),
        Finding(20000, 32000, "click", 0.6),
        Finding(40000, 48000, "cough", 0.3),
        Finding(48000, 56000, "hum", 0.9),
    ]
    assert kept_spans(accepted(items), 64000) == [(0, 16000), (32000, 64000)]
    document = to_json("głos.wav", 16000, 64000, items)
    assert document["file"] == "głos.wav"
    assert document["duration_s"] == 4.0
    assert document["kept"] == [[0.0, 1.0], [2.0, 4.0]]
    assert document["flagged"][0] == {
        "start_s": 1.0, "end_s": 1.5, "kind": "silence", "confidence": 0.9, "action": "cut"
    }  # fmt: skip
    assert [item["action"] for item in document["flagged"]] == ["cut", "cut", "cut", "filter"]
    assert kept_spans([Finding(0, 64000, "silence")], 64000) == []
