"""Finding and answering in the page: joins the review panel, the search, the editor and the project."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable
from dataclasses import replace
from functools import partial
from typing import Any

from PySide6.QtCore import QObject, QTimer

from rvcdesk.audio import processed
from rvcdesk.audio.clip import Clip
from rvcdesk.audio.history import Mark
from rvcdesk.cleaning import review
from rvcdesk.cleaning.findings import CUT, FILTER, KINDS
from rvcdesk.jobs import Reporter
from rvcdesk.messages import N_, UserError
from rvcdesk.project import Project
from rvcdesk.ui.clean.editor import Editor
from rvcdesk.ui.clean.finding import Finder, take_over
from rvcdesk.ui.clean.part import Part
from rvcdesk.ui.clean.playback import Playback
from rvcdesk.ui.clean.review import ReviewPanel
from rvcdesk.ui.clean.review_list import kind_title
from rvcdesk.ui.jobbar import Job, clock
from rvcdesk.ui.services import Services
from rvcdesk.ui.tr import text
from rvcdesk.ui.widgets.waveform_model import ViewMark
from rvcdesk.ui.work import Worker

CONTEXT_S = 0.3  # heard before and after a mark
NEAR_S = 0.5  # so far from the mark under review the cursor may go before the review of it ends
SAVE_MS = 1000


class Reviewer(Part):
    """The marks of the clip on show, and what is said of them."""

    def __init__(
        self, services: Services, editor: Editor, playback: Playback, parent: QObject | None = None
    ) -> None:
        super().__init__(parent)
        self._services, self._editor, self._playback = services, editor, playback
        self._project: Project | None = None
        self._clip: Clip | None = None
        self._skipped: list[str] = []
        self._new: dict[str, int] = {}
        self._job: Job | None = None
        self._pending: list[tuple[Clip, Mark]] = []  # filters that are being rendered
        self._filter = Worker(self)
        self._later = QTimer(self, singleShot=True, interval=SAVE_MS)
        self.panel = ReviewPanel(services.actions, services.settings)
        self.finder = Finder(services, self)
        self._connect()

    def _connect(self) -> None:
        panel, finder, view = self.panel, self.finder, self._editor.view
        panel.gone_to.connect(self._go_to)
        panel.order_changed.connect(partial(self._remember, "order"))
        panel.cancel_wanted.connect(finder.cancel)
        panel.kinds.chosen.connect(self._on_kinds)
        panel.kinds.find_wanted.connect(self.find_all)
        finder.started.connect(partial(panel.show_search, True))
        finder.ended.connect(partial(panel.show_search, False))
        finder.ended.connect(self.changed)
        finder.progressed.connect(panel.show_progress)
        finder.found.connect(self._on_found)
        finder.done.connect(self._say_found)
        view.mark_clicked.connect(partial(self._on_mark, play=False))
        view.mark_activated.connect(partial(self._on_mark, play=True))
        view.cursor_moved.connect(self._on_cursor)
        self._filter.done.connect(lambda _nothing: self._on_filtered())
        self._filter.failed.connect(self._services.notify.error)
        self._filter.ended.connect(self._on_filter_ended)
        self._later.timeout.connect(self._save)

    # --- what the page asks

    def handlers(self) -> dict[str, Callable[[], object]]:
        panel, view = self.panel, self._editor.view
        return {
            "find_all": self.find_all,
            "clean_automatically": self.clean_automatically,
            "next_mark": lambda: panel.step(1, view.edit_cursor),
            "previous_mark": lambda: panel.step(-1, view.edit_cursor),
            "play_mark": self.play,
            "accept_mark": lambda: self.answer("accepted"),
            "reject_mark": lambda: self.answer("rejected"),
            "trim_mark": self.trim,
            "accept_kind": self.accept_kind,
            "accept_all": lambda: self.answer_all("accepted"),
            "reject_all": lambda: self.answer_all("rejected"),
            "forget_answers": self.forget,
        }

    def usable(self) -> dict[str, bool]:
        ready, panel = self._editor.ready, self.panel
        marked, chosen = ready and bool(panel.marks), ready and panel.current >= 0
        opened = ready and panel.open_count > 0
        project = self._project
        return {
            "find_all": ready and not self.finder.busy,
            "clean_automatically": opened and bool(review.sure(panel.marks, self.limits)),
            **dict.fromkeys(("next_mark", "previous_mark"), marked),
            **dict.fromkeys(("accept_mark", "reject_mark", "trim_mark", "play_mark"), chosen),
            "accept_kind": chosen and bool(review.at_least(panel.marks, panel.marks[panel.current])),
            **dict.fromkeys(("accept_all", "reject_all"), opened),
            "forget_answers": project is not None and bool(review.lessons_of(project.settings)),
        }

    def set_project(self, project: Project | None) -> None:
        self.finder.cancel()
        self._filter.wait()
        self._pending.clear()
        if self._later.isActive():
            self._later.stop()
            self._save()
        self._project = project
        remembered = self._remembered
        self._skipped = [kind for kind in remembered.get("skip", []) if kind in KINDS]
        for kind, box in self.panel.kinds.boxes.items():
            was = box.blockSignals(True)
            box.setChecked(kind not in self._skipped)
            box.blockSignals(was)
        self.panel.set_order(str(remembered.get("order", review.BY_KIND)))
        self.panel.set_limits(self.limits)

    def set_clip(self, clip: Clip | None) -> None:
        self._clip = clip
        self.panel.set_clip(clip)
        self._editor.point_out(-1)

    def edited(self) -> None:
        project, clip = self._project, self._clip
        if project is not None and clip is not None:
            if review.unlearn_undone(project.settings, clip.id, clip.state.marks):
                self._taught()
            self.panel.refresh()

    # --- what the project remembers

    @property
    def _remembered(self) -> dict[str, Any]:
        data = self._project.settings.get(review.SETTINGS_KEY) if self._project is not None else None
        return data if isinstance(data, dict) else {}

    @property
    def limits(self) -> dict[str, float]:
        """From which confidence on each kind is accepted."""
        return review.thresholds(self._project.settings) if self._project is not None else {}

    def _remember(self, key: str, value: object) -> None:
        if self._project is not None and not self._project.read_only:
            self._project.settings[review.SETTINGS_KEY] = {**self._remembered, key: value}
            self._later.start()

    def _save(self) -> None:
        project = self._project
        if project is None or project.read_only:
            return
        try:
            project.save()
        except (UserError, OSError) as error:
            said = error if isinstance(error, UserError) else str(error)
            self._services.notify.warn(said)

    def _taught(self) -> None:
        self.panel.set_limits(self.limits)
        self._later.start()

    def forget(self) -> None:
        """Back to the usual thresholds."""
        if self._project is not None:
            review.forget(self._project.settings)
            self._taught()
            self._services.notify.info(self.tr("Marks are accepted from the usual certainty again."))

    # --- searching

    def _on_kinds(self, skipped: list[str]) -> None:
        self._skipped = skipped
        self._remember("skip", skipped)

    def find_all(self) -> None:
        """Look for everything in the clip on show."""
        project, clip = self._project, self._clip
        kinds = [kind for kind in KINDS if kind not in self._skipped]
        if project is None or clip is None or project.read_only or not kinds:
            return
        self._new = {}
        self.finder.start(project, [clip], kinds, self.tr("Looking for everything"))
        self.changed.emit()

    def _on_found(self, clip: Clip, findings: list[dict[str, Any]], kinds: list[str]) -> None:
        if self._project is None or clip not in self._project.clips:
            return  # removed meanwhile
        try:
            self._new[clip.id] = take_over(clip, findings, kinds, N_("Find everything"))
        except UserError as error:
            self._services.notify.error(error)
        if clip is self._editor.clip:
            self._editor.after_edit()

    def _say_found(self) -> None:
        clip = self._clip
        if clip is None or clip.id not in self._new:
            return
        marks = clip.state.marks
        asked = review.queue(marks)
        if not asked:
            self._services.notify.info(self.tr("Nothing new was found that wants an answer."))
            return
        counts = Counter(kind_title(marks[index].kind) for index in asked)
        kinds = ", ".join(f"{name} {count}" for name, count in counts.most_common())
        sure = len(review.sure(marks, self.limits))
        said = self.tr("{count} to answer: {kinds}. The app is sure of {sure}.").format(
            count=len(asked), kinds=kinds, sure=sure
        )
        self._services.notify.info(said)
        if self._editor.isVisible():
            self._editor.view.setFocus()

    # --- the mark under review

    def _go_to(self, index: int, play: bool) -> None:
        mark = self.panel.marks[index]
        self._editor.point_out(index)
        self._editor.go_to(mark.start, mark.end)
        if play and not self._services.player.silent:
            self._play(mark)
        self.changed.emit()

    def play(self) -> None:
        """Hear the mark under review again."""
        if self.panel.current >= 0:
            self._play(self.panel.marks[self.panel.current])

    def _play(self, mark: Mark) -> None:
        context = round(CONTEXT_S * self._editor.view.rate)
        try:
            self._playback.play_span(mark.start - context, mark.end + context)
        except UserError as error:
            self._services.notify.error(error)

    def _on_mark(self, mark: ViewMark, play: bool) -> None:
        if mark.key is not None:
            self.panel.go_to(mark.key, play=play)

    def _on_cursor(self, frame: int) -> None:
        """Working elsewhere ends the review of a mark: Y and W must not answer one out of mind."""
        current = self.panel.current
        if current < 0:
            return
        mark, near = self.panel.marks[current], NEAR_S * self._editor.view.rate
        if not mark.start - near <= frame <= mark.end + near:
            self.panel.leave()
            self._editor.point_out(-1)
            self.changed.emit()

    # --- answers

    def answer(self, state: str) -> None:
        """Answer the mark under review, and go on to the next open one."""
        clip, index = self._clip, self.panel.current
        if clip is None or index < 0:
            return
        mark = clip.state.marks[index]
        label = N_("Accept mark") if state == "accepted" else N_("Reject mark")
        if state == "accepted" and mark.action == FILTER and mark.state != state:
            self._accept_filters(clip, [index], label)
        elif clip.change(label, review.answered(clip.state, {index: state})):
            self._learn(clip, replace(mark, state=state))
            self._editor.after_edit()
        self._go_on()

    def _learn(self, clip: Clip, mark: Mark) -> None:
        if self._project is not None and review.learn(self._project.settings, clip.id, mark):
            self._taught()

    def _go_on(self) -> None:
        """To the next that wants an answer."""
        if review.queue(self.panel.marks):
            self.panel.step(1, 0)
        else:
            self._services.notify.info(self.tr("Every mark is answered."))
            self.changed.emit()

    def trim(self) -> None:
        """Accept the selection in the place of the mark; without another one, shrink the mark."""
        clip, index = self._clip, self.panel.current
        if clip is None or index < 0:
            return
        mark, selection = clip.state.marks[index], self._editor.view.selection
        if selection is None or selection == (mark.start, mark.end):
            start, end = review.core(mark, clip.rate)
            less = review.trimmed(clip.state, index, start, end)
            if mark.state == "accepted":
                less = review.answered(less, {less.marks.index(_moved(mark, start, end)): "accepted"})
            if clip.change(N_("Trim mark"), less):
                self._editor.after_edit()
                self._show(clip, start, end, mark.kind)
            return
        start, end = selection
        moved = review.trimmed(clip.state, index, start, end)
        place = moved.marks.index(_moved(mark, start, end))
        self._learn(clip, replace(mark, state="accepted"))
        if clip.change(N_("Trim mark"), review.answered(moved, {place: "accepted"})):
            self._editor.after_edit()
            self._show(clip, start, end, mark.kind, play=False)
            self._go_on()

    def _show(self, clip: Clip, start: int, end: int, kind: str, *, play: bool = True) -> None:
        for index, mark in enumerate(clip.state.marks):
            if (mark.start, mark.end, mark.kind) == (start, end, kind):
                self.panel.go_to(index, play=play and self.panel.auto_play.isChecked())
                return

    def answer_all(self, state: str) -> None:
        """Answer every open mark, as one step."""
        label = N_("Accept all marks") if state == "accepted" else N_("Reject all marks")
        opened = [index for index, mark in enumerate(self.panel.marks) if mark.state == "open"]
        self._answer_many(opened, state, label)
        if not self.panel.open_count:
            self._services.notify.info(self.tr("Every mark is answered."))

    def accept_kind(self) -> None:
        """Accept every open mark of the kind under review that is at least as sure as it."""
        index = self.panel.current
        if index < 0:
            return
        mark = self.panel.marks[index]
        clip = self._clip
        if clip is not None and mark.state == "open":
            self._learn(clip, replace(mark, state="accepted"))
        self._answer_many(review.at_least(self.panel.marks, mark), "accepted", N_("Accept all of a kind"))
        if review.queue(self.panel.marks):
            self.panel.step(1, 0)

    def clean_automatically(self) -> None:
        """Cut all that is at least as sure as the project's answers ask for."""
        chosen = review.sure(self.panel.marks, self.limits)
        self._answer_many(chosen, "accepted", N_("Clean automatically"))

    def _answer_many(self, indices: list[int], state: str, label: str) -> None:
        clip = self._clip
        if clip is None or not indices:
            return
        before, marks = clip.kept, clip.state.marks
        filters = [index for index in indices if marks[index].action == FILTER and state == "accepted"]
        if filters:
            self._accept_filters(clip, indices, label)
            return
        if clip.change(label, review.answered(clip.state, dict.fromkeys(indices, state))):
            self._editor.after_edit()
            self._say_changed(clip, [marks[index] for index in indices], state, before)

    def _say_changed(self, clip: Clip, marks: Iterable[Mark], state: str, before: float) -> None:
        """How many were answered, and what that did to the clip."""
        marks = list(marks)
        counts = Counter(kind_title(mark.kind) for mark in marks)
        kinds = ", ".join(f"{name} {count}" for name, count in counts.most_common())
        if state != "accepted" or not any(mark.action == CUT for mark in marks):
            self._services.notify.info(self.tr("Answered: {kinds}.").format(kinds=kinds))
            return
        said = self.tr("Accepted: {kinds}. {cut} s are cut: {before} before, {after} now.").format(
            kinds=kinds, cut=f"{before - clip.kept:.1f}", before=clock(before), after=clock(clip.kept)
        )
        self._services.notify.info(said)

    # --- filters: their sound is made before they are there

    def _accept_filters(self, clip: Clip, indices: list[int], label: str) -> None:
        marks = clip.state.marks
        chosen = [marks[index] for index in indices]
        state = review.answered(clip.state, dict.fromkeys(indices, "accepted"))
        readers = [clip.processed(source, chain) for source, chain in processed.chains(state.segments)]
        if self._filter.is_busy:
            self._services.notify.info(self.tr("A filter is at work; answer this one after it."))
            return
        title = text(KINDS[next(mark.kind for mark in chosen if mark.action == FILTER)].title)
        self._pending = [(clip, mark) for mark in chosen]
        self._label = label
        self._job = self._services.jobs.begin(
            self.tr("Taking away: {what}").format(what=title), self._filter.cancel
        )
        self._filter.progressed.connect(self._job.progress)

        def work(report: Reporter) -> None:
            processed.make_all(readers, report)

        self._filter.start(work)

    def _on_filtered(self) -> None:
        """The sound is there: answer, wherever the marks are by now."""
        pending, self._pending = self._pending, []
        if not pending:
            return
        clip = pending[0][0]
        before = clip.kept
        answers = {
            index: "accepted" for index, mark in enumerate(clip.state.marks) if (clip, mark) in pending
        }
        if answers and clip.change(self._label, review.answered(clip.state, answers)):
            if len(answers) == 1:
                self._learn(clip, replace(pending[0][1], state="accepted"))
            if clip is self._editor.clip:
                self._editor.after_edit()
                if self.panel.current in answers:
                    self._go_on()  # the one under review was among them
            self._say_changed(clip, [mark for _, mark in pending], "accepted", before)

    def _on_filter_ended(self) -> None:
        job, self._job = self._job, None
        self._pending = []
        if job is not None:
            self._filter.progressed.disconnect(job.progress)
            job.finish()


def _moved(mark: Mark, start: int, end: int) -> Mark:
    return replace(mark, start=start, end=end, state="open")
