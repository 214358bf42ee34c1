"""The main window: workspaces, menus, the job bar and the status bar."""

from __future__ import annotations

import importlib
from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QSize, Qt, QTimer
from PySide6.QtGui import QCloseEvent, QDragEnterEvent, QDropEvent
from PySide6.QtWidgets import (
    QFileDialog,
    QHBoxLayout,
    QMainWindow,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)

from rvcdesk.messages import UserError
from rvcdesk.settings import documents_dir
from rvcdesk.ui.action_specs import BY_ID
from rvcdesk.ui.actions import plain
from rvcdesk.ui.banner import Banner
from rvcdesk.ui.dialogs import Dialogs
from rvcdesk.ui.dispatch import Dispatch
from rvcdesk.ui.jobbar import JobBar
from rvcdesk.ui.layout import LayoutStore, fitting, in_the_middle
from rvcdesk.ui.menus import Menus
from rvcdesk.ui.page import Page
from rvcdesk.ui.projects import Projects
from rvcdesk.ui.rail import Rail
from rvcdesk.ui.services import Services
from rvcdesk.ui.start import StartPage
from rvcdesk.ui.statusline import StatusLine

if TYPE_CHECKING:
    from rvcdesk.project import Project

FIRST_SIZE = QSize(1280, 800)
LOOK_MS = 150  # after a project is shown: first the page, then what else goes on in it
# id: (module, class). A page is imported when it is first shown.
PAGES: dict[str, tuple[str, str]] = {
    "clean": ("rvcdesk.ui.clean.page", "CleanPage"),
    "train": ("rvcdesk.ui.train.page", "TrainPage"),
    "convert": ("rvcdesk.ui.convert.page", "ConvertPage"),
    "voices": ("rvcdesk.ui.voices.page", "VoicesPage"),
}
NEED_PROJECT = frozenset({"clean", "train"})


class MainWindow(QMainWindow):
    """One window for the whole job. Pages do the work; this shows them and routes the actions."""

    def __init__(self, services: Services, projects: Projects) -> None:
        super().__init__()
        self.services = services
        self.projects = projects
        self.pages: dict[str, Page] = {}
        self._page_id = "clean"
        self.dialogs = Dialogs(services, self)
        self.layout_store = LayoutStore(services.settings)
        self._commands = self._own_commands()
        self._dispatch = Dispatch(services, projects, self.current_page, self._commands)
        self._dropped: list[Path] = []
        self.setAcceptDrops(True)
        self.setMinimumSize(720, 480)
        self._build()
        self.menus = Menus(self, services.actions)
        self.menus.project_chosen.connect(self.open_project)
        self.menus.forget_wanted.connect(projects.forget_recent)
        services.actions.triggered.connect(self._dispatch.run)
        services.engine.state_changed.connect(lambda _state: self.update_actions())
        projects.about_to_close.connect(self._leave_project)
        projects.changed.connect(self._show_project)
        projects.recent_changed.connect(self._show_recent)
        self._restore()
        self._show_recent()
        self._show_title()
        self._show_stack()
        self.update_actions()

    # --- building

    def _build(self) -> None:
        actions = self.services.actions
        self.start = StartPage(actions)
        self.start.project_chosen.connect(self.open_project)
        self.stack = QStackedWidget()
        self.stack.addWidget(self.start)
        self.banner = Banner()
        self.banner.retried.connect(self._open_again)
        self.jobbar = JobBar(self.services.jobs)
        names = [(id, plain(BY_ID[f"page_{id}"].text), actions.action(f"page_{id}")) for id in PAGES]
        self.rail = Rail(names, actions.action("settings"), plain(BY_ID["settings"].text))
        self.rail.chosen.connect(self.show_page)
        right = QVBoxLayout()
        right.setSpacing(0)
        right.addWidget(self.banner)
        right.addWidget(self.stack, 1)
        right.addWidget(self.jobbar)
        central = QWidget()
        row = QHBoxLayout(central)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(0)
        row.addWidget(self.rail)
        row.addLayout(right, 1)
        self.setCentralWidget(central)
        self.status = StatusLine(self.services.notify)
        self.status.details_wanted.connect(self.dialogs.messages)
        self.status.log_folder_wanted.connect(self.dialogs.log_folder)
        self.statusBar().addWidget(self.status, 1)
        self.statusBar().setSizeGripEnabled(False)
        # What has happened comes before what the button under the mouse would do.
        self.services.notify.posted.connect(lambda _note: self.statusBar().clearMessage())

    def _own_commands(self) -> dict[str, Callable[[], object]]:
        return {
            "new_project": self.new_project,
            "open_project": self._choose_project,
            "open_sample": self.open_sample,
            "close_project": self.close_project,
            "add_recordings": self._add_recordings,
            "show_project_folder": self._show_project_folder,
            "settings": self.dialogs.settings,
            "models": self.dialogs.models,
            "import_voice": self._import_voice,
            "shortcuts": lambda: self.dialogs.settings("shortcuts"),
            "quit": self.close,
            "next_page": lambda: self._step_page(1),
            "previous_page": lambda: self._step_page(-1),
            "palette": self.dialogs.palette,
            "full_screen": lambda: self.setWindowState(self.windowState() ^ Qt.WindowState.WindowFullScreen),
            "reset_layout": self.reset_layout,
            "messages": self.dialogs.messages,
            "open_log_folder": self.dialogs.log_folder,
            "copy_diagnostics": self.dialogs.copy_diagnostics,
            "about": self.dialogs.about,
            **{f"page_{id}": partial(self.show_page, id) for id in PAGES},
        }

    # --- actions

    def update_actions(self) -> None:
        """Ask again what can be used."""
        self._dispatch.update()

    # --- pages

    def current_page(self) -> Page | None:
        """The visible page; None while the start page is shown."""
        return self.pages.get(self._page_id) if self.stack.currentWidget() is not self.start else None

    def show_page(self, id: str, what: dict[str, Any] | None = None) -> None:
        """Go to a workspace; `what` is handed to its `receive`."""
        before = self.current_page()
        self._page_id = id
        self._show_stack(create=True)
        after = self.current_page()
        if after is not before:
            if before is not None:
                before.deactivated()
            if after is not None:
                after.activated()
        if what and after is not None:
            after.receive(what)
        self.update_actions()

    def _show_stack(self, create: bool = False) -> None:
        """Put the right widget in front: the page, or the start page where a project is needed."""
        self.rail.set_active(self._page_id)
        if self._page_id in NEED_PROJECT and self.projects.current is None:
            self.stack.setCurrentWidget(self.start)
        elif create:
            self.stack.setCurrentWidget(self._page(self._page_id))

    def load_current_page(self) -> None:
        """Make the page in front, once the window has been painted."""
        if self.current_page() is None:
            self.show_page(self._page_id)
        if self.stack.currentWidget() is self.start:
            self.start.take_focus()

    def _page(self, id: str) -> Page:
        if id not in self.pages:
            module, name = PAGES[id]
            page: Page = getattr(importlib.import_module(module), name)(self.services)
            page.action_handlers = page.handlers()
            page.changed.connect(self.update_actions)
            page.page_wanted.connect(self.show_page)
            page.restore_layout(self.layout_store.page(id))
            page.set_project(self.projects.current)
            self.pages[id] = page
            self.stack.addWidget(page)
        return self.pages[id]

    def _step_page(self, step: int) -> None:
        ids = list(PAGES)
        self.show_page(ids[(ids.index(self._page_id) + step) % len(ids)])

    def _add_recordings(self) -> None:
        """From anywhere: go to the Clean page and let it ask."""
        self.show_page("clean")
        handler = self.pages["clean"].action_handlers.get("add_recordings")
        if handler is not None:
            handler()

    def _import_voice(self) -> None:
        """From anywhere: go to the Voices page and let it ask."""
        self.show_page("voices")
        self.pages["voices"].action_handlers["import_voice"]()

    # --- projects

    def open_project(self, folder: Path) -> bool:
        """Open a project; what is wrong is said in the status bar."""
        if not self._pages_may_close():
            return False
        try:
            self.projects.open(folder)
        except UserError as error:
            self.services.notify.error(error)
            return False
        return True

    def open_sample(self) -> None:
        """The user's own copy of the sample project, made the first time."""
        from rvcdesk.sample import open_sample

        self.open_project(open_sample())

    def close_project(self) -> None:
        """Back to the start page."""
        if self._pages_may_close():
            self.projects.close()

    def new_project(self) -> None:
        """Ask for a name and a place."""
        from rvcdesk.ui.start import NewProjectDialog

        dialog = NewProjectDialog(documents_dir(), self)
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.wanted.connect(self._create_project)
        dialog.finished.connect(lambda result: self._dropped.clear() if not result else None)
        dialog.show()

    def _create_project(self, folder: Path, name: str) -> None:
        dropped, self._dropped = self._dropped, []
        if not self._pages_may_close():
            return
        try:
            self.projects.create(folder, name)
        except UserError as error:
            self.services.notify.error(error)
            return
        self.show_page("clean")
        if dropped:
            self._page("clean").drop(dropped)

    def _choose_project(self) -> None:
        folder = QFileDialog.getExistingDirectory(self, self.tr("Open project"), str(documents_dir()))
        if folder:
            self.open_project(Path(folder))

    def _open_again(self) -> None:
        """The project could only be read; perhaps it is free by now."""
        project = self.projects.current
        if project is None or not self.open_project(project.folder):
            return
        if self.projects.current is not None and self.projects.current.read_only:
            self.services.notify.warn(self.tr("The project is still open in another window."))

    def _leave_project(self) -> None:
        for page in self.pages.values():
            page.set_project(None)

    def _show_project(self, project: Project | None) -> None:
        for page in self.pages.values():
            page.set_project(project)
        self._show_title()
        self.show_page(self._page_id)
        if self.stack.currentWidget() is self.start:
            self.start.take_focus()
        for problem in project.problems if project is not None else []:
            self.services.notify.warn(problem)
        QTimer.singleShot(LOOK_MS, self, self._follow_training)

    def _follow_training(self) -> None:
        """A training that goes on from before is in the job bar, whatever page is in front."""
        from rvcdesk.training import runs

        project = self.projects.current
        if project is not None and any(map(runs.is_running, runs.list_runs(project.folder))):
            self._page("train")

    def _show_title(self) -> None:
        project = self.projects.current
        name = "RVC Desk" if project is None else f"{project.name} — RVC Desk"
        read_only = project is not None and project.read_only
        self.setWindowTitle(name + (" " + self.tr("(read-only)") if read_only else ""))
        self.setWindowFilePath(str(project.folder) if project is not None else "")
        self.banner.show_holder(project.holder if read_only and project is not None else None)

    def _show_recent(self) -> None:
        folders = self.projects.recent()
        self.start.set_recent(folders, self.projects.missing())
        self.menus.show_recent(folders)

    def tell_crash(self, stacks: str) -> None:
        """An earlier run ended in a crash: say so, with its stacks as the details."""
        self.services.notify.error(
            self.tr("RVC Desk ended unexpectedly the last time; nothing saved is lost."), stacks
        )

    def _show_project_folder(self) -> None:
        from rvcdesk.ui.errors import open_folder

        if self.projects.current is not None:
            open_folder(self.projects.current.folder)

    # --- files dropped on the window

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        if any(url.isLocalFile() for url in event.mimeData().urls()):
            event.acceptProposedAction()

    def dropEvent(self, event: QDropEvent) -> None:
        paths = [Path(url.toLocalFile()) for url in event.mimeData().urls() if url.isLocalFile()]
        event.acceptProposedAction()
        # Only after the drop is over: what follows may open windows, and the other program waits.
        QTimer.singleShot(0, self, lambda: self.drop(paths))

    def drop(self, paths: list[Path]) -> None:
        """A project folder is opened; anything else goes to the page, or into a new project."""
        if len(paths) == 1 and (paths[0] / "project.json").is_file():
            self.open_project(paths[0])
            return
        page = self.current_page()
        if page is None:
            self._dropped = paths
            self.new_project()
        elif not page.drop(paths):
            self.services.notify.warn(
                self.tr("The page {page} has no use for these files.").format(page=page.title())
            )

    # --- layout and end

    def _restore(self) -> None:
        self.resize(FIRST_SIZE)
        page = self.layout_store.restore_window(self)
        if page in PAGES:
            self._page_id = page

    def keep_on_screen(self) -> None:
        """Before the first show: no larger than the screen, with room for the frame."""
        if not self.isMaximized() and not self.isFullScreen():
            self.resize(fitting(self, self.size()))

    def save_state(self) -> None:
        """Remember geometry, the page, the pages' layouts and the open project."""
        project = self.projects.current
        folder = str(project.folder) if project is not None else ""
        self.layout_store.save(self, self._page_id, self.pages, folder)

    def last_project(self) -> Path | None:
        """The project that was open when the window was last closed."""
        return self.layout_store.project()

    def reset_layout(self) -> None:
        """As on the first day: size in the middle of the screen, every page as it was made."""
        self.setWindowState(Qt.WindowState.WindowNoState)
        self.setGeometry(in_the_middle(self, FIRST_SIZE))
        for page in self.pages.values():
            page.reset_layout()
        self.layout_store.forget()

    def _pages_may_close(self) -> bool:
        return all(page.may_close() for page in self.pages.values())

    def closeEvent(self, event: QCloseEvent) -> None:
        if not self._pages_may_close():
            event.ignore()
            return
        try:
            self.save_state()
        except UserError as error:
            self.services.notify.error(error)
        self.dialogs.close()
        self.services.models.close()
        self.projects.close()
        self.services.engine.shutdown()
        self.services.player.close()
        event.accept()
