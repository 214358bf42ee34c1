"""Recordings that are not where they were: a notice, and finding them all again in one folder."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import QObject, Qt, Signal
from PySide6.QtWidgets import QFileDialog

from rvcdesk.audio.clip import Clip
from rvcdesk.audio.clip_sources import OtherFile
from rvcdesk.jobs import Reporter
from rvcdesk.messages import Message, UserError
from rvcdesk.project import Project
from rvcdesk.ui.clean.clip_list import ClipPanel
from rvcdesk.ui.clean.editor import Editor
from rvcdesk.ui.clean.part import Part
from rvcdesk.ui.jobbar import Job
from rvcdesk.ui.services import Services
from rvcdesk.ui.tr import text
from rvcdesk.ui.widgets.notice import Notice
from rvcdesk.ui.work import Worker

Lost = list[tuple[Clip, str]]  # a clip and the id of one of its sources
Result = tuple[int, list[Message], Lost]  # how many were found, why others not, what the file could stand for


class Originals(Part):
    """The notice above the waveform and the action "find moved originals".

    Signals:
        found: the clips whose recordings are all in their place again.
    """

    found = Signal(object)

    def __init__(
        self, services: Services, editor: Editor, clips: ClipPanel, parent: QObject | None = None
    ) -> None:
        super().__init__(parent)
        self._services, self._editor, self._clips = services, editor, clips
        self._project: Project | None = None
        self._lost: Lost = []
        self._folder = self._place = Path.home()
        self._job: Job | None = None
        self.notice = Notice()
        self._worker = Worker(self)
        self._worker.done.connect(self._on_done)
        self._worker.failed.connect(services.notify.error)
        self._worker.ended.connect(self._on_ended)

    def handlers(self) -> dict[str, Callable[[], object]]:
        return {"find_originals": self.ask_for_folder}

    def usable(self) -> dict[str, bool]:
        return {"find_originals": bool(self._lost) and self._job is None}

    def set_project(self, project: Project | None) -> None:
        self._worker.wait()
        self._project = project
        self._look()

    def set_clip(self, clip: Clip | None) -> None:
        self.notice.hide()

    def _look(self) -> None:
        clips = self._project.clips if self._project is not None and not self._project.read_only else []
        self._lost = [(clip, source.id) for clip in clips for source in clip.missing_sources()]
        self.changed.emit()

    def offer(self, clip: Clip) -> None:
        """A clip could not be opened: say what can be done, when its recordings are gone."""
        self._look()
        names = [clip.source_path(clip.sources[id]).name for other, id in self._lost if other is clip]
        if not names:
            return
        sentence = self.tr("The recording {file} is not where it was.").format(file=", ".join(names[:3]))
        more = len({other.id for other, _ in self._lost}) - 1
        lines = [sentence]
        if more:
            lines.append(self.tr("Others that are missing too: {count}").format(count=more))
        self.notice.say(
            "warning",
            lines,
            [
                (self.tr("Find in a folder…"), self.ask_for_folder),
                (self.tr("Find the file…"), self.ask_for_file),
            ],
        )

    # --- asking

    def ask_for_folder(self) -> None:
        """A dialog that does not hold up the window; the folder is searched for all that is missing."""
        dialog = self._dialog(self.tr("Folder with the recordings"))
        dialog.setFileMode(QFileDialog.FileMode.Directory)
        dialog.setOption(QFileDialog.Option.ShowDirsOnly)
        dialog.fileSelected.connect(lambda name: self.search(Path(name), self._lost))
        dialog.open()

    def ask_for_file(self) -> None:
        """For the clip on show only."""
        mine = [item for item in self._lost if item[0] is self._editor.clip]
        dialog = self._dialog(self.tr("Where is the recording?"))
        dialog.setFileMode(QFileDialog.FileMode.ExistingFile)
        dialog.fileSelected.connect(lambda name: self.search(Path(name), mine[:1]))
        dialog.open()

    def _dialog(self, title: str) -> QFileDialog:
        dialog = QFileDialog(self._editor, title, str(self._folder))
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        return dialog

    # --- searching

    def search(self, place: Path, lost: Lost, *, other: bool = False) -> None:
        """Look for recordings in a folder, or take a file for one, in a worker thread.

        `other` takes a file that only fits: the user says that it holds the same sound.
        """
        if not lost or self._job is not None:
            return
        self._place = place
        self._folder = place if place.is_dir() else place.parent
        self._job = self._services.jobs.begin(self.tr("Looking for recordings"), self._worker.cancel)

        def work(report: Reporter) -> Result:
            count, failed, fits = 0, list[Message](), Lost()
            for number, (clip, source_id) in enumerate(lost):
                report.progress(number, len(lost), clip.name)
                try:
                    clip.relink(source_id, place, other=other, report=report)
                    count += 1
                except UserError as error:
                    failed.append(error.message)
                    if isinstance(error, OtherFile):
                        fits.append((clip, source_id))
            return count, failed, fits

        self._worker.start(work)
        self.changed.emit()

    def _on_done(self, result: Result) -> None:
        count, failed, fits = result
        before = {clip.id: clip for clip, _ in self._lost}
        self._look()
        still = {clip.id for clip, _ in self._lost}
        again = [clip for clip_id, clip in before.items() if clip_id not in still]
        for clip in again:
            self._clips.model.set_problem(clip, "")
        if failed:
            said = self.tr("Recordings found: {count}; still missing: {missing}").format(
                count=count, missing=len(failed)
            )
            alone = len(failed) == 1 and not count
            self._services.notify.warn(failed[0] if alone else said, "\n".join(map(text, failed)))
        else:
            self._services.notify.info(self.tr("Recordings found: {count}").format(count=count))
        if fits:
            self._offer_other(self._place, fits, failed[0])
        if again:
            self.found.emit(again)

    def _offer_other(self, place: Path, fits: Lost, why: Message) -> None:
        """The file that was chosen is another one, of the same length: whether to use it is the user's."""
        self.notice.say(
            "warning",
            [text(why)],
            [
                (self.tr("Use it all the same"), lambda: self.search(place, fits, other=True)),
                (self.tr("Find the file…"), self.ask_for_file),
            ],
        )

    def _on_ended(self) -> None:
        job, self._job = self._job, None
        if job is not None:
            job.finish()
        self.changed.emit()
