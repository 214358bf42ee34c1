"""What can be done on the Train page now, and why not."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject

from rvcdesk.ui.action_specs import BY_ID
from rvcdesk.ui.actions import translated
from rvcdesk.ui.tr import text

if TYPE_CHECKING:
    from rvcdesk.ui.train.page import TrainPage

BUTTONS = ("train_start", "train_stop", "train_save")
SAID = ("make_voice", "train_on", "show_tensorboard")  # in menus and tool buttons: in their tool tips


class Offers(QObject):
    """Answers for the page's actions."""

    def __init__(self, page: TrainPage) -> None:
        super().__init__(page)
        self._page = page

    def enabled(self, action_id: str) -> bool:
        """Whether an action can be used now."""
        page = self._page
        shown, trained = page.shown, page.trained
        if action_id == "train_start":
            return page.live is None and not self.why_not("train_start")
        if action_id == "train_stop":
            return trained is not None and not trained.stopping
        if action_id == "train_save":
            return trained is not None and trained.saveable
        if action_id == "train_resume":
            return page.live is None and page.own is not None and page.own.resumable
        if action_id in ("make_voice", "show_tensorboard", "train_on"):
            return not self.why_not(action_id)
        if action_id.startswith("export"):
            return shown is not None and shown.digest.step > 0
        return action_id in ("open_run", "training_storage") or page.view.saves.can_play()

    def why_not(self, action_id: str) -> str:
        """Why an action cannot be used now, in words; "" where nothing stands in its way."""
        page = self._page
        trained = page.trained
        if page.project is not None and page.project.read_only:
            return self.tr("This project can only be read here.")
        if action_id == "train_start":
            return self._why_not_start()
        if action_id == "make_voice":
            return page.voice_choice.why_not(page.shown, page.view.saves.chosen)
        if action_id == "train_on":
            return self._why_not_on()
        if action_id == "show_tensorboard":
            return page.exports.why_no_tensorboard(page.shown)
        if trained is not None and trained.stopping:
            return self.tr("It saves after this step and ends.")
        if action_id == "train_save" and trained is not None and not trained.saveable:
            return self.tr("There is something to save after the first step.")
        return ""

    def _why_not_start(self) -> str:
        page = self._page
        if not page.has_clips:
            return self.tr("There is nothing to train on: add recordings on the Clean page.")
        stop = page.survey.stop
        return page.form.error or (text(stop) if stop is not None else "")

    def _why_not_on(self) -> str:
        page = self._page
        if page.live is not None:
            return self.tr("One voice is trained at a time.")
        if page.own is None or not page.own.ended:
            return self.tr("Only a run of this project that has trained and ended can be trained on.")
        return "" if page.own.has_save else self.tr("Its full saves have been cleared away; start a new run.")

    def show_reasons(self) -> None:
        """Say at the buttons why they are off."""
        page = self._page
        page.setup.set_reasons({id: self.why_not(id) for id in BUTTONS})
        for id in SAID:
            said = self.why_not(id) or translated(BY_ID[id].tip)
            if id == "make_voice" and page.shown is not None and page.shown.running and self.enabled(id):
                said += ". " + self.tr("The training replaces it when it ends.")
            page.services.actions.action(id).setToolTip(said)
