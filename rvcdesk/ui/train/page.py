"""The Train page: from cleaned clips to a voice, with live losses and previews."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Any

from PySide6.QtWidgets import QFileDialog, QStackedWidget, QVBoxLayout, QWidget

from rvcdesk.events import Event
from rvcdesk.messages import UserError
from rvcdesk.settings import documents_dir, engine_command
from rvcdesk.training import runs
from rvcdesk.ui.empty import EmptyState
from rvcdesk.ui.errors import open_folder
from rvcdesk.ui.page import Page
from rvcdesk.ui.services import Services
from rvcdesk.ui.train.battery import BatteryWatch
from rvcdesk.ui.train.exports import Exports
from rvcdesk.ui.train.offers import Offers
from rvcdesk.ui.train.options_form import OptionsForm
from rvcdesk.ui.train.questions import Leaving, ask_leaving, offer_other_name
from rvcdesk.ui.train.run_view import RunView
from rvcdesk.ui.train.setup_panel import SetupPanel
from rvcdesk.ui.train.storage_dialog import StorageDialog
from rvcdesk.ui.train.survey import Survey
from rvcdesk.ui.train.train_on import TrainOnDialog
from rvcdesk.ui.train.voice_choice import VoiceChoice
from rvcdesk.ui.train.watch import RunWatch
from rvcdesk.voice.library import file_stem

if TYPE_CHECKING:
    from rvcdesk.assets.catalog import Asset
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
        self._lacking: tuple[Asset, ...] = ()  # when the survey was asked
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
        self.form.changed.connect(self._refresh)
        # Where Space plays a preview, not where it presses Stop.
        self.setup.focus_lost.connect(self.view.plot.setFocus)
        self.survey.devices_found.connect(self.form.set_devices)
        self.survey.changed.connect(self.changed)
        self.view.chooser.chosen.connect(self.look_at)
        self.view.saves.tree.itemSelectionChanged.connect(self.changed)
        self.battery = BatteryWatch(services.notify, self)
        self.voice_choice = VoiceChoice(services, self.view.notice, self)
        self.voice_choice.changed.connect(self._on_voice)
        self.exports = Exports(self.view.plot, services.notify)
        self.offers = Offers(self)
        self.changed.connect(self.offers.show_reasons)
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
        has_clips = self.has_clips
        self._stack.setCurrentIndex(1 if has_clips or self.shown is not None else 0)
        if has_clips and self.isVisible() and self.live is None:
            lacking, self._lacking = self._lacking, self.form.lacking
            self.survey.wanted(self.form.options(), again=again or lacking != self._lacking)
        self.changed.emit()

    def _names(self) -> frozenset[str]:
        return frozenset(folder.name for folder in self._folders())

    def _folders(self) -> list[Path]:
        return runs.list_runs(self.project.folder) if self.project is not None else []

    def _leave(self) -> None:
        """Look away from the project; what trains goes on, or pauses if the user said so."""
        self.survey.forget()
        self.view.saves.stop()
        for watch in {self.live, self.shown} - {None}:
            assert watch is not None
            watch.leave()
            watch.deleteLater()
        self.live = self.shown = None
        self.battery.follow(False)
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
            "train_on": self.ask_train_on,
            "make_voice": self.make_voice,
            "export_curves_picture": lambda: self.exports.picture(self.shown),
            "export_curves_table": lambda: self.exports.table(self.shown),
            "show_tensorboard": lambda: self.exports.tensorboard(self.shown),
            "open_run": self.ask_run,
            "training_storage": self.show_storage,
            "play_stop": self.view.saves.toggle,
            "switch_ab": self.view.saves.switch,
        }

    @property
    def trained(self) -> RunWatch | None:
        """The run that Pause and Save are about: the one that is shown, else the one that trains here."""
        return self.shown if self.shown is not None and self.shown.running else self.live

    @property
    def own(self) -> RunWatch | None:
        """The run that is shown, where it is one of this project: only that can be trained here."""
        if self.shown is None or self.project is None or self.shown.project != self.project.folder:
            return None
        return self.shown

    @property
    def has_clips(self) -> bool:
        """Whether there is something to train on."""
        return self.project is not None and any(clip.kept > 0 for clip in self.project.clips)

    def enabled(self, action_id: str) -> bool:
        return self.offers.enabled(action_id)

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
        if self.own is not None and self.own.resumable and self.live is None:
            self.survey.cancel()
            self._train(self.own.folder)

    def stop(self) -> None:
        """Pause: let the run save and end."""
        if self.trained is not None:
            self.trained.stop()

    def save_now(self) -> None:
        """Let the run save and go on."""
        if self.trained is not None:
            self.trained.save()

    def ask_train_on(self) -> None:
        """Ask how much further the run that is shown is to be trained."""
        if self.own is None:
            return
        folder = self.own.folder
        dialog = TrainOnDialog(self.own, self)
        dialog.wanted.connect(lambda epochs: self.train_on(folder, epochs))
        dialog.open()

    def train_on(self, folder: Path, epochs: int) -> None:
        """Train a run that has ended to so many epochs in all."""
        try:
            runs.extend(folder, epochs)
        except UserError as error:
            self.services.notify.error(error)
            return
        self.survey.cancel()
        self._train(folder)

    def make_voice(self) -> None:
        """Make the chosen save the project's voice."""
        save = self.view.saves.chosen
        if self.shown is not None and save is not None:
            self.voice_choice.make(self.shown, save)

    def ask_run(self) -> None:
        """Ask for the folder of a run that lies anywhere."""
        title = self.tr("Open a run folder")
        start = self.shown.folder.parent if self.shown is not None else documents_dir()
        chosen = QFileDialog.getExistingDirectory(self, title, str(start))
        if chosen:
            self.open_run(Path(chosen))

    def open_run(self, folder: Path) -> None:
        """Show a run that lies anywhere; it is followed while somebody trains it."""
        if not (folder / "events.jsonl").is_file() and not (folder / "options.json").is_file():
            self.services.notify.warn(
                self.tr("{folder} is not a training run (there is no events.jsonl in it).").format(
                    folder=folder
                )
            )
            return
        known = [run for run in self._folders() if run.resolve() == folder.resolve()]
        self.look_at(known[0] if known else folder)

    def show_storage(self) -> None:
        """Show what takes room."""
        if self.project is None:
            return
        dialog = StorageDialog(self.project.folder, self)
        dialog.cleared.connect(self.survey.again)
        dialog.failed.connect(self.services.notify.error)
        dialog.open()

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
        watch.over.connect(lambda: self._on_ended(watch))
        if watch.live and not watch.host and watch.folder in self._folders():
            self.live = watch
            self.battery.follow(True)
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
        shown = self.shown
        self.setup.set_resumable(self.own is not None and self.own.resumable)
        self.setup.set_following(shown is not None and shown.running and shown is not self.live)
        self.setup.set_running(self.live is not None)
        self.changed.emit()

    def _on_voice(self) -> None:
        self.view.show_saves()
        self.view.show_state()
        self.changed.emit()

    def _on_heard(self, watch: RunWatch, events: list[Event]) -> None:
        if watch is self.shown:
            self.view.hear(events)

    def _on_changed(self, watch: RunWatch) -> None:
        if watch is self.shown:
            self.view.show_state()
            self._show_setup()
        self.changed.emit()

    def _on_ended(self, watch: RunWatch) -> None:
        if watch is self.live or watch.host:
            self._say_end(watch)
        trained_here = watch is self.live
        if trained_here:
            self.live = None
            self.battery.follow(False)
            self.view.notice.hide()  # what it says of the voice is over
            if watch is not self.shown:
                watch.deleteLater()
        if watch is self.shown:
            self.view.show_saves()
            self.view.show_state()
        self._show_runs()
        self._show_setup()
        if watch.state == "done" and self.form.name.text().strip() == watch.name:
            self.form.name.setText(self.form.free_name(watch.name))
        if trained_here:
            self._refresh(again=True)  # memory, room and time are others now

    def _say_end(self, watch: RunWatch) -> None:
        notify = self.services.notify
        if watch.reason is not None:
            notify.error(watch.reason)
        elif watch.state == "done":
            notify.info(self.tr("The voice “{name}” is ready.").format(name=watch.name))
        else:
            notify.info(
                self.tr("The training of “{name}” is paused; Resume goes on with it.").format(name=watch.name)
            )

    def receive(self, what: dict[str, Any]) -> None:
        run = what.get("run")
        if run and self.project is not None and (self.project.folder / "runs" / run).is_dir():
            self.look_at(self.project.folder / "runs" / run)
