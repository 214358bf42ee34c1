"""A messy recording is cleaned through the real window by key presses only.

    xvfb-run -a -s "-screen 0 1600x950x24" python benchmarks/clean_by_keys.py RECORDING --score clean_score.py
                                                                      [--shots DIR] [--json FILE]

RECORDING has NAME.labels.json beside it (see messy.py). The hand presses real keys in the real window: a
recording is added with its file dialog, F searches, Ctrl+Return cleans what the app is sure of, and what
stays open is answered mark by mark. The ear is made up: it knows the labels, and judges a mark as a listener
would who hears it once with its surroundings: most of it bad, Y; most of it good, W. After three times Y in
a row for one kind it trusts the app with the rest that is as sure (Shift+Y). Sound goes to a device whose
clock runs as fast as it can, so every mark is heard to its end. Printed: keys pressed, seconds heard, and
the result against the labels.
"""

from __future__ import annotations

import argparse
import json
import sys
import tempfile
import time
from collections import Counter
from functools import partial
from pathlib import Path
from typing import Any

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

from benchmarks.clean_quality import load_score

TRUST_AFTER = 3
STRIP_SHOTS = 12  # at most; the rest of the way is more of the same
BAD = ("clipped", "speaker_b", "speech_with_music", "click", "knock", "bird", "cough")


class Ear:
    """Knows what is good speech; says whether most of a stretch is."""

    def __init__(self, labels: list[dict[str, Any]]) -> None:
        self.speech = [(item["start_s"], item["end_s"]) for item in labels if item["kind"] == "speech"]
        self.bad = [(item["start_s"], item["end_s"]) for item in labels if item["kind"] in BAD]

    def wants_out(self, start: float, end: float) -> bool:
        """Whether less than half of [start, end), in s, is good speech."""
        good = sum(max(0.0, min(end, b) - max(start, a)) for a, b in self.speech)
        spoiled = sum(
            max(0.0, min(end, b, d) - max(start, a, c)) for a, b in self.speech for c, d in self.bad
        )
        return good - spoiled < 0.5 * (end - start)


class Hand:
    """Presses keys where the focus is, and counts them."""

    def __init__(self, window: Any, shots: Path | None) -> None:
        self.window, self.shots = window, shots
        self.pressed: Counter[str] = Counter()
        self.taken = 0

    def press(self, key: str, target: Any = None) -> None:
        """One key or combination, in Qt's notation."""
        from PySide6.QtGui import QKeySequence
        from PySide6.QtTest import QTest
        from PySide6.QtWidgets import QApplication

        combination = QKeySequence(key)[0]
        widget = target or QApplication.focusWidget() or self.window
        QTest.keyClick(widget, combination.key(), combination.keyboardModifiers())
        self.pressed[key] += 1

    def type(self, text: str, target: Any) -> None:
        """Letters into a field."""
        from PySide6.QtTest import QTest

        QTest.keyClicks(target, text)
        self.pressed["letters of the file's name"] += len(text)

    def shoot(self, name: str) -> None:
        """The whole window as a picture."""
        if self.shots is None or self.taken >= STRIP_SHOTS:
            return
        settled = time.monotonic() + 0.3
        wait(lambda: time.monotonic() > settled)
        self.window.grab().save(str(self.shots / f"{self.taken:02d}_{name}.png"))
        self.taken += 1


def wait(ready: Any, seconds: float = 900) -> None:
    """Let the window live until something is so. Not by QTest.qWait: it keeps Python's lock from threads."""
    from PySide6.QtWidgets import QApplication

    end = time.monotonic() + seconds
    while not ready():
        if time.monotonic() > end:
            raise TimeoutError("the window did not get there")
        QApplication.processEvents()
        time.sleep(0.005)


def add_recording(hand: Hand, page: Any, recording: Path) -> None:
    """Ctrl+Shift+I, the name, Return."""
    from PySide6.QtWidgets import QApplication, QLineEdit

    hand.press("Ctrl+Shift+I")
    wait(lambda: isinstance(QApplication.focusWidget(), QLineEdit), 10)
    field = QApplication.focusWidget()
    hand.type(str(recording), field)
    wait(lambda: field.text() == str(recording), 10)
    hand.press("Return", field)
    wait(lambda: page.editor.ready)
    page.window().activateWindow()  # a window manager does that when a dialog closes
    wait(lambda: QApplication.focusWidget() is not None, 10)


class Device:
    """A player on a clock that runs as fast as it can."""

    def __init__(self, service: Any) -> None:
        from rvcdesk.audio.player import Player
        from tests.helpers.clock import SPEAKERS, ClockBackend

        self.clock = ClockBackend(SPEAKERS)
        self.player = Player(self.clock, threaded=False)
        service._player = self.player
        service._connect(self.player)
        self.heard = 0.0

    def hear(self) -> None:
        """Until what plays has ended."""
        from PySide6.QtWidgets import QApplication

        self.clock.advance(self.player, 0.05)
        while self.player.state == "playing":
            self.clock.advance(self.player, 0.1)
            self.heard += 0.1
            self.clock.taken.clear()
            QApplication.processEvents()


def review(hand: Hand, page: Any, device: Device, ear: Ear) -> None:
    """N to the first open mark, then one key for each."""
    from rvcdesk.cleaning.review import queue

    panel, rate = page.review, page.editor.clip.rate
    row, last = 0, ""
    hand.press("N")
    while queue(page.editor.clip.state.marks) and panel.current >= 0:
        mark = page.editor.clip.state.marks[panel.current]
        device.hear()
        hand.shoot(f"asked_{mark.kind}")
        out = mark.action != "cut" or ear.wants_out(mark.start / rate, mark.end / rate)
        row = row + 1 if out and mark.kind == last else int(out)
        last = mark.kind
        hand.press("Shift+Y" if row > TRUST_AFTER else "Y" if out else "W")
        wait(partial(_answered, page, mark), 60)  # a filter is rendered first
        if panel.current < 0:
            hand.press("N")


def _answered(page: Any, mark: Any) -> bool:
    place = (mark.start, mark.end, mark.kind)
    marks = page.editor.clip.state.marks
    return not any((item.start, item.end, item.kind) == place and item.state == "open" for item in marks)


def run(recording: Path, shots: Path | None) -> dict[str, Any]:
    """The whole way, from an empty project to what is kept."""
    from PySide6.QtWidgets import QApplication

    from rvcdesk.app import make_window
    from rvcdesk.project import Project

    app = QApplication([])
    labels = json.loads(recording.with_name(f"{recording.stem}.labels.json").read_text(encoding="utf-8"))
    with tempfile.TemporaryDirectory() as folder:
        project = Path(folder) / "Głos"
        Project.create(project, "Głos").close()
        window = make_window(app)
        device = Device(window.services.player)
        window.resize(1500, 900)
        window.show()
        window.activateWindow()
        window.open_project(project)
        hand, page = Hand(window, shots), window.pages["clean"]
        wait(window.isActiveWindow, 10)
        began = time.monotonic()
        hand.shoot("empty")
        add_recording(hand, page, recording)
        hand.shoot("recording")
        hand.press("F")
        wait(lambda: page.reviewer.finder.busy)
        hand.shoot("searching")
        wait(lambda: not page.reviewer.finder.busy)
        searched = time.monotonic() - began
        hand.shoot("found")
        found = Counter(mark.kind for mark in page.editor.clip.state.marks)
        hand.press("Ctrl+Return")
        hand.shoot("cleaned_automatically")
        asked = page.review.open_count
        review(hand, page, device, Ear(labels))
        hand.shoot("answered")
        clip = page.editor.clip
        kept = [[start / clip.rate, end / clip.rate] for start, end in clip.kept_spans]
        facts = {"file": recording.name, "minutes": round(clip.duration / 60, 2), "kept": kept,
                 "found": dict(found), "asked": asked, "keys": dict(hand.pressed),
                 "keys_pressed": hand.pressed.total(), "seconds_heard": round(device.heard, 1),
                 "seconds_searched": round(searched, 1), "undo_steps": clip.history.index}  # fmt: skip
        window.close()
        app.processEvents()
    return facts | {"duration_s": facts["minutes"] * 60, "labels": labels}


def main(arguments: list[str] | None = None) -> int:
    """See the module."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("recording", type=Path)
    parser.add_argument("--score", type=Path, required=True)
    parser.add_argument("--shots", type=Path)
    parser.add_argument("--json", type=Path)
    options = parser.parse_args(arguments)
    if options.shots:
        options.shots.mkdir(parents=True, exist_ok=True)
    facts = run(options.recording.resolve(), options.shots)
    labels = facts.pop("labels")
    facts["score"] = load_score(options.score).score(labels, {"kept": facts.pop("kept")})
    for name, value in facts.items():
        print(f"{name}: {value}")
    if options.json:
        options.json.write_text(json.dumps(facts, ensure_ascii=False, indent=1), encoding="utf-8")
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
