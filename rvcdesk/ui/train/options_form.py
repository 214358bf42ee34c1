"""The form of a training: what every run needs in sight, the rest folded away."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from PySide6.QtCore import QSignalBlocker, Signal
from PySide6.QtWidgets import QPushButton, QVBoxLayout, QWidget

from rvcdesk.assets import catalog
from rvcdesk.assets.catalog import Asset, base_id
from rvcdesk.assets.store import missing
from rvcdesk.content.encoder import encoder_need
from rvcdesk.messages import BadInput
from rvcdesk.training.base import find_base, other_bases
from rvcdesk.training.options import TrainOptions
from rvcdesk.ui.models.missing import MissingModels
from rvcdesk.ui.models.service import Models
from rvcdesk.ui.tr import text
from rvcdesk.ui.train.option_fields import AdvancedFields, MainFields, OptionFields
from rvcdesk.ui.widgets.fields import Row, fill
from rvcdesk.ui.widgets.fold import Fold
from rvcdesk.voice.presets import get_preset


class OptionsForm(QWidget):
    """Makes a `TrainOptions`; what is wrong is said under the field it is about."""

    changed = Signal()

    def __init__(self, models: Models) -> None:
        super().__init__()
        self._models = models
        self._project = Path()
        self._runs: frozenset[str] = frozenset()
        self._shown_base = ""
        self.error = ""
        self.lacking: tuple[Asset, ...] = ()
        self.main, self.more = main, more = MainFields(), AdvancedFields()
        self.name, self.preset, self.epochs, self.f0 = main.name, main.preset, main.epochs, main.f0
        self.base, self.base_g, self.base_d, self.device = more.base, more.base_g, more.base_d, more.device
        self.batch_size, self.threads, self.steps, self.seed = (
            more.batch_size, more.threads, more.steps, more.seed
        )  # fmt: skip
        self.save_every_steps, self.preview_source = more.save_every_steps, more.preview_source
        self.main.column.insertWidget(2, self._make_missing())
        self.advanced = Fold(self.tr("Advanced"), self.more)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(8)
        column.addWidget(self.main)
        column.addWidget(self.advanced)
        for fields in (self.main, self.more):
            fields.changed.connect(self._on_changed)
        models.changed.connect(self._on_models)
        self._show_bases()
        self._show_dependent()
        self.check()

    @property
    def rows(self) -> dict[str, Row]:
        """Option -> its row."""
        return {**self.main.rows, **self.more.rows}

    # --- building

    def _make_missing(self) -> MissingModels:
        self.missing = MissingModels(self._models)
        self.from_nothing = QPushButton(self.tr("Train from nothing instead"))
        self.from_nothing.setToolTip(
            self.tr("Without a base model: needs far more time and recordings, and sounds worse")
        )
        self.from_nothing.setAutoDefault(False)
        self.from_nothing.clicked.connect(lambda: self.set_option("base", "none"))
        self.missing.add_way(self.from_nothing)
        return self.missing

    def _base_items(self) -> list[tuple[str, str, str]]:
        """Base models by others are offered where they are here and fit."""
        others = other_bases(self.preset.currentData(), f0=self.f0.currentData() != "none")
        here = [item for item in others if self._models.status(item).state == "have"]
        chosen = self._shown_base  # of a run that is shown: it may be gone since
        here += [item for item in catalog.load_catalog() if item.id == chosen and item not in here]
        return [
            ("auto", self.tr("The preset's own"), self.tr("Where it is on this computer")),
            *((item.id, text(item.title), text(item.purpose)) for item in here),
            ("none", self.tr("None: from nothing"), self.tr("Needs much longer")),
            ("files", self.tr("My own files"), self.tr("Files made for the same preset")),
        ]

    def _show_bases(self) -> None:
        items = self._base_items()
        ids = [item[0] for item in items]
        base = self.base
        if ids != [base.itemData(n) for n in range(base.count())] or not base.itemText(0):
            before = base.currentData()
            fill(base, items, before if before in ids else "auto")

    def _on_models(self) -> None:
        """Files have come or gone."""
        self._show_bases()
        items, f0 = self.main.f0_items(), self.f0
        if [item[1] for item in items] != [f0.itemText(n) for n in range(f0.count())]:
            fill(f0, items, f0.currentData())
        before = self.error, self.lacking
        self.check()
        if (self.error, self.lacking) != before:
            self.changed.emit()

    # --- what is in it

    def set_project(self, project: Path, name: str, run_names: frozenset[str]) -> None:
        """The project to train in; `name` is proposed, or "name 2" where there is a run of that name."""
        self._project = project
        self.set_runs(run_names)
        self.name.setText(self.free_name(name))

    def set_runs(self, run_names: frozenset[str]) -> None:
        """Names that are taken."""
        self._runs = run_names
        self.check()

    def free_name(self, name: str) -> str:
        """`name`, or it with the next free number: "Ann 3" after "Ann 2"."""
        stem, _, end = name.rpartition(" ")
        counted = bool(stem) and end.isascii() and end.isdecimal() and len(end) < 4
        number = int(end) + 1 if counted else 2
        free = name
        while free in self._runs:
            free = f"{stem if counted else name} {number}"
            number += 1
        return free

    def set_devices(self, devices: list[dict[str, Any]]) -> None:
        """What the engine has found, the fastest first."""
        if not devices:
            return
        best = self.tr("The fastest one ({device})").format(device=devices[0]["name"])
        items = [("auto", best, ""), *((item["id"], item["name"], item["id"]) for item in devices)]
        fill(self.device, items, self.device.currentData())

    def options(self) -> TrainOptions:
        """What the form says, unchecked."""
        values = self.main.values() | self.more.values()
        if values["base"] == "files":
            values["base"] = "auto"
        else:
            values["base_g"] = values["base_d"] = None
        return TrainOptions(project=self._project, **values)

    def show_options(self, options: TrainOptions) -> None:
        """Show a run's own options."""
        with QSignalBlocker(self.main), QSignalBlocker(self.more):
            self._shown_base = options.base
            self._show_bases()
            for fields in (self.main, self.more):
                for option in fields.editors:
                    fields.show_value(option, getattr(options, option))
            if options.base_g or options.base_d:
                self.more.show_value("base", "files")
        self._on_changed()

    def set_option(self, option: str, value: Any) -> None:
        """Choose a value, and show where: a fix that the user has asked for."""
        fields: OptionFields = self.main if option in self.main.editors else self.more
        if fields is self.more:
            self.advanced.open()
        fields.show_value(option, value)
        fields.editors[option].setFocus()

    # --- what is wrong

    def _wanted(self) -> tuple[Asset, ...]:
        """The model files that these options need and that are not here."""
        preset, f0 = get_preset(self.preset.currentData()), self.f0.currentData()
        needs = [encoder_need(preset.network.content)]
        if f0 == "rmvpe":
            needs.append("rmvpe")
        if self.base.currentData() == "auto" and any(preset.base_model(f0=f0 != "none")):
            needs.append(base_id(preset.id, f0=f0 != "none"))
        return missing(*needs)

    def _show_missing(self) -> str:
        """Say what is missing in the banner; the reason why Start is off, "" for none."""
        wanted = self.lacking = self._wanted() if self.isEnabled() else ()
        base = [item for item in wanted if item.kind.startswith("base")]
        self.from_nothing.setVisible(bool(base))
        self.missing.want(wanted, self.tr("Needed for this, and not here yet:"))
        if not wanted:
            return ""
        if wanted == tuple(base):
            return self.tr("{model} is not here yet: get it, or choose to train from nothing.").format(
                model=text(base[0].title)
            )
        names = ", ".join(text(item.title) for item in wanted)
        return self.tr("Not here yet: {models}. Get or import them first.").format(models=names)

    def check(self) -> bool:
        """Say what is wrong where it is; whether a run can start with this."""
        wrong = self._wrong()
        for option, row in self.rows.items():
            row.say(wrong[option] if option in wrong else self._hint(option), wrong=option in wrong)
        absent = self._show_missing()
        self.error = next(iter(wrong.values()), "") or absent
        if any(option in self.more.rows for option in wrong):
            self.advanced.open()
        return not self.error

    def _wrong(self) -> dict[str, str]:
        options = self.options()
        wrong: dict[str, str] = {}
        try:
            options.check()
        except BadInput as error:
            named = str(error.message.values.get("name", ""))
            wrong[named if named in self.rows else "name"] = text(error)
        if not options.name:
            wrong["name"] = self.tr("The voice needs a name.")
        try:
            find_base(options)
        except BadInput as error:
            file = error.message.values.get("file")
            option = "base_g" if file == options.base_g else "base_d"
            wrong[option if file is not None else "base"] = text(error)
        if self.base.currentData() == "files" and not self.base_g.path:
            wrong["base_g"] = self.tr("Choose the generator's file, or another base model.")
        if options.preview_source is not None and not options.preview_source.is_file():
            wrong["preview_source"] = self.tr("There is no such file.")
        return wrong

    def _hint(self, option: str) -> str:
        if option == "preset":
            return text(get_preset(self.preset.currentData()).description)
        if option == "name" and self.isEnabled() and self.name.text().strip() in self._runs:
            return self.tr("There is a run of this name; Start asks what to do.")
        return ""

    def _on_changed(self) -> None:
        self._show_bases()
        self._show_dependent()
        self.check()
        self.changed.emit()

    def _show_dependent(self) -> None:
        files = self.base.currentData() == "files"
        self.more.rows["base_g"].setVisible(files)
        self.more.rows["base_d"].setVisible(files)
        self.main.show_epochs(self.steps.value())
