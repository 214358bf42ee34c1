"""The Convert page: a vocal in, a cover out."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

from PySide6.QtCore import Qt, QTimer
from PySide6.QtWidgets import (
    QMessageBox,
    QSplitter,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)

from rvcdesk.conversion.cover import next_take
from rvcdesk.project import Project
from rvcdesk.resources import sample_dir
from rvcdesk.sample import INSTRUMENTAL, SONG
from rvcdesk.settings import cache_dir
from rvcdesk.ui.convert.conversion import Conversion
from rvcdesk.ui.convert.export import Export, mix_options
from rvcdesk.ui.convert.files import EmptyConvert, choose_sound, sort_files, voices_to_import
from rvcdesk.ui.convert.head import make_head
from rvcdesk.ui.convert.listening import Listening
from rvcdesk.ui.convert.needs import Needs
from rvcdesk.ui.convert.opening import Opening
from rvcdesk.ui.convert.panel import WIDTH, SidePanel
from rvcdesk.ui.convert.song import Song, instrumental_beside, last_vocal
from rvcdesk.ui.convert.sound import RESULT, SOURCE, Levels
from rvcdesk.ui.convert.studio import Studio
from rvcdesk.ui.convert.suggestion import Suggestions
from rvcdesk.ui.errors import open_folder
from rvcdesk.ui.page import Page
from rvcdesk.ui.services import Services
from rvcdesk.ui.voice_import import Taken, VoiceImport
from rvcdesk.ui.widgets.scrolled import scrolled

KEEP_MS = 600


class ConvertPage(Page):
    """Voice and settings on the left; the song, its takes and its mix on the right."""

    id = "convert"
    needs_project = False

    def __init__(self, services: Services, parent: QWidget | None = None) -> None:
        super().__init__(services, parent)
        self.setAccessibleName(self.title())
        self.song: Song | None = None
        self.side = SidePanel(services.settings, services.actions.action("convert_start"), services.models)
        self.studio = Studio(services.actions)
        self.compare = self.studio.compare
        self.listening = Listening(services, self.studio, self)
        self.conversion = Conversion(services, self)
        self.export = Export(services, self)
        self.suggestions = Suggestions(services.engine, self.side, self)
        self.needs = Needs(services, self.side)
        self.importing = VoiceImport(services, self)
        self._opening = Opening(self)
        self._keep = QTimer(self, singleShot=True, interval=KEEP_MS)
        self._stack = QStackedWidget()
        self._arrange()
        self._connect()
        self._show_song(None)

    def title(self) -> str:
        return self.tr("Convert")

    # --- building

    def _arrange(self) -> None:
        self._empty = EmptyConvert(self.services.actions, self._open_sample)
        self._stack.addWidget(self._empty)
        self._stack.addWidget(scrolled(self.studio))
        split = QSplitter(Qt.Orientation.Horizontal)
        split.setObjectName("convert.panes")
        split.addWidget(self.side)
        split.addWidget(self._stack)
        split.setStretchFactor(1, 1)
        split.setChildrenCollapsible(False)
        split.setSizes([WIDTH, 900])
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 16, 0, 0)
        column.setSpacing(10)
        column.addLayout(make_head(self.title(), self.services.actions))
        column.addWidget(split, 1)

    def _connect(self) -> None:
        notify, compare = self.services.notify, self.compare
        mixer, takes = self.studio.mixer, self.studio.takes
        self._opening.opened.connect(self._on_opened)
        self._opening.failed.connect(notify.error)
        for lane in compare.lanes:
            lane.track.failed.connect(notify.error)
        compare.source.dropped.connect(self.drop)
        compare.result.dropped.connect(self.drop)
        compare.instrumental.dropped.connect(lambda paths: self.set_instrumental(paths[0]))
        mixer.dropped.connect(lambda paths: self.set_instrumental(paths[0]))
        mixer.choose_wanted.connect(self._choose_instrumental)
        mixer.remove_wanted.connect(lambda: self.set_instrumental(None))
        mixer.changed.connect(self._keep.start)
        self._keep.timeout.connect(self._keep_mix)
        takes.chosen.connect(self._show_take)
        takes.settings_wanted.connect(self._use_settings)
        takes.folder_wanted.connect(self._show_in_folder)
        self.studio.folder_wanted.connect(self._show_in_folder)
        self.side.cancel_wanted.connect(self.conversion.cancel)
        self.side.picker.changed.connect(self._on_voice)
        self.side.picker.train_wanted.connect(lambda: self.page_wanted.emit("train", {}))
        self.side.picker.import_wanted.connect(self.importing.ask)
        self.importing.ended.connect(self._on_imported)
        self.needs.changed.connect(self._show_work)
        self.conversion.changed.connect(self._show_work)
        self.conversion.recorded.connect(self._on_recorded)
        self.export.changed.connect(self.changed)
        self.export.saved.connect(self.studio.set_saved)
        self.listening.changed.connect(self.changed)
        # A training that ends leaves a voice.
        self.services.jobs.changed.connect(self.side.picker.refresh_later)

    # --- what the window asks

    def handlers(self) -> dict[str, Callable[[], object]]:
        listening = self.listening
        loop = self.services.actions.action("loop")
        return {
            "convert_start": self.convert,
            "choose_vocal": self._choose_vocal,
            "choose_instrumental": self._choose_instrumental,
            "save_cover": self.save_cover,
            "save": self.save_cover,
            "play_stop": listening.play_stop,
            "play_stop_here": listening.stop_here,
            "play_once": listening.play_once,
            "pause": listening.pause,
            "loop": lambda: listening.set_loop(loop.isChecked()),
            "switch_ab": listening.switch,
            "zoom_in": lambda: self.compare.view.zoom_in(),
            "zoom_out": lambda: self.compare.view.zoom_out(),
            "zoom_normal": lambda: self.compare.view.zoom_normal(),
            "zoom_fit": lambda: self.compare.view.fit(),
        }

    def enabled(self, action_id: str) -> bool:
        if action_id == "convert_start":
            return not self._why_not() and not self.conversion.running
        if action_id in ("save_cover", "save"):
            return self.studio.takes.path is not None and not self.export.running
        if action_id == "choose_instrumental":
            return self.song is not None
        if action_id == "switch_ab":
            return self.listening.has_both
        if action_id == "pause":
            return self.listening.playback.state != "stopped"
        if action_id.startswith("play_"):
            return self.listening.ready
        if action_id.startswith("zoom_"):
            return self.compare.view.source is not None
        return True

    def set_project(self, project: Project | None) -> None:
        self.conversion.cancel()
        self._keep_mix()
        self._opening.cancel()
        super().set_project(project)
        self._show_song(None)
        if project is None:
            self.listening.wait()  # no thread may still write in a folder that is given back
        self.side.picker.set_project(project.folder if project is not None else None)
        vocal = last_vocal(project.folder) if project is not None else None
        if vocal is not None:
            self.open_vocal(vocal)

    def activated(self) -> None:
        self.side.picker.refresh()
        self.needs.look()
        self.services.models.look_again()
        self.studio.transport.set_volume(self.services.player.volume)
        self.suggestions.set_visible(True)
        self._take_focus()

    def _take_focus(self) -> None:
        """Where single keys and Space play, not where they type."""
        if self.song is not None and self.isVisible():
            self.compare.source.view.setFocus(Qt.FocusReason.OtherFocusReason)
        elif self.isVisible():
            self._empty.take_focus()

    def deactivated(self) -> None:
        self.listening.playback.stop()
        self.suggestions.set_visible(False)

    def receive(self, what: dict[str, Any]) -> None:
        """`{"voice": path}` chooses a voice, `{"vocal": path}` opens a vocal."""
        if "voice" in what:
            self.side.picker.refresh()
            self.side.picker.choose(what["voice"])
        if "vocal" in what:
            self.open_vocal(Path(what["vocal"]))

    def may_close(self) -> bool:
        if not self.conversion.running and not self.export.running:
            return True
        answer = QMessageBox.question(
            self,
            self.tr("A cover is being made"),
            self.tr("The work under way is lost when the window or the project closes. Close anyway?"),
        )
        return answer == QMessageBox.StandardButton.Yes

    def drop(self, paths: list[Path]) -> bool:
        wanted = voices_to_import(paths)
        if wanted and not self.importing.busy:
            self.importing.take(wanted)
            paths = [path for path in paths if path not in wanted]
        voice, vocal, instrumental = sort_files(paths)
        if voice is not None:
            self.side.picker.choose(voice)
        if vocal is not None:
            self.open_vocal(vocal, instrumental)
        return voice is not None or vocal is not None or bool(wanted)

    def _on_imported(self, taken: Taken) -> None:
        self.side.picker.refresh()
        if taken.voices:
            self.side.picker.choose(taken.voices[-1][1])

    # --- files

    def _choose_vocal(self) -> None:
        choose_sound(self, self.tr("Choose a vocal"), self._folder, self.open_vocal)

    def _choose_instrumental(self) -> None:
        choose_sound(self, self.tr("Choose an instrumental"), self._folder, self.set_instrumental)

    def _open_sample(self) -> None:
        self.open_vocal(sample_dir() / SONG, sample_dir() / INSTRUMENTAL)

    @property
    def _folder(self) -> Path:
        return self.song.vocal.parent if self.song is not None else Path.home()

    def open_vocal(self, path: Path, instrumental: Path | None = None) -> None:
        """Show a vocal once it has proven readable; what is shown stays until then."""
        self._opening.open(path, instrumental)

    def _on_opened(self, path: Path, instrumental: Path | None) -> None:
        self._keep_mix()
        song = Song.of(path, self.project.folder if self.project is not None else None)
        self._show_song(song)
        stored = song.mix()
        left, levels = stored or (instrumental_beside(path), Levels())
        wanted = instrumental or left
        self.studio.mixer.show_levels(levels)
        self.set_instrumental(wanted if wanted is not None and wanted.is_file() else None)
        self._take_focus()
        takes = song.takes
        if takes:
            self._use_settings(takes[-1].get("settings") or {})

    def set_instrumental(self, path: Path | None) -> None:
        """What the vocal is mixed with."""
        if self.song is None and path is not None:
            self.open_vocal(path)
            return
        track = self.compare.instrumental.track
        if path is None:
            track.clear()
        elif path != track.path:
            track.open(path, self._cache)
        self.compare.show_names()
        self._keep.start()

    @property
    def _cache(self) -> Path:
        own = self.project is not None and not self.project.read_only
        return self.project.folder / "cache" if own and self.project is not None else cache_dir()

    def _show_song(self, song: Song | None) -> None:
        if song is None or self.song is None or song.vocal != self.song.vocal:
            self.side.form.f0_file.set_path(None)  # it was drawn for the other one
        self.song = song
        self._keep.stop()
        self.studio.set_saved(None)
        for lane in self.compare.lanes:
            lane.track.clear()
        self.compare.set_place(0.0)
        self._stack.setCurrentIndex(0 if song is None else 1)
        if song is not None:
            self.compare.source.track.open(song.vocal, self._cache)
            self.studio.takes.show_takes(song.folder, song.takes)
        else:
            self.studio.takes.show_takes(Path(), [])
        self.listening.choose(RESULT if song is not None and song.takes else SOURCE)
        self.suggestions.ask(song.vocal if song is not None else None, self.project)
        self._show_work()

    def _show_take(self, path: Path | None) -> None:
        track = self.compare.result.track
        if path is None:
            track.clear()
            self.listening.choose(SOURCE)
        elif path != track.path:
            track.open(path, self._cache)
            self.listening.choose(RESULT)
        self.compare.show_names()
        self.changed.emit()

    def _use_settings(self, settings: dict[str, Any]) -> None:
        self.side.form.show_settings(settings)
        if settings.get("voice"):
            self.side.picker.choose(str(settings["voice"]))

    def _keep_mix(self) -> None:
        self._keep.stop()
        read_only = self.project is not None and self.project.read_only
        if self.song is not None and not read_only and (self.song.folder / "cover.json").is_file():
            self.song.keep_mix(self.compare.instrumental.track.path, self.studio.mixer.levels())

    # --- converting

    def _why_not(self) -> str:
        if self.project is not None and self.project.read_only:
            return self.tr("This project can only be read here.")
        if self.side.picker.entry is None:
            return self.tr("Choose a voice first.")
        if self.song is None:
            return self.tr("Choose a vocal first.")
        return self.needs.reason()

    def convert(self) -> None:
        """Make a new take."""
        entry, song = self.side.picker.entry, self.song
        if entry is None or song is None or self._why_not():
            return
        project = self.project.folder if self.project is not None else None
        options = self.side.form.options(song.vocal, str(entry.path), next_take(song.folder), project)
        self.conversion.start(options, self.side.picker.stored_name)

    def _show_work(self) -> None:
        work = self.conversion
        self.side.show_work(work)
        self.side.say("" if work.running else self._why_not())
        if work.running:
            share = f" {work.share:.0%}" if work.share is not None else ""
            said = f"{work.said}{share}"
        else:
            said = self._why_not() or self.tr("Press Convert (Ctrl+Return) to hear the voice sing this")
        self.compare.result.set_empty_text(said)
        self.changed.emit()

    def _on_recorded(self, folder: Path) -> None:
        if self.song is None or self.song.folder != folder:
            return
        self.studio.takes.show_takes(folder, self.song.takes)
        self._keep.start()
        self.services.notify.info(
            self.tr("{take} is ready; T switches between source and result.").format(
                take=self.studio.takes.path.stem if self.studio.takes.path is not None else ""
            )
        )

    def _on_voice(self) -> None:
        if self.isVisible():
            self.needs.look()
        self.needs.show()
        self.suggestions.ask(self.song.vocal if self.song is not None else None, self.project)

    # --- saving

    def save_cover(self) -> None:
        """Ask where, then mix."""
        take, song = self.studio.takes.path, self.song
        if take is None or song is None:
            return
        instrumental = self.compare.instrumental.track.path
        proposed = song.folder / "cover.wav"
        options = mix_options(take, instrumental, self.studio.mixer.levels(), proposed)
        keep = [song.vocal, *self.studio.takes.paths, *([instrumental] if instrumental else [])]
        self.export.ask(proposed, options, keep)

    def _show_in_folder(self, path: Path | None) -> None:
        if path is not None and not open_folder(path.parent):
            self.services.notify.warn(self.tr("The file lies in {folder}.").format(folder=path.parent))
