"""Takes the pictures of docs/screenshots from the real window at real work.

    xvfb-run -a -s "-screen 0 1600x950x24" python tools/screenshots.py PROJECT [--out DIR]

PROJECT is a finished `rvcdesk demo`; it is copied, never changed. For English and Polish: the Clean page
in the middle of a review, the Train page with a finished run and in the middle of another,
the Convert page at A/B after a conversion, the dialog of models.
"""

from __future__ import annotations

import argparse
import json
import os
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(ROOT))
LANGUAGES = {"en": "dark", "pl": "light"}
STEPS_SHOWN = 120


def wait(ready: Callable[[], object], seconds: float = 300) -> None:
    """Let the window live until something is so."""
    from PySide6.QtTest import QTest

    end = time.monotonic() + seconds
    while not ready():
        if time.monotonic() > end:
            raise TimeoutError
        QTest.qWait(50)


def take(project: Path, out: Path, language: str) -> None:
    """One language's pictures, in this process."""
    from PySide6.QtTest import QTest
    from PySide6.QtWidgets import QApplication

    from rvcdesk.app import make_window
    from rvcdesk.ui.clean.page import CleanPage
    from rvcdesk.ui.convert.page import ConvertPage
    from rvcdesk.ui.models.dialog import ModelsDialog
    from rvcdesk.ui.train.page import TrainPage

    app = QApplication([])
    window = make_window(app)
    window.resize(1500, 900)
    window.show()
    window.open_project(project.with_name("Podcast"))

    def models() -> ModelsDialog | None:
        shown = (widget for widget in app.topLevelWidgets() if widget.isVisible())
        return next((widget for widget in shown if isinstance(widget, ModelsDialog)), None)

    def shoot(name: str) -> None:
        QTest.qWait(400)
        window.grab().save(str(out / f"{name}_{language}.png"))

    window.show_page("clean")
    clean = window.pages["clean"]
    assert isinstance(clean, CleanPage) and clean.project is not None
    messy = next(clip for clip in clean.project.clips if clip.name == "messy_carlo")
    clean.receive({"clip": messy.id})
    wait(lambda: clean.editor.ready)
    window.services.actions.action("find_all").trigger()
    wait(lambda: not clean.reviewer.finder.busy)
    window.services.actions.action("clean_automatically").trigger()
    window.services.actions.action("zoom_fit").trigger()
    shoot("clean")

    window.open_project(project)
    window.show_page("train")
    train = window.pages["train"]
    assert isinstance(train, TrainPage)
    wait(lambda: train.shown is not None and train.shown.state == "done")
    QTest.qWait(2000)  # the checks before a start are asked for when the page has settled
    wait(lambda: not train.survey.busy)
    shoot("trained")
    train.form.name.setText("Carlo 2")
    train.form.save_every_steps.setValue(40)
    wait(lambda: not train.survey.busy)
    window.services.actions.action("train_start").trigger()
    wait(lambda: train.live is not None and train.live.digest.step >= STEPS_SHOWN, 900)
    shoot("train")
    window.services.actions.action("train_stop").trigger()
    wait(lambda: train.live is None)

    window.show_page("convert")
    convert = window.pages["convert"]
    assert isinstance(convert, ConvertPage)
    wait(lambda: convert.compare.source.track.loudness is not None)
    takes = convert.studio.takes.list.topLevelItemCount()
    window.services.actions.action("convert_start").trigger()
    wait(lambda: convert.studio.takes.list.topLevelItemCount() > takes)
    wait(lambda: not convert.conversion.running)
    wait(lambda: convert.compare.result.track.loudness is not None)
    shoot("convert")

    window.services.actions.action("models").trigger()
    wait(lambda: models() is not None)
    QTest.qWait(400)
    dialog = models()
    assert dialog is not None
    dialog.grab().save(str(out / f"models_{language}.png"))
    dialog.close()
    window.close()


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("project", type=Path)
    parser.add_argument("--out", type=Path, default=ROOT / "docs" / "screenshots")
    parser.add_argument("--language", choices=list(LANGUAGES), help=argparse.SUPPRESS)
    given = parser.parse_args()
    if given.language:
        take(given.project, given.out, given.language)
        return
    given.out.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory() as folder:
        home = Path(folder)
        for language, theme in LANGUAGES.items():
            project = Path(shutil.copytree(given.project, home / language / "Carlo"))
            _podcast(project.with_name("Podcast"))
            settings = home / language / "home" / "config" / "settings.json"
            settings.parent.mkdir(parents=True)
            values = {"language": language, "theme": theme}
            settings.write_text(json.dumps({"schema": 1, "values": values}), encoding="utf-8")
            command = [
                sys.executable,
                __file__,
                str(project),
                "--out",
                str(given.out),
                "--language",
                language,
            ]
            environment = {**os.environ, "RVCDESK_HOME": str(home / language / "home")}
            subprocess.run(command, check=True, env=environment)


def _podcast(folder: Path) -> None:
    from rvcdesk.project import Project

    with Project.create(folder, "Podcast") as project:
        project.add_recording(ROOT / "resources" / "sample" / "messy_carlo.flac")


if __name__ == "__main__":
    main()
