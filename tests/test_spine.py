"""Events, messages, options and settings."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

import pytest

from rvcdesk.conversion.options import ConvertOptions
from rvcdesk.disk import atomic_write
from rvcdesk.events import EventLog, read_events
from rvcdesk.messages import BadInput, Message, UserError
from rvcdesk.options import from_json, to_json
from rvcdesk.settings import SETTINGS, Settings, engine_command
from rvcdesk.training.options import TrainOptions


def test_events_are_followed_line_by_line_past_torn_ones(tmp_path: Path) -> None:
    path = tmp_path / "run ż" / "events.jsonl"
    with EventLog(path) as log:
        log.write("step", step=1, text="łódź")
    events, offset = read_events(path)
    assert [event["step"] for event in events] == [1] and events[0]["text"] == "łódź"
    with open(path, "ab") as file:
        file.write(b'{"event": "st')
    assert read_events(path, offset) == ([], offset)
    with EventLog(path) as log:
        log.write("step", step=2)
    events, end = read_events(path, offset)
    assert [event["step"] for event in events] == [2] and end == path.stat().st_size


def test_a_message_crosses_a_process_as_template_and_values() -> None:
    error = UserError("{file} holds {count} notes", file=Path("ż.wav"), count=3)
    data = error.message.to_json()
    assert data["message"] == "ż.wav holds 3 notes" == str(Message.from_json(data))
    assert BadInput("x").exit_code == 2 and UserError("x").exit_code == 1


def test_options_round_trip_and_refuse_what_is_wrong() -> None:
    options = ConvertOptions((Path("a.wav"),), "v", Path("out"), index=None, transpose=2.0)
    assert from_json(ConvertOptions, to_json(options)) == options
    assert from_json(TrainOptions, {"project": "p"}).epochs == TrainOptions(Path("p")).epochs
    for bad in (
        {"project": "p", "epocs": 3},
        {"project": "p", "epochs": "3"},
        {},
        {"project": "p", "epochs": None},
    ):
        with pytest.raises(BadInput):
            from_json(TrainOptions, bad)


@dataclass(frozen=True)
class _Nested:
    inner: TrainOptions


def test_nested_options_become_plain_data() -> None:
    assert to_json(_Nested(TrainOptions(Path("p"))))["inner"]["project"] == "p"


def test_settings_keep_good_values_and_drop_bad_ones(tmp_path: Path) -> None:
    settings = Settings.load()
    settings.set("threads", 3)
    settings.set("engine_command", "python3 '/opt/my engine/run.py'")
    settings.save()
    again = Settings.load()
    assert again.get("threads") == 3
    assert engine_command(again) == ["python3", "/opt/my engine/run.py"]
    again.path.write_text(
        '{"schema": 1, "values": {"threads": -5, "theme": "pink", "nothing": 1}}', encoding="utf-8"
    )
    broken = Settings.load()
    assert broken.get("threads") == 0 and broken.get("theme") == "system"
    for key, value in (("threads", 1.5), ("threads", True), ("theme", "pink"), ("volume", 2.0)):
        with pytest.raises(BadInput):
            broken.set(key, value)
    assert len({setting.key for setting in SETTINGS}) == len(SETTINGS)
    for setting in SETTINGS:
        assert setting.check(setting.default) == setting.default


def test_an_atomic_write_that_fails_leaves_what_was_there(tmp_path: Path) -> None:
    place = tmp_path / "a.txt"
    place.write_text("old", encoding="utf-8")
    with pytest.raises(ValueError, match="boom"), atomic_write(place) as temporary:
        temporary.write_text("half", encoding="utf-8")
        raise ValueError("boom")
    assert place.read_text(encoding="utf-8") == "old" and list(tmp_path.iterdir()) == [place]
    with pytest.raises(UserError, match="could not be written"), atomic_write(place / "under" / "a.txt"):
        pass
