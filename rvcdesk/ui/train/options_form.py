"""The form of a training: what every run needs in sight, the rest folded away."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from PySide6.QtCore import QSignalBlocker, Signal
from PySide6.QtWidgets import QComboBox, QLineEdit, QPushButton, QSpinBox, QVBoxLayout, QWidget

from rvcdesk.assets import catalog
from rvcdesk.assets.catalog import Asset, base_id
from rvcdesk.assets.store import missing
from rvcdesk.audio.files import AUDIO_SUFFIXES
from rvcdesk.content.encoder import encoder_need
from rvcdesk.messages import BadInput
from rvcdesk.training.base import find_base, other_bases
from rvcdesk.training.options import TrainOptions
from rvcdesk.ui.models.missing import MissingModels
from rvcdesk.ui.models.service import Models
from rvcdesk.ui.tr import text
from rvcdesk.ui.widgets.fields import BIGGEST, FileField, Row, choice, fill, number
from rvcdesk.ui.widgets.fold import Fold
from rvcdesk.ui.widgets.pitch_choice import pitch_items
from rvcdesk.voice.presets import PRESETS, get_preset


class OptionsForm(QWidget):
    """Makes a `TrainOptions`; what is wrong is said under the field it is about."""

    changed = Signal()

    def __init__(self, models: Models) -> None:
        super().__init__()
        self._models = models
        self._project = Path()
        self._runs: frozenset[str] = frozenset()
        self._shown_base = ""
        self.rows: dict[str, Row] = {}
        self.error = ""
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(8)
        self._make_main()
        advanced = QWidget()
        self._column, outer = QVBoxLayout(advanced), self._column
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(8)
        self._make_advanced()
        self.advanced = Fold(self.tr("Advanced"), advanced)
        outer.addWidget(self.advanced)
        self._column = outer
        models.changed.connect(self._on_models)
        self._show_preset()
        self.check()

    # --- building

    def _row(self, option: str, title: str, editor: QWidget, tip: str) -> None:
        row = Row(title, editor, tip)
        self.rows[option] = row
        self._column.addWidget(row)
        if isinstance(editor, QLineEdit):
            editor.textChanged.connect(self._on_changed)
        elif isinstance(editor, QSpinBox):
            editor.valueChanged.connect(self._on_changed)
        elif isinstance(editor, QComboBox):
            editor.currentIndexChanged.connect(self._on_changed)
        elif isinstance(editor, FileField):
            editor.changed.connect(self._on_changed)

    def _make_main(self) -> None:
        self.name = QLineEdit()
        self._row("name", self.tr("Voice &name"), self.name, self.tr("What the voice and its run are called"))
        presets = [(p.id, text(p.title), text(p.description)) for p in PRESETS.values()]
        self.preset = choice(presets)
        self._row("preset", self.tr("P&reset"), self.preset, self.tr("The kind of voice to train"))
        self._column.addWidget(self._make_missing())
        self.epochs = number(1, 100_000, TrainOptions.epochs)
        self._row("epochs", self.tr("Epochs"), self.epochs, self._epochs_tip())
        self.save_every = number(0, 1_000_000, TrainOptions.save_every, self.tr("Only every 10 minutes"))
        tip = self.tr("Epochs between two saves; every save comes with a preview to listen to")
        self._row("save_every", self.tr("&Save every"), self.save_every, tip)
        self.f0 = choice(self._f0_items())
        tip = self.tr("How the pitch of the recordings is found")
        self._row("f0", self.tr("Pitch"), self.f0, tip)

    def _make_missing(self) -> MissingModels:
        self.missing = MissingModels(self._models)
        self.from_nothing = QPushButton(self.tr("Train from nothing instead"))
        self.from_nothing.setToolTip(
            self.tr("Without a base model: needs far more time and recordings, and sounds worse")
        )
        self.from_nothing.setAutoDefault(False)
        self.from_nothing.clicked.connect(lambda: self.base.setCurrentIndex(self.base.findData("none")))
        self.missing.add_way(self.from_nothing)
        return self.missing

    def _make_advanced(self) -> None:
        self.batch_size = number(0, 512, 0, self.tr("As the preset has it"))
        tip = self.tr("Pieces in one step: more is steadier, slower a step, and takes more memory")
        self._row("batch_size", self.tr("&Batch size"), self.batch_size, tip)
        self.base = choice(self._base_items())
        tip = self.tr("A voice that has learnt to speak already; this one goes on from there")
        self._row("base", self.tr("Base mode&l"), self.base, tip)
        weights = self.tr("Networks") + " (*.pth *.safetensors)"
        self.base_g = FileField(self.tr("Generator"), self.tr("G file"), weights)
        self._row("base_g", self.tr("Generator"), self.base_g, self.tr("The base model's generator"))
        self.base_d = FileField(self.tr("Discriminator"), self.tr("D file (can be left out)"), weights)
        self._row("base_d", self.tr("Discriminator"), self.base_d, self.tr("The base model's discriminator"))
        self.device = choice([("auto", self.tr("The fastest one"), "")])
        self._row("device", self.tr("&Device"), self.device, self.tr("What computes the training"))
        self.threads = number(0, 256, 0, self.tr("All cores"))
        tip = self.tr("Worker threads; the training leaves the window the right of way in any case")
        self._row("threads", self.tr("Threads"), self.threads, tip)
        self._make_rare()

    def _make_rare(self) -> None:
        self.steps = number(0, 100_000_000, 0, self.tr("By epochs"))
        tip = self.tr("Stop after so many steps, whatever the epochs say")
        self._row("steps", self.tr("Steps"), self.steps, tip)
        self.save_every_steps = number(0, 1_000_000, 0, self.tr("Off"))
        self.save_every_steps.setSuffix(" " + self.tr("steps"))
        tip = self.tr("Save after so many steps as well")
        self._row("save_every_steps", self.tr("Also save every"), self.save_every_steps, tip)
        self.precision = choice(
            [
                ("auto", self.tr("Automatic"), self.tr("bfloat16 where the device computes it itself")),
                ("fp32", self.tr("float32"), self.tr("Exact, slower")),
                ("bf16", self.tr("bfloat16"), self.tr("Faster on new hardware")),
            ]
        )
        tip = self.tr("The numbers to compute with")
        self._row("precision", self.tr("Precision"), self.precision, tip)
        self.dialect = choice(
            [
                ("classic", self.tr("Classic RVC"), self.tr("What voices are made with everywhere")),
                ("2026", self.tr("RVC-WebUI 2026"), self.tr("The pitch goes on through unvoiced sounds")),
            ]
        )
        tip = self.tr("Which RVC's numbers to train with; the voice remembers it")
        self._row("dialect", self.tr("Dialect"), self.dialect, tip)
        self.seed = number(0, BIGGEST, 0)
        tip = self.tr("Where chance begins: the same seed repeats the same training")
        self._row("seed", self.tr("Seed"), self.seed, tip)
        sounds = self.tr("Sounds") + " (" + " ".join(f"*{suffix}" for suffix in AUDIO_SUFFIXES) + ")"
        self.preview_source = FileField(
            self.tr("Preview phrase"), self.tr("A piece of the recordings"), sounds
        )
        tip = self.tr("A recording of up to 10 seconds that the voice says at every save")
        self._row("preview_source", self.tr("Preview phrase"), self.preview_source, tip)

    def _f0_items(self) -> list[tuple[str, str, str]]:
        none = self.tr("For voices that only speak: the result does not follow a melody.")
        return [*pitch_items(), ("none", self.tr("Without pitch"), none)]

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
        if ids != [self.base.itemData(n) for n in range(self.base.count())]:
            before = self.base.currentData()
            fill(self.base, items, before if before in ids else "auto")

    def _on_models(self) -> None:
        """Files have come or gone."""
        self._show_bases()
        items = self._f0_items()
        if [item[1] for item in items] != [self.f0.itemText(n) for n in range(self.f0.count())]:
            fill(self.f0, items, self.f0.currentData())
        before = self.error
        self.check()
        if self.error != before:
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
        files = self.base.currentData() == "files"
        return TrainOptions(
            project=self._project,
            name=self.name.text().strip(),
            preset=self.preset.currentData(),
            epochs=self.epochs.value(),
            steps=self.steps.value(),
            batch_size=self.batch_size.value(),
            base="auto" if files else self.base.currentData(),
            base_g=self.base_g.path if files else None,
            base_d=self.base_d.path if files else None,
            f0=self.f0.currentData(),
            seed=self.seed.value(),
            save_every=self.save_every.value(),
            save_every_steps=self.save_every_steps.value(),
            device=self.device.currentData(),
            threads=self.threads.value(),
            precision=self.precision.currentData(),
            dialect=self.dialect.currentData(),
            preview_source=self.preview_source.path,
        )

    def show_options(self, options: TrainOptions) -> None:
        """Show a run's own options."""
        with QSignalBlocker(self):
            self._shown_base = options.base
            self._show_bases()
            self.name.setText(options.name)
            for box, value in (
                (self.epochs, options.epochs), (self.steps, options.steps), (self.seed, options.seed),
                (self.batch_size, options.batch_size), (self.save_every, options.save_every),
                (self.save_every_steps, options.save_every_steps), (self.threads, options.threads),
            ):  # fmt: skip
                box.setValue(value)
            files = options.base_g or options.base_d
            for combo, chosen in (
                (self.preset, options.preset), (self.f0, options.f0), (self.device, options.device),
                (self.precision, options.precision), (self.dialect, options.dialect),
                (self.base, "files" if files else options.base),
            ):  # fmt: skip
                if combo.findData(chosen) < 0:
                    combo.addItem(chosen, chosen)
                combo.setCurrentIndex(combo.findData(chosen))
            self.base_g.set_path(options.base_g)
            self.base_d.set_path(options.base_d)
            self.preview_source.set_path(options.preview_source)
        self._on_changed()

    # --- what is wrong

    def why_not(self) -> str:
        """Why the chosen preset cannot even be looked at yet, "" when it can."""
        wanted = [item for item in self._wanted() if "contentvec" in item.serves]
        if not wanted:
            return ""
        return self.tr("This preset needs {model}, which is not here yet.").format(
            model=text(wanted[0].title)
        )

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
        wanted = self._wanted() if self.isEnabled() else ()
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
        if any(self.advanced.body.isAncestorOf(self.rows[option]) for option in wrong):
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
        self._show_preset()
        self.check()
        self.changed.emit()

    def _show_preset(self) -> None:
        files = self.base.currentData() == "files"
        self.rows["base_g"].setVisible(files)
        self.rows["base_d"].setVisible(files)
        self._show_epochs()
        self.save_every.setSuffix(" " + self.tr("epochs"))
        usual = get_preset(self.preset.currentData()).training.batch_size
        self.batch_size.setSpecialValueText(self.tr("As the preset has it ({size})").format(size=usual))

    def _epochs_tip(self) -> str:
        return self.tr("How many times the training goes through all recordings")

    def _show_epochs(self) -> None:
        """A number of steps takes their place; said in the tooltip, so that no field moves away."""
        steps = self.steps.value()
        self.epochs.setEnabled(not steps)
        instead = self.tr("The training ends after {steps} steps instead (Steps, under Advanced).")
        self.epochs.setToolTip(instead.format(steps=steps) if steps else self._epochs_tip())
