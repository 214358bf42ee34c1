"""The main window: projects, pages, actions, jobs, messages, drops, layout."""

from __future__ import annotations

import json
import sys
import threading
from collections.abc import Callable
from pathlib import Path

import pytest
from PySide6.QtCore import QMimeData, QPoint, QPointF, Qt, QUrl
from PySide6.QtGui import QDragEnterEvent, QDropEvent, QGuiApplication
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLineEdit
from pytestqt.qtbot import QtBot

from rvcdesk import app
from rvcdesk.messages import BadInput
from rvcdesk.project import Project
from rvcdesk.settings import Settings, log_dir, user_data_dir
from rvcdesk.ui import errors
from rvcdesk.ui.page import Page
from rvcdesk.ui.services import Services
from rvcdesk.ui.start import NewProjectDialog
from rvcdesk.ui.window import PAGES, MainWindow

OpenWindow = Callable[[], MainWindow]


@pytest.fixture
def project(tmp_path: Path) -> Path:
    folder = tmp_path / "Głos 漢字"
    Project.create(folder, "Głos").close()
    return folder


def test_without_a_project_the_start_page_is_shown(window: MainWindow) -> None:
    assert window.current_page() is None and window.stack.currentWidget() is window.start
    assert window.windowTitle() == "RVC Desk"
    actions = window.services.actions
    assert actions.action("new_project").isEnabled()
    assert not actions.action("close_project").isEnabled()
    assert not actions.action("add_recordings").isEnabled()


def test_the_start_page_is_used_by_keys(qtbot: QtBot, window: MainWindow, project: Path) -> None:
    window.load_current_page()
    opened: list[str] = []
    window.services.actions.triggered.connect(opened.append)
    window._commands["open_sample"] = lambda: None
    assert window.start.cards[0].hasFocus()
    QTest.keyClick(window.start.cards[0], Qt.Key.Key_Return)
    assert opened == ["open_sample"]
    window.open_project(project)
    window.close_project()
    recent = window.start._recent
    assert recent.hasFocus()
    QTest.keyClick(recent, Qt.Key.Key_Return)
    assert window.projects.current is not None and window.projects.current.folder == project


def test_pages_are_made_when_first_shown(window: MainWindow, project: Path) -> None:
    assert set(window.pages) <= {"clean"}
    window.open_project(project)
    for id in PAGES:
        window.services.actions.action(f"page_{id}").trigger()
        page = window.current_page()
        assert page is not None and page.id == id and page.title()
        assert page.project is window.projects.current
    assert set(window.pages) == set(PAGES)
    window.services.actions.action("next_page").trigger()
    assert window.current_page() is window.pages["clean"]
    window.services.actions.action("previous_page").trigger()
    assert window.current_page() is window.pages["voices"]


def test_a_project_is_shown_remembered_and_opened_again(open_window: OpenWindow, project: Path) -> None:
    window = open_window()
    assert window.open_project(project)
    assert window.windowTitle() == "Głos — RVC Desk"
    assert window.services.actions.action("close_project").isEnabled()
    window.resize(760, 600)
    window.show_page("voices")
    assert window.close()
    assert not (project / "lock").exists()
    again = open_window()
    assert again.last_project() == project
    assert again.projects.recent() == [project]
    assert again.size() == window.size()
    assert again.current_page() is again.pages["voices"]


def test_a_project_that_is_not_there_is_said(open_window: OpenWindow, project: Path) -> None:
    window = open_window()
    window.open_project(project)
    window.close()
    moved = project.with_name("przeniesiony")
    project.rename(moved)
    again = open_window()
    again.show_page("clean")
    recent = again.start._recent
    assert recent.isVisible() and recent.count() == 1 and not again.projects.recent()
    assert f"not in {project.parent}" in recent.item(0).text()
    assert "disk that is not connected" in recent.item(0).toolTip()
    recent.itemActivated.emit(recent.item(0))
    assert "is not a project" in again.status.text() or "not there" in again.status.text()
    moved.rename(project)
    recent.itemActivated.emit(recent.item(0))
    assert again.projects.current is not None


def test_a_second_opener_is_told_and_cannot_change(open_window: OpenWindow, project: Path) -> None:
    with Project.open(project):
        window = open_window()
        window.open_project(project)
        assert "(read-only)" in window.windowTitle()
        assert window.banner.isVisible()
        assert not window.services.actions.action("add_recordings").isEnabled()
        assert window.services.actions.action("close_project").isEnabled()
        window.banner.button.click()
        assert "still open" in window.status.text() and window.banner.isVisible()
    window.banner.button.click()
    assert not window.banner.isVisible() and "(read-only)" not in window.windowTitle()
    assert window.services.actions.action("add_recordings").isEnabled()


def test_a_window_fits_the_screen_with_its_frame(window: MainWindow) -> None:
    area = window.screen().availableGeometry().size()
    window.resize(area.width() + 300, area.height() + 300)
    window.keep_on_screen()
    assert window.width() < area.width() and window.height() <= area.height() - 40


def test_what_is_no_project_is_one_sentence_and_nothing_is_lost(
    window: MainWindow, project: Path, tmp_path: Path
) -> None:
    window.open_project(project)
    assert not window.open_project(tmp_path)
    assert "is not a project" in window.status.text()
    assert window.projects.current is not None and window.projects.current.folder == project
    newer = tmp_path / "newer"
    newer.mkdir()
    (newer / "project.json").write_text(json.dumps({"schema": 999}), encoding="utf-8")
    assert not window.open_project(newer)
    assert "newer RVC Desk" in window.status.text()


def test_a_new_project_from_the_dialog(qtbot: QtBot, window: MainWindow, tmp_path: Path) -> None:
    window.services.actions.action("new_project").trigger()
    dialog = window.findChild(NewProjectDialog)
    assert dialog is not None and not dialog.isModal()
    name, place = dialog.findChildren(QLineEdit)
    name.setText("Ala: śpiewa?")
    place.setText(str(tmp_path))
    dialog.accept_button.click()
    current = window.projects.current
    assert current is not None and current.name == "Ala: śpiewa?"
    assert current.folder.parent == tmp_path
    assert window.current_page() is window.pages["clean"]


def test_the_sample_is_the_users_own_copy(window: MainWindow) -> None:
    window.services.actions.action("open_sample").trigger()
    assert window.projects.current is not None
    assert window.projects.current.folder.is_relative_to(user_data_dir())
    assert len(window.projects.current.clips) >= 5


def drop(window: MainWindow, paths: list[Path]) -> None:
    data = QMimeData()
    data.setUrls([QUrl.fromLocalFile(str(path)) for path in paths])
    no_button, no_key = Qt.MouseButton.NoButton, Qt.KeyboardModifier.NoModifier
    entered = QDragEnterEvent(QPoint(300, 300), Qt.DropAction.CopyAction, data, no_button, no_key)
    QApplication.sendEvent(window, entered)
    assert entered.isAccepted()
    QApplication.sendEvent(
        window, QDropEvent(QPointF(300, 300), Qt.DropAction.CopyAction, data, no_button, no_key)
    )


def test_dropped_files_find_their_place(
    qtbot: QtBot, window: MainWindow, project: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    drop(window, [project])
    qtbot.waitUntil(lambda: window.projects.current is not None)
    taken: list[list[Path]] = []
    window.show_page("voices")
    drop(window, [tmp_path / "a.wav"])
    qtbot.waitUntil(lambda: "no use for these files" in window.status.text())
    monkeypatch.setattr(window.pages["voices"], "drop", lambda paths: taken.append(paths) or True)
    drop(window, [tmp_path / "ż.wav", tmp_path / "b.flac"])
    qtbot.waitUntil(lambda: bool(taken))
    assert taken == [[tmp_path / "ż.wav", tmp_path / "b.flac"]]


def test_recordings_dropped_without_a_project_begin_one(
    qtbot: QtBot, window: MainWindow, tmp_path: Path
) -> None:
    drop(window, [tmp_path / "a.wav"])
    qtbot.waitUntil(lambda: window.findChild(NewProjectDialog) is not None)


class _Counting(Page):
    """A page that answers two actions."""

    id = "voices"

    def __init__(self, services: Services) -> None:
        super().__init__(services)
        self.log: list[str] = []
        self.ready = False
        self.closing = True

    def title(self) -> str:
        return "Counting"

    def handlers(self) -> dict[str, Callable[[], object]]:
        return {"save": lambda: self.log.append("save"), "zoom_in": self._fail}

    def _fail(self) -> None:
        raise BadInput("{file} holds no sound; choose another file.", file="a.wav")

    def enabled(self, action_id: str) -> bool:
        return self.ready or action_id == "zoom_in"

    def activated(self) -> None:
        self.log.append("activated")

    def deactivated(self) -> None:
        self.log.append("deactivated")

    def receive(self, what: dict[str, object]) -> None:
        self.log.append(f"receive {what}")

    def may_close(self) -> bool:
        return self.closing


@pytest.fixture
def counting(window: MainWindow, monkeypatch: pytest.MonkeyPatch) -> _Counting:
    monkeypatch.setitem(PAGES, "voices", (__name__, "_Counting"))
    monkeypatch.setitem(sys.modules, __name__, sys.modules[_Counting.__module__])
    window.show_page("voices", {"a": 1})
    page = window.current_page()
    assert isinstance(page, _Counting)
    return page


def test_a_page_answers_actions_when_it_can(window: MainWindow, counting: _Counting) -> None:
    save, zoom = window.services.actions.action("save"), window.services.actions.action("zoom_in")
    assert counting.log == ["activated", "receive {'a': 1}"]
    assert not save.isEnabled()
    counting.ready = True
    counting.changed.emit()
    assert save.isEnabled()
    save.trigger()
    assert counting.log[-1] == "save"
    zoom.trigger()
    assert window.status.text() == "a.wav holds no sound; choose another file."
    window.show_page("convert")
    assert counting.log[-1] == "deactivated" and not save.isEnabled()


def test_a_page_can_keep_the_window_and_the_project(
    window: MainWindow, counting: _Counting, project: Path
) -> None:
    window.open_project(project)
    counting.closing = False
    assert not window.close() and window.isVisible()
    window.close_project()
    assert window.projects.current is not None
    counting.closing = True
    window.close_project()
    assert window.projects.current is None and counting.project is None


def test_the_job_bar_shows_the_newest_job_and_cancels_it(window: MainWindow, qtbot: QtBot) -> None:
    jobs, cancelled = window.services.jobs, []
    assert not window.jobbar.isVisible()
    first = jobs.begin("First")
    second = jobs.begin("Second", lambda: cancelled.append(2))
    second.progress(30, 100, "Reading", eta=65)
    qtbot.waitUntil(window.jobbar.isVisible)
    assert window.jobbar.shown() == ("Second", "Reading", 0.3, "1:05 left")
    window.jobbar.cancel_button.click()
    assert cancelled == [2]
    second.finish()
    second.finish()
    assert window.jobbar.shown()[0] == "First"
    assert not window.jobbar.cancel_button.isVisible()
    first.finish()
    assert not window.jobbar.isVisible()


def test_errors_nobody_expected_become_one_line(qtbot: QtBot, window: MainWindow, qapp: QApplication) -> None:
    hooks = errors.Hooks(window.services.notify)
    hooks.install()
    try:
        try:
            raise ZeroDivisionError("by zero")
        except ZeroDivisionError as error:
            sys.excepthook(type(error), error, error.__traceback__)
        assert "by zero" in window.status.text()
        assert "Traceback" in window.services.notify.history[-1].details

        def fall() -> None:
            raise OSError("thread")

        thread = threading.Thread(target=fall)
        thread.start()
        thread.join()
        qtbot.waitUntil(lambda: "thread" in window.status.text())
        for _ in range(3):
            window.services.notify.error("again")
        assert window.services.notify.history[-1].count == 3 and "3×" in window.status.text()
    finally:
        hooks.remove()
    window.services.actions.action("messages").trigger()
    window.services.actions.action("copy_diagnostics").trigger()
    assert "Python" in QGuiApplication.clipboard().text()


def test_a_crash_is_told_once(own_home: Path) -> None:
    log_dir().mkdir(parents=True)
    (log_dir() / "crash-999999.log").write_text("Fatal Python error: Aborted", encoding="utf-8")
    (log_dir() / "crash-999998.log").touch()
    assert "Aborted" in errors.earlier_crash()
    assert errors.earlier_crash() == ""
    assert [path.name for path in log_dir().glob("crash-*")] == []
    crash = errors.CrashFile()
    assert errors.earlier_crash() == ""
    crash.close()
    assert list(log_dir().glob("crash-*")) == []


def test_reset_layout_forgets(window: MainWindow) -> None:
    window.resize(800, 500)
    window.save_state()
    window.services.actions.action("reset_layout").trigger()
    assert Settings.load().get("window_state") == {}
    assert window.width() > 700


def test_a_layout_of_another_version_is_not_used(open_window: OpenWindow) -> None:
    settings = Settings.load()
    settings.set("window_state", {"version": -1, "geometry": "?", "state": "?", "page": "voices"})
    settings.save()
    assert open_window().current_page() is None


@pytest.mark.parametrize(
    ("argv", "kind"),
    [
        ([], "window"),
        (["--sample"], "window"),
        (["train", "--help"], "line"),
        (["--version"], "line"),
        (["no-such-thing"], "line"),
    ],
)
def test_arguments(argv: list[str], kind: str) -> None:
    assert (app.window_options(argv) is None) == (kind == "line")


def test_a_project_as_argument(project: Path) -> None:
    for path in (project, project / "project.json"):
        options = app.window_options([str(path)])
        assert options is not None and options.project == path


def test_a_long_name_of_work_does_not_push_the_window_apart(window: MainWindow) -> None:
    before = window.minimumSizeHint().width()
    job = window.services.jobs.begin("Importing " + "a_very_long_name_<b>of</b>_a_file" * 9 + ".zip")
    job.progress(1, 2, "Reading " + "a long path " * 40)
    assert window.minimumSizeHint().width() == before and window.jobbar.minimumSizeHint().width() < 900
    assert window.jobbar._title.text().endswith(".zip") and "<b>" in window.jobbar._title.toolTip()
    job.finish()
