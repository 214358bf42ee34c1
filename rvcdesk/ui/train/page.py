"""The Train page: from cleaned clips to a voice, with live losses and previews."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Any

from PySide6.QtWidgets import QStackedWidget, QVBoxLayout, QWidget

from rvcdesk.events import Event
from rvcdesk.settings import engine_command
from rvcdesk.training import runs
from rvcdesk.ui.empty import EmptyState
from rvcdesk.ui.errors import open_folder
from rvcdesk.ui.page import Page
from rvcdesk.ui.services import Services
from rvcdesk.ui.train.options_form import OptionsForm
from rvcdesk.ui.train.questions import Leaving, ask_leaving, offer_other_name
from rvcdesk.ui.train.run_view import RunView
from rvcdesk.ui.train.setup_panel import SetupPanel
from rvcdesk.ui.train.survey import Survey
from rvcdesk.ui.train.watch import RunWatch
from rvcdesk.voice.library import file_stem

if TYPE_CHECKING:
    from rvcdesk.project import Project

LONGEST_NAME = 80


class TrainPage(Page):
    """Options on the left, the run on the right. One run is trained at a time; others can be looked at."""

    id = "train"
    needs_project = True

    def __init__(self, services: Services, parent: QWidget | None = None) -> None:
        super().__init__(services, parent)
        self.setAccessibleName(self.title())
        self.live: RunWatch | None = None
        self.shown: RunWatch | None = None
        self.survey = Survey(services.engine, self)
        self.form = OptionsForm(services.models)
        self.setup = SetupPanel(self.form, self.survey, services.actions)
        self.view = RunView(services)
        self._stack = QStackedWidget()
        self._stack.addWidget(self._make_empty())
        self._work = self._make_work()
        self._stack.addWidget(self._work)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self._stack)
        self.form.changed.connect(self._on_options)
        self.changed.connect(self._show_reasons)
        # Where Space plays a preview, not where it presses Stop.
        self.setup.focus_lost.connect(self.view.plot.setFocus)
        self.survey.devices_found.connect(self.form.set_devices)
        self.view.run_chosen.connect(self.look_at)
        self.view.verdict.convert_wanted.connect(
            lambda voice: self.page_wanted.emit("convert", {"voice": str(voice)})
        )
        self.view.verdict.folder_wanted.connect(open_folder)

    def title(self) -> str:
        return self.tr("Train")

    # --- building

    def _make_empty(self) -> QWidget:
        return EmptyState(
            "train",
            self.tr("Nothing to train on yet"),
            self.tr(
                "A voice learns from recordings: add some and cut what it should not learn. "
                "Ten minutes of clean speech or singing are a good start."
            ),
            self.services.actions,
            "add_recordings",
            "page_clean",
        )

    def _make_work(self) -> QWidget:
        from PySide6.QtWidgets import QSplitter

        columns = QSplitter()
        columns.setObjectName("train.columns")
        columns.setChildrenCollapsible(False)
        columns.addWidget(self.setup)
        columns.addWidget(self.view)
        columns.setStretchFactor(0, 0)
        columns.setStretchFactor(1, 1)
        columns.setSizes([350, 900])
        return columns

    # --- the page's life

    def set_project(self, project: Project | None) -> None:
        if self.project is not None and (project is None or project.folder != self.project.folder):
            self._leave()
        super().set_project(project)
        if project is None:
            return
        self._show_runs()
        self.form.set_project(project.folder, file_stem(project.name)[:LONGEST_NAME], self._names())
        found = runs.list_runs(project.folder)
        if self.shown is None and found:
            running = [folder for folder in found if runs.is_running(folder)]
            self.look_at(running[-1] if running else found[-1])
        self._refresh(again=True)

    def activated(self) -> None:
        self._refresh(again=True)

    def deactivated(self) -> None:
        self.view.saves.stop()

    def _refresh(self, again: bool = False) -> None:
        """Show what there is; ask about the recordings when they may have changed."""
        has_clips = self._has_clips()
        self._stack.setCurrentIndex(1 if has_clips or self.shown is not None else 0)
        if self.form.why_not():
            self.survey.forget()  # it would need what is missing
        elif has_clips and self.isVisible() and self.live is None:
            self.survey.wanted(self.form.options(), again=again)
        self.changed.emit()

    def _has_clips(self) -> bool:
        return self.project is not None and any(clip.kept > 0 for clip in self.project.clips)

    def _names(self) -> frozenset[str]:
        return frozenset(folder.name for folder in self._folders())

    def _folders(self) -> list[Path]:
        return runs.list_runs(self.project.folder) if self.project is not None else []

    def _leave(self) -> None:
        """Look away from the project; what trains goes on, or stops if the user said so."""
        self.survey.forget()
        self.view.saves.stop()
        for watch in {self.live, self.shown} - {None}:
            assert watch is not None
            watch.leave()
            watch.deleteLater()
        self.live = self.shown = None
        self.view.show_run(None)

    def may_close(self) -> bool:
        if self.live is None or not self.live.running or self.live.stopping:
            return True
        answer = ask_leaving(self, self.live.name)
        if answer is Leaving.STOP and self.live is not None:
            self.live.stop()
        return answer is not Leaving.CANCEL

    # --- actions

    def handlers(self) -> dict[str, Callable[[], object]]:
        return {
            "train_start": self.start,
            "train_stop": self.stop,
            "train_resume": self.resume,
            "train_save": self.save_now,
            "play_stop": self.view.saves.toggle,
            "switch_ab": self.view.saves.switch,
        }

    def enabled(self, action_id: str) -> bool:
        live = self.live
        if action_id == "train_start":
            return live is None and self._has_clips() and not self.form.error
        if action_id == "train_stop":
            return live is not None and not live.stopping
        if action_id == "train_save":
            return live is not None and live.saveable
        if action_id == "train_resume":
            return live is None and self.shown is not None and self.shown.resumable
        return self.view.saves.can_play()

    def start(self) -> None:
        """Train with the form's options; a name that is taken is asked about."""
        if not self.form.check():
            self.services.notify.warn(self.form.error)
            return
        options = self.form.options()
        if (options.run_folder / "options.json").exists():
            self._ask_name(options.run_folder)
            return
        self.survey.cancel()
        self._train(runs.create_run(options))

    def _ask_name(self, folder: Path) -> None:
        free = self.form.free_name(folder.name)

        def resume() -> None:
            self.look_at(folder)
            self._train(folder)

        def rename() -> None:
            self.form.name.setText(free)
            self.start()

        ended = runs.status(folder).state == "done"
        offer_other_name(self, folder.name, free, None if ended else resume, rename)

    def resume(self) -> None:
        """Go on with the run that is shown."""
        if self.shown is not None and self.shown.resumable and self.live is None:
            self.survey.cancel()
            self._train(self.shown.folder)

    def stop(self) -> None:
        """Let the run save and end."""
        if self.live is not None:
            self.live.stop()

    def save_now(self) -> None:
        """Let the run save and go on."""
        if self.live is not None:
            self.live.save()

    # --- runs

    def _train(self, folder: Path) -> None:
        self._watch(folder, engine_command(self.services.settings))

    def look_at(self, folder: Path) -> None:
        """Show a run; one that is being trained is followed."""
        if self.shown is not None and self.shown.folder == folder:
            return
        if self.live is not None and self.live.folder == folder:
            self._show(self.live)
            return
        self._watch(folder, None)

    def _watch(self, folder: Path, command: list[str] | None) -> None:
        watch = RunWatch(folder, self.services.jobs, command, self)
        watch.heard.connect(lambda events: self._on_heard(watch, events))
        watch.changed.connect(lambda: self._on_changed(watch))
        watch.ended.connect(lambda: self._on_ended(watch))
        if watch.live:
            self.live = watch
            if watch.options is not None:
                self.form.show_options(watch.options)
        self._show(watch)

    def _show(self, watch: RunWatch) -> None:
        before, self.shown = self.shown, watch
        if before is not None and before not in (watch, self.live):
            before.leave()
            before.deleteLater()
        self._show_runs()
        self.view.show_run(watch)
        self._stack.setCurrentWidget(self._work)
        self._show_setup()

    def _show_runs(self) -> None:
        self.form.set_runs(self._names())
        self.view.show_runs(self._folders(), self.shown, self.live)

    def _show_setup(self) -> None:
        self.setup.set_resumable(self.shown is not None and self.shown.resumable)
        self.setup.set_running(self.live is not None)
        self.changed.emit()

    def _show_reasons(self) -> None:
        self.setup.set_reasons({id: self.why_not(id) for id in ("train_start", "train_stop", "train_save")})

    def why_not(self, action_id: str) -> str:
        """Why an action cannot be used now, in words; "" where nothing stands in its way."""
        live = self.live
        if self.project is not None and self.project.read_only:
            return self.tr("This project can only be read here.")
        if action_id == "train_start":
            if not self._has_clips():
                return self.tr("There is nothing to train on: add recordings on the Clean page.")
            return self.form.error
        if live is not None and live.stopping:
            return self.tr("It saves and stops after this step.")
        if action_id == "train_save" and live is not None and not live.saveable:
            return self.tr("There is something to save after the first step.")
        return ""

    def _on_heard(self, watch: RunWatch, events: list[Event]) -> None:
        if watch is self.shown:
            self.view.hear(events)

    def _on_changed(self, watch: RunWatch) -> None:
        if watch is self.shown:
            self.view.show_state()
            self.setup.set_resumable(watch.resumable)
        self.changed.emit()

    def _on_ended(self, watch: RunWatch) -> None:
        if watch is self.live:
            self.live = None
            self._say_end(watch)
            if watch is not self.shown:
                watch.deleteLater()
        if watch is self.shown:
            self.view.show_state()
        self._show_runs()
        self._show_setup()
        if watch.state == "done" and self.form.name.text().strip() == watch.name:
            self.form.name.setText(self.form.free_name(watch.name))

    def _say_end(self, watch: RunWatch) -> None:
        notify = self.services.notify
        if watch.reason is not None:
            notify.error(watch.reason)
        elif watch.state == "done":
            notify.info(self.tr("The voice “{name}” is ready.").format(name=watch.name))
        else:
            notify.info(
                self.tr("The training of “{name}” has stopped; it can be resumed.").format(name=watch.name)
            )

    def _on_options(self) -> None:
        self._refresh()

    def receive(self, what: dict[str, Any]) -> None:
        run = what.get("run")
        if run and self.project is not None and (self.project.folder / "runs" / run).is_dir():
            self.look_at(self.project.folder / "runs" / run)
