"""Processing: the panels of the effects, previews that can be compared, applying, repeating, taking off."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import Any

from PySide6.QtCore import QObject

from rvcdesk.audio import edits, processed
from rvcdesk.audio.clip import Clip
from rvcdesk.messages import N_, Message, UserError
from rvcdesk.project import Project
from rvcdesk.ui.clean.editor import Editor
from rvcdesk.ui.clean.effects_cache import EffectCache
from rvcdesk.ui.clean.effects_forms import FORMS, step_of
from rvcdesk.ui.clean.effects_panel import EffectPanel
from rvcdesk.ui.clean.effects_runner import EffectRunner
from rvcdesk.ui.clean.effects_steps import ChainStep, LoudnessStep, Options, Spans, Step
from rvcdesk.ui.clean.effects_trial import TrialSound
from rvcdesk.ui.clean.part import Part
from rvcdesk.ui.clean.playback import Playback
from rvcdesk.ui.clean.recordings import Recordings
from rvcdesk.ui.services import Services
from rvcdesk.ui.tr import text
from rvcdesk.ui.widgets.waveform_model import clock
from rvcdesk.ui.work import Worker

SETTINGS_KEY, PROFILES_KEY = "effects", "noise_profiles"
PREVIEW_S = 15.0
ON_BOX = ("spectral_delete", "spectral_attenuate", "spectral_heal")
LEAST_PROFILE_S = 0.1


class Effects(Part):
    """Everything in the process menu that changes sound."""

    def __init__(
        self,
        services: Services,
        editor: Editor,
        playback: Playback,
        recordings: Recordings,
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self._services, self._editor = services, editor
        self._playback, self._recordings = playback, recordings
        self._project: Project | None = None
        self._clip: Clip | None = None
        self._last: tuple[str, Options] | None = None
        self._profiles: dict[str, tuple[str, int, int]] = {}
        self._trial: TrialSound | None = None
        self._span: edits.Span = (0, 0)
        self.panel = EffectPanel()
        self.runner = EffectRunner(services.jobs, self)
        self._previewer = Worker(self)
        self.cache = EffectCache(services, self)
        self._connect()

    def _connect(self) -> None:
        panel, runner, view = self.panel, self.runner, self._editor.view
        panel.preview_toggled.connect(self._on_preview)
        panel.compare_toggled.connect(self._on_compare)
        panel.apply_wanted.connect(self._on_apply)
        panel.profile_wanted.connect(self.take_profile)
        panel.settled.connect(self._on_settled)
        panel.closed.connect(self._on_closed)
        runner.committed.connect(self._on_committed)
        runner.failed.connect(self._on_failed)
        runner.finished.connect(self._on_finished)
        self._previewer.done.connect(self._on_previewed)
        self._previewer.failed.connect(self._on_failed)
        self.cache.filled.connect(self._editor.show_edits)
        self._recordings.leaving.connect(runner.forget)
        self._services.player.state_changed.connect(lambda _state: self._show_playing())
        view.selection_changed.connect(lambda _selection: self._show_usable())
        view.box_changed.connect(lambda *_box: self._show_usable())
        self._show_playing()

    # --- what the page asks

    def handlers(self) -> dict[str, Callable[[], object]]:
        return {
            **{form: partial(self.open, form) for form in FORMS},
            "noise_profile": self.take_profile,
            "spectral_delete": partial(self._apply, "spectral_delete", {}),
            "spectral_heal": partial(self._apply, "spectral_heal", {}),
            "repeat_effect": self.repeat,
            "compare_effect": lambda: self._on_compare(not (self._trial and self._trial.bypassed)),
            "remove_effects": self.remove,
        }

    def usable(self) -> dict[str, bool]:
        editor, clip = self._editor, self._editor.clip
        edit, selected = editor.can_edit, editor.ready and bool(editor.view.selections)
        boxed = edit and selected and editor.view.spectral_box is not None
        segments = clip.state.segments if clip is not None else ()
        last = self._last[0] if self._last is not None else ""
        return {
            **dict.fromkeys(FORMS, edit),
            **dict.fromkeys(ON_BOX, boxed),
            "noise_profile": selected,
            "repeat_effect": bool(last) and (boxed if last in ON_BOX else edit),
            "compare_effect": self._previewing,
            "remove_effects": edit and any(segment.effects for segment in segments),
        }

    def set_project(self, project: Project | None) -> None:
        self.runner.stop()
        self._project = project
        self.cache.set_project(project)
        stored = project.settings.get(PROFILES_KEY, {}) if project is not None else {}
        self._profiles = {key: (str(item[0]), int(item[1]), int(item[2])) for key, item in stored.items()}
        self._last = None

    def set_clip(self, clip: Clip | None) -> None:
        self._previewer.wait()
        self.cache.stop()
        self._trial = None
        self._clip = clip
        if clip is None:
            self.panel.close_panel()
        else:
            self.cache.fill(clip)

    def edited(self) -> None:
        if self._trial is not None:
            self._trial.show(None)
        self._previewer.cancel()
        self._trial = None
        if self._clip is not None:
            self.cache.fill(self._clip)
        self._show_usable()
        self._show_playing()

    # --- the panel

    def open(self, form: str) -> None:
        """Show an effect's panel with the settings that were used last."""
        self._stop_trial()
        self.panel.open(form)
        stored = self._project.settings.get(SETTINGS_KEY, {}) if self._project is not None else {}
        if self.panel.form is not None and isinstance(stored.get(form), dict):
            self.panel.form.show_options(stored[form])
        self._show_usable()

    def _show_usable(self) -> None:
        form = self.panel.form
        if form is not None and not self.panel.isHidden():
            box, selected = self._editor.view.spectral_box, bool(self._editor.view.selections)
            ready = self._editor.can_edit and (not form.form.needs_box or box is not None and selected)
            for button in (self.panel.apply, self.panel.preview):
                button.setEnabled(ready)
            self.panel.profile.setEnabled(selected)
            self.panel.describe(self._described(form.form.id, selected))
        self.changed.emit()

    def _described(self, form: str, selected: bool) -> str:
        scope = self.tr("On the selection.") if selected else self.tr("On the whole recording.")
        if form != "noise_reduction" or self._clip is None:
            return scope
        known = self._profiles.get(self._clip.id)
        if known is None:
            return (
                scope
                + " "
                + self.tr(
                    "Noise: the quietest moments of the recording. Better: select a pause and say that it "
                    "is noise."
                )
            )
        rate = self._clip.rate
        times = clock(known[1] / rate), clock((known[1] + known[2]) / rate)
        return (
            scope
            + " "
            + self.tr("Noise: {start} to {end} of the recording.").format(start=times[0], end=times[1])
        )

    def _on_closed(self) -> None:
        self._stop_trial()
        if self._editor.isVisible():
            self._editor.view.setFocus()

    def _on_settled(self) -> None:
        if self._previewing:
            self._preview()

    def take_profile(self) -> None:
        """What is selected is noise: remembered for this recording."""
        clip, selection = self._editor.clip, self._editor.view.selection
        if clip is None or selection is None:
            return
        pieces = [
            piece for piece in edits.extract(clip.state.segments, *selection) if piece.source_id is not None
        ]
        longest = max(pieces, key=lambda piece: piece.frames, default=None)
        if longest is None or longest.frames < LEAST_PROFILE_S * clip.rate:
            self._services.notify.warn(
                self.tr("This is too short to know the noise by; select a longer pause.")
            )
            return
        self._profiles[clip.id] = (longest.source_id or "", longest.start, longest.frames)
        self._remember(PROFILES_KEY, {key: list(value) for key, value in self._profiles.items()})
        self._services.notify.info(
            self.tr("The noise is known now. Select what to clean, or nothing for the whole recording.")
        )
        self._show_usable()

    def _remember(self, key: str, value: Any) -> None:
        if self._project is not None and not self._project.read_only:
            self._project.settings[key] = value
            self._project.save()

    # --- hearing it first

    @property
    def _previewing(self) -> bool:
        player = self._services.player
        return self._trial is not None and player.source is self._trial and player.state != "stopped"

    def _on_preview(self, wanted: bool) -> None:
        if wanted:
            self._preview()
        else:
            self._stop_trial()

    def _spans(self, clip: Clip) -> Spans:
        return tuple(sorted(self._editor.view.selections)) or ((0, clip.frames),)

    def _preview(self) -> None:
        """Render a stretch with the settings as they are; what plays goes over into it."""
        clip, form = self._clip, self.panel.form
        if clip is None or form is None:
            return
        try:
            step = self._step(form.form.id, form.options)
            spans = self._spans(clip)
            if not self._previewing:
                cursor = self._editor.view.edit_cursor
                start, end = next((span for span in spans if span[0] <= cursor < span[1]), spans[0])
                start = max(start, cursor) if start <= cursor < end else start
                self._span = start, min(end, start + round(PREVIEW_S * clip.rate))
            work = step.work(clip, spans if isinstance(step, LoudnessStep) else (self._span,))
        except UserError as error:
            self._on_failed(error.message)
            return
        self.panel.say(self.tr("One moment…"))
        self._previewer.start(lambda report: (step, clip, work(report)))

    def _on_previewed(self, result: tuple[Step, Clip, Any]) -> None:
        step, clip, found = result
        trial = step.commit(clip, (self._span,), found) if clip is self._clip else None
        self.panel.say("")
        if trial is None or self.panel.isHidden():
            self._show_playing()
        elif self._previewing and self._trial is not None:
            self._trial.show(trial)
        else:
            self._trial = TrialSound(clip, trial, self._services.settings.get("play_speed"))
            self._playback.audition(self._trial, *self._span)
            self._show_playing()

    def _stop_trial(self) -> None:
        self._previewer.cancel()
        if self._previewing:
            self._playback.stop()
        self._trial = None
        self.panel.say("")
        self._show_playing()

    def _on_compare(self, without: bool) -> None:
        if self._trial is not None:
            self._trial.show(bypassed=without)
        self._show_playing()

    def _show_playing(self) -> None:
        playing = self._previewing
        self.panel.show_playing(playing, self._trial is not None and self._trial.bypassed)
        self.changed.emit()

    # --- doing it

    def _step(self, form: str, options: Options) -> Step:
        if form in FORMS:
            return step_of(form, options, self._editor.view.spectral_box, self._profiles)
        box = self._editor.view.spectral_box or (0.0, 0.0)
        return ChainStep(form, {**options, "low_hz": round(box[0], 1), "high_hz": round(box[1], 1)})

    def _on_apply(self, everywhere: bool) -> None:
        form = self.panel.form
        if form is not None:
            stored = self._project.settings.get(SETTINGS_KEY, {}) if self._project is not None else {}
            self._remember(SETTINGS_KEY, {**stored, form.form.id: form.options})
            self._apply(form.form.id, form.options, everywhere=everywhere)

    def _apply(self, form: str, options: Options, *, everywhere: bool = False) -> None:
        clip, project = self._editor.clip, self._project
        if clip is None or project is None or not self._editor.can_edit:
            return
        if self.runner.busy:
            self._services.notify.info(self.tr("An effect is at work; this one follows it."))
        self._stop_trial()
        self._last = (form, options)
        clips = [(item, ((0, item.frames),)) for item in project.clips] if everywhere else []
        self.runner.start(self._step(form, options), clips or [(clip, self._spans(clip))])
        self.changed.emit()

    def repeat(self) -> None:
        """The last effect again, on what is selected now."""
        if self._last is not None:
            self._apply(*self._last)

    def remove(self) -> None:
        """Take every effect off what is selected, or off all of it."""
        clip = self._editor.clip
        if clip is None:
            return
        segments = clip.state.segments
        for start, end in self._spans(clip):
            segments = processed.removed(segments, start, end)
        self._editor.act(lambda clip: clip.edit(N_("Take effects off"), segments))

    def _on_committed(self, clip: Clip, label: str, segments: edits.Segments) -> None:
        try:
            if clip is self._editor.clip:
                self._editor.act(lambda clip: clip.edit(label, segments))
            elif clip.edit(label, segments):
                self._recordings.panel.model.refresh(clip)
        except UserError as error:
            self._services.notify.error(error)

    def _on_failed(self, message: Message) -> None:
        self.panel.say(text(message) if not self.panel.isHidden() else "")
        self._services.notify.warn(message)
        self._show_playing()

    def _on_finished(self, count: int, label: str) -> None:
        """Say so: an effect may be hard to see."""
        self.changed.emit()
        if not count:
            return
        if count > 1:
            said = self.tr("{effect}: done with %n recordings; each has its own undo.", "", count)
        else:
            said = self.tr("{effect}: done. Undo takes it back.")
        self._services.notify.info(said.format(effect=text(label)))
